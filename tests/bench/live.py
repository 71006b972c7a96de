"""The city's live history among a million inquiries: rows that look like an office's, and what is asked of them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter import live_history
from apps.callcenter.enums import ExportForm
from apps.callcenter.export import write_export
from apps.callcenter.live_history import Place, Wanted
from apps.callcenter.models import Inquiry, InquiryCategory, LiveLook

JST = ZoneInfo("Asia/Tokyo")
INQUIRIES = 1_000_000
IN_ONE_MONTH = 100_000
FIRST = datetime(2021, 1, 4, 8, 30, tzinfo=JST)
APART = timedelta(seconds=157)
MONTH = date(2030, 1, 1)
OPERATORS = 30

TEXTS = {
    "subjects": "更新の手続き 受取予約の変更 暗証番号の再設定 カードの紛失 電子証明書の有効期限 "
    "住所変更に伴う券面の書換え 健康保険証としての利用登録 申請書の再送 代理人による受取り 出張申請の日程",
    "words": "本人確認書類は運転免許証とのこと 顔写真の規格を確認 通知カードを紛失しているとのこと "
    "家族の分も併せて確認 平日は来庁できないとのこと 高齢の家族に代わっての相談 "
    "交付通知書が届いていないとのこと 外国籍の方の在留期間について 十五歳未満の子の申請 "
    "スマートフォンからの申請方法 郵送での手続きを希望 土曜開庁の有無を確認 駐車場の場所を確認 "
    "点字の案内を希望 手数料の有無を確認 転入届と同日の手続き",
    "ends": "持ち物を案内した 窓口の受付時間をお伝えした 担当課の番号を案内した 予約の空き状況を確認して案内した "
    "国の総合ダイヤルを案内した 後日あらためて連絡するとのこと ご納得いただいた 市の判断が必要なため引き継いだ",
    "sections": "市民税課 国民健康保険課 高齢者いきがい課 こども家庭課",
}

FILL = """
INSERT INTO callcenter_inquiry (received_at, saved_at, category_id, summary, result, target_section, transfer_reason,
                                is_complaint, operator_id, submission_key)
SELECT moment - interval '4 minutes', moment, categories[1 + h %% cardinality(categories)],
    'ご用件は' || subjects[1 + h / 7 %% 10] || '。' || words[1 + h / 11 %% 16] || '。'
    || words[1 + h / 13 %% 16] || '。' || ends[1 + h / 17 %% 8] || '。'
    || CASE WHEN i %% 100003 = 7 THEN '御神輿の件。' ELSE '' END
    || CASE WHEN i BETWEEN 100000 AND 150000 THEN '特別給付金について。' ELSE '' END,
    result, CASE result WHEN 'referred' THEN sections[1 + h / 19 %% 4] ELSE '' END,
    CASE result WHEN 'transferred' THEN '市の判断が必要' ELSE '' END,
    h %% 97 = 0, operators[1 + h / 23 %% cardinality(operators)], gen_random_uuid()
FROM (SELECT array_agg(id) AS operators FROM accounts_user WHERE username LIKE 'bench-operator-%%') AS o,
    (SELECT array_agg(id) AS categories FROM callcenter_inquirycategory c
     WHERE NOT EXISTS (SELECT 1 FROM callcenter_inquirycategory d WHERE d.parent_id = c.id)) AS k,
    (SELECT %(subjects)s::text[] AS subjects, %(words)s::text[] AS words, %(ends)s::text[] AS ends,
        %(sections)s::text[] AS sections) AS w,
    generate_series(1, %(count)s) AS i
    CROSS JOIN LATERAL (SELECT abs(hashint8(i)) AS h, %(first)s::timestamptz + i * %(apart)s::interval AS moment) AS x
    CROSS JOIN LATERAL (SELECT CASE WHEN h / 29 %% 100 < 70 THEN 'completed' WHEN h / 29 %% 100 < 88 THEN 'referred'
                               WHEN h / 29 %% 100 < 97 THEN 'transferred' ELSE 'pending' END AS result) AS y
"""


def fill(count: int = INQUIRIES, *, first: datetime = FIRST, apart: timedelta = APART) -> None:
    """`count` inquiries by plain SQL, without their history; the indexes are made afterwards, which is quicker."""
    if not User.objects.filter(username="bench-operator-0").exists():
        people = [
            User(username=f"bench-operator-{number}", display_name=f"担当{number}", role=Role.OPERATOR, password="!")
            for number in range(OPERATORS)
        ]
        User.objects.bulk_create(people)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET statement_timeout = 0; SET maintenance_work_mem = '512MB'; SET session_replication_role = replica"
        )
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'callcenter_inquiry'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        texts = {name: text.split(" ") for name, text in TEXTS.items()}
        cursor.execute(FILL, {"count": count, "first": first, "apart": apart} | texts)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE callcenter_inquiry")
        cursor.execute("SET session_replication_role = DEFAULT; RESET statement_timeout; RESET maintenance_work_mem")


def questions() -> dict[str, Wanted]:
    """What readers ask: each filter, words of every frequency, and both together."""
    heading = InquiryCategory.objects.get(code="pickup")
    category = InquiryCategory.objects.get(code="certificate")
    operator = User.objects.get(username="bench-operator-3")
    return {
        "newest page": Wanted(),
        "category": Wanted(category=category),
        "heading": Wanted(category=heading),
        "result": Wanted(result="pending"),
        "complaints": Wanted(is_complaint=True),
        "operator": Wanted(operator=operator),
        "period": Wanted(first=date(2022, 3, 1), last=date(2022, 3, 31)),
        "category and result": Wanted(category=category, result="pending"),
        "heading, result and complaint": Wanted(category=heading, result="pending", is_complaint=True),
        "five filters without a hit": Wanted(
            date(2021, 3, 1), date(2021, 9, 1), category, "transferred", is_complaint=True, operator=operator
        ),
        "frequent word": Wanted(text="更新"),
        "rare word": Wanted(text="御神輿"),
        "no hit": Wanted(text="存在しない語句"),
        "no hit, of frequent pairs": Wanted(text="手続きに関した"),
        "one frequent character": Wanted(text="の"),
        "one rare character": Wanted(text="輿"),
        "one character without a hit": Wanted(text="鯨"),
        "half width and hiragana": Wanted(text="ｶｰﾄﾞのふんしつ"),
        "two words": Wanted(text="電子証明書 土曜開庁"),
        "word frequent long ago": Wanted(text="特別給付金"),
        "word and category": Wanted(text="点字", category=category),
        "word and heading": Wanted(text="点字", category=heading),
        "word long ago and heading": Wanted(text="特別給付金", category=heading),
        "word that another result has": Wanted(text="市民税課", result="completed"),
        "rare word and complaints": Wanted(text="御神輿", is_complaint=True),
        "word without a hit in a wide period": Wanted(date(2022, 3, 1), date(2024, 3, 2), text="特別給付金"),
    }


def reads() -> dict[str, Callable[[], object]]:
    """The reads of the live history by name, each as one call."""
    rows = Inquiry.objects.all()
    found: dict[str, Callable[[], object]] = {
        name: lambda wanted=wanted: live_history.page(rows, wanted)  # type: ignore[misc]
        for name, wanted in questions().items()
    }
    deep = Place(FIRST + 1_000 * APART, 0)
    newest = FIRST + INQUIRIES * APART
    look = LiveLook(user=User.objects.get(username="bench-operator-0"), since=FIRST + INQUIRIES * 9 // 10 * APART)
    return found | {
        "page a million records down": lambda: live_history.page(rows, Wanted(), deep),
        "unseen, 100,000 of them": lambda: live_history.count_unseen(rows, look),
        "stamp of a poll": lambda: live_history.stamp(rows, newest),
    }


def export_month(form: ExportForm) -> int:
    """Writes the month of `IN_ONE_MONTH` records; its size in bytes."""
    reader = User(role=Role.CITY_STAFF)
    wanted = Wanted().within(MONTH, MONTH + timedelta(days=30))
    export = write_export(user=reader, month=MONTH, wanted=wanted, conditions="全件", form=form, at=FIRST)
    assert export.count == IN_ONE_MONTH, export.count
    with export.file as file:
        return file.seek(0, 2)
