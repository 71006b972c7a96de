"""What the city says of a report that was handed over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from apps.accounts.requests import SignedInRequest

from . import actions, permissions
from .enums import ReportKind, ReportState
from .forms import ReportDecisionForm
from .models import TransitionNotAllowed
from .views import find, give_back, revisions_for


@require_POST
def report_decide(request: SignedInRequest, kind: ReportKind, period: str) -> HttpResponse:
    """Accept the revision that was read, or return it with a comment."""
    report, due = find(request, kind, period)
    if report is None:
        raise Http404
    form = ReportDecisionForm(request.POST, may_accept=permissions.may_accept(request.user.role))
    if not form.is_valid():
        is_open = report.state == ReportState.ISSUED
        return give_back(request, report, due, form, name="decision_form", is_open=is_open, status=422)
    typed = form.cleaned_data
    accepted = typed["decision"] == ReportState.ACCEPTED
    try:
        actions.decide_report(
            report=report, accepted=accepted, comment=typed["comment"], by=request.user, at=timezone.now(),
            number=typed["number"],
        )  # fmt: skip
    except actions.AlreadyDone as done:
        messages.info(request, str(done))
        return redirect("reporting:detail", kind, period)
    except TransitionNotAllowed as error:
        return give_form_back(request, kind, period, str(error))
    messages.success(request, "報告書を受理しました。" if accepted else "報告書を差し戻しました。")
    return redirect("reporting:detail", kind, period)


def give_form_back(request: SignedInRequest, kind: ReportKind, period: str, refused: str) -> HttpResponse:
    """The comment stays; what is decided on next is the revision that the page shows now."""
    report, due = find(request, kind, period)
    if report is None:
        raise Http404
    newest = revisions_for(request.user, report).values_list("number", flat=True).first()
    again = request.POST.copy()
    again["number"] = str(newest)
    form = ReportDecisionForm(again, may_accept=permissions.may_accept(request.user.role))
    is_open = report.state == ReportState.ISSUED
    return give_back(request, report, due, form, name="decision_form", is_open=is_open, status=409, refused=refused)
