"""The list of a leaflet's addresses: organisations only, each once, in one spelling, checked by the city."""

import threading
import uuid
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.db import violated
from apps.outreach.actions import leaflet_lines, leaflets
from apps.outreach.enums import FacilityKind, LeafletStatus, LeafletStepKind
from apps.outreach.leaflet_file import HIDDEN, FileRefused, Line, read_file
from apps.outreach.models import LeafletAddress, LeafletCampaign, LeafletRejectedRow, NotPossible
from tests.threads import at_once

from .factories import NOW, TODAY, make_facility
from .leaflet_rows import add, agree, bring_to, check, city, line, make_campaign, manager, seen_of, tick_all

pytestmark = pytest.mark.django_db
HEADING = "宛名,郵便番号,住所,敬称"


def csv(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join([HEADING, *rows, ""]).encode(encoding)


def url(name: str, *args: object) -> str:
    return reverse(f"outreach:{name}", args=args)


# --- one line -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"postal_code": "〒３５０－１１０１"}, {"postal_code": "3501101"}),
        ({"postal_code": " 350ー1101 "}, {"postal_code": "3501101"}),
        ({"address": "埼玉県川越市石原町２－６８－５"}, {"address": "埼玉県川越市石原町2-68-5"}),
        ({"address": "川越市渋井 219　 別館"}, {"address": "川越市渋井　219　別館"}),
        ({"name": " 𠮷の里  別館 "}, {"name": "𠮷の里　別館"}),
        ({"addressee": ""}, {"addressee": "御中"}),
    ],
)
def test_line_has_one_spelling(typed, kept):
    tidy = line(1, **typed)
    assert {name: getattr(tidy, name) for name in kept} == kept
    assert tidy.fault() == ""


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "宛名がありません。"),
        ({"address": "", "name": ""}, "宛名と住所がありません。"),
        ({"postal_code": "350-110"}, "郵便番号が7桁の数字ではありません。"),
        ({"name": "架空　太郎様"}, "個人の宛名"),
        ({"addressee": "様"}, "「御中」で終わっていません"),
        ({"addressee": "架空太郎様 御中"}, "個人の宛名"),
        ({"name": "あ" * 101}, "宛名が長すぎます"),
        ({"address": "川越市1-" + "1" * 200}, "住所が長すぎます"),
        ({"name": "架空の園 1234 5678 9018"}, "マイナンバー"),
    ],
)
def test_line_that_cannot_be_posted_says_why(changed, sentence):
    assert sentence in line(1, **changed).fault()


@pytest.mark.parametrize(
    ("changed", "doubts"),
    [
        ({}, []),
        ({"postal_code": ""}, ["郵便番号がありません"]),
        ({"address": "埼玉県川越市元町"}, ["番地がありません"]),
        ({"address": "元町1-3"}, ["住所が市区町村から始まっていません"]),
        ({"name": "やまぶき"}, ["施設・事業所の名称か確かめてください"]),
    ],
)
def test_doubts_are_shown_but_taken(changed, doubts):
    assert line(1, **changed).doubts() == doubts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("埼玉県川越市元町1-3-1", "川越市元町１丁目３番地１"),
        ("埼玉県川越市元町1-3-1", "埼玉県川越市 元町1丁目3番1号"),
    ],
)
def test_two_spellings_of_one_address_are_one(first, second):
    campaign = make_campaign()
    add(campaign, line(1, name="架空の園", address=first))
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        add(campaign, line(1, name="架空の 園", address=second))
    assert violated(caught.value) == "leafletaddress_once_a_campaign"
    add(make_campaign(), line(1, name="架空の園", address=second))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"name": "架空様"}, "leafletaddress_names_no_person"),
        ({"addressee": "様"}, "leafletaddress_is_addressed_to_an_organisation"),
        ({"postal_code": "350-110"}, "leafletaddress_postal_code_has_seven_digits"),
        ({"name": ""}, "leafletaddress_has_name_and_address"),
        ({"ticked_at": NOW}, "leafletaddress_tick_has_time_and_person"),
        ({"posted_on": TODAY, "left_out_reason": "廃止"}, "leafletaddress_left_out_is_not_posted"),
        ({"returned_on": TODAY}, "leafletaddress_returns_after_posting"),
    ],
)
def test_database_refuses_a_wrong_line(changes, rule):
    address = add(make_campaign())
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletAddress.objects.filter(pk=address.pk).update(**changes)
    assert violated(caught.value) == rule


def test_facility_stands_once_in_a_list():
    campaign, facility = make_campaign(), make_facility()
    rows = {"campaign": campaign, "facility": facility, "name": "架空の園", "source": "hand"}
    LeafletAddress.objects.create(order=1, address="川越市1", match_key="1", **rows)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletAddress.objects.create(order=2, address="川越市2", match_key="2", **rows)
    assert violated(caught.value) == "leafletaddress_facility_once_a_campaign"


# --- the check ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"address": "川越市9-9"},
        {"name": "別の園"},
        {"postal_code": ""},
        {"ticked_at": None, "ticked_by": None},
        {"remark": "違う"},
    ],
)
def test_checked_line_is_not_changed_behind_the_check(change):
    campaign = bring_to("checked")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        campaign.addresses.update(**change)
    assert violated(caught.value) == "leafletaddress_is_changed_only_unchecked"


def test_checked_list_neither_grows_nor_shrinks_behind_the_check():
    campaign = bring_to("checked")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        campaign.addresses.all().delete()
    assert violated(caught.value) == "leafletaddress_is_changed_only_unchecked"
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletAddress.objects.create(campaign=campaign, order=9, name="a", address="b", match_key="c", source="hand")
    assert violated(caught.value) == "leafletaddress_is_changed_only_unchecked"


@pytest.mark.parametrize("step", ["checked", "printed", "stuffed"])
@pytest.mark.parametrize("how", ["add", "change", "remove"])
def test_change_voids_the_check_and_only_the_changed_line_is_checked_again(step, how):
    campaign = bring_to(step)
    address = campaign.addresses.first()
    given = {"by": manager(), "at": NOW}
    match how:
        case "add":
            add(campaign)
        case "change":
            leaflet_lines.change_line(address=address, line=line(name="移転した園"), **given)
        case "remove":
            leaflet_lines.remove_line(address=address, **given)
    campaign.refresh_from_db()
    assert (campaign.checked_at, campaign.checked_by, campaign.status) == (None, None, LeafletStatus.DRAFT)
    assert campaign.steps.filter(kind=LeafletStepKind.CHECK_VOIDED).count() == 1
    assert campaign.addresses.unticked().count() == (0 if how == "remove" else 1)
    with pytest.raises(NotPossible):
        leaflets.record_posting(campaign=campaign, posted_on=TODAY, **given)
    check(campaign)
    assert LeafletCampaign.objects.get(pk=campaign.pk).checked_by == city()


def test_saving_a_line_as_it_was_changes_nothing():
    campaign = bring_to("checked")
    address = campaign.addresses.first()
    leaflet_lines.change_line(address=address, line=leaflet_lines.line_of(address), by=manager(), at=NOW)
    campaign.refresh_from_db()
    assert campaign.checked_at == NOW


def test_remark_takes_the_tick_and_goes_with_the_mending():
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    tick_all(campaign)
    address = campaign.addresses.first()
    remarks = {address.pk: "番地が違います"}
    leaflets.tick_lines(
        campaign=campaign, ticked={address.pk}, remarks=remarks, seen=seen_of(campaign), by=city(), at=NOW
    )
    with pytest.raises(NotPossible, match="1件あります"):
        leaflets.check_addresses(campaign=campaign, by=city(), at=NOW)
    leaflet_lines.change_line(address=address, line=line(name="直した園"), by=manager(), at=NOW)
    address.refresh_from_db()
    assert (address.remark, address.ticked_at) == ("", None)


def test_line_is_ticked_only_between_request_and_check():
    campaign = bring_to("filled")
    with pytest.raises(NotPossible, match="依頼してから"):
        tick_all(campaign)
    check(campaign)
    with pytest.raises(NotPossible, match="確認済み"):
        tick_all(campaign)


def test_left_out_line_keeps_the_check():
    campaign = bring_to("stuffed")
    leaflet_lines.leave_out(address=campaign.addresses.first(), reason="廃止", by=manager(), at=NOW)
    campaign.refresh_from_db()
    assert campaign.checked_at == NOW
    leaflets.record_posting(campaign=campaign, posted_on=TODAY, by=manager(), at=NOW)
    with pytest.raises(NotPossible, match="発送した後"):
        leaflet_lines.leave_out(address=campaign.addresses.first(), reason="", by=manager(), at=NOW)


@pytest.mark.parametrize("how", ["add", "change", "remove"])
def test_posted_list_is_not_changed(how):
    campaign = bring_to("posted")
    address, given = campaign.addresses.first(), {"by": manager(), "at": NOW}
    acts = {
        "add": lambda: add(campaign),
        "change": lambda: leaflet_lines.change_line(address=address, line=line(), **given),
        "remove": lambda: leaflet_lines.remove_line(address=address, **given),
    }
    with pytest.raises(NotPossible, match="発送した後"):
        acts[how]()


# --- from the register and from a file ----------------------------------------------------------------------------


def test_register_adds_open_facilities_of_the_kinds_once():
    campaign = make_campaign()
    make_facility(name="架空の園　東", address="川越市元町1-1")
    make_facility(name="架空の病院", kind=FacilityKind.HOSPITAL)
    make_facility(name="休止中の園", is_active=False, closed_reason="休止")
    given = {"campaign": campaign, "by": manager(), "at": NOW}
    assert leaflet_lines.add_register(kinds=[FacilityKind.CARE_HOME], **given).new == 1
    again = leaflet_lines.add_register(kinds=list(FacilityKind), **given)
    assert (again.new, again.already) == (1, 1)
    assert list(campaign.addresses.values_list("order", "name")) == [(1, "架空の園　東"), (2, "架空の病院")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_file_is_read_in_any_encoding_of_the_office(encoding):
    content = csv("架空の園①,３５０－１１０１,埼玉県川越市的場２７９７－２４,生活相談室 御中", encoding=encoding)
    assert [row.line for row in read_file(content)] == [
        Line("架空の園①", "埼玉県川越市的場2797-24", "3501101", "生活相談室　御中")
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空です"),
        ("名前,場所\n".encode(), "必要な列がありません：宛名、住所"),
        (b"\x81", "文字コード"),
        (csv(*[f"園{n},,川越市{n},御中" for n in range(5_001)]), "上限5,000行"),
        (b"x" * 2_000_001, "大きすぎます"),
        (HEADING.encode() + b'\n"' + b"x" * 200_000, "CSVとして"),
    ],
)
def test_file_of_another_form_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(FileRefused, match=sentence):
        read_file(content)


def test_rejected_rows_are_kept_with_their_reason_and_without_names():
    campaign = make_campaign()
    add(campaign, line(name="架空の園", address="埼玉県川越市元町1-3-1"))
    content = csv(
        "新しい園,350-0001,川越市新富町1-1,御中",
        "新しい園,350-0001,川越市新富町１丁目１番,御中",
        "架空の園,350-0001,川越市元町1丁目3番1号,御中",
        "架空　太郎様,350-0001,川越市通町1-1,御中",
        "番号の園,350,川越市通町1-2,御中",
        ",,,",
    )
    taken = leaflet_lines.import_file(campaign=campaign, content=content, by=manager(), at=NOW)
    assert (taken.new, taken.already, taken.rejected) == (1, 2, 2)
    assert list(campaign.rejected_rows.values_list("line", "name", "reason")) == [
        (3, "新しい園", "同じ宛名と住所の宛先が、すでにあります（ファイルの2行目）。"),
        (4, "架空の園", "同じ宛名と住所の宛先が、すでにあります（一覧の1番）。"),
        (5, HIDDEN, "個人の宛名は登録できません。施設や事業所の名称を入力してください。"),
        (6, "番号の園", "郵便番号が7桁の数字ではありません。"),
    ]
    again = leaflet_lines.import_file(campaign=campaign, content=content, by=manager(), at=NOW)
    assert (again.new, campaign.addresses.count()) == (0, 2)


def test_rejected_row_is_mended_or_dropped():
    campaign = make_campaign()
    content = csv("番号の園,350,川越市通町1-2,御中", "別の園,351,川越市通町1-3,御中")
    leaflet_lines.import_file(campaign=campaign, content=content, by=manager(), at=NOW)
    first, second = campaign.rejected_rows.all()
    mended = line(name="番号の園", address="川越市通町1-2")
    leaflet_lines.mend_row(row=first, line=mended, by=manager(), at=NOW)
    with pytest.raises(NotPossible, match="すでに処理"):
        leaflet_lines.mend_row(row=first, line=line(), by=manager(), at=NOW)
    assert leaflet_lines.drop_rows(campaign=campaign, pks=[second.pk]) == 1
    assert (campaign.addresses.get().name, campaign.rejected_rows.count()) == ("番号の園", 0)


def test_endless_cells_are_cut_to_their_column():
    campaign = make_campaign()
    content = csv(",".join(["園" * 900, "9" * 900, "川" * 900, "中" * 900 + "御中"]))
    assert leaflet_lines.import_file(campaign=campaign, content=content, by=manager(), at=NOW).rejected == 1
    assert LeafletRejectedRow.objects.get().name == "園" * 100


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def manager_page(client_of):
    return client_of(Role.GENERAL_MANAGER, user=manager())


@pytest.fixture
def city_page(client_of):
    return client_of(Role.CITY_STAFF, user=city())


def test_hand_typed_line_sent_twice_is_one(manager_page):
    campaign = make_campaign()
    key = str(uuid.uuid4())
    posted = {
        "name": "架空の園", "addressee": "御中", "postal_code": "350-0001", "address": "川越市元町1-1",
        "submission_key": key,
    }  # fmt: skip
    assert [manager_page.post(url("leaflet_hand", campaign.pk), posted).status_code for _ in range(2)] == [303, 303]
    assert campaign.addresses.count() == 1
    again = manager_page.post(url("leaflet_hand", campaign.pk), posted | {"submission_key": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "同じ宛名と住所の宛先が、すでにあります。" in again.content.decode()


def test_file_page_shows_what_was_rejected(manager_page):
    campaign = make_campaign()
    content = csv("新しい園,350-0001,川越市新富町1-1,御中", "番号の園,350,川越市通町1-2,御中", encoding="cp932")
    file = SimpleUploadedFile("atesaki.csv", content)
    answer = manager_page.post(url("leaflet_file", campaign.pk), {"file": file}, follow=True)
    assert "宛先を1件追加しました、取り込めなかったもの1件。" in answer.content.decode()
    row = campaign.rejected_rows.get()
    mend = url("leaflet_rejected", campaign.pk, row.pk)
    assert 'value="番号の園"' in manager_page.get(mend).content.decode()
    fields = {"name": "番号の園", "addressee": "御中", "postal_code": "350-0001", "address": "川越市通町1-2"}
    assert manager_page.post(mend, fields | {"addressee": "様"}).status_code == 422
    assert manager_page.post(mend, fields).status_code == 303
    assert campaign.addresses.count() == 2


def test_city_ticks_some_and_remarks_on_others(manager_page, city_page):
    campaign = bring_to("filled")
    assert "印と指摘を保存する" not in city_page.get(url("leaflet_addresses", campaign.pk)).content.decode()
    manager_page.post(url("leaflet_ask", campaign.pk))
    assert "印と指摘を保存する" in city_page.get(url("leaflet_addresses", campaign.pk)).content.decode()
    first, second, third = campaign.addresses.all()
    posted = {
        "line": [first.pk, second.pk, third.pk],
        f"tick-{first.pk}": "1",
        f"tick-{second.pk}": "1",
        f"remark-{second.pk}": "番地が\n違います",
    } | {f"seen-{pk}": edition for pk, edition in seen_of(campaign).items()}
    assert city_page.post(url("leaflet_tick", campaign.pk) + "?page=1", posted).status_code == 303
    shown = campaign.addresses.values_list("remark", "ticked_by")
    assert list(shown) == [("", city().pk), ("番地が 違います", None), ("", None)]
    wrong = city_page.post(url("leaflet_tick", campaign.pk), posted | {f"remark-{third.pk}": "1234 5678 9018"})
    assert wrong.status_code == 422
    assert "マイナンバー" in wrong.content.decode()
    assert manager_page.post(url("leaflet_tick", campaign.pk), posted).status_code == 403


@pytest.mark.parametrize("show", ["doubt", "unticked", "remark", "left_out", "returned", "", "x' OR 1"])
def test_list_is_filtered(manager_page, show):
    campaign = bring_to("filled", lines=0)
    add(campaign, line(1, postal_code=""))
    answer = manager_page.get(url("leaflet_addresses", campaign.pk), {"show": show, "page": "9999"})
    assert answer.status_code == 200
    assert ("架空の園1" in answer.content.decode()) == (show in ("doubt", "unticked", "", "x' OR 1"))


def test_line_is_of_its_campaign(manager_page):
    address, other = add(make_campaign()), make_campaign()
    for name in ("leaflet_address_remove", "leaflet_address_leave", "leaflet_address_return"):
        assert manager_page.post(url(name, other.pk, address.pk)).status_code == 404
    assert manager_page.get(url("leaflet_address", other.pk, address.pk)).status_code == 404


def test_return_is_recorded_on_the_line(manager_page):
    campaign = bring_to("posted")
    address = campaign.addresses.first()
    back = url("leaflet_address_return", campaign.pk, address.pk)
    assert manager_page.post(back, {"returned_on": "2025-06-01"}).status_code == 422
    assert manager_page.post(back, {"returned_on": "2025-06-02"}).status_code == 303
    assert "返戻" in manager_page.get(url("leaflet_addresses", campaign.pk), {"show": "returned"}).content.decode()


# --- two at once --------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_check_and_change_at_once_never_leave_an_unseen_line_checked():
    for turn in range(3):
        campaign = bring_to("filled")
        leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
        tick_all(campaign)
        address, by, officer = campaign.addresses.first(), manager(), city()
        changed = line(name=f"移転した園{turn}")
        at_once(
            [
                lambda c=campaign, o=officer: leaflets.check_addresses(campaign=c, by=o, at=NOW),
                lambda a=address, n=changed, b=by: leaflet_lines.change_line(address=a, line=n, by=b, at=NOW),
            ]
        )
        campaign.refresh_from_db()
        assert campaign.checked_at is None
        assert campaign.addresses.unticked().count() == 1


@pytest.mark.django_db(transaction=True)
def test_raw_change_waits_for_the_check_and_is_refused_after_it():
    """Without any action: the trigger itself takes the campaign's lock, so a raw write cannot slip behind the check."""
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    tick_all(campaign)
    officer, checked = city(), threading.Event()

    def check_slowly() -> None:
        with transaction.atomic():
            leaflets.check_addresses(campaign=campaign, by=officer, at=NOW)
            checked.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.5)")

    def write_behind() -> None:
        assert checked.wait(30)
        LeafletAddress.objects.filter(campaign=campaign).update(address="川越市どこか9-9")

    _, refusal = at_once([check_slowly, write_behind])
    assert isinstance(refusal, IntegrityError)
    assert violated(refusal) == "leafletaddress_is_changed_only_unchecked"
    assert not campaign.addresses.filter(address="川越市どこか9-9").exists()


@pytest.mark.django_db(transaction=True)
def test_one_step_posted_twice_at_once_is_taken_once():
    campaign, by = bring_to("stuffed"), manager()
    results = at_once(
        [lambda: leaflets.record_posting(campaign=campaign, posted_on=TODAY, by=by, at=NOW) for _ in range(4)]
    )
    assert Counter(type(result) for result in results) == {LeafletCampaign: 1, NotPossible: 3}
    assert campaign.steps.filter(kind=LeafletStepKind.POSTED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_address_added_twice_at_once_stands_once():
    campaign, same = make_campaign(), line(name="架空の園", address="川越市元町1-1")
    manager()
    results = at_once([lambda: add(campaign, same) for _ in range(4)])
    assert Counter(type(result) for result in results) == {LeafletAddress: 1, IntegrityError: 3}
    assert list(campaign.addresses.values_list("order", flat=True)) == [1]


def test_agreed_design_is_agreed_once():
    campaign = make_campaign()
    agree(campaign)
    with pytest.raises(NotPossible, match="すでに承認"):
        agree(campaign)
