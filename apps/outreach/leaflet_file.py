"""Addresses of organisations: one spelling, what is wrong with them, and how they stand in a CSV file. No database."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, fields, replace

from django.core.exceptions import ValidationError

from apps.core import textguard
from apps.core.forms import warned_rules
from apps.core.spelling import normalise_name

from .models.leaflet_lines import MOST_ADDRESSES, ORGANISATION_ONLY

ENCODINGS = ("utf-8-sig", "cp932")
LARGEST_FILE = 2_000_000
"""Bytes; ten times what the longest list of a city takes."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("宛名", "名称", "施設名", "事業所名", "事業所の名称"),
    "postal_code": ("郵便番号",),
    "address": ("住所", "所在地"),
    "addressee": ("敬称", "敬称の行"),
}
"""Our field, and the headings under which a file may hold it."""
LONGEST = {"name": 100, "addressee": 40, "address": 200}
LABELS = {"name": "宛名", "addressee": "敬称の行", "postal_code": "郵便番号", "address": "住所"}
TO_ORGANISATION = "御中"
HIDDEN = "（表示しません）"
KEPT = {"postal_code": 40, "address": 300}
"""Characters kept of a cell that could not be taken; 100 of the others."""

_DASHES = re.compile("(?<=[0-9])[ーｰ\u2010-\u2015−－─](?=[0-9])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PERSON = re.compile("(?:様|さま|殿|氏)$")
_HONORIFIC = re.compile("様|さま|殿|氏|御中")
_PERSONAL = {"name", "phone", "mail", "resident_code"}
_STARTS_WITH_PLACE = re.compile("[^0-9]{2,3}[都道府県][^0-9]{1,6}[市区町村郡]|[^0-9]{1,6}[市郡]")
_ORGANISATION = re.compile(
    "園|院|荘|苑|館|会|所|社|校|寮|局|庁|課|室|部|団|協|組合|法人|施設|機構|本店|支店|の里|の家|の郷|の杜|の森"
    "|ホーム|センター|クリニック|ハウス|ステーション|ケア|サービス|ホスピ|デイ|グループ|コート|ヴィラ|レジデンス"
)
_PARTS = re.compile(r"丁目|番地の?|番|号|[ーｰ\u2010-\u2015−－─-]|\bの\b")


class FileRefused(Exception):
    """Nothing of the file is taken; the message says why, in the words of the office."""


@dataclass(frozen=True)
class Line:
    """One address as it is to be printed."""

    name: str
    address: str
    postal_code: str = ""
    addressee: str = TO_ORGANISATION

    @property
    def match_key(self) -> str:
        """Equal for two spellings of one name at one address."""
        return f"{_folded(self.name)}|{_PARTS.sub('-', _folded(self.address).removeprefix('埼玉県')).rstrip('-')}"

    def tidy(self) -> "Line":
        """In one spelling: full-width figures, dashes and blanks of any kind are brought together."""
        return Line(
            name=normalise_name(self.name),
            address=_DASHES.sub("-", normalise_name(self.address).translate(_FULL_WIDTH)),
            postal_code=_postal_code(self.postal_code),
            addressee=normalise_name(self.addressee) or TO_ORGANISATION,
        )

    def fault(self) -> str:
        """Why this (tidy) line cannot be taken; empty where it can."""
        for name, label in LABELS.items():
            try:
                textguard.refuse_forbidden(getattr(self, name))
            except ValidationError as error:
                return f"{label}：{error.message}"
        missing = [LABELS[name] for name in ("name", "address") if not getattr(self, name)]
        if missing:
            return f"{'と'.join(missing)}がありません。"
        for name, longest in LONGEST.items():
            if len(getattr(self, name)) > longest:
                return f"{LABELS[name]}が長すぎます（{longest}文字まで）。"
        if self.postal_code and not re.fullmatch("[0-9]{7}", self.postal_code):
            return "郵便番号が7桁の数字ではありません。"
        return self.person_fault()

    def person_fault(self) -> str:
        """Why this may be a person's address, whatever else is wrong with it; empty for an organisation's."""
        if not self.addressee.endswith(TO_ORGANISATION):
            return f"敬称の行が「{TO_ORGANISATION}」で終わっていません。{ORGANISATION_ONLY}"
        if _PERSON.search(self.name) or _PERSONAL & {*warned_rules(self.name), *warned_rules(self.addressee)}:
            return ORGANISATION_ONLY
        return ""

    def doubts(self) -> list[str]:
        """What somebody should look at before posting, though it can be taken."""
        found = []
        if not self.postal_code:
            found.append("郵便番号がありません")
        if not re.search("[0-9〇一二三四五六七八九十]", self.address):
            found.append("番地がありません")
        if not _STARTS_WITH_PLACE.match(self.address):
            found.append("住所が市区町村から始まっていません")
        if not _ORGANISATION.search(self.name):
            found.append("施設・事業所の名称か確かめてください")
        return found


@dataclass(frozen=True)
class FileLine:
    """One row of a file: where it stands and what it says."""

    number: int
    line: Line


def read_file(content: bytes) -> list[FileLine]:
    """The rows below the heading, tidied, blank ones left out. Raises `FileRefused`."""
    if len(content) > LARGEST_FILE:
        raise FileRefused("ファイルが大きすぎます。")
    reader = csv.reader(io.StringIO(_decoded(content), newline=""))
    places: dict[str, int] = {}
    rows: list[FileLine] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            if not places:
                places = _places(stripped)
                continue
            if len(rows) == MOST_ADDRESSES:
                raise FileRefused(f"行が多すぎます（上限{MOST_ADDRESSES:,}行）。")
            found = {name: stripped[place] for name, place in places.items() if place < len(stripped)}
            line = Line(**({"name": "", "address": ""} | found))
            rows.append(FileLine(reader.line_num, line.tidy()))
    except csv.Error as error:
        raise FileRefused(f"{reader.line_num}行目がCSVとして読み取れません。") from error
    if not places:
        raise FileRefused("ファイルが空です。")
    return rows


def shown_of(line: Line) -> Line:
    """What may be kept of a line that cannot be taken: no My Number, no person's name or address, nothing endless."""
    kept = {}
    of_person = {"name", "postal_code", "address"} if line.person_fault() else set()
    if of_person and not _HONORIFIC.fullmatch(line.addressee):
        of_person.add("addressee")
    for field in fields(Line):
        text = getattr(line, field.name)
        rules = {finding.rule for finding in textguard.inspect(text)} if text else set()
        hidden = rules & {*_PERSONAL, "my_number", "my_number_like"} or _forbidden(text)
        is_hidden = text and (hidden or field.name in of_person)
        kept[field.name] = HIDDEN if is_hidden else text[: KEPT.get(field.name, 100)]
    return replace(line, **kept)


def _forbidden(text: str) -> bool:
    try:
        textguard.refuse_forbidden(text)
    except ValidationError:
        return True
    return False


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("文字コードを読み取れません。UTF-8またはShift_JISのCSVで保存してください。")


def _places(heading: list[str]) -> dict[str, int]:
    places = {}
    for name, spellings in COLUMNS.items():
        found = [heading.index(spelling) for spelling in spellings if spelling in heading]
        if found:
            places[name] = found[0]
    if missing := [LABELS[name] for name in ("name", "address") if name not in places]:
        raise FileRefused(f"必要な列がありません：{'、'.join(missing)}。1行目に列の名前を入れてください。")
    return places


def _postal_code(text: str) -> str:
    return re.sub(r"[\s〒ーｰ\u2010-\u2015−－─-]", "", unicodedata.normalize("NFKC", text))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
