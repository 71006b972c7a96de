"""The month's driving record as it is handed over and frozen (第2-1-(2)-④): the columns of the office's own record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.clock import reiwa_month
from apps.reporting.cells import Key
from apps.reporting.cells.outreach import READINGS, odometer_key, trip_key
from apps.reporting.enums import ReportKind

from .driving_month import COLUMNS, DISTANCE, NOTE, NOTHING
from .sheets import Paper, Section, Table

Content = Mapping[str, Any]
FOR_CITY = "人は社員番号で、酒気帯びは有無で示します。氏名と検知器の値は、受託者の運転記録にあります。"


def paper(content: Content) -> Paper:
    first = date.fromisoformat(content["first"])
    before, after = [""] * (DISTANCE - 2), [""] * (len(COLUMNS) - DISTANCE)
    table = Table(
        "1　運転記録と酒気帯びの確認（仕様書 第2-1-(2)-④）",
        [label for _, label, _ in COLUMNS],
        [width for _, _, width in COLUMNS],
        [["—" if line[field] == "" else line[field] for field, _, _ in COLUMNS] for line in content["lines"]],
        total=["走行の合計", *before, content["distance"], *after] if content["lines"] else None,
        notes=[NOTE, FOR_CITY],
        empty=NOTHING,
        keys=[_keys(line["trip"]) for line in content["lines"]],
        total_keys=[None, *[None] * len(before), trip_key("distance"), *[None] * len(after)],
    )
    return Paper(
        name="運転記録・酒気帯び確認記録",
        subtitle=f"{reiwa_month(first)}分",
        remarks_name=ReportKind.DRIVING_MONTHLY.remarks_name,
        sections=[Section("運転記録", [table])],
    )


def _keys(trip: int) -> list[Key | None]:
    """The first column opens the drive, and so do the readings and the kilometres between them."""
    keys: list[Key | None] = [None] * len(COLUMNS)
    keys[0], keys[DISTANCE - 1] = trip_key("lines", trip), trip_key("distance", trip)
    for place, (field, _, _) in enumerate(COLUMNS):
        if field in READINGS:
            keys[place] = odometer_key(field, trip)
    return keys
