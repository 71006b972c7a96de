"""The day of a visit: what is packed and brought back, who was received, what the city took over (第2-1-(2)-④)."""

import uuid
from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from apps.accounts.enums import CITY_ROLES
from apps.contracts.models.spans import covering, days, hash_of, same
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track
from apps.outreach.enums import OUTCOMES, ItemPhase, ItemUse, VisitCount

from .visits import Visit


class VisitItemQuerySet(models.QuerySet["VisitItem"]):
    def get_by_natural_key(self, code: str, valid_from: date) -> "VisitItem":
        return self.get(code=code, valid_from=valid_from)

    def valid_on(self, day: date) -> "VisitItemQuerySet":
        return self.filter(covering(day))


@track()
class VisitItem(models.Model):
    """One line of the list of every visit: something to pack, or to see to on arriving or leaving (第2-1-(7)-①)."""

    code = GuardedCharField("コード", max_length=40)
    phase = models.CharField("時期", max_length=20, choices=ItemPhase.choices)
    label = GuardedCharField("項目", max_length=120)
    serves = ArrayField(
        models.CharField(max_length=20, choices=ItemUse.choices), verbose_name="使う方法", default=list, blank=True
    )
    is_valuable = models.BooleanField("貴重品（持ち帰りを確認する）", default=False)
    is_required = models.BooleanField("必須", default=True)
    order = models.PositiveSmallIntegerField("表示順")
    valid_from = models.DateField("適用開始日")
    valid_to = models.DateField("適用終了日", null=True, blank=True)

    objects = VisitItemQuerySet.as_manager()

    class Meta:
        verbose_name = "訪問日の項目"
        verbose_name_plural = "訪問日の項目"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="visititem_valid_to_after_valid_from",
                violation_error_message="適用終了日は、適用開始日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(is_valuable=False) | Q(phase=ItemPhase.PREPARE),
                name="visititem_valuables_are_packed",
                violation_error_message="貴重品は「準備・積込」の項目にしてください。",
            ),
            ExclusionConstraint(
                name="visititem_does_not_overlap_per_code",
                expressions=[
                    (same(hash_of("code")), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="同じコードの項目と適用期間が重なっています。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, date]:
        return (self.code, self.valid_from)


@track()
class VisitCheck(models.Model):
    """One line of the list that was seen to at one visit, by whom and when; for valuables also that they came back."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="checks", verbose_name="訪問")
    item = models.ForeignKey(VisitItem, models.PROTECT, related_name="checks", verbose_name="項目")
    done_at = models.DateTimeField("確認した時刻")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="確認した人")
    back_at = models.DateTimeField("持ち帰りを確認した時刻", null=True, blank=True)
    back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="持ち帰りを確認した人",
    )

    class Meta:
        verbose_name = "訪問日の確認"
        verbose_name_plural = "訪問日の確認"
        ordering = ["visit", "done_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "item"],
                name="visitcheck_once_per_visit_and_item",
                violation_error_message="この項目はすでに確認済みです。",
            ),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True, back_by__isnull=True)
                | Q(back_at__gte=F("done_at"), back_by__isnull=False),
                name="visitcheck_comes_back_after_packing",
                violation_error_message="持ち帰りの確認には、積込の後の時刻と確認した人が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.item}"


_CITY = ", ".join(f"'{role.value}'" for role in sorted(CITY_ROLES))


def _by_the_city(*, who: str, what: str, name: str) -> pgtrigger.Trigger:
    """Refuses a figure that stands in the name of somebody who was not of the city when it was written."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.{who} IS NULL THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE' THEN
                IF NEW.{who} IS NOT DISTINCT FROM OLD.{who} AND NEW.{what} IS NOT DISTINCT FROM OLD.{what} THEN
                    RETURN NEW;
                END IF;
            END IF;
            PERFORM 1 FROM accounts_user u WHERE u.id = NEW.{who} AND u.role IN ({_CITY});
            IF NOT FOUND THEN
                RAISE EXCEPTION 'not of the city'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visitresult_{name}';
            END IF;
            RETURN NEW;
        """,
    )


def _at_most(names: tuple[str, ...], limit: str) -> Q:
    total = F(names[0])
    for name in names[1:]:
        total = total + F(name)  # type: ignore[assignment]
    return Q(**{f"{limit}__gte": total})


def _together(*names: str) -> Q:
    return Q(**{f"{name}__isnull": True for name in names}) | Q(**{f"{name}__isnull": False for name in names})


@track()
class VisitResult(models.Model):
    """What came of one visit, counted person by person (C27): a person has one outcome at most and one photo at most.

    `on_site` are the applications received with 申請時来庁方式, which exists at visits only; their identity is checked
    by the city. Sent with the completion of the visit, it is never changed again.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="result", verbose_name="訪問")
    received = models.PositiveSmallIntegerField("受付", default=0)
    on_site = models.PositiveSmallIntegerField("うち出張申請受付", default=0)
    assists_device = models.PositiveSmallIntegerField("申請補助 ア マイナアシスト", default=0)
    assists_post = models.PositiveSmallIntegerField("申請補助 イ 郵便", default=0)
    assists_smartphone = models.PositiveSmallIntegerField("申請補助 ウ スマートフォン", default=0)
    usage = models.PositiveSmallIntegerField("利活用", default=0)
    photos = models.PositiveSmallIntegerField("写真", default=0)
    incomplete = models.PositiveSmallIntegerField("未了", default=0)
    incomplete_reason = GuardedCharField("未了の理由", max_length=200, blank=True)
    documents_received = models.PositiveSmallIntegerField("受領した書類", default=0)

    identity_checked = models.PositiveSmallIntegerField("本人確認をした人数", null=True, blank=True)
    identity_checked_at = models.DateTimeField("本人確認の時刻", null=True, blank=True)
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="本人確認をした市職員",
    )

    documents_handed_over = models.PositiveSmallIntegerField("引き渡した書類", null=True, blank=True)
    handed_over_at = models.DateTimeField("引き渡した時刻", null=True, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="引き渡した人"
    )
    documents_taken_over = models.PositiveSmallIntegerField("市が受け取った書類", null=True, blank=True)
    taken_over_at = models.DateTimeField("市が受け取った時刻", null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="受け取った市職員",
    )

    unready_reason = GuardedCharField("そろわないものがある理由", max_length=200, blank=True)
    started_at = models.DateTimeField("実際の開始", null=True, blank=True)
    ended_at = models.DateTimeField("実際の終了", null=True, blank=True)
    trouble = GuardedTextField("困難事例・トラブル", max_length=1000, blank=True)
    report = GuardedTextField("報告", max_length=2000, blank=True)
    sent_at = models.DateTimeField("報告した時刻", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="報告した人"
    )

    class Meta:
        verbose_name = "訪問の結果"
        verbose_name_plural = "訪問の結果"
        ordering = ["-visit"]
        triggers = [
            _by_the_city(who="identity_checked_by_id", what="identity_checked", name="identity_is_checked_by_the_city"),
            _by_the_city(
                who="taken_over_by_id", what="documents_taken_over", name="documents_are_taken_over_by_the_city"
            ),
            pgtrigger.Protect(
                name="sent_once",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_at_most(tuple(OUTCOMES), "received"),
                name="visitresult_each_person_has_one_outcome",
                violation_error_message="出張申請受付・申請補助（ア・イ・ウ）・未了の合計が、受付の人数より多くなります。",
            ),
            models.CheckConstraint(
                condition=_at_most(("photos",), "received"),
                name="visitresult_each_person_has_one_photo",
                violation_error_message="写真の人数が、受付の人数より多くなります。",
            ),
            models.CheckConstraint(
                condition=_at_most(("usage",), "received"),
                name="visitresult_each_person_is_helped_once_with_using",
                violation_error_message="利活用の人数が、受付の人数より多くなります。",
            ),
            models.CheckConstraint(
                condition=_at_most(("documents_received",), "received"),
                name="visitresult_each_person_has_one_set_of_documents",
                violation_error_message="受領した書類の数（1人分で1）が、受付の人数より多くなります。",
            ),
            models.CheckConstraint(
                condition=_together("identity_checked", "identity_checked_at", "identity_checked_by")
                & (Q(identity_checked__isnull=True) | Q(identity_checked__lte=F("received"))),
                name="visitresult_identity_says_who_and_when",
                violation_error_message="本人確認には、受付の人数以内の人数と、確認した市職員と時刻が必要です。",
            ),
            models.CheckConstraint(
                condition=_together("documents_handed_over", "handed_over_at", "handed_over_by"),
                name="visitresult_handing_over_says_who_and_when",
                violation_error_message="引き渡しには、書類の数と、引き渡した人と時刻が必要です。",
            ),
            models.CheckConstraint(
                condition=_together("documents_taken_over", "taken_over_at", "taken_over_by")
                & (Q(documents_taken_over__isnull=True) | Q(documents_handed_over__isnull=False)),
                name="visitresult_taking_over_says_who_and_when",
                violation_error_message="受け取りには、引き渡しの記録と、書類の数、受け取った市職員と時刻が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False, ended_at__gt=F("started_at")),
                name="visitresult_ends_after_it_starts",
                violation_error_message="実際の終了は、実際の開始より後の時刻にしてください。",
            ),
            models.CheckConstraint(
                condition=_together("sent_at", "sent_by"),
                name="visitresult_sent_at_with_by",
                violation_error_message="報告した時刻と人は、そろえて記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(
                    documents_handed_over=F("documents_received"),
                    documents_taken_over=F("documents_received"),
                    handed_over_at__isnull=False,
                    taken_over_at__isnull=False,
                ),
                name="visitresult_sent_only_with_all_documents_handed_over",
                violation_error_message="受領した書類・引き渡した書類・市が受け取った書類の数が一致していません。",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(on_site=0)
                | Q(
                    identity_checked_at__isnull=False,
                    identity_checked__gte=F("on_site"),
                    documents_received__gte=F("on_site"),
                ),
                name="visitresult_sent_only_with_identities_checked",
                violation_error_message="出張申請受付をした人全員の本人確認と書類の受領が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(incomplete=0) | Q(incomplete_reason__gt=""),
                name="visitresult_sent_with_the_reason_of_the_incomplete",
                violation_error_message="未了の理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(report__gt="", ended_at__isnull=False),
                name="visitresult_sent_with_report_and_hours",
                violation_error_message="実際の開始・終了と報告を入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} 受付{self.received}"

    @property
    def assists(self) -> int:
        return self.assists_device + self.assists_post + self.assists_smartphone


class VisitTap(models.Model):
    """One tap on a phone: one person more or fewer in one count of a visit. Written once; sent twice, it is one tap."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="taps", verbose_name="訪問")
    count = models.CharField("数えるもの", max_length=30, choices=VisitCount.choices)
    step = models.SmallIntegerField("増減")
    tapped_at = models.DateTimeField("時刻")
    tapped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="入力した人")
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "訪問の人数の入力"
        verbose_name_plural = "訪問の人数の入力"
        ordering = ["visit", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=(-1, 1)),
                name="visittap_is_one_person",
                violation_error_message="1回の入力で増減するのは1人です。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_count_display()} {self.step:+d}"


pgtrigger.register(
    pgtrigger.Trigger(
        name="completed_with_result",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Q(new__status="completed"),
        func="""
            IF EXISTS (SELECT 1 FROM outreach_visit v WHERE v.id = NEW.id AND v.status = 'completed') AND NOT EXISTS (
                SELECT 1 FROM outreach_visitresult r WHERE r.visit_id = NEW.id AND r.sent_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'completed without a result'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_completed_with_result';
            END IF;
            RETURN NULL;
        """,
    )
)(Visit)
