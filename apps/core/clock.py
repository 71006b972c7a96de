"""Days, months and moments as the office counts them: Asia/Tokyo, fiscal years from April, half-open bounds.

Nothing here reads the clock: the day or moment is passed in from the edge.
"""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JST = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"
REIWA_BEGAN = date(2019, 5, 1)
FIRST_MONTH_OF_FISCAL_YEAR = 4
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""What anybody may type as a day: no calculation with weeks or time zones leaves the calendar from here."""
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def fiscal_year(day: date) -> int:
    """The 年度 that `day` belongs to: 31 March 2026 is still 2025."""
    return day.year if day.month >= FIRST_MONTH_OF_FISCAL_YEAR else day.year - 1


def reiwa(day: date) -> str:
    """`令和7年6月2日`; the first year is 元年. ValueError for days before 1 May 2019."""
    if day < REIWA_BEGAN:
        raise ValueError("令和より前の日付は和暦で表せません。")
    year = day.year - REIWA_BEGAN.year + 1
    return f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日"


def reiwa_month(day: date) -> str:
    """`令和7年6月`, the month that the day lies in."""
    return reiwa(day).partition("月")[0] + "月"


def long_month(day: date) -> str:
    """`2025年6月`, the month that the day lies in."""
    return f"{day.year}年{day.month}月"


def long_date(day: date) -> str:
    """`2025年6月2日（月）`; a moment is shown as its day in Japan."""
    day = _in_japan(day)
    return f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def short_date(day: date) -> str:
    """`6/2（月）`; a moment is shown as its day in Japan."""
    day = _in_japan(day)
    return f"{day.month}/{day.day}（{WEEKDAYS[day.weekday()]}）"


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of the month, both inside it. ValueError when there is no such month."""
    if not (date.min.year <= year <= date.max.year and 1 <= month <= 12):
        raise ValueError("年月が正しくありません。")
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def parse_month(text: str) -> tuple[date, date]:
    """First and last day of a month written `2025-06`. ValueError with a sentence for anything else."""
    found = _MONTH.fullmatch(text)
    if not found:
        raise ValueError("月は「2025-06」の形で指定してください。")
    return month_bounds(int(found[1]), int(found[2]))


def asked_day(text: str | None, today: date) -> date:
    """The day of an address, `2025-06-02`; today where it names none, or one that nobody may type.

    The first and the last day that one may type are left out: a page leads to the day before and the day after.
    """
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if FIRST_DAY < day < LAST_DAY else today


def asked_month(text: str | None, today: date) -> tuple[date, date]:
    """First and last day of the month of an address, `2025-06`; the current one where it names none one may type."""
    try:
        first, last = parse_month(text or "")
    except ValueError:
        return month_bounds(today.year, today.month)
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else month_bounds(today.year, today.month)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight in Japan up to, not including, the next one. ValueError on the very last day of the calendar."""
    if day == date.max:
        raise ValueError("日付が正しくありません。")
    return datetime.combine(day, time.min, JST), datetime.combine(day + timedelta(days=1), time.min, JST)


def parse_moment(text: str) -> datetime | None:
    """An ISO moment with its zone, from an address, as UTC; None for anything else and outside the days one may type.

    PostgreSQL knows fewer zones than Python: it never sees the one that was typed.
    """
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_DAY <= moment.date() <= LAST_DAY else None


def _in_japan(day: date) -> date:
    return day.astimezone(JST).date() if isinstance(day, datetime) and day.tzinfo else day
