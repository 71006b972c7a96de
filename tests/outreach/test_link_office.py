"""The office's side of the links: an address stands in one answer, and a link is revoked with a reason."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach import actions
from apps.outreach.enums import LinkPurpose
from apps.outreach.links import links_of
from apps.outreach.models import FacilityLink
from apps.outreach.tokens import token_hash

from .factories import NOW, make_facility
from .link_factories import come_by, facility_client, make_link


def test_address_stands_in_one_answer_only(client_of):
    facility, client = make_facility(), client_of(Role.GENERAL_MANAGER)
    address = reverse("outreach:link_print", args=[facility.pk])
    page = client.get(address)
    assert page.context["form"].initial["days"] == 14
    key = re.search(r'submission_key" value="([^"]+)"', page.content.decode())[1]
    sent = {"purpose": LinkPurpose.REQUEST, "days": 30, "submission_key": key}
    answer = client.post(address, sent)
    token = re.search(r"http://testserver/f/([A-Za-z0-9_-]{43})/", answer.content.decode())[1]
    link = FacilityLink.objects.get(facility=facility)
    assert (link.token_hash, link.expires_at) == (token_hash(token), NOW + timedelta(days=30))
    assert "data:image/svg+xml;base64," in answer.content.decode()
    assert answer["Cache-Control"] == "no-store, private"
    again = client.post(address, sent)
    assert (again.status_code, FacilityLink.objects.count()) == (422, 1)
    assert "すでに発行しました" in again.content.decode()
    assert token not in again.content.decode()


@pytest.mark.parametrize("days", ["0", "367", "x", ""])
def test_link_lives_a_sensible_time(days, client_of):
    facility = make_facility()
    answer = client_of(Role.CITY_STAFF).post(
        reverse("outreach:link_print", args=[facility.pk]), {"purpose": LinkPurpose.REQUEST, "days": days}
    )
    assert (answer.status_code, FacilityLink.objects.exists()) == (422, False)


def test_link_is_revoked_with_a_reason(client_of):
    client, link = facility_client()
    office = client_of(Role.CITY_STAFF)
    address = reverse("outreach:link_revoke", args=[link.pk])
    assert office.post(address, {"reason": ""}).status_code == 422
    answer = office.post(address, {"reason": "案内の紙を紛失したため"})
    assert answer.status_code == 303
    link.refresh_from_db()
    assert (link.revoked_by, link.revoke_reason) == (office.user, "案内の紙を紛失したため")
    assert client.get("/f/").status_code == 404
    assert office.post(address, {"reason": "もう一度"}).status_code == 422


@pytest.mark.parametrize("role", [Role.SITE_LEADER, Role.CITY_APPROVER, Role.OPERATOR, Role.SYSTEM_ADMIN])
def test_others_issue_no_link(role, client_of):
    assert client_of(role).post(reverse("outreach:link_print", args=[make_facility().pk])).status_code == 403


def test_list_of_links_takes_one_query(django_assert_num_queries):
    facility = make_facility()
    for _ in range(5):
        come_by(make_link(facility)[1])
    dead, _ = make_link(facility)
    actions.revoke_link(link=dead, by=dead.made_by, at=NOW, reason="紛失")
    make_link(facility, at=NOW - timedelta(days=20))
    with django_assert_num_queries(1):
        words = [row.word for row in links_of(facility, NOW)]
    assert sorted(words) == sorted(["有効"] * 5 + ["取消し済み", "期限切れ"])
