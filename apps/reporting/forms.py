from django import forms

from apps.core.forms import GuardedCharField


class RemarksForm(forms.Form):
    """What the supervisor writes into the report while confirming it."""

    remarks = GuardedCharField(
        label="所見・改善策",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="報告書にそのまま印字します。個人情報は書かないでください。",
    )


class RemakeForm(forms.Form):
    """Why a report that was issued is made anew."""

    reason = GuardedCharField(
        label="作り直す理由", max_length=500, help_text="提出済の版はそのまま残り、次の版ができます。"
    )


class IssueForm(forms.Form):
    """Lets a report through although its texts look like personal data: a person has read the places."""

    confirmed_text = forms.BooleanField(label="示された箇所を読み、個人情報ではないことを確認しました", required=False)
