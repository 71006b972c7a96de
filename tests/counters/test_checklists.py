"""What is checked every day, and that no counter closes before it is."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions, checklists
from apps.counters.checklists import ChecklistIncomplete, Progress, checklist_of, checklist_progress
from apps.counters.enums import ChecklistPhase, EquipmentStatus, SessionState
from apps.counters.models import (
    ChecklistItem,
    ChecklistTick,
    CounterSession,
    CounterSessionQuerySet,
    NotPossible,
)
from tests.threads import at_once

from .factories import MONDAY, NOW, assign, at, make_equipment, make_session, make_user, record, site_of, tick_all

PHOTO_DATA = "close_photo_data"


def address(name: str, *rest: object, code: str = "honcho", day=MONDAY) -> str:
    return reverse(f"counters:{name}", args=[code, day, *rest])


def item(code: str = "open_screens") -> ChecklistItem:
    return ChecklistItem.objects.get(code=code)


def key(code: str = "open_screens") -> str:
    return f"item-{item(code).pk}"


def tick(session: CounterSession, row: str, **options: object) -> ChecklistTick:
    return checklists.tick_row(session=session, key=row, by=session.opened_by or make_user(), at=NOW, **options)


def close(session: CounterSession) -> CounterSession:
    return actions.close_session(session=session, by=session.opened_by, at=at(17))


@pytest.fixture
def session(db):
    return make_session()


# --- what is on the list


def test_lists_hold_what_the_contract_asks_for(session):
    listed = checklist_of(session)
    assert {"open_screens", "open_network", "open_usage_devices"} <= {row.item.code for row in listed.opening}
    assert {"close_photo_data", "close_prediction", "close_papers"} <= {row.item.code for row in listed.closing}
    assert [row.item.code for row in listed.closing if row.needs_count] == [PHOTO_DATA]


def test_each_device_to_take_away_is_a_line_of_the_closing_list(session):
    camera = make_equipment(session.site, serial="C-1")
    purse = make_equipment(session.site, "office_supplies", name="釣銭箱", removed_daily=True)
    make_equipment(session.site, "furniture")
    make_equipment(session.site, serial="C-2", status=EquipmentStatus.BROKEN)
    make_equipment(site_of("station"), serial="C-3")
    devices = [row.equipment for row in checklist_of(session).closing if row.equipment]
    assert devices == [camera, purse]
    assert f"持ち帰り・施錠：{camera.name}（C-1）" in {row.text for row in checklist_of(session).closing}


def test_an_item_counts_on_the_days_for_which_it_is_valid(session):
    before = checklist_of(session).progress
    ChecklistItem.objects.filter(code="open_signs").update(valid_to=MONDAY)
    assert checklist_of(session).progress == before
    ChecklistItem.objects.filter(code="open_signs").update(valid_to=MONDAY - timedelta(days=1))
    assert checklist_of(session).progress.opening_total == before.opening_total - 1
    ChecklistItem.objects.filter(code="open_screens").update(valid_from=MONDAY + timedelta(days=1))
    assert checklist_of(session).progress.opening_total == before.opening_total - 2


def test_list_of_a_closed_counter_stays_as_it_was(session):
    camera = make_equipment(session.site, serial="C-1")
    tick_all(session)
    progress = close(session) and checklist_of(CounterSession.objects.get()).progress
    assert progress == checklist_of(session).progress
    camera.status = EquipmentStatus.RETIRED
    camera.save()
    make_equipment(session.site, serial="C-9")
    ChecklistItem.objects.create(code="new", phase="opening", text="新しい項目", order=1, valid_from=date(2025, 6, 1))
    assert checklist_of(CounterSession.objects.get()).progress == progress
    assert progress.is_opening_done
    assert progress.is_closing_done


def test_progress_counts_what_is_ticked(session):
    make_equipment(session.site, serial="C-1")
    tick(session, key())
    tick(session, key(PHOTO_DATA), count=0)
    opening = ChecklistItem.objects.filter(phase=ChecklistPhase.OPENING).count()
    closing = ChecklistItem.objects.filter(phase=ChecklistPhase.CLOSING).count() + 1
    assert checklist_progress([session]) == {session.pk: Progress(1, opening, 1, closing)}


def test_progress_of_many_sessions_takes_as_many_queries_as_of_one(session):
    def queries(sessions):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            checklist_progress(sessions)
        return len(captured)

    tick_all(session)
    alone = queries([session])
    others = [make_session(code=code) for code in ("takashina", "ohigashi", "naguwashi", "station")]
    for number, other in enumerate(others):
        make_equipment(other.site, serial=f"T-{number}")
        tick_all(other)
    assert queries([session, *others]) == alone == 3


# --- the rules of the database


def refused(**fields: object) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ChecklistTick.objects.create(ticked_at=NOW, ticked_by=make_user(), **fields)
    return error.value.__cause__.diag.constraint_name


def test_a_tick_is_of_one_item_or_one_device(session):
    camera = make_equipment(session.site, serial="C-1")
    assert refused(session=session) == "checklisttick_is_of_one_item_or_one_device"
    assert refused(session=session, item=item(), equipment=camera) == "checklisttick_is_of_one_item_or_one_device"
    ChecklistTick.objects.create(session=session, equipment=camera, ticked_at=NOW, ticked_by=make_user())


def test_a_line_is_ticked_once_in_a_session(session):
    camera = make_equipment(session.site, serial="C-1")
    tick_all(session)
    assert refused(session=session, item=item()) == "checklisttick_once_per_session_and_item"
    assert refused(session=session, equipment=camera) == "checklisttick_once_per_session_and_device"
    other = make_session(code="station")
    ChecklistTick.objects.create(session=other, item=item(), ticked_at=NOW, ticked_by=make_user())


def test_a_tick_with_something_left_is_refused_by_the_database(session):
    assert refused(session=session, item=item(PHOTO_DATA), count=1) == "checklisttick_nothing_is_left"


def test_wordings_of_an_item_do_not_overlap(session):
    ChecklistItem.objects.filter(code="open_signs").update(valid_to=date(2025, 6, 30))
    again = {"code": "open_signs", "phase": "opening", "text": "案内表示を出した", "order": 1}
    with pytest.raises(IntegrityError, match="checklistitem_does_not_overlap_per_code"), transaction.atomic():
        ChecklistItem.objects.create(**again, valid_from=date(2025, 6, 30))
    ChecklistItem.objects.create(**again, valid_from=date(2025, 7, 1))
    with pytest.raises(IntegrityError, match="checklistitem_valid_to_after_valid_from"), transaction.atomic():
        ChecklistItem.objects.create(
            code="x", phase="opening", text="逆", order=1, valid_from=date(2025, 7, 2), valid_to=date(2025, 7, 1)
        )


# --- ticking and taking back


def test_a_tick_keeps_who_and_when_and_the_first_one_stays(session):
    first, second = make_user(), make_user()
    made = checklists.tick_row(session=session, key=key(), by=first, at=at(10))
    again = checklists.tick_row(session=session, key=key(), by=second, at=at(11))
    assert again == made
    assert (again.ticked_by, again.ticked_at) == (first, at(10))


def test_a_count_must_be_typed_and_be_zero(session):
    with pytest.raises(NotPossible, match="件数を入力"):
        tick(session, key(PHOTO_DATA))
    with pytest.raises(NotPossible, match="3件あります。残っている場合は、削除してから0件で確認します。"):
        tick(session, key(PHOTO_DATA), count=3)
    assert tick(session, key(PHOTO_DATA), count=0).count == 0


def test_a_count_beside_a_line_without_one_is_left_out(session):
    assert tick(session, key(), count=4).count is None


def test_a_line_that_is_not_on_the_list_is_refused(session):
    broken = make_equipment(session.site, serial="C-1", status=EquipmentStatus.BROKEN)
    for row in (f"equipment-{broken.pk}", "item-0", "nonsense"):
        with pytest.raises(NotPossible, match="チェックの対象ではありません"):
            tick(session, row)


STEPS = {
    SessionState.PLANNED: {},
    SessionState.SET_UP: {"setup_done_at": at(8)},
    SessionState.OPEN: {"opened_at": at(9)},
    SessionState.CLOSED: {"opened_at": at(9), "closed_at": at(17)},
    SessionState.CLEARED: {"opened_at": at(9), "closed_at": at(17), "cleared_at": at(18)},
}


@pytest.mark.parametrize("state", SessionState)
def test_opening_is_checked_from_the_setting_up_and_closing_from_the_opening_until_the_closing(state):
    session, clerk = make_session(opened=False), make_user()
    for field, moment in STEPS[state].items():
        setattr(session, field, moment)
        setattr(session, field.replace("_at", "_by"), clerk)
    session.save()
    assert session.state is state
    for row, allowed in (
        (key(), {SessionState.SET_UP, SessionState.OPEN}),
        (key("close_papers"), {SessionState.OPEN}),
    ):
        if state in allowed:
            made = tick(session, row)
            checklists.take_back_tick(session=session, pk=made.pk)
        else:
            with pytest.raises(NotPossible):
                tick(session, row)
        assert not session.checklist_ticks.exists()


def test_a_tick_is_taken_back_until_the_counter_is_closed(session):
    tick_all(session)
    made = session.checklist_ticks.get(item=item())
    checklists.take_back_tick(session=session, pk=made.pk)
    checklists.take_back_tick(session=session, pk=made.pk)
    assert [row.item for row in checklist_of(session).unticked] == [item()]
    tick(session, key())
    close(session)
    with pytest.raises(NotPossible, match="チェックを変更できません"):
        checklists.take_back_tick(session=session, pk=session.checklist_ticks.first().pk)


def test_a_tick_of_another_session_is_not_taken_back(session):
    other = make_session(code="station")
    made = tick(other, key())
    checklists.take_back_tick(session=session, pk=made.pk)
    assert other.checklist_ticks.count() == 1


def test_history_keeps_a_tick_that_was_taken_back(session):
    made = tick(session, key())
    checklists.take_back_tick(session=session, pk=made.pk)
    events = ChecklistTick.pgh_event_models["delete"].objects.filter(pgh_label="delete")
    assert [(event.item_id, event.ticked_by_id) for event in events] == [(item().pk, session.opened_by_id)]


# --- closing


@pytest.mark.parametrize("code", ["open_screens", "close_papers", PHOTO_DATA])
def test_a_counter_does_not_close_with_an_unticked_item_and_names_it(session, code):
    tick_all(session)
    session.checklist_ticks.get(item=item(code)).delete()
    with pytest.raises(ChecklistIncomplete, match=f"チェックが1件残っているため.*「{item(code).text}」"):
        close(session)
    session.refresh_from_db()
    assert session.is_open
    tick(session, key(code), count=0)
    assert close(session).state is SessionState.CLOSED


def test_a_counter_does_not_close_with_a_device_that_is_not_taken_away(session):
    tick_all(session)
    camera = make_equipment(session.site, serial="C-1")
    with pytest.raises(ChecklistIncomplete, match=r"持ち帰り・施錠：.*C-1"):
        close(session)
    tick(session, f"equipment-{camera.pk}")
    assert close(session).state is SessionState.CLOSED


def test_a_counter_does_not_close_when_somebody_came_after_the_photo_data_were_counted(session):
    tick_all(session, at=at(11))
    record(session, received_at=at(11, 0, 1))
    sentence = "「写真データの残り」を確認した後に受付があります。もう一度確認してください。"
    with pytest.raises(ChecklistIncomplete, match=f"^{sentence}$"):
        close(session)
    again, rechecked_by = session.checklist_ticks.get(item=item(PHOTO_DATA)), make_user()
    checklists.tick_row(session=session, key=key(PHOTO_DATA), count=0, by=rechecked_by, at=at(16))
    renewed = session.checklist_ticks.get(item=item(PHOTO_DATA))
    assert (renewed.pk, renewed.ticked_at, renewed.ticked_by) == (again.pk, at(16), rechecked_by)
    assert close(session).state is SessionState.CLOSED


def test_history_keeps_both_counts_of_the_photo_data(session):
    tick(session, key(PHOTO_DATA), count=0)
    record(session, received_at=at(11))
    rechecked_by = make_user()
    checklists.tick_row(session=session, key=key(PHOTO_DATA), count=0, by=rechecked_by, at=at(16))
    told = [
        (event.ticked_at, event.ticked_by_id)
        for model in ChecklistTick.pgh_event_models.values()
        for event in model.objects.filter(item=item(PHOTO_DATA))
    ]
    assert {(NOW, session.opened_by_id), (at(16), rechecked_by.pk)} <= set(told)


def test_a_renewed_count_must_be_zero_too_and_only_counts_are_asked_again(session):
    tick_all(session)
    record(session, received_at=at(11))
    assert [row.item.code for row in checklist_of(session).unticked] == [PHOTO_DATA]
    with pytest.raises(NotPossible, match="2件あります"):
        tick(session, key(PHOTO_DATA), count=2)
    assert [row.item.code for row in checklist_of(session).unticked] == [PHOTO_DATA]


def test_a_reception_that_was_taken_back_asks_for_nothing_again(session):
    tick_all(session)
    [reception] = record(session, received_at=at(11))
    actions.undo_reception(reception=reception, by=session.opened_by, at=at(11, 0, 30))
    assert checklist_of(session).unticked == []
    assert close(session).state is SessionState.CLOSED


def test_a_reception_before_the_count_or_at_another_counter_asks_for_nothing_again(session):
    record(session, received_at=at(9, 30))
    tick_all(session)
    record(make_session(code="station"), received_at=at(11))
    assert checklist_of(session).unticked == []


def test_desk_asks_for_the_photo_data_again(clerk, session):
    tick_all(session)
    done = checklist_of(session).progress.closing_done
    record(session, received_at=at(11))
    assert checklist_of(session).progress.closing_done == done - 1
    page = clerk.get(address("session")).content.decode()
    assert page.count("要再確認") == 1
    clerk.post(address("checklist_tick"), {"row": key(PHOTO_DATA), "count": "0"})
    session.checklist_ticks.filter(item=item(PHOTO_DATA)).update(ticked_at=at(11, 1))
    assert "要再確認" not in clerk.get(address("session")).content.decode()


def test_a_long_list_of_what_is_missing_is_cut(session):
    with pytest.raises(ChecklistIncomplete) as refusal:
        close(session)
    missing = len(checklist_of(session).unticked)
    assert f"チェックが{missing}件" in str(refusal.value)
    assert str(refusal.value).count("「") == checklists.MOST_NAMED
    assert str(refusal.value).endswith(f"ほか{missing - checklists.MOST_NAMED}件")


def test_a_counter_opens_with_nothing_ticked(calendar):
    opened = actions.open_session(site=site_of(), day=MONDAY, by=make_user(), at=at(9), calendar=calendar)
    assert checklist_of(opened).progress.opening_done == 0
    assert opened.is_open


# --- two at once


def closing_meets_a_taking_back(monkeypatch, *, lock: bool):
    """Somebody takes a tick back exactly while the closing has found the lists complete and not closed yet."""
    session = make_session()
    tick_all(session)
    made = session.checklist_ticks.get(item=item())
    if not lock:
        monkeypatch.setattr(CounterSessionQuerySet, "locked", lambda self: self)
    has_read, is_taken_back = threading.Event(), threading.Event()
    close_itself = CounterSession.close

    def slow(self, **how):
        has_read.set()
        is_taken_back.wait(timeout=30 if not lock else 0.5)  # with the lock nobody gets there meanwhile
        close_itself(self, **how)

    monkeypatch.setattr(CounterSession, "close", slow)

    def take_back():
        has_read.wait(timeout=30)
        checklists.take_back_tick(session=session, pk=made.pk)
        is_taken_back.set()

    results = at_once([lambda: close(session), take_back])
    session.refresh_from_db()
    return session, results


@pytest.mark.django_db(transaction=True)
def test_a_tick_taken_back_while_closing_leaves_no_closed_counter_unticked(monkeypatch):
    session, (closed, taken_back) = closing_meets_a_taking_back(monkeypatch, lock=True)
    assert isinstance(closed, CounterSession)
    assert isinstance(taken_back, NotPossible)
    assert session.state is SessionState.CLOSED
    assert session.checklist_ticks.filter(item=item()).exists()


@pytest.mark.django_db(transaction=True)
def test_control_without_lock_a_counter_closes_with_an_unticked_item(monkeypatch):
    session, results = closing_meets_a_taking_back(monkeypatch, lock=False)
    assert [type(result) for result in results] == [CounterSession, type(None)]
    assert session.state is SessionState.CLOSED
    assert not session.checklist_ticks.filter(item=item()).exists()


@pytest.mark.django_db(transaction=True)
def test_closing_and_taking_back_at_once_agree_whoever_comes_first():
    for day in range(6):
        session = make_session(day=MONDAY + timedelta(days=day))
        tick_all(session)
        made = session.checklist_ticks.get(item=item())
        closed, taken_back = at_once(
            [
                lambda session=session: actions.close_session(
                    session=session, by=session.opened_by, at=at(17, day=session.held_on)
                ),
                lambda session=session, made=made: checklists.take_back_tick(session=session, pk=made.pk),
            ]
        )
        session.refresh_from_db()
        assert isinstance(closed, CounterSession | ChecklistIncomplete)
        assert taken_back is None or isinstance(taken_back, NotPossible)
        assert (session.closed_at is not None) == session.checklist_ticks.filter(item=item()).exists()


@pytest.mark.django_db(transaction=True)
def test_one_line_ticked_by_two_at_once_is_one_tick():
    session = make_session()
    results = at_once([lambda: tick(session, key())] * 4)
    assert all(result == results[0] for result in results)
    assert session.checklist_ticks.count() == 1


# --- the desk


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


def test_clerk_ticks_from_the_desk_and_reads_who_and_when(clerk, session):
    response = clerk.post(address("checklist_tick"), {"row": key()})
    assert (response.status_code, response["Location"]) == (303, address("session") + "#checklist")
    made = session.checklist_ticks.get()
    assert (made.ticked_by, made.ticked_at) == (clerk.user, NOW)
    page = clerk.get(address("session")).content.decode()
    assert f"10:00　{clerk.user}" in page
    assert address("checklist_untick", made.pk) in page
    clerk.post(address("checklist_untick", made.pk))
    assert not session.checklist_ticks.exists()


def test_desk_head_shows_how_far_both_lists_are(clerk, session):
    tick(session, key())
    progress = checklist_of(session).progress
    head = clerk.get(address("session")).content.decode().split('id="checklist-progress"')[1].split("</a>")[0]
    assert f"1/{progress.opening_total}" in head
    assert f"0/{progress.closing_total}" in head
    assert "▲" in head


def test_by_htmx_only_the_lists_and_the_progress_come_back(clerk, session):
    page = clerk.post(address("checklist_tick"), {"row": key()}, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<section id="checklist"')
    assert 'id="checklist-progress"' in page
    assert 'hx-swap-oob="true"' in page
    assert page.count("autofocus") == page.count('id="checklist-next"') == 1


@pytest.mark.parametrize(("typed", "sentence"), [("3", "3件あります"), ("", "件数を入力"), ("x", "数字で入力")])
def test_a_refused_count_comes_back_beside_its_line(clerk, session, typed, sentence):
    form = {"row": key(PHOTO_DATA), "count": typed}
    plain = clerk.post(address("checklist_tick"), form)
    by_htmx = clerk.post(address("checklist_tick"), form, headers={"HX-Request": "true"})
    assert (plain.status_code, by_htmx.status_code) == (422, 200)
    for response in (plain, by_htmx):
        page = response.content.decode()
        assert sentence in page
        assert f'value="{typed}" aria-invalid="true"' in page
    assert not session.checklist_ticks.exists()


def test_a_line_before_the_setting_up_is_refused_in_words(clerk):
    response = clerk.post(address("checklist_tick"), {"row": key()})
    assert response.status_code == 422
    assert not ChecklistTick.objects.exists()


def test_page_says_what_is_missing_when_the_counter_may_not_close(clerk, session):
    tick_all(session)
    session.checklist_ticks.get(item=item("close_papers")).delete()
    page = clerk.post(address("session_close"), follow=True).content.decode()
    assert item("close_papers").text in page
    assert "閉設できません" in page
    session.refresh_from_db()
    assert session.is_open


def test_only_who_works_at_the_counter_ticks(client_of, session):
    tick_all(session)
    made = session.checklist_ticks.first()
    for role, elsewhere in ((Role.COUNTER_STAFF, 404), (Role.SITE_LEADER, 403), (Role.CITY_STAFF, 403)):
        client = client_of(role)
        assert client.post(address("checklist_tick"), {"row": key()}).status_code == elsewhere
        assert client.post(address("checklist_untick", made.pk)).status_code == elsewhere
    assert session.checklist_ticks.filter(pk=made.pk).exists()


def test_readers_see_the_lists_without_buttons(client_of, session):
    tick(session, key())
    page = client_of(Role.CITY_STAFF).get(address("session")).content.decode()
    assert item().text in page
    assert address("checklist_tick") not in page
    assert "untick" not in page


def test_desk_takes_as_many_queries_for_many_lines_as_for_few(clerk, session):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(address("session")).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(20):
        make_equipment(session.site, serial=f"S-{number}")
    tick_all(session)
    assert queries() == few
