"""How far the making of a report is, as its page shows it, and that losing it costs nothing."""

from datetime import timedelta

import pytest
import redis
from django.core.cache import cache

from apps.accounts.enums import Role
from apps.reporting import actions, progress
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.models import Report
from apps.reporting.periods import Period
from apps.reporting.progress import Progress, progress_of
from tests.callcenter.factories import answered, log, take

from .conftest import JUNE, MADE_AT
from .factories import make_report
from .test_views import MONTH, url

pytestmark = pytest.mark.usefixtures("masters")


@pytest.fixture
def requested(user_of):
    manager = user_of(Role.GENERAL_MANAGER)
    return actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=MADE_AT)


@pytest.fixture
def a_minute_later(time_machine):
    time_machine.move_to(MADE_AT + timedelta(seconds=67), tick=False)


@pytest.mark.parametrize(
    ("told", "percent"),
    [
        (("集計",), 0),
        (("集計", 12_500, 25_000), 30),
        (("集計", 25_000, 25_000), 60),
        (("集計", 30_000, 25_000), 60),
        (("点検",), 60),
        (("Excel",), 70),
        (("PDF",), 80),
        (("何か別の段階", 1, 2), 0),
    ],
)
def test_percent_is_the_share_of_the_steps(told, percent):
    Progress(7, MADE_AT)(*told)
    assert progress_of(7, MADE_AT, MADE_AT).percent == percent


def test_time_that_has_passed_is_told_by_the_five_seconds_and_never_less_than_none():
    seen = [progress_of(7, MADE_AT, MADE_AT + timedelta(seconds=seconds)).elapsed for seconds in (-30, 4, 9, 67, 600)]
    assert seen == ["0秒", "0秒", "5秒", "1分05秒", "10分00秒"]


@pytest.mark.parametrize(("seconds", "is_late"), [(599, False), (600, True)])
def test_page_says_that_the_making_does_not_begin(requested, client_of, time_machine, seconds, is_late):
    time_machine.move_to(MADE_AT + timedelta(seconds=seconds), tick=False)
    client = client_of(Role.GENERAL_MANAGER)
    sentence = "作成が始まりません。システム管理者に連絡してください。"
    assert (sentence in client.get(url("state", *MONTH)).content.decode()) is is_late
    Progress(requested.pk, MADE_AT)("集計")
    assert sentence not in client.get(url("state", *MONTH)).content.decode()


def test_what_a_dead_worker_told_of_a_former_request_is_not_shown():
    Progress(7, MADE_AT - timedelta(seconds=1))("Excel")
    assert (progress_of(7, MADE_AT, MADE_AT).step, progress_of(7, MADE_AT, MADE_AT).seconds) == ("", 0)
    assert progress_of(7, MADE_AT - timedelta(seconds=1), MADE_AT).step == "Excel"


def test_rows_are_told_now_and_then_and_steps_always(monkeypatch):
    monkeypatch.setattr(progress, "monotonic", lambda: 100.0)
    tell = Progress(7, MADE_AT)
    tell("集計", 1, 100)
    tell("集計", 2, 100)
    assert progress_of(7, MADE_AT, MADE_AT).done == 1
    monkeypatch.setattr(progress, "monotonic", lambda: 100.6)
    tell("集計", 60, 100)
    assert progress_of(7, MADE_AT, MADE_AT).done == 60
    tell("Excel")
    assert progress_of(7, MADE_AT, MADE_AT).step == "Excel"


def test_making_goes_on_where_the_cache_is_away(requested, monkeypatch, client_of):
    def away(*args, **options):
        raise redis.ConnectionError("connection refused")

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(cache, name, away)
    tell = Progress(requested.pk, MADE_AT)
    actions.make_draft(report_id=requested.pk, at=MADE_AT, tell=tell)
    tell.clear()
    requested.refresh_from_db()
    assert requested.state == ReportState.DRAFT
    assert progress_of(requested.pk, MADE_AT, MADE_AT).percent == 0


def test_making_tells_its_steps_in_their_order(requested):
    told = []
    actions.make_draft(report_id=requested.pk, at=MADE_AT, tell=lambda step, done=0, total=0: told.append(step))
    assert list(dict.fromkeys(told)) == list(progress.STEPS)


def test_full_records_tell_their_rows(user_of):
    manager = user_of(Role.GENERAL_MANAGER)
    report = actions.request_report(kind=ReportKind.RECORDS_MONTHLY, period=Period(*JUNE), by=manager, at=MADE_AT)
    take(log([answered(n, f"2025/06/02 09:0{n}:00", f"2025/06/02 09:0{n}:30") for n in range(1, 4)]))
    told = []
    actions.make_draft(report_id=report.pk, at=MADE_AT, tell=lambda *each: told.append(each))
    assert ("集計", 3, 3) in told


def test_page_shows_the_progress_and_answers_204_while_nothing_changes(requested, client_of, a_minute_later):
    client = client_of(Role.GENERAL_MANAGER)
    page = client.get(url("detail", *MONTH)).content.decode()
    assert "作成の順番を待っています" in page
    Progress(requested.pk, MADE_AT)("集計", 500, 2_000)
    answer = client.get(url("state", *MONTH), {"seen": "0-0-65"})
    text = answer.content.decode()
    assert "500 / 2,000行" in text
    assert 'value="15"' in text
    assert "経過 1分05秒" in text
    assert "この画面を離れても作成は続きます。" in text
    assert "?seen=15-500-65" in text
    assert client.get(url("state", *MONTH), {"seen": "15-500-65"}).status_code == 204


def test_page_loads_anew_when_the_report_is_made_or_has_failed(requested, client_of, a_minute_later):
    client = client_of(Role.GENERAL_MANAGER)
    actions.note_failure(report_id=requested.pk, message="システム管理者に連絡してください。")
    assert client.get(url("state", *MONTH)).headers["HX-Refresh"] == "true"
    page = client.get(url("detail", *MONTH)).content.decode()
    assert "報告書を作成できませんでした。システム管理者に連絡してください。" in page
    assert "もう一度作成する" in page
    assert "作成できません" in client.get(url("list")).content.decode()
    Report.objects.all().delete()
    make_report(*MONTH)
    assert client.get(url("state", *MONTH)).headers["HX-Refresh"] == "true"


def test_list_shows_what_is_being_made(requested, client_of, a_minute_later):
    page = client_of(Role.GENERAL_MANAGER).get(url("list")).content.decode()
    assert "システム（作成中）" in page


def test_city_is_told_nothing_of_the_revision_that_is_being_written(client_of, user_of, a_minute_later):
    manager = user_of(Role.GENERAL_MANAGER)
    report = make_report(*MONTH)
    actions.confirm_report(report=report, remarks="所見。", proposal="特になし。", by=manager, at=MADE_AT)
    actions.issue_report(report=report, by=manager, at=MADE_AT)
    actions.request_report(kind=ReportKind.CALL_MONTHLY, period=Period(*JUNE), by=manager, at=MADE_AT, reason="訂正")
    client = client_of(Role.CITY_STAFF)
    assert "report-progress" not in client.get(url("detail", *MONTH)).content.decode()
    assert client.get(url("state", *MONTH)).headers["HX-Refresh"] == "true"
