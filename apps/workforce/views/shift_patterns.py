from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.db import constraint_as_form_error
from apps.workforce.models import PatternBreak, ShiftPattern
from apps.workforce.roster_cells import breaks_of
from apps.workforce.roster_forms import PatternForm
from apps.workforce.roster_scope import writable_patterns, writable_rosters


@require_safe
def pattern_list(request: HttpRequest) -> HttpResponse:
    """Every pattern with its hours and breaks."""
    patterns = ShiftPattern.objects.select_related("site").prefetch_related("breaks")
    writable = set(writable_patterns(cast(User, request.user)).values_list("pk", flat=True))
    return render(request, "workforce/pattern_list.html", {"patterns": patterns, "writable": writable})


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, ShiftPattern(), "勤務の型を登録しました。")


@require_http_methods(["GET", "HEAD", "POST"])
def pattern_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what is planned with the pattern from now on; shifts that have it keep their hours."""
    pattern = get_object_or_404(writable_patterns(cast(User, request.user)).prefetch_related("breaks"), pk=pk)
    return _edit(request, pattern, "勤務の型を変更しました。入力済みの勤務の時間は変わりません。")


def _edit(request: HttpRequest, pattern: ShiftPattern, done: str) -> HttpResponse:
    user = cast(User, request.user)
    form = PatternForm(
        request.POST if request.method == "POST" else None,
        instance=pattern,
        sites=writable_rosters(user),
        everywhere=user.role == Role.GENERAL_MANAGER,
    )
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, ShiftPattern), transaction.atomic():
            saved = form.save()
            if breaks_of(saved) != form.cleaned_data["breaks"]:
                saved.breaks.all().delete()
                PatternBreak.objects.bulk_create(
                    PatternBreak(pattern=saved, **pause._asdict()) for pause in form.cleaned_data["breaks"]
                )
        if form.is_valid():
            messages.success(request, done)
            return HttpResponseRedirect(reverse("workforce:pattern_list"), status=303)
    context = {"form": form, "pattern": pattern}
    return render(request, "workforce/pattern_edit.html", context, status=422 if form.errors else 200)
