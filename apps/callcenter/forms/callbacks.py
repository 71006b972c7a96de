from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.callcenter.enums import AttemptResult, CallbackState
from apps.core import spelling
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .moments import MomentField

_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_LATEST_DUE = timedelta(days=31)


def _due(due_at: datetime | None, now: datetime) -> datetime | None:
    if due_at and due_at < now:
        raise ValidationError("折り返しの期限がいまより前です。", code="past")
    if due_at and due_at > now + _LATEST_DUE:
        raise ValidationError(f"{_LATEST_DUE.days}日より後の折り返しは登録できません。", code="late")
    return due_at


class CallbackForm(forms.Form):
    """Whom to call back, when and about what; all of it personal, encrypted. `values` is what the action saves."""

    prefix = "callback"
    use_required_attribute = False
    name = GuardedCharField(label="氏名", max_length=60, widget=forms.TextInput(attrs=_PRIVATE))
    kana = GuardedCharField(
        label="カナ",
        max_length=80,
        required=False,
        help_text="ひらがな・半角カナでも入力できます。",
        widget=forms.TextInput(attrs=_PRIVATE),
    )
    phone = GuardedCharField(
        label="電話番号",
        max_length=30,
        help_text="全角・ハイフン付きでも入力できます。",
        widget=forms.TextInput(attrs={**_PRIVATE, "inputmode": "tel"}),
    )
    wish = GuardedCharField(
        label="希望の時間帯", max_length=100, required=False, help_text="例：本日18時まで、明日の午前中。"
    )
    due_at = MomentField(
        label="折り返しの期限", required=False, help_text="空欄のときは、受付時間で数えて定めた時間の後とします。"
    )
    note = GuardedCharField(
        label="用件", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2, **_PRIVATE})
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_name(self) -> str:
        return spelling.normalise_name(self.cleaned_data["name"])

    def clean_kana(self) -> str:
        kana = spelling.normalise_kana(self.cleaned_data["kana"])
        if kana and not spelling.is_kana(kana):
            raise ValidationError("カナで入力してください。", code="kana")
        return kana

    def clean_phone(self) -> str:
        phone = spelling.normalise_phone(self.cleaned_data["phone"])
        if not spelling.is_phone(phone):
            raise ValidationError("0から始まる10桁または11桁の電話番号を入力してください。", code="phone")
        return phone

    def clean_due_at(self) -> datetime | None:
        return _due(self.cleaned_data["due_at"], self.now)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "kana", "phone", "wish", "due_at", "note")}


class CallbackCreateForm(SubmissionForm, CallbackForm):
    """A call-back that was promised in an inquiry saved without one."""


class ClaimForm(WarnedTextForm):
    """Why the number is to be shown; who sees it is the one who calls."""

    prefix = "claim"
    reason = GuardedCharField(
        label="表示する理由",
        max_length=200,
        initial="折り返しの架電のため",
        help_text="監査の記録に残ります。氏名や電話番号は書かないでください。",
        widget=forms.TextInput(attrs=_PRIVATE),
    )


class AttemptForm(SubmissionForm):
    """What came of the call; where nobody was reached, when to try again."""

    prefix = "attempt"
    result = forms.ChoiceField(label="結果", choices=AttemptResult.choices, widget=forms.RadioSelect)
    due_at = MomentField(
        label="次の折り返しの期限", required=False, help_text="つながらなかったとき。空欄のときは期限を変えません。"
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_due_at(self) -> datetime | None:
        return _due(self.cleaned_data["due_at"], self.now)


class CallbackEndForm(WarnedTextForm):
    """Why there will be no further call."""

    prefix = "end"
    state = forms.TypedChoiceField(
        label="終わり方",
        choices=[(state.value, state.label) for state in (CallbackState.DECLINED, CallbackState.ABANDONED)],
        coerce=CallbackState,
        widget=forms.RadioSelect,
    )
    reason = GuardedCharField(label="終了の理由", max_length=200, help_text="氏名や電話番号は書かないでください。")
