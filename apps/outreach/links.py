"""The addresses of facilities' links, and what the office sees of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest
from django.urls import reverse

from apps.contracts.models import Parameter
from apps.contracts.parameters import Parameters

from .models import Facility, FacilityLink

CONTACT = ("contact.city_section", "contact.city_phone")


@dataclass(frozen=True)
class Desk:
    """Whom a facility telephones."""

    name: str
    phone: str


@dataclass(frozen=True)
class LinkRow:
    """One link of a facility with what was done with it."""

    link: FacilityLink
    kind: str
    word: str
    is_living: bool
    opened: int
    last_opened_at: datetime | None


def own_host() -> str:
    """The host name that is the facilities' alone; empty where they share the office's."""
    host: str = settings.FACILITY_HOST
    return host


def address(token: str, request: HttpRequest) -> str:
    """The whole address that a facility gets: on the facilities' own host where there is one."""
    path = reverse("facility:enter", args=[token])
    return f"{request.scheme}://{own_host() or request.get_host()}{path}"


def desk(today: date) -> Desk:
    """The section of the city that gives out new links."""
    terms = Parameters(Parameter.objects.filter(key__in=CONTACT))
    name, phone = (terms.value(key, today) for key in CONTACT)
    return Desk(name, phone)


def links_of(facility: Facility, now: datetime) -> list[LinkRow]:
    """The facility's links, newest first."""
    links = facility.links.select_related("made_by", "revoked_by")
    opened = links.annotate(opened=Count("passes"), last_opened_at=Max("passes__opened_at")).order_by("-made_at", "-pk")
    return [_row(link, now) for link in opened]


def _row(link: FacilityLink, now: datetime) -> LinkRow:
    kind, word = ("ok", "有効") if link.is_living(now) else ("off", "取消し済み" if link.revoked_at else "期限切れ")
    return LinkRow(link, kind, word, link.is_living(now), link.opened, link.last_opened_at)  # type: ignore[attr-defined]
