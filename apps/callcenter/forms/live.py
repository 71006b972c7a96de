from typing import Any

from django import forms

from apps.callcenter.enums import Result
from apps.callcenter.models import InquiryCategory
from apps.core.forms import DayField, GuardedCharField

from .inquiries import CategoryField


class LiveFilterForm(forms.Form):
    """What the live history is narrowed to. Everything is optional."""

    first = DayField(label="期間（から）", required=False)
    last = DayField(label="期間（まで）", required=False)
    category = CategoryField(
        InquiryCategory.objects.select_related("parent"), label="分類", required=False, empty_label="すべて"
    )
    result = forms.ChoiceField(label="結果", required=False, choices=[("", "すべて"), *Result.choices])
    is_complaint = forms.BooleanField(label="苦情のみ", required=False)
    text = GuardedCharField(label="語句", max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-search"] = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (first := data.get("first")) and (last := data.get("last")) and last < first:
            self.add_error("last", "期間の終わりが始まりより前です。")
        return data
