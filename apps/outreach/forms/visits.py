from datetime import date
from typing import Any

from django import forms

from apps.contracts.models import Agreement
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import Need, VenueItem, VisitStatus
from apps.outreach.models import Facility


class VisitRequestForm(SubmissionForm, WarnedTextForm):
    """What a facility asks for, as the office takes it down."""

    facility = forms.ModelChoiceField(
        label="施設", queryset=Facility.objects.filter(is_active=True), empty_label="選んでください"
    )
    head_count = forms.IntegerField(label="申請予定人数", min_value=1, max_value=999)
    requested_on = DayField(label="要請を受けた日")
    needs = forms.MultipleChoiceField(
        label="配慮が必要なこと", choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    venue = forms.MultipleChoiceField(
        label="施設で用意できるもの", choices=VenueItem.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    wish = GuardedCharField(
        label="施設の希望",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="希望の日時、会場の様子など。入所者の氏名などの個人情報は書かないでください。",
    )


class VisitConfirmForm(WarnedTextForm):
    """What a confirmation needs besides the button: nothing as a rule."""

    timing_reason = GuardedCharField(label="平日の日中以外に訪問する理由", required=False, max_length=200)
    counter_reason = GuardedCharField(label="窓口に運営責任者が残らない理由", required=False, max_length=200)
    limit_agreement = forms.ModelChoiceField(
        label="回数を超える訪問の協議",
        queryset=Agreement.objects.none(),
        required=False,
        empty_label="選んでください",
        help_text="年度の回数を超えて訪問することを、市と協議して決めたもの（回数の協議）を選びます。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limit_agreement"].queryset = Agreement.objects.decided(today)  # type: ignore[attr-defined]


class VisitCancelForm(WarnedTextForm):
    reason = GuardedCharField(label="中止の理由", max_length=200, help_text="施設の画面にも表示します。")


class VisitFilterForm(forms.Form):
    """The filter bar of the list."""

    status = forms.ChoiceField(label="状態", choices=[("", "すべて"), *VisitStatus.choices], required=False)
    facility = GuardedCharField(label="施設名", required=False, max_length=50)
    first = DayField(label="訪問日（から）", required=False)
    last = DayField(label="訪問日（まで）", required=False)
    mine = forms.BooleanField(label="自分の訪問だけ", required=False)
