import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Agreement, ContractTerm
from apps.contracts.models.spans import same
from apps.core.clock import day_bounds
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.outreach.actors import Actor, one_actor_constraint, own_link_trigger
from apps.outreach.enums import BINDING, TRANSITIONS, Need, VenueItem, VisitStatus
from apps.workforce.models import Outing

from .exceptions import TransitionNotAllowed
from .facilities import Facility
from .holds import IS_AGREED, KEEPS_HOLDS
from .links import FacilityLink

if TYPE_CHECKING:
    from .planning import VisitMember

READERS_OF_EVERY_VISIT = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)


_PERIOD = Func(F("starts_at"), F("ends_at"), Value("[)"), function="tstzrange", output_field=DateTimeRangeField())


def _members_of(user: User) -> "models.QuerySet[VisitMember]":
    return apps.get_model("outreach", "VisitMember").objects.filter(visit=models.OuterRef("pk"), person=user)


class VisitQuerySet(models.QuerySet["Visit"]):
    def for_user(self, user: User) -> "VisitQuerySet":
        """Visits the user may read: counter staff those they go to, leaders and the city all."""
        if user.role in READERS_OF_EVERY_VISIT:
            return self
        return self.with_person(user) if user.role == Role.COUNTER_STAFF else self.none()

    def with_person(self, user: User) -> "VisitQuerySet":
        """Visits that the user goes to, whatever the user does there."""
        chosen = Q(leader=user) | Q(crew=user) | Q(officer=user)
        return self.filter(chosen | models.Exists(_members_of(user)))

    def binding(self) -> "VisitQuerySet":
        """Confirmed or later and not cancelled: these count towards the limit of the term."""
        return self.filter(status__in=BINDING)

    def scheduled(self) -> "VisitQuerySet":
        """Not cancelled and with a date, agreed or proposed."""
        return self.filter(starts_at__isnull=False).exclude(status=VisitStatus.CANCELLED)

    def starting_between(self, first: date, last: date) -> "VisitQuerySet":
        """Visits that start on these days; both days count."""
        return self.filter(starts_at__gte=day_bounds(first)[0], starts_at__lt=day_bounds(last)[1])

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> "VisitQuerySet":
        """Visits that share a moment with [starts_at, ends_at); a partial overlap counts, touching ends do not."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def with_people(self) -> "VisitQuerySet":
        return self.select_related("facility", "term", "leader", "crew", "officer", "vehicle")

    def locked(self) -> "VisitQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@track()
class Visit(models.Model):
    """One visit to a facility, from its request to the finished report or the cancellation (第2-1-(2)-④)."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="visits", verbose_name="施設")
    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="visits", verbose_name="契約年度")
    status = models.CharField("状態", max_length=20, choices=VisitStatus.choices, default=VisitStatus.REQUESTED)
    requested_on = models.DateField("要請日")
    wish = GuardedTextField("施設の希望", max_length=1000, blank=True)
    head_count = models.PositiveSmallIntegerField(
        "申請予定人数", validators=[MinValueValidator(1, "1人以上で入力してください。")]
    )
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need.choices), verbose_name="配慮が必要なこと", default=list, blank=True
    )
    venue = ArrayField(
        models.CharField(max_length=20, choices=VenueItem.choices),
        verbose_name="施設で用意できるもの",
        default=list,
        blank=True,
    )
    starts_at = models.DateTimeField("開始", null=True, blank=True)
    ends_at = models.DateTimeField("終了", null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits_led",
        verbose_name="運営責任者",
    )
    crew = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits_joined",
        verbose_name="従事者",
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits_accompanied",
        verbose_name="同行する市職員",
    )
    vehicle = models.ForeignKey(
        "outreach.Vehicle", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="車両"
    )
    outing = models.OneToOneField(
        Outing, models.SET_NULL, null=True, blank=True, related_name="visit", verbose_name="外勤"
    )
    timing_reason = GuardedCharField("平日の日中以外に訪問する理由", max_length=200, blank=True)
    counter_reason = GuardedCharField("窓口に運営責任者が残らない理由", max_length=200, blank=True)
    limit_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="回数を超える訪問の協議"
    )
    cancel_reason = GuardedCharField("中止の理由", max_length=200, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "訪問"
        verbose_name_plural = "訪問"
        ordering = ["-requested_on", "-pk"]
        triggers = [IS_AGREED, KEEPS_HOLDS]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, starts_at__lt=F("ends_at")),
                name="visit_period_has_both_ends_in_order",
                violation_error_message="終了は開始より後の時刻にしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.COORDINATING) | Q(starts_at__isnull=False),
                name="visit_in_coordination_has_period",
                violation_error_message="調整には日時の案が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=BINDING)
                | Q(starts_at__isnull=False, leader__isnull=False, crew__isnull=False, officer__isnull=False),
                name="visit_confirmed_has_period_and_people",
                violation_error_message="確定には、日時、運営責任者、従事者、同行する市職員のすべてが必要です。",
            ),
            models.CheckConstraint(
                condition=Q(leader__isnull=True) | Q(crew__isnull=True) | ~Q(leader=F("crew")),
                name="visit_leader_and_crew_differ",
                violation_error_message="運営責任者と従事者は、別の人にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(status=VisitStatus.CANCELLED, cancel_reason__gt="")
                | (~Q(status=VisitStatus.CANCELLED) & Q(cancel_reason="")),
                name="visit_cancelled_with_reason",
                violation_error_message="中止には理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(head_count__gte=1),
                name="visit_has_at_least_one_applicant",
                violation_error_message="申請予定人数は1人以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(needs__contained_by=Need.values, venue__contained_by=VenueItem.values),
                name="visit_needs_and_venue_are_known_words",
                violation_error_message="配慮が必要なこと、用意できるものは、選択肢から選んでください。",
            ),
            ExclusionConstraint(
                name="visit_one_per_facility_at_one_time",
                expressions=[(same(F("facility")), RangeOperators.OVERLAPS), (_PERIOD, RangeOperators.OVERLAPS)],
                condition=Q(status__in=BINDING),
                violation_error_message="この施設には、同じ時間に確定した訪問があります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.get_status_display()}"

    @property
    def scheduled_day(self) -> date:
        """The day in Japan on which the visit starts; only for a visit with a date."""
        return timezone.localdate(self.starts_at)

    def is_on_its_day(self, moment: datetime) -> bool:
        """Whether the moment lies on a day of the visit's own hours; only for a visit with a date."""
        return self.scheduled_day <= timezone.localdate(moment) <= timezone.localdate(self.ends_at)

    def people_besides(self) -> "list[VisitMember]":
        """Who comes besides the leader, the crew and the officer, as the database has it now."""
        return list(self.members.select_related("person"))

    def can_become(self, status: VisitStatus) -> bool:
        return status in TRANSITIONS[VisitStatus(self.status)]

    def refuse_wrong_step(self, status: VisitStatus) -> None:
        """Raises TransitionNotAllowed for a step that is not in the table, and for one that somebody took before."""
        if self.can_become(status):
            return
        if self.status == status:
            raise TransitionNotAllowed(f"この訪問は、すでに「{status.label}」になっています。")
        raise TransitionNotAllowed(f"この訪問は「{self.get_status_display()}」のため、「{status.label}」にできません。")

    def move_to(self, status: VisitStatus, *, by: Actor, at: datetime, reason: str = "") -> "VisitStep":
        """Takes one step of the table, saves the visit as it stands and records who took the step and when."""
        self.refuse_wrong_step(status)
        self.status = status
        self.save()
        return self.steps.create(status=status, **by.fields("taken"), taken_at=at, reason=reason)


class VisitStep(models.Model):
    """One step of a visit: which state it reached, who took it, when and why. Written once."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="steps", verbose_name="訪問")
    status = models.CharField("状態", max_length=20, choices=VisitStatus.choices)
    taken_at = models.DateTimeField("日時")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行った人"
    )
    taken_by_link = models.ForeignKey(
        FacilityLink, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="施設のリンク"
    )
    reason = GuardedCharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "訪問の経過"
        verbose_name_plural = "訪問の経過"
        ordering = ["visit", "pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            own_link_trigger("of_its_own_link", "taken"),
        ]
        constraints = [one_actor_constraint("visitstep_is_by_one_actor", "taken_by", "taken_by_link")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.get_status_display()}"

    @property
    def actor(self) -> Actor:
        return Actor(user=self.taken_by, link=self.taken_by_link)
