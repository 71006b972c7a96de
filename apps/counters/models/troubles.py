import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.counters.enums import TroubleState

from .rules import TransitionNotAllowed, both_or_neither
from .sessions import CounterSession

TAKERS = [(role.value, role.label) for role in (Role.SITE_LEADER, Role.GENERAL_MANAGER)]


class TroubleQuerySet(models.QuerySet["Trouble"]):
    def for_user(self, user: User) -> "TroubleQuerySet":
        """Those of the sessions that the user may read."""
        return self.filter(session__in=CounterSession.objects.for_user(user))

    def handed_over(self) -> "TroubleQuerySet":
        """Those that a leader was asked to take over, open or solved."""
        return self.filter(handed_at__isnull=False)

    def open(self) -> "TroubleQuerySet":
        """Handed over and not solved yet."""
        return self.handed_over().filter(solved_at__isnull=True)

    def most_urgent_first(self) -> "TroubleQuerySet":
        """Open ones in the order in which they came, then the solved ones, newest first."""
        return self.order_by(
            F("solved_at").desc(nulls_first=True), Case(When(solved_at__isnull=True, then="handed_at")), "pk"
        )

    def locked(self) -> "TroubleQuerySet":
        """Takes the trouble's row until the transaction ends; two who take it over at once wait here."""
        return self.select_for_update(of=("self",), no_key=True)


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
    handed_to_role = models.CharField("引継ぎ先", max_length=20, choices=TAKERS, blank=True)
    handed_at = models.DateTimeField("引き継いだ時刻", null=True, blank=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="引き継いだ人"
    )
    taken_at = models.DateTimeField("引き受けた時刻", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="引き受けた人"
    )
    solved_at = models.DateTimeField("解決した時刻", null=True, blank=True)
    solved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解決した人"
    )
    outcome = GuardedTextField("結果", max_length=1000, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        verbose_name = "困難事例・トラブル"
        verbose_name_plural = "困難事例・トラブル"
        ordering = ["session", "recorded_at", "pk"]
        constraints = [
            *[
                models.CheckConstraint(
                    condition=both_or_neither(f"{step}_at", f"{step}_by"),
                    name=f"trouble_{step}_at_with_by",
                    violation_error_message=f"{label}時刻と人は、そろえて記録してください。",
                )
                for step, label in (("handed", "引き継いだ"), ("taken", "引き受けた"), ("solved", "解決した"))
            ],
            models.CheckConstraint(
                condition=Q(handed_to_role="", handed_at__isnull=True)
                | Q(handed_to_role__in=[role for role, _ in TAKERS], handed_at__isnull=False),
                name="trouble_handed_to_a_leader",
                violation_error_message="引継ぎには、運営責任者か統括責任者のどちらかを選んでください。",
            ),
            models.CheckConstraint(
                condition=(Q(handed_at__isnull=True) | Q(handed_at__gte=F("recorded_at")))
                & (Q(taken_at__isnull=True) | Q(handed_at__isnull=False, taken_at__gte=F("handed_at")))
                & (Q(solved_at__isnull=True) | Q(taken_at__isnull=False, solved_at__gte=F("taken_at"))),
                name="trouble_times_in_order",
                violation_error_message="記録、引継ぎ、引受け、解決の順に記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(solved_at__isnull=True, outcome="") | (Q(solved_at__isnull=False) & ~Q(outcome="")),
                name="trouble_solved_with_outcome",
                violation_error_message="解決したときは、結果も記録してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.written}"

    @property
    def written(self) -> str:
        """When it was written down: 10:30 on the session's own day, 11/23 07:38 記入 on a later one."""
        at = timezone.localtime(self.recorded_at)
        if at.date() == self.session.held_on:
            return f"{at:%H:%M}"
        return f"{at.month}/{at.day} {at:%H:%M} 記入"

    @property
    def state(self) -> TroubleState:
        if self.solved_at:
            return TroubleState.SOLVED
        if self.taken_at:
            return TroubleState.TAKEN
        return TroubleState.HANDED if self.handed_at else TroubleState.WRITTEN

    def hand_over(self, *, to: str, by: User, at: datetime) -> None:
        """To a leader, or from the site leader up to the general manager; whoever gets it takes it anew (オ, ク)."""
        self._refuse_solved()
        if self.handed_to_role in (to, Role.GENERAL_MANAGER):
            raise TransitionNotAllowed(f"すでに{self.get_handed_to_role_display()}へ引き継いでいます。")
        self.handed_to_role, self.handed_at, self.handed_by = to, at, by
        self.taken_at = self.taken_by = None
        self.save()

    def take(self, *, by: User, at: datetime) -> None:
        self._refuse_solved()
        if self.state is not TroubleState.HANDED:
            raise TransitionNotAllowed(f"「{self.state.label}」のため、引き受けられません。")
        self.taken_at, self.taken_by = at, by
        self.save()

    def solve(self, *, outcome: str, by: User, at: datetime) -> None:
        self._refuse_solved()
        if self.state is not TroubleState.TAKEN:
            raise TransitionNotAllowed("引き受けてから、解決を記録してください。")
        self.solved_at, self.solved_by, self.outcome = at, by, outcome
        self.save()

    def _refuse_solved(self) -> None:
        if self.solved_at:
            raise TransitionNotAllowed("この件はすでに解決しています。")
