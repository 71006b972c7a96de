"""What the words in the call reports mean (§6 of the requirements; C14, C17), and since when they mean it."""

from datetime import date
from typing import Any

from apps.contracts.calendar import Calendar
from apps.contracts.models import Agreement, ContractTerm

DEFINITIONS_VERSION = 2
"""Of the words below: whoever changes one of them counts on. What they say of numbers follows the contract's rows."""

TERMS = ("callcenter.answer_rate_percent", "callcenter.short_abandon_seconds")
"""The rows of the contract whose numbers stand in the text."""

AGREED_BY = ("C14", "C17")
"""The points that city and contractor settle: the answer rate, and what counts as completed or transferred."""


def defined(period_ends: date, calendar: Calendar, made_on: date) -> dict[str, Any]:
    """The text that holds at the end of a period, what it follows from, and how far it is agreed on.

    `definitions_version` with `definitions_since` names the text: no two texts have both in common.
    """
    rows = [calendar.parameters.row(key, period_ends) for key in TERMS]
    target, short = (row.typed_value for row in rows)
    return {
        "definitions": definitions(short_seconds=short, target_percent=target),
        "definitions_since": _since([row.valid_from for row in rows], period_ends),
        "definitions_follow": [
            {
                "item": row.label,
                "value": row.display,
                "valid_from": row.valid_from.isoformat() if row.valid_from else None,
            }
            for row in rows
        ],
        "definitions_agreed": [
            {
                "code": point.code,
                "title": point.title,
                "decided_on": point.decided_on.isoformat() if point.is_decided(made_on) and point.decided_on else None,
            }
            for point in Agreement.objects.filter(code__in=AGREED_BY)
        ],
    }


def _since(starts: list[date | None], period_ends: date) -> str | None:
    """From when on the text holds: from its newest row, or where no row says it from the term's first day."""
    known = [start for start in starts if start]
    if not known:
        terms = ContractTerm.objects.filter(starts_on__lte=period_ends).order_by("-starts_on")
        known = list(terms.values_list("starts_on", flat=True)[:1])
    return max(known).isoformat() if known else None


def definitions(*, short_seconds: int, target_percent: int) -> list[tuple[str, str]]:
    """(term, meaning). The strict rate is the contract's figure, the other is for reference (C14, C17)."""
    return [
        (
            "着信",
            "開設日の受付時間内（開始時刻を含み、終了時刻を含まない）に届いた通話。転送や呼び直しがあっても1通話は1件とする。",
        ),
        ("応答", "着信のうち、オペレーターにつながった通話。自動音声だけの通話は含めない。"),
        (
            "切電",
            (
                "着信のうち、オペレーターにつながる前に発信者が切った通話。案内の再生中、待ち合わせ中、呼出中のどこで"
                f"切ったかを問わない。{short_seconds}秒未満のものは参考として内数で示す。"
            ),
        ),
        ("溢れ", "着信のうち、オペレーターにつながらず、自動音声（IVR）の側で終わった通話。終わった理由を問わない。"),
        ("時間外", "受付時間の外に届いた通話。着信にも応答率にも含めない。"),
        (
            "結果未確定",
            (
                "どのように終わったかが、取り込んだ通話記録にまだない通話。着信・応答・切電・溢れ・時間外のいずれにも"
                "含めず、件数だけを示す。続きの記録を取り込んで確定したときに、数え直す。"
            ),
        ),
        (
            "応答率",
            (
                "期間の応答の合計 ÷ 期間の着信の合計（日ごとの率の平均ではない）。"
                f"小数第2位以下は切り捨てて示し、目標{target_percent} %の判定は件数の整数で行う。"
            ),
        ),
        (
            "センター内完了率",
            "（応答 − 転送 − 未了）÷ 応答。案内で終えたものを含む。転送と未了は、期間に受け付けた問合せの記録の件数。",
        ),
        (
            "転送率",
            (
                "転送（市の判断が必要なものの、市への引き継ぎ）÷ 応答。"
                "センター内完了率との合計は、未了の分だけ100 %に満たない。"
            ),
        ),
        ("未了", "応対を終えておらず、折り返しなどを残している問合せ。記録の結果が「未了」のもの。"),
        (
            "案内",
            (
                "業務の範囲外の用件について、市の担当課や国の総合フリーダイヤルなどの連絡先を伝えて終えた問合せ。"
                "転送に含めず、センター内完了に含めたうえで、分類別の表に件数を示す。"
            ),
        ),
        ("苦情", "分類にかかわらず苦情と記録した問合せ。苦情転送は、そのうち転送したもの。"),
    ]
