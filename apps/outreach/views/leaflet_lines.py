"""The list of a leaflet's addresses: added to by the contractor, checked by the city, erased after its purpose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.core import textguard
from apps.core.db import constraint_as_form_error
from apps.outreach.actions import leaflet_lines as lines
from apps.outreach.actions import leaflets as steps
from apps.outreach.enums import LeafletSource
from apps.outreach.forms.leaflets import (
    AddressFileForm,
    LeaveOutForm,
    LineForm,
    ListFilterForm,
    NewLineForm,
    RegisterForm,
    ReturnForm,
)
from apps.outreach.leaflet_file import FileRefused
from apps.outreach.models import LeafletAddress, LeafletCampaign, LeafletRejectedRow, NotPossible

from .leaflets import campaign_of, to
from .people import user_of

LINES_A_PAGE = 50
LONGEST_REMARK = 200
MOVED = "{order}番の宛先が、画面を開いた後に変わりました。読み込み直して確かめてください。"
LONGEST_KEY = 18
"""Digits that a key of the database may have."""


@dataclass(frozen=True)
class Shown:
    """One line of the list with what is doubtful, and the tick and remark that are saved or were sent."""

    row: LeafletAddress
    doubts: list[str]
    remark: str
    is_ticked: bool
    edition: str


@require_safe
def leaflet_addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, with what is doubtful about each line; the city ticks the lines here."""
    return _list(request, campaign_of(pk))


@require_POST
def leaflet_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """The city's ticks and remarks on the lines of one page; `all` ticks each line without a remark."""
    campaign = campaign_of(pk)
    shown = [number_of(text) for text in request.POST.getlist("line")[:LINES_A_PAGE]]
    remarks = {line: " ".join(request.POST.get(f"remark-{line}", "").split()) for line in shown}
    ticked = set(shown) if "all" in request.POST else {line for line in shown if f"tick-{line}" in request.POST}
    seen = {line: request.POST.get(f"seen-{line}", "") for line in shown}
    errors = [fault for remark in remarks.values() if (fault := _remark_fault(remark))][:1]
    if not errors:
        try:
            moved = steps.tick_lines(
                campaign=campaign, ticked=ticked, remarks=remarks, seen=seen, by=user_of(request), at=timezone.now()
            )
        except NotPossible as refusal:
            errors = [str(refusal)]
        else:
            errors = [MOVED.format(order=line.order) for line in moved]
    if errors:
        return _list(request, campaign_of(pk), errors=errors, given=remarks, ticked=ticked, seen=seen)
    messages.success(request, "確認の印を保存しました。")
    answer = to("leaflet_addresses", pk)
    answer["Location"] += _asked(request)
    return answer


@require_safe
def leaflet_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Three ways to add lines, and the rows of files that could not be taken."""
    return _add_page(request, campaign_of(pk))


@require_POST
def leaflet_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds the facilities of the register, by kind."""
    campaign, form = campaign_of(pk), RegisterForm(request.POST)
    if form.is_valid():
        try:
            taken = lines.add_register(
                campaign=campaign, kinds=form.cleaned_data["kinds"], by=user_of(request), at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, taken)
            return to("leaflet_add" if taken.rejected else "leaflet_addresses", pk)
    return _add_page(request, campaign, register_form=form)


@require_POST
def leaflet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds the lines of a CSV file; the file itself is not kept."""
    campaign, form = campaign_of(pk), AddressFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            taken = lines.import_file(
                campaign=campaign, content=form.cleaned_data["file"].read(), by=user_of(request), at=timezone.now()
            )
        except (NotPossible, FileRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            _tell(request, taken)
            return to("leaflet_add" if taken.rejected or taken.already else "leaflet_addresses", pk)
    return _add_page(request, campaign, file_form=form)


@require_POST
def leaflet_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds one line typed by hand."""
    campaign, form = campaign_of(pk), NewLineForm(request.POST)
    if form.is_valid():
        try:
            with constraint_as_form_error(form, LeafletAddress):
                lines.add_line(
                    campaign=campaign,
                    line=form.cleaned_data["line"],
                    source=LeafletSource.HAND,
                    by=user_of(request),
                    at=timezone.now(),
                    submission_key=form.cleaned_data["submission_key"],
                )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "宛先を1件追加しました。")
            return to("leaflet_add", pk)
    return _add_page(request, campaign, hand_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_rejected(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One row of a file that could not be taken: put right and tried again."""
    campaign = campaign_of(pk)
    rejected = get_object_or_404(campaign.rejected_rows, pk=row)
    form = LineForm(request.POST if request.method == "POST" else None, initial=_initial(rejected))
    if request.method == "POST" and form.is_valid():
        try:
            with constraint_as_form_error(form, LeafletAddress):
                lines.mend_row(row=rejected, line=form.cleaned_data["line"], by=user_of(request), at=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "宛先に追加しました。")
            return to("leaflet_add", pk)
    context = {"campaign": campaign, "row": rejected, "form": form}
    return render(request, "outreach/leaflet_rejected.html", context, status=422 if form.errors else 200)


@require_POST
def leaflet_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives up one rejected row, or all of them."""
    asked = None if "all" in request.POST else [number_of(text) for text in request.POST.getlist("row")[:1]]
    count = lines.drop_rows(campaign=campaign_of(pk), pks=asked)
    messages.success(request, f"取り込めなかった行を{count:,}件、取り込まないことにしました。")
    return to("leaflet_add", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_address(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One line: put right before posting, marked as returned after it."""
    campaign, address = campaign_of(pk), _line(pk, line)
    form = LineForm(request.POST if request.method == "POST" else None, initial=_initial(address))
    if request.method == "POST" and form.is_valid():
        try:
            with constraint_as_form_error(form, LeafletAddress):
                lines.change_line(
                    address=address, line=form.cleaned_data["line"], by=user_of(request), at=timezone.now()
                )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        if form.is_valid():
            messages.success(request, "宛先を直しました。")
            return to("leaflet_addresses", pk)
    return _line_page(request, campaign, address, form=form)


@require_POST
def leaflet_address_remove(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    campaign, address, form = campaign_of(pk), _line(pk, line), forms.Form(request.POST)
    try:
        lines.remove_line(address=address, by=user_of(request), at=timezone.now())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _line_page(request, campaign, address, remove_form=form)
    messages.success(request, "宛先を一覧から外しました。")
    return to("leaflet_addresses", pk)


@require_POST
def leaflet_address_leave(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    campaign, address, form = campaign_of(pk), _line(pk, line), LeaveOutForm(request.POST)
    if form.is_valid():
        try:
            lines.leave_out(address=address, reason=form.cleaned_data["reason"], by=user_of(request), at=timezone.now())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "発送の予定を直しました。")
            return to("leaflet_addresses", pk)
    return _line_page(request, campaign, address, leave_form=form)


@require_POST
def leaflet_address_return(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    campaign, address, form = campaign_of(pk), _line(pk, line), ReturnForm(request.POST)
    if form.is_valid():
        try:
            steps.record_return(
                address=address, returned_on=form.cleaned_data["returned_on"], by=user_of(request), at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "返戻を記録しました。")
            return to("leaflet_addresses", pk)
    return _line_page(request, campaign, address, return_form=form)


@require_POST
def leaflet_address_return_undo(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Takes back a return that was recorded on the wrong line."""
    campaign, address, form = campaign_of(pk), _line(pk, line), forms.Form(request.POST)
    try:
        steps.undo_return(address=address, by=user_of(request), at=timezone.now())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _line_page(request, campaign, address, undo_form=form)
    messages.success(request, "返戻の記録を取り消しました。")
    return to("leaflet_addresses", pk)


def _list(
    request: HttpRequest,
    campaign: LeafletCampaign,
    *,
    errors: Sequence[str] = (),
    given: Mapping[int, str] = MappingProxyType({}),
    ticked: Collection[int] = (),
    seen: Mapping[int, str] = MappingProxyType({}),
) -> HttpResponse:
    """The list; `given` and `ticked` were sent with a refused form; a tick stays only on a line as it was `seen`."""
    chosen = ListFilterForm(request.GET)
    show = chosen.cleaned_data["show"] if chosen.is_valid() else ""
    rows = list(campaign.addresses.select_related("facility", "ticked_by"))
    doubts = {row.pk: lines.line_of(row).doubts() for row in rows}
    kept = {
        "doubt": lambda row: doubts[row.pk],
        "unticked": lambda row: not row.ticked_at,
        "remark": lambda row: row.remark,
        "left_out": lambda row: row.left_out_reason,
        "returned": lambda row: row.returned_on,
    }.get(show, lambda row: True)
    page = Paginator([row for row in rows if kept(row)], LINES_A_PAGE).get_page(request.GET.get("page"))
    shown = [
        Shown(
            row,
            doubts[row.pk],
            remark=given.get(row.pk, row.remark),
            is_ticked=row.pk in ticked if seen.get(row.pk) == row.edition else row.ticked_at is not None,
            edition=row.edition,
        )
        for row in page
    ]
    role = user_of(request).role
    context = {
        "campaign": campaign,
        "page": page,
        "shown": shown,
        "filter": chosen,
        "show": show,
        "errors": errors,
        "asked": _asked(request),
        "count": len(rows),
        "doubtful": sum(1 for found in doubts.values() if found),
        "to_tick": sum(1 for row in rows if not row.ticked_at or row.remark),
        "may_tick": (
            may(role, "outreach:leaflet_tick", "POST")
            and campaign.list_is_open
            and campaign.check_asked_at
            and not campaign.checked_at
        ),
        "may_change": may(role, "outreach:leaflet_address", "POST"),
    }
    return render(request, "outreach/leaflet_addresses.html", context, status=422 if errors else 200)


def _add_page(request: HttpRequest, campaign: LeafletCampaign, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "campaign": campaign,
        "register_form": RegisterForm(),
        "file_form": AddressFileForm(),
        "hand_form": NewLineForm(),
        "page": Paginator(campaign.rejected_rows.all(), LINES_A_PAGE).get_page(request.GET.get("page")),
        "count": campaign.addresses.count(),
    } | given
    wrong = any(form.errors for form in given.values())
    return render(request, "outreach/leaflet_add.html", context, status=422 if wrong else 200)


def _line_page(
    request: HttpRequest, campaign: LeafletCampaign, address: LeafletAddress, **given: forms.Form
) -> HttpResponse:
    context: dict[str, Any] = {"campaign": campaign, "address": address}
    if campaign.list_is_open:
        context |= {
            "form": LineForm(initial=_initial(address)),
            "leave_form": LeaveOutForm(initial={"reason": address.left_out_reason}),
        }
    elif address.posted_on and not address.returned_on:
        context |= {"return_form": ReturnForm(initial={"returned_on": timezone.localdate()})}
    wrong = any(form.errors for form in given.values())
    return render(request, "outreach/leaflet_address.html", context | given, status=422 if wrong else 200)


def _line(pk: int, line: int) -> LeafletAddress:
    return get_object_or_404(LeafletAddress.objects.select_related("facility"), campaign_id=pk, pk=line)


def _initial(row: LeafletAddress | LeafletRejectedRow) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("name", "addressee", "postal_code", "address")}


def number_of(text: str) -> int:
    """The key that a page sent back; 0, which no row has, for what is none."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_KEY else 0


def _remark_fault(remark: str) -> str:
    if len(remark) > LONGEST_REMARK:
        return f"指摘は{LONGEST_REMARK}文字までで入力してください。"
    try:
        textguard.refuse_forbidden(remark)
    except forms.ValidationError as error:
        return f"指摘：{error.message}"
    return ""


def _asked(request: HttpRequest) -> str:
    """The page of the list that was shown, as the end of an address."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _tell(request: HttpRequest, taken: lines.Taken) -> None:
    parts = [f"宛先を{taken.new:,}件追加しました"]
    if taken.already:
        parts.append(f"すでにあるもの{taken.already:,}件")
    if taken.rejected:
        parts.append(f"取り込めなかったもの{taken.rejected:,}件")
    say = messages.warning if taken.rejected else messages.success
    say(request, "、".join(parts) + "。")
