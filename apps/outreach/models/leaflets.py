"""The yearly leaflet: what was made, agreed, checked, posted and paid, and its letters with a link (第2-1-(4))."""

import uuid
from datetime import date, timedelta

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from apps.accounts.enums import CITY_ROLES
from apps.contracts.models import ContractTerm
from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.enums import ONCE, LeafletStatus, LeafletStepKind

from .facilities import Facility
from .links import FacilityLink

_CITY = ", ".join(f"'{role.value}'" for role in sorted(CITY_ROLES))

_STEPS_IN_ORDER = pgtrigger.Trigger(
    name="steps_in_order",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("before", "outreach_leafletcampaign")],
    func=f"""
        IF TG_OP = 'UPDATE' THEN
            before := OLD;
        END IF;
        IF NEW.checked_at IS NOT NULL AND NEW.checked_at IS DISTINCT FROM before.checked_at THEN
            IF NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.checked_by_id AND u.role IN ({_CITY})) THEN
                RAISE EXCEPTION 'not the city'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_is_checked_by_the_city';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM outreach_leafletaddress a WHERE a.campaign_id = NEW.id)
                OR EXISTS (
                    SELECT 1 FROM outreach_leafletaddress a
                    WHERE a.campaign_id = NEW.id AND (a.ticked_at IS NULL OR a.remark <> '')
                ) THEN
                RAISE EXCEPTION 'a line is not checked'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_check_covers_every_line';
            END IF;
        END IF;
        IF NEW.design_agreed_at IS NOT NULL AND NEW.design_agreed_at IS DISTINCT FROM before.design_agreed_at
            AND NOT EXISTS (
                SELECT 1 FROM accounts_user u WHERE u.id = NEW.design_agreed_by_id AND u.role IN ({_CITY})
            ) THEN
            RAISE EXCEPTION 'not the city'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_design_is_agreed_by_the_city';
        END IF;
        IF NEW.printed_on IS NOT NULL AND before.printed_on IS NULL AND NEW.checked_at IS NULL THEN
            RAISE EXCEPTION 'printed before the check'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_prints_after_the_check';
        END IF;
        IF NEW.printed_on IS NOT NULL AND before.printed_on IS NULL
            AND NEW.printed_on < (NEW.design_agreed_at AT TIME ZONE 'Asia/Tokyo')::date THEN
            RAISE EXCEPTION 'printed before the design was agreed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_prints_from_the_day_of_the_design';
        END IF;
        IF NEW.stuffed_on IS NOT NULL AND before.stuffed_on IS NULL AND NEW.checked_at IS NULL
            AND NEW.printed_on IS NOT NULL THEN
            RAISE EXCEPTION 'stuffed without the check'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_stuffs_after_the_check';
        END IF;
        IF NEW.posted_on IS NOT NULL AND before.posted_on IS NULL
            AND NEW.posted_on < (NEW.checked_at AT TIME ZONE 'Asia/Tokyo')::date THEN
            RAISE EXCEPTION 'posted before the day of the check'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_posts_from_the_day_of_the_check';
        END IF;
        IF before.checked_at IS NOT NULL AND NEW.checked_at IS NOT NULL AND NEW.purpose <> before.purpose THEN
            RAISE EXCEPTION 'checked for another purpose'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_keeps_the_purpose_of_its_check';
        END IF;
        IF before.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM before.erased_at THEN
            RAISE EXCEPTION 'erased for good'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erasure_is_final';
        END IF;
        RETURN NEW;
    """,  # noqa: S608 - the names of our own roles
)


def counts_its_list(campaign: str) -> str:
    """Body of a trigger: what the campaign counts is what its list says, and after the erasure there is no list."""
    return f"""
        SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = {campaign};
        SELECT count(*), count(a.posted_on), count(a.returned_on) INTO lines, posted, returned
        FROM outreach_leafletaddress a WHERE a.campaign_id = campaign.id;
        IF campaign.erased_at IS NOT NULL THEN
            IF lines > 0 OR EXISTS (SELECT 1 FROM outreach_leafletrejectedrow r WHERE r.campaign_id = campaign.id) THEN
                RAISE EXCEPTION 'the list is still there'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_erased_has_no_list';
            END IF;
        ELSIF coalesce(campaign.posted, 0) <> posted OR campaign.returned <> returned THEN
            RAISE EXCEPTION 'counts differ from the list'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletcampaign_counts_its_list';
        END IF;
        RETURN NULL;
    """  # noqa: S608 - the names of our own columns


COUNTED = [
    ("campaign", "outreach_leafletcampaign"),
    ("lines", "integer"),
    ("posted", "integer"),
    ("returned", "integer"),
]


class LeafletCampaignQuerySet(models.QuerySet["LeafletCampaign"]):
    def posted(self) -> "LeafletCampaignQuerySet":
        return self.filter(posted_on__isnull=False)

    def holding_a_list(self) -> "LeafletCampaignQuerySet":
        """Whose addresses are not erased."""
        return self.filter(erased_at__isnull=True)

    def posted_before(self, day: date) -> "LeafletCampaignQuerySet":
        """Posted on this day or earlier."""
        return self.filter(posted_on__lte=day)

    def abandoned(self, last: date) -> "LeafletCampaignQuerySet":
        """Never posted, not called off, of a term that ended on this day or earlier."""
        return self.filter(posted_on__isnull=True, cancelled_at__isnull=True, term__ends_on__lte=last)

    def locked(self) -> "LeafletCampaignQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@track()
class LeafletCampaign(models.Model):
    """One leaflet of a term, from its list of addresses to what was posted, came back and cost (第2-1-(4)-②)."""

    term = models.ForeignKey(ContractTerm, models.PROTECT, related_name="leaflets", verbose_name="契約年度")
    title = GuardedCharField("件名", max_length=60)
    purpose = GuardedCharField("目的", max_length=200, help_text="宛先の一覧は、この目的のほかには使いません。")
    planned_count = models.PositiveIntegerField("作成の予定（枚）", validators=[MinValueValidator(1)])
    shows_tokimo = models.BooleanField("ときも が入っている", default=False)
    shows_mainachan = models.BooleanField("マイナちゃん が入っている", default=False)
    design_agreed_at = models.DateTimeField("デザインの承認", null=True, blank=True)
    design_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="デザインを承認した人",
    )
    check_asked_at = models.DateTimeField("宛先の確認の依頼", null=True, blank=True)
    checked_at = models.DateTimeField("宛先の確認", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="宛先を確認した人",
    )
    printed_on = models.DateField("印刷日", null=True, blank=True)
    printed = models.PositiveIntegerField("印刷した数", null=True, blank=True)
    stuffed_on = models.DateField("封入日", null=True, blank=True)
    stuffed = models.PositiveIntegerField("封入した数", null=True, blank=True)
    posted_on = models.DateField("発送日", null=True, blank=True)
    posted = models.PositiveIntegerField("発送した数", null=True, blank=True)
    returned = models.PositiveIntegerField("返戻の数", default=0)
    printing_yen = models.PositiveIntegerField("作成の費用（円）", null=True, blank=True)
    postage_yen = models.PositiveIntegerField("郵送料（円）", null=True, blank=True)
    completed_at = models.DateTimeField("完了", null=True, blank=True)
    cancelled_at = models.DateTimeField("中止", null=True, blank=True)
    cancel_reason = GuardedCharField("中止の理由", max_length=200, blank=True)
    erased_at = models.DateTimeField("宛先の消去", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = LeafletCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "チラシ"
        verbose_name_plural = "チラシ"
        ordering = ["-term__starts_on", "-pk"]
        triggers = [
            _STEPS_IN_ORDER,
            pgtrigger.Trigger(
                name="counts_its_list",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                declare=COUNTED,
                func=counts_its_list("NEW.id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_count__gte=1),
                name="leafletcampaign_plans_at_least_one",
                violation_error_message="作成の予定は1枚以上にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(design_agreed_at__isnull=True, design_agreed_by__isnull=True)
                | Q(
                    design_agreed_at__isnull=False,
                    design_agreed_by__isnull=False,
                    shows_tokimo=True,
                    shows_mainachan=True,
                ),
                name="leafletcampaign_design_shows_both_characters",
                violation_error_message="デザインの承認には、ときも と マイナちゃん の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False, check_asked_at__isnull=False),
                name="leafletcampaign_check_follows_a_request",
                violation_error_message="宛先の確認は、受託者が確認を依頼した後に行います。",
            ),
            models.CheckConstraint(
                condition=Q(printed_on__isnull=True, printed__isnull=True)
                | Q(printed_on__isnull=False, printed__gte=1, design_agreed_at__isnull=False),
                name="leafletcampaign_prints_an_agreed_design",
                violation_error_message="印刷の前に、デザインの承認（ときも・マイナちゃん）が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(stuffed_on__isnull=True, stuffed__isnull=True)
                | Q(stuffed__gte=1, stuffed__lte=F("printed"), stuffed_on__gte=F("printed_on"), printed__isnull=False),
                name="leafletcampaign_stuffs_what_was_printed",
                violation_error_message="封入した数は印刷した数まで、封入日は印刷日以後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True, posted__isnull=True)
                | Q(
                    posted__gte=1,
                    posted__lte=F("stuffed"),
                    posted_on__gte=F("stuffed_on"),
                    stuffed__isnull=False,
                    checked_at__isnull=False,
                ),
                name="leafletcampaign_posts_what_was_checked_and_stuffed",
                violation_error_message="発送は、市が宛先を確認した後に、封入した数までにしてください。",
            ),
            models.CheckConstraint(
                condition=Q(returned=0) | Q(posted__isnull=False, returned__lte=F("posted")),
                name="leafletcampaign_returns_what_was_posted",
                violation_error_message="返戻の数は、発送した数までにしてください。",
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True)
                | Q(posted__isnull=False, printing_yen__isnull=False, postage_yen__isnull=False),
                name="leafletcampaign_completes_posted_with_its_cost",
                violation_error_message="完了には、発送の記録と費用（作成・郵送料）が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False, cancel_reason__gt="", posted_on__isnull=True),
                name="leafletcampaign_is_cancelled_with_reason_before_posting",
                violation_error_message="中止できるのは発送の前だけで、理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(posted_on__isnull=False) | Q(cancelled_at__isnull=False),
                name="leafletcampaign_list_is_erased_after_its_purpose",
                violation_error_message="宛先の消去は、発送または中止の後に行います。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> LeafletStatus:
        """Where the campaign stands, by what happened."""
        reached = (
            (self.cancelled_at, LeafletStatus.CANCELLED),
            (self.completed_at, LeafletStatus.COMPLETED),
            (self.posted_on, LeafletStatus.POSTED),
            (self.checked_at and self.stuffed_on, LeafletStatus.STUFFED),
            (self.checked_at and self.printed_on, LeafletStatus.PRINTED),
            (self.checked_at, LeafletStatus.CHECKED),
            (self.check_asked_at, LeafletStatus.CHECKING),
        )
        return next((status for happened, status in reached if happened), LeafletStatus.DRAFT)

    @property
    def cost_yen(self) -> int | None:
        """What the contractor paid; None until both parts are known."""
        if self.printing_yen is None or self.postage_yen is None:
            return None
        return self.printing_yen + self.postage_yen

    @property
    def is_open(self) -> bool:
        """Whether a step may still follow."""
        return self.cancelled_at is None and self.completed_at is None

    @property
    def list_is_open(self) -> bool:
        """Whether the list of addresses may still be changed."""
        return self.is_open and self.posted_on is None and self.erased_at is None

    def erased_by(self, keep_days: int) -> date | None:
        """The day on which the list is erased at the latest; None before posting."""
        return self.posted_on + timedelta(days=keep_days) if self.posted_on else None


class LeafletStep(models.Model):
    """One thing that happened to a campaign: who did it, when, and how many. Written once; nobody: the night's run."""

    campaign = models.ForeignKey(LeafletCampaign, models.PROTECT, related_name="steps", verbose_name="チラシ")
    kind = models.CharField("内容", max_length=20, choices=LeafletStepKind.choices)
    taken_at = models.DateTimeField("日時")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行った人"
    )
    number = models.PositiveIntegerField("件数", null=True, blank=True)
    reason = GuardedCharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "チラシの経過"
        verbose_name_plural = "チラシの経過"
        ordering = ["campaign", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(kind__in=[kind.value for kind in ONCE]),
                name="leafletstep_happens_once",
                violation_error_message="この操作は、すでに記録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.get_kind_display()}"


class LeafletLetterQuerySet(models.QuerySet["LeafletLetter"]):
    def in_force(self) -> "LeafletLetterQuerySet":
        """Letters that were not made anew and whose link is not revoked."""
        return self.filter(replaced_at__isnull=True, link__revoked_at__isnull=True)


@track()
class LeafletLetter(models.Model):
    """One letter of a campaign that carries a facility's own link; a letter made anew takes the place of the first."""

    campaign = models.ForeignKey(LeafletCampaign, models.PROTECT, related_name="letters", verbose_name="チラシ")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="施設")
    link = models.OneToOneField(FacilityLink, models.PROTECT, related_name="leaflet_letter", verbose_name="リンク")
    made_at = models.DateTimeField("作成日時")
    replaced_at = models.DateTimeField("作り直した日時", null=True, blank=True)

    objects = LeafletLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "施設のリンクを載せた手紙"
        verbose_name_plural = "施設のリンクを載せた手紙"
        ordering = ["campaign", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "facility"],
                condition=Q(replaced_at__isnull=True),
                name="leafletletter_one_link_a_facility",
                violation_error_message="この施設には、このチラシのリンクがすでにあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.facility_id}"
