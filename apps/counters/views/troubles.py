from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from apps.counters import actions
from apps.counters.desk import Desk
from apps.counters.forms import TroubleForm
from apps.counters.models import NotPossible


@require_POST
def trouble_record(request: HttpRequest, site: str, day: date) -> HttpResponse:
    desk = Desk.load_to_write(request, site, day)
    form = TroubleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_trouble(
                session=desk.existing_session,
                situation=given["situation"],
                response=given["response"],
                submission_key=given["submission_key"],
                by=desk.user,
                at=desk.now,
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "困難事例・トラブルを記録しました。")
            return desk.redirect()
    return desk.render(trouble_form=form, status=422)
