import re
import unicodedata

from django import forms

from apps.core.forms import GuardedCharField
from apps.core.submissions import SubmissionForm
from apps.outreach.models import Facility

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_KANA = re.compile(r"[ぁ-ゖー・ 0-9A-Za-z]+")
_PHONE = re.compile(r"0[0-9]{9,10}")
_BETWEEN_DIGITS = re.compile(r"[-‐‑‒–—―−ー\s()]+")


def hiragana(text: str) -> str:
    """A reading in hiragana, whatever kana and width it was typed in; the key that facilities are sorted by."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA).split())


class FacilityForm(SubmissionForm, forms.ModelForm):
    """A facility's entry in the list, typed in any width and kana."""

    office_number = GuardedCharField(
        label="事業所番号", max_length=20, help_text="介護保険などの事業所番号です（10桁）。"
    )
    phone = GuardedCharField(
        label="電話番号（施設の代表）",
        max_length=30,
        required=False,
        help_text="個人の電話番号は入力しないでください。",
    )

    class Meta:
        model = Facility
        fields = ["office_number", "name", "name_kana", "kind", "address", "phone"]
        help_texts = {"name_kana": "ひらがな・カタカナのどちらでも入力できます。一覧はこの順に並びます。"}

    def was_recorded(self) -> bool:
        """Whether this very submission has made its facility already, which then refuses itself as a duplicate."""
        key = self.cleaned_data.get("submission_key")
        return key is not None and Facility.objects.filter(submission_key=key).exists()

    def clean_office_number(self) -> str:
        return _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", self.cleaned_data["office_number"]))

    def clean_name_kana(self) -> str:
        kana = hiragana(self.cleaned_data["name_kana"])
        if not _KANA.fullmatch(kana):
            raise forms.ValidationError("施設名の読みを、ひらがなかカタカナで入力してください。")
        return kana

    def clean_phone(self) -> str:
        phone = _BETWEEN_DIGITS.sub("-", unicodedata.normalize("NFKC", self.cleaned_data["phone"])).strip("-")
        if phone and not _PHONE.fullmatch(phone.replace("-", "")):
            raise forms.ValidationError("電話番号を市外局番から入力してください。")
        return phone


class FacilityFilterForm(forms.Form):
    """The search box of the facilities, by name or reading."""

    name = GuardedCharField(
        label="施設名・読み",
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "search", "data-search": True}),
    )
