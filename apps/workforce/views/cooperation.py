"""体制の協議と改善: improvements of the call centre and the monthly talk about its staffing (第2-2-(3)-エ, ケ)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.contracts.parameters import parameter
from apps.core.submissions import submit_once
from apps.workforce.cooperation_actions import confirm_talk, correct_talk
from apps.workforce.cooperation_forms import ImprovementEffectForm, ImprovementForm, NewTalkForm, TalkForm
from apps.workforce.models import Improvement, StaffingTalk
from apps.workforce.refusals import NotPossible

from .posts import author, refusal_in, to


@require_safe
def cooperation(request: HttpRequest) -> HttpResponse:
    """The talks, newest month on top, and the improvements, open ones on top."""
    improvements = Improvement.objects.select_related("recorded_by")
    context = {
        "talks": StaffingTalk.objects.select_related("recorded_by", "confirmed_by"),
        "open": improvements.filter(done_on__isnull=True),
        "done": improvements.filter(done_on__isnull=False),
    }
    return render(request, "workforce/cooperation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def improvement_create(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    posted = request.POST if request.method == "POST" else None
    form = ImprovementForm(posted, today=today, initial={"noted_on": today})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.recorded_by, form.instance.submission_key = author(request), key
        with refusal_in(form, Improvement):
            submit_once(Improvement, key, form.save)
        if form.is_valid():
            messages.success(request, "改善を記録しました。")
            return to("cooperation")
    return _form_page(request, form, title="改善を記録する", save="改善を記録する")


@require_http_methods(["GET", "HEAD", "POST"])
def improvement(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an improvement."""
    row = get_object_or_404(Improvement.objects.select_related("recorded_by"), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = ImprovementEffectForm(posted, instance=row, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, Improvement):
            form.save()
        if form.is_valid():
            messages.success(request, "改善の効果を記録しました。")
            return to("cooperation")
    return _form_page(request, form, title="改善の効果", save="効果を記録する", improvement=row)


@require_http_methods(["GET", "HEAD", "POST"])
def talk_create(request: HttpRequest) -> HttpResponse:
    """The expected calls are those of the specification until the talk says otherwise."""
    now = timezone.now()
    today = timezone.localdate(now)
    posted = request.POST if request.method == "POST" else None
    initial = {"held_on": today, "calls_expected": parameter("callcenter.monthly_calls", today)}
    form = NewTalkForm(posted, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.recorded_by, form.instance.recorded_at = author(request), now
        form.instance.submission_key = key
        with refusal_in(form, StaffingTalk):
            submit_once(StaffingTalk, key, form.save)
        if form.is_valid():
            messages.success(request, "体制の協議を記録しました。")
            return to("cooperation")
    return _form_page(request, form, title="体制の協議を記録する", save="協議を記録する")


@require_http_methods(["GET", "HEAD", "POST"])
def talk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correcting the record of a talk that the city has not confirmed yet."""
    now = timezone.now()
    row = get_object_or_404(StaffingTalk, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = TalkForm(posted, instance=row, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, StaffingTalk):
            correct_talk(talk=form.save(commit=False), by=author(request), at=now)
        if form.is_valid():
            messages.success(request, "体制の協議の記録を訂正しました。")
            return to("cooperation")
    return _form_page(request, form, title="体制の協議を訂正する", save="訂正を保存する")


@require_POST
def talk_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The city's confirmation, by name and time."""
    talk = get_object_or_404(StaffingTalk, pk=pk)
    try:
        confirm_talk(talk=talk, seen=request.POST.get("recorded_at", ""), by=author(request), at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{talk.month.year}年{talk.month.month}月の協議の記録を確認しました。")
    return to("cooperation")


def _form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "workforce/cooperation_form.html", {"form": form} | context, status=status)
