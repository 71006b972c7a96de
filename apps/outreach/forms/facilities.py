"""Forms of the register of facilities, typed in any width and kana."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from apps.core import textguard
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import FacilityKind, VisitState
from apps.outreach.facility_cells import COLUMNS, CellFault, hiragana, is_reading, phone_number, postal_code
from apps.outreach.facility_cells import office_number as office_number_cell
from apps.outreach.facility_file import LONGEST_CELL, MOST_BYTES, NEEDED
from apps.outreach.models import Facility, FacilityContact

ORDERS = {
    "": "読みの順",
    "visited": "最後の訪問が新しい順",
    "waiting": "最後の訪問が古い順（未訪問が先）",
    "capacity": "定員の多い順",
    "number": "事業所番号の順",
}


def whole_phone(text: str) -> str:
    """A telephone number from its area code, with hyphens; ValidationError for anything else."""
    found = phone_number(text)
    if found.doubts or found.notes:
        raise ValidationError("電話番号を、市外局番から1つだけ入力してください。")
    return found.number


class FacilityEditForm(forms.ModelForm):
    """What the register says of a facility."""

    office_number = GuardedCharField(
        label="事業所番号", max_length=20, help_text="介護保険などの事業所番号です（10桁）。"
    )
    postal_code = GuardedCharField(label="郵便番号", max_length=10, required=False)
    phone = GuardedCharField(
        label="電話番号（施設の代表）",
        max_length=30,
        required=False,
        help_text="個人の電話番号は入力しないでください。",
    )
    fax = GuardedCharField(label="FAX番号", max_length=30, required=False)

    class Meta:
        model = Facility
        fields = [
            "office_number", "name", "name_kana", "kind", "corporation", "capacity", "postal_code", "address", "phone",
            "fax",
        ]  # fmt: skip
        help_texts = {
            "name_kana": "ひらがな・カタカナのどちらでも入力できます。一覧はこの順に並びます。",
            "capacity": "分からないときは空欄にします。",
        }
        widgets = {"capacity": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1})}

    def clean_office_number(self) -> str:
        try:
            return office_number_cell(self.cleaned_data["office_number"]).value
        except CellFault:
            raise ValidationError("事業所番号は10桁の数字で入力してください。") from None

    def clean_name_kana(self) -> str:
        kana = hiragana(self.cleaned_data["name_kana"])
        if not is_reading(kana):
            raise ValidationError("施設名の読みを、ひらがなかカタカナで入力してください。")
        return kana

    def clean_postal_code(self) -> str:
        found = postal_code(self.cleaned_data["postal_code"])
        if found.doubts:
            raise ValidationError("郵便番号を7桁の数字で入力してください。")
        return found.value

    def clean_phone(self) -> str:
        return whole_phone(self.cleaned_data["phone"])

    def clean_fax(self) -> str:
        return whole_phone(self.cleaned_data["fax"])


class FacilityForm(SubmissionForm, FacilityEditForm):
    """A facility's first entry in the register."""

    def was_recorded(self) -> bool:
        """Whether this very submission has made its facility already, which then refuses itself as a duplicate."""
        key = self.cleaned_data.get("submission_key")
        return key is not None and Facility.objects.filter(submission_key=key).exists()


class FacilityCloseForm(WarnedTextForm):
    """Why a facility is no longer visited."""

    reason = GuardedCharField(label="休廃止の理由", max_length=100, help_text="例：令和8年3月末で廃止")


class FacilityFilterForm(forms.Form):
    """The filter bar of the register."""

    name = GuardedCharField(
        label="施設名・読み・番号・所在地・電話",
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
    kind = forms.ChoiceField(label="種別", required=False, choices=[("", "すべて"), *FacilityKind.choices])
    state = forms.ChoiceField(label="今年度の訪問", required=False, choices=[("", "すべて"), *VisitState.choices])
    order = forms.ChoiceField(label="並び順", required=False, choices=list(ORDERS.items()))
    closed = forms.BooleanField(label="休廃止の施設も表示する", required=False)


class ContactForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """Whom the office calls at a facility: a duty and an office's number."""

    phone = forms.CharField(
        label="電話番号",
        max_length=30,
        validators=[textguard.refuse_forbidden],
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        help_text="施設の固定電話です。内線は下の欄に入力します。",
    )

    class Meta:
        model = FacilityContact
        fields = ["duty", "phone", "extension", "reachable", "note", "is_first"]

    def clean_duty(self) -> str:
        duty: str = self.cleaned_data["duty"]
        if textguard.inspect(duty):
            raise ValidationError("氏名や番号は入力せず、「生活相談員」のような担当の名前を入力してください。")
        return duty

    def clean_phone(self) -> str:
        phone = whole_phone(self.cleaned_data["phone"])
        if not phone:
            raise ValidationError("電話番号を、市外局番から1つだけ入力してください。")
        if phone_number(phone).is_mobile:
            raise ValidationError("携帯電話の番号は、個人のもののおそれがあるため登録できません。")
        return phone

    def clean_extension(self) -> str:
        extension = unicodedata.normalize("NFKC", self.cleaned_data["extension"]).strip()
        if not re.fullmatch(r"[-0-9]*", extension):
            raise ValidationError("内線は数字で入力してください。")
        return extension


class FacilityImportForm(forms.Form):
    """A file of facilities to look at; nothing is taken yet."""

    file = forms.FileField(
        label="ファイル（CSV）",
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=f"UTF-8かShift_JISのCSV、{MOST_BYTES // 1_000_000}MBまで。ファイルそのものは保存しません。",
    )
    source_on = DayField(label="データの日付", help_text="データの時点の日です。分からなければ、取得した日にします。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **({"initial": {"source_on": today}} | kwargs))
        self.today = today

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise ValidationError(f"ファイルが大きすぎます（上限{MOST_BYTES // 1_000_000}MB）。分けてください。")
        return file

    def clean_source_on(self) -> date:
        day: date = self.cleaned_data["source_on"]
        if day > self.today:
            raise ValidationError("データの日付が今日より後です。")
        return day


class FacilityRowForm(forms.Form):
    """The cells of a row that could not be taken, one box each."""

    def __init__(self, cells: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(COLUMNS):
            self.fields[f"cell_{number}"] = GuardedCharField(
                label=name,
                required=name in NEEDED,
                max_length=LONGEST_CELL,
                initial=cells.get(name, ""),
            )
        self.fields["replaces"] = forms.BooleanField(
            label="登録されている内容を、この行の内容に置き換える", required=False
        )

    @property
    def cells(self) -> dict[str, str]:
        """The cells as they were typed, by their names."""
        return {name: self.cleaned_data[f"cell_{number}"] for number, name in enumerate(COLUMNS)}


class RowDismissForm(forms.Form):
    """Why a row is left out."""

    note = GuardedCharField(label="対象外とする理由", max_length=200, help_text="例：市外の事業所のため")
