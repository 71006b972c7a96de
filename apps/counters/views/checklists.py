from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from apps.counters import checklists
from apps.counters.desk import Desk, TickRefusal
from apps.counters.forms import TickForm
from apps.counters.models import NotPossible


@require_POST
@vary_on_headers("HX-Request")
def checklist_tick(request: HttpRequest, site: str, day: date) -> HttpResponse:
    """Ticks one line of the day's lists; a refusal comes back beside the line, with what was typed."""
    desk = Desk.load_to_write(request, site, day)
    form = TickForm(request.POST)
    key = request.POST.get("row", "")
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return desk.answer_tick(TickRefusal(str(sentence), key, request.POST.get("count", "")))
    try:
        checklists.tick_row(
            session=desk.existing_session, key=key, count=form.cleaned_data["count"], by=desk.user, at=desk.now
        )
    except NotPossible as refusal:
        return desk.answer_tick(TickRefusal(str(refusal), key, request.POST.get("count", "")))
    return desk.answer_tick()


@require_POST
@vary_on_headers("HX-Request")
def checklist_untick(request: HttpRequest, site: str, day: date, pk: int) -> HttpResponse:
    """Takes a tick back as long as the counter is not closed."""
    desk = Desk.load_to_write(request, site, day)
    try:
        checklists.take_back_tick(session=desk.existing_session, pk=pk)
    except NotPossible as refusal:
        return desk.answer_tick(TickRefusal(str(refusal)))
    return desk.answer_tick()
