"""The announced call and the record that is written of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.callcenter import phone
from apps.callcenter.actions import CallNotTied, record_inquiry, tie_calls
from apps.callcenter.models import Call, CallProfile, Inquiry, InquiryCategory, LiveCall
from tests.threads import at_once

from .factories import answered, log, make_inquiry, take
from .phone_factories import MASKED, NUMBER, announce, event, give_code, make_source
from .test_desk import DESK, posted

pytestmark = pytest.mark.django_db
CHECKS = reverse("callcenter:inquiry_checks")


@pytest.fixture
def token(masters, user_of):
    return make_source(user_of("cc_leader"))[1]


@pytest.fixture
def talk(token):
    """Announces an answered call of an extension, ended where its seconds are given; answers the LiveCall."""

    def announced(extension, call_id="call-1", *, began=-60, ended=None):
        fields = {"extension": extension, "caller": NUMBER}
        announce(token, event("ringing", call_id, seconds=began, **fields))
        announce(token, event("answered", call_id, seconds=began + 5, **fields))
        if ended is not None:
            announce(token, event("ended", call_id, seconds=ended))
        return LiveCall.objects.get(external_id=call_id)

    return announced


@pytest.fixture
def at_desk(client_of, masters):
    client = client_of("operator")
    give_code(client.user, "201")
    return client


def values(**fields):
    return {
        "category": InquiryCategory.objects.get(code="renewal"),
        "summary": "更新の案内",
        "result": "completed",
        "received_at": timezone.now(),
    } | fields


def test_announced_call_stands_on_the_desk_and_is_tied_by_saving(at_desk, talk):
    call = talk("201")
    page = at_desk.get(DESK).content.decode()
    assert MASKED in page
    assert f'name="live_call" value="{call.pk}" form="inquiry-form"' in page
    assert at_desk.post(DESK, posted(live_call=call.pk, received_at="")).status_code == 303
    saved = Inquiry.objects.get()
    assert (saved.live_call, saved.received_at) == (call, call.rung_at)
    assert phone.current_call(at_desk.user, timezone.now()) is None
    assert phone.number_of(LiveCall.objects.get(), at_desk.user) == ""
    assert MASKED not in at_desk.get(DESK).content.decode()


def test_inquiry_without_a_call_is_saved_at_the_moment_of_saving(at_desk):
    before = timezone.now()
    at_desk.post(DESK, posted(received_at=""))
    saved = Inquiry.objects.get()
    assert saved.live_call is None
    assert before <= saved.received_at <= saved.saved_at


def test_double_submit_about_a_call_is_one_record(at_desk, talk):
    form = posted(live_call=talk("201").pk)
    assert [at_desk.post(DESK, form).status_code for _ in range(3)] == [303, 303, 303]
    assert Inquiry.objects.count() == 1


def test_second_record_of_one_call_is_refused_with_the_number_of_the_first(at_desk, talk):
    call = talk("201")
    at_desk.post(DESK, posted(live_call=call.pk))
    answer = at_desk.post(DESK, posted(live_call=call.pk))
    assert answer.status_code == 422
    assert f"この通話の記録は {Inquiry.objects.get().number} にあります。" in answer.content.decode()


def test_call_of_a_colleague_is_neither_shown_nor_tied(at_desk, talk, user_of):
    give_code(user_of("operator"), "202")
    call = talk("202")
    assert MASKED not in at_desk.get(DESK).content.decode()
    answer = at_desk.post(DESK, posted(live_call=call.pk))
    assert answer.status_code == 422
    assert "この通話は、いまはほかの方のものです。" in answer.content.decode()
    with pytest.raises(CallNotTied):
        record_inquiry(by=at_desk.user, at=timezone.now(), submission_key=uuid4(), values=values(), live_call=call)
    assert not Inquiry.objects.exists()


def test_database_refuses_the_call_of_another_operator(at_desk, talk, user_of):
    call = talk("201")
    with pytest.raises(IntegrityError, match="another operator"), transaction.atomic():
        make_inquiry(user_of("operator"), at=timezone.now(), live_call=call)
    tied = make_inquiry(at_desk.user, at=timezone.now(), live_call=call)
    with pytest.raises(IntegrityError, match="another operator"), transaction.atomic():
        Inquiry.objects.filter(pk=tied.pk).update(operator=user_of("operator"))


def test_database_refuses_two_inquiries_of_one_call(at_desk, talk):
    call = talk("201")
    make_inquiry(at_desk.user, at=timezone.now(), live_call=call)
    with pytest.raises(IntegrityError, match="live_call"), transaction.atomic():
        make_inquiry(at_desk.user, at=timezone.now(), live_call=call)


def test_record_stays_tied_when_the_call_is_passed_on_afterwards(at_desk, talk, token, user_of):
    give_code(user_of("operator"), "202")
    call = talk("201")
    tied = make_inquiry(at_desk.user, at=timezone.now(), live_call=call)
    announce(token, event("transferred", "call-1", extension="202"))
    assert LiveCall.objects.get().operator != at_desk.user
    Inquiry.objects.filter(pk=tied.pk).update(summary="直した文")
    assert Inquiry.objects.get().live_call == call


def test_call_of_the_log_is_its_operators(operator, user_of):
    give_code(operator, "OP01")
    call = take(log([answered(1)])).run.calls.get()
    with pytest.raises(IntegrityError, match="another operator"), transaction.atomic():
        make_inquiry(user_of("operator"), call=call)
    assert make_inquiry(operator, call=call).call == call


def test_call_that_was_passed_on_is_its_records_as_announced(at_desk, talk, user_of):
    """The log names the one who talked last, the announcement whose record it is."""
    give_code(user_of("operator"), "OP01")
    announced = talk("201", call_id="C00001")
    record = make_inquiry(at_desk.user, at=timezone.now(), live_call=announced)
    take(log([answered(1)]))
    tie_calls(CallProfile.objects.get(code="jp_pbx"))
    record.refresh_from_db()
    assert record.call == Call.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_operators_in_the_same_second_never_see_each_others_citizen(masters, client_of, user_of, token):
    """Each of them has a call, sees only its number and ties only it, all at the same moment."""
    clients = [client_of("operator") for _ in range(2)]
    for number, client in enumerate(clients):
        give_code(client.user, f"20{number}")
    for turn in range(5):
        numbers = [f"049-22{turn}-100{number}" for number in range(2)]
        events = [
            event(kind, f"call-{turn}-{number}", extension=f"20{number}", caller=numbers[number])
            for number in range(2)
            for kind in ("ringing", "answered")
        ]
        at_once([lambda each=each: announce(token, each) for each in events])
        pages = at_once([lambda client=client: client.get(DESK).content.decode() for client in clients])
        for number, page in enumerate(pages):
            assert f"•••-{numbers[number][-4:]}" in page
            assert f"•••-{numbers[1 - number][-4:]}" not in page
        calls = [LiveCall.objects.get(external_id=f"call-{turn}-{number}") for number in range(2)]
        forms = [posted(live_call=call.pk, summary=f"用件{turn}-{number}") for number, call in enumerate(calls)]
        saved = at_once(
            [
                lambda client=client, form=form: client.post(DESK, form).status_code
                for client, form in zip(clients, forms, strict=True)
            ]
        )
        assert saved == [303, 303]
        for number, (client, call) in enumerate(zip(clients, calls, strict=True)):
            record = Inquiry.objects.get(live_call=call)
            assert (record.operator, record.summary) == (client.user, f"用件{turn}-{number}")


@pytest.mark.django_db(transaction=True)
def test_one_call_recorded_by_many_at_once_has_one_record(at_desk, talk):
    call, given, at = talk("201"), values(), timezone.now()
    answers = at_once(
        [
            lambda: record_inquiry(by=at_desk.user, at=at, submission_key=uuid4(), values=given, live_call=call)
            for _ in range(8)
        ]
    )
    assert sum(isinstance(answer, CallNotTied) for answer in answers) == 7
    assert Inquiry.objects.count() == 1


# --- from the end of the call to the saving --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "minutes", "is_late"), [(-601, 10, True), (-600, 10, False), (-60, 1, False), (None, None, False)]
)
def test_minutes_to_save_are_counted_from_the_end_of_the_call(at_desk, talk, ended, minutes, is_late):
    call = talk("201", began=-900, ended=ended)
    now = timezone.now()
    LiveCall.objects.update(ended_at=now + timedelta(seconds=ended) if ended else None)
    make_inquiry(at_desk.user, at=now, live_call=call)
    record = Inquiry.objects.with_call_end().get()
    limit = timedelta(minutes=10)
    assert record.minutes_to_save == minutes
    assert record.is_saved_late(limit) == is_late
    assert Inquiry.objects.saved_late(limit).exists() == is_late


def test_record_saved_during_the_talk_took_no_minutes(at_desk, talk):
    call = talk("201", ended=30)
    make_inquiry(at_desk.user, at=timezone.now(), live_call=call)
    assert Inquiry.objects.with_call_end().get().minutes_to_save == 0


def test_the_log_counts_before_the_announcement(operator):
    call = take(log([answered(1)])).run.calls.get()
    make_inquiry(operator, at=call.ended_at + timedelta(minutes=12), call=call)
    assert Inquiry.objects.with_call_end().get().minutes_to_save == 12


def test_late_record_says_so_and_stands_in_the_leaders_list(at_desk, talk, client_of):
    call = talk("201", began=-1500, ended=-1200)
    record = make_inquiry(at_desk.user, at=timezone.now(), live_call=call)
    assert "20 分で記録" in at_desk.get(reverse("callcenter:inquiry", args=[record.pk])).content.decode()
    leader = client_of("cc_leader")
    assert record.number in leader.get(CHECKS).content.decode()
    assert at_desk.get(CHECKS).status_code == 403
    assert "該当する記録はありません。" in leader.get(CHECKS, {"of": "handed"}).content.decode()


def test_leaders_list_is_of_one_month_of_japan(operator, client_of):
    leader = client_of("cc_leader")

    def late(number, began, ended):
        call = take(log([answered(number, arrived=began, ended=ended)])).run.calls.get()
        return make_inquiry(operator, at=call.ended_at + timedelta(minutes=30), call=call).number

    may = late(1, "2025/05/30 16:00:00", "2025/05/30 16:05:00")
    june = late(2, "2025/06/02 10:00:00", "2025/06/02 10:05:00")

    def shown(month):
        page = leader.get(CHECKS, {"month": month}).content.decode()
        return [number for number in (may, june) if number in page]

    assert [shown(month) for month in ("2025-04", "2025-05", "2025-06", "", "x")] == [[], [may], [june], [june], [june]]
    page = leader.get(CHECKS, {"month": "2025-06", "of": "handed"}).content.decode()
    assert "?month=2025-05&amp;of=handed" in page
    assert "?month=2025-07&amp;of=handed" in page


def test_leaders_list_takes_the_same_number_of_queries_with_many_records(
    operator, client_of, django_assert_max_num_queries
):
    leader = client_of("cc_leader")

    def late(number):
        fields = {"arrived": "2025/06/02 10:00:00", "ended": "2025/06/02 10:05:00"}
        call = take(log([answered(number, **fields)])).run.calls.get()
        make_inquiry(operator, at=call.ended_at + timedelta(minutes=30), call=call)

    late(1)
    leader.get(CHECKS)
    with django_assert_max_num_queries(20) as before:
        leader.get(CHECKS)
    for number in range(2, 12):
        late(number)
    with django_assert_max_num_queries(20) as after:
        page = leader.get(CHECKS).content.decode()
    assert len(after) == len(before)
    assert page.count("30 分") == 11
