"""Writes of this room: access rows, accounts, networks."""

import re
import secrets
from datetime import timedelta

import pghistory
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone

from . import sessions
from .addresses import address_of
from .enums import AccessKind
from .models import AccessEvent, AllowedNetwork, User

LOGIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}")
LOCK_LASTS = timedelta(minutes=5)
SECRET_SEGMENT = re.compile(r"[^/]{40,}")
NOT_A_LOGIN_ID = "（形式外）"
PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105 - an alphabet without letters that look alike


class LastWayIn(Exception):
    """The administrator who removes this range could no longer work from where they are."""


class OwnAccount(Exception):
    """Nobody changes their own role, and nobody disables themselves."""


def record_access(
    request: HttpRequest,
    kind: AccessKind,
    target: models.Model | None = None,
    reason: str = "",
    *,
    user: User | None = None,
    login_id: str = "",
) -> AccessEvent:
    """Write who looked, tried or was refused, from where. Every look at personal data must call this.

    `user` and `login_id` are for those who are not signed in (yet); otherwise the row takes the request's user.
    """
    signed_in = getattr(request, "user", None)
    if user is None and isinstance(signed_in, User):
        user = signed_in
    return AccessEvent.objects.create(
        kind=kind,
        user=user,
        login_id=spoken_login_id(login_id),
        address=address_of(request) or None,
        path=recorded_path(request),
        target_type=target._meta.label_lower if target else "",
        target_id=str(target.pk) if target else "",
        reason=reason,
        at=timezone.now(),
    )


def spoken_login_id(text: str) -> str:
    """What was typed as login ID, if it looks like one; passwords and numbers typed into the wrong box are not kept."""
    if not text:
        return ""
    return text if LOGIN_ID.fullmatch(text) else NOT_A_LOGIN_ID


def recorded_path(request: HttpRequest) -> str:
    """The path without query; a segment as long as a link's secret is left out."""
    return SECRET_SEGMENT.sub("…", request.path)[:200]


def attempts_key(login_id: str, address: str) -> str:
    """Counter of wrong passwords: per account and address, so that nobody can lock a colleague out from elsewhere."""
    return f"{login_id.strip().lower()}|{address}"


def new_temporary_password() -> str:
    """Twenty letters in groups of five, easy to read out (about 99 bits)."""
    letters = "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(20))
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


def issue_account(*, username: str, display_name: str, role: str, reason: str) -> tuple[User, str]:
    """Create an account with a temporary password, which is returned once and kept nowhere."""
    password = new_temporary_password()
    with transaction.atomic(), pghistory.context(reason=reason):
        user = User.objects.create_user(username, password, display_name=display_name, role=role)
    return user, password


def issue_temporary_password(*, user: User, reason: str) -> str:
    """Replace a forgotten password; the first sign-in must change it, and every session of the user ends."""
    password = new_temporary_password()
    with transaction.atomic(), pghistory.context(reason=reason):
        user.set_password(password)
        user.must_change_password = True
        user.password_changed_at = timezone.now()
        user.save(update_fields=["password", "must_change_password", "password_changed_at"])
        sessions.end_all(user.pk)
    return password


def change_account(*, user: User, display_name: str, role: str, is_active: bool, by: User, reason: str) -> None:
    """Change name, role or state. Disabling ends every session. Raises `OwnAccount`."""
    with transaction.atomic(), pghistory.context(reason=reason):
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if user.pk == by.pk and (role != user.role or not is_active):
            raise OwnAccount
        user.display_name, user.role, user.is_active = display_name, role, is_active
        user.save(update_fields=["display_name", "role", "is_active"])
        if not is_active:
            sessions.end_all(user.pk)


def unlock_account(request: HttpRequest, *, user: User) -> None:
    """Forget the wrong passwords of the last minutes, at every address they came from."""
    recent = AccessEvent.objects.filter(
        kind=AccessKind.SIGN_IN_FAILED, login_id__iexact=user.username, at__gte=timezone.now() - LOCK_LASTS
    )
    for address in recent.values_list("address", flat=True).distinct():
        ratelimit.clear(
            request, app="allauth.account", action="login_failed", key=attempts_key(user.username, address or "")
        )


def reset_second_factor(request: HttpRequest, *, user: User, reason: str) -> bool:
    """Remove every second factor of someone who lost theirs; their sessions end. False where there was none."""
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if not removed:
            return False
        sessions.end_all(user.pk)
        record_access(request, AccessKind.SECOND_FACTOR, target=user, reason=reason)
    return True


def allow_network(*, role: str, cidr: str, note: str, reason: str) -> AllowedNetwork:
    """Let people of a role work from a range."""
    with transaction.atomic(), pghistory.context(reason=reason):
        return AllowedNetwork.objects.create(role=role, cidr=cidr, note=note)


def withdraw_network(network: AllowedNetwork, *, by: User, address: str, reason: str) -> None:
    """Remove a range. Raises `LastWayIn` if `by` could no longer work from `address`."""
    with transaction.atomic(), pghistory.context(reason=reason):
        rows = AllowedNetwork.objects.select_for_update(no_key=True).filter(role=by.role).order_by("pk")
        if network.role == by.role and not [row for row in rows.containing(address) if row.pk != network.pk]:
            raise LastWayIn
        network.delete()
