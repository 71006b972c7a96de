import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseForm
from django.forms.boundfield import BoundWidget
from django.http import QueryDict

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import Result
from apps.callcenter.models import Escalation, FaqVersion, Inquiry, InquiryCategory, InquiryNote, LiveCall
from apps.core.forms import GuardedCharField, MomentField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.reservations import numbers
from apps.reservations.models import Reservation

from .callbacks import CallbackForm
from .escalations import EscalationForm

OLDEST_RECEIPT = timedelta(days=31)
CATEGORY_KEYS = "123456789abcdefghijklm"  # from the tenth on letters; n and / mean something else on every page


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: InquiryCategory) -> str:
        return obj.full_name


class CategoryRadios(forms.RadioSelect):
    """Each button tells its category's code to the page, which suggests one when a booking is made."""

    starts_focused = False

    def create_option(
        self, name: str, value: Any, label: Any, selected: Any, index: int, *rest: Any, **more: Any
    ) -> Any:
        option = super().create_option(name, value, label, selected, index, *rest, **more)
        option["attrs"] |= {"data-code": value.instance.code, "autofocus": self.starts_focused and index == 0}
        return option


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class InquiryForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """What the operator takes down of one call. `values` is what the action saves."""

    category = CategoryField(InquiryCategory.objects.none(), label="分類", empty_label=None, widget=CategoryRadios)
    result = forms.ChoiceField(label="結果", choices=Result.choices, initial=Result.COMPLETED, widget=forms.RadioSelect)
    reservation_number = GuardedCharField(label="受取予約の受付番号", max_length=30, required=False)
    received_at = MomentField(label="受付日時")
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Inquiry
        fields = ["category", "summary", "result", "target_section", "is_complaint", "handed_to", "received_at"]
        field_classes = {"handed_to": LeaderField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "target_section": forms.TextInput(attrs={"list": "sections"}),
        }
        help_texts = {
            "summary": "氏名・電話番号・住所は書かないでください。",
            "handed_to": "センター内で引き継いだとき。転送には数えません。",
        }
        labels = {"is_complaint": "苦情である", "handed_to": "運営責任者への引継ぎ"}

    field_order = [
        "category", "summary", "result", "target_section", "is_complaint", "handed_to", "reservation_number",
        "received_at",
    ]  # fmt: skip

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now
        category, leaders = self.fields["category"], self.fields["handed_to"]
        assert isinstance(category, CategoryField)
        assert isinstance(leaders, LeaderField)
        category.queryset = InquiryCategory.objects.choosable(self.instance.category_id).select_related("parent")
        in_charge = Q(role=Role.CC_LEADER, is_active=True) | Q(pk=self.instance.handed_to_id)
        leaders.queryset = User.objects.filter(in_charge).exclude(pk=user.pk)
        leaders.empty_label = "引き継いでいない"
        if not self.instance.pk:
            del self.fields["version"]
            self.fields["received_at"].required = False
            self.fields[
                "received_at"
            ].help_text = "空欄のときは、通話の着信日時（通話がなければ保存する日時）とします。"
        else:
            self.initial["version"] = self.instance.version
            if self.instance.reservation:
                self.initial.setdefault("reservation_number", numbers.grouped(self.instance.reservation.number))

    @property
    def category_groups(self) -> list[tuple[str, list[tuple[BoundWidget, str]]]]:
        """The radio buttons under their heading, each with its key (a blank where the keys have run out)."""
        radios = list(self["category"].subwidgets)
        keyed = zip(radios, CATEGORY_KEYS.ljust(len(radios)), strict=False)
        groups = groupby(keyed, lambda pair: pair[0].data["value"].instance.parent)
        return [(heading.name if heading else "", list(pairs)) for heading, pairs in groups]

    def clean_received_at(self) -> datetime | None:
        received_at: datetime | None = self.cleaned_data["received_at"]
        if received_at is None:
            return None
        if received_at > (self.instance.saved_at if self.instance.pk else self.now):
            raise ValidationError("受付日時が記録した日時より後です。", code="future")
        if received_at < self.now - OLDEST_RECEIPT:
            raise ValidationError(f"{OLDEST_RECEIPT.days}日より前の受付は記録できません。", code="old")
        return received_at

    def clean_reservation_number(self) -> Reservation | None:
        text = self.cleaned_data["reservation_number"]
        if not text:
            return None
        number = numbers.normalise(text)
        reservation = (
            Reservation.objects.for_user(self.user).with_number(number).first() if numbers.is_valid(number) else None
        )
        if reservation is None:
            raise ValidationError("この受付番号の予約はありません。番号を確かめてください。", code="unknown")
        return reservation

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "result" in data and "target_section" in data:
            is_referred = data["result"] == Result.REFERRED
            if is_referred and not data["target_section"]:
                self.add_error("target_section", "案内先を入力してください。")
            elif not is_referred and data["target_section"]:
                self.add_error("target_section", "結果が「案内」でないときは空欄にしてください。")
        return data

    def renew(self, version: str) -> None:
        """The form comes back beside the record as it is now: sent again, it is a correction of that."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = version
        self.data = data

    @property
    def values(self) -> dict[str, Any]:
        named = [name for name in self._meta.fields or () if name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in named} | {
            "reservation": self.cleaned_data["reservation_number"]
        }


class DeskForm(InquiryForm):
    """A new inquiry at the operator's desk: with the announced call it is about and the answers that served it.

    Both stand elsewhere on the page: the call in the strip of calls, the answers among the hits of the FAQ.
    """

    live_call = forms.ModelChoiceField(
        LiveCall.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "この通話は、いまはほかの方のものです。画面を読み込み直してください。"},
    )
    faq_versions = forms.ModelMultipleChoiceField(
        FaqVersion.objects.all(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls, categories = self.fields["live_call"], self.fields["category"].widget
        assert isinstance(categories, CategoryRadios)
        categories.starts_focused = not self.is_bound
        self.fields["summary"].widget.attrs |= {"data-key": "F7", "rows": 3}
        assert isinstance(calls, forms.ModelChoiceField)
        calls.queryset = LiveCall.objects.answered().filter(operator=self.user)

    @property
    def values(self) -> dict[str, Any]:
        """A call begins when it rings, by the telephone system's clock, which may be ahead of ours."""
        call: LiveCall | None = self.cleaned_data["live_call"]
        began_at = min(call.rung_at, self.now) if call else self.now
        return super().values | {"received_at": self.cleaned_data["received_at"] or began_at}


class RecordForms:
    """One record as it is posted: the inquiry, and what its result asks for besides.

    転送 needs the question to the city; 未了 may promise a call-back. What was typed for another result than the one
    chosen is given back, never dropped.
    """

    def __init__(
        self,
        inquiry: InquiryForm,
        *,
        now: datetime,
        data: QueryDict | None = None,
        initial: Mapping[str, Any] | None = None,
        takes_callback: bool = False,
    ) -> None:
        self.inquiry = inquiry
        self._is_escalated = Escalation.objects.filter(inquiry=inquiry.instance.pk).exists()
        self._stray: list[str] = []
        self.escalation: EscalationForm | None = None
        self.callback: CallbackForm | None = None
        result, source = (data.get("result"), data) if data is not None else (None, initial or {})
        if not self._is_escalated:
            typed = _under(EscalationForm.prefix, source)
            is_asked = result == Result.TRANSFERRED
            self.escalation = EscalationForm(data if is_asked else None, initial=typed, now=now)
            self._note_stray(result, Result.TRANSFERRED, typed)
        if takes_callback:
            typed = _under(CallbackForm.prefix, source)
            is_asked = result == Result.PENDING and bool(typed)
            self.callback = CallbackForm(data if is_asked else None, initial=typed, now=now)
            self._note_stray(result, Result.PENDING, typed)

    def _note_stray(self, result: str | None, its: Result, typed: Mapping[str, Any]) -> None:
        if result is not None and result != its and typed:
            self._stray.append(f"「{its.label}」の欄に入力があります。結果を選び直すか、その欄を空にしてください。")

    @property
    def bound(self) -> list[BaseForm]:
        return [form for form in (self.inquiry, self.escalation, self.callback) if form is not None and form.is_bound]

    @property
    def is_wrong(self) -> bool:
        return any(form.errors for form in self.bound)

    def is_valid(self) -> bool:
        """Whether all that was posted may be saved; asked again after an action added an error."""
        for form in self.bound:
            form.is_valid()
        if self.inquiry.is_bound:
            self._refuse_stray()
        return bool(self.bound) and not self.is_wrong

    def _refuse_stray(self) -> None:
        result = self.inquiry.cleaned_data.get("result")
        if self._is_escalated and result not in (None, Result.TRANSFERRED):
            self.inquiry.add_error("result", "市へ送付済みのため、結果は「転送」から変更できません。")
        while self._stray:
            self.inquiry.add_error("result", self._stray.pop())

    @property
    def submission_key(self) -> uuid.UUID:
        """Of the inquiry's form and of all that was posted with it: another call-back is another record."""
        key: uuid.UUID = self.inquiry.cleaned_data["submission_key"]
        parts = [values for values in (self.escalation_values, self.callback_values) if values is not None]
        return uuid.uuid5(key, json.dumps(parts, default=str, sort_keys=True)) if parts else key

    @property
    def escalation_values(self) -> dict[str, Any] | None:
        return self.escalation.values if self.escalation and self.escalation.is_bound else None

    @property
    def callback_values(self) -> dict[str, Any] | None:
        return self.callback.values if self.callback and self.callback.is_bound else None

    @property
    def values(self) -> dict[str, Any]:
        """Of the inquiry itself; the reason of a transfer is the question to the city."""
        if self.escalation and self.escalation.is_bound:
            reason = self.escalation.transfer_reason
        else:
            reason = self.inquiry.instance.transfer_reason if self._is_escalated else ""
        return self.inquiry.values | {"transfer_reason": reason}


def _under(prefix: str | None, posted: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into the fields of one form among several: `escalation-kind` as `kind`, nothing that is empty."""
    start = f"{prefix}-"
    return {name.removeprefix(start): value for name, value in posted.items() if name.startswith(start) and value}


class NoteForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """A remark on a saved inquiry."""

    class Meta:
        model = InquiryNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "個人情報は書かないでください。追記は後から消せません。"}
