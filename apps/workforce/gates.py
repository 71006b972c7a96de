"""May somebody be rostered with a duty on a day? The facts are loaded once, the judgement on them is pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from apps.contracts.enums import Audience, DocumentKind
from apps.contracts.models import DocumentVersion
from apps.contracts.parameters import Parameters
from apps.core.clock import long_date

from .enums import COUNTER_DUTIES, Bar, Duty, Office, QualificationKind, TrainingKind, TrainingTopic
from .models import Appointment, Attendance, CareerCertificate, Pledge, Qualification, ReadReceipt, StaffMember

AUDIENCE_OF_DUTY = {duty: Audience.COUNTER if duty in COUNTER_DUTIES else Audience.CALLCENTER for duty in Duty}
LEADER_KNOWLEDGE = (QualificationKind.SYSTEM_KNOWLEDGE, QualificationKind.PERSONAL_DATA)
OPERATOR_SKILLS = (QualificationKind.MANNERS, QualificationKind.PC_SKILL)


@dataclass(frozen=True)
class Obstacle:
    """Why somebody may not work with a duty on a day, or what to put right soon where it does not block."""

    code: Bar
    sentence: str
    clause: str
    blocks: bool = True


@dataclass(frozen=True)
class Paper:
    """One accepted version of a paper and the day from which it holds."""

    pk: int
    document_id: int
    title: str
    number: int
    clause: str
    kind: str
    audience: str
    in_force_from: date
    needs_training: bool = False
    needs_reading: bool = False

    def concerns(self, duty: Duty) -> bool:
        return self.audience in (Audience.ALL, AUDIENCE_OF_DUTY[duty])

    def __str__(self) -> str:
        return f"{self.title} 第{self.number}版"


class Papers:
    """All accepted versions, asked by day."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_pk = {paper.pk: paper for paper in papers}
        self._versions: dict[int, list[Paper]] = defaultdict(list)
        for paper in sorted(self._by_pk.values(), key=lambda paper: paper.in_force_from):
            self._versions[paper.document_id].append(paper)
        self._in_force: dict[date, list[Paper]] = {}

    def in_force(self, day: date) -> list[Paper]:
        """The last version of each paper that has begun by the day."""
        if day not in self._in_force:
            begun = ([paper for paper in papers if paper.in_force_from <= day] for papers in self._versions.values())
            self._in_force[day] = [papers[-1] for papers in begun if papers]
        return self._in_force[day]

    def curriculum(self, pk: int | None, held_on: date) -> Paper | None:
        """The version, if it is a curriculum and was in force on the day of the training."""
        paper = self._by_pk.get(pk) if pk else None
        if paper is None or paper.kind != DocumentKind.TRAINING_CURRICULUM or paper not in self.in_force(held_on):
            return None
        return paper


@dataclass(frozen=True)
class Training:
    """One training that somebody attended, and the topics completed there."""

    kind: str
    held_on: date
    trainer_id: int
    version_id: int | None = None
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proof:
    """Since when a qualification is proven, and for how many years where that counts."""

    verified_on: date
    years: int | None = None


@dataclass(frozen=True)
class Term:
    """One office held for a span of days, both ends included."""

    office: str
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Person:
    """What is on record about one person."""

    pk: int
    is_permanent: bool
    joined_on: date
    left_on: date | None = None
    trainings: tuple[Training, ...] = ()
    pledged_on: date | None = None
    certified_on: date | None = None
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    read_on: Mapping[int, date] = field(default_factory=dict)

    def is_employed(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)

    def has_office(self, office: Office, day: date) -> bool:
        return any(term.office == office and term.holds(day) for term in self.terms)

    def has_proven(self, kind: QualificationKind, day: date, *, years: int = 0) -> bool:
        proof = self.proofs.get(kind)
        return proof is not None and proof.verified_on <= day and (proof.years or 0) >= years

    def attended(self, kind: TrainingKind, day: date) -> Iterator[Training]:
        """Trainings of a kind up to and including the day, the earliest first."""
        past = (training for training in self.trainings if training.kind == kind and training.held_on <= day)
        yield from sorted(past, key=lambda training: training.held_on)


@dataclass(frozen=True)
class Gate:
    """Who may work from `first` to `last`; people who are not employed on any day of that are not in it."""

    people: Mapping[int, Person]
    papers: Papers
    managers: tuple[tuple[int, Term], ...]
    parameters: Parameters
    first: date
    last: date

    @classmethod
    def load(cls, first: date, last: date | None = None) -> "Gate":
        """Everything on record that matters for these days; the number of queries does not depend on the rows."""
        last = last or first
        terms: dict[int, list[Term]] = defaultdict(list)
        for appointment in Appointment.objects.all():
            term = Term(appointment.office, appointment.starts_on, appointment.ends_on)
            terms[appointment.staff_id].append(term)
        managers = [(pk, term) for pk, held in terms.items() for term in held if term.office == Office.GENERAL_MANAGER]
        return cls(_people(first, last, terms), _papers(), tuple(managers), Parameters.load(), first, last)

    def may_work(self, staff_id: int, duty: Duty | str, day: date) -> bool:
        return not any(obstacle.blocks for obstacle in self.obstacles(staff_id, duty, day))

    def obstacles(self, staff_id: int, duty: Duty | str, day: date) -> list[Obstacle]:
        """What stands between this person and this duty on this day; the warnings last.

        Raises ValueError for a day for which the gate was not loaded.
        """
        if not self.first <= day <= self.last:
            raise ValueError(f"loaded for {self.first} to {self.last}, asked for {day}")
        person, duty = self.people.get(staff_id), Duty(duty)
        if person is None or not person.is_employed(day):
            return [Obstacle(Bar.NOT_EMPLOYED, f"{long_date(day)}は、従事期間の外です。", "第2-1-(9)")]
        found = [*self._of_everybody(person, duty, day), *self._of_duty(person, duty, day)]
        return sorted(found, key=lambda obstacle: not obstacle.blocks)

    def retraining_due(self, staff_id: int, duty: Duty | str, day: date) -> list[Paper]:
        """Manuals that came into force after the person's last basic training, with no retraining since (要再研修).

        Nobody without a complete basic training is in need of a second one.
        """
        person, duty = self.people.get(staff_id), Duty(duty)
        if person is None or not self._is_trained(person, duty, day):
            return []
        trained_on = max(training.held_on for training in self._basic(person, duty, day))
        retrained = {training.version_id for training in person.attended(TrainingKind.RETRAINING, day)}
        return [
            paper
            for paper in self.papers.in_force(day)
            if paper.needs_training
            and paper.concerns(duty)
            and paper.in_force_from > trained_on
            and paper.pk not in retrained
        ]

    def unread(self, staff_id: int, duty: Duty | str, day: date) -> list[Paper]:
        """Papers in force on the day that the person has to read and has not confirmed."""
        person, duty = self.people[staff_id], Duty(duty)
        return [
            paper
            for paper in self.papers.in_force(day)
            if paper.needs_reading
            and paper.concerns(duty)
            and (paper.pk not in person.read_on or person.read_on[paper.pk] > day)
        ]

    def _of_everybody(self, person: Person, duty: Duty, day: date) -> Iterator[Obstacle]:
        day_before = day - timedelta(days=1)
        if not self._is_trained(person, duty, day_before):
            clause = "第2-1-(5)" if duty in COUNTER_DUTIES else "第2-2-(6)-③"
            yield Obstacle(Bar.BASIC_TRAINING, self._missing_topics(person, duty, day_before), clause)
        if not any(person.attended(TrainingKind.CONFIDENTIALITY, day)):
            yield Obstacle(Bar.CONFIDENTIALITY, "守秘義務研修の受講の記録がありません。", "第3-2-(4)")
        if person.pledged_on is None or person.pledged_on > day:
            yield Obstacle(Bar.PLEDGE, "守秘義務に関する誓約書が、市に提出されていません。", "第3-2-(4)")
        grace = timedelta(days=self.parameters.value("staff.reading_grace_days", day))
        for paper in self.unread(person.pk, duty, day):
            is_new = day < paper.in_force_from + grace
            yield Obstacle(Bar.READING, f"「{paper}」を読んだことを確認していません。", paper.clause, blocks=not is_new)
        for paper in self.retraining_due(person.pk, duty, day):
            sentence = f"「{paper}」（{long_date(paper.in_force_from)}から適用）の再研修を受けていません。"
            clause = "第2-1-(6)" if duty in COUNTER_DUTIES else "第2-2-(6)-④"
            yield Obstacle(Bar.RETRAINING, sentence, clause, blocks=False)

    def _of_duty(self, person: Person, duty: Duty, day: date) -> Iterator[Obstacle]:
        if duty == Duty.SITE_LEADER:
            yield from self._of_site_leader(person, day)
        elif duty == Duty.CC_LEADER:
            yield from self._of_call_centre_leader(person, day)
        if duty not in COUNTER_DUTIES:
            for skill in OPERATOR_SKILLS:
                if not person.has_proven(skill, day):
                    clause = "第2-2-(6)-①" if skill == QualificationKind.MANNERS else "第2-2-(6)-②"
                    yield Obstacle(Bar.QUALIFICATION, _not_proven(skill), clause)

    def _of_site_leader(self, person: Person, day: date) -> Iterator[Obstacle]:
        clause = "第2-1-(9)-①"
        if not person.is_permanent:
            yield Obstacle(Bar.EMPLOYMENT, "運営責任者は、正社員に限ります。", clause)
        if not person.has_office(Office.SITE_LEADER, day):
            yield Obstacle(Bar.APPOINTMENT, "この日に、運営責任者に選任されていません。", clause)
        if person.has_office(Office.GENERAL_MANAGER, day):
            sentence = "統括責任者は、運営責任者として配置できません。"
            yield Obstacle(Bar.GENERAL_MANAGER, sentence, "第2-1-(9)")
        if not any(self._gave(training) for training in person.attended(TrainingKind.LEADER, day)):
            yield Obstacle(Bar.LEADER_TRAINING, "統括責任者による運営責任者研修の記録がありません。", clause)
        if person.certified_on is None or person.certified_on > day:
            yield Obstacle(Bar.CERTIFICATE, "経歴証明書が、市に承諾されていません。", clause)
        for kind in LEADER_KNOWLEDGE:
            if not person.has_proven(kind, day):
                yield Obstacle(Bar.QUALIFICATION, _not_proven(kind), clause)

    def _of_call_centre_leader(self, person: Person, day: date) -> Iterator[Obstacle]:
        if not person.has_office(Office.CC_LEADER, day):
            sentence = "この日に、コールセンター運営責任者に選任されていません。"
            yield Obstacle(Bar.APPOINTMENT, sentence, "第2-2-(3)-ク")
        years = self.parameters.value("callcenter.leader_years", day)
        if not person.has_proven(QualificationKind.CALL_CENTRE_MANAGEMENT, day, years=years):
            sentence = f"コールセンター業務の管理経験{years}年以上の確認の記録がありません。"
            yield Obstacle(Bar.QUALIFICATION, sentence, "第2-2-(3)-オ")

    def _gave(self, training: Training) -> bool:
        """Whether the trainer was the 統括責任者 on the day of the training."""
        return any(pk == training.trainer_id and term.holds(training.held_on) for pk, term in self.managers)

    def _basic(self, person: Person, duty: Duty, day: date) -> Iterator[Training]:
        """Basic trainings up to the day by a curriculum for this duty that was in force when they were held."""
        for training in person.attended(TrainingKind.BASIC, day):
            curriculum = self.papers.curriculum(training.version_id, training.held_on)
            if curriculum and curriculum.concerns(duty):
                yield training

    def _topics(self, person: Person, duty: Duty, day: date) -> list[set[str]]:
        """What was completed up to the day, for each version of the curriculum."""
        done: dict[int | None, set[str]] = defaultdict(set)
        for training in self._basic(person, duty, day):
            done[training.version_id] |= training.topics
        return list(done.values())

    def _is_trained(self, person: Person, duty: Duty, day: date) -> bool:
        """Whether all topics of one version of the curriculum were completed up to the day."""
        return any(topics >= set(TrainingTopic.values) for topics in self._topics(person, duty, day))

    def _missing_topics(self, person: Person, duty: Duty, day: date) -> str:
        done = max(self._topics(person, duty, day), key=len, default=set())
        if not done:
            return "勤務日の前日までに、業務研修を修了していません。"
        labels = "、".join(topic.label for topic in TrainingTopic if topic not in done)
        return f"勤務日の前日までに、業務研修の科目「{labels}」を修了していません。"


def _not_proven(kind: QualificationKind) -> str:
    return f"「{kind.label}」の確認の記録がありません。"


def _people(first: date, last: date, terms: Mapping[int, list[Term]]) -> dict[int, Person]:
    """Everybody employed on some day from `first` to `last`, with what is on record about them."""
    trainings: dict[int, list[Training]] = defaultdict(list)
    for attendance in Attendance.objects.select_related("session"):
        session, topics = attendance.session, frozenset(attendance.topics)
        training = Training(session.kind, session.held_on, session.trainer_id, session.version_id, topics)
        trainings[attendance.staff_id].append(training)
    pledged = dict(Pledge.objects.values_list("staff", "submitted_on"))
    accepted = CareerCertificate.objects.filter(is_accepted=True).order_by("-decided_on")
    certified = dict(accepted.values_list("staff", "decided_on"))
    proofs: dict[int, dict[str, Proof]] = defaultdict(dict)
    for qualification in Qualification.objects.all():
        proof = Proof(qualification.verified_on, qualification.years)
        proofs[qualification.staff_id][qualification.kind] = proof
    read: dict[int, dict[int, date]] = defaultdict(dict)
    for staff_id, version_id, read_at in ReadReceipt.objects.values_list("staff", "version", "read_at"):
        read[staff_id][version_id] = timezone.localdate(read_at)
    return {
        staff.pk: Person(
            pk=staff.pk,
            is_permanent=staff.is_permanent,
            joined_on=staff.joined_on,
            left_on=staff.left_on,
            trainings=tuple(trainings[staff.pk]),
            pledged_on=pledged.get(staff.pk),
            certified_on=certified.get(staff.pk),
            proofs=proofs[staff.pk],
            terms=tuple(terms.get(staff.pk, ())),
            read_on=read[staff.pk],
        )
        for staff in StaffMember.objects.filter(joined_on__lte=last).exclude(left_on__lt=first)
    }


def _papers() -> Papers:
    accepted = DocumentVersion.objects.filter(in_force_from__isnull=False).select_related("document")
    return Papers(
        Paper(
            pk=version.pk,
            document_id=version.document_id,
            title=version.document.title,
            number=version.number,
            clause=version.document.clause,
            kind=version.document.kind,
            audience=version.document.audience,
            in_force_from=version.in_force_from,
            needs_training=version.document.needs_training,
            needs_reading=version.document.needs_reading,
        )
        for version in accepted
        if version.in_force_from
    )
