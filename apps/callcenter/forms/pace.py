from typing import Any

from django import forms

from apps.callcenter.enums import SurgeDecision
from apps.callcenter.seats import Times
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm

MOST_SECONDS = 7200
LONGEST_PATIENCE = 3600


class SeatForm(forms.Form):
    """The week to show, and other times to reckon with than the agreed ones."""

    week = DayField(label="週（その週の日）", required=False)
    talk = forms.IntegerField(label="通話（秒）", min_value=1, max_value=MOST_SECONDS, required=False)
    wrap_up = forms.IntegerField(label="後処理（秒）", min_value=0, max_value=MOST_SECONDS, required=False)
    patience = forms.IntegerField(label="切るまで（秒）", min_value=1, max_value=LONGEST_PATIENCE, required=False)

    def show(self, agreed: Times) -> None:
        """The agreed times, where nothing else is typed."""
        for name in ("talk", "wrap_up", "patience"):
            self.fields[name].widget.attrs["placeholder"] = getattr(agreed, name)


class SurgeForm(WarnedTextForm):
    """What was done about a surge. Seats only when some were added, a reason when none were."""

    decision = forms.ChoiceField(
        label="対応",
        choices=SurgeDecision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "対応を選んでください。", "invalid_choice": "対応を選び直してください。"},
    )
    seats_added = forms.IntegerField(label="追加した席数", min_value=1, max_value=100, required=False)
    reason = GuardedCharField(
        label="理由・内容",
        max_length=200,
        required=False,
        help_text="追加しないときは必ず入力してください。氏名や電話番号は書きません。",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == SurgeDecision.ADDED and not data.get("seats_added") and "seats_added" in data:
            self.add_error("seats_added", "追加した席数を入力してください。")
        if data.get("decision") == SurgeDecision.NONE and not data.get("reason") and "reason" in data:
            self.add_error("reason", "席を追加しない理由を入力してください。")
        return data
