"""Complaints and compliments are counted, and nothing else of them is kept (第2-1-(10)-①)."""

import uuid

import pytest
from django.db import IntegrityError
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import NotOpen, UndoIsOver
from apps.counters.models import Voice

from .factories import MONDAY, NOW, after, assign, at, make_session, make_user, site_of, tick_all


def count(session, kind="complaint", *, key=None, moment=NOW, by=None):
    return actions.record_voice(
        session=session, kind=kind, by=by or session.opened_by, at=moment, submission_key=key or uuid.uuid4()
    )


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


def test_each_kind_is_counted_and_a_resend_is_one():
    session, key = make_session(), uuid.uuid4()
    count(session), count(session, "compliment"), count(session, key=key), count(session, key=key)
    assert session.voices.counted().tally() == {"complaint": 2, "compliment": 1}


@pytest.mark.parametrize(("seconds", "is_taken_back"), [(60, True), (60.5, False)])
def test_voice_is_taken_back_within_a_minute(seconds, is_taken_back):
    session = make_session()
    voice = count(session)
    if is_taken_back:
        actions.undo_voice(voice=voice, by=session.opened_by, at=after(NOW, seconds))
    else:
        with pytest.raises(UndoIsOver):
            actions.undo_voice(voice=voice, by=session.opened_by, at=after(NOW, seconds))
    assert session.voices.counted().tally()["complaint"] == (0 if is_taken_back else 1)


def test_nothing_is_counted_after_the_closing():
    session = make_session()
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    with pytest.raises(NotOpen):
        count(session, moment=at(17, 1))


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"kind": "praise"}, "voice_is_complaint_or_compliment"),
        ({"voided_at": NOW}, "voice_voided_at_with_by"),
        ({"voided_at": after(NOW, 61), "voided_by": "somebody"}, "voice_voided_within_a_minute"),
    ],
)
def test_table_refuses(changed, rule):
    voice = count(make_session())
    for name, value in changed.items():
        setattr(voice, name, make_user() if value == "somebody" else value)
    with pytest.raises(IntegrityError, match=rule):
        voice.save()


def test_one_click_on_the_desk_counts_and_one_takes_back(clerk):
    make_session(by=clerk.user)
    form = {"kind": "compliment", "submission_key": uuid.uuid4()}
    by_htmx = {"HX-Request": "true"}
    page = clerk.post(reverse("counters:voice_record", args=["honcho", MONDAY]), form, headers=by_htmx)
    undo = reverse("counters:voice_undo", args=["honcho", MONDAY, Voice.objects.get().pk])
    assert page.content.decode().lstrip().startswith('<section id="session-log"')
    assert (undo in page.content.decode(), page.context["log"].voices[1].count) == (True, 1)
    assert clerk.post(undo).status_code == 303
    assert not Voice.objects.counted().exists()


def test_colleague_takes_nothing_back_but_a_leader_does(client_of, clerk):
    voice = count(make_session(by=clerk.user))
    undo = reverse("counters:voice_undo", args=["honcho", MONDAY, voice.pk])
    for role, status in ((Role.COUNTER_STAFF, 403), (Role.SITE_LEADER, 303)):
        client = client_of(role)
        assign(client.user, site_of())
        assert client.post(undo).status_code == status


def test_another_kind_is_refused_in_words(clerk):
    make_session(by=clerk.user)
    form = {"kind": "praise", "submission_key": uuid.uuid4()}
    response = clerk.post(reverse("counters:voice_record", args=["honcho", MONDAY]), form, follow=True)
    assert "どちらかのボタンを押してください" in response.content.decode()
    assert not Voice.objects.exists()
