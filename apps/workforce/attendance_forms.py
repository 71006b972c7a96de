from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils import timezone

from apps.core.clock import JST
from apps.core.forms import GuardedCharField

from .enums import AbsenceReason, Duty, LeftAs
from .models import Presence, Shift

WRONG_TIME = "時刻を「09:00」の形で入力してください。"


class ClockField(forms.TimeField):
    """A time of the day, to the minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        defaults: dict[str, Any] = {"widget": widget, "error_messages": {"invalid": WRONG_TIME}}
        super().__init__(**(defaults | options))


class AbsenceForm(forms.Form):
    """From when to when somebody does not work; the whole shift unless told."""

    reason = forms.ChoiceField(label="区分", choices=AbsenceReason.choices, widget=forms.RadioSelect)
    starts_at = ClockField(label="不在の開始")
    ends_at = ClockField(label="不在の終了")

    @classmethod
    def for_shift(cls, shift: Shift, data: Any = None) -> "AbsenceForm":
        absence = getattr(shift, "absence", None)
        source = absence or shift
        reason = absence.reason if absence else AbsenceReason.SUDDEN
        return cls(data, initial={"reason": reason, "starts_at": source.starts_at, "ends_at": source.ends_at})


class StandInForm(forms.Form):
    """Hours in which somebody takes the place of who is absent."""

    starts_at = ClockField(label="開始")
    ends_at = ClockField(label="終了")


class FinishForm(forms.Form):
    """When an earlier day really ended."""

    left_time = ClockField(label="退勤した時刻")

    def moment(self, presence: Presence) -> datetime:
        return _on(timezone.localdate(presence.arrived_at), self.cleaned_data["left_time"])


class StretchForm(forms.Form):
    """The times of a stretch as they really were, and why they are put right."""

    arrived = ClockField(label="開始")
    left = ClockField(label="終了", required=False, help_text="勤務中のときは空欄にします。")
    left_as = forms.ChoiceField(label="終了の区分", choices=[("", "（勤務中）"), *LeftAs.choices], required=False)
    reason = GuardedCharField(label="訂正の理由", max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("left") and not data.get("left_as"):
            self.add_error("left_as", "終了の区分を選んでください。")
        return data

    def moments(self, day: date) -> dict[str, Any]:
        left: time | None = self.cleaned_data["left"]
        return {
            "arrived_at": _on(day, self.cleaned_data["arrived"]),
            "left_at": _on(day, left) if left else None,
            "left_as": self.cleaned_data["left_as"],
            "reason": self.cleaned_data["reason"],
        }

    @classmethod
    def for_presence(cls, presence: Presence, data: Any = None) -> "StretchForm":
        local = timezone.localtime(presence.arrived_at).time()
        left = timezone.localtime(presence.left_at).time() if presence.left_at else None
        return cls(data, initial={"arrived": local, "left": left, "left_as": presence.left_as})


class AddedStretchForm(StretchForm):
    """A stretch that nobody clocked."""

    duty = forms.ChoiceField(label="役割")
    field_order = ["duty", "arrived", "left", "left_as", "reason"]

    def __init__(self, *args: Any, duties: Iterable[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["duty"]).choices = [(duty.value, duty.label) for duty in duties]


class RemovalForm(forms.Form):
    """Why a stretch never was."""

    reason = GuardedCharField(label="取り消す理由", max_length=200)


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, JST)
