from datetime import date
from typing import Any

from django import forms

from apps.contracts.models import Agreement, ContractTerm
from apps.core.clock import long_month
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm

from .enums import AccountKind, InspectionResult, PaymentChangeKind
from .models import InvoiceIssuer

MOST_YEN = 999_999_999_999


class YenField(forms.IntegerField):
    """Whole yen; the commas of a copied amount are read over."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"min_value": 0, "max_value": MOST_YEN} | options))
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "")
        return super().to_python(value)


class CompletionForm(forms.Form):
    """The contractor's notice that the month's work is done."""

    notified_on = DayField(label="完了の通知日", help_text="市の検査の期限は、この日を1日目として数えます。")


class InspectionForm(WarnedTextForm):
    """What the city found."""

    result = forms.ChoiceField(label="結果", choices=InspectionResult.choices, widget=forms.RadioSelect)
    inspected_on = DayField(label="検査日")
    comment = GuardedCharField(
        label="補正の内容・意見",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不合格のとき、必ず補正の内容を入力してください。",
    )
    correct_by = DayField(
        label="補正の期限", required=False, help_text="不合格のときの期限です。合格のときは記録しません。"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("result") == InspectionResult.FAILED:
            for name, words in (("comment", "補正の内容"), ("correct_by", "補正の期限")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, f"不合格のときは、{words}を入力してください。")
        return data


class PaymentForm(forms.Form):
    """The day on which the city paid."""

    paid_on = DayField(label="支払日")


class ContractSumForm(forms.Form):
    """The sum of the contract paper, without tax."""

    total_yen = YenField(label="契約金額（税抜・円）", min_value=1)


class IssuerForm(forms.ModelForm):
    """Who claims, and the account to pay to."""

    account_kind = forms.ChoiceField(label="預金の種類", choices=AccountKind.choices, widget=forms.RadioSelect)

    class Meta:
        model = InvoiceIssuer
        fields = [
            "contract_number",
            "address",
            "representative",
            "registration_number",
            "bank",
            "branch",
            "account_kind",
            "account_number",
            "account_name",
        ]
        help_texts = {
            "contract_number": "番号がないときは空欄にしてください。",
            "registration_number": "Tに続く13桁の数字です。登録を受けていないときは空欄にしてください。",
            "account_number": "7桁の数字です。足りない桁は前に0を付けます。",
        }


class PaymentChangeForm(WarnedTextForm):
    """What the parties agreed to pay otherwise than the schedule says."""

    kind = forms.ChoiceField(label="変更の内容", choices=PaymentChangeKind.choices, widget=forms.RadioSelect)
    last_day = DayField(label="業務の最終日", required=False, help_text="契約の終了のときに入力してください。")
    month = forms.TypedChoiceField(
        label="対象月",
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
        help_text="額の変更と税率の変更のときに選んでください。",
    )
    net = YenField(label="協議の額（税抜・円）", required=False, help_text="額の変更のときに入力してください。")
    percent = forms.IntegerField(
        label="税率（％）", min_value=0, max_value=100, required=False, help_text="税率の変更のときに入力してください。"
    )
    agreement = forms.ModelChoiceField(
        label="協議",
        queryset=Agreement.objects.none(),
        empty_label="選んでください",
        help_text="決定の記録がある協議だけを選べます。",
    )
    reason = GuardedCharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    NEEDED: dict[str, tuple[str, ...]] = {
        PaymentChangeKind.END: ("last_day",),
        PaymentChangeKind.AMOUNT: ("month", "net"),
        PaymentChangeKind.TAX: ("month", "percent"),
    }

    def __init__(self, *args: Any, term: ContractTerm, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [("", "選んでください"), *((day.isoformat(), long_month(day)) for day in term.months())]
        self.fields["month"].choices = months  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = Agreement.objects.decided(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.NEEDED.get(data.get("kind", ""), ()):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label}を入力してください。")
        if data.get("kind") == PaymentChangeKind.END and data.get("last_day"):
            data["month"] = data["last_day"].replace(day=1)
        return data


class PenaltyForm(forms.Form):
    contract_sum = YenField(label="契約金額（税込・円）")


class EndForm(forms.Form):
    last_day = DayField(label="業務の最終日")


class ReductionForm(forms.Form):
    month_net = YenField(label="月の額（税抜・円）")
    days_of_month = forms.IntegerField(label="月の日数", min_value=1, max_value=31)
    days_missing = forms.IntegerField(label="業務を行わなかった日数", min_value=0, max_value=31)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("days_missing", 0) > data.get("days_of_month", 31):
            self.add_error("days_missing", "月の日数以下にしてください。")
        return data


class InterestForm(forms.Form):
    amount = YenField(label="支払が遅れた額（税込・円）")
    days_late = forms.IntegerField(label="遅れた日数", min_value=0, max_value=9999)
