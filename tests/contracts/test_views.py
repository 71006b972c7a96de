import datetime
import re
import uuid

import pytest
import time_machine
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure, ExtraOpening, OpeningRule, Parameter, Site
from apps.contracts.parameters import parameter

from .factories import decided

MONDAY = datetime.date(2025, 6, 2)
OCTOBER = datetime.date(2025, 10, 1)
ROLES = list(Role.values)
READERS = {
    "contracts:board": {},
    "contracts:calendar": {},
    "contracts:agreements": {},
    "contracts:agreement": {"code": "C8"},
    "contracts:parameters": {},
    "contracts:parameter": {"key": "callcenter.minimum_seats"},
    "contracts:year_end": {"site_code": "honcho"},
}

pytestmark = pytest.mark.usefixtures("contract")


@pytest.fixture(autouse=True)
def _on_the_first_day():
    with time_machine.travel(datetime.datetime(2025, 6, 2, 1, 0, tzinfo=datetime.UTC), tick=False):
        yield


def text_of(response):
    """What a person reads, without tags and extra blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def errors_beside(response, field):
    return response.context["form"].errors.get(field, [])


class TestWhoMayRead:
    @pytest.mark.parametrize("role", ROLES)
    def test_every_role_reads_every_page(self, client_of, role):
        client = client_of(role)
        for name, arguments in READERS.items():
            assert client.get(reverse(name, kwargs=arguments)).status_code == 200, name

    @pytest.mark.parametrize("name", READERS)
    def test_nobody_reads_without_signing_in(self, client, name):
        assert client.get(reverse(name, kwargs=READERS[name])).status_code in {302, 403}


class TestWhoMayWrite:
    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"city_approver"}))
    def test_only_the_approver_of_the_city_changes_conditions(self, client_of, role):
        client = client_of(role)
        closure = Closure.objects.create(site=None, day=MONDAY, reason="台風", agreement=decided())
        for address in (
            reverse("contracts:parameter", kwargs={"key": "callcenter.minimum_seats"}),
            reverse("contracts:year_end", kwargs={"site_code": "honcho"}),
            reverse("contracts:closure_create"),
            reverse("contracts:extra_opening_create"),
            reverse("contracts:closure_withdraw", kwargs={"pk": closure.pk}),
        ):
            assert client.post(address, {}).status_code in {403, 405}, address
        assert Closure.objects.count() == 1

    @pytest.mark.parametrize("role", ROLES)
    def test_forms_are_shown_to_those_who_may_send_them(self, client_of, role):
        client = client_of(role)
        for name in ("contracts:parameter", "contracts:year_end"):
            page = client.get(reverse(name, kwargs=READERS[name])).content.decode()
            assert ("data-save" in page) is (role == "city_approver"), name
        page = client.get(reverse("contracts:agreement", kwargs={"code": "C8"})).content.decode()
        assert ("data-save" in page) is (role in {"city_approver", "general_manager"})

    @pytest.mark.parametrize("role", ROLES)
    def test_new_points_are_entered_by_the_manager_and_the_approver(self, client_of, role):
        response = client_of(role).get(reverse("contracts:agreement_create"))
        assert response.status_code == (200 if role in {"city_approver", "general_manager"} else 403)


@pytest.mark.parametrize(
    "address",
    [
        "/contract/parameters/callcenter.minimum_seats/",
        "/contract/sites/honcho/year-end/",
        "/contract/calendar/closures/new/",
        "/contract/calendar/openings/new/",
    ],
)
def test_a_form_without_a_decided_agreement_says_what_to_do_first(client_of, address):
    client = client_of("city_approver")
    sentence = "決定済みの協議がありません。先に協議の決定日と決定内容を記録してください。"
    response = client.get(address)
    assert sentence in text_of(response)
    assert f'{sentence}<a href="/contract/agreements/">' in response.content.decode()
    decided("C8", on=MONDAY)
    assert sentence not in text_of(client.get(address))


class TestBoard:
    def test_it_tells_the_term_and_who_is_open_today(self, client_of):
        page = text_of(client_of("city_staff").get(reverse("contracts:board")))
        assert "令和7年度 2025/6/1から2026/3/31まで" in page
        assert "R7" not in page
        assert "303" in page
        assert "開設日 09:00–17:00" in page
        assert page.count("要協議") >= 6

    def test_a_decided_switch_is_no_longer_marked(self, client_of):
        client = client_of("city_staff")
        before = text_of(client.get(reverse("contracts:board"))).count("要協議")
        decided("C8")
        assert text_of(client.get(reverse("contracts:board"))).count("要協議") < before - 5

    def test_a_closed_day_says_why(self, client_of):
        with time_machine.travel(datetime.datetime(2025, 11, 24, 3, 0, tzinfo=datetime.UTC), tick=False):
            page = text_of(client_of("city_staff").get(reverse("contracts:board")))
        assert page.count("休み 祝日 勤労感謝の日 振替休日") == 8

    def test_the_day_is_that_of_japan(self, client_of):
        with time_machine.travel(datetime.datetime(2025, 6, 1, 16, 0, tzinfo=datetime.UTC), tick=False):
            assert "2025年6月2日（月）" in text_of(client_of("city_staff").get(reverse("contracts:board")))

    def test_before_the_operation_it_counts_down(self, client_of):
        with time_machine.travel(datetime.datetime(2025, 5, 20, 3, 0, tzinfo=datetime.UTC), tick=False):
            page = text_of(client_of("city_staff").get(reverse("contracts:board")))
        assert "運営開始まで 12 日" in page
        assert "開設時間の定めがありません。" in page


class TestCalendarPage:
    def test_a_month_shows_days_reasons_and_totals(self, client_of):
        page = text_of(client_of("operator").get(reverse("contracts:calendar"), {"month": "2025-11"}))
        assert "11/24（月） 勤労感謝の日 振替休日 祝日 祝日" in page
        assert "開設日数 18日 18日 18日 18日 18日 23日 18日 18日" in page

    @pytest.mark.parametrize("month", ["2025-13", "x", "2025-6", "0000-01", "9999-12"])
    def test_a_month_that_is_none_is_not_found(self, client_of, month):
        assert client_of("operator").get(reverse("contracts:calendar"), {"month": month}).status_code == 404

    def test_months_lead_to_each_other(self, client_of):
        page = client_of("operator").get(reverse("contracts:calendar"), {"month": "2025-12"}).content.decode()
        assert "?month=2025-11" in page
        assert "?month=2026-01" in page


class TestQueryCounts:
    def count(self, client, address, django_assert_max_num_queries):
        with django_assert_max_num_queries(40) as captured:
            assert client.get(address).status_code == 200
        return len(captured.captured_queries)

    def test_pages_ask_as_often_for_few_rows_as_for_many(self, client_of, django_assert_max_num_queries):
        client = client_of("city_approver")
        addresses = [reverse(name, kwargs=arguments) for name, arguments in READERS.items()]
        client.get(addresses[0])
        before = [self.count(client, address, django_assert_max_num_queries) for address in addresses]
        agreement = decided()
        for number in range(50):
            day = datetime.date(2025, 6, 1) + datetime.timedelta(days=number)
            Closure.objects.create(site=None, day=day, reason="台風", agreement=agreement)
            Agreement.objects.create(code=f"C{number + 100}", title="例", place="第1", question="例")
            Parameter.objects.create(
                key=f"test.key_{number}", label="例", kind="integer", value=1, clause="第1", agreement=agreement
            )
        assert [self.count(client, address, django_assert_max_num_queries) for address in addresses] == before


class TestParameterForm:
    address = "/contract/parameters/callcenter.minimum_seats/"

    def send(self, client, **fields):
        data = {"value": "3", "valid_from": "2025-10-01", "agreement": decided("C16").pk, "reason": "入電の増加のため"}
        return client.post(self.address, data | fields)

    def test_a_change_is_stored_and_shown(self, client_of):
        client = client_of("city_approver")
        response = self.send(client)
        assert response.status_code == 302
        assert (parameter("callcenter.minimum_seats", OCTOBER), parameter("callcenter.minimum_seats", MONDAY)) == (3, 2)
        page = text_of(client.get(self.address))
        assert "2025/10/1から" in page
        assert "入電の増加のため" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("value", "三"),
            ("value", "-1"),
            ("value", "0"),
            ("valid_from", "いつか"),
            ("valid_from", "2025-06-01"),
            ("reason", ""),
        ],
    )
    def test_a_wrong_entry_comes_back_filled_with_the_sentence_beside_it(self, client_of, field, value):
        response = self.send(client_of("city_approver"), **{field: value})
        assert response.status_code == 200
        assert errors_beside(response, field)
        form = response.context["form"]
        assert form["reason"].value() == ("" if field == "reason" else "入電の増加のため")
        assert parameter("callcenter.minimum_seats", OCTOBER) == 2

    @pytest.mark.parametrize(
        ("key", "value", "sentence"),
        [
            ("reservations.window_days", "99999999", "1から365までの値を入力してください。"),
            ("reservations.hold_seconds", "1" + "0" * 22, "30から1,800までの値を入力してください。"),
            ("reports.counter_monthly_days", "999999999", "1から60までの値を入力してください。"),
            ("live.poll_seconds", "99999999", "1から10までの値を入力してください。"),
            ("outreach.visits_per_term", "1" + "0" * 20, "1から366までの値を入力してください。"),
            ("photo.height_cm", "20.5", "1から20までの値を入力してください。"),
            ("calendar.year_end_first", "02-30", "実在する月日を「12-29」の形で入力してください。"),
            (
                "outreach.earliest",
                "19:00",
                "開始時刻の下限は、終了時刻の上限より前にしてください。「出張申請受付の終了時刻の上限」は17:00です。",
            ),
        ],
    )
    def test_an_absurd_value_comes_back_with_what_is_allowed(self, client_of, key, value, sentence):
        self.address = f"/contract/parameters/{key}/"
        assert errors_beside(self.send(client_of("city_approver"), value=value), "value") == [sentence]
        assert Parameter.objects.filter(key=key).count() == 1

    def test_an_undecided_agreement_cannot_be_chosen(self, client_of):
        response = self.send(client_of("city_approver"), agreement=Agreement.objects.get(code="C14").pk)
        assert errors_beside(response, "agreement")

    def test_a_decision_of_a_later_day_cannot_be_chosen(self, client_of):
        response = self.send(client_of("city_approver"), agreement=decided("C14", on=OCTOBER).pk)
        assert errors_beside(response, "agreement")

    def test_a_day_without_a_value_comes_back_beside_the_day(self, client_of):
        Parameter.objects.filter(key="callcenter.minimum_seats").update(valid_to=datetime.date(2025, 9, 30))
        response = self.send(client_of("city_approver"))
        assert errors_beside(response, "valid_from") == [
            "この日に適用されている定めがありません。別の日を指定してください。"
        ]

    def test_a_my_number_in_the_reason_is_refused(self, client_of):
        response = self.send(client_of("city_approver"), reason="123456789018の件")
        assert errors_beside(response, "reason")
        assert Parameter.objects.filter(key="callcenter.minimum_seats").count() == 1

    @pytest.mark.parametrize(
        ("key", "typed", "stored"),
        [
            ("outreach.latest", "16:30", datetime.time(16, 30)),
            ("photo.height_cm", "5.0", "5.0"),
            ("payment.after_inspection", "yes", True),
            ("reservations.mode", "mirror", "mirror"),
            ("calendar.year_end_first", "12-28", "12-28"),
        ],
    )
    def test_each_kind_of_value_has_its_field(self, client_of, key, typed, stored):
        self.address = f"/contract/parameters/{key}/"
        assert self.send(client_of("city_approver"), value=typed).status_code == 302
        found = parameter(key, OCTOBER)
        assert (str(found) if key == "photo.height_cm" else found) == stored

    def test_a_reference_value_has_no_form(self, client_of):
        self.address = "/contract/parameters/callcenter.opens_at/"
        client = client_of("city_approver")
        assert "data-save" not in client.get(self.address).content.decode()
        assert self.send(client, value="09:00").status_code == 200
        assert parameter("callcenter.opens_at", OCTOBER) == datetime.time(8, 30)

    def test_an_unknown_parameter_is_not_found(self, client_of):
        assert client_of("city_approver").get("/contract/parameters/no.such/").status_code == 404


class TestYearEndForm:
    address = "/contract/sites/honcho/year-end/"

    def send(self, client, **fields):
        data = {"is_closed": "no", "valid_from": "2025-10-01", "agreement": decided().pk, "reason": "市の指示"}
        return client.post(self.address, data | fields)

    def test_the_switch_opens_the_year_end_days(self, client_of):
        assert self.send(client_of("city_approver")).status_code == 302
        calendar = Calendar.load()
        assert calendar.hours("honcho", datetime.date(2025, 12, 30))
        assert not calendar.hours("takashina", datetime.date(2025, 12, 30))

    def test_a_day_before_the_operation_comes_back(self, client_of):
        response = self.send(client_of("city_approver"), valid_from="2025-05-01")
        assert errors_beside(response, "valid_from")
        assert OpeningRule.objects.filter(site__code="honcho").count() == 1

    def test_an_unknown_place_is_not_found(self, client_of):
        assert client_of("city_approver").get("/contract/sites/nowhere/year-end/").status_code == 404


class TestDayExceptionForms:
    def send(self, client, name="contracts:closure_create", **fields):
        data = {
            "submission_key": uuid.uuid4(),
            "site": "",
            "day": "2025-06-04",
            "reason": "台風",
            "agreement": decided().pk,
        }
        return client.post(reverse(name), data | fields)

    def test_a_closure_of_every_place_is_entered_shown_and_withdrawn(self, client_of):
        client = client_of("city_approver")
        response = self.send(client)
        assert response["Location"] == "/contract/calendar/?month=2025-06"
        page = text_of(client.get(response["Location"]))
        assert page.count("6/4（水） 臨時休業 臨時休業 臨時休業 臨時休業 臨時休業 臨時休業 臨時休業 8:30–17:15") == 1
        assert "すべての窓口とコールセンター" in page
        closure = Closure.objects.get()
        address = reverse("contracts:closure_withdraw", kwargs={"pk": closure.pk})
        assert "すべての窓口とコールセンターの臨時休業（台風）" in text_of(client.get(address))
        assert client.post(address, {"reason": ""}).status_code == 200
        assert client.post(address, {"reason": "台風がそれたため"}).status_code == 302
        assert not Closure.objects.exists()

    def test_a_form_sent_twice_makes_one_closure(self, client_of):
        client, key = client_of("city_approver"), uuid.uuid4()
        for _ in range(2):
            assert self.send(client, submission_key=key).status_code == 302
        assert Closure.objects.count() == 1

    def test_a_second_closure_of_the_day_comes_back_beside_the_day(self, client_of):
        client = client_of("city_approver")
        self.send(client)
        response = self.send(client, reason="停電")
        assert errors_beside(response, "day") == ["この日の臨時休業は、すでに登録されています。"]
        assert response.context["form"]["reason"].value() == "停電"

    def test_an_extra_opening_with_hours_of_its_own(self, client_of):
        client = client_of("city_approver")
        site = Site.objects.get(code="honcho").pk
        fields = {"site": site, "day": "2025-06-08", "opens_at": "10:00", "closes_at": "12:00"}
        response = self.send(client, "contracts:extra_opening_create", **fields)
        assert response.status_code == 302
        assert "10:00–12:00" in text_of(client.get(response["Location"]))
        extra = ExtraOpening.objects.get()
        address = reverse("contracts:extra_opening_withdraw", kwargs={"pk": extra.pk})
        assert client.post(address, {"reason": "中止"}).status_code == 302
        assert not ExtraOpening.objects.exists()

    @pytest.mark.parametrize("name", ["contracts:closure_create", "contracts:extra_opening_create"])
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-04-01"])
    def test_a_day_outside_every_term_comes_back_with_the_terms(self, client_of, name, day):
        response = self.send(client_of("city_approver"), name, day=day, confirmed_past="on")
        assert errors_beside(response, "day") == [
            "契約年度の期間の中の日を入力してください（令和7年度：2025/6/1から2026/3/31まで）。"
        ]
        assert not Closure.objects.exists()
        assert not ExtraOpening.objects.exists()

    @pytest.mark.parametrize("name", ["contracts:closure_create", "contracts:extra_opening_create"])
    def test_a_day_that_is_over_is_taken_once_confirmed(self, client_of, name):
        client = client_of("city_approver")
        response = self.send(client, name, day="2025-06-01")
        assert errors_beside(response, "day") == ["過ぎた日です。登録すると、この日の集計が変わります。"]
        assert "過ぎた日であることを確認しました" in text_of(response)
        assert not Closure.objects.exists()
        assert self.send(client, name, day="2025-06-01", confirmed_past="on").status_code == 302

    @pytest.mark.parametrize("day", ["2025-06-02", "2025-06-03"])
    def test_today_and_later_days_need_no_confirmation(self, client_of, day):
        assert self.send(client_of("city_approver"), day=day).status_code == 302

    def test_hours_in_the_wrong_order_come_back(self, client_of):
        response = self.send(
            client_of("city_approver"), "contracts:extra_opening_create", opens_at="12:00", closes_at="10:00"
        )
        assert response.status_code == 200
        assert response.context["form"].errors
        assert not ExtraOpening.objects.exists()

    def test_a_closed_day_is_not_opened_as_well(self, client_of):
        client = client_of("city_approver")
        self.send(client)
        response = self.send(client, "contracts:extra_opening_create")
        assert errors_beside(response, "day") == ["この日は臨時休業が登録されています。"]
