"""Taking a log into the calls: idempotent, whole or not at all, nothing personal kept."""

import json
import tracemalloc
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from apps.callcenter.actions import ImportBusy, log_import
from apps.callcenter.enums import ImportState, Outcome
from apps.callcenter.models import Call, CallImport, CallProfile, RejectedRow
from apps.contracts.models import Site

from .factories import TAKEN_AT, answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

MY_NUMBER = "123456789018"


def counts(report):
    run = report.run
    return {name: getattr(run, name) for name in ("read", "new", "changed", "unchanged", "skipped", "rejected")}


def only(**given):
    return {"read": 0, "new": 0, "changed": 0, "unchanged": 0, "skipped": 0, "rejected": 0} | given


def test_profiles_as_delivered_are_well_formed():
    for profile in CallProfile.objects.all():
        profile.full_clean()
    assert CallProfile.objects.get(code="jp_pbx").site == Site.objects.get(code="callcenter")
    assert CallProfile.objects.get(code="anonymous_bank").site is None


def test_same_file_again_changes_nothing():
    content = log([answered(1), row(2), row(3, result="時間外")])
    assert counts(take(content)) == only(read=3, new=3)
    assert counts(take(content)) == only(read=3, unchanged=3)
    assert Call.objects.count() == 3


def test_other_encoding_of_the_same_calls_changes_nothing():
    rows = [answered(1), row(2, caller="非通知")]
    take(log(rows))
    assert counts(take(log(rows, "cp932"))) == only(read=2, unchanged=2)


def test_row_that_differs_replaces_what_was_taken():
    take(log([row(1, wait=5), row(2)]))
    assert counts(take(log([row(1, wait=9), row(2)]))) == only(read=2, changed=1, unchanged=1)
    assert Call.objects.get(external_id="C00001").wait_seconds == 9


def test_change_of_a_call_leaves_its_former_state_in_the_history():
    take(log([row(1, wait=5)]))
    take(log([row(1, wait=9)]))
    call = Call.objects.get()
    assert [event.wait_seconds for event in call.events.order_by("pgh_id")] == [9]


def test_overlapping_file_brings_only_what_is_new():
    take(log([row(1), row(2)]))
    assert counts(take(log([row(2), row(3)]))) == only(read=2, new=1, unchanged=1)


def test_second_row_with_the_same_id_is_rejected():
    report = take(log([row(1, wait=1), row(1, wait=2), row(2)]))
    assert counts(report) == only(read=3, new=2, rejected=1)
    assert Call.objects.get(external_id="C00001").wait_seconds == 1
    assert "同じ通話ID" in report.run.rejected_rows.get(line=3).reason
    again = take(log([row(1, wait=1), row(1, wait=2), row(2)]))
    assert counts(again) == only(read=3, unchanged=2, rejected=1)


def test_rejected_rows_are_kept_with_line_and_reason_while_the_rest_is_taken():
    report = take(log([row(1, ended="2025/06/01 10:00:00"), row(2), row(3, operator=MY_NUMBER)]))
    assert counts(report) == only(read=3, new=1, rejected=2)
    assert [(fault.line, fault.reason[:13]) for fault in RejectedRow.objects.all()] == [
        (2, "終了日時が着信日時より前で"),
        (4, "「オペレーター」に個人番号"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        log([row(1), row(2)])[:-5],
        log([row(number) for number in range(1, 5_000)])[:-60] + b"\r\n",  # seen only after whole batches were written
        log([row(1)]).replace("着信日時".encode(), b"when"),
        b"",
        b"\x00\x01\x02",
    ],
)
def test_refused_file_leaves_no_call_and_one_run_that_says_why(content):
    report = take(content)
    assert report.run.state == ImportState.REFUSED
    assert report.run.reason.endswith("。")
    assert (Call.objects.count(), RejectedRow.objects.count()) == (0, 0)
    assert CallImport.objects.get() == report.run
    assert counts(report) == only()


def test_refused_file_leaves_earlier_calls_as_they_were():
    take(log([row(1, wait=1)]))
    take(log([row(1, wait=2), row(2)])[:-5])
    assert list(Call.objects.values_list("external_id", "wait_seconds")) == [("C00001", 1)]


def test_crash_in_the_middle_leaves_nothing(monkeypatch):
    monkeypatch.setattr(log_import, "BATCH", 1)
    monkeypatch.setattr(RejectedRow.objects, "bulk_create", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(log([row(1), row(2, result="?")]))
    assert (Call.objects.count(), CallImport.objects.count()) == (0, 0)


def test_dry_run_counts_the_same_and_writes_nothing():
    content = log([row(1), row(2), row(2), row(3, result="?")])
    report = take(content, dry_run=True)
    assert counts(report) == only(read=4, new=2, rejected=2)
    assert [fault.line for fault in report.faults] == [4, 5]
    assert not any(model.objects.exists() for model in (Call, CallImport, RejectedRow))
    assert counts(take(content)) == counts(report)


def test_dry_run_of_a_wrong_file_says_why_and_writes_nothing():
    assert "空です" in take(b"", dry_run=True).run.reason
    assert not CallImport.objects.exists()


def test_callers_number_is_nowhere_in_the_database():
    take(
        log(
            [
                row(1, caller="09012345678"),
                row(2, caller="090-1234-5678"),
                row(3, caller="09099999999"),
                row(4, caller="非通知"),
            ]
        )
    )
    assert [call.is_withheld for call in Call.objects.order_by("external_id")] == [False, False, False, True]
    with connection.cursor() as cursor:
        for table in ("callcenter_call", "callcenter_callimport", "callcenter_rejectedrow"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%%12345678%%'")
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize("name", [f"{MY_NUMBER}.csv", "090-1234-5678.csv", "a\nb.csv"])
def test_file_name_that_says_something_personal_is_not_kept(name):
    assert take(log([row(1)]), file_name=name).run.file_name == "（表示しません）"


def test_folder_of_the_file_is_not_kept():
    assert take(log([row(1)]), file_name="C:\\Users\\x\\cdr.csv").run.file_name == "cdr.csv"


def test_end_before_arrival_is_refused_by_the_database_too():
    call = take(log([row(1)])).run.calls.get()
    call.ended_at = call.arrived_at.replace(year=2024)
    with pytest.raises(IntegrityError, match="call_ends_after_it_arrived"), transaction.atomic():
        call.save()


def test_answer_time_needs_an_answered_call():
    call = take(log([answered(1)])).run.calls.get()
    call.outcome = Outcome.ABANDONED
    with pytest.raises(IntegrityError, match="call_has_an_answer_time_only_when_answered"), transaction.atomic():
        call.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"taken_at": None},
        {"taken_at": TAKEN_AT - timedelta(seconds=1)},
        {"state": ImportState.READING, "read": 0, "new": 0},
    ],
)
def test_import_is_taken_at_a_moment_after_its_start_or_not_at_all(wrong):
    run = take(log([row(1)])).run
    with pytest.raises(IntegrityError, match="taken_at_a_moment_after_its_start"), transaction.atomic():
        CallImport.objects.filter(pk=run.pk).update(**wrong)
    CallImport.objects.filter(pk=run.pk).update(taken_at=run.started_at)
    assert take(b"").run.taken_at is None


def test_import_is_taken_when_its_file_was_read(monkeypatch):
    read_at = TAKEN_AT + timedelta(minutes=5)
    with time_machine.travel(TAKEN_AT, tick=False) as clock:
        monkeypatch.setattr(log_import, "tie_calls", lambda profile: clock.move_to(read_at, tick=False))
        run = take(log([row(1)])).run
    run.refresh_from_db()
    assert (run.started_at, run.taken_at) == (TAKEN_AT, read_at)


def test_memory_grows_by_the_ids_of_one_file_only():
    def measured(number_of_rows):
        content = log(row(number) for number in range(number_of_rows))
        tracemalloc.start()
        take(content, dry_run=True)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert (measured(12_000) - measured(4_000)) / 8_000 < 200  # bytes a row


# --- the command ----------------------------------------------------------------------------------------------------


def run_command(path, *args):
    out = StringIO()
    call_command("import_calls", str(path), "--profile", "jp_pbx", *args, stdout=out)
    return out.getvalue()


def test_command_prints_counts_and_reasons(tmp_path):
    path = tmp_path / "cdr.csv"
    path.write_bytes(log([row(1), row(2, result="?")]))
    text = run_command(path)
    assert "read 2  new 1  changed 0  unchanged 0  skipped 0  rejected 1" in text
    assert "3行目: 結果「?」は形式に登録されていません。" in text


def test_command_prints_json(tmp_path):
    path = tmp_path / "cdr.csv"
    path.write_bytes(log([row(1), row(2, result="?")], "cp932"))
    answer = json.loads(run_command(path, "--json"))
    assert {key: answer[key] for key in ("state", "read", "new", "rejected", "encoding", "dry_run")} == {
        "state": "taken",
        "read": 2,
        "new": 1,
        "rejected": 1,
        "encoding": "cp932",
        "dry_run": False,
    }
    assert answer["rejected_rows"] == [{"line": 3, "reason": "結果「?」は形式に登録されていません。"}]


@pytest.mark.parametrize(
    ("content", "args", "words"),
    [
        (log([row(1)])[:-3], [], "途中で切れている"),
        (log([row(1)], "cp932"), ["--encoding", "utf-8"], "文字コード"),
        (log([row(1)]), ["--encoding", "klingon"], "使えません"),
        (log([row(1)]), ["--profile", "nobody"], "登録されていません"),
    ],
)
def test_command_ends_with_a_sentence(tmp_path, content, args, words):
    path = tmp_path / "cdr.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run_command(path, *args)
    assert not Call.objects.exists()


def test_command_tells_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match="ファイルを開けません"):
        run_command(tmp_path / "none.csv")


# --- two at once ----------------------------------------------------------------------------------------------------


def test_busy_profile_is_told(monkeypatch):
    from django.db import OperationalError
    from psycopg.errors import LockNotAvailable

    def locked(*args, **kwargs):
        raise OperationalError("timeout") from LockNotAvailable()

    monkeypatch.setattr(CallProfile.objects.__class__, "select_for_update", locked)
    with pytest.raises(ImportBusy, match="進行中"):
        take(log([row(1)]))
