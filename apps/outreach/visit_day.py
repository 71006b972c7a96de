"""The day of one visit as it stands: what is packed and ready, what is counted, what is still missing (第2-1-(2)-④).

Reads only; `actions.visit_day` writes. `page_parts` is what the visit's own page shows of the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.accounts.models import User
from apps.core.marks import mark_of

from .enums import METHODS, OUTCOMES, ItemPhase, ItemUse, VisitCount, VisitStatus
from .models import Trip, Visit, VisitCheck, VisitItem, VisitResult
from .permissions import can_confirm_for_the_city, can_work_on_day

MOST_NAMED = 3
COUNT_UNITS = {VisitCount.DOCUMENTS: "人分"}
COUNTS_IN_ORDER = (VisitCount.RECEIVED, *OUTCOMES, VisitCount.USAGE, VisitCount.PHOTOS, VisitCount.DOCUMENTS)


@dataclass(frozen=True)
class Line:
    """One line of the day's list and its tick; a tick from before the visit was confirmed anew is no tick."""

    item: VisitItem
    check: VisitCheck | None

    @property
    def is_done(self) -> bool:
        return self.check is not None

    @property
    def is_back(self) -> bool:
        return self.check is not None and self.check.back_at is not None

    @property
    def uses(self) -> list[str]:
        """Short words of what it is needed for: ア, イ, 利活用."""
        return [ItemUse(use).label.partition(" ")[0] for use in self.item.serves]


@dataclass(frozen=True)
class Method:
    """One of the ways of application and the lines of the packing list that it still lacks."""

    use: ItemUse
    missing: tuple[Line, ...]

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def sentence(self) -> str:
        return f"{self.use.label}：{named(line.item.label for line in self.missing)}"


@dataclass(frozen=True)
class Readiness:
    """Whether all three methods can be offered at the visit (第2-1-(2)-①), and what else must come along is packed."""

    methods: tuple[Method, ...]
    others: tuple[Line, ...]
    """The required lines that are not packed and belong to none of the methods."""

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> list[str]:
        """What is not packed, a sentence for each method and one for everything else."""
        found = [method.sentence for method in self.methods if not method.is_ready]
        return found + ([f"そのほか：{named(line.item.label for line in self.others)}"] if self.others else [])


def named(labels: Iterable[str]) -> str:
    """The first few in brackets, and how many more there are."""
    found = list(labels)
    rest = f"ほか{len(found) - MOST_NAMED}件" if len(found) > MOST_NAMED else ""
    return "".join(f"「{label}」" for label in found[:MOST_NAMED]) + rest


def readiness(visit: Visit) -> Readiness:
    """Whether ア, イ, ウ and the rest are packed for the visit, and which lines are missing; three queries."""
    return readiness_of(lines_of(visit))


def readiness_of(lines: Iterable[Line]) -> Readiness:
    unpacked = [line for line in lines if line.item.phase == ItemPhase.PREPARE and not line.is_done]
    methods = (Method(use, tuple(line for line in unpacked if use in line.item.serves)) for use in METHODS)
    others = (line for line in unpacked if line.item.is_required and not set(METHODS) & set(line.item.serves))
    return Readiness(tuple(methods), tuple(others))


def lines_of(visit: Visit) -> list[Line]:
    """The list of the visit's day in its order, and whatever was ticked; three queries."""
    confirmed = visit.steps.filter(status=VisitStatus.CONFIRMED).order_by("-pk").values_list("taken_at", flat=True)
    ticked = visit.checks.select_related("item", "done_by", "back_by")
    if since := confirmed.first():
        ticked = ticked.filter(done_at__gte=since)
    checks = {check.item: check for check in ticked}
    asked = VisitItem.objects.valid_on(visit.scheduled_day) if visit.starts_at else VisitItem.objects.none()
    listed = checks.keys() if visit.status == VisitStatus.COMPLETED else set(asked) | checks.keys()
    return [Line(item, checks.get(item)) for item in sorted(listed, key=lambda item: (item.order, item.pk))]


def result_of(visit: Visit) -> VisitResult | None:
    """The visit's result with the names in it; None before anything is written down."""
    people = ("identity_checked_by", "handed_over_by", "taken_over_by", "sent_by")
    return VisitResult.objects.filter(visit=visit).select_related(*people).first()


def document_faults(result: VisitResult) -> list[str]:
    """Why the documents do not add up, in sentences: received, handed over and taken over must be the same."""
    if result.documents_handed_over is None:
        return ["書類の引き渡しが記録されていません。"]
    faults = []
    if result.documents_handed_over != result.documents_received:
        faults.append(
            f"受領した書類（{result.documents_received}人分）と、"
            f"引き渡した書類（{result.documents_handed_over}人分）が一致しません。"
        )
    if result.documents_taken_over is None:
        faults.append("市の受け取りの確認がありません。")
    elif result.documents_taken_over != result.documents_handed_over:
        faults.append(
            f"引き渡した書類（{result.documents_handed_over}人分）と、"
            f"市が受け取った書類（{result.documents_taken_over}人分）が一致しません。"
        )
    return faults


def identity_faults(result: VisitResult) -> list[str]:
    """Whom the city has not identified yet, and whose documents are missing, of those who applied at the visit."""
    if not result.on_site:
        return []
    faults = []
    if result.identity_checked is None:
        faults.append(f"出張申請受付{result.on_site}人の本人確認が、市職員により記録されていません。")
    elif result.identity_checked < result.on_site:
        faults.append(
            f"本人確認（{result.identity_checked}人）が、出張申請受付（{result.on_site}人）より少なくなっています。"
        )
    if result.documents_received < result.on_site:
        faults.append(
            f"受領した書類（{result.documents_received}人分）が、出張申請受付（{result.on_site}人）より少なくなっています。"
        )
    return faults


def missing_for_completion(result: VisitResult | None, lines: Iterable[Line]) -> list[str]:
    """Everything that stands between the visit and 完了, in sentences; empty when it can be completed."""
    lines, found = list(lines), []
    result = result or VisitResult()
    found += identity_faults(result) + document_faults(result)
    if result.incomplete and not result.incomplete_reason:
        found.append("未了の理由が入力されていません。")
    unticked = [line for line in lines if line.item.is_required and not line.is_done]
    for phase in (ItemPhase.ARRIVE, ItemPhase.LEAVE):
        if labels := [line.item.label for line in unticked if line.item.phase == phase]:
            found.append(f"{phase.label}の確認が残っています：{named(labels)}")
    if labels := [line.item.label for line in lines if line.item.is_valuable and line.is_done and not line.is_back]:
        found.append(f"貴重品の持ち帰りの確認が残っています：{named(labels)}")
    if not result.started_at or not result.ended_at:
        found.append("実際の開始・終了の時刻が入力されていません。")
    if not result.report:
        found.append("報告が入力されていません。")
    return found


@dataclass(frozen=True)
class CountRow:
    """One count with its two buttons."""

    count: VisitCount
    value: int

    @property
    def label(self) -> str:
        return self.count.label

    @property
    def unit(self) -> str:
        return COUNT_UNITS.get(self.count, "人")

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the people received: one of these for each person at most."""
        return self.count in OUTCOMES


@dataclass
class Day:
    """The day of one visit before one user's eyes; loads each thing once."""

    visit: Visit
    user: User

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.visit)

    @cached_property
    def saved(self) -> VisitResult | None:
        return result_of(self.visit)

    @property
    def result(self) -> VisitResult:
        """What is written down, or an empty result that is not."""
        return self.saved or VisitResult(visit=self.visit)

    @cached_property
    def trips(self) -> list[Trip]:
        return list(self.visit.trips.with_facts().order_by("pk"))  # type: ignore[attr-defined]

    @property
    def readiness(self) -> Readiness:
        return readiness_of(self.lines)

    @property
    def packing(self) -> list[Line]:
        return self._of(ItemPhase.PREPARE)

    @property
    def arriving(self) -> list[Line]:
        return self._of(ItemPhase.ARRIVE)

    @property
    def leaving(self) -> list[Line]:
        return self._of(ItemPhase.LEAVE)

    @property
    def valuables(self) -> list[Line]:
        """What was packed and must come back."""
        return [line for line in self.packing if line.item.is_valuable and line.is_done]

    @property
    def counts(self) -> list[CountRow]:
        return [CountRow(count, getattr(self.result, count)) for count in COUNTS_IN_ORDER]

    @property
    def missing(self) -> list[str]:
        return missing_for_completion(self.saved, self.lines) if self.is_held else []

    @property
    def document_faults(self) -> list[str]:
        return document_faults(self.result)

    @property
    def is_held(self) -> bool:
        return self.visit.status == VisitStatus.HELD

    @property
    def is_under_way(self) -> bool:
        """Agreed and not yet completed: lines can be ticked."""
        return self.visit.status in (VisitStatus.CONFIRMED, VisitStatus.HELD)

    @property
    def is_shown(self) -> bool:
        """There is a day to show: the visit is confirmed or later."""
        return self.is_under_way or self.visit.status == VisitStatus.COMPLETED

    @property
    def works(self) -> bool:
        """The contractor's part is the user's to write."""
        return can_work_on_day(self.user, self.visit)

    @property
    def confirms(self) -> bool:
        """The city's part is the user's to write."""
        return can_confirm_for_the_city(self.user)

    @property
    def unfinished_trips(self) -> list[Trip]:
        return [trip for trip in self.trips if not trip.is_finished]

    @property
    def version(self) -> str:
        """Changes with everything that the page shows of the day."""
        shown = [
            (self.visit.status, self.visit.starts_at, self.visit.leader_id, self.visit.crew_id, self.visit.officer_id),
            [(line.item.pk, line.check and (line.check.done_at, line.check.back_at)) for line in self.lines],
            self.saved and [getattr(self.saved, field.attname) for field in VisitResult._meta.concrete_fields],
            [
                (trip.pk, trip.departed_at, trip.returned_at, trip.stopped_at, len(trip.checks.all()))
                for trip in self.trips
            ],
        ]
        return mark_of(shown)

    def _of(self, phase: ItemPhase) -> list[Line]:
        return [line for line in self.lines if line.item.phase == phase]


def page_parts(visit: Visit, user: User) -> dict[str, Any]:
    """What the visit's own page shows of the day, in a fixed number of queries.

    For `outreach/_visit_trips.html` and `outreach/_visit_result.html`: they take `visit` alone and call this by the
    tag `visit_day_parts`.
    """
    day = Day(visit, user)
    return {"day": day, "result": day.saved, "trips": day.trips}
