"""Searches among made-up answers: what the FAQ promises in milliseconds."""

import random
from datetime import date
from itertools import product
from uuid import UUID

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import FaqState
from apps.callcenter.models import FaqEntry, FaqVersion, InquiryCategory

ENTRIES = 5_000
WRITTEN, TODAY = date(2026, 4, 1), date(2026, 5, 27)
SUBJECTS = (
    "マイナンバーカード", "電子証明書", "通知カード", "健康保険証", "公金受取口座", "暗証番号", "交付通知書", "住民票",
    "顔写真", "在留カード",
)  # fmt: skip
ACTS = (
    "更新", "再交付", "受け取り", "申請", "紛失", "引っ越し", "氏名の変更", "有効期限", "手数料", "ロックの解除",
)  # fmt: skip
WHO = (
    "本人", "15歳未満の子ども", "代理人", "施設に入所している方", "外国籍の方", "75歳以上の方", "学生", "海外に住む方",
)  # fmt: skip
SENTENCES = (
    "市民課または市民センターで手続きができます。", "本人確認書類を2点お持ちください。", "手数料はかかりません。",
    "郵便で届くまで、おおむね1か月かかります。", "暗証番号の入力が必要です。",
    "有効期限の3か月前から手続きができます。",
    "代理人が来るときは、委任状が必要です。", "マイナポータルでも確かめられます。", "予約のうえ、お越しください。",
)  # fmt: skip
SEARCHES = {
    "two words": "更新 代理人",
    "katakana in half width": "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ",
    "one character": "更",
    "a word of every answer": "手続き",
    "okurigana written otherwise": "引越し 受取",
    "a sentence": "海外に住む家族の電子証明書を更新したいが、いつから手続きができるかを知りたい。",
    "nothing to be found": "宇宙旅行",
}


def fill() -> None:
    """Answers with two versions each, the first replaced by the second, every one different."""
    draw = random.Random(5)  # no secret
    author = User.objects.create_user(username="bench-leader", password="x" * 16, role=Role.CC_LEADER)
    city = User.objects.create_user(username="bench-city", password="x" * 16, role=Role.CITY_STAFF)
    categories = list(InquiryCategory.objects.all())
    entries = FaqEntry.objects.bulk_create(
        FaqEntry(code=f"bench-{number}", category=draw.choice(categories)) for number in range(ENTRIES)
    )
    subjects = [f"{subject}の{act}（{who}）" for subject, act, who in product(SUBJECTS, ACTS, WHO)]
    FaqVersion.objects.bulk_create(
        (
            FaqVersion(
                entry=entry,
                number=number,
                question=f"{subjects[place % len(subjects)]} その{place}",
                answer="".join(draw.choices(SENTENCES, k=6)),
                keywords="てつづき こうしん",
                source="市の案内",
                source_on=WRITTEN,
                change_note="改めた。" if number > 1 else "",
                author=author,
                written_on=WRITTEN,
                state=FaqState.APPROVED,
                submitted_by=author,
                submitted_on=WRITTEN,
                approved_by=city,
                approved_on=WRITTEN,
                in_force_from=WRITTEN if number == 1 else date(2026, 5, 1),
                in_force_until=date(2026, 5, 1) if number == 1 else None,
                submission_key=UUID(int=draw.getrandbits(128), version=4),
            )
            for place, entry in enumerate(entries)
            for number in (1, 2)
        ),
        batch_size=1_000,
    )
