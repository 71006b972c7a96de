"""A visit that is moved after the report of its day was issued: the month tells of both days, and can be issued."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.clock import JST
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Visit
from apps.reporting.cells.frozen import frozen_cells
from apps.reporting.cells.kinds import numbered
from apps.reporting.enums import ReportKind
from tests.outreach.factories import agree, make_visit

from .factories import MONDAY, issue, make_report
from .random_records import WORDS
from .test_counter_monthly import write_result

pytestmark = pytest.mark.usefixtures("masters", "no_files")
FRIDAY = date(2025, 6, 6)
MORNING = datetime(2025, 6, 2, 10, tzinfo=JST)
MONTHS = (ReportKind.COUNTER_MONTHLY, ReportKind.OUTREACH_MONTHLY)
DAY = ReportKind.COUNTER_DAILY


@pytest.fixture
def moved(manager) -> Visit:
    """Confirmed for the Monday, whose report was issued, then held on the Friday."""
    visit = make_visit(VisitStatus.CONFIRMED, starts_at=MORNING, ends_at=MORNING + timedelta(hours=2))
    issue(make_report(DAY, MONDAY.isoformat()), manager)
    visit.starts_at, visit.ends_at = (at + timedelta(days=4) for at in (visit.starts_at, visit.ends_at))
    visit.status = VisitStatus.COORDINATING
    visit.save()
    agree(visit)
    visit.status = VisitStatus.HELD
    visit.save()
    write_result(visit)
    return visit


@pytest.mark.parametrize("is_both", [False, True], ids=["Monday issued", "both days issued"])
@pytest.mark.parametrize("kind", MONTHS)
def test_month_with_a_moved_visit_is_issued_and_every_difference_has_its_day(manager, moved, kind, is_both):
    if is_both:
        issue(make_report(DAY, FRIDAY.isoformat()), manager)
    revision = issue(make_report(kind, "2025-06"), manager, **WORDS).revisions.get()
    kept = frozen_cells(revision)
    assert [str(key) for key, number in numbered(kind, revision.content) if kept.number(key) != number] == []
    told = {(row["date"], row["item"], row["reported"] or 0, row["now"]) for row in revision.content["changes"]}
    assert ("2025-06-02", "出張の回数", 1, 0) in told
    assert (("2025-06-06", "出張の回数", 0, 1) in told, ("2025-06-06", "受付", 0, 9) in told) == (not is_both,) * 2


def test_visit_of_two_issued_days_opens_the_day_of_each_of_its_rows(client_of, manager, moved):
    issue(make_report(DAY, FRIDAY.isoformat()), manager)
    month = issue(make_report(ReportKind.COUNTER_MONTHLY, "2025-06"), manager)
    address, reader = reverse("reporting:rows", args=[month.kind, month.period]), client_of(Role.GENERAL_MANAGER)
    planned = reader.get(address, {"cell": f"day_visits:{moved.pk}/2025-06-02:receptions"})
    held = reader.get(address, {"cell": f"day_visits:{moved.pk}/2025-06-06:receptions"})
    assert (planned.context["number"], planned.context["rows"]) == (0, [])
    (line,) = held.context["rows"]
    assert (line["amount"], line["texts"][1]) == (9, "2025-06-06")
    assert reader.get(line["url"]).context["number"] == 9
