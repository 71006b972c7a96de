"""Reads an Asterisk `queue_log`: one event a line, `epoch|call|queue|agent|event|data…`, in any order.

A call's trail is the set of its events, so that overlapping files, a file taken twice or files in the wrong order all
give the same call. One visit to a queue is a `Visit`; a caller who was passed on or sent through several queues is one
call of several visits. Where clocks contradict each other, the seconds that the queue itself counted go first.
"""

import io
import re
from collections import defaultdict
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from apps.callcenter.enums import AgentEventKind, Outcome

from .records import (
    LONGEST_ID,
    LONGEST_OPERATOR,
    LONGEST_QUEUE,
    AgentMoment,
    CallRow,
    Cells,
    Fault,
    Piece,
    RowFault,
    Skipped,
    Trail,
    checked_code,
    checked_moment,
    checked_seconds,
    harmless,
)

if TYPE_CHECKING:
    from apps.callcenter.models import CallProfile

CELLS: tuple[str, ...] = ("日時", "通話ID", "待ち行列", "オペレーター", "出来事", "待ち秒数", "通話秒数")
NOBODY = "NONE"
ENTERED, CONNECTED = "ENTERQUEUE", "CONNECT"
PASSED_ON = frozenset({"TRANSFER", "BLINDTRANSFER", "ATTENDEDTRANSFER"})
COMPLETED = frozenset({"COMPLETECALLER", "COMPLETEAGENT"}) | PASSED_ON
AGENT_EVENTS = {
    "AGENTLOGIN": AgentEventKind.LOGIN,
    "AGENTCALLBACKLOGIN": AgentEventKind.LOGIN,
    "ADDMEMBER": AgentEventKind.LOGIN,
    "AGENTLOGOFF": AgentEventKind.LOGOFF,
    "AGENTCALLBACKLOGOFF": AgentEventKind.LOGOFF,
    "REMOVEMEMBER": AgentEventKind.LOGOFF,
    "PAUSE": AgentEventKind.PAUSE,
    "PAUSEALL": AgentEventKind.PAUSE,
    "UNPAUSE": AgentEventKind.UNPAUSE,
    "UNPAUSEALL": AgentEventKind.UNPAUSE,
    "WRAPUPSTART": AgentEventKind.WRAPUP,
}
# At which place of the data an event says how long the caller waited, and how long the two talked (from the end: < 0).
WAITED = {
    CONNECTED: 0,
    "COMPLETECALLER": 0,
    "COMPLETEAGENT": 0,
    **dict.fromkeys(PASSED_ON, -3),
    "ABANDON": 2,
    "EXITWITHTIMEOUT": 2,
    "EXITEMPTY": 2,
    "EXITWITHKEY": 3,
}
TALKED = {"COMPLETECALLER": 1, "COMPLETEAGENT": 1, **dict.fromkeys(PASSED_ON, -2)}
LASTED = {"AGENTLOGOFF": 1, "AGENTCALLBACKLOGOFF": 1, "WRAPUPSTART": 0}
CALLER = 1
EPOCH = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,9})?")
EVENT = re.compile(r"[A-Z][A-Z_]{2,39}")
UNIQUE_ID = re.compile(r"[0-9]{10}\.[0-9]{1,9}")


class Event(NamedTuple):
    """One line of the log about a call, as its trail keeps it: no caller's number."""

    at: float
    queue: str
    agent: str
    name: str
    waited: int | None
    talked: int | None
    is_withheld: bool

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of a caller in one queue. `end` is None while it goes on."""

    queue: str
    entered_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    agent: str
    end: str | None
    waited: int
    talked: int


def read(
    file: BinaryIO, profile: "CallProfile", encoding: str, *, at: datetime
) -> Generator[Piece | AgentMoment | Skipped | Fault, None, None]:
    """The lines of a file that `encoding_of` accepted."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline=None)
    try:
        for number, line in enumerate(text, 1):
            if not (stripped := line.strip()):
                continue
            cells = stripped.split("|")
            try:
                yield _record(number, cells, profile, is_withheld=_is_withheld(cells, profile), at=at)
            except RowFault as fault:
                yield Fault(number, str(fault), harmless(_shown(cells)), _is_withheld(cells, profile))
    finally:
        text.detach()


def read_cells(
    cells: Cells, profile: "CallProfile", *, is_withheld: bool, at: datetime
) -> list[Piece | AgentMoment | Skipped]:
    """One line that was mended by hand."""
    names = [cells.get(name, "").strip() for name in CELLS]
    head, waited, talked = names[:5], names[5], names[6]
    event = head[4]
    data = ["", "", "", "", "1"]
    for places, seconds in ((WAITED, waited), (TALKED, talked), (LASTED, talked)):
        if event in places:
            data[places[event]] = seconds
    return [_record(0, [*head, *data], profile, is_withheld=is_withheld, at=at)]


def merged(known: Trail, found: Trail) -> Trail:
    """The set of all events, oldest first."""
    return sorted({tuple(event): event for event in (*known, *found)}.values(), key=_place)


def as_call(line: int, call_id: str, trail: Trail, profile: "CallProfile") -> CallRow | None:
    """The call of these events: answered when anybody answered, otherwise as its last visit ended."""
    found = visits(trail)
    answered = [visit for visit in found if visit.answered_at]
    first, last = found[0], found[-1]
    if answered:
        outcome = Outcome.ANSWERED.value
        waits = found[: found.index(answered[0]) + 1]
    else:
        outcome = profile.outcomes.get(last.end or "", Outcome.OPEN.value)
        waits = found
    latest = max((visit.ended_at for visit in found if visit.ended_at), default=None)
    answered_at = answered[0].answered_at if answered else None
    is_over = last.ended_at is not None and outcome != Outcome.OPEN
    if latest and answered_at and latest < answered_at:
        is_over = False  # the talk itself goes on
    return CallRow(
        line=line,
        external_id=call_id,
        arrived_at=first.entered_at,
        queued_at=first.entered_at,
        answered_at=answered_at,
        ended_at=latest if is_over else None,
        outcome=outcome,
        wait_seconds=sum(visit.waited for visit in waits),
        talk_seconds=sum(visit.talked for visit in answered),
        operator_code=answered[0].agent if answered else "",
        is_withheld=any(Event(*event).is_withheld for event in trail),
        transfers=sum(visit is not last or visit.end in PASSED_ON for visit in answered),
        trail=trail,
    )


def visits(trail: Trail) -> list[Visit]:
    """The stays of one caller in queues, in the order of their beginning; never none for a trail that is not empty."""
    by_queue: dict[str, list[Event]] = defaultdict(list)
    for event in trail:
        by_queue[event[1]].append(Event(*event))
    found = [visit for events in by_queue.values() for visit in _visits_of(sorted(events, key=_place))]
    return sorted(found, key=lambda visit: (visit.entered_at, visit.ended_at is None))


def _visits_of(events: list[Event]) -> Iterator[Visit]:
    """The visits to one queue: the first entry, answer and end belong together, then the second ones …

    A log that begins in the middle of a visit lacks the entries, one that breaks off lacks the ends.
    """
    entries = [event for event in events if event.name == ENTERED]
    answers = [event for event in events if event.name == CONNECTED]
    ends = [event for event in events if event.name not in (ENTERED, CONNECTED)]
    spoken = sum(event.name in COMPLETED for event in ends)
    number = max(len(entries), len(ends) + (len(answers) > spoken))
    entered: list[Event | None] = [*[None] * (number - len(entries)), *entries]
    lost_answers = max(0, spoken - len(answers))
    for entry, end in zip(entered, [*ends, *[None] * (number - len(ends))], strict=True):
        answer = None
        if end is None or end.name in COMPLETED:
            if lost_answers and end:
                lost_answers -= 1
            elif answers:
                answer = answers.pop(0)
        yield _visit(entry, answer, end)


def _visit(entry: Event | None, answer: Event | None, end: Event | None) -> Visit:
    known = [event for event in (entry, answer, end) if event]
    spoke = answer is not None or (end is not None and end.name in COMPLETED)
    said_wait = next((event.waited for event in (answer, end) if event and event.waited is not None), None)
    said_talk = end.talked if end and spoke else None
    if entry:
        entered = entry.moment
    elif answer:
        entered = answer.moment - timedelta(seconds=said_wait or 0)
    else:
        entered = known[0].moment - timedelta(seconds=(said_wait or 0) + (said_talk or 0))
    answered: datetime | None = None
    if spoke:
        answered = answer.moment if answer else entered + timedelta(seconds=said_wait or 0)
        if answered < entered:
            answered = entered + timedelta(seconds=said_wait or 0)
    began = answered or entered
    ended: datetime | None = None
    if end:
        ended = end.moment if end.moment >= began else began + timedelta(seconds=said_talk or 0)
    left = answered or ended
    return Visit(
        queue=known[0].queue,
        entered_at=entered,
        answered_at=answered,
        ended_at=ended,
        agent=next((event.agent for event in (answer, end) if event and event.agent), "") if spoke else "",
        end=end.name if end else None,
        waited=_between(entered, left) if said_wait is None else said_wait,
        talked=_between(answered, ended) if said_talk is None else said_talk,
    )


def _between(start: datetime | None, end: datetime | None) -> int:
    return int((end - start).total_seconds()) if start and end else 0


def _place(event: Event | list[Any]) -> tuple[float, int, str, str, str]:
    """Where an event stands among others: by its moment, of the same second by what must come first."""
    at, queue, agent, name, *_ = event
    return at, 0 if name == ENTERED else 1 if name == CONNECTED else 2, queue, agent, name


def _record(
    line: int, cells: list[str], profile: "CallProfile", *, is_withheld: bool, at: datetime
) -> Piece | AgentMoment | Skipped:
    if len(cells) < 5:
        raise RowFault("項目が足りません（日時・通話ID・待ち行列・オペレーター・出来事を縦線で区切ります）。")
    epoch, call_id, queue, agent, name, *data = (cell.strip() for cell in cells)
    moment = _moment(epoch, at=at)
    if not EVENT.fullmatch(name):
        raise RowFault("「出来事」が読めません。")
    agent = "" if agent == NOBODY else checked_code(agent, "オペレーター", LONGEST_OPERATOR)
    queue = "" if queue == NOBODY else checked_code(queue, "待ち行列", LONGEST_QUEUE)
    while data and not data[-1]:
        data.pop()
    if queue in profile.skips.get("待ち行列", ()):
        return Skipped(line)
    if name in AGENT_EVENTS:
        if not agent:
            return Skipped(line)
        lasted = _seconds(data, LASTED, name, "秒数")
        return AgentMoment(line, agent, moment, AGENT_EVENTS[name].value, queue, lasted)
    if name not in (ENTERED, CONNECTED) and name not in COMPLETED and name not in profile.outcomes:
        return Skipped(line)
    if not UNIQUE_ID.fullmatch(call_id):
        call_id = checked_code(call_id, "通話ID", LONGEST_ID)
        if call_id in ("", NOBODY):
            raise RowFault("通話を区別する番号がありません。")
    waited, talked = _seconds(data, WAITED, name, "待ち秒数"), _seconds(data, TALKED, name, "通話秒数")
    withheld = name == ENTERED and is_withheld
    return Piece(line, call_id, Event(float(epoch), queue, agent, name, waited, talked, withheld))


def _moment(epoch: str, *, at: datetime) -> datetime:
    if not EPOCH.fullmatch(epoch):
        raise RowFault("「日時」（行の先頭の数字）が読めません。")
    return checked_moment(datetime.fromtimestamp(float(epoch), UTC), "日時", at=at)


def _seconds(data: list[str], places: dict[str, int], name: str, label: str) -> int | None:
    place = places.get(name)
    if place is None or not -len(data) <= place < len(data) or not data[place]:
        return None
    return checked_seconds(data[place], label)


def _is_withheld(cells: list[str], profile: "CallProfile") -> bool:
    return len(cells) > 5 + CALLER and cells[5 + CALLER].strip() in profile.withheld_markers


def _shown(cells: list[str]) -> Cells:
    """What may be kept of a refused line: no data of an event but its seconds."""
    name = cells[4].strip() if len(cells) > 4 else ""
    data = [cell.strip() for cell in cells[5:]]
    while data and not data[-1]:
        data.pop()
    seconds = [
        next(
            (
                data[places[name]]
                for places in tables
                if name in places and -len(data) <= places[name] < len(data) and len(data[places[name]]) <= 6
            ),
            "",
        )
        for tables in ((WAITED,), (TALKED, LASTED))
    ]
    return dict(zip(CELLS, [*(cell.strip() for cell in [*cells, "", "", "", ""][:5]), *seconds], strict=True))
