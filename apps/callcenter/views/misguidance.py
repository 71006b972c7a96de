from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter.actions import (
    AlreadyClosed,
    ChangedMeanwhile,
    NotYet,
    close_misguidance,
    record_misguidance,
    report_misguidance,
    write_measures,
)
from apps.callcenter.forms import MeasureForm, MisguidanceForm
from apps.callcenter.incidents import version_of_misguidances
from apps.callcenter.models import Misguidance
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error

PER_PAGE = 50
_PEOPLE = ("inquiry", "recorded_by", "reported_by", "closed_by")


@require_safe
def misguidances(request: SignedInRequest) -> HttpResponse:
    """The centre's mistakes, unreported ones first with the minutes running. By htmx the list alone, or 204."""
    user, now, is_fragment = request.user, timezone.now(), "HX-Request" in request.headers
    visible = Misguidance.objects.for_user(user)
    version = version_of_misguidances(visible, now)
    if is_fragment and request.GET.get("v") == version:
        return HttpResponse(status=204)
    today = timezone.localdate(now)
    allowed = parameter("promptly.misguidance_report_minutes", today)
    page = Paginator(visible.most_urgent_first().select_related(*_PEOPLE), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(row, minutes := row.minutes_to_report(now), minutes > allowed) for row in page],
        "page": page,
        "allowed": allowed,
        "version": version,
        "as_of": now,
        "may_create": may(user.role, "callcenter:misguidance_create", "POST"),
        "may_report": may(user.role, "callcenter:misguidance_report", "POST"),
        "poll_seconds": parameter("live.poll_seconds", on=today),
    }
    if not is_fragment:
        record_access(request, AccessKind.VIEW, reason="誤案内・不適切対応の一覧")
    template = "callcenter/_misguidance_list.html" if is_fragment else "callcenter/misguidances.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def misguidance_create(request: SignedInRequest) -> HttpResponse:
    """Writes a mistake down as it is found."""
    user, now = request.user, timezone.now()
    asked = request.GET.get("inquiry", "")
    form = MisguidanceForm(request.POST or None, user=user, now=now, initial={"inquiry": asked[:20]})
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Misguidance):
            saved, _ = record_misguidance(
                by=user, at=now, submission_key=form.cleaned_data["submission_key"], values=form.values
            )
        if form.is_valid():
            messages.success(request, f"{saved} を記録しました。市への報告を行ったら、報告を記録してください。")
            return _to(saved.pk)
    return render(request, "callcenter/misguidance_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def misguidance(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


@require_POST
def misguidance_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The city was told just now."""
    user, now = request.user, timezone.now()
    return _done(
        request, pk, lambda row: report_misguidance(misguidance=row, by=user, at=now), "市への報告を記録しました。"
    )


@require_POST
def misguidance_measures(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was done, and what keeps it from happening again."""
    row = _visible(request, pk)
    form = MeasureForm(request.POST, initial={"measure": row.measure, "prevention": row.prevention})
    if form.is_valid():
        given = form.cleaned_data
        try:
            write_measures(
                misguidance=row, measure=given["measure"], prevention=given["prevention"], version=given["version"]
            )
        except (AlreadyClosed, ChangedMeanwhile) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "対応と再発防止策を記録しました。")
            return _to(pk)
    row = _visible(request, pk)
    form.renew(row.measures_version)
    return _page(request, row, form=form)


@require_POST
def misguidance_close(request: SignedInRequest, pk: int) -> HttpResponse:
    user, now = request.user, timezone.now()
    return _done(request, pk, lambda row: close_misguidance(misguidance=row, by=user, at=now), "完了にしました。")


def _done(request: SignedInRequest, pk: int, action: Callable[[Misguidance], object], sentence: str) -> HttpResponse:
    try:
        action(_visible(request, pk))
    except (AlreadyClosed, NotYet) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return _to(pk)


def _page(request: SignedInRequest, row: Misguidance, *, form: forms.Form | None = None) -> HttpResponse:
    now, role = timezone.now(), request.user.role
    allowed = parameter("promptly.misguidance_report_minutes", timezone.localdate(now))
    minutes = row.minutes_to_report(now)
    written = {"measure": row.measure, "prevention": row.prevention, "version": row.measures_version}
    context = {
        "misguidance": row,
        "minutes": minutes,
        "allowed": allowed,
        "is_late": minutes > allowed,
        "as_of": now,
        "measure_form": form or MeasureForm(initial=written),
        "may_report": may(role, "callcenter:misguidance_report", "POST"),
        "may_measure": may(role, "callcenter:misguidance_measures", "POST"),
        "may_close": may(role, "callcenter:misguidance_close", "POST"),
    }
    record_access(request, AccessKind.VIEW, row)
    return render(request, "callcenter/misguidance.html", context, status=422 if form else 200)


def _visible(request: SignedInRequest, pk: int) -> Misguidance:
    return get_object_or_404(Misguidance.objects.for_user(request.user).select_related(*_PEOPLE), pk=pk)


def _to(pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("callcenter:misguidance", args=[pk]), status=303)
