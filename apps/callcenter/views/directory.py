from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter import actions
from apps.callcenter.forms import SectionForm
from apps.callcenter.models import Section
from apps.contracts.parameters import parameter
from apps.core.db import constraint_as_form_error


@require_safe
def sections(request: SignedInRequest) -> HttpResponse:
    """Whom callers are guided to, and when each row was last compared with what is published."""
    today = timezone.localdate()
    days = parameter("callcenter.section_check_days", today)
    may_edit = may(request.user.role, "callcenter:section_edit", "POST")
    rows = Section.objects.all() if may_edit else Section.objects.active()
    context = {
        "rows": rows.select_related("checked_by"),
        "to_check": set(Section.objects.to_check(today - timedelta(days=days)).values_list("pk", flat=True)),
        "days": days,
        "may_edit": may_edit,
    }
    return render(request, "callcenter/sections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section_create(request: SignedInRequest) -> HttpResponse:
    """A new row. The same form sent again finds its own row in the way of its name: that one is the answer."""
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Section):
            actions.add_section(
                by=request.user,
                on=timezone.localdate(),
                submission_key=form.cleaned_data["submission_key"],
                values=form.values,
            )
        if form.is_valid():
            return _saved(request, "案内先を登録しました。")
    elif (key := form.is_bound and form.cleaned_data.get("submission_key")) and _is_there(key):
        return _saved(request, "案内先を登録しました。")
    return render(request, "callcenter/section_edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Corrects a row; whoever saves it says that it was compared with what is published today."""
    section = get_object_or_404(Section, pk=pk)
    form = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, Section):
            actions.change_section(section=section, by=request.user, on=timezone.localdate(), values=form.values)
        if form.is_valid():
            return _saved(request, "案内先を改めました。")
    context = {"form": form, "section": Section.objects.get(pk=pk)}
    return render(request, "callcenter/section_edit.html", context, status=422 if form.errors else 200)


@require_POST
def section_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """The row was compared with what is published, and it is right."""
    section = get_object_or_404(Section, pk=pk)
    actions.check_section(section=section, by=request.user, on=timezone.localdate())
    return _saved(request, f"{section.name}を確かめたことを記録しました。")


def _is_there(submission_key: UUID) -> bool:
    return Section.objects.filter(submission_key=submission_key).exists()


def _saved(request: SignedInRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("callcenter:sections"), status=303)
