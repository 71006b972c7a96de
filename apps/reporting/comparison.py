"""Two revisions of a report beside each other: every place that differs, in the words of the printed report."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from apps.core.clock import short_date
from apps.counters.enums import UsageKind

from .enums import ReportKind

Difference = tuple[str, Any, Any]
"""A place in Japanese, what stood there before and what stands there after."""

OF_THE_MAKING = frozenset({"made_on", "guard", "revision"})
"""What each making says of itself, and not of the records."""


def differences(old: dict[str, Any], new: dict[str, Any], *, besides: frozenset[str] = frozenset()) -> list[Difference]:
    """Every figure and text that differs, in the order of the report; `besides` names parts that do not matter."""
    left_out = OF_THE_MAKING | besides
    before, after = (
        dict(leaves({name: part for name, part in content.items() if name not in left_out})) for content in (old, new)
    )
    places = [*before, *(place for place in after if place not in before)]
    return [(place, before.get(place), after.get(place)) for place in places if before.get(place) != after.get(place)]


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure and text with its place in the words of the printed report: 6/2（月） 9時台 応答."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "remarks":
                yield ReportKind(value["kind"]).remarks_name, part
            elif key not in NAMING_KEYS:
                named = dict(part) if key == "definitions" else part
                yield from leaves(named, f"{place} {NAMES.get(key, key)}".strip())
    elif isinstance(value, list):
        names: Counter[str] = Counter()
        for number, part in enumerate(value, start=1):
            name = row_name(part, number)
            names[name] += 1
            again = f"（{names[name]}）" if names[name] > 1 else ""
            named = f"{place} {name}{again}".strip()
            yield from [*leaves(part, named)] or [(named, THERE)]
    else:
        yield place, VERDICTS.get(value, value) if isinstance(value, bool) else value


def row_name(part: Any, number: int) -> str:
    """A row of a list is named by its site, category, day or hour: an inserted row does not shift the others."""
    for key in ("site_name", "category"):
        if key in part:
            return str(part[key])
    names = [short_date(date.fromisoformat(part["date"]))] if "date" in part else []
    if "hour" in part:
        names.append(f"{part['hour']}時台")
    names += [str(part[key]) for key in ROW_NAMES if key in part]
    if not names:
        names = next(([str(part[key]) for key in keys] for keys in OWN_NAMES if all(key in part for key in keys)), [])
    return " ".join(names) or f"{number}件目"


THERE = "あり"
"""What stands for a row that says nothing but its own name."""

OWN_NAMES = (("facility_kind",), ("day", "departure"), ("vehicle",), ("noted_on",))
"""What names a row that has none of the names above, and stands in it as well: a drive by its start."""

ROW_NAMES = (
    "place", "facility", "starts", "item", "month", "weekday", "document", "report", "period", "subject", "form",
)  # fmt: skip
NAMING_KEYS = (
    *ROW_NAMES, "site", "site_name", "date", "hour", "category", "category_id", "order_id", "visit", "place_key",
    "trip", "vehicle_ids", "improvement", "code", "driver_id", "passenger_ids", "before_id", "after_id", "trouble_id",
    "result_id",
)  # fmt: skip
VERDICTS = {True: "達成", False: "未達"}
NAMES = {
    "kind": "種類",
    "period": "対象期間",
    "first": "対象期間の初日",
    "last": "対象期間の末日",
    "title": "件名",
    "client": "委託者",
    "contractor": "受託者",
    "made_on": "作成日",
    "definitions_version": "用語の定義の版",
    "definitions": "用語の定義",
    "remarks_by": "記載者",
    "sites": "",
    "total": "合計",
    "planned": "予定の開設時間",
    "opened_at": "開設",
    "closed_at": "閉設",
    "signed_at": "運営責任者の確認",
    "unsigned_reason": "運営責任者の確認がない理由",
    "receptions": "受付",
    "assists": "申請支援",
    "assists_a": "申請支援 ア",
    "assists_i": "申請支援 イ",
    "assists_u": "申請支援 ウ",
    "assists_e": "申請支援 エ",
    "photos": "写真撮影",
    "express_photos": "特急写真",
    "usage": "利活用",
    **{f"usage_{kind.value}": f"利活用 {kind.label}" for kind in UsageKind},
    "guidance_only": "案内のみ",
    "other": "その他",
    "forms_issued": "申請書の交付",
    "interpreted": "通訳",
    "accommodated": "合理的配慮",
    "gave_up": "途中で取りやめ",
    "troubles": "トラブル件数",
    "trouble_texts": "トラブル・困難事例",
    "time": "時刻",
    "situation": "状況",
    "response": "対応",
    "target_percent": "目標（％）",
    "short_seconds": "短い切電とする秒数",
    "summary": "月の集計",
    "days": "",
    "hours": "時間帯の計",
    "grid": "",
    "offered": "着信",
    "answered": "応答",
    "abandoned": "切電",
    "abandoned_short": "短い切電",
    "overflow": "溢れ",
    "out_of_hours": "時間外",
    "undecided": "結果未確定",
    "undecided_out_of_hours": "時間外の結果未確定",
    "closed_day_out_of_hours": "閉所日の時間外",
    "answer_rate": "応答率",
    "reference_rate": "短い切電を除いた応答率",
    "meets_90": "目標の判定",
    "may_still_lose": "取りこぼしの余裕",
    "inquiries": "問合せ",
    "count": "件数",
    "completed": "完了",
    "referred": "案内",
    "transferred": "転送",
    "pending": "未了",
    "completed_inside": "センター内完了",
    "completed_rate": "センター内完了の率",
    "transferred_rate": "転送の率",
    "pending_rate": "未了の率",
    "inquiries_without_answer": "応答した通話のない問合せ",
    "answers_without_inquiry": "記録のない応答",
    "log": "通話記録",
    "lacking": "通話記録に欠けのある日",
    "silent": "記録のない開設日",
    "logged": "記録のある通話",
    "announced": "記録にない着信通知",
    "categories": "分類別の推移",
    "by_category": "",
    "proposal": "意見・提案",
    "log_checked_by": "通話記録の欠けを確かめた者",
    "definitions_since": "用語の定義の適用日",
    "definitions_follow": "用語の定義のもとの契約条件",
    "definitions_agreed": "用語の定義の協議",
    "value": "値",
    "valid_from": "適用開始日",
    "decided_on": "決定日",
    "complaints": "苦情",
    "complaints_transferred": "苦情のうち転送",
    "visits": "出張",
    "visits_total": "出張の合計",
    "whole": "全体",
    "facility_kind": "施設の種類",
    "ends": "終了",
    "status": "状態",
    "on_site": "出張申請受付",
    "incomplete": "未了",
    "incomplete_reason": "未了の理由",
    "documents": "書類・文書",
    "days_expected": "日報の対象日数",
    "days_issued": "日報の提出済日数",
    "missing_days": "日報のない日",
    "state": "日報の状態",
    "revision": "日報の版",
    "sha256": "ハッシュ値",
    "why": "理由",
    "planned_days": "予定日数",
    "opened_days": "開設日数",
    "unopened_days": "開設の記録がない日数",
    "unclosed_days": "閉設の記録がない日数",
    "opening": "開設時間（分）",
    "setup": "設営（分）",
    "clearing": "撤去（分）",
    "late": "遅い開設（分）",
    "early": "早い閉設（分）",
    "compliments": "感謝・評価",
    "people": "受託者の人数",
    "officers": "同行した市職員",
    "started": "実際の開始",
    "ended": "実際の終了",
    "identity_checked": "本人確認",
    "handed_over": "引き渡した書類",
    "taken_over": "市が受け取った書類",
    "months": "月別",
    "waiting": "調整中の要請",
    "requested_on": "要請日",
    "head_count": "申請予定人数",
    "driving": "運転",
    "trips": "運転の回数",
    "month_visits": "月の出張回数",
    "month_aim": "月の出張の目安",
    "term_visits": "年度の出張回数",
    "term_limit": "年度の出張の上限",
    "facility_kinds": "施設の種類別の回数",
    "cancelled": "中止",
    "planned_on": "予定日",
    "reason": "中止の理由",
    "leaflets": "チラシ",
    "campaigns": "作成の回数",
    "printed": "印刷した枚数",
    "posted": "発送した数",
    "returned": "返戻の数",
    "requests": "リンクからの要請",
    "changes": "日報との差異",
    "lines": "運転",
    "day": "日",
    "vehicle": "車両",
    "driver": "運転者",
    "purpose": "行き先・用務",
    "passengers": "同乗者",
    "before": "出発前の確認",
    "before_result": "出発前の酒気帯び",
    "licence": "免許証",
    "departure": "出発",
    "departure_km": "出発の距離計",
    "arrival": "帰着",
    "return_km": "帰着の距離計",
    "distance": "走行の距離",
    "after": "帰着後の確認",
    "after_result": "帰着後の酒気帯び",
    "instructions": "指示事項・その他",
    "files": "データ",
    "subject": "記録",
    "form": "形式",
    "rows": "行数",
    "size": "大きさ（バイト）",
    "withheld": "伏せた文章",
    "guard_rules": "点検の規則",
    "guard_cells": "点検した文章の欄",
    "guard_hits": "個人情報の疑い",
    "guard_refused": "マイナンバーの疑い",
    "findings": "個人情報の疑いがある箇所",
    "record": "箇所",
    "rule": "規則",
    "severity": "扱い",
    "counter_months": "窓口",
    "call_months": "コールセンター",
    "calls": "コールセンターの合計",
    "visits_count": "出張の回数",
    "visits_receptions": "出張の受付",
    "visits_on_site": "出張の出張申請受付",
    "missing": "提出済の報告書がない月",
    "report": "報告書",
    "visit_report": "訪問の報告",
    "clause": "仕様書の箇所",
    "newest": "最新の版",
    "submitted_on": "提出日",
    "accepted_on": "承諾日",
    "in_force": "適用中の版",
    "in_force_from": "適用開始日",
    "reports": "提出した報告書",
    "issued_on": "提出日",
    "xlsx_sha256": "Excelのハッシュ値",
    "pdf_sha256": "PDFのハッシュ値",
    "reported": "日報の数",
    "now": "現在の記録の数",
    "weekdays": "曜日別",
    "day_count": "日数",
    "reservations": "予約",
    "new_bookings": "新規",
    "changed_bookings": "変更",
    "cancelled_bookings": "取消",
    "seats": "席",
    "counted_from": "集計のもと",
    "days_counted": "集計した日数",
    "days_by_clock": "打刻から数えた日数",
    "heads": "人数",
    "seat_minutes": "席の時間（分）",
    "minimum": "同時の最小",
    "planned_minimum": "予定の最小",
    "floor": "最低席数",
    "minutes_below": "最低席数を下回った分数",
    "days_below": "最低席数を下回った日数",
    "longest_gap": "最も長い不足",
    "since": "始まり",
    "until": "終わり",
    "minutes": "分数",
    "trend": "月次の推移",
    "lost": "切電・溢れ",
    "source": "数値のもと",
    "faq": "FAQ",
    "faq_new": "追加",
    "faq_reworded": "改定",
    "faq_retired": "廃止",
    "faq_in_force": "使用中",
    "improvements": "改善の取組",
    "noted_on": "起票日",
    "what": "内容",
    "effect": "効果",
    "done_on": "実施日",
    "cause": "目標に届かなかった原因",
    "measure": "改善策",
    "orders": "市の指示による報告",
    "wish": "指示の内容",
    "ordered_on": "指示日",
    "answer": "報告",
    "answered_on": "記載日",
    "table": "表",
    "number": "数",
    "reception_sha256": "受付時の内容のハッシュ値",
    "differences": "前の版との違い",
    "because": "変わった記録",
    "label": "記録",
    "unit": "単位",
}
"""What the parts of the content are called where revisions are compared."""
