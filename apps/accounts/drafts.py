"""What somebody has typed and not yet saved, kept by the server: it outlives a reload, a sign-out and a restart.

A draft belongs to a person and a form, is encrypted, read by nobody else and offered back on the form's own page. A
view needs two lines, its template one include inside the `<form>`:

    draft = drafts.find(request, f"trouble:{site.code}:{day}")
    form = TroubleForm(request.POST or None, initial=draft.initial)

    {% include "_components/draft.html" %}            (context: draft)

and after a successful save and its transaction: `drafts.discard(user, form_key)`. A page that was open before that
keeps nothing any more: what it had still on its way would come back as the draft of a form that was saved. A form
inside a closed `<details>` opens it where `draft.saved_at` is set, so that the offer is seen. static/js/drafts.js posts
the content two seconds after the last change; without scripts nothing is kept, but what is there can still be restored.

Keeping a draft is activity: it is sent only after a person has typed, so it does keep the session alive, unlike the
requests that an open page makes by itself (`middleware.is_live_update`).
"""

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from redis import RedisError

from apps.core import textguard
from apps.core.encryption import ERASED, EncryptionError, keyring

from .models import Draft, User

LARGEST_CONTENT = 20_000  # bytes of UTF-8: more than any form of the product takes
MOST_PER_USER = 50
LONGEST_KEY = 120
EDITION_SECONDS = 24 * 60 * 60
ASKED_FOR = "draft"
NOT_TYPED = {"csrfmiddlewaretoken", "submission_key"}

logger = logging.getLogger(__name__)


class FormKeyConverter:
    """Which form a draft is of, in an address: `trouble:honcho:2025-06-02`."""

    regex = r"[A-Za-z0-9_-]+(?::[A-Za-z0-9_-]+)*"

    def to_python(self, value: str) -> str:
        if len(value) > LONGEST_KEY:
            raise ValueError(value)
        return value

    to_url = to_python


class DraftTooLarge(Exception):
    """More text than any form of the product takes."""


class PageIsOver(Exception):
    """The form was saved or its draft discarded since the page was opened."""


@dataclass(frozen=True)
class FormDraft:
    """One form of one person as its page shows it: whether a draft is kept, and its content once it was asked for.

    `edition` changes whenever the form is saved or its draft discarded.
    """

    form_key: str
    page: str
    saved_at: datetime | None = None
    initial: dict[str, Any] | None = None
    edition: str = ""

    @property
    def is_offered(self) -> bool:
        return self.saved_at is not None and self.initial is None

    @property
    def url(self) -> str:
        """Where the page sends what is typed."""
        return f"{reverse('accounts:draft', args=[self.form_key])}?{urlencode({'edition': self.edition})}"

    @property
    def restore_url(self) -> str:
        return f"{self.page}{'&' if '?' in self.page else '?'}{urlencode({ASKED_FOR: self.form_key})}"

    @property
    def discard_url(self) -> str:
        return f"{reverse('accounts:draft_discard', args=[self.form_key])}?{urlencode({'back': self.page})}"


def find(request: HttpRequest, form_key: str) -> FormDraft:
    """The draft of this form of the person who asks: restored by `?draft=<form_key>`, else offered.

    A page that answers a post shows what was posted, so nothing is offered or restored there.
    """
    query = request.GET.copy()
    is_asked_for = query.pop(ASKED_FOR, None) == [form_key]
    page = f"{request.path}?{query.urlencode()}" if query else request.path
    user = cast(User, request.user)
    edition = _edition(user, form_key)
    drafts = Draft.objects.filter(user=user, form_key=form_key)
    saved_at = drafts.values_list("saved_at", flat=True).first() if request.method in {"GET", "HEAD"} else None
    if saved_at is None or not is_asked_for:
        return FormDraft(form_key, page, saved_at, edition=edition)
    try:
        content = drafts.values_list("content", flat=True).first()
    except EncryptionError:
        logger.exception("A draft cannot be read.")
        content = None
    if content is None or content is ERASED:
        return FormDraft(form_key, page, edition=edition)
    return FormDraft(form_key, page, saved_at, as_initial(json.loads(content)), edition)


def as_initial(content: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Posted values as a form's `initial`: one value for itself, several as a list."""
    return {name: values[0] if len(values) == 1 else list(values) for name, values in content.items()}


def keep(*, user: User, form_key: str, posted: Mapping[str, Sequence[str]], at: datetime, edition: str = "") -> None:
    """Put the draft of this form in the place of the one before; `edition` is that of the page.

    Raises ValidationError where a text may not be stored anywhere (a My Number), DraftTooLarge, PageIsOver. Of more
    than MOST_PER_USER drafts the oldest go.
    """
    _refuse_old_page(user, form_key, edition)
    content = {name: list(values) for name, values in posted.items() if name not in NOT_TYPED}
    text = json.dumps(content, ensure_ascii=False)
    if len(text.encode()) > LARGEST_CONTENT:
        raise DraftTooLarge
    for name, values in content.items():
        for value in (name, *values):
            textguard.refuse_forbidden(value)
    keyring.create(Draft.KEY_ID)
    Draft.objects.update_or_create(user=user, form_key=form_key, defaults={"content": text, "saved_at": at})
    newest = Draft.objects.filter(user=user).order_by("-saved_at", "-pk").values("pk")[:MOST_PER_USER]
    Draft.objects.filter(user=user).exclude(pk__in=newest).delete()
    try:
        _refuse_old_page(user, form_key, edition)  # discarded meanwhile, before the row was there
    except PageIsOver:
        Draft.objects.filter(user=user, form_key=form_key, saved_at=at).delete()
        raise


def discard(user: User, form_key: str) -> None:
    """Erase the draft of this form: it was saved for good, or is not wanted; harmless where there is none.

    The edition changes first: a draft that is stored meanwhile is erased here, or sees the change itself.
    """
    with suppress(RedisError):
        cache.set(_edition_key(user, form_key), uuid.uuid4().hex, timeout=EDITION_SECONDS)
    Draft.objects.filter(user=user, form_key=form_key).delete()


def erase_saved_before(moment: datetime) -> int:
    """Erase everybody's drafts that were last kept before this moment; answers how many."""
    return Draft.objects.filter(saved_at__lt=moment).delete()[0]


def _refuse_old_page(user: User, form_key: str, edition: str) -> None:
    if (current := _edition(user, form_key)) and edition != current:
        raise PageIsOver


def _edition(user: User, form_key: str) -> str:
    """Empty as long as nothing was saved or discarded, and without the cache: typing goes on without it."""
    with suppress(RedisError):
        return cast(str, cache.get(_edition_key(user, form_key), ""))
    return ""


def _edition_key(user: User, form_key: str) -> str:
    return f"draft-edition:{user.pk}:{form_key}"
