from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.core.db import constraint_as_form_error
from apps.counters.forms import SiteAssignmentForm
from apps.counters.models import SiteAssignment


@require_http_methods(["GET", "HEAD", "POST"])
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Who works at which counter; the general manager adds to it."""
    form = SiteAssignmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, SiteAssignment):
            form.save()
        if form.is_valid():
            messages.success(request, "窓口の担当を登録しました。")
            return HttpResponseRedirect(reverse("counters:assignment_list"), status=303)
    today = timezone.localdate()
    return render(
        request,
        "counters/assignment_list.html",
        {
            "assignments": SiteAssignment.objects.current_or_coming(today).select_related("user", "site"),
            "form": form,
            "today": today,
            "can_edit": may(cast(User, request.user).role, "counters:assignment_list", "POST"),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an assignment with today; one that has not begun is removed, as nobody worked on it."""
    today = timezone.localdate()
    assignment = get_object_or_404(SiteAssignment.objects.current_or_coming(today), pk=pk)
    assignment.end(today)
    messages.success(request, f"{assignment}の担当を終了しました。")
    return HttpResponseRedirect(reverse("counters:assignment_list"), status=303)
