"""Reads a file of facilities, such as the public care-service data set (介護サービス情報の公表); writes nothing."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError

from apps.core import textguard

from . import facility_cells as cells_of
from .facility_cells import COLUMNS
from .models import Facility

MOST_BYTES: Final = 2_000_000
MOST_ROWS: Final = 1_500
LONGEST_CELL: Final = 300
ENCODINGS: Final = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS"}
_OTHER_KINDS: Final = {
    b"PK\x03\x04": "Excelのブックや圧縮されたファイルは読み込めません。CSVで保存し直してください。",
    b"\xd0\xcf\x11\xe0": "Excelのブックは読み込めません。CSVで保存し直してください。",
    codecs.BOM_UTF16_LE: "文字コードがUTF-16のファイルは読み込めません。UTF-8かShift_JISで保存し直してください。",
    codecs.BOM_UTF16_BE: "文字コードがUTF-16のファイルは読み込めません。UTF-8かShift_JISで保存し直してください。",
}

NEEDED: Final = ("事業所番号", "事業所名", "住所")
_OTHER_HEADINGS: Final = {
    "介護保険事業所番号": "事業所番号", "指定事業所番号": "事業所番号", "事業所名称": "事業所名", "施設名": "事業所名",
    "施設名称": "事業所名", "事業所の名称": "事業所名", "施設名カナ": "事業所名カナ", "フリガナ": "事業所名カナ",
    "事業所名(カナ)": "事業所名カナ", "種別": "サービスの種類", "サービス種類": "サービスの種類", "所在地": "住所",
    "電話": "電話番号", "TEL": "電話番号", "FAX": "FAX番号", "ファックス番号": "FAX番号", "法人名": "法人の名称",
    "法人名称": "法人の名称", "利用定員": "定員",
}  # fmt: skip
_PHONES: Final = {"電話番号": "phone", "FAX番号": "fax"}


class FileRefused(Exception):
    """Nothing of the file is read; the sentence says why."""


class RowFault(ValueError):
    """A row cannot be taken as it stands; the sentence says why."""


@dataclass(frozen=True)
class Line:
    """One row of the file by its column names; with a `fault`, or with nothing in it where nothing may be kept."""

    number: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class FacilityFile:
    """A file whose form is right."""

    encoding: str
    lines: list[Line]


@dataclass(frozen=True)
class Entry:
    """What a row says of a facility, by the names of the model's fields; an empty cell says nothing and is left out."""

    office_number: str
    values: dict[str, Any]
    cleaned: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_file(content: bytes) -> FacilityFile:
    """The rows of a file, blank ones left out. Raises `FileRefused`."""
    encoding, text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(_rows(reader))
    except csv.Error:
        raise FileRefused(
            f"{reader.line_num}行目が、CSVとして読み取れません。ファイルが途中で切れていないか確かめてください。"
        ) from None
    if not rows:
        raise FileRefused("ファイルに内容がありません。")
    names = _columns(rows[0][1])
    if len(rows) == 1:
        raise FileRefused("見出しの行だけで、施設の行がありません。")
    if len(rows) - 1 > MOST_ROWS:
        raise FileRefused(f"行が多すぎます（上限{MOST_ROWS:,}行）。ファイルを分けてください。")
    if len(rows[-1][1]) < len(names) and not text.endswith(("\n", "\r")):
        raise FileRefused("最後の行が途中で切れています。ファイルを取得し直してください。")
    return FacilityFile(ENCODINGS[encoding], [_line(number, cells, names) for number, cells in rows[1:]])


def read_cells(cells: Mapping[str, str], *, city: str) -> Entry:
    """What a row says, each cell in its one spelling. Raises `RowFault` with every fault of the row."""
    faults: list[str] = []
    read: dict[str, cells_of.Cell[Any]] = {}

    def take(name: str, cell_of: Any) -> Any:
        try:
            read[name] = cell_of()
        except cells_of.CellFault as fault:
            faults.append(str(fault))
        return read.get(name)

    def cell(column: str) -> str:
        return cells.get(column, "").strip()

    take("office_number", lambda: cells_of.office_number(cell("事業所番号")))
    take("name", lambda: _needed("事業所名", cells_of.words("事業所名", cell("事業所名"))))
    take("name_kana", lambda: cells_of.reading(cell("事業所名カナ"), cell("事業所名")))
    take("kind", lambda: cells_of.kind(cell("サービスの種類")))
    take("corporation", lambda: cells_of.words("法人の名称", cell("法人の名称")))
    take("capacity", lambda: cells_of.capacity(cell("定員")))
    take("postal_code", lambda: cells_of.postal_code(cell("郵便番号"), cell("住所")))
    for column, name in _PHONES.items():
        take(name, lambda column=column: cells_of.phone(column, cell(column)))
    take("address", lambda: cells_of.address(cell("住所"), city=cell("市区町村名") or city))
    if faults:
        raise RowFault("".join(faults))
    values = {name: found.value for name, found in read.items() if found.value not in ("", None)}
    _refuse_what_the_model_refuses(values)
    return Entry(
        office_number=values["office_number"],
        values=values,
        cleaned=[sentence for found in read.values() for sentence in found.cleaned],
        doubts=[sentence for found in read.values() for sentence in found.doubts],
    )


def kept_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """What of a row may be kept: all but a mobile number, which may be a person's."""
    return {
        name: cells_of.WITHHELD if name in _PHONES and cells_of.phone_number(text).is_mobile else text
        for name, text in cells.items()
    }


def _needed(column: str, cell: cells_of.Cell[str]) -> cells_of.Cell[str]:
    if not cell.value:
        raise cells_of.CellFault(f"{column}が空欄です。")
    return cell


def _refuse_what_the_model_refuses(values: dict[str, Any]) -> None:
    others = {item.name for item in Facility._meta.fields if item.name not in values}
    try:
        Facility(**values).clean_fields(exclude=others)
    except ValidationError as error:
        sentences = [
            f"{Facility._meta.get_field(name).verbose_name}：{sentence}"  # type: ignore[union-attr]
            for name, found in error.message_dict.items()
            for sentence in found
        ]
        raise RowFault("".join(sentences)) from None


def _decoded(content: bytes) -> tuple[str, str]:
    if not content:
        raise FileRefused("ファイルが空です。")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"ファイルが大きすぎます（上限{MOST_BYTES // 1_000_000}MB）。ファイルを分けてください。")
    for start, sentence in _OTHER_KINDS.items():
        if content.startswith(start):
            raise FileRefused(sentence)
    if b"\0" in content:
        raise FileRefused("文字ではないデータが含まれています。CSVのファイルを選んでください。")
    is_cut = False
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(content)
        except UnicodeDecodeError:
            continue
        try:
            return encoding, text + decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_cut = True
    if is_cut:
        raise FileRefused("最後の文字が途中で切れています。ファイルを取得し直してください。")
    raise FileRefused("文字コードが読み取れません。UTF-8かShift_JISのCSVを選んでください。")


def _rows(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line on which it begins."""
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _columns(header: list[str]) -> list[str]:
    """The column name of each heading; empty for one that is not read."""
    plain = [unicodedata.normalize("NFKC", heading).strip().replace(" ", "") for heading in header]
    names = [heading if heading in COLUMNS else _OTHER_HEADINGS.get(heading, "") for heading in plain]
    if missing := [name for name in NEEDED if name not in names]:
        raise FileRefused(
            f"必要な列がありません：{'、'.join(missing)}。1行目に列の名前を入れ、文字コードも確かめてください。"
        )
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise FileRefused(f"同じ意味の列が2つ以上あります：{'、'.join(twice)}。")
    return names


def _line(number: int, cells: list[str], names: list[str]) -> Line:
    for cell in cells:
        try:
            textguard.refuse_forbidden(cell)
        except ValidationError as error:
            return Line(number, {}, f"{error.message}この行の内容は保存していません。")
    kept = kept_cells({name: cell for name, cell in zip(names, cells, strict=False) if name})
    if len(cells) != len(names):
        return Line(number, _short(kept), f"列の数（{len(cells)}）が見出しの列の数（{len(names)}）と違います。")
    if any("\N{REPLACEMENT CHARACTER}" in cell for cell in kept.values()):
        return Line(number, _short(kept), "文字化けした文字があります。正しい文字に直してください。")
    if too_long := [name for name, cell in kept.items() if len(cell) > LONGEST_CELL]:
        return Line(number, _short(kept), f"{'、'.join(too_long)}が長すぎます（上限{LONGEST_CELL}文字）。")
    return Line(number, kept)


def _short(cells: dict[str, str]) -> dict[str, str]:
    return {name: cell[:LONGEST_CELL] for name, cell in cells.items()}
