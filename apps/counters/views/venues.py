from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.enums import CITY_ROLES
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.counters.forms import VenueFilterForm, VenueNoteForm, VenueReplyForm
from apps.counters.models import NotPossible, VenueNote
from apps.counters.permissions import readable_sites, works_at, writable_sites

ROWS_A_PAGE = 30


@require_safe
def venue_list(request: HttpRequest) -> HttpResponse:
    """Points about the venues, those that are not settled first."""
    user, today = _user(request), timezone.localdate()
    sites = readable_sites(user, today)
    form = VenueFilterForm(request.GET, sites=sites)
    notes = VenueNote.objects.filter(site__in=sites).open_first()
    if form.is_valid():
        if site := form.cleaned_data["site"]:
            notes = notes.filter(site=site)
        if form.cleaned_data["open_only"]:
            notes = notes.filter(settled_on__isnull=True)
    notes = notes.select_related("site", "noted_by", "replied_by")
    page = Paginator(notes, ROWS_A_PAGE).get_page(request.GET.get("page"))
    settles = may(user.role, "counters:venue_settle", "POST")
    settleable = set(_settleable_sites(user)) if settles else set()
    context = {
        "page": page,
        "form": form,
        "settleable": settleable,
        "may_create": may(user.role, "counters:venue_create", "POST") and writable_sites(user, today).exists(),
        "may_reply": may(user.role, "counters:venue_reply", "POST"),
    }
    return render(request, "counters/venue_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def venue_create(request: HttpRequest) -> HttpResponse:
    """Notes an idea or a point to settle, for a counter where the user works."""
    user, today = _user(request), timezone.localdate()
    sites = writable_sites(user, today)
    only = list(sites[:2])
    form = VenueNoteForm(
        request.POST if request.method == "POST" else None,
        sites=sites,
        initial={"site": only[0] if len(only) == 1 else sites.filter(code=request.GET.get("site", "")).first()},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        submit_once(
            VenueNote,
            given["submission_key"],
            lambda: VenueNote.objects.create(
                site=given["site"],
                kind=given["kind"],
                text=given["text"],
                noted_on=today,
                noted_by=user,
                submission_key=given["submission_key"],
            ),
        )
        messages.success(request, "会場の記録を登録しました。")
        return _to_list()
    return render(request, "counters/venue_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def venue_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The city answers, or answers better as long as the point is open."""
    note = _note(request, pk)
    form = VenueReplyForm(request.POST if request.method == "POST" else None, initial={"city_reply": note.city_reply})
    if request.method == "POST" and form.is_valid():
        try:
            note.reply(form.cleaned_data["city_reply"], by=_user(request), on=timezone.localdate())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "回答を記録しました。")
            return _to_list()
    context = {"form": form, "note": note}
    return render(request, "counters/venue_reply.html", context, status=422 if form.errors else 200)


@require_POST
def venue_settle(request: HttpRequest, pk: int) -> HttpResponse:
    note = _note_to_settle(request, pk)
    try:
        note.settle(on=timezone.localdate())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return _to_list()


@require_POST
def venue_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the settling back."""
    _note_to_settle(request, pk).reopen()
    return _to_list()


def _note(request: HttpRequest, pk: int) -> VenueNote:
    sites = readable_sites(_user(request), timezone.localdate())
    notes = VenueNote.objects.filter(site__in=sites).select_related("site", "noted_by", "replied_by")
    return get_object_or_404(notes, pk=pk)


def _note_to_settle(request: HttpRequest, pk: int) -> VenueNote:
    """The city settles anywhere, the contractor where the user works."""
    user, note = _user(request), _note(request, pk)
    if user.role not in CITY_ROLES and not works_at(user, note.site, timezone.localdate()):
        raise PermissionDenied
    return note


def _settleable_sites(user: User) -> list[int]:
    today = timezone.localdate()
    sites = readable_sites(user, today) if user.role in CITY_ROLES else writable_sites(user, today)
    return list(sites.values_list("pk", flat=True))


def _to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("counters:venue_list"), status=303)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
