"""Facilities that do not exist and the visits to them."""

from datetime import date, datetime, time, timedelta

from apps.contracts.calendar import DAY
from apps.contracts.models import ContractTerm
from apps.core.clock import JST
from apps.outreach.enums import BINDING, FacilityKind, Party, VisitStatus
from apps.outreach.models import DateProposal, Facility, FacilityContact, ProposalAnswer, Vehicle, Visit, VisitStep
from apps.workforce.models import Outing, OutingMember

from . import planning
from .rows import key, stream
from .world import World, in_history

CARE_HOME, OFFICE = FacilityKind.CARE_HOME, ("事務室", "平日 8時30分〜17時15分")
CARE, NURSES = ("生活相談員", "平日 9時〜12時"), ("地域連携室", "平日 9時〜17時")
FACILITIES = (
    ("特別養護老人ホーム 架空の杜", "とくべつようごろうじんほーむ かくうのもり", CARE_HOME, 80, "架空福祉会", CARE),
    ("介護老人保健施設 みほん苑", "かいごろうじんほけんしせつ みほんえん", FacilityKind.HEALTH_CARE_HOME, 100,
     "みほん医療会", OFFICE),
    ("障害者支援施設 れいじの丘", "しょうがいしゃしえんしせつ れいじのおか", FacilityKind.DISABILITY, 40,
     "れいじ会", CARE),
    ("特別養護老人ホーム 仮の里", "とくべつようごろうじんほーむ かりのさと", CARE_HOME, 50, "仮福祉会", OFFICE),
    ("もぎ病院", "もぎびょういん", FacilityKind.HOSPITAL, 120, "もぎ会", NURSES),
    ("特別養護老人ホーム ためし園", "とくべつようごろうじんほーむ ためしえん", CARE_HOME, None, "ためし福祉会", CARE),
)  # fmt: skip
CLOSED = ("特別養護老人ホーム 昔の郷", "とくべつようごろうじんほーむ むかしのさと", CARE_HOME, 30, "昔福祉会", OFFICE)
CORPORATION = {FacilityKind.HEALTH_CARE_HOME: "医療法人", FacilityKind.HOSPITAL: "医療法人"}
CARS = 2
WISHES = (
    "午前中を希望します。車いすの方が多いため、広い部屋を用意します。",
    "入浴の時間を避けて、13時以降を希望します。",
    "",
)
WAY = (VisitStatus.REQUESTED, VisitStatus.COORDINATING, VisitStatus.CONFIRMED, VisitStatus.HELD, VisitStatus.COMPLETED)


@in_history
def build(world: World) -> None:
    """Two visits a month in every operating month, the coming weeks included: some agreed, one asked for."""
    chance = stream(world.seed, "facilities")
    facilities = add_facilities(world)
    cars = [
        Vehicle(name=f"{number}号車", plate=f"川越 500 あ 00-{number:02d}", submission_key=key(chance))
        for number in range(1, CARS + 1)
    ]
    Vehicle.objects.bulk_create(cars)
    visits: list[Visit] = []
    until: list[VisitStatus] = []
    for term in world.terms:
        for day in days_of_visits(world, term):
            status = status_on(world, day)
            visits.append(a_visit(world, term, day, status, facilities[len(visits) % len(facilities)]))
            if visits[-1].leader:
                visits[-1].vehicle = cars[len(visits) % len(cars)]
            until.append(status)
    if VisitStatus.REQUESTED not in until:
        visits.append(a_request(world, facilities[len(visits) % len(facilities)]))
        until.append(VisitStatus.REQUESTED)
    add_outings(world, visits)
    agree(world, visits)
    planning.build(world, [visit for visit in visits if not visit.leader], cars)
    VisitStep.objects.bulk_create(
        step for visit, status in zip(visits, until, strict=True) for step in steps_of(world, visit, status)
    )


def add_facilities(world: World) -> list[Facility]:
    """Facilities with whom to call there; one more that is closed is in the register and gets no visit."""
    chance = stream(world.seed, "register")
    made = [
        Facility(
            office_number=f"99{number:08d}", name=name, name_kana=kana, kind=kind, submission_key=key(chance),
            capacity=capacity, corporation=f"{CORPORATION.get(kind, '社会福祉法人')}{corporation}",
            postal_code="350-0000", address=f"川越市架空町{number}番地",
            phone=f"049-000-{1000 + number}", fax=f"049-000-{2000 + number}",
        )
        for number, (name, kana, kind, capacity, corporation, _) in enumerate((*FACILITIES, CLOSED), start=1)
    ]  # fmt: skip
    closed = made[-1]
    closed.is_active, closed.closed_reason = False, "前年度末で廃止"
    Facility.objects.bulk_create(made)
    FacilityContact.objects.bulk_create(
        FacilityContact(
            facility=facility, duty=duty, phone=facility.phone, reachable=reachable, is_first=True,
            submission_key=key(chance),
        )
        for facility, (*_, (duty, reachable)) in zip(made, (*FACILITIES, CLOSED), strict=True)
    )  # fmt: skip
    return made[:-1]


def agree(world: World, visits: list[Visit]) -> None:
    """Each date as it was proposed and answered: only what all three said 可 to can be confirmed.

    The visits are written as being coordinated first, then as far as they have come.
    """
    reached = [visit.status for visit in visits]
    for visit in visits:
        if visit.status in BINDING:
            visit.status = VisitStatus.COORDINATING
    Visit.objects.bulk_create(visits)
    proposals = [
        proposal_of(world, visit, visit.starts_at, visit.ends_at)
        for visit in visits
        if visit.starts_at and visit.ends_at
    ]
    DateProposal.objects.bulk_create(proposals)
    ProposalAnswer.objects.bulk_create(
        answer
        for proposal in proposals
        for answer in answers_to(world, proposal, is_agreed=bool(proposal.visit.leader))
    )
    for visit, status in zip(visits, reached, strict=True):
        visit.status = status
    Visit.objects.bulk_update(visits, ["status"])


def proposal_of(world: World, visit: Visit, starts_at: datetime, ends_at: datetime) -> DateProposal:
    return DateProposal(
        visit=visit, starts_at=starts_at, ends_at=ends_at,
        proposed_at=proposed_at(world, visit), proposed_by=world.users["manager1"],
    )  # fmt: skip


def proposed_at(world: World, visit: Visit) -> datetime:
    """Three days after the request, and some hours ago at the latest."""
    asked = datetime.combine(visit.requested_on, time(11), JST)
    return min(asked + 3 * DAY, world.now - timedelta(hours=3))


def answers_to(world: World, proposal: DateProposal, *, is_agreed: bool) -> list[ProposalAnswer]:
    """可 of all three; where nothing is agreed yet the facility asks for another hour, and the city is silent."""
    manager, officer = world.users["manager1"], world.users["city1"]
    later = min(proposal.proposed_at + DAY, world.now - timedelta(hours=1))
    own = ProposalAnswer(
        proposal=proposal, party=Party.CONTRACTOR, is_possible=True,
        answered_at=proposal.proposed_at, answered_by=manager,
    )  # fmt: skip
    facility = ProposalAnswer(
        proposal=proposal, party=Party.FACILITY, is_possible=is_agreed, answered_at=later, answered_by=officer,
        note="" if is_agreed else "入浴の時間と重なります。翌日以降でお願いします。",
    )  # fmt: skip
    city = ProposalAnswer(proposal=proposal, party=Party.CITY, is_possible=True, answered_at=later, answered_by=officer)
    return [own, facility, city] if is_agreed else [own, facility]


def a_request(world: World, facility: Facility) -> Visit:
    """A request of these days without a date."""
    chance = stream(world.seed, "request")
    return Visit(
        facility=facility, term=world.terms[-1], status=VisitStatus.REQUESTED, wish=chance.choice(WISHES),
        head_count=chance.randint(4, 18), requested_on=world.today - 2 * DAY, submission_key=key(chance),
    )  # fmt: skip


def days_of_visits(world: World, term: ContractTerm) -> list[date]:
    """The second and the fourth Thursday of each month, or the next day on which the city works."""
    found = []
    for first in term.months():
        thursday = first + DAY * ((3 - first.weekday()) % 7)
        for weeks in (1, 3):
            day = thursday + 7 * weeks * DAY
            while not world.calendar.is_business_day(day):
                day += DAY
            if day <= min(term.ends_on, world.today + 45 * DAY):
                found.append(day)
    return found[: world.calendar.parameters.value("outreach.visits_per_term", term.starts_on)]


def status_on(world: World, day: date) -> VisitStatus:
    if day < world.today - 5 * DAY:
        return VisitStatus.COMPLETED
    if day < world.today:
        return VisitStatus.HELD
    if day < world.today + 21 * DAY:
        return VisitStatus.CONFIRMED
    return VisitStatus.COORDINATING if day < world.today + 35 * DAY else VisitStatus.REQUESTED


def a_visit(world: World, term: ContractTerm, day: date, status: VisitStatus, facility: Facility) -> Visit:
    chance = stream(world.seed, "visit", day)
    hour = chance.choice((10, 13))
    has_time = status != VisitStatus.REQUESTED
    has_people = WAY.index(status) >= WAY.index(VisitStatus.CONFIRMED)
    return Visit(
        facility=facility, term=term, status=status, wish=chance.choice(WISHES), head_count=chance.randint(4, 18),
        requested_on=min(day - 30 * DAY, world.today), submission_key=key(chance),
        starts_at=datetime.combine(day, time(hour), JST) if has_time else None,
        ends_at=datetime.combine(day, time(hour + 2, 30), JST) if has_time else None,
        leader=world.users["leader1"] if has_people else None,
        crew=world.users["counter1"] if has_people else None,
        officer=world.users["city1"] if has_people else None,
    )  # fmt: skip


def add_outings(world: World, visits: list[Visit]) -> None:
    """A visit that is agreed takes its people away from their counters for its hours."""
    of_account = {staff.user_id: staff for staff in world.staff.values()}
    members: list[OutingMember] = []
    for visit in visits:
        if not (visit.leader and visit.starts_at and visit.ends_at):
            continue
        visit.outing = Outing.objects.create(
            label=visit.facility.name,
            day=visit.starts_at.date(),
            starts_at=visit.starts_at.time(),
            ends_at=visit.ends_at.time(),
        )
        members += [
            OutingMember(outing=visit.outing, staff=of_account[person], leads=person == visit.leader_id)
            for person in (visit.leader_id, visit.crew_id)
        ]
    OutingMember.objects.bulk_create(members)


def steps_of(world: World, visit: Visit, status: VisitStatus) -> list[VisitStep]:
    """The way of a visit up to where it stands, one step a few days after the other."""
    asked = datetime.combine(visit.requested_on, time(11), JST)
    moments = [min(asked, proposed_at(world, visit)), proposed_at(world, visit), asked + 8 * DAY]
    if visit.ends_at:
        moments += [visit.ends_at, visit.ends_at + timedelta(hours=2)]
    manager, approver = world.users["manager1"], world.users["approver1"]
    reached = WAY[: WAY.index(status) + 1]
    return [
        VisitStep(
            visit=visit,
            status=step,
            taken_at=min(moment, world.now),
            taken_by=approver if step == VisitStatus.CONFIRMED else manager,
        )
        for step, moment in zip(reached, moments, strict=False)
    ]
