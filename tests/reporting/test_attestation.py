"""No text of a report goes unread: the guard finds whatever people typed, wherever it stands, and names the place."""

import copy
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.models import Call
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.core import textguard
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.counters.models import Trouble
from apps.outreach.models import Trip
from apps.reporting import actions, attestation, cells, drift
from apps.reporting.cells.names import SOURCES
from apps.reporting.comparison import differences
from apps.reporting.content import collect
from apps.reporting.enums import ReportKind
from apps.reporting.periods import parse_period
from tests.callcenter.case_factories import promise
from tests.callcenter.factories import answered, log, make_inquiry, take
from tests.outreach.factories import NOW
from tests.outreach.test_driving import check, come_back, depart, make_trip

from .factories import ISSUED_AT, PERIOD_TEXTS, clear, issue, make_counter_day, make_next, make_report
from .test_counter_monthly import hold_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
CANARY = "090-1234-5678"
NUMBER = "123456789018"
CODES = {"code", "key"}
NAMES_OF_THE_CONTRACT = {"site_name", "category"}
"""Names that come with the contract: of the counters and of the categories. Nobody types them into a report."""


def collected(kind):
    return collect(kind, parse_period(kind, PERIOD_TEXTS[kind.span]), made_on=date(2026, 4, 1))


@pytest.fixture
def records(user_of, time_machine):
    """Something of everything that a report is made of, in June 2025."""
    time_machine.move_to(NOW, tick=False)
    leader, operator = user_of(Role.SITE_LEADER), user_of(Role.OPERATOR)
    make_counter_day(leader, trouble="待ち時間が長い。")
    hold_visit()
    trip = make_trip()
    check(trip)
    depart(trip)
    come_back(trip)
    make_inquiry(operator)
    promise(operator)
    return leader


def write_into_every_text(canary):
    """The canary and the row's number into every guarded column of every table, as far as its rules allow."""
    written = set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in apps.get_models():
            if model is Parameter or hasattr(model, "pgh_tracked_model"):
                continue
            fields = [
                field
                for field in model._meta.local_concrete_fields
                if isinstance(field, GuardedCharField | GuardedTextField) and field.name not in CODES
            ]
            for field in fields:
                text = f"left(%s || ' ' || {model._meta.pk.column}, {field.max_length or 200})"
                try:
                    with transaction.atomic():
                        cursor.execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = {text}', [canary])
                except DatabaseError:
                    continue
                if cursor.rowcount:
                    written.add(f"{model.__name__}.{field.name}")
        cursor.execute("SET LOCAL session_replication_role = origin")
    return written


def strings(part, name=""):
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from strings(inner, key)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from strings(inner, name)
    elif isinstance(part, str):
        yield name, part


@pytest.mark.parametrize("kind", ReportKind)
def test_text_of_any_column_is_found_in_every_report(kind, records):
    if kind == ReportKind.COUNTER_MONTHLY:  # a month is the sum of its issued days
        actions.confirm_report(
            report=make_report(ReportKind.COUNTER_DAILY, "2025-06-02"), remarks="", by=records, at=NOW
        )
    written = write_into_every_text(CANARY)
    assert {"Trouble.situation", "VisitResult.report", "Facility.name", "Inquiry.summary", "Trip.purpose"} <= written
    content = collected(kind)
    read = {each.text for each in attestation.texts(content)}
    missed = {(name, text) for name, text in strings(content) if CANARY[:8] in text and text not in read}
    assert {name for name, _ in missed} <= NAMES_OF_THE_CONTRACT
    found = attestation.places(content)
    assert not any(CANARY[:8] in place.sentence for place in found)
    hits = attestation.attest(content)["hits"]
    assert hits > 0 or kind == ReportKind.COMPLETION, "there is no document here, all else of the term was issued"
    assert len(found) == hits - content.get("guard_hits", 0)


def paths(part, path=()):
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from paths(inner, (*path, key))
    elif isinstance(part, str):
        yield path


def with_text(content, path, text):
    changed = copy.deepcopy(content)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = text
    return changed


@pytest.mark.parametrize("kind", ReportKind)
def test_canary_in_any_leaf_is_found_unless_its_name_is_listed_as_not_typed(kind, records):
    content = {
        **collected(kind),
        "cause": "原因",
        "measure": "改善策",
        "unheard_of": {"rows": [{"note": "文章"}, "語"]},
    }
    content["revision"] = {
        "number": 2,
        "reason": "訂正",
        "differences": [["箇所", "前", "後"]],
        "because": [{"label": "語", "what": "語"}],
    }
    tried = 0
    seen = set()
    for path in paths(content):
        name = next(key for key in reversed(path) if isinstance(key, str))
        shape = tuple(key for key in path if isinstance(key, str))
        if path[0] in attestation.PARTS_OF_OURS or name in attestation.NOT_TYPED or shape in seen:
            continue
        seen.add(shape)
        changed = with_text(content, path, f"番号は {NUMBER} です。")
        (found,) = [place for place in attestation.places(changed) if place.is_refused]
        assert NUMBER not in found.sentence
        assert attestation.attest(changed)["refused"] == 1
        tried += 1
    assert tried >= 6


def test_attestation_counts_texts_and_places():
    content = {
        "kind": "counter_daily", "first": "2025-06-02", "remarks": "090-1234-5678 と 123456789018", "cause": "",
        "definitions": [["応答", NUMBER]], "sites": [{"site_name": "高階", "trouble_texts": [{"situation": "混雑"}]}],
        "files": [{"sha256": "a" * 52 + NUMBER}],
    }  # fmt: skip
    assert attestation.attest(content) == {
        "rules_version": textguard.RULES_VERSION, "texts": 2, "withheld": 0, "hits": 2, "refused": 1,
    }  # fmt: skip
    forbidden, doubtful = attestation.places(content)
    assert (forbidden.is_refused, doubtful.is_refused) == (True, False)
    assert doubtful.sentence.startswith(f"{ReportKind.COUNTER_DAILY.remarks_name}の1文字目：電話番号")


def test_every_text_of_a_revision_is_read():
    revision = {
        "number": 2, "reason": "090-1234-5678 の方", "differences": [["備考", NUMBER, ""]],
        "because": [{"label": f"運転　{CANARY}", "what": "", "when": "6/2（月） 09:00:00", "by": "システム"}],
    }  # fmt: skip
    content = {"kind": "call_monthly", "remarks": "", "revision": revision}
    assert [place.where for place in attestation.places(content)] == [
        "前の版との違い 1件目 2件目の1文字目",
        "作り直した理由の1文字目",
        "変わった数値のもとになった記録 1件目 記録の4文字目",
    ]
    assert attestation.attest(content) == {
        "rules_version": textguard.RULES_VERSION, "texts": 4, "withheld": 0, "hits": 3, "refused": 1,
    }  # fmt: skip


def test_text_withdrawn_because_it_was_personal_is_not_repeated_among_the_differences():
    site = {"site_name": "高階", "troubles": 1, "trouble_texts": [{"time": "09:00", "situation": CANARY}]}
    visit = {"facility": f"控え {NUMBER}", "receptions": 3}
    old = {"kind": "counter_daily", "remarks": "混雑した。", "sites": [site], "visits": [visit]}
    new = {
        "kind": "counter_daily", "remarks": "列が延びた。", "sites": [site | {"trouble_texts": [], "troubles": 0}],
        "visits": [visit | {"facility": "施設"}],
    }  # fmt: skip
    told = attestation.without_doubtful(differences(old, new), old, new)
    assert (ReportKind.COUNTER_DAILY.remarks_name, "混雑した。", "列が延びた。") in told
    assert ("高階 トラブル件数", 1, 0) in told
    assert ("高階 トラブル・困難事例 1件目 状況", attestation.NOT_REPEATED, None) in told
    assert (attestation.NOT_REPEATED, 3, None) in told
    assert not [part for each in told for part in map(str, each) if CANARY in part or NUMBER in part]


def test_next_revision_and_its_page_do_not_repeat_what_was_withdrawn(records, manager, client_of, time_machine):
    report = make_report(ReportKind.COUNTER_DAILY, "2025-06-02")
    time_machine.move_to(ISSUED_AT, tick=False)
    actions.confirm_report(report=report, remarks=f"連絡先は {CANARY} とのこと。", by=records, at=ISSUED_AT)
    clear(report, manager)
    actions.issue_report(report=report, by=records, at=ISSUED_AT)
    Trouble.objects.update(situation=f"{CANARY} に連絡した。")
    told = drift.drift(report, Calendar.load(), ISSUED_AT).differences
    assert attestation.NOT_REPEATED in {now for _, _, now in told}
    assert CANARY not in str(told)
    Trouble.objects.update(situation="待ち時間が長い。")
    make_next(report, records, ISSUED_AT, "訂正")
    actions.confirm_report(report=report, remarks="連絡先は控えにあります。", by=records, at=ISSUED_AT)
    content = report.revisions.get(number=2).content
    change = [ReportKind.COUNTER_DAILY.remarks_name, attestation.NOT_REPEATED, "連絡先は控えにあります。"]
    assert change in content["revision"]["differences"]
    assert CANARY not in str(content)
    page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=["counter_daily", "2025-06-02"]))
    assert change in page.context["content"]["revision"]["differences"]
    assert CANARY not in page.content.decode()


def test_files_of_records_are_attested_with_the_report():
    content = {
        "kind": "records_monthly", "remarks": "", "guard_rules": textguard.RULES_VERSION,
        "guard_cells": 7, "guard_hits": 3, "guard_refused": 1,
    }  # fmt: skip
    told = attestation.attest(content)
    assert (told["texts"], told["hits"], told["refused"]) == (7, 3, 1)
    assert attestation.is_of_these_rules(content | {"guard": told})


def test_files_that_were_read_under_former_rules_are_not_attested_by_todays():
    former = textguard.RULES_VERSION - 1
    content = {
        "kind": "records_monthly", "remarks": "", "guard_rules": former,
        "guard_cells": 7, "guard_hits": 0, "guard_refused": 0,
    }  # fmt: skip
    told = attestation.attest(content)
    assert told["rules_version"] == former
    assert not attestation.is_of_these_rules(content | {"guard": told})


def test_row_whose_name_is_doubtful_is_counted_instead_of_named():
    content = {"kind": "counter_daily", "visits": [{"facility": f"控え {NUMBER}", "incomplete_reason": CANARY}]}
    found = attestation.places(content)
    assert len(found) == 2
    assert all("1件目" in place.where and NUMBER not in place.sentence for place in found)


def test_name_in_the_driving_record_of_the_city_is_a_finding_like_any_other(records):
    content = collected(ReportKind.DRIVING_MONTHLY)
    line = content["lines"][0]
    assert attestation.places(content) == []
    for changed in (
        {"driver": "山田 太郎様"},
        {"before": "09:00 佐藤花子さん 対面"},
        {"instructions": "山田太郎様に連絡"},
    ):
        found = {(place.rule, place.page) for place in attestation.places({**content, "lines": [line | changed]})}
        assert found == {("name", attestation.Page("outreach:trip", (line["trip"],)))}


PAGES = {
    "site": ({"sites": [{"site": "honcho", "date": "2025-06-02", "trouble_texts": [{"situation": CANARY}]}]},
             ("counters:session", ("honcho", date(2025, 6, 2)))),
    "visit": ({"visits": [{"visit": 7, "date": "2025-06-02", "incomplete_reason": CANARY}]},
              ("outreach:visit_detail", (7,))),
    "trip": ({"lines": [{"trip": 8, "purpose": CANARY}]}, ("outreach:trip", (8,))),
    "day of the month": ({"trouble_texts": [{"date": "2025-06-02", "place": "高階", "situation": CANARY}]},
                         ("reporting:detail", ("counter_daily", "2025-06-02"))),
    "order": ({"orders": [{"order_id": 9, "table": [{"unit": CANARY}]}]}, ("reporting:order", (9,))),
    "improvement": ({"improvements": [{"improvement": 3, "what": CANARY}]}, ("workforce:cooperation", ())),
    "document": ({"documents": [{"code": "manual", "document": CANARY}]}, ("contracts:document", ("manual",))),
    "agreed point": ({"definitions_agreed": [{"code": "C14", "title": CANARY}]}, ("contracts:agreement", ("C14",))),
    "words": ({"cause": CANARY}, ("", ())),
}  # fmt: skip


@pytest.mark.parametrize("part", PAGES)
def test_each_place_names_the_page_on_which_it_is_mended(part):
    content, (name, arguments) = PAGES[part]
    (place,) = attestation.places({"kind": "counter_monthly", **content})
    assert place.page == (name, arguments)
    assert not name or reverse(name, args=arguments)


def test_changed_record_whose_words_look_personal_is_told_by_its_number(records, manager, time_machine):
    time_machine.move_to(ISSUED_AT, tick=False)
    report = issue(make_report(ReportKind.DRIVING_MONTHLY, "2025-06"), manager)
    trip = Trip.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE outreach_trip SET purpose = %s, return_km = return_km + 5", [CANARY])
        cursor.execute("SET LOCAL session_replication_role = origin")
    because = cells.because(report.newest_issued(), Calendar.load())
    assert {row["label"] for row in because} == {
        f"{SOURCES['trips']}　番号 {trip.pk}",
        f"{SOURCES['odometer']}　番号 {trip.pk}",
    }
    assert CANARY not in str(because)


@pytest.mark.usefixtures("masters")
def test_call_that_changed_is_told_without_the_number_of_the_telephone_system(manager):
    take(log([answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00")]))
    report = issue(make_report(ReportKind.CALL_MONTHLY, "2025-06"), manager)
    number = "202610050001"
    Call.objects.update(external_id=number)
    Call.objects.update(arrived_at=Call.objects.get().arrived_at - timedelta(minutes=15))
    because = cells.because(report.newest_issued(), Calendar.load())
    assert because
    assert number not in str(because)
