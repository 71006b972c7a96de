import hashlib
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.models import User
from apps.callcenter.forms import LiveFilterForm
from apps.callcenter.models import Inquiry, LiveLook
from apps.callcenter.models.inquiries import InquiryQuerySet
from apps.contracts.parameters import parameter
from apps.core.clock import parse_moment

PAGE = 50
MOST_COUNTED = 1_000
SAVE_MAY_TAKE = timedelta(seconds=5)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The live history (第2-2-(4)-セ), newest first; by htmx its list alone, or 204 while nothing on it has changed.

    Every poll reads the whole visible list again and compares it with what the page shows, by a hash of its rows and
    their last change. There is no cursor that a row saved earlier but committed later could slip behind: the next poll
    finds it at its place.
    """
    user, now, is_fragment = cast(User, request.user), timezone.now(), "HX-Request" in request.headers
    form = LiveFilterForm(request.GET)
    rows = _filtered(Inquiry.objects.for_user(user), form) if form.is_valid() else Inquiry.objects.none()
    before = _cursor(request.GET.get("before", ""))
    if before:
        rows = rows.older_than(*before)
    shown = list(rows.newest_first().values_list("pk", "saved_at", "revised_at")[: PAGE + 1])
    version = _version(shown)
    if is_fragment and request.GET.get("v") == version:
        return HttpResponse(status=204)
    since = (parse_moment(request.GET.get("since", "")) if is_fragment else _previous_look(user)) or now - SAVE_MAY_TAKE
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    context = {
        "form": form,
        "inquiries": Inquiry.objects.filter(pk__in=[pk for pk, _, _ in shown[:PAGE]]).with_names().newest_first(),
        "version": version,
        "since": since,
        "unseen": Inquiry.objects.for_user(user).filter(saved_at__gt=since)[: MOST_COUNTED + 1].count(),
        "most_counted": MOST_COUNTED,
        "older": f"{last[1].isoformat()}_{last[0]}" if last else "",
        "is_newest": not before,
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
        "as_of": now,
    }
    LiveLook.objects.update_or_create(user=user, defaults={"looked_at": now})
    if is_fragment:
        response = render(request, "callcenter/_live_list.html", context)
    else:
        record_access(request, AccessKind.VIEW, reason="応答履歴")
        response = render(request, "callcenter/live.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def live_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One record beside the list; without scripts a page of its own."""
    record = get_object_or_404(Inquiry.objects.for_user(cast(User, request.user)).with_names(), pk=pk)
    record_access(request, AccessKind.VIEW, record)
    context = {"inquiry": record, "notes": record.notes.select_related("by"), "versions": record.versions()}
    response = render(
        request,
        "callcenter/_inquiry_detail.html" if "HX-Request" in request.headers else "callcenter/live_detail.html",
        context,
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def _filtered(rows: InquiryQuerySet, form: LiveFilterForm) -> InquiryQuerySet:
    wanted: dict[str, Any] = form.cleaned_data
    rows = rows.saved_between(wanted["first"], wanted["last"])
    if wanted["category"]:
        rows = rows.about(wanted["category"])
    if wanted["result"]:
        rows = rows.filter(result=wanted["result"])
    if wanted["is_complaint"]:
        rows = rows.filter(is_complaint=True)
    return rows.saying(wanted["text"]) if wanted["text"] else rows


def _version(shown: list[tuple[int, datetime, datetime | None]]) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _cursor(text: str) -> tuple[datetime, int] | None:
    """`<saved_at>_<pk>` of the last row of the page before; None for anything else."""
    moment, _, pk = text.rpartition("_")
    saved_at = parse_moment(moment)
    return (saved_at, int(pk)) if saved_at and pk.isascii() and pk.isdigit() and len(pk) < 19 else None


def _previous_look(user: User) -> datetime | None:
    """What was saved later is new to the user; what was being saved at that moment counts again rather than never."""
    looked_at = LiveLook.objects.filter(user=user).values_list("looked_at", flat=True).first()
    return looked_at - SAVE_MAY_TAKE if looked_at else None
