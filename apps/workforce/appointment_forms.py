"""Who is given an office, and when one ends."""

from typing import Any

from django import forms

from apps.core.forms import DayField, GuardedCharField
from apps.core.spelling import is_phone, normalise_phone, spoken_phone
from apps.core.submissions import SubmissionForm

from .models import Appointment
from .people_forms import choose


class AppointmentForm(SubmissionForm, forms.ModelForm):
    """The next holder of an office; `succeeds` is the last holder whom the page showed."""

    succeeds = forms.ModelChoiceField(queryset=Appointment.objects.all(), required=False, widget=forms.HiddenInput)
    starts_on = DayField(label="開始日")
    consulted_on = DayField(label="市と協議した日")
    phone = GuardedCharField(
        label="業務用の連絡先電話番号",
        max_length=30,
        required=False,
        help_text="窓口の連絡先カードに表示します。個人の電話番号は入力しないでください。",
    )

    class Meta:
        model = Appointment
        fields = ["staff", "starts_on", "consulted_on", "document", "phone"]
        help_texts = {"document": "協議の記録の番号や、保管場所です。"}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", people)

    def clean_phone(self) -> str:
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone and not is_phone(phone):
            raise forms.ValidationError("電話番号を市外局番から入力してください。")
        return spoken_phone(phone) if phone else ""


class LastDayForm(forms.Form):
    ends_on = DayField(label="終了日")


class HistoryForm(forms.Form):
    submitted_on = DayField(label="業務履歴の提出日")
