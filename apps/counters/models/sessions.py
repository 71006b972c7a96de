from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Agreement, Site
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.counters.enums import TRANSITIONS, SessionState
from apps.workforce.models import Posting, Shift

from .rules import TransitionNotAllowed, both_or_neither

READERS_OF_EVERY_SITE = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)


class CounterSessionQuerySet(models.QuerySet["CounterSession"]):
    def for_user(self, user: User) -> "CounterSessionQuerySet":
        """Sessions the user may read: counter staff those where they worked that day, leaders and the city all."""
        if user.role in READERS_OF_EVERY_SITE:
            return self
        if user.role == Role.COUNTER_STAFF:
            posted = Posting.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=models.OuterRef("held_on")),
                staff__user=user,
                site=models.OuterRef("site"),
                starts_on__lte=models.OuterRef("held_on"),
            )
            rostered = Shift.objects.for_user(user).filter(site=models.OuterRef("site"), day=models.OuterRef("held_on"))
            return self.filter(Q(models.Exists(posted)) | Q(models.Exists(rostered)))
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
    override_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="休業日の開設の協議"
    )
    signed_at = models.DateTimeField("日の報告の確認", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="日の報告を確認した運営責任者",
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
                    condition=both_or_neither(f"{step}_at", f"{step}_by"),
                    name=f"countersession_{step}_at_with_by",
                    violation_error_message=f"{label}の時刻と記録した人は、そろえて記録してください。",
                )
                for step, label in (
                    ("setup_done", "設営完了"),
                    ("opened", "開設"),
                    ("closed", "閉設"),
                    ("cleared", "撤去完了"),
                    ("signed", "日の報告の確認"),
                )
            ],
            models.CheckConstraint(
                condition=Q(override_reason="", override_by__isnull=True, override_agreement__isnull=True)
                | (~Q(override_reason="") & Q(override_by__isnull=False, override_agreement__isnull=False)),
                name="countersession_override_has_reason_by_and_agreement",
                violation_error_message="休業日の開設には、理由・認めた人・協議のすべてが必要です。",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | (Q(closed_at__isnull=False) & Q(signed_at__gte=F("closed_at"))),
                name="countersession_signed_after_closing",
                violation_error_message="日の報告の確認は、閉設してから記録してください。",
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

    @property
    def setup_minutes(self) -> int | None:
        """From the end of the setting-up to the opening: how long before it the counter stood ready."""
        return _whole_minutes(self.setup_done_at, self.opened_at) if self.setup_done_at and self.opened_at else None

    @property
    def clearing_minutes(self) -> int | None:
        """From closing until everything was cleared away; None where that was noted on a later day only."""
        if not self.closed_at or not self.cleared_at or timezone.localdate(self.cleared_at) != self.held_on:
            return None
        return _whole_minutes(self.closed_at, self.cleared_at)

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

    def sign(self, *, by: User, at: datetime) -> None:
        """The day's report is found right; the four times and the words stand from then on."""
        if self.signed_at:
            raise TransitionNotAllowed("この日の報告は、すでに確認済みです。")
        if not self.closed_at:
            raise TransitionNotAllowed("日の報告の確認は、閉設してから記録してください。")
        self.signed_at, self.signed_by = at, by
        self.save()

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
