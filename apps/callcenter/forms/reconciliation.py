from typing import Any

from django import forms

from apps.callcenter.enums import DifferenceReason
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm


class DifferenceForm(SubmissionForm, WarnedTextForm):
    """Why a call has no inquiry, or an inquiry no call."""

    reason = forms.ChoiceField(label="理由", choices=[("", "選んでください"), *DifferenceReason.choices])
    text = GuardedCharField(
        label="説明",
        required=False,
        max_length=200,
        help_text="個人情報は書かないでください。「その他」のときは必ず入力します。",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reason") == DifferenceReason.OTHER and "text" in data and not data["text"]:
            self.add_error("text", "理由が「その他」のときは説明を入力してください。")
        return data
