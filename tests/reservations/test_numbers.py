"""Receipt numbers and spellings: pure functions."""

import csv
import re
import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import spelling
from apps.reservations import numbers

payloads = st.integers(min_value=1_000_000, max_value=9_999_999).map(str)


def with_check(payload: str) -> str:
    return payload + numbers.check_digit(payload)


@given(payloads)
def test_number_with_its_check_digit_is_valid(payload):
    assert numbers.is_valid(with_check(payload))


@given(payloads, st.integers(0, 7), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(payload, place, shift):
    number = with_check(payload)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not numbers.is_valid(wrong)


@given(payloads, st.integers(0, 6))
def test_any_swap_of_neighbours_is_noticed(payload, place):
    number = with_check(payload)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not numbers.is_valid(swapped)


def test_new_numbers_are_valid_random_and_never_look_like_a_phone_or_a_my_number():
    random = Random(7)
    made = [numbers.new_number(random.randrange) for _ in range(2_000)]
    assert all(numbers.is_valid(number) and len(number) == 8 and number[0] != "0" for number in made)
    assert len(set(made)) > 1_990
    assert made != sorted(made)


def test_number_covers_the_whole_range():
    assert numbers.new_number(lambda below: 0)[:7] == "1000000"
    assert numbers.new_number(lambda below: below - 1)[:7] == "9999999"


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "0" * 8, "abcdefgh", "１２３４５６７８", "1234 567"])
def test_other_texts_are_no_numbers(text):
    assert not numbers.is_valid(text)


def test_number_is_read_in_groups_and_found_however_it_is_typed():
    number = with_check("4829135")
    spoken = numbers.grouped(number)
    assert re.fullmatch(r"482–9135–\d", spoken)
    wide = unicodedata.normalize("NFKC", spoken).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    for typed in (
        spoken,
        wide,
        f" {number[:3]} {number[3:7]} {number[7]} ",
        spoken.replace("–", "ー"),
        spoken.replace("–", "－"),
    ):
        assert numbers.normalise(typed) == number


@pytest.fixture
def people(shared_data):
    text = (shared_data / "people" / "fake_residents_300.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def half_width(katakana: str) -> str:
    table = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    voiced = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    return "".join(voiced.get(c) or table.get(c, c) for c in unicodedata.normalize("NFD", katakana))


def hiragana(katakana: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in katakana)


def test_every_kana_of_the_sample_is_found_in_three_spellings(people):
    assert len(people) == 300
    for row in people:
        kana = row["カナ"]
        for typed in (kana, hiragana(kana), half_width(kana), f" {kana.replace(' ', '　')} "):
            normal = spelling.normalise_kana(typed)
            assert normal == kana
            assert spelling.is_kana(normal)


def test_every_phone_of_the_sample_is_found_in_five_spellings(people):
    for row in people:
        phone = row["電話"]
        digits = phone.replace("-", "")
        wide = "".join(chr(ord(c) + 0xFEE0) for c in digits)
        for typed in (phone, digits, wide, phone.replace("-", "−"), phone.replace("-", " "), f"+81 {digits[1:]}"):
            assert spelling.normalise_phone(typed) == digits
            assert spelling.is_phone(digits)
        assert spelling.spoken_phone(digits) == phone


def test_every_name_of_the_sample_keeps_its_characters(people):
    for row in people:
        assert spelling.normalise_name(row["氏名"].replace("　", "  ")) == row["氏名"]


@pytest.mark.parametrize("text", ["山田 太郎", "yamada", "ヤマダ3", "", "ー・漢"])
def test_what_is_not_kana_is_refused(text):
    assert not spelling.is_kana(spelling.normalise_kana(text))


@pytest.mark.parametrize("text", ["123", "9012345678", "0901234567890", "abc", "", "090-1234-567x", "000011112222"])
def test_what_is_not_a_phone_is_refused(text):
    assert not spelling.is_phone(spelling.normalise_phone(text))


@pytest.mark.parametrize(
    ("digits", "spoken"),
    [
        ("09012345678", "090-1234-5678"),
        ("0492246178", "049-224-6178"),
        ("0312345678", "03-1234-5678"),
        ("0120123456", "0120-123-456"),
    ],
)
def test_phone_is_shown_in_groups(digits, spoken):
    assert spelling.spoken_phone(digits) == spoken
