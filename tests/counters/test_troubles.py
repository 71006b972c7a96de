"""Hard cases: corrected until the day is signed, handed over to a leader, taken and solved (第2-1-(9)-②)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.counters import actions
from apps.counters.actions import DayIsSigned
from apps.counters.enums import TroubleState
from apps.counters.models import NotPossible, TransitionNotAllowed, Trouble

from .factories import MONDAY, NOW, assign, at, make_session, make_user, site_of, tick_all

LEADER, MANAGER = Role.SITE_LEADER, Role.GENERAL_MANAGER
QUEUE = "/counters/troubles/"


def make_trouble(session=None, *, by=None, moment=NOW):
    session = session or make_session()
    return actions.record_trouble(
        session=session,
        situation="機器が起動しなかった。",
        response="予備の機器に替えた。",
        by=by or session.opened_by,
        at=moment,
        submission_key=uuid.uuid4(),
    )


ELEVEN = at(11)


def hand_over(trouble, to=LEADER, *, moment=ELEVEN):
    return actions.hand_over_trouble(trouble=trouble, to=to, by=trouble.recorded_by, at=moment)


def signed(session):
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    return actions.sign_session(session=session, by=make_user(LEADER), at=at(17, 20))


# --- handing over


def test_trouble_is_handed_over_taken_and_solved_with_both_names_and_times():
    leader = make_user(LEADER)
    trouble = hand_over(make_trouble())
    trouble = actions.take_trouble(trouble=trouble, by=leader, at=at(11, 5))
    trouble = actions.solve_trouble(trouble=trouble, outcome="機器を交換した。", by=leader, at=at(12))
    assert trouble.state is TroubleState.SOLVED
    assert (trouble.handed_by, trouble.handed_at) == (trouble.recorded_by, at(11))
    assert (trouble.taken_by, trouble.taken_at) == (leader, at(11, 5))
    assert (trouble.solved_by, trouble.solved_at, trouble.outcome) == (leader, at(12), "機器を交換した。")


def in_state(state):
    trouble = make_trouble()
    if state is not TroubleState.WRITTEN:
        trouble.hand_over(to=LEADER, by=trouble.recorded_by, at=at(11))
    if state in (TroubleState.TAKEN, TroubleState.SOLVED):
        trouble.take(by=make_user(LEADER), at=at(12))
    if state is TroubleState.SOLVED:
        trouble.solve(outcome="済んだ。", by=make_user(LEADER), at=at(13))
    return trouble


STEPS = {
    "hand_over": (
        lambda trouble, by: trouble.hand_over(to=MANAGER, by=by, at=at(14)),
        {TroubleState.WRITTEN, TroubleState.HANDED, TroubleState.TAKEN},
    ),
    "take": (lambda trouble, by: trouble.take(by=by, at=at(14)), {TroubleState.HANDED}),
    "solve": (lambda trouble, by: trouble.solve(outcome="済んだ。", by=by, at=at(14)), {TroubleState.TAKEN}),
}


@pytest.mark.parametrize("state", TroubleState)
@pytest.mark.parametrize("step", STEPS)
def test_steps_are_taken_from_their_own_states_only(step, state):
    take, possible = STEPS[step]
    trouble = in_state(state)
    if state not in possible:
        with pytest.raises(TransitionNotAllowed):
            take(trouble, make_user(LEADER))
        trouble.refresh_from_db()
        assert trouble.state is state
        return
    take(trouble, make_user(LEADER))
    trouble.refresh_from_db()
    reached = {"hand_over": TroubleState.HANDED, "take": TroubleState.TAKEN, "solve": TroubleState.SOLVED}
    assert trouble.state is reached[step]


def test_site_leader_hands_it_further_up_and_it_waits_again():
    trouble = in_state(TroubleState.TAKEN)
    trouble.hand_over(to=MANAGER, by=make_user(LEADER), at=at(15))
    assert (trouble.state, trouble.taken_by) == (TroubleState.HANDED, None)
    with pytest.raises(TransitionNotAllowed, match="すでに統括責任者"):
        trouble.hand_over(to=LEADER, by=make_user(LEADER), at=at(16))


@pytest.mark.parametrize(("to", "takes"), [(LEADER, {LEADER}), (MANAGER, {MANAGER})])
def test_only_the_role_that_was_asked_takes_it(to, takes):
    trouble = hand_over(make_trouble(), to)
    for role in set(Role) - takes:
        with pytest.raises(NotPossible, match="が引き受けます"):
            actions.take_trouble(trouble=trouble, by=make_user(role), at=at(12))
    taken = actions.take_trouble(trouble=trouble, by=make_user(to), at=at(12))
    for role in set(Role) - takes:
        with pytest.raises(NotPossible, match="が引き受けます"):
            actions.solve_trouble(trouble=taken, outcome="済んだ。", by=make_user(role), at=at(13))
    assert taken.state is TroubleState.TAKEN


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"handed_to_role": "site_leader"}, "trouble_handed_to_a_leader"),
        ({"handed_to_role": "operator", "handed_at": at(11), "handed_by": True}, "trouble_handed_to_a_leader"),
        ({"handed_at": at(11), "handed_to_role": "site_leader"}, "trouble_handed_at_with_by"),
        ({"taken_at": at(11), "taken_by": True}, "trouble_times_in_order"),
        (
            {"handed_to_role": "site_leader", "handed_at": NOW - timedelta(minutes=1), "handed_by": True},
            "trouble_times_in_order",
        ),
        ({"outcome": "済んだ。"}, "trouble_solved_with_outcome"),
    ],
)
def test_table_refuses(changed, rule):
    trouble = make_trouble()
    for name, value in changed.items():
        setattr(trouble, name, make_user() if value is True else value)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        trouble.save()


# --- signing the day


def test_site_leader_signs_once_after_the_closing():
    session, leader = make_session(), make_user(LEADER)
    with pytest.raises(TransitionNotAllowed, match="閉設してから"):
        actions.sign_session(session=session, by=leader, at=at(17))
    tick_all(session)
    actions.close_session(session=session, by=session.opened_by, at=at(17))
    for role in set(Role) - {LEADER}:
        with pytest.raises(NotPossible, match="運営責任者です"):
            actions.sign_session(session=session, by=make_user(role), at=at(17, 20))
    session = actions.sign_session(session=session, by=leader, at=at(17, 20))
    assert (session.signed_by, session.signed_at) == (leader, at(17, 20))
    with pytest.raises(TransitionNotAllowed, match="すでに確認済み"):
        actions.sign_session(session=session, by=leader, at=at(17, 30))


def test_words_stand_once_the_day_is_signed():
    trouble = make_trouble()
    actions.amend_trouble(trouble=trouble, situation="機器が止まった。", response="再起動した。")
    signed(trouble.session)
    with pytest.raises(DayIsSigned):
        actions.amend_trouble(trouble=trouble, situation="別の言葉", response="別の言葉")
    with pytest.raises(DayIsSigned):
        make_trouble(trouble.session, moment=at(18))
    trouble.refresh_from_db()
    assert (trouble.situation, Trouble.objects.count()) == ("機器が止まった。", 1)


def test_handing_over_goes_on_after_the_day_is_signed():
    trouble = make_trouble()
    signed(trouble.session)
    assert hand_over(trouble, moment=at(18)).state is TroubleState.HANDED


# --- pages


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


@pytest.fixture
def leader(client_of):
    client = client_of(LEADER)
    assign(client.user, site_of())
    return client


def page_of(name, *rest):
    return reverse(f"counters:{name}", args=["honcho", MONDAY, *rest])


def test_clerk_corrects_own_words_until_the_closing_and_a_leader_until_the_signature(clerk, leader, client_of):
    colleague = client_of(Role.COUNTER_STAFF)
    assign(colleague.user, site_of())
    session = make_session(by=clerk.user)
    trouble = make_trouble(session)
    amend = page_of("trouble_amend", trouble.pk)
    words = {"situation": "機器が止まった。", "response": "再起動した。"}
    assert colleague.post(amend, words).status_code == 403
    assert "機器が起動しなかった。" in clerk.get(amend).content.decode()
    assert clerk.post(amend, words).status_code == 303
    assert clerk.post(amend, words | {"response": "番号は123456789018です"}).status_code == 422
    tick_all(session)
    actions.close_session(session=session, by=clerk.user, at=at(10, 30))
    assert clerk.post(amend, words).status_code == 403
    assert leader.post(amend, words | {"response": "交換した。"}).status_code == 303
    actions.sign_session(session=session, by=leader.user, at=at(10, 40))
    assert leader.post(amend, words).status_code == 403
    trouble.refresh_from_db()
    assert trouble.response == "交換した。"


def test_trouble_of_another_counter_is_no_such_page(leader):
    make_session(by=leader.user)
    elsewhere = make_trouble(make_session(code="station"))
    assert leader.get(page_of("trouble_amend", elsewhere.pk)).status_code == 404
    assert leader.post(page_of("trouble_hand_over", elsewhere.pk), {"to": MANAGER}).status_code == 404


def test_from_the_desk_to_the_queue_and_solved(clerk, leader, client_of, time_machine):
    trouble = make_trouble(make_session(by=clerk.user))
    response = clerk.post(page_of("trouble_hand_over", trouble.pk), {"to": LEADER}, follow=True)
    assert "運営責任者へ引き継ぎました。" in response.content.decode()
    assert "引受け待ち" in response.content.decode()
    take, solve = (reverse(f"counters:trouble_{step}", args=[trouble.pk]) for step in ("take", "solve"))
    city = client_of(Role.CITY_STAFF)
    queue = city.get(QUEUE).content.decode()
    assert ("機器が起動しなかった。" in queue, take in queue) == (True, False)
    assert take in leader.get(QUEUE).content.decode()
    assert "引き受けました。" in leader.post(take, follow=True).content.decode()
    assert leader.post(solve, {"outcome": ""}).status_code == 422
    refused = leader.post(solve, {"outcome": "番号は123456789018です"})
    assert "マイナンバー（個人番号）と思われる" in refused.content.decode()
    assert leader.post(solve, {"outcome": "機器を交換した。"}).status_code == 303
    assert "機器を交換した。" in clerk.get(page_of("session")).content.decode()
    assert city.post(take).status_code == clerk.get(QUEUE).status_code == 403


def test_hand_over_without_a_leader_named_is_refused_in_words(clerk):
    trouble = make_trouble(make_session(by=clerk.user))
    response = clerk.post(page_of("trouble_hand_over", trouble.pk), {"to": "operator"}, follow=True)
    assert "引継ぎ先を選んでください。" in response.content.decode()


def test_queue_shows_open_ones_first_with_the_same_queries_for_few_and_many(leader):
    solved, newer, older = (make_trouble(make_session(code=code)) for code in ("honcho", "station", "naguwashi"))
    make_trouble(make_session(code="ohigashi"))
    hand_over(solved, moment=NOW), hand_over(newer, moment=at(12)), hand_over(older, moment=at(11))
    actions.take_trouble(trouble=solved, by=leader.user, at=at(12))
    actions.solve_trouble(trouble=solved, outcome="済んだ。", by=leader.user, at=at(13))
    with CaptureQueriesContext(connection) as few:
        rows = leader.get(QUEUE).context["rows"]
    assert [row["trouble"] for row in rows] == [older, newer, solved]
    for _ in range(20):
        hand_over(make_trouble(older.session))
    with CaptureQueriesContext(connection) as many:
        assert len(leader.get(QUEUE).context["rows"]) == 23
    assert len(many) == len(few)


def test_leader_signs_on_the_page_and_the_city_sees_it(clerk, leader, client_of):
    session = make_session(by=clerk.user)
    tick_all(session)
    sign = page_of("session_sign")
    assert "閉設してから" in leader.post(sign, follow=True).content.decode()
    actions.close_session(session=session, by=clerk.user, at=NOW)
    city, manager = client_of(Role.CITY_STAFF), client_of(MANAGER)
    assert "日の報告は未確認" in city.get(page_of("session")).content.decode()
    assert clerk.post(sign).status_code == manager.post(sign).status_code == 403
    assert leader.post(sign).status_code == 303
    for reader in (city, manager):
        page = reader.get(page_of("session")).content.decode()
        assert ("日の報告を確認済み" in page, str(leader.user) in page) == (True, True)


def test_trouble_by_htmx_brings_its_panel_back_and_leaves_the_rest_alone(clerk):
    make_session(by=clerk.user)
    words = {"situation": "機器が止まった。", "response": "再起動した。", "submission_key": uuid.uuid4()}
    by_htmx = {"HX-Request": "true"}
    saved = clerk.post(page_of("trouble_record"), words, headers=by_htmx)
    assert saved.content.decode().lstrip().startswith('<section id="troubles"')
    assert "困難事例・トラブルを記録しました。" in saved.content.decode()
    refused = clerk.post(page_of("trouble_record"), words | {"response": ""}, headers=by_htmx)
    assert ">対応：" in refused.content.decode()
    assert ("機器が止まった。</textarea>" in refused.content.decode(), Trouble.objects.count()) == (True, 1)
