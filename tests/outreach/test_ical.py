"""Calendar files: valid, repeatable, without names of people, and only for whom they are."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from apps.accounts.enums import Role
from apps.accounts.models import AllowedNetwork, User
from apps.outreach import actions, ical
from apps.outreach.actors import Actor
from apps.outreach.enums import VisitDuty, VisitStatus
from apps.outreach.models import CalendarFeed, Visit
from apps.outreach.tokens import token_hash
from tests.threads import at_once

from .factories import NOW, at, confirm, make_facility, make_user, make_visit, people, propose, request

PARTS_OF_EVENT = {
    "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS",
    "TRANSP",
}  # fmt: skip


def events(content: bytes) -> list[dict[str, object]]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def file_of(visit: Visit) -> bytes:
    return ical.visit_file(ical.with_history(Visit.objects.all()).get(pk=visit.pk))


def allow(user: User, cidr: str = "127.0.0.0/8") -> User:
    AllowedNetwork.objects.get_or_create(role=user.role, cidr=cidr, defaults={"note": "試験"})
    return user


def feed_address(user: User) -> str:
    _, token = actions.make_feed(user=allow(user), at=NOW)
    return reverse("outreach:feed_file", args=[token])


# --- the file ---------------------------------------------------------------------------------------------------------


def test_file_reads_back_as_what_it_says():
    visit = make_visit(VisitStatus.CONFIRMED)
    (event,) = events(file_of(visit))
    assert set(event) == PARTS_OF_EVENT
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at(10).astimezone(UTC), at(12).astimezone(UTC))
    assert str(event["UID"]) == f"visit-{visit.pk}@outreach.kawagoe-mynumber"
    assert str(event["LOCATION"]) == f"{visit.facility.name}（{visit.facility.address}）"
    assert str(event["STATUS"]) == "CONFIRMED"


def test_lines_end_and_fold_as_rfc_5545_says():
    visit = make_visit(VisitStatus.CONFIRMED, facility=make_facility(name="社会福祉法人川越特別養護老人ホーム" * 5))
    content = file_of(visit)
    lines = content.split(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    assert visit.facility.name in str(events(content)[0]["LOCATION"])


def test_same_visit_is_the_same_file():
    visit = make_visit(VisitStatus.CONFIRMED)
    assert file_of(visit) == file_of(visit)


def test_every_step_raises_the_sequence(calendar):
    visit, numbers, stamps = propose(request()), [], []

    def look() -> None:
        (event,) = events(file_of(visit))
        numbers.append(event["SEQUENCE"])
        stamps.append(event.decoded("DTSTAMP"))

    look()
    visit = confirm(visit, calendar, at=NOW + timedelta(hours=1))
    look()
    by = Actor.of(make_user(Role.GENERAL_MANAGER))
    actions.cancel_visit(visit=visit, reason="感染症の流行", by=by, at=NOW + timedelta(hours=2))
    look()
    assert numbers == sorted(set(numbers))
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (VisitStatus.COORDINATING, "TENTATIVE"),
        (VisitStatus.CONFIRMED, "CONFIRMED"),
        (VisitStatus.HELD, "CONFIRMED"),
        (VisitStatus.CANCELLED, "CANCELLED"),
    ],
)
def test_state_is_told_in_the_words_of_the_format(status, told):
    visit = make_visit(status, **({"starts_at": at(10), "ends_at": at(12)} if told == "CANCELLED" else {}))
    (event,) = events(file_of(visit))
    assert str(event["STATUS"]) == told
    assert str(event["SUMMARY"]).startswith(f"【{status.label}】")


def test_no_name_of_a_person_stands_in_a_file():
    visit = make_visit(VisitStatus.CONFIRMED, wish="職員の都合による希望")
    text = b"".join(file_of(visit).split(b"\r\n ")).decode()
    for person in (visit.leader, visit.crew, visit.officer):
        assert person.display_name not in text
        assert person.username not in text
    assert "希望" not in text


def test_words_of_a_facility_break_no_line():
    visit = make_visit(VisitStatus.CONFIRMED, facility=make_facility(name="施設;,\\BEGIN:VEVENT"))
    (event,) = events(file_of(visit))
    assert visit.facility.name in str(event["LOCATION"])


# --- the feed ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("duty", ["leader", "crew", "officer", "member"])
def test_feed_holds_the_visits_that_the_person_goes_to(duty):
    going = people()
    person = make_user(Role.COUNTER_STAFF) if duty == "member" else going[duty]
    mine = make_visit(VisitStatus.COORDINATING, **going)
    if duty == "member":
        mine.members.create(person=person, duty=VisitDuty.CREW)
    make_visit(VisitStatus.COORDINATING)
    found = events(Client().get(feed_address(person)).content)
    assert [str(event["UID"]).split("@")[0] for event in found] == [f"visit-{mine.pk}"]


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_APPROVER])
def test_feed_of_those_who_steer_holds_all_visits(role):
    make_visit(VisitStatus.CONFIRMED)
    make_visit(VisitStatus.COORDINATING)
    make_visit(VisitStatus.CANCELLED, starts_at=at(14), ends_at=at(15))
    make_visit()  # without a date
    user = make_user(role)
    answer = Client().get(feed_address(user))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert sorted(str(event["STATUS"]) for event in events(answer.content)) == ["CANCELLED", "CONFIRMED", "TENTATIVE"]


def test_feed_takes_the_same_queries_for_many_visits(django_assert_num_queries):
    user = make_user(Role.GENERAL_MANAGER)
    address = feed_address(user)
    for many in (0, 4):
        for _ in range(many):
            make_visit(VisitStatus.CONFIRMED)
        with django_assert_num_queries(3):
            assert len(events(Client().get(address).content)) == many


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CC_LEADER, Role.SYSTEM_ADMIN])
def test_feed_ends_with_the_work_on_visits(role):
    """Also where the new role works from the same address: a visit that one goes to stands in the diary for good."""
    going = people()
    make_visit(VisitStatus.CONFIRMED, **going)
    address = feed_address(going["crew"])
    assert len(events(Client().get(address).content)) == 1
    User.objects.filter(pk=going["crew"].pk).update(role=role)
    allow(User.objects.get(pk=going["crew"].pk))
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("fate", ["revoked", "renewed", "disabled", "foreign address", "role changed", "unknown"])
def test_feed_opens_for_nobody_else(fate):
    user = make_user(Role.GENERAL_MANAGER)
    address, client = feed_address(user), Client()
    assert client.get(address).status_code == 200
    if fate == "revoked":
        assert actions.revoke_feed(user=user, at=NOW)
    elif fate == "renewed":
        actions.make_feed(user=user, at=NOW)
    elif fate == "disabled":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif fate == "foreign address":
        client = Client(REMOTE_ADDR="192.0.2.9")
    elif fate == "role changed":
        User.objects.filter(pk=user.pk).update(role=Role.CITY_STAFF)
    else:
        address = reverse("outreach:feed_file", args=["Z" * 43])
    assert client.get(address).status_code == 404


def test_guessing_a_feed_is_stopped(settings):
    settings.FACILITY_RATE_LIMITS = settings.FACILITY_RATE_LIMITS | {"unknown_feed": "3/m/ip"}
    statuses = [Client().get(reverse("outreach:feed_file", args=[f"{number}" * 43])).status_code for number in range(5)]
    assert statuses == [404, 404, 404, 429, 429]


def test_address_of_a_feed_is_shown_once(client_of):
    client = client_of(Role.COUNTER_STAFF)
    page = client.post("/outreach/feed/", {"action": "make"})
    feed = CalendarFeed.objects.get(user=client.user)
    address = page.context["address"]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token_hash(token) == feed.token_hash
    assert address in page.content.decode()
    assert token not in client.get("/outreach/feed/").content.decode()
    assert Client().get(address).status_code == 200
    assert client.post("/outreach/feed/", {"action": "revoke"}).status_code == 303
    assert Client().get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_one_living_feed_per_person_whoever_is_faster(contract):
    user = make_user(Role.GENERAL_MANAGER)
    at_once([lambda: actions.make_feed(user=user, at=NOW) for _ in range(5)])
    assert CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).count() == 1
    assert CalendarFeed.objects.filter(user=user).count() == 5
