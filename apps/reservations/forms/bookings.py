"""Looking for a place, booking it, and everything that becomes of a reservation."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from apps.core import spelling
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.reservations import numbers
from apps.reservations.actions import ApplicantData
from apps.reservations.city_list import normalise_number
from apps.reservations.enums import OUTCOMES, WishedTime
from apps.reservations.models import PickupDesk, Slot

from .fields import LARGEST_PARTY, NO_NAMES, PRIVATE, CaseField, TermDayField


class AvailabilityForm(forms.Form):
    """Which desk, which week, for how many people. Nonsense falls back to the defaults of the page."""

    desk = forms.IntegerField(required=False)
    week = DayField(required=False)
    places = forms.IntegerField(min_value=1, max_value=LARGEST_PARTY, required=False)
    spread = forms.BooleanField(required=False)


class HoldForm(forms.Form):
    slot = forms.ModelChoiceField(Slot.objects.all())
    places = forms.IntegerField(min_value=1, max_value=LARGEST_PARTY)
    spread = forms.BooleanField(required=False)


class DeskPanelForm(forms.Form):
    """What the booking panel shows (desk, day, people, the slot chosen so far) and which of its buttons was pressed.

    Nonsense is passed over: the panel shows its defaults. The caller's data stand in `BookingForm`.
    """

    shown_desk = forms.ModelChoiceField(PickupDesk.objects.active(), required=False)
    shown_day = DayField(required=False)
    party_size = forms.IntegerField(min_value=1, max_value=LARGEST_PARTY, required=False)
    spread = forms.BooleanField(required=False)
    slot = forms.ModelChoiceField(Slot.objects.select_related("desk"), required=False)

    desk = forms.ModelChoiceField(PickupDesk.objects.active(), required=False)
    day = DayField(required=False)
    hold = forms.ModelChoiceField(Slot.objects.select_related("desk"), required=False)
    earliest = forms.ModelChoiceField(PickupDesk.objects.active(), required=False)
    afternoon = forms.ModelChoiceField(PickupDesk.objects.active(), required=False)


class ApplicantForm(SubmissionForm, forms.Form):
    """Who the caller is, in the order an operator asks for it."""

    name = GuardedCharField(label="氏名", max_length=60, widget=forms.TextInput(attrs=PRIVATE))
    kana = GuardedCharField(
        label="カナ",
        max_length=80,
        help_text="ひらがな・半角カナでも入力できます。",
        widget=forms.TextInput(attrs=PRIVATE),
    )
    phone = GuardedCharField(
        label="電話番号",
        max_length=30,
        help_text="全角・ハイフン付きでも入力できます。",
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel"}),
    )

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


class BookingForm(ApplicantForm):
    """What the caller says for one slot, or for the slots that follow each other from it on (`spread`)."""

    party_size = forms.IntegerField(label="人数", validators=[MinValueValidator(1)], help_text="受け取る方の人数です。")
    case = CaseField()
    spread = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, capacity: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = self.fields["party_size"]
        most = capacity
        sentence = f"この枠の定員は{capacity}人です。"
        if self["spread"].value() in {True, "on", "True", "true"}:
            most, sentence = LARGEST_PARTY, f"一度に予約できるのは{LARGEST_PARTY}人までです。"
        size.validators.append(MaxValueValidator(most, message=sentence))
        size.widget.attrs |= {"min": 1, "max": most}


class WaitingForm(ApplicantForm):
    """What a caller waits for who finds no place."""

    desk = forms.ModelChoiceField(PickupDesk.objects.active(), label="窓口", empty_label=None)
    first_day = TermDayField(label="希望の最初の日")
    last_day = TermDayField(label="希望の最後の日")
    wished_time = forms.TypedChoiceField(
        label="希望の時間帯",
        choices=WishedTime.choices,
        coerce=WishedTime,
        initial=WishedTime.ANY,
        widget=forms.RadioSelect,
    )
    party_size = forms.IntegerField(label="人数", min_value=1, max_value=LARGEST_PARTY, initial=1)

    field_order = ("desk", "first_day", "last_day", "wished_time", "party_size", "name", "kana", "phone")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "希望の最後の日は、最初の日以後にしてください。")
        elif last and last < self.today:
            self.add_error("last_day", "希望の最後の日は、今日以後にしてください。")
        return cleaned


class WaitingBookForm(SubmissionForm, forms.Form):
    """The slot that a called-back person agreed to."""

    slot = forms.ModelChoiceField(
        Slot.objects.all(), error_messages={"required": "枠を選んでください。"}, widget=forms.HiddenInput
    )
    case = CaseField()


class SearchForm(forms.Form):
    """One box for the exact keys an operator may look with: a receipt number, ours or the city's, or a phone number."""

    key = forms.CharField(
        label="受付番号または電話番号",
        max_length=30,
        help_text="完全に一致する予約だけを表示します。全角・ハイフン・空白はそのままで構いません。",
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel", "data-search": ""}),
    )

    number = ""
    city_number = ""
    phone = ""

    def __init__(self, *args: Any, has_city_numbers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_city_numbers = has_city_numbers

    def clean_key(self) -> str:
        key = self.cleaned_data["key"]
        number, phone = numbers.normalise(key), spelling.normalise_phone(key)
        if numbers.is_valid(number):
            self.number = number
        elif spelling.is_phone(phone):
            self.phone = phone
        if self.has_city_numbers:
            self.city_number = normalise_number(key)
        if self.number or self.phone or self.city_number:
            return key
        if number.isdigit() and len(number) == numbers.LENGTH:
            raise ValidationError("この受付番号はありません。聞き取りをもう一度確かめてください。", code="check_digit")
        raise ValidationError("受付番号（8桁）か、0から始まる電話番号を入力してください。", code="key")


class CancelForm(WarnedTextForm):
    reason = GuardedCharField(
        label="取消の理由",
        max_length=200,
        help_text=NO_NAMES,
        widget=forms.TextInput(attrs={**PRIVATE, "list": "cancel-reasons"}),
    )


class ChangeForm(SubmissionForm, WarnedTextForm):
    slot = forms.ModelChoiceField(
        Slot.objects.all(), error_messages={"required": "変更先の枠を選んでください。"}, widget=forms.HiddenInput
    )
    reason = GuardedCharField(
        label="変更の理由",
        max_length=200,
        help_text=NO_NAMES,
        widget=forms.TextInput(attrs={**PRIVATE, "list": "change-reasons"}),
    )
    seen_slot = forms.IntegerField(required=False, widget=forms.HiddenInput)
    spread = forms.BooleanField(required=False, widget=forms.HiddenInput)


class UnmaskForm(WarnedTextForm):
    reason = GuardedCharField(
        label="表示する理由",
        max_length=200,
        help_text=f"監査の記録に残ります。{NO_NAMES}",
        widget=forms.TextInput(attrs={**PRIVATE, "list": "unmask-reasons"}),
    )


class ReadBackForm(forms.Form):
    read_back = forms.BooleanField(
        label="受付番号・日時・場所・持ち物を読み上げた",
        error_messages={"required": "読み上げてから、チェックを付けてください。"},
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(status.value, status.label) for status in OUTCOMES])
    back = forms.CharField(required=False)


class AttemptForm(SubmissionForm):
    """Nobody answered: one press on one line of the list, `about` which."""

    about = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(forms.Form):
    """Which day to look at. Nonsense falls back to the default of the page."""

    day = DayField(required=False)
    desk = forms.IntegerField(required=False)
