"""Texts that the reports do not repeat: one row for each, and no report of any kind says them."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, models, transaction

from apps.accounts.enums import Role
from apps.callcenter.enums import Result
from apps.callcenter.models import InquiryNote
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.core import textguard
from apps.core.clock import JST
from apps.counters.models import Trouble
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Trip
from apps.reporting import attestation, drift, reader, withholding
from apps.reporting.cells.keys import Key as CellKey
from apps.reporting.cells.lines import LISTINGS
from apps.reporting.cells.outreach import TRIPS
from apps.reporting.content import collect
from apps.reporting.enums import DataForm, DataSubject, RecordText, ReportKind
from apps.reporting.figures.driving import driving_month
from apps.reporting.full_records import described_now, write_records
from apps.reporting.models import TransitionNotAllowed, WithheldText
from apps.reporting.order_actions import Row
from apps.reporting.periods import Period, parse_period
from apps.reporting.withheld import PHRASE, Key, Withheld
from apps.workforce.models import Improvement
from tests.callcenter.factories import make_inquiry
from tests.outreach.factories import NOW, make_user, make_visit
from tests.outreach.test_driving import check, come_back, depart, make_trip

from .conftest import JUNE
from .factories import ISSUED_AT, PERIOD_TEXTS, issue, make_counter_day, make_report
from .test_counter_monthly import hold_visit
from .test_orders import make_answer, make_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
ANY_CELL = CellKey("", "", "")
CANARY = "連絡先は 090-1234-5678 とのこと。"
OTHER_TEXTS = {
    "callcenter.InquiryCategory.name", "contracts.Agreement.title", "contracts.Site.name", "outreach.Facility.name",
    "outreach.Vehicle.name", "outreach.Vehicle.plate", "reporting.AnswerRow.label", "reporting.AnswerRow.unit",
    "reporting.OrderAnswer.text", "workforce.Improvement.effect",
}  # fmt: skip
"""What reports print besides: names and numbers that somebody keeps up to date, and answers that are written anew."""


@pytest.fixture
def records(user_of, time_machine):
    """Something of everything that people write for a report, in June 2025."""
    time_machine.move_to(NOW, tick=False)
    leader, operator, city = user_of(Role.SITE_LEADER), user_of(Role.OPERATOR), user_of(Role.CITY_STAFF)
    make_counter_day(leader, trouble="待ち時間が長い。")
    hold_visit()
    called_off = make_visit(VisitStatus.REQUESTED)
    called_off.cancel_reason = "施設の都合"
    called_off.move_to(VisitStatus.CANCELLED, by=Actor.of(leader), at=NOW, reason="施設の都合")
    finished, stopped = make_trip(), make_trip()
    check(finished)
    depart(finished)
    come_back(finished)
    check(stopped, checked_at=NOW - timedelta(minutes=5), reading="0.15", is_intoxicated=True, instruction="中止させた")
    morning = datetime(2025, 6, 2, 9, 0, tzinfo=JST)
    inquiry = make_inquiry(operator, at=morning)
    make_inquiry(operator, at=morning, result=Result.REFERRED, target_section="税務課")
    make_inquiry(operator, at=morning, result=Result.TRANSFERRED, transfer_reason="市の判断が必要")
    InquiryNote.objects.create(inquiry=inquiry, text="折り返しの希望あり。", by=operator, at=morning)
    Improvement.objects.create(
        noted_on=date(2025, 6, 3), what="案内文を改めた。", effect="短くなった。", done_on=date(2025, 6, 4),
        recorded_by=leader,
    )  # fmt: skip
    make_answer(make_order(city), leader, rows=[Row("65歳以上", Decimal(3), "件")])
    return leader


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column of our own tables that the reports' role may read and in which words may stand, besides keys."""
    for model in apps.get_models():
        is_ours = model._meta.app_config.name.startswith(reader.OURS)
        if not is_ours or model is Parameter or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.local_concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and field.name not in {*reader.withheld(model), "code", "key"}:
                yield model, field


def write_everywhere() -> dict[str, str]:
    """A text of its own into every such column, row by row, as far as the tables allow; by the column."""
    written = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for number, (model, field) in enumerate(text_fields(), start=101):
            canary, table = f"鳥{number}", model._meta.db_table
            for place, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True)):
                if field.name == "instruction" and not place:
                    continue  # the first check has a note instead, which is printed where there is no instruction
                try:
                    with transaction.atomic():
                        cursor.execute(
                            f'UPDATE {table} SET "{field.column}" = %s WHERE {model._meta.pk.column} = %s', [canary, pk]
                        )
                except DatabaseError:
                    continue
                written[f"{model._meta.label}.{field.name}"] = canary
        cursor.execute("SET LOCAL session_replication_role = origin")
    return written


def all_that_is_said() -> str:
    """Every content of the month, the data files, and the lists of the records behind the numbers."""
    calendar = Calendar.load()
    said = [
        collect(kind, parse_period(kind, PERIOD_TEXTS[kind.span]), made_on=date(2026, 4, 1), calendar=calendar)
        for kind in ReportKind
    ]
    files = write_records(Period(*JUNE), calendar, NOW).files
    (plain,) = [each.file for each in files if (each.subject, each.form) == (DataSubject.INQUIRIES, DataForm.CSV)]
    lists = [
        line.texts
        for listing in LISTINGS.values()
        for line in listing.of(list(listing.model._default_manager.values_list("pk", flat=True)), ANY_CELL).values()
    ]
    return json.dumps([said, lists], ensure_ascii=False, default=str) + plain.decode("utf-8-sig")


def withhold(text: RecordText, record: models.Model, by, at=ISSUED_AT) -> WithheldText:
    return WithheldText.objects.create(text=text, record_id=record.pk, withheld_at=at, withheld_by=by)


def test_no_report_says_a_text_that_is_withheld(records, no_files):
    written = write_everywhere()
    issue(make_report(ReportKind.COUNTER_DAILY, "2025-06-02"), records)  # a month is the sum of its issued days
    before = all_that_is_said()
    printed = {column for column, canary in written.items() if canary in before}
    texts = set(RecordText.values)
    assert texts <= printed, "every text that can be withheld is in some report"
    assert sorted(printed - texts) == sorted(OTHER_TEXTS), "every other text of a record can be withheld"
    for text in RecordText:
        model = apps.get_model(text.value.rpartition(".")[0])
        for pk in model._default_manager.values_list("pk", flat=True):
            WithheldText.objects.create(text=text, record_id=pk, withheld_at=ISSUED_AT, withheld_by=records)
    after = all_that_is_said()
    assert not {text for text in texts if written[text] in after}
    assert PHRASE in after


# --- the rows ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def trouble(manager):
    make_counter_day(manager, trouble=CANARY)
    return Trouble.objects.get()


@pytest.fixture
def row(trouble, manager):
    return withhold(RecordText.TROUBLE_SITUATION, trouble, manager)


REFUSED = {
    "a second time": {"withheld_at": ISSUED_AT},
    "another text": {"text": "counters.Trouble.outcome"},
    "lifted by nobody": {"record_id": 9, "lifted_at": ISSUED_AT},
    "lifted before": {"record_id": 9, "lifted_at": NOW, "by": True},
    "by nobody": {"record_id": 9, "withheld_by": None},
    "at no time": {"record_id": 9, "withheld_at": None},
}


@pytest.mark.parametrize("case", REFUSED)
def test_database_keeps_one_row_for_a_text_with_who_and_when(row, manager, case):
    fields = {"text": row.text, "record_id": row.record_id, "withheld_at": ISSUED_AT, "withheld_by": manager}
    changed = dict(REFUSED[case])
    if changed.pop("by", False):
        changed["lifted_by"] = manager
    with pytest.raises(IntegrityError), transaction.atomic():
        WithheldText.objects.create(**(fields | changed))
    row.lift(by=manager, at=ISSUED_AT)
    assert WithheldText.objects.create(**fields).pk, "it may be withheld again after it was lifted"


@pytest.mark.parametrize("change", [{"record_id": 9}, {"text": RecordText.TRIP_GAP}, {"withheld_at": NOW}])
def test_row_is_only_lifted_and_only_once(row, manager, change):
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        WithheldText.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        WithheldText.objects.all().delete()
    row.lift(by=manager, at=NOW)
    assert row.lifted_at == ISSUED_AT, "the clock of another machine was behind"
    with pytest.raises(TransitionNotAllowed, match="すでに戻しています"):
        row.lift(by=manager, at=ISSUED_AT)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        WithheldText.objects.update(lifted_at=ISSUED_AT + timedelta(days=1))
    assert [event.pgh_label for event in row.events.order_by("pgh_id")] == ["insert", "update"]


def test_phrase_is_nothing_that_the_guard_doubts():
    assert textguard.inspect(PHRASE) == []


# --- the function -----------------------------------------------------------------------------------------------------


def test_text_is_said_unless_it_is_withheld_and_nothing_stays_nothing():
    withheld = Withheld([Key("outreach.Trip.purpose", 1), Key("outreach.Trip.gap_reason", 1)])
    said = [withheld.said("outreach.Trip.purpose", pk, words) for pk, words in ((1, "訪問"), (2, "訪問"), (1, ""))]
    assert said == [PHRASE, "訪問", ""]
    (trip,) = withheld.shown([Trip(pk=1, purpose="訪問", gap_reason="", stop_reason="雨")])
    assert (trip.purpose, trip.gap_reason, trip.stop_reason) == (PHRASE, "", "雨")
    assert withheld.replaced == 2


def test_issued_row_that_another_report_repeats_says_the_phrase():
    withheld = Withheld([Key("counters.Trouble.situation", 7)])
    row = {"time": "09:00", "situation": "状況", "response": "対応", "trouble_id": 7}
    assert withheld.in_row(row) == row | {"situation": PHRASE}
    assert withheld.in_row(row | {"trouble_id": 8}) == row | {"trouble_id": 8}


def test_contractors_own_driving_record_stays_whole(records):
    trip = Trip.objects.order_by("pk").first()
    withhold(RecordText.TRIP_PURPOSE, trip, records)
    lines = {for_city: {line.trip: line for line in driving_month(*JUNE, for_city=for_city)} for for_city in (0, 1)}
    assert lines[0][trip.pk].purpose == trip.purpose
    assert lines[1][trip.pk].purpose == PHRASE
    with reader.without_personal_data():
        assert PHRASE in LISTINGS[TRIPS].of([trip.pk], ANY_CELL)[trip.pk].texts


def test_last_sheet_counts_the_texts_and_not_those_of_the_revision_before(row):
    content = collect(ReportKind.COUNTER_DAILY, parse_period(ReportKind.COUNTER_DAILY, "2025-06-02"), made_on=JUNE[1])
    assert attestation.attest(content)["withheld"] == 1
    content["revision"] = {"number": 2, "reason": "", "differences": [["状況", PHRASE, "列"]], "because": []}
    assert attestation.attest(content)["withheld"] == 1
    assert attestation.attest({"kind": "records_monthly", "withheld": 3} | {
        "guard_rules": textguard.RULES_VERSION, "guard_cells": 9, "guard_hits": 0, "guard_refused": 0,
    })["withheld"] == 3  # fmt: skip


def test_data_files_count_and_hash_what_they_say(records):
    before = described_now(Period(*JUNE), Calendar.load())
    note = InquiryNote.objects.get()
    withhold(RecordText.INQUIRY_NOTE, note, records)
    withhold(RecordText.INQUIRY_SUMMARY, note.inquiry, records)
    after = described_now(Period(*JUNE), Calendar.load())
    assert (before["withheld"], after["withheld"]) == (0, 2)
    assert before["reception_sha256"] != after["reception_sha256"]
    written = write_records(Period(*JUNE), Calendar.load(), NOW)
    assert written.described()["reception_sha256"] == after["reception_sha256"]
    (plain,) = [
        each.file for each in written.files if (each.subject, each.form) == (DataSubject.INQUIRIES, DataForm.CSV)
    ]
    line = next(csv.DictReader(io.StringIO(plain.decode("utf-8-sig"))))
    assert line["内容"] == PHRASE
    assert line["追記"] == f"2025/06/02 09:00 {PHRASE}", "when something was added is still said"


# --- what may be withheld ---------------------------------------------------------------------------------------------


def test_only_what_looks_personal_and_what_nobody_may_change_is_withheld(manager, user_of):
    make_counter_day(manager, trouble=CANARY)
    make_counter_day(manager, site="takashina", trouble=CANARY, signed=False)
    signed, unsigned = Trouble.objects.order_by("pk")
    inquiry = make_inquiry(user_of(Role.OPERATOR), at=NOW, summary=CANARY)
    asked = [
        *(
            Key(text.value, each.pk)
            for each in (signed, unsigned)
            for text in (RecordText.TROUBLE_SITUATION, RecordText.TROUBLE_RESPONSE)
        ),
        Key(RecordText.INQUIRY_SUMMARY.value, inquiry.pk),
    ]
    assert withholding.final_texts(asked, NOW + timedelta(hours=23)) == {asked[0]}
    assert withholding.final_texts(asked, NOW + timedelta(hours=24)) == {asked[0], asked[-1]}


# --- after the issue --------------------------------------------------------------------------------------------------


def test_text_withheld_after_the_issue_is_a_difference_that_says_so(manager, trouble, no_files, time_machine):
    time_machine.move_to(ISSUED_AT, tick=False)
    Trouble.objects.update(situation="待ち時間が長い。")
    report = issue(make_report(ReportKind.COUNTER_DAILY, "2025-06-02"), manager)
    row = withhold(RecordText.TROUBLE_SITUATION, trouble, manager)
    (told,) = drift.drift(report, Calendar.load(), ISSUED_AT).differences
    assert told[0].endswith("状況")
    assert told[1:] == (attestation.NOT_REPEATED, PHRASE)
    row.lift(by=manager, at=ISSUED_AT)
    assert not drift.drift(report, Calendar.load(), ISSUED_AT)


def test_data_that_withholds_a_text_after_the_issue_is_a_difference_that_says_so(
    records, user_of, no_files, time_machine
):
    time_machine.move_to(ISSUED_AT, tick=False)
    report = issue(make_report(ReportKind.RECORDS_MONTHLY, "2025-06"), user_of(Role.GENERAL_MANAGER))
    withhold(RecordText.INQUIRY_NOTE, InquiryNote.objects.get(), make_user(Role.CC_LEADER))
    assert drift.drift(report, Calendar.load(), ISSUED_AT).differences == [("伏せた文章", 0, 1)]
