"""The figures by name, for the command line: what each needs and what it answers, as JSON."""

import argparse
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NoReturn

from apps.callcenter import staffing
from apps.callcenter.reconciled_days import reconciled_days
from apps.contracts.calendar import Calendar, UnknownSite
from apps.contracts.deadlines import Duty, due_date
from apps.contracts.parameters import Parameters
from apps.contracts.payments import invoice_schedule
from apps.core import textguard
from apps.core.clock import FIRST_DAY, LAST_DAY, parse_month

from .calls import call_grid, call_summary
from .counters import counter_day
from .coverage import coverage


class WrongOption(ValueError):
    """An option that is missing, unknown or has no sense; the message is the user's sentence."""


class Options(argparse.ArgumentParser):
    """Reads the options of one figure and complains in a sentence instead of leaving the process."""

    def error(self, message: str) -> NoReturn:
        raise WrongOption(f"オプションが正しくありません: {message}")


def a_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日付は「2025-06-02」の形で指定してください（{text}）") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"日付は{FIRST_DAY}から{LAST_DAY}までの日を指定してください（{text}）")
    return day


def a_day_or_month(text: str) -> date:
    if len(text) == len("2025-06"):
        try:
            return parse_month(text)[0]
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
    return a_day(text)


@dataclass(frozen=True)
class Figure:
    """One figure: its title, its options, and what answers it. `reads_text`: takes a text from standard input.

    What answers finds the moment of asking as `options.now`.
    """

    title: str
    add_options: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], Any]
    reads_text: bool = False


def span(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=a_day, required=True, metavar="D")
    parser.add_argument("--to", dest="last", type=a_day, required=True, metavar="D")


def in_order(options: argparse.Namespace) -> tuple[date, date]:
    if options.last < options.first:
        raise WrongOption("--to は --from と同じ日かそれより後の日にしてください。")
    return options.first, options.last


def grid_options(parser: argparse.ArgumentParser) -> None:
    span(parser)
    parser.add_argument("--hours", choices=["office", "all"], default="office")


def site_and_span(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", required=True, metavar="CODE")
    span(parser)


def open_days(options: argparse.Namespace) -> list[str]:
    try:
        return [day.isoformat() for day in Calendar.load().open_days(options.site, *in_order(options))]
    except UnknownSite:
        raise WrongOption(f"拠点 {options.site} はありません。") from None


def duty_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--duty", required=True, choices=[duty.value for duty in Duty])
    parser.add_argument("--for", dest="subject", required=True, type=a_day_or_month, metavar="D")


def due(options: argparse.Namespace) -> dict[str, str]:
    answer = due_date(options.duty, options.subject, Calendar.load())
    return {"nominal": answer.nominal.isoformat(), "safe": answer.safe.isoformat()}


def schedule_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--total", required=True, type=int, metavar="N")
    parser.add_argument("--months", required=True, type=int, metavar="M")


def schedule(options: argparse.Namespace) -> list[int]:
    if options.total < 0 or options.months < 1:
        raise WrongOption("--total は0以上、--months は1以上の整数にしてください。")
    return invoice_schedule(options.total, options.months)


def counter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", required=True, metavar="CODE")
    parser.add_argument("--date", dest="day", required=True, type=a_day, metavar="D")


def one_place(options: argparse.Namespace) -> dict[str, Any]:
    try:
        return coverage(options.site, options.day, options.now)
    except LookupError as error:
        raise WrongOption(str(error)) from None


def reconciliation(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Days with calls or inquiries; calls = matched + calls_without, inquiries = matched + inquiries_without."""
    return [
        {
            "date": day.day.isoformat(),
            "calls": day.calls,
            "matched": len(day.matched),
            "matched_by_id": day.tied,
            "calls_without": len(day.calls_without),
            "inquiries": day.inquiries,
            "inquiries_without": len(day.inquiries_without),
            "unexplained": day.unexplained,
            "median_seconds_to_record": None if day.median_delay is None else int(day.median_delay.total_seconds()),
            "recorded_late": len(day.late),
        }
        for day in reconciled_days(*in_order(options), Parameters.load())
        if day.calls or day.inquiries
    ]


def one_counter(options: argparse.Namespace) -> dict[str, Any]:
    try:
        return counter_day(options.site, options.day)
    except LookupError as error:
        raise WrongOption(str(error)) from None


def seat_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calls-per-hour", required=True, type=float, metavar="X")
    parser.add_argument("--talk", required=True, type=float, metavar="S")
    parser.add_argument("--wrapup", required=True, type=float, metavar="S")
    parser.add_argument("--patience", required=True, type=float, metavar="S", help="秒。待ち続けるときは inf")
    parser.add_argument("--target", type=float, default=0.9, metavar="0.9")
    parser.add_argument("--seats", type=int, metavar="N")


def seats(options: argparse.Namespace) -> dict[str, Any]:
    try:
        load = staffing.Load(options.calls_per_hour, options.talk, options.wrapup, options.patience)
        return staffing.seat_table(load, options.target, options.seats)
    except staffing.NoSuchLoad as error:
        raise WrongOption(str(error)) from None


FIGURES: dict[str, Figure] = {
    "call_grid": Figure("日別・時間帯別の通話件数", grid_options, lambda o: call_grid(*in_order(o), o.hours)),
    "call_summary": Figure("通話の集計", span, lambda o: call_summary(*in_order(o))),
    "open_days": Figure("開設日", site_and_span, open_days),
    "due_date": Figure("期限", duty_options, due),
    "seats": Figure("必要な席数", seat_options, seats),
    "invoice_schedule": Figure("請求の予定", schedule_options, schedule),
    "text_guard": Figure(
        "文章の点検",
        lambda parser: None,
        lambda o: [asdict(found) for found in textguard.inspect(o.text)],
        reads_text=True,
    ),
    "counter_day": Figure("窓口の1日", counter_options, one_counter),
    "reconciliation": Figure("通話と問い合わせの突合", span, reconciliation),
    "coverage": Figure("場所の人数と最低人数を下回る時間", counter_options, one_place),
}
