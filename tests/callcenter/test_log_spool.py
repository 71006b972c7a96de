"""A large log waits encrypted until a worker has read it; whatever happens to the worker, nothing is half taken."""

from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from redis import ConnectionError as RedisConnectionError

from apps.callcenter import tasks
from apps.callcenter.actions import (
    ImportBusy,
    NotWaiting,
    erase_old_spools,
    give_up_import,
    log_spool,
    notice_interruption,
    progress_of,
    read_spooled,
    restart_import,
    spool_calls,
)
from apps.callcenter.enums import ImportState
from apps.callcenter.models import Call, CallImport, CallProfile, ImportChunk
from apps.callcenter.views import log_import as views
from apps.core.encryption import keyring

from .factories import TAKEN_AT, answered, log, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "_own_keyring")]


@pytest.fixture
def _own_keyring(settings, tmp_path):
    settings.KEYRING_DIR = tmp_path / "keyring"


@pytest.fixture
def leader(user_of):
    return user_of("cc_leader")


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(log_spool, "CHUNK", 100)


def spooled(leader, content, profile="jp_pbx"):
    return spool_calls(
        file=BytesIO(content),
        file_name="cdr.csv",
        profile=CallProfile.objects.get(code=profile),
        at=TAKEN_AT,
        by=leader,
    )


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM callcenter_importchunk ORDER BY number")
        return b"".join(bytes(content) for (content,) in cursor.fetchall())


@pytest.mark.usefixtures("small_pieces")
def test_waiting_file_is_unreadable_and_gone_with_its_key_when_it_was_read(leader):
    run = spooled(leader, log([answered(1), row(2, caller="09012345678")]))
    key_id = ImportChunk.objects.first().key_id
    assert (run.state, ImportChunk.objects.count() > 2) == (ImportState.WAITING, True)
    assert b"09012345678" not in stored()
    assert "通話ID".encode() not in stored()
    assert Call.objects.count() == 0
    read_spooled(pk=run.pk)
    run.refresh_from_db()
    assert (run.state, run.new, Call.objects.count()) == (ImportState.TAKEN, 2, 2)
    assert not ImportChunk.objects.exists()
    assert keyring.is_destroyed(key_id)


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("profile", ["asterisk_queue_log", "amazon_connect"])
def test_every_kind_of_log_is_read_from_its_pieces(leader, profile):
    content = {
        "asterisk_queue_log": b"".join(b"%d|%d.1|q|NONE|ABANDON|1|1|5\n" % (1748826000 + n, n) for n in range(50)),
        "amazon_connect": b"".join(
            b'{"ContactId": "%d", "Channel": "VOICE", "InitiationMethod": "INBOUND", "InitiationTimestamp":'
            b' "2025-06-02T01:00:00Z", "LastUpdateTimestamp": "2025-06-02T01:10:00Z"}\n' % n
            for n in range(50)
        ),
    }[profile]
    run = spooled(leader, content, profile)
    assert read_spooled(pk=run.pk).new == 50


def test_refused_file_is_erased_too(leader):
    run = spooled(leader, log([row(1)])[:-2])
    read_spooled(pk=run.pk)
    run.refresh_from_db()
    assert (run.state, ImportChunk.objects.count()) == (ImportState.REFUSED, 0)
    assert "途中で切れている" in run.reason


def test_read_twice_is_read_once(leader):
    run = spooled(leader, log([row(1)]))
    assert read_spooled(pk=run.pk).new == 1
    assert read_spooled(pk=run.pk) is None
    assert CallImport.objects.get().new == 1


def test_worker_that_breaks_down_leaves_an_interrupted_import_that_can_begin_again(leader, monkeypatch):
    run = spooled(leader, log([row(1)]))
    with monkeypatch.context() as broken:
        broken.setattr(log_spool, "take_file", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read_spooled(pk=run.pk)
    run.refresh_from_db()
    assert (run.state, Call.objects.count(), ImportChunk.objects.exists()) == (ImportState.INTERRUPTED, 0, True)
    restart_import(run=run, now=TAKEN_AT)
    read_spooled(pk=run.pk)
    assert Call.objects.count() == 1


def test_worker_that_was_killed_is_noticed_by_whoever_looks(leader):
    run = spooled(leader, log([row(1)]))
    CallImport.objects.filter(pk=run.pk).update(state=ImportState.READING)
    run.refresh_from_db()
    assert notice_interruption(run).state == ImportState.INTERRUPTED


def test_import_that_is_being_read_is_not_called_interrupted(leader, monkeypatch):
    @contextmanager
    def held(what, pk):
        yield False

    run = spooled(leader, log([row(1)]))
    CallImport.objects.filter(pk=run.pk).update(state=ImportState.READING)
    run.refresh_from_db()
    monkeypatch.setattr(log_spool, "held", held)
    assert notice_interruption(run).state == ImportState.READING
    assert read_spooled(pk=run.pk) is None


def test_import_waits_on_while_another_of_its_profile_is_read(leader, monkeypatch):
    def busy(*args, **kwargs):
        raise ImportBusy("進行中です。")

    run = spooled(leader, log([row(1)]))
    monkeypatch.setattr(log_spool, "take_file", busy)
    with pytest.raises(ImportBusy):
        read_spooled(pk=run.pk)
    run.refresh_from_db()
    assert run.state == ImportState.WAITING


def test_import_that_may_still_have_its_turn_does_not_begin_again(leader):
    run = spooled(leader, log([row(1)]))
    with pytest.raises(NotWaiting):
        restart_import(run=run, now=TAKEN_AT)


def test_import_that_was_given_up_erases_its_file(leader):
    run = spooled(leader, log([row(1)]))
    give_up_import(run=run)
    run.refresh_from_db()
    assert (run.state, ImportChunk.objects.count()) == (ImportState.REFUSED, 0)
    with pytest.raises(NotWaiting):
        give_up_import(run=run)
    assert read_spooled(pk=run.pk) is None


def test_file_that_nobody_read_for_a_day_is_erased(leader):
    run = spooled(leader, log([row(1)]))
    assert erase_old_spools(now=TAKEN_AT + timedelta(hours=23)) == 0
    assert erase_old_spools(now=TAKEN_AT + timedelta(hours=25)) == 1
    assert erase_old_spools(now=TAKEN_AT + timedelta(hours=25)) == 0
    run.refresh_from_db()
    assert "1日のあいだ" in run.reason


@pytest.mark.parametrize("settle", [lambda run: read_spooled(pk=run.pk), lambda run: give_up_import(run=run)])
def test_file_whose_erasure_broke_off_is_erased_by_the_next_run(leader, monkeypatch, settle):
    run = spooled(leader, log([row(1)]))
    key_id = run.chunks.get().key_id
    with monkeypatch.context() as full:
        full.setattr(keyring, "destroy", _full_disk)
        with pytest.raises(OSError, match="disk full"):
            settle(run)
    run.refresh_from_db()
    assert (run.is_under_way, ImportChunk.objects.exists()) == (False, True)
    assert [erase_old_spools(now=TAKEN_AT) for _ in range(2)] == [1, 0]
    assert (ImportChunk.objects.exists(), keyring.is_destroyed(key_id)) == (False, True)


def test_file_that_cannot_be_erased_keeps_no_other_from_it(leader, monkeypatch, caplog):
    stuck, other = (spooled(leader, log([row(number)])) for number in (1, 2))
    stuck_key, destroy = stuck.chunks.get().key_id, keyring.destroy
    monkeypatch.setattr(keyring, "destroy", lambda key: _full_disk(key) if key == stuck_key else destroy(key))
    assert erase_old_spools(now=TAKEN_AT + timedelta(hours=25)) == 1
    assert [stuck.chunks.exists(), other.chunks.exists()] == [True, False]
    assert [record.levelname for record in caplog.records if str(stuck.pk) in record.getMessage()] == ["ERROR"]


def _full_disk(key_id):
    raise OSError("disk full")


def test_progress_is_told_while_the_file_is_read(leader, monkeypatch):
    run, seen = spooled(leader, log([row(1)])), []
    real = log_spool.take_file

    def watched(run, file, *, watch):
        watch(40)
        CallImport.objects.filter(pk=run.pk).update(state=ImportState.READING)
        seen.append(progress_of(CallImport.objects.get(pk=run.pk)))
        return real(run, file, watch=watch)

    monkeypatch.setattr(log_spool, "take_file", watched)
    read_spooled(pk=run.pk)
    assert seen == [40]
    assert progress_of(CallImport.objects.get(pk=run.pk)) == 100


@pytest.fixture
def no_redis(monkeypatch):
    """Neither the cache nor the queue of tasks answers."""

    def refuse(*args, **options):
        raise RedisConnectionError

    for name in ("get", "set", "delete"):
        monkeypatch.setattr(log_spool.cache, name, refuse)
    monkeypatch.setattr(tasks.read_call_log, "delay", refuse)


@pytest.mark.usefixtures("no_redis")
def test_log_is_put_aside_shown_and_read_without_redis(client_of, django_capture_on_commit_callbacks):
    client = client_of("cc_leader")
    with django_capture_on_commit_callbacks(execute=True):
        run = spooled(client.user, log([row(1)]))
    page = client.get(reverse("callcenter:import_detail", args=[run.pk]))
    assert (page.status_code, page.context["progress"]) == (200, 0)
    assert "読み込みの順番を待っています。" in page.content.decode()
    assert read_spooled(pk=run.pk).state == ImportState.TAKEN


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.fixture
def large_from_one_byte(monkeypatch):
    monkeypatch.setattr(views, "READ_AT_ONCE", 1)


def upload(content):
    return {
        "profile": CallProfile.objects.get(code="jp_pbx").pk,
        "encoding": "",
        "file": SimpleUploadedFile("cdr.csv", content),
    }


@pytest.mark.usefixtures("large_from_one_byte")
def test_large_file_goes_to_a_worker(client_of, django_capture_on_commit_callbacks):
    client = client_of("cc_leader")
    with django_capture_on_commit_callbacks() as waiting:
        answer = client.post(reverse("callcenter:import"), upload(log([row(1)])))
    run = CallImport.objects.get()
    assert (answer.status_code, run.state, Call.objects.count()) == (303, ImportState.WAITING, 0)
    page = client.get(answer["Location"])
    assert "この画面を離れても、読み込みは続きます。" in page.content.decode()
    version = page.context["version"]
    assert client.get(f"{answer['Location']}?v={version}", headers={"HX-Request": "true"}).status_code == 204
    for callback in waiting:
        callback()
    assert Call.objects.count() == 1
    done = client.get(f"{answer['Location']}?v={version}", headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert "新規" in client.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("large_from_one_byte")
def test_preview_of_a_large_file_reads_its_beginning_only(client_of):
    answer = client_of("cc_leader").post(reverse("callcenter:import"), upload(log([answered(1)])) | {"preview": "1"})
    page = answer.content.decode()
    assert "C00001" in page
    assert "応答 1 件" in page
    assert not CallImport.objects.exists()


def test_interrupted_import_offers_to_begin_again_or_to_be_given_up(client_of, django_capture_on_commit_callbacks):
    client = client_of("cc_leader")
    run = spooled(client.user, log([row(1)]))
    CallImport.objects.filter(pk=run.pk).update(state=ImportState.READING)
    address = reverse("callcenter:import_detail", args=[run.pk])
    page = client.get(address).content.decode()
    assert "途中で止まりました" in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("callcenter:import_restart", args=[run.pk]))
    assert Call.objects.count() == 1
    client.post(reverse("callcenter:import_give_up", args=[run.pk]))
    assert CallImport.objects.get().state == ImportState.TAKEN


def test_import_to_which_no_worker_comes_can_be_read_again(client_of, django_capture_on_commit_callbacks):
    client = client_of("cc_leader")
    run = spooled(client.user, log([row(1)]))
    detail, restart = (reverse(f"callcenter:import_{name}", args=[run.pk]) for name in ("detail", "restart"))
    CallImport.objects.update(started_at=timezone.now())
    waiting = client.get(detail)
    assert restart not in waiting.content.decode()
    CallImport.objects.update(started_at=timezone.now() - log_spool.STALLED_AFTER - timedelta(seconds=1))
    polled = client.get(f"{detail}?v={waiting.context['version']}", headers={"HX-Request": "true"})
    assert polled["HX-Refresh"] == "true"
    stalled = client.get(detail)
    assert restart in stalled.content.decode()
    again = client.get(f"{detail}?v={stalled.context['version']}", headers={"HX-Request": "true"})
    assert again.status_code == 204
    with django_capture_on_commit_callbacks(execute=True):
        client.post(restart)
    assert CallImport.objects.get().state == ImportState.TAKEN
    with pytest.raises(NotWaiting):
        restart_import(run=run, now=timezone.now())


def test_task_of_a_settled_import_does_nothing(leader):
    run = spooled(leader, log([row(1)]))
    tasks.read_call_log(pk=run.pk)
    tasks.read_call_log(pk=run.pk)
    assert CallImport.objects.get().new == 1
    assert tasks.erase_old_call_logs() == 0
