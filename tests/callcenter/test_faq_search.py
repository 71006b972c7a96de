"""What is typed in many ways finds the same answer; what is missing is counted without anybody's data."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from apps.callcenter import actions, faq
from apps.callcenter.models import FaqSearchMiss, FaqVersion, InquiryCategory

from .factories import make_inquiry
from .faq import NOW, TODAY, approved, draft

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)

MOVING = {
    "question": "引っ越しをしたときの手続きは何ですか",
    "keywords": "ひっこし 転居",
    "answer": "カードをお持ちください。",
}
LOST = {
    "question": "カードをなくしました",
    "keywords": "紛失 ふんしつ",
    "answer": "一時停止の受付は 24時間です。e-Tax も止まります。",
}
PIN = {
    "question": "暗証番号のロックを解除するには",
    "keywords": "パスワード あんしょうばんごう",
    "answer": "ＩＣチップの初期化をします。",
}
PICKUP = {
    "question": "受取のときの持ち物は何ですか",
    "keywords": "もちもの うけとり",
    "answer": "はがきと、①本人確認書類です。",
}

VARIANTS = [
    *((typed, MOVING) for typed in (
        "引っ越し", "引越し", "引越", "引っこし 転居", "ひっこし", "ヒッコシ", "ﾋｯｺｼ", "ひつこし",
        "転居　手続き", "手続 転居", "転居", "手続を 引っ越し", "手続き、引越し", "ﾃﾝｷｮ 引っ越し",
    )),
    *((typed, LOST) for typed in (
        "紛失", "フンシツ", "ﾌﾝｼﾂ", "ふんしつ カード", "一時停止", "ｅ－ｔａｘ", "E-TAX", "e‐Tax",
        "２４時間", "24時間　紛失", "カードを紛失",
    )),
    *((typed, PIN) for typed in (
        "暗証番号", "パスワード", "ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど", "パスワ－ド", "ロック 解除", "ﾛｯｸ",
        "ろっく", "icチップ", "ＩＣちっぷ", "アンショウバンゴウ", "ロツク",
    )),
    *((typed, PICKUP) for typed in (
        "受取", "受け取り", "受取り", "持ち物", "持物", "もちもの", "モチモノ", "ﾓﾁﾓﾉ",
        "受け取りの持ち物を知りたい", "1本人確認", "はがき", "ハガキ", "物",
    )),
    *((typed, None) for typed in (
        "ぬるぽ",
    )),
]  # fmt: skip


@pytest.fixture
def leader(masters, user_of):
    return user_of("cc_leader")


@pytest.fixture
def city(masters, user_of):
    return user_of("city_staff")


def questions(text, **options):
    return [hit.question for hit in faq.search(text, day=TODAY, **options)]


def test_variants_find_their_answer(leader, city):
    for words in (MOVING, LOST, PIN, PICKUP):
        approved(leader, city, **words)
    found = {typed: next(iter(questions(typed)), None) for typed, _ in VARIANTS}
    assert found == {typed: words and words["question"] for typed, words in VARIANTS}


def test_every_word_must_be_there_in_any_order(leader, city):
    approved(leader, city, question="更新の手数料", answer="無料です。")
    approved(leader, city, question="再交付の手数料", answer="千円です。")
    assert questions("手数料 再交付") == questions("再交付　手数料") == ["再交付の手数料"]
    assert set(questions("手数料")) == {"更新の手数料", "再交付の手数料"}


def test_one_word_of_several_is_better_than_nothing(leader, city):
    approved(leader, city, question="更新の方法", answer="窓口にお越しください。")
    approved(leader, city, question="交付の手続き", answer="手数料は無料です。")
    assert questions("更新 手数料") == ["更新の方法"]
    assert questions("手数料 海外") == ["交付の手続き"]


def test_question_comes_before_answer(leader, city):
    approved(leader, city, question="窓口の時間", answer="写真も撮れます。")
    approved(leader, city, question="写真の決まり", answer="正面です。")
    approved(leader, city, question="申請の方法", answer="写真が要ります。", keywords="")
    assert questions("写真")[0] == "写真の決まり"
    assert len(questions("写真")) == 3


def test_chosen_category_comes_first_among_equals(leader, city):
    approved(leader, city, question="更新の方法", category="renewal")
    approved(leader, city, question="更新の方法", category="certificate")
    certificate = InquiryCategory.objects.get(code="certificate")
    hits = faq.search("更新", day=TODAY, category=certificate)
    assert [hit.category for hit in hits] == ["電子証明書", "更新・再交付"]
    assert [hit.category for hit in faq.search("", day=TODAY, category=certificate)] == ["電子証明書"]


def test_only_what_is_in_force_is_found(leader, city):
    draft(leader, question="下書きの質問")
    actions.submit_answer(version=draft(leader, question="提出した質問"), by=leader, on=TODAY)
    approved(leader, city, question="来月からの質問", since=TODAY + DAY)
    ended = approved(leader, city, question="終わった質問")
    actions.retire_entry(entry=ended.entry, by=city, on=TODAY, reason="終了")
    replaced = approved(leader, city, question="前の質問")
    approved(leader, city, question="後の質問", entry=replaced.entry)
    assert questions("質問") == ["後の質問"]


@pytest.mark.parametrize("typed", ["", "  ", "、。", "%", "_", "'", "\\", "を", "%予約", "a" * 5000, "予 " * 500])
def test_odd_words_are_answered(leader, city, typed):
    approved(leader, city)
    assert faq.search(typed, day=TODAY) == []


def test_hit_says_whether_its_source_is_to_be_reviewed(leader, city):
    approved(leader, city, question="新しい出典", source_on=TODAY)
    approved(leader, city, question="古い出典", source_on=date(2020, 1, 1))
    undated = approved(leader, city, question="日付のない出典", source_on=None)
    assert {hit.question: hit.is_stale for hit in faq.search("出典", day=TODAY)} == {
        "新しい出典": False,
        "古い出典": True,
        "日付のない出典": True,
    }
    actions.check_source(entry=undated.entry, by=leader, on=TODAY)
    assert [hit.is_stale for hit in faq.search("日付のない", day=TODAY)] == [False]
    actions.check_source(entry=undated.entry, by=leader, on=TODAY, change="様式が変わった。")
    assert [hit.is_stale for hit in faq.search("日付のない", day=TODAY)] == [True]


def test_search_takes_the_same_queries_for_one_and_for_many(leader, city, django_assert_num_queries):
    approved(leader, city)
    for _ in range(7):
        with django_assert_num_queries(4):  # questions, answers, parameter, what is to be reviewed
            assert faq.search("転居", day=TODAY)
        approved(leader, city)


def misses():
    return list(FaqSearchMiss.objects.order_by("pk").values_list("words", flat=True))


def look(user, text, *, after=0, found=False):
    actions.note_search(by=user, at=NOW + timedelta(seconds=after), text=text, found=found)


def test_words_that_found_nothing_are_counted_once_while_typing(operator):
    for second, typed in enumerate(["ぱ", "ぱす", "パスポ", "パスポート"]):
        look(operator, typed, after=second)
    assert misses() == ["パスポート"]
    look(operator, "パスポート", after=60)
    assert faq.words_not_found(TODAY, TODAY) == [("パスポート", 2)]


def test_typing_on_to_an_answer_takes_the_beginning_away(operator):
    look(operator, "ひっこ")
    look(operator, "ひっこし", after=2, found=True)
    assert misses() == []
    look(operator, "戸籍", after=3)
    look(operator, "住民票", after=4, found=True)
    assert misses() == ["戸籍"]


@pytest.mark.parametrize(
    "typed",
    [
        "049-224-6178",
        "09012345678",
        "a@example.jp",
        "田中さん 予約",
        "鈴木一郎",
        "1234 5678 9018",
        "受付番号 4829",
        "元町1丁目3番地1",
    ],
)
def test_personal_words_are_never_kept(operator, typed):
    look(operator, typed)
    assert misses() == []


def test_of_a_sentence_only_its_subject_is_kept(operator):
    sentence = "海外に転居することになり、旅券の手続きとあわせてどこへ届け出るのか、担当をお尋ね。"
    look(operator, sentence + "いつまでにという期限も。ほかに必要な書類があれば、それも。")
    assert misses() == ["海外 転居 旅券 手続 届ケ出 担当 期限 必要"]


def test_updates_of_a_month(leader, city):
    first = approved(leader, city)
    approved(leader, city)
    approved(leader, city, entry=first.entry)
    actions.retire_entry(entry=first.entry, by=city, on=TODAY, reason="終了")
    assert faq.updates_in(TODAY, TODAY) == faq.FaqUpdates(added=2, revised=1, retired=1)
    assert faq.updates_in(TODAY, TODAY).total == 4
    assert faq.updates_in(TODAY + DAY, TODAY + 30 * DAY).total == 0


def test_topics_without_an_answer(leader, city, operator):
    version = approved(leader, city)
    account = InquiryCategory.objects.get(code="account")
    for _ in range(3):
        unanswered = make_inquiry(operator, category=account)
    answered, half = make_inquiry(operator), make_inquiry(operator)
    answered.faq_uses.create(faq_version=version)
    actions.propose_answer(
        by=operator, at=NOW, submission_key=uuid4(), values={"text": "提案", "inquiry": unanswered, "entry": None}
    )
    topics = faq.topics_without_answer(TODAY.replace(day=1), TODAY)
    assert [(t.category.code, t.inquiries, t.unanswered, t.answers, t.proposals) for t in topics] == [
        ("account", 3, 3, 0, 1),
        (half.category.code, 2, 1, 1, 0),
    ]


def test_columns_of_the_search_are_filled_by_the_database(leader):
    version = FaqVersion.objects.get(pk=draft(leader, question="ｶｰﾄﾞの更新").pk)
    assert version.title_text == "カードノ更新"
    assert {"更", "更新", "カー"} <= set(version.search_grams)
