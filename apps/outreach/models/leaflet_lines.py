"""The list of a leaflet's addresses, while it is needed (第2-1-(4)-②).

No column of it is copied to the history: after its purpose the list is erased, and nothing else may hold it.
"""

import uuid

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from apps.core.fields import GuardedCharField
from apps.core.marks import mark_of
from apps.outreach.enums import LeafletSource

from .facilities import Facility
from .leaflets import COUNTED, LeafletCampaign, counts_its_list

ORGANISATION_ONLY = "個人の宛名は登録できません。施設や事業所の名称を入力してください。"
MOST_ADDRESSES = 5_000
"""More lines than any campaign of one city has; a longer file is a mistake."""

_OF_AN_OPEN_LIST = pgtrigger.Trigger(
    name="of_an_open_list",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("campaign", "outreach_leafletcampaign")],
    func="""
        IF TG_OP = 'DELETE' THEN
            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = OLD.campaign_id FOR NO KEY UPDATE;
            IF campaign.erased_at IS NOT NULL THEN
                RETURN OLD;
            END IF;
        ELSE
            SELECT * INTO campaign FROM outreach_leafletcampaign c WHERE c.id = NEW.campaign_id FOR NO KEY UPDATE;
        END IF;
        IF campaign.erased_at IS NOT NULL OR campaign.cancelled_at IS NOT NULL THEN
            RAISE EXCEPTION 'the list is closed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_of_an_open_list';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF NEW.campaign_id <> OLD.campaign_id THEN
                RAISE EXCEPTION 'of another campaign'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_stays_in_its_list';
            END IF;
            IF NEW.name <> OLD.name AND NEW.facility_id IS NOT DISTINCT FROM OLD.facility_id
                AND NEW.facility_id IS NOT NULL THEN
                RAISE EXCEPTION 'another organisation'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_of_a_facility_bears_its_name';
            END IF;
            IF NEW.left_out_reason <> OLD.left_out_reason AND campaign.posted_on IS NOT NULL AND OLD.posted_on IS NULL
                AND NEW.posted_on IS NULL THEN
                RAISE EXCEPTION 'posted already'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_left_out_before_posting';
            END IF;
            IF (NEW.facility_id, NEW.name, NEW.addressee, NEW.postal_code, NEW.address, NEW.match_key)
                IS NOT DISTINCT FROM
                (OLD.facility_id, OLD.name, OLD.addressee, OLD.postal_code, OLD.address, OLD.match_key) THEN
                IF campaign.checked_at IS NOT NULL AND (
                    NEW.ticked_at IS DISTINCT FROM OLD.ticked_at OR NEW.remark <> OLD.remark
                ) THEN
                    RAISE EXCEPTION 'checked already'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';
                END IF;
                RETURN NEW;
            END IF;
            NEW.ticked_at := NULL;
            NEW.ticked_by_id := NULL;
        END IF;
        IF campaign.checked_at IS NOT NULL THEN
            RAISE EXCEPTION 'checked already'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_changed_only_unchecked';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


class LeafletAddressQuerySet(models.QuerySet["LeafletAddress"]):
    def to_post(self) -> "LeafletAddressQuerySet":
        """Lines that are not left out."""
        return self.filter(left_out_reason="")

    def unticked(self) -> "LeafletAddressQuerySet":
        """Lines that the city has not ticked, or has remarked on."""
        return self.filter(Q(ticked_at__isnull=True) | ~Q(remark=""))


class LeafletAddress(models.Model):
    """One organisation that a leaflet is posted to; erased with the whole list after its purpose (第2-1-(4)-②).

    Not in the history on purpose. A change of the facts takes the city's tick away.
    """

    campaign = models.ForeignKey(LeafletCampaign, models.PROTECT, related_name="addresses", verbose_name="チラシ")
    order = models.PositiveIntegerField("順")
    source = models.CharField("宛先の元", max_length=10, choices=LeafletSource.choices)
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登録されている施設"
    )
    name = GuardedCharField("宛名（施設・事業所）", max_length=100)
    addressee = GuardedCharField(
        "敬称の行",
        max_length=40,
        default="御中",
        help_text="例：御中、生活相談室 御中",
        validators=[RegexValidator(r"御中\Z", "敬称の行は「御中」で終わるようにしてください。")],
    )
    postal_code = GuardedCharField(
        "郵便番号",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{7}\Z", "郵便番号は7桁の数字で入力してください。")],
    )
    address = GuardedCharField("住所", max_length=200)
    match_key = models.CharField("照合の値", max_length=320, editable=False)
    ticked_at = models.DateTimeField("市の確認", null=True, blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認した人"
    )
    remark = GuardedCharField("市の指摘", max_length=200, blank=True)
    left_out_reason = GuardedCharField("発送しない理由", max_length=100, blank=True)
    posted_on = models.DateField("発送日", null=True, blank=True)
    returned_on = models.DateField("返戻日", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = LeafletAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "チラシの宛先"
        verbose_name_plural = "チラシの宛先"
        ordering = ["campaign", "order", "pk"]
        triggers = [
            _OF_AN_OPEN_LIST,
            pgtrigger.Trigger(
                name="counted_by_its_campaign",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("posted_on", "returned_on"),
                timing=pgtrigger.Deferred,
                declare=COUNTED,
                func=counts_its_list("NEW.campaign_id"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "facility"],
                condition=Q(facility__isnull=False),
                name="leafletaddress_facility_once_a_campaign",
                violation_error_message="この施設は、すでに宛先にあります。",
            ),
            models.UniqueConstraint(
                fields=["campaign", "match_key"],
                name="leafletaddress_once_a_campaign",
                violation_error_message="同じ宛名と住所の宛先が、すでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(name__gt="", address__gt="", match_key__gt=""),
                name="leafletaddress_has_name_and_address",
                violation_error_message="宛名と住所を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(addressee__endswith="御中"),
                name="leafletaddress_is_addressed_to_an_organisation",
                violation_error_message="敬称の行は「御中」で終わるようにしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(name__regex=r"(様|さま|殿|氏)$"),
                name="leafletaddress_names_no_person",
                violation_error_message=ORGANISATION_ONLY,
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{7}$"),
                name="leafletaddress_postal_code_has_seven_digits",
                violation_error_message="郵便番号は7桁の数字で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(ticked_at__isnull=True, ticked_by__isnull=True)
                | Q(ticked_at__isnull=False, ticked_by__isnull=False),
                name="leafletaddress_tick_has_time_and_person",
                violation_error_message="市の確認には、日時と確認した人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True) | Q(left_out_reason=""),
                name="leafletaddress_left_out_is_not_posted",
                violation_error_message="発送しない宛先は、発送済みにできません。",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(posted_on__isnull=False, returned_on__gte=F("posted_on")),
                name="leafletaddress_returns_after_posting",
                violation_error_message="返戻日は、発送日以後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}-{self.order}"

    @property
    def postal_mark(self) -> str:
        """〒350-1101, or nothing."""
        return f"〒{self.postal_code[:3]}-{self.postal_code[3:]}" if self.postal_code else ""

    @property
    def edition(self) -> str:
        """Differs once anything of the line that the city sees before ticking it does."""
        seen = (self.name, self.addressee, self.postal_code, self.address, self.remark, str(self.ticked_at is not None))
        return mark_of(seen)


class LeafletRejectedRow(models.Model):
    """One address of a file, or of the facilities' list, that could not be taken, until it is mended or dropped."""

    campaign = models.ForeignKey(LeafletCampaign, models.PROTECT, related_name="rejected_rows", verbose_name="チラシ")
    line = models.PositiveIntegerField("行", null=True, blank=True, help_text="施設の一覧からの行にはありません。")
    reason = GuardedCharField("取り込めない理由", max_length=300)
    name = GuardedCharField("宛名（施設・事業所）", max_length=200, blank=True)
    addressee = GuardedCharField("敬称の行", max_length=100, blank=True)
    postal_code = GuardedCharField("郵便番号", max_length=40, blank=True)
    address = GuardedCharField("住所", max_length=400, blank=True)

    class Meta:
        verbose_name = "取り込めなかった宛先"
        verbose_name_plural = "取り込めなかった宛先"
        ordering = ["campaign", "pk"]
        triggers = [
            pgtrigger.Trigger(
                name="of_a_living_campaign",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM 1 FROM outreach_leafletcampaign c
                    WHERE c.id = NEW.campaign_id AND c.erased_at IS NULL FOR NO KEY UPDATE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the list is erased'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'leafletaddress_is_of_an_open_list';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.place}"

    @property
    def place(self) -> str:
        """Where the row came from."""
        return LeafletSource.REGISTER.label if self.line is None else f"{LeafletSource.FILE.label}の{self.line}行目"
