"""The month roster: the page, saving its cells, copying a week, publishing."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import Site
from apps.core.clock import FIRST_DAY, LAST_DAY, asked_month
from apps.workforce.models import RosterPublication
from apps.workforce.people_scope import writable_people
from apps.workforce.roster_actions import (
    AlreadyPublished,
    CellsRefused,
    NothingToPublish,
    NotPublishable,
    ReasonNeeded,
    RosterBusy,
    RosterFaults,
    copy_week,
    faults_of_month,
    publish_month,
    save_cells,
)
from apps.workforce.roster_cells import Patterns
from apps.workforce.roster_entry import RosterEntry
from apps.workforce.roster_forms import CopyWeekForm, ReasonForm
from apps.workforce.roster_month import RosterMonth, Typed
from apps.workforce.roster_scope import plannable_people, readable_rosters, sees_drafts, writable_rosters

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """Which month of which place the page is about, and whether the user may change it."""

    user: User
    site: Site
    sites: list[Site]
    first: date
    last: date
    can_write: bool

    @classmethod
    def of(cls, request: HttpRequest, *, writing: bool = False) -> "Asked":
        """By `month` and `site` of the address or the form; the current month and the first place without them.

        404 for a place that the user does not read, and with `writing` for one that the user does not plan.
        """
        user = cast(User, request.user)
        values = request.POST if request.method == "POST" else request.GET
        writable = set(writable_rosters(user))
        sites = [site for site in readable_rosters(user) if not writing or site in writable]
        code = values.get("site", "")
        site = next((site for site in sites if site.code == code), None) if code else next(iter(sites), None)
        if site is None:
            raise Http404("この場所の勤務表はありません。")
        first, last = asked_month(values.get("month"), timezone.localdate())
        return cls(user, site, sites, first, last, site in writable)

    @property
    def month(self) -> str:
        return f"{self.first:%Y-%m}"

    def url(self, name: str = "workforce:roster", anchor: str = "", **more: str) -> str:
        query = urlencode({"month": self.month, "site": self.site.code} | more)
        return f"{reverse(name)}?{query}{anchor}"

    @property
    def context(self) -> dict[str, Any]:
        """What every page of a roster shows around itself."""
        return {
            "asked": self,
            "month_title": f"{self.first.year}年{self.first.month}月",
            "previous_month": f"{self.first - DAY:%Y-%m}" if self.first > FIRST_DAY else "",
            "next_month": f"{self.last + DAY:%Y-%m}" if self.last < LAST_DAY else "",
        }


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """All places by day, and who works when at one of them."""
    return _page(request, Asked.of(request), ReasonForm())


def _page(
    request: HttpRequest,
    asked: Asked,
    reason: ReasonForm,
    *,
    typed: Typed | None = None,
    errors: Typed | None = None,
    fault: str = "",
) -> HttpResponse:
    values = request.POST if request.method == "POST" else request.GET
    added = {int(text) for text in values.getlist("add") if text.isascii() and text.isdigit() and len(text) < 16}
    added |= {staff_id for staff_id, _ in typed or {}}
    page = RosterMonth.load(
        site=asked.site,
        sites=asked.sites,
        first=asked.first,
        last=asked.last,
        today=timezone.localdate(),
        calendar=Calendar.load(),
        drafts=sees_drafts(asked.user),
        addable=writable_people(asked.user) if asked.can_write else None,
        added=added,
        typed=typed,
        errors=errors,
    )
    context = asked.context | {
        "page": page,
        "seen": json.dumps(page.seen, ensure_ascii=False),
        "form": reason,
        "fault": fault,
        "added": [row.staff.pk for row in page.rows if row.is_added],
    }
    is_refused = bool(fault or errors or reason.errors)
    return render(request, "workforce/roster.html", context, status=422 if is_refused else 200)


@require_POST
def roster_save(request: HttpRequest) -> HttpResponse:
    """All changed cells or none; what cannot be saved comes back as it was typed, with its sentence."""
    asked, reason = Asked.of(request, writing=True), ReasonForm(request.POST)
    entry = RosterEntry.read(
        request.POST.dict(),
        site=asked.site,
        first=asked.first,
        last=asked.last,
        people=plannable_people(asked.user, asked.site),
        patterns=Patterns.load(asked.site.pk),
    )
    if entry.fault or entry.errors or not reason.is_valid():
        return _page(request, asked, reason, typed=entry.typed, errors=entry.errors, fault=entry.fault)
    try:
        saved = save_cells(
            site=asked.site,
            edits=entry.edits,
            by=asked.user,
            at=timezone.now(),
            calendar=Calendar.load(),
            reason=reason.cleaned_data["reason"],
        )
    except CellsRefused as refused:
        entry.refuse(refused.faults)
        return _page(request, asked, reason, typed=entry.typed, errors=entry.errors)
    except ReasonNeeded as needed:
        reason.add_error("reason", str(needed))
        return _page(request, asked, reason, typed=entry.typed)
    except RosterBusy as busy:
        return _page(request, asked, reason, typed=entry.typed, fault=str(busy))
    if saved.written:
        messages.success(request, f"勤務表を保存しました（{saved.written}件）。")
    else:
        messages.info(request, "変更はありませんでした。")
    return HttpResponseRedirect(asked.url(), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def roster_copy_week(request: HttpRequest) -> HttpResponse:
    """Puts one week of a place into others; says what was skipped and why."""
    asked = Asked.of(request, writing=True)
    monday = asked.first - timedelta(days=asked.first.weekday())
    mondays = [monday + timedelta(weeks=n) for n in range(6) if monday + timedelta(weeks=n) <= asked.last]
    whole = next(day for day in mondays if day >= asked.first)
    form = CopyWeekForm(
        request.POST if request.method == "POST" else None,
        mondays=mondays,
        initial={"monday": whole.isoformat(), "target": whole + timedelta(weeks=1)},
    )
    saved = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = copy_week(
                site=asked.site,
                monday=form.cleaned_data["monday"],
                to=form.targets,
                by=asked.user,
                at=timezone.now(),
                calendar=Calendar.load(),
                reason=form.cleaned_data["reason"],
            )
        except ReasonNeeded as needed:
            form.add_error("reason", str(needed))
        except RosterBusy as busy:
            form.add_error(None, str(busy))
    context = asked.context | {"form": form, "saved": saved}
    return render(request, "workforce/roster_copy_week.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def roster_publish(request: HttpRequest) -> HttpResponse:
    """What keeps the month from being published, each reason with its place in the roster; else publishes it."""
    asked, calendar = Asked.of(request, writing=True), Calendar.load()
    publication = RosterPublication.objects.filter(site=asked.site, month=asked.first).first()
    faults: RosterFaults | None = None
    if request.method == "POST":
        try:
            publish_month(site=asked.site, month=asked.first, by=asked.user, at=timezone.now(), calendar=calendar)
            messages.success(
                request, f"{asked.site.short_name}の{asked.first.year}年{asked.first.month}月の勤務表を公開しました。"
            )
            return HttpResponseRedirect(asked.url(), status=303)
        except NothingToPublish as nothing:
            messages.error(request, str(nothing))
            return HttpResponseRedirect(asked.url(), status=303)
        except AlreadyPublished as already:
            publication = already.publication
        except NotPublishable as refused:
            faults = refused.faults
    elif publication is None:
        faults = faults_of_month(site=asked.site, month=asked.first, calendar=calendar, today=timezone.localdate())
    context = asked.context | {"publication": publication, "faults": faults}
    is_refused = request.method == "POST"
    return render(request, "workforce/roster_publish.html", context, status=422 if is_refused else 200)
