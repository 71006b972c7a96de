"""What the city ordered besides for the monthly report of the calls: one item answered, one that waits."""

from datetime import date, datetime, time
from decimal import Decimal

from apps.callcenter.models import Inquiry
from apps.contracts.calendar import DAY
from apps.core.clock import JST, day_bounds, month_bounds
from apps.reporting import order_actions as actions
from apps.reporting.models import ReportOrder
from apps.reporting.order_views import months_begun, months_reported

from . import reports
from .rows import key, stream
from .world import World, in_history

BELONGINGS = "pickup_ask"
ANSWER = (
    "受取の日時や持ち物を確かめる問合せは、{all:,}件のうち{some:,}件でした。"
    "本人確認書類の種類を尋ねる方が多く、予約を受けるときに持ち物を読み上げて案内しています。"
)


@in_history
def build(world: World) -> None:
    """Written before the reports are made, which print it."""
    this_month = world.today.replace(day=1)
    order = place(
        world,
        subject="受取の持ち物についての問合せの状況",
        wish="受取の日時や持ち物を確かめる問合せの件数と、多かった内容を報告してください。",
        months=(reports.first_reported(world.today).replace(day=1), (this_month - DAY).replace(day=1)),
    )
    for month in months_begun(order, months_reported(), world.today):
        answer(world, order, month)
    place(
        world,
        subject="年末年始の休業日の案内",
        wish="休業日についての問合せの件数と、案内の方法を報告してください。",
        months=(this_month, None),
    )


def place(world: World, *, subject: str, wish: str, months: tuple[date, date | None]) -> ReportOrder:
    """In the week before its first month."""
    chance = stream(world.seed, "orders", subject)
    ordered_at = at(world.calendar.business_day_on_or_before(months[0] - 5 * DAY), 10)
    return actions.place_order(
        subject=subject, wish=wish, first_month=months[0], last_month=months[1], submission_key=key(chance),
        by=world.users["city1"], at=ordered_at,
    )  # fmt: skip


def answer(world: World, order: ReportOrder, month: date) -> None:
    """On the evening of the month's last business day, with the numbers of its records."""
    first, last = month_bounds(month.year, month.month)
    inquiries = Inquiry.objects.filter(received_at__gte=day_bounds(first)[0], received_at__lt=day_bounds(last)[1])
    every, some = inquiries.count(), inquiries.filter(category__code=BELONGINGS).count()
    rows = [actions.Row("確認・持ち物", Decimal(some), "件"), actions.Row("問合せの全体", Decimal(every), "件")]
    actions.answer_order(
        order=order, month=month, text=ANSWER.format(all=every, some=some), rows=rows, seen=None,
        by=world.users["ccleader1"], at=at(world.calendar.business_day_on_or_before(last), 18),
    )  # fmt: skip


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JST)
