"""The counter desk and the day board over HTTP."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters.enums import AssistMethod, ServiceKind, SessionState, SourceDocument, UsageKind
from apps.counters.models import CounterSession, Reception, Service, Trouble

from .factories import (
    ASSIST,
    MONDAY,
    NOW,
    SUNDAY,
    ServiceGiven,
    after,
    assign,
    at,
    decided_agreement,
    make_session,
    record,
    site_of,
    tick_all,
)

DAY = timedelta(days=1)
HOLIDAY = date(2025, 11, 24)


def address(name: str, *rest: object, code: str = "honcho", day=MONDAY) -> str:
    return reverse(f"counters:{name}", args=[code, day, *rest])


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


@pytest.fixture
def leader(client_of):
    client = client_of(Role.SITE_LEADER)
    assign(client.user, site_of())
    return client


@pytest.fixture
def session(clerk):
    return make_session(by=clerk.user)


@pytest.fixture
def move_to(time_machine):
    """Moves the clock; whoever is named has signed in again by then."""

    def move(moment, *clients):
        time_machine.move_to(moment, tick=False)
        for client in clients:
            client.force_login(client.user)

    return move


def press(client, button: str, *, key: uuid.UUID | None = None, **options: object):
    form = {
        "service": button,
        "people": 1,
        "source_document": SourceDocument.APPLICATION_FORM,
        "submission_key": key or uuid.uuid4(),
    }
    return client.post(address("reception_record"), form | options)


def key_on(page: str) -> str:
    """The one-time key of the reception form on a page."""
    form = page[page.index("受付を記録</h2>") :]
    return re.search(r'name="submission_key" value="([0-9a-f-]{36})"', form)[1]


# --- the desk


def test_clerk_opens_the_counter_from_the_page(clerk):
    page = clerk.get(address("session")).content.decode()
    assert address("session_open") in page
    response = clerk.post(address("session_open"), follow=True)
    assert response.redirect_chain == [(address("session"), 303)]
    assert CounterSession.objects.get().state is SessionState.OPEN
    assert "受付を記録" in response.content.decode()


BUTTONS = {
    "device": {(ServiceKind.ASSIST, AssistMethod.DEVICE, "", "")},
    "post": {(ServiceKind.ASSIST, AssistMethod.POST, "", "")},
    "smartphone": {(ServiceKind.ASSIST, AssistMethod.SMARTPHONE, SourceDocument.APPLICATION_FORM, "")},
    "usage": {(ServiceKind.USAGE, "", "", UsageKind.HEALTH_INSURANCE)},
    "express_photo": {(ServiceKind.EXPRESS_PHOTO, "", "", "")},
    "guidance": {(ServiceKind.GUIDANCE, "", "", "")},
    "other": {(ServiceKind.OTHER, "", "", "")},
}


@pytest.mark.parametrize(("button", "services"), BUTTONS.items())
def test_one_press_records_one_reception(clerk, session, button, services):
    response = press(clerk, button)
    assert (response.status_code, response["Location"]) == (303, address("session"))
    assert set(Service.objects.values_list("kind", "method", "source_document", "usage")) == services
    reception = Reception.objects.get()
    assert (reception.received_by, reception.received_at) == (clerk.user, NOW)


def test_each_button_has_its_number_key(clerk, session):
    page = clerk.get(address("session")).content.decode()
    assert re.findall(r'name="service" value="(\w+)" data-key="(\d)"', page) == [
        (button, str(number)) for number, button in enumerate(BUTTONS, start=1)
    ]


def test_ticks_beside_the_button_are_recorded(clerk, session):
    press(
        clerk,
        "device",
        people=2,
        photo="on",
        usage=[UsageKind.PUBLIC_ACCOUNT, UsageKind.MYNA_PORTAL],
        language="english",
        interpreting="person",
        form_issued_at_window="on",
        accommodation="writing",
    )
    tally = session.receptions.counted().tally()
    counted = (
        "receptions",
        "assists_a",
        "photos",
        "usage_public_account",
        "usage_myna_portal",
        "interpreted",
        "forms_issued",
        "accommodated",
    )
    assert {name: tally[name] for name in counted} == dict.fromkeys(counted, 2)


def test_person_who_gave_up_is_recorded_without_service(clerk, session):
    press(clerk, "device", gave_up="on", photo="on")
    assert Reception.objects.get().gave_up
    assert not Service.objects.exists()


def test_counter_without_window_offers_no_form(clerk, client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of("station"))
    make_session(code="station", by=client.user), make_session(by=clerk.user)
    assert "form_issued_at_window" not in client.get(address("session", code="station")).content.decode()
    assert "form_issued_at_window" in clerk.get(address("session")).content.decode()


def test_same_form_posted_twice_is_one_record_and_the_next_page_has_a_fresh_key(clerk, session):
    key = key_on(clerk.get(address("session")).content.decode())
    assert [press(clerk, "device", key=key).status_code for _ in range(2)] == [303, 303]
    assert Reception.objects.count() == 1
    assert key_on(clerk.get(address("session")).content.decode()) != key


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": 0}, "1人から20人まで"),
        ({"people": 21}, "1人から20人まで"),
        ({"service": ""}, "対応内容のボタンを押してください。"),
        ({"service": "outreach"}, "対応内容：対応内容のボタンを押してください。"),
        ({"submission_key": ""}, "必須"),
        ({"service": "express_photo", "photo": "on"}, "ほかの対応と一緒に記録しません"),
    ],
)
def test_wrong_form_comes_back_with_a_sentence(clerk, session, change, sentence):
    response = press(clerk, change.pop("service", "device"), **change)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Reception.objects.exists()


def test_reception_after_the_closing_comes_back_with_its_sentence(clerk, session):
    tick_all(session)
    assert clerk.post(address("session_close")).status_code == 303
    response = press(clerk, "device")
    assert response.status_code == 422
    assert "「閉設」のため" in response.content.decode()
    assert not Reception.objects.exists()


def test_steps_before_the_opening_come_back_with_a_sentence(clerk):
    sentence = "この窓口は、この日まだ開設していません。"
    for refused in (press(clerk, "device"), write_trouble(clerk)):
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    for step in ("session_close", "session_clear"):
        assert sentence in clerk.post(address(step), follow=True).content.decode()
    assert clerk.post(address("reception_undo", 1)).status_code == 404
    assert not CounterSession.objects.exists()


def test_opening_twice_says_that_it_is_open_already(clerk, session):
    page = clerk.post(address("session_open"), follow=True).content.decode()
    assert "この窓口はすでに開設中です。" in page


def test_closing_a_past_day_again_on_a_page_that_has_aged_says_why_not(clerk, session, move_to):
    tick_all(session)
    clerk.post(address("session_close"))
    move_to(at(9, day=MONDAY + DAY), clerk)
    again = clerk.post(address("session_close"), {"closed_time": "17:05"}, follow=True)
    assert "この窓口はすでに閉設済みです。" in again.content.decode()
    clerk.post(address("session_clear"))
    cleared = clerk.post(address("session_close"), {"closed_time": ""}, follow=True)
    assert "この窓口は「撤去済み」のため、「閉設」にできません。" in cleared.content.decode()


def test_reception_is_taken_back_from_the_page(clerk, session, time_machine):
    press(clerk, "device")
    undo = address("reception_undo", 1)
    assert undo in clerk.get(address("session")).content.decode()
    assert clerk.post(undo).status_code == 303
    assert not session.receptions.counted().exists()
    press(clerk, "device")
    time_machine.move_to(after(NOW, 61), tick=False)
    assert address("reception_undo", 2) not in clerk.get(address("session")).content.decode()
    response = clerk.post(address("reception_undo", 2), follow=True)
    assert "取り消せるのは、記録してから1分以内です。" in response.content.decode()
    assert session.receptions.counted().count() == 1


def test_closing_asks_for_the_time_when_it_was_forgotten(clerk, session, move_to):
    tick_all(session)
    move_to(at(9, day=MONDAY + DAY), clerk)
    assert clerk.post(address("session_close")).status_code == 422
    early = clerk.post(address("session_close"), {"closed_time": "08:59"})
    assert early.status_code == 422
    assert "開設の時刻より後" in early.content.decode()
    assert clerk.post(address("session_close"), {"closed_time": "17:05"}).status_code == 303
    session.refresh_from_db()
    assert session.closed_at == at(17, 5)


def test_who_closes_before_the_planned_end_is_told_how_early_it_is(clerk, session, move_to):
    assert "終了予定の17:00まで、あと420分あります。" in clerk.get(address("session")).content.decode()
    move_to(at(17), clerk)
    assert "終了予定の" not in clerk.get(address("session")).content.decode()


def test_day_is_closed_and_cleared_from_the_page(clerk, session):
    assert clerk.post(address("session_clear"), follow=True).status_code == 200
    session.refresh_from_db()
    assert session.cleared_at is None
    tick_all(session)
    clerk.post(address("session_close"))
    clerk.post(address("session_clear"))
    session.refresh_from_db()
    assert session.state is SessionState.CLEARED


def test_closed_day_says_why_and_asks_a_leader_for_a_reason(clerk, leader, move_to):
    move_to(at(9, day=HOLIDAY), clerk, leader)
    holiday = {"day": HOLIDAY}
    assert "休業日です（祝日" in clerk.get(address("session", **holiday)).content.decode()
    agreement = decided_agreement()
    why = {"override_reason": "市の依頼による臨時開設", "override_agreement": agreement.pk}
    refused = clerk.post(address("session_open", **holiday), why, follow=True)
    assert "運営責任者か統括責任者が理由と協議を付けて" in refused.content.decode()
    for missing in why:
        assert leader.post(address("session_open", **holiday), why | {missing: ""}).status_code == 422
    bare = leader.post(address("session_open", **holiday), follow=True)
    assert "休業日です（祝日" in bare.content.decode()
    assert not CounterSession.objects.exists()
    leader.post(address("session_open", **holiday), why)
    session = CounterSession.objects.get()
    assert (session.override_by, session.override_agreement) == (leader.user, agreement)
    assert str(agreement) in leader.get(address("session", **holiday)).content.decode()


def write_trouble(client, **fields):
    form = {"situation": "機器が起動しなかった。", "response": "予備の機器に替えた。", "submission_key": uuid.uuid4()}
    return client.post(address("trouble_record"), form | fields)


def test_trouble_is_written_once(clerk, session):
    key = uuid.uuid4()
    assert [write_trouble(clerk, submission_key=key).status_code for _ in range(2)] == [303, 303]
    assert Trouble.objects.get().recorded_by == clerk.user
    assert "予備の機器に替えた。" in clerk.get(address("session")).content.decode()


def test_trouble_written_on_a_later_day_says_on_which(clerk, session, move_to):
    move_to(at(7, 38, day=MONDAY + 3 * DAY), clerk)
    write_trouble(clerk)
    assert "6/5 07:38 記入" in clerk.get(address("session")).content.decode()


@pytest.mark.parametrize("field", ["situation", "response"])
def test_my_number_in_a_trouble_is_refused(clerk, session, field):
    response = write_trouble(clerk, **{field: "番号は 1234 5678 9018 とのこと。"})
    assert response.status_code == 422
    assert "マイナンバー（個人番号）と思われる" in response.content.decode()
    assert not Trouble.objects.exists()


def test_words_that_seem_personal_pass_after_a_second_look(clerk, session):
    text = {"situation": "連絡先は090-1234-5678とのこと。"}
    assert write_trouble(clerk, **text).status_code == 422
    assert write_trouble(clerk, **text, confirmed_text="on").status_code == 303


def test_reader_sees_no_form(client_of, session):
    page = client_of(Role.CITY_STAFF).get(address("session")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "この日の件数" in main


@pytest.mark.parametrize(
    "path", ["/counters/nowhere/2025-06-02/", "/counters/honcho/2025-13-02/", "/counters/callcenter/2025-06-02/"]
)
def test_place_or_day_that_does_not_exist_is_no_such_page(leader, path):
    assert leader.get(path).status_code == 404


# --- live fragments


def test_desk_fragment_answers_204_until_something_changes(clerk, session, time_machine):
    record(session)
    live = {"HX-Request": "true"}
    first = clerk.get(address("session"), headers=live)
    assert first.content.decode().lstrip().startswith('<section id="session-log"')
    assert "HX-Request" in first["Vary"]
    link = re.search(r'hx-get="([^"]+)"', first.content.decode())[1]
    assert clerk.get(link, headers=live).status_code == 204
    record(session, received_at=NOW)
    assert clerk.get(link, headers=live).status_code == 200


def test_desk_fragment_drops_the_undo_button_after_a_minute(clerk, session, time_machine):
    record(session, received_at=NOW)
    page = clerk.get(address("session"), headers={"HX-Request": "true"}).content.decode()
    assert address("reception_undo", 1) in page
    time_machine.move_to(after(NOW, 61), tick=False)
    link = re.search(r'hx-get="([^"]+)"', page)[1]
    later = clerk.get(link, headers={"HX-Request": "true"})
    assert later.status_code == 200
    assert address("reception_undo", 1) not in later.content.decode()


def board_of(client, **query):
    return client.get(reverse("counters:board"), query)


def test_board_answers_204_until_something_changes(leader):
    page = board_of(leader)
    link = re.search(r'hx-get="([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    live = {"HX-Request": "true"}
    assert leader.get(link, headers=live).status_code == 204
    session = make_session()
    opened = leader.get(link, headers=live)
    assert opened.status_code == 200
    assert opened.content.decode().lstrip().startswith('<section id="board"')
    version = board_of(leader).context["board"].version
    record(session)
    assert board_of(leader, v=version).status_code == 200


# --- the day board


def rows_of(client, **query):
    return {row.site.code: row for row in board_of(client, **query).context["board"].rows}


def test_board_shows_every_counter_to_a_leader_and_the_own_one_to_staff(leader, clerk):
    assert len(rows_of(leader)) == 6
    assert list(rows_of(clerk)) == ["honcho"]


def test_board_tells_staff_without_a_counter_what_to_do(client_of):
    assert "担当の窓口がありません。" in board_of(client_of(Role.COUNTER_STAFF)).content.decode()


def test_board_counts_what_the_desks_recorded(leader):
    honcho, station = make_session(), make_session(code="station")
    record(honcho, ASSIST, ServiceGiven(ServiceKind.PHOTO), people=3)
    record(station, ServiceGiven(ServiceKind.GUIDANCE))
    Trouble.objects.create(
        session=honcho, situation="停電", response="閉設した", recorded_at=at(10), recorded_by=honcho.opened_by
    )
    board = board_of(leader).context["board"]
    tally = {row.site.code: (row.tally["receptions"], row.tally["assists"], row.troubles) for row in board.rows}
    assert tally["honcho"] == (3, 3, 1)
    assert tally["station"] == (1, 0, 0)
    assert (board.total["receptions"], board.total["photos"], board.troubles) == (4, 3, 1)


def state_of(client, code="honcho", **query):
    state = rows_of(client, **query)[code].state
    return state.kind, state.word


def test_board_is_red_only_where_a_counter_should_be_open_now(leader, move_to):
    move_to(at(8, 59, 59), leader)
    assert state_of(leader) == ("off", "開設前")
    move_to(at(9), leader)
    assert state_of(leader) == ("error", "未開設")
    assert state_of(leader, "station") == ("off", "開設前")
    session = make_session()
    assert state_of(leader) == ("ok", "開設中")
    move_to(at(17), leader)
    assert state_of(leader) == ("warn", "開設中（終了時刻を過ぎています）")
    session.close(by=session.opened_by, at=at(17))
    assert state_of(leader) == ("info", "閉設")
    move_to(at(9, day=MONDAY + DAY), leader)
    assert state_of(leader, "station", date="2025-06-02") == ("warn", "開設の記録なし")
    assert state_of(leader, date="2025-11-24")[1].startswith("休業日（祝日")


def test_board_shows_minutes_late_and_early(leader):
    session = make_session()
    session.opened_at, session.closed_at, session.closed_by = at(9, 7), at(16, 45), session.opened_by
    session.save()
    row = rows_of(leader)["honcho"]
    assert (row.late, row.early) == ("遅れ7分", "早め15分")


def test_board_says_whether_the_call_centre_answers(leader, move_to):
    def line():
        return [each.state.word for each in board_of(leader).context["board"].call_centres]

    for moment, word in [(at(8, 29, 59), "受付時間外"), (at(8, 30), "受付中"), (at(17, 15), "受付時間外")]:
        move_to(moment, leader)
        assert line() == [word]
    move_to(at(10, day=HOLIDAY), leader)
    assert line()[0].startswith("休業日（祝日")


@pytest.mark.parametrize("text", ["", "yesterday", "0001-01-01", "9999-12-31", "2025-02-30"])
def test_board_of_a_day_that_makes_no_sense_is_today(leader, text):
    assert board_of(leader, date=text).context["day"] == MONDAY


def test_board_of_another_day_does_not_poll(leader):
    assert "hx-get" not in board_of(leader, date=SUNDAY.isoformat()).content.decode()
    assert "hx-get" in board_of(leader).content.decode()


# --- the same number of queries, however many rows


def count_queries(get) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert get().status_code == 200
    return len(queries)


def test_desk_takes_the_same_queries_for_1_and_50_receptions(clerk, session):
    record(session)
    few = count_queries(lambda: clerk.get(address("session")))
    record(session, ASSIST, ServiceGiven(ServiceKind.PHOTO), people=20)
    for _ in range(29):
        record(session)
    assert session.receptions.count() == 50
    assert count_queries(lambda: clerk.get(address("session"))) == few


def test_board_takes_the_same_queries_for_1_and_50_receptions(leader):
    record(make_session())
    few = count_queries(lambda: board_of(leader))
    for code in ("takashina", "ohigashi", "kasumigaseki", "naguwashi", "station"):
        record(make_session(code=code), people=10)
    assert count_queries(lambda: board_of(leader)) == few
