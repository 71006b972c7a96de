"""The four ticks of an assist by post (第2-1-(2)-①-イ)."""

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import NotOpen, PostalUnchecked, ServiceGiven
from apps.counters.enums import AssistMethod, ServiceKind
from apps.counters.models import POSTAL_TICKS, NotPossible

from .factories import MONDAY, after, assign, at, make_reception, make_session, record, site_of, tick_all

POST = ServiceGiven(ServiceKind.ASSIST, AssistMethod.POST)
ALL = dict.fromkeys(POSTAL_TICKS, True)


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


@pytest.fixture
def session(clerk):
    return make_session(by=clerk.user)


def close(session):
    tick_all(session)
    return actions.close_session(session=session, by=session.opened_by, at=at(17))


def test_single_ticks_are_set_and_taken_back():
    [reception] = record(make_session(), POST)
    actions.check_post(reception=reception, ticks={"form_filled": True, "sealed": True})
    actions.check_post(reception=reception, ticks={"sealed": False})
    service = reception.services.get()
    assert [name for name, _, is_ticked in service.postal_list if is_ticked] == ["form_filled"]
    assert (service.postal_progress, service.is_checked) == ("郵便の確認 1/4", False)


def test_counter_does_not_close_while_a_tick_is_missing_and_says_where(session):
    record(session)
    record(session, POST, people=2)
    record(session, POST)
    checked, half, open_ = session.receptions.filter(services__method=AssistMethod.POST)
    actions.check_post(reception=checked, ticks=ALL)
    actions.check_post(reception=half, ticks=ALL | {"posting_explained": False})
    with pytest.raises(PostalUnchecked, match="3番、4番"):
        close(session)
    for reception in (half, open_):
        actions.check_post(reception=reception, ticks=ALL)
    assert close(session).closed_at == at(17)


def test_what_was_taken_back_does_not_hold_the_closing_up(session):
    [reception] = record(session, POST)
    actions.undo_reception(reception=reception, by=session.opened_by, at=after(reception.received_at, 5))
    assert close(session).closed_at
    with pytest.raises(NotOpen):
        actions.check_post(reception=reception, ticks=ALL)


def test_only_an_assist_by_post_has_ticks(session):
    with pytest.raises(NotPossible, match="郵便での申請支援"):
        actions.check_post(reception=make_reception(session), ticks=ALL)


def test_one_click_on_the_desk_confirms_all_four(clerk, session):
    desk = reverse("counters:session", args=["honcho", MONDAY])
    record(session, POST)
    tick = reverse("counters:postal_tick", args=["honcho", MONDAY, 1])
    page = clerk.get(desk).content.decode()
    assert ("郵便の確認 0/4" in page, page.count(tick)) == (True, 2)
    assert clerk.post(tick, {"photo_pasted": "on"}).status_code == 303
    assert "郵便の確認 1/4" in clerk.get(desk).content.decode()
    assert clerk.post(tick, {"photo_pasted": "off"}).status_code == 303
    assert "郵便の確認 0/4" in clerk.get(desk).content.decode()
    clerk.post(tick, {"all": "on"})
    assert "郵便の確認" not in clerk.get(desk).content.decode()
    assert session.receptions.get().services.get().is_checked


def test_tick_by_htmx_brings_the_log_back_alone(clerk, session):
    record(session, POST)
    tick = reverse("counters:postal_tick", args=["honcho", MONDAY, 1])
    page = clerk.post(tick, {"sealed": "on"}, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<section id="session-log"')
    assert "郵便の確認 1/4" in page


def test_closing_on_the_page_names_the_numbers(clerk, session):
    record(session, POST)
    tick_all(session)
    page = clerk.post(reverse("counters:session_close", args=["honcho", MONDAY]), follow=True).content.decode()
    assert "郵便の確認が残っているため、閉設できません（1番）。" in page
    session.refresh_from_db()
    assert session.is_open


def test_what_lacks_a_tick_stays_in_sight_behind_later_receptions(clerk, session):
    record(session, POST)
    record(session, people=9)
    desk = reverse("counters:session", args=["honcho", MONDAY])
    assert clerk.get(desk).context["log"].older_post == []
    record(session, people=2)
    assert [line.reception.number for line in clerk.get(desk).context["log"].older_post] == [1]
    tick = reverse("counters:postal_tick", args=["honcho", MONDAY, 1])
    assert tick in clerk.get(desk).content.decode()
    clerk.post(tick, {"all": "on"})
    assert clerk.get(desk).context["log"].older_post == []
