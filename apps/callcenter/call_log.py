"""Reads the log of any telephone system by a `CallProfile`: bytes in, calls or reasons out, no database.

`encoding_of` judges the form of the whole file before anything is taken; `read_calls` then yields its rows one by one,
so that memory stays flat however long the file is. A `FileRefused` means that nothing of the file may be taken, a
`Fault` that one row may not.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from apps.core import textguard

from .enums import Outcome
from .profile_shape import TIMES, Source, needed_columns, sources

if TYPE_CHECKING:
    from .models import CallProfile

CHUNK = 1 << 16
LONGEST_LINE = 1 << 16
LONGEST_CELL = 200
LONGEST_ID = 120
LONGEST_OPERATOR = 40
LONGEST_SECONDS = 24 * 60 * 60
MY_NUMBER_DIGITS = 12
HIDDEN = "（表示しません）"
LONGEST_SHOWN = 60
HALF_A_DAY = timedelta(hours=12)
EARLIEST_YEAR = 1970
CLOCKS_MAY_DIFFER = timedelta(days=1)
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF16_STARTS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FileRefused(Exception):
    """The file as a whole cannot be taken; the message says why, in the words of the office."""


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


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that the profile does not count as a call."""

    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken. `cells` is what may be shown of it: no caller's number, nothing personal."""

    line: int
    reason: str
    cells: dict[str, str]


class _RowFault(Exception):
    """Why this row cannot be taken."""


def encoding_of(file: BinaryIO, encodings: Sequence[str], *, ends_with_newline: bool) -> str:
    """The encoding of a file whose form is right.

    Raises `FileRefused` when it is empty, not text, cut off, or in none of `encodings`.
    """
    length, last = 0, b""
    file.seek(0)
    for number, chunk in enumerate(iter(lambda: file.read(CHUNK), b"")):
        if number == 0 and chunk.startswith(WORKBOOK_STARTS):
            raise FileRefused("Excelのブックなどは読み込めません。CSV形式で保存し直してから取り込んでください。")
        if number == 0 and chunk.startswith(UTF16_STARTS):
            raise FileRefused(
                "文字コードがUTF-16のファイルは読み込めません。UTF-8またはShift_JISで保存し直してください。"
            )
        if b"\0" in chunk:
            raise FileRefused("文字ではないデータ（NUL文字）が含まれています。通話記録のファイルか確認してください。")
        lines = chunk.split(b"\n")
        if length + len(lines[0]) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in lines):
            raise FileRefused(f"1行が長すぎます（上限{LONGEST_LINE:,}バイト）。改行のあるファイルか確認してください。")
        length = len(lines[-1]) + (length if len(lines) == 1 else 0)
        last = chunk[-1:]
    if not last:
        raise FileRefused("ファイルが空です。")
    encoding = _encoding(file, encodings)
    if ends_with_newline and last != b"\n":
        raise FileRefused(
            "最後の行が改行で終わっていません。ファイルが途中で切れている可能性があります。出力し直してください。"
        )
    return encoding


def _encoding(file: BinaryIO, encodings: Sequence[str]) -> str:
    """The first encoding in which the whole file can be read."""
    for encoding in encodings:
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileRefused(f"文字コードが正しくありません（{'、'.join(encodings)} のいずれでも読めません）。")


def read_calls(
    file: BinaryIO, profile: "CallProfile", encoding: str, *, at: datetime
) -> Iterator[CallRow | Skipped | Fault]:
    """The rows of a file that `encoding_of` accepted, as it is read at the moment `at`.

    Raises `FileRefused` when its form turns out wrong after all.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        lines = csv.reader(text, delimiter=profile.delimiter, strict=True)
        header = _header(lines, profile)
        reader = _RowReader(profile, header, latest=at + CLOCKS_MAY_DIFFER)
        short: int | None = None
        for cells in _checked(lines):
            if not cells:
                continue
            if short is not None:
                yield Fault(short, "列の数が見出しと一致しません。", {})
                short = None
            if len(cells) < len(header):
                short = lines.line_num
            elif len(cells) > len(header):
                yield Fault(lines.line_num, "列の数が見出しと一致しません。", {})
            else:
                yield reader.read(lines.line_num, cells)
        if short is not None:
            raise FileRefused(f"最後の行（{short}行目）が途中で切れています。ファイルを出力し直してください。")
    finally:
        text.detach()


def _checked(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise FileRefused(
            '引用符（"）が閉じられていません。ファイルが途中で切れているか、形式が異なります。'
        ) from error


def _header(lines: Iterator[list[str]], profile: "CallProfile") -> list[str]:
    header = [name.strip() for name in next(_checked(lines), [])]
    wanted = needed_columns(profile)
    if missing := [name for name in wanted if name not in header]:
        raise FileRefused(
            f"必要な列がありません: {'、'.join(missing)}。形式「{profile.name}」のファイルか確認してください。"
        )
    if twice := [name for name in wanted if header.count(name) > 1]:
        raise FileRefused(f"同じ名前の列が2つ以上あります: {'、'.join(twice)}")
    return header


class _RowReader:
    """Turns the cells of one row into a call, with the profile's columns looked up once."""

    def __init__(self, profile: "CallProfile", header: list[str], *, latest: datetime) -> None:
        self.profile, self.latest = profile, latest
        self.zone = ZoneInfo(profile.time_zone)
        self.place = {name: index for index, name in enumerate(header)}
        self.skips = [(self.place[name], frozenset(values)) for name, values in profile.skips.items()]
        self.sources = {
            field: sources(profile, field)
            for field in (*TIMES, "external_id", "outcome", "wait_seconds", "talk_seconds")
        }
        self.sources |= {field: sources(profile, field) for field in ("operator_code", "caller_number")}
        self.moments = {
            self.place[name] for field in TIMES for source in self.sources[field] for name in source.columns
        }
        self.withheld = frozenset(profile.withheld_markers)
        hidden = {name for source in self.sources["caller_number"] for name in source.columns}
        self.shown = [name for name in needed_columns(profile) if name not in hidden]

    def read(self, line: int, cells: list[str]) -> CallRow | Skipped | Fault:
        if any(cells[index] in values for index, values in self.skips):
            return Skipped(line)
        try:
            return self._call(line, cells)
        except _RowFault as fault:
            return Fault(line, str(fault), self._harmless(cells))

    def _call(self, line: int, cells: list[str]) -> CallRow:
        for name, index in self.place.items():
            if len(cells[index]) > LONGEST_CELL:
                raise _RowFault(f"「{name}」が長すぎます（上限{LONGEST_CELL}文字）。")
            if index not in self.moments and _holds_my_number(cells[index]):
                raise _RowFault(
                    f"「{name}」に個人番号（マイナンバー）と思われる数字があります。この行は取り込まず、その数字も保存していません。"
                )
        external_id = self._text(cells, "external_id", "-")
        if not external_id:
            raise _RowFault("通話を区別する番号がありません。")
        if len(external_id) > LONGEST_ID:
            raise _RowFault("通話を区別する番号が長すぎます。")
        arrived_at = self._moment(cells, "arrived_at")
        if arrived_at is None:
            raise _RowFault("着信日時がありません。")
        outcome = self.profile.outcomes.get(raw := self._text(cells, "outcome"))
        if outcome is None:
            raise _RowFault(f"結果「{raw[:20]}」は形式に登録されていません。" if raw else "結果がありません。")
        answered_at = self._moment(cells, "answered_at", arrived_at) if outcome == Outcome.ANSWERED else None
        ended_at = self._moment(cells, "ended_at", arrived_at)
        if answered_at and answered_at < arrived_at:
            raise _RowFault("応答日時が着信日時より前です。")
        if ended_at and ended_at < arrived_at:
            raise _RowFault("終了日時が着信日時より前です。")
        if answered_at and ended_at and ended_at < answered_at:
            raise _RowFault("終了日時が応答日時より前です。")
        operator_code = self._text(cells, "operator_code")
        if len(operator_code) > LONGEST_OPERATOR:
            raise _RowFault("オペレーターの記号が長すぎます。")
        return CallRow(
            line=line,
            external_id=external_id,
            arrived_at=arrived_at,
            queued_at=self._moment(cells, "queued_at", arrived_at),
            answered_at=answered_at,
            ended_at=ended_at,
            outcome=outcome,
            wait_seconds=self._seconds(cells, "wait_seconds"),
            talk_seconds=self._seconds(cells, "talk_seconds"),
            operator_code=operator_code,
            is_withheld=self._text(cells, "caller_number") in self.withheld,
        )

    def _joined(self, cells: list[str], source: Source, glue: str) -> str:
        """The text of one place; empty when it is absent there."""
        if source.none_when and all(
            cells[self.place[name]].strip() == value for name, value in source.none_when.items()
        ):
            return ""
        parts = [cells[self.place[name]].strip() for name in source.columns]
        return glue.join(parts) if all(parts) else ""

    def _text(self, cells: list[str], field: str, glue: str = " ") -> str:
        for source in self.sources[field]:
            if text := self._joined(cells, source, glue):
                return text
        return ""

    def _moment(self, cells: list[str], field: str, arrived_at: datetime | None = None) -> datetime | None:
        """The moment in a field.

        Where a system writes the day once and only times after it, a time far before arrival is past midnight.
        """
        for source in self.sources[field]:
            if not (text := self._joined(cells, source, " ")):
                continue
            moment = self._parsed(text, field)
            if arrived_at and len(source.columns) > 1 and arrived_at - moment > HALF_A_DAY:
                moment += timedelta(days=1)
            return moment
        return None

    def _parsed(self, text: str, field: str) -> datetime:
        for pattern in self.profile.datetime_formats:
            try:
                moment = datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is the profile's unless the text names one
            except ValueError:
                continue
            if moment.year < EARLIEST_YEAR:
                break
            moment = moment.astimezone(self.zone) if moment.tzinfo else moment.replace(tzinfo=self.zone)
            if moment > self.latest:
                raise _RowFault(f"「{self._named(field)}」が取り込みの日時より先です。")
            return moment
        raise _RowFault(f"「{self._named(field)}」が日時として読めません。")

    def _seconds(self, cells: list[str], field: str) -> int:
        text = self._text(cells, field)
        if not text:
            return 0
        if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= LONGEST_SECONDS):
            raise _RowFault(f"「{self._named(field)}」が0～{LONGEST_SECONDS}の秒数ではありません。")
        return int(text)

    def _named(self, field: str) -> str:
        return "・".join(self.sources[field][0].columns)

    def _harmless(self, cells: list[str]) -> dict[str, str]:
        """What may be kept of a refused row: the profile's columns but the caller's, masked where it looks personal."""
        kept = {name: cells[self.place[name]] for name in self.shown}
        return {name: HIDDEN if textguard.inspect(cell) else cell[:LONGEST_SHOWN] for name, cell in kept.items()}


def _holds_my_number(cell: str) -> bool:
    if cell.isascii() and sum(map(str.isdigit, cell)) < MY_NUMBER_DIGITS:
        return False
    return any(finding.severity == textguard.REFUSE for finding in textguard.inspect(cell))
