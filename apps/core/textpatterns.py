"""What looks like a phone number, mail address, street address, name or resident code: the guard's warnings.

Each rule takes the folded text twice, as written and with numerals as digits, and yields places in it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

Places = Iterator[tuple[int, int]]

# --- phone, mail, resident code -------------------------------------------------------------------------------------

_GAP = r"(?:\s?[-()]\s?|\s|\.)"
_PHONE = re.compile(
    rf"""(?<![0-9])(?<![0-9][-./,])(?:
        (?:\(\s?)?(?P<national>0[1-9][0-9]{{0,3}}{_GAP}{{1,2}}[0-9]{{1,4}}{_GAP}{{1,2}}[0-9]{{3,4}})
        | (?P<bare>0[1-9][0-9]{{8,9}})
        | (?P<half>0[1-9][0-9]{{1,2}}{_GAP}[0-9]{{7,8}})
        | \+81{_GAP}?(?P<abroad>[1-9][0-9]{{0,3}}{_GAP}?[0-9]{{1,4}}{_GAP}?[0-9]{{3,4}})
    )(?![0-9])(?![-/.][0-9])""",
    re.VERBOSE,
)
_OF_SERVICES = ("0120", "0800", "0570")  # never a person's
_WITHOUT_AREA_CODE = re.compile(
    r"(?:電話|tel|携帯|連絡先|折り?返し先)[^0-9\n]{0,8}(?P<local>[0-9]{2,4}-[0-9]{4})(?![0-9])(?!-[0-9])", re.IGNORECASE
)


def phones(plain: str, digits: str) -> Places:
    for match in _PHONE.finditer(digits):
        number = "0" + match["abroad"] if match["abroad"] else match["national"] or match["bare"] or match["half"]
        number = re.sub(r"[^0-9]", "", number)
        expected = 11 if re.match("0[5-9]0", number) else 10
        if len(number) == expected and not number.startswith(_OF_SERVICES):
            yield match.span()
    for match in _WITHOUT_AREA_CODE.finditer(digits):
        yield match.span("local")


_MAIL_LEFT = re.compile(r"[A-Za-z0-9._%+'-]{1,64}$")
_MAIL_RIGHT = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")


def mails(plain: str, digits: str) -> Places:
    for match in _MAIL_RIGHT.finditer(plain):
        left = _MAIL_LEFT.search(plain[max(0, match.start() - 64) : match.start()])
        if left:
            yield match.start() - len(left[0]), match.end()


_RESIDENT_CODE = re.compile(
    r"住民票コ-ド[^0-9\n]{0,15}(?P<after>[0-9](?:[- ]?[0-9]){10})(?![0-9])"
    r"|(?<![0-9])(?P<before>[0-9](?:[- ]?[0-9]){10})(?![0-9])[^0-9\n]{0,10}住民票コ-ド"
)


def resident_codes(plain: str, digits: str) -> Places:
    if "住民票コ-ド" not in digits:
        return
    for match in _RESIDENT_CODE.finditer(digits):
        yield match.span("after" if match["after"] else "before")


# --- address --------------------------------------------------------------------------------------------------------

_KANJI = "[々〆一-鿿㐀-䶿豈-﫿𠀀-𲎯]"
_TOWN = "[々〆ヵヶケノが一-鿿]"
_NUMERAL = "[0-9〇一二三四五六七八九十百]"
_NUMBER = f"{_NUMERAL}{{1,5}}"
_FURTHER = rf"(?:\s?{_NUMBER})?(?:\s?(?:番地?|号)(?:\s?{_NUMBER})?|\s?[-ーのノ]\s?{_NUMBER}){{0,3}}"
_COUNTED = "[年月日時分秒名人件回円歳才代枚台階号室番か所カヶケ箇つ通部世帯施校園社点冊]"
_ADDRESS = re.compile(
    rf"""
      (?:川越市(?:大字)?|大字|[都道府県]{_TOWN}{{1,5}}?[市区町村])(?!民|役所|内|長|議|外|立|街|全){_TOWN}{{1,8}}?\s?
      (?: {_NUMBER}\s?(?:丁目|番地){_FURTHER}
        | [0-9]{{1,5}}(?:\s?[-ーのノ]\s?[0-9]{{1,4}}){{1,3}}
        | [0-9]{{1,5}}(?![0-9a-zA-Z./:%]|\s?{_COUNTED})
      )
    | (?<!{_NUMERAL})(?:
        {_NUMBER}\s?丁目(?=\s?{_NUMERAL}){_FURTHER}
        | (?:(?<={_TOWN})|(?<={_TOWN}\s)){_NUMBER}\s?番地{_FURTHER}
        | (?:(?<=[町字])|(?<=[町字]\s)){_NUMBER}(?:\s?[-ーのノ]\s?{_NUMBER}){{1,3}}(?![0-9])
      )
    | 〒\s?[0-9]{{3}}\s?-?\s?[0-9]{{4}}
    """,
    re.VERBOSE,
)
_TOWN_BEFORE = re.compile(rf"{_TOWN}{{1,8}}\s?$")


def addresses(plain: str, digits: str) -> Places:
    for match in _ADDRESS.finditer(plain):
        town = _TOWN_BEFORE.search(plain[max(0, match.start() - 9) : match.start()])
        yield match.start() - len(town[0] if town else ""), match.end()


# --- name -----------------------------------------------------------------------------------------------------------

_LETTER = _KANJI[:-1] + "ぁ-んァ-ヶー]"
_LABEL = r"(?:氏名|名前|フリガナ|ふりがな)"
_NO_NAME_FOLLOWS = (
    "(?!不|未|無|非|匿名|記|変更|確認|登録|入力|省略|必|要|同|別|本人|伺|聞|漏|相違|一致|旧姓|漢字|通称|英字|欄|正|誤|訂正|仮名|全|各|該当|"
    "こちら|ここ|それ|あり|な|わか|分か|い|お|どちら|何|空|読|書|ロ|フル|カ[タナ]|ふり|ひら|ア|イニシャル|住|の|と|は|が|を|に)"
)
_LABEL_MARK = re.compile(_LABEL)
_LABELLED_NAME = re.compile(
    rf"{_LABEL}\s?[:=]\s?{_NO_NAME_FOLLOWS}"
    rf"(?P<written>{_LETTER}{{2,6}}(?:\s{_LETTER}{{1,6}})?|[A-Za-z]{{2,20}}(?:\s[A-Za-z]{{2,20}})?)"
    rf"|{_LABEL}は\s?{_NO_NAME_FOLLOWS}(?P<told>{_LETTER}{{1,8}}?(?:\s{_LETTER}{{1,6}}?)?)"
    r"(?=です|でした|と申|といい|という|とのこと|さん|様|さま|氏|[、。,.()「」/;]|\s*$)"
)
_ADDRESS_MARK = re.compile("様|さ[まん]|氏")
_ADDRESSED = re.compile(
    rf"(?P<name>(?:{_KANJI}{{1,5}}|[ァ-ヶー]{{2,8}})(?:\s(?:{_KANJI}{{1,4}}|[ぁ-ん]{{2,4}}|[ァ-ヶー]{{2,8}}))?)"
    r"(?:様(?![子式々態相変])|さま(?!ざま)|さん|氏(?![名族子神]))"
)
SURNAMES = frozenset(Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8").split())  # the common ones
_LONGEST_SURNAME = 3
_GIVEN_NAME = re.compile(
    rf"(?<={_KANJI})\s(?![県市町区村郡])(?:{_KANJI}{{1,3}}|[ァ-ヶー]{{2,6}}"
    r"|(?!です|から|より|まで|では|には|とは|など|さん|さま|[のがはをにでともへ])[ぁ-ん]{2,5})"
)
_ENDS_WITH_ROLE = re.compile(
    "(?:者|客|員|方|人|民|家族|父|母|兄|姉|弟|妹|娘|息子|夫婦|婦|旦那|孫|祖父|"
    "祖母|叔父|叔母|伯父|伯母|親戚|友|相手|担当|上司|部下|先|社|業|店|屋|家|課|係|部|"
    "局|室|省|庁|会|院|園|校|署|所|施設|館|組合|長|主|師|士|生|医|護|"
    "受付|窓口|各位|一行|連|市|県|区|町|村|国|同|両|多|模|仕|有|異|一|ー|"
    "スタッフ|ケアマネ|サービス|ホーム|クリニック)$"
)


def names(plain: str, digits: str) -> Places:
    if _LABEL_MARK.search(plain):
        for match in _LABELLED_NAME.finditer(plain):
            yield match.span("written" if match["written"] else "told")
    if _ADDRESS_MARK.search(plain):
        for match in _ADDRESSED.finditer(plain):
            if _is_person(match["name"]):
                yield match.span("name")
    for match in _GIVEN_NAME.finditer(plain):
        surname = _surname_before(plain, match.start())
        if surname:
            yield match.start() - len(surname), match.end()


def _surname_before(text: str, end: int) -> str | None:
    """The longest known surname that ends there; one of a single character only at the beginning of a word."""
    for length in range(min(_LONGEST_SURNAME, end), 1, -1):
        if text[end - length : end] in SURNAMES:
            return text[end - length : end]
    alone = end == 1 or not re.match(_KANJI, text[end - 2])
    return text[end - 1] if alone and text[end - 1] in SURNAMES else None


def _is_person(word: str) -> bool:
    """Whether a word before 様 or さん is a name: a known surname at either end, or no word for a role."""
    if any(part in SURNAMES for part in (word, word[:2], word[:3], word[-2:], word[-3:])):
        return True
    return len(word) > 1 and not _ENDS_WITH_ROLE.search(word)


RULES: dict[str, Callable[[str, str], Places]] = {
    "phone": phones,
    "mail": mails,
    "address": addresses,
    "name": names,
    "resident_code": resident_codes,
}

_FEWEST_DIGITS = {"phone": 6, "resident_code": 11}
_TOWN_MARK = re.compile("[市区町村字〒]|丁目|番地")
_ANY_NUMERAL = re.compile(_NUMERAL)
_NAME_MARK = re.compile(r"様|さ[まん]|氏|名前|フリガナ|ふりがな|\s")


def candidates(plain: str, digit_count: int) -> Iterator[str]:
    """The rules that can find anything at all in such a text; each needs a mark that most sentences do not have."""
    for rule, fewest in _FEWEST_DIGITS.items():
        if digit_count >= fewest:
            yield rule
    if "@" in plain:
        yield "mail"
    if _TOWN_MARK.search(plain) and _ANY_NUMERAL.search(plain):
        yield "address"
    if _NAME_MARK.search(plain):
        yield "name"
