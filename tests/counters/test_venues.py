"""Points about the venues: noted by the contractor, answered by the city, settled by either."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters.models import NotPossible, VenueNote
from tests.threads import at_once

from .factories import MONDAY, SUNDAY, assign, make_user, site_of

TEXT = "待ち列が出入口にかかるため、机を奥へ寄せる案です。"


def address(name: str, *rest: object) -> str:
    return reverse(f"counters:{name}", args=rest)


def make_note(code: str = "honcho", **fields: object) -> VenueNote:
    given = {"kind": "improvement", "text": TEXT, "noted_on": SUNDAY, "noted_by": make_user()} | fields
    return VenueNote.objects.create(site=site_of(code), **given)


def form_of(code: str = "honcho", **fields: object) -> dict[str, object]:
    return {"site": site_of(code).pk, "kind": "coordination", "text": TEXT, "submission_key": uuid.uuid4()} | fields


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
def city(client_of):
    return client_of(Role.CITY_STAFF)


def test_contractor_notes_and_the_city_answers_and_the_point_is_settled(clerk, city, leader):
    form = form_of()
    assert [clerk.post(address("venue_create"), form).status_code for _ in range(2)] == [303, 303]
    note = VenueNote.objects.get()
    assert (note.noted_by, note.noted_on, note.kind) == (clerk.user, MONDAY, "coordination")
    assert "回答待ち" in leader.get(address("venue_list")).content.decode()

    assert city.post(address("venue_reply", note.pk), {"city_reply": "机の移動を認めます。"}).status_code == 303
    note.refresh_from_db()
    assert (note.replied_by, note.replied_on) == (city.user, MONDAY)
    page = clerk.get(address("venue_list")).content.decode()
    assert "机の移動を認めます。" in page
    assert "回答あり" in page

    leader.post(address("venue_settle", note.pk))
    note.refresh_from_db()
    assert note.settled_on == MONDAY
    late = city.post(address("venue_reply", note.pk), {"city_reply": "変更します。"})
    assert late.status_code == 422
    assert "決着した件には回答できません。" in late.content.decode()
    leader.post(address("venue_reopen", note.pk))
    note.refresh_from_db()
    assert note.settled_on is None


def answer_meets_a_settling(monkeypatch, *, lock: bool) -> tuple[VenueNote, list[object]]:
    """The city answers; once its answer is judged, somebody settles the point."""
    if not lock:
        monkeypatch.setattr(VenueNote, "_lock", lambda note: None)
    note, city = make_note(), make_user(Role.CITY_STAFF)
    is_judged, is_settled = threading.Event(), threading.Event()
    save = VenueNote.save

    def save_later(row: VenueNote, **options: object) -> None:
        if row.city_reply:
            is_judged.set()
            is_settled.wait(timeout=1 if lock else 30)
        save(row, **options)

    monkeypatch.setattr(VenueNote, "save", save_later)
    mine, theirs = VenueNote.objects.get(pk=note.pk), VenueNote.objects.get(pk=note.pk)

    def settle() -> None:
        is_judged.wait(timeout=30)
        theirs.settle(on=MONDAY)
        is_settled.set()

    results = at_once([lambda: mine.reply("認めます。", by=city, on=MONDAY), settle])
    note.refresh_from_db()
    return note, results


@pytest.mark.django_db(transaction=True)
def test_answer_and_settling_at_once_both_stand(monkeypatch):
    note, results = answer_meets_a_settling(monkeypatch, lock=True)
    assert results == [None, None]
    assert (note.city_reply, note.settled_on) == ("認めます。", MONDAY)


@pytest.mark.django_db(transaction=True)
def test_control_without_lock_the_answer_undoes_the_settling(monkeypatch):
    note, _ = answer_meets_a_settling(monkeypatch, lock=False)
    assert note.settled_on is None


@pytest.mark.django_db
def test_a_point_that_was_settled_meanwhile_takes_no_answer_from_an_aged_page():
    note = make_note()
    aged = VenueNote.objects.get(pk=note.pk)
    note.settle(on=MONDAY)
    with pytest.raises(NotPossible, match="決着した件には回答できません。"):
        aged.reply("認めます。", by=make_user(Role.CITY_STAFF), on=MONDAY)
    with pytest.raises(NotPossible, match="すでに決着しています。"):
        aged.settle(on=MONDAY)


def test_open_points_come_first_and_the_filter_keeps_one_counter(leader):
    settled = make_note(noted_on=MONDAY, settled_on=MONDAY, text="決着した案")
    older, newer = make_note(text="前の案"), make_note("station", noted_on=MONDAY, text="新しい案")
    listed = leader.get(address("venue_list")).context["page"].object_list
    assert list(listed) == [newer, older, settled]
    listed = leader.get(address("venue_list"), {"site": "honcho", "open_only": "on"}).context["page"].object_list
    assert list(listed) == [older]


def test_a_note_is_written_only_for_a_counter_where_one_works(clerk):
    refused = clerk.post(address("venue_create"), form_of("station"))
    assert refused.status_code == 422
    assert TEXT in refused.content.decode()
    assert not VenueNote.objects.exists()


def test_others_do_not_see_nor_settle_a_point(client_of, clerk, leader, city):
    elsewhere = make_note("station")
    assert elsewhere.text not in clerk.get(address("venue_list")).content.decode()
    assert leader.post(address("venue_settle", elsewhere.pk)).status_code == 403
    assert leader.post(address("venue_reopen", elsewhere.pk)).status_code == 403
    assert leader.post(address("venue_reply", elsewhere.pk), {"city_reply": "可"}).status_code == 403
    assert address("venue_settle", elsewhere.pk) not in leader.get(address("venue_list")).content.decode()
    assert city.post(address("venue_create"), form_of()).status_code == 403
    assert city.post(address("venue_settle", elsewhere.pk)).status_code == 303
    assert VenueNote.objects.get().settled_on == MONDAY
    assert client_of(Role.GENERAL_MANAGER).post(address("venue_reopen", elsewhere.pk)).status_code == 303


@pytest.mark.parametrize("number", ["123456789018", "1234-5678-9018"])
def test_a_my_number_is_refused_in_note_and_reply_and_the_text_comes_back(clerk, city, number):
    response = clerk.post(address("venue_create"), form_of(text=f"案 {number}"))
    assert response.status_code == 422
    assert f"案 {number}" in response.content.decode()
    note = make_note()
    assert city.post(address("venue_reply", note.pk), {"city_reply": number}).status_code == 422


def refused(**fields: object) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make_note(**fields)
    return error.value.__cause__.diag.constraint_name


def test_a_reply_has_a_day_and_a_person_and_days_are_in_order():
    before = SUNDAY - timedelta(days=1)
    whole = {"city_reply": "可", "replied_on": SUNDAY, "replied_by": make_user()}
    for name in whole:
        assert refused(**{key: value for key, value in whole.items() if key != name}) == (
            "venuenote_reply_with_day_and_person"
        )
    assert refused(**whole | {"replied_on": before}) == "venuenote_days_in_order"
    assert refused(settled_on=before) == "venuenote_days_in_order"
    make_note(**whole, settled_on=SUNDAY)


def test_a_point_is_settled_once():
    note = make_note()
    note.settle(on=MONDAY)
    with pytest.raises(NotPossible, match="すでに決着"):
        note.settle(on=MONDAY)


def test_list_takes_as_many_queries_for_many_points_as_for_one(leader):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert leader.get(address("venue_list")).status_code == 200
        return len(captured)

    make_note(city_reply="可", replied_on=SUNDAY, replied_by=make_user())
    queries()
    few = queries()
    for _ in range(20):
        make_note(city_reply="可", replied_on=SUNDAY, replied_by=make_user())
    assert queries() == few
