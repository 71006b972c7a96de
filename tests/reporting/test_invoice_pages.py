"""What the pages of the invoices show to whom, what they refuse in a sentence, and what the files hold."""

import re
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent
from apps.contracts.models import ContractTerm
from apps.core.clock import JST
from apps.reporting import files
from apps.reporting import invoice_actions as actions
from apps.reporting.enums import InspectionResult, InvoiceState
from apps.reporting.models import Inspection, Invoice, InvoiceIssuer, PaymentChange
from apps.reporting.payment_calculators import paid_until
from tests.contracts.factories import decided

from .invoice_factories import JUNE, SECOND_OF_JULY, inspected, make_change, make_invoice, priced_term
from .test_documents import pdf_text
from .test_invoices import plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("masters", "frozen")]
MONTH = ("R7", "2025-06")
READERS = (Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)


@pytest.fixture
def frozen():
    with time_machine.travel(SECOND_OF_JULY, tick=False):
        yield


@pytest.fixture
def people(user_of):
    return user_of(Role.GENERAL_MANAGER), user_of(Role.CITY_APPROVER)


def url(name, *args):
    return reverse(f"reporting:{name}", args=args)


def sentences(answer):
    return re.sub(r"<[^>]+>|\s+", "", answer.content.decode())


def seen():
    """What a page of the invoice as it stands posts besides what a person types."""
    return {"seen": Invoice.objects.get().revisions.latest("number").stamp}


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_only_the_manager_and_the_city_read_invoices(client_of, people, role):
    make_invoice(*people, InvoiceState.SENT)
    client = client_of(role)
    addresses = [url("invoices"), url("invoice", *MONTH), url("payment_schedule", "R7"), url("payment_calculators"),
                 url("invoice_download", *MONTH, "pdf")]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} == ({200} if role in READERS else {403})
    assert ("請求書" in client.get(url("list")).content.decode()) == (role in READERS)


def test_nobody_signed_in_is_sent_to_the_door(client, people):
    make_invoice(*people, InvoiceState.SENT)
    assert client.get(url("invoice", *MONTH)).status_code == 302


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.CITY_APPROVER])
def test_the_city_does_not_see_a_draft_nor_a_revision_that_is_being_written(client_of, people, role):
    client, invoice = client_of(role), make_invoice(*people)
    page = client.get(url("invoice", *MONTH))
    assert page.context["invoice"] is None
    assert page.context["row"].standing.word == "未提出"
    assert client.get(url("invoice_download", *MONTH, "pdf")).status_code == 404
    inspected(invoice.term, JUNE, *people, SECOND_OF_JULY)
    invoice = actions.send_invoice(invoice=invoice, by=people[0], at=SECOND_OF_JULY)
    actions.draft_invoice(term=invoice.term, month=JUNE, by=people[0], at=SECOND_OF_JULY, reason="件名を改めた。")
    page = client.get(url("invoice", *MONTH))
    assert [revision.number for revision in page.context["revisions"]] == [1]
    assert page.context["row"].standing.word == "訂正中"
    assert client.get(url("invoice_download", *MONTH, "pdf") + "?revision=2").status_code == 404


@pytest.mark.parametrize("address", [("R7", "2025-05"), ("R7", "2025-13"), ("R9", "2025-06"), ("R7", "2025-06-01")])
def test_a_month_that_is_not_paid_has_no_page(client_of, address):
    priced_term()
    assert client_of(Role.CITY_STAFF).get(url("invoice", *address)).status_code == 404


def test_without_a_contract_sum_the_list_says_what_is_missing(client_of):
    assert "契約金額が登録されていない" in sentences(client_of(Role.CITY_STAFF).get(url("invoices")))
    assert client_of(Role.CITY_STAFF).get(url("invoice", *MONTH)).status_code == 404


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_says_who_acts_next(client_of, people):
    invoice = make_invoice(*people)
    client = client_of(Role.GENERAL_MANAGER)

    def first():
        row = client.get(url("invoices")).context["rows"][0]
        return row.standing.word, row.inspected.word, row.paid.word, row.next_step

    assert first() == ("下書き", "通知待ち", "—", "受託者（完了の通知）")
    today = SECOND_OF_JULY.date()
    actions.notify_completion(term=invoice.term, month=JUNE, on=today, by=people[0], at=SECOND_OF_JULY)
    assert first() == ("下書き", "検査待ち", "—", "市（検査）")
    actions.record_inspection(
        term=invoice.term, month=JUNE, result=InspectionResult.PASSED, on=today, by=people[1], at=SECOND_OF_JULY
    )
    assert first() == ("下書き", "合格", "—", "受託者（提出）")
    actions.send_invoice(invoice=invoice, by=people[0], at=SECOND_OF_JULY)
    assert first() == ("提出済", "合格", "未", "市（受理）")
    actions.accept_invoice(invoice=invoice, by=people[1], at=SECOND_OF_JULY)
    assert first() == ("受理", "合格", "未", "市（支払）")
    actions.record_payment(invoice=invoice, on=today, by=people[1], at=SECOND_OF_JULY)
    assert first() == ("支払済", "合格", "済", "—")
    assert client.get(url("invoices")).context["rows"][1].standing.word == "未到来"


@pytest.mark.parametrize(
    ("moment", "word"),
    [(datetime(2025, 7, 31, 23, 59, tzinfo=JST), "未"), (datetime(2025, 8, 1, 0, 0, tzinfo=JST), "遅延")],
)
def test_a_payment_is_late_from_the_day_after_its_last_one(client_of, people, moment, word):
    make_invoice(*people, InvoiceState.ACCEPTED)
    with time_machine.travel(moment, tick=False):
        client = client_of(Role.CITY_STAFF)
        assert client.get(url("invoices")).context["rows"][0].paid.word == word


@pytest.mark.parametrize(
    ("moment", "word"),
    [(datetime(2025, 7, 11, 23, 59, tzinfo=JST), "検査待ち"), (datetime(2025, 7, 12, 0, 0, tzinfo=JST), "遅延")],
)
def test_an_inspection_is_late_from_the_day_after_its_last_one(client_of, people, moment, word):
    day = SECOND_OF_JULY.date()
    actions.notify_completion(term=priced_term(), month=JUNE, on=day, by=people[0], at=SECOND_OF_JULY)
    with time_machine.travel(moment, tick=False):
        client = client_of(Role.CITY_STAFF)
        assert client.get(url("invoices")).context["rows"][0].inspected.word == word


def test_the_list_takes_the_same_queries_for_one_invoice_and_for_many(client_of, people):
    client = client_of(Role.GENERAL_MANAGER)
    end = datetime(2026, 4, 1, 9, 0, tzinfo=JST)
    counts = []
    with time_machine.travel(end, tick=False):
        for months in ([6], [7, 8, 9, 10, 11, 12]):
            for month in months:
                make_invoice(*people, InvoiceState.PAID, month=date(2025, month, 1), at=end)
            client.get(url("invoices"))
            with CaptureQueriesContext(connection) as queries:
                client.get(url("invoices"))
            counts.append(len(queries))
    assert counts[0] == counts[1] < 25


# --- the steps -------------------------------------------------------------------------------------------------------


def test_a_month_from_the_notice_to_the_payment_in_the_hands_of_both(client_of):
    priced_term()
    manager, staff = client_of(Role.GENERAL_MANAGER), client_of(Role.CITY_STAFF)
    approver = client_of(Role.CITY_APPROVER)
    manager.post(url("invoice_draft", *MONTH))
    manager.post(url("inspection_notify", *MONTH), {"notified_on": "2025-07-01"})
    staff.post(url("inspection_record", *MONTH), {"result": "passed", "inspected_on": "2025-07-02"})
    manager.post(url("invoice_send", *MONTH), seen())
    assert approver.get(url("invoice", *MONTH)).context["decision_form"]
    approver.post(url("invoice_decide", *MONTH), {"decision": "accepted", "comment": ""} | seen())
    answer = staff.post(url("invoice_pay", *MONTH), {"paid_on": "2025-07-02"} | seen(), follow=True)
    assert "支払を記録しました。" in sentences(answer)
    invoice = Invoice.objects.get()
    assert (invoice.state, invoice.decided_by, invoice.paid_by) == (InvoiceState.PAID, approver.user, staff.user)
    assert (Inspection.objects.get().notified_by, invoice.sent_by) == (manager.user, manager.user)


def test_a_returned_invoice_shows_the_citys_words_and_takes_a_reason_for_the_next_one(client_of, people):
    make_invoice(*people, InvoiceState.RETURNED)
    manager = client_of(Role.GENERAL_MANAGER)
    assert "件名を契約書に合わせてください。" in sentences(manager.get(url("invoice", *MONTH)))
    refused = manager.post(url("invoice_draft", *MONTH), {"reason": ""})
    assert refused.status_code == 422
    assert Invoice.objects.get().state == InvoiceState.RETURNED
    manager.post(url("invoice_draft", *MONTH), {"reason": "件名を改めた。"})
    page = manager.get(url("invoice", *MONTH))
    assert [revision.number for revision in page.context["revisions"]] == [2, 1]
    assert "請求日のほかに違いはありません。" in sentences(page)


@pytest.mark.parametrize(
    ("name", "state", "role", "typed", "words"),
    [
        ("invoice_decide", InvoiceState.SENT, Role.CITY_APPROVER, {"decision": "returned"}, "理由を入力してください"),
        ("invoice_pay", InvoiceState.ACCEPTED, Role.CITY_STAFF, {"paid_on": "2025-07-03"}, "今日までの日"),
        ("invoice_pay", InvoiceState.SENT, Role.CITY_STAFF, {"paid_on": "2025-07-02"}, "支払済にできません"),
        ("inspection_notify", InvoiceState.DRAFT, Role.GENERAL_MANAGER, {"notified_on": "2025-06-29"}, "完了の通知日"),
        ("inspection_record", InvoiceState.DRAFT, Role.CITY_STAFF,
         {"result": "passed", "inspected_on": "2025-07-02"}, "検査を待っている完了の通知がありません"),
    ],
)  # fmt: skip
def test_a_step_that_is_not_possible_gives_the_page_back_with_a_sentence(
    client_of, people, name, state, role, typed, words
):
    make_invoice(*people, state)
    answer = client_of(role).post(url(name, *MONTH), typed | seen())
    assert answer.status_code == 422
    assert words in sentences(answer)
    assert Invoice.objects.get().state == state


def test_a_failed_inspection_without_its_correction_comes_back(client_of, people):
    on = SECOND_OF_JULY.date()
    actions.notify_completion(term=priced_term(), month=JUNE, on=on, by=people[0], at=SECOND_OF_JULY)
    typed = {"result": "failed", "inspected_on": "2025-07-02"}
    answer = client_of(Role.CITY_STAFF).post(url("inspection_record", *MONTH), typed)
    assert answer.status_code == 422
    assert "補正の内容を入力してください" in sentences(answer)
    assert "補正の期限を入力してください" in sentences(answer)
    assert Inspection.objects.get().result == ""


def test_a_page_that_was_overtaken_in_another_window_takes_no_step(client_of, people):
    invoice = make_invoice(*people, InvoiceState.SENT)
    city = client_of(Role.CITY_APPROVER)
    read = city.get(url("invoice", *MONTH)).context["shown"].stamp
    assert f'name="seen" value="{read}"' in city.get(url("invoice", *MONTH)).content.decode()
    actions.draft_invoice(term=invoice.term, month=JUNE, by=people[0], at=SECOND_OF_JULY, reason="訂正")
    actions.send_invoice(invoice=invoice, by=people[0], at=SECOND_OF_JULY)
    answer = city.post(url("invoice_decide", *MONTH), {"decision": "accepted", "seen": read})
    assert answer.status_code == 422
    assert "請求書が作り直されました" in sentences(answer)
    assert Invoice.objects.get().state == InvoiceState.SENT


@pytest.mark.parametrize(
    ("name", "state", "role", "typed"),
    [
        ("invoice_send", InvoiceState.DRAFT, Role.GENERAL_MANAGER, {}),
        ("invoice_decide", InvoiceState.SENT, Role.CITY_APPROVER, {"decision": "accepted"}),
        ("invoice_pay", InvoiceState.ACCEPTED, Role.CITY_STAFF, {"paid_on": "2025-07-02"}),
    ],
)
def test_a_step_that_names_nothing_seen_is_not_taken(client_of, people, name, state, role, typed):
    make_invoice(*people, state)
    answer = client_of(role).post(url(name, *MONTH), typed, follow=True)
    assert "請求書が作り直されました" in sentences(answer)
    assert Invoice.objects.get().state == state


def test_sending_before_the_inspection_says_why_not(client_of, people):
    make_invoice(*people)
    answer = client_of(Role.GENERAL_MANAGER).post(url("invoice_send", *MONTH), seen(), follow=True)
    assert "検査に合格してから提出してください" in sentences(answer)


# --- the schedule and who claims -------------------------------------------------------------------------------------


def test_the_approver_writes_down_the_contract_sum(client_of):
    client = client_of(Role.CITY_APPROVER)
    answer = client.post(url("contract_sum", "R7"), {"total_yen": "33,333,333"}, follow=True)
    assert ContractTerm.objects.get(code="R7").total_yen == 33_333_333
    assert "36,666,666円" in sentences(answer)
    assert client.post(url("contract_sum", "R7"), {"total_yen": "0"}).status_code == 422


def test_the_schedule_shows_every_month_with_its_tax_and_the_clause(client_of):
    priced_term()
    words = sentences(client_of(Role.CITY_STAFF).get(url("payment_schedule", "R7")))
    for part in ("3,666,666", "3,666,672", "差額6円を加算", "契約金額と一致", "第1-7", "C18"):
        assert part in words


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"kind": "amount", "month": "2025-09-01", "net": "3,000,000"}, (date(2025, 9, 1), None, 3_000_000, None)),
        ({"kind": "tax", "month": "2025-09-01", "percent": "8"}, (date(2025, 9, 1), None, None, 8)),
        ({"kind": "end", "last_day": "2025-09-10"}, (date(2025, 9, 1), date(2025, 9, 10), None, None)),
    ],
)
def test_an_agreed_change_is_registered_and_withdrawn(client_of, typed, fields):
    priced_term()
    agreement = decided("C18")
    client = client_of(Role.CITY_APPROVER)
    client.post(url("payment_change", "R7"), typed | {"agreement": agreement.pk, "reason": "工事のため休止した。"})
    change = PaymentChange.objects.get()
    assert (change.month, change.last_day, change.net, change.percent) == fields
    client.post(url("payment_change_withdraw", "R7", change.pk))
    assert not PaymentChange.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "amount", "month": "2025-09-01"}, "協議の額（税抜・円）を入力してください"),
        ({"kind": "tax", "percent": "8"}, "対象月を入力してください"),
        ({"kind": "end"}, "業務の最終日を入力してください"),
        ({"kind": "end", "last_day": "2027-01-10"}, "この契約年度"),
    ],
)
def test_a_change_without_its_figure_comes_back(client_of, typed, words):
    priced_term()
    agreement = decided("C18")
    typed = typed | {"agreement": agreement.pk, "reason": "工事のため休止した。"}
    answer = client_of(Role.CITY_APPROVER).post(url("payment_change", "R7"), typed)
    assert answer.status_code == 422
    assert words in sentences(answer)
    assert not PaymentChange.objects.exists()


def test_a_change_that_was_registered_twice_stays_one(client_of, people):
    make_change(people[1])
    typed = {"kind": "amount", "month": "2025-09-01", "net": "1", "agreement": decided("C18").pk, "reason": "休止"}
    answer = client_of(Role.CITY_APPROVER).post(url("payment_change", "R7"), typed)
    assert (answer.status_code, PaymentChange.objects.get().net) == (422, 3_000_000)


ISSUER = {
    "contract_number": "", "address": "埼玉県川越市架空町", "representative": "代表取締役　架空　太郎",
    "registration_number": "T1234567890123", "bank": "こえど銀行", "branch": "本店", "account_kind": "ordinary",
    "account_number": "0123456", "account_name": "カ）コエド",
}  # fmt: skip


def test_the_manager_writes_down_the_account(client_of):
    client = client_of(Role.GENERAL_MANAGER)
    client.post(url("invoice_issuer", "R7"), ISSUER)
    assert InvoiceIssuer.objects.get().registration_number == "T1234567890123"
    client.post(url("invoice_issuer", "R7"), ISSUER | {"branch": "南支店"})
    assert InvoiceIssuer.objects.get().branch == "南支店"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("account_number", "12345", "7桁の数字"),
        ("registration_number", "1234567890123", "13桁の数字"),
        ("bank", "", "入力してください"),
    ],
)
def test_an_account_of_the_wrong_shape_comes_back(client_of, field, value, words):
    answer = client_of(Role.GENERAL_MANAGER).post(url("invoice_issuer", "R7"), ISSUER | {field: value})
    assert answer.status_code == 422
    assert words in sentences(answer)
    assert not InvoiceIssuer.objects.exists()


# --- the reckoning ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("contract_sum=36666666", "違約金3,666,666円"),
        ("contract_sum=36,666,669", "違約金3,666,666円"),
        ("month_net=3000000&days_of_month=30&days_missing=1", "減額100,000円"),
        ("amount=1000000&days_late=10", "利息600円"),
        ("amount=1000000&days_late=1", "利息0円"),
        ("last_day=2025-08-31", "支払の額（税込）10,999,998円"),
    ],
)
def test_the_calculators_answer(client_of, query, words):
    priced_term()
    assert words in sentences(client_of(Role.CITY_STAFF).get(f"{url('payment_calculators')}?{query}"))


def test_a_begun_month_is_reckoned_by_days_as_a_figure_to_agree_upon(client_of):
    found = paid_until(plan(), date(2025, 9, 10))
    assert (found["months"], found["gross"]) == (3, 3 * 3_666_666)
    assert [share for _, share in found["parts"]] == [(1_111_111, 10, 111_111, 1_222_222)]
    assert found["total"] == 3 * 3_666_666 + 1_222_222
    assert paid_until(plan(), date(2025, 5, 31))["total"] == 0


def test_more_missing_days_than_the_month_has_come_back(client_of):
    query = "month_net=3000000&days_of_month=30&days_missing=31"
    assert "月の日数以下" in sentences(client_of(Role.CITY_STAFF).get(f"{url('payment_calculators')}?{query}"))


# --- the files -------------------------------------------------------------------------------------------------------


def cells(content):
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return sheet, {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_the_workbook_holds_numbers_and_days_and_prints_on_one_page(people):
    invoice = make_invoice(*people, InvoiceState.SENT)
    sheet, values = cells(bytes(invoice.revisions.get().xlsx))
    assert {3_333_333, 333_333, 3_666_666, datetime(2025, 7, 2)} <= values
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (int(sheet.PAPERSIZE_A4), 1)
    assert {"0123456", "R7-2025-06", "川越市長　様", "消費税及び地方消費税（10％）"} <= values
    assert any("令和7年6月分" in str(value) for value in values)
    assert not any(str(value).startswith("=") for value in values)
    assert "税込36,666,666円（税抜33,333,333円、消費税及び地方消費税10％ 3,333,333円）" in values


def test_the_pdf_says_the_same(people, tmp_path):
    invoice = make_invoice(*people, InvoiceState.SENT)
    text = pdf_text(invoice.revisions.get().content, tmp_path)
    for part in (
        "¥3,666,666",
        "3,333,333",
        "333,333",
        "36,666,666円",
        "令和7年7月2日",
        "川越市長",
        "0123456",
        "R7-2025-06",
        "契約金額",
    ):
        assert part in text


def test_what_is_missing_is_marked_on_the_draft(people, tmp_path):
    make_invoice(*people)
    InvoiceIssuer.objects.all().delete()
    term = ContractTerm.objects.get(code="R7")
    invoice = actions.draft_invoice(term=term, month=JUNE, by=people[0], at=SECOND_OF_JULY)
    revision = invoice.revisions.get()
    assert "（要入力）" in cells(bytes(revision.xlsx))[1]
    assert "（要入力）" in pdf_text(revision.content, tmp_path)


@pytest.mark.parametrize("form", files.FORMATS)
def test_equal_content_is_equal_bytes_and_each_download_is_the_stored_file(client_of, people, form):
    invoice = make_invoice(*people, InvoiceState.SENT)
    revision = invoice.revisions.get()
    assert files.build(revision.content, form, revision.made_at) == bytes(getattr(revision, form))
    client = client_of(Role.CITY_STAFF)
    first, second = (client.get(url("invoice_download", *MONTH, form)) for _ in range(2))
    assert first.content == second.content == bytes(getattr(revision, form))
    assert f"invoice_R7-2025-06_r1.{form}" in first["Content-Disposition"]
    assert AccessEvent.objects.filter(kind=AccessKind.EXPORT, user=client.user).count() == 2


@pytest.mark.parametrize("form", files.FORMATS)
def test_damaged_file_is_not_handed_out(client_of, people, form, caplog):
    invoice = make_invoice(*people)
    invoice.revisions.update(**{form: b"damaged"})
    client = client_of(Role.GENERAL_MANAGER)
    answer = client.get(url("invoice_download", *MONTH, form), follow=True)
    assert answer.redirect_chain == [(url("invoice", *MONTH), 302)]
    assert "保存したファイルが壊れている" in answer.content.decode()
    assert "is damaged" in caplog.text
    assert not AccessEvent.objects.filter(kind=AccessKind.EXPORT).exists()
    other = next(each for each in files.FORMATS if each != form)
    assert client.get(url("invoice_download", *MONTH, other)).status_code == 200


def test_a_file_of_another_kind_is_no_file(client_of, people):
    make_invoice(*people, InvoiceState.SENT)
    assert client_of(Role.CITY_STAFF).get(url("invoice_download", *MONTH, "docx")).status_code == 404
