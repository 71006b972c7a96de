import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.db import models

from apps.accounts.models import User
from apps.core.fields import GuardedTextField
from apps.core.history import track
from apps.reporting import permissions
from apps.reporting.enums import HANDED_OVER, TRANSITIONS, DataForm, DataSubject, ReportKind, ReportState
from apps.reporting.periods import Period

from .files import MadeFiles, TransitionNotAllowed, sha256

if TYPE_CHECKING:
    from .withdrawals import RevisionWithdrawal


class ReportQuerySet(models.QuerySet["Report"]):
    def for_user(self, user: User) -> "ReportQuerySet":
        """The reports of the kinds this role works with; the city sees those that were issued at least once."""
        readable = self.filter(kind__in=permissions.readable_kinds(user.role))
        return readable if permissions.sees_drafts(user.role) else readable.filter(issued_at__isnull=False)

    def with_issues(self) -> "ReportQuerySet":
        """`first_issued_at`, the proof of the day on which the report was handed over, and the city's latest word.

        `issued_number` is the newest issued revision, `accepted` what the city decided on it: None while it has not.
        """
        newest = ReportRevision.objects.filter(report=models.OuterRef("pk"), issued_at__isnull=False)
        return self.annotate(
            first_issued_at=models.Min("revisions__issued_at"),
            issued_number=models.Max("revisions__number", filter=models.Q(revisions__issued_at__isnull=False)),
            accepted=models.Subquery(newest.order_by("-number").values("decision__accepted")[:1]),
        )

    def of(self, kind: str, first_on: datetime.date, last_on: datetime.date) -> "ReportQuerySet":
        return self.filter(kind=kind, first_on=first_on, last_on=last_on)


@track()
class Report(models.Model):
    """One report the contract asks for: a kind and the days it covers (第2-1-(12), 第2-2-(7))."""

    kind = models.CharField("種類", max_length=20, choices=ReportKind.choices)
    first_on = models.DateField("対象期間の初日")
    last_on = models.DateField("対象期間の末日")
    nominal_due_on = models.DateField("提出期限")
    safe_due_on = models.DateField("提出の目安日")
    state = models.CharField("状態", max_length=20, choices=ReportState.choices, default=ReportState.REQUESTED)
    remarks = GuardedTextField("所見・改善策", blank=True, max_length=2000)
    cause = GuardedTextField("目標に届かなかった原因", blank=True, max_length=1000)
    measure = GuardedTextField("改善策", blank=True, max_length=1000)
    unsigned_reason = GuardedTextField("運営責任者の確認がない理由", blank=True, max_length=500)
    proposal = GuardedTextField("意見・提案", blank=True, max_length=1000)
    remarks_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="記載者")
    requested_at = models.DateTimeField("作成を始めた日時")
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作成を指示した人"
    )
    reason = GuardedTextField("作り直す理由", blank=True, max_length=500)
    failure = models.CharField("作成できなかった理由", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="確認者"
    )
    issued_at = models.DateTimeField("提出日時", null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出者")
    drifted_at = models.DateTimeField("提出後に記録が変わったことに気づいた日時", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "報告書"
        verbose_name_plural = "報告書"
        ordering: ClassVar[list[str]] = ["-last_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first_on", "last_on"],
                name="report_one_per_kind_and_period",
                violation_error_message="この期間の報告書はすでにあります。",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="report_period_ends_after_start",
                violation_error_message="対象期間の末日は、初日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(safe_due_on__lte=models.F("nominal_due_on")),
                name="report_safe_day_is_not_after_due_day",
                violation_error_message="提出の目安日は、提出期限より後にできません。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="report_confirmed_at_and_by",
                violation_error_message="確認日時と確認者は、両方が必要です。",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at__isnull=True, issued_by__isnull=True)
                | models.Q(issued_at__isnull=False, issued_by__isnull=False),
                name="report_issued_at_and_by",
                violation_error_message="提出日時と提出者は、両方が必要です。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ReportState.CONFIRMED, *HANDED_OVER])
                | models.Q(confirmed_at__isnull=False),
                name="report_is_confirmed_before_issue",
                violation_error_message="確認していない報告書は提出できません。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ReportKind.CALL_MONTHLY, state=ReportState.CONFIRMED)
                | ~models.Q(remarks="") & ~models.Q(proposal=""),
                name="report_call_month_is_confirmed_with_words",
                violation_error_message="月報を確認済にするには、分析・所見と意見・提案の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=HANDED_OVER) | models.Q(issued_at__isnull=False),
                name="report_issued_state_has_moment",
                violation_error_message="提出済の報告書には提出日時が必要です。",
            ),
            models.CheckConstraint(
                condition=models.Q(drifted_at__isnull=True)
                | models.Q(state__in=HANDED_OVER, drifted_at__gte=models.F("issued_at")),
                name="report_drift_is_noticed_after_issue",
                violation_error_message="提出後の記録の変更は、提出した報告書にだけ、提出より後の日時で残せます。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="state_says_what_the_city_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__state__in=HANDED_OVER),
                declare=[("held", "VARCHAR")],
                func="""
                    SELECT CASE WHEN r.issued_at IS NULL THEN 'open' WHEN d.id IS NULL THEN 'issued'
                        WHEN d.accepted THEN 'accepted' ELSE 'returned' END INTO held
                    FROM reporting_reportrevision r LEFT JOIN reporting_reportdecision d ON d.revision_id = r.id
                    WHERE r.report_id = NEW.id ORDER BY r.number DESC LIMIT 1;
                    IF held IS DISTINCT FROM NEW.state THEN
                        RAISE EXCEPTION 'the newest revision is not %', NEW.state
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_state_says_what_the_city_holds';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="stands_again_after_a_withdrawal",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state__in=HANDED_OVER)
                & pgtrigger.Q(new__state__in=HANDED_OVER, new__issued_at=pgtrigger.F("old__issued_at")),
                func="""
                    IF (SELECT max(issued_at) FROM reporting_reportrevision WHERE report_id = NEW.id) < OLD.requested_at
                    AND NOT EXISTS (
                        SELECT 1 FROM reporting_revisionwithdrawal w
                        WHERE w.report_id = NEW.id AND w.withdrawn_at >= OLD.requested_at
                    ) THEN
                        RAISE EXCEPTION 'nobody has withdrawn the next revision'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stands_again_after_a_withdrawal';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="issue_needs_texts_that_another_has_read",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__state=ReportState.ISSUED)
                & pgtrigger.Q(old__issued_at__df=pgtrigger.F("new__issued_at")),
                declare=[("made", "reporting_reportrevision")],
                func="""
                    SELECT * INTO made FROM reporting_reportrevision WHERE report_id = NEW.id
                    ORDER BY number DESC LIMIT 1;
                    IF (made.content #>> '{guard,refused}')::int > 0 OR (made.content #>> '{guard,hits}')::int > 0
                        AND NOT EXISTS (
                            SELECT 1 FROM reporting_textclearance c
                            WHERE c.revision_id = made.id AND c.pdf_sha256 = made.pdf_sha256
                            AND (c.cleared_by_id <> NEW.issued_by_id OR NEW.kind = 'completion')
                        )
                    THEN
                        RAISE EXCEPTION 'texts that look personal were not read by another than who issues'
                            USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'report_issue_needs_texts_that_another_has_read';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"

    @property
    def period(self) -> str:
        """As in addresses and commands."""
        return str(Period(self.first_on, self.last_on))

    @property
    def is_handed_over(self) -> bool:
        """Whether the city holds the newest revision; the next one needs a reason."""
        return self.state in HANDED_OVER

    def newest_issued(self) -> "ReportRevision | None":
        """The revision that the city holds."""
        return self.revisions.filter(issued_at__isnull=False).defer("xlsx", "pdf").order_by("-number").first()

    @property
    def is_next(self) -> bool:
        """Whether a revision is written that follows the one that the city holds."""
        return self.issued_at is not None and not self.is_handed_over

    def stamp(self) -> str:
        """Where it stands and which making is its newest; a page that offers the next one names what was seen on it."""
        newest = self.revisions.only("number", "pdf_sha256").order_by("-number").first()
        return f"{self.state}-{newest.stamp if newest else ''}"

    def last_withdrawal(self) -> "RevisionWithdrawal | None":
        """The newest revision that was begun after the last issue and taken back."""
        return self.withdrawals.filter(withdrawn_at__gte=self.issued_at).first() if self.issued_at else None

    @property
    def is_being_made(self) -> bool:
        """The worker has been asked and has not given up."""
        return self.state == ReportState.REQUESTED and not self.failure

    def request(self, *, by: User | None, at: datetime.datetime, reason: str = "") -> None:
        """Have the files made anew; after the issue this begins the next revision and needs a reason."""
        if self.is_handed_over:
            if not reason.strip():
                raise TransitionNotAllowed("提出済の報告書を作り直すには、理由が必要です。")
            self.reason = reason
        self._move(ReportState.REQUESTED)
        self.requested_at, self.requested_by, self.failure = at, by, ""
        self.confirmed_at = self.confirmed_by = self.drifted_at = None

    def take_draft(self) -> None:
        """The files are made; a person reads them next."""
        self._move(ReportState.DRAFT)
        self.failure = ""

    def confirm(self, *, by: User, at: datetime.datetime) -> None:
        self._move(ReportState.CONFIRMED)
        self.confirmed_at, self.confirmed_by = at, by

    def send_back(self) -> None:
        """Take the confirmation back."""
        if self.state != ReportState.CONFIRMED:
            raise TransitionNotAllowed("確認済の報告書だけを下書きに戻せます。")
        self._move(ReportState.DRAFT)
        self.confirmed_at = self.confirmed_by = None

    def issue(self, *, by: User, at: datetime.datetime) -> None:
        self._move(ReportState.ISSUED)
        self.issued_at, self.issued_by = at, by

    def decide(self, *, accepted: bool) -> None:
        """The city has said what it thinks of the newest revision."""
        self._move(ReportState.ACCEPTED if accepted else ReportState.RETURNED)

    def stand_again(self) -> None:
        """Be again as before the next revision was begun, by the history: words, confirmation, mark of a drift."""
        events: models.QuerySet[Any] = self.events.all()  # type: ignore[attr-defined]  # made by pghistory
        events.filter(state__in=HANDED_OVER).latest("pgh_id").revert()
        self.refresh_from_db()

    def _move(self, to: ReportState) -> None:
        if to not in TRANSITIONS[ReportState(self.state)]:
            raise TransitionNotAllowed(f"{self.get_state_display()}の報告書は、{to.label}にできません。")
        self.state = to


@track(exclude=["xlsx", "pdf", "content"])
class ReportRevision(MadeFiles):
    """One making of a report: the figures as they were and the two files; frozen by the database from its issue on."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="revisions", verbose_name="報告書")
    definitions_version = models.PositiveSmallIntegerField("定義の版")

    class Meta:
        verbose_name = "報告書の版"
        verbose_name_plural = "報告書の版"
        ordering: ClassVar[list[str]] = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="reportrevision_number_is_unique_in_report",
                violation_error_message="この版はすでにあります。",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(issued_at__isnull=True),
                name="reportrevision_one_open_per_report",
                violation_error_message="提出前の版は、報告書ごとに1つだけです。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="reportrevision_number_from_one",
                violation_error_message="版は1から数えます。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} 第{self.number}版"


def frozen_with_its_revision(table: str) -> pgtrigger.Trigger:
    """Refuses every write to what belongs to a revision that is issued."""
    return pgtrigger.Trigger(
        name="frozen_with_its_revision",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
                    IF EXISTS (
                        SELECT 1 FROM reporting_reportrevision r
                        WHERE r.issued_at IS NOT NULL
                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,
                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)
                    ) THEN
                        RAISE EXCEPTION 'the revision is issued'
                            USING ERRCODE = 'check_violation', CONSTRAINT = '{table}_frozen_with_its_revision';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,  # noqa: S608 - a fixed word
    )


@track(exclude=["file"])
class DataFile(models.Model):
    """One file of records that is handed over with a revision (第2-2-(7)); frozen together with it."""

    revision = models.ForeignKey(ReportRevision, models.CASCADE, related_name="data_files", verbose_name="報告書の版")
    subject = models.CharField("記録の種類", max_length=20, choices=DataSubject.choices)
    form = models.CharField("形式", max_length=10, choices=DataForm.choices)
    rows = models.PositiveIntegerField("行数")
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField("ハッシュ値", max_length=64)
    file = models.BinaryField("ファイル")

    class Meta:
        verbose_name = "報告書のデータ"
        verbose_name_plural = "報告書のデータ"
        ordering: ClassVar[list[str]] = ["revision", "subject", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "subject", "form"],
                name="datafile_one_per_revision_subject_and_form",
                violation_error_message="この版のこのデータはすでにあります。",
            )
        ]
        triggers = [frozen_with_its_revision("datafile")]

    def __str__(self) -> str:
        return f"{self.revision} {self.get_subject_display()} {self.form}"

    def is_intact(self) -> bool:
        """Whether the stored file is still the one whose hash was taken when it was made."""
        return sha256(bytes(self.file)) == self.sha256
