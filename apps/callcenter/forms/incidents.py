from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from apps.accounts.models import User
from apps.callcenter.enums import MisguidanceKind
from apps.callcenter.models import EmergencyProcedure, Inquiry
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .moments import MINUTE, MomentField

_NOBODY = "氏名・電話番号・住所などの個人情報は書かないでください。"
_LONGEST_AGO = timedelta(days=366)
_LONGEST_OPEN = timedelta(hours=12)
_LARGEST_NUMBER = 10


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HiddenMoment(forms.DateTimeInput):
    """A moment to the second that the page carries along."""

    input_type = "hidden"


class InquiryNumberForm(WarnedTextForm):
    """Names the inquiry it is about, if there is one, as the office quotes it: Q000123."""

    inquiry = GuardedCharField(
        label="問い合わせの番号", max_length=20, required=False, help_text="記録があるとき入力します（例：Q000123）。"
    )

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now

    def clean_inquiry(self) -> Inquiry | None:
        text = str(self.cleaned_data["inquiry"]).strip().upper().removeprefix("Q")
        if not text:
            return None
        is_number = text.isascii() and text.isdigit() and len(text) <= _LARGEST_NUMBER
        inquiry = Inquiry.objects.for_user(self.user).filter(pk=int(text)).first() if is_number else None
        if inquiry is None:
            raise ValidationError("この番号の問い合わせはありません。番号を確かめてください。", code="unknown")
        return inquiry


class MisguidanceForm(SubmissionForm, InquiryNumberForm):
    """A mistake of the centre, as it is found."""

    prefix = "misguidance"
    kind = forms.ChoiceField(label="区分", choices=MisguidanceKind.choices, widget=forms.RadioSelect)
    found_at = MomentField(label="判明した日時")
    said = GuardedCharField(
        label="案内・対応の内容",
        max_length=1000,
        widget=_area(4),
        help_text=f"何を案内したか、正しくは何か。{_NOBODY}",
    )
    measure = GuardedCharField(label="対応", max_length=1000, required=False, widget=_area(3))
    field_order = ["kind", "found_at", "said", "measure", "inquiry"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("found_at", self.now)

    def clean_found_at(self) -> datetime:
        found_at: datetime = self.cleaned_data["found_at"]
        if found_at > self.now:
            raise ValidationError("判明した日時がいまより後です。", code="future")
        if found_at < self.now - _LONGEST_AGO:
            raise ValidationError(f"{_LONGEST_AGO.days}日より前の判明は記録できません。", code="old")
        return found_at

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.field_order}


class SeenForm(WarnedTextForm):
    """Carries the version of the words that its writer saw, so that nobody else's are lost."""

    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def renew(self, version: str) -> None:
        """The form comes back beside the words as they are now: sent again, it takes their place."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = version
        self.data = data


class MeasureForm(SeenForm):
    """What was done about the mistake, and what will keep it from happening again."""

    prefix = "measure"
    measure = GuardedCharField(label="対応", max_length=1000, required=False, widget=_area(3), help_text=_NOBODY)
    prevention = GuardedCharField(
        label="再発防止策", max_length=1000, required=False, widget=_area(3), help_text=_NOBODY
    )


class EmergencyForm(SubmissionForm, InquiryNumberForm):
    """What is happening on the line; opened at the moment the key was pressed."""

    prefix = "emergency"
    procedure = forms.ModelChoiceField(
        EmergencyProcedure.objects.none(),
        label="種類",
        empty_label=None,
        widget=forms.RadioSelect(attrs={"autofocus": True}),
    )
    words = GuardedCharField(
        label="相手の言葉・状況",
        max_length=2000,
        required=False,
        widget=_area(4),
        help_text=f"後から書き足せます。言われたとおりに書きます。{_NOBODY}",
    )
    opened_at = MomentField(widget=HiddenMoment(format=f"{MINUTE}:%S"))
    field_order = ["procedure", "words", "inquiry", "opened_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        procedure = self.fields["procedure"]
        assert isinstance(procedure, forms.ModelChoiceField)
        procedure.queryset = EmergencyProcedure.objects.in_use()

    def clean_opened_at(self) -> datetime:
        opened_at: datetime = self.cleaned_data["opened_at"]
        if not self.now - _LONGEST_OPEN <= opened_at <= self.now:
            raise ValidationError("画面を読み込み直して、もう一度お試しください。", code="opened")
        return opened_at

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.field_order}


class EmergencyWordsForm(SeenForm):
    """What was said, written down while or after it happens."""

    prefix = "words"
    words = GuardedCharField(
        label="相手の言葉・状況", max_length=2000, widget=_area(5), help_text=f"言われたとおりに書きます。{_NOBODY}"
    )


class EmergencyEndForm(WarnedTextForm):
    """How it ended."""

    prefix = "end"
    outcome = GuardedCharField(label="結果", max_length=1000, widget=_area(3), help_text=_NOBODY)
