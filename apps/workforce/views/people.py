"""The people: list, record, who they are."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.submissions import submit_once
from apps.workforce.enums import Duty
from apps.workforce.gates import Gate
from apps.workforce.models import StaffMember
from apps.workforce.people_actions import AccountTaken, change_person
from apps.workforce.people_forms import (
    CertificateForm,
    PeopleSearchForm,
    PledgeForm,
    PostingForm,
    QualificationForm,
    StaffForm,
)
from apps.workforce.people_list import obstacles_of, person_rows
from apps.workforce.people_scope import readable_people, sees_whole_record, writable_duties, writable_people
from apps.workforce.training_actions import readings_to_do

from .posts import author, refusal_in, to


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who works for the contract and may work; a search comes by POST, as names stay out of addresses."""
    today = timezone.localdate()
    form = PeopleSearchForm(request.POST if request.method == "POST" else None)
    found = form.search(readable_people(author(request)), today)
    state = form.cleaned_data.get("state", "") if form.is_bound and form.is_valid() else ""
    every = person_rows(found, today)
    rows = [row for row in every if row.is_in(state)]
    context = {
        "rows": rows,
        "form": form,
        "today": today,
        "ready_count": sum(row.is_in("ready") for row in every),
        "blocked_count": sum(row.is_in("blocked") for row in every),
        "retraining_count": sum(row.needs_retraining for row in every),
        "whole": sees_whole_record(author(request)),
    }
    return render(request, "workforce/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return person_page(request, get_object_or_404(readable_people(author(request)), pk=pk))


def person_page(request: HttpRequest, staff: StaffMember, **tried: forms.BaseForm) -> HttpResponse:
    """All that is on record about one person; `tried` holds a form that was refused, given back filled."""
    today = timezone.localdate()
    user = author(request)
    gate = Gate.load(today, max(today, staff.joined_on))
    whole = sees_whole_record(user)
    can_edit = writable_people(user).filter(pk=staff.pk).exists()
    given: dict[str, Any] = {"today": today, "initial": {"verified_on": today, "submitted_on": today}}
    pledge = getattr(staff, "pledge", None)
    form_of: dict[str, forms.BaseForm] = {
        "qualification": QualificationForm(**given, prefix="qualification"),
        "certificate": CertificateForm(**given, prefix="certificate"),
        "pledge": PledgeForm(instance=pledge, today=today, prefix="pledge"),
        "posting": PostingForm(people=_only(staff), initial={"staff": staff, "starts_on": today}, prefix="posting"),
    }
    context = {
        "staff": staff,
        "today": today,
        "whole": whole,
        "can_edit": can_edit,
        "obstacles": obstacles_of(staff, gate, today) if whole else [],
        "has_left": staff.left_on is not None and staff.left_on < today,
        "first_day": max(today, staff.joined_on),
        "retraining": gate.retraining_due(staff.pk, staff.duty, today),
        "attendances": staff.attendances.select_related("session__trainer", "session__version__document").order_by(
            "-session__held_on"
        ),
        "unread": readings_to_do(staff, today),
        "receipts": staff.read_receipts.select_related("version__document").order_by("-read_at"),
        "qualifications": staff.qualifications.select_related("verified_by"),
        "certificates": staff.certificates.select_related("decided_by").order_by("-submitted_on", "-pk"),
        "appointments": staff.appointments.order_by("-starts_on"),
        "postings": staff.postings.select_related("site").order_by("-starts_on"),
        "pledge": pledge,
        "form_of": form_of | tried,
        "is_leader": staff.duty == Duty.SITE_LEADER or staff.appointments.exists(),
    }
    status = 422 if any(form.errors for form in tried.values()) else 200
    return render(request, "workforce/person.html", context, status=status)


def _only(staff: StaffMember) -> Any:
    return StaffMember.objects.filter(pk=staff.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_create(request: HttpRequest) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = StaffForm(posted, duties=writable_duties(author(request)))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.submission_key = key
        with refusal_in(form, StaffMember):
            staff, _ = submit_once(StaffMember, key, form.save)
        if form.is_valid():
            messages.success(request, "従事者等を登録しました。利用者・研修・誓約書などを続けて記録してください。")
            return to("person", staff.pk)
    return render(request, "workforce/person_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    staff = get_object_or_404(writable_people(author(request)), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = StaffForm(posted, instance=staff, duties=writable_duties(author(request)))
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, StaffMember):
            try:
                change_person(staff=form.save(commit=False), today=timezone.localdate())
            except AccountTaken as refusal:
                form.add_error("user", str(refusal))
        if form.is_valid():
            messages.success(request, "変更を保存しました。")
            return to("person", pk)
    context = {"form": form, "staff": StaffMember.objects.get(pk=pk)}
    return render(request, "workforce/person_form.html", context, status=422 if form.errors else 200)
