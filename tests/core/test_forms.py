import pytest
from django import forms
from django.contrib.auth.models import Group

from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.textguard import SENTENCES

VALID = "123456789018"
CONFIRMATION = "個人情報ではないことを確認しました"


class NoteForm(WarnedTextForm):
    summary = GuardedCharField(label="内容", required=False)
    detail = GuardedCharField(label="詳細", required=False)
    code = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.CharField(), "入力してください。"),
        (forms.DateField(), "入力してください。"),
        (forms.ChoiceField(), "選んでください。"),
        (forms.MultipleChoiceField(), "選んでください。"),
        (forms.ModelChoiceField(Group.objects.none()), "選んでください。"),
        (forms.FileField(), "選んでください。"),
        (forms.BooleanField(), "確認して、チェックを入れてください。"),
        (forms.CharField(error_messages={"required": "お名前を伺ってください。"}), "お名前を伺ってください。"),
    ],
)
def test_empty_field_says_what_to_do(field, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(max_length=3), "あいうえ", "3文字以内で入力してください（現在4文字）。"),
        (forms.CharField(), "a\0", "使えない文字（NUL文字）が含まれています。"),
        (forms.ChoiceField(choices=[("a", "あ")]), "zzz", "一覧から選んでください。"),
        (forms.TypedChoiceField(choices=[("a", "あ")]), "zzz", "一覧から選んでください。"),
        (forms.MultipleChoiceField(choices=[("a", "あ")]), ["zzz"], "一覧から選んでください。"),
        (forms.MultipleChoiceField(choices=[("a", "あ")]), "zzz", "一覧から選んでください。"),
        (forms.ModelChoiceField(Group.objects.none()), "0", "一覧から選んでください。"),
        (forms.ModelMultipleChoiceField(Group.objects.none()), ["x"], "一覧から選んでください。"),
    ],
)
def test_faulty_field_says_what_is_expected(field, value, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [sentence]


def test_text_without_personal_data_passes_and_shows_no_tick_box():
    form = NoteForm({"summary": "更新の相談"})
    assert form.is_valid()
    assert "confirmed_text" not in form.fields
    assert CONFIRMATION not in NoteForm().as_p()


def test_warned_text_comes_back_filled_with_the_rule_and_a_tick_box():
    form = NoteForm({"summary": "山田様 090-1234-5678", "detail": "なし"})
    assert not form.is_valid()
    assert set(form.errors) == {"summary"}
    assert form.errors["summary"] == [SENTENCES["name"], SENTENCES["phone"]]
    html = form.as_p()
    assert CONFIRMATION in html
    assert "山田様 090-1234-5678" in html


def test_confirmed_text_is_saved():
    form = NoteForm({"summary": "山田様", "confirmed_text": "on"})
    assert form.is_valid()
    assert form.cleaned_data["summary"] == "山田様"


def test_tick_box_belongs_to_its_own_form():
    assert not NoteForm({"a-summary": "山田様", "b-confirmed_text": "on"}, prefix="a").is_valid()
    assert NoteForm({"a-summary": "山田様", "a-confirmed_text": "on"}, prefix="a").is_valid()


def test_my_number_is_refused_though_confirmed():
    form = NoteForm({"summary": VALID, "confirmed_text": "on"})
    assert form.errors["summary"] == [SENTENCES["my_number"]]


def test_text_that_was_there_before_is_not_asked_about_again():
    assert NoteForm({"summary": "山田様"}, initial={"summary": "山田様"}).is_valid()


def test_unguarded_field_is_not_judged():
    assert NoteForm({"code": "090-1234-5678"}).is_valid()


def test_model_form_is_warned_too(note):
    class NoteModelForm(WarnedTextForm, forms.ModelForm):
        class Meta:
            model = note
            fields = ["title", "body"]

    data = {"title": "件名", "body": "川越市元町1丁目3番地1"}
    form = NoteModelForm(data)
    assert form.errors == {"body": [SENTENCES["address"]]}
    assert NoteModelForm(data | {"confirmed_text": "on"}).save().body == data["body"]


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_every_sentence_says_what_to_do(sentence):
    assert sentence.endswith("保存してください。")
