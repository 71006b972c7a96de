import ipaddress
from datetime import date
from typing import ClassVar

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from apps.core.clock import day_bounds
from apps.core.fields import EncryptedTextField, GuardedCharField
from apps.core.history import track
from apps.core.personal import PersonalField
from apps.core.textguard import refuse_forbidden

from .enums import CITY_ROLES, SIGN_IN_KINDS, TECHNICAL_KINDS, AccessKind, Role
from .fields import NetworkField

PAGE_SIZE = 50


class UserQuerySet(models.QuerySet["User"]):
    def with_second_factor(self) -> "UserQuerySet":
        """Annotates `has_second_factor`: an authenticator app or a key, recovery codes alone not counting."""
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return self.annotate(has_second_factor=Exists(factors))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """One person's account, issued by an administrator."""

    username = models.CharField(
        "ログインID",
        max_length=40,
        unique=True,
        error_messages={"unique": "このログインIDはすでに使われています。"},
        validators=[
            RegexValidator(
                r"\A(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,39}\Z",
                "半角の英小文字・数字・「.」「_」「-」を使い、英小文字を1文字以上含めて、3文字以上40文字以内で入力してください。",
            ),
            refuse_forbidden,
        ],
    )
    display_name = GuardedCharField("氏名", max_length=60)
    role = models.CharField("役割", max_length=20, choices=Role.choices)
    is_active = models.BooleanField("有効", default=True)
    must_change_password = models.BooleanField("初回のパスワード変更が必要", default=True)
    password_changed_at = models.DateTimeField("パスワードの変更日時", null=True, blank=True)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "role"]
    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {
        "display_name": PersonalField(
            purpose="従事者・市職員の本人確認と操作記録", retention="業務履行期間の終了後1年（記録の保存期間）"
        ),
    }
    objects = UserManager()

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_is_unique",
                violation_error_message="このログインIDはすでに使われています。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="user_role_is_known",
                violation_error_message="役割を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_city(self) -> bool:
        return self.role in CITY_ROLES

    @property
    def needs_second_factor(self) -> bool:
        return self.role in settings.MFA_REQUIRED_ROLES


class AllowedNetworkQuerySet(models.QuerySet["AllowedNetwork"]):
    def containing(self, address: str) -> list["AllowedNetwork"]:
        """Rows whose range holds `address`; none for an address that could not be determined."""
        try:
            host = ipaddress.ip_address(address)
        except ValueError:
            return []
        return [row for row in self if host in ipaddress.ip_network(row.cidr)]


@track()
class AllowedNetwork(models.Model):
    """One address range from which people of one role may work; a role without a row may work from nowhere."""

    role = models.CharField("役割", max_length=20, choices=Role.choices)
    cidr = NetworkField("接続元の範囲")
    note = GuardedCharField("場所・回線", max_length=100)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    objects = AllowedNetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "接続元の範囲"
        verbose_name_plural = "接続元の範囲"
        ordering = ["role", "cidr"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "cidr"],
                name="allowednetwork_is_listed_once",
                violation_error_message="この役割には、同じ範囲がすでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="allowednetwork_role_is_known",
                violation_error_message="役割を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.cidr}"


class AccessEventQuerySet(models.QuerySet["AccessEvent", "AccessEvent"]):
    def visible_to(self, user: User) -> "AccessEventQuerySet":
        """By role: all, the technical part, the call centre's part, or one's own rows."""
        if user.role in {Role.GENERAL_MANAGER, *CITY_ROLES}:
            return self
        if user.role == Role.SYSTEM_ADMIN:
            return self.filter(kind__in=TECHNICAL_KINDS)
        own = Q(user=user)
        if user.role == Role.CC_LEADER:
            own |= Q(target_type__startswith="callcenter.") | Q(target_type__startswith="reservations.")
        return self.filter(own)

    def sign_ins_of(self, user: User) -> "AccessEventQuerySet":
        """Someone's own sign-ins and sign-outs, and what was tried with their login ID."""
        return self.filter(Q(user=user) | Q(user=None, login_id__iexact=user.username), kind__in=SIGN_IN_KINDS)

    def narrowed(
        self, *, user: User | None = None, first: date | None = None, last: date | None = None, kind: str = ""
    ) -> "AccessEventQuerySet":
        """By person, by days (both included) and by kind; what is not given does not narrow."""
        rows = self
        if user:
            rows = rows.filter(Q(user=user) | Q(user=None, login_id__iexact=user.username))
        if first:
            rows = rows.filter(at__gte=day_bounds(first)[0])
        if last:
            rows = rows.filter(at__lt=day_bounds(last)[1])
        return rows.filter(kind=kind) if kind else rows

    def page_below(self, below: str) -> tuple[list["AccessEvent"], int | None]:
        """The newest rows below number `below` (from the top if that is no number), and where the next page begins."""
        rows = self.select_related("user").order_by("-id")
        if below.isascii() and below.isdigit() and len(below) < 19:
            rows = rows.filter(id__lt=int(below))
        found: list[AccessEvent] = list(rows[: PAGE_SIZE + 1])
        return found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None


class AccessEvent(models.Model):
    """One sign-in, refusal or look at protected data; written once and never changed."""

    kind = models.CharField("種類", max_length=20, choices=AccessKind.choices)
    user = models.ForeignKey(
        User, verbose_name="利用者", null=True, blank=True, on_delete=models.PROTECT, related_name="access_events"
    )
    login_id = models.CharField("入力されたログインID", max_length=40, blank=True)
    address = models.GenericIPAddressField("接続元", null=True, blank=True)
    path = models.CharField("画面", max_length=200, blank=True)
    target_type = models.CharField("対象の種類", max_length=60, blank=True)
    target_id = models.CharField("対象の番号", max_length=40, blank=True)
    reason = GuardedCharField("理由", max_length=200, blank=True)
    at = models.DateTimeField("日時")

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = "アクセス記録"
        verbose_name_plural = "アクセス記録"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="accessevent_user"),
            models.Index(fields=["kind", "-id"], name="accessevent_kind"),
            models.Index(fields=["at"], name="accessevent_at"),
            models.Index(fields=["target_type", "target_id", "-id"], name="accessevent_target"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def target_name(self) -> str:
        """The target's kind as the office calls it."""
        try:
            return str(apps.get_model(self.target_type)._meta.verbose_name)
        except (LookupError, ValueError):
            return self.target_type


class Draft(models.Model):
    """What one person has typed into one form and not yet saved: theirs alone, encrypted, in no history."""

    KEY_ID = "drafts"
    PERSONAL_DATA: ClassVar[dict[str, PersonalField]] = {
        "content": PersonalField(
            purpose="入力途中の内容の復元（本人だけが読めます）",
            retention="保存または破棄まで、遅くとも最後の入力から24時間後（drafts.retention_hours）",
        ),
    }

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts", verbose_name="利用者")
    form_key = GuardedCharField("入力画面", max_length=120)
    content = EncryptedTextField("内容", key_from="KEY_ID")
    saved_at = models.DateTimeField("保存日時", db_index=True)

    class Meta:
        verbose_name = "下書き"
        verbose_name_plural = "下書き"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form_key"],
                name="draft_is_one_per_user_and_form",
                violation_error_message="この画面の下書きはすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_key} {self.saved_at:%Y-%m-%d %H:%M}"
