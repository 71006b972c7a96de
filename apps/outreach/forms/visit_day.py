"""Forms of the day of a visit: one tap, one number, one report; all of them for a thumb."""

from datetime import datetime
from typing import Any

from django import forms

from apps.core.forms import GuardedCharField, MomentField, WarnedTextForm
from apps.core.submissions import RELOAD
from apps.outreach.actions.visit_day import REPORTED
from apps.outreach.enums import VisitCount
from apps.outreach.models import VisitResult

MOST_PEOPLE = 9_999
_WRONG = {"required": RELOAD, "invalid": RELOAD, "invalid_choice": RELOAD, "min_value": RELOAD, "max_value": RELOAD}


class LineForm(forms.Form):
    """Which line of the list, and what becomes of it."""

    item = forms.IntegerField(min_value=1, max_value=2**31 - 1, error_messages=_WRONG)
    do = forms.ChoiceField(
        choices=[(word, word) for word in ("tick", "untick", "back", "not_back")], error_messages=_WRONG
    )


class TapForm(forms.Form):
    """One person more or fewer; `key` is that of the page on which the button stood."""

    key = forms.UUIDField(error_messages=_WRONG)
    count = forms.TypedChoiceField(choices=VisitCount.choices, coerce=VisitCount, error_messages=_WRONG)
    step = forms.TypedChoiceField(choices=[("1", "+1"), ("-1", "-1")], coerce=int, error_messages=_WRONG)


class NumberForm(forms.Form):
    """How many people or sets of documents somebody confirms."""

    number = forms.IntegerField(
        min_value=0, max_value=MOST_PEOPLE, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = label


class VisitHoldForm(WarnedTextForm):
    """Why the visit begins although something is not packed."""

    unready_reason = GuardedCharField(
        label="そろわないものがある理由", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class VisitReportForm(WarnedTextForm):
    """The hours as they were, what went wrong, and the report of the visit; no names."""

    started_at = MomentField(label="実際の開始", required=False)
    ended_at = MomentField(label="実際の終了", required=False)
    incomplete_reason = GuardedCharField(
        label="未了の理由",
        max_length=200,
        required=False,
        help_text="未了の人がいるときに入力します。氏名は書きません。",
    )
    trouble = GuardedCharField(
        label="困難事例・トラブル",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="なかったときは空欄にします。氏名・電話番号は書きません。",
    )
    report = GuardedCharField(
        label="報告",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="実施の様子、施設からの要望など。完了にするときは必須です。",
    )

    @staticmethod
    def initial_of(result: VisitResult, now: datetime) -> dict[str, Any]:
        """What is saved; an end that is still to be entered is now, once the planned end has passed that day."""
        planned = result.visit.ends_at
        is_over = planned is not None and now >= planned and result.visit.is_on_its_day(now)
        return {name: getattr(result, name) for name in REPORTED} | {
            "ended_at": result.ended_at or (now if is_over else None)
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("started_at"), data.get("ended_at")
        if ends and not starts and "started_at" in data:
            self.add_error("started_at", "実際の開始を入力してください。")
        if starts and ends and starts >= ends:
            self.add_error("ended_at", "実際の終了は、実際の開始より後の時刻にしてください。")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in REPORTED}
