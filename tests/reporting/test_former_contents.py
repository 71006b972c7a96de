"""Reports that were made when they said less: they are read, printed and compared as they are."""

from datetime import datetime

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.core.clock import JST
from apps.reporting import actions, analysis, drift, files
from apps.reporting.cells.kinds import numbers_of
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import FrozenCell, ReportRevision
from tests.callcenter.factories import answered, log, take

from .factories import MADE_AT, issue, make_report, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "no_files")]
NOW = datetime(2025, 7, 3, 10, 0, tzinfo=JST)
MONTH = ("call_monthly", "2025-06")
ADDED = (
    "weekdays", "reservations", "seats", "trend", "faq", "improvements", "orders", "cause", "measure", "proposal",
    "categories", "log", "log_checked_by", "answers_without_inquiry", "definitions_since", "definitions_follow",
    "definitions_agreed",
)  # fmt: skip
"""What the call centre's month did not say at first; `inquiries_without_answer` only where there were no rates."""


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(NOW, tick=False)


def former(content):
    summary = {name: number for name, number in content["summary"].items() if not name.startswith("undecided")}
    kept = {part: said for part, said in content.items() if part not in ADDED}
    return kept | {"summary": summary, "inquiries_without_answer": None}


@pytest.fixture
def draft():
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    report = make_report(ReportKind.CALL_MONTHLY, "2025-06")
    revision = report.revisions.get()
    revision.content = former(revision.content)
    revision.save()
    return report


@pytest.fixture
def issued(draft, manager, monkeypatch):
    """Issued by the software of its time, which kept no rows."""
    monkeypatch.setattr(actions, "since_draft", lambda *contents: [])
    monkeypatch.setattr(actions.cells, "freeze", lambda *revision: 0)
    return issue(draft, manager)


def detail(client):
    return client.get(reverse("reporting:detail", args=MONTH))


def rows(client):
    return client.get(reverse("reporting:rows", args=MONTH) + "?cell=calls::offered")


def test_draft_is_shown_with_the_parts_that_it_has(client_of, draft):
    client = client_of(Role.GENERAL_MANAGER)
    page = detail(client)
    assert page.status_code == 200
    titles = [table.title for section in page.context["table"]["sections"] for table in section.tables]
    assert [title[:8] for title in titles] == ["問合せの分類別件"]
    assert [chart.title[:3] for chart in page.context["table"]["charts"]] == ["時間帯"]
    assert (rows(client).status_code, rows(client).context["number"]) == (200, 1)


def test_draft_is_confirmed_but_made_anew_before_it_is_issued(client_of, draft, manager):
    client_of(Role.GENERAL_MANAGER).post(
        reverse("reporting:confirm", args=MONTH), {"remarks": "所見。", "proposal": "特になし。"} | seen(draft)
    )
    draft.refresh_from_db()
    assert draft.state == ReportState.CONFIRMED
    with pytest.raises(actions.IssueStopped, match="作り直してください"):
        actions.issue_report(report=draft, by=manager, at=NOW)


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_STAFF])
def test_issued_revision_without_kept_rows_shows_plain_numbers(client_of, issued, role):
    assert not FrozenCell.objects.exists()
    client = client_of(role)
    page = detail(client)
    assert (page.status_code, 'class="cell"' in page.content.decode()) == (200, False)
    assert rows(client).status_code == 404


def test_issued_revision_with_kept_rows_links_to_them(client_of, manager):
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)
    client = client_of(Role.CITY_STAFF)
    assert 'class="cell"' in detail(client).content.decode()
    assert rows(client).status_code == 200


def test_parts_that_were_added_since_are_no_drift(issued):
    assert drift.drift(issued, Calendar.load(), NOW).differences == []


@pytest.mark.parametrize("part", ADDED)
def test_each_part_may_be_missing_alone(part):
    content = make_report(ReportKind.CALL_MONTHLY, "2025-06").revisions.get().content
    del content[part]
    assert analysis.drafted_facts(content)
    assert numbers_of(ReportKind.CALL_MONTHLY, content)


class TestPrinted:
    """With the files as they are printed."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def no_files(self):
        """In the place of the fixture that prints nothing."""

    @pytest.mark.parametrize("form", files.FORMATS)
    def test_former_content_is_printed(self, draft, form):
        content = ReportRevision.objects.get().content
        assert len(files.build(content, form, MADE_AT)) > 1000
