"""How the city's list is read is changed on a page, tried with a list, and used from the next list on (C1)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.reservations.models import CityList, CityListProfile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FORM = {
    "name": "新しい予約システム",
    "encodings": ["cp932"],
    "delimiter": "tab",
    "number": "予約番号",
    "date": "来庁日",
    "time": "来庁時刻",
    "desk": "場所",
    "date_formats": ["%Y%m%d"],
    "time_formats": ["%H%M"],
    "desk_names": "",
    "skips": "状態＝取消、不来所",
}
LIST = (
    "予約番号\t来庁日\t来庁時刻\t場所\t状態\n"
    "K-1001\t20250603\t0930\t本庁\t予約\n"
    "K-1002\t20250603\t9999\t本庁\t予約\n"
    "K-1003\t20250603\t1000\t本庁\t取消\n"
)


@pytest.fixture
def profile(desk) -> CityListProfile:
    return CityListProfile.objects.create(
        code="standard", name="市の予約システム", encodings=["utf-8-sig"], date_formats=["%Y.%m.%d"],
        time_formats=["%H:%M"], columns={"number": "受付番号", "date": "日付", "time": "時刻"},
    )  # fmt: skip


def address(profile: CityListProfile) -> str:
    return reverse("reservations:city_list_profile_edit", args=[profile.pk])


def sample(text: str = LIST) -> dict[str, object]:
    return {"preview": "1", "day": "2025-06-03", "sample": SimpleUploadedFile("l.csv", text.encode("cp932"))}


def test_the_page_shows_the_profile_as_it_is(profile, client_of):
    form = client_of("city_staff").get(address(profile)).context["form"]
    assert form["number"].value() == "受付番号"
    assert ("%Y.%m.%d", "%Y.%m.%d") in form.fields["date_formats"].choices, "a form of our own is not lost"


def test_a_changed_profile_reads_the_next_list(desk, profile, client_of):
    client = client_of("cc_leader")
    response = client.post(address(profile), FORM | {"desk_names": f"本庁＝{desk.name}"})
    assert response.status_code == 302
    profile.refresh_from_db()
    assert profile.columns == {"number": "予約番号", "date": "来庁日", "time": "来庁時刻", "desk": "場所"}
    assert (profile.delimiter, profile.desk_names) == ("\t", {"本庁": desk.name})
    assert profile.skips == {"状態": ["取消", "不来所"]}
    file = SimpleUploadedFile("l.csv", LIST.encode("cp932"))
    client.post(reverse("reservations:city_lists"), {"profile": profile.pk, "day": "2025-06-03", "file": file})
    taken = CityList.objects.get()
    assert (taken.row_count, taken.fault_count) == (1, 1)


def test_a_list_is_tried_and_nothing_is_kept(desk, profile, client_of):
    response = client_of("city_staff").post(address(profile), FORM | {"desk_names": f"本庁={desk.name}"} | sample())
    page = response.content.decode()
    assert response.status_code == 200
    assert "2行を読み、読み取れない行は1行です。" in page
    assert "K-1001" in page
    assert "時刻が読み取れません。" in page
    profile.refresh_from_db()
    assert profile.name == "市の予約システム"
    assert not CityList.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "number"),
        ({"time": "来庁日"}, "__all__"),
        ({"encodings": []}, "encodings"),
        ({"date_formats": ["%Q"]}, "date_formats"),
        ({"desk_names": "本庁＝どこにもない窓口"}, "desk_names"),
        ({"desk_names": "本庁"}, "desk_names"),
        ({"skips": "状態＝取消\n状態＝変更"}, "skips"),
    ],
)
def test_a_wrong_profile_comes_back_filled(profile, client_of, change, field):
    response = client_of("city_staff").post(address(profile), FORM | change)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "新しい予約システム" in response.content.decode()
    profile.refresh_from_db()
    assert profile.name == "市の予約システム"


def test_a_list_that_cannot_be_read_is_refused_beside_its_field(profile, client_of):
    response = client_of("city_staff").post(address(profile), FORM | sample("列A\t列B\n1\t2\n"))
    assert "必要な列がありません" in response.context["sample_form"].errors["sample"][0]


def test_only_those_who_take_lists_change_their_form(profile, client_of):
    assert client_of("operator").get(address(profile)).status_code == 403
    page = client_of("general_manager").get(reverse("reservations:city_list_profiles"))
    assert "市の予約システム" in page.content.decode()
    assert "変更する" not in page.content.decode()
