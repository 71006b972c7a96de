"""Whose hand a report leaves: the counters' leader hands over their days, and changes nothing that the city holds."""

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.reporting import permissions
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report

from .factories import ISSUED_AT, MONDAY, issue, make_next, make_report, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "no_files")]
DAY = (ReportKind.COUNTER_DAILY, MONDAY.isoformat())
DAILY, CALLS = {ReportKind.COUNTER_DAILY}, {ReportKind.CALL_MONTHLY, ReportKind.RECORDS_MONTHLY}


@pytest.fixture(autouse=True)
def _july(time_machine):
    time_machine.move_to(ISSUED_AT, tick=False)


def post(client, step, report, **typed):
    return client.post(reverse(f"reporting:{step}", args=[report.kind, report.period]), seen(report) | typed)


@pytest.mark.parametrize("role", Role)
def test_each_role_hands_over_the_reports_of_its_own_work(role):
    whole = set(ReportKind)
    first = {Role.SITE_LEADER: DAILY, Role.GENERAL_MANAGER: whole, Role.CC_LEADER: CALLS}.get(role, set())
    later = {Role.GENERAL_MANAGER: whole, Role.CC_LEADER: CALLS}.get(role, set())
    assert {kind for kind in ReportKind if permissions.may_act(role, kind, is_next=False)} == first
    assert {kind for kind in ReportKind if permissions.may_act(role, kind, is_next=True)} == later


def test_leader_of_the_counters_makes_confirms_and_issues_their_day(client_of):
    leader = client_of(Role.SITE_LEADER)
    assert leader.post(reverse("reporting:make", args=DAY)).status_code == 302
    Report.objects.all().delete()
    report = make_report(*DAY)
    assert "数値を確認済にする" in leader.get(reverse("reporting:detail", args=DAY)).content.decode()
    post(leader, "confirm", report, remarks="")
    post(leader, "issue", report)
    report.refresh_from_db()
    assert (report.state, report.confirmed_by, report.issued_by) == (ReportState.ISSUED, leader.user, leader.user)
    page = leader.get(reverse("reporting:detail", args=DAY)).content.decode()
    assert "次の版を作成する" not in page
    again = leader.post(reverse("reporting:issue", args=DAY), follow=True)
    assert "すでに提出されています。" in again.content.decode()


def test_leader_of_the_counters_begins_and_hands_over_no_next_revision(client_of, manager):
    report = issue(make_report(*DAY), manager)
    leader = client_of(Role.SITE_LEADER)
    assert leader.post(reverse("reporting:make", args=DAY), {"reason": "訂正"}).status_code == 404
    make_next(report, manager, ISSUED_AT, "訂正")
    assert post(leader, "confirm", report, remarks="").status_code == 404
    assert "次の手順" not in leader.get(reverse("reporting:detail", args=DAY)).content.decode()
    assert report.revisions.count() == 2


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.SITE_LEADER, ReportKind.COUNTER_MONTHLY),
        (Role.SITE_LEADER, ReportKind.CALL_MONTHLY),
        (Role.CC_LEADER, ReportKind.COUNTER_MONTHLY),
        (Role.CC_LEADER, ReportKind.COMPLETION),
    ],
)
@pytest.mark.parametrize("step", ["make", "confirm", "issue", "send_back"])
def test_no_leader_takes_a_step_with_the_report_of_another(client_of, role, kind, step):
    period = "2025-06-01--2026-03-31" if kind is ReportKind.COMPLETION else "2025-06"
    assert client_of(role).post(reverse(f"reporting:{step}", args=[kind, period])).status_code == 404
