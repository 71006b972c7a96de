import datetime
import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from apps.contracts import actions
from apps.contracts.actions import ChangeNotAllowed
from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, Closure, ContractTerm, ExtraOpening, OpeningRule, Parameter, Site, term_of
from apps.contracts.parameters import parameter
from apps.core.encryption import keyring

from .factories import decided

TODAY = datetime.date(2025, 6, 2)
YESTERDAY = datetime.date(2025, 6, 1)
TOMORROW = datetime.date(2025, 6, 3)
OCTOBER = datetime.date(2025, 10, 1)
SEPTEMBER_END = datetime.date(2025, 9, 30)

pytestmark = pytest.mark.usefixtures("contract")


@pytest.fixture
def approver(user_of):
    return user_of("city_approver")


@pytest.fixture
def change(approver):
    def run(**fields):
        defaults = {
            "key": "callcenter.minimum_seats",
            "value": 3,
            "valid_from": OCTOBER,
            "agreement": decided("C16"),
            "reason": "入電の増加のため",
            "by": approver,
            "today": TODAY,
        }
        return actions.change_parameter(**(defaults | fields))

    return run


class TestChangeParameter:
    def test_it_ends_the_row_before_and_names_agreement_and_reason(self, change):
        row = change()
        assert parameter("callcenter.minimum_seats", SEPTEMBER_END) == 2
        assert parameter("callcenter.minimum_seats", OCTOBER) == 3
        assert (row.agreement.code, row.note) == ("C16", "入電の増加のため")

    def test_author_and_reason_are_in_the_history(self, change, approver):
        row = change()
        event = Parameter.pgh_event_model.objects.get(pgh_obj=row)
        assert event.pgh_context.metadata["reason"] == "入電の増加のため"
        assert event.pgh_context.metadata["user"] == approver.pk

    def test_a_change_of_the_same_day_corrects_the_row(self, change):
        change()
        change(value=4)
        assert parameter("callcenter.minimum_seats", OCTOBER) == 4
        assert Parameter.objects.filter(key="callcenter.minimum_seats").count() == 2

    def test_a_change_between_two_values_holds_up_to_the_later_one(self, change):
        change(value=4, valid_from=datetime.date(2025, 12, 1))
        change(value=3)
        days = [SEPTEMBER_END, OCTOBER, datetime.date(2025, 11, 30), datetime.date(2025, 12, 1)]
        assert [parameter("callcenter.minimum_seats", day) for day in days] == [2, 3, 3, 4]

    def test_it_needs_a_decided_agreement(self, change):
        with pytest.raises(ChangeNotAllowed) as refusal:
            change(agreement=Agreement.objects.get(code="C14"))
        assert refusal.value.argument == "agreement"
        assert parameter("callcenter.minimum_seats", OCTOBER) == 2

    def test_a_decision_of_a_later_day_is_none_yet(self, change):
        with pytest.raises(ChangeNotAllowed) as refusal:
            change(agreement=decided("C16", on=TOMORROW))
        assert refusal.value.argument == "agreement"

    def test_it_does_not_reach_back(self, change):
        with pytest.raises(ChangeNotAllowed) as refusal:
            change(valid_from=YESTERDAY)
        assert refusal.value.argument == "valid_from"
        assert change(valid_from=TODAY).valid_from == TODAY

    def test_a_reference_value_is_not_changed_here(self, change):
        with pytest.raises(ChangeNotAllowed) as refusal:
            change(key="callcenter.opens_at", value="09:00")
        assert refusal.value.argument == "value"

    def test_a_day_without_a_value_is_refused(self, change):
        Parameter.objects.filter(key="callcenter.minimum_seats").update(valid_to=SEPTEMBER_END)
        with pytest.raises(ChangeNotAllowed) as refusal:
            change()
        assert refusal.value.argument == "valid_from"

    def test_a_wrong_value_leaves_everything_as_it_was(self, change):
        with pytest.raises(ValidationError):
            change(value="三")
        assert parameter("callcenter.minimum_seats", OCTOBER) == 2
        assert Parameter.objects.get(key="callcenter.minimum_seats").valid_to is None

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("outreach.earliest", "17:00"),
            ("outreach.latest", "09:00"),
            ("live.max_delay_seconds", 1),
            ("calendar.year_end_first", "01-04"),
            ("calendar.year_end_last", "12-28"),
        ],
    )
    def test_a_value_that_does_not_fit_its_pair_is_refused(self, change, key, value):
        before = parameter(key, OCTOBER)
        with pytest.raises(ChangeNotAllowed) as refusal:
            change(key=key, value=value)
        assert refusal.value.argument == "value"
        assert parameter(key, OCTOBER) == before

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("outreach.earliest", "16:59"),
            ("live.max_delay_seconds", 2),
            ("calendar.year_end_first", "12-04"),
            ("calendar.year_end_last", "12-29"),
        ],
    )
    def test_a_value_that_just_fits_its_pair_is_taken(self, change, key, value):
        assert change(key=key, value=value).value == value

    def test_a_pair_fits_on_every_later_day(self, change):
        change(key="outreach.latest", value="12:00", valid_from=datetime.date(2025, 12, 1))
        with pytest.raises(ChangeNotAllowed, match="12:00"):
            change(key="outreach.earliest", value="13:00")

    @pytest.mark.parametrize(
        ("key", "value"),
        [("live.poll_seconds", 11), ("reservations.window_days", 366), ("reservations.hold_seconds", 10**22)],
    )
    def test_a_value_out_of_bounds_is_refused(self, change, key, value):
        with pytest.raises(ValidationError) as refusal:
            change(key=key, value=value)
        assert list(refusal.value.message_dict) == ["value"]


class TestChangeYearEnd:
    def test_the_switch_turns_from_its_day_on(self, approver):
        site = Site.objects.get(code="honcho")
        actions.change_year_end(
            site=site,
            is_closed=False,
            valid_from=OCTOBER,
            agreement=decided(),
            reason="市の指示",
            by=approver,
            today=TODAY,
        )
        calendar = Calendar.load()
        days = calendar.open_days("honcho", datetime.date(2025, 6, 1), datetime.date(2026, 3, 31))
        assert len(days) == 205
        assert [rule.closed_at_year_end for rule in site.opening_rules.order_by("valid_from")] == [True, False]

    def test_it_needs_a_decided_agreement(self, approver):
        with pytest.raises(ChangeNotAllowed):
            actions.change_year_end(
                site=Site.objects.get(code="honcho"),
                is_closed=False,
                valid_from=OCTOBER,
                agreement=Agreement.objects.get(code="C8"),
                reason="市の指示",
                by=approver,
                today=TODAY,
            )
        assert OpeningRule.objects.filter(site__code="honcho").count() == 1

    def test_a_day_before_the_operation_is_refused(self, approver):
        with pytest.raises(ChangeNotAllowed) as refusal:
            actions.change_year_end(
                site=Site.objects.get(code="honcho"),
                is_closed=False,
                valid_from=datetime.date(2025, 5, 30),
                agreement=decided(),
                reason="市の指示",
                by=approver,
                today=datetime.date(2025, 5, 30),
            )
        assert refusal.value.argument == "valid_from"

    def test_it_does_not_reach_back(self, approver):
        with pytest.raises(ChangeNotAllowed) as refusal:
            actions.change_year_end(
                site=Site.objects.get(code="honcho"),
                is_closed=False,
                valid_from=YESTERDAY,
                agreement=decided(),
                reason="市の指示",
                by=approver,
                today=TODAY,
            )
        assert refusal.value.argument == "valid_from"
        assert OpeningRule.objects.filter(site__code="honcho").count() == 1


class TestDayExceptions:
    day = datetime.date(2025, 6, 4)

    def closure(self, approver, **fields):
        defaults = {
            "key": uuid.uuid4(),
            "site": None,
            "day": self.day,
            "reason": "台風",
            "by": approver,
            "today": TODAY,
        }
        return actions.add_closure(**(defaults | {"agreement": decided()} | fields))

    def test_the_same_form_sent_twice_is_one_closure(self, approver):
        key = uuid.uuid4()
        assert self.closure(approver, key=key) == self.closure(approver, key=key)
        assert Closure.objects.count() == 1

    def test_a_day_is_not_closed_and_opened_at_one_place(self, approver):
        self.closure(approver)
        with pytest.raises(ChangeNotAllowed) as refusal:
            actions.add_extra_opening(
                key=uuid.uuid4(),
                site=None,
                day=self.day,
                opens_at=None,
                closes_at=None,
                reason="開設",
                agreement=decided(),
                by=approver,
                today=TODAY,
            )
        assert refusal.value.argument == "day"
        assert not ExtraOpening.objects.exists()

    def test_an_undecided_agreement_is_refused(self, approver):
        with pytest.raises(ChangeNotAllowed):
            self.closure(approver, agreement=Agreement.objects.get(code="C14"))
        assert not Closure.objects.exists()

    def test_a_decision_of_a_later_day_is_none_yet(self, approver):
        with pytest.raises(ChangeNotAllowed) as refusal:
            self.closure(approver, agreement=decided(on=TOMORROW))
        assert refusal.value.argument == "agreement"
        assert self.closure(approver, agreement=decided(on=TODAY)).pk

    @pytest.mark.parametrize("day", [datetime.date.min, datetime.date(2025, 5, 31), datetime.date.max])
    def test_a_day_outside_every_term_is_refused(self, approver, day):
        with pytest.raises(ChangeNotAllowed, match="2025/6/1から2026/3/31まで") as refusal:
            self.closure(approver, day=day)
        assert refusal.value.argument == "day"
        assert not Closure.objects.exists()

    @pytest.mark.parametrize("day", [datetime.date(2025, 6, 1), datetime.date(2026, 3, 31)])
    def test_the_first_and_the_last_day_of_a_term_may_be_closed(self, approver, day):
        assert self.closure(approver, day=day).pk

    def test_a_withdrawn_closure_opens_the_day_again(self, approver):
        closure = self.closure(approver)
        assert not Calendar.load().hours("honcho", self.day)
        actions.withdraw_exception(closure, reason="台風がそれたため", by=approver)
        assert Calendar.load().hours("honcho", self.day)
        event = Closure.pgh_event_model.objects.get(pgh_label="delete")
        assert event.pgh_context.metadata["reason"] == "台風がそれたため"


class TestOpenAgreement:
    def test_it_takes_the_next_number_once_per_form(self, approver):
        fields = {"title": "臨時の休業", "place": "第2-2-(1)", "question": "休業してよいか。", "default": ""}
        key = uuid.uuid4()
        first = actions.open_agreement(key=key, by=approver, **fields)
        again = actions.open_agreement(key=key, by=approver, **fields)
        other = actions.open_agreement(key=uuid.uuid4(), by=approver, **fields)
        assert (first.code, again.pk, other.code) == ("C33", first.pk, "C34")


@pytest.mark.django_db(transaction=True)
def test_points_entered_at_the_same_moment_get_numbers_of_their_own(user_of):
    approver = user_of("city_approver")
    barrier = threading.Barrier(4)

    def enter():
        try:
            barrier.wait()
            actions.open_agreement(
                key=uuid.uuid4(), title="同時", place="第1", question="同時に登録する。", default="", by=approver
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Agreement.objects.filter(title="同時").values_list("code", flat=True)) == ["C33", "C34", "C35", "C36"]


class TestFollowingTerm:
    starts_on, ends_on = datetime.date(2026, 4, 1), datetime.date(2027, 3, 31)

    def follow(self):
        return actions.add_following_term(ContractTerm.objects.get(code="R7"), "R8", self.starts_on, self.ends_on)

    def test_it_goes_on_under_the_same_conditions(self):
        term = self.follow()
        assert term.title == "令和8年度"
        assert term_of(self.starts_on) == term
        assert keyring.exists("R8")
        assert set(term.service_starts.values_list("service", "starts_on")) == {
            ("counters", self.starts_on),
            ("callcenter", self.starts_on),
        }
        calendar = Calendar.load()
        assert calendar.hours("honcho", self.starts_on)
        assert not calendar.hours("honcho", datetime.date(2026, 9, 22))

    def test_every_parameter_of_the_term_before_has_a_value(self):
        self.follow()
        before = set(Parameter.objects.valid_on(datetime.date(2026, 3, 31)).values_list("key", flat=True))
        assert set(Parameter.objects.valid_on(self.starts_on).values_list("key", flat=True)) == before

    def test_the_terms_own_days_are_put_in(self):
        self.follow()
        assert parameter("operation.starts_on", self.starts_on) == self.starts_on
        assert parameter("contract.ends_on", self.ends_on) == self.ends_on
        assert parameter("contract.ends_on", datetime.date(2026, 3, 31)) == datetime.date(2026, 3, 31)

    def test_a_parameter_changed_in_between_keeps_its_change(self, change):
        change()
        self.follow()
        assert parameter("callcenter.minimum_seats", self.starts_on) == 3

    def test_a_second_call_adds_nothing(self):
        assert self.follow() == self.follow()
        assert ContractTerm.objects.count() == 2
        assert Parameter.objects.filter(key="operation.starts_on").count() == 2

    def test_a_term_that_does_not_lie_after_the_previous_one_is_refused(self):
        previous = ContractTerm.objects.get(code="R7")
        with pytest.raises(ChangeNotAllowed):
            actions.add_following_term(previous, "R8", datetime.date(2026, 3, 31), self.ends_on)
        assert ContractTerm.objects.count() == 1
