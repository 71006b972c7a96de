"""The cells of a file of facilities in one spelling, with what was changed on the way and what is doubtful."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from apps.core.spelling import spoken_phone

from .enums import FacilityKind

COLUMNS: Final = (
    "事業所番号", "事業所名", "事業所名カナ", "サービスの種類", "市区町村名", "郵便番号", "住所", "電話番号", "FAX番号",
    "法人の名称", "定員",
)  # fmt: skip
"""The columns that are read, in the words of the public data set."""

_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA: Final = re.compile(r"[ぁ-ゖー・ 0-9A-Za-z]+")
_KANA_SIGNS: Final = re.compile(r"[()\[\]「」『』、。,.&'/:;-]+")
_DASHES: Final = "‐‑‒–—―−ー"
_DASH_BETWEEN_DIGITS: Final = re.compile(rf"(?<=[0-9])[{_DASHES}](?=[0-9])")
_ALL_BUT_COMPATIBILITY_IDEOGRAPHS: Final = re.compile(r"[^\uf900-\ufaff]+")
_QUOTED: Final = 40
WITHHELD: Final = "（携帯電話の番号のため保存していません）"
"""Stands in the cell of a mobile number, which may be a person's."""
_NOTHING: Final = frozenset({"", "-", "--", "ー", "―", "なし", "無", "無し", "不明", "未設定", "n/a"})

_POSTAL: Final = re.compile(r"〒? ?([0-9]{3})-?([0-9]{4})")
_POSTAL_BEFORE_ADDRESS: Final = re.compile(r"\A〒? ?([0-9]{3})-([0-9]{4})(?![-0-9]) ?")
_PREFECTURE: Final = re.compile(r"北海道|東京都|(?:京都|大阪)府|[^0-9 ]{2,3}県")
_OTHER_CITY: Final = re.compile(r"[^0-9 ]{1,7}?(?:市|郡)")

_NUMBER: Final = re.compile(
    r"(?<![0-9])(?P<start>\+ ?81[- ]?(?:\(0\))?|\(?0)"
    r"[0-9]{0,4}\)?[-. ]{0,2}\(?[0-9]{1,4}\)?[-. ]{0,2}[0-9]{3,4}(?![0-9])"
)
_SEVERAL: Final = re.compile(r"[,、;/~〜・]|または|又は|及び")
_EXTENSION: Final = re.compile(
    r"\(? ?(?:内線|\(内\)|内|ext(?:ension)?\.?|x)[ :.]*([0-9]{1,6})(?![-0-9]) ?\)?", re.IGNORECASE
)
_MOBILE: Final = re.compile(r"0(?:70|80(?!0)|90)[0-9]{8}")
_ELEVEN_DIGITS: Final = re.compile(r"(?:0[25789]0|0800)[0-9]+")
_COUNTED: Final = re.compile(r"([0-9]{1,4}) ?(?:人|名|床|)")
_LEAST_DIGITS: Final = 5

_KINDS_BY_BEGINNING: Final = {
    "介護老人福祉施設": FacilityKind.CARE_HOME,
    "特別養護老人ホーム": FacilityKind.CARE_HOME,
    "介護老人保健施設": FacilityKind.HEALTH_CARE_HOME,
    "障害者支援施設": FacilityKind.DISABILITY,
    "施設入所支援": FacilityKind.DISABILITY,
}
_KINDS_BY_NAME: Final = {
    "病院": FacilityKind.HOSPITAL,
    "診療所": FacilityKind.HOSPITAL,
    **{kind.label: kind for kind in FacilityKind},
}


class CellFault(ValueError):
    """A cell without which the row cannot be taken; the sentence says what is wrong with it."""


T = TypeVar("T")


@dataclass(frozen=True)
class Cell(Generic[T]):
    """What a cell says, and what somebody should know about how it was read."""

    value: T
    cleaned: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Phone:
    """A telephone number as digits with hyphens; as it stood where it is doubtful, empty where nothing can be read."""

    number: str
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_mobile: bool = False


def hiragana(text: str) -> str:
    """A reading in hiragana, whatever kana and width it was typed in; the key that facilities are sorted by."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA).split())


def is_reading(text: str) -> bool:
    """Whether `hiragana` text holds kana, digits and letters alone."""
    return _KANA.fullmatch(text) is not None


def one_width(text: str) -> str:
    """Letters, digits and signs in half width, kana in full, single blanks; a rare ideograph of a name stays itself."""
    folded = _ALL_BUT_COMPATIBILITY_IDEOGRAPHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return _DASH_BETWEEN_DIGITS.sub("-", " ".join(folded.split()))


def phone_number(text: str) -> Phone:
    """The first telephone number of a text, from its area code where it has one."""
    plain = re.sub(f"[{_DASHES}]", "-", one_width(text))
    if plain.casefold() in _NOTHING:
        return Phone("")
    notes = []
    if extension := _EXTENSION.search(plain):
        notes.append(f"内線{extension[1]}は番号に含めていません。連絡先に入力してください。")
        plain = plain[: extension.start()] + " " + plain[extension.end() :]
    whole = [found for found in _NUMBER.finditer(plain) if len(_domestic_digits(found)) in (10, 11)]
    if not whole:
        return _doubtful(text, plain, notes)
    first = whole[0]
    if re.search(r"[0-9]{4}", plain[: first.start()] + " " + plain[first.end() :]):
        notes.append("番号が2つ以上あるため、最初の番号だけを取り込みました。")
    digits = _domestic_digits(first)
    if len(digits) == 11 and not _ELEVEN_DIGITS.match(digits):
        return Phone(_with_hyphens(first[0], digits), ["番号の桁数が正しくありません。番号を確かめてください。"], notes)
    return Phone(_with_hyphens(first[0], digits), [], notes, is_mobile=_MOBILE.fullmatch(digits) is not None)


def office_number(text: str) -> Cell[str]:
    """Ten digits; raises `CellFault`."""
    number = re.sub(rf"[-\s{_DASHES}]+", "", unicodedata.normalize("NFKC", text))
    if not number:
        raise CellFault("事業所番号が空欄です。")
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", number, re.IGNORECASE):
        raise CellFault("事業所番号が表計算ソフトの指数の形になっています。10桁の番号を入力してください。")
    if not re.fullmatch(r"[0-9]{10}", number):
        raise CellFault(f"事業所番号が10桁の数字ではありません（{_quote(text)}）。")
    return Cell(number, _change("事業所番号", text, number))


def words(label: str, text: str) -> Cell[str]:
    """A name in one width."""
    value = one_width(text)
    return Cell(value, _change(label, text, value))


def reading(text: str, name: str) -> Cell[str]:
    """The reading in hiragana; of a name in kana alone where the cell is empty. Raises `CellFault`."""
    if not text.strip():
        value = hiragana(_KANA_SIGNS.sub(" ", name))
        if not is_reading(value):
            raise CellFault("事業所名カナが空欄です。施設名の読みを入力してください。")
        return Cell(value, [f"事業所名カナが空欄のため、施設名から読みを{_quote(value)}としました。"])
    value = hiragana(_KANA_SIGNS.sub(" ", unicodedata.normalize("NFKC", text)))
    if not is_reading(value):
        raise CellFault("事業所名カナに、かな以外の文字があります。施設名の読みを入力してください。")
    return Cell(value, [f"読みをひらがなにそろえました：{_quote(text)}→{_quote(value)}"] if value != text else [])


def postal_code(text: str, address: str = "") -> Cell[str]:
    """Seven digits with a hyphen, or those before the address; empty where they cannot be read."""
    plain = one_width(text)
    if plain in _NOTHING:
        before = _POSTAL_BEFORE_ADDRESS.match(one_width(address))
        return Cell(f"{before[1]}-{before[2]}" if before else "")
    found = _POSTAL.fullmatch(plain)
    if not found:
        return Cell("", doubts=[f"郵便番号{_quote(text)}を読み取れないため、空欄にしました。"])
    value = f"{found[1]}-{found[2]}"
    return Cell(value, _change("郵便番号", text, value))


def address(text: str, *, city: str) -> Cell[str]:
    """The address with its city, without a postal code before it. Raises `CellFault`."""
    plain = _POSTAL_BEFORE_ADDRESS.sub("", one_width(text), count=1)
    if not plain:
        raise CellFault("住所が空欄です。")
    cleaned = _change("住所", text, plain)
    prefecture = _PREFECTURE.match(plain)
    rest = plain[prefecture.end() :] if prefecture else plain
    if rest.startswith(city):
        return Cell(plain, cleaned)
    if prefecture or _OTHER_CITY.match(rest):
        return Cell(plain, cleaned, [f"住所が{city}ではないようです。訪問の対象か確かめてください。"])
    return Cell(city + plain, [*cleaned, f"住所に市の名がないため、「{city}」を補いました。"])


def phone(label: str, text: str) -> Cell[str]:
    """A telephone number; a mobile one, which may be a person's, is not taken."""
    found = phone_number(text)
    if found.is_mobile or text == WITHHELD:
        return Cell("", doubts=[f"{label}が携帯電話の番号のため、保存していません。施設の番号か確かめてください。"])
    cleaned = _change(label, text, found.number) if found.number and not found.doubts else []
    return Cell(found.number, cleaned + _about(label, found.notes), _about(label, found.doubts))


def capacity(text: str) -> Cell[int | None]:
    """A positive number; unknown where there is none or none that can be read."""
    plain = one_width(text).replace(",", "")
    if plain.casefold() in _NOTHING:
        return Cell(None)
    found = _COUNTED.fullmatch(plain)
    if not found:
        return Cell(None, doubts=[f"定員{_quote(text)}を読み取れないため、不明としました。"])
    if int(found[1]) == 0:
        return Cell(None, ["定員が0のため、不明としました。"])
    return Cell(int(found[1]), _change("定員", text, found[1]))


def kind(text: str) -> Cell[FacilityKind]:
    """The kind of facility by the name of its service; その他 where the name is not known."""
    plain = one_width(text)
    core = plain.removeprefix("地域密着型")
    found = _KINDS_BY_NAME.get(plain) or next(
        (kind for beginning, kind in _KINDS_BY_BEGINNING.items() if core.startswith(beginning)), None
    )
    if found:
        return Cell(found)
    told = f"サービスの種類{_quote(text)}" if plain else "サービスの種類の空欄"
    return Cell(FacilityKind.OTHER, [f"{told}は、「{FacilityKind.OTHER.label}」としました。"])


def _domestic_digits(found: re.Match[str]) -> str:
    """The digits of a number, from 0 on where it began with the country's +81."""
    digits = re.sub(r"[^0-9]", "", found[0][len(found["start"]) :])
    return f"0{digits}"


def _with_hyphens(typed: str, digits: str) -> str:
    """In the groups in which it was typed, where they are three and start with the area code."""
    groups = re.findall(r"[0-9]+", typed)
    return "-".join(groups) if len(groups) == 3 and "".join(groups) == digits else spoken_phone(digits)


def _doubtful(text: str, plain: str, notes: list[str]) -> Phone:
    """What holds no whole number: left as it stands where it may be one."""
    parts = [re.findall(r"[0-9]+", part) for part in _SEVERAL.split(plain)]
    groups = next((groups for groups in parts if len("".join(groups)) >= _LEAST_DIGITS), [])
    digits = "".join(groups)
    if not groups:
        return Phone("", [f"{_quote(text)}を番号として読み取れないため、空欄にしました。"], notes)
    if not digits.startswith("0") and len(digits) in (9, 10):
        doubts = ["先頭の0が落ちているため、補いました。番号を確かめてください。"]
        digits = f"0{digits}"
        return Phone(spoken_phone(digits), doubts, notes, is_mobile=_MOBILE.fullmatch(digits) is not None)
    if not digits.startswith("0") and len(digits) < 9:
        return Phone("-".join(groups), ["市外局番がありません。番号を確かめてください。"], notes)
    return Phone("-".join(groups)[:20], ["番号の桁数が正しくありません。番号を確かめてください。"], notes)


def _change(label: str, before: str, after: str) -> list[str]:
    return [] if before == after else [f"{label}を整えました：{_quote(before)}→{_quote(after)}"]


def _about(label: str, sentences: list[str]) -> list[str]:
    return [f"{label}：{sentence}" for sentence in sentences]


def _quote(text: str) -> str:
    text = " ".join(text.splitlines())
    return f"「{text[:_QUOTED]}…」" if len(text) > _QUOTED else f"「{text}」"
