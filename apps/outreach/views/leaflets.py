"""The yearly leaflet: the leaflets of the terms, one leaflet with its next step on top, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters, parameter
from apps.core.db import constraint_as_form_error
from apps.outreach import leaflets as figures
from apps.outreach.actions import leaflets as steps
from apps.outreach.forms.leaflets import (
    CancelForm,
    DesignForm,
    FiguresForm,
    LeafletCreateForm,
    LeafletEditForm,
    NothingForm,
    PostingForm,
    PrintingForm,
    StuffingForm,
)
from apps.outreach.models import LeafletCampaign, NotPossible

from .people import user_of


@require_safe
def leaflets(request: HttpRequest) -> HttpResponse:
    """The leaflets of every term with their counts and cost."""
    today = timezone.localdate()
    parameters = Parameters.load()
    context = {
        "campaigns": LeafletCampaign.objects.select_related("term", "checked_by"),
        "warning": figures.current_warning(today, parameters),
        "times": parameters.value("leaflet.times_per_year", today),
    }
    return render(request, "outreach/leaflets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_create(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    terms = ContractTerm.objects.filter(ends_on__gte=today).order_by("starts_on")
    initial = {
        "term": ContractTerm.objects.current(today),
        "planned_count": parameter("leaflet.copies", today),
        "title": "出張申請の案内チラシ",
        "purpose": "出張申請受付の案内",
    }
    form = LeafletCreateForm(request.POST if request.method == "POST" else None, terms=terms, initial=initial)
    if request.method == "POST" and form.is_valid():
        names = ("term", "title", "purpose", "planned_count", "submission_key")
        values = {name: form.cleaned_data[name] for name in names}
        campaign = steps.create_campaign(by=user_of(request), at=now, **values)
        return to("leaflet", campaign.pk)
    return render(request, "outreach/leaflet_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(pk)
    form = LeafletEditForm(request.POST if request.method == "POST" else None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "purpose", "planned_count")}
        try:
            with constraint_as_form_error(form, LeafletCampaign):
                steps.edit_campaign(campaign=campaign, by=user_of(request), at=timezone.now(), **given)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
        if form.is_valid():
            messages.success(request, "チラシの登録を直しました。")
            return to("leaflet", pk)
    context = {"form": form, "campaign": campaign_of(pk)}
    return render(request, "outreach/leaflet_edit.html", context, status=422 if form.errors else 200)


@require_safe
def leaflet(request: HttpRequest, pk: int) -> HttpResponse:
    """One leaflet: the next step, what happened, the list, the cost."""
    return _page(request, campaign_of(pk))


@dataclass(frozen=True)
class Step:
    """One step: its form, what it does, and the words around it."""

    form: Callable[[LeafletCampaign, Any], forms.Form]
    act: Callable[..., object]
    title: str
    button: str
    said: str
    hint: str = ""


def _plain(form: type[forms.Form]) -> Callable[[LeafletCampaign, Any], forms.Form]:
    return lambda campaign, posted: form(posted)


def _figures_form(campaign: LeafletCampaign, posted: Any) -> forms.Form:
    return FiguresForm(posted, campaign=campaign)


STEPS: dict[str, Step] = {
    "design": Step(
        _plain(DesignForm),
        steps.agree_design,
        "デザインの承認",
        "デザインを承認する",
        "デザインを承認しました。",
        "受託者から届いた案を見て、次の2つを確かめてください。",
    ),
    "ask": Step(
        _plain(NothingForm),
        steps.ask_check,
        "宛先の確認の依頼",
        "市に確認を依頼する",
        "宛先の確認を市に依頼しました。",
        "宛先の一覧ができたら、市に確認を依頼します。",
    ),
    "check": Step(
        _plain(NothingForm),
        steps.check_addresses,
        "宛先の確認",
        "宛先を確認した",
        "宛先を確認済みにしました。",
        "すべての宛先に確認の印が付いています。この後に宛先が変わると、確認は無効になります。",
    ),
    "print": Step(_plain(PrintingForm), steps.record_printing, "印刷", "印刷を記録する", "印刷を記録しました。"),
    "stuff": Step(_plain(StuffingForm), steps.record_stuffing, "封入", "封入を記録する", "封入を記録しました。"),
    "post": Step(
        _plain(PostingForm),
        steps.record_posting,
        "発送",
        "発送を記録する",
        "発送を記録しました。",
        "発送しない宛先を除いた、すべての宛先に発送したものとして記録します。",
    ),
    "figures": Step(_figures_form, steps.correct_figures, "費用と数", "費用と数を保存する", "数と費用を記録しました。"),
    "complete": Step(
        _plain(NothingForm),
        steps.complete_campaign,
        "完了",
        "完了にする",
        "完了にしました。",
        "完了の後は、費用と数を直せません。返戻だけは記録できます。",
    ),
    "cancel": Step(
        _plain(CancelForm),
        steps.cancel_campaign,
        "中止",
        "中止にして宛先を消去する",
        "中止にし、宛先の一覧を消去しました。",
        "中止にすると、宛先の一覧をすぐに消去します。元に戻せません。",
    ),
    "erase": Step(
        _plain(NothingForm),
        steps.erase_addresses,
        "宛先の一覧の消去",
        "宛先の一覧を消去する",
        "宛先の一覧を消去しました。件数と費用は残ります。",
        "宛先の一覧を今すぐ消去します。元に戻せません。この後の返戻は、件数だけを記録します。",
    ),
}


@dataclass(frozen=True)
class Offer:
    """A step that the user may take now, with its form."""

    name: str
    step: Step
    form: forms.Form


@require_POST
def leaflet_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Takes one step; each has an address and so a right of its own."""
    campaign, taken = campaign_of(pk), STEPS[step]
    form = taken.form(campaign, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if isinstance(form, FiguresForm):
            given = {"figures": form.figures, "reason": form.cleaned_data["reason"]}
        try:
            with constraint_as_form_error(form, LeafletCampaign):
                taken.act(campaign=campaign, by=user_of(request), at=timezone.now(), **given)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
        if form.is_valid():
            messages.success(request, taken.said)
            return to("leaflet", pk)
    return _page(request, campaign_of(pk), asked=step, form=form)


def _page(
    request: HttpRequest, campaign: LeafletCampaign, *, asked: str = "", form: forms.Form | None = None
) -> HttpResponse:
    """The leaflet as it stands; a refused form comes back as it was sent, in the place of its step."""
    user, today = user_of(request), timezone.localdate()
    lines = campaign.addresses.aggregate(
        all=Count("pk"),
        to_post=Count("pk", filter=Q(left_out_reason="")),
        ticked=Count("pk", filter=Q(ticked_at__isnull=False)),
        remarked=Count("pk", filter=~Q(remark="")),
        to_tick=Count("pk", filter=Q(ticked_at__isnull=True) | ~Q(remark="")),
    )
    parameters = Parameters.load()
    warning = figures.current_warning(today, parameters)
    due = next_step(campaign, lines)
    offered = dict.fromkeys([*_offered(campaign, due, user), *([asked] if asked else [])])
    offers = [
        Offer(name, STEPS[name], form if form and name == asked else STEPS[name].form(campaign, None))
        for name in offered
    ]
    context = {
        "campaign": campaign,
        "lines": lines,
        "due": due,
        "may_tick": may(user.role, "outreach:leaflet_tick", "POST"),
        "offer": next((offer for offer in offers if offer.name == due), None),
        "others": [offer for offer in offers if offer.name != due],
        "log": campaign.steps.select_related("taken_by"),
        "letters": campaign.letters.in_force().count(),
        "registered": campaign.addresses.filter(facility__isnull=False).count(),
        "requests": figures.requests_by(campaign.letters.all()),
        "rejected": campaign.rejected_rows.count(),
        "erased_by": campaign.erased_by(parameters.value("leaflet.keep_days", today)),
        "warning": warning if warning and warning.term == campaign.term and campaign.is_open else None,
    }
    return render(request, "outreach/leaflet.html", context, status=422 if form is not None else 200)


def next_step(campaign: LeafletCampaign, lines: dict[str, int]) -> str:
    """What is to be done next, by the contractor or the city; empty once nothing is.

    The design may be agreed while the list is still made, so it is the next step only where nothing else can go on.
    """
    if not campaign.is_open:
        return ""
    order = (
        ("addresses", not lines["all"] and not campaign.posted_on),
        ("ask", not campaign.check_asked_at),
        ("tick", not campaign.checked_at and lines["to_tick"] > 0),
        ("check", not campaign.checked_at),
        ("design", not campaign.design_agreed_at),
        ("print", not campaign.printed_on),
        ("stuff", not campaign.stuffed_on),
        ("post", not campaign.posted_on),
        ("figures", campaign.cost_yen is None),
        ("complete", True),
    )
    return next(name for name, is_due in order if is_due)


def _offered(campaign: LeafletCampaign, due: str, user: User) -> list[str]:
    """The forms that the user may send now: the next step, and what may be done beside it."""
    offered = [due] if due in STEPS else []
    if campaign.is_open and not campaign.design_agreed_at:
        offered.append("design")
    if campaign.printed_on and not campaign.cancelled_at and (campaign.is_open or campaign.erased_at):
        offered.append("figures")
    if campaign.posted_on and not campaign.erased_at:
        offered.append("erase")
    if campaign.is_open and not campaign.posted_on:
        offered.append("cancel")
    return [name for name in dict.fromkeys(offered) if may(user.role, f"outreach:leaflet_{name}", "POST")]


def campaign_of(pk: int) -> LeafletCampaign:
    return get_object_or_404(LeafletCampaign.objects.select_related("term", "checked_by", "design_agreed_by"), pk=pk)


def to(name: str, *args: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"outreach:{name}", args=args), status=303)
