import uuid
from datetime import date, datetime, time

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Count, F, Func, Max, Q, Value
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.fields import GuardedTextField
from apps.core.history import track

from .enums import (
    TRANSITIONS,
    UNDO_WINDOW,
    Accommodation,
    AssistMethod,
    ServiceKind,
    SessionState,
    SourceDocument,
    UsageKind,
)

READERS_OF_EVERY_SITE = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)


class NotPossible(Exception):
    """What the desk asked for cannot be done; the text is the sentence that the user reads."""


class TransitionNotAllowed(NotPossible):
    """The session is not in a state from which this step can be taken."""


def _both_or_neither(at: str, by: str) -> Q:
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


def _one_element_range(field: str) -> Func:
    """Equality inside an exclusion constraint without the btree_gist extension."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


class SiteAssignmentQuerySet(models.QuerySet["SiteAssignment"]):
    def on(self, day: date) -> "SiteAssignmentQuerySet":
        """Assignments that hold on the day; both ends count."""
        return self.current_or_coming(day).filter(starts_on__lte=day)

    def current_or_coming(self, day: date) -> "SiteAssignmentQuerySet":
        """Assignments that have not ended before the day, begun or not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


@track()
class SiteAssignment(models.Model):
    """One person works at one site from a day on, until an end or open-ended."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="site_assignments", verbose_name="担当者"
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="assignments", verbose_name="窓口")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)

    objects = SiteAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "窓口の担当"
        verbose_name_plural = "窓口の担当"
        ordering = ["site", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="siteassignment_ends_after_start",
                violation_error_message="終了日は開始日以降にしてください。",
            ),
            ExclusionConstraint(
                name="siteassignment_one_per_user_and_site",
                expressions=[
                    (_one_element_range("user"), RangeOperators.OVERLAPS),
                    (_one_element_range("site"), RangeOperators.OVERLAPS),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="この利用者は、同じ期間にすでにこの窓口の担当です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.user}"

    def end(self, today: date) -> None:
        """Ends with today; one that has not begun goes away, as nobody worked on it."""
        if self.starts_on > today:
            self.delete()
            return
        self.ends_on = today
        self.save()


class CounterSessionQuerySet(models.QuerySet["CounterSession"]):
    def for_user(self, user: User) -> "CounterSessionQuerySet":
        """Sessions the user may read: counter staff those of their sites on that day, leaders and the city all."""
        if user.role in READERS_OF_EVERY_SITE:
            return self
        if user.role == Role.COUNTER_STAFF:
            assigned = SiteAssignment.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=models.OuterRef("held_on")),
                user=user,
                site=models.OuterRef("site"),
                starts_on__lte=models.OuterRef("held_on"),
            )
            return self.filter(models.Exists(assigned))
        return self.none()

    def days_opened(self, first: date, last: date) -> set[date]:
        """Days from `first` to `last`, both included, on which a counter was opened, planned or not."""
        opened = self.filter(opened_at__isnull=False, held_on__range=(first, last))
        return set(opened.order_by().values_list("held_on", flat=True).distinct())

    def locked(self) -> "CounterSessionQuerySet":
        """Takes the session's row until the transaction ends; whoever adds, undoes or closes waits here."""
        return self.select_for_update(of=("self",), no_key=True)


@track()
class CounterSession(models.Model):
    """One site's day: set up, opened, closed and cleared, each with who and when (第2-1-(3)-②, (8))."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="counter_sessions", verbose_name="窓口")
    held_on = models.DateField("開設日", db_index=True)
    setup_done_at = models.DateTimeField("設営完了", null=True, blank=True)
    setup_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="設営完了を記録した人",
    )
    opened_at = models.DateTimeField("開設", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="開設した人"
    )
    closed_at = models.DateTimeField("閉設", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="閉設した人"
    )
    cleared_at = models.DateTimeField("撤去完了", null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤去完了を記録した人",
    )
    override_reason = GuardedTextField("休業日に開設する理由", blank=True, max_length=400)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="休業日の開設を認めた人",
    )

    objects = CounterSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "窓口の開設"
        verbose_name_plural = "窓口の開設"
        ordering = ["held_on", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "held_on"],
                name="countersession_one_per_site_and_day",
                violation_error_message="この窓口のこの日の開設は、すでに記録されています。",
            ),
            models.CheckConstraint(
                condition=(Q(closed_at__isnull=True) | Q(opened_at__isnull=False))
                & (Q(cleared_at__isnull=True) | Q(closed_at__isnull=False)),
                name="countersession_steps_follow_each_other",
                violation_error_message="開設、閉設、撤去完了の順に記録してください。",
            ),
            models.CheckConstraint(
                condition=(
                    Q(setup_done_at__isnull=True) | Q(opened_at__isnull=True) | Q(setup_done_at__lte=F("opened_at"))
                )
                & (Q(closed_at__isnull=True) | Q(opened_at__lt=F("closed_at")))
                & (Q(cleared_at__isnull=True) | Q(closed_at__lte=F("cleared_at"))),
                name="countersession_times_in_order",
                violation_error_message="時刻は、設営完了、開設、閉設、撤去完了の順にしてください。",
            ),
            *[
                models.CheckConstraint(
                    condition=_both_or_neither(f"{step}_at", f"{step}_by"),
                    name=f"countersession_{step}_at_with_by",
                    violation_error_message=f"{label}の時刻と記録した人は、そろえて記録してください。",
                )
                for step, label in (
                    ("setup_done", "設営完了"),
                    ("opened", "開設"),
                    ("closed", "閉設"),
                    ("cleared", "撤去完了"),
                )
            ],
            models.CheckConstraint(
                condition=Q(override_reason="", override_by__isnull=True)
                | (~Q(override_reason="") & Q(override_by__isnull=False)),
                name="countersession_override_reason_with_by",
                violation_error_message="休業日の開設には、理由と認めた人の両方が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.held_on}"

    @property
    def state(self) -> SessionState:
        if self.cleared_at:
            return SessionState.CLEARED
        if self.closed_at:
            return SessionState.CLOSED
        if self.opened_at:
            return SessionState.OPEN
        return SessionState.SET_UP if self.setup_done_at else SessionState.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state is SessionState.OPEN

    @property
    def opening_minutes(self) -> int | None:
        """From opening to closing; setting up and clearing never count as opening (第2-1-(3)-②)."""
        return _whole_minutes(self.opened_at, self.closed_at) if self.opened_at and self.closed_at else None

    def late_opening_minutes(self, planned: time) -> int:
        """Whole minutes the counter opened after its planned opening (第2-1-(8)-②)."""
        return _whole_minutes(_moment(self.held_on, planned), self.opened_at) if self.opened_at else 0

    def early_closing_minutes(self, planned: time) -> int:
        """Whole minutes the counter closed before its planned closing (第2-1-(8)-②)."""
        return _whole_minutes(self.closed_at, _moment(self.held_on, planned)) if self.closed_at else 0

    def finish_setup(self, *, by: User, at: datetime) -> None:
        self._step(SessionState.SET_UP, "setup_done", by, at)

    def open(self, *, by: User, at: datetime) -> None:
        self._step(SessionState.OPEN, "opened", by, at)

    def close(self, *, by: User, at: datetime) -> None:
        self._step(SessionState.CLOSED, "closed", by, at)

    def clear(self, *, by: User, at: datetime) -> None:
        self._step(SessionState.CLEARED, "cleared", by, at)

    def _step(self, to: SessionState, field: str, by: User, at: datetime) -> None:
        if to is self.state:
            reached = "閉設済み" if to is SessionState.CLOSED else to.label
            raise TransitionNotAllowed(f"この窓口はすでに{reached}です。")
        if to not in TRANSITIONS[self.state]:
            raise TransitionNotAllowed(f"この窓口は「{self.state.label}」のため、「{to.label}」にできません。")
        setattr(self, f"{field}_at", at)
        setattr(self, f"{field}_by", by)
        self.save()


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _whole_minutes(earlier: datetime, later: datetime) -> int:
    return max(0, int((later - earlier).total_seconds() // 60))


_ASSIST = Q(services__kind=ServiceKind.ASSIST)
_USAGE = Q(services__kind=ServiceKind.USAGE)


def _services(condition: Q) -> Count:
    return Count("services", filter=condition)


TALLY: dict[str, Count] = {
    "receptions": Count("pk", distinct=True),
    "assists": _services(_ASSIST),
    "assists_a": _services(_ASSIST & Q(services__method=AssistMethod.DEVICE)),
    "assists_i": _services(_ASSIST & Q(services__method=AssistMethod.POST)),
    "assists_u": _services(_ASSIST & Q(services__method=AssistMethod.SMARTPHONE)),
    "photos": _services(Q(services__kind=ServiceKind.PHOTO)),
    "express_photos": _services(Q(services__kind=ServiceKind.EXPRESS_PHOTO)),
    "usage": _services(_USAGE),
    **{f"usage_{kind}": _services(_USAGE & Q(services__usage=kind)) for kind in UsageKind.values},
    "guidance_only": _services(Q(services__kind=ServiceKind.GUIDANCE)),
    "other": _services(Q(services__kind=ServiceKind.OTHER)),
    "forms_issued": Count("pk", filter=Q(form_issued_at_window=True), distinct=True),
    "interpreted": Count("pk", filter=Q(interpreter=True), distinct=True),
    "accommodated": Count("pk", filter=~Q(accommodation=""), distinct=True),
    "gave_up": Count("pk", filter=Q(gave_up=True), distinct=True),
}
"""What is counted of receptions and their services (第2-1-(12)-②).

Express photos are neither 申請支援 nor 写真撮影 (第2-1-(2)-③).
"""

EMPTY_TALLY: dict[str, int] = dict.fromkeys(TALLY, 0)


class ReceptionQuerySet(models.QuerySet["Reception"]):
    def counted(self) -> "ReceptionQuerySet":
        """Receptions that stand: everything that was not taken back."""
        return self.filter(voided_at__isnull=True)

    def tally(self) -> dict[str, int]:
        """The counts of these receptions from their rows, in one query; keys as in TALLY."""
        return self.aggregate(**TALLY)

    def tally_by_session(self) -> dict[int, dict[str, int]]:
        """The same counts for every session at once: session pk → tally; a session without receptions is missing."""
        rows = self.order_by().values("session_id").annotate(**TALLY)
        return {row.pop("session_id"): row for row in rows}

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


@track()
class Reception(models.Model):
    """One person who was served at a counter; a family of four is four receptions of one group."""

    session = models.ForeignKey(CounterSession, models.PROTECT, related_name="receptions", verbose_name="窓口の開設")
    number = models.PositiveSmallIntegerField("受付番号")
    received_at = models.DateTimeField("受付時刻")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="受け付けた人"
    )
    submission_key = models.UUIDField("送信の印", editable=False, default=uuid.uuid4)
    group_size = models.PositiveSmallIntegerField("人数", default=1)
    place_in_group = models.PositiveSmallIntegerField("組の中の順", default=1)
    form_issued_at_window = models.BooleanField("申請書を窓口で交付", default=False)
    interpreter = models.BooleanField("通訳", default=False)
    accommodation = models.CharField("合理的配慮", max_length=20, choices=Accommodation.choices, blank=True)
    gave_up = models.BooleanField("途中で取りやめ", default=False)
    voided_at = models.DateTimeField("取り消した時刻", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取り消した人"
    )

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "受付"
        verbose_name_plural = "受付"
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="reception_number_is_unique_in_session",
                violation_error_message="この受付番号はすでに使われています。",
            ),
            models.UniqueConstraint(
                fields=["submission_key", "place_in_group"],
                name="reception_submission_is_recorded_once",
                violation_error_message="この受付はすでに記録されています。",
            ),
            models.CheckConstraint(
                condition=Q(place_in_group__gte=1) & Q(place_in_group__lte=F("group_size")),
                name="reception_place_is_within_group",
                violation_error_message="組の中の順は、1から人数までにしてください。",
            ),
            models.CheckConstraint(
                condition=_both_or_neither("voided_at", "voided_by"),
                name="reception_voided_at_with_by",
                violation_error_message="取り消した時刻と人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True)
                | (Q(voided_at__gte=F("received_at")) & Q(voided_at__lte=F("received_at") + Value(UNDO_WINDOW))),
                name="reception_voided_within_a_minute",
                violation_error_message="取り消しは、記録してから1分以内に限ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.number}"

    @property
    def undo_until(self) -> datetime:
        return self.received_at + UNDO_WINDOW

    def can_be_undone(self, at: datetime) -> bool:
        return self.voided_at is None and self.received_at <= at <= self.undo_until


@track()
class Service(models.Model):
    """One thing done for the person of one reception; what is counted in the daily report."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="services", verbose_name="受付")
    kind = models.CharField("種類", max_length=20, choices=ServiceKind.choices)
    method = models.CharField("支援方法", max_length=20, choices=AssistMethod.choices, blank=True)
    source_document = models.CharField("読み取った書類", max_length=20, choices=SourceDocument.choices, blank=True)
    usage = models.CharField("利活用の内容", max_length=20, choices=UsageKind.choices, blank=True)

    class Meta:
        verbose_name = "対応内容"
        verbose_name_plural = "対応内容"
        ordering = ["reception", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.ASSIST, method__in=AssistMethod.values)
                | (~Q(kind=ServiceKind.ASSIST) & Q(method="")),
                name="service_method_belongs_to_assist",
                violation_error_message="支援方法（ア・イ・ウ）は申請支援に必ず付け、ほかの対応には付けません。",
            ),
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.USAGE, usage__in=UsageKind.values)
                | (~Q(kind=ServiceKind.USAGE) & Q(usage="")),
                name="service_usage_belongs_to_usage_support",
                violation_error_message="利活用の内容は利活用サポートに必ず付け、ほかの対応には付けません。",
            ),
            models.CheckConstraint(
                condition=Q(method=AssistMethod.SMARTPHONE, source_document__in=SourceDocument.values)
                | (~Q(method=AssistMethod.SMARTPHONE) & Q(source_document="")),
                name="service_source_document_belongs_to_smartphone",
                violation_error_message="読み取った書類は、スマートフォンでの支援のときに限り必ず記録します。",
            ),
            models.UniqueConstraint(
                fields=["reception"],
                condition=Q(kind__in=[ServiceKind.ASSIST, ServiceKind.EXPRESS_PHOTO]),
                name="service_one_assist_or_express_photo_per_reception",
                violation_error_message="1人の受付に記録できるのは、申請支援か特急発行写真のどちらか1件です。",
            ),
            models.UniqueConstraint(
                fields=["reception", "kind", "usage"],
                name="service_each_kind_once_per_reception",
                violation_error_message="同じ対応は、1人の受付に1件だけ記録できます。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display() or self.get_usage_display() or self.get_kind_display()


@track()
class Trouble(models.Model):
    """One hard case at a counter: the situation and what staff did, without personal data (第2-1-(12)-②-ア)."""

    session = models.ForeignKey(CounterSession, models.PROTECT, related_name="troubles", verbose_name="窓口の開設")
    situation = GuardedTextField("状況", max_length=1000)
    response = GuardedTextField("対応", max_length=1000)
    recorded_at = models.DateTimeField("記録した時刻")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="記録した人"
    )
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "困難事例・トラブル"
        verbose_name_plural = "困難事例・トラブル"
        ordering = ["session", "recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session} {self.written}"

    @property
    def written(self) -> str:
        """When it was written down: 10:30 on the session's own day, 11/23 07:38 記入 on a later one."""
        at = timezone.localtime(self.recorded_at)
        if at.date() == self.session.held_on:
            return f"{at:%H:%M}"
        return f"{at.month}/{at.day} {at:%H:%M} 記入"
