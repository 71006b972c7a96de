from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator

from apps.contracts.enums import Weekday
from apps.contracts.models import term_of
from apps.core import spelling
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from . import numbers
from .actions import ApplicantData
from .enums import ReservationStatus
from .models import Slot, SlotPlan

_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_NO_NAMES = "氏名や電話番号は書かないでください。"


class TermDayField(DayField):
    """A day of some contract term: outside them nobody comes to a desk of ours."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and term_of(day) is None:
            raise ValidationError("どの契約期間にも入っていない日です。", code="outside_terms")
        return day


class AvailabilityForm(forms.Form):
    """Which desk, which week, for how many people. Nonsense falls back to the defaults of the page."""

    desk = forms.IntegerField(required=False)
    week = DayField(required=False)
    places = forms.IntegerField(min_value=1, max_value=99, required=False)


class HoldForm(forms.Form):
    slot = forms.ModelChoiceField(Slot.objects.all())
    places = forms.IntegerField(min_value=1, max_value=99)


class BookingForm(SubmissionForm, forms.Form):
    """What the caller says, in the order an operator asks for it."""

    name = GuardedCharField(label="氏名", max_length=60, widget=forms.TextInput(attrs=_PRIVATE))
    kana = GuardedCharField(
        label="カナ",
        max_length=80,
        help_text="ひらがな・半角カナでも入力できます。",
        widget=forms.TextInput(attrs=_PRIVATE),
    )
    phone = GuardedCharField(
        label="電話番号",
        max_length=30,
        help_text="全角・ハイフン付きでも入力できます。",
        widget=forms.TextInput(attrs={**_PRIVATE, "inputmode": "tel"}),
    )
    party_size = forms.IntegerField(label="人数", min_value=1, help_text="受け取る方の人数です。")

    def __init__(self, *args: Any, capacity: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = self.fields["party_size"]
        size.validators.append(MaxValueValidator(capacity, message=f"この枠の定員は{capacity}人です。"))
        size.widget.attrs["max"] = capacity

    def clean_name(self) -> str:
        return spelling.normalise_name(self.cleaned_data["name"])

    def clean_kana(self) -> str:
        kana = spelling.normalise_kana(self.cleaned_data["kana"])
        if not spelling.is_kana(kana):
            raise ValidationError("カナで入力してください。", code="kana")
        return kana

    def clean_phone(self) -> str:
        phone = spelling.normalise_phone(self.cleaned_data["phone"])
        if not spelling.is_phone(phone):
            raise ValidationError("0から始まる10桁または11桁の電話番号を入力してください。", code="phone")
        return phone

    @property
    def applicant(self) -> ApplicantData:
        return ApplicantData(
            name=self.cleaned_data["name"], kana=self.cleaned_data["kana"], phone=self.cleaned_data["phone"]
        )


class SearchForm(forms.Form):
    """One box for the two exact keys an operator may look with (a receipt number or a phone number)."""

    key = forms.CharField(
        label="受付番号または電話番号",
        max_length=30,
        help_text="完全に一致する予約だけを表示します。全角・ハイフン・空白はそのままで構いません。",
        widget=forms.TextInput(attrs={**_PRIVATE, "inputmode": "tel", "data-search": ""}),
    )

    number = ""
    phone = ""

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        number, phone = numbers.normalise(key), spelling.normalise_phone(key)
        if numbers.is_valid(number):
            self.number = number
        elif spelling.is_phone(phone):
            self.phone = phone
        elif number.isdigit() and len(number) == numbers.LENGTH:
            raise ValidationError("この受付番号はありません。聞き取りをもう一度確かめてください。", code="check_digit")
        else:
            raise ValidationError("受付番号（8桁）か、0から始まる電話番号を入力してください。", code="key")
        return key


class CancelForm(WarnedTextForm):
    reason = GuardedCharField(
        label="取消の理由",
        max_length=200,
        help_text=_NO_NAMES,
        widget=forms.TextInput(attrs={**_PRIVATE, "list": "cancel-reasons"}),
    )


class ChangeForm(SubmissionForm, WarnedTextForm):
    slot = forms.ModelChoiceField(
        Slot.objects.all(), error_messages={"required": "変更先の枠を選んでください。"}, widget=forms.HiddenInput
    )
    reason = GuardedCharField(
        label="変更の理由",
        max_length=200,
        help_text=_NO_NAMES,
        widget=forms.TextInput(attrs={**_PRIVATE, "list": "change-reasons"}),
    )


class UnmaskForm(WarnedTextForm):
    reason = GuardedCharField(
        label="表示する理由",
        max_length=200,
        help_text=f"監査の記録に残ります。{_NO_NAMES}",
        widget=forms.TextInput(attrs={**_PRIVATE, "list": "unmask-reasons"}),
    )


class SlotPlanForm(SubmissionForm, forms.ModelForm):
    weekdays = forms.TypedMultipleChoiceField(
        label="曜日",
        choices=Weekday.choices,
        coerce=int,
        initial=[day.value for day in list(Weekday)[:5]],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SlotPlan
        fields = (
            "desk",
            "weekdays",
            "first_time",
            "last_time",
            "step_minutes",
            "lunch_starts",
            "lunch_ends",
            "capacity",
            "valid_from",
            "valid_to",
        )
        widgets = dict.fromkeys(
            ("first_time", "last_time", "lunch_starts", "lunch_ends"), forms.TimeInput(attrs={"type": "time"})
        )
        field_classes = dict.fromkeys(("valid_from", "valid_to"), TermDayField)


class GenerateForm(forms.Form):
    """For which days slots are to be made."""

    first = TermDayField(label="作成する最初の日")
    last = TermDayField(label="作成する最後の日")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            raise ValidationError("最後の日は最初の日以後にしてください。")
        if first and last and (last - first).days > 366:
            raise ValidationError("一度に作成できるのは1年分までです。")
        return cleaned


class SlotDayForm(forms.Form):
    """Which desk and day to look at. Nonsense falls back to the first desk and today."""

    desk = forms.IntegerField(required=False)
    day = DayField(required=False)


class SlotStateForm(WarnedTextForm):
    """Stops or resumes one slot, with the reason that the history keeps."""

    state = forms.ChoiceField(label="操作", choices=[("closed", "停止"), ("open", "再開")])
    reason = GuardedCharField(label="停止・再開の理由", max_length=200, help_text=_NO_NAMES)


class ReadBackForm(forms.Form):
    read_back = forms.BooleanField(
        label="受付番号・日時・場所・持ち物を読み上げた",
        error_messages={"required": "読み上げてから、チェックを付けてください。"},
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[(status.value, status.label) for status in (ReservationStatus.CAME, ReservationStatus.NO_SHOW)]
    )
