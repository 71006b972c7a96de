"""Reads a table: one row for each call, whose columns the profile names."""

import csv
import io
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from apps.callcenter.enums import Outcome
from apps.callcenter.profile_shape import TIMES, Source, needed_columns, sources
from apps.core import textguard
from apps.core.spelling import is_phone, normalise_phone

from .records import (
    EARLIEST_YEAR,
    HIDDEN,
    LONGEST_CELL,
    LONGEST_ID,
    LONGEST_OPERATOR,
    CallRow,
    Cells,
    Fault,
    FileRefused,
    RowFault,
    Skipped,
    checked_code,
    checked_moment,
    checked_seconds,
    harmless,
    refuse_my_number,
)

if TYPE_CHECKING:
    from apps.callcenter.models import CallProfile

HALF_A_DAY = timedelta(hours=12)
LONGEST_LABEL = 40
LONGEST_WORD = 20
NO_DIGIT = re.compile(r"\D")
FEWEST_OF_PHONE = 9  # a number here without its first 0
DELIMITERS = {",": "カンマ", "\t": "タブ", ";": "セミコロン", "|": "縦線"}


def read_table(
    file: BinaryIO, profile: "CallProfile", encoding: str, *, at: datetime
) -> Generator[CallRow | Skipped | Fault, None, None]:
    """The rows of a file that `encoding_of` accepted, as it is read at the moment `at`.

    Raises `FileRefused` when its form turns out wrong after all.
    """
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        lines = csv.reader(text, delimiter=profile.delimiter, strict=True)
        header = _header(lines, profile)
        reader = _RowReader(profile, header, at=at)
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


def cell_names(profile: "CallProfile") -> list[str]:
    """The columns that may be kept of a refused row: all that the profile speaks of but the caller's."""
    hidden = {name for source in sources(profile, "caller_number") for name in source.columns}
    return [name for name in needed_columns(profile) if name not in hidden]


def read_cells(cells: Cells, profile: "CallProfile", *, is_withheld: bool, at: datetime) -> CallRow | Skipped:
    """One row that was mended by hand; the caller's column is not among its cells. Raises `RowFault`."""
    names = needed_columns(profile)
    row = _RowReader(profile, names, at=at).checked(0, [cells.get(name, "") for name in names])
    return replace(row, is_withheld=is_withheld) if isinstance(row, CallRow) else row


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
        if len(header) == 1 and (other := [mark for mark in DELIMITERS if mark in header[0]]):
            raise FileRefused(
                f"区切り文字が形式と異なります（このファイルは{DELIMITERS[other[0]]}区切りのようです）。"
                f"形式「{profile.name}」のファイルか確認してください。"
            )
        raise FileRefused(
            f"必要な列がありません: {'、'.join(missing)}。形式「{profile.name}」のファイルか確認してください。"
        )
    if twice := [name for name in wanted if header.count(name) > 1]:
        raise FileRefused(f"同じ名前の列が2つ以上あります: {'、'.join(twice)}")
    return header


def _label(name: str, number: int) -> str:
    """A column as a reason may name it: a header can hold anything."""
    is_plain = 0 < len(name) <= LONGEST_LABEL and name.isprintable() and not textguard.inspect(name)
    return name if is_plain else f"{number}列目"


def _quoted(word: str) -> str:
    """A word of a cell as a reason may repeat it; nothing where it looks personal."""
    is_plain = len(word) <= LONGEST_WORD and word.isprintable() and not textguard.inspect(word)
    return f"「{word}」" if is_plain else "の語"


class _RowReader:
    """Turns the cells of one row into a call, with the profile's columns looked up once."""

    def __init__(self, profile: "CallProfile", header: list[str], *, at: datetime) -> None:
        self.profile, self.at = profile, at
        self.zone = ZoneInfo(profile.time_zone)
        self.place = {name: index for index, name in enumerate(header)}
        self.labels = [_label(name, number) for number, name in enumerate(header, 1)]
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
        self.shown = cell_names(profile)

    def read(self, line: int, cells: list[str]) -> CallRow | Skipped | Fault:
        try:
            return self.checked(line, cells)
        except RowFault as fault:
            kept = harmless({name: cells[self.place[name]] for name in self.shown})
            kept = {name: HIDDEN if self._holds_caller(cells, cell) else cell for name, cell in kept.items()}
            return Fault(line, str(fault), kept, self._is_withheld(cells))

    def checked(self, line: int, cells: list[str]) -> CallRow | Skipped:
        """Raises `RowFault`."""
        if any(cells[index] in values for index, values in self.skips):
            return Skipped(line)
        return self._call(line, cells)

    def _call(self, line: int, cells: list[str]) -> CallRow:
        for index, name in enumerate(self.labels):
            if len(cells[index]) > LONGEST_CELL:
                raise RowFault(f"「{name}」が長すぎます（上限{LONGEST_CELL}文字）。")
            if index not in self.moments:
                refuse_my_number(cells[index], name)
        external_id = checked_code(self._text(cells, "external_id", "-"), self._named("external_id"), LONGEST_ID)
        if not external_id:
            raise RowFault("通話を区別する番号がありません。")
        operator_code = checked_code(self._text(cells, "operator_code"), self._named("operator_code"), LONGEST_OPERATOR)
        for field, text in (("external_id", external_id), ("operator_code", operator_code)):
            if self._holds_caller(cells, text):
                raise RowFault(f"「{self._named(field)}」に発信者番号が含まれています。番号は保存しません。")
        arrived_at = self._moment(cells, "arrived_at")
        if arrived_at is None:
            raise RowFault("着信日時がありません。")
        outcome = self.profile.outcomes.get(raw := self._text(cells, "outcome"))
        if outcome is None:
            raise RowFault(f"結果{_quoted(raw)}は形式に登録されていません。" if raw else "結果がありません。")
        answered_at = self._moment(cells, "answered_at", arrived_at) if outcome == Outcome.ANSWERED else None
        ended_at = self._moment(cells, "ended_at", arrived_at) if outcome != Outcome.OPEN else None
        if answered_at and answered_at < arrived_at:
            raise RowFault("応答日時が着信日時より前です。")
        if ended_at and ended_at < arrived_at:
            raise RowFault("終了日時が着信日時より前です。")
        if answered_at and ended_at and ended_at < answered_at:
            raise RowFault("終了日時が応答日時より前です。")
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
            is_withheld=self._is_withheld(cells),
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
            return checked_moment(moment, self._named(field), at=self.at)
        raise RowFault(f"「{self._named(field)}」が日時として読めません。")

    def _seconds(self, cells: list[str], field: str) -> int:
        return checked_seconds(self._text(cells, field), self._named(field))

    def _is_withheld(self, cells: list[str]) -> bool:
        return self._text(cells, "caller_number") in self.withheld

    def _holds_caller(self, cells: list[str], text: str) -> bool:
        """Whether a text contains the caller's number of its row, however either of them is written."""
        digits = NO_DIGIT.sub("", text)
        if len(digits) < FEWEST_OF_PHONE:
            return False
        number = normalise_phone(self._text(cells, "caller_number"))
        return is_phone(number) and number.removeprefix("0") in normalise_phone(digits)

    def _named(self, field: str) -> str:
        return "・".join(self.sources[field][0].columns) if self.sources[field] else field
