"""Places that look personal: all are listed, another than who issues reads them, and the database holds to it."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.callcenter.models import Inquiry
from apps.core import textguard
from apps.core.clock import JST
from apps.counters.models import Trouble
from apps.reporting import actions, doubts, files, permissions
from apps.reporting.enums import ReportKind, ReportState
from apps.reporting.full_records import Doubt
from apps.reporting.models import DoubtfulPlace, Report, ReportRevision, TextClearance, TransitionNotAllowed
from apps.reporting.place_views import PLACES_PER_PAGE
from tests.callcenter.factories import make_inquiry

from .factories import ISSUED_AT, MONDAY, clear, make_counter_day, make_next, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
PHONE, NUMBER = "連絡先は 090-1234-5678 とのこと。", "番号は 123456789018 です。"
DAY = ("counter_daily", MONDAY.isoformat())
PAGE = f"/reports/counter_daily/{MONDAY}/places/"
RECORDS_PAGE = "/reports/records_monthly/2025-06/places/"


@pytest.fixture(autouse=True)
def _july(time_machine, monkeypatch):
    """In July, and with files that say what a report says and are printed at once."""
    time_machine.move_to(ISSUED_AT, tick=False)
    monkeypatch.setattr(files, "build", lambda content, form, *rest: json.dumps([form, content]).encode())


@pytest.fixture
def leader(user_of):
    return user_of(Role.SITE_LEADER)


@pytest.fixture
def doubted(manager):
    """A counter's day with one doubtful text, confirmed by the general manager."""
    make_counter_day(manager, trouble=PHONE)
    report = make_report(*DAY)
    return actions.confirm_report(report=report, remarks="", by=manager, at=ISSUED_AT)


def records(manager, operator, *, summary=PHONE, doubts_besides=0):
    """The month's records with one doubtful text, and more places as if there were more records."""
    inquiry = make_inquiry(operator, at=datetime(2025, 6, 2, 9, 5, tzinfo=JST))
    Inquiry.objects.filter(pk=inquiry.pk).update(summary=summary)
    report = make_report(ReportKind.RECORDS_MONTHLY, "2025-06")
    revision = report.revisions.get()
    if doubts_besides:
        found = [Doubt(inquiry.pk, "内容", 6, "phone", is_refused=False)] * (1 + doubts_besides)
        doubts.keep(revision, found)
        revision.content |= {"guard_hits": len(found)}
        revision.content["guard"] |= {"hits": len(found)}
        revision.save()
    return actions.confirm_report(report=report, remarks="", by=manager, at=ISSUED_AT)


def open_revision(report):
    return report.revisions.get(issued_at=None)


def answer(report, **changes):
    revision = open_revision(report)
    typed = {"places": revision.content["guard"]["hits"], "seen": revision.stamp, "read_all": "on"}
    return {name: value for name, value in (typed | changes).items() if value is not None}


# --- who reads, who issues ------------------------------------------------------------------------------------------


def test_one_person_cannot_read_the_places_and_issue(doubted, manager, leader):
    clear(doubted, manager)
    with pytest.raises(actions.IssueStopped, match="別の人が、提出してください"):
        actions.issue_report(report=doubted, by=manager, at=ISSUED_AT)
    assert actions.issue_report(report=doubted, by=leader, at=ISSUED_AT).state == ReportState.ISSUED


def test_two_roles_of_the_contractor_know_every_kind_but_one():
    inside = {role: kinds for role, kinds in permissions.READABLE.items() if permissions.sees_drafts(role)}
    alone = {kind for kind in ReportKind if sum(kind in kinds for kinds in inside.values()) == 1}
    assert alone == permissions.OF_ONE_ROLE


def test_report_that_one_role_knows_may_be_read_and_issued_by_the_same_person(manager, client_of, time_machine):
    report = make_report(ReportKind.COMPLETION, "2025-06-01--2026-03-31")
    over = datetime(2026, 4, 1, 9, 0, tzinfo=JST)
    time_machine.move_to(over, tick=False)
    actions.request_report(
        kind=ReportKind.COMPLETION, period=actions.Period(report.first_on, report.last_on), by=manager, at=over
    )
    actions.make_draft(report_id=report.pk, at=over)
    report = actions.confirm_report(report=report, remarks=PHONE, by=manager, at=over)
    with pytest.raises(actions.IssueStopped, match="すべての箇所を読んで確認してから、提出してください"):
        actions.issue_report(report=report, by=manager, at=over)
    client = client_of(Role.GENERAL_MANAGER, user=manager)
    address = ["completion", "2025-06-01--2026-03-31"]

    def page():
        return client.get(reverse("reporting:detail", args=address)).content.decode()

    actions.send_back_report(report=report)
    assert "数値を確認済にした後、すべての箇所を読んで確認します。" in page()
    report = actions.confirm_report(report=report, remarks=PHONE, by=manager, at=over)
    assert "すべての箇所を読んで確認してから、提出してください。" in page()
    told = client.post(reverse("reporting:places", args=address), answer(report), follow=True).content.decode()
    assert "この報告書を提出できます" in told
    assert "1件すべて。" in told
    assert "別の人" not in told
    assert actions.issue_report(report=report, by=manager, at=over).state == ReportState.ISSUED


def test_clearance_is_worth_only_for_the_files_that_were_read(doubted, manager, leader):
    clear(doubted, leader)
    actions.send_back_report(report=doubted)
    report = actions.confirm_report(report=doubted, remarks="", by=manager, at=ISSUED_AT)
    assert doubts.clearance_of(open_revision(report)), "nothing was made anew"
    actions.send_back_report(report=report)
    report = actions.confirm_report(report=report, remarks="混雑しました。", by=manager, at=ISSUED_AT)
    assert doubts.clearance_of(open_revision(report)) is None
    with pytest.raises(actions.IssueStopped, match=r"本庁舎.*6文字目"):
        actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    clear(report, leader)
    actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    assert TextClearance.objects.filter(revision__report=report).count() == 2


def test_my_number_is_neither_cleared_nor_issued(manager, leader):
    make_counter_day(manager, trouble="x")
    with connection.cursor() as cursor:  # what no form and no field lets pass
        cursor.execute(f"UPDATE {Trouble._meta.db_table} SET situation = %s", [NUMBER])
    report = actions.confirm_report(report=make_report(*DAY), remarks="", by=manager, at=ISSUED_AT)
    with pytest.raises(TransitionNotAllowed, match="マイナンバーの疑いがないとき"):
        clear(report, leader)
    with pytest.raises(actions.IssueStopped, match="マイナンバーの疑いがある箇所が1件"):
        actions.issue_report(report=report, by=manager, at=ISSUED_AT)


def test_only_a_confirmed_report_with_doubtful_texts_is_cleared(manager, leader):
    make_counter_day(manager, trouble="混雑した。")
    report = make_report(*DAY)
    with pytest.raises(TransitionNotAllowed):
        clear(report, leader)
    report = actions.confirm_report(report=report, remarks="", by=manager, at=ISSUED_AT)
    with pytest.raises(TransitionNotAllowed):
        clear(report, leader)


def test_second_press_is_told_so_and_another_reader_comes_too_late(doubted, manager, leader):
    clear(doubted, leader)
    with pytest.raises(actions.AlreadyDone):
        clear(doubted, leader)
    with pytest.raises(TransitionNotAllowed, match="マイナンバーの疑いがないとき"):
        clear(doubted, manager)
    assert TextClearance.objects.count() == 1


@pytest.mark.parametrize("places", [0, 2])
def test_number_that_is_not_all_is_no_clearance(doubted, leader, places):
    with pytest.raises(TransitionNotAllowed, match="作り直されました"):
        actions.clear_texts(report=doubted, by=leader, at=ISSUED_AT, places=places)


def test_places_that_are_not_kept_cannot_be_attested(manager, user_of):
    """A draft of a time when only the first hundred were kept."""
    report = records(manager, user_of(Role.OPERATOR))
    DoubtfulPlace.objects.all().delete()
    with pytest.raises(TransitionNotAllowed, match="作り直されました"):
        clear(report, user_of(Role.CC_LEADER))


def test_other_rules_ask_for_a_new_draft(doubted, manager, leader, monkeypatch):
    clear(doubted, leader)
    monkeypatch.setattr(textguard, "RULES_VERSION", 99)
    with pytest.raises(actions.IssueStopped, match="点検の規則が変わりました"):
        actions.issue_report(report=doubted, by=manager, at=ISSUED_AT)


def test_nothing_is_cleared_under_other_rules(doubted, leader, monkeypatch):
    monkeypatch.setattr(textguard, "RULES_VERSION", 99)
    with pytest.raises(TransitionNotAllowed, match="点検の規則が変わりました"):
        clear(doubted, leader)
    assert not TextClearance.objects.exists()


def test_texts_that_other_rules_would_doubt_are_not_cleared_with_the_numbers_of_before(doubted, leader, monkeypatch):
    monkeypatch.setattr(textguard, "inspect", lambda text: [])
    with pytest.raises(TransitionNotAllowed, match="点検の規則が変わりました"):
        clear(doubted, leader)


@pytest.mark.parametrize("summary", ["持ち物の案内。", PHONE])
def test_files_that_were_read_under_former_rules_never_leave(manager, user_of, monkeypatch, summary):
    """Confirming them again reads the words anew, and not the files."""
    reader = user_of(Role.CC_LEADER)
    report = records(manager, user_of(Role.OPERATOR), summary=summary)
    former = textguard.RULES_VERSION
    monkeypatch.setattr(textguard, "RULES_VERSION", former + 1)
    actions.send_back_report(report=report)
    report = actions.confirm_report(report=report, remarks="添付のとおりです。", by=manager, at=ISSUED_AT)
    assert open_revision(report).content["guard"]["rules_version"] == former
    if summary == PHONE:
        with pytest.raises(TransitionNotAllowed, match="点検の規則が変わりました"):
            clear(report, reader)
    with pytest.raises(actions.IssueStopped, match="点検の規則が変わりました"):
        actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    period = actions.Period(report.first_on, report.last_on)
    actions.request_report(kind=ReportKind.RECORDS_MONTHLY, period=period, by=manager, at=ISSUED_AT)
    actions.make_draft(report_id=report.pk, at=ISSUED_AT)
    report = actions.confirm_report(report=report, remarks="添付のとおりです。", by=manager, at=ISSUED_AT)
    if summary == PHONE:
        clear(report, reader)
    actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    assert report.newest_issued().content["guard"]["rules_version"] == former + 1


# --- what the database refuses --------------------------------------------------------------------------------------

ISSUE = {"state": ReportState.ISSUED, "issued_at": ISSUED_AT}


def issue_by_hand(report, by):
    ReportRevision.objects.filter(report=report).update(issued_at=ISSUED_AT)
    Report.objects.filter(pk=report.pk).update(**ISSUE, issued_by=by)


@pytest.mark.parametrize("reader", ["nobody", "oneself", "another"])
def test_database_refuses_an_issue_whose_texts_no_other_has_read(doubted, manager, leader, reader):
    if reader != "nobody":
        clear(doubted, manager if reader == "oneself" else leader)
    if reader == "another":
        issue_by_hand(doubted, manager)
        doubted.refresh_from_db()
        assert (doubted.state, doubted.issued_by) == (ReportState.ISSUED, manager)
        return
    with pytest.raises(IntegrityError, match="not read by another than who issues"), transaction.atomic():
        issue_by_hand(doubted, manager)


def test_database_refuses_an_issue_with_a_my_number(doubted, manager, leader):
    clear(doubted, leader)
    revision = open_revision(doubted)
    revision.content["guard"] |= {"refused": 1}
    revision.save()
    with pytest.raises(IntegrityError, match="not read by another than who issues"), transaction.atomic():
        issue_by_hand(doubted, manager)


@pytest.mark.parametrize("wrong", [{"places": 2}, {"pdf_sha256": "0" * 64}])
def test_database_refuses_a_clearance_of_less_than_all_places_or_of_other_files(doubted, leader, wrong):
    revision = open_revision(doubted)
    values = {"pdf_sha256": revision.pdf_sha256, "places": 1} | wrong
    with pytest.raises(IntegrityError, match="not all places of the open making"), transaction.atomic():
        TextClearance.objects.create(revision=revision, cleared_at=ISSUED_AT, cleared_by=leader, **values)


def test_clearance_and_places_are_frozen_with_their_revision(manager, user_of):
    reader = user_of(Role.CC_LEADER)
    report = records(manager, user_of(Role.OPERATOR))
    clearance = clear(report, reader)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        TextClearance.objects.update(cleared_by=manager)
    actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    for change in (
        clearance.delete,
        DoubtfulPlace.objects.all().delete,
        lambda: DoubtfulPlace.objects.update(position=1),
        lambda: doubts.keep(clearance.revision, [Doubt(1, "内容", 1, "phone", is_refused=False)]),
    ):
        with pytest.raises(IntegrityError, match="the revision is issued"), transaction.atomic():
            change()


def test_place_moves_neither_into_an_issued_revision_nor_out_of_it(manager, user_of):
    report = records(manager, user_of(Role.OPERATOR))
    clear(report, user_of(Role.CC_LEADER))
    actions.issue_report(report=report, by=manager, at=ISSUED_AT)
    make_next(report, manager, ISSUED_AT, "訂正")
    issued, opened = report.revisions.order_by("number")
    for place, other in ((issued.places.get(), opened), (opened.places.get(), issued)):
        place.revision = other
        with pytest.raises(IntegrityError, match="the revision is issued"), transaction.atomic():
            place.save()
    assert issued.places.count() == opened.places.count() == 1


def test_places_are_guarded_by_the_statement_since_a_month_may_have_many():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(tgtype & 1) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [DoubtfulPlace._meta.db_table],
        )
        assert cursor.fetchone() == (3, 0)


def test_remade_draft_has_its_own_places(manager, user_of):
    report = records(manager, user_of(Role.OPERATOR))
    (place,) = open_revision(report).places.all()
    assert str(place).startswith(f"Q{Inquiry.objects.get().pk:06d} 内容の6文字目：電話番号と思われる数字")
    Inquiry.objects.update(summary="持ち物の案内。")
    period = actions.Period(report.first_on, report.last_on)
    actions.request_report(kind=ReportKind.RECORDS_MONTHLY, period=period, by=manager, at=ISSUED_AT)
    actions.make_draft(report_id=report.pk, at=ISSUED_AT)
    assert not DoubtfulPlace.objects.exists()
    assert doubts.standing(open_revision(report)) is None


# --- the page -------------------------------------------------------------------------------------------------------


def test_page_lists_every_place_a_hundred_at_a_time_and_asks_on_the_last(client_of, manager, user_of):
    report = records(manager, user_of(Role.OPERATOR), doubts_besides=2 * PLACES_PER_PAGE)
    client = client_of(Role.CC_LEADER)
    pages = [client.get(f"{RECORDS_PAGE}?page={number}") for number in (1, 2, 3)]
    assert [len(page.context["rows"]) for page in pages] == [100, 100, 1]
    assert [page.context["may_clear"] for page in pages] == [False, False, True]
    inquiry = Inquiry.objects.get()
    (place, url, _), *_ = pages[2].context["rows"]
    assert place.where == f"Q{inquiry.pk:06d} 内容の6文字目"
    assert url == reverse("callcenter:live_detail", args=[inquiry.pk])
    for page in pages:
        assert "1234-5678" not in page.content.decode()
    assert client.post(RECORDS_PAGE, answer(report)).status_code == 302
    made = TextClearance.objects.get()
    assert (made.places, open_revision(report).content["guard"]["read"]) == (201, 201)


def test_page_takes_as_many_queries_for_a_full_page_as_for_one(client_of, manager, user_of, django_assert_num_queries):
    report = records(manager, user_of(Role.OPERATOR))
    client = client_of(Role.CC_LEADER)
    client.get(RECORDS_PAGE)
    with django_assert_num_queries(17) as seen:
        client.get(RECORDS_PAGE)
    revision = open_revision(report)
    doubts.keep(revision, [Doubt(1, "内容", 6, "phone", is_refused=False)] * 100)
    with django_assert_num_queries(len(seen)):
        client.get(RECORDS_PAGE)


def test_places_of_texts_come_before_those_of_files_and_what_never_passes_first(manager, user_of):
    report = records(manager, user_of(Role.OPERATOR))
    revision = open_revision(report)
    revision.content["remarks"] = PHONE
    doubts.keep(revision, [Doubt(1, "内容", 6, "phone", is_refused=False), Doubt(2, "追記", 1, "my_number", True)])
    every = doubts.Places(revision)
    assert len(every) == 3
    assert [place.where for place in every[0:3]] == [
        "連絡事項の6文字目",
        "Q000002 追記の1文字目",
        "Q000001 内容の6文字目",
    ]
    assert every[1:2] == every[0:3][1:2]
    assert every[2:9] == every[0:3][2:]


def test_page_gives_the_form_back_when_nobody_says_that_all_was_read(client_of, doubted):
    page = client_of(Role.SITE_LEADER).post(PAGE, answer(doubted, read_all=None))
    assert page.status_code == 422
    assert "read_all" in page.context["form"].errors
    assert not TextClearance.objects.exists()


def test_page_of_another_making_clears_nothing(client_of, doubted, manager):
    client = client_of(Role.SITE_LEADER)
    page = client.post(PAGE, answer(doubted, seen="1-0"), follow=True)
    assert "作り直されました" in page.content.decode()
    assert not TextClearance.objects.exists()


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.CITY_APPROVER, Role.OPERATOR])
def test_city_and_operators_have_no_page_of_places(client_of, doubted, role):
    assert client_of(role).get(PAGE).status_code == 403


def test_leader_of_the_call_centre_has_no_page_of_the_counters_places(client_of, doubted):
    assert client_of(Role.CC_LEADER).get(PAGE).status_code == 404


def test_report_that_is_not_made_has_no_page_of_places(client_of):
    assert client_of(Role.GENERAL_MANAGER).get(PAGE).status_code == 404


def test_report_page_says_where_the_reading_stands(client_of, doubted, leader, manager):
    client = client_of(Role.SITE_LEADER)

    def page():
        return client.get(reverse("reporting:detail", args=DAY)).content.decode()

    assert "提出する人とは別の人が、すべての箇所を読んで確認してください。" in page()
    assert PAGE in page()
    clear(doubted, leader)
    assert f"{leader.display_name}　" in page()
    assert "提出は、別の人が行います。" in page()
    actions.issue_report(report=doubted, by=manager, at=ISSUED_AT + timedelta(minutes=1))
    assert PAGE not in page()
    shown = client.get(PAGE).context
    assert (shown["may_clear"], len(shown["rows"]), shown["clearance"].cleared_by) == (False, 1, leader)


def test_city_reads_nothing_of_doubts_on_the_report(client_of, doubted, leader, manager):
    clear(doubted, leader)
    actions.issue_report(report=doubted, by=manager, at=ISSUED_AT)
    page = client_of(Role.CITY_STAFF).get(reverse("reporting:detail", args=DAY))
    assert page.context["doubts"] is None
