"""The register of incidents: what went wrong, when the city knew, what prevents the next one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.matrix import may
from apps.contracts.forms import IncidentForm, IncidentProgressForm
from apps.contracts.models import Incident
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once

from .posts import author

ROWS_A_PAGE = 50


@require_safe
def incident_list(request: HttpRequest) -> HttpResponse:
    """Open ones and closed ones, newest first."""
    incidents = Incident.objects.select_related("recorded_by")
    context = {
        "page": Paginator(incidents, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "open_count": Incident.objects.open().count(),
    }
    return render(request, "contracts/incident_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_create(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = IncidentForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.recorded_by, form.instance.recorded_at = author(request), now
        form.instance.submission_key = key
        with constraint_as_form_error(form, Incident):
            incident, _ = submit_once(Incident, key, form.save)
        if form.is_valid():
            messages.success(request, f"{incident} を記録しました。市へ速やかに報告してください。")
            return redirect("contracts:incident", pk=incident.pk)
    return render(request, "contracts/incident_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def incident_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident; whoever may go on with it reports it, proposes the prevention and closes it."""
    now = timezone.now()
    rows = Incident.objects.select_related("recorded_by", "closed_by")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",), no_key=True)
    incident = get_object_or_404(rows, pk=pk)
    form: IncidentProgressForm | None = None
    if incident.closed_at is None and may(author(request).role, "contracts:incident", "POST"):
        form = IncidentProgressForm(request.POST if request.method == "POST" else None, instance=incident, now=now)
    if request.method == "POST":
        if form is None:
            messages.error(request, "終結した記録は変えられません。")
            return redirect("contracts:incident", pk=pk)
        if form.is_valid():
            with constraint_as_form_error(form, Incident):
                saved = form.save()
                if form.cleaned_data["is_closed"]:
                    saved.close(by=author(request), at=now)
            if form.is_valid():
                messages.success(request, f"{incident} を更新しました。")
                return redirect("contracts:incident", pk=pk)
        incident = get_object_or_404(Incident.objects.select_related("recorded_by", "closed_by"), pk=pk)
    context: dict[str, Any] = {"incident": incident, "form": form}
    return render(request, "contracts/incident_detail.html", context, status=422 if form and form.errors else 200)
