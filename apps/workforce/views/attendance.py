from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.clock import asked_day
from apps.workforce import attendance_actions as actions
from apps.workforce.attendance_forms import AddedStretchForm, FinishForm, RemovalForm, StretchForm
from apps.workforce.attendance_scope import can_lead
from apps.workforce.clocking import standings
from apps.workforce.models import Outing, Presence, Shift, StaffMember
from apps.workforce.my_page import key_of, my_day
from apps.workforce.place_page import place_of
from apps.workforce.refusals import NotPossible

from .posts import row_number

STATED_BY_ONESELF, STATED_BY_LEADER = "打刻漏れ（本人の申告）", "打刻漏れ（責任者の記録）"
DONE = {"in": "出勤を記録しました。", "break": "休憩を始めました。", "back": "休憩から戻りました。",
        "out": "退勤を記録しました。", "move": "移動を記録しました。"}  # fmt: skip


@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """The user's own shifts and clock."""
    return _my_page(request)


@require_POST
def my_clock(request: HttpRequest) -> HttpResponse:
    """One step of the user's own clock."""
    staff = _own_record(request)
    where = _own_place(staff, request.POST.get("place", ""))
    _take_step(request, staff, where)
    return HttpResponseRedirect(reverse("workforce:my"), status=303)


@require_POST
def my_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """States when the user's own forgotten day ended."""
    staff = _own_record(request)
    presence = get_object_or_404(Presence.objects.select_related("staff"), pk=pk, staff=staff)
    form = FinishForm(request.POST)
    if form.is_valid() and _finish(request, presence, form, STATED_BY_ONESELF):
        return HttpResponseRedirect(reverse("workforce:my"), status=303)
    return _my_page(request, finish_form=form, status=422)


@require_POST
def clock(request: HttpRequest) -> HttpResponse:
    """One step of somebody else's clock, taken by a leader of the place."""
    user = cast(User, request.user)
    today = timezone.localdate()
    where = place_of(user, request.POST.get("place", ""), today)
    if not can_lead(user, where if isinstance(where, Site) else None):
        raise PermissionDenied
    staff = _led_person(user, row_number(request.POST.get("staff", "")), today)
    _take_step(request, staff, where)
    return HttpResponseRedirect(reverse("workforce:coverage_place", args=[key_of(where)]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def presence_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader puts the times of a stretch right, with the reason."""
    presence = _presence_led(request, pk)
    form = StretchForm.for_presence(presence, request.POST if request.method == "POST" else None)
    day = timezone.localdate(presence.arrived_at)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"presence": presence, "by": cast(User, request.user), "at": timezone.now()}
        if _went_through(form, lambda: actions.correct_presence(**given, **form.moments(day))):
            messages.success(request, f"{presence.staff}の打刻を訂正しました。")
            return _to_place(presence.site or presence.outing, day)
    return _correction_page(request, presence, form=form)


@require_POST
def presence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader takes away a stretch that never was."""
    presence = _presence_led(request, pk)
    form = RemovalForm(request.POST)
    by = cast(User, request.user)
    if form.is_valid() and _went_through(
        form, lambda: actions.remove_presence(presence=presence, reason=form.cleaned_data["reason"], by=by)
    ):
        messages.success(request, f"{presence.staff}の打刻を取り消しました。")
        return _to_place(presence.site or presence.outing, timezone.localdate(presence.arrived_at))
    return _correction_page(request, presence, removal_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def presence_add(request: HttpRequest, place: str, staff: int) -> HttpResponse:
    """A leader adds a stretch that nobody clocked."""
    user = cast(User, request.user)
    now = timezone.now()
    day = asked_day(request.GET.get("date"), timezone.localdate(now))
    where = place_of(user, place, day)
    site = where if isinstance(where, Site) else None
    if not can_lead(user, site):
        raise PermissionDenied
    person = _led_person(user, staff, day)
    shift = Shift.objects.published().filter(staff=person, day=day).order_by("starts_at").first()
    initial = {"duty": shift.duty if shift else person.duty}
    posted = request.POST if request.method == "POST" else None
    form = AddedStretchForm(posted, initial=initial, duties=actions.duties_of(site))
    if request.method == "POST" and form.is_valid():
        outing = where if isinstance(where, Outing) else None
        given: dict[str, Any] = {"staff": person, "site": site, "outing": outing, "by": user, "at": now}
        given |= form.moments(day) | {"duty": form.cleaned_data["duty"]}
        if _went_through(form, lambda: actions.add_presence(**given)):
            messages.success(request, f"{person}の打刻を追加しました。")
            return _to_place(where, day)
    context = {"form": form, "person": person, "where": where, "place": place, "day": day}
    return render(request, "workforce/presence_add.html", context, status=422 if form.errors else 200)


def _my_page(request: HttpRequest, *, finish_form: FinishForm | None = None, status: int = 200) -> HttpResponse:
    now = timezone.now()
    staff = StaffMember.objects.filter(user=cast(User, request.user)).first()
    mine = my_day(staff, now) if staff else None
    form = finish_form or FinishForm(initial={"left_time": mine.suggested_end if mine else ""})
    context = {"mine": mine, "today": timezone.localdate(now), "finish_form": form}
    return render(request, "workforce/my.html", context, status=status)


def _take_step(request: HttpRequest, staff: StaffMember, where: Site | Outing | None) -> None:
    step = request.POST.get("step", "")
    given: dict[str, Any] = {"staff": staff, "by": cast(User, request.user), "at": timezone.now()}
    place: dict[str, Any] = {"site": where} if isinstance(where, Site) else {"outing": where}
    steps: dict[str, Callable[[], Presence]] = {
        "break": lambda: actions.start_break(**given),
        "back": lambda: actions.end_break(**given),
        "out": lambda: actions.clock_out(**given),
    }
    if where is not None:
        steps["in"] = lambda: actions.clock_in(**given, **place)
        steps["move"] = lambda: actions.move_to(**given, **place)
    if step not in steps:
        raise Http404
    try:
        steps[step]()
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[step])


def _finish(request: HttpRequest, presence: Presence, form: FinishForm, reason: str) -> bool:
    given: dict[str, Any] = {"presence": presence, "by": cast(User, request.user), "at": timezone.now()}
    went = _went_through(
        form, lambda: actions.finish_forgotten(**given, left_at=form.moment(presence), reason=reason), "left_time"
    )
    if went:
        messages.success(request, "退勤の時刻を記録しました。")
    return went


def _went_through(form: Any, act: Callable[[], object], field: str | None = None) -> bool:
    try:
        act()
    except NotPossible as refusal:
        form.add_error(field, str(refusal))
        return False
    return True


def _correction_page(
    request: HttpRequest,
    presence: Presence,
    *,
    form: StretchForm | None = None,
    removal_form: RemovalForm | None = None,
) -> HttpResponse:
    where = presence.site or presence.outing
    form, removal_form = form or StretchForm.for_presence(presence), removal_form or RemovalForm(auto_id="removal_%s")
    context = {
        "presence": presence,
        "day": timezone.localdate(presence.arrived_at),
        "place": key_of(cast(Site | Outing, where)),
        "where": where,
        "form": form,
        "removal_form": removal_form,
    }
    status = 422 if form.errors or removal_form.errors else 200
    return render(request, "workforce/presence_correct.html", context, status=status)


def _presence_led(request: HttpRequest, pk: int) -> Presence:
    """A stretch at a place that the user leads; 404 for any other."""
    presence = get_object_or_404(Presence.objects.select_related("staff", "site", "outing"), pk=pk)
    if not can_lead(cast(User, request.user), presence.site):
        raise Http404
    return presence


def _own_record(request: HttpRequest) -> StaffMember:
    return get_object_or_404(StaffMember, user=cast(User, request.user))


def _own_place(staff: StaffMember, key: str) -> Site | Outing | None:
    """A place of the form; the action judges whether the person works there today."""
    if key.startswith("outing-"):
        return get_object_or_404(Outing, pk=row_number(key[7:]), members__staff=staff)
    if not key.isprintable():
        raise Http404
    return get_object_or_404(Site, code=key) if key else None


def _led_person(user: User, number: int, day: date) -> StaffMember:
    """Somebody whose clock of the day the user keeps: who is, or is to be, at a place that the user leads. Else 404."""
    staff = get_object_or_404(StaffMember.objects.employed(day), pk=number)
    standing = standings([staff.pk], day)[staff.pk]
    shifts, outings = actions.own_places(staff, day)
    places = [shift.site for shift in shifts] + [None for _ in outings]
    if stretch := standing.at_work or standing.resting:
        places = [stretch.site]
    if places and not any(can_lead(user, site) for site in places):
        raise Http404
    return staff


def _to_place(where: Site | Outing | None, day: date) -> HttpResponse:
    address = reverse("workforce:coverage_place", args=[key_of(cast(Site | Outing, where))])
    return HttpResponseRedirect(f"{address}?date={day}", status=303)
