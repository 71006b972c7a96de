"""An Asterisk queue log: whatever the order, the overlap and the number of files, one caller is one call."""

import json
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from apps.callcenter.actions import log_staging
from apps.callcenter.enums import AgentEventKind, Outcome
from apps.callcenter.models import AgentEvent, Call, CallProfile, RejectedRow
from apps.callcenter.queue_statistics import agent_hours, agent_spans, queue_hours
from apps.contracts.calendar import Calendar
from apps.core.clock import JST

from .factories import TAKEN_AT, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

START = int(datetime(2025, 6, 2, 10, 0, tzinfo=JST).timestamp())
DAY = date(2025, 6, 2)


def line(seconds, call, queue, agent, event, *data):
    return "|".join([str(START + seconds), call, queue, agent, event, *map(str, data)])


def entered(seconds, call="1.1", queue="q01", caller="0300000000"):
    return line(seconds, call, queue, "NONE", "ENTERQUEUE", "", caller, 1)


def connected(seconds, call="1.1", queue="q01", agent="Agent/1", wait=5):
    return line(seconds, call, queue, agent, "CONNECT", wait, "9.9", 2)


def completed(seconds, call="1.1", queue="q01", agent="Agent/1", wait=5, talk=60, event="COMPLETECALLER"):
    return line(seconds, call, queue, agent, event, wait, talk, 1)


def abandoned(seconds, call="1.1", queue="q01", wait=30):
    return line(seconds, call, queue, "NONE", "ABANDON", 1, 1, wait)


def queue_log(*lines):
    return "".join(f"{text}\n" for text in lines).encode()


def taken(*lines, **options):
    return take(queue_log(*lines), "asterisk_queue_log", file_name="queue_log", **options).run


def only_call():
    return Call.objects.get()


def totals(day=DAY):
    cells = Call.objects.grid(day, day, Calendar.load(), short_seconds=10)
    for cell in cells:
        assert cell.offered == cell.answered + cell.abandoned + cell.overflow
    return tuple(sum(getattr(cell, name) for cell in cells) for name in ("offered", "answered", "undecided"))


# --- one call -------------------------------------------------------------------------------------------------------


def test_answered_call_has_its_moments_and_seconds():
    run = taken(entered(0), connected(5), completed(65))
    call = only_call()
    assert (run.read, run.new, run.rejected) == (1, 1, 0)
    assert (call.arrived_at, call.answered_at, call.ended_at) == tuple(
        datetime.fromtimestamp(START + seconds, UTC) for seconds in (0, 5, 65)
    )
    assert (call.outcome, call.wait_seconds, call.talk_seconds, call.operator_code, call.transfers) == (
        Outcome.ANSWERED,
        5,
        60,
        "Agent/1",
        0,
    )


def test_events_in_any_order_are_the_same_call():
    found = set()
    for order in permutations([entered(0), connected(5), completed(65), abandoned(3, "2.2"), entered(0, "2.2")]):
        Call.objects.all().delete()
        taken(*order)
        found.add(tuple(Call.objects.order_by("external_id").values_list("external_id", "outcome", "wait_seconds")))
    assert found == {(("1.1", "answered", 5), ("2.2", "abandoned", 30))}


def test_call_of_more_parts_than_can_be_counted_is_refused_with_a_sentence():
    passed_on = [completed(n, talk=86_400, event="BLINDTRANSFER") for n in range(log_staging.MOST_PARTS + 1)]
    for _ in range(2):
        run = taken(*passed_on, entered(9, "2.2"), abandoned(39, "2.2"))
    assert (run.read, run.unchanged, run.rejected, only_call().external_id) == (2, 1, 1, "2.2")
    assert "10,000件を超える記録がある" in run.rejected_rows.get().reason
    run = taken(*passed_on[1:])
    assert (run.new, Call.objects.get(external_id="1.1").talk_seconds) == (1, log_staging.MOST_PARTS * 86_400)
    assert taken(*passed_on[:1]).rejected == 1


@pytest.mark.parametrize(
    ("event", "data", "outcome"),
    [
        ("ABANDON", (1, 1, 30), Outcome.ABANDONED),
        ("EXITWITHTIMEOUT", (1, 1, 30), Outcome.OVERFLOW),
        ("EXITEMPTY", (1, 1, 30), Outcome.OVERFLOW),
        ("EXITWITHKEY", (9, 1, 1, 30), Outcome.OVERFLOW),
    ],
)
def test_call_that_nobody_answered_ends_as_its_last_event_says(event, data, outcome):
    taken(entered(0), line(31, "1.1", "q01", "NONE", event, *data))
    assert (only_call().outcome, only_call().wait_seconds, only_call().answered_at) == (outcome, 30, None)


@pytest.mark.parametrize("event", ["FULL", "CLOSED", "JOINEMPTY", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME"])
def test_call_that_never_entered_a_queue_is_an_overflow(event):
    taken(line(0, "1.1", "q01", "NONE", event))
    assert (only_call().outcome, only_call().wait_seconds) == (Outcome.OVERFLOW, 0)
    assert only_call().ended_at == only_call().arrived_at
    assert totals() == (1, 0, 0)


def test_ringing_everywhere_is_not_fifteen_unanswered_calls():
    rings = [line(2 + n % 3, "1.1", "q01", f"Agent/{n}", "RINGNOANSWER", 2000) for n in range(15)]
    run = taken(entered(0), *rings, connected(5), completed(65))
    assert (run.new, run.skipped) == (1, 15)
    assert totals() == (1, 1, 0)


@pytest.mark.parametrize(
    "passed_on",
    [
        line(65, "1.1", "q01", "Agent/1", "TRANSFER", "s", "user", 5, 60, 1),
        line(65, "1.1", "q01", "Agent/1", "BLINDTRANSFER", "600", "default", 5, 60, 1),
        line(65, "1.1", "q01", "Agent/1", "ATTENDEDTRANSFER", "BRIDGE", "a-bridge", 5, 60, 1),
    ],
)
def test_caller_who_is_passed_on_is_one_call_with_one_transfer(passed_on):
    taken(entered(0), connected(5), passed_on)
    assert (only_call().transfers, only_call().wait_seconds, only_call().talk_seconds) == (1, 5, 60)
    taken(
        entered(66, queue="q02"),
        connected(70, queue="q02", agent="Agent/2", wait=4),
        completed(100, queue="q02", agent="Agent/2", wait=4, talk=30),
    )
    call = only_call()
    assert (call.transfers, call.wait_seconds, call.talk_seconds, call.operator_code) == (1, 5, 90, "Agent/1")
    assert totals() == (1, 1, 0)


def test_overflow_into_a_second_queue_is_one_call_whose_waits_add_up():
    taken(
        entered(0),
        line(30, "1.1", "q01", "NONE", "EXITWITHTIMEOUT", 1, 1, 30),
        entered(31, queue="q02"),
        connected(41, queue="q02", wait=10),
        completed(101, queue="q02", wait=10),
    )
    assert (only_call().outcome, only_call().wait_seconds, only_call().transfers) == (Outcome.ANSWERED, 40, 0)


def test_caller_who_hangs_up_in_the_second_queue_abandoned():
    taken(
        entered(0),
        line(30, "1.1", "q01", "NONE", "EXITWITHTIMEOUT", 1, 1, 30),
        entered(31, queue="q02"),
        abandoned(51, queue="q02", wait=20),
    )
    assert (only_call().outcome, only_call().wait_seconds) == (Outcome.ABANDONED, 50)


def test_second_visit_to_the_same_queue_is_told_from_the_first():
    taken(
        entered(0),
        line(30, "1.1", "q01", "NONE", "EXITWITHTIMEOUT", 1, 1, 30),
        entered(30),
        connected(40, wait=10),
        completed(100, wait=10),
    )
    assert (only_call().outcome, only_call().wait_seconds, only_call().talk_seconds) == (Outcome.ANSWERED, 40, 60)


# --- several files --------------------------------------------------------------------------------------------------


def test_same_file_again_changes_nothing():
    lines = entered(0), connected(5), completed(65), line(0, "NONE", "NONE", "Agent/1", "AGENTLOGIN", "SIP/1")
    taken(*lines)
    again = taken(*lines)
    assert (again.new, again.changed, again.unchanged, again.skipped) == (0, 0, 1, 1)
    assert (Call.objects.count(), AgentEvent.objects.count()) == (1, 1)


def test_call_open_at_the_end_is_kept_open_and_completed_by_the_next_file():
    taken(entered(0))
    assert (only_call().outcome, only_call().ended_at) == (Outcome.OPEN, None)
    assert totals() == (0, 0, 1)
    run = taken(connected(5))
    assert (run.changed, only_call().outcome, only_call().ended_at) == (1, Outcome.ANSWERED, None)
    assert totals() == (1, 1, 0)
    taken(completed(65))
    assert (only_call().talk_seconds, only_call().ended_at) == (60, datetime.fromtimestamp(START + 65, UTC))


def test_files_in_the_wrong_order_and_overlapping_give_the_same_call():
    parts = [(entered(0),), (connected(5),), (connected(5), completed(65))]
    found = set()
    for order in permutations(parts):
        Call.objects.all().delete()
        for lines in order:
            taken(*lines)
        found.add(tuple(Call.objects.values_list("arrived_at", "answered_at", "ended_at", "wait_seconds", "outcome")))
    assert len(found) == 1


def test_log_that_begins_in_the_middle_of_a_call_knows_from_the_seconds_when_it_came():
    taken(completed(65, wait=5, talk=60))
    assert only_call().arrived_at == datetime.fromtimestamp(START, UTC)
    assert only_call().answered_at == datetime.fromtimestamp(START + 5, UTC)


def test_part_of_a_call_that_comes_late_takes_nothing_away():
    taken(entered(0), connected(5), completed(65))
    run = taken(completed(65))
    assert (run.changed, run.unchanged) == (0, 1)


def test_dry_run_counts_what_a_file_would_complete_and_writes_nothing():
    taken(entered(0))
    run = taken(connected(5), completed(65), entered(9, "2.2"), dry_run=True)
    assert (run.new, run.changed) == (1, 1)
    assert only_call().outcome == Outcome.OPEN


# --- what is not kept, and what is refused ---------------------------------------------------------------------------


def test_callers_number_is_not_kept():
    taken(entered(0, caller="09012345678"), entered(1, "2.2", caller="anonymous"))
    assert "09012345678" not in json.dumps(list(Call.objects.values_list("trail", flat=True)))
    assert list(Call.objects.order_by("external_id").values_list("is_withheld", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc|1.1|q01|NONE|ENTERQUEUE", "「日時」"),
        ("99999999999|1.1|q01|NONE|ENTERQUEUE", "取り込みの日時より先"),
        (f"{START}|1.1|q01", "項目が足りません"),
        (f"{START}|1.1|q01|NONE|enter queue", "「出来事」"),
        (f"{START}||q01|NONE|ENTERQUEUE", "番号がありません"),
        (f"{START}|=1+1|q01|NONE|ENTERQUEUE", "計算式"),
        (f"{START}|1.1|q01|Agent/1|CONNECT|-5", "秒数ではありません"),
        (f"{START}|123456789018|q01|NONE|ENTERQUEUE", "個人番号"),
        (f"{START}|1.1|q01|{'A' * 41}|CONNECT|5", "長すぎます"),
    ],
)
def test_line_with_a_mistake_is_rejected_alone(text, words):
    run = taken(text, entered(0, "7.7"))
    assert (run.new, run.rejected) == (1, 1)
    row = RejectedRow.objects.get()
    assert words in row.reason
    assert "123456789018" not in str(row.cells)


def test_rejected_line_keeps_no_number_of_the_caller():
    taken("abc|1.1|q01|NONE|ENTERQUEUE||09012345678|1")
    assert RejectedRow.objects.get().cells == {
        "日時": "abc",
        "通話ID": "1.1",
        "待ち行列": "q01",
        "オペレーター": "NONE",
        "出来事": "ENTERQUEUE",
        "待ち秒数": "",
        "通話秒数": "",
    }


def test_lines_of_other_queues_are_skipped_where_the_profile_says_so():
    CallProfile.objects.filter(code="asterisk_queue_log").update(skips={"待ち行列": ["other"]})
    run = taken(entered(0), entered(0, "2.2", queue="other"), line(0, "NONE", "NONE", "NONE", "QUEUESTART"))
    assert (run.new, run.skipped) == (1, 2)


# --- operators ------------------------------------------------------------------------------------------------------


def event(seconds, kind, queue="", lasted=None):
    at = datetime.fromtimestamp(START + seconds, UTC)
    return AgentEvent(operator_code="Agent/1", at=at, kind=kind, queue=queue, seconds=lasted)


def spans(*events):
    found = agent_spans(events, now=datetime.fromtimestamp(START + 10_000, UTC))
    return {
        name: [(round(a.timestamp()) - START, round(b.timestamp()) - START) for a, b in pairs]
        for name, pairs in found.items()
    }


def test_login_in_two_queues_at_once_is_one_span():
    found = spans(
        event(0, AgentEventKind.LOGIN, "q01"),
        event(10, AgentEventKind.LOGIN, "q02"),
        event(100, AgentEventKind.LOGOFF, "q01"),
        event(120, AgentEventKind.LOGOFF, "q02"),
    )
    assert found["logged_in"] == [(0, 120)]


def test_logoff_without_a_login_says_by_its_seconds_when_it_began():
    assert spans(event(900, AgentEventKind.LOGOFF, lasted=900))["logged_in"] == [(0, 900)]


def test_operator_who_is_still_logged_in_counts_until_now():
    assert spans(event(0, AgentEventKind.LOGIN))["logged_in"] == [(0, 10_000)]


def test_pause_and_wrap_up_are_spans_of_their_own():
    found = spans(
        event(10, AgentEventKind.PAUSE), event(40, AgentEventKind.UNPAUSE), event(50, AgentEventKind.WRAPUP, lasted=15)
    )
    assert (found["paused"], found["wrapped_up"]) == ([(10, 40)], [(50, 65)])


def test_login_over_the_full_hour_is_split_there():
    taken(
        line(3000, "NONE", "NONE", "Agent/1", "AGENTLOGIN", "SIP/1"),
        line(4200, "NONE", "NONE", "Agent/1", "AGENTLOGOFF", "SIP/1", 1200),
    )
    hours = agent_hours(CallProfile.objects.get(code="asterisk_queue_log"), DAY, DAY, now=TAKEN_AT)["Agent/1"]
    assert {hour: cell.logged_in for (_, hour), cell in hours.items()} == {10: 600, 11: 600}


# --- situations with expected tables --------------------------------------------------------------------------------


def stamp(text):
    return datetime.fromisoformat(text).replace(tzinfo=JST).timestamp()


OWN_SCENARIOS = [
    (
        "a call that crosses the full hour between two queues",
        """
        09:58:00|c1|qa|NONE|ENTERQUEUE
        09:58:04|c1|qa|Agent/7|CONNECT|4
        10:01:00|c1|qa|Agent/7|TRANSFER|9|x|4|176|1
        10:01:00|c1|qb|NONE|ENTERQUEUE
        10:01:03|c1|qb|Agent/8|RINGNOANSWER|2000
        10:01:09|c1|qb|Agent/9|CONNECT|9
        10:02:09|c1|qb|Agent/9|COMPLETECALLER|9|60|1
        """,
        {("qa", 9): (1, 1), ("qb", 10): (1, 1)},
        {("Agent/7", 9): (1, 0, 0), ("Agent/9", 10): (1, 0, 0)},
    ),
    (
        "answers written before the entry they belong to",
        """
        09:59:59|c1|qa|NONE|ENTERQUEUE
        09:00:02|c1|qa|Agent/7|CONNECT|3
        09:00:05|c1|qa|Agent/7|COMPLETEAGENT|3|5|1
        10:00:00|c2|qa|NONE|ENTERQUEUE
        10:00:40|c2|qa|NONE|ABANDON|1|1|40
        """,
        {("qa", 9): (1, 1), ("qa", 10): (1, 0)},
        {("Agent/7", 10): (1, 0, 0)},
    ),
    (
        "times of an operator",
        """
        09:10:10|a|NONE|Agent/3|AGENTCALLBACKLOGIN|1001@x
        09:25:10|b|NONE|Agent/3|AGENTCALLBACKLOGOFF|1001@x|900|CommandLogoff
        09:25:11|c|NONE|Agent/3|UNPAUSEALL
        09:43:07|NONE|NONE|Agent/3|WRAPUPSTART|15
        """,
        {},
        {("Agent/3", 9): (0, 900, 15)},
    ),
]


@pytest.mark.parametrize(
    ("lines", "queues", "agents"), [case[1:] for case in OWN_SCENARIOS], ids=[case[0] for case in OWN_SCENARIOS]
)
def test_situation_gives_its_table(lines, queues, agents):
    take(
        queue_log(*(f"{stamp(f'2025-06-02T{text[:8]}'):.0f}{text[8:]}" for text in reversed(lines.split()))),
        "asterisk_queue_log",
    )
    profile = CallProfile.objects.get(code="asterisk_queue_log")
    assert {
        (queue, hour): (cell.received, cell.answered)
        for queue, hours in queue_hours(profile, DAY, DAY).items()
        for (_, hour), cell in hours.items()
    } == queues
    assert {
        (agent, hour): (cell.answered, cell.logged_in, cell.wrapped_up)
        for agent, hours in agent_hours(profile, DAY, DAY, now=TAKEN_AT).items()
        for (_, hour), cell in hours.items()
    } == agents


SHARED = ["01_agent", "04_agent", "06_agent", "22_queue", "25_queue"]


def seconds_of(text):
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def expected_cell(row):
    names = {
        "Answered": "answered",
        "Received": "received",
        "Login": "logged_in",
        "Wrapup": "wrapped_up",
        "AWT": "mean_wait",
    }
    return {
        names[label]: (seconds_of(text) if ":" in text else int(text)) if text else None
        for label, text in row.items()
        if label in names
    }


def rate(part, whole):
    return f"{100 * part // whole} %" if whole else ""


@pytest.mark.parametrize("prefix", SHARED)
@pytest.mark.parametrize("precise", [False, True], ids=["seconds", "microseconds"])
def test_published_scenario_gives_its_expected_tables(shared_data, prefix, precise):
    folder = shared_data / "queue_log"
    scenario = next(
        one
        for one in json.loads((folder / "scenarios_with_expected.json").read_text())
        if one["file"].startswith(prefix)
    )
    content, zone = (folder / scenario["file"]).read_bytes(), UTC  # the files' seconds are those of a clock on UTC
    if precise:
        zone = JST
        content = queue_log(
            *(
                "|".join([f"{stamp(row['time']):.6f}", row["callid"], row["queuename"], row["agent"], row["event"],
                          *(row[f"data{n}"] for n in range(1, 6))])
                for row in scenario["queue_log"]
            )
        )  # fmt: skip
    run = take(content, "asterisk_queue_log", file_name=scenario["file"]).run
    assert run.rejected == 0
    profile = CallProfile.objects.get(code="asterisk_queue_log")
    for table in scenario["expected"]:
        words = table["step"].split('"')
        who, day = words[1], date.fromisoformat(words[3])
        if scenario["kind"] == "agent":
            hours = agent_hours(profile, day, day, now=TAKEN_AT, zone=zone).get(f"Agent/{who}", {})
        else:
            hours = queue_hours(profile, day, day, zone=zone).get(who, {})
        for row in table["rows"]:
            if row["label"] == "Total":
                for name, value in expected_cell(row).items():
                    if name != "mean_wait":
                        assert sum(getattr(cell, name) for cell in hours.values()) == value, (table["step"], name)
                continue
            cell = hours.get((day, int(row["label"].split("h")[0])))
            for name, value in expected_cell(row).items():
                found = getattr(cell, name) if cell else (None if name == "mean_wait" else 0)
                assert found == value, (table["step"], row["label"], name)
            if "QoS" in row:
                assert row["Answered rate"] == (rate(cell.answered, cell.received) if cell else "")
                assert row["QoS"] == (rate(cell.answered_soon, cell.answered) if cell else "")


def test_calls_of_the_published_scenarios_are_each_one_call(shared_data):
    folder = shared_data / "queue_log"
    calls = {"01_agent": 3, "04_agent": 0, "06_agent": 1, "22_queue": 6, "25_queue": 1}
    for prefix, number in calls.items():
        Call.objects.all().delete()
        take(next(folder.glob(f"{prefix}*")).read_bytes(), "asterisk_queue_log")
        assert Call.objects.count() == number, prefix


def test_call_goes_on_while_its_talk_does():
    """It was in two queues; it left one before it was answered in the other, whose end another file tells."""
    before = [entered(0), entered(1, queue="q02"), abandoned(4, queue="q02", wait=3), connected(5)]
    run = taken(*before)
    call = Call.objects.get()
    assert (run.state, call.outcome, call.ended_at) == ("taken", Outcome.ANSWERED, None)
    taken(*before, completed(65))
    call.refresh_from_db()
    assert call.ended_at == datetime.fromtimestamp(START + 65, UTC)
