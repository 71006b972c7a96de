"""What a visit needs before it is confirmed, one sentence for each; the page shows what the action asks (第2-1-(9))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.models import ContractTerm
from apps.core.clock import long_date

from .diary import Diary, slots_and_period
from .enums import VisitDuty
from .models import DateProposal, Visit, VisitMember
from .planning import Needs

PEOPLE = {"leader": "運営責任者", "crew": "従事者", "officer": "同行する市職員"}
OTHER_LEADER = "2件目には別の運営責任者が必要です。"
NO_LEADER_LEFT = "この時間に、窓口に残る運営責任者がいません。"


@dataclass(frozen=True)
class Gate:
    """One point: met or not; one that is needed stops the confirmation, another only warns."""

    key: str
    is_met: bool
    sentence: str
    is_needed: bool = True

    @property
    def stops(self) -> bool:
        return self.is_needed and not self.is_met


def people_of(visit: Visit, members: Iterable[VisitMember]) -> list[tuple[str, str, User]]:
    """Everybody who is chosen: the field of the form, what the person does, and who it is."""
    chosen = [(field, label, getattr(visit, field)) for field, label in PEOPLE.items()]
    return [row for row in chosen if row[2]] + [
        ("members", VisitDuty(member.duty).label, member.person) for member in members
    ]


def missing_people(visit: Visit, members: Iterable[VisitMember], needs: Needs) -> dict[str, str]:
    """Whom the visit still lacks, by side: `contractor` and `city` (第2-1-(9))."""
    members = list(members)
    duties = [member.duty for member in members]
    leaders = (visit.leader_id is not None) + duties.count(VisitDuty.LEADER)
    heads = leaders + (visit.crew_id is not None) + duties.count(VisitDuty.CREW)
    officers = (visit.officer_id is not None) + duties.count(VisitDuty.OFFICER)
    found = {}
    if names := [PEOPLE[field] for field in ("leader", "crew") if getattr(visit, f"{field}_id") is None]:
        found["contractor"] = f"{'、'.join(names)}が決まっていません。"
    elif leaders < needs.leaders:
        found["contractor"] = f"運営責任者が{leaders}人です。{needs.leaders}人以上が必要です。"
    elif heads < needs.heads:
        found["contractor"] = f"受託者が{heads}人です。運営責任者を含めて{needs.heads}人以上が必要です。"
    if visit.officer_id is None:
        found["city"] = f"{PEOPLE['officer']}が決まっていません。"
    elif officers < needs.officers:
        found["city"] = f"同行する市職員が{officers}人です。{needs.officers}人以上が必要です。"
    return found


def conflicts(visit: Visit, members: Iterable[VisitMember], diary: Diary) -> dict[str, str]:
    """Who or what is taken by an agreed visit or marked 不可, a sentence for each field; for a visit with a date."""
    slots, period = slots_and_period(visit, diary.calendar)
    found: dict[str, str] = {}
    seen: set[int] = set()
    for field, label, person in people_of(visit, members):
        state = diary.person(person.pk, slots, period)
        busy = diary.leads_that_day(person.pk, slots[0][0])
        if person.pk in seen:
            sentence = f"{person}が2回選ばれています。それぞれ別の人にしてください。"
        elif state.is_possible is False and state.is_firm:
            sentence = _taken(f"{label}（{person}）", state.why)
        elif busy and label == PEOPLE["leader"]:
            sentence = f"{label}（{person}）は、同じ日に{busy.label}の訪問が確定しています。{OTHER_LEADER}"
        else:
            sentence = ""
        if sentence:
            found[field] = found.get(field, "") + sentence
        seen.add(person.pk)
    if visit.vehicle and (state := diary.vehicle(visit.vehicle.pk, slots, period)).is_possible is False:
        found["vehicle"] = _taken(visit.vehicle.name, state.why)
    if (state := diary.facility(visit.facility, [], period)).is_possible is False:
        found["starts"] = "この施設には、同じ時間に確定した訪問があります。"
    return found


def _taken(who: str, why: str) -> str:
    if why.endswith("の訪問"):
        return f"{who}は、同じ時間に{why}が確定しています。"
    return f"{who}は、この半日が不可と入力されています。"


def timing_warnings(visit: Visit, calendar: Calendar) -> list[str]:
    """Why the visit is not on a weekday in the daytime, in sentences; empty when it is (第2-1-(1)-②)."""
    if not visit.starts_at or not visit.ends_at:
        return []
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    day = starts.date()
    earliest: time = calendar.parameters.value("outreach.earliest", day)
    latest: time = calendar.parameters.value("outreach.latest", day)
    warnings = []
    if not calendar.is_business_day(day):
        warnings.append(f"{long_date(day)}は市の休業日です（{calendar.closed_reason('city', day)}）。")
    if starts.time() < earliest or ends.time() > latest or ends.date() != day:
        warnings.append(f"{earliest:%H:%M}から{latest:%H:%M}までの間ではありません。")
    return warnings


def is_limit_reached(term: ContractTerm, visit: Visit, calendar: Calendar) -> bool:
    """Whether the term has no place left for this visit; certain only while the term's row is locked."""
    limit: int = calendar.parameters.value("outreach.visits_per_term", visit.scheduled_day)
    return term.visits.binding().exclude(pk=visit.pk).count() >= limit  # type: ignore[attr-defined]


def gates_of(
    visit: Visit, members: Iterable[VisitMember], proposal: DateProposal | None, diary: Diary, *, is_limit_reached: bool
) -> list[Gate]:
    """Every point of a visit with a date, met or not, in the order in which they are settled."""
    members, calendar = list(members), diary.calendar
    needs = Needs.on(visit.scheduled_day, calendar)
    lacking, taken = missing_people(visit, members, needs), conflicts(visit, members, diary)
    other_leader = OTHER_LEADER in taken.get("leader", "")
    people_taken = [sentence for field, sentence in taken.items() if not (field == "leader" and other_leader)]
    warnings = timing_warnings(visit, calendar)
    answers = unanswered(proposal)
    return [
        Gate("answers", not answers, answers or "市・受託者・施設の3者が、この日時を「可」と回答しています。"),
        Gate(
            "contractor",
            "contractor" not in lacking,
            lacking.get("contractor", f"受託者は、運営責任者を含めて{needs.heads}人以上です。"),
        ),
        Gate("city", "city" not in lacking, lacking.get("city", f"市職員が{needs.officers}人以上同行します。")),
        Gate("free", not people_taken, "".join(people_taken) or "選んだ人と車両は、この時間に空いています。"),
        Gate(
            "second",
            not other_leader,
            taken["leader"] if other_leader else "同じ日に、この運営責任者のほかの訪問はありません。",
        ),
        _leader_left(visit, members, diary),
        *_roster(visit, members, diary),
        Gate("vehicle", visit.vehicle_id is not None, _vehicle(visit), is_needed=False),
        _reasoned("timing", "".join(warnings), visit.timing_reason, "平日の日中です。"),
        _limit(visit, is_limit_reached=is_limit_reached),
    ]


def unanswered(proposal: DateProposal | None) -> str:
    """Whose 可 is missing, in a sentence; empty when nobody's is."""
    if proposal is None:
        return "日程が提案されていません。"
    rest = proposal.parties_without_yes()
    said_no = [party.label for party in rest if proposal.answer_of(party)]
    waiting = [party.label for party in rest if not proposal.answer_of(party)]
    sentences = [f"{'・'.join(said_no)}が「不可」と回答しています。"] if said_no else []
    return "".join([*sentences, *([f"{'・'.join(waiting)}の回答を待っています。"] if waiting else [])])


def is_leader_left(visit: Visit, members: Iterable[VisitMember], diary: Diary) -> bool:
    """Whether enough leaders stay at a counter while the visit lasts; for a visit with a date (第2-1-(9)-①; C22)."""
    _, period = slots_and_period(visit, diary.calendar)
    return diary.keeps_leader(period, [person.pk for _, _, person in people_of(visit, members)])


def _leader_left(visit: Visit, members: list[VisitMember], diary: Diary) -> Gate:
    fault = "" if is_leader_left(visit, members, diary) else NO_LEADER_LEFT
    return _reasoned("counter", fault, visit.counter_reason, "窓口が開いている間、運営責任者が窓口に残ります。")


def _reasoned(key: str, fault: str, reason: str, sentence: str) -> Gate:
    """A point that may be missed if somebody says why: the reason stands beside what is missed."""
    if not fault:
        return Gate(key, True, sentence)
    return Gate(key, bool(reason), f"{fault}理由：{reason}" if reason else f"{fault}確定には理由が必要です。")


def _limit(visit: Visit, *, is_limit_reached: bool) -> Gate:
    if not is_limit_reached:
        return Gate("limit", True, "契約年度の回数の上限に達していません。")
    if visit.limit_agreement:
        return Gate("limit", True, f"回数を超える訪問の協議があります（{visit.limit_agreement}）。")
    sentence = "この契約年度の訪問は上限に達しています。さらに訪問するには、決定済みの協議が必要です。"
    return Gate("limit", False, sentence)


def _roster(visit: Visit, members: list[VisitMember], diary: Diary) -> list[Gate]:
    """A warning for everybody whom the roster says to be off; no line where it fits."""
    slots, period = slots_and_period(visit, diary.calendar)
    off = [
        f"{person}は、勤務表では「{state.why}」です。"
        for _, _, person in people_of(visit, members)
        if (state := diary.person(person.pk, slots, period)).why and not state.is_firm
    ]
    return [Gate("roster", False, "".join(off), is_needed=False)] if off else []


def _vehicle(visit: Visit) -> str:
    return f"車両は{visit.vehicle.name}です。" if visit.vehicle else "車両が決まっていません。"
