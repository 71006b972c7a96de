"""Forms of the leaflet: its facts, its steps and the lines of its list."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from apps.contracts.models import ContractTerm
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import FacilityKind
from apps.outreach.leaflet_file import LARGEST_FILE, TO_ORGANISATION, Line
from apps.outreach.models import LeafletCampaign

MOST = 100_000
MOST_YEN = 100_000_000


def count(label: str, *, most: int = MOST, least: int = 1, **options: Any) -> forms.IntegerField:
    """A number of pieces or yen."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=widget, **options)


class LeafletEditForm(WarnedTextForm, forms.ModelForm):
    """What the leaflet is called and for."""

    planned_count = count("作成の予定（枚）")

    class Meta:
        model = LeafletCampaign
        fields = ["title", "purpose", "planned_count"]


class LeafletCreateForm(SubmissionForm, LeafletEditForm):
    """A new leaflet of a term."""

    term = forms.ModelChoiceField(ContractTerm.objects.none(), label="契約年度", empty_label=None)
    field_order = ["term", "title", "purpose", "planned_count"]

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = terms


class NothingForm(forms.Form):
    """A step that says all by being taken."""


class DesignForm(forms.Form):
    """Both characters must be in the design (第2-1-(4)-①)."""

    shows_tokimo = forms.BooleanField(
        label="市のマスコット「ときも」が入っている", error_messages={"required": "「ときも」を入れる必要があります。"}
    )
    shows_mainachan = forms.BooleanField(
        label="「マイナちゃん」が入っている", error_messages={"required": "「マイナちゃん」を入れる必要があります。"}
    )


class PrintingForm(forms.Form):
    printed = count("印刷した数")
    printed_on = DayField(label="印刷日")


class StuffingForm(forms.Form):
    stuffed = count("封入した数")
    stuffed_on = DayField(label="封入日")


class PostingForm(forms.Form):
    posted_on = DayField(label="発送日")


class ReturnForm(forms.Form):
    returned_on = DayField(label="返戻日")


class FiguresForm(WarnedTextForm):
    """What was paid, and counts that were recorded wrongly; which fields there are depends on how far it came."""

    printing_yen = count("作成の費用（円）", most=MOST_YEN, least=0, required=False)
    postage_yen = count("郵送料（円）", most=MOST_YEN, least=0, required=False)
    printed = count("印刷した数")
    stuffed = count("封入した数")
    returned = count("返戻の数", least=0)
    reason = GuardedCharField(label="直した理由・支払いの内容", max_length=200, required=False)

    def __init__(self, *args: Any, campaign: LeafletCampaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = {
            "stuffed": campaign.stuffed is None,
            "returned": campaign.erased_at is None,
            "printed": campaign.completed_at is not None,
        }
        gone["stuffed"] |= gone["printed"]
        gone["printing_yen"] = gone["postage_yen"] = gone["printed"]
        for name in [name for name, is_gone in gone.items() if is_gone]:
            del self.fields[name]
        self.names = [name for name in self.fields if name != "reason"]
        self.initial = {**{name: getattr(campaign, name) for name in self.names}, **self.initial}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"printed", "stuffed"} & set(self.changed_data) and not data.get("reason"):
            self.add_error("reason", "印刷・封入の数を直すときは、理由を入力してください。")
        return data

    @property
    def figures(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in self.names}


class CancelForm(WarnedTextForm):
    reason = GuardedCharField(label="中止の理由", max_length=200)


class LeaveOutForm(WarnedTextForm):
    reason = GuardedCharField(
        label="発送しない理由",
        max_length=100,
        required=False,
        help_text="空欄で保存すると、発送する宛先に戻ります。例：廃止、移転先が不明",
    )


class LineForm(forms.Form):
    """One address of an organisation, typed in any width."""

    name = GuardedCharField(label="宛名（施設・事業所）", max_length=200, help_text="個人の宛名は登録できません。")
    addressee = GuardedCharField(
        label="敬称の行", max_length=100, initial=TO_ORGANISATION, help_text="例：御中、生活相談室 御中"
    )
    postal_code = GuardedCharField(label="郵便番号", max_length=40, required=False, help_text="例：350-8601")
    address = GuardedCharField(label="住所", max_length=400)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            data["line"] = Line(**{name: data[name] for name in ("name", "addressee", "postal_code", "address")}).tidy()
            if fault := data["line"].fault():
                self.add_error(None, fault)
        return data


class NewLineForm(SubmissionForm, LineForm):
    """A line typed by hand."""


class RegisterForm(forms.Form):
    """Which facilities of the register are posted to."""

    kinds = forms.MultipleChoiceField(
        label="施設の種別",
        choices=FacilityKind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[kind.value for kind in FacilityKind],
        error_messages={"required": "種別を1つ以上選んでください。"},
    )


class AddressFileForm(forms.Form):
    """A file of addresses."""

    file = forms.FileField(
        label="CSVファイル",
        help_text="1行目に列の名前（宛名、郵便番号、住所、敬称）を入れてください。文字コードはUTF-8またはShift_JISです。",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("ファイルが大きすぎます。")
        return file


class ListFilterForm(forms.Form):
    """Which lines are shown."""

    SHOWN = (
        ("", "すべて"),
        ("doubt", "確かめる宛先"),
        ("unticked", "市が未確認"),
        ("remark", "市の指摘あり"),
        ("left_out", "発送しない"),
        ("returned", "返戻"),
    )
    show = forms.ChoiceField(label="表示", choices=SHOWN, required=False)
