"""Rows that could not be taken: mended and taken, tried again together, or left out for a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.callcenter.actions import AlreadySettled, dismiss_row, mendable_cells, retry_all, retry_row
from apps.callcenter.enums import RejectionState
from apps.callcenter.logs import HIDDEN, RowFault
from apps.callcenter.models import Call, CallProfile, RejectedRow

from .factories import TAKEN_AT, answered, log, row, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters")]

MY_NUMBER = "123456789018"


@pytest.fixture
def leader(user_of):
    return user_of("cc_leader")


def rejected(line, **options):
    take(log([line]), **options)
    return RejectedRow.objects.get()


def mend(rejection, by, **cells):
    return retry_row(row=rejection, cells=cells, by=by, at=TAKEN_AT)


def test_mended_row_is_taken_and_keeps_who_and_when(leader):
    rejection = rejected(row(1, result="不明"))
    mend(rejection, leader, 結果="放棄")
    rejection.refresh_from_db()
    assert Call.objects.get().outcome == "abandoned"
    assert Call.objects.get().call_import == rejection.call_import
    assert (rejection.state, rejection.settled_by, rejection.settled_at) == (RejectionState.TAKEN, leader, TAKEN_AT)
    assert rejection.events.count() == 1


def test_row_that_is_still_wrong_stays_open(leader):
    rejection = rejected(row(1, result="不明"))
    with pytest.raises(RowFault, match="結果「まだ」"):
        mend(rejection, leader, 結果="まだ")
    rejection.refresh_from_db()
    assert (rejection.state, Call.objects.count()) == (RejectionState.OPEN, 0)


def test_callers_number_is_no_cell_that_can_be_mended(leader):
    rejection = rejected(row(1, result="不明", caller="09012345678"))
    assert "発信者番号" not in mendable_cells(rejection)
    mend(rejection, leader, 結果="放棄", 発信者番号="09012345678")
    assert "09012345678" not in str(RejectedRow.objects.get().cells | {"発信者番号": ""})


def test_withheld_number_is_remembered_without_the_number(leader):
    rejection = rejected(row(1, result="不明", caller="非通知"))
    mend(rejection, leader, 結果="放棄")
    assert Call.objects.get().is_withheld


def test_hidden_cell_must_be_typed_anew(leader):
    rejection = rejected(row(1, operator=MY_NUMBER))
    assert rejection.cells["オペレーター"] == HIDDEN
    with pytest.raises(RowFault, match="「オペレーター」は保存していません"):
        mend(rejection, leader)
    mend(rejection, leader, オペレーター="OP01")
    assert Call.objects.get().operator_code == "OP01"


def test_row_with_the_wrong_number_of_cells_can_be_typed_in(leader):
    take(log([row(1) + ",余分", row(2)]))
    rejection = RejectedRow.objects.get()
    mend(rejection, leader, 通話ID="C00001", 着信日時="2025/06/02 10:00:00", 結果="放棄")
    assert Call.objects.count() == 2


def test_mended_row_does_not_overwrite_another_call(leader):
    take(log([row(1, wait=5), row(2, result="不明")]))
    with pytest.raises(RowFault, match="同じ通話ID"):
        mend(RejectedRow.objects.get(), leader, 通話ID="C00001", 結果="放棄")
    assert Call.objects.get().wait_seconds == 5


def test_all_open_rows_are_tried_again_after_the_profile_was_changed(leader):
    run = take(log([row(1, result="不応答"), row(2, result="不応答"), row(3, result="謎")])).run
    profile = CallProfile.objects.get(code="jp_pbx")
    profile.outcomes |= {"不応答": "abandoned"}
    profile.save()
    run.refresh_from_db()
    retried = retry_all(run=run, by=leader, at=TAKEN_AT)
    assert (retried.taken, retried.left, Call.objects.count()) == (2, 1, 2)
    assert retry_all(run=run, by=leader, at=TAKEN_AT).taken == 0


def test_row_that_the_profile_no_longer_counts_is_left_out(leader):
    run = take(log([row(1, result="テスト")])).run
    CallProfile.objects.filter(code="jp_pbx").update(skips={"結果": ["テスト"]})
    run.refresh_from_db()
    run = type(run).objects.get(pk=run.pk)
    retry_all(run=run, by=leader, at=TAKEN_AT)
    assert (RejectedRow.objects.get().state, Call.objects.count()) == (RejectionState.DISMISSED, 0)


def test_dismissal_needs_a_reason_and_settles_once(leader):
    rejection = rejected(row(1, result="不明"))
    with pytest.raises(IntegrityError, match="rejectedrow_dismissed_with_a_reason"), transaction.atomic():
        dismiss_row(row=rejection, note="", by=leader, at=TAKEN_AT)
    dismiss_row(row=rejection, note="試験の発信", by=leader, at=TAKEN_AT)
    with pytest.raises(AlreadySettled, match="対象外"):
        mend(rejection, leader, 結果="放棄")
    assert Call.objects.count() == 0


def test_settled_row_needs_a_person_and_a_time():
    rejection = rejected(row(1, result="不明"))
    with pytest.raises(IntegrityError, match="rejectedrow_settled_by_somebody"), transaction.atomic():
        RejectedRow.objects.filter(pk=rejection.pk).update(state=RejectionState.TAKEN)


def test_mended_line_of_a_queue_log_joins_its_call(leader):
    log_lines = b"1748826000|1.1|q|NONE|ENTERQUEUE||x|1\n1748826005|1.1|q|A|CONNECT|-5\n"
    take(log_lines, "asterisk_queue_log")
    assert Call.objects.get().outcome == "open"
    mend(RejectedRow.objects.get(), leader, 待ち秒数="5")
    assert (Call.objects.get().outcome, Call.objects.get().wait_seconds) == ("answered", 5)


def test_mended_moment_of_an_operator_is_kept(leader):
    take(b"x|a|NONE|Agent/1|AGENTLOGIN|SIP/1\n", "asterisk_queue_log")
    rejection = RejectedRow.objects.get()
    mend(rejection, leader, 日時="1748826000")
    assert rejection.call_import.agent_events.count() == 1


def test_mended_contact_joins_its_call(leader):
    record = (
        b'{"ContactId": "a", "Channel": "VOICE", "InitiationMethod": "INBOUND", "InitiationTimestamp": "x",'
        b' "LastUpdateTimestamp": "2025-06-02T01:10:00Z", "DisconnectTimestamp": "2025-06-02T01:02:00Z",'
        b' "DisconnectReason": "CUSTOMER_DISCONNECT"}'
    )
    take(record, "amazon_connect")
    mend(RejectedRow.objects.get(), leader, InitiationTimestamp="2025-06-02T01:00:00Z")
    assert Call.objects.get().outcome == "abandoned"


# --- pages ----------------------------------------------------------------------------------------------------------


def page_of(rejection):
    return reverse("callcenter:rejected_row", args=[rejection.pk])


def boxes(rejection, **changes):
    cells = mendable_cells(rejection) | changes
    return {f"cell_{number}": cell for number, cell in enumerate(cells.values())}


def test_page_mends_a_row(client_of):
    client, rejection = client_of("cc_leader"), rejected(row(1, result="不明", caller="09012345678"))
    page = client.get(page_of(rejection)).content.decode()
    assert "結果「不明」は形式に登録されていません。" in page
    assert "09012345678" not in page
    answer = client.post(page_of(rejection), boxes(rejection, 結果="放棄"))
    assert (answer.status_code, Call.objects.count()) == (302, 1)
    settled = client.get(page_of(rejection)).content.decode()
    assert client.user.display_name in settled
    assert "この内容で取り込む" not in settled


def test_page_gives_back_what_was_typed_when_it_is_still_wrong(client_of):
    client, rejection = client_of("cc_leader"), rejected(row(1, result="不明"))
    answer = client.post(page_of(rejection), boxes(rejection, 結果="まだ不明"))
    assert answer.status_code == 422
    assert 'value="まだ不明"' in answer.content.decode()
    assert "結果「まだ不明」" in answer.content.decode()


def test_page_refuses_a_my_number_in_a_cell(client_of):
    client, rejection = client_of("cc_leader"), rejected(row(1, result="不明"))
    answer = client.post(page_of(rejection), boxes(rejection, 結果="放棄", オペレーター=MY_NUMBER))
    assert (answer.status_code, Call.objects.count()) == (422, 0)


def test_page_refuses_a_phone_number_in_a_cell_or_a_reason(client_of):
    client, rejection = client_of("cc_leader"), rejected(row(1, result="不明"))
    answer = client.post(page_of(rejection), boxes(rejection, 結果="放棄", オペレーター="090-1234-5678"))
    assert (answer.status_code, Call.objects.count()) == (422, 0)
    answer = client.post(page_of(rejection), {"dismiss": "1", "note": "090-1234-5678 からの試験"})
    assert answer.status_code == 422
    rejection.refresh_from_db()
    assert (rejection.state, rejection.note) == (RejectionState.OPEN, "")


def test_page_leaves_a_row_out_for_a_reason(client_of):
    client, rejection = client_of("cc_leader"), rejected(row(1, result="不明"))
    assert client.post(page_of(rejection), {"dismiss": "1", "note": ""}).status_code == 422
    assert client.post(page_of(rejection), {"dismiss": "1", "note": "試験の発信"}).status_code == 302
    detail = client.get(reverse("callcenter:import_detail", args=[rejection.call_import_id])).content.decode()
    assert "試験の発信" in detail
    assert "もう一度取り込む" not in detail


def test_button_tries_all_open_rows(client_of):
    client, run = client_of("cc_leader"), take(log([row(1, result="不応答"), answered(2)])).run
    profile = CallProfile.objects.get(code="jp_pbx")
    profile.outcomes |= {"不応答": "abandoned"}
    profile.save()
    address = reverse("callcenter:import_detail", args=[run.pk])
    assert "未対応の 1 行をもう一度取り込む" in client.get(address).content.decode()
    page = client.post(reverse("callcenter:import_retry", args=[run.pk]), follow=True).content.decode()
    assert "1 行を取り込みました。未対応は 0 行です。" in page
    assert Call.objects.count() == 2


@pytest.mark.parametrize("role", ["operator", "general_manager", "city_staff", "system_admin"])
def test_only_the_leader_mends_rows(client_of, role):
    rejection = rejected(row(1, result="不明"))
    client = client_of(role)
    assert client.post(page_of(rejection), boxes(rejection, 結果="放棄")).status_code == 403
    assert client.post(reverse("callcenter:import_retry", args=[rejection.call_import_id])).status_code == 403
    assert Call.objects.count() == 0
