"""The shared components in a real browser: what a field tells, where an error leads, what a list shows."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import get_template
from django.utils.datastructures import MultiValueDict
from playwright.sync_api import Page, expect

from .conftest import SAMPLE_ORIGIN, barriers, look, show

pytestmark = pytest.mark.e2e


@pytest.fixture
def origin() -> str:
    return SAMPLE_ORIGIN


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="分類", choices=[("a", "受取予約"), ("b", "更新"), ("c", "その他")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="内容", help_text="個人情報は書かないでください。", widget=forms.Textarea)
    urgent = forms.BooleanField(label="緊急", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


FORM = """<form method="post">
  {% include "_components/form_errors.html" %}
  {{ form.key }}
  {% include "_components/choice_buttons.html" with field=form.kind %}
  {% include "_components/field.html" with field=form.note %}
  {% include "_components/field.html" with field=form.urgent %}
</form>"""


def test_a_field_names_itself_its_hint_and_that_it_is_required(page: Page) -> None:
    show(page, FORM, form=RequestForm())
    note = page.get_by_role("textbox", name="内容 必須")
    expect(note).to_have_accessible_description("個人情報は書かないでください。")
    expect(page.get_by_role("alert")).to_be_hidden()
    assert barriers(page) == []


def test_a_wrong_form_opens_at_its_summary_whose_links_lead_to_the_fields(page: Page) -> None:
    show(page, FORM, form=RequestForm(MultiValueDict()))
    summary = page.get_by_role("alert").filter(has_text="入力内容を確かめてください")
    expect(summary).to_be_focused()
    note = page.get_by_role("textbox", name="内容")
    expect(note).to_have_attribute("aria-invalid", "true")
    expect(note).to_have_accessible_description("個人情報は書かないでください。 入力してください。")
    summary.get_by_role("link", name="内容").click()
    expect(note).to_be_focused()
    summary.get_by_role("link", name="分類").click()
    expect(page.get_by_role("radio", name="受取予約")).to_be_focused()
    assert barriers(page) == []
    look(page, "form-with-errors")


def test_choices_are_picked_by_number(page: Page) -> None:
    show(page, FORM, form=RequestForm())
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="更新")).to_be_checked()


def test_page_links_keep_the_filter(page: Page) -> None:
    rows = Paginator(range(30), 10).page(2)
    show(page, "{% include '_components/pagination.html' with page=rows %}", "/sample/?word=photo&page=2", rows=rows)
    expect(page.get_by_text("2 / 3 ページ（全 30 件）")).to_be_visible()
    expect(page.get_by_role("link", name="次へ")).to_have_attribute("href", "?word=photo&page=3")


def test_a_figure_reads_with_its_thousands(page: Page) -> None:
    show(page, "{% include '_components/summary_card.html' with label='着信' value=2476 unit='件' %}")
    expect(page.locator(".card")).to_contain_text("2,476件")


def test_a_figure_without_anything_to_count_reads_as_a_dash(page: Page) -> None:
    show(page, "{% include '_components/summary_card.html' with label='応答率' value=None unit='％' %}")
    expect(page.locator(".card")).to_contain_text("応答率")
    expect(page.locator(".big-number")).to_have_text("—")
    expect(page.locator(".card")).not_to_contain_text("％")


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("403", "この画面は使えません"),
        ("403_csrf", "送信できませんでした"),
        ("404", "ページが見つかりません"),
        ("429", "しばらくお待ちください"),
        ("500", "処理できませんでした"),
    ],
)
def test_pages_for_faults_stand_in_the_frame_without_a_request(name: str, heading: str) -> None:
    html = get_template(f"{name}.html").render()
    assert f"<h1>{heading}</h1>" in html
    assert "はじめの画面に戻る" in html
