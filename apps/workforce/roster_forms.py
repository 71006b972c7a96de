"""Forms of the roster's pages: the reason of a change, the week to copy, a file to read in, a pattern."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from apps.contracts.models import Site
from apps.core.clock import FIRST_DAY, LAST_DAY, short_date
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm

from .breaks import Span, misplaced_break, shortage_of, shortage_sentence
from .models import ShiftPattern
from .roster_cells import MOST_BREAKS, half_width, parse_span

LARGEST_UPLOAD = 2_000_000
MOST_WEEKS = 5
WEEK = timedelta(days=7)


class ReasonForm(WarnedTextForm):
    """Why something published changes; asked for only then."""

    reason = GuardedCharField(
        label="変更の理由",
        max_length=200,
        required=False,
        help_text="公開した勤務表を変更するときに入力します。変更の履歴に残ります。",
    )


class CopyWeekForm(ReasonForm):
    """Which week of a place goes where: into the weeks from another one on."""

    monday = forms.TypedChoiceField(label="コピーする週", coerce=date.fromisoformat)
    target = DayField(label="コピー先の最初の週", help_text="その週のどの日を選んでも構いません。")
    weeks = forms.TypedChoiceField(
        label="週の数", coerce=int, choices=[(n, f"{n}週") for n in range(1, MOST_WEEKS + 1)], initial=1
    )
    field_order = ["monday", "target", "weeks", "reason"]

    def __init__(self, *args: Any, mondays: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        monday = self.fields["monday"]
        assert isinstance(monday, forms.ChoiceField)
        monday.choices = [
            (day.isoformat(), f"{short_date(day)}～{short_date(day + timedelta(days=6))}") for day in mondays
        ]

    def clean_target(self) -> date:
        day: date = self.cleaned_data["target"]
        monday = day - timedelta(days=day.weekday())
        if not FIRST_DAY <= monday <= LAST_DAY - WEEK * (MOST_WEEKS + 1):
            raise ValidationError("日付が正しくありません。")
        return monday

    @property
    def targets(self) -> list[date]:
        """The Mondays to fill; the copied week itself is left out."""
        first, weeks = self.cleaned_data["target"], self.cleaned_data["weeks"]
        mondays = [first + WEEK * n for n in range(weeks)]
        return [monday for monday in mondays if monday != self.cleaned_data["monday"]]


class ImportForm(ReasonForm):
    """A file of shifts."""

    file = forms.FileField(label="ファイル", help_text="CSV（UTF-8またはShift_JIS）かExcelブック（.xlsx）、2MBまで。")
    field_order = ["file", "reason"]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_UPLOAD:
            raise ValidationError("ファイルが大きすぎます（上限2MB）。月や場所で分けてください。")
        return file


class PatternForm(WarnedTextForm, forms.ModelForm):
    """A pattern with its breaks in one line."""

    breaks = forms.CharField(
        label="休憩",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="12:00-13:00 の形で入力します。2つ以上のときは「、」で区切ります。",
    )

    class Meta:
        model = ShiftPattern
        fields = ["code", "label", "site", "starts_at", "ends_at", "order"]
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {"code": "勤務表のマス目に入力する短い文字です（早、遅、日 など4文字まで）。"}

    field_order = ["code", "label", "starts_at", "ends_at", "breaks", "site", "order"]

    def __init__(self, *args: Any, sites: QuerySet[Site], everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.fields["site"]
        assert isinstance(site, forms.ModelChoiceField)
        site.queryset = sites
        site.required = not everywhere
        site.empty_label = "どの場所でも使う" if everywhere else "---------"
        self.fields["order"].required = False
        if self.instance.pk:
            self.initial.setdefault("breaks", "、".join(map(str, self.instance.breaks.all())).replace("–", "-"))

    def clean_code(self) -> str:
        return half_width(self.cleaned_data["code"])

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0

    def clean_breaks(self) -> tuple[Span, ...]:
        parts = [
            part for part in self.cleaned_data["breaks"].replace("，", "、").replace(",", "、").split("、") if part
        ]
        if len(parts) > MOST_BREAKS:
            raise ValidationError(f"休憩は{MOST_BREAKS}つまでです。")
        spans = []
        for part in parts:
            span = parse_span(part)
            if span is None:
                raise ValidationError("12:00-13:00 の形で入力してください。")
            spans.append(span)
        return tuple(sorted(spans))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at, ends_at, breaks = (data.get(name) for name in ("starts_at", "ends_at", "breaks"))
        if starts_at and ends_at and starts_at < ends_at and breaks is not None:
            hours = Span(starts_at, ends_at)
            if fault := misplaced_break(hours, breaks):
                self.add_error("breaks", fault)
            elif missing := shortage_of(hours, breaks):
                self.add_error("breaks", shortage_sentence(missing))
        return data
