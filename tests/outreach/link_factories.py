"""Links of facilities and the browsers that came by them."""

from datetime import datetime

from django.test import Client

from apps.accounts.enums import Role
from apps.outreach import actions
from apps.outreach.enums import LinkPurpose
from apps.outreach.models import Facility, FacilityLink

from .factories import NOW, make_facility, make_user


def make_link(facility: Facility | None = None, *, at: datetime = NOW, **fields: object) -> tuple[FacilityLink, str]:
    """A link of two weeks with its token."""
    given = {"by": make_user(Role.CITY_STAFF), "days": 14, "purpose": LinkPurpose.REQUEST}
    return actions.issue_link(facility=facility or make_facility(), at=at, **(given | fields))


def come_by(token: str, client: Client | None = None) -> Client:
    """A browser in which the link was opened."""
    client = client or Client()
    answer = client.post("/f/open/", {"token": token})
    assert (answer.status_code, answer["Location"]) == (303, "/f/")
    return client


def facility_client(facility: Facility | None = None, **fields: object) -> tuple[Client, FacilityLink]:
    link, token = make_link(facility, **fields)
    return come_by(token), link
