"""Amazon Connect contact records: newest form wins, chained contacts are one call, only callers by voice count."""

import json
from datetime import UTC, date, datetime

import pytest

from apps.callcenter.enums import AgentEventKind, ImportState, Outcome
from apps.callcenter.models import AgentEvent, Call, RejectedRow
from apps.contracts.calendar import Calendar

from .factories import take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]


def contact(number=1, *, answered=True, **changes):
    """A caller of Monday 2 June 2025, 10:00 in Japan, as the service writes it; `Queue.Name=` reaches inside."""
    record = {
        "ContactId": f"contact-{number}",
        "InitialContactId": None,
        "PreviousContactId": None,
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": "2025-06-02T01:00:00Z",
        "LastUpdateTimestamp": "2025-06-02T01:10:00Z",
        "DisconnectTimestamp": "2025-06-02T01:02:00Z",
        "DisconnectReason": "CUSTOMER_DISCONNECT",
        "CustomerEndpoint": {"Address": "+819012345678", "Type": "TELEPHONE_NUMBER"},
        "Queue": {"Name": "q", "EnqueueTimestamp": "2025-06-02T01:00:10Z", "Duration": 20},
        "Agent": {
            "Username": "agent1",
            "ConnectedToAgentTimestamp": "2025-06-02T01:00:30Z",
            "AgentInteractionDuration": 80,
            "CustomerHoldDuration": 10,
            "AfterContactWorkStartTimestamp": "2025-06-02T01:02:00Z",
            "AfterContactWorkDuration": 32,
        }
        if answered
        else None,
    }
    for path, value in changes.items():
        outer, _, inner = path.partition("__")
        if inner:
            record[outer] = (record[outer] or {}) | {inner: value}
        else:
            record[outer] = value
    return record


def taken(*records, shape=json.dumps):
    return take(shape(list(records)).encode(), "amazon_connect", file_name="records.json").run


def moment(hour, minute, second):
    return datetime(2025, 6, 2, hour, minute, second, tzinfo=UTC)


def test_answered_contact_is_a_call_in_the_time_of_japan():
    run = taken(contact())
    call = Call.objects.get()
    assert (run.read, run.new) == (1, 1)
    assert (call.arrived_at, call.queued_at, call.answered_at, call.ended_at) == (
        moment(1, 0, 0),
        moment(1, 0, 10),
        moment(1, 0, 30),
        moment(1, 2, 0),
    )
    assert (call.wait_seconds, call.talk_seconds, call.operator_code) == (20, 90, "agent1")
    (cell,) = Call.objects.grid(date(2025, 6, 2), date(2025, 6, 2), Calendar.load(), short_seconds=10)
    assert (cell.hour, cell.offered, cell.answered) == (10, 1, 1)


def test_wrap_up_is_a_moment_of_the_operator_and_no_record_of_its_own():
    run = taken(contact())
    event = AgentEvent.objects.get()
    assert (event.operator_code, event.kind, event.at, event.seconds) == (
        "agent1",
        AgentEventKind.WRAPUP,
        moment(1, 2, 0),
        32,
    )
    assert (run.read, run.skipped) == (1, 0)


@pytest.mark.parametrize(
    "shape",
    [
        json.dumps,
        lambda records: json.dumps(records, indent=2),
        lambda records: "".join(json.dumps(record) for record in records),
        lambda records: "\n".join(json.dumps(record) for record in records) + "\n",
        lambda records: "\ufeff" + "\r\n".join(json.dumps(record) for record in records),
    ],
    ids=["array", "indented", "one after another", "lines", "lines with a mark"],
)
def test_every_way_of_writing_many_records_is_read_alike(shape):
    assert taken(contact(1), contact(2), contact(3), shape=shape).new == 3


def test_one_object_alone_is_read():
    assert taken(contact(), shape=lambda records: json.dumps(records[0])).new == 1


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("files", [1, 2])
def test_newest_form_of_a_contact_wins_within_a_file_and_against_earlier_ones(newest_first, files):
    old = contact(LastUpdateTimestamp="2025-06-02T01:05:00Z", Agent__AgentInteractionDuration=1)
    new = contact(LastUpdateTimestamp="2025-06-02T01:20:00Z")
    order = [new, old] if newest_first else [old, new]
    if files == 1:
        taken(*order)
    else:
        for record in order:
            taken(record)
    assert Call.objects.get().talk_seconds == 90


def test_same_file_again_changes_nothing():
    records = contact(1), contact(2, answered=False)
    taken(*records)
    again = taken(*records)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert AgentEvent.objects.count() == 1


def second_station(**changes):
    return contact(
        2,
        InitiationMethod="TRANSFER",
        InitiationTimestamp="2025-06-02T01:02:00Z",
        DisconnectTimestamp="2025-06-02T01:05:00Z",
        Agent__Username="agent2",
        Agent__ConnectedToAgentTimestamp="2025-06-02T01:02:05Z",
        Queue__EnqueueTimestamp="2025-06-02T01:02:00Z",
        **({"InitialContactId": "contact-1", "PreviousContactId": "contact-1"} | changes),
    )


@pytest.mark.parametrize("names", [{}, {"InitialContactId": None}], ids=["first named", "only the one before named"])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_caller_who_is_passed_on_is_one_call(names, order):
    records = [contact(1), second_station(**names)]
    run = taken(*(records[place] for place in order))
    call = Call.objects.get()
    assert (run.new, call.external_id, call.transfers, call.operator_code) == (1, "contact-1", 1, "agent1")
    assert (call.talk_seconds, call.wait_seconds, call.ended_at) == (180, 20, moment(1, 5, 0))


def test_station_that_only_names_the_one_before_finds_it_in_an_earlier_file():
    taken(contact(1), second_station())
    third = second_station() | {"ContactId": "contact-3", "InitialContactId": None, "PreviousContactId": "contact-2"}
    taken(third)
    assert Call.objects.get().transfers == 2


def test_station_whose_beginning_is_not_known_yet_is_open_until_it_comes():
    taken(second_station())
    assert Call.objects.get().outcome == Outcome.OPEN
    taken(contact(1))
    assert (Call.objects.get().outcome, Call.objects.get().transfers) == (Outcome.ANSWERED, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"Channel": "CHAT"},
        {"Channel": "TASK"},
        {"InitiationMethod": "OUTBOUND"},
        {"InitiationMethod": "API"},
        {"InitiationMethod": "CALLBACK"},
    ],
)
def test_what_is_no_call_from_outside_is_skipped_with_its_count(changes):
    run = taken(contact(1, **changes), contact(2))
    assert (run.read, run.new, run.skipped) == (2, 1, 1)


def test_call_back_that_is_passed_on_is_no_incoming_call():
    run = taken(contact(1, InitiationMethod="OUTBOUND"), second_station())
    assert (run.new, run.skipped) == (0, 2)


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [("CUSTOMER_DISCONNECT", Outcome.ABANDONED), ("CONTACT_FLOW_DISCONNECT", Outcome.OVERFLOW)],
)
def test_contact_that_nobody_took_ends_by_its_reason(reason, outcome):
    taken(contact(answered=False, DisconnectReason=reason))
    call = Call.objects.get()
    assert (call.outcome, call.answered_at, call.operator_code, call.talk_seconds) == (outcome, None, "", 0)


def test_contact_without_an_end_is_open_and_completed_later():
    taken(contact(answered=False, DisconnectTimestamp=None, LastUpdateTimestamp="2025-06-02T01:00:20Z"))
    assert Call.objects.get().outcome == Outcome.OPEN
    taken(contact())
    assert Call.objects.get().outcome == Outcome.ANSWERED


def test_callers_number_is_nowhere():
    taken(contact(1), contact(2, CustomerEndpoint__Address="anonymous"), contact(3, InitiationTimestamp="x"))
    kept = json.dumps([*Call.objects.values_list("trail", flat=True), *RejectedRow.objects.values_list("cells")])
    assert "9012345678" not in kept
    assert list(Call.objects.order_by("external_id").values_list("is_withheld", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"InitiationTimestamp": "2025-06-02T01:00:00"}, "時間帯"),
        ({"InitiationTimestamp": "2025-02-31T01:00:00Z"}, "日時として読めません"),
        ({"InitiationTimestamp": "0001-01-01T00:00:00Z"}, "日時として読めません"),
        ({"InitiationTimestamp": None}, "「InitiationTimestamp」がありません"),
        ({"LastUpdateTimestamp": None}, "「LastUpdateTimestamp」がありません"),
        ({"InitiationTimestamp": "2099-01-01T00:00:00Z"}, "取り込みの日時より先"),
        ({"DisconnectTimestamp": "2025-06-02T00:00:00Z"}, "終了日時が着信日時より前"),
        ({"Queue__Duration": -1}, "秒数ではありません"),
        ({"ContactId": "=HYPERLINK(1)"}, "計算式"),
        ({"ContactId": "x" * 200}, "長すぎます"),
        ({"Agent__Username": "123456789018"}, "個人番号"),
        ({"Agent__Username": "\ud800"}, "使えない文字"),
    ],
)
def test_contact_with_a_mistake_is_rejected_alone(changes, words):
    run = taken(contact(1, **changes), contact(2))
    assert (run.new, run.rejected) == (1, 1)
    assert words in RejectedRow.objects.get(line=1).reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "1件もありません"),
        (b"   ", "1件もありません"),
        (b'[{"ContactId": "a"', "途中で切れています"),
        (json.dumps([contact()]).encode()[:-2], "途中で切れています"),
        (b'[{"ContactId": "a"} {"ContactId"', "途中で切れています"),
        (b'["a", "b"]', "コンタクトの記録"),
        (b'{"some": "thing"}', "コンタクトの記録"),
        (b"date,caller\n1,2\n", "JSONとして読めません"),
        (b"[" * 100_000, "コンタクトの記録|JSON"),
        (b'{"ContactId": ' + b"9" * 5000 + b"}", "JSONとして読めません"),
        (b'{"ContactId": "' + b"a" * 2_000_000 + b'"}', "長すぎます"),
        (json.dumps([contact()]).encode() + b"garbage", "余分な内容"),
    ],
)
def test_file_that_is_no_stream_of_records_is_refused(content, words):
    run = take(content, "amazon_connect").run
    assert run.state == ImportState.REFUSED
    assert any(word in run.reason for word in words.split("|")), run.reason
    assert not Call.objects.exists()


def test_published_sample_is_one_answered_call(shared_data):
    content = (shared_data / "calls" / "amazon_connect_contact_record.json").read_bytes()
    assert take(content, "amazon_connect").run.new == 1
    call = Call.objects.get()
    assert (call.outcome, call.wait_seconds, call.talk_seconds, call.operator_code) == ("answered", 7, 33, "admin1")
    assert call.arrived_at == datetime(2022, 4, 8, 14, 59, 38, tzinfo=UTC)
    assert AgentEvent.objects.get().seconds == 32
