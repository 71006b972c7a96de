import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.callcenter.enums import EscalationKind, Told
from apps.contracts.parameters import parameter
from apps.core.forms import WarnedTextForm

from .moments import ImpersonalField, MomentField

_NOBODY = "氏名・電話番号・住所などの個人情報は書かないでください。"
_LONGEST_AGO = timedelta(days=31)


class CityFormForm(WarnedTextForm):
    """When the city's electronic form went out, and its number: personal data go there and nowhere else."""

    use_required_attribute = False
    form_sent_at = MomentField(
        label="市の電子フォームの送付日時", required=False, help_text="空欄のときは、いまの時刻とします。"
    )
    form_number = ImpersonalField(
        label="市の電子フォームの受付番号",
        max_length=40,
        required=False,
        help_text="個人情報は、市の電子フォームだけで送ります。送らない用件では空欄にします。",
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_form_sent_at(self) -> datetime | None:
        sent_at: datetime | None = self.cleaned_data["form_sent_at"]
        if sent_at and sent_at > self.now:
            raise ValidationError("送付日時がいまより後です。", code="future")
        if sent_at and sent_at < self.now - _LONGEST_AGO:
            raise ValidationError(f"{_LONGEST_AGO.days}日より前の送付は記録できません。", code="old")
        return sent_at

    def clean_form_number(self) -> str:
        number = str(self.cleaned_data["form_number"]).upper()
        pattern = number and parameter("callcenter.city_form_pattern", timezone.localdate(self.now))
        if number and not re.fullmatch(pattern, number):
            raise ValidationError("市の電子フォームの受付番号の形が、定めた形と違います。", code="pattern")
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("form_sent_at") and data.get("form_number") == "":
            self.add_error("form_number", "送付した電子フォームの受付番号を入力してください。")
        elif data.get("form_number") and "form_sent_at" in data:
            data["form_sent_at"] = data["form_sent_at"] or self.now
        return data


class CityFormNumberForm(CityFormForm):
    """The form went out after the inquiry was saved: its number is entered later."""

    prefix = "city"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_number"].required = True


class EscalationForm(CityFormForm):
    """What the city is asked to decide, beside an inquiry with the result 転送. `values` is what `escalate` saves."""

    prefix = "escalation"
    kind = forms.ChoiceField(label="理由の区分", choices=EscalationKind.choices, widget=forms.RadioSelect)
    question = ImpersonalField(
        label="市に判断を求めること", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_NOBODY
    )
    is_reply_due = forms.BooleanField(label="市の回答を、センターから申出者に伝える", required=False)
    field_order = ["kind", "question", "is_reply_due", "form_number", "form_sent_at"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.field_order}

    @property
    def transfer_reason(self) -> str:
        """The reason as the inquiry itself carries it."""
        kind, question = EscalationKind(self.cleaned_data["kind"]), self.cleaned_data["question"]
        return f"{kind.label}：{question}"[:200]


class AnswerForm(WarnedTextForm):
    """What the city decided."""

    prefix = "answer"
    text = ImpersonalField(label="回答", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_NOBODY)


class ReturnForm(WarnedTextForm):
    """Why the city sends the matter back."""

    prefix = "return"
    text = ImpersonalField(
        label="差戻しの理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_NOBODY
    )


class ResendForm(WarnedTextForm):
    """What the centre adds when it sends the matter again."""

    prefix = "resend"
    text = ImpersonalField(label="補足", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_NOBODY)


class CloseForm(WarnedTextForm):
    """The end of an escalation; where the caller was promised the answer, whether they have heard it."""

    prefix = "close"
    told = forms.TypedChoiceField(
        label="申出者への連絡", choices=Told.choices, coerce=Told, widget=forms.RadioSelect, required=True
    )
    text = ImpersonalField(label="補足", max_length=1000, required=False, help_text=_NOBODY)

    def __init__(self, *args: Any, is_reply_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_reply_due:
            del self.fields["told"]
