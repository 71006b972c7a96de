from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Self

import pghistory
from django.db import models
from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractHour, TruncDate

from apps.callcenter.enums import AgentEventKind, Outcome
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core import clock

from .imports import CallImport
from .opening import QUARTER, in_hours
from .profiles import CallProfile
from .quarters import counting_triggers

UNDECIDED = Q(outcome=Outcome.OPEN)
ANSWERED = Q(outcome=Outcome.ANSWERED)
ABANDONED = Q(outcome=Outcome.ABANDONED)
OVERFLOW = Q(outcome=Outcome.OVERFLOW)


@dataclass(frozen=True, slots=True)
class GridCell:
    """The calls that arrived in one hour of one day. Offered = answered + abandoned + overflow.

    All but `out_of_hours` lie inside the opening hours. A call whose end is not known yet is `undecided` and in no
    other figure. Waits and talks are sums in seconds, so that cells can be added before a mean is taken.
    """

    date: date
    hour: int
    offered: int
    answered: int
    abandoned: int
    abandoned_short: int
    overflow: int
    out_of_hours: int
    answered_soon: int
    answered_wait_seconds: int
    abandoned_wait_seconds: int
    talk_seconds: int
    max_wait_seconds: int
    operators: int
    undecided: int


class CallQuerySet(QuerySet["Call"]):
    def arrived_between(self, first: date, last: date) -> Self:
        """Calls that arrived on the local days first…last, both inclusive, wherever they ended."""
        return self.filter(arrived_at__gte=clock.day_bounds(first)[0], arrived_at__lt=clock.day_bounds(last)[1])

    def undecided(self) -> Self:
        """Calls that were still waiting where their log ended; a later file tells how they went on."""
        return self.filter(UNDECIDED)

    def past_announcement(self) -> Self:
        """Calls whose caller stayed beyond the opening announcement: they were queued, or answered without queueing."""
        return self.filter(Q(queued_at__isnull=False) | ANSWERED)

    def with_in_hours(self, first: date, last: date, calendar: Calendar) -> Self:
        """Adds `in_hours`: arrived inside [opens, closes) of the profile's site on one of the days first…last.

        Nothing of this is stored, so a changed opening rule or a new closure bites at once, in old months as in new
        ones.
        """
        return self.annotate(in_hours=in_hours("arrived_at", first, last, calendar, calendar.sites.values()))

    def in_quarters(self, begins: Mapping[Site, Sequence[datetime]]) -> Self:
        """Calls of the profiles of these sites that arrived in the quarter hours beginning then; not empty."""
        return self.filter(
            reduce(
                or_,
                (
                    Q(profile__site=site, arrived_at__gte=begin, arrived_at__lt=begin + QUARTER)
                    for site, begins_of_site in begins.items()
                    for begin in begins_of_site
                ),
            )
        )

    def grid(
        self, first: date, last: date, calendar: Calendar, *, short_seconds: int, soon_seconds: int = 20
    ) -> list[GridCell]:
        """Counts by local day and hour of arrival, in one query; hours without a call have no cell (第2-2-(7)-①-ア).

        `short_seconds`: a caller who left sooner is `abandoned_short`. `soon_seconds`: answered after at most this
        wait is `answered_soon`.
        """
        inside, outside = Q(in_hours=True) & ~UNDECIDED, Q(in_hours=False) & ~UNDECIDED
        rows = (
            self.arrived_between(first, last)
            .with_in_hours(first, last, calendar)
            .annotate(date=TruncDate("arrived_at", tzinfo=clock.JST), hour=ExtractHour("arrived_at", tzinfo=clock.JST))
            .order_by("date", "hour")
            .values("date", "hour")
            .annotate(
                offered=Count("pk", filter=inside),
                answered=Count("pk", filter=inside & ANSWERED),
                abandoned=Count("pk", filter=inside & ABANDONED),
                abandoned_short=Count(
                    "pk", filter=inside & ABANDONED & Q(ended_at__lt=F("arrived_at") + timedelta(seconds=short_seconds))
                ),
                overflow=Count("pk", filter=inside & OVERFLOW),
                out_of_hours=Count("pk", filter=outside),
                answered_soon=Count("pk", filter=inside & ANSWERED & Q(wait_seconds__lte=soon_seconds)),
                answered_wait_seconds=Coalesce(Sum("wait_seconds", filter=inside & ANSWERED), 0),
                abandoned_wait_seconds=Coalesce(Sum("wait_seconds", filter=inside & ABANDONED), 0),
                talk_seconds=Coalesce(Sum("talk_seconds", filter=inside & ANSWERED), 0),
                max_wait_seconds=Coalesce(Max("wait_seconds", filter=inside), 0),
                operators=Count("operator_code", distinct=True, filter=inside & ANSWERED & ~Q(operator_code="")),
                undecided=Count("pk", filter=UNDECIDED),
            )
        )
        return [GridCell(**row) for row in rows]


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["trail"])
class Call(models.Model):
    """One inbound call as the telephone system recorded it, however often it moved; without the caller's number."""

    profile = models.ForeignKey(CallProfile, on_delete=models.PROTECT, verbose_name="形式")
    external_id = models.CharField("通話ID", max_length=120)
    arrived_at = models.DateTimeField("着信日時")
    queued_at = models.DateTimeField("待ち呼の開始日時", null=True)
    answered_at = models.DateTimeField("応答日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)
    outcome = models.CharField("結果", max_length=10, choices=Outcome.choices)
    wait_seconds = models.PositiveIntegerField("待ち時間（秒）", default=0)
    talk_seconds = models.PositiveIntegerField("通話時間（秒）", default=0)
    operator_code = models.CharField("オペレーター", max_length=40, blank=True)
    is_withheld = models.BooleanField("非通知", default=False)
    transfers = models.PositiveSmallIntegerField("転送回数", db_default=0, default=0)
    trail = models.JSONField("通話の経過", null=True, help_text="記録された出来事。1行で1通話の記録にはありません。")
    call_import = models.ForeignKey(
        CallImport, on_delete=models.PROTECT, related_name="calls", verbose_name="最後に書いた取り込み"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "通話"
        verbose_name_plural = "通話"
        ordering = ["-arrived_at", "-pk"]
        indexes = [models.Index(fields=["arrived_at"], name="call_arrived_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "external_id"],
                name="call_one_row_per_id_of_the_telephone_system",
                violation_error_message="この通話IDはすでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("arrived_at")),
                name="call_ends_after_it_arrived",
                violation_error_message="終了日時が着信日時より前です。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("arrived_at")),
                name="call_is_answered_after_it_arrived",
                violation_error_message="応答日時が着信日時より前です。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(ended_at__isnull=True) | Q(ended_at__gte=F("answered_at")),
                name="call_ends_after_it_was_answered",
                violation_error_message="終了日時が応答日時より前です。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ANSWERED,
                name="call_has_an_answer_time_only_when_answered",
                violation_error_message="応答していない通話に応答日時があります。",
            ),
            models.CheckConstraint(
                condition=~UNDECIDED | Q(ended_at__isnull=True),
                name="call_that_ended_has_an_outcome",
                violation_error_message="終了した通話には結果が必要です。",
            ),
        ]
        triggers = counting_triggers()

    def __str__(self) -> str:
        return self.external_id


class AgentEvent(models.Model):
    """One moment at which the telephone system wrote that an operator came, went, paused or began to wrap up."""

    profile = models.ForeignKey(CallProfile, on_delete=models.PROTECT, verbose_name="形式")
    operator_code = models.CharField("オペレーター", max_length=40)
    at = models.DateTimeField("日時")
    kind = models.CharField("出来事", max_length=10, choices=AgentEventKind.choices)
    queue = models.CharField("待ち行列", max_length=80, blank=True)
    seconds = models.PositiveIntegerField("秒数", null=True)
    call_import = models.ForeignKey(
        CallImport, on_delete=models.PROTECT, related_name="agent_events", verbose_name="書いた取り込み"
    )

    class Meta:
        verbose_name = "オペレーターの出来事"
        verbose_name_plural = "オペレーターの出来事"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["profile", "at"], name="agentevent_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "operator_code", "at", "kind", "queue"],
                name="agentevent_written_once",
                violation_error_message="この出来事はすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.operator_code} {self.get_kind_display()}"
