import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import GuardedCharField
from apps.core.history import track
from apps.outreach.enums import LinkPurpose

from .facilities import Facility

SHA_256 = r"\A[0-9a-f]{64}\Z"


class FacilityLinkQuerySet(models.QuerySet["FacilityLink"]):
    def living(self, now: datetime) -> "FacilityLinkQuerySet":
        """Links that still open: neither revoked nor at their end."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


@track(exclude=("token_hash",))
class FacilityLink(models.Model):
    """One address that was given to a facility, by which it comes to its own requests without an account (第2-1-(3)-③).

    The address itself is kept nowhere: only its SHA-256 is, which does not lead back to it.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="links", verbose_name="施設")
    purpose = models.CharField("目的", max_length=20, choices=LinkPurpose.choices, default=LinkPurpose.REQUEST)
    token_hash = models.CharField("アドレスの照合値", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("発行")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="発行した人")
    expires_at = models.DateTimeField("有効期限")
    revoked_at = models.DateTimeField("取消し", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取り消した人"
    )
    revoke_reason = GuardedCharField("取消しの理由", max_length=200, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = FacilityLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "施設のリンク"
        verbose_name_plural = "施設のリンク"
        ordering = ["-made_at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="stays_as_issued",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("facility", "token_hash", "made_at", "made_by", "expires_at"),
            ),
            pgtrigger.Protect(
                name="revoked_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=SHA_256),
                name="facilitylink_keeps_a_hash_only",
                violation_error_message="リンクのアドレスそのものは保存しません。",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="facilitylink_expires_after_it_was_made",
                violation_error_message="有効期限は発行より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False, revoke_reason__gt=""),
                name="facilitylink_is_revoked_with_reason",
                violation_error_message="取消しには、取り消した人と理由が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility} {self.get_purpose_display()}"

    def is_living(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class FacilityPassQuerySet(models.QuerySet["FacilityPass"]):
    def living(self, now: datetime) -> "FacilityPassQuerySet":
        """Passes that still open: not given back, not run out, and of a link that is living itself."""
        return self.filter(
            ended_at__isnull=True, expires_at__gt=now, link__revoked_at__isnull=True, link__expires_at__gt=now
        )


class FacilityPass(models.Model):
    """One opening of a link on one device: what its short cookie stands for until it runs out or is given back."""

    link = models.ForeignKey(FacilityLink, models.PROTECT, related_name="passes", verbose_name="リンク")
    secret_hash = models.CharField("照合値", max_length=64, unique=True, editable=False)
    opened_at = models.DateTimeField("開いた日時")
    expires_at = models.DateTimeField("利用の期限")
    ended_at = models.DateTimeField("利用の終わり", null=True, blank=True)

    objects = FacilityPassQuerySet.as_manager()

    class Meta:
        verbose_name = "リンクの利用"
        verbose_name_plural = "リンクの利用"
        ordering = ["-opened_at", "-pk"]
        triggers = [
            pgtrigger.Trigger(
                name="within_its_link",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("expires_at"),
                func="""
                    PERFORM 1 FROM outreach_facilitylink l
                    WHERE l.id = NEW.link_id AND l.revoked_at IS NULL AND l.expires_at >= NEW.expires_at
                    FOR SHARE OF l;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the link is revoked or ends earlier'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'facilitypass_lives_within_its_link';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="ended_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(secret_hash__regex=SHA_256),
                name="facilitypass_keeps_a_hash_only",
                violation_error_message="利用の印そのものは保存しません。",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at"))
                & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at"))),
                name="facilitypass_ends_after_it_was_opened",
                violation_error_message="利用の終わりは、開いた日時より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.opened_at:%Y-%m-%d %H:%M}"


class CalendarFeed(models.Model):
    """The secret address by which one person's own calendar program reads the visits; one living one per person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", verbose_name="利用者"
    )
    token_hash = models.CharField("アドレスの照合値", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("発行")
    revoked_at = models.DateTimeField("取消し", null=True, blank=True)

    class Meta:
        verbose_name = "カレンダーの取り込み"
        verbose_name_plural = "カレンダーの取り込み"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendarfeed_one_living_per_person",
                violation_error_message="取り込み用のアドレスは、一人に一つです。",
            ),
            models.CheckConstraint(
                condition=Q(token_hash__regex=SHA_256),
                name="calendarfeed_keeps_a_hash_only",
                violation_error_message="取り込み用のアドレスそのものは保存しません。",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
                name="calendarfeed_is_revoked_after_it_was_made",
                violation_error_message="取消しは発行より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
