"""What keeps a leaflet true: a link goes to its facility alone, the city ticks what it saw, days fit each other."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.db import violated
from apps.outreach.actions import leaflet_letters, leaflet_lines, leaflets
from apps.outreach.enums import FacilityKind, LeafletSource, LeafletStepKind
from apps.outreach.models import FacilityLink, LeafletCampaign, NotPossible
from apps.outreach.tasks import erase_leaflet_addresses
from tests.threads import at_once

from .factories import NOW, TODAY, make_facility
from .leaflet_rows import add, agree, bring_to, check, city, line, make_campaign, manager, seen_of

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=1)


def url(name: str, *args: object) -> str:
    return reverse(f"outreach:{name}", args=args)


@pytest.fixture
def manager_page(client_of):
    return client_of(Role.GENERAL_MANAGER, user=manager())


@pytest.fixture
def city_page(client_of):
    return client_of(Role.CITY_STAFF, user=city())


def with_letters() -> LeafletCampaign:
    """A checked leaflet to two facilities of the register, each of which has its letter."""
    campaign = make_campaign()
    for number in (1, 2):
        make_facility(name=f"登録の園{number}", address=f"川越市元町{number}-1")
    leaflet_lines.add_register(campaign=campaign, kinds=[FacilityKind.CARE_HOME], by=manager(), at=NOW)
    agree(campaign)
    check(campaign)
    make_letters(campaign)
    return campaign


def make_letters(campaign: LeafletCampaign) -> list[leaflet_letters.Letter]:
    return leaflet_letters.make_letters(campaign=campaign, renew=False, by=manager(), at=NOW, days=180)


# --- a link goes to its facility alone ----------------------------------------------------------------------------


def test_renamed_line_is_none_of_the_facilitys_and_gets_no_link():
    campaign = with_letters()
    address = campaign.addresses.first()
    facility = address.facility
    leaflet_lines.change_line(address=address, line=line(name="別の法人の園"), by=manager(), at=NOW)
    address.refresh_from_db()
    assert address.facility is None
    assert not facility.links.living(NOW).exists()
    check(campaign)
    with pytest.raises(NotPossible, match="手紙を作る施設がありません"):
        make_letters(campaign)


def test_moved_facility_keeps_its_line_and_link():
    campaign = with_letters()
    address = campaign.addresses.first()
    moved = line(name=address.name, address="埼玉県川越市的場9-9")
    leaflet_lines.change_line(address=address, line=moved, by=manager(), at=NOW)
    address.refresh_from_db()
    assert address.facility.links.living(NOW).count() == 1


def test_database_keeps_a_facilitys_line_under_its_name():
    campaign = make_campaign()
    make_facility(name="登録の園", address="川越市元町1-1")
    leaflet_lines.add_register(campaign=campaign, kinds=[FacilityKind.CARE_HOME], by=manager(), at=NOW)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        campaign.addresses.update(name="別の法人の園")
    assert violated(caught.value) == "leafletaddress_of_a_facility_bears_its_name"


def test_line_page_says_what_a_new_name_does(manager_page):
    campaign = make_campaign()
    make_facility(name="登録の園", address="川越市元町1-1")
    leaflet_lines.add_register(campaign=campaign, kinds=[FacilityKind.CARE_HOME], by=manager(), at=NOW)
    words = "宛名を変えると、登録されている施設との結び付きが外れます。"
    assert words in manager_page.get(url("leaflet_address", campaign.pk, campaign.addresses.get().pk)).content.decode()
    assert words not in manager_page.get(url("leaflet_address", campaign.pk, add(campaign).pk)).content.decode()


@pytest.mark.parametrize("how", ["remove", "leave out"])
def test_link_of_a_line_that_is_not_posted_to_is_revoked(how):
    campaign = with_letters()
    address = campaign.addresses.first()
    facility, given = address.facility, {"address": address, "by": manager(), "at": NOW}
    if how == "remove":
        leaflet_lines.remove_line(**given)
    else:
        leaflet_lines.leave_out(reason="廃止", **given)
    assert facility.links.get().revoked_by == manager()
    assert FacilityLink.objects.living(NOW).count() == 1


def test_line_that_is_posted_to_after_all_gets_a_new_letter():
    campaign = with_letters()
    given = {"address": campaign.addresses.first(), "by": manager(), "at": NOW}
    leaflet_lines.leave_out(reason="移転先が不明", **given)
    leaflet_lines.leave_out(reason="", **given)
    assert [letter.address for letter in make_letters(campaign)] == [given["address"]]
    assert campaign.letters.in_force().count() == 2


def test_calling_off_revokes_the_links_of_the_letters():
    campaign = with_letters()
    leaflets.cancel_campaign(campaign=campaign, reason="重複", by=manager(), at=NOW)
    assert set(FacilityLink.objects.values_list("revoked_by", "revoke_reason")) == {
        (manager().pk, "チラシを中止したため")
    }


def test_night_revokes_in_the_name_of_whoever_made_the_letter(time_machine):
    campaign = with_letters()
    time_machine.move_to(NOW.replace(year=2026, month=4, day=30), tick=False)
    assert erase_leaflet_addresses() == 1
    assert set(FacilityLink.objects.values_list("revoked_by", flat=True)) == {manager().pk}
    assert campaign.steps.get(kind=LeafletStepKind.CANCELLED).taken_by is None


# --- the city ticks what it has seen ------------------------------------------------------------------------------


def test_line_that_changed_after_the_page_was_opened_is_not_ticked(city_page):
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    seen = seen_of(campaign)
    first, second, third = campaign.addresses.all()
    leaflet_lines.change_line(address=second, line=line(name="差し替えた園"), by=manager(), at=NOW)
    posted = {"line": list(seen), "all": "1", f"remark-{third.pk}": "番地が違います"}
    posted |= {f"seen-{pk}": edition for pk, edition in seen.items()}
    answer = city_page.post(url("leaflet_tick", campaign.pk), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2番の宛先が、画面を開いた後に変わりました。読み込み直して確かめてください。" in page
    assert "差し替えた園" in page
    assert 'value="番地が違います"' in page
    kept = campaign.addresses.values_list("ticked_by", "remark")
    assert list(kept) == [(city().pk, ""), (None, ""), (None, "番地が違います")]
    assert page.count(" checked") == 1
    first.refresh_from_db()
    assert f'name="seen-{first.pk}" value="{first.edition}"' in page


def test_unseen_line_is_not_ticked(city_page):
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    posted = {"line": list(seen_of(campaign)), "all": "1"}
    assert city_page.post(url("leaflet_tick", campaign.pk), posted).status_code == 422
    assert campaign.addresses.unticked().count() == 3


def test_ticks_sent_twice_are_no_fault():
    campaign = bring_to("filled")
    leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
    seen = seen_of(campaign)
    given = {"campaign": campaign, "ticked": seen, "remarks": dict.fromkeys(seen, ""), "seen": seen}
    assert [leaflets.tick_lines(by=city(), at=NOW, **given) for _ in range(2)] == [[], []]


@pytest.mark.django_db(transaction=True)
def test_tick_and_change_at_once_never_tick_the_unseen_line():
    for _ in range(3):
        campaign = bring_to("filled", lines=1)
        leaflets.ask_check(campaign=campaign, by=manager(), at=NOW)
        address, by, officer, seen = campaign.addresses.get(), manager(), city(), seen_of(campaign)
        ticks = {"campaign": campaign, "ticked": seen, "remarks": dict.fromkeys(seen, ""), "seen": seen}
        changed = line(name=f"移転した園{campaign.pk}")
        results = at_once([
            lambda t=ticks, o=officer: leaflets.tick_lines(by=o, at=NOW, **t),
            lambda a=address, n=changed, b=by: leaflet_lines.change_line(address=a, line=n, by=b, at=NOW),
        ])  # fmt: skip
        assert not any(isinstance(result, Exception) for result in results), results
        assert campaign.addresses.get().ticked_at is None


# --- days and steps fit each other --------------------------------------------------------------------------------


def test_printing_day_is_not_before_the_designs_approval(manager_page):
    campaign = bring_to("checked")
    answer = manager_page.post(url("leaflet_print", campaign.pk), {"printed": "5", "printed_on": str(BEFORE)})
    assert answer.status_code == 422
    assert "印刷日が、デザインを承認した日より前です。" in answer.content.decode()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletCampaign.objects.filter(pk=campaign.pk).update(printed=5, printed_on=BEFORE)
    assert violated(caught.value) == "leafletcampaign_prints_from_the_day_of_the_design"


def test_nothing_is_stuffed_while_the_check_is_void():
    campaign = bring_to("printed")
    add(campaign)
    with pytest.raises(NotPossible, match="市が宛先を確認してから"):
        leaflets.record_stuffing(campaign=campaign, stuffed=3, stuffed_on=TODAY, by=manager(), at=NOW)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletCampaign.objects.filter(pk=campaign.pk).update(stuffed=3, stuffed_on=TODAY)
    assert violated(caught.value) == "leafletcampaign_stuffs_after_the_check"


def test_posting_day_is_not_before_the_citys_check(manager_page):
    campaign = bring_to("stuffed")
    later = NOW + timedelta(days=1)
    leaflet_lines.remove_line(address=campaign.addresses.first(), by=manager(), at=later)
    leaflets.ask_check(campaign=campaign, by=manager(), at=later)
    leaflets.check_addresses(campaign=campaign, by=city(), at=later)
    with pytest.raises(NotPossible, match="市が宛先を確認した日より前") as refusal:
        leaflets.record_posting(campaign=campaign, posted_on=TODAY, by=manager(), at=later)
    assert refusal.value.field == "posted_on"
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletCampaign.objects.filter(pk=campaign.pk).update(posted=2, posted_on=TODAY)
    assert violated(caught.value) == "leafletcampaign_posts_from_the_day_of_the_check"
    assert leaflets.record_posting(campaign=campaign, posted_on=date(2025, 6, 3), by=manager(), at=later).posted == 2


# --- what the leaflet is for --------------------------------------------------------------------------------------


def test_edit_is_a_step(manager_page):
    campaign = bring_to("filled")
    fields = {"title": campaign.title, "purpose": "年度後半の案内", "planned_count": "600"}
    assert manager_page.post(url("leaflet_edit", campaign.pk), fields).status_code == 303
    assert campaign.steps.get(kind=LeafletStepKind.EDITED).reason == "目的、作成の予定（枚）"
    assert manager_page.post(url("leaflet_edit", campaign.pk), fields).status_code == 303
    assert campaign.steps.filter(kind=LeafletStepKind.EDITED).count() == 1


def test_purpose_stays_as_the_city_checked_it(manager_page):
    campaign = bring_to("checked")
    fields = {"title": "新しい件名", "purpose": "別の目的", "planned_count": "500"}
    answer = manager_page.post(url("leaflet_edit", campaign.pk), fields)
    assert answer.status_code == 422
    assert "市が宛先を確認した後は、目的を変更できません。" in answer.content.decode()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        LeafletCampaign.objects.filter(pk=campaign.pk).update(purpose="別の目的")
    assert violated(caught.value) == "leafletcampaign_keeps_the_purpose_of_its_check"
    fields |= {"purpose": campaign.purpose}
    assert manager_page.post(url("leaflet_edit", campaign.pk), fields).status_code == 303


@pytest.mark.parametrize("how", ["finished", "cancelled"])
def test_closed_leaflet_is_not_edited(manager_page, how):
    campaign = bring_to("completed" if how == "finished" else "filled")
    if how == "cancelled":
        leaflets.cancel_campaign(campaign=campaign, reason="重複", by=manager(), at=NOW)
    fields = {"title": "新しい件名", "purpose": campaign.purpose, "planned_count": "500"}
    assert manager_page.post(url("leaflet_edit", campaign.pk), fields).status_code == 422
    campaign.refresh_from_db()
    assert campaign.title == "案内チラシ"


# --- what could not be taken, and what came back ------------------------------------------------------------------


def test_facility_that_cannot_be_taken_is_named_with_the_reason(manager_page):
    campaign = make_campaign()
    make_facility(name="ホーム架空殿", address="川越市元町1-1")
    make_facility(name="登録の園", address="川越市元町2-1")
    posted = {"kinds": [FacilityKind.CARE_HOME]}
    for _ in range(2):
        answer = manager_page.post(url("leaflet_register", campaign.pk), posted, follow=True)
        assert "取り込めなかったもの1件" in answer.content.decode()
        assert "ホーム架空殿" in answer.content.decode()
        assert "個人の宛名は登録できません。" in answer.content.decode()
    row = campaign.rejected_rows.get()
    assert row.place == "施設の一覧"
    mended = line(name="架空の園", address="川越市元町1-1")
    made = leaflet_lines.mend_row(row=row, line=mended, by=manager(), at=NOW)
    assert made.source == LeafletSource.REGISTER


def test_figures_of_a_cancelled_leaflet_are_closed():
    campaign = bring_to("printed")
    leaflets.cancel_campaign(campaign=campaign, reason="重複", by=manager(), at=NOW)
    with pytest.raises(NotPossible, match="中止したチラシ"):
        leaflets.correct_figures(campaign=campaign, figures={"printed": 4}, reason="数え直し", by=manager(), at=NOW)


def test_wrong_return_is_taken_back(manager_page, city_page):
    campaign = bring_to("posted")
    address = campaign.addresses.first()
    undo = url("leaflet_address_return_undo", campaign.pk, address.pk)
    assert manager_page.post(undo).status_code == 422
    leaflets.record_return(address=address, returned_on=TODAY, by=manager(), at=NOW)
    assert undo in manager_page.get(url("leaflet_address", campaign.pk, address.pk)).content.decode()
    assert city_page.post(undo).status_code == 403
    assert manager_page.post(undo).status_code == 303
    campaign.refresh_from_db()
    address.refresh_from_db()
    assert (campaign.returned, address.returned_on) == (0, None)
    assert campaign.steps.get(kind=LeafletStepKind.RETURN_UNDONE).number == 0


@pytest.mark.parametrize("how", ["leave out", "return", "undo"])
def test_line_that_is_gone_is_a_sentence(how):
    campaign = bring_to("filled")
    given = {"address": campaign.addresses.first(), "by": manager(), "at": NOW}
    leaflet_lines.remove_line(**given)
    acts = {
        "leave out": lambda: leaflet_lines.leave_out(reason="廃止", **given),
        "return": lambda: leaflets.record_return(returned_on=TODAY, **given),
        "undo": lambda: leaflets.undo_return(**given),
    }
    with pytest.raises(NotPossible, match="すでに消されています"):
        acts[how]()
