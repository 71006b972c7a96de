"""The pages of the yearly leaflet: whose step is offered, what is given back, what is asked of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.outreach.enums import LeafletStatus
from apps.outreach.models import LeafletCampaign

from .factories import NOW, term
from .leaflet_rows import bring_to, city, manager, seen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client_of):
    """Signed-in browsers by role, of the people that the rows of these tests are by."""
    people = {Role.GENERAL_MANAGER: manager, Role.CITY_STAFF: city}
    return lambda role: client_of(role, user=people[role]() if role in people else None)


def url(name: str, *args: object) -> str:
    return reverse(f"outreach:{name}", args=args)


def test_next_step_is_offered_to_whoever_takes_it(pages):
    campaign = bring_to("filled")
    manager_page, city_page = pages(Role.GENERAL_MANAGER), pages(Role.CITY_STAFF)
    assert "次の手順：宛先の確認の依頼" in manager_page.get(url("leaflet", campaign.pk)).content.decode()
    assert manager_page.post(url("leaflet_ask", campaign.pk)).status_code == 303
    assert "宛先を確認する" in city_page.get(url("leaflet", campaign.pk)).content.decode()
    assert city_page.post(url("leaflet_check", campaign.pk)).status_code == 422
    seen = seen_of(campaign)
    shown = {"line": list(seen), "all": "1"} | {f"seen-{pk}": edition for pk, edition in seen.items()}
    assert city_page.post(url("leaflet_tick", campaign.pk), shown).status_code == 303
    assert city_page.post(url("leaflet_check", campaign.pk)).status_code == 303
    assert "次の手順：デザインの承認" in city_page.get(url("leaflet", campaign.pk)).content.decode()
    ticks = {"shows_tokimo": "on", "shows_mainachan": "on"}
    assert city_page.post(url("leaflet_design", campaign.pk), {"shows_tokimo": "on"}).status_code == 422
    assert city_page.post(url("leaflet_design", campaign.pk), ticks).status_code == 303
    for step, fields in (
        ("print", {"printed": "5", "printed_on": "2025-06-02"}),
        ("stuff", {"stuffed": "4", "stuffed_on": "2025-06-02"}),
        ("post", {"posted_on": "2025-06-02"}),
        ("figures", {"printing_yen": "30000", "postage_yen": "0", "printed": "5", "stuffed": "4", "reason": ""}),
        ("complete", {}),
        ("erase", {}),
    ):
        assert manager_page.post(url(f"leaflet_{step}", campaign.pk), fields).status_code == 303, step
    campaign.refresh_from_db()
    assert (campaign.status, campaign.cost_yen, campaign.addresses.count()) == (LeafletStatus.COMPLETED, 30_000, 0)
    assert "消去しました" in manager_page.get(url("leaflet_addresses", campaign.pk)).content.decode()


def test_refused_step_gives_back_what_was_typed(pages):
    campaign = bring_to("printed")
    answer = pages(Role.GENERAL_MANAGER).post(
        url("leaflet_stuff", campaign.pk), {"stuffed": "99", "stuffed_on": "2025-06-02"}
    )
    assert answer.status_code == 422
    assert "印刷した数（5）より多く" in answer.content.decode()
    assert 'value="99"' in answer.content.decode()


@pytest.mark.parametrize("role", [Role.COUNTER_STAFF, Role.SITE_LEADER, Role.OPERATOR, Role.SYSTEM_ADMIN])
def test_leaflets_are_for_the_manager_and_the_city(pages, role):
    campaign = bring_to("filled")
    for name in ("leaflet", "leaflet_addresses", "leaflet_add"):
        assert pages(role).get(url(name, campaign.pk)).status_code == 403
    assert pages(Role.CITY_STAFF).post(url("leaflet_print", campaign.pk)).status_code == 403
    assert pages(Role.GENERAL_MANAGER).post(url("leaflet_check", campaign.pk)).status_code == 403


def test_one_form_sent_twice_begins_one_leaflet(pages):
    page = pages(Role.GENERAL_MANAGER)
    form = page.get(url("leaflet_create")).context["form"]
    assert form.initial["planned_count"] == 500
    posted = {
        "term": term().pk,
        "title": "案内",
        "purpose": "案内",
        "planned_count": "480",
        "submission_key": form["submission_key"].value(),
    }
    assert [page.post(url("leaflet_create"), posted).status_code for _ in range(2)] == [303, 303]
    assert LeafletCampaign.objects.get().planned_count == 480


def test_pages_take_the_same_queries_for_one_line_and_for_many(pages):
    page = pages(Role.GENERAL_MANAGER)

    def queries(campaign: LeafletCampaign) -> list[int]:
        counted = []
        for address in (
            *(url(name, campaign.pk) for name in ("leaflet", "leaflet_addresses", "leaflet_add")),
            url("leaflets"),
        ):
            with CaptureQueriesContext(connection) as found:
                assert page.get(address).status_code == 200
            counted.append(len(found))
        return counted

    few = bring_to("filled", lines=1)
    page.get(url("leaflets"))
    assert queries(few) == queries(bring_to("filled", lines=40))


def test_count_is_corrected_with_a_reason_only(pages):
    campaign = bring_to("stuffed")
    page, address = pages(Role.GENERAL_MANAGER), url("leaflet_figures", campaign.pk)
    fields = {"printing_yen": "", "postage_yen": "", "printed": "6", "stuffed": "4", "reason": ""}
    refused_answer = page.post(address, fields)
    assert refused_answer.status_code == 422
    assert "理由を入力してください" in refused_answer.content.decode()
    assert page.post(address, fields | {"reason": "数え直し"}).status_code == 303
    assert LeafletCampaign.objects.get().printed == 6


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.SITE_LEADER])
def test_calendar_warns_those_who_can_do_something(pages, role, time_machine):
    time_machine.move_to(NOW.replace(month=12), tick=False)
    shown = pages(role).get(reverse("outreach:calendar")).content.decode()
    assert ("チラシの発送の期限" in shown) == (role != Role.SITE_LEADER)
