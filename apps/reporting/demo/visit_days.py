"""The days of the visits that took place, and what is packed already for the next one."""

from datetime import datetime, timedelta
from random import Random

from apps.accounts.models import User
from apps.outreach.enums import ItemPhase, VisitStatus
from apps.outreach.models import Visit, VisitCheck, VisitItem, VisitResult

from .rows import stream
from .world import World, in_history

MINUTE = timedelta(minutes=1)
REPORTS = (
    "予定どおり終えました。施設の会議室を借り、順番に案内しました。",
    "車いすの方が多く、居室の近くの部屋で受け付けました。次回は机を高くできるとよいとの要望がありました。",
    "午前の前半に集中したため、写真の順番を入れ替えて対応しました。",
)
TROUBLES = ("", "", "", "写真印刷機の用紙が詰まり、10分ほど中断しました。予備の用紙に替えて再開しました。")
REASON = "体調がすぐれず、後日にするため"


@in_history
def build(world: World) -> None:
    """A result with its ticks for every visit held; half of the packing list for the visit that comes next."""
    items = list(VisitItem.objects.all())
    visits = Visit.objects.exclude(starts_at=None).select_related("leader", "crew", "officer").order_by("starts_at")
    past = visits.filter(status__in=(VisitStatus.HELD, VisitStatus.COMPLETED))
    VisitResult.objects.bulk_create(result_of(world, visit) for visit in past)
    VisitCheck.objects.bulk_create(check for visit in past for check in checks_of(visit, items))
    coming = visits.filter(status=VisitStatus.CONFIRMED, starts_at__gt=world.now).first()
    if coming and coming.crew:
        packed = [item for item in items if item.phase == ItemPhase.PREPARE]
        VisitCheck.objects.bulk_create(
            VisitCheck(visit=coming, item=item, done_at=world.now, done_by=coming.crew)
            for item in packed[: len(packed) // 2]
        )


def result_of(world: World, visit: Visit) -> VisitResult:
    """The counts of one visit; the one that is not completed still waits for the city to take the documents over."""
    leader, officer, starts, ends = of_visit(visit)
    chance = stream(world.seed, "visit day", starts.date())
    counts = persons(chance, visit.head_count)
    is_completed = visit.status == VisitStatus.COMPLETED
    result = VisitResult(
        visit=visit, **counts, started_at=starts,
        incomplete_reason=REASON if counts["incomplete"] else "",
        identity_checked=counts["on_site"], identity_checked_at=ends - 20 * MINUTE, identity_checked_by=officer,
        documents_handed_over=counts["documents_received"], handed_over_at=ends, handed_over_by=leader,
        ended_at=ends, trouble=chance.choice(TROUBLES), report=chance.choice(REPORTS),
    )  # fmt: skip
    if is_completed:
        result.documents_taken_over, result.taken_over_by = result.documents_handed_over, officer
        result.taken_over_at = ends + 5 * MINUTE
        result.sent_at, result.sent_by = min(ends + timedelta(hours=2), world.now), leader
    return result


def persons(chance: Random, expected: int) -> dict[str, int]:
    """Everybody has one outcome at most (C27); who applied on the spot left one set of documents."""
    received = max(1, expected - chance.randint(0, 2))
    incomplete = chance.choice((0, 0, 1)) if received > 1 else 0
    rest = received - incomplete
    on_site = chance.randint(0, rest)
    device = chance.randint(0, rest - on_site)
    post = chance.randint(0, rest - on_site - device)
    return {
        "received": received,
        "on_site": on_site,
        "assists_device": device,
        "assists_post": post,
        "assists_smartphone": rest - on_site - device - post,
        "usage": chance.randint(0, min(3, received)),
        "photos": rest,
        "incomplete": incomplete,
        "documents_received": on_site,
    }


def checks_of(visit: Visit, items: list[VisitItem]) -> list[VisitCheck]:
    """Packed an hour before, set up on arriving, cleared at the end; valuables were seen back."""
    leader, _, starts, ends = of_visit(visit)
    when = {
        ItemPhase.PREPARE.value: starts - 60 * MINUTE,
        ItemPhase.ARRIVE.value: starts - 10 * MINUTE,
        ItemPhase.LEAVE.value: ends + 10 * MINUTE,
    }
    return [
        VisitCheck(
            visit=visit, item=item, done_at=when[item.phase], done_by=leader,
            back_at=ends + 50 * MINUTE if item.is_valuable else None, back_by=leader if item.is_valuable else None,
        )
        for item in items
    ]  # fmt: skip


def of_visit(visit: Visit) -> tuple[User, User, datetime, datetime]:
    """Leader, officer, begin and end: a visit that took place has all of them."""
    assert visit.leader
    assert visit.officer
    assert visit.starts_at
    assert visit.ends_at
    return visit.leader, visit.officer, visit.starts_at, visit.ends_at
