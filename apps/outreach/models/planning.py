"""What the three parties can and what they answered, before a visit is agreed (第2-1-(3)-③)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.actors import Actor, one_actor_constraint, own_link_trigger
from apps.outreach.enums import Half, Party, VisitDuty

from .driving import Vehicle
from .facilities import Facility
from .holds import MEMBERS_KEEP_HOLDS, keeps_its_visit
from .links import FacilityLink
from .visits import Visit

PHONED = "電話で確認"


def _actor(verb: str) -> tuple[models.ForeignKey, models.ForeignKey]:  # type: ignore[type-arg]
    """The two columns that keep who did it."""
    return (
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=verb
        ),
        models.ForeignKey(
            FacilityLink,
            models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
            verbose_name=f"{verb}（施設のリンク）",
        ),
    )


def _name(user: object, link: FacilityLink | None) -> str:
    return Actor(user=user, link=link).name  # type: ignore[arg-type]


@track()
class Availability(models.Model):
    """One half day for which a person, a facility or a vehicle is marked 可 or 不可; without a row it is 未回答."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="half_days", verbose_name="人"
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="half_days", verbose_name="施設"
    )
    vehicle = models.ForeignKey(
        Vehicle, models.PROTECT, null=True, blank=True, related_name="half_days", verbose_name="車両"
    )
    day = models.DateField("日付", db_index=True)
    half = models.CharField("半日", max_length=2, choices=Half.choices)
    is_possible = models.BooleanField("可")
    marked_at = models.DateTimeField("入力の日時")
    marked_by, marked_by_link = _actor("入力した人")

    class Meta:
        verbose_name = "半日の予定"
        verbose_name_plural = "半日の予定"
        ordering = ["day", "half", "pk"]
        triggers = [
            own_link_trigger(
                "link_is_the_facilitys",
                "marked",
                table="(SELECT id, id AS facility_id FROM outreach_facility)",
                key="facility_id",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, facility__isnull=True, vehicle__isnull=True)
                | Q(person__isnull=True, facility__isnull=False, vehicle__isnull=True)
                | Q(person__isnull=True, facility__isnull=True, vehicle__isnull=False),
                name="availability_is_of_exactly_one",
                violation_error_message="人・施設・車両のうち、どれか1つの予定にしてください。",
            ),
            *(
                models.UniqueConstraint(
                    fields=[who, "day", "half"],
                    name=f"availability_once_per_{who}_and_half_day",
                    violation_error_message="この半日の予定は、すでに入力されています。",
                )
                for who in ("person", "facility", "vehicle")
            ),
            one_actor_constraint("availability_is_marked_by_one", "marked_by", "marked_by_link"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_half_display()} {'可' if self.is_possible else '不可'}"


class DateProposalQuerySet(models.QuerySet["DateProposal"]):
    def standing(self) -> "DateProposalQuerySet":
        """Not withdrawn and not replaced by another: at most one of each visit."""
        return self.filter(withdrawn_at__isnull=True)

    def with_answers(self) -> "DateProposalQuerySet":
        return self.select_related("proposed_by", "proposed_by_link").prefetch_related(
            models.Prefetch("answers", ProposalAnswer.objects.select_related("answered_by", "answered_by_link"))
        )


@track()
class DateProposal(models.Model):
    """One date with its hours that a party proposed for a visit; it stands until another takes its place."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="proposals", verbose_name="訪問")
    starts_at = models.DateTimeField("開始")
    ends_at = models.DateTimeField("終了")
    proposed_at = models.DateTimeField("提案の日時")
    proposed_by, proposed_by_link = _actor("提案した人")
    withdrawn_at = models.DateTimeField("取り下げの日時", null=True, blank=True)

    objects = DateProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "日程の提案"
        verbose_name_plural = "日程の提案"
        ordering = ["visit", "pk"]
        triggers = [
            own_link_trigger("link_is_the_facilitys", "proposed"),
            keeps_its_visit(
                "id",
                "NEW.withdrawn_at IS NOT NULL OR NEW.visit_id <> OLD.visit_id"
                " OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="dateproposal_ends_after_start",
                violation_error_message="終了は開始より後の時刻にしてください。",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(withdrawn_at__isnull=True),
                name="dateproposal_one_stands_per_visit",
                violation_error_message="この訪問には、ほかの日程の提案があります。画面を読み込み直してください。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("proposed_at")),
                name="dateproposal_withdrawn_after_proposed",
                violation_error_message="取り下げは、提案より後にしてください。",
            ),
            one_actor_constraint("dateproposal_is_proposed_by_one", "proposed_by", "proposed_by_link"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def proposer(self) -> str:
        return _name(self.proposed_by, self.proposed_by_link)

    def answer_of(self, party: Party) -> "ProposalAnswer | None":
        """What the party answered, as `with_answers` loaded it; None before its answer."""
        return next((answer for answer in self.answers.all() if answer.party == party), None)

    def parties_without_yes(self) -> list[Party]:
        """Who has not answered 可, as `with_answers` loaded it; a visit is confirmed when nobody is left."""
        return [party for party in Party if not ((answer := self.answer_of(party)) and answer.is_possible)]


@track()
class ProposalAnswer(models.Model):
    """What one party answered to a proposed date; the last word counts, the history keeps the earlier ones.

    An answer of the facility that somebody with an account wrote down was given by telephone.
    """

    proposal = models.ForeignKey(DateProposal, models.PROTECT, related_name="answers", verbose_name="日程の提案")
    party = models.CharField("回答者", max_length=20, choices=Party.choices)
    is_possible = models.BooleanField("可")
    note = GuardedCharField("連絡事項", max_length=200, blank=True)
    answered_at = models.DateTimeField("回答の日時")
    answered_by, answered_by_link = _actor("回答した人")

    class Meta:
        verbose_name = "日程への回答"
        verbose_name_plural = "日程への回答"
        ordering = ["proposal", "pk"]
        triggers = [
            own_link_trigger(
                "link_is_the_facilitys",
                "answered",
                table=(
                    "(SELECT p.id, v.facility_id FROM outreach_dateproposal p"
                    " JOIN outreach_visit v ON v.id = p.visit_id)"
                ),
                key="proposal_id",
            ),
            keeps_its_visit(
                "proposal_id", "NOT NEW.is_possible OR NEW.proposal_id <> OLD.proposal_id OR NEW.party <> OLD.party"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "party"],
                name="proposalanswer_one_per_party",
                violation_error_message="この日程には、すでに回答があります。画面を読み込み直してください。",
            ),
            models.CheckConstraint(
                condition=Q(answered_by_link__isnull=True) | Q(party=Party.FACILITY),
                name="proposalanswer_by_link_is_the_facilitys",
                violation_error_message="リンクからの回答は、施設の回答だけです。",
            ),
            one_actor_constraint("proposalanswer_is_answered_by_one", "answered_by", "answered_by_link"),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} {'可' if self.is_possible else '不可'}"

    @property
    def is_by_telephone(self) -> bool:
        return self.party == Party.FACILITY and self.answered_by_id is not None

    @property
    def answerer(self) -> str:
        name = _name(self.answered_by, self.answered_by_link)
        return f"{PHONED}（{name}）" if self.is_by_telephone else name


@track()
class VisitMember(models.Model):
    """One more person at a visit besides its leader, its crew and its officer (第2-1-(9))."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members", verbose_name="訪問")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人")
    duty = models.CharField("役割", max_length=10, choices=VisitDuty.choices)

    class Meta:
        verbose_name = "訪問に加わる人"
        verbose_name_plural = "訪問に加わる人"
        ordering = ["visit", "pk"]
        triggers = [MEMBERS_KEEP_HOLDS]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"],
                name="visitmember_once_per_visit",
                violation_error_message="この人は、すでにこの訪問に加わっています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.person}"
