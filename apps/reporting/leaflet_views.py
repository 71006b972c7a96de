"""What is printed for a leaflet, made anew whenever it is asked for and stored nowhere (第2-1-(4)-②)."""

from datetime import date, time, timedelta
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind
from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import Parameters
from apps.outreach import links
from apps.outreach.actions import leaflet_letters
from apps.outreach.models import LeafletAddress, LeafletCampaign, NotPossible

from .documents import labels as sheets
from .documents import leaflets as document

HOURS = "平日の{first}から{last}まで（祝日・年末年始を除く）"


class LabelsForm(forms.Form):
    """Which sheet, and where on its first page to begin."""

    layout = forms.ChoiceField(
        label="ラベル用紙",
        choices=[(layout.code, layout.label) for layout in sheets.LAYOUTS.values()],
        widget=forms.RadioSelect,
        initial="12",
    )
    start = forms.IntegerField(
        label="最初のラベルの位置",
        initial=1,
        min_value=1,
        max_value=max(layout.places for layout in sheets.LAYOUTS.values()),
        help_text="使いかけの用紙のときに、左上から数えた番号を入力します。",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean_start(self) -> int:
        start: int = self.cleaned_data["start"]
        layout = sheets.LAYOUTS.get(self.cleaned_data.get("layout", ""))
        if layout and start > layout.places:
            raise forms.ValidationError(f"この用紙の位置は{layout.places}までです。")
        return start


class LettersForm(forms.Form):
    """Whether the links of letters made before are revoked."""

    renew = forms.BooleanField(
        label="前に作った手紙のリンクをすべて取り消して、作り直す",
        required=False,
        help_text="取り消すと、前に印刷した手紙のQRコードは使えなくなります。",
    )


@require_GET
def leaflet_prints(request: SignedInRequest, pk: int) -> HttpResponse:
    """What can be printed for the leaflet."""
    return _page(request, _with_list(pk))


@require_GET
def leaflet_labels(request: SignedInRequest, pk: int) -> HttpResponse:
    """The address labels of every line that is posted to; leaves an access row."""
    campaign, form = _with_list(pk), LabelsForm(request.GET)
    if not form.is_valid():
        return _page(request, campaign, labels_form=form)
    labels = [label_of(line) for line in campaign.addresses.to_post()]
    if not labels:
        form.add_error(None, "印刷する宛先がありません。")
        return _page(request, campaign, labels_form=form)
    record_access(request, AccessKind.EXPORT, target=campaign, reason=f"チラシの宛名ラベル {len(labels)}件")
    layout = sheets.LAYOUTS[form.cleaned_data["layout"]]
    made = sheets.labels_pdf(labels, layout, form.cleaned_data["start"], timezone.now())
    return _file(made, f"labels_{pk}.pdf", "チラシ宛名ラベル.pdf")


@require_GET
def leaflet_flyer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The flyer with the code of the facilities' pages."""
    campaign, now = get_object_or_404(LeafletCampaign, pk=pk), timezone.now()
    sender = _sender(Parameters.load(), timezone.localdate(now))
    made = document.flyer_pdf(sender, home_address(request), settings.CHARACTER_PICTURES, now)
    return _file(made, f"flyer_{campaign.pk}.pdf", "出張申請の案内チラシ.pdf")


@require_POST
def leaflet_letters_make(request: SignedInRequest, pk: int) -> HttpResponse:
    """Makes the links and answers with the letters: the only place where the links' addresses ever stand."""
    campaign, form, now = _with_list(pk), LettersForm(request.POST), timezone.now()
    today, parameters = timezone.localdate(now), Parameters.load()
    days = parameters.value("leaflet.link_days", today)
    if not form.is_valid():
        return _page(request, campaign, letters_form=form)
    try:
        made = leaflet_letters.make_letters(
            campaign=campaign, renew=form.cleaned_data["renew"], by=request.user, at=now, days=days
        )
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return _page(request, campaign, letters_form=form)
    record_access(request, AccessKind.EXPORT, target=campaign, reason=f"施設のリンクを載せた手紙 {len(made)}件")
    letters = [document.Letter(label_of(letter.address), links.address(letter.token, request)) for letter in made]
    content = document.letters_pdf(letters, _sender(parameters, today), today + timedelta(days=days), today, now)
    return _file(content, f"letters_{pk}.pdf", "出張申請の案内_施設別.pdf")


def label_of(line: LeafletAddress) -> sheets.Label:
    return sheets.Label(line.postal_mark, line.address, line.name, line.addressee)


def home_address(request: HttpRequest) -> str:
    """The facilities' page for whoever comes without a link, on their own host where there is one."""
    return f"{request.scheme}://{settings.FACILITY_HOST or request.get_host()}{reverse('facility:home')}"


def _page(request: SignedInRequest, campaign: LeafletCampaign, **given: forms.Form) -> HttpResponse:
    lines = list(campaign.addresses.to_post())
    context = {
        "campaign": campaign,
        "count": len(lines),
        "registered": sum(1 for line in lines if line.facility_id),
        "letters": campaign.letters.in_force().count(),
        "unprintable": [line for line in lines if not label_of(line).is_printable],
        "no_postal_code": sum(1 for line in lines if not line.postal_code),
        "lacks_pictures": not document.has_pictures(settings.CHARACTER_PICTURES),
        "letters_possible": campaign.checked_at and campaign.list_is_open,
        "may_letters": may(request.user.role, "reporting:leaflet_letters", "POST"),
        "labels_form": LabelsForm(),
        "letters_form": LettersForm(),
    } | given
    wrong = any(form.errors for form in given.values())
    return render(request, "reporting/leaflet_prints.html", context, status=422 if wrong else 200)


def _with_list(pk: int) -> LeafletCampaign:
    """The leaflet, while its list is there."""
    campaign = get_object_or_404(LeafletCampaign, pk=pk)
    if campaign.erased_at:
        raise Http404("宛先の一覧は消去されています。")
    return campaign


def _sender(parameters: Parameters, today: date) -> document.Sender:
    first, last = (parameters.value(f"outreach.{name}", today) for name in ("earliest", "latest"))
    return document.Sender(
        client=parameters.value("contract.client", today),
        contractor=parameters.value("contract.contractor", today),
        section=parameters.value("contact.city_section", today),
        phone=parameters.value("contact.city_phone", today),
        hours=HOURS.format(first=_clock(first), last=_clock(last)),
    )


def _clock(moment: time) -> str:
    return f"{moment.hour}時" + (f"{moment.minute}分" if moment.minute else "")


def _file(content: bytes, plain: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    patch_cache_control(response, private=True, no_store=True)
    return response
