from datetime import date
from typing import Any

from django import forms

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import ExportForm, Result
from apps.callcenter.models import InquiryCategory
from apps.core import clock
from apps.core.bigrams import normalise
from apps.core.forms import DayField, GuardedCharField

from .inquiries import CategoryField


class OperatorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class LiveFilterForm(forms.Form):
    """What the live history is narrowed to. Everything is optional."""

    first = DayField(label="期間（から）", required=False)
    last = DayField(label="期間（まで）", required=False)
    category = CategoryField(
        InquiryCategory.objects.select_related("parent"), label="分類", required=False, empty_label="すべて"
    )
    result = forms.ChoiceField(label="結果", required=False, choices=[("", "すべて"), *Result.choices])
    operator = OperatorField(
        User.objects.filter(role__in=[Role.OPERATOR, Role.CC_LEADER]).order_by("display_name", "pk"),
        label="対応者",
        required=False,
        empty_label="すべて",
    )
    text = GuardedCharField(label="語句", max_length=100, required=False)
    is_complaint = forms.BooleanField(label="苦情のみ", required=False)
    is_unseen = forms.BooleanField(label="未確認のみ", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-search"] = True

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text and not normalise(text):
            raise forms.ValidationError("語句には、文字または数字を入力してください。")
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (first := data.get("first")) and (last := data.get("last")) and last < first:
            self.add_error("last", "期間の終わりが始まりより前です。")
        return data

    @property
    def conditions(self) -> list[str]:
        """In words, what a valid form narrows the list to: 分類＝受取予約：変更."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not value or name not in LiveFilterForm.base_fields:
                continue
            if isinstance(field, forms.ModelChoiceField):
                value = field.label_from_instance(value)
            elif name == "result":
                value = Result(value).label
            elif isinstance(value, date):
                value = clock.long_date(value)
            found.append(str(field.label) if value is True else f"{field.label}＝{value}")
        return found


class LiveExportForm(LiveFilterForm):
    """One month of the live history as a file: all of it, or as the list was narrowed."""

    month = forms.CharField(label="月", widget=forms.TextInput(attrs={"type": "month"}))
    form = forms.ChoiceField(
        label="ファイルの形式", choices=ExportForm.choices, initial=ExportForm.XLSX, widget=forms.RadioSelect
    )
    is_narrowed = forms.BooleanField(label="一覧の条件で絞り込む（外すと、その月の全件）", required=False)

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields of the list, which go on with the form unseen."""
        return [self[name] for name in LiveFilterForm.base_fields]

    def clean_month(self) -> tuple[date, date]:
        try:
            first, last = clock.parse_month(self.cleaned_data["month"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not clock.FIRST_DAY <= first <= last <= clock.LAST_DAY:
            raise forms.ValidationError("月が正しくありません。")
        return first, last
