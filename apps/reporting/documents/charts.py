"""Charts as values: `excel_charts` draws them from cells of a sheet, `pdf_charts` as lines and areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil

BLUE, ORANGE, GREEN, GREY, RED, VIOLET, TEAL = (
    "264AF4", "F5A524", "0B6E4F", "8C8C8C", "B40000", "7A3E9D", "1B8CA6",
)  # fmt: skip
COLORS = (BLUE, ORANGE, GREEN, GREY, VIOLET, TEAL, RED)
"""In this order where a chart has no colours of its own; neighbours differ in lightness too, for prints in grey."""

MOST_STEPS = 6
"""How many lines an axis has above 0."""


class ChartKind(StrEnum):
    """How the series of the left axis are drawn; those of the right axis are always lines."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"


class Side(StrEnum):
    """The axis that a series is measured on."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Series:
    """One row of values under the chart's labels; None leaves a gap. The colour is six hexadecimal digits."""

    name: str
    values: Sequence[int | Decimal | None]
    color: str = BLUE
    axis: Side = Side.LEFT
    dashed: bool = False


@dataclass(frozen=True)
class Scale:
    """An axis from 0: its highest value and the distance of its lines."""

    top: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        return [self.step * number for number in range(int(self.top / self.step) + 1)]


@dataclass(frozen=True)
class Chart:
    """A chart with what its axes measure. `label` heads the labels where the numbers stand in cells.

    Series on the right axis make it a chart of bars and lines; `right_top` fixes that axis, such as 100 for per cent.
    """

    title: str
    kind: ChartKind
    label: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = "件"
    right_unit: str = "％"
    right_top: int | None = 100

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.labels) for series in self.series):
            raise ValueError("each series of a chart has one value for each label")

    def on(self, side: Side) -> list[Series]:
        return [series for series in self.series if series.axis == side]

    @property
    def left(self) -> Scale:
        series = self.on(Side.LEFT)
        if self.kind is ChartKind.STACKED:
            return scale(max((sum(each.values[n] or 0 for each in series) for n in range(len(self.labels))), default=0))
        return scale(_highest(series))

    @property
    def right(self) -> Scale:
        return scale(self.right_top or _highest(self.on(Side.RIGHT)))


def _highest(series: Sequence[Series]) -> int | Decimal:
    return max((value for each in series for value in each.values if value is not None), default=0)


def scale(highest: int | Decimal) -> Scale:
    """The axis that holds `highest` with steps of 1, 2 or 5 times a power of ten, whole numbers throughout."""
    step = Decimal(1)
    for factor in _steps():
        if step * MOST_STEPS >= highest:
            break
        step = factor
    return Scale(step * max(1, ceil(Decimal(highest) / step)), step)


def _steps() -> Iterator[Decimal]:
    power = Decimal(1)
    while True:
        yield from (power * 2, power * 5, power * 10)
        power *= 10
