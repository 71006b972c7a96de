"""Receipt numbers: what the operator reads out and the citizen writes down.

Seven random digits and one check digit. The check digit (Damm, 2004) is wrong after any single mistyped digit and after
any swap of two neighbours. The first digit is never 0, so a number is never heard as a phone number, and eight digits
are never a My Number.
"""

import secrets
import unicodedata
from collections.abc import Callable
from typing import Final

LENGTH: Final = 8

# A totally anti-symmetric quasigroup of order 10 with zeros on the diagonal (H. M. Damm).
_TABLE: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_HYPHENS: Final = frozenset("-‐‑‒–—―−ｰー－_")


def _interim(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _TABLE[interim][int(digit)]
    return interim


def check_digit(digits: str) -> str:
    """The digit that makes `digits` a valid number when written behind it."""
    return str(_interim(digits))


def is_valid(number: str) -> bool:
    """Whether `number` (digits only) has the right length, a first digit that is not 0 and the right check digit."""
    return (
        len(number) == LENGTH
        and number.isascii()
        and number.isdigit()
        and not number.startswith("0")
        and _interim(number) == 0
    )


def new_number(randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """A random number. Whether it is still free is for the caller to see."""
    payload = str(10 ** (LENGTH - 2) + randbelow(9 * 10 ** (LENGTH - 2)))
    return payload + check_digit(payload)


def normalise(text: str) -> str:
    """`text` as typed (full width, hyphens, spaces) → the bare characters. Judge the result with `is_valid`."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if character not in _HYPHENS and not character.isspace())


def grouped(number: str) -> str:
    """As it is read out: 48291357 → 482–9135–7."""
    return f"{number[:3]}–{number[3:7]}–{number[7:]}"
