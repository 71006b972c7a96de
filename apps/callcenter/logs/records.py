"""What every reader yields, and the rules that hold for a value wherever it stands."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from apps.core import textguard

if TYPE_CHECKING:
    from apps.callcenter.models import CallProfile

LONGEST_CELL = 200
LONGEST_ID = 120
LONGEST_OPERATOR = 40
LONGEST_QUEUE = 80
LONGEST_SECONDS = 24 * 60 * 60
LONGEST_SHOWN = LONGEST_ID
MY_NUMBER_DIGITS = 12
EARLIEST_YEAR = 1970
CLOCKS_MAY_DIFFER = timedelta(days=1)
HIDDEN = "（表示しません）"
FORMULA_STARTS = ("=", "@", "+", "-")

Cells = dict[str, str]
Trail = list[Any]


class FileRefused(Exception):
    """The file as a whole cannot be taken; the message says why, in the words of the office."""


class RowFault(Exception):
    """Why one record cannot be taken."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call as the log tells it, without the caller's number."""

    line: int
    external_id: str
    arrived_at: datetime
    queued_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    outcome: str
    wait_seconds: int
    talk_seconds: int
    operator_code: str
    is_withheld: bool
    transfers: int = 0
    trail: Trail | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One event or contact of a call: `fact` is what the call's trail keeps of it, in plain JSON.

    `previous` is the id of the piece that it follows, where the log does not name the call itself.
    """

    line: int
    call_id: str
    fact: Any
    piece_id: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class AgentMoment:
    """What a log says of an operator apart from calls; `kind` is an `AgentEventKind`.

    `is_aside`: said within a record about a call, which is counted as that call.
    """

    line: int
    operator_code: str
    at: datetime
    kind: str
    queue: str = ""
    seconds: int | None = None
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that the profile does not count as a call."""

    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that cannot be taken. `cells` is what may be shown of it: no caller's number, nothing personal."""

    line: int
    reason: str
    cells: Cells = field(default_factory=dict)
    is_withheld: bool = False


class TrailReader(Protocol):
    """A log that writes a call in parts."""

    CELLS: tuple[str, ...]

    def read(
        self, file: BinaryIO, profile: "CallProfile", encoding: str, *, at: datetime
    ) -> Generator[Piece | AgentMoment | Skipped | Fault, None, None]:
        """The records of a file whose form is right, as it is read at the moment `at`."""
        ...

    def read_cells(
        self, cells: Cells, profile: "CallProfile", *, is_withheld: bool, at: datetime
    ) -> list[Piece | AgentMoment | Skipped]:
        """One record that was mended by hand. Raises `RowFault`."""
        ...

    def merged(self, known: Trail, found: Trail) -> Trail:
        """All that is known of a call: the same whatever came first, and however often."""
        ...

    def as_call(self, line: int, call_id: str, trail: Trail, profile: "CallProfile") -> CallRow | None:
        """The call that the trail tells of; None when it is none that counts."""
        ...


def checked_seconds(text: str, name: str) -> int:
    """A number of seconds up to a day; nothing written is 0."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= LONGEST_SECONDS):
        raise RowFault(f"「{name}」が0～{LONGEST_SECONDS}の秒数ではありません。")
    return int(text)


def checked_code(text: str, name: str, longest: int) -> str:
    """A short code of the telephone system."""
    if len(text) > longest:
        raise RowFault(f"「{name}」が長すぎます（上限{longest}文字）。")
    if not text.isprintable():
        raise RowFault(f"「{name}」に使えない文字があります。")
    if text.startswith(FORMULA_STARTS) and len(text) > 1:
        raise RowFault(f"「{name}」が計算式のような文字（= + - @）で始まっています。")
    refuse_my_number(text, name)
    return text


def checked_moment(moment: datetime, name: str, *, at: datetime) -> datetime:
    """A moment that a log read at `at` can hold."""
    if moment.year < EARLIEST_YEAR:
        raise RowFault(f"「{name}」が日時として読めません。")
    if moment > at + CLOCKS_MAY_DIFFER:
        raise RowFault(f"「{name}」が取り込みの日時より先です。")
    return moment


def refuse_my_number(cell: str, name: str) -> None:
    if cell.isascii() and sum(map(str.isdigit, cell)) < MY_NUMBER_DIGITS:
        return
    if any(finding.severity == textguard.REFUSE for finding in textguard.inspect(cell)):
        raise RowFault(
            f"「{name}」に個人番号（マイナンバー）と思われる数字があります。この行は取り込まず、その数字も保存していません。"
        )


def harmless(cells: Cells) -> Cells:
    """What may be kept of a refused record: cells that look personal or cannot be shown are masked, long ones cut."""
    return {
        name: HIDDEN if not cell.isprintable() or textguard.inspect(cell) else cell[:LONGEST_SHOWN]
        for name, cell in cells.items()
    }
