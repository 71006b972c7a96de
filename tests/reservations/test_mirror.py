"""Where the city's system is the book: 仮 until its number is typed in, and its list of a day beside ours (C1)."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from apps.core.clock import JST
from apps.core.db import violated
from apps.reservations import actions
from apps.reservations.city_list import FileRefused, normalise_number
from apps.reservations.enums import DifferenceKind, ReservationStatus
from apps.reservations.models import (
    CityDifference,
    CityList,
    CityListProfile,
    CityListRow,
    Reservation,
    TransitionNotAllowed,
)
from apps.reservations.reconcile import Ours, Theirs, compare
from tests.threads import at_once

from . import factories
from .factories import NOW, TOMORROW, at, book, make_slot, set_parameter

HEADER = "受付番号,日付,時刻,窓口\n"


@pytest.fixture
def mirror(desk):
    set_parameter("reservations.mode", "mirror")
    return desk


@pytest.fixture
def profile(db) -> CityListProfile:
    return CityListProfile.objects.create(
        code="standard",
        name="市の予約システム",
        encodings=["utf-8-sig", "cp932"],
        columns={"number": "受付番号", "date": "日付", "time": "時刻", "desk": "窓口"},
        date_formats=["%Y/%m/%d", "%Y年%m月%d日"],
        time_formats=["%H:%M"],
        desk_names={"1番窓口": "受取窓口A"},
        skips={},
    )


def numbered(reservation: Reservation, number: str, by) -> Reservation:
    return actions.enter_city_number(reservation=reservation, number=number, by=by, now=NOW)


# --- 仮 until the city's number ------------------------------------------------------------------------------------


def test_booking_stays_provisional_until_the_city_s_number_is_typed_in(mirror, operator):
    slot = make_slot(mirror)
    reservation = book(slot, operator)
    assert reservation.status == ReservationStatus.PROVISIONAL
    slot.refresh_from_db()
    assert slot.booked == 1, "its place is taken all the same"
    with pytest.raises(actions.NotConfirmed):
        actions.confirm_read_back(reservation=reservation, by=operator, now=NOW)
    confirmed = numbered(reservation, "R7-0001", operator)
    assert (confirmed.status, confirmed.city_number, confirmed.city_number_by) == ("confirmed", "R7-0001", operator)
    assert confirmed.told_number == "R7-0001"
    assert numbered(reservation, "R7-0001", operator).city_number_at == NOW


def test_own_mode_confirms_at_once(desk, operator):
    reservation = book(make_slot(desk), operator)
    assert (reservation.status, reservation.told_number) == ("confirmed", reservation.spoken_number)
    with pytest.raises(TransitionNotAllowed):
        numbered(reservation, "R7-0001", operator)


def test_city_number_belongs_to_one_standing_booking(mirror, operator):
    slot = make_slot(mirror)
    first, second = (book(slot, operator, number=n) for n in range(2))
    numbered(first, "R7-0001", operator)
    with pytest.raises(actions.CityNumberIsTaken):
        numbered(second, "R7-0001", operator)
    second.refresh_from_db()
    assert second.is_provisional
    actions.cancel(reservation=first, reason="都合", by=operator, now=NOW)
    assert numbered(second, "R7-0001", operator).is_confirmed


def test_corrected_city_number_is_read_back_again(mirror, operator):
    reservation = numbered(book(make_slot(mirror), operator), "R7-0001", operator)
    actions.confirm_read_back(reservation=reservation, by=operator, now=NOW)
    corrected = numbered(reservation, "R7-0002", operator)
    assert corrected.awaits_read_back
    assert corrected.city_number == "R7-0002"


def test_moved_booking_is_provisional_again(mirror, operator):
    reservation = numbered(book(make_slot(mirror), operator), "R7-0001", operator)
    actions.change(
        reservation=reservation,
        new_slot_id=make_slot(mirror, at(14)).pk,
        reason="都合",
        submission_key=uuid.uuid4(),
        by=operator,
        now=NOW,
    )
    reservation.refresh_from_db()
    assert (reservation.status, reservation.city_number) == ("provisional", "")


@pytest.mark.parametrize("change", [{"status": "provisional"}])
def test_provisional_booking_has_no_city_number(mirror, operator, change):
    reservation = numbered(book(make_slot(mirror), operator), "R7-0001", operator)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Reservation.objects.filter(pk=reservation.pk).update(**change)
    assert violated(caught.value) == "reservation_provisional_has_no_city_number"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("r7-0001", "R7-0001"), (" Ｒ７－０００１ ", "R7-0001"), ("R7ー0001", "R7-0001"), ("1234 5678", "12345678")],
)
def test_city_number_is_found_however_it_is_typed(mirror, operator, client_of, clock, typed, number):
    assert normalise_number(typed) == number
    reservation = book(make_slot(mirror), operator)
    client = client_of("operator")
    url = reverse("reservations:city_number", args=[reservation.number])
    card = client.get(reverse("reservations:detail", args=[reservation.number])).content.decode()
    assert "市の番号の入力待ち" in card
    assert client.post(url, {"city-number": typed}).status_code == 302
    found = client.post(reverse("reservations:search"), {"key": typed})
    assert found.url == reverse("reservations:detail", args=[reservation.number])
    card = client.get(found.url)
    assert f"市の受付番号 {number}" in card.content.decode()
    assert [line.event for line in card.context["history"]] == ["予約", "市の番号"]


@pytest.mark.parametrize("typed", ["", "1", "漢字の番号", "123456789018", "R7 0001 ' OR 1=1", "A" * 40])
def test_number_of_another_shape_is_refused(mirror, operator, client_of, clock, typed):
    reservation = book(make_slot(mirror), operator)
    answer = client_of("operator").post(
        reverse("reservations:city_number", args=[reservation.number]), {"city-number": typed}
    )
    assert "number" in answer.context["city_number_form"].errors
    reservation.refresh_from_db()
    assert reservation.is_provisional


def test_provisional_bookings_are_listed_oldest_first(mirror, operator, client_of, clock):
    slot = make_slot(mirror, capacity=5)
    made = [book(slot, operator, number=n, now=NOW - timedelta(minutes=n)) for n in range(3)]
    numbered(made[1], "R7-0001", operator)
    client = client_of("operator")
    answer = client.get(reverse("reservations:provisional"))
    assert list(answer.context["page"]) == [made[2], made[0]]
    assert "仮予約 <span" in answer.content.decode()


def test_pages_of_the_city_s_system_are_in_the_tabs_only_where_it_is_the_book(desk, operator, client_of, clock):
    client = client_of("cc_leader")
    address = reverse("reservations:availability")
    assert "市との照合" not in client.get(address).content.decode()
    set_parameter("reservations.mode", "mirror")
    assert "市との照合" in client.get(address).content.decode()


# --- comparing ------------------------------------------------------------------------------------------------------

TEN = datetime(2025, 6, 3, 10, 0, tzinfo=JST)


def test_differences_of_one_day():
    ours = [
        Ours(1, "A", TEN, 1),
        Ours(2, "B", TEN, 1),
        Ours(3, "C", TEN, 1),
        Ours(4, "", TEN, 1),
        Ours(5, "E", TEN + timedelta(days=2), 1, is_of_day=False),
        Ours(6, "F", TEN, 1),
    ]
    theirs = [
        Theirs("A", TEN, 1),
        Theirs("B", TEN + timedelta(minutes=30), 1),
        Theirs("C", TEN, 2),
        Theirs("E", TEN, 1),
        Theirs("X", TEN, 1),
    ]
    found = [(each.kind, each.reservation_id, each.number) for each in compare(ours, theirs)]
    assert found == [
        (DifferenceKind.DIFFERENT, 2, "B"),
        (DifferenceKind.DIFFERENT, 3, "C"),
        (DifferenceKind.DIFFERENT, 5, "E"),
        (DifferenceKind.THEIRS_ONLY, None, "X"),
        (DifferenceKind.OURS_ONLY, 4, ""),
        (DifferenceKind.OURS_ONLY, 6, "F"),
    ]


@given(
    ours=st.dictionaries(st.integers(1, 12).map(str), st.integers(0, 4), max_size=8),
    theirs=st.dictionaries(st.integers(1, 12).map(str), st.integers(0, 4), max_size=8),
)
def test_every_booking_is_either_equal_on_both_sides_or_named_once(ours, theirs):
    mine = [Ours(int(number), number, TEN + timedelta(hours=hour), 1) for number, hour in ours.items()]
    their = [Theirs(number, TEN + timedelta(hours=hour), 1) for number, hour in theirs.items()]
    named = Counter(each.number for each in compare(mine, their))
    equal = {number for number in ours.keys() & theirs.keys() if ours[number] == theirs[number]}
    assert set(named) == (ours.keys() | theirs.keys()) - equal
    assert all(count == 1 for count in named.values())
    assert compare(mine, [Theirs(each.number, each.starts_at) for each in mine]) == []


# --- the file -------------------------------------------------------------------------------------------------------


def take(content: str | bytes, profile, by, *, now=NOW, day: date = TOMORROW):
    content = content if isinstance(content, bytes) else (HEADER + content).encode()
    return actions.import_city_list(content=content, profile=profile, day=day, by=by, now=now)


@pytest.fixture
def named_desk(mirror):
    mirror.name = "受取窓口A"
    mirror.save()
    return mirror


def test_list_is_read_in_the_city_s_spelling(named_desk, operator, profile):
    rows = "R7-0001,2025/06/03,10:00,1番窓口\nｒ７－０００２,2025年6月3日,10:30,受取窓口A\n"
    done = take((HEADER + rows).encode("cp932"), profile, operator)
    assert (done.city_list.row_count, done.city_list.fault_count) == (2, 0)
    assert list(done.city_list.rows.values_list("number", "starts_at", "desk_id")) == [
        ("R7-0001", at(10), named_desk.pk),
        ("R7-0002", at(10, 30), named_desk.pk),
    ]
    assert done.differences == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です。"),
        (b"  \n\n", "ファイルが空です。"),
        (b"PK\x03\x04rest", "Excelのブックなどは読み込めません。"),
        (b"\xd0\xcf\x11\xe0rest", "Excelのブックなどは読み込めません。"),
        ((HEADER + "a").encode("utf-16"), "文字コードがUTF-16"),
        (HEADER.encode() + b"\0", "NUL文字"),
        (b"\x81,", "文字コードが正しくありません"),
        ("番号,日付,時刻,窓口\n".encode(), "必要な列がありません: 受付番号"),
        ("受付番号,受付番号,日付,時刻,窓口\n".encode(), "同じ名前の列が2つ以上あります: 受付番号"),
        ((HEADER + 'R7-0001,"2025/06/03,10:00,1番窓口\n').encode(), "引用符"),
        (HEADER.encode() + b"x" * 2_000_001, "ファイルが大きすぎます"),
        ((HEADER + "R7-0001,2025/06/03,10:00,1番窓口\n" * 5_001).encode(), "行が多すぎます"),
    ],
)
def test_file_that_is_no_such_list_is_refused_whole(named_desk, operator, profile, content, sentence):
    with pytest.raises(FileRefused, match=sentence):
        take(content, profile, operator)
    assert not CityList.objects.exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("R7-0001,2025/06/03,10:00", "列の数が見出しと一致しません。"),
        ("R7-0001,2025/06/03,10:00,1番窓口,余分", "列の数が見出しと一致しません。"),
        (",2025/06/03,10:00,1番窓口", "受付番号がありません。"),
        ("漢字,2025/06/03,10:00,1番窓口", "受付番号の形が、定めた形と違います。"),
        ("123456789018,2025/06/03,10:00,1番窓口", "個人番号（マイナンバー）と思われる数字があります。"),
        ("R7-0001,,10:00,1番窓口", "日付が読み取れません。"),
        ("R7-0001,06-03-2025,10:00,1番窓口", "日付が読み取れません。"),
        ("R7-0001,2025/06/04,10:00,1番窓口", "日付が、取込みの対象日と違います。"),
        ("R7-0001,2025/06/31,10:00,1番窓口", "日付が読み取れません。"),
        ("R7-0001,2025/06/03,25:00,1番窓口", "時刻が読み取れません。"),
        ("R7-0001,2025/06/03,,1番窓口", "時刻が読み取れません。"),
        ("R7-0001,2025/06/03,10:00,9番窓口", "窓口の名前が、登録した窓口のどれとも一致しません。"),
        ("R7-0001,2025/06/03,10:00," + "長" * 201, "「窓口」が長すぎます"),
        ("R7-0009,2025/06/03,10:00,1番窓口", "同じ受付番号の行が、この一覧にもう1つあります。"),
    ],
)
def test_line_that_cannot_be_read_is_kept_with_its_reason(named_desk, operator, profile, line, reason):
    done = take(f"R7-0009,2025/06/03,11:00,1番窓口\n{line}\n", profile, operator)
    assert (done.city_list.row_count, done.city_list.fault_count) == (1, 1)
    row = CityListRow.objects.exclude(fault="").get()
    assert reason in row.fault
    assert row.line == 3
    assert "123456789018" not in str(row.cells)


def test_only_the_named_columns_are_kept_and_nothing_personal(named_desk, operator, profile):
    content = (
        "受付番号,日付,時刻,窓口,氏名,電話\nR7-0001,2025/06/03,10:00,090-1234-5678,髙橋　はるか,09012345678\n"
    ).encode()
    take(content, profile, operator)
    row = CityListRow.objects.get()
    assert row.cells == {"受付番号": "R7-0001", "日付": "2025/06/03", "時刻": "10:00", "窓口": "（表示しません）"}


def test_lines_that_the_profile_leaves_out_are_no_bookings(named_desk, operator, profile):
    profile.skips = {"状態": ["取消"]}
    profile.save()
    content = (
        "受付番号,日付,時刻,窓口,状態\nR7-0001,2025/06/03,10:00,1番窓口,取消\nR7-0002,2025/06/03,10:00,1番窓口,予約\n"
    ).encode()
    done = take(content, profile, operator)
    assert [row.number for row in done.city_list.rows.all()] == ["R7-0002"]


# --- settling -------------------------------------------------------------------------------------------------------


def test_same_file_twice_changes_nothing(named_desk, operator, profile):
    rows = "R7-0001,2025/06/03,10:00,1番窓口\n"
    book(make_slot(named_desk), operator)
    first = take(rows, profile, operator)
    before = [list(model.objects.values()) for model in (CityList, CityListRow, CityDifference)]
    again = take(rows, profile, operator, now=NOW + timedelta(hours=1))
    assert (first.is_new, again.is_new, again.differences) == (True, False, first.differences)
    assert [list(model.objects.values()) for model in (CityList, CityListRow, CityDifference)] == before


def test_newer_list_ends_what_is_gone_and_leaves_what_a_person_settled(named_desk, operator, user_of, profile):
    leader = user_of("cc_leader")
    numbered(book(make_slot(named_desk), operator), "R7-0001", operator)
    take("R7-0008,2025/06/03,10:00,1番窓口\nR7-0009,2025/06/03,10:00,1番窓口\n", profile, operator)
    ours, eight, nine = CityDifference.objects.order_by("kind", "number")
    assert (ours.kind, eight.number, nine.number) == ("ours_only", "R7-0008", "R7-0009")
    actions.resolve_difference(difference=eight, note="市に確認し、取消とのこと", by=leader, now=NOW)
    with pytest.raises(actions.AlreadySettled):
        actions.resolve_difference(difference=eight, note="もう一度", by=operator, now=NOW)
    later = NOW + timedelta(hours=1)
    newer = "R7-0001,2025/06/03,10:00,1番窓口\nR7-0008,2025/06/03,10:00,1番窓口\n"
    assert take(newer, profile, operator, now=later).differences == 0
    ours.refresh_from_db()
    nine.refresh_from_db()
    eight.refresh_from_db()
    assert {(each.resolved_at, each.resolved_by) for each in (ours, nine)} == {(later, None)}
    assert (eight.resolved_by, eight.note) == (leader, "市に確認し、取消とのこと")
    oldest_again = take("R7-0009,2025/06/03,10:00,1番窓口\n", profile, operator, now=later + timedelta(hours=1))
    assert oldest_again.differences == 2, "what came back is listed anew"


def test_compare_again_sees_what_was_put_right_here(named_desk, operator, profile):
    reservation = numbered(book(make_slot(named_desk, at(10)), operator), "R7-0001", operator)
    assert take("R7-0001,2025/06/03,10:30,1番窓口\n", profile, operator).differences == 1
    assert CityDifference.objects.get().kind == "different"
    actions.change(
        reservation=reservation,
        new_slot_id=make_slot(named_desk, at(10, 30)).pk,
        reason="市に合わせた",
        submission_key=uuid.uuid4(),
        by=operator,
        now=NOW,
    )
    numbered(reservation, "R7-0001", operator)
    assert actions.compare_again(day=TOMORROW, by=operator, now=NOW) == 0
    with pytest.raises(actions.NoCityList):
        actions.compare_again(day=date(2025, 6, 4), by=operator, now=NOW)


def test_leader_takes_a_list_and_settles_its_differences_by_the_page(named_desk, operator, profile, client_of, clock):
    reservation = book(make_slot(named_desk), operator)
    client = client_of("cc_leader")
    rows = HEADER + "R7-0001,2025/06/03,10:00,1番窓口\nR7-0002,2025/06/03,25:00,1番窓口\n"
    posted = {"profile": profile.pk, "day": "2025-06-03"}
    for sentence in (
        "1行を取り込み、照合しました。相違は2件です。",
        "このファイルは取込済みです。何も変更していません。",
    ):
        file = SimpleUploadedFile("list.csv", rows.encode())
        answer = client.post(reverse("reservations:city_lists"), posted | {"file": file}, follow=True)
        page = answer.content.decode()
        assert sentence in page
    assert "時刻が読み取れません。" in page
    assert reservation.spoken_number in page
    for difference in CityDifference.objects.all():
        url = reverse("reservations:difference_resolve", args=[difference.pk])
        assert client.post(url, {"note": ""}).status_code == 422
        assert client.post(url, {"note": "市の予約システムに入力した"}).status_code == 302
    assert not CityDifference.objects.unresolved().exists()
    assert {each.resolved_by for each in CityDifference.objects.all()} == {client.user}
    day = client.get(reverse("reservations:city_list_day", args=[TOMORROW])).content.decode()
    assert "未処理の相違はありません。" in day
    compared = client.post(reverse("reservations:city_list_compare", args=[TOMORROW]), follow=True)
    assert "相違は0件です。" in compared.content.decode()
    assert "対象日" in client.get(reverse("reservations:city_lists")).content.decode()


def test_refused_file_comes_back_with_the_sentence(named_desk, profile, client_of, clock):
    posted = {"profile": profile.pk, "day": "2025-06-03", "file": SimpleUploadedFile("book.xlsx", b"PK\x03\x04")}
    answer = client_of("cc_leader").post(reverse("reservations:city_lists"), posted)
    assert "Excelのブックなどは読み込めません。" in answer.content.decode()
    nothing = client_of("cc_leader").post(reverse("reservations:city_lists"), {"day": "2025-06-03"})
    assert {"profile", "file"} <= set(nothing.context["form"].errors)


@pytest.mark.django_db(transaction=True)
def test_one_file_taken_by_many_at_once_is_one_list(desk):
    set_parameter("reservations.mode", "mirror")
    profile = CityListProfile.objects.create(
        code="x",
        name="市",
        encodings=["utf-8"],
        columns={"number": "受付番号", "date": "日付", "time": "時刻"},
        date_formats=["%Y/%m/%d"],
        time_formats=["%H:%M"],
    )
    operators = factories.make_operators(8)
    content = (HEADER + "R7-0001,2025/06/03,10:00,どこか\n").encode()
    results = at_once([lambda by=by: take(content, profile, by) for by in operators])
    assert Counter(result.is_new for result in results) == {True: 1, False: 7}
    assert CityList.objects.count() == CityDifference.objects.count() == 1
