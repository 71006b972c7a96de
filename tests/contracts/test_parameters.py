import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from apps.contracts.models import Agreement, ContractTerm, OpeningRule, Parameter
from apps.contracts.parameters import Parameters, UnknownParameter, parameter

DAY = datetime.date(2025, 6, 2)

pytestmark = pytest.mark.usefixtures("contract")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("contract.title", "川越市マイナンバーカード申請サポート・コールセンター運営等業務委託"),
        ("callcenter.answer_rate_percent", 90),
        ("callcenter.short_abandon_seconds", 10),
        ("callcenter.minimum_seats", 2),
        ("callcenter.monthly_calls", 2500),
        ("callcenter.record_delay_minutes", 10),
        ("counters.minimum_heads", 2),
        ("outreach.visits_per_term", 20),
        ("outreach.visits_per_month", 2),
        ("outreach.earliest", datetime.time(9)),
        ("outreach.latest", datetime.time(17)),
        ("photo.height_cm", Decimal("4.5")),
        ("payment.after_inspection", True),
        ("operation.starts_on", datetime.date(2025, 6, 1)),
        ("reservations.mode", "own"),
        ("reservations.hold_seconds", 180),
        ("reservations.window_days", 60),
        ("reservations.retention_days", 30),
        ("reports.counter_daily_business_days", 1),
        ("reports.counter_monthly_days", 7),
        ("reports.call_monthly_days", 7),
        ("inspection.days", 10),
        ("live.poll_seconds", 2),
        ("live.max_delay_seconds", 10),
        ("drafts.retention_hours", 24),
    ],
)
def test_the_specification_says(key, value):
    found = parameter(key, DAY)
    assert found == value
    assert type(found) is type(value)


def test_an_empty_text_is_a_value_that_reads_as_none():
    row = Parameter.objects.get(key="counters.agreed_method")
    row.full_clean()
    assert parameter(row.key, DAY) == ""
    assert row.display == "なし"


def test_a_changed_value_holds_from_its_day_on():
    old = Parameter.objects.get(key="callcenter.minimum_seats")
    old.valid_to = datetime.date(2025, 9, 30)
    old.save()
    Parameter.objects.create(
        key=old.key, label=old.label, kind=old.kind, value=3, clause=old.clause, valid_from=datetime.date(2025, 10, 1)
    )
    for day, seats in ((datetime.date(2025, 9, 30), 2), (datetime.date(2025, 10, 1), 3)):
        assert parameter("callcenter.minimum_seats", day) == seats
        assert Parameters.load().value("callcenter.minimum_seats", day) == seats


@pytest.mark.parametrize("day", [DAY, datetime.date(2026, 4, 1)])
@pytest.mark.parametrize("read", [parameter, lambda key, day: Parameters.load().value(key, day)])
def test_no_row_for_the_day_is_an_error(read, day):
    key = "no.such_key" if day == DAY else "contract.ends_on"
    with pytest.raises(UnknownParameter):
        read(key, day)


def test_all_parameters_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        parameters = Parameters.load()
        for key in ("inspection.days", "live.poll_seconds", "counters.minimum_heads"):
            parameters.value(key, DAY)


def test_every_heading_of_the_text_has_its_figures():
    assert set(Parameter.objects.values_list("p_number", flat=True)) == {None, *range(1, 29)}


def test_every_row_of_the_specification_is_sound_and_names_its_clause():
    for row in Parameter.objects.all():
        row.full_clean()
        assert row.clause.startswith("第")
        assert row.display


def test_every_figure_of_the_specification_has_bounds():
    figures = Parameter.objects.filter(kind__in=["integer", "decimal"])
    assert figures.count() > 50
    assert not figures.filter(minimum=None).exists()


def test_reference_values_say_the_same_as_the_rows_they_refer_to():
    term = ContractTerm.objects.get(code="R7")
    assert parameter("contract.ends_on", DAY) == parameter("operation.ends_on", DAY) == term.ends_on
    assert parameter("operation.starts_on", DAY) == term.starts_on
    for prefix, sites in (
        ("counters.weekday", OpeningRule.objects.filter(site__kind="counter", weekdays__len=5)),
        ("counters.saturday", OpeningRule.objects.filter(site__kind="counter", weekdays__len=6)),
        ("callcenter", OpeningRule.objects.filter(site__code="callcenter")),
    ):
        hours = (parameter(f"{prefix}_opens_at" if "." in prefix else f"{prefix}.opens_at", DAY),)
        hours += (parameter(f"{prefix}_closes_at" if "." in prefix else f"{prefix}.closes_at", DAY),)
        assert set(sites.values_list("opens_at", "closes_at")) == {hours}
        if "." in prefix:
            assert sites.count() == parameter(f"{prefix}_sites", DAY)


def test_points_to_agree_are_seeded_undecided():
    codes = {f"C{number}" for number in range(1, 33)} - {"C31"}
    assert set(Agreement.objects.values_list("code", flat=True)) == codes
    assert not Agreement.objects.exclude(decided_on=None).exists()
    assert all(agreement.question and agreement.default for agreement in Agreement.objects.all())


RECORD_ONLY = "値を変えても、画面の表示や期限は変わりません。"
PYTHON = [path for path in Path(settings.BASE_DIR, "apps").rglob("*.py") if "migrations" not in path.parts]
FIXTURES = [path for path in Path(settings.BASE_DIR, "fixtures").glob("*.json") if path.stem != "contract_parameters"]


def test_every_parameter_is_read_or_says_that_nothing_follows_from_it():
    """Whoever reads the conditions of the contract may trust that a value does something, or reads that it does not."""
    texts = "\n".join(path.read_text() for path in (*PYTHON, *FIXTURES))
    named = set(re.findall(r'"([a-z_]+\.[a-z0-9_]+)"', texts))
    beginnings = tuple(set(re.findall(r'f"([a-z_]+\.[a-z_]*)\{', texts)))
    for row in Parameter.objects.all():
        is_read = row.key in named or row.key.startswith(beginnings)
        assert row.is_reference or is_read != (RECORD_ONLY in row.note), row.key
