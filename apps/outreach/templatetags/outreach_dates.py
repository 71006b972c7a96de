from typing import NamedTuple

from django import template

from apps.outreach.enums import Party
from apps.outreach.models import DateProposal, ProposalAnswer

register = template.Library()


class Line(NamedTuple):
    """One party and what it answered."""

    party: Party
    answer: ProposalAnswer | None


@register.simple_tag
def facility_answers(proposal: DateProposal) -> list[Line]:
    """What each party answered to the date, the facility first."""
    return [Line(party, proposal.answer_of(party)) for party in reversed(Party)]
