"""Calls at the volume that the specification assumes, and what the operators wrote about them."""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from apps.callcenter.enums import ImportState, Outcome, Result
from apps.callcenter.models import Call, CallImport, CallProfile, Inquiry, InquiryCategory
from apps.contracts.calendar import Hours
from apps.core.clock import JST, month_bounds

from .counter_days import pick
from .rows import copy, key, keys_from, settle, stream
from .world import World, in_history

PROFILE = "jp_pbx"
CALL_CENTRE = "callcenter"
MONTH_TO_IMPORT = (2025, 6)
"""The first month has no calls: its real log is there to be imported."""
INQUIRY_DAYS = 90
OPERATOR_OF = {
    "OP01": "operator1", "OP02": "operator2", "OP03": "operator1", "OP04": "operator2", "OP05": "operator1",
    "OP06": "ccleader1",
}  # fmt: skip
"""Whose calls stand under which code of the telephone system."""
HOURLY = {8: 5, 9: 12, 10: 14, 11: 13, 12: 10, 13: 11, 14: 12, 15: 12, 16: 9, 17: 2}
WEEKDAY = (1.24, 1.04, 0.96, 0.92, 0.88)
PATIENCE = ((0.945, 5), (0.925, 3), (0.90, 1), (0.86, 2))
"""How likely a caller is to be answered in a month, and how often a month is like that; some months miss the target."""
CALL_FIELDS = (
    "id", "profile", "external_id", "arrived_at", "queued_at", "answered_at", "ended_at", "outcome",
    "wait_seconds", "talk_seconds", "operator_code", "is_withheld", "call_import",
)  # fmt: skip
INQUIRY_FIELDS = (
    "call", "received_at", "category", "summary", "result", "target_section", "transfer_reason", "is_complaint",
    "operator", "saved_at", "submission_key",
)  # fmt: skip
SUMMARIES: dict[str, tuple[int, tuple[str, ...]]] = {
    "pickup_new": (30, ("受取予約を希望。日時を案内し予約した。", "子どもと一緒の受取を希望。2人分を予約した。")),
    "pickup_change": (8, ("受取予約の日時を変更した。", "都合が変わったため、翌週の枠へ変更した。")),
    "pickup_cancel": (3, ("受取予約を取り消した。",)),
    "pickup_ask": (14, ("受取に必要な持ち物の確認。", "予約した日時の確認。", "代理で受け取る場合の必要書類の確認。")),
    "application": (9, ("カードの申請方法の問合せ。", "申請してから受取までの期間の問合せ。")),
    "renewal": (10, ("カードの有効期限の通知が届いた。更新の方法の問合せ。", "紛失したカードの再交付の問合せ。")),
    "certificate": (11, ("電子証明書の更新に必要な持ち物の問合せ。", "暗証番号がロックされた場合の手続きの問合せ。")),
    "notification": (3, ("個人番号通知書が届かないとの問合せ。", "通知カードが今も使えるかの問合せ。")),
    "insurance": (6, ("健康保険証としての利用登録の方法の問合せ。", "資格確認書との違いの問合せ。")),
    "account": (2, ("公金受取口座の登録方法の問合せ。",)),
    "support": (5, ("申請サポート窓口の場所と開設時間の問合せ。", "予約なしで写真を撮れるかの問合せ。")),
    "publicity": (1, ("広報の記事に書かれた窓口の日程の確認。",)),
    "mynaportal": (3, ("マイナポータルにログインできないとの問合せ。",)),
    "other": (3, ("ほかの手続きの担当課の問合せ。",)),
}  # fmt: skip
RESULTS = ((Result.COMPLETED, 880), (Result.REFERRED, 65), (Result.TRANSFERRED, 45), (Result.PENDING, 10))
SECTIONS = ("国保年金課", "市民税課", "マイナンバー総合フリーダイヤル", "福祉総務課")
REASONS = ("交付の可否について市の判断が必要なため", "過去の届出の内容を市で確認する必要があるため")


@in_history
def build(world: World) -> None:
    profile = CallProfile.objects.get(code=PROFILE)
    keys = keys_from(Call)
    answered: list[tuple[int, datetime, datetime, str]] = []
    for (year, month), days in groupby(world.days_so_far(), key=lambda day: (day.year, day.month)):
        if (year, month) == MONTH_TO_IMPORT:
            continue
        rows = list(calls_of_month(world, year, month, list(days)))
        imported_at = min(world.now, datetime.combine(month_bounds(year, month)[1], time(18), JST))
        run = CallImport.objects.create(
            profile=profile,
            file_name=f"cdr_{year}-{month:02d}_demo.csv",
            sha256=hashlib.sha256(f"{world.seed}:{year}-{month}".encode()).hexdigest(),
            encoding="utf-8-sig",
            state=ImportState.TAKEN,
            read=len(rows),
            new=len(rows),
            started_at=imported_at,
            taken_at=imported_at,
        )
        numbered = [
            (next(keys), profile.pk, f"D{year}{month:02d}{n:05d}", *row, run.pk) for n, row in enumerate(rows, 1)
        ]
        copy(Call, CALL_FIELDS, numbered)
        answered += [(row[0], row[5], row[6], row[10]) for row in numbered if row[5]]
    settle(Call)
    since = world.now - timedelta(days=INQUIRY_DAYS)
    copy(Inquiry, INQUIRY_FIELDS, inquiries(world, [call for call in answered if call[1] > since]))


def calls_of_month(world: World, year: int, month: int, days: list[date]) -> Iterator[tuple[Any, ...]]:
    """The calls of a month in the order of their arrival, each as the columns from `arrived_at` to `is_withheld`."""
    chance = stream(world.seed, "calls", year, month)
    first, last = month_bounds(year, month)
    open_days = len(world.calendar.open_days(CALL_CENTRE, first, last))
    monthly = world.calendar.parameters.value("callcenter.monthly_calls", first) * chance.uniform(0.88, 1.12)
    answer_chance = pick(chance, PATIENCE)
    for day in days:
        hours = world.calendar.hours(CALL_CENTRE, day)
        arrivals = inside(day, hours, round(monthly / open_days * WEEKDAY[day.weekday() % 5]), chance) if hours else []
        for at in sorted([*arrivals, *outside(day, hours, chance)]):
            if at < world.now:
                is_open = hours is not None and hours.opens <= at.time() < hours.closes
                yield call(at, is_open, answer_chance, chance)


def inside(day: date, hours: Hours, number: int, chance: random.Random) -> list[datetime]:
    opens, closes = datetime.combine(day, hours.opens, JST), datetime.combine(day, hours.closes, JST)
    found: list[datetime] = []
    while len(found) < number:
        hour = chance.choices(list(HOURLY), list(HOURLY.values()))[0]
        at = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), JST)
        if opens <= at < closes:
            found.append(at)
    return found


def outside(day: date, hours: Hours | None, chance: random.Random) -> list[datetime]:
    """Callers who did not look at the clock: a few before and after on open days, fewer on closed ones."""
    number = chance.randint(1, 6) if hours else chance.choice((0, 0, 1, 2))
    return [
        datetime.combine(day, time(chance.choice((7, 17, 18, 19)), chance.randint(15, 59), chance.randrange(60)), JST)
        for _ in range(number)
    ]


def call(at: datetime, is_open: bool, answer_chance: float, chance: random.Random) -> tuple[Any, ...]:
    is_withheld = chance.random() < 0.06
    draw = chance.random()
    if not is_open:
        return at, None, None, at + timedelta(seconds=25), Outcome.OVERFLOW.value, 0, 0, "", is_withheld
    queued = at + timedelta(seconds=chance.randint(3, 8))
    if draw < answer_chance:
        wait = min(240, int(chance.expovariate(1 / 18)))
        talk = max(20, min(2400, int(chance.lognormvariate(5.5, 0.55))))
        answered = queued + timedelta(seconds=wait)
        operator = chance.choice(list(OPERATOR_OF))
        ended = answered + timedelta(seconds=talk)
        return at, queued, answered, ended, Outcome.ANSWERED.value, wait, talk, operator, is_withheld
    if draw > 0.992:
        ended = queued + timedelta(seconds=60)
        return at, queued, None, ended, Outcome.OVERFLOW.value, 60, 0, "", is_withheld
    wait = int(chance.expovariate(1 / 45))
    return at, queued, None, queued + timedelta(seconds=wait), Outcome.ABANDONED.value, wait, 0, "", is_withheld


def inquiries(world: World, answered: list[tuple[int, datetime, datetime, str]]) -> Iterator[tuple[Any, ...]]:
    """Nearly every answered call has its record, saved within minutes of its end."""
    chance = stream(world.seed, "inquiries")
    categories = dict(InquiryCategory.objects.values_list("code", "pk"))
    codes, weights = zip(*((code, weight) for code, (weight, _) in SUMMARIES.items()), strict=True)
    operators = {code: world.users[name].pk for code, name in OPERATOR_OF.items()}
    for number, received_at, ended_at, operator in answered:
        saved_at = ended_at + timedelta(seconds=chance.randint(15, 240))
        if chance.random() < 0.03 or saved_at > world.now:
            continue
        code = chance.choices(codes, weights)[0]
        result = pick(chance, RESULTS)
        yield (
            number, received_at, categories[code], chance.choice(SUMMARIES[code][1]), result.value,
            chance.choice(SECTIONS) if result == Result.REFERRED else "",
            chance.choice(REASONS) if result == Result.TRANSFERRED else "",
            chance.random() < (0.06 if result == Result.TRANSFERRED else 0.008),
            operators[operator], saved_at, key(chance),
        )  # fmt: skip
