"""The city's numbers and lists, and how its lists are read (C1)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.reservations.city_list import FIELDS, LARGEST_FILE, normalise_number
from apps.reservations.models import CityListProfile, PickupDesk

from .fields import NO_NAMES, PRIVATE, TermDayField

DATE_EXAMPLES: Final = [
    ("%Y/%m/%d", "2025/06/02"), ("%Y-%m-%d", "2025-06-02"), ("%Y年%m月%d日", "2025年6月2日"), ("%Y%m%d", "20250602"),
]  # fmt: skip
TIME_EXAMPLES: Final = [
    ("%H:%M", "09:30"), ("%H:%M:%S", "09:30:00"), ("%H時%M分", "9時30分"), ("%H%M", "0930"),
]  # fmt: skip


class CityNumberForm(forms.Form):
    """The receipt number that the city's system gave."""

    number = GuardedCharField(
        label="市の受付番号",
        max_length=30,
        help_text="全角・空白はそのままで構いません。",
        widget=forms.TextInput(attrs=PRIVATE),
    )

    def __init__(self, *args: Any, pattern: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pattern = pattern

    def clean_number(self) -> str:
        number = normalise_number(self.cleaned_data["number"])
        if not re.fullmatch(self.pattern, number):
            raise ValidationError("市の受付番号の形が、定めた形と違います。", code="pattern")
        return number


class CityListForm(forms.Form):
    """The city's list of one day."""

    profile = forms.ModelChoiceField(CityListProfile.objects.all(), label="形式", empty_label=None)
    day = TermDayField(label="対象日")
    file = forms.FileField(label="市の一覧（CSV）", max_length=200)

    def clean_file(self) -> bytes:
        return _content_of(self.cleaned_data["file"])


def _content_of(file: UploadedFile) -> bytes:
    if (file.size or 0) > LARGEST_FILE:
        raise ValidationError(f"ファイルが大きすぎます（上限{LARGEST_FILE:,}バイト）。1日分の一覧か確かめてください。")
    return bytes(file.read())


class LinesField(GuardedCharField):
    """Pairs, one a line: what stands before the sign `＝` and what stands after it."""

    widget = forms.Textarea(attrs={**PRIVATE, "rows": 3})

    def clean(self, value: Any) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for line in str(super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            before, sign, after = (part.strip() for part in line.replace("＝", "=").partition("="))
            if not (before and sign and after):
                raise ValidationError(f"「{line.strip()[:40]}」に「＝」がないか、片方が空です。", code="pair")
            if before in pairs:
                raise ValidationError(f"「{before[:40]}」が2回あります。", code="twice")
            pairs[before] = after
        return pairs


def _as_lines(pairs: Mapping[str, str]) -> str:
    return "\n".join(f"{before}＝{after}" for before, after in pairs.items())


class CityListProfileForm(forms.ModelForm):
    """How the city's list is read, in the words of the list itself: names of its columns, examples of its dates."""

    encodings = forms.MultipleChoiceField(
        label="文字コード",
        choices=[("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS")],
        widget=forms.CheckboxSelectMultiple,
    )
    delimiter = forms.ChoiceField(
        label="区切り",
        choices=[(",", "カンマ（,）"), ("tab", "タブ"), (";", "セミコロン（;）")],
        widget=forms.RadioSelect,
    )
    number = GuardedCharField(label="受付番号の列の名前", max_length=40)
    date = GuardedCharField(label="日付の列の名前", max_length=40)
    time = GuardedCharField(label="時刻の列の名前", max_length=40)
    desk = GuardedCharField(
        label="窓口の列の名前", max_length=40, required=False, help_text="一覧に窓口の列がないときは空欄にします。"
    )
    date_formats = forms.MultipleChoiceField(
        label="日付の書き方", choices=DATE_EXAMPLES, widget=forms.CheckboxSelectMultiple
    )
    time_formats = forms.MultipleChoiceField(
        label="時刻の書き方", choices=TIME_EXAMPLES, widget=forms.CheckboxSelectMultiple
    )
    desk_names = LinesField(
        label="窓口の名前の対応",
        max_length=2000,
        required=False,
        help_text="市の一覧での名前＝本システムの窓口名。1行に1つずつ、名前が違う窓口だけ書きます。",
    )
    skips = LinesField(
        label="数えない行",
        max_length=2000,
        required=False,
        help_text="列の名前＝値。値が2つ以上あるときは「、」で区切ります（例：状態＝取消、不来所）。",
    )

    class Meta:
        model = CityListProfile
        fields = ("name", "encodings", "delimiter", "date_formats", "time_formats")

    field_order = (
        "name", "encodings", "delimiter", "number", "date", "date_formats", "time", "time_formats", "desk",
        "desk_names", "skips",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = self.instance
        self.initial["delimiter"] = profile.delimiter.replace("\t", "tab")
        for name in FIELDS:
            self.initial.setdefault(name, (profile.columns or {}).get(name, ""))
        self.initial.setdefault("desk_names", _as_lines(profile.desk_names))
        self.initial.setdefault("skips", _as_lines({name: "、".join(each) for name, each in profile.skips.items()}))
        for field, known in (("date_formats", DATE_EXAMPLES), ("time_formats", TIME_EXAMPLES)):
            further = [(each, each) for each in getattr(profile, field) or () if each not in dict(known)]
            choices = self.fields[field]
            assert isinstance(choices, forms.MultipleChoiceField)
            choices.choices = [*known, *further]

    def clean_delimiter(self) -> str:
        return self.cleaned_data["delimiter"].replace("tab", "\t")

    def clean_desk_names(self) -> dict[str, str]:
        pairs: dict[str, str] = self.cleaned_data["desk_names"]
        known = set(PickupDesk.objects.values_list("name", flat=True))
        if unknown := [name for name in pairs.values() if name not in known]:
            raise ValidationError(f"登録されていない窓口名です：{'、'.join(unknown)[:80]}", code="unknown")
        return pairs

    def clean_skips(self) -> dict[str, list[str]]:
        pairs: dict[str, str] = self.cleaned_data["skips"]
        return {name: [each.strip() for each in values.split("、") if each.strip()] for name, values in pairs.items()}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        columns = {name: cleaned[name].strip() for name in FIELDS if cleaned.get(name)}
        if len(set(columns.values())) < len(columns):
            raise ValidationError("同じ列の名前が2か所にあります。列ごとに違う名前を入力してください。")
        self.instance.columns = columns
        for name in ("desk_names", "skips"):
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return cleaned


class CityListSampleForm(forms.Form):
    """A list to try a profile with; nothing of it is kept."""

    day = TermDayField(label="試す一覧の対象日")
    sample = forms.FileField(label="試す一覧（CSV）", max_length=200)

    def clean_sample(self) -> bytes:
        return _content_of(self.cleaned_data["sample"])


class DifferenceForm(WarnedTextForm):
    note = GuardedCharField(
        label="処理の内容",
        max_length=500,
        help_text=f"どちらをどう直したかを書きます。{NO_NAMES}",
        widget=forms.TextInput(attrs={**PRIVATE, "list": "difference-notes"}),
    )
