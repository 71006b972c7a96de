"""The tables and charts of the call centre's monthly report, said once for the workbook, the PDF and the page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.clock import long_month, reiwa, short_date
from apps.reporting.analysis import is_below_target
from apps.reporting.cells.calls import act_key, call_key, inquiry_key
from apps.reporting.cells.centre import SEATED, faq_key, improvement_key, seat_key
from apps.reporting.cells.formulas import formula_key, seat_total_key, trend_number
from apps.reporting.cells.keys import Key
from apps.reporting.cells.readings import TARGET, order_key, read_key
from apps.reporting.enums import ReportKind
from apps.reporting.figures.reservations import ACTS
from apps.reporting.figures.seats import CLOCK, PLAN, day_sources

from .call_monthly_front import ACT_NAMES
from .call_monthly_grid import MEASURES
from .call_monthly_log import categories, log
from .charts import BLUE, GREEN, GREY, ORANGE, RED, Chart, ChartKind, Series, Side
from .sheets import DASH, NO_REMARKS, Section, Table
from .workbook import Amount, Counted, Month, Value, hours_of

Content = Mapping[str, Any]
RESULTS = (("completed", "完了"), ("referred", "案内"), ("transferred", "転送"), ("pending", "未了"))
DAYS = "日付"
"""The label of the chart by days, which a page draws in its own way."""

LONGEST_LINE = 400
"""A longer text goes on in the next row: no row of a workbook grows beyond what it shows."""

BOOKING_NOTES = (
    "受取予約の記録から、行為のあった日に数えています。1件の予約を2回変更したときは、変更2件です。",
    "市の職員が記録した変更と取消を含みます。来所・不来所の記録は含みません。",
)
SEAT_NOTES = (
    f"「{CLOCK}」は出退勤の打刻、「{PLAN}」は打刻のない日の公開済のシフトから数えています。休憩中の時間は除きます。",
    "人数はその日に受付時間内に席に着いたオペレーターの実人数、席時間は受付時間内に席に着いていた分数の合計÷60です。",
    "席時間は、日ごとにも合計でも0.1時間未満を切り捨てています。日の席時間を足しても、合計と一致しないことがあります。",
    "同時の最小席数は、受付時間内のどの1分でも下回らなかった席数です。下回った時間は、最低席数に足りなかった分数です。",
)
TREND_NOTES = ("提出済の報告書がある月は、提出した版の数値です。ない月は、作成日現在の記録から数えています。",)


def analysis(content: Content) -> Section:
    """第2-2-(7)-①-カ and 第2-2-(3)-イ: what a person wrote, and who."""
    rows = labelled("傾向の分析・所見", content["remarks"] or NO_REMARKS)
    rows += labelled("意見・提案", content["proposal"] or NO_REMARKS)
    cause, measure = content["cause"], content["measure"]
    if is_below_target(content) or cause or measure:
        rows += labelled("目標に届かなかった原因", cause or NO_REMARKS)
        rows += labelled("改善策", measure or NO_REMARKS)
    rows.append(("記載者", content["remarks_by"] or DASH))
    title = f"{ReportKind.CALL_MONTHLY.remarks_name}（仕様書 第2-2-(7)-①-カ、(3)-イ）"
    return Section("分析", [Table(title, ("項目", "記載"), (18, 78), rows)], landscape=False)


def improvements(content: Content) -> list[Section]:
    """第2-2-(3)-エ, (4)-タ: what was done to answer better."""
    return [Section("改善", [_improvements(content), _faq(content)], landscape=False)]


def _improvements(content: Content) -> Table:
    return Table(
        "改善の取組（同 第2-2-(3)-エ）",
        ("起票日", "内容", "実施日", "効果"),
        (12, 38, 12, 34),
        [
            [date.fromisoformat(row["noted_on"]), row["what"], _optional_day(row["done_on"]), row["effect"]]
            for row in content["improvements"]
        ],
        keys=[[improvement_key(row["improvement"]), None, None, None] for row in content["improvements"]],
        empty="この月に起票または実施した取組はありません。",
    )


def _faq(content: Content) -> Table:
    columns = (("faq_new", "追加"), ("faq_reworded", "改定"), ("faq_retired", "廃止"), ("faq_in_force", "月末に使用中"))
    return Table(
        "FAQの更新（同 第2-2-(4)-タ、単位：件）",
        [label for _, label in columns],
        (24, 24, 24, 24),
        [[content["faq"][key] for key, _ in columns]],
        keys=[[faq_key(key) for key, _ in columns]],
    )


def lines_of(text: str) -> list[str]:
    """The text by paragraphs; a very long one is cut behind a 。 where there is one."""
    return [piece for line in text.splitlines() for piece in _pieces(line)] or [""]


def _pieces(line: str) -> Iterator[str]:
    while len(line) > LONGEST_LINE:
        end = line.rfind("。", 0, LONGEST_LINE) + 1 or LONGEST_LINE
        yield line[:end]
        line = line[end:]
    yield line


def figures(content: Content) -> list[Section]:
    """第2-2-(7)-①-イ・エ・オ, how complete the log is, and the months before."""
    parts = (
        ("予約", _reservations),
        ("配置", _seats),
        ("問合せ", _inquiries),
        ("曜日", _weekdays),
        ("推移", _trend),
    )
    tables = [Section(name, [table(content)], landscape=False) for name, table in parts]
    return [*log(content), *tables, *categories(content)]


def _reservations(content: Content) -> Table:
    counted = content["reservations"]
    return Table(
        "予約の受付件数（仕様書 第2-2-(7)-①-イ、単位：件）",
        ("日付", *[ACT_NAMES[act] for act in ACTS]),
        (18, 20, 20, 20),
        [[_day(row), *[row[act] for act in ACTS]] for row in counted["days"]],
        total=["合計", *[counted["total"][act] for act in ACTS]],
        notes=BOOKING_NOTES,
        keys=[[None, *[act_key(act, row["date"]) for act in ACTS]] for row in counted["days"]],
        total_keys=[None, *[act_key(act) for act in ACTS]],
    )


def _seats(content: Content) -> Table:
    total, days = content["seats"]["total"], day_sources(content["seats"])
    return Table(
        "オペレーターの配置（仕様書 第2-2-(7)-①-エ）",
        (
            "日付", "集計のもと", "人数（人）", "席時間（時間）", "同時の最小席数", "予定の最小席数", "最低席数",
            "下回った時間（分）",
        ),
        (12, 13, 10, 14, 15, 15, 10, 16),
        [
            [
                _day(row), row["counted_from"], row["heads"], hours_of(row["seat_minutes"]), row["minimum"],
                row["planned_minimum"], row["floor"], row["minutes_below"],
            ]
            for row in content["seats"]["days"]
        ],
        total=[
            "合計・最小", Counted(days.clock + days.plan, "日"), total["heads"], hours_of(total["seat_minutes"]),
            total["minimum"], total["planned_minimum"], "", total["minutes_below"],
        ],
        notes=(*_below_floor(content["seats"]), *SEAT_NOTES),
        keys=[_seat_keys(row) for row in content["seats"]["days"]],
        total_keys=[
            None, None, *[seat_total_key(content, name) for name in SEATED],
            formula_key("minimum"), formula_key("planned_minimum"), None, formula_key("minutes_below"),
        ],
    )  # fmt: skip


def _below_floor(seats: Content) -> Iterator[str]:
    """The numbers of the month that have no column."""
    total, longest = seats["total"], seats["longest_gap"]
    if total["days_counted"]:
        yield f"{CLOCK}から数えた日は{total['days_by_clock']}日、最低席数を下回った日は{total['days_below']}日です。"
    if longest:
        day = short_date(date.fromisoformat(longest["day"]))
        yield (
            f"最も長く下回ったのは{day}の{longest['since']}から{longest['until']}までです"
            f"（{longest['minutes']}分、{longest['heads']}席）。"
        )


def _seat_keys(row: Content) -> list[Key | None]:
    """A day that nobody knows of has only its floor."""
    day, source = row["date"], row["counted_from"]
    seated = [seat_key(name, source, day) if source else None for name in SEATED]
    read = [read_key(name, day) for name in ("minimum", "planned_minimum", "floor", "minutes_below")]
    return [None, None, *seated, *read]


def _inquiries(content: Content) -> Table:
    keys = ("count", *[key for key, _ in RESULTS], "complaints", "complaints_transferred")
    rows = content["inquiries"]
    return Table(
        "問合せの分類別件数と苦情（仕様書 第1-4、第2-2-(7)-①-オ、単位：件）",
        ("分類", "件数", *[name for _, name in RESULTS], "うち苦情", "苦情のうち転送"),
        (34, 9, 9, 9, 9, 9, 10, 10),
        [[row["category"], *[row[key] for key in keys]] for row in rows],
        total=["合計", *[sum(row[key] for row in rows) for key in keys]],
        empty="この月の問合せの記録はありません。",
        keys=[[None, *[inquiry_key(key, row["category_id"]) for key in keys]] for row in rows],
        total_keys=[None, *[inquiry_key(key) for key in keys]],
    )


def _weekdays(content: Content) -> Table:
    return Table(
        "曜日別の件数",
        ("曜日", *[f"{name}（件）" for _, name in MEASURES], "応答率（%）"),
        (16, 13, 13, 13, 13, 14),
        [
            [f"{row['weekday']}（{row['day_count']}日）", *[row[name] for name, _ in MEASURES], percent(row)]
            for row in content["weekdays"]
        ],
        keys=[
            [
                None, *[call_key(name, row["weekday"]) for name, _ in MEASURES],
                formula_key("answer_rate", row["weekday"]),
            ]
            for row in content["weekdays"]
        ],
    )  # fmt: skip


def _trend(content: Content) -> Table:
    return Table(
        "月ごとの推移（仕様書 第2-2-(7)-①-カ）",
        ("月", "着信（件）", "応答（件）", "切電・溢れ（件）", "応答率（%）", "目標（%）", "数値のもと"),
        (14, 12, 12, 14, 12, 10, 20),
        [
            [
                Month.of(row["month"]), row["offered"], row["answered"], row["lost"], percent(row),
                row["target_percent"], row["source"],
            ]
            for row in content["trend"]
        ],
        notes=TREND_NOTES,
        keys=[
            [
                None, *[trend_number(content, row, name) for name in ("offered", "answered")],
                *[formula_key(name, row["month"]) for name in ("lost", "answer_rate")],
                read_key(TARGET, row["month"]), None,
            ]
            for row in content["trend"]
        ],
    )  # fmt: skip


def charts(content: Content) -> Section:
    """The days as ever, the hour profile, the weekdays and the months."""
    target = content["target_percent"]
    days = [f"{day.month}/{day.day}" for day in map(_day, content["days"])]
    hours = [f"{row['hour']}時台" for row in content["hours"]]
    by_weekday, months = content["weekdays"], content["trend"]
    weekdays = [f"{row['weekday']}（{row['day_count']}日）" for row in by_weekday]
    targets = [row["target_percent"] for row in months]
    drawn = [
        _lost_apart("日別の着信（応答・切電・溢れ）と応答率", DAYS, days, content["days"], target),
        _lost_apart("時間帯別の着信（応答・切電・溢れ）と応答率", "時間帯", hours, content["hours"], target),
        _lost_apart("曜日別の着信（応答・切電・溢れ）と応答率", "曜日", weekdays, by_weekday, target),
        Chart(
            "月ごとの着信（応答・切電と溢れ）と応答率",
            ChartKind.STACKED,
            "月",
            [long_month(Month.of(row["month"])) for row in months],
            [
                Series("応答", [row["answered"] for row in months], BLUE),
                Series("切電・溢れ", [row["lost"] for row in months], ORANGE),
                *_rates(months, targets),
            ],
        ),
    ]
    return Section("グラフ", charts=[chart for chart in drawn if chart.labels])


def _lost_apart(title: str, label: str, labels: Sequence[str], rows: Sequence[Content], target: int) -> Chart:
    parts = (("answered", "応答", BLUE), ("abandoned", "切電", ORANGE), ("overflow", "溢れ", GREY))
    bars = [Series(name, [row[key] for row in rows], color) for key, name, color in parts]
    return Chart(title, ChartKind.STACKED, label, labels, [*bars, *_rates(rows, [target] * len(rows))])


def _rates(rows: Sequence[Content], targets: Sequence[int]) -> list[Series]:
    return [
        Series("応答率", [_rate(row) for row in rows], GREEN, Side.RIGHT),
        Series("目標", targets, RED, Side.RIGHT, dashed=True),
    ]


def orders(content: Content) -> list[Section]:
    """第2-2-(7)-①-キ: what the city ordered, an item after the other, and below it what was counted."""
    return [each for number, order in enumerate(content["orders"], start=1) for each in _order(number, order)]


def _order(number: int, order: Content) -> Iterator[Section]:
    rows = [
        ("指示日", reiwa(date.fromisoformat(order["ordered_on"]))),
        *labelled("指示の内容", order["wish"]),
        *labelled("報告", order["answer"] or NO_REMARKS),
    ]
    if order["answered_on"]:
        rows.append(("記載日", reiwa(date.fromisoformat(order["answered_on"]))))
    title = f"市の指示による報告{number}　{order['item']}（仕様書 第2-2-(7)-①-キ）"
    yield Section(f"追加報告{number}", [Table(title, ("項目", "内容"), (18, 78), rows)], landscape=False)
    if order["table"]:
        counted = [(row["item"], _number(row["number"]), row["unit"]) for row in order["table"]]
        keys = [(None, order_key(order, place), None) for place in range(1, len(counted) + 1)]
        table = Table(f"{order['item']}（数）", ("項目", "数", "単位"), (60, 20, 16), counted, keys=keys)
        yield Section(f"追加報告{number}の数", [table], landscape=False)


def labelled(label: str, text: str) -> list[tuple[str, str]]:
    """The paragraphs of a text, the first one with its label."""
    return [(label if place == 0 else "", line) for place, line in enumerate(lines_of(text))]


def _number(text: str) -> Value:
    return Amount(text) if "." in text else int(text)


def _optional_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(row: Content) -> date:
    return date.fromisoformat(row["date"])


def _rate(row: Content) -> Decimal | None:
    return None if row["answer_rate"] is None else Decimal(row["answer_rate"])


def percent(row: Content) -> Amount | None:
    """Below a heading that says it is per cent."""
    return None if row["answer_rate"] is None else Amount(row["answer_rate"])
