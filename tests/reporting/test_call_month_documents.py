"""The call centre's month as it is printed: every item on its sheet, real numbers, native charts, nothing cut."""

import io
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.callcenter.enums import Result
from apps.reporting import files
from apps.reporting.content import collect
from apps.reporting.documents import page_charts
from apps.reporting.documents.call_monthly_sections import charts, lines_of, orders
from apps.reporting.documents.charts import Chart, ChartKind, Series
from apps.reporting.enums import ReportKind
from apps.reporting.models import ReportRevision
from apps.reporting.periods import Period
from apps.workforce.enums import Duty
from tests.callcenter.factories import answered, log, make_inquiry, row, take
from tests.workforce.days import make_presence
from tests.workforce.factories import make_staff

from .conftest import JUNE
from .factories import MADE_AT, make_report
from .printed import Printed

pytestmark = pytest.mark.usefixtures("masters")
LONG = "窓口の混雑についての御意見を、曜日と時間帯に分けて数えました。" * 60
ORDER = {
    "order_id": 1,
    "item": "窓口の混雑",
    "wish": "件数を報告してください。",
    "ordered_on": "2025-06-10",
    "answer": f"一つ目の段落。\n{LONG}",
    "answered_on": "2025-07-01",
    "table": [
        {"item": "御意見", "number": "1234", "unit": "件"},
        {"item": "平均の待ち時間", "number": "6.5", "unit": "分"},
    ],
}


@pytest.fixture
def content():
    take(
        log(
            [
                answered(1, "2025/06/02 09:00:00", "2025/06/02 09:05:00"),
                row(2, "2025/06/03 10:00:00", ended="2025/06/03 10:00:30"),
            ]
        )
    )
    for hours in ("08:30-17:15", "09:00-17:15"):
        make_presence(make_staff(duty=Duty.OPERATOR), hours, code="callcenter", duty=Duty.OPERATOR)
    counted = collect(ReportKind.CALL_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))
    return counted | {
        "remarks": "所見の一行目。\n所見の二行目。",
        "remarks_by": "記載した者",
        "cause": "急な欠員。",
        "measure": "応援の席を置く。",
        "proposal": "案内文を短くする。",
        "orders": [ORDER],
    }


def opened(content):
    return load_workbook(io.BytesIO(files.build(content, "xlsx", MADE_AT)))


def cells(sheet):
    return [cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None]


def test_every_item_has_its_sheet_and_the_attestation_is_last(content):
    assert opened(content).sheetnames == [
        "概要", "用語の定義", "分析", "改善", "日別×時間帯", "グラフ", "通話記録", "予約", "配置", "問合せ", "曜日",
        "推移", "分類別推移", "追加報告1", "追加報告1の数", "点検",
    ]  # fmt: skip


def test_words_cause_measure_and_author_are_printed(content, tmp_path):
    printed = [cells(opened(content)["分析"]), Printed(content, tmp_path).pdf]
    for each in printed:
        for text in (
            "所見の一行目。",
            "所見の二行目。",
            "急な欠員。",
            "応援の席を置く。",
            "案内文を短くする。",
            "記載した者",
        ):
            assert text in each


def test_month_that_met_the_target_prints_no_empty_cause(content):
    met = content | {"summary": content["summary"] | {"meets_90": True}, "cause": "", "measure": ""}
    assert "目標に届かなかった原因" not in cells(opened(met)["分析"])
    assert "目標に届かなかった原因" in cells(opened(content | {"cause": ""})["分析"])


def test_rates_of_the_outcomes_have_the_pending_share_beside_them(content, tmp_path):
    summary = content["summary"] | {"answered": 3, "transferred": 1, "pending": 1, "completed_inside": 1}
    shares = dict.fromkeys(("completed_rate", "transferred_rate", "pending_rate"), "33.3")
    paper = Printed(content | {"summary": summary} | shares, tmp_path)
    for label in ("センター内完了", "転送", "未了"):
        assert paper.row("概要", label) == [1, 33.3]
    assert paper.pdf.count("33.3 %") == 3
    assert "合計が100 %にならないことがあります。" in paper.pdf


def test_more_transferred_and_pending_than_answered_have_no_rates_but_a_reason(user_of, client_of, tmp_path):
    take(log([answered(1)]))
    for result in ({"result": Result.PENDING}, {"result": Result.TRANSFERRED, "transfer_reason": "判断"}, {}):
        make_inquiry(user_of(Role.OPERATOR), **result)
    make_report(ReportKind.CALL_MONTHLY, "2025-06")
    content = ReportRevision.objects.get().content
    assert {content[name] for name in ("completed_rate", "transferred_rate", "pending_rate")} == {None}
    paper = Printed(content, tmp_path)
    page = client_of(Role.GENERAL_MANAGER).get(reverse("reporting:detail", args=["call_monthly", "2025-06"]))
    assert paper.row("概要", "センター内完了")[0] == "—"
    for said in (paper.pdf.replace(" ", ""), page.content.decode(), str(paper.sheets["概要"])):
        assert "率を示しません。率は、通話記録の応答に対する問合せの記録の割合です" in said
        assert "記録のない応答1件／応答した通話のない問合せ3件" in said


def test_seats_are_numbers_with_what_they_are_counted_from(content):
    sheet = opened(content)["配置"]
    line = next(line for line in sheet.iter_rows(values_only=True) if line[1] == "打刻")
    # 8:45 and 8:15 of seats; one seat until 9:00
    assert line[2:8] == (2, 17.0, 1, "—", 2, 30)
    assert "打刻のない日の公開済のシフト" in "".join(str(value) for value in cells(sheet))


def test_numbers_of_the_seats_without_a_column_are_printed(content, tmp_path):
    said = (
        "打刻から数えた日は1日、最低席数を下回った日は1日です。",
        "最も長く下回ったのは6/2（月）の08:30から09:00までです（30分、1席）。",
    )
    paper = Printed(content, tmp_path)
    for text in said:
        assert text in cells(opened(content)["配置"])
        assert text in paper.pdf
    never = content["seats"] | {"longest_gap": None, "total": content["seats"]["total"] | {"days_below": 0}}
    notes = " ".join(map(str, cells(opened(content | {"seats": never})["配置"])))
    assert "最低席数を下回った日は0日です。" in notes
    assert "最も長く" not in notes


def test_summary_says_how_many_days_are_clocked_and_a_dash_where_none_is_known(content, tmp_path):
    note = "うち打刻 1日。開設21日のうち20日は打刻もシフトもなく、集計に含みません。"
    paper = Printed(content, tmp_path)
    assert note in cells(opened(content)["概要"])
    assert "うち打刻 1日" in paper.pdf
    unknown = {
        "days": [row | {"counted_from": None} for row in content["seats"]["days"]],
        "total": dict.fromkeys(content["seats"]["total"]),
        "longest_gap": None,
    }
    paper = Printed(content | {"seats": unknown}, tmp_path)
    assert [paper.below("概要", label) for label in ("延べ人数", "席時間（時間）", "下回った時間（分）")] == ["—"] * 3
    assert "うち打刻 0日" in paper.pdf


def test_orders_are_printed_with_real_numbers(content, tmp_path):
    book = opened(content)
    assert {"件数を報告してください。", "一つ目の段落。"} <= set(cells(book["追加報告1"]))
    numbers = book["追加報告1の数"]
    assert {1234, 6.5, "御意見", "分"} <= set(cells(numbers))
    assert "市の指示による報告1" in Printed(content, tmp_path).pdf


def test_long_text_goes_on_in_rows_that_show_all_of_it(content):
    assert "".join(lines_of(LONG)) == LONG
    assert all(len(line) <= 400 for line in lines_of(LONG))
    assert "".join(lines_of("字" * 900)) == "字" * 900
    sheet = opened(content)["追加報告1"]
    assert "".join(value for value in cells(sheet) if value in LONG) == LONG
    assert all((each.height or 0) < 409 for each in sheet.row_dimensions.values())


def test_workbook_has_native_charts_of_days_hours_weekdays_and_months(content):
    drawn = charts(content).charts
    assert [chart.label for chart in drawn] == ["日付", "時間帯", "曜日", "月"]
    assert len(opened(content)["グラフ"]._charts) == 4
    weekdays = drawn[2]
    assert weekdays.labels == ["月（5日）", "火（4日）", "水（4日）", "木（4日）", "金（4日）"]
    assert weekdays.series[0].values == [1, 0, 0, 0, 0]
    assert weekdays.series[3].values[:3] == [Decimal("100.0"), Decimal("0.0"), None]


def test_month_without_days_draws_the_trend_only(content):
    empty = content | {"days": [], "hours": [], "weekdays": [], "grid": []}
    assert [chart.label for chart in charts(empty).charts] == ["月"]


def test_page_draws_the_shapes_of_the_pdf_without_styles(content):
    for chart in charts(content).charts:
        picture = ElementTree.fromstring(page_charts.svg(chart))
        words = [each.text for each in picture.iter("text")]
        assert {"応答", "応答率", "目標", "件", "％"} <= set(words)
        assert not [each for each in picture.iter() if "style" in each.attrib]
        assert picture.attrib["aria-label"].startswith(chart.title)


def test_label_of_a_chart_is_never_markup():
    drawn = page_charts.svg(Chart("<b>", ChartKind.BAR, "日", ["<script>"], [Series("<i>", [1])]))
    assert "<script>" not in drawn
    assert "<i>" not in drawn


def test_report_without_orders_has_no_sheet_for_them(content):
    assert orders(content | {"orders": []}) == []
