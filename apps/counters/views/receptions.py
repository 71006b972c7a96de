from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from apps.counters import actions
from apps.counters.desk import Desk
from apps.counters.forms import ReceptionForm
from apps.counters.models import NotPossible, Reception
from apps.counters.permissions import can_undo_reception


@require_POST
def reception_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = ReceptionForm(request.POST, site=desk.site)
    if form.is_valid():
        try:
            actions.record_reception(
                session=desk.existing_session, services=form.services(), by=desk.user, at=desk.now, **form.details()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return desk.redirect()
    return desk.render(reception_form=form, status=422)


@require_POST
def reception_undo(request: HttpRequest, site: str, day: date, number: int) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    receptions = Reception.objects.filter(session__site=desk.site, session__held_on=day)
    reception = get_object_or_404(receptions.select_related("session"), number=number)
    if not can_undo_reception(desk.user, reception):
        raise PermissionDenied
    try:
        actions.undo_reception(reception=reception, by=desk.user, at=desk.now)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return desk.redirect()
