from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.callcenter.enums import FaqPhase
from apps.callcenter.faq import LONGEST_SEARCH
from apps.callcenter.models import FaqDisclosure, FaqProposal, FaqVersion, InquiryCategory
from apps.contracts.models import Agreement, Document
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .incidents import SeenForm
from .inquiries import CategoryField


class FaqSearchForm(forms.Form):
    """What is looked for in the FAQ. Everything is optional."""

    q = GuardedCharField(
        label="語句", max_length=LONGEST_SEARCH, required=False, help_text="個人情報を入力しないでください。"
    )
    category = CategoryField(
        InquiryCategory.objects.select_related("parent"), label="分類", required=False, empty_label="すべて"
    )


class FaqSentenceForm(FaqSearchForm):
    """The same beside the operator's form, where the content of the inquiry is what is looked for."""

    q = GuardedCharField(label="語句", required=False)


class FaqFilterForm(FaqSearchForm):
    """The list of those who see every version: by its state as well."""

    phase = forms.ChoiceField(label="状態", required=False, choices=[("", "すべて"), *FaqPhase.choices])


class FaqVersionForm(SubmissionForm, SeenForm, forms.ModelForm):
    """The words of one version. `values` is what the action saves; `category` is asked for a new entry only."""

    category = CategoryField(
        InquiryCategory.objects.filter(is_active=True).select_related("parent"),
        label="分類",
        empty_label="選んでください",
    )
    source_on = DayField(
        label="出典の日付", required=False, help_text="出典が出された日、または最後に改められた日です。"
    )

    class Meta:
        model = FaqVersion
        fields = [
            "question", "answer", "keywords", "source", "source_url", "source_document", "source_on", "change_note",
        ]  # fmt: skip
        widgets = {
            "answer": forms.Textarea({"rows": 8}),
            "change_note": forms.Textarea({"rows": 2}),
            "source_url": forms.TextInput({"inputmode": "url"}),
        }
        help_texts = {
            "answer": "電話で読み上げる文です。個人情報は書かないでください。",
            "source": "法令、国の案内、市の要綱など、答えのもとになったものの名前です。",
            "source_document": "業務マニュアルなど、この契約の文書から答えるとき選びます。",
        }

    field_order = ["category", *Meta.fields]

    def __init__(self, *args: Any, today: date, is_first: bool, is_new_entry: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        documents = self.fields["source_document"]
        assert isinstance(documents, forms.ModelChoiceField)
        documents.queryset, documents.empty_label = Document.objects.all(), "文書によらない"
        if is_first:
            del self.fields["change_note"]
        else:
            self.fields["change_note"].required = True
        if not is_new_entry:
            del self.fields["category"]

    def clean_source_on(self) -> date | None:
        source_on: date | None = self.cleaned_data["source_on"]
        if source_on is not None and source_on > self.today:
            raise ValidationError("出典の日付は、今日かそれより前の日にしてください。", code="future")
        return source_on

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class FaqDecisionForm(SeenForm):
    """The city's answer to a submitted version."""

    APPROVE, RETURN = "approve", "return"

    decision = forms.ChoiceField(
        label="決定", choices=[(APPROVE, "承認する"), (RETURN, "差し戻す")], widget=forms.RadioSelect
    )
    in_force_from = DayField(label="適用開始日", required=False, help_text="承認するとき。この日から電話で使います。")
    reason = GuardedCharField(
        label="差戻しの理由",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="差し戻すとき。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["in_force_from"].initial = today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == self.APPROVE and "in_force_from" in data:
            if data["in_force_from"] is None:
                self.add_error("in_force_from", "適用開始日を入力してください。")
            elif data["in_force_from"] < self.today:
                self.add_error("in_force_from", "適用開始日は、今日かそれより後の日にしてください。")
        if data.get("decision") == self.RETURN and "reason" in data and not data["reason"]:
            self.add_error("reason", "差し戻す理由を入力してください。")
        return data


class FaqReasonForm(WarnedTextForm):
    """Why an answer is ended, or a proposal not taken up."""

    reason = GuardedCharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 2}))


class FaqSourceForm(WarnedTextForm):
    """What came of reading the source again."""

    SAME, CHANGED = "same", "changed"

    outcome = forms.ChoiceField(
        label="出典を確かめた結果",
        choices=[(SAME, "変わっていない"), (CHANGED, "変わっていた")],
        widget=forms.RadioSelect,
    )
    change = GuardedCharField(
        label="変更点",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="変わっていたとき。",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("outcome") == self.CHANGED and "change" in data and not data["change"]:
            self.add_error("change", "変更点を入力してください。")
        if data.get("outcome") == self.SAME:
            data["change"] = ""
        return data


class FaqProposalForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """What an operator wishes the FAQ to say."""

    class Meta:
        model = FaqProposal
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 5})}
        help_texts = {"text": "どんな質問に、どう答えられるとよいかを書きます。個人情報は書かないでください。"}


class AgreementField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Agreement) -> str:
        return f"{obj.code} {obj.title}"


class FaqDisclosureForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """To whom the manual was given, why, and that the city consented before."""

    consented_on = DayField(label="市が認めた日")
    given_on = DayField(label="提供日")
    agreement = AgreementField(
        Agreement.objects.order_by("code"), label="協議", required=False, empty_label="協議の記録によらない"
    )

    class Meta:
        model = FaqDisclosure
        fields = ["recipient", "purpose", "scope", "consented_on", "consented_by", "agreement", "given_on"]
        widgets = {"purpose": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        consented_on, given_on = data.get("consented_on"), data.get("given_on")
        if given_on and given_on > self.today:
            self.add_error("given_on", "提供日は、今日かそれより前の日にしてください。")
        if consented_on and given_on and given_on < consented_on:
            self.add_error("given_on", "提供日は、市が認めた日と同じ日かそれより後の日にしてください。")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
