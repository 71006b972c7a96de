"""Reads Amazon Connect contact records: an array, one object, or objects one after another with or without line breaks.

A call's trail holds its contacts, each in its newest form (`LastUpdateTimestamp`): a caller who was passed on has one
contact for each station, chained by `InitialContactId`. Calls are those that began INBOUND by voice.
"""

import io
import json
import re
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from apps.callcenter.enums import AgentEventKind, Outcome

from .records import (
    LONGEST_ID,
    LONGEST_OPERATOR,
    LONGEST_QUEUE,
    AgentMoment,
    CallRow,
    Cells,
    Fault,
    FileRefused,
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

CHUNK = 1 << 16
LONGEST_RECORD = 1 << 19
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CONTINUED = frozenset({"TRANSFER", "QUEUE_TRANSFER"})
# Where the parts of a record stand that are read, kept and may be mended; the caller's end point is not among them.
PLACES = {
    "id": "ContactId",
    "initial": "InitialContactId",
    "previous": "PreviousContactId",
    "updated": "LastUpdateTimestamp",
    "channel": "Channel",
    "method": "InitiationMethod",
    "initiated": "InitiationTimestamp",
    "enqueued": "Queue.EnqueueTimestamp",
    "queue": "Queue.Name",
    "waited": "Queue.Duration",
    "answered": "Agent.ConnectedToAgentTimestamp",
    "agent": "Agent.Username",
    "talked": "Agent.AgentInteractionDuration",
    "held": "Agent.CustomerHoldDuration",
    "wrapup_began": "Agent.AfterContactWorkStartTimestamp",
    "wrapup": "Agent.AfterContactWorkDuration",
    "ended": "DisconnectTimestamp",
    "reason": "DisconnectReason",
}
CELLS: tuple[str, ...] = tuple(PLACES.values())
MOMENTS = ("updated", "initiated", "enqueued", "answered", "ended", "wrapup_began")
SECONDS = ("waited", "talked", "held", "wrapup")


def read(
    file: BinaryIO, profile: "CallProfile", encoding: str, *, at: datetime
) -> Generator[Piece | AgentMoment | Skipped | Fault, None, None]:
    """The contacts of a file, counted instead of lines; one record can give a piece and an operator's moment."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline=None)
    number = 0
    try:
        for number, record in enumerate(_objects(text), 1):
            if not isinstance(record, dict) or "ContactId" not in record:
                if number == 1:
                    raise FileRefused("Amazon Connectのコンタクトの記録（ContactIdのあるJSON）ではありません。")
                yield Fault(number, "コンタクトの記録（ContactIdのあるJSON）ではありません。")
                continue
            parts = _parts(record)
            caller = _under(record, "CustomerEndpoint.Address")
            is_withheld = caller in profile.withheld_markers
            try:
                yield from _record(number, parts, is_withheld, at=at)
            except RowFault as fault:
                cells = {place: parts[name] for name, place in PLACES.items()}
                yield Fault(number, str(fault), harmless(cells), is_withheld)
    finally:
        text.detach()
    if not number:
        raise FileRefused("コンタクトの記録が1件もありません。")


def read_cells(
    cells: Cells, profile: "CallProfile", *, is_withheld: bool, at: datetime
) -> list[Piece | AgentMoment | Skipped]:
    """One contact that was mended by hand."""
    parts = {name: cells.get(place, "").strip() for name, place in PLACES.items()}
    return list(_record(0, parts, is_withheld, at=at))


def merged(known: Trail, found: Trail) -> Trail:
    """Each contact in its newest form, in the order of their beginning."""
    newest: dict[str, dict[str, Any]] = {}
    for contact in (*known, *found):
        other = newest.get(contact["id"])
        if other is None or _freshness(contact) > _freshness(other):
            newest[contact["id"]] = contact
    return sorted(newest.values(), key=lambda contact: (contact["initiated"], contact["id"]))


def as_call(line: int, call_id: str, trail: Trail, profile: "CallProfile") -> CallRow | None:
    """The call of these contacts; None when it did not begin with a caller.

    Without its first contact, which another file may bring, it is open: nobody knows yet whether it counts.
    """
    first, last = next((contact for contact in trail if contact["id"] == call_id), trail[0]), trail[-1]
    if first["method"] not in ("INBOUND", *CONTINUED):
        return None
    answered = [contact for contact in trail if contact["answered"]]
    is_whole, is_over = first["method"] == "INBOUND", all(contact["ended"] for contact in trail)
    if not is_whole or not (answered or is_over):
        outcome = Outcome.OPEN.value
    elif answered:
        outcome = Outcome.ANSWERED.value
    else:
        outcome = profile.outcomes.get(last["reason"], Outcome.ABANDONED.value)
    is_answered, is_open = outcome == Outcome.ANSWERED, outcome == Outcome.OPEN
    arrived_at = _moment_of(first["initiated"])
    enqueued = [_moment_of(contact["enqueued"]) for contact in trail if contact["enqueued"]]
    waits = trail[: trail.index(answered[0]) + 1] if answered else trail
    answered_at = max(_moment_of(answered[0]["answered"]), arrived_at) if is_answered else None
    ends = [_moment_of(contact["ended"]) for contact in trail if contact["ended"]]
    return CallRow(
        line=line,
        external_id=call_id,
        arrived_at=arrived_at,
        queued_at=min(enqueued, default=None),
        answered_at=answered_at,
        ended_at=max(*ends, answered_at or arrived_at) if is_over and not is_open else None,
        outcome=outcome,
        wait_seconds=sum(contact["waited"] for contact in waits),
        talk_seconds=sum(contact["talked"] + contact["held"] for contact in answered) if is_answered else 0,
        operator_code=answered[0]["agent"] if is_answered else "",
        is_withheld=any(contact["is_withheld"] for contact in trail),
        transfers=sum(contact["method"] in CONTINUED for contact in trail if contact is not first),
        trail=trail,
    )


def _record(
    number: int, parts: dict[str, str], is_withheld: bool, *, at: datetime
) -> Iterator[Piece | AgentMoment | Skipped]:
    if parts["channel"] != "VOICE":
        yield Skipped(number)
        return
    contact: dict[str, Any] = dict(parts)
    for name in ("id", "initial", "previous"):
        if not UUID.fullmatch(parts[name]):
            checked_code(parts[name], PLACES[name], LONGEST_ID)
    if not parts["id"]:
        raise RowFault("通話を区別する番号がありません。")
    checked_code(parts["agent"], PLACES["agent"], LONGEST_OPERATOR)
    checked_code(parts["queue"], PLACES["queue"], LONGEST_QUEUE)
    for name in ("method", "reason"):
        checked_code(parts[name], PLACES[name], LONGEST_QUEUE)
    for name in MOMENTS:
        contact[name] = _checked_moment(parts[name], PLACES[name], at=at)
    for name in SECONDS:
        contact[name] = checked_seconds(parts[name], PLACES[name])
    for name in ("initiated", "updated"):
        if not contact[name]:
            raise RowFault(f"「{PLACES[name]}」がありません。")
    if contact["ended"] and contact["ended"] < contact["initiated"]:
        raise RowFault("終了日時が着信日時より前です。")
    wrapup_began, wrapup = contact.pop("wrapup_began"), contact.pop("wrapup")
    previous = "" if parts["initial"] else parts["previous"]
    kept = {name: value for name, value in contact.items() if name not in ("channel", "initial", "previous")}
    yield Piece(number, parts["initial"] or parts["id"], kept | {"is_withheld": is_withheld}, parts["id"], previous)
    if parts["agent"] and wrapup_began and wrapup:
        began = _moment_of(wrapup_began)
        kind = AgentEventKind.WRAPUP.value
        yield AgentMoment(number, parts["agent"], began, kind, parts["queue"], wrapup, is_aside=True)


def _checked_moment(text: str, name: str, *, at: datetime) -> str:
    """The moment as ISO text in UTC; empty where there is none."""
    if not text:
        return ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RowFault(f"「{name}」が日時として読めません。") from None
    if moment.tzinfo is None:
        raise RowFault(f"「{name}」に時間帯（末尾のZなど）がありません。")
    return checked_moment(moment, name, at=at).astimezone(UTC).isoformat()


def _moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _freshness(contact: dict[str, Any]) -> tuple[str, str]:
    """Of two forms with the same time stamp the same one wins whichever comes first."""
    return contact["updated"], json.dumps(contact, sort_keys=True)


def _parts(record: dict[str, Any]) -> dict[str, str]:
    return {name: _under(record, place) for name, place in PLACES.items()}


def _under(record: dict[str, Any], path: str) -> str:
    """The text at `Outer.Inner`; empty where nothing or no plain value stands."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _objects(text: io.TextIOWrapper) -> Iterator[Any]:
    """The values of a JSON stream, one at a time; commas and brackets of an outer array are passed over."""
    decoder, buffer, number, is_array, at_end = json.JSONDecoder(), "", 0, False, False
    while True:
        buffer = buffer.lstrip(" \t\r\n," if is_array else " \t\r\n")
        if not buffer and not at_end:
            buffer = text.read(CHUNK)
            at_end = not buffer
            continue
        if number == 0 and not is_array and buffer.startswith("["):
            is_array, buffer = True, buffer[1:]
            continue
        if is_array and buffer.startswith("]"):
            if (buffer[1:] + text.read(CHUNK)).strip():
                raise FileRefused("JSONの配列の後に余分な内容があります。")
            return
        if not buffer:
            if is_array:
                raise FileRefused("JSONが途中で切れています。ファイルを出力し直してください。")
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            if not isinstance(error, json.JSONDecodeError):
                raise FileRefused(f"JSONとして読めません（{number + 1}件目）。") from None
            if at_end or len(buffer) > LONGEST_RECORD:
                raise FileRefused(_why(number + 1, error, len(buffer), at_end)) from None
            more = text.read(CHUNK)
            at_end = not more
            buffer += more
            continue
        number += 1
        buffer = buffer[end:]
        yield value


def _why(number: int, error: json.JSONDecodeError, length: int, at_end: bool) -> str:
    if not at_end:
        return f"JSONとして読めないか、1件が長すぎます（{number}件目、上限{LONGEST_RECORD:,}文字）。"
    if error.pos >= length - 1 or error.msg.startswith("Unterminated"):
        return f"JSONが途中で切れています（{number}件目）。ファイルを出力し直してください。"
    return f"JSONとして読めません（{number}件目）。"
