"""A first look at a file: what it would give, without any database, and which columns and words stand in it."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from apps.callcenter.enums import LogKind, Outcome
from apps.core import textguard

from . import TRAIL_READERS
from .file_form import LONGEST_LINE, encoding_of
from .records import AgentMoment, CallRow, Fault, FileRefused, Piece, Skipped, Trail
from .table import DELIMITERS, read_table

if TYPE_CHECKING:
    from apps.callcenter.models import CallProfile

RECORDS_READ = 5_000
ROWS_SHOWN = 10
MOST_COLUMNS = 100
LONGEST_NAME = 80
MOST_WORDS = 20
FEW_WORDS = 5
LONGEST_WORD = 20
SAMPLE_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")
MOMENTS_TRIED = 50
MOMENT_FORMATS = {
    "%Y/%m/%d %H:%M:%S": "2025/06/02 13:05:09",
    "%Y-%m-%d %H:%M:%S": "2025-06-02 13:05:09",
    "%Y/%m/%d %H:%M": "2025/06/02 13:05",
    "%Y-%m-%d %H:%M": "2025-06-02 13:05",
    "%Y年%m月%d日 %H:%M:%S": "2025年06月02日 13:05:09",
    "%Y年%m月%d日 %H時%M分%S秒": "2025年06月02日 13時05分09秒",
    "%Y%m%d %H%M%S": "20250602 130509",
    "%Y%m%d%H%M%S": "20250602130509",
    "%y%m%d %H:%M:%S": "250602 13:05:09",
    "%Y-%m-%dT%H:%M:%S%z": "2025-06-02T13:05:09+09:00",
    "%m/%d/%Y %H:%M:%S": "06/02/2025 13:05:09",
}


@dataclass
class Look:
    """What the first records of a file give; `reason` says why the file cannot be read at all."""

    reason: str = ""
    encoding: str = ""
    read: int = 0
    calls: int = 0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)
    samples: list[CallRow] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    is_partial: bool = False

    @property
    def named_outcomes(self) -> list[tuple[str, int]]:
        """How many calls ended how, by the office's words."""
        return [(outcome.label, self.outcomes[outcome]) for outcome in Outcome if outcome in self.outcomes]

    @property
    def shown_samples(self) -> list[dict[str, Any]]:
        return [asdict(row) | {"outcome_label": Outcome(row.outcome).label} for row in self.samples]


@dataclass(frozen=True)
class Sample:
    """The head of a table: its columns, of each with few different words those words, of each of moments how they are
    written."""

    encoding: str
    delimiter: str
    header: list[str]
    words: dict[str, list[str]]
    formats: dict[str, list[str]]


def look_at(file: BinaryIO, profile: "CallProfile", *, at: datetime, encoding: str = "") -> Look:
    """Reads the first records of a file with a profile, saved or not."""
    look, outcomes = Look(), Counter[str]()
    try:
        look.encoding = encoding_of(
            file,
            [encoding] if encoding else profile.encodings,
            ends_with_newline=profile.ends_with_newline,
            longest_line=None if profile.kind == LogKind.CONTACT_RECORDS else LONGEST_LINE,
        )
        for row in _rows(file, profile, look, at=at):
            if isinstance(row, CallRow):
                look.calls += 1
                outcomes[row.outcome] += 1
                if len(look.samples) < ROWS_SHOWN:
                    look.samples.append(row)
            elif isinstance(row, Fault):
                look.faults.append(row)
            else:
                look.skipped += 1
    except FileRefused as refusal:
        return Look(reason=str(refusal))
    look.outcomes = dict(outcomes)
    return look


def _rows(file: BinaryIO, profile: "CallProfile", look: Look, *, at: datetime) -> Iterator[CallRow | Skipped | Fault]:
    reader = TRAIL_READERS.get(profile.kind)
    if reader is None:
        table = read_table(file, profile, look.encoding, at=at)
        for row in islice(table, RECORDS_READ):
            look.read += 1
            yield row
        look.is_partial = next(table, None) is not None
        table.close()
        return
    records = reader.read(file, profile, look.encoding, at=at)
    trails: dict[str, tuple[int, Trail]] = defaultdict(lambda: (0, []))
    for record in islice(records, RECORDS_READ):
        look.read += not (isinstance(record, AgentMoment) and record.is_aside)
        if isinstance(record, Piece):
            line, trail = trails[record.call_id]
            trails[record.call_id] = line or record.line, [*trail, record.fact]
        elif isinstance(record, Fault):
            yield record
        elif not (isinstance(record, AgentMoment) and record.is_aside):
            yield Skipped(record.line)
    look.is_partial = next(records, None) is not None
    records.close()
    for call_id, (line, trail) in trails.items():
        if call := reader.as_call(line, call_id, reader.merged([], trail), profile):
            yield call
        else:
            yield from (Skipped(line) for _ in trail)


def sample_of(file: BinaryIO) -> Sample:
    """The columns of a table and the words in them. Raises `FileRefused`.

    Nothing that looks personal is among the words, and a column in which every row differs gives none.
    """
    encoding = encoding_of(file, SAMPLE_ENCODINGS, ends_with_newline=False)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        first = text.readline()
        delimiter = max(DELIMITERS, key=first.count)
        text.seek(0)
        lines = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            header = [name.strip() for name in next(lines, [])]
            rows = [cells for cells in islice(lines, RECORDS_READ) if len(cells) == len(header)]
        except csv.Error as error:
            raise FileRefused(
                '引用符（"）が閉じられていません。ファイルが途中で切れているか、形式が異なります。'
            ) from error
    finally:
        text.detach()
    _judge_header(header)
    return Sample(encoding, delimiter, header, dict(_words(header, rows)), dict(_formats(header, rows)))


def _judge_header(header: list[str]) -> None:
    if len(header) < 2:
        raise FileRefused("列の見出しが見つかりません。1行目に見出しのある、区切り文字で区切られた表を選んでください。")
    if len(header) > MOST_COLUMNS or any(len(name) > LONGEST_NAME for name in header):
        raise FileRefused(f"列が多すぎるか、見出しが長すぎます（上限{MOST_COLUMNS}列、{LONGEST_NAME}文字）。")
    if not all(header) or len(set(header)) < len(header):
        raise FileRefused("空の見出し、または同じ名前の見出しがあります。見出しのある表を選んでください。")
    if any(textguard.inspect(name) or not name.isprintable() for name in header):
        raise FileRefused("見出しに個人情報と思われる文字があります。1行目に見出しのある表を選んでください。")


def _words(header: list[str], rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    for place, name in enumerate(header):
        words = Counter(cells[place].strip() for cells in rows)
        words.pop("", None)
        if 0 < len(words) <= min(MOST_WORDS, max(len(rows) // 2, FEW_WORDS)) and all(map(_is_word, words)):
            yield name, [word for word, _ in words.most_common()]


def _formats(header: list[str], rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    for place, name in enumerate(header):
        texts = list(islice((text for cells in rows if (text := cells[place].strip())), MOMENTS_TRIED))
        if texts and (found := [pattern for pattern in MOMENT_FORMATS if all(_fits(text, pattern) for text in texts)]):
            yield name, found


def _fits(text: str, pattern: str) -> bool:
    try:
        datetime.strptime(text, pattern)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST_WORD and text.isprintable() and not textguard.inspect(text)
