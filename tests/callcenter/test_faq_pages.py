"""The pages of the FAQ, as operators, the leader and the city use them."""

import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import AccessKind
from apps.accounts.models import AccessEvent
from apps.callcenter import actions
from apps.callcenter.enums import FaqState, ProposalState
from apps.callcenter.faq_difference import difference
from apps.callcenter.models import FaqDisclosure, FaqEntry, FaqProposal, FaqSearchMiss, FaqVersion, InquiryCategory

from .factories import make_inquiry
from .faq import TODAY, approved, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


@pytest.fixture
def city(masters, user_of):
    return user_of("city_staff")


def url(name, *args):
    return reverse(f"callcenter:{name}", args=args)


def seen():
    """The hidden mark of the one open version, as the page carries it."""
    return FaqVersion.objects.open().get().wording


def words(**changes):
    return {
        "submission_key": str(uuid4()),
        "category": str(InquiryCategory.objects.get(code="account").pk),
        "question": "口座の登録",
        "answer": "マイナポータルから登録します。",
        "keywords": "こうざ",
        "source": "デジタル庁の案内",
        "source_url": "",
        "source_document": "",
        "source_on": "2025-06-01",
    } | changes


def test_answer_from_the_leaders_pen_to_the_operators_ear(client_of, leader, city, operator):
    pen, hand, ear = client_of("", user=leader), client_of("", user=city), client_of("", user=operator)
    assert pen.post(url("faq_create"), words()).status_code == 303
    version = FaqVersion.objects.get()
    entry = url("faq_entry", version.entry_id)
    assert ear.get(entry).status_code == 404
    assert "口座の登録" not in ear.get(url("faq_hits"), {"q": "口座"}).text
    assert pen.post(url("faq_submit", version.entry_id)).status_code == 303
    assert "承認待ち" in hand.get(url("faq"), {"phase": "waiting"}).text
    decision = url("faq_decide", version.entry_id)
    assert "口座の登録" in hand.get(decision).text
    returned = hand.post(decision, {"decision": "return", "reason": ""})
    assert (returned.status_code, "差し戻す理由を入力" in returned.text) == (422, True)
    assert hand.post(decision, {"decision": "return", "reason": "言い換えを。", "version": seen()}).status_code == 303
    assert "言い換えを。" in pen.get(entry).text
    rewritten = words(answer="マイナポータルで登録・変更します。", version=seen())
    assert pen.post(url("faq_write", version.entry_id), rewritten).status_code == 303
    pen.post(url("faq_submit", version.entry_id))
    past = hand.post(decision, {"decision": "approve", "in_force_from": "2025-06-17"})
    assert (past.status_code, "今日かそれより後" in past.text) == (422, True)
    approval = {"decision": "approve", "in_force_from": "2025-06-18", "version": seen()}
    assert hand.post(decision, approval).status_code == 303
    assert "マイナポータルで登録・変更します。" in ear.get(entry).text
    hits = ear.get(url("faq_hits"), {"q": "ｺｳｻﾞ"}).text
    assert f'name="faq_versions" value="{version.pk}" form="inquiry-form"' in hits


@pytest.mark.parametrize("choice", [{"decision": "approve", "in_force_from": "2025-06-18"}, {"decision": "return"}])
def test_city_decides_on_the_words_it_saw_only(client_of, leader, city, choice):
    version, hand = draft(leader, answer="手数料は800円です。"), client_of("", user=city)
    actions.submit_answer(version=version, by=leader, on=TODAY)
    decision, read = url("faq_decide", version.entry_id), seen()
    assert f'value="{read}"' in hand.get(decision).text
    actions.return_answer(version=version, by=city, reason="額を確かめてください。")
    actions.rewrite_draft(version=version, by=leader, on=TODAY, values={"answer": "手数料は1,000円です。"})
    actions.submit_answer(version=version, by=leader, on=TODAY)
    for mark in (read, "", "x"):
        answer = hand.post(decision, choice | {"reason": "言い換えを。", "version": mark})
        assert (answer.status_code, "版の内容が変わりました" in answer.text) == (422, True)
        assert "手数料は1,000円です。" in answer.text
        assert f'value="{seen()}"' in answer.text
        assert FaqVersion.objects.get().state == FaqState.WAITING
    assert hand.post(decision, choice | {"reason": "言い換えを。", "version": seen()}).status_code == 303


def test_nobodys_draft_is_lost_to_somebody_who_did_not_see_it(client_of, leader, user_of):
    version, other = draft(leader), user_of("cc_leader")
    pen, address = client_of("", user=leader), url("faq_write", version.entry_id)
    read = seen()
    assert f'value="{read}"' in pen.get(address).text
    actions.rewrite_draft(version=version, by=other, on=TODAY, values={"answer": "先に書いた答え。"})
    typed = words(answer="後から書いた答え。", version=read)
    answer = pen.post(address, typed)
    assert (answer.status_code, "ほかの方が下書きを書き直しています" in answer.text) == (422, True)
    assert "先に書いた答え。" in answer.text
    assert "後から書いた答え。" in answer.text
    assert FaqVersion.objects.get().answer == "先に書いた答え。"
    assert f'value="{seen()}"' in answer.text
    for _ in range(2):  # pressed twice
        assert pen.post(address, typed | {"version": answer.context["form"]["version"].value()}).status_code == 303
    assert FaqVersion.objects.get().answer == "後から書いた答え。"


def test_two_who_write_the_next_version_do_not_overwrite_each_other(client_of, leader, city, user_of):
    entry = approved(leader, city).entry
    address = url("faq_write", entry.pk)
    first, second = (words(change_note="改めた。", answer=text) for text in ("一人目の答え。", "二人目の答え。"))
    assert client_of("", user=leader).post(address, first).status_code == 303
    answer = client_of("", user=user_of("cc_leader")).post(address, second)
    assert (answer.status_code, "二人目の答え。" in answer.text) == (422, True)
    assert entry.versions.get(number=2).answer == "一人目の答え。"


def test_leader_sees_what_changed_and_the_operator_only_the_last_word(client_of, leader, city, operator):
    first = approved(leader, city, answer="手数料は 800円です。")
    approved(leader, city, entry=first.entry, answer="手数料は 1,000円です。")
    page = client_of("", user=leader).get(url("faq_entry", first.entry_id)).text
    assert "<del>800</del>" in page
    assert "版の経過" in page
    heard = client_of("", user=operator).get(url("faq_entry", first.entry_id)).text
    assert "1,000円" in heard
    assert "800円" not in heard
    assert "版の経過" not in heard


def test_difference_is_cut_between_words():
    pieces = [(piece.kind, piece.text) for piece in difference("手数料は800円です。", "手数料は1000円です。")]
    assert pieces == [
        ("same", "手数料は"),
        ("removed", "800"),
        ("added", "1000"),
        ("same", "円です。"),
    ]
    assert difference("", "") == []


@pytest.mark.parametrize("bad", [{"question": ""}, {"source_on": "2025-06-19"}, {"source_url": "javascript:x"}])
def test_form_comes_back_filled(client_of, leader, bad):
    answer = client_of("", user=leader).post(url("faq_create"), words(**bad))
    assert answer.status_code == 422
    assert "マイナポータルから登録します。" in answer.text
    assert not FaqEntry.objects.exists()


def test_my_number_is_refused_everywhere(client_of, leader, operator):
    number = "1234 5678 9018"
    assert client_of("", user=leader).post(url("faq_create"), words(answer=number)).status_code == 422
    asking = client_of("", user=operator)
    refused = asking.post(url("faq_propose"), {"submission_key": str(uuid4()), "text": number})
    assert refused.status_code == 422
    assert "この内容では検索できません" in asking.get(url("faq_hits"), {"q": number}).text
    assert [model.objects.count() for model in (FaqEntry, FaqProposal, FaqSearchMiss)] == [0, 0, 0]


def test_same_form_twenty_times_is_one_record(client_of, leader, operator, city):
    pen, asking = client_of("", user=leader), client_of("", user=operator)
    form, wish = words(), {"submission_key": str(uuid4()), "text": "旅券との違いの答えがほしい。"}
    entry = approved(leader, city).entry
    following = words(change_note="改めた。", question="次の版の質問")
    del following["category"]
    given = {
        "submission_key": str(uuid4()),
        "recipient": "埼玉県",
        "purpose": "県の窓口での案内の参考",
        "scope": "FAQ全件",
        "consented_on": "2025-06-10",
        "consented_by": "市民課",
        "given_on": "2025-06-12",
    }
    for _ in range(20):
        assert pen.post(url("faq_create"), form).status_code == 303
        assert asking.post(url("faq_propose"), wish).status_code == 303
        assert pen.post(url("faq_disclosures"), given).status_code == 303
    assert FaqVersion.objects.filter(question="口座の登録").count() == 1
    assert FaqEntry.objects.count() == 2
    assert FaqProposal.objects.count() == FaqDisclosure.objects.count() == 1
    for _ in range(20):
        assert pen.post(url("faq_write", entry.pk), following).status_code == 303
    assert entry.versions.count() == 2


def test_operator_proposes_from_the_own_inquiry(client_of, operator, user_of):
    own, others = make_inquiry(operator), make_inquiry(user_of("operator"))
    asking = client_of("", user=operator)
    address = url("faq_propose")
    assert own.number in asking.get(f"{address}?inquiry={own.pk}").text
    for wrong in (others.pk, 0, "x", "9" * 30, "１"):
        assert asking.get(f"{address}?inquiry={wrong}").status_code == 404
    form = {"submission_key": str(uuid4()), "text": "この話題の答えがほしい。"}
    assert asking.post(f"{address}?inquiry={own.pk}", form).status_code == 303
    proposal = FaqProposal.objects.get()
    assert (proposal.inquiry, proposal.proposed_by, proposal.state) == (own, operator, ProposalState.PROPOSED)


def test_leader_adopts_or_declines(client_of, leader, operator, user_of):
    asking, pen = client_of("", user=operator), client_of("", user=leader)
    for text in ("採用される提案", "見送られる提案"):
        asking.post(url("faq_propose"), {"submission_key": str(uuid4()), "text": text})
    adopted, declined = FaqProposal.objects.order_by("pk")
    assert pen.post(f"{url('faq_create')}?proposal={adopted.pk}", words()).status_code == 303
    assert pen.post(url("faq_decline", declined.pk), {"reason": ""}).status_code == 422
    assert pen.post(url("faq_decline", declined.pk), {"reason": "すでにあります。"}).status_code == 303
    again = pen.post(url("faq_decline", adopted.pk), {"reason": "やはり。"})
    assert (again.status_code, "すでに「採用」" in again.text) == (422, True)
    page = asking.get(url("faq_proposals")).text
    assert "すでにあります。" in page
    assert "採用" in page
    assert "採用される提案" not in client_of("", user=user_of("operator")).get(url("faq_proposals")).text


def test_city_retires_and_the_reason_stays(client_of, leader, city, operator):
    version = approved(leader, city)
    hand = client_of("", user=city)
    assert hand.post(url("faq_retire", version.entry_id), {"reason": ""}).status_code == 422
    assert hand.post(url("faq_retire", version.entry_id), {"reason": "制度の終了"}).status_code == 303
    assert "制度の終了" in hand.get(url("faq_entry", version.entry_id)).text
    assert client_of("", user=operator).get(url("faq_entry", version.entry_id)).status_code == 404
    again = hand.post(url("faq_retire", version.entry_id), {"reason": "再び"})
    assert (again.status_code, "すでに廃止" in again.text) == (422, True)


def test_review_lists_what_is_old_and_forgets_what_was_checked(client_of, leader, city):
    version = approved(leader, city, question="古い出典の質問", source_on="2020-05-25")
    pen = client_of("", user=leader)
    assert "期間を過ぎた" in pen.get(url("faq_review")).text
    assert pen.post(url("faq_source", version.entry_id), {"outcome": "changed", "change": ""}).status_code == 422
    assert pen.post(url("faq_source", version.entry_id), {"outcome": "same", "change": ""}).status_code == 303
    assert "古い出典の質問" not in pen.get(url("faq_review")).text
    pen.post(url("faq_source", version.entry_id), {"outcome": "changed", "change": "手数料の額"})
    assert "手数料の額" in pen.get(url("faq_review")).text


def test_export_holds_every_version_and_is_recorded(client_of, leader, city):
    first = approved(leader, city, answer="=1+1")
    draft(leader, entry=first.entry)
    hand = client_of("", user=city)
    book = hand.get(url("faq_export"))
    assert "faq-20250618-2rows.xlsx" in book["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(book.content))
    rows = list(sheet["FAQ"].values)
    assert len(rows) == 3
    assert rows[1][6] == "=1+1"
    assert sheet["FAQ"]["G2"].data_type == "s"
    assert [row[4] for row in rows[1:]] == ["使用中", "下書き"]
    assert list(sheet["書き出しの記録"].values)[1] == ("行数（見出しを除く）", 2)
    text = hand.get(url("faq_export"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert hand.get(url("faq_export"), {"format": "exe"}).status_code == 404
    reasons = AccessEvent.objects.filter(kind=AccessKind.EXPORT).values_list("reason", flat=True)
    assert sorted(reasons) == ["FAQ 2行 csv", "FAQ 2行 xlsx"]


def test_disclosure_needs_the_consent_before(client_of, leader):
    given = {
        "submission_key": str(uuid4()),
        "recipient": "埼玉県",
        "purpose": "参考",
        "scope": "全件",
        "consented_on": "2025-06-13",
        "consented_by": "市民課",
        "given_on": "2025-06-12",
    }
    answer = client_of("", user=leader).post(url("faq_disclosures"), given)
    assert (answer.status_code, "市が認めた日と同じ日か" in answer.text) == (422, True)
    assert not FaqDisclosure.objects.exists()


def test_list_and_topics_take_the_same_queries_for_one_and_for_many(client_of, leader, city, operator):
    pen, asking = client_of("", user=leader), client_of("", user=operator)

    def entry(n):
        version = approved(leader, city, question=f"質問{n}", source_on=None)
        draft(leader, entry=version.entry)
        inquiry = make_inquiry(operator)
        actions.propose_answer(
            by=operator,
            at=inquiry.saved_at,
            submission_key=uuid4(),
            values={"text": f"提案{n}", "inquiry": inquiry, "entry": version.entry},
        )

    def counts():
        found = []
        for client, name in (
            (pen, "faq"), (asking, "faq"), (asking, "faq_hits"), (pen, "faq_proposals"), (pen, "faq_review"),
            (pen, "faq_topics"), (pen, "sections"),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(name), {"q": "質問"}).status_code == 200
            found.append((name, len(queries)))
        return found

    entry(1)
    counts()
    few = counts()
    for n in range(2, 8):  # of eight hits in the questions alone, the answers are not read
        entry(n)
    assert counts() == few


def test_operator_reads_in_force_only_in_the_list(client_of, leader, city, operator):
    approved(leader, city, question="使える質問")
    draft(leader, question="書きかけの質問")
    text = client_of("", user=operator).get(url("faq")).text
    assert "使える質問" in text
    assert "書きかけの質問" not in text
    all_of_it = client_of("", user=leader).get(url("faq"), {"phase": FaqState.DRAFT}).text
    assert "書きかけの質問" in all_of_it
    assert "使える質問" not in all_of_it


def test_search_of_the_list_counts_what_it_misses(client_of, leader, operator):
    client_of("", user=leader).get(url("faq"), {"q": "宇宙"})
    assert "宇宙" in client_of("", user=leader).get(url("faq_topics"), {"month": f"{TODAY:%Y-%m}"}).text
    client_of("general_manager").get(url("faq"), {"q": "深海"})
    assert FaqSearchMiss.objects.get().words == "宇宙"


def test_list_answers_with_some_of_the_words_where_none_has_all(client_of, leader, city, operator):
    approved(leader, city, question="更新の方法", answer="窓口にお越しください。")
    approved(leader, city, question="交付の手数料", answer="初回は無料です。")
    approved(leader, city, question="休日の窓口", answer="更新の受付もします。")
    client = client_of("", user=operator)
    page = client.get(url("faq"), {"q": "更新 手数料 窓口"}).text
    assert "すべての語を含むFAQはありません。" in page
    assert page.index("休日の窓口") < page.index("交付の手数料")
    assert page.index("更新の方法") < page.index("交付の手数料")
    assert FaqSearchMiss.objects.get().words == "更新 手数料 窓口"
    page = client.get(url("faq"), {"q": "更新 窓口"}).text
    assert "すべての語を含むFAQはありません。" not in page
    assert "交付の手数料" not in page
    assert "当てはまるFAQはありません。" in client.get(url("faq"), {"q": "宇宙 深海"}).text
