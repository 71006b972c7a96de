"""One spelling for what operators type in many: kana and phone numbers."""

import re
import unicodedata
from typing import Final

_HIRAGANA_TO_KATAKANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KANA: Final = re.compile(r"[ァ-ヺー・ヽヾ]+(?: [ァ-ヺー・ヽヾ]+)*")
_PHONE_NOISE: Final = re.compile(r"[\s()\-‐‑‒–—―−ー.・]+")
_PHONE: Final = re.compile(r"0\d{9,10}")
_FREE_OR_NAVI: Final = ("0120", "0570", "0990")


def normalise_name(text: str) -> str:
    """Spaces of any width or number become one full-width space. The characters stay as they are: 髙 is not 高."""
    return "　".join(text.split())


def normalise_kana(text: str) -> str:
    """Hiragana and half-width kana become full-width katakana, spaces of any width one half-width space."""
    katakana = unicodedata.normalize("NFKC", text).translate(_HIRAGANA_TO_KATAKANA)
    return " ".join(re.sub(r"(?<=[ァ-ヺ])[-‐‑‒–—―−]", "ー", katakana).split())


def is_kana(text: str) -> bool:
    """Whether normalised `text` is katakana and nothing else."""
    return _KANA.fullmatch(text) is not None


def normalise_phone(text: str) -> str:
    """Full-width digits, hyphens, brackets, spaces and +81 are taken away. Judge the result with `is_phone`."""
    digits = _PHONE_NOISE.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"^\+810?", "0", digits)


def is_phone(text: str) -> bool:
    """Whether normalised `text` is a Japanese phone number: 0 and nine or ten digits more."""
    return _PHONE.fullmatch(text) is not None


def spoken_phone(digits: str) -> str:
    """Digits in the groups they are read in: 09012345678 → 090-1234-5678, 0492246178 → 049-224-6178."""
    if len(digits) == 11:
        first, second = 3, 7
    elif digits.startswith(_FREE_OR_NAVI):
        first, second = 4, 7
    elif digits.startswith(("03", "06")):
        first, second = 2, 6
    else:
        first, second = 3, 6
    return f"{digits[:first]}-{digits[first:second]}-{digits[second:]}"
