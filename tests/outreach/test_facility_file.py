"""What a file of facilities says: its form, its cells in one spelling, what was cleaned and what is doubtful."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.outreach import facility_cells as cells
from apps.outreach.enums import FacilityKind
from apps.outreach.facility_file import MOST_BYTES, MOST_ROWS, FileRefused, RowFault, read_cells, read_file

from .facility_files import CLEAN, HEADINGS, row, written

CITY = "川越市"

# --- the form of the file


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS")])
def test_encoding_is_found_by_the_content(encoding, told):
    found = read_file(written([row(1), row(2)], encoding=encoding))
    assert found.encoding == told
    assert [line.number for line in found.lines] == [2, 3]
    assert found.lines[0].cells["事業所名"] == "特別養護老人ホーム 見本1"


def test_columns_are_found_by_their_heading_in_any_order_and_width():
    headings = ("所在地", "ＴＥＬ", "施設名", "事業所 番号", "知らない列")
    names = {"所在地": "住所", "ＴＥＬ": "電話番号", "施設名": "事業所名", "事業所 番号": "事業所番号"}
    content = written([{heading: CLEAN.get(names.get(heading, ""), "x") for heading in headings}], headings=headings)
    assert read_file(content).lines[0].cells == {name: CLEAN[name] for name in names.values()}


def test_tabs_part_columns_too():
    content = "事業所番号\t事業所名\t住所\n9970000001\t見本、杜\t架空町1\n".encode()
    assert read_file(content).lines[0].cells == {"事業所番号": "9970000001", "事業所名": "見本、杜", "住所": "架空町1"}


def test_line_is_where_the_row_begins():
    content = written([row(1, 法人の名称="社会福祉法人\n見本会"), row(2)])
    assert [line.number for line in read_file(content).lines] == [2, 4]


CUT = written([row(1), row(2)])
BAD_FILES = {
    "empty": (b"", "ファイルが空です。"),
    "blank": (b"\n\n", "内容がありません"),
    "heading_only": (written([]), "施設の行がありません"),
    "workbook": (b"PK\x03\x04rest", "Excelのブック"),
    "old_workbook": (b"\xd0\xcf\x11\xe0rest", "Excelのブック"),
    "utf_16": ("事業所番号,事業所名".encode("utf-16"), "UTF-16"),
    "binary": (b"\x89PNG\0\0", "文字ではないデータ"),
    "wrong_encoding": (b"\x82,\x82,\n", "文字コードが読み取れません"),
    "another_encoding": (written([row(1)]).decode().encode("iso-2022-jp"), "必要な列がありません"),
    "cut_character": (CUT[:-8] + "杜".encode()[:2], "途中で切れています"),
    "cut_row": (CUT[: CUT.rindex("架空町2番地".encode())], "最後の行が途中で切れています"),
    "open_quote": (CUT + b'9,"never closed', "CSVとして読み取れません"),
    "missing_columns": (written([row(1)], headings=("事業所番号", "電話番号")), "事業所名、住所"),
    "column_twice": (written([row(1)], headings=(*HEADINGS, "所在地")), "2つ以上あります：住所"),
    "too_many_rows": (written([row(1)] * (MOST_ROWS + 1)), "行が多すぎます"),
    "too_large": (b"a" * (MOST_BYTES + 1), "大きすぎます"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_with_one_sentence(name):
    content, sentence = BAD_FILES[name]
    with pytest.raises(FileRefused) as refusal:
        read_file(content)
    assert sentence in str(refusal.value)
    assert re.fullmatch(r"[^。]*。([^。]*。)?", str(refusal.value))


def test_row_of_another_length_is_a_fault_of_its_own():
    content = written([row(1), row(2)]).replace("見本2".encode(), "見,本2".encode(), 1)
    good, bad = read_file(content).lines
    assert good.fault == ""
    assert "列の数（17）が見出しの列の数（16）と違います" in bad.fault
    assert bad.cells["事業所番号"] == "9970000002"


@pytest.mark.parametrize("column", ["事業所名", "URL"])
def test_row_with_a_my_number_keeps_nothing(column):
    found = read_file(written([row(1, **{column: "番号 1234-5678-9018"})])).lines[0]
    assert "マイナンバー" in found.fault
    assert found.cells == {}


def test_garbled_and_endless_cells_are_faults():
    garbled, endless = read_file(written([row(1, 事業所名="見本\ufffd"), row(2, 住所="町" * 301)])).lines
    assert "文字化け" in garbled.fault
    assert "住所が長すぎます" in endless.fault
    assert len(endless.cells["住所"]) == 300


def test_mobile_number_is_not_kept():
    kept = read_file(written([row(1, 電話番号="０９０－００００－０００８")])).lines[0].cells
    assert kept["電話番号"] == cells.WITHHELD
    entry = read_cells(kept, city=CITY)
    assert "phone" not in entry.values
    assert "携帯電話の番号のため、保存していません" in entry.doubts[0]


# --- the cells of a row


def test_clean_row_is_taken_as_it_stands():
    entry = read_cells(read_file(written([CLEAN])).lines[0].cells, city=CITY)
    assert entry.values == {
        "office_number": "9970000001",
        "name": "特別養護老人ホーム 見本の杜",
        "name_kana": "とくべつようごろうじんほーむ みほんのもり",
        "kind": FacilityKind.CARE_HOME,
        "corporation": "社会福祉法人見本会",
        "capacity": 80,
        "address": "埼玉県川越市架空町1-1",
        "phone": "049-000-1001",
        "fax": "049-000-2001",
    }
    assert (entry.cleaned, entry.doubts) == ([], [])


def test_every_fault_of_a_row_is_told():
    with pytest.raises(RowFault) as fault:
        read_cells({"事業所番号": "12", "事業所名": " ", "事業所名カナ": "見本", "住所": ""}, city=CITY)
    for sentence in ("10桁の数字ではありません", "事業所名が空欄", "かな以外の文字", "住所が空欄"):
        assert sentence in str(fault.value)


def test_what_the_model_refuses_is_a_fault():
    with pytest.raises(RowFault, match="施設名"):
        read_cells(row(1, 事業所名="長" * 101), city=CITY)


def test_city_of_the_row_comes_before_the_contracts():
    entry = read_cells(row(1, 住所="架空町1", 市区町村名="さいたま市"), city=CITY)
    assert entry.values["address"] == "さいたま市架空町1"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("049-225-7055", "049-225-7055"),
        ("０４９（２２５）７０５５", "049-225-7055"),
        ("049 225 7055", "049-225-7055"),
        ("049.225.7055", "049-225-7055"),
        ("049ー225−7055", "049-225-7055"),
        ("0492257055", "049-225-7055"),
        ("0492-25-7055", "0492-25-7055"),
        ("(049)225-7055（代表）", "049-225-7055"),
        ("代表電話：049-225-7055", "049-225-7055"),
        ("TEL 049-225-7055", "049-225-7055"),
        ("+81-49-225-7055", "049-225-7055"),
        ("+81 (0)49 225 7055", "049-225-7055"),
        ("平日9時から17時 049-225-7055", "049-225-7055"),
        ("03-1234-5678", "03-1234-5678"),
        ("0120-123-456", "0120-123-456"),
        ("0800-123-4567", "0800-123-4567"),
        ("", ""),
        ("－", ""),
        ("なし", ""),
    ],
)
def test_dirty_telephone_becomes_one_spelling(typed, number):
    found = cells.phone_number(typed)
    assert (found.number, found.doubts, found.notes, found.is_mobile) == (number, [], [], False)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("049-225-7055 内線12", "内線12は番号に含めていません"),
        ("049-225-7055（内）12", "内線12は番号に含めていません"),
        ("049-225-7055 ext. 12", "内線12は番号に含めていません"),
        ("049-225-7055、049-225-7056", "最初の番号だけ"),
        ("049-225-7055・7056", "最初の番号だけ"),
        ("049-225-7055/049-225-7056", "最初の番号だけ"),
        ("TEL:049-225-7055 FAX:049-225-7056", "最初の番号だけ"),
    ],
)
def test_what_is_left_out_of_a_telephone_is_told(typed, note):
    found = cells.phone_number(typed)
    assert (found.number, found.doubts) == ("049-225-7055", [])
    assert note in found.notes[0]


@pytest.mark.parametrize(
    ("typed", "left", "doubt"),
    [
        ("225-7055", "225-7055", "市外局番がありません"),
        ("492257055", "049-225-7055", "先頭の0"),
        ("049-225-705", "049-225-705", "桁数"),
        ("042-9225-70551", "042-9225-70551", "桁数"),
        ("0491-225-7055", "0491-225-7055", "桁数"),
        ("受付まで", "", "読み取れない"),
    ],
)
def test_doubtful_telephone_is_left_and_told(typed, left, doubt):
    found = cells.phone_number(typed)
    assert found.number == left
    assert doubt in found.doubts[0]


@given(st.text(max_size=60))
def test_any_text_gives_a_telephone_that_the_register_holds(text):
    found = cells.phone_number(text)
    assert re.fullmatch(r"[-0-9]{0,20}", found.number)
    assert cells.phone_number(found.number).number == found.number or found.doubts


@given(
    st.from_regex(r"0[1-6][0-9]{8}", fullmatch=True).filter(lambda digits: not digits.startswith(("050", "020"))),
    st.sampled_from(["", "-", "－", "−", " ", "　", "."]),
    st.sampled_from(["{}", "{}（代表）", "代表{}", " {} ", "電話：{}", "{} 内線3"]),
    st.booleans(),
)
def test_telephone_is_the_same_in_every_spelling(digits, hyphen, around, is_wide):
    typed = hyphen.join([digits[:3], digits[3:6], digits[6:]])
    if is_wide:
        typed = typed.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    found = cells.phone_number(around.format(typed))
    assert (found.number.replace("-", ""), found.doubts) == (digits, [])


@given(st.text(max_size=40))
def test_width_is_settled_once(text):
    once = cells.one_width(text)
    assert cells.one_width(once) == once
    assert "  " not in once
    assert "　" not in once


def test_rare_ideograph_of_a_name_stays_itself():
    assert cells.one_width("ﾎｰﾑ　\ufa19の家") == "ホーム \ufa19の家"


@pytest.mark.parametrize(
    ("typed", "address", "about"),
    [
        ("埼玉県川越市架空町1-1", "埼玉県川越市架空町1-1", []),
        ("川越市架空町１−１", "川越市架空町1-1", ["住所を整えました"]),
        ("小架空88番地", "川越市小架空88番地", ["「川越市」を補いました"]),
        ("石原町２ー６８", "川越市石原町2-68", ["住所を整えました", "「川越市」を補いました"]),
        ("〒350-0000 川越市架空町1", "川越市架空町1", ["住所を整えました"]),
    ],
)
def test_address_gets_its_city(typed, address, about):
    found = cells.address(typed, city=CITY)
    assert found.value == address
    assert len(found.cleaned) == len(about)
    assert all(part in sentence for part, sentence in zip(about, found.cleaned, strict=True))


@pytest.mark.parametrize("typed", ["さいたま市大宮区1", "埼玉県さいたま市1", "東京都練馬区1", "比企郡川島町1"])
def test_address_elsewhere_is_doubtful(typed):
    found = cells.address(typed, city=CITY)
    assert (found.value, len(found.doubts)) == (typed, 1)


@pytest.mark.parametrize(
    ("typed", "address", "code"),
    [
        ("350-0001", "", "350-0001"),
        ("〒３５０−０００１", "", "350-0001"),
        ("3500001", "", "350-0001"),
        ("", "〒350-0001 川越市架空町1", "350-0001"),
        ("", "川越市架空町1", ""),
        ("350", "", ""),
    ],
)
def test_postal_code(typed, address, code):
    assert cells.postal_code(typed, address).value == code


@pytest.mark.parametrize(
    ("typed", "number", "is_told"),
    [
        ("80", 80, False), ("８０", 80, True), ("80人", 80, True), ("1,000", 1000, True), ("0", None, True),
        ("", None, False), ("-", None, False), ("29名以下", None, True), ("-5", None, True), ("9" * 30, None, True),
    ],
)  # fmt: skip
def test_capacity_is_positive_or_unknown(typed, number, is_told):
    found = cells.capacity(typed)
    assert (found.value, bool(found.cleaned or found.doubts)) == (number, is_told)


@pytest.mark.parametrize(
    ("service", "kind", "is_told"),
    [
        ("介護老人福祉施設", FacilityKind.CARE_HOME, False),
        ("地域密着型介護老人福祉施設入所者生活介護", FacilityKind.CARE_HOME, False),
        ("介護老人保健施設", FacilityKind.HEALTH_CARE_HOME, False),
        ("障害者支援施設", FacilityKind.DISABILITY, False),
        ("病院", FacilityKind.HOSPITAL, False),
        ("病院・診療所", FacilityKind.HOSPITAL, False),
        ("短期入所生活介護", FacilityKind.OTHER, True),
        ("", FacilityKind.OTHER, True),
    ],
)
def test_service_becomes_a_kind(service, kind, is_told):
    found = cells.kind(service)
    assert (found.value, bool(found.cleaned)) == (kind, is_told)


def test_reading_becomes_hiragana():
    assert cells.hiragana(" ﾔｽﾗｰｼﾞｭ　ミズホ ヴィラ") == "やすらーじゅ みずほ ゔぃら"
    assert cells.reading("ﾐﾎﾝ（ユニット）", "見本").value == "みほん ゆにっと"
    assert cells.reading("", "ホームみほん").value == "ほーむみほん"
    with pytest.raises(cells.CellFault, match="空欄"):
        cells.reading("", "見本")


@pytest.mark.parametrize("typed", ["", "117040336", "11704033621", "117040336X", "1.17E+09"])
def test_office_number_that_is_none_is_a_fault(typed):
    with pytest.raises(cells.CellFault, match="事業所番号"):
        cells.office_number(typed)


# --- the public data set


@pytest.mark.parametrize(
    ("name", "encoding"), [("kawagoe_tokuyou_16.csv", "UTF-8"), ("kawagoe_tokuyou_16_sjis.csv", "Shift_JIS")]
)
def test_public_data_set_is_read_whole_in_both_encodings(shared_data, name, encoding):
    found = read_file((shared_data / "facilities" / name).read_bytes())
    entries = [read_cells(line.cells, city=CITY) for line in found.lines]
    assert (found.encoding, len(entries)) == (encoding, 16)
    assert len({entry.office_number for entry in entries}) == 16
    assert len({entry.values["phone"] for entry in entries}) == 15
    assert all(CITY in entry.values["address"] for entry in entries)
    assert sum("capacity" in entry.values for entry in entries) == 8
    assert {entry.values["kind"] for entry in entries} == {FacilityKind.CARE_HOME}
    assert not any(entry.doubts for entry in entries)
