from datetime import date, datetime
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.db import constraint_as_form_error
from apps.core.submissions import submit_once
from apps.counters.equipment import attest_network, readiness
from apps.counters.forms import EquipmentCreateForm, EquipmentEditForm, NetworkAttestForm
from apps.counters.models import EquipmentItem, NetworkAttest, NotPossible
from apps.counters.permissions import readable_sites, works_at, writable_sites

ATTESTS_SHOWN = 12


@require_safe
def equipment_overview(request: HttpRequest) -> HttpResponse:
    """Every counter the user may see: what it lacks, what it can do, and whether this month's word is given."""
    today = timezone.localdate()
    sites = list(readable_sites(_user(request), today))
    ready = readiness(sites, today)
    attests = {
        attest.site_id: attest for attest in NetworkAttest.objects.filter(site__in=sites, month=today.replace(day=1))
    }
    rows = [{"site": site, "readiness": ready[site.pk], "attest": attests.get(site.pk)} for site in sites]
    return render(request, "counters/equipment_overview.html", {"rows": rows, "today": today})


@require_safe
def equipment_list(request: HttpRequest, site: str) -> HttpResponse:
    """The register of one counter."""
    return _register(request, _readable_site(request, site))


@require_http_methods(["GET", "HEAD", "POST"])
def equipment_create(request: HttpRequest, site: str) -> HttpResponse:
    place = _writable_site(request, site)
    form = EquipmentCreateForm(
        request.POST if request.method == "POST" else None,
        instance=EquipmentItem(site=place),
        initial={"kind": request.GET.get("kind")},
    )
    if request.method == "POST":
        if form.is_valid():
            form.instance.submission_key = form.cleaned_data["submission_key"]
            with constraint_as_form_error(form, EquipmentItem):
                submit_once(EquipmentItem, form.instance.submission_key, form.save)
        if form.is_valid() or form.was_recorded():
            messages.success(request, f"{form.cleaned_data['name']}を登録しました。")
            return _to_register(place)
    context = {"form": form, "site": place}
    return render(request, "counters/equipment_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def equipment_edit(request: HttpRequest, site: str, pk: int) -> HttpResponse:
    place = _writable_site(request, site)
    item = get_object_or_404(EquipmentItem, site=place, pk=pk)
    form = EquipmentEditForm(
        request.POST if request.method == "POST" else None,
        instance=item,
        sites=writable_sites(_user(request), timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, EquipmentItem):
            form.save()
        if form.is_valid():
            messages.success(request, f"{item.name}の登録内容を変更しました。")
            return _to_register(place)
    context = {"form": form, "site": place, "item": EquipmentItem.objects.get(pk=pk)}
    return render(request, "counters/equipment_form.html", context, status=422 if form.errors else 200)


@require_POST
def equipment_check(request: HttpRequest, site: str, pk: int) -> HttpResponse:
    """One click: it is there, as the register says."""
    place = _writable_site(request, site)
    item = get_object_or_404(EquipmentItem, site=place, pk=pk)
    item.check_off(by=_user(request), on=timezone.localdate())
    return _to_register(place, f"#equipment-{item.pk}")


@require_POST
def attest_create(request: HttpRequest, site: str) -> HttpResponse:
    """A leader's word on the lines and devices of the running month."""
    place = _writable_site(request, site)
    form = NetworkAttestForm(request.POST)
    now = timezone.now()
    if form.is_valid():
        try:
            attest = attest_network(
                site=place, statement=form.cleaned_data["statement"], by=_user(request), at=now, today=_day(now)
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{attest.month.month}月の通信の確認を記録しました。")
            return _to_register(place)
    return _register(request, place, attest_form=form)


def _register(request: HttpRequest, site: Site, attest_form: NetworkAttestForm | None = None) -> HttpResponse:
    user, today = _user(request), timezone.localdate()
    items = list(site.equipment.in_order().select_related("last_checked_by"))
    ready = readiness([site], today)[site.pk]
    attests = list(site.network_attests.select_related("attested_by")[:ATTESTS_SHOWN])
    can_write = works_at(user, site, today) and may(user.role, "counters:equipment_create", "POST")
    context: dict[str, Any] = {
        "site": site,
        "today": today,
        "readiness": ready,
        "groups": [
            {"supply": supply, "items": [item for item in items if item.kind == supply.kind]}
            for supply in ready.supplies
        ],
        "attests": attests,
        "is_attested": any(attest.month == today.replace(day=1) for attest in attests),
        "attest_form": attest_form or NetworkAttestForm(),
        "can_write": can_write,
    }
    is_refused = attest_form is not None and bool(attest_form.errors)
    return render(request, "counters/equipment_list.html", context, status=422 if is_refused else 200)


def _readable_site(request: HttpRequest, code: str) -> Site:
    return get_object_or_404(readable_sites(_user(request), timezone.localdate()), code=code)


def _writable_site(request: HttpRequest, code: str) -> Site:
    """404 for a counter that the user may not see, 403 for one that they may only read."""
    site = _readable_site(request, code)
    if not works_at(_user(request), site, timezone.localdate()):
        raise PermissionDenied
    return site


def _to_register(site: Site, where: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("counters:equipment_list", args=[site.code]) + where, status=303)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
