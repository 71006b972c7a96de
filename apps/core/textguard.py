"""Finds what must not stand in a free text: My Numbers (refused) and other personal data (warned about).

Answers with rule and place, never with the text. Every pattern has bounded repeats, so the time grows with the length
of the text only.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from django.core.exceptions import SuspiciousOperation, ValidationError

from apps.core import textpatterns

Severity = Literal["refuse", "warn"]
REFUSE: Severity = "refuse"
WARN: Severity = "warn"
MOST_WARNINGS_PER_RULE = 50
MOST_CANDIDATES = 2000  # more digits than any text box takes

RULES_VERSION = 1
"""The number by which a report says which rules its texts were read with; each change of what is found is the next.

1. My Number with a valid check digit (refused); other twelve digits, phone, mail address, street address, name,
   resident code (warned about).
"""

SENTENCES = {
    "my_number": "マイナンバー（個人番号）と思われる12桁の数字が含まれています。番号を消してから保存してください。",
    "my_number_like": "12桁の数字が含まれています。マイナンバー（個人番号）であれば、消してから保存してください。",
    "phone": "電話番号と思われる数字が含まれています。個人の番号であれば、消してから保存してください。",
    "mail": "メールアドレスと思われる文字が含まれています。個人のものであれば、消してから保存してください。",
    "address": "住所と思われる文字が含まれています。個人の住所であれば、消してから保存してください。",
    "name": "氏名と思われる文字が含まれています。個人の氏名であれば、消してから保存してください。",
    "resident_code": "住民票コードと思われる数字が含まれています。住民票コードであれば、消してから保存してください。",
}
UNREADABLE = "使えない文字（制御文字など）が含まれています。消してから保存してください。"


class ForbiddenText(SuspiciousOperation, ValueError):
    """A text reached the database's door that no form should have let pass; unhandled, it is a 400 answer."""


@dataclass(frozen=True)
class Finding:
    """One place in the original text, `start` up to, not including, `end`."""

    rule: str
    start: int
    end: int
    severity: Severity


def inspect(text: str) -> list[Finding]:
    """Everything found, in the order of the text; warnings inside a refused place are left out."""
    folded = _Folded(text)
    findings = list(_my_numbers(folded))
    refused = [finding for finding in findings if finding.severity == REFUSE]
    findings += list(islice(_oddly_grouped(folded, findings), MOST_WARNINGS_PER_RULE))
    for rule in textpatterns.candidates(folded.plain, folded.digit_count):
        places = textpatterns.RULES[rule](folded.plain, folded.digits)
        for start, end in islice(places, MOST_WARNINGS_PER_RULE):
            finding = folded.finding(rule, start, end, WARN)
            if not any(other.start <= finding.start and finding.end <= other.end for other in refused):
                findings.append(finding)
    return sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule))


def refuse_forbidden(text: str) -> None:
    """Validator: ValidationError for a My Number and for characters nobody can read. Never echoes the text."""
    if _UNREADABLE.search(text):
        raise ValidationError(UNREADABLE, code="unreadable")
    if any(finding.severity == REFUSE for finding in _my_numbers(_Folded(text))):
        raise ValidationError(SENTENCES["my_number"], code="my_number")


def check_digit(eleven: str) -> int:
    """検査用数字 of the first eleven digits of a My Number (平成26年総務省令第85号 第5条)."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(eleven), start=1))
    remainder = total % 11
    return 0 if remainder <= 1 else 11 - remainder


# --- the text as the rules read it ----------------------------------------------------------------------------------

# Controls but tab and line breaks, and the bidi controls, with which a text reads otherwise than it is stored.
_UNREADABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = {"Cf", "Mn", "Me"}
_NOTHING_TO_FOLD = re.compile("[\t\n\r -~]*")
_MOST_CHARACTERS = 20_000
_LONGEST_FOLD = 4  # longer ones are whole words in one character (㌖, ﷺ): no digits, but much to search through


class _Characters(dict[int, str]):
    """A table for `str.translate` that grows with the characters seen."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate
        self.uneven: set[str] = set()
        """Characters seen that do not become exactly one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        written = self.translate(character)
        if len(written) != 1:
            self.uneven.add(character)
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        self[code] = written
        return written


def _fold(character: str) -> str:
    """NFKC without what cannot be seen; every dash is `-`, every blank a space, every decimal digit one of 0-9."""
    normal = unicodedata.normalize("NFKC", character)
    folded = ""
    for part in normal if len(normal) <= _LONGEST_FOLD else character:
        category = unicodedata.category(part)
        if category in _INVISIBLE or (category == "Cc" and part not in "\t\n\r"):
            continue
        if category == "Nd":
            folded += str(unicodedata.decimal(part))
        elif category == "Pd" or part == "−":
            folded += "-"
        else:
            folded += " " if category == "Zs" else part
    return folded


def _as_digit(character: str) -> str:
    """A numeral such as 三 or 参 as its digit; the long-vowel mark, often typed for a dash, as a dash."""
    if character == "ー":
        return "-"
    value = unicodedata.numeric(character, -1)
    return str(int(value)) if value in range(10) else character


_FOLDED, _AS_DIGITS = _Characters(_fold), _Characters(_as_digit)


class _Folded:
    """A text for the rules: `plain`, `digits` (numerals as digits, of the same length) and the way back."""

    def __init__(self, text: str) -> None:
        self.origin: range | list[int] = range(len(text))
        if _NOTHING_TO_FOLD.fullmatch(text):
            self.plain = self.digits = text
        else:
            self.plain = text.translate(_FOLDED)
            self.digits = self.plain.translate(_AS_DIGITS)
            if not _FOLDED.uneven.isdisjoint(text):
                self.origin = [index for index, character in enumerate(text) for _ in _FOLDED[ord(character)]]
        self.digit_count = sum(map(self.digits.count, "0123456789"))

    def finding(self, rule: str, start: int, end: int, severity: Severity) -> Finding:
        return Finding(rule, self.origin[start], self.origin[end - 1] + 1, severity)


# --- My Number ------------------------------------------------------------------------------------------------------

_DIGITS = 12
_GROUP_SIZES = (6, 4, 3, 2, 1)
_SEPARATOR = r"(?:\s{1,3}|\s?(?:[^\w\s]{1,2}|[_の])\s?)"
_GROUPED = "|".join(
    rf"[0-9]{{{size}}}(?P<s{size}>{_SEPARATOR})[0-9]{{{size}}}(?:(?P=s{size})[0-9]{{{size}}}){{{12 // size - 2}}}"
    rf"(?!(?P=s{size})[0-9]{{{size}}}(?![0-9]))"  # 1234 5678 9012 3456 is something else
    for size in _GROUP_SIZES
)
_TWELVE = re.compile(
    rf"(?<![0-9])(?<![0-9][-+./])(?:(?<!\+)|(?!81))(?=(?P<number>[0-9]{{12}}|{_GROUPED})(?![0-9])(?![-+./][0-9]))"
)
_CURRENCY_BEFORE = re.compile(r"[¥\\]\s?$")
_CURRENCY_AFTER = re.compile(r"\s?(?:千|百万|億)?円")


def _my_numbers(folded: _Folded) -> Iterator[Finding]:
    """Twelve digits, alone or in equal groups with one and the same separator, that are no part of a longer number."""
    if folded.digit_count < _DIGITS:
        return
    for match in _TWELVE.finditer(folded.digits):
        if _is_part_of_longer(folded.digits, match) or _is_amount(folded, match):
            continue
        number = re.sub(r"[^0-9]", "", match["number"])
        valid = check_digit(number[:11]) == int(number[11])
        rule, severity = ("my_number", REFUSE) if valid else ("my_number_like", WARN)
        yield folded.finding(rule, match.start("number"), match.end("number"), severity)


def _is_part_of_longer(digits: str, match: re.Match[str]) -> bool:
    """Whether a group stands before with the same separator, or the digits are the tail or head of a longer amount."""
    size = next((size for size in _GROUP_SIZES if match[f"s{size}"]), None)
    if size is None:
        return False
    separator = match[f"s{size}"]
    start, end = match.span("number")
    before = digits[max(0, start - len(separator) - size - 1) : start]
    if "," in separator:  # the first group of an amount may be shorter
        return bool(re.search(r"[0-9]\s?,\s?$", before) or re.match(r"\s?,\s?[0-9]", digits[end : end + 4]))
    return bool(re.search(rf"(?<![0-9])[0-9]{{{size}}}{re.escape(separator)}$", before))


def _is_amount(folded: _Folded, match: re.Match[str]) -> bool:
    """123,456,789,012円"""
    if match["s3"] != ",":
        return False
    start, end = match.span("number")
    before, after = folded.plain[max(0, start - 2) : start], folded.plain[end : end + 4]
    return bool(_CURRENCY_BEFORE.search(before) or _CURRENCY_AFTER.match(after))


# Twelve digits in up to four groups of any size, with anything of one or two characters between: too common among
# dates, times and phone numbers to be refused, but with the right check digit worth a second look.
_ODDLY_GROUPED = re.compile(
    r"(?<![0-9])(?=[\s\S]{0,15}?[0-9]{3})(?=(?P<number>(?:[0-9][^0-9]{0,2}){11}[0-9])(?![0-9]))"
)
_SEPARATED = re.compile(r"[^0-9]+")
_MOST_GROUPS = 4
_AROUND = 20
_EVERYDAY = re.compile(
    r"""(?<![0-9])(?:
        (?:(?:19|20)[0-9]{2}|[0-9]{1,2})年(?:[0-9]{1,2}月)? | [0-9]{1,2}月[0-9]{1,2}日 | [0-9]{1,2}時(?:[0-9]{1,2}分)?
      | (?:19|20)[0-9]{2}(?P<between>[-/.])(?:0?[1-9]|1[0-2])(?P=between)(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])
      | [0-9]{1,2}/[0-9]{1,2}(?![0-9/]) | [0-9]{1,2}(?::[0-9]{2}){1,2}(?![0-9:]) | [0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])
    )""",
    re.VERBOSE,
)


def _oddly_grouped(folded: _Folded, known: list[Finding]) -> Iterator[Finding]:
    """A valid number in unequal groups, with mixed separators, or beside further digits; no date, time or phone."""
    if folded.digit_count < _DIGITS:
        return
    taken = {place for finding in known for place in range(finding.start, finding.end)}
    for match in islice(_ODDLY_GROUPED.finditer(folded.digits), MOST_CANDIDATES):
        groups = _SEPARATED.split(match["number"])
        number = "".join(groups)
        if len(groups) > _MOST_GROUPS or check_digit(number[:11]) != int(number[11]):
            continue
        finding = folded.finding("my_number_like", *match.span("number"), WARN)
        if taken.isdisjoint(range(finding.start, finding.end)) and not _is_everyday(folded, *match.span("number")):
            yield finding


def _is_everyday(folded: _Folded, start: int, end: int) -> bool:
    """Whether a date, a time, an amount or a phone number is part of what stands there."""
    around = slice(max(0, start - _AROUND), end + _AROUND)
    plain, digits = folded.plain[around], folded.digits[around]
    places = [match.span() for match in _EVERYDAY.finditer(digits)] + list(textpatterns.phones(plain, digits))
    return any(first < end - around.start and start - around.start < last for first, last in places)
