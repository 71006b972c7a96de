from datetime import datetime
from typing import Any, NamedTuple, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.models import User
from apps.callcenter import live_history
from apps.callcenter.actions import catch_up, open_live_history, open_live_record
from apps.callcenter.escalations import waiting_for_city, waiting_version
from apps.callcenter.forms import LiveFilterForm
from apps.callcenter.live_history import Place, Wanted
from apps.callcenter.live_rows import Row, Rows, row_of, shared
from apps.callcenter.models import Inquiry, LiveLook
from apps.callcenter.models.inquiries import ROLES_THAT_SEE_ALL
from apps.contracts.parameters import parameter
from apps.core.clock import parse_moment

WAITING_EVERY = 5


class Line(NamedTuple):
    """One record of the list, with 新 or 更新 where the reader has not seen it as it is."""

    row: Row
    mark: str


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The live history (第2-2-(4)-セ), newest first; by htmx its list alone, or 204 while nothing has changed."""
    user, now, is_fragment = cast(User, request.user), timezone.now(), "HX-Request" in request.headers
    records = Inquiry.objects.for_user(user)
    known = request.GET.get("v", "")
    if is_fragment and live_history.stamp(records, now, known) == known:
        return HttpResponse(status=204)
    version = live_history.stamp(records, now)  # before the list is read: what comes meanwhile differs from it
    look = LiveLook.of(user, now) if is_fragment else open_live_history(user=user, at=now)
    form = LiveFilterForm(request.GET)
    before = Place.parse(request.GET.get("before", ""))
    wanted = wanted_by(form, look)
    rows = _rows(user, wanted, before, version)
    marks = live_history.marks([row.inquiry for row in rows.rows], look)
    context = {
        "form": form,
        "lines": [Line(row, marks.get(row.inquiry.pk, "")) for row in rows.rows],
        "version": version,
        "unseen": live_history.count_unseen(records, look),
        "most_counted": live_history.MOST_COUNTED,
        "older": str(rows.next_before or ""),
        "is_newest": not before,
        "poll_seconds": parameter("live.poll_seconds", on=timezone.localdate(now)),
        "as_of": now,
    }
    if is_fragment:
        response = render(request, "callcenter/_live_list.html", context)
    else:
        searched = wanted and wanted.text
        record_access(request, AccessKind.VIEW, reason="応答履歴（語句で検索）" if searched else "応答履歴")
        context |= _waiting(now, waiting_version(now))
        response = render(request, "callcenter/live.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _rows(user: User, wanted: Wanted | None, before: Place | None, version: str) -> Rows:
    """The page's rows; of a list that is not the reader's own they are made once for all readers."""
    if wanted is None:
        return Rows([], None)

    def make() -> Rows:
        page = live_history.page(Inquiry.objects.for_user(user), wanted, before)
        found = Inquiry.objects.filter(pk__in=page.numbers).with_names().select_related("escalation").newest_first()
        return Rows([row_of(inquiry) for inquiry in found], page.next_before)

    if wanted.unseen_by:
        return make()
    sees_all = user.role in ROLES_THAT_SEE_ALL
    return shared((version, None if sees_all else user.pk, wanted, before), make)


@require_safe
def live_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One record beside the list; without scripts a page of its own."""
    user, now, is_fragment = cast(User, request.user), timezone.now(), "HX-Request" in request.headers
    records = Inquiry.objects.for_user(user)
    record = get_object_or_404(records.with_names().select_related("escalation"), pk=pk)
    record_access(request, AccessKind.VIEW, record)
    look = open_live_record(user=user, inquiry=record, at=now)
    context = {
        "inquiry": record,
        "notes": record.notes.select_related("by"),
        "versions": record.versions(),
        "is_fragment": is_fragment,
    }
    if is_fragment:
        context |= {
            "unseen": live_history.count_unseen(records, look),
            "most_counted": live_history.MOST_COUNTED,
        }
    response = render(
        request, "callcenter/_inquiry_detail.html" if is_fragment else "callcenter/live_detail.html", context
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def live_waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the city, above the list; 204 while it shows the same."""
    now = timezone.now()
    version = waiting_version(now)
    if request.GET.get("v") == version:
        return HttpResponse(status=204)
    return render(request, "callcenter/_live_waiting.html", _waiting(now, version))


def _waiting(now: datetime, version: str) -> dict[str, Any]:
    seconds = WAITING_EVERY * parameter("live.poll_seconds", on=timezone.localdate(now))
    return {"waiting_escalations": waiting_for_city(now), "waiting_version": version, "waiting_seconds": seconds}


@require_POST
def live_seen(request: HttpRequest) -> HttpResponse:
    """All that the list held when it was shown is known to the reader; back to the list as it was narrowed."""
    shown_at = parse_moment(request.POST.get("shown_at", ""))
    if shown_at:
        catch_up(user=cast(User, request.user), shown_at=shown_at, at=timezone.now())
    form = LiveFilterForm(request.GET)
    kept = request.GET.copy()
    for name in set(kept) - set(form.fields):
        del kept[name]
    address = reverse("callcenter:live")
    return HttpResponseRedirect(f"{address}?{kept.urlencode()}" if kept else address, status=303)


def wanted_by(form: LiveFilterForm, look: LiveLook | None = None) -> Wanted | None:
    """What the form narrows the list to; None where it cannot be read."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    return Wanted(
        first=data["first"],
        last=data["last"],
        category=data["category"],
        result=data["result"],
        is_complaint=data["is_complaint"],
        operator=data["operator"],
        text=data["text"],
        unseen_by=look if data["is_unseen"] else None,
    )
