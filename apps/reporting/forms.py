from collections.abc import Mapping
from typing import Any

from django import forms

from apps.core.forms import GuardedCharField, WarnedTextForm

from . import analysis, day_ends
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

        A month below the target asks for its cause and a measure besides, a day of the counters that is not signed
        everywhere for a reason; one that has not ended is not confirmed.
        """
        self.content = content
        if content:
            first = analysis.first_text(content, written, former)
            options["initial"] = options.get("initial", {}) | {"remarks": first}
        super().__init__(*args, **options)
        self.fields["remarks"].label = kind.remarks_name
        if kind == ReportKind.CALL_MONTHLY:
            self._ask_for_words()
        if content and analysis.is_below_target(content):
            for name, sentence in analysis.BELOW_TARGET.items():
                self.fields[name] = GuardedCharField(
                    label=BELOW_TARGET_LABELS[name],
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    error_messages={"required": sentence},
                )
        if content and day_ends.unsigned(content):
            self.fields["unsigned_reason"] = GuardedCharField(
                label="運営責任者の確認がない理由",
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="報告書にそのまま印字します。",
                error_messages={"required": day_ends.not_signed(content)},
            )

    def _ask_for_words(self) -> None:
        """第2-2-(7)-①-カ: the analysis and the proposal of a call centre's month; and that its gaps were read."""
        self.fields["remarks"].required = True
        self.fields["remarks"].error_messages["required"] = analysis.WRITTEN["remarks"]
        self.fields["proposal"] = GuardedCharField(
            label="意見・提案",
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="ないときは「特になし」と入力してください。報告書にそのまま印字します。",
            error_messages={"required": analysis.WRITTEN["proposal"]},
        )
        if self.content and analysis.log_doubts(self.content):
            self.fields["log_read"] = forms.BooleanField(
                label="通話記録の欠けを確かめ、このまま報告します",
                help_text="確かめた者の氏名を報告書に印字します。",
                error_messages={"required": "通話記録の欠けを確かめてから、印を付けてください。"},
            )

    def clean(self) -> dict[str, Any]:
        for row in day_ends.unclosed(self.content) if self.content else ():
            self.add_error(None, day_ends.NOT_CLOSED.format(row["site_name"]))
        return super().clean() or self.cleaned_data

    def log_doubts(self) -> list[str]:
        """What the telephone log of the month lacks, to be read before the report is confirmed."""
        return analysis.log_doubts(self.content) if self.content else []

    def facts_not_said(self) -> list[str]:
        """What the numbers say now and the remarks in the field do not."""
        return analysis.facts_not_said(self.content, self["remarks"].value() or "") if self.content else []


class RemakeForm(forms.Form):
    """Why a report that was issued is made anew."""

    reason = GuardedCharField(
        label="作り直す理由", max_length=500, help_text="提出済の版はそのまま残り、次の版ができます。"
    )


class WithdrawForm(forms.Form):
    """Why the next revision is taken back before its issue."""

    reason = GuardedCharField(
        label="取りやめる理由", max_length=500, help_text="受託者の記録に残ります。市には表示しません。"
    )


class WithholdForm(forms.Form):
    """Which of the places that a page of a making has listed is not to be repeated."""

    place = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ClearanceForm(forms.Form):
    """Lets a report through although its texts look like personal data: a person has read every place."""

    places = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    read_all = forms.BooleanField(
        label="すべての箇所の文章を読み、個人情報ではないことを確認しました",
        error_messages={"required": "すべての箇所の文章を読んでから、確認の欄にチェックを入れてください。"},
    )

    def said(self) -> dict[str, Any]:
        """How many places were read, and of which making."""
        return {name: self.cleaned_data[name] for name in ("places", "seen")}


class DecisionForm(WarnedTextForm):
    """Whether the city takes the paper that it has read, a report or an invoice."""

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
        help_text="差し戻すときは、必ず理由を入力してください。",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("decision") == ReportState.RETURNED and not data.get("comment") and "comment" not in self.errors:
            self.add_error("comment", "差し戻すときは、理由を入力してください。")
        return data


class ReportDecisionForm(DecisionForm):
    """The same of a report, whose every reader at the city may return it; only an approver may accept it."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_accept: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["comment"].help_text += "次の版の「作り直した理由」として印字します。"
        if not may_accept:
            returning = forms.ChoiceField(
                choices=[(ReportState.RETURNED, "差し戻す")], initial=ReportState.RETURNED, widget=forms.HiddenInput
            )
            self.fields |= {"decision": returning}
