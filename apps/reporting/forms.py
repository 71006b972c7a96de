from collections.abc import Mapping
from typing import Any

from django import forms

from apps.core.forms import GuardedCharField, WarnedTextForm

from . import analysis
from .enums import ReportKind, ReportState

BELOW_TARGET_LABELS = {"cause": "目標に届かなかった原因", "measure": "改善策"}


class RemarksForm(WarnedTextForm):
    """What the supervisor writes into the report while confirming it."""

    remarks = GuardedCharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="報告書にそのまま印字します。個人情報は書かないでください。",
    )

    def __init__(
        self,
        *args: Any,
        kind: ReportKind,
        content: Mapping[str, Any] | None = None,
        former: Mapping[str, Any] | None = None,
        written: str = "",
        **options: Any,
    ) -> None:
        """`written` are the remarks so far, `former` is what the city's revision says of the same month.

        A month below the target asks for its cause and a measure besides.
        """
        self.content = content
        if content:
            first = analysis.first_text(content, written, former)
            options["initial"] = options.get("initial", {}) | {"remarks": first}
        super().__init__(*args, **options)
        self.fields["remarks"].label = kind.remarks_name
        if content and analysis.is_below_target(content):
            for name, sentence in analysis.BELOW_TARGET.items():
                self.fields[name] = GuardedCharField(
                    label=BELOW_TARGET_LABELS[name],
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    error_messages={"required": sentence},
                )

    def facts_not_said(self) -> list[str]:
        """What the numbers say now and the remarks in the field do not."""
        return analysis.facts_not_said(self.content, self["remarks"].value() or "") if self.content else []


class RemakeForm(forms.Form):
    """Why a report that was issued is made anew."""

    reason = GuardedCharField(
        label="作り直す理由", max_length=500, help_text="提出済の版はそのまま残り、次の版ができます。"
    )


class IssueForm(forms.Form):
    """Lets a report through although its texts look like personal data: a person has read the places."""

    confirmed_text = forms.BooleanField(label="示された箇所を読み、個人情報ではないことを確認しました", required=False)


class DecisionForm(WarnedTextForm):
    """Whether the city takes the revision that it has read; only an approver may accept it."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="決定",
        choices=[(ReportState.ACCEPTED, "受理する"), (ReportState.RETURNED, "差し戻す")],
        widget=forms.RadioSelect,
    )
    comment = GuardedCharField(
        label="市の意見",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="差し戻すときは、必ず理由を入力してください。次の版の「作り直した理由」として印字します。",
    )

    def __init__(self, *args: Any, may_accept: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_accept:
            returning = forms.ChoiceField(
                choices=[(ReportState.RETURNED, "差し戻す")], initial=ReportState.RETURNED, widget=forms.HiddenInput
            )
            self.fields |= {"decision": returning}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("decision") == ReportState.RETURNED and not data.get("comment") and "comment" not in self.errors:
            self.add_error("comment", "差し戻すときは、理由を入力してください。")
        return data
