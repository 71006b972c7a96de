from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Case, Count, F, Func, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractHour, TruncDate
from psycopg.types.multirange import TimestamptzMultirange

from apps.accounts.models import User
from apps.callcenter.enums import ImportState, Outcome
from apps.callcenter.profile_shape import shape_faults
from apps.contracts.calendar import Calendar, days_between
from apps.contracts.models import Site
from apps.core import clock
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

ANSWERED = Q(outcome=Outcome.ANSWERED)
ABANDONED = Q(outcome=Outcome.ABANDONED)
OVERFLOW = Q(outcome=Outcome.OVERFLOW)


class CallProfileQuerySet(QuerySet["CallProfile"]):
    def get_by_natural_key(self, code: str) -> "CallProfile":
        return self.get(code=code)


@track()
class CallProfile(models.Model):
    """How one telephone system writes its log: its columns and what they mean. Another system is another row."""

    code = GuardedCharField(
        "記号", max_length=40, unique=True, error_messages={"unique": "この記号の形式はすでにあります。"}
    )
    name = GuardedCharField("名称", max_length=80)
    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="受付時間を決める拠点",
        help_text="空欄のときは24時間を受付時間とみなします。",
    )
    delimiter = GuardedCharField("区切り文字", max_length=1, default=",")
    encodings = models.JSONField("文字コード（試す順）", default=list)
    time_zone = GuardedCharField("時刻の時間帯", max_length=40, default="Asia/Tokyo")
    datetime_formats = models.JSONField("日時の書式", default=list)
    columns = models.JSONField(
        "列の対応", default=dict, help_text="項目 → 列名、または from・none_when の組（先に値のあるものを採用）"
    )
    outcomes = models.JSONField("結果の対応", default=dict, help_text="記録上の値 → answered・abandoned・overflow")
    skips = models.JSONField("数えない行", default=dict, blank=True, help_text="列名 → 読み飛ばす値")
    withheld_markers = models.JSONField("非通知を表す値", default=list, blank=True)
    ends_with_newline = models.BooleanField(
        "最後の行も改行で終わる",
        default=True,
        help_text="改行で終わらないファイルは、途中で切れたものとして受け付けません。",
    )

    objects = CallProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "通話記録の形式"
        verbose_name_plural = "通話記録の形式"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def clean(self) -> None:
        if faults := shape_faults(self):
            raise ValidationError(faults)


class CallImport(models.Model):
    """One run over one file of the telephone system: what became of its rows. The file itself is not kept."""

    profile = models.ForeignKey(CallProfile, on_delete=models.PROTECT, verbose_name="形式")
    file_name = GuardedCharField("ファイル名", max_length=200)
    sha256 = models.CharField("ファイルのSHA-256", max_length=64)
    encoding = GuardedCharField("文字コード", max_length=20, blank=True)
    state = models.CharField("状態", max_length=10, choices=ImportState.choices)
    reason = GuardedTextField("受け付けられない理由", blank=True)
    read = models.PositiveIntegerField("読込", default=0)
    new = models.PositiveIntegerField("新規", default=0)
    changed = models.PositiveIntegerField("変更", default=0)
    unchanged = models.PositiveIntegerField("変更なし", default=0)
    skipped = models.PositiveIntegerField("対象外", default=0)
    rejected = models.PositiveIntegerField("不備", default=0)
    started_at = models.DateTimeField("開始日時")
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, verbose_name="実行者", help_text="空欄はコマンドによる取り込み"
    )

    class Meta:
        verbose_name = "通話記録の取り込み"
        verbose_name_plural = "通話記録の取り込み"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at", "-id"], name="callimport_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(read=F("new") + F("changed") + F("unchanged") + F("skipped") + F("rejected")),
                name="callimport_counts_add_up",
                violation_error_message="読込件数が内訳の合計と一致しません。",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.REFUSED, read=0) & ~Q(reason="") | Q(state=ImportState.TAKEN, reason=""),
                name="callimport_refused_file_changes_nothing",
                violation_error_message="受け付けないファイルには理由が必要で、件数は0件でなければなりません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{clock.short_date(self.started_at)}）"


class RejectedRow(models.Model):
    """One line of a log that could not be taken, and why. Only columns without personal data are kept of it."""

    call_import = models.ForeignKey(
        CallImport, on_delete=models.CASCADE, related_name="rejected_rows", verbose_name="取り込み"
    )
    line = models.PositiveIntegerField("行")
    reason = GuardedCharField("理由", max_length=300)
    cells = models.JSONField("行の内容（個人情報を除く）", default=dict)

    class Meta:
        verbose_name = "取り込めなかった行"
        verbose_name_plural = "取り込めなかった行"
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["call_import", "line"],
                name="rejectedrow_one_reason_per_line",
                violation_error_message="この行はすでに記録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}行目: {self.reason}"


@dataclass(frozen=True, slots=True)
class GridCell:
    """The calls that arrived in one hour of one day. Offered = answered + abandoned + overflow.

    All but `out_of_hours` lie inside the opening hours. Waits and talks are sums in seconds, so that cells can be added
    before a mean is taken.
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


class CallQuerySet(QuerySet["Call"]):
    def arrived_between(self, first: date, last: date) -> Self:
        """Calls that arrived on the local days first…last, both inclusive, wherever they ended."""
        return self.filter(arrived_at__gte=clock.day_bounds(first)[0], arrived_at__lt=clock.day_bounds(last)[1])

    def past_announcement(self) -> Self:
        """Calls whose caller stayed beyond the opening announcement: they were queued, or answered without queueing."""
        return self.filter(Q(queued_at__isnull=False) | ANSWERED)

    def with_in_hours(self, first: date, last: date, calendar: Calendar) -> Self:
        """Adds `in_hours`: arrived inside [opens, closes) of the profile's site on one of the days first…last.

        Nothing of this is stored, so a changed opening rule or a new closure bites at once, in old months as in new
        ones. The opening hours go to PostgreSQL as one multirange per site. A profile without a site takes calls round
        the clock.
        """
        spans = {site: _opening(calendar, site.code, first, last) for site in calendar.sites.values()}
        return self.annotate(
            in_hours=Case(
                When(profile__site__isnull=True, then=Value(True)),
                *(
                    When(Q(profile__site=site) & Q(_arrived_within(opening)), then=Value(True))
                    for site, opening in spans.items()
                    if opening
                ),
                default=Value(False),
                output_field=models.BooleanField(),
            )
        )

    def grid(
        self, first: date, last: date, calendar: Calendar, *, short_seconds: int, soon_seconds: int = 20
    ) -> list[GridCell]:
        """Counts by local day and hour of arrival, in one query; hours without a call have no cell (第2-2-(7)-①-ア).

        `short_seconds`: a caller who left sooner is `abandoned_short`. `soon_seconds`: answered after at most this
        wait is `answered_soon`.
        """
        inside, outside = Q(in_hours=True), Q(in_hours=False)
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
            )
        )
        return [GridCell(**row) for row in rows]


def _arrived_within(spans: TimestamptzMultirange) -> Func:
    """`arrived_at <@ multirange`: inside one of many half-open spans, by one parameter instead of one OR per span."""
    return Func(
        "arrived_at", Value(spans), template="%(expressions)s", arg_joiner=" <@ ", output_field=models.BooleanField()
    )


def _opening(calendar: Calendar, site_code: str, first: date, last: date) -> TimestamptzMultirange:
    """The spans in which the site is open on the days first…last."""
    spans = []
    for day in days_between(first, last):
        if hours := calendar.hours(site_code, day):
            spans.append(
                DateTimeTZRange(
                    datetime.combine(day, hours.opens, clock.JST), datetime.combine(day, hours.closes, clock.JST), "[)"
                )
            )
    return TimestamptzMultirange(spans)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
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
        ]

    def __str__(self) -> str:
        return self.external_id
