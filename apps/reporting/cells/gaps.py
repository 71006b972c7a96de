"""Cells of what the telephone log lacks, and of the categories of the months before."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.callcenter.counts import count_calls
from apps.reporting.figures.call_trend import ISSUED, months_shown
from apps.reporting.figures.category_trend import issued_categories
from apps.reporting.figures.log_state import Unpaired, log_state, undecided_by_day

from .calls import LOGGED, UNDECIDED_NUMBERS, call_key
from .keys import ANY, Cells, Key
from .scope import Scope

UNPAIRED_CALLS, UNPAIRED_INQUIRIES = "unpaired_calls", "unpaired_inquiries"
DAY_INQUIRIES, ANNOUNCED = "day_inquiries", "announced"
CATEGORIES = "categories"
ALONE, COUNT = "lines", "count"
UNPAIRED = {"answers_without_inquiry": UNPAIRED_CALLS, "inquiries_without_answer": UNPAIRED_INQUIRIES}
OF_A_DAY = {"inquiries": DAY_INQUIRIES, "announced": ANNOUNCED}
Content = Mapping[str, Any]


def unpaired_cells(scope: Scope, cells: Cells) -> None:
    """Answered calls and inquiries that have no other, judged over the whole month whatever is asked for."""
    unpaired = Unpaired(scope.period, scope.calendar)
    for source, rows in ((UNPAIRED_CALLS, unpaired.calls()), (UNPAIRED_INQUIRIES, unpaired.inquiries())):
        cells.add(Key(source, "", ALONE), list(scope.narrowed(rows).order_by("pk").values_list("pk", flat=True)))


def log_cells(scope: Scope, cells: Cells) -> None:
    """What was received and announced on the days that the log lacks."""
    counted = count_calls(*scope.days, scope.calendar)
    undecided = undecided_by_day(scope.days, scope.calendar)
    for lacking in log_state(counted, undecided, scope.made_on).lacking:
        day = lacking.day.isoformat()
        cells.add(Key(DAY_INQUIRIES, day, ALONE), lacking.inquiries)
        cells.add(Key(ANNOUNCED, day, ALONE), lacking.announced)


def category_cells(scope: Scope, cells: Cells) -> None:
    """The issued month reports whose inquiries the trend repeats."""
    for month, issued in issued_categories(months_shown(scope.period.first)[:-1]).items():
        for category, number in issued.counts.items():
            cells.add(Key(CATEGORIES, f"{category}/{month:%Y-%m}", COUNT), [issued.pk], [number])


# --- the numbers of a content -----------------------------------------------------------------------------------------


def unpaired_key(name: str) -> Key:
    """`name` as the content says it."""
    return Key(UNPAIRED[name], "", ALONE)


def lacking_key(name: str, day: str) -> Key:
    """Of a day that the log lacks: its calls, inquiries or announced calls."""
    return call_key(LOGGED, day) if name == LOGGED else Key(OF_A_DAY[name], day, ALONE)


def category_key(month: str, category: int | None = None) -> Key:
    """The inquiries of a month in its issued report, of one category or of all."""
    return Key(CATEGORIES, category_place(month, category), COUNT)


def category_place(month: str, category: int | None) -> str:
    """The category first, so that all categories of a month are a pattern."""
    return f"{ANY if category is None else category}/{month}"


def gap_numbers(content: Content) -> Iterator[tuple[Key, int]]:
    """Every number of what the log lacks, and of the categories of issued months."""
    yield from ((call_key(name), content["summary"][name]) for name in UNDECIDED_NUMBERS)
    yield from ((unpaired_key(name), content[name]) for name in UNPAIRED)
    for row in content["log"]["lacking"]:
        yield from ((lacking_key(name, row["date"]), row[name]) for name in (LOGGED, *OF_A_DAY))
    categories = content["categories"]
    sources = {row["month"]: row["source"] for row in categories["months"]}
    for month in categories["months"]:
        if month["source"] == ISSUED:
            yield category_key(month["month"]), month["count"]
    for row in categories["by_category"]:
        for month in row["months"]:
            if sources[month["month"]] == ISSUED:
                yield category_key(month["month"], row["category_id"]), month["count"]
