"""The command line: figures as JSON, one report file, the demo."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from openpyxl import load_workbook

from apps.accounts.models import AllowedNetwork, User
from apps.callcenter.models import Call, Inquiry
from apps.contracts.models import ContractTerm
from apps.core import textguard
from apps.core.clock import JST
from apps.counters.models import CounterSession, Reception, Trouble
from apps.outreach.models import Visit
from apps.reporting.enums import HANDED_OVER, ReportKind, ReportState
from apps.reporting.figures.calls import call_summary
from apps.reporting.models import Report
from apps.reservations.models import Reservation, Slot, SlotPlan
from apps.workforce.models import Posting
from tests.callcenter.factories import answered, log, take
from tests.conftest import SEED_DEMO, write

from .conftest import JUNE


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def one_call(masters):
    take(log([answered(1)]))


SPAN = ("--from", "2025-06-02", "--to", "2025-06-02")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("open_days", "--site", "station", "--from", "2025-06-07", "--to", "2025-06-09"),
            ["2025-06-07", "2025-06-09"],
        ),
        (
            ("due_date", "--duty", "counter_daily", "--for", "2025-06-06"),
            {"nominal": "2025-06-09", "safe": "2025-06-09"},
        ),
        (("due_date", "--duty", "call_monthly", "--for", "2025-08"), {"nominal": "2025-09-07", "safe": "2025-09-05"}),
        (("invoice_schedule", "--total", "33333333", "--months", "10"), [3333333] * 9 + [3333336]),
    ],
)
def test_figure_answers_as_json(one_call, arguments, expected):
    assert json.loads(run("figure", *arguments, "--json")) == expected


def test_figure_of_calls_is_the_report_figure(one_call):
    summary = json.loads(run("figure", "call_summary", *SPAN, "--json"))
    assert (summary["offered"], summary["answer_rate"], summary["meets_90"]) == (1, "100.0", True)
    cells = json.loads(run("figure", "call_grid", *SPAN, "--hours", "all", "--json"))
    assert [cell for cell in cells if cell["offered"]] == [
        {
            "date": "2025-06-02",
            "hour": 10,
            "offered": 1,
            "answered": 1,
            "abandoned": 0,
            "overflow": 0,
            "out_of_hours": 0,
        }
    ]


def test_figure_of_a_text_never_repeats_it(masters, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("番号 123456789018"))
    answer = run("figure", "text_guard", "--json")
    assert json.loads(answer) == [{"rule": "my_number", "start": 3, "end": 15, "severity": "refuse"}]


def test_figure_without_json_is_a_table_for_people(one_call):
    assert "answer_rate" in run("figure", "call_summary", *SPAN)
    assert "site_name" in run("figure", "counter_day", "--site", "honcho", "--date", "2025-06-02")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("call_grid",),
        ("call_grid", "--from", "x", "--to", "2025-06-02"),
        ("call_grid", "--from", "2025-06-03", "--to", "2025-06-02"),
        ("call_grid", *SPAN, "--hours", "night"),
        ("open_days", "--site", "nowhere", *SPAN),
        ("counter_day", "--site", "callcenter", "--date", "2025-06-02"),
        ("coverage", "--site", "honcho", "--date", "9999-12-31"),
        ("invoice_schedule", "--total", "1", "--months", "0"),
        ("due_date", "--duty", "call_monthly", "--for", "2025-13"),
    ],
)
def test_wrong_use_is_answered_with_a_sentence(masters, arguments):
    with pytest.raises(CommandError, match=r"[ぁ-ん]"):
        run("figure", *arguments)


@pytest.mark.parametrize(("kind", "period"), [("call_monthly", "2025-06"), ("counter_daily", "2025-06-02")])
def test_build_report_writes_a_file_and_issues_nothing(one_call, tmp_path, kind, period):
    run("build_report", kind, period, "--out", str(tmp_path / "a.xlsx"))
    run("build_report", kind, period, "--out", str(tmp_path / "a.pdf"))
    assert load_workbook(tmp_path / "a.xlsx").worksheets
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("kind", "period", "name"),
    [("yearly", "2025-06", "a.xlsx"), ("call_monthly", "June", "a.xlsx"), ("call_monthly", "2025-06", "a.doc"),
     ("call_monthly", "2025-06", "no/a.pdf")],
)  # fmt: skip
def test_build_report_refuses_with_a_sentence_and_leaves_no_file(masters, tmp_path, kind, period, name):
    with pytest.raises(CommandError, match=r"[ぁ-ん]"):
        run("build_report", kind, period, "--out", str(tmp_path / name))
    assert not list(tmp_path.iterdir())


# --- the demo -------------------------------------------------------------------------------------------------------


def fingerprint():
    return (
        list(Call.objects.order_by("external_id").values_list("external_id", "arrived_at", "outcome")[:500]),
        list(Reservation.objects.order_by("number").values_list("number", "status")),
        Reception.objects.count(),
        list(Inquiry.objects.order_by("received_at").values_list("summary", "result", "submission_key")[:200]),
    )


def seed():
    call_command(*SEED_DEMO, verbosity=0)


def test_demo_is_whole_and_keeps_every_rule(demo):
    assert list(ContractTerm.objects.values_list("code", flat=True)) == ["R7", "R8"]
    assert set(User.objects.values_list("username", flat=True)) == {
        "counter1", "leader1", "manager1", "operator1", "operator2", "ccleader1", "city1", "approver1", "admin1",
    }  # fmt: skip
    assert not User.objects.filter(must_change_password=True).exists()
    assert User.objects.get(username="city1").check_password("kawagoe-demo-2026")
    assert Posting.objects.filter(staff__user__username="leader1").count() == 6
    assert Posting.objects.get(staff__user__username="counter1").site.code == "honcho"
    assert call_summary(*JUNE)["offered"] == 0
    summary = call_summary(datetime(2026, 4, 1).date(), datetime(2026, 4, 30).date())
    assert 2000 < summary["offered"] < 3000
    assert summary["out_of_hours"] > 20
    assert CounterSession.objects.filter(opened_at__isnull=False, closed_at__isnull=True).count() == 6
    assert not Slot.objects.filter(booked__gt=F("capacity")).exists()
    standing = Count("reservations", filter=~Q(reservations__status="cancelled"))
    assert not Slot.objects.annotate(n=standing).filter(booked=0, n__gt=0).exists()
    old = Reservation.objects.filter(slot__starts_at__lt=datetime(2026, 5, 27, 14, tzinfo=JST) - timedelta(days=30))
    assert not old.filter(applicant__isnull=False).exists()
    assert Visit.objects.filter(term__code="R7", status="completed").count() == 20
    assert not Report.objects.filter(nominal_due_on__lt=date(2026, 5, 27)).exclude(state__in=HANDED_OVER).exists()
    stands = {"state": ReportState.RETURNED, "revisions__decision__comment__startswith": "前月から応答率"}
    assert Report.objects.get(kind=ReportKind.CALL_MONTHLY, **stands).period == "2026-04"
    assert Report.objects.filter(kind=ReportKind.COUNTER_MONTHLY, state=ReportState.ACCEPTED).exists()
    assert Report.objects.get(drifted_at__isnull=False).period == "2026-05-21"
    texts = [
        *Inquiry.objects.values_list("summary", flat=True).distinct(),
        *Trouble.objects.values_list("situation", flat=True),
    ]
    assert [text for text in set(texts) if textguard.inspect(text)] == []


def test_history_of_the_demo_says_why_each_row_is_there(demo):
    def reasons(model):
        return set(model.pgh_event_model.objects.values_list("pgh_context__metadata__reason", flat=True))

    made = (User, AllowedNetwork, Posting, CounterSession, SlotPlan, Reservation, Visit, Report)
    assert {model.__name__: reasons(model) for model in made} == {
        model.__name__: {"デモデータの作成"} for model in made
    }
    assert "次の契約年度の追加" in reasons(ContractTerm)


def test_demo_is_the_same_for_the_same_seed_and_leaves_a_used_database_alone(demo_rows, demo_day, db):
    with transaction.atomic():
        seed()
        first = fingerprint()
        transaction.set_rollback(True)
    assert not User.objects.exists()
    write(demo_rows, *SEED_DEMO)
    assert fingerprint() == first
    with pytest.raises(CommandError):
        seed()
    call_command("seed_demo", "--seed", "8", "--if-empty", verbosity=0)
    assert fingerprint() == first


def test_demo_is_refused_outside_its_settings(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        seed()
    assert not User.objects.exists()
