from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import Result
from apps.callcenter.models import Inquiry, InquiryCategory, InquiryNote
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.reservations import numbers
from apps.reservations.models import Reservation

OLDEST_RECEIPT = timedelta(days=31)
MINUTE = "%Y-%m-%dT%H:%M"


class CategoryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: InquiryCategory) -> str:
        return obj.full_name


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class InquiryForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """What the operator takes down of one call. `values` is what the action saves."""

    category = CategoryField(InquiryCategory.objects.none(), label="分類", empty_label=None, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="結果", choices=Result.choices, initial=Result.COMPLETED, widget=forms.RadioSelect)
    reservation_number = GuardedCharField(
        label="受取予約の受付番号", max_length=30, required=False, help_text="予約に関する用件のとき入力します。"
    )
    received_at = forms.DateTimeField(
        label="受付日時",
        input_formats=[MINUTE, f"{MINUTE}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE),
    )

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Inquiry
        fields = [
            "category", "summary", "result", "target_section", "transfer_reason", "is_complaint", "handed_to",
            "received_at",
        ]  # fmt: skip
        field_classes = {"handed_to": LeaderField}
        widgets = {"summary": forms.Textarea(attrs={"rows": 4}), "target_section": forms.TextInput({"list": "sections"})}
        help_texts = {
            "summary": "氏名・電話番号・住所などの個人情報は書かないでください。",
            "handed_to": "センター内で引き継いだとき。転送には数えません。",
        }
        labels = {"is_complaint": "苦情である", "handed_to": "運営責任者への引継ぎ"}

    field_order = [
        "category", "summary", "result", "target_section", "transfer_reason", "is_complaint", "handed_to",
        "reservation_number", "received_at",
    ]  # fmt: skip

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now
        category = self.fields["category"]
        assert isinstance(category, CategoryField)
        category.queryset = InquiryCategory.objects.choosable(self.instance.category_id).select_related("parent")
        leaders = self.fields["handed_to"]
        assert isinstance(leaders, LeaderField)
        leaders.queryset = User.objects.filter(
            Q(role=Role.CC_LEADER, is_active=True) | Q(pk=self.instance.handed_to_id)
        ).exclude(pk=user.pk)
        leaders.empty_label = "引き継いでいない"
        if not self.instance.pk:
            del self.fields["version"]
            self.fields["received_at"].required = False
            self.fields["received_at"].help_text = "空欄なら、通話の着信日時（通話がなければ保存する日時）です。"
        else:
            self.initial["version"] = self.instance.version
            if self.instance.reservation:
                self.initial.setdefault("reservation_number", numbers.grouped(self.instance.reservation.number))

    def clean_received_at(self) -> datetime:
        received_at: datetime = self.cleaned_data["received_at"] or self.now
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
        for result, field, wanted in (
            (Result.REFERRED, "target_section", "案内先を入力してください。"),
            (Result.TRANSFERRED, "transfer_reason", "転送の理由を入力してください。"),
        ):
            if "result" not in data or field not in data:
                continue
            if data["result"] == result and not data[field]:
                self.add_error(field, wanted)
            elif data["result"] != result and data[field]:
                self.add_error(field, f"結果が「{result.label}」でないときは空欄にしてください。")
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


class NoteForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """A remark on a saved inquiry."""

    class Meta:
        model = InquiryNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "個人情報は書かないでください。追記は後から消せません。"}
