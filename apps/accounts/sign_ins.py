"""What signing in, failing and signing out leave behind. Receivers of Django's and allauth's signals."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as second_factor_signals
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from . import sessions
from .actions import record_access
from .enums import AccessKind
from .models import User


@receiver(auth_signals.user_logged_in)
def start_session(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.start(request.session, timezone.now())


@receiver(account_signals.user_logged_in)
def record_sign_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, AccessKind.SIGN_IN, user=user)


@receiver(auth_signals.user_login_failed)
def record_wrong_password(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    if request is not None:
        record_access(request, AccessKind.SIGN_IN_FAILED, login_id=str(credentials.get("username", "")))


@receiver(second_factor_signals.authentication_failed)
def record_wrong_code(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, AccessKind.SIGN_IN_FAILED, user=user, reason="二段階認証の確認ができませんでした。")


@receiver(auth_signals.user_logged_out)
def record_sign_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None and hasattr(request, "client_address"):
        request.has_signed_out = True  # type: ignore[attr-defined]
        record_access(request, AccessKind.SIGN_OUT, user=user, reason=request.sign_out_reason)  # type: ignore[attr-defined]


@receiver(account_signals.password_changed)
def note_password_change(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    user.must_change_password = False
    user.password_changed_at = timezone.now()
    user.save(update_fields=["must_change_password", "password_changed_at"])


@receiver(account_signals.authentication_step_completed)
def renew_session_key(sender: object, request: HttpRequest, reauthenticated: bool = False, **kwargs: Any) -> None:
    """A session that was confirmed by password or code goes on under a new key."""
    if reauthenticated:
        old_key = request.session.session_key
        request.session.cycle_key()
        sessions.follow_new_key(old_key, request.session)


@receiver(second_factor_signals.authenticator_added)
@receiver(second_factor_signals.authenticator_removed)
@receiver(second_factor_signals.authenticator_reset)
def record_second_factor(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, AccessKind.SECOND_FACTOR, target=user)
