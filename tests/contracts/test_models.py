import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.contracts.enums import AgreementState, ValueKind
from apps.contracts.models import (
    Agreement,
    Closure,
    ContractTerm,
    ExtraOpening,
    OpeningRule,
    Parameter,
    ServiceStart,
    Site,
    TaxRate,
    term_of,
)
from apps.core.db import sentence_for, violated
from apps.core.textguard import ForbiddenText

from .factories import decided

DAY = datetime.date(2025, 6, 4)
NINE, FIVE = datetime.time(9), datetime.time(17)

pytestmark = pytest.mark.usefixtures("contract")


def refused_by(row):
    """Name of the constraint that refuses the row; the form's sentence and the database's are the same."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save()
    sentence = sentence_for(type(row), error.value)
    assert sentence
    row.pk = None
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert sentence in refusal.value.messages
    return violated(error.value)


def new_site():
    return Site.objects.create(
        code="new", name="新しい窓口", short_name="新", kind="counter", address="川越市", order=99
    )


class TestTerm:
    def test_terms_may_follow_each_other(self):
        ContractTerm.objects.create(
            code="R8", title="令和8年度", starts_on=datetime.date(2026, 4, 1), ends_on=datetime.date(2027, 3, 31)
        )
        assert term_of(datetime.date(2026, 3, 31)).code == "R7"
        assert term_of(datetime.date(2026, 4, 1)).code == "R8"
        assert term_of(datetime.date(2025, 5, 31)) is None

    def test_terms_may_not_share_a_day(self):
        term = ContractTerm(
            code="R8", title="令和8年度", starts_on=datetime.date(2026, 3, 31), ends_on=datetime.date(2027, 3, 31)
        )
        assert refused_by(term) == "contractterm_does_not_overlap"

    def test_a_term_ends_after_it_starts(self):
        start, end = datetime.date(2026, 4, 2), datetime.date(2026, 4, 1)
        term = ContractTerm(code="R8", title="令和8年度", starts_on=start, ends_on=end)
        assert refused_by(term) == "contractterm_ends_after_start"

    def test_a_term_is_signed_before_it_ends(self):
        term = ContractTerm.objects.get(code="R7")
        term.signed_on = datetime.date(2025, 5, 15)
        term.save()
        term.signed_on = datetime.date(2026, 4, 1)
        with pytest.raises(IntegrityError, match="contractterm_signed_before_end"):
            term.save()

    def test_the_code_is_unique(self):
        term = ContractTerm(
            code="R7", title="二重", starts_on=datetime.date(2027, 4, 1), ends_on=datetime.date(2028, 3, 31)
        )
        assert refused_by(term) == "contractterm_code_is_unique"

    def test_ten_operating_months(self):
        months = ContractTerm.objects.get(code="R7").months()
        assert [f"{month:%Y-%m-%d}" for month in months][::9] == ["2025-06-01", "2026-03-01"]
        assert len(months) == 10

    @pytest.mark.parametrize(
        ("today", "left"),
        [
            (datetime.date(2026, 3, 30), 2),
            (datetime.date(2026, 3, 31), 1),
            (datetime.date(2026, 4, 1), 0),
            (datetime.date(2025, 5, 1), 304),
        ],
    )
    def test_days_left_count_today(self, today, left):
        assert ContractTerm.objects.get(code="R7").days_left(today) == left

    def test_current_term_before_and_after_all_terms(self):
        assert ContractTerm.objects.current(datetime.date(2025, 4, 1)).code == "R7"
        assert ContractTerm.objects.current(datetime.date(2030, 4, 1)).code == "R7"

    def test_a_service_starts_once_a_term(self):
        term = ContractTerm.objects.get(code="R7")
        start = ServiceStart(term=term, service="counters", starts_on=datetime.date(2025, 7, 1))
        assert refused_by(start) == "servicestart_one_per_term_and_service"


class TestParameter:
    def test_a_key_may_have_a_value_for_each_span(self):
        Parameter.objects.filter(key="counters.minimum_heads").update(valid_to=datetime.date(2025, 9, 30))
        Parameter.objects.create(
            key="counters.minimum_heads",
            label="窓口の最低人数",
            kind="integer",
            value=3,
            clause="第2-1-(9)",
            valid_from=datetime.date(2025, 10, 1),
        )
        assert Parameter.objects.filter(key="counters.minimum_heads").count() == 2

    def test_a_key_has_one_value_a_day(self):
        row = Parameter(
            key="counters.minimum_heads", label="二重", kind="integer", value=3, clause="第2-1-(9)", valid_from=DAY
        )
        assert refused_by(row) == "parameter_does_not_overlap_per_key"

    def test_a_value_fits_its_kind(self):
        assert refused_by(Parameter(key="new", label="新", kind="integer", value="3", clause="第1")) == (
            "parameter_value_fits_kind"
        )

    def test_a_span_does_not_end_before_it_begins(self):
        yesterday = DAY - datetime.timedelta(days=1)
        row = Parameter(
            key="new", label="新", kind="integer", value=3, clause="第1", valid_from=DAY, valid_to=yesterday
        )
        assert refused_by(row) == "parameter_valid_to_after_valid_from"

    def test_the_first_span_may_have_no_beginning(self):
        first = Parameter(key="new", label="新", kind="integer", value=3, clause="第1", valid_to=DAY)
        first.full_clean()
        first.save()
        second = Parameter(key="new", label="新", kind="integer", value=4, clause="第1")
        second.valid_to = DAY - datetime.timedelta(days=400)
        assert refused_by(second) == "parameter_does_not_overlap_per_key"

    @pytest.mark.parametrize(
        ("kind", "value"),
        [("date", "2026-02-30"), ("time", "25:00"), ("decimal", "4,5"), ("boolean", 1), ("integer", True)],
    )
    def test_a_value_that_cannot_be_read_is_refused(self, kind, value):
        with pytest.raises(ValueError, match=r"."):
            ValueKind(kind).read(value)

    def test_a_value_has_the_shape_its_key_asks_for(self):
        row = Parameter.objects.get(key="reservations.mode")
        row.value = "mirror"
        row.full_clean()
        row.value = "both"
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert list(refusal.value.message_dict) == ["value"]

    @pytest.mark.parametrize("value", [0, 366, 10**22])
    def test_an_integer_lies_within_its_bounds(self, value):
        row = Parameter(key="new", label="新", kind="integer", value=value, clause="第1", minimum=1, maximum=365)
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert refusal.value.message_dict == {"value": ["1から365までの値を入力してください。"]}
        with pytest.raises(IntegrityError, match="parameter_integer_lies_within_bounds"):
            row.save()

    @pytest.mark.parametrize("value", [1, 365])
    def test_the_bounds_themselves_are_allowed(self, value):
        row = Parameter(key="new", label="新", kind="integer", value=value, clause="第1", minimum=1, maximum=365)
        row.full_clean()
        row.save()

    def test_a_decimal_lies_within_its_bounds(self):
        row = Parameter(key="new", label="新", kind="decimal", value="20.1", clause="第1", minimum=1, maximum=20)
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert list(refusal.value.message_dict) == ["value"]
        row.value = "20.0"
        row.full_clean()

    @pytest.mark.parametrize(("minimum", "maximum"), [(1, None), (None, 1), (2, 1)])
    def test_bounds_come_both_and_in_order(self, minimum, maximum):
        row = Parameter(key="new", label="新", kind="text", value="新", clause="第1", minimum=minimum, maximum=maximum)
        with pytest.raises(IntegrityError, match="parameter_has_both_bounds_or_none"):
            row.save()

    @pytest.mark.parametrize("value", ["02-30", "13-01", "00-10", "1-1", "W1-1", "１２-29", "12-29\n"])
    def test_a_day_of_every_year_is_a_real_one(self, value):
        row = Parameter(key="new", label="新", kind="month_day", value=value, clause="第1")
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert refusal.value.message_dict == {"value": ["実在する月日を「12-29」の形で入力してください。"]}


class TestOpeningRule:
    def rule(self, **fields):
        defaults = {
            "site": new_site(),
            "weekdays": [1],
            "opens_at": NINE,
            "closes_at": FIVE,
            "valid_from": DAY,
            "clause": "第2-1-(1)-①",
        }
        return OpeningRule(**(defaults | fields))

    def test_a_rule_with_hours_and_weekdays_is_accepted(self):
        self.rule().save()

    def test_a_place_opens_before_it_closes(self):
        assert refused_by(self.rule(closes_at=NINE)) == "openingrule_opens_before_it_closes"

    @pytest.mark.parametrize("weekdays", [[], [0], [1, 8]])
    def test_weekdays_are_those_of_a_week(self, weekdays):
        rule = self.rule(weekdays=weekdays)
        with pytest.raises(ValidationError) as refusal:
            rule.full_clean()
        assert "weekdays" in refusal.value.message_dict
        with pytest.raises(IntegrityError, match="openingrule_has_weekdays"):
            rule.save()

    def test_a_rule_does_not_end_before_it_begins(self):
        rule = self.rule(valid_to=DAY - datetime.timedelta(days=1))
        assert refused_by(rule) == "openingrule_valid_to_after_valid_from"

    def test_a_place_has_one_rule_a_day(self):
        rule = self.rule(site=Site.objects.get(code="honcho"), valid_from=datetime.date(2026, 4, 1))
        assert refused_by(rule) == "openingrule_does_not_overlap_per_site"

    @pytest.mark.parametrize(
        ("weekdays", "label"),
        [([1, 2, 3, 4, 5], "月～金"), ([1, 2, 3, 4, 5, 6], "月～土"), ([1, 3], "月・水"), ([6, 7], "土・日")],
    )
    def test_weekdays_in_words(self, weekdays, label):
        assert OpeningRule(weekdays=weekdays).weekday_label == label


class TestDayExceptions:
    def test_a_place_and_all_places_may_be_closed_on_one_day(self):
        agreement = decided()
        Closure.objects.create(site=None, day=DAY, reason="台風", agreement=agreement)
        Closure.objects.create(site=Site.objects.get(code="honcho"), day=DAY, reason="停電", agreement=agreement)
        again = Closure(site=None, day=DAY, reason="台風", agreement=agreement)
        assert refused_by(again) == "closure_one_per_site_and_day"

    def test_an_extra_opening_is_entered_once(self):
        site, agreement = Site.objects.get(code="honcho"), decided()
        ExtraOpening.objects.create(site=site, day=DAY, reason="日曜開庁", agreement=agreement)
        again = ExtraOpening(site=site, day=DAY, reason="日曜開庁", agreement=agreement)
        assert refused_by(again) == "extraopening_one_per_site_and_day"

    @pytest.mark.parametrize(("opens", "closes"), [(NINE, None), (None, FIVE), (FIVE, NINE)])
    def test_an_extra_opening_has_both_hours_in_order_or_none(self, opens, closes):
        extra = ExtraOpening(
            site=None, day=DAY, reason="日曜開庁", agreement=decided(), opens_at=opens, closes_at=closes
        )
        assert refused_by(extra) == "extraopening_has_both_hours_or_none"

    def test_a_removed_closure_stays_in_the_history(self):
        closure = Closure.objects.create(site=None, day=DAY, reason="台風", agreement=decided())
        closure.delete()
        assert list(Closure.pgh_event_model.objects.values_list("pgh_label", flat=True)) == ["insert", "delete"]


class TestTaxRate:
    def test_rates_follow_each_other(self):
        TaxRate.objects.update(valid_to=DAY)
        TaxRate.objects.create(percent=12, valid_from=DAY + datetime.timedelta(days=1))
        assert refused_by(TaxRate(percent=15, valid_from=DAY)) == "taxrate_does_not_overlap"

    def test_a_rate_does_not_end_before_it_begins(self):
        rate = TaxRate(percent=8, valid_from=datetime.date(2014, 4, 1), valid_to=datetime.date(2014, 3, 31))
        assert refused_by(rate) == "taxrate_valid_to_after_valid_from"


class TestAgreement:
    def test_a_decision_counts_from_its_day_on(self):
        agreement = decided("C8", on=DAY)
        for on, counts in ((DAY - datetime.timedelta(days=1), False), (DAY, True)):
            assert agreement.is_decided(on) is counts
            assert Agreement.objects.decided(on).exists() is counts

    @pytest.mark.parametrize("field", ["asked_on", "answered_on", "decided_on"])
    def test_no_day_lies_before_2000(self, field):
        agreement = Agreement.objects.get(code="C8")
        days = {"asked_on": datetime.date(1999, 12, 31)} | {field: datetime.date(1999, 12, 31)}
        for name, day in days.items():
            setattr(agreement, name, day)
        agreement.decision = "承諾する。" if agreement.decided_on else ""
        with pytest.raises(IntegrityError, match="agreement_days_are_not_before_2000"):
            agreement.save()

    def test_the_first_day_of_2000_is_allowed(self):
        agreement = Agreement.objects.get(code="C8")
        agreement.asked_on = datetime.date(2000, 1, 1)
        agreement.full_clean()
        agreement.save()

    def test_the_state_follows_from_the_dates(self):
        agreement = Agreement.objects.get(code="C8")
        seen = [agreement.state]
        for field in ("asked_on", "answered_on", "decided_on"):
            setattr(agreement, field, DAY)
            seen.append(agreement.state)
        assert seen == ["not_asked", "asked", "answered", "decided"]

    @pytest.mark.parametrize("state", AgreementState)
    def test_the_list_of_a_state_holds_what_its_dates_say(self, state):
        rows = [
            {},
            {"asked_on": DAY},
            {"asked_on": DAY, "answered_on": DAY},
            {"asked_on": DAY, "answered_on": DAY, "decided_on": DAY, "decision": "する"},
            {"decided_on": DAY, "decision": "する"},
        ]
        for number, fields in enumerate(rows, start=100):
            Agreement.objects.create(code=f"C{number}", title="例", place="第1", question="例", **fields)
        listed = Agreement.objects.in_state(state)
        assert listed
        assert set(listed) == {agreement for agreement in Agreement.objects.all() if agreement.state == state}

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"answered_on": DAY}, "agreement_answer_follows_question"),
            (
                {"asked_on": DAY, "answered_on": DAY - datetime.timedelta(days=1)},
                "agreement_answer_follows_question",
            ),
            (
                {"asked_on": DAY, "decided_on": DAY - datetime.timedelta(days=1), "decision": "する"},
                "agreement_decision_follows_question",
            ),
            ({"decided_on": DAY}, "agreement_decision_has_day_and_text"),
            ({"decision": "する"}, "agreement_decision_has_day_and_text"),
            ({"code": "X1"}, "agreement_code_is_c_and_number"),
            ({"code": "C8"}, "agreement_code_is_unique"),
        ],
    )
    def test_dates_and_code_are_in_order(self, fields, constraint):
        agreement = Agreement(**({"code": "C99", "title": "例", "place": "第1", "question": "例"} | fields))
        assert refused_by(agreement) == constraint

    def test_a_decision_does_not_precede_the_answer(self):
        agreement = Agreement.objects.get(code="C8")
        agreement.asked_on, agreement.answered_on = DAY, DAY + datetime.timedelta(days=2)
        agreement.decided_on, agreement.decision = DAY + datetime.timedelta(days=1), "する"
        with pytest.raises(IntegrityError, match="agreement_decision_follows_answer"):
            agreement.save()

    def test_they_are_listed_by_number(self):
        codes = list(Agreement.objects.values_list("code", flat=True))
        assert codes[:2] == ["C1", "C2"]
        assert codes == sorted(codes, key=lambda code: int(code[1:]))

    def test_a_my_number_is_refused_by_the_last_guard(self):
        with pytest.raises(ForbiddenText):
            Agreement.objects.create(code="C99", title="例", place="第1", question="番号は123456789018です")


def test_a_site_code_is_unique():
    site = Site(code="honcho", name="二重", short_name="二重", kind="counter", address="川越市", order=1)
    assert refused_by(site) == "site_code_is_unique"


def test_every_change_leaves_its_row_in_the_history():
    parameter = Parameter.objects.get(key="callcenter.minimum_seats")
    parameter.value = 3
    parameter.save()
    values = (
        Parameter.pgh_event_model.objects.filter(key=parameter.key).order_by("pgh_id").values_list("value", flat=True)
    )
    assert list(values) == [2, 3]
