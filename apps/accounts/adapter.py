"""What we ask of allauth: no sign-up, one answer for known and unknown, addresses by our own count, sealed secrets."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .actions import attempts_key, record_access
from .addresses import address_of
from .enums import AccessKind
from .middleware import FOREIGN_ADDRESS, UNKNOWN_ADDRESS, refuse
from .models import AllowedNetwork, User

WRONG = "ログインIDまたはパスワードが正しくありません。"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "incorrect_password": "パスワードが正しくありません。",
        "enter_current_password": "現在のパスワードが正しくありません。",
        "too_many_login_attempts": "ログイン失敗が連続しています。5分ほど待ってから、もう一度お試しください。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or refuse(request, UNKNOWN_ADDRESS)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """No password is tried from where nobody may work; five wrong ones from one address stop that address."""
        login_id = str(credentials.get("username", ""))
        if not AllowedNetwork.objects.all().containing(address_of(request)):
            refuse(request, FOREIGN_ADDRESS, login_id=login_id)
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_access(
                request, AccessKind.SIGN_IN_FAILED, login_id=login_id, reason="失敗が続いたため、受け付けませんでした。"
            )
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A disabled account answers like a wrong password."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:  # type: ignore[override]
        """The range must be one of the user's own role."""
        if not AllowedNetwork.objects.filter(role=user.role).containing(address_of(request)):
            refuse(request, FOREIGN_ADDRESS, user=user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # type: ignore[override]
        """Disabled between password and second factor: back to the start."""
        return HttpResponseRedirect(reverse("account_login"))

    def clean_password(self, password: str, user: User | None = None) -> str:  # type: ignore[override]
        if user and user.has_usable_password() and user.check_password(password):
            raise ValidationError("現在のパスワードと違うものにしてください。", code="password_unchanged")
        return super().clean_password(password, user)

    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]
        """Saves the password alone: a role changed by an administrator in the same moment stays changed."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return attempts_key(str(credentials.get("username", "")), address_of(request))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "確認コードが正しくありません。",
        "cannot_delete_authenticator": "この役割では二段階認証が必要なため、最後の一つは解除できません。",
    }

    def get_totp_issuer(self) -> str:
        return "川越市マイナンバーカード業務"

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the role needs a second factor; an administrator can still reset it."""
        if authenticator.user.role not in settings.MFA_REQUIRED_ROLES:
            return True
        types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=types).exclude(pk=authenticator.pk)
        return others.exists()


def _seal() -> Fernet:
    """Cipher for second-factor secrets; its key comes from the master key, which the database does not hold."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"accounts.second-factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.MASTER_KEY.encode())))
