"""Two people, two files or two workers at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.db import connections
from django.urls import reverse
from psycopg.errors import UniqueViolation

from apps.callcenter.actions import (
    AlreadySettled,
    call_rows,
    log_import,
    log_spool,
    notice_interruption,
    read_spooled,
    retry_row,
    spool_calls,
)
from apps.callcenter.enums import ImportState, RejectionState
from apps.callcenter.models import AgentEvent, Call, CallImport, CallProfile, RejectedRow
from apps.callcenter.views.call_profiles import BEING_READ
from apps.core.db import held
from tests.threads import at_once, locked_elsewhere

from .factories import TAKEN_AT, log, row, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("masters")]

FIRST = b"1748826000|1.1|q|NONE|ENTERQUEUE||x|1\n1748826005|1.1|q|A|CONNECT|5\n1748826000|x|NONE|A|AGENTLOGIN|S\n"
SECOND = b"1748826005|1.1|q|A|CONNECT|5\n1748826065|1.1|q|A|COMPLETEAGENT|5|60|1\n1748826000|x|NONE|A|AGENTLOGIN|S\n"


def test_overlapping_files_taken_at_once_are_one_call():
    answers = at_once([lambda part=part: take(part, "asterisk_queue_log") for part in (FIRST, SECOND)])
    assert not any(isinstance(answer, Exception) for answer in answers), answers
    call = Call.objects.get()
    assert (call.outcome, call.wait_seconds, call.talk_seconds) == ("answered", 5, 60)
    assert AgentEvent.objects.count() == 1


def test_without_the_lock_both_files_would_insert_the_call(monkeypatch):
    """The control: both look before either writes."""
    both_looked, known = threading.Barrier(2), call_rows.CallWriter.known

    def looked(writer, ids):
        found = known(writer, ids)
        if not both_looked.broken:
            both_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(log_import, "lock_profile", lambda profile: None)
    monkeypatch.setattr(call_rows.CallWriter, "known", looked)
    answers = at_once([lambda: take(log([row(1)]))] * 2)
    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [UniqueViolation]


def test_row_that_two_leaders_retry_is_settled_once(user_of):
    take(log([row(1, result="不明")]))
    rejection, leaders = RejectedRow.objects.get(), [user_of("cc_leader"), user_of("cc_leader")]
    answers = at_once(
        [lambda who=who: retry_row(row=rejection, cells={"結果": "放棄"}, by=who, at=TAKEN_AT) for who in leaders]
    )
    assert sorted(type(answer).__name__ for answer in answers) == [AlreadySettled.__name__, RejectedRow.__name__]
    rejection.refresh_from_db()
    assert (rejection.state, Call.objects.count()) == (RejectionState.TAKEN, 1)


def test_form_that_is_being_read_with_is_not_changed_meanwhile(client_of):
    client, profile = client_of("cc_leader"), CallProfile.objects.get(code="jp_pbx")
    address = reverse("callcenter:call_profile_edit", args=[profile.pk])
    typed = {name: value for name, value in client.get(address).context["form"].initial.items() if value} | {
        "name": "新しい名前"
    }
    with locked_elsewhere(lambda: log_import.lock_profile(profile)):
        answer = client.post(address, typed)
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [BEING_READ])
    assert answer.context["form"]["name"].value() == "新しい名前"
    assert client.post(address, typed).status_code == 302
    profile.refresh_from_db()
    assert profile.name == "新しい名前"


@pytest.fixture
def spooled(user_of, settings, tmp_path, monkeypatch):
    settings.KEYRING_DIR = tmp_path / "keyring"
    monkeypatch.setattr(log_spool, "_start", lambda run: None)
    return spool_calls(
        file=BytesIO(log([row(1)])),
        file_name="cdr.csv",
        profile=CallProfile.objects.get(code="jp_pbx"),
        at=TAKEN_AT,
        by=user_of("cc_leader"),
    )


def test_file_is_read_by_one_worker_only(spooled):
    runs = [run for run in at_once([lambda: read_spooled(pk=spooled.pk)] * 3) if run is not None]
    assert [type(run) for run in runs] == [CallImport]
    assert Call.objects.count() == 1


def test_worker_at_work_is_seen_until_its_connection_goes(spooled):
    """What a killed worker leaves behind is a free lock, whatever its import says."""
    CallImport.objects.filter(pk=spooled.pk).update(state=ImportState.READING)
    spooled.refresh_from_db()
    at_work, gone = threading.Event(), threading.Event()

    def work():
        with held("callcenter.CallImport", spooled.pk) as may_read:
            at_work.set()
            gone.wait(timeout=30)
        connections.close_all()
        return may_read

    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(work)
        assert at_work.wait(timeout=30)
        assert notice_interruption(spooled).state == ImportState.READING
        gone.set()
        assert worker.result()
    assert notice_interruption(spooled).state == ImportState.INTERRUPTED
