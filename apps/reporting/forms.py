from typing import Any

from django import forms

from apps.core.forms import GuardedCharField, WarnedTextForm

from .enums import ReportKind


class RemarksForm(WarnedTextForm):
    """What the supervisor writes into the report while confirming it."""

    remarks = GuardedCharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="報告書にそのまま印字します。個人情報は書かないでください。",
    )

    def __init__(self, *args: Any, kind: ReportKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["remarks"].label = kind.remarks_name


class RemakeForm(forms.Form):
    """Why a report that was issued is made anew."""

    reason = GuardedCharField(
        label="作り直す理由", max_length=500, help_text="提出済の版はそのまま残り、次の版ができます。"
    )


class IssueForm(forms.Form):
    """Lets a report through although its texts look like personal data: a person has read the places."""

    confirmed_text = forms.BooleanField(label="示された箇所を読み、個人情報ではないことを確認しました", required=False)
