"""What the product promises in seconds, measured: a table on the screen and `bench.json` in the state folder.

Each measure runs on data that it makes itself, in a database that is dropped at the end.
"""

import io
import json
import os
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import django
import pgtrigger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawagoe_mynumber.settings.test")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402
from time_machine import travel  # noqa: E402

from apps.accounts.enums import Role  # noqa: E402
from apps.accounts.models import AllowedNetwork, User  # noqa: E402
from apps.callcenter.actions import import_calls, miscounts, recount_calls  # noqa: E402
from apps.callcenter.counts import count_calls, count_one_by_one  # noqa: E402
from apps.callcenter.enums import ExportForm  # noqa: E402
from apps.callcenter.faq import search  # noqa: E402
from apps.callcenter.models import Call, CallImport, CallProfile  # noqa: E402
from apps.callcenter.pace import strip  # noqa: E402
from apps.contracts.calendar import Calendar  # noqa: E402
from apps.contracts.models import Site  # noqa: E402
from apps.core import textguard  # noqa: E402
from apps.core.clock import month_bounds  # noqa: E402
from apps.reporting.demo import bookings, phone, reports  # noqa: E402
from apps.reporting.demo.world import add_current_term  # noqa: E402
from apps.reporting.figures.calls import call_grid  # noqa: E402
from apps.reservations import availability  # noqa: E402
from apps.reservations.actions import Window  # noqa: E402
from apps.reservations.models import PickupDesk, Slot  # noqa: E402
from kawagoe_mynumber import embedded  # noqa: E402
from tests.bench import call_months, faq, full_records, live, viewers  # noqa: E402
from tests.reservations import last_place  # noqa: E402

CALLS = 100_000
SLOTS = 10_000
RUSH_POSTS, RUSH_ROUNDS = 200, 20
WORKING_DAY = datetime(2026, 5, 27, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@dataclass(frozen=True)
class Measure:
    """One figure: `value` in `unit`, at most `limit` where the product promises one."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def line(self) -> str:
        promise = (
            "" if self.limit is None else f"  (<= {self.limit:g})  {'ok' if self.value <= self.limit else 'MISSED'}"
        )
        return f"{self.name:<58}{self.value:>10.1f} {self.unit:<4}{promise}"


def median_ms(work: Callable[[], object], times: int = 20) -> float:
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def call_log(rows: int) -> io.BytesIO:
    """A log in the columns of the Japanese telephone system, spread over the business year 2025."""
    out = io.StringIO()
    out.write("通話ID,着信日時,発信者番号,着信番号,応答日時,終了日時,待ち時間(秒),通話時間(秒),結果,オペレーター\n")
    start = datetime(2025, 6, 2, 8, 30)  # the log has its own wall clock
    for number in range(rows):
        arrived = start + timedelta(seconds=number * 250)
        stamp = "{:%Y/%m/%d %H:%M:%S}".format
        if number % 10:
            answered, ended = stamp(arrived + timedelta(seconds=12)), stamp(arrived + timedelta(seconds=212))
            out.write(f"B{number:07},{stamp(arrived)},,0570000000,{answered},{ended},12,200,応答,OP{number % 9:02}\n")
        else:
            out.write(
                f"B{number:07},{stamp(arrived)},,0570000000,,{stamp(arrived + timedelta(seconds=40))},40,0,放棄,\n"
            )
    return io.BytesIO(out.getvalue().encode("cp932"))


def queue_log(calls: int) -> io.BytesIO:
    """Calls of one queue, each with its ringing phones; every tenth goes on to a second queue."""
    out, start = io.StringIO(), int(datetime(2025, 6, 2, 8, 30, tzinfo=ZoneInfo("Asia/Tokyo")).timestamp())
    for number in range(calls):
        at, call, agent = start + number * 250, f"{start + number * 250}.{number}", f"Agent/{number % 9}"
        out.write(f"{at}|{call}|q1|NONE|ENTERQUEUE||0300000000|1\n{at + 2}|{call}|q1|{agent}|RINGNOANSWER|2000\n")
        if number % 10:
            out.write(
                f"{at + 12}|{call}|q1|{agent}|CONNECT|12|x|2\n{at + 212}|{call}|q1|{agent}|COMPLETECALLER|12|200|1\n"
            )
        else:
            out.write(
                f"{at + 30}|{call}|q1|NONE|EXITWITHTIMEOUT|1|1|30\n{at + 30}|{call}|q2|NONE|ENTERQUEUE||0300000000|1\n"
            )
            out.write(f"{at + 40}|{call}|q2|NONE|ABANDON|1|1|10\n")
    return io.BytesIO(out.getvalue().encode())


def measure_queue_log() -> list[Measure]:
    log, profile = queue_log(CALLS), CallProfile.objects.get(code="asterisk_queue_log")
    taken = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for expected in (CALLS, 0):
        log.seek(0)
        start = time.perf_counter()
        report = import_calls(file=log, file_name="queue_log", profile=profile, at=timezone.now())
        taken.append(time.perf_counter() - start)
        assert report.run.new == expected, report.run
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return [
        Measure(f"import of a queue log of {CALLS:,} calls", taken[0], "s", 30),
        Measure("the same queue log again", taken[1], "s", 30),
        Measure("memory grown while importing it", grown, "MB"),
    ]


def measure_guard() -> list[Measure]:
    note = "更新の手続きについてのお問い合わせ。本庁舎の窓口をご案内し、受付時間をお伝えした。" * 75
    hostile = "1234-5678-" * 10_000
    return [
        Measure("text guard, 3 kB note", median_ms(lambda: textguard.inspect(note)), "ms", 5),
        Measure("text guard, 100 kB hostile text", median_ms(lambda: textguard.inspect(hostile), 5), "ms", 100),
    ]


def measure_calls() -> list[Measure]:
    log, profile = call_log(CALLS), CallProfile.objects.get(code="jp_pbx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    report = import_calls(file=log, file_name="bench.csv", profile=profile, at=timezone.now())
    first = time.perf_counter() - start
    assert report.run.new == CALLS, report.run
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    log.seek(0)
    start = time.perf_counter()
    again = import_calls(file=log, file_name="bench.csv", profile=profile, at=timezone.now())
    second = time.perf_counter() - start
    assert again.run.new == 0, again.run
    june = lambda: call_grid(date(2025, 6, 1), date(2025, 6, 30), "office")  # noqa: E731
    return [
        Measure(f"import of {CALLS:,} calls", first, "s", 30),
        Measure("the same file again", second, "s", 30),
        Measure("memory grown while importing", grown, "MB"),
        Measure(f"call_grid of a month among {CALLS:,} calls", median_ms(june, 5), "ms", 200),
    ]


def measure_availability() -> list[Measure]:
    desk = PickupDesk.objects.create(site=Site.objects.get(code="city"), name="市役所1階", place="市役所1階", order=0)
    now = timezone.now()
    first = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    Slot.objects.bulk_create(
        Slot(
            desk=desk,
            starts_at=first + timedelta(minutes=10 * number),
            ends_at=first + timedelta(minutes=10 * number + 10),
            capacity=3,
        )
        for number in range(SLOTS)
    )
    window = Window(now, now, now + timedelta(days=70))
    weeks = 10

    def look(places: int, *, spread: bool = False) -> object:
        shown = availability.load(window=window, places=places, spread=spread, weeks_shown=weeks)
        return shown.rows, shown.weeks

    among = f"among {SLOTS:,} open slots"
    return [
        Measure(f"availability {among}, {weeks} weeks at a glance", median_ms(lambda: look(1)), "ms", 100),
        Measure(f"availability {among}, 3 people together", median_ms(lambda: look(3)), "ms", 100),
        Measure(
            f"availability {among}, 5 people, consecutive slots", median_ms(lambda: look(5, spread=True)), "ms", 100
        ),
    ]


def measure_last_place() -> list[Measure]:
    """The booking form of one last place, sent by many operators at once to the product's server, round by round."""
    add_current_term(timezone.now())
    operators = User.objects.bulk_create(
        User(username=f"bench-{n}", display_name="試験", role=Role.OPERATOR, must_change_password=False)
        for n in range(RUSH_POSTS)
    )
    cookies, outcomes, oversold = last_place.sign_in(operators), Counter[str](), 0
    desk = PickupDesk.objects.create(site=Site.objects.get(code="city"), name="市役所2階", place="市役所2階", order=9)
    first = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    with last_place.served() as origin:
        start = time.perf_counter()
        for number in range(RUSH_ROUNDS):
            begins = first + timedelta(minutes=10 * number)
            slot = Slot.objects.create(desk=desk, starts_at=begins, ends_at=begins + timedelta(minutes=10), capacity=1)
            outcomes += last_place.all_at_once(origin, cookies, slot)
            oversold += slot.reservations.count() - 1
        taken = time.perf_counter() - start
    sold, told = outcomes[last_place.BOOKED], outcomes[last_place.FULL]
    rush = f"last place, {RUSH_POSTS} posts at once x {RUSH_ROUNDS} rounds"
    return [
        Measure(f"{rush}: sold twice", oversold, "", 0),
        Measure(f"{rush}: left unsold", RUSH_ROUNDS - sold, "", 0),
        Measure(f"{rush}: neither sold nor told", outcomes.total() - sold - told, "", 0),
        Measure(f"{rush}: posts a second", outcomes.total() / taken, "/s"),
    ]


A_DAY = 1_220
"""Calls that make a month of 25,000 on its business days."""

MANY_CALLS = """
    INSERT INTO callcenter_call (profile_id, external_id, arrived_at, queued_at, answered_at, ended_at, outcome,
        wait_seconds, talk_seconds, operator_code, is_withheld, call_import_id)
    SELECT %(profile)s, 'M' || row_number() OVER (), at, at, CASE WHEN lost THEN NULL ELSE at + interval '9 s' END,
        at + CASE WHEN lost THEN interval '40 s' ELSE interval '209 s' END,
        CASE WHEN lost THEN 'abandoned' ELSE 'answered' END, 9, CASE WHEN lost THEN 0 ELSE 200 END,
        CASE WHEN lost THEN '' ELSE 'OP' || n %% 30 END, false, %(run)s
    FROM (
        SELECT day + interval '8.5 h' + n * interval '25.8 s' AS at, n, n %% 9 = 0 AS lost
        FROM generate_series(%(first)s::timestamptz, %(last)s::timestamptz, '1 day') AS day,
            generate_series(1, %(a_day)s) AS n
        WHERE extract(isodow FROM day AT TIME ZONE 'Asia/Tokyo') < 6
    ) AS calls WHERE at < %(now)s
"""


def measure_pace() -> list[Measure]:
    """A busy month among a million calls of three years; nothing of it stays."""
    with travel(WORKING_DAY, tick=False), transaction.atomic():
        midnight = WORKING_DAY.replace(hour=0)
        profile = CallProfile.objects.get(code="jp_pbx")
        run = CallImport.objects.create(
            profile=profile,
            file_name="bench.csv",
            sha256="0" * 64,
            state="taken",
            started_at=WORKING_DAY,
            taken_at=WORKING_DAY,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(
                MANY_CALLS,
                {
                    "profile": profile.pk,
                    "run": run.pk,
                    "first": midnight - timedelta(days=1_150),
                    "last": midnight,
                    "now": WORKING_DAY,
                    "a_day": A_DAY,
                },
            )
            cursor.execute("ANALYZE callcenter_call")
            cursor.execute("SET LOCAL statement_timeout = '30s'")
        leader = User.objects.create_user(
            username="bench-leader", display_name="試験", role=Role.CC_LEADER, must_change_password=False
        )
        AllowedNetwork.objects.get_or_create(role=Role.CC_LEADER, cidr="127.0.0.0/8", defaults={"note": "試験"})
        browser = Client()
        browser.force_login(leader)
        pages = {
            "pace of this month, with its forecast": "/calls/pace/",
            "pace of a finished month of 25,000 calls": "/calls/pace/?month=2026-03",
            "seats of a week": "/calls/pace/seats/",
        }
        among = f"among {Call.objects.count():,} calls"
        measures = []
        for name, address in pages.items():
            look = lambda address=address: browser.get(address)  # noqa: E731
            assert look().status_code == 200, address
            measures.append(Measure(f"{name}, {among}", median_ms(look, 5), "ms", 200))
        uncached = lambda: (cache.clear(), strip(WORKING_DAY))  # noqa: E731
        measures.append(Measure(f"head line of the desk, uncached, {among}", median_ms(uncached, 5), "ms", 100))
        transaction.set_rollback(True)
    return measures


def measure_call_report() -> list[Measure]:
    """The month's call report, counted and written, of a month as it is and of one that never will be."""
    for first, calls in call_months.BUSY.items():
        call_months.fill_calls(first, calls)
        call_months.fill_inquiries(first, calls * 9 // 10)
    call_months.report_of(min(call_months.BUSY))  # imports and fonts are loaded once
    measures = []
    for (first, calls), limit in zip(call_months.BUSY.items(), (1, 2), strict=True):
        taken, peak = call_months.report_of(first)
        measures += [
            Measure(f"call report of a month of {calls:,} calls as xlsx", taken, "s", limit),
            Measure(f"memory at its peak meanwhile, {calls:,} calls", peak, "MB", 30),
        ]
    call_months.empty()
    return measures


def measure_call_hours() -> list[Measure]:
    """Counts by quarter hour: what reading a month takes, and what keeping them costs an import."""
    measures, calendar = [], Calendar.load()
    for first, calls in call_months.BUSY.items():
        call_months.fill_calls(first, calls)
        month = month_bounds(first.year, first.month)
        read = lambda month=month: count_calls(*month, calendar)  # noqa: E731
        one_by_one = lambda month=month: count_one_by_one(*month, calendar)  # noqa: E731
        assert read().total() == one_by_one().total()
        measures += [
            Measure(f"calls of a month of {calls:,} by day and hour", median_ms(read), "ms", 5),
            Measure("the same from each call", median_ms(one_by_one, 3), "ms"),
        ]
    measures += [
        Measure("all counts held against their calls", median_ms(miscounts, 3), "ms"),
        Measure("all calls counted anew", median_ms(recount_calls, 3), "ms"),
    ]
    call_months.empty()
    for name, around in (("without counting", pgtrigger.ignore()), ("with its counting", nullcontext())):
        with around:
            start = time.perf_counter()
            run = import_calls(
                file=call_log(CALLS), file_name="bench.csv", at=timezone.now(),
                profile=CallProfile.objects.get(code="jp_pbx"),
            ).run  # fmt: skip
            taken = time.perf_counter() - start
        assert run.new == CALLS, run
        measures.append(Measure(f"import of {CALLS:,} calls, {name}", taken, "s", 10))
        call_months.empty()
    return measures


def measure_export() -> list[Measure]:
    """A busy month of the live history as files."""
    first = datetime(live.MONTH.year, live.MONTH.month, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
    live.fill(live.IN_ONE_MONTH, first=first, apart=timedelta(seconds=25))
    measures = []
    for form in ExportForm:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        live.export_month(form)
        taken = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        measures += [
            Measure(f"{live.IN_ONE_MONTH:,} records as {form}", taken, "s", 8),
            Measure(f"memory grown while writing {form}", grown, "MB", 30),
        ]
    return measures


def measure_full_records() -> list[Measure]:
    """The four files of a month's records, read through the guard while they are written."""
    full_records.fill()
    run = full_records.run()
    call_months.empty()
    among = f"full records, {full_records.INQUIRIES:,} of each: "
    return [
        Measure(among + "four files", run.seconds, "s", 8),
        Measure(among + "processor", run.processor, "s", 8),
        Measure(among + "memory at its peak", run.peak, "MB", 30),
        Measure(among + "size", run.size, "MB"),
    ]


def measure_live_history() -> list[Measure]:
    live.fill()
    city = User.objects.create_user(
        username="bench-city", display_name="試験", role=Role.CITY_STAFF, must_change_password=False
    )
    AllowedNetwork.objects.get_or_create(role=Role.CITY_STAFF, cidr="127.0.0.0/8", defaults={"note": "試験"})
    browser = Client()
    browser.force_login(city)
    page = browser.get("/calls/live/")
    assert page.status_code == 200, page.status_code
    version = page.context["version"]
    poll = lambda: browser.get(f"/calls/live/?v={version}", headers={"HX-Request": "true"})  # noqa: E731
    assert poll().status_code == 204
    among = f"live history, {live.INQUIRIES:,} inquiries: "
    return [
        *(Measure(among + name, median_ms(read, 5), "ms", 50) for name, read in live.reads().items()),
        Measure(among + "the page", median_ms(lambda: browser.get("/calls/live/")), "ms", 200),
        Measure("live history, poll with nothing new", median_ms(poll), "ms", 50),
        Measure("live history, weight of the page", len(page.content) / 1024, "kB", 100),
    ]


def measure_faq() -> list[Measure]:
    """What the operator waits for while typing; nothing of it stays."""
    with transaction.atomic():
        faq.fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE callcenter_faqversion")
        among = f"FAQ of {faq.ENTRIES:,} answers: "
        measures = [
            Measure(among + name, median_ms(lambda typed=typed: search(typed, day=faq.TODAY), 10), "ms", 50)
            for name, typed in faq.SEARCHES.items()
        ]
        transaction.set_rollback(True)
    return measures


def measure_viewers() -> list[Measure]:
    alone, watched = viewers.watched_pages(watchers=0), viewers.watched_pages()
    assert set(watched.statuses) <= {200, 204}, watched.statuses
    return [
        Measure("pages without watchers, p95", viewers.percentile_ms(alone.of_pages), "ms", 300),
        Measure(f"pages beside {viewers.VIEWERS} watchers, p95", viewers.percentile_ms(watched.of_pages), "ms", 300),
        Measure(f"polls of {viewers.VIEWERS} watchers, p95", viewers.percentile_ms(watched.polls), "ms", 1_000),
    ]


def measure_people() -> list[Measure]:
    """The pages that leaders keep open, in the middle of a working day of the demo; nothing of it stays."""
    with ExitStack() as stack:
        for part in (phone, bookings, reports):
            stack.enter_context(patch.object(part, "build"))
        stack.enter_context(travel(WORKING_DAY, tick=False))
        stack.enter_context(transaction.atomic())
        call_command("seed_demo", "--seed", "1", verbosity=0)
        measures = measure_pages()
        transaction.set_rollback(True)
    return measures


def measure_pages() -> list[Measure]:
    browser = Client()
    browser.force_login(User.objects.get(username="manager1"))
    board = browser.get("/counters/", headers={"HX-Request": "true"})
    assert board.status_code == 200, board.status_code
    pages = {
        "day board": ("/counters/", 200),
        "day board, poll with nothing new": (f"/counters/?v={board.context['board'].version}", 204),
        "coverage of a day": ("/staff/coverage/", 200),
        "roster of a month": ("/staff/roster/?site=honcho", 200),
    }
    measures = [Measure("day board, weight of the live part", len(board.content) / 1024, "kB", 15)]
    for name, (address, status) in pages.items():
        look = lambda address=address: browser.get(address)  # noqa: E731
        assert look().status_code == status, address
        measures.append(Measure(name, median_ms(look, 10), "ms", 200))
    return measures


PARTS: dict[str, Callable[[], list[Measure]]] = {
    "people": measure_people,
    "guard": measure_guard,
    "calls": measure_calls,
    "queue_log": measure_queue_log,
    "availability": measure_availability,
    "last_place": measure_last_place,
    "pace": measure_pace,
    "faq": measure_faq,
    "call_report": measure_call_report,
    "call_hours": measure_call_hours,
    "export": measure_export,
    "full_records": measure_full_records,
    "live_history": measure_live_history,
    "viewers": measure_viewers,
}


def main(*wanted: str) -> None:
    """Runs the parts that are named, or all of them, and prints each measure as it is known."""
    setup_test_environment()
    database = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    measures = []
    try:
        call_command("load_contract", verbosity=0)
        for name in wanted or PARTS:
            for measure in PARTS[name]():
                measures.append(measure)
                print(measure.line, flush=True)  # noqa: T201
    finally:
        connection.creation.destroy_test_db(database, verbosity=0)
        path = embedded.state_dir() / "bench.json"
        path.write_text(json.dumps([asdict(measure) for measure in measures], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
