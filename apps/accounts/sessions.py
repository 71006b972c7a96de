"""How long a signed-in session lives: idle and absolute limit, and where "last seen" is kept.

Last seen stands in the session's own row of allauth's session list, never in the session: writing the session on every
request could bring back one that was ended a moment before by another request.
"""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

SIGNED_IN_AT = "signed_in_at"
NOTE_EVERY = timedelta(seconds=60)
IDLE = "しばらく操作がなかったため、ログアウトしました。"
TOO_OLD = f"ログインから{settings.SESSION_COOKIE_AGE // 3600}時間がたったため、ログアウトしました。"


def start(session: SessionBase, at: datetime) -> None:
    """Note the moment of signing in; the absolute limit counts from here."""
    session[SIGNED_IN_AT] = at.isoformat()


def why_over(session: SessionBase, at: datetime) -> str | None:
    """The sentence that says why this session has ended, or None while it lives. Both limits are half-open."""
    started = session.get(SIGNED_IN_AT)
    if started is None:
        return TOO_OLD
    signed_in_at = datetime.fromisoformat(started)
    if at - signed_in_at >= timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return TOO_OLD
    seen_at = _row(session).values_list("last_seen_at", flat=True).first() or signed_in_at
    if at - seen_at >= timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return IDLE
    return None


def note_activity(session: SessionBase, at: datetime) -> None:
    """Move "last seen" forward, at most once a minute; does nothing to a session that is gone."""
    _row(session).filter(last_seen_at__lt=at - NOTE_EVERY).update(last_seen_at=at)


def follow_new_key(old_key: str | None, session: SessionBase) -> None:
    """Keep the session's row of the list when its key was changed."""
    UserSession.objects.filter(session_key=old_key).update(session_key=session.session_key)


def end_all(user_id: int) -> None:
    """End every session of a user, for good: enabling the account again does not bring them back."""
    for row in UserSession.objects.filter(user_id=user_id):
        row.end()


def _row(session: SessionBase) -> QuerySet[UserSession]:
    return UserSession.objects.filter(session_key=session.session_key)
