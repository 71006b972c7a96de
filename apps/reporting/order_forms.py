import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from apps.core.clock import long_month
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .models import OrderAnswer, ReportOrder
from .models.orders import LARGEST, LONGEST_LABEL, LONGEST_UNIT
from .order_actions import Row

MOST_ROWS = 12
NO_END = "終わりを定めない"
_LINE = re.compile(r"(?P<label>.+?)\s*[:\t]\s*(?P<number>-?[0-9][0-9,]*(?:\.[0-9])?)\s*(?P<unit>[^0-9:]*)")


class MonthField(forms.TypedChoiceField):
    """One of the months offered; its value is the first day."""

    def __init__(self, *, months: Sequence[date] = (), blank: str = "", **options: Any) -> None:
        choices = [(f"{month:%Y-%m}", long_month(month)) for month in months]
        first = [("", blank)] if blank else []
        super().__init__(choices=[*first, *choices], coerce=_first_day, empty_value=None, required=not blank, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value


def _first_day(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


class OrderForm(SubmissionForm, WarnedTextForm):
    """What the city wants to read besides, and in which months."""

    subject = GuardedCharField(
        label="件名", max_length=60, help_text="報告書の見出しになります。例：高齢の方からの問合せの状況"
    )
    wish = GuardedCharField(
        label="報告してほしい内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="報告書に印字します。個人情報は書かないでください。",
    )

    def __init__(self, *args: Any, months: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["first_month"] = MonthField(label="最初の月", months=months)
        self.fields["last_month"] = MonthField(label="最後の月", months=months, blank=NO_END)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_month"), data.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", "最後の月は、最初の月と同じ月かそれより後の月にしてください。")
        return data


class OrderEndForm(forms.Form):
    """Until which of the months reported an order holds, past ones too: only what was answered stays."""

    def __init__(self, *args: Any, months: Sequence[date], order: ReportOrder, **options: Any) -> None:
        super().__init__(*args, **({"initial": {"last_month": order.last_month}} | options))
        offered = sorted(
            {*(month for month in months if month >= order.first_month), *filter(None, [order.last_month])}
        )
        self.fields["last_month"] = MonthField(label="最後の月", months=offered, blank=NO_END)


class AnswerForm(WarnedTextForm):
    """The contractor's report on one ordered item for one month."""

    text = GuardedCharField(
        label="報告",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="報告書にそのまま印字します。個人情報は書かないでください。",
    )
    table = GuardedCharField(
        label="表",
        required=False,
        strip=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"1行に1つ、項目と数を「：」で区切ります。{MOST_ROWS}行まで。例　高齢の方からの電話：12件",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, answer: OrderAnswer | None, **options: Any) -> None:
        super().__init__(*args, **({"initial": written(answer)} | options))

    def look_again(self, stored: OrderAnswer | None) -> OrderAnswer | None:
        """The stored answer where the writer's page showed another one; the next press takes the place of this one."""
        seen = written(stored)["seen"]
        if self["seen"].value() == seen:
            return None
        self.data = {name: self.data[name] for name in self.data} | {"seen": seen}
        return stored

    def clean_table(self) -> list[Row]:
        """The lines as rows; an error names every line that is none by its place in what was typed."""
        typed = enumerate(self.cleaned_data["table"].splitlines(), start=1)
        lines = [(number, line) for number, line in typed if line.strip()]
        if len(lines) > MOST_ROWS:
            raise forms.ValidationError(f"表は{MOST_ROWS}行までです。")
        rows = [(number, read_row(line)) for number, line in lines]
        wrong = [f"{number}行目を「項目：数」の形にしてください。" for number, row in rows if row is None]
        if wrong:
            raise forms.ValidationError(wrong)
        return [row for _, row in rows if row]


def read_row(line: str) -> Row | None:
    """`電話：1,234件` in any width; None where it is no label with a number, or longer than a report prints."""
    found = _LINE.fullmatch(unicodedata.normalize("NFKC", line.strip()))
    if not found:
        return None
    row = Row(found["label"].strip(), Decimal(found["number"].replace(",", "")), found["unit"].strip())
    fits = len(row.label) <= LONGEST_LABEL and len(row.unit) <= LONGEST_UNIT and abs(row.number) < LARGEST
    return row if fits else None


def written(answer: OrderAnswer | None) -> dict[str, str]:
    """What the form begins with."""
    if answer is None:
        return {"seen": ""}
    table = "\n".join(f"{row.label}：{row.shown}" for row in answer.rows.all())
    return {"text": answer.text, "table": table, "seen": answer.answered_at.isoformat()}
