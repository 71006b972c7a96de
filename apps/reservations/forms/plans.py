"""Slots and what to bring, as the city orders them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.contracts.enums import Weekday
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.reservations.models import BringList, SlotPlan

from .fields import NO_NAMES, TermDayField


class SlotPlanForm(SubmissionForm, forms.ModelForm):
    weekdays = forms.TypedMultipleChoiceField(
        label="曜日",
        choices=Weekday.choices,
        coerce=int,
        initial=[day.value for day in list(Weekday)[:5]],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SlotPlan
        fields = (
            "desk",
            "weekdays",
            "first_time",
            "last_time",
            "step_minutes",
            "lunch_starts",
            "lunch_ends",
            "capacity",
            "valid_from",
            "valid_to",
        )
        widgets = dict.fromkeys(
            ("first_time", "last_time", "lunch_starts", "lunch_ends"), forms.TimeInput(attrs={"type": "time"})
        )
        field_classes = dict.fromkeys(("valid_from", "valid_to"), TermDayField)


class GenerateForm(forms.Form):
    """For which days slots are to be made."""

    first = TermDayField(label="作成する最初の日")
    last = TermDayField(label="作成する最後の日")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            raise ValidationError("最後の日は最初の日以後にしてください。")
        if first and last and (last - first).days > 366:
            raise ValidationError("一度に作成できるのは1年分までです。")
        return cleaned


class SlotDayForm(forms.Form):
    """Which desk and day to look at. Nonsense falls back to the first desk and today."""

    desk = forms.IntegerField(required=False)
    day = DayField(required=False)


class SlotStateForm(WarnedTextForm):
    """Stops or resumes one slot, with the reason that the history keeps."""

    state = forms.ChoiceField(label="操作", choices=[("closed", "停止"), ("open", "再開")])
    reason = GuardedCharField(label="停止・再開の理由", max_length=200, help_text=NO_NAMES)


class BringListForm(forms.ModelForm):
    class Meta:
        model = BringList
        fields = ("case", "valid_from", "items", "source")
        field_classes = {"valid_from": TermDayField}
        widgets = {"case": forms.RadioSelect, "items": forms.Textarea(attrs={"rows": 8})}

    def clean_items(self) -> str:
        lines = [line.strip() for line in str(self.cleaned_data["items"]).splitlines()]
        return "\n".join(line for line in lines if line)
