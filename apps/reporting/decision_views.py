"""What the city says of a report that was handed over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.accounts.requests import SignedInRequest

from . import actions, permissions
from .enums import ReportKind, ReportState
from .forms import DecisionForm
from .models import TransitionNotAllowed
from .views import detail_context, find


@require_POST
def report_decide(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Accept the revision that was read, or return it with a comment."""
    report, due = find(request, kind, period)
    if report is None:
        raise Http404
    form = DecisionForm(request.POST, may_accept=permissions.may_accept(request.user.role))
    if not form.is_valid():
        context = detail_context(request, report, due, decision_form=form)
        return render(request, "reporting/detail.html", context, status=422)
    typed = form.cleaned_data
    accepted = typed["decision"] == ReportState.ACCEPTED
    try:
        actions.decide_report(
            report=report, accepted=accepted, comment=typed["comment"], by=request.user, at=timezone.now(),
            number=typed["number"],
        )  # fmt: skip
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "報告書を受理しました。" if accepted else "報告書を差し戻しました。")
    return redirect("reporting:detail", kind, period)
