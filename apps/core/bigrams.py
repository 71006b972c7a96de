"""Japanese text found by what is typed, without a word list: one spelling, and pairs of neighbouring characters.

What is written differently and read alike becomes one: width (ｶｰﾄﾞ), kana (かーど), small kana (キヤンセル), ヂ and ジ,
dashes and long-vowel marks of any kind, capital letters; punctuation parts words as blanks do. Each rule looks at one
character with its marks, so that a part of a text is still a part of it when both are normalised.

The same functions stand in the database as `search_normalise(text)` and `search_bigrams(text)`, immutable and parallel
safe (`CREATE_FUNCTIONS`, run by a migration). A searched table lets PostgreSQL fill two stored columns with them, so
that bulk inserts and plain SQL are covered too; its history leaves both out (`@track(exclude=[...])`):

    search_text = models.GeneratedField(
        verbose_name="検索用の文", expression=Normalised("summary"), output_field=models.TextField(), db_persist=True)
    search_grams = models.GeneratedField(
        verbose_name="検索用の文字の組", expression=Bigrams("summary"), output_field=GRAMS, db_persist=True)
    indexes = [GinIndex(fields=["search_grams"], name="...", fastupdate=False)]

and is searched with `containing("typed words")`: the index finds the rows with all pairs of all words, the text then
proves that they follow one another. `joined("question", "answer")` searches several columns as one.
"""

import re
import unicodedata
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

_MARKS: Final = "゛゜"
_JOINING_MARKS: Final = "\u3099\u309a"
_KATAKANA: Final = "".join(map(chr, (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)))
_HIRAGANA: Final = "".join(chr(ord(character) - 0x60) for character in _KATAKANA)
_ALIKE: Final = str.maketrans("ァィゥェォッャュョヮヵヶヂヅ", "アイウエオツヤユヨワカケジズ")
_DASHES: Final = "-‐‑‒–—―−"
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PARTING: Final = "、。・「」『』()【】〔〕[]{}〈〉《》<>:;!?,./\\|\"'`“”‘’~〜*#&=+_●■▲○□△◎◆◇※→←\t\n\r\v\f"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_FROM: Final = _HIRAGANA + _KATAKANA + _DASHES + _UPPER + _PARTING + _INVISIBLE
_TO: Final = (_KATAKANA * 2).translate(_ALIKE) + "ー" * len(_DASHES) + _UPPER.lower() + " " * len(_PARTING)
_TABLE: Final = {ord(character): _TO[place] if place < len(_TO) else None for place, character in enumerate(_FROM)}
_JOIN_MARKS: Final = str.maketrans(_MARKS, _JOINING_MARKS)


def normalise(text: str) -> str:
    """The one spelling of `text`: words parted by single blanks."""
    normal = unicodedata.normalize("NFKC", text.translate(_JOIN_MARKS)).translate(_TABLE)
    return re.sub(" +", " ", normal).strip(" ")


def bigrams(text: str) -> list[str]:
    """What the index holds of `text`: each character and each pair of neighbours in a word, once, in code order."""
    words = normalise(text).split(" ")
    pairs = {word[place : place + 2] for word in words for place in range(len(word) - 1)}
    return sorted(pairs | set("".join(words)))


def needed_grams(text: str) -> list[str]:
    """What a row must hold to contain every word of `text`: the pairs, and the character of a word that has but one."""
    words = normalise(text).split()
    pairs = {word[place : place + 2] for word in words for place in range(len(word) - 1)}
    return sorted(pairs | {word for word in words if len(word) == 1})


def containing(typed: str, *, text: str = "search_text", grams: str = "search_grams") -> Q:
    """Rows that contain every word of what was typed, in any order; all rows where it holds no word."""
    found = Q()
    for word in normalise(typed).split():
        found &= Q(**{f"{grams}__contains": needed_grams(word), f"{text}__contains": word})
    return found


class Normalised(Func):
    """`normalise` in the database."""

    function = "search_normalise"
    output_field = models.TextField()


GRAMS: Final = ArrayField(models.TextField(), verbose_name="文字の組")


class Bigrams(Func):
    """`bigrams` in the database."""

    function = "search_bigrams"
    output_field = GRAMS


def joined(*columns: str) -> Combinable:
    """Several text columns as one, parted by line ends, for the two functions."""
    parts: list[str | Value] = []
    for column in columns:
        parts += [column, Value("\n")]
    return Concat(*parts, output_field=models.TextField())


def _literal(text: str) -> str:
    return "U&'" + "".join(f"\\{ord(character):04X}" for character in text) + "'"


CREATE_FUNCTIONS: Final = f"""
CREATE OR REPLACE FUNCTION search_normalise(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT btrim(
        regexp_replace(
            translate(
                normalize(translate(value, {_literal(_MARKS)}, {_literal(_JOINING_MARKS)}), NFKC),
                {_literal(_FROM)}, {_literal(_TO)}
            ),
            ' +', ' ', 'g'
        ),
        ' '
    );
END;

CREATE OR REPLACE FUNCTION search_bigrams(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT gram ORDER BY gram), ARRAY[]::text[])
    FROM (
        SELECT unnest(ARRAY[character, character || lead(character) OVER (ORDER BY place)]) COLLATE "C" AS gram
        FROM unnest(string_to_array(search_normalise(value), NULL)) WITH ORDINALITY AS letters (character, place)
    ) AS grams
    WHERE position(' ' IN gram) = 0;
END;
"""  # noqa: S608 - fixed characters
"""The functions bind to what they call when they are made, so that a dump is restored under any search path."""
DROP_FUNCTIONS: Final = "DROP FUNCTION search_bigrams(text); DROP FUNCTION search_normalise(text);"
