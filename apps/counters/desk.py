"""One request for one counter's day: what was loaded in scope, and the page that shows it."""

import math
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from apps.accounts import drafts
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.calendar import Calendar, Hours
from apps.contracts.models import Site

from . import actions
from .board import StateShown, punctuality, shown_state
from .board_staffing import Staffing
from .checklists import checklist_of
from .enums import TRANSITIONS, SessionState
from .forms import ClosingTimeForm, OverrideForm, ReceptionForm, TroubleForm
from .models import CounterSession
from .permissions import can_amend_trouble, readable_sites, works_at
from .session_log import SessionLog

CLOSING_COMES = timedelta(hours=1)
"""How long before the planned end the closing checklist stands open on the desk."""
PEOPLE_POLL_SECONDS = 30
"""How often an open desk asks for its heads: they change by the minute, not by the click."""


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
    def log(self) -> SessionLog:
        return SessionLog(session=self.session, user=self.user, now=self.now, writes=self.writes)

    @property
    def log_version(self) -> str:
        return f"{self.log.version}-{self.state.kind}"

    @cached_property
    def agreed_method(self) -> str:
        """The name of the fourth method; empty where there is none that day."""
        return str(self.calendar.parameters.value("counters.agreed_method", self.day)).strip()

    def reception_form(self, data: QueryDict | None = None) -> ReceptionForm:
        """An empty form with a new key, or what was posted."""
        return ReceptionForm(data, site=self.site, agreed_method=self.agreed_method)

    def log_context(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "day": self.day,
            "log": self.log,
            "voice_key": uuid.uuid4(),
            "version": self.log_version,
            "poll_seconds": poll_seconds(self.calendar, self.day)
            if self.day == self.today and self.session and self.session.is_open
            else None,
        }

    def people_context(self) -> dict[str, Any]:
        """Heads against the floor, and who leads here, else where the leaders are (第2-1-(9))."""
        staffing = Staffing.load(day=self.day, now=self.now, calendar=self.calendar)
        line = staffing.leader_line()
        return {
            "site": self.site,
            "day": self.day,
            "heads": staffing.heads(self.site.code),
            "leaders": staffing.leaders(self.site.code).names or (line and (line.present or line.planned)),
            "people_poll_seconds": PEOPLE_POLL_SECONDS if self.day == self.today else None,
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
    def minutes_to_closing(self) -> int:
        """Whole minutes until the planned end of today's opening, begun ones counted; 0 where it is past or none."""
        if self.day != self.today or self.hours is None:
            return 0
        closes = timezone.make_aware(datetime.combine(self.day, self.hours.closes))
        return max(0, math.ceil((closes - self.now).total_seconds() / 60))

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

    def answer_reception(self, form: ReceptionForm | None = None, *, saved: str = "") -> HttpResponse:
        """By htmx the form, new or as posted, beside what was counted; else the whole page."""
        if "HX-Request" in self.request.headers:
            context = self.log_context() | {"form": form or self.reception_form(), "saved": saved}
            return render(self.request, "counters/_reception_update.html", context)
        return self.render(reception_form=form, status=422) if form else self.redirect()

    def answer_log(self, refusal: str = "") -> HttpResponse:
        """By htmx what was counted, and why nothing was done; else the whole page."""
        if "HX-Request" in self.request.headers:
            return render(self.request, "counters/_session_log.html", self.log_context() | {"refusal": refusal})
        if refusal:
            messages.error(self.request, refusal)
        return self.redirect()

    def answer_trouble(self, form: TroubleForm | None = None, *, saved: str = "") -> HttpResponse:
        """By htmx the troubles and their form, new or as posted; else the whole page."""
        if "HX-Request" in self.request.headers:
            return render(self.request, "counters/_troubles.html", self.trouble_context(form, saved))
        if form:
            return self.render(trouble_form=form, status=422)
        messages.success(self.request, saved)
        return self.redirect()

    def trouble_context(self, form: TroubleForm | None = None, saved: str = "") -> dict[str, Any]:
        draft = drafts.find(self.request, self.trouble_draft_key)
        is_unsigned = bool(self.session and self.session.opened_at and not self.session.signed_at)
        return {
            "site": self.site,
            "day": self.day,
            "troubles": self._troubles,
            "trouble_form": form or TroubleForm(initial=draft.initial),
            "can_write_trouble": is_unsigned and self.can("counters:trouble_record"),
            "can_hand_over": self.can("counters:trouble_hand_over"),
            "draft": draft,
            "saved": saved,
        }

    @property
    def trouble_draft_key(self) -> str:
        return f"trouble:{self.site.code}:{self.day}"

    @property
    def _troubles(self) -> list[dict[str, Any]]:
        if self.session is None:
            return []
        may_amend = self.can("counters:trouble_amend")
        people = ("recorded_by", "handed_by", "taken_by", "solved_by")
        return [
            {"trouble": trouble, "can_amend": may_amend and can_amend_trouble(self.user, trouble)}
            for trouble in self.session.troubles.select_related("session", *people)
        ]

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
        context = (
            self.log_context()
            | self.people_context()
            | self.checklist_context(tick_refusal)
            | {
                "session": self.session,
                "state": self.state,
                "hours": self.hours,
                "closed_reason": self.calendar.closed_reason(self.site.code, self.day),
                "late_minutes": late_minutes,
                "early_minutes": early_minutes,
                "is_today": is_today,
                "minutes_to_closing": self.minutes_to_closing,
                "can_set_up": is_today and self.can("counters:session_setup", SessionState.SET_UP),
                "can_open": is_today and self.can("counters:session_open", SessionState.OPEN),
                "can_close": self.can("counters:session_close", SessionState.CLOSED),
                "can_clear": self.can("counters:session_clear", SessionState.CLEARED),
                "can_sign": bool(self.session and self.session.closed_at and not self.session.signed_at)
                and self.can("counters:session_sign"),
                "can_record": is_today and is_open and self.can("counters:reception_record"),
                "clearing_closed_reason": self.calendar.closed_reason(self.site.code, self.today),
                "may_override": self.user.role in actions.OVERRIDE_ROLES,
                "reception_form": reception_form or self.reception_form(),
                "override_form": override_form or OverrideForm(today=self.today),
                "closing_form": closing_form or ClosingTimeForm(),
            }
        )
        context |= self.trouble_context(trouble_form)
        return render(self.request, "counters/session.html", context, status=status)

    def redirect(self) -> HttpResponse:
        return HttpResponseRedirect(self._address, status=303)

    @property
    def _address(self) -> str:
        return reverse("counters:session", args=[self.site.code, self.day])


def poll_seconds(calendar: Calendar, day: date) -> int:
    """How often an open page asks again, so that a colleague's record is there well within the longest delay (C30)."""
    return calendar.parameters.value("live.poll_seconds", day)
