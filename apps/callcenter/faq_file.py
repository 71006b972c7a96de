"""Answers from a CSV file, such as a list of facts or a former FAQ, taken in as drafts that the city still approves."""

import csv
import io
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError

from apps.callcenter.actions import rewrite_draft, write_answer
from apps.callcenter.enums import FaqState
from apps.callcenter.models import FaqEntry, FaqStepNotAllowed, FaqVersion, InquiryCategory
from apps.core.bigrams import normalise
from apps.core.clock import JST
from apps.core.forms import warned_rules
from apps.core.marks import mark_of
from apps.core.textguard import SENTENCES

ENCODINGS: Final = ("utf-8-sig", "cp932")
MOST_ROWS: Final = 5_000
COLUMNS: Final = {
    "記号": "code", "分類": "category", "質問": "question", "回答": "answer", "検索語": "keywords", "出典": "source",
    "出典の所在": "source_url", "出典の日付": "source_on",
    "code": "code", "category": "category", "topic": "question", "fact": "answer", "source_pages": "source",
}  # fmt: skip
NEEDED: Final = ("category", "question", "answer", "source")
WORDS: Final = ("question", "answer", "keywords", "source", "source_url", "source_on")
"""What of a version comes from the file."""


class FaqFileRefused(Exception):
    """Nothing of the file is taken; the message says why."""


@dataclass(frozen=True)
class FileRow:
    """One row as it stands in the file."""

    line: int
    cells: dict[str, str]

    @property
    def code(self) -> str:
        """The row's own code, or one made of its category and question: the same row is the same answer again."""
        if given := self.cells.get("code", ""):
            return given
        words = normalise(f"{self.cells['category']} {self.cells['question']}")
        return f"file-{mark_of(words)}"


@dataclass
class FaqImport:
    """What became of the rows of a file; the lists hold lines with what was done or why not."""

    added: list[int] = field(default_factory=list)
    revised: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    rejected: list[tuple[FileRow, str]] = field(default_factory=list)
    noticed: list[tuple[int, str]] = field(default_factory=list)


def read_rows(content: bytes) -> list[FileRow]:
    """The rows below the header, blank ones left out. Raises `FaqFileRefused`."""
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    rows: list[FileRow] = []
    names: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if names is None:
                names = _header(cells)
                continue
            if len(rows) == MOST_ROWS:
                raise FaqFileRefused(f"行が多すぎます（上限{MOST_ROWS:,}行）。")
            named = zip(names, (cell.strip() for cell in cells), strict=False)
            rows.append(FileRow(reader.line_num, {name: cell for name, cell in named if name}))
    except csv.Error:
        raise FaqFileRefused(f"{reader.line_num}行目が、CSVとして読み取れません。") from None
    if names is None:
        raise FaqFileRefused("ファイルが空です。")
    return rows


def import_rows(
    rows: Iterable[FileRow], *, at: datetime, default_category: InquiryCategory | None = None, dry_run: bool = False
) -> FaqImport:
    """Takes each row as a draft of its own answer, or as the next version where its words changed; once, however often.

    A row that cannot be taken is in `rejected` with its reason; the others are taken all the same. `dry_run` writes
    nothing and tells the same.
    """
    report = FaqImport()
    today = at.astimezone(JST).date()
    categories = _categories()
    seen: set[str] = set()
    for row in rows:
        try:
            values = _values(row, today)
            category = categories.get(normalise(row.cells["category"]), default_category)
            if category is None:
                raise _Rejected(f"分類「{row.cells['category']}」がありません。")
            if row.code in seen:
                raise _Rejected("同じ項目が、このファイルの前の行にあります。")
            seen.add(row.code)
            _take(row, values, category, report, at, dry_run=dry_run)
        except (_Rejected, FaqStepNotAllowed) as reason:
            report.rejected.append((row, str(reason)))
            continue
        report.noticed += [(row.line, sentence) for sentence in _noticed(values)]
    return report


class _Rejected(Exception):
    """One row cannot be taken; holds the reason."""


def _take(
    row: FileRow,
    values: dict[str, object],
    category: InquiryCategory,
    report: FaqImport,
    at: datetime,
    *,
    dry_run: bool,
) -> None:
    entry = FaqEntry.objects.filter(code=row.code).first()
    newest = entry.versions.order_by("-number").first() if entry else None
    if newest is not None and all(getattr(newest, name) == value for name, value in values.items()):
        report.unchanged.append(row.line)
        return
    if entry is not None and not entry.is_active:
        raise _Rejected("この項目は廃止されています。")
    if newest is not None and newest.state == FaqState.WAITING:
        raise _Rejected("この項目には、承認待ちの版があります。")
    if newest is not None and newest.state == FaqState.DRAFT and newest.author_id is not None:
        raise _Rejected("この項目には、書きかけの下書きがあります。")
    (report.revised if newest else report.added).append(row.line)
    if dry_run:
        return
    if newest is not None and newest.state == FaqState.DRAFT:
        rewrite_draft(version=newest, by=None, on=at.astimezone(JST).date(), values=values)
    else:
        note = {"change_note": "ファイルの内容に合わせて改めた。"} if newest else {}
        write_answer(
            by=None,
            at=at,
            submission_key=uuid.uuid4(),
            values=values | note,
            category=category,
            code=row.code,
            entry=entry,
        )


def _values(row: FileRow, today: date) -> dict[str, object]:
    if missing := [name for name in NEEDED if not row.cells.get(name)]:
        shown = {identifier: label for label, identifier in reversed(COLUMNS.items())}
        raise _Rejected(f"{'・'.join(shown[name] for name in missing)}が空欄です。")
    values: dict[str, object] = {name: row.cells.get(name, "") for name in WORDS}
    values["source_on"] = _day(row.cells.get("source_on", ""))
    try:
        FaqVersion(**values).clean_fields(
            exclude={item.name for item in FaqVersion._meta.fields if item.name not in WORDS}
        )
        FaqEntry(code=row.code).clean_fields(
            exclude={item.name for item in FaqEntry._meta.fields if item.name != "code"}
        )
    except ValidationError as error:
        raise _Rejected(" ".join(error.messages)) from None
    if isinstance(values["source_on"], date) and values["source_on"] > today:
        raise _Rejected("出典の日付が今日より後です。")
    return values


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise _Rejected("出典の日付は「2025-06-02」の形で書いてください。") from None


def _noticed(values: dict[str, object]) -> Iterator[str]:
    for name in ("question", "answer", "keywords", "source"):
        for rule in warned_rules(values[name]):
            yield f"{FaqVersion._meta.get_field(name).verbose_name}：{SENTENCES[rule]}"  # type: ignore[union-attr]


def _categories() -> dict[str, InquiryCategory]:
    """By code, name and full name in their one spelling; a name that several have names none of them."""
    found: dict[str, InquiryCategory] = {}
    twice: set[str] = set()
    for category in InquiryCategory.objects.select_related("parent"):
        for name in {normalise(text) for text in (category.code, category.name, category.full_name)}:
            if name in found:
                twice.add(name)
            found[name] = category
    return {name: category for name, category in found.items() if name not in twice}


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise FaqFileRefused("CSVのファイルではありません。")
        return text
    raise FaqFileRefused("文字コードが読み取れません。UTF-8かShift_JISで保存してください。")


def _header(cells: list[str]) -> list[str]:
    names = [COLUMNS.get(cell.strip(), "") for cell in cells]
    labels = {"category": "分類", "question": "質問", "answer": "回答", "source": "出典"}
    if missing := [labels[name] for name in NEEDED if name not in names]:
        raise FaqFileRefused(f"必要な列がありません：{'、'.join(missing)}。1行目に列の名前を入れてください。")
    if any(names.count(name) > 1 for name in NEEDED):
        raise FaqFileRefused("同じ意味の列が2つ以上あります。")
    return names
