"""Trainings, who has to be retrained, and the confirmation of what was read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.contracts.models import DocumentVersion
from apps.workforce.models import StaffMember, TrainingSession
from apps.workforce.people_list import retraining_lists
from apps.workforce.people_scope import readable_people, readable_trainings, writable_people
from apps.workforce.training_actions import (
    NothingToRead,
    TrainerNotAllowed,
    VersionNotAllowed,
    confirm_reading,
    record_training,
)
from apps.workforce.training_forms import TrainingForm

from .posts import author, refusal_in, to

ROWS_A_PAGE = 50


@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    mine = readable_trainings(author(request)).values("pk")
    rows = TrainingSession.objects.filter(pk__in=mine).annotate(people=Count("attendances")).order_by("-held_on", "-pk")
    page = Paginator(rows.select_related("trainer", "version__document"), ROWS_A_PAGE)
    return render(request, "workforce/trainings.html", {"page": page.get_page(request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
def training_create(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    people = writable_people(author(request)).exclude(left_on__lt=today)
    posted = request.POST if request.method == "POST" else None
    form = TrainingForm(posted, people=people, today=today, initial={"held_on": today, "minutes": 120})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = ("kind", "held_on", "trainer", "version", "minutes", "note", "submission_key")
        with refusal_in(form, TrainingSession):
            try:
                session = record_training(
                    **{name: given[name] for name in names}, attended=form.attended(), by=author(request), today=today
                )
            except TrainerNotAllowed as refusal:
                form.add_error("trainer", str(refusal))
            except VersionNotAllowed as refusal:
                form.add_error("version", str(refusal))
        if form.is_valid():
            messages.success(request, "研修を記録しました。")
            return to("training", session.pk)
    return render(request, "workforce/training_create.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def training(request: HttpRequest, pk: int) -> HttpResponse:
    mine = readable_trainings(author(request)).select_related("trainer", "version__document", "recorded_by")
    session = get_object_or_404(mine, pk=pk)
    seen = session.attendances.filter(staff__in=readable_people(author(request)))
    context = {"session": session, "attendances": seen.select_related("staff").order_by("staff__name_kana")}
    return render(request, "workforce/training.html", context)


@require_safe
def retraining(request: HttpRequest) -> HttpResponse:
    """Who is 要再研修, for each manual that came into force after their training (第2-1-(6), 第2-2-(6)-④)."""
    today = timezone.localdate()
    lists = list(retraining_lists(readable_people(author(request)).employed(today), today))  # type: ignore[attr-defined]
    return render(request, "workforce/retraining.html", {"lists": lists, "today": today})


@require_POST
def reading_confirm(request: HttpRequest, version_pk: int) -> HttpResponse:
    """Somebody confirms to have read a paper; for themselves only (第2-2-(7), 第3-2-(5))."""
    staff = get_object_or_404(StaffMember, user=author(request))
    version = get_object_or_404(DocumentVersion.objects.select_related("document"), pk=version_pk)
    try:
        confirm_reading(staff=staff, version=version, at=timezone.now())
    except NothingToRead as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"「{version}」の確認を記録しました。")
    return to("my")
