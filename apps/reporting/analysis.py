"""The call centre's monthly report in words (第2-2-(7)-①-カ): facts drafted, and what a person has to write."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from apps.callcenter.rates import cut_rate
from apps.core.clock import parse_month, short_date

from .enums import ReportKind
from .figures.seats import DaySources, day_sources

Content = Mapping[str, Any]
TOP_CATEGORIES = 3
LONGEST_QUOTE = 60
BELOW_TARGET = {
    "cause": "応答率が目標に届いていません。原因を入力してください。",
    "measure": "応答率が目標に届いていません。改善策を入力してください。",
}
"""The fields that a month below the target must not leave empty (第2-2-(3)-イ), each with the user's sentence."""


WRITTEN = {
    "remarks": "傾向の分析・所見を入力してください。",
    "proposal": "意見・提案を入力してください。ないときは「特になし」と入力してください。",
}
"""The fields that no month may leave empty (第2-2-(7)-①-カ)."""

IMPORT_FIRST = "「通話記録の取り込み」で続きの記録を取り込んでから、報告書を作り直してください。"


def is_below_target(content: Content) -> bool:
    """Whether this is a call centre's month that missed the answer rate; without calls there is nothing to miss."""
    return content["kind"] == ReportKind.CALL_MONTHLY and content["summary"]["meets_90"] is False


def missing_words(content: Content) -> dict[str, str]:
    """第2-2-(3)-イ, (7)-①-カ: by field the sentence for what a call centre's month still lacks."""
    if content["kind"] != ReportKind.CALL_MONTHLY:
        return {}
    needed = WRITTEN | (BELOW_TARGET if is_below_target(content) else {})
    return {field: sentence for field, sentence in needed.items() if not content[field].strip()}


def log_doubts(content: Content) -> list[str]:
    """第2-2-(3)-ア: what the telephone log lacks, so that the rate may be another one, and where it is mended."""
    if content["kind"] != ReportKind.CALL_MONTHLY:
        return []
    inside, outside = (content["summary"][name] for name in ("undecided", "undecided_out_of_hours"))
    found = []
    if inside or outside:
        calls = f"結果が未確定の通話が{inside + outside:,}件（うち受付時間内{inside:,}件）"
        found.append(f"{calls}あり、着信に含めていません。{IMPORT_FIRST}")
    for row in content["log"]["lacking"]:
        day = short_date(date.fromisoformat(row["date"]))
        lacks = f"通話記録が途中までです（{row['logged']:,}件）" if row["logged"] else "通話記録がありません"
        seen = f"問合せ{row['inquiries']:,}件、" if row["inquiries"] else ""
        found.append(f"{day}の{lacks}。{seen}記録にない着信通知{row['announced']:,}件。{IMPORT_FIRST}")
    return found


def unread_doubts(content: Content) -> list[str]:
    """The same, unless whoever confirmed the report said that the places were read."""
    return [] if content.get("log_checked_by") else log_doubts(content)


def unanswered_orders(content: Content) -> list[str]:
    """第2-2-(7)-①-キ: a sentence for each item that the city ordered and nobody answered yet."""
    return [
        f"市の指示「{order['item']}」への報告が未記載です。"
        for order in content.get("orders", ())
        if not order["answer"].strip()
    ]


def drafted_facts(content: Content) -> list[str]:
    """第2-2-(7)-①-カ: what the figures say, one sentence each, as the first text of the remarks."""
    return [sentence for part in FACTS for sentence in part(content)]


def _answer_rate(content: Content) -> Iterator[str]:
    summary, target = content["summary"], content["target_percent"]
    if summary["meets_90"] is None:
        yield "当月は、受付時間内の着信がありませんでした。"
        return
    counted = f"着信{summary['offered']:,}件のうち{summary['answered']:,}件に応答し"
    verdict = "達成しました" if summary["meets_90"] else "下回りました"
    yield f"{counted}、応答率は{summary['answer_rate']}%で、目標の{target}%を{verdict}。"


def _change_on_last_month(content: Content) -> Iterator[str]:
    """Only where the month before is there to compare with; what comes first after a gap is no 前月."""
    if len(content["trend"]) < 2:
        return
    before, now = content["trend"][-2:]
    last_month = parse_month(now["month"])[0] - timedelta(days=1)
    if before["month"] != f"{last_month:%Y-%m}" or not before["offered"]:
        return
    more = now["offered"] - before["offered"]
    share = cut_rate(abs(more), before["offered"])
    change = "同数でした" if more == 0 else f"{abs(more):,}件（{share}%）{'増え' if more > 0 else '減り'}ました"
    sentence = f"着信は前月の{before['offered']:,}件より{change}。" if more else f"着信は前月と{change}。"
    if now["answer_rate"] is not None:
        points = Decimal(now["answer_rate"]) - Decimal(before["answer_rate"])
        moved = "前月と同じです" if points == 0 else f"前月の{before['answer_rate']}%から{abs(points)}ポイント"
        moved += "" if points == 0 else "上がりました" if points > 0 else "下がりました"
        sentence += f"応答率は{moved}。"
    yield sentence


def _busiest(content: Content) -> Iterator[str]:
    """By calls offered: an hour over the whole month, a weekday by its average, a day alone."""
    if not content["summary"]["offered"]:
        return
    hour = max(content["hours"], key=lambda row: row["offered"])
    day = max(content["days"], key=lambda row: row["offered"])
    weekday = max(content["weekdays"], key=lambda row: Decimal(row["offered"]) / row["day_count"])
    tenths = weekday["offered"] * 10 // weekday["day_count"]
    yield (
        f"着信が最も多い時間帯は{hour['hour']}時台（{hour['offered']:,}件、応答率{_rate(hour)}）、"
        f"曜日は{weekday['weekday']}曜日（1日平均{tenths // 10}.{tenths % 10}件、応答率{_rate(weekday)}）、"
        f"日は{short_date(date.fromisoformat(day['date']))}（{day['offered']:,}件、応答率{_rate(day)}）でした。"
    )


def _top_categories(content: Content) -> Iterator[str]:
    inquiries = [row for row in content["inquiries"] if row["count"]]
    total = sum(row["count"] for row in inquiries)
    if not total:
        return
    top = sorted(inquiries, key=lambda row: -row["count"])[:TOP_CATEGORIES]
    named = "、".join(f"{row['category']}（{row['count']:,}件、{cut_rate(row['count'], total)}%）" for row in top)
    yield f"問合せ{total:,}件で多かった分類は、{named}です。"


def _reservations(content: Content) -> Iterator[str]:
    total = content["reservations"]["total"]
    yield (
        f"予約は、新規{total['new_bookings']:,}件、変更{total['changed_bookings']:,}件、"
        f"取消{total['cancelled_bookings']:,}件を受け付けました。"
    )


def _complaints(content: Content) -> Iterator[str]:
    summary = content["summary"]
    if summary["complaints"]:
        yield f"苦情は{summary['complaints']:,}件で、うち{summary['complaints_transferred']:,}件を転送しました。"
    else:
        yield "苦情はありませんでした。"


def _seats(content: Content) -> Iterator[str]:
    """Said as what was only where every open day is counted from the clock-ins."""
    total, longest, days = content["seats"]["total"], content["seats"]["longest_gap"], day_sources(content["seats"])
    if not days.clock + days.plan:
        return
    is_clocked = not days.plan + days.nothing
    counted = "" if is_clocked else f"{_counted_from(days)}この集計では、"
    if longest is None:
        least = f"（同時の席数の最小は{total['minimum']}席）。"
        never = "受付時間内の席は、常に最低席数以上でした" if is_clocked else "最低席数を下回る時間はありません"
        yield f"{counted}{never}{least}"
        return
    yield (
        f"{counted}最低席数を下回った時間は{total['days_below']}日で計{total['minutes_below']:,}分、"
        f"最も長いものは{short_date(date.fromisoformat(longest['day']))}の"
        f"{longest['since']}から{longest['until']}まで（{longest['minutes']}分、{longest['heads']}席）でした。"
    )


def _counted_from(days: DaySources) -> str:
    parts = [f"打刻から数えた日が{days.clock}日"]
    parts += [f"打刻がなく公開済のシフトから数えた日が{days.plan}日"] if days.plan else []
    parts += [f"どちらもなく集計に含まない日が{days.nothing}日"] if days.nothing else []
    return f"席の集計は、開設{sum(days)}日のうち{'、'.join(parts)}です。"


def _faq(content: Content) -> Iterator[str]:
    faq = content["faq"]
    changes = [
        f"{faq[key]}件を{word}"
        for key, word in (("faq_new", "追加"), ("faq_reworded", "改定"), ("faq_retired", "廃止"))
        if faq[key]
    ]
    said = f"{'、'.join(changes)}しました" if changes else "追加・改定はありませんでした"
    yield f"FAQは、{said}（月末に使用中 {faq['faq_in_force']}件）。"


def _improvements(content: Content) -> Iterator[str]:
    for each in content["improvements"]:
        when = f"{short_date(date.fromisoformat(each['done_on']))}実施" if each["done_on"] else "取組中"
        effect = f"　効果：{_short(each['effect'])}" if each["effect"] else ""
        yield f"改善の取組（{when}）：{_short(each['what'])}{effect}"


FACTS = (
    _answer_rate,
    _change_on_last_month,
    _busiest,
    _top_categories,
    _reservations,
    _complaints,
    _seats,
    _faq,
    _improvements,
)
"""In the order of the text."""


def _rate(row: Content) -> str:
    return "—" if row["answer_rate"] is None else f"{row['answer_rate']}%"


def _short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def first_text(content: Content, written: str, former: Content | None = None) -> str:
    """What the remarks form begins with: what a person wrote before, else the facts of a call centre's month.

    Facts of the `former` revision that nobody has changed a word of give way to those of the numbers as they are now.
    """
    if content["kind"] != ReportKind.CALL_MONTHLY:
        return written
    is_drafted = not written or (former is not None and written.splitlines() == drafted_facts(former))
    return "\n".join(drafted_facts(content)) if is_drafted else written


def facts_not_said(content: Content, text: str) -> list[str]:
    """The facts of a call centre's month that a text does not say, or says with other numbers."""
    if content["kind"] != ReportKind.CALL_MONTHLY:
        return []
    return [sentence for sentence in drafted_facts(content) if sentence not in text]
