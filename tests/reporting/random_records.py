"""Records of June 2025 by chance, the same for the same seed."""

from datetime import date, datetime, time, timedelta
from random import Random

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.callcenter.enums import Outcome, Result
from apps.callcenter.models import Inquiry, InquiryCategory
from apps.contracts.models import Site
from apps.core.clock import JST
from apps.counters.enums import AssistMethod, ServiceKind, SourceDocument, UsageKind, VoiceKind
from apps.counters.models import CounterSession, Reception, Service, Trouble, Voice
from apps.outreach.enums import VisitStatus
from apps.outreach.models import AlcoholCheck, VisitResult
from apps.reservations.models import Reservation, ReservationChange
from apps.workforce.enums import Duty, LeftAs
from apps.workforce.models import Presence
from tests.callcenter.call_rows import call, save_calls
from tests.callcenter.factories import make_inquiry
from tests.outreach.factories import make_user, make_visit
from tests.outreach.test_driving import make_trip, make_vehicle, sober
from tests.reservations.factories import book, make_desk, make_slot
from tests.workforce.days import make_shift
from tests.workforce.factories import make_staff

FIRST = date(2025, 6, 1)
WORDS = {
    "remarks": "所見です。",
    "cause": "欠員です。",
    "measure": "増員します。",
    "proposal": "特になし。",
    "unsigned_reason": "不在です。",
}
"""What somebody has to write before a month below the target is issued."""


def moment(chance: Random, *, day: date | None = None, opens: int = 0, closes: int = 24) -> datetime:
    """Some second of June, of one of its days where one is given."""
    day = day or FIRST + timedelta(days=chance.randrange(30))
    return datetime.combine(day, time(), JST) + timedelta(seconds=chance.randrange(opens * 3600, closes * 3600))


def some_calls(chance: Random, number: int = 300) -> None:
    """Most of them in the hours, some at night and on closed days, some still open, some that hung up at once."""
    outcomes = [*[Outcome.ANSWERED] * 6, Outcome.ABANDONED, Outcome.ABANDONED, Outcome.OVERFLOW, Outcome.OPEN]
    save_calls(
        call(
            moment(chance, opens=0 if chance.random() < 0.2 else 8, closes=24 if chance.random() < 0.2 else 18),
            outcome := chance.choice(outcomes),
            wait=chance.choice([1, 5, 9, 10, 11, 60]),
            **({"ended_at": None} if outcome == Outcome.OPEN else {}),
        )
        for _ in range(number)
    )


def some_inquiries(chance: Random, number: int = 60) -> list[Inquiry]:
    operator = make_user(Role.OPERATOR)
    categories = list(InquiryCategory.objects.choosable())
    words = {Result.REFERRED: {"target_section": "税務課"}, Result.TRANSFERRED: {"transfer_reason": "市の判断が必要"}}
    return [
        make_inquiry(
            operator,
            at=moment(chance),
            category=chance.choice(categories),
            result=(result := chance.choice(Result.values)),
            is_complaint=chance.random() < 0.3,
            **words.get(Result(result), {}),
        )
        for _ in range(number)
    ]


def some_reservations(chance: Random, number: int = 12) -> None:
    """Booked, some moved, some cancelled, on any days of the month."""
    desk, by = make_desk(), make_user(Role.OPERATOR)
    for each in range(number):
        starts = datetime(2025, 7, 1, 9, tzinfo=JST) + timedelta(minutes=30 * each)
        reservation = book(make_slot(desk, starts), by, number=each, now=moment(chance, opens=9, closes=17))
        if chance.random() < 0.5:
            later = make_slot(desk, starts + timedelta(days=7))
            ReservationChange.objects.create(
                reservation=reservation, old_slot=reservation.slot, new_slot=later, reason="都合",
                changed_at=moment(chance), changed_by=by, submission_key=reservation.submission_key,
            )  # fmt: skip
    assert Reservation.objects.count() == number


def some_counter_day(chance: Random, by: User, day: date) -> None:
    """Every counter of the contract with receptions of all kinds, troubles and voices; some taken back."""
    for site in Site.objects.counters():
        opened = moment(chance, day=day, opens=8, closes=10)
        session = CounterSession.objects.create(
            site=site, held_on=day, opened_at=opened, opened_by=by, closed_at=opened + timedelta(hours=7), closed_by=by,
            setup_done_at=opened - timedelta(minutes=chance.randrange(30)), setup_done_by=by,
            cleared_at=opened + timedelta(hours=7, minutes=chance.randrange(30)), cleared_by=by,
        )  # fmt: skip
        if chance.random() < 0.7:
            session.sign(by=by, at=opened + timedelta(hours=7, minutes=chance.randrange(60)))
        for number in range(1, chance.randrange(1, 6)):
            reception = Reception.objects.create(
                session=session, number=number, received_at=opened, received_by=by,
                form_issued_at_window=chance.random() < 0.5, gave_up=chance.random() < 0.2,
            )  # fmt: skip
            some_services(chance, reception)
            if chance.random() < 0.2:
                Reception.objects.filter(pk=reception.pk).update(voided_at=opened, voided_by=by)
        for _ in range(chance.randrange(3)):
            Trouble.objects.create(
                session=session, situation="待ち時間が長かった。", response="順番を説明した。", recorded_at=opened,
                recorded_by=by,
            )  # fmt: skip
            Voice.objects.create(
                session=session, kind=chance.choice(VoiceKind.values), recorded_at=opened, recorded_by=by
            )


def some_services(chance: Random, reception: Reception) -> None:
    first = chance.choice([ServiceKind.ASSIST, ServiceKind.EXPRESS_PHOTO, ServiceKind.GUIDANCE, ServiceKind.OTHER])
    method = chance.choice(AssistMethod.values) if first == ServiceKind.ASSIST else ""
    document = SourceDocument.APPLICATION_FORM if method == AssistMethod.SMARTPHONE else ""
    Service.objects.create(reception=reception, kind=first, method=method, source_document=document)
    if first == ServiceKind.ASSIST and chance.random() < 0.5:
        Service.objects.create(reception=reception, kind=ServiceKind.PHOTO)
    for usage in chance.sample(UsageKind.values, chance.randrange(3)):
        Service.objects.create(reception=reception, kind=ServiceKind.USAGE, usage=usage)


def some_visit(chance: Random, day: date, *, sent: bool = True) -> None:
    starts = datetime.combine(day, time(10), JST)
    visit = make_visit(VisitStatus.HELD, starts_at=starts, ends_at=starts + timedelta(hours=2))
    counts = [chance.randrange(4) for _ in range(4)]
    documents = chance.randrange(1, 4)
    officer = make_user(Role.CITY_STAFF)
    done = {
        "identity_checked": documents, "identity_checked_at": starts, "identity_checked_by": officer,
        "documents_handed_over": documents, "handed_over_at": starts, "handed_over_by": visit.leader,
        "documents_taken_over": documents, "taken_over_at": starts, "taken_over_by": officer,
        "started_at": starts, "ended_at": starts + timedelta(hours=2), "report": "予定どおり実施した。",
        "trouble": chance.choice(["", "会場が狭く、列が廊下に延びた。"]), "sent_at": starts, "sent_by": visit.leader,
    }  # fmt: skip
    VisitResult.objects.create(
        visit=visit, received=sum(counts) + documents, on_site=documents, assists_device=counts[0],
        assists_post=counts[1], assists_smartphone=counts[2], usage=chance.randrange(3), photos=chance.randrange(3),
        documents_received=documents, **(done if sent else {}),
    )  # fmt: skip


def some_operators(chance: Random, number: int = 40) -> None:
    """Operators who come and go by the second on any days of the month, and some who are only on the roster."""
    people = [make_staff() for _ in range(4)]
    free = {person.pk: datetime.combine(FIRST, time(), JST) for person in people}
    starts = sorted(moment(chance, opens=8, closes=17) for _ in range(number))
    for start in starts:
        person = chance.choice(people)
        if free[person.pk] <= start:
            ends = start + timedelta(seconds=chance.randrange(1, 3 * 3600))
            Presence.objects.create(
                staff=person, site=Site.objects.get(code="callcenter"), duty=Duty.OPERATOR, arrived_at=start,
                left_at=ends, left_as=LeftAs.OUT, recorded_by=make_user(Role.CC_LEADER),
            )  # fmt: skip
            free[person.pk] = ends
    for day in chance.sample(range(30), 6):
        make_shift(None, code="callcenter", duty=Duty.OPERATOR, day=FIRST + timedelta(days=day))


def some_trips(chance: Random, number: int = 4) -> None:
    """One car, day by day: most came back, one did not leave."""
    vehicle, km = make_vehicle(), 1000
    for each in range(number):
        opened = datetime.combine(FIRST + timedelta(days=each), time(9), JST)
        trip = make_trip(vehicle, opened_at=opened)
        AlcoholCheck.objects.create(
            trip=trip, driver=trip.driver, vehicle=vehicle, phase="before", recorded_by=trip.opened_by,
            **sober(trip, checked_at=opened),
        )  # fmt: skip
        if each:
            trip.departed_at, trip.departure_km = opened + timedelta(minutes=5), km
            km += chance.randrange(30)
            trip.returned_at, trip.return_km = opened + timedelta(hours=2), km
            trip.save()
