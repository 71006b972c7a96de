from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.city_list import FileRefused
from apps.reservations.forms import CityListForm, CityListProfileForm, CityListSampleForm, DifferenceForm
from apps.reservations.models import CityDifference, CityList, CityListProfile

from .pages import room_page

LATELY = 60
SHOWN = 10


@require_http_methods(["GET", "POST"])
def city_lists(request: SignedInRequest) -> HttpResponse:
    """The city's lists day by day with what is left to settle, and the door for the next one (C1)."""
    today = timezone.localdate()
    form = CityListForm(request.POST or None, request.FILES or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = actions.import_city_list(
                content=data["file"], profile=data["profile"], day=data["day"], by=request.user, now=timezone.now()
            )
        except FileRefused as error:
            form.add_error("file", str(error))
        else:
            if done.is_new:
                read = f"{done.city_list.row_count:,}行を取り込み、照合しました。相違は{done.differences:,}件です。"
                messages.success(request, read)
            else:
                messages.info(request, "このファイルは取込済みです。何も変更していません。")
            if done.city_list.fault_count:
                messages.warning(request, f"読み取れない行が{done.city_list.fault_count:,}行あります。")
            return redirect("reservations:city_list_day", day=data["day"])
    lists = CityList.objects.newest().select_related("imported_by").order_by("-day")[:LATELY]
    left = dict(CityDifference.objects.unresolved().values_list("day").annotate(n=Count("pk")))
    context = {
        "form": form,
        "rows": [(each, left.get(each.day, 0)) for each in lists],
        "may_edit": may(request.user.role, "reservations:city_lists", "POST"),
        "may_see_profiles": may(request.user.role, "reservations:city_list_profiles", "GET"),
    }
    return room_page(request, "reservations/city_lists.html", context, tab="city_lists")


@require_GET
def city_list_day(request: SignedInRequest, day: date) -> HttpResponse:
    """One day: differences to settle, settled ones, lines that could not be read."""
    return _day(request, day)


def _day(request: SignedInRequest, day: date, *, status: int = 200, **forms: Any) -> HttpResponse:
    newest = CityList.objects.newest().filter(day=day).select_related("imported_by").first()
    of_day = CityDifference.objects.of_day(day).select_related("reservation__slot__desk", "their_desk", "resolved_by")
    context = {
        "day": day,
        "city_list": newest,
        "rows": of_day.unresolved(),
        "settled": of_day.filter(resolved_at__isnull=False).order_by("-resolved_at", "-pk"),
        "faults": newest.rows.exclude(fault="") if newest else [],
        "may_edit": may(request.user.role, "reservations:difference_resolve", "POST"),
        "form": DifferenceForm(),
        **forms,
    }
    return room_page(request, "reservations/city_list_day.html", context, tab="city_lists", status=status)


@require_GET
def city_list_profiles(request: SignedInRequest) -> HttpResponse:
    """How the city's lists are read, form by form."""
    context = {
        "profiles": CityListProfile.objects.all(),
        "may_edit": may(request.user.role, "reservations:city_list_profile_edit", "POST"),
    }
    return room_page(request, "reservations/city_list_profiles.html", context, tab="city_lists")


@require_http_methods(["GET", "POST"])
def city_list_profile_edit(request: SignedInRequest, profile_id: int) -> HttpResponse:
    """Changes how a list is read; with `preview` a list is read that way once, and nothing is kept."""
    profile = get_object_or_404(CityListProfile, pk=profile_id)
    form = CityListProfileForm(request.POST or None, instance=profile)
    is_preview = "preview" in request.POST
    sample_form = CityListSampleForm(*((request.POST, request.FILES) if is_preview else ()))
    context: dict[str, Any] = {"form": form, "sample_form": sample_form, "profile": form.instance}
    if request.method == "POST" and form.is_valid():
        if not is_preview:
            form.save()
            messages.success(request, "市の一覧の形式を保存しました。次に取り込む一覧から使います。")
            return redirect("reservations:city_list_profiles")
        if sample_form.is_valid():
            try:
                rows = actions.read_for_day(
                    content=sample_form.cleaned_data["sample"],
                    profile=form.instance,
                    day=sample_form.cleaned_data["day"],
                    now=timezone.now(),
                )
            except FileRefused as error:
                sample_form.add_error("sample", str(error))
            else:
                context["rows"], context["fault_count"] = rows, sum(bool(row.fault) for row in rows)
    status = 422 if form.errors or sample_form.errors else 200
    context["shown"] = SHOWN
    return render(request, "reservations/city_list_profile_edit.html", context, status=status)


@require_POST
def city_list_compare(request: SignedInRequest, day: date) -> HttpResponse:
    """Compares again with our reservations as they stand now."""
    try:
        left = actions.compare_again(day=day, by=request.user, now=timezone.now())
    except actions.ReservationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"照合しました。相違は{left:,}件です。")
    return redirect("reservations:city_list_day", day=day)


@require_POST
def difference_resolve(request: SignedInRequest, difference_id: int) -> HttpResponse:
    """A named person has settled one difference and says how."""
    difference = get_object_or_404(CityDifference, pk=difference_id)
    form = DifferenceForm(request.POST)
    if not form.is_valid():
        return _day(request, difference.day, form=form, asked=difference, status=422)
    try:
        actions.resolve_difference(
            difference=difference, note=form.cleaned_data["note"], by=request.user, now=timezone.now()
        )
    except actions.ReservationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "処理を記録しました。")
    return redirect("reservations:city_list_day", day=difference.day)
