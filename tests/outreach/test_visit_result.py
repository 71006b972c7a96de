"""What came of a visit: persons are counted once, the city confirms, documents add up, 完了 is final (第2-1-(2)-④)."""

import threading
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from apps.accounts.enums import CITY_ROLES, Role
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.enums import VisitCount, VisitStatus
from apps.outreach.models import NotPossible, TransitionNotAllowed, Visit, VisitResult, VisitTap
from apps.outreach.visit_day import missing_for_completion
from tests.threads import at_once

from .day_factories import (
    bring_everything_back,
    city,
    complete,
    count,
    finished_visit,
    hand_over,
    held_visit,
    tick_phase,
    write,
)
from .factories import at, make_user, make_visit

CONTRACTOR_ROLES = sorted(set(Role) - CITY_ROLES)


def result_of(visit: Visit) -> VisitResult:
    return VisitResult.objects.get(visit=visit)


def change(visit: Visit, **fields: object) -> None:
    """Writes past every form and every action."""
    with transaction.atomic():
        VisitResult.objects.filter(visit=visit).update(**fields)


def refused(visit: Visit, **fields: object) -> str | None:
    with pytest.raises(IntegrityError) as error:
        change(visit, **fields)
    return violated(error.value)


# --- counting


def test_fewer_people_than_the_city_identified_are_refused_in_words(client_of, time_machine):
    time_machine.move_to(at(11), tick=False)
    visit = held_visit()
    count(visit, VisitCount.RECEIVED, times=2)
    actions.check_identities(visit=visit, count=2, by=visit.officer, at=at(11))
    client = client_of(Role.SITE_LEADER)
    client.force_login(visit.leader)
    tap = {"key": str(uuid.uuid4()), "count": "received", "step": "-1"}
    answer = client.post(f"/outreach/visits/{visit.pk}/day/count/", tap)
    assert answer.status_code == 422
    assert "市が本人確認をした人数（2人）より少なくなります。" in answer.content.decode()
    actions.check_identities(visit=visit, count=1, by=visit.officer, at=at(11))
    assert count(visit, VisitCount.RECEIVED, -1).received == 1


def test_each_tap_is_one_person_and_says_who():
    visit = held_visit()
    assert count(visit, VisitCount.RECEIVED, times=3).received == 3
    assert count(visit, VisitCount.RECEIVED, -1).received == 2
    assert list(VisitTap.objects.values_list("step", "tapped_by")) == [(1, visit.leader_id)] * 3 + [
        (-1, visit.leader_id)
    ]


def test_tap_that_is_sent_twice_counts_once():
    visit, key = held_visit(), uuid.uuid4()
    tap = {"visit": visit, "count": VisitCount.RECEIVED, "step": 1, "by": visit.leader, "at": at(10, 30)}
    for _ in range(2):
        result = actions.count_person(**tap, submission_key=key)
    assert result.received == 1


@pytest.mark.parametrize("what", list(VisitCount))
def test_no_count_goes_below_zero(what):
    visit = held_visit()
    with pytest.raises(NotPossible, match="0より少なく"):
        count(visit, what, -1)
    assert getattr(result_of(visit), what) == 0


@pytest.mark.parametrize("what", sorted(set(VisitCount) - {VisitCount.RECEIVED}))
def test_nobody_is_counted_who_was_not_received(what):
    visit = held_visit()
    with pytest.raises(NotPossible, match="先に受付の人数を増やして"):
        count(visit, what)
    count(visit, VisitCount.RECEIVED)
    assert getattr(count(visit, what), what) == 1


def test_person_has_one_outcome_only():
    visit = held_visit()
    count(visit, VisitCount.RECEIVED)
    count(visit, VisitCount.DEVICE)
    with pytest.raises(NotPossible, match="出張申請受付・申請補助・未了の合計（2）"):
        count(visit, VisitCount.ON_SITE)
    with pytest.raises(NotPossible, match="受付を減らして"):
        count(visit, VisitCount.RECEIVED, -1)
    assert count(visit, VisitCount.PHOTOS).photos == 1


@pytest.mark.parametrize("status", [VisitStatus.CONFIRMED, VisitStatus.COORDINATING, VisitStatus.CANCELLED])
def test_nobody_is_counted_before_the_visit_is_held(status):
    with pytest.raises(NotPossible):
        count(make_visit(status, leader=make_user(Role.SITE_LEADER)), VisitCount.RECEIVED)
    assert not VisitResult.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"on_site": 1}, "visitresult_each_person_has_one_outcome"),
        ({"received": 1, "assists_post": 1, "incomplete": 1}, "visitresult_each_person_has_one_outcome"),
        ({"photos": 1}, "visitresult_each_person_has_one_photo"),
        ({"usage": 1}, "visitresult_each_person_is_helped_once_with_using"),
        ({"documents_received": 1}, "visitresult_each_person_has_one_set_of_documents"),
        ({"received": -1}, "outreach_visitresult_received_check"),
        ({"identity_checked": 0}, "visitresult_identity_says_who_and_when"),
        ({"documents_handed_over": 0}, "visitresult_handing_over_says_who_and_when"),
        ({"documents_taken_over": 0}, "visitresult_taking_over_says_who_and_when"),
        ({"ended_at": at(9)}, "visitresult_ends_after_it_starts"),
        ({"sent_at": at(12)}, "visitresult_sent_at_with_by"),
    ],
)
def test_database_refuses_what_cannot_be(fields, name):
    visit = held_visit()
    assert refused(visit, **fields) == name


# --- the city's part


@pytest.mark.parametrize("role", CONTRACTOR_ROLES)
def test_identity_and_taking_over_are_the_citys_by_action_and_by_sql(role):
    visit, other = held_visit(), make_user(role)
    count(visit, VisitCount.RECEIVED)
    hand_over(visit, 0)
    with pytest.raises(actions.NotOfTheCity):
        actions.check_identities(visit=visit, count=1, by=other, at=at(11))
    with pytest.raises(actions.NotOfTheCity):
        actions.take_over(visit=visit, count=0, by=other, at=at(11))
    identity = {"identity_checked": 1, "identity_checked_at": at(11), "identity_checked_by": other}
    assert refused(visit, **identity) == "visitresult_identity_is_checked_by_the_city"
    taking = {"documents_taken_over": 0, "taken_over_at": at(11), "taken_over_by": other}
    assert refused(visit, **taking) == "visitresult_documents_are_taken_over_by_the_city"


@pytest.mark.parametrize("role", sorted(CITY_ROLES))
def test_city_confirms(role):
    visit, officer = held_visit(), make_user(role)
    count(visit, VisitCount.RECEIVED, times=2)
    hand_over(visit, 1)
    actions.check_identities(visit=visit, count=2, by=officer, at=at(11))
    actions.take_over(visit=visit, count=1, by=officer, at=at(11, 30))
    result = result_of(visit)
    assert (result.identity_checked, result.identity_checked_by, result.identity_checked_at) == (2, officer, at(11))
    assert (result.documents_taken_over, result.taken_over_by, result.taken_over_at) == (1, officer, at(11, 30))


def test_number_in_the_name_of_the_city_is_not_changed_by_one_who_left_it():
    visit, officer = held_visit(), city()
    count(visit, VisitCount.RECEIVED, times=2)
    actions.check_identities(visit=visit, count=1, by=officer, at=at(11))
    officer.role = Role.COUNTER_STAFF
    officer.save()
    change(visit, photos=1)
    assert refused(visit, identity_checked=2) == "visitresult_identity_is_checked_by_the_city"


def test_more_identities_than_people_are_refused():
    visit = held_visit()
    with pytest.raises(NotPossible, match="受付（0人）より多く"):
        actions.check_identities(visit=visit, count=1, by=visit.officer, at=at(11))


def test_nothing_is_taken_over_before_it_is_handed_over():
    visit = held_visit()
    with pytest.raises(NotPossible, match="引き渡しが、まだ"):
        actions.take_over(visit=visit, count=0, by=visit.officer, at=at(11))


# --- completing


def test_finished_visit_is_completed_once_and_then_stands():
    visit = complete(finished_visit())
    assert visit.status == VisitStatus.COMPLETED
    result = result_of(visit)
    assert (result.sent_by, result.sent_at, result.assists) == (visit.leader, at(12, 10), 1)
    with pytest.raises(TransitionNotAllowed):
        complete(visit)
    for write_again in (
        lambda: count(visit, VisitCount.RECEIVED),
        lambda: hand_over(visit, 1),
        lambda: actions.check_identities(visit=visit, count=1, by=visit.officer, at=at(13)),
        lambda: write(visit),
    ):
        with pytest.raises(NotPossible, match="完了"):
            write_again()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"):
        change(visit, report="書き直し")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        result.delete()


def without(**fields: object) -> list[str]:
    """What is said to be missing when a finished visit lacks something."""
    visit = finished_visit()
    VisitResult.objects.filter(visit=visit).update(**fields)
    with pytest.raises(actions.NotDone) as refusal:
        complete(visit)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.HELD
    return refusal.value.missing


NOBODY = {"identity_checked": None, "identity_checked_at": None, "identity_checked_by": None}
NOT_HANDED = {
    "documents_handed_over": None, "handed_over_at": None, "handed_over_by": None,
    "documents_taken_over": None, "taken_over_at": None, "taken_over_by": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (NOBODY, "出張申請受付2人の本人確認が、市職員により記録されていません。"),
        ({"identity_checked": 1}, "本人確認（1人）が、出張申請受付（2人）より少なくなっています。"),
        (NOT_HANDED, "書類の引き渡しが記録されていません。"),
        ({"documents_handed_over": 1}, "受領した書類（2人分）と、引き渡した書類（1人分）が一致しません。"),
        ({"documents_taken_over": 1}, "引き渡した書類（2人分）と、市が受け取った書類（1人分）が一致しません。"),
        (
            {"documents_taken_over": None, "taken_over_at": None, "taken_over_by": None},
            "市の受け取りの確認がありません。",
        ),
        ({"incomplete_reason": ""}, "未了の理由が入力されていません。"),
        ({"ended_at": None}, "実際の開始・終了の時刻が入力されていません。"),
        ({"report": ""}, "報告が入力されていません。"),
    ],
)
def test_visit_is_not_completed_while_something_is_missing(fields, sentence):
    assert sentence in without(**fields)


def test_documents_of_everybody_who_applied_are_asked_for():
    missing = without(documents_received=1, documents_handed_over=1, documents_taken_over=1)
    assert missing == ["受領した書類（1人分）が、出張申請受付（2人）より少なくなっています。"]


def test_valuables_and_the_lists_are_asked_for():
    visit = finished_visit()
    visit.checks.filter(item__code="camera").update(back_at=None, back_by=None)
    visit.checks.filter(item__code="leave_photo_data").delete()
    with pytest.raises(actions.NotDone) as refusal:
        complete(visit)
    assert refusal.value.missing == [
        "撤収の確認が残っています：「写真データが残っていない（残りは0件）」",
        "貴重品の持ち帰りの確認が残っています：「イ 写真撮影機（印刷後に写真を削除できるもの）」",
    ]


def test_visit_to_which_nobody_came_is_completed():
    visit = held_visit()
    hand_over(visit, 0, taken=0)
    tick_phase(visit, "leave", moment=at(12))
    bring_everything_back(visit)
    write(visit, report="申請を希望する方はいませんでした。")
    assert missing_for_completion(result_of(visit), []) == []
    assert complete(visit).status == VisitStatus.COMPLETED


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"documents_handed_over": 1}, "visitresult_sent_only_with_all_documents_handed_over"),
        ({"documents_taken_over": 1}, "visitresult_sent_only_with_all_documents_handed_over"),
        (NOT_HANDED, "visitresult_sent_only_with_all_documents_handed_over"),
        ({"identity_checked": 1}, "visitresult_sent_only_with_identities_checked"),
        (NOBODY, "visitresult_sent_only_with_identities_checked"),
        ({"incomplete_reason": ""}, "visitresult_sent_with_the_reason_of_the_incomplete"),
        ({"report": ""}, "visitresult_sent_with_report_and_hours"),
        ({"ended_at": None}, "visitresult_sent_with_report_and_hours"),
    ],
)
def test_database_refuses_a_result_that_is_sent_unfinished(fields, name):
    visit = finished_visit()
    change(visit, **fields)
    assert refused(visit, sent_at=at(12, 10), sent_by=visit.leader) == name


@pytest.mark.django_db(transaction=True)
def test_database_refuses_a_completed_visit_without_its_result():
    visit = finished_visit()
    with pytest.raises(IntegrityError) as error:
        Visit.objects.filter(pk=visit.pk).update(status=VisitStatus.COMPLETED)
    assert violated(error.value) == "visit_completed_with_result"
    assert complete(visit).status == VisitStatus.COMPLETED


# --- the report


def test_report_is_not_written_over_what_somebody_else_saved():
    visit = held_visit()
    edition = actions.report_edition(result_of(visit))
    write(visit, report="運営責任者の報告")
    values = {"started_at": at(10), "ended_at": None, "incomplete_reason": "", "trouble": "", "report": "従事者の報告"}
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_report(visit=visit, values=values, edition=edition, at=at(12))
    assert result_of(visit).report == "運営責任者の報告"


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"started_at": at(11), "ended_at": at(10)}, "開始より後"),
        ({"started_at": None, "ended_at": at(11)}, "開始より後"),
        ({"started_at": at(10), "ended_at": at(13)}, "今より後"),
    ],
)
def test_hours_of_the_visit_are_in_order_and_past(hours, sentence):
    with pytest.raises(NotPossible, match=sentence):
        write(held_visit(), **hours)


# --- at once


@pytest.mark.django_db(transaction=True)
def test_taps_of_two_phones_at_once_are_all_counted():
    visit = held_visit()
    results = at_once([lambda: count(visit, VisitCount.RECEIVED, times=10) for _ in range(4)])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert result_of(visit).received == 40 == VisitTap.objects.count()


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_taps_are_lost(monkeypatch):
    visit, barrier = held_visit(), threading.Barrier(2)
    save = VisitResult.save

    def wait_and_save(self, *args, **kwargs):
        barrier.wait(timeout=30)
        save(self, *args, **kwargs)

    monkeypatch.setattr(actions.visit_day, "_lock", lambda visit: Visit.objects.get(pk=visit.pk))
    monkeypatch.setattr(VisitResult, "save", wait_and_save)
    at_once([lambda: count(visit, VisitCount.RECEIVED) for _ in range(2)])
    assert result_of(visit).received == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(4))
def test_completion_and_a_late_document_meet_and_the_documents_still_add_up(_round):
    visit = finished_visit()
    completed, counted = at_once([lambda: complete(visit), lambda: count(visit, VisitCount.DOCUMENTS)])
    result = result_of(visit)
    visit.refresh_from_db()
    if visit.status == VisitStatus.COMPLETED:
        assert isinstance(counted, NotPossible)
        assert result.documents_received == result.documents_handed_over == result.documents_taken_over == 2
    else:
        assert isinstance(completed, actions.NotDone)
        assert (result.documents_received, result.sent_at) == (3, None)


def test_history_keeps_every_change_of_the_result():
    visit = held_visit()
    count(visit, VisitCount.RECEIVED, times=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outreach_visitresultevent WHERE visit_id = %s", [visit.pk])
        assert cursor.fetchone()[0] == 4  # made, started, and two taps
