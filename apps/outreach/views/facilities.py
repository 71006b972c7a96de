from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.matrix import may
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.outreach.forms import FacilityFilterForm, FacilityForm, hiragana
from apps.outreach.models import Facility

from .people import user_of

ROWS_A_PAGE = 50


@require_safe
def facility_list(request: HttpRequest) -> HttpResponse:
    form = FacilityFilterForm(request.GET)
    facilities = Facility.objects.annotate(visit_count=Count("visits")).order_by("name_kana", "office_number")
    if not form.is_valid():
        facilities = facilities.none()
    elif name := form.cleaned_data["name"]:
        facilities = facilities.filter(Q(name__icontains=name) | Q(name_kana__contains=hiragana(name)))
    context = {
        "page": Paginator(facilities, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "may_create": may(user_of(request).role, "outreach:facility_create", "POST"),
        "may_request": may(user_of(request).role, "outreach:visit_create", "POST"),
    }
    return render(request, "outreach/facility_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def facility_create(request: HttpRequest) -> HttpResponse:
    form = FacilityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            form.instance.submission_key = form.cleaned_data["submission_key"]
            with constraint_as_form_error(form, Facility):
                submit_once(Facility, form.instance.submission_key, form.save)
        if form.is_valid() or form.was_recorded():
            messages.success(request, "施設を登録しました。")
            return HttpResponseRedirect(reverse("outreach:facility_list"), status=303)
    return render(request, "outreach/facility_create.html", {"form": form}, status=422 if form.errors else 200)
