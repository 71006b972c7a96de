"""The city's wishes for a replacement, and conduct that was put right (第2-1-(9)-①, (9)-②-ケ, (10)-②)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.accounts.matrix import may
from apps.core.submissions import submit_once
from apps.workforce.models import ConductNote, ReplacementRequest, StaffMember
from apps.workforce.people_forms import ConductForm, GuidanceForm, ReplacementActionForm, ReplacementForm

from .posts import author, refusal_in, to


@require_http_methods(["GET", "HEAD", "POST"])
def replacements(request: HttpRequest) -> HttpResponse:
    """The requests, open ones on top; the city's own people may write one down too."""
    today = timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    people = StaffMember.objects.exclude(left_on__lt=today)
    form = ReplacementForm(posted, people=people, today=today, initial={"received_on": today})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.recorded_by, form.instance.submission_key = author(request), key
        with refusal_in(form, ReplacementRequest):
            submit_once(ReplacementRequest, key, form.save)
        if form.is_valid():
            messages.success(request, "交代の申出を記録しました。")
            return to("replacements")
    rows = ReplacementRequest.objects.select_related("staff", "recorded_by")
    context = {
        "open": rows.filter(done_on__isnull=True),
        "done": rows.filter(done_on__isnull=False),
        "form": form if may(author(request).role, "workforce:replacements", "POST") else None,
    }
    return render(request, "workforce/replacements.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done about a request."""
    row = get_object_or_404(ReplacementRequest.objects.select_related("staff", "recorded_by"), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = ReplacementActionForm(posted, instance=row, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, ReplacementRequest):
            form.save()
        if form.is_valid():
            messages.success(request, "対応を記録しました。")
            return to("replacements")
    return render(request, "workforce/replacement.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def conduct(request: HttpRequest) -> HttpResponse:
    """Conduct to be put right quickly, with the day it was found and the day of the guidance."""
    today = timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    people = StaffMember.objects.exclude(left_on__lt=today)
    form = ConductForm(posted, people=people, today=today, initial={"found_on": today})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.recorded_by, form.instance.submission_key = author(request), key
        with refusal_in(form, ConductNote):
            submit_once(ConductNote, key, form.save)
        if form.is_valid():
            messages.success(request, "服務の記録を登録しました。")
            return to("conduct")
    rows = ConductNote.objects.select_related("staff", "recorded_by")
    context = {
        "open": rows.filter(guided_on__isnull=True),
        "done": rows.filter(guided_on__isnull=False),
        "form": form,
    }
    return render(request, "workforce/conduct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def conduct_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The guidance that was given after a finding."""
    row = get_object_or_404(ConductNote.objects.select_related("staff", "recorded_by"), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = GuidanceForm(posted, instance=row, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, ConductNote):
            form.save()
        if form.is_valid():
            messages.success(request, "指導を記録しました。")
            return to("conduct")
    return render(
        request, "workforce/conduct_note.html", {"row": row, "form": form}, status=422 if form.errors else 200
    )
