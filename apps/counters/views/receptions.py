from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.desk import Desk
from apps.counters.forms import AmendForm, PostalForm, VoiceForm
from apps.counters.models import NotPossible, Reception, Voice
from apps.counters.permissions import can_amend_reception, can_undo_reception, can_undo_voice


@require_POST
@vary_on_headers("HX-Request")
def reception_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = desk.reception_form(request.POST)
    if form.is_valid():
        try:
            recorded = actions.record_reception(
                session=desk.existing_session,
                services=form.services(),
                people=form.cleaned_data["people"],
                circumstances=form.circumstances(),
                submission_key=form.cleaned_data["submission_key"],
                by=desk.user,
                at=desk.now,
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            numbers = "、".join(f"{reception.number}番" for reception in recorded)
            return desk.answer_reception(saved=f"{numbers}を記録しました。")
    return desk.answer_reception(form)


@require_POST
@vary_on_headers("HX-Request")
def reception_undo(request: HttpRequest, site: str, day: date, number: int) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    reception = _reception(desk, number)
    if not can_undo_reception(desk.user, reception):
        raise PermissionDenied
    try:
        actions.undo_reception(reception=reception, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        return desk.answer_log(str(refusal))
    return desk.answer_log()


@require_safe
def reception_list(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """Every reception of the session, those that were taken back too."""
    desk = Desk.load(request, site, day)
    receptions = []
    if desk.session:
        receptions = [
            desk.log.line(reception)
            for reception in desk.session.receptions.select_related("received_by", "voided_by").prefetch_related(
                "services"
            )
        ]
    context = {"site": desk.site, "day": desk.day, "session": desk.session, "receptions": receptions}
    return render(request, "counters/reception_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reception_amend(request: HttpRequest, site: str, day: date, number: int) -> HttpResponse:
    """Corrects one reception as long as the day is not closed."""
    desk = Desk.load_to_write(request, site, day)
    reception = _reception(desk, number)
    if not can_amend_reception(desk.user, reception):
        raise PermissionDenied
    if request.method != "POST" and not desk.existing_session.is_open:
        messages.error(request, "閉設したため、受付を訂正できません。")
        return desk.redirect()
    form = AmendForm(
        request.POST if request.method == "POST" else None,
        reception=reception,
        agreed_method=desk.agreed_method,
        asks_reason=desk.user.role == Role.GENERAL_MANAGER,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend_reception(
                reception=reception,
                services=form.services(),
                circumstances=form.circumstances(),
                reason=form.cleaned_data.get("reason", ""),
                by=desk.user,
                at=desk.now,
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{reception.number}番の受付を訂正しました。")
            return desk.redirect()
    context = {"site": desk.site, "day": desk.day, "reception": reception, "form": form}
    return render(request, "counters/reception_amend.html", context, status=422 if form.errors else 200)


@require_POST
@vary_on_headers("HX-Request")
def postal_tick(request: HttpRequest, site: str, day: date, number: int) -> HttpResponse:
    """The ticks of an assist by post as they stand on the desk, or all four at once."""
    desk = Desk.load_to_write(request, site, day)
    form = PostalForm(request.POST)
    form.full_clean()
    try:
        actions.check_post(reception=_reception(desk, number), ticks=form.ticks())
    except NotPossible as refusal:
        return desk.answer_log(str(refusal))
    return desk.answer_log()


@require_POST
@vary_on_headers("HX-Request")
def voice_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return desk.answer_log("苦情とお褒めのどちらかのボタンを押してください。")
    try:
        actions.record_voice(
            session=desk.existing_session,
            kind=form.cleaned_data["kind"],
            submission_key=form.cleaned_data["submission_key"],
            by=desk.user,
            at=desk.now,
        )
    except NotPossible as refusal:
        return desk.answer_log(str(refusal))
    return desk.answer_log()


@require_POST
@vary_on_headers("HX-Request")
def voice_undo(request: HttpRequest, site: str, day: date, pk: int) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    voices = Voice.objects.filter(session__site=desk.site, session__held_on=day)
    voice = get_object_or_404(voices.select_related("session"), pk=pk)
    if not can_undo_voice(desk.user, voice):
        raise PermissionDenied
    try:
        actions.undo_voice(voice=voice, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        return desk.answer_log(str(refusal))
    return desk.answer_log()


def _reception(desk: Desk, number: int) -> Reception:
    receptions = Reception.objects.filter(session__site=desk.site, session__held_on=desk.day)
    return get_object_or_404(receptions.select_related("session__site"), number=number)
