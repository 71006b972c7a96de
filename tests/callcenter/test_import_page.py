"""The page on which the leader of the centre takes a telephone log."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.callcenter.enums import ImportState
from apps.callcenter.models import Call, CallImport, CallProfile

from .factories import answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]
PAGE = reverse("callcenter:import")


def upload(content, name="cdr.csv", **fields):
    return {
        "profile": CallProfile.objects.get(code="jp_pbx").pk,
        "encoding": "",
        "file": SimpleUploadedFile(name, content),
    } | fields


def test_preview_counts_and_writes_nothing(client_of):
    answer = client_of("cc_leader").post(PAGE, upload(log([answered(1), row(2, result="?")]), preview="1"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "まだ取り込んでいません" in page
    assert "結果「?」は形式に登録されていません。" in page
    assert answer.context["report"].run.new == 1
    assert not Call.objects.exists()
    assert not CallImport.objects.exists()


def test_preview_by_htmx_is_the_fragment_alone(client_of):
    answer = client_of("cc_leader").post(PAGE, upload(log([row(1)]), preview="1"), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="preview"')


def test_file_is_taken_and_its_result_shown(client_of):
    client = client_of("cc_leader")
    answer = client.post(PAGE, upload(log([answered(1), row(2, ended="2025/06/01 10:00:00")], "cp932")))
    run = CallImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("callcenter:import_detail", args=[run.pk]))
    assert (run.by, run.encoding, run.new, run.rejected) == (client.user, "cp932", 1, 1)
    page = client.get(answer["Location"]).content.decode()
    assert "終了日時が着信日時より前です。" in page
    assert "09000000001" not in page
    assert "取込済・不備あり" in client.get(PAGE).content.decode()


def test_refused_file_is_listed_with_its_reason(client_of):
    client = client_of("cc_leader")
    answer = client.post(PAGE, upload(log([row(1)])[:-3]))
    assert CallImport.objects.get().state == ImportState.REFUSED
    assert "途中で切れている可能性があります" in client.get(answer["Location"]).content.decode()
    assert "受付不可" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"PK\x03\x04", log([row(1)])[:-3]])
def test_preview_of_a_wrong_file_says_why(client_of, content):
    page = client_of("cc_leader").post(PAGE, upload(content, preview="1")).content.decode()
    assert "取り込めません。" in page
    assert not CallImport.objects.exists()


def test_large_file_is_turned_away_before_it_is_read(client_of, settings):
    settings.CALL_LOG_MAX_BYTES = 100
    answer = client_of("cc_leader").post(PAGE, upload(log([row(1)])))
    assert answer.status_code == 422
    assert "ファイルが大きすぎます" in answer.content.decode()
    assert not CallImport.objects.exists()


def test_upload_beyond_memory_is_taken_too(client_of, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    assert client_of("cc_leader").post(PAGE, upload(log([row(1)]))).status_code == 303
    assert Call.objects.count() == 1


def test_form_without_a_file_comes_back(client_of):
    answer = client_of("cc_leader").post(PAGE, {"profile": CallProfile.objects.get(code="jp_pbx").pk})
    assert answer.status_code == 422


@pytest.mark.parametrize("role", ["operator", "general_manager", "city_staff", "city_approver", "system_admin"])
def test_only_the_leader_takes_logs(client_of, role):
    client, run = client_of(role), take(log([row(1)])).run
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, upload(log([row(2)]))).status_code == 403
    assert client.get(reverse("callcenter:import_detail", args=[run.pk])).status_code == 403
    assert Call.objects.count() == 1


def test_lists_take_the_same_number_of_queries_with_many_rows(client_of, django_assert_max_num_queries):
    client = client_of("cc_leader")
    run = take(log([row(1, result="?")])).run
    addresses = [PAGE, reverse("callcenter:import_detail", args=[run.pk])]

    def cost():
        with django_assert_max_num_queries(30) as queries:
            for address in addresses:
                client.get(address)
        return len(queries)

    client.get(PAGE)
    few = cost()
    for number in range(20):
        take(log([row(number, result="?")]))
    many = take(log(row(number, result="?") for number in range(49))).run
    addresses[1] = reverse("callcenter:import_detail", args=[many.pk])
    assert cost() == few
