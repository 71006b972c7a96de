"""The day of a visit: ticks, counts, the city's confirmations, and the two steps 実施 and 完了 (第2-1-(2)-④).

Whoever writes here holds the visit's row, so that the phones of the crew and the city come one after the other and
nothing changes once the visit is completed.
"""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.core.clock import short_date
from apps.core.marks import mark_of
from apps.core.submissions import submit_once
from apps.outreach.actors import Actor
from apps.outreach.enums import OUTCOMES, ItemPhase, VisitCount, VisitStatus
from apps.outreach.gates import PEOPLE
from apps.outreach.models import NotPossible, TransitionNotAllowed, Visit, VisitCheck, VisitItem, VisitResult, VisitTap
from apps.outreach.visit_day import lines_of, missing_for_completion, readiness_of

REPORTED = ("started_at", "ended_at", "incomplete_reason", "trouble", "report")
"""What the report form writes."""


class NotReady(NotPossible):
    """Something of ア, イ, ウ (第2-1-(2)-①) or of what else must come along is not packed, and nobody said why."""


class NotDone(NotPossible):
    """Something of the visit is still missing; `missing` holds a sentence for each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(f"まだ完了にできません。{''.join(missing)}")
        self.missing = missing


class NotOfTheCity(NotPossible):
    """Only the city confirms identities and takes documents over."""


class NotOfTheDay(NotPossible):
    """An hour of the report lies on another day than the visit; `field` names it."""

    def __init__(self, field: str, label: str, day: date) -> None:
        super().__init__(f"{label}は、訪問の日（{short_date(day)}）の日時にしてください。")
        self.field = field


class ChangedMeanwhile(NotPossible):
    """Somebody else wrote the report since the form was opened."""


def tick_item(*, visit: Visit, item_id: int, by: User, at: datetime) -> VisitCheck:
    """Ticks one line of the day's list; ticked already, it stays as it was. Raises NotPossible."""
    with transaction.atomic():
        locked = _lock(visit)
        line = next((line for line in lines_of(locked) if line.item.pk == item_id), None)
        if line is None:
            raise NotPossible("この項目は、この訪問の一覧にありません。")
        _refuse_before_its_time(locked, line.item)
        if line.check:
            return line.check
        check, _ = VisitCheck.objects.update_or_create(
            visit=locked, item=line.item, defaults={"done_at": at, "done_by": by, "back_at": None, "back_by": None}
        )
        return check


def untick_item(*, visit: Visit, item_id: int) -> None:
    """Takes a tick back; one that is not there stays so. Raises NotPossible for a valuable that came back."""
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_under_way(locked)
        check = locked.checks.filter(item=item_id).first()
        if check and check.back_at:
            raise NotPossible("持ち帰りを確認した物品です。先に持ち帰りの確認を取り消してください。")
        if check:
            check.delete()


def bring_back(*, visit: Visit, item_id: int, by: User, at: datetime, is_back: bool = True) -> VisitCheck:
    """Notes that a valuable is back, or takes that back. Raises NotPossible before 実施 and for what was not packed."""
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_held(locked, "持ち帰りの確認")
        check = locked.checks.select_related("item").filter(item=item_id, item__is_valuable=True).first()
        if check is None:
            raise NotPossible("積込を確認した貴重品ではありません。")
        if is_back != (check.back_at is not None):
            check.back_at, check.back_by = (at, by) if is_back else (None, None)
            check.save(update_fields=["back_at", "back_by"])
        return check


def count_person(
    *, visit: Visit, count: VisitCount, step: int, by: User, at: datetime, submission_key: uuid.UUID
) -> VisitResult:
    """One person more (+1) or fewer (-1) in one of the counts; a tap that is sent twice counts once.

    Raises NotPossible before 実施 and after 完了, below 0, where a person would be counted twice (C27), and where fewer
    people would be received than the city has identified.
    """

    def create() -> VisitTap:
        locked = _lock(visit)
        _refuse_unless_held(locked, "人数の記録")
        result = _result(locked)
        value = getattr(result, count) + step
        if value < 0:
            raise NotPossible(f"「{count.label}」は0より少なくできません。")
        setattr(result, count, value)
        _refuse_double_counting(result, count)
        _refuse_fewer_than_identified(result)
        result.save(update_fields=[count.value])
        return VisitTap.objects.create(
            visit=locked, count=count, step=step, tapped_at=at, tapped_by=by, submission_key=submission_key
        )

    submit_once(VisitTap, submission_key, create)
    return VisitResult.objects.get(visit=visit)


def check_identities(*, visit: Visit, count: int, by: User, at: datetime) -> VisitResult:
    """The city says how many people it has identified. Raises NotOfTheCity, NotPossible."""
    _refuse_contractor(by, "本人確認")
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_held(locked, "本人確認")
        result = _result(locked)
        if count > result.received:
            raise NotPossible(f"受付（{result.received}人）より多くなっています。先に受付の人数を確かめてください。")
        result.identity_checked, result.identity_checked_at, result.identity_checked_by = count, at, by
        result.save(update_fields=["identity_checked", "identity_checked_at", "identity_checked_by"])
        return result


def hand_over(*, visit: Visit, count: int, by: User, at: datetime) -> VisitResult:
    """The contractor says how many sets of documents went to the city. A difference is shown, not refused."""
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_held(locked, "書類の引き渡し")
        result = _result(locked)
        result.documents_handed_over, result.handed_over_at, result.handed_over_by = count, at, by
        result.save(update_fields=["documents_handed_over", "handed_over_at", "handed_over_by"])
        return result


def take_over(*, visit: Visit, count: int, by: User, at: datetime) -> VisitResult:
    """The city says how many sets it took over. Raises NotOfTheCity, NotPossible before anything was handed over."""
    _refuse_contractor(by, "書類の受け取り")
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_held(locked, "書類の受け取り")
        result = _result(locked)
        if result.documents_handed_over is None:
            raise NotPossible("受託者の引き渡しが、まだ記録されていません。")
        result.documents_taken_over, result.taken_over_at, result.taken_over_by = count, at, by
        result.save(update_fields=["documents_taken_over", "taken_over_at", "taken_over_by"])
        return result


def report_edition(result: VisitResult | None) -> str:
    """Names what the report form showed, so that nobody writes over what somebody else has saved meanwhile."""
    shown = [getattr(result, name) for name in REPORTED] if result else []
    return mark_of(shown) if any(shown) else ""


def write_report(*, visit: Visit, values: dict[str, Any], edition: str, at: datetime) -> VisitResult:
    """Keeps the hours, the trouble and the report; the visit is completed by its own step.

    Raises NotPossible, NotOfTheDay, ChangedMeanwhile.
    """
    with transaction.atomic():
        locked = _lock(visit)
        _refuse_unless_held(locked, "報告")
        result = _result(locked)
        if edition != report_edition(result):
            raise ChangedMeanwhile("ほかの人が先に保存しました。今の内容を確かめて、もう一度保存してください。")
        for name in REPORTED:
            setattr(result, name, values[name])
        for name, label in (("started_at", "実際の開始"), ("ended_at", "実際の終了")):
            if values[name] and not locked.is_on_its_day(values[name]):
                raise NotOfTheDay(name, label, locked.scheduled_day)
        if (result.started_at and result.started_at > at) or (result.ended_at and result.ended_at > at):
            raise NotPossible("実際の開始・終了の時刻が、今より後です。")
        if result.ended_at and not (result.started_at and result.started_at < result.ended_at):
            raise NotPossible("実際の終了は、実際の開始より後の時刻にしてください。")
        result.save(update_fields=REPORTED)
        return result


def hold_visit(*, visit: Visit, by: User, at: datetime, unready_reason: str = "") -> Visit:
    """The visit begins: 実施; pressed on a later day, the hour is left to the report.

    Raises TransitionNotAllowed, NotReady, NotPossible before its start.
    """
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        if not locked.can_become(VisitStatus.HELD):
            raise TransitionNotAllowed(f"この訪問は「{locked.get_status_display()}」のため、「実施」にできません。")
        if locked.starts_at and at < locked.starts_at:
            raise NotPossible("訪問の開始時刻より前に、実施済みにはできません。")
        if gone := [label for name, label in PEOPLE.items() if not _is_there(getattr(locked, name))]:
            raise NotPossible(f"{'、'.join(gone)}が決まっていないか、利用を停止されています。")
        missing = readiness_of(lines_of(locked)).missing
        if missing and not unready_reason:
            raise NotReady(
                f"積込を確認していないものがあります。{'、'.join(missing)}。"
                "積み込んだものを確認するか、理由を入力してください。"
            )
        result = _result(locked)
        result.unready_reason = unready_reason if missing else ""
        result.started_at = at if locked.is_on_its_day(at) else None
        result.save(update_fields=["unready_reason", "started_at"])
        locked.move_to(VisitStatus.HELD, by=Actor.of(by), at=at)
    return locked


def complete_visit(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Everything of the visit is done and reported: 完了. Raises TransitionNotAllowed, NotDone."""
    with transaction.atomic():
        locked = Visit.objects.locked().get(pk=visit.pk)
        if not locked.can_become(VisitStatus.COMPLETED):
            raise TransitionNotAllowed(f"この訪問は「{locked.get_status_display()}」のため、「完了」にできません。")
        result = _result(locked)
        if missing := missing_for_completion(result, lines_of(locked)):
            raise NotDone(missing)
        result.sent_at, result.sent_by = at, by
        result.save(update_fields=["sent_at", "sent_by"])
        locked.move_to(VisitStatus.COMPLETED, by=Actor.of(by), at=at)
    return locked


def _lock(visit: Visit) -> Visit:
    return Visit.objects.locked().get(pk=visit.pk)


def _result(visit: Visit) -> VisitResult:
    """The result of a visit whose row the caller holds."""
    return VisitResult.objects.get_or_create(visit=visit)[0]


def _is_there(person: User | None) -> bool:
    return person is not None and person.is_active


def _refuse_unless_under_way(visit: Visit) -> None:
    if visit.status not in (VisitStatus.CONFIRMED, VisitStatus.HELD):
        raise NotPossible(f"この訪問は「{visit.get_status_display()}」のため、確認を変更できません。")


def _refuse_unless_held(visit: Visit, what: str) -> None:
    if visit.status == VisitStatus.CONFIRMED:
        raise NotPossible(f"{what}は、訪問を「実施」にしてから入力します。")
    if visit.status != VisitStatus.HELD:
        raise NotPossible(f"この訪問は「{visit.get_status_display()}」のため、{what}は変更できません。")


def _refuse_before_its_time(visit: Visit, item: VisitItem) -> None:
    _refuse_unless_under_way(visit)
    if item.phase == ItemPhase.LEAVE:
        _refuse_unless_held(visit, "撤収の確認")


def _refuse_contractor(by: User, what: str) -> None:
    if not by.is_city:
        raise NotOfTheCity(f"{what}は、市の職員だけが記録できます。")


def _refuse_double_counting(result: VisitResult, count: VisitCount) -> None:
    """One person is one reception, with one outcome, one photo and one set of documents at most (C27)."""
    total = sum(getattr(result, outcome) for outcome in OUTCOMES)
    of_one_each = {
        "出張申請受付・申請補助・未了の合計": total,
        **{one.label: getattr(result, one) for one in (VisitCount.USAGE, VisitCount.PHOTOS, VisitCount.DOCUMENTS)},
    }
    if labels := [f"{label}（{value}）" for label, value in of_one_each.items() if value > result.received]:
        step = "ほかの数を減らしてから、受付を減らして" if count == VisitCount.RECEIVED else "先に受付の人数を増やして"
        raise NotPossible(f"{'、'.join(labels)}が、受付の人数（{result.received}人）より多くなります。{step}ください。")


def _refuse_fewer_than_identified(result: VisitResult) -> None:
    """The city's figure is the city's to put right; nobody is identified who was not received."""
    if result.identity_checked is not None and result.received < result.identity_checked:
        raise NotPossible(
            f"市が本人確認をした人数（{result.identity_checked}人）より少なくなります。"
            "先に、市の職員に本人確認の人数を直してもらってください。"
        )
