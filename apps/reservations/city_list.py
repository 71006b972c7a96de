"""Reads the city's list of a day by a `CityListProfile`: bytes in, rows or reasons out, no database.

A `FileRefused` means that nothing of the file may be taken; a `ReadRow` with a `fault` that one line could not be read.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from apps.core import textguard
from apps.core.clock import JST

if TYPE_CHECKING:
    from .models import CityListProfile

LARGEST_FILE: Final = 2_000_000
MOST_ROWS: Final = 5_000
LONGEST_CELL: Final = 200
LONGEST_SHOWN: Final = 40
HIDDEN: Final = "（表示しません）"
FIELDS: Final = ("number", "date", "time", "desk")

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FileRefused(Exception):
    """The file as a whole cannot be taken; the message says why, in the words of the office."""


@dataclass(frozen=True)
class ReadRow:
    """One line of the list; with a `fault` only `cells` tell what stood there."""

    line: int
    number: str = ""
    starts_at: datetime | None = None
    desk_id: int | None = None
    fault: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


class _Fault(Exception):
    """Why this line cannot be read."""


def normalise_number(text: str) -> str:
    """As the city's system writes it: half width, capitals, no blanks; every dash is one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[‐‑‒–—―−ー]", "-", "".join(plain.split()))


def read_city_list(
    content: bytes, profile: "CityListProfile", *, day: date, desks: Mapping[str, int], number_pattern: str
) -> list[ReadRow]:
    """The lines of the list of `day`; `desks` are the keys of our desks by name. Raises FileRefused."""
    lines = csv.reader(
        io.StringIO(_text(content, profile.encodings), newline=""), delimiter=profile.delimiter, strict=True
    )
    reader = _Reader(profile, _header(lines, profile), day, desks, re.compile(number_pattern))
    rows: list[ReadRow] = []
    for cells in _checked(lines):
        if not any(cell.strip() for cell in cells):
            continue
        row = reader.read(lines.line_num, cells)
        if row is not None:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise FileRefused(f"行が多すぎます（上限{MOST_ROWS:,}行）。1日分の一覧か確かめてください。")
    return rows


def _text(content: bytes, encodings: Sequence[str]) -> str:
    if not content.strip():
        raise FileRefused("ファイルが空です。")
    if len(content) > LARGEST_FILE:
        raise FileRefused(f"ファイルが大きすぎます（上限{LARGEST_FILE:,}バイト）。1日分の一覧か確かめてください。")
    if content.startswith(_WORKBOOKS):
        raise FileRefused("Excelのブックなどは読み込めません。CSV形式で保存し直してから取り込んでください。")
    if content.startswith(_UTF16):
        raise FileRefused("文字コードがUTF-16のファイルは読み込めません。UTF-8かShift_JISで保存し直してください。")
    if b"\0" in content:
        raise FileRefused("文字ではないデータ（NUL文字）が含まれています。一覧のファイルか確かめてください。")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(f"文字コードが正しくありません（{'、'.join(encodings)} のいずれでも読めません）。")


def _checked(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from lines
    except csv.Error as error:
        raise FileRefused(
            '引用符（"）が閉じられていません。ファイルが途中で切れているか、形式が異なります。'
        ) from error


def _header(lines: Iterator[list[str]], profile: "CityListProfile") -> list[str]:
    header = [name.strip() for name in next(_checked(lines), [])]
    wanted = [profile.columns[name] for name in FIELDS if name in profile.columns] + list(profile.skips)
    if missing := [name for name in wanted if name not in header]:
        raise FileRefused(
            f"必要な列がありません: {'、'.join(missing)}。形式「{profile.name}」の一覧か確かめてください。"
        )
    if twice := sorted({name for name in wanted if header.count(name) > 1}):
        raise FileRefused(f"同じ名前の列が2つ以上あります: {'、'.join(twice)}")
    return header


class _Reader:
    """Turns the cells of one line into a row, with the profile's columns looked up once."""

    def __init__(
        self,
        profile: "CityListProfile",
        header: list[str],
        day: date,
        desks: Mapping[str, int],
        number_pattern: re.Pattern[str],
    ) -> None:
        self.profile, self.header, self.day, self.desks = profile, header, day, desks
        self.number_pattern = number_pattern
        self.place = {name: header.index(column) for name, column in profile.columns.items() if column in header}
        self.skips = [(header.index(name), frozenset(values)) for name, values in profile.skips.items()]
        self.seen: set[str] = set()

    def read(self, line: int, cells: list[str]) -> ReadRow | None:
        """None for a line that the profile does not count."""
        if len(cells) != len(self.header):
            return ReadRow(line, fault="列の数が見出しと一致しません。")
        if any(cells[index].strip() in values for index, values in self.skips):
            return None
        try:
            return self._row(line, cells)
        except _Fault as fault:
            return ReadRow(line, fault=str(fault), cells=self._shown(cells))

    def _row(self, line: int, cells: list[str]) -> ReadRow:
        for name, index in self.place.items():
            if len(cells[index]) > LONGEST_CELL:
                raise _Fault(f"「{self.profile.columns[name]}」が長すぎます（上限{LONGEST_CELL}文字）。")
        number = normalise_number(cells[self.place["number"]])
        if not number:
            raise _Fault("受付番号がありません。")
        if any(found.rule == "my_number" for found in textguard.inspect(number)):
            raise _Fault("受付番号の列に、個人番号（マイナンバー）と思われる数字があります。")
        if not self.number_pattern.fullmatch(number):
            raise _Fault("受付番号の形が、定めた形と違います。")
        if number in self.seen:
            raise _Fault("同じ受付番号の行が、この一覧にもう1つあります。")
        starts_at = datetime.combine(self._day(cells), self._time(cells), JST)
        desk_id = self._desk(cells)
        self.seen.add(number)
        return ReadRow(line, number, starts_at, desk_id)

    def _day(self, cells: list[str]) -> date:
        day = _parsed(cells[self.place["date"]], self.profile.date_formats)
        if day is None:
            raise _Fault("日付が読み取れません。")
        if day.date() != self.day:
            raise _Fault("日付が、取込みの対象日と違います。")
        return day.date()

    def _time(self, cells: list[str]) -> time:
        moment = _parsed(cells[self.place["time"]], self.profile.time_formats)
        if moment is None:
            raise _Fault("時刻が読み取れません。")
        return moment.time()

    def _desk(self, cells: list[str]) -> int | None:
        """None where the list has no such column."""
        if "desk" not in self.place:
            return None
        text = cells[self.place["desk"]].strip()
        desk = self.desks.get(self.profile.desk_names.get(text, text))
        if desk is None:
            raise _Fault("窓口の名前が、登録した窓口のどれとも一致しません。")
        return desk

    def _shown(self, cells: list[str]) -> dict[str, str]:
        """What may be kept of a line that was not read: the profile's own columns, hidden where they look personal."""
        return {
            self.profile.columns[name]: HIDDEN if textguard.inspect(cells[index]) else cells[index][:LONGEST_SHOWN]
            for name, index in self.place.items()
        }


def _parsed(text: str, patterns: Sequence[str]) -> datetime | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in patterns:
        try:
            return datetime.strptime(plain, pattern)  # noqa: DTZ007 - a day or a time of its own
        except ValueError:
            continue
    return None
