"""The register of facilities: search, one facility with its visits and links, and whom to call there."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.contracts.models import term_of
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.outreach import actions
from apps.outreach.enums import VisitState
from apps.outreach.forms import ContactForm, FacilityCloseForm, FacilityEditForm, FacilityFilterForm, FacilityForm
from apps.outreach.links import links_of
from apps.outreach.models import Facility, FacilityContact, NotPossible, Visit
from apps.outreach.register import in_state, ordered, standings

from .people import user_of

ROWS_A_PAGE = 50
VISITS_A_PAGE = 20


@require_safe
def facility_list(request: HttpRequest) -> HttpResponse:
    term = term_of(timezone.localdate())
    form = FacilityFilterForm(request.GET)
    facilities = Facility.objects.defer("search_text", "search_grams")
    if form.is_valid():
        asked = form.cleaned_data
        facilities = facilities.searching(asked["name"])
        if asked["state"]:
            facilities = in_state(facilities, VisitState(asked["state"]), term)
        if asked["kind"]:
            facilities = facilities.filter(kind=asked["kind"])
        if not asked["closed"]:
            facilities = facilities.filter(is_active=True)
        facilities = ordered(facilities, asked["order"])
    else:
        facilities = facilities.none()
    page = Paginator(facilities, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": standings(page, term), "form": form, "term": term}
    return render(request, "outreach/facility_list.html", context)


@require_safe
def facility(request: HttpRequest, pk: int) -> HttpResponse:
    """One facility: what the register says, whom to call, its visits, its links."""
    found = get_object_or_404(Facility, pk=pk)
    visits = (
        Visit.objects.for_user(user_of(request))
        .filter(facility=found)
        .select_related("term", "leader", "result")
        .order_by(F("starts_at").desc(nulls_first=True), "-requested_on", "-pk")
    )
    context = {
        "facility": found,
        "contacts": found.contacts.current(),
        "page": Paginator(visits, VISITS_A_PAGE).get_page(request.GET.get("page")),
        "links": links_of(found, timezone.now()),
        "imported": found.import_rows.select_related("facility_import").order_by("-pk").first(),
    }
    return render(request, "outreach/facility_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_create(request: HttpRequest) -> HttpResponse:
    form = FacilityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            form.instance.submission_key = form.cleaned_data["submission_key"]
            with constraint_as_form_error(form, Facility):
                submit_once(Facility, form.instance.submission_key, form.save)
        if form.is_valid() or form.was_recorded():
            made = Facility.objects.get(submission_key=form.cleaned_data["submission_key"])
            messages.success(request, "施設を登録しました。")
            return _to_facility(made.pk)
    return render(request, "outreach/facility_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Facility, pk=pk)
    form = FacilityEditForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            found.edited_at = timezone.now()
            with constraint_as_form_error(form, Facility):
                form.save()
        if form.is_valid():
            messages.success(request, "施設の内容を保存しました。")
            return _to_facility(pk)
    context = {"facility": found, "form": form}
    return render(request, "outreach/facility_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a facility out of the visits, with a reason."""
    found = get_object_or_404(Facility, pk=pk)
    form = FacilityCloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_facility(
                facility=found, reason=form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "休廃止の施設としました。施設のリンクは使えなくなりました。")
            return _to_facility(pk)
    context = {"facility": found, "form": form}
    return render(request, "outreach/facility_close.html", context, status=422 if form.errors else 200)


@require_POST
def facility_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reopen_facility(facility=get_object_or_404(Facility, pk=pk))
    messages.success(request, "訪問の対象に戻しました。施設のリンクは、必要なときに発行し直してください。")
    return _to_facility(pk)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_create(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Facility, pk=pk)
    form = ContactForm(request.POST if request.method == "POST" else None, instance=FacilityContact(facility=found))
    if request.method == "POST" and form.is_valid():
        contact, key = form.instance, form.cleaned_data["submission_key"]
        contact.submission_key = key
        submit_once(FacilityContact, key, lambda: actions.save_contact(contact=contact))
        messages.success(request, "連絡先を登録しました。")
        return _to_facility(pk)
    context = {"facility": found, "form": form}
    return render(request, "outreach/facility_contact.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a contact that is still called."""
    contact = get_object_or_404(FacilityContact.objects.current().select_related("facility"), pk=pk)
    form = ContactForm(request.POST if request.method == "POST" else None, instance=contact)
    if request.method == "POST" and form.is_valid():
        actions.save_contact(contact=form.instance)
        messages.success(request, "連絡先を保存しました。")
        return _to_facility(contact.facility_id)
    context = {"facility": contact.facility, "contact": contact, "form": form}
    return render(request, "outreach/facility_contact.html", context, status=422 if form.errors else 200)


@require_POST
def contact_end(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(FacilityContact, pk=pk)
    actions.end_contact(contact=contact, at=timezone.now())
    messages.success(request, "連絡先を一覧から外しました。")
    return _to_facility(contact.facility_id)


def _to_facility(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:facility", args=[pk]), status=303)
