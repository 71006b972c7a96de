import datetime
import uuid

from django.conf import settings
from django.core.validators import URLValidator, validate_slug
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from apps.accounts.models import User
from apps.contracts.enums import Audience, Decision, DocumentKind, DocumentState
from apps.core.fields import GuardedCharField, GuardedTextField
from apps.core.history import track

from .agreements import EARLIEST_DAY


class DocumentChangeNotAllowed(Exception):
    """A step that the state of the version, or the person, does not allow; holds the user's sentence."""


class DocumentQuerySet(models.QuerySet["Document"]):
    def get_by_natural_key(self, code: str) -> "Document":
        return self.get(code=code)

    def with_version_in_force(self, day: datetime.date) -> "DocumentQuerySet":
        """Loads `version_in_force` of each document as of this day, with one query more."""
        rows = DocumentVersion.objects.in_force(day)
        return self.prefetch_related(models.Prefetch("versions", rows, to_attr="versions_in_force"))

    def with_newest_version(self) -> "DocumentQuerySet":
        """Loads `newest_version` of each document, whatever its state, with one query more."""
        rows = DocumentVersion.objects.newest()
        return self.prefetch_related(models.Prefetch("versions", rows, to_attr="newest_versions"))


@track()
class Document(models.Model):
    """One paper that the contractor writes and the city accepts: a manual, a curriculum, a plan (第1-9, 第2-1-(6))."""

    code = GuardedCharField("コード", max_length=40, validators=[validate_slug])
    title = GuardedCharField("文書名", max_length=80)
    kind = models.CharField("種類", max_length=20, choices=DocumentKind.choices)
    audience = models.CharField("対象者", max_length=20, choices=Audience.choices)
    needs_training = models.BooleanField("新しい版の適用で再研修が必要", default=False)
    needs_reading = models.BooleanField("従事者ごとの確認（周知）が必要", default=False)
    clause = GuardedCharField("仕様書の箇所", max_length=60)
    order = models.PositiveSmallIntegerField("表示順")

    versions_in_force: list["DocumentVersion"]
    newest_versions: list["DocumentVersion"]

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文書"
        verbose_name_plural = "文書"
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="document_code_is_unique",
                violation_error_message="このコードの文書はすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def version_in_force(self) -> "DocumentVersion | None":
        """The version of the day that `with_version_in_force` was asked for."""
        return next(iter(self.versions_in_force), None)

    @property
    def newest_version(self) -> "DocumentVersion | None":
        """As loaded by `with_newest_version`."""
        return next(iter(self.newest_versions), None)

    @property
    def state(self) -> DocumentState:
        """Where the newest version stands; 未作成 without one. Needs `with_newest_version`."""
        return self.newest_version.state if self.newest_version else DocumentState.MISSING


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def in_force(self, day: datetime.date) -> "DocumentVersionQuerySet":
        """The version each document follows on this day: of the accepted ones begun by then, the last to begin."""
        later = DocumentVersion.objects.filter(
            document=OuterRef("document"), in_force_from__lte=day, in_force_from__gt=OuterRef("in_force_from")
        )
        return self.filter(~Exists(later), in_force_from__lte=day)

    def newest(self) -> "DocumentVersionQuerySet":
        """The last version of each document, whatever its state."""
        later = DocumentVersion.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def undecided(self) -> "DocumentVersionQuerySet":
        """Being prepared or waiting for the city; at most one a document."""
        return self.filter(decided_on__isnull=True)


@track()
class DocumentVersion(models.Model):
    """第n版 of one document: prepared, submitted, then accepted from a day on, or returned (第2-1-(6), 第2-2-(4)-キ).

    The paper itself is kept elsewhere; the row says where.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name="文書")
    number = models.PositiveSmallIntegerField("版")
    prepared_on = models.DateField("作成日")
    replaces_reason = GuardedTextField("差替理由", max_length=500, blank=True)
    location = GuardedCharField("文書番号・保管場所", max_length=200)
    link = GuardedCharField(
        "文書の所在（URL）", max_length=300, blank=True, validators=[URLValidator(["https", "http"])]
    )
    submitted_on = models.DateField("提出日", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出者"
    )
    decided_on = models.DateField("決定日", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="決定者"
    )
    decision = models.CharField("市の決定", max_length=10, choices=Decision.choices, blank=True)
    comment = GuardedTextField("市の意見", max_length=1000, blank=True)
    in_force_from = models.DateField("適用開始日", null=True, blank=True)
    submission_key = models.UUIDField("送信の印", unique=True, editable=False, default=uuid.uuid4)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "文書の版"
        verbose_name_plural = "文書の版"
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="documentversion_number_is_unique",
                violation_error_message="この版はすでに登録されています。",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(decided_on__isnull=True),
                name="documentversion_one_is_open_per_document",
                violation_error_message="この文書には、市の決定を待っている版か、未提出の版があります。",
            ),
            models.UniqueConstraint(
                fields=["document", "in_force_from"],
                name="documentversion_one_begins_on_a_day",
                violation_error_message="同じ日から適用される版が、すでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="documentversion_numbers_begin_at_one",
                violation_error_message="版は第1版から始まります。",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(replaces_reason=""),
                name="documentversion_replacement_has_a_reason",
                violation_error_message="第2版からは、差替理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(prepared_on__gte=EARLIEST_DAY),
                name="documentversion_is_not_before_2000",
                violation_error_message="作成日は、2000年1月1日以後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True, submitted_by__isnull=True)
                | Q(submitted_on__isnull=False, submitted_by__isnull=False),
                name="documentversion_submission_has_day_and_person",
                violation_error_message="提出日と提出者は、両方を記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True) | Q(submitted_on__gte=F("prepared_on")),
                name="documentversion_submission_follows_preparation",
                violation_error_message="提出日は、作成日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, decision="", comment="")
                | Q(decided_on__isnull=False, decided_by__isnull=False, decision__in=Decision.values),
                name="documentversion_decision_has_day_and_person",
                violation_error_message="決定日・決定者・市の決定は、すべてを記録してください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(submitted_on__isnull=False, decided_on__gte=F("submitted_on")),
                name="documentversion_decision_follows_submission",
                violation_error_message="決定日は、提出日と同じ日かそれより後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("submitted_by")),
                name="documentversion_is_not_decided_by_its_submitter",
                violation_error_message="提出した本人は、承諾・差戻を決定できません。",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.RETURNED) | ~Q(comment=""),
                name="documentversion_return_has_a_comment",
                violation_error_message="差し戻すときは、理由を市の意見に入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.ACCEPTED, in_force_from__isnull=False)
                | (~Q(decision=Decision.ACCEPTED) & Q(in_force_from__isnull=True)),
                name="documentversion_is_in_force_only_when_accepted",
                violation_error_message="適用開始日は、承諾するときだけ、必ず入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True) | Q(in_force_from__gte=F("decided_on")),
                name="documentversion_begins_after_its_decision",
                violation_error_message="適用開始日は、決定日と同じ日かそれより後の日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.name}"

    @property
    def name(self) -> str:
        return f"第{self.number}版"

    @property
    def state(self) -> DocumentState:
        if self.decision:
            return DocumentState(self.decision)
        return DocumentState.SUBMITTED if self.submitted_on else DocumentState.PREPARED

    def submit(self, *, by: User, on: datetime.date) -> None:
        """Hand the version to the city. Raises DocumentChangeNotAllowed."""
        self.require_unsubmitted()
        self.submitted_by, self.submitted_on = by, on

    def require_unsubmitted(self) -> None:
        """Raises DocumentChangeNotAllowed once the city has the version."""
        if self.state != DocumentState.PREPARED:
            raise DocumentChangeNotAllowed("この版は、すでに提出されています。")

    def accept(self, *, by: User, on: datetime.date, in_force_from: datetime.date, comment: str = "") -> None:
        """The city accepts the version, which holds from this day on. Raises DocumentChangeNotAllowed."""
        self._decide(Decision.ACCEPTED, by=by, on=on, comment=comment)
        self.in_force_from = in_force_from

    def send_back(self, *, by: User, on: datetime.date, comment: str) -> None:
        """The city returns the version and says why; another version follows. Raises DocumentChangeNotAllowed."""
        self._decide(Decision.RETURNED, by=by, on=on, comment=comment)

    def _decide(self, decision: Decision, *, by: User, on: datetime.date, comment: str) -> None:
        if self.state != DocumentState.SUBMITTED:
            raise DocumentChangeNotAllowed("提出されている版だけを、承諾または差戻しできます。")
        if by == self.submitted_by:
            raise DocumentChangeNotAllowed("提出した本人は、承諾・差戻を決定できません。")
        self.decision, self.decided_by, self.decided_on, self.comment = decision, by, on, comment
