"""One request for one counter's day: what was loaded in scope, and the page that shows it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.models import Site

from . import actions
from .board import StateShown, punctuality, shown_state
from .checklists import checklist_of
from .enums import TRANSITIONS, SessionState
from .forms import BUTTONS, ClosingTimeForm, OverrideForm, ReceptionForm, TroubleForm
from .models import EMPTY_TALLY, CounterSession
from .permissions import can_undo_reception, readable_sites, works_at

LATEST_SHOWN = 10
CLOSING_COMES = timedelta(hours=1)
"""How long before the planned end the closing checklist stands open on the desk."""


@dataclass(frozen=True)
class TickRefusal:
    """Why a line of the checklists was not ticked, and what was typed there."""

    sentence: str
    row: str = ""
    count: str = ""


@dataclass
class Desk:
    """A counter's day before one user's eyes."""

    request: HttpRequest
    user: User
    site: Site
    day: date
    now: datetime
    calendar: Calendar
    session: CounterSession | None
    writes: bool

    @classmethod
    def load(cls, request: HttpRequest, site_code: str, day: date) -> "Desk":
        """404 for a counter that the user may not see."""
        user = cast(User, request.user)
        site = get_object_or_404(readable_sites(user, day), code=site_code)
        return cls(
            request=request,
            user=user,
            site=site,
            day=day,
            now=timezone.now(),
            calendar=Calendar.load(),
            session=CounterSession.objects.for_user(user).filter(site=site, held_on=day).first(),
            writes=works_at(user, site, day),
        )

    @classmethod
    def load_to_write(cls, request: HttpRequest, site_code: str, day: date) -> "Desk":
        """Besides, 403 for a counter that the user may only read."""
        desk = cls.load(request, site_code, day)
        if not desk.writes:
            raise PermissionDenied
        return desk

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def existing_session(self) -> CounterSession:
        """The day's session; raises NotOpen before anybody has set the counter up or opened it."""
        if self.session is None:
            raise actions.NotOpen("この窓口は、この日まだ開設していません。")
        return self.session

    @property
    def hours(self) -> Hours | None:
        return self.calendar.hours(self.site.code, self.day)

    @property
    def state(self) -> StateShown:
        return shown_state(
            session=self.session,
            day=self.day,
            now=self.now,
            hours=self.hours,
            closed_reason=self.calendar.closed_reason(self.site.code, self.day),
        )

    @cached_property
    def latest(self) -> list[dict[str, Any]]:
        """The last receptions, newest first, each with whether this user can still take it back."""
        if self.session is None:
            return []
        receptions = (
            self.session.receptions.counted()
            .select_related("received_by")
            .prefetch_related("services")
            .order_by("-number")[:LATEST_SHOWN]
        )
        allowed = self.writes and self.session.is_open and may(self.user.role, "counters:reception_undo", "POST")
        return [
            {
                "reception": reception,
                "can_undo": allowed and can_undo_reception(self.user, reception) and reception.can_be_undone(self.now),
            }
            for reception in receptions
        ]

    @property
    def version(self) -> str:
        """Changes exactly when the tally, the latest receptions or the state have changed."""
        latest = [(row["reception"].pk, row["can_undo"]) for row in self.latest]
        return hashlib.sha256(repr((self.tally, latest, self.state)).encode()).hexdigest()[:16]

    @cached_property
    def tally(self) -> dict[str, int]:
        return self.session.receptions.counted().tally() if self.session else EMPTY_TALLY

    def log_context(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "day": self.day,
            "tally": self.tally,
            "latest": self.latest,
            "version": self.version,
            "poll_seconds": poll_seconds(self.calendar, self.day)
            if self.day == self.today and self.session and self.session.is_open
            else None,
        }

    def checklist_context(self, refusal: TickRefusal | None = None) -> dict[str, Any]:
        """The day's checklists as they are now; None where nothing of them is known yet."""
        is_begun = self.session and self.session.state is not SessionState.PLANNED
        checklist = checklist_of(self.session) if self.session and is_begun else None
        return {
            "checklist": checklist,
            "progress": checklist.progress if checklist else None,
            "can_tick": bool(self.session and not self.session.closed_at) and self.can("counters:checklist_tick"),
            "is_closing_near": self._is_closing_near,
            "tick_refusal": refusal,
        }

    @property
    def _is_closing_near(self) -> bool:
        if not self.session or not self.session.is_open:
            return False
        closes = self.hours and timezone.make_aware(datetime.combine(self.day, self.hours.closes))
        return self.day < self.today or bool(closes and closes - CLOSING_COMES <= self.now)

    def answer_tick(self, refusal: TickRefusal | None = None) -> HttpResponse:
        """By htmx the checklists alone; else the whole page, at the checklists."""
        if "HX-Request" in self.request.headers:
            context = self.checklist_context(refusal) | {"site": self.site, "day": self.day, "session": self.session}
            return render(self.request, "counters/_checklist_update.html", context)
        if refusal:
            return self.render(tick_refusal=refusal, status=422)
        return HttpResponseRedirect(f"{self._address}#checklist", status=303)

    def can(self, url_name: str, to: SessionState | None = None) -> bool:
        """Whether the user may take this step, and whether the session allows it."""
        state = self.session.state if self.session else SessionState.PLANNED
        return self.writes and may(self.user.role, url_name, "POST") and (to is None or to in TRANSITIONS[state])

    def render(
        self,
        *,
        reception_form: ReceptionForm | None = None,
        trouble_form: TroubleForm | None = None,
        override_form: OverrideForm | None = None,
        closing_form: ClosingTimeForm | None = None,
        tick_refusal: TickRefusal | None = None,
        status: int = 200,
    ) -> HttpResponse:
        is_today = self.day == self.today
        late_minutes, early_minutes = punctuality(self.session, self.hours)
        is_open = bool(self.session and self.session.is_open)
        context = self.log_context() | self.checklist_context(tick_refusal) | {
            "session": self.session,
            "state": self.state,
            "hours": self.hours,
            "closed_reason": self.calendar.closed_reason(self.site.code, self.day),
            "late_minutes": late_minutes,
            "early_minutes": early_minutes,
            "is_today": is_today,
            "can_set_up": is_today and self.can("counters:session_setup", SessionState.SET_UP),
            "can_open": is_today and self.can("counters:session_open", SessionState.OPEN),
            "can_close": self.can("counters:session_close", SessionState.CLOSED),
            "can_clear": self.can("counters:session_clear", SessionState.CLEARED),
            "can_record": is_today and is_open and self.can("counters:reception_record"),
            "can_write_trouble": bool(self.session and self.session.opened_at) and self.can("counters:trouble_record"),
            "may_override": self.user.role in actions.OVERRIDE_ROLES,
            "buttons": BUTTONS,
            "troubles": self.session.troubles.select_related("session", "recorded_by") if self.session else [],
            "reception_form": reception_form or ReceptionForm(site=self.site),
            "trouble_form": trouble_form or TroubleForm(),
            "override_form": override_form or OverrideForm(),
            "closing_form": closing_form or ClosingTimeForm(),
        }
        return render(self.request, "counters/session.html", context, status=status)

    def redirect(self) -> HttpResponse:
        return HttpResponseRedirect(self._address, status=303)

    @property
    def _address(self) -> str:
        return reverse("counters:session", args=[self.site.code, self.day])


def poll_seconds(calendar: Calendar, day: date) -> int:
    """How often an open page asks again, so that a colleague's record is there well within the longest delay (C30)."""
    return calendar.parameters.value("live.poll_seconds", day)
