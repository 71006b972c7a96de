"""Python and the database spell and part a text alike; what is typed differently is found alike."""

import random

import pytest
from django.db import connection

from apps.core import bigrams

ALIKE = [
    ("マイナンバーカード", "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ"),
    ("マイナンバーカード", "まいなんばーかーど"),
    ("マイナンバーカード", "マイナンバ－カ－ド"),
    ("マイナンバーカード", "マイナンバ‐カ―ド"),
    ("カード", "ｶｰﾄﾞ"),
    ("パスワード", "ﾊﾟｽﾜｰﾄﾞ"),
    ("バス", "ハ゛ス"),
    ("ピン", "ヒ゜ン"),
    ("ひっこし", "ヒッコシ"),
    ("ひっこし", "ひつこし"),
    ("キャンセル", "キヤンセル"),
    ("ｷｬﾝｾﾙ", "きゃんせる"),
    ("ICチップ", "ＩＣチップ"),
    ("ICチップ", "icちっぷ"),
    ("e-Tax", "ｅ－Ｔａｘ"),
    ("e-Tax", "E‐TAX"),
    ("Suica", "ｓｕｉｃａ"),
    ("15歳未満", "１５歳未満"),
    ("9〜17時", "9～17時"),
    ("9〜17時", "９ 17時"),
    ("(株)", "㈱"),
    ("①", "1"),
    ("電子証明書・更新", "電子証明書　更新"),
    ("「転入」", "転入"),
    ("１ヶ月", "1ケ月"),
    ("1ヵ月", "１カ月"),
    ("手つづき", "手つずき"),
    ("ちぢむ", "チジム"),
    ("住所\n変更", "住所 変更"),
    ("カ\u200bード", "カード"),
    ("ヴ", "ゔ"),
    ("  予約　 変更 ", "予約 変更"),
]
DIFFERENT = [("カード", "カート"), ("はり", "ばり"), ("ビル", "ビール"), ("予約", "予 約"), ("12", "21")]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_variants_have_one_spelling(one, other):
    assert bigrams.normalise(one) == bigrams.normalise(other) != ""
    assert bigrams.bigrams(one) == bigrams.bigrams(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_different(one, other):
    assert bigrams.normalise(one) != bigrams.normalise(other)


def test_grams_are_characters_and_pairs_inside_words():
    assert bigrams.bigrams("予約 変") == ["予", "予約", "変", "約"]
    assert bigrams.bigrams("、 。") == []


def test_needed_grams_are_pairs_and_lone_characters():
    assert bigrams.needed_grams("予約日 変") == ["予約", "変", "約日"]
    assert bigrams.needed_grams(" ") == []


def test_a_part_of_a_text_is_a_part_of_the_normalised_text():
    text = "引っ越しのとき、マイナンバ－カード（ＩＣチップ）の手続きは？ e-Tax／電子証明書"
    normal, draw = bigrams.normalise(text), random.Random(4)
    for _ in range(200):
        start = draw.randrange(len(text) - 1)
        part = text[start : draw.randint(start + 1, len(text))]
        assert all(word in normal for word in bigrams.normalise(part).split()), part


def test_database_and_python_agree():
    pool = [
        *map(chr, (*range(32, 127), *range(0xA0, 0x180), *range(0x3040, 0x3100), *range(0xFF00, 0xFFEF))),
        *map(chr, (*range(0x4E00, 0x4E40), 0x3000, 0x2026, 0x2460, 0x3231, 0x301C, 0x1F600, 0xAD, 0x200B)),
        *" \n\t　" * 8,
    ]
    draw = random.Random(1)
    texts = ["".join(draw.choices(pool, k=draw.randint(0, 60))) for _ in range(1000)]
    texts += [text for pair in ALIKE + DIFFERENT for text in pair]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_normalise(t), search_bigrams(t) FROM unnest(%s::text[]) WITH ORDINALITY AS x (t, n)"
            " ORDER BY n",
            [texts],
        )
        rows = cursor.fetchall()
    assert rows == [(bigrams.normalise(text), bigrams.bigrams(text)) for text in texts]


def test_functions_may_stand_in_a_stored_column():
    with connection.cursor() as cursor:
        cursor.execute("SELECT provolatile, proparallel FROM pg_proc WHERE proname LIKE 'search\\_%'")
        assert cursor.fetchall() == [("i", "s")] * 2
