"""The register of goods, what a counter can do with them, and the monthly word on its lines."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import Site
from apps.counters.enums import METHOD_EQUIPMENT, AssistMethod, EquipmentKind, EquipmentStatus
from apps.counters.equipment import attest_network, readiness
from apps.counters.forms import NetworkAttestForm
from apps.counters.models import EquipmentItem, EquipmentRequirement, NetworkAttest, NotPossible

from .factories import MONDAY, NOW, assign, make_equipment, make_user, site_of

STATEMENT = NetworkAttestForm.STATEMENT


def address(name: str, *rest: object, code: str = "honcho") -> str:
    return reverse(f"counters:{name}", args=[code, *rest])


def equip(site: Site, *, without: set[EquipmentKind] = frozenset()) -> None:
    for kind in set(EquipmentKind) - without:
        make_equipment(site, kind)


def ready_at(site: Site, day: date = MONDAY):
    return readiness([site], day)[site.pk]


# --- readiness


def test_every_kind_of_the_specification_is_asked_for_at_every_counter():
    assert [str(kind.label)[0] for kind in EquipmentKind] == list("アイウエオカキクケコサシスセ")
    required = EquipmentRequirement.objects.minimums(Site.objects.counters(), MONDAY)
    assert len(required) == 6
    assert all(set(kinds) == set(EquipmentKind) for kinds in required.values())


def test_counter_is_ready_with_every_kind_in_its_quantity():
    site = site_of()
    equip(site)
    ready = ready_at(site)
    assert (ready.is_ready, ready.missing, ready.assist_ready, ready.usage_ready) == (True, [], True, True)


@pytest.mark.parametrize("kind", EquipmentKind)
def test_counter_that_lacks_one_kind_is_not_ready_and_names_it(kind):
    site = site_of()
    equip(site, without={kind})
    ready = ready_at(site)
    assert not ready.is_ready
    assert ready.missing == [kind.label]
    assert ready.methods == {method: kind not in needed for method, needed in METHOD_EQUIPMENT.items()}
    assert ready.usage_ready == (kind not in {EquipmentKind.PORTAL_TERMINAL, EquipmentKind.CARD_READER})


def test_post_needs_camera_printer_paper_cutter_and_envelopes():
    site = site_of()
    equip(site, without={EquipmentKind.CAMERA})
    assert ready_at(site).methods == {
        AssistMethod.DEVICE: True,
        AssistMethod.POST: False,
        AssistMethod.SMARTPHONE: True,
    }
    assert not ready_at(site).assist_ready


@pytest.mark.parametrize("status", EquipmentStatus)
def test_only_what_is_usable_counts(status):
    site = site_of()
    equip(site, without={EquipmentKind.TRANSLATOR})
    make_equipment(site, EquipmentKind.TRANSLATOR, status=status)
    assert ready_at(site).is_ready == (status == EquipmentStatus.USABLE)


def test_quantities_of_several_rows_add_up():
    site = site_of()
    equip(site)
    EquipmentRequirement.objects.create(kind=EquipmentKind.FURNITURE, site=site, minimum=6, valid_from=MONDAY)
    EquipmentItem.objects.filter(kind=EquipmentKind.FURNITURE).update(quantity=2)
    assert ready_at(site).missing == ["ク 長机・椅子等（2/6）"]
    make_equipment(site, EquipmentKind.FURNITURE, quantity=4)
    assert ready_at(site).is_ready


def test_requirement_of_the_counter_goes_before_that_of_all_and_the_newest_holds():
    site, other = site_of(), site_of("station")
    kind = EquipmentKind.HYGIENE
    for where, minimum, day in (
        (None, 2, MONDAY + timedelta(days=1)),
        (site, 5, MONDAY),
        (site, 0, MONDAY + timedelta(days=3)),
    ):
        EquipmentRequirement.objects.create(kind=kind, site=where, minimum=minimum, valid_from=day)

    def least(day):
        minimums = EquipmentRequirement.objects.minimums([site, other], day)
        return minimums[site.pk].get(kind, 0), minimums[other.pk].get(kind, 0)

    assert [least(MONDAY + timedelta(days=days)) for days in (-1, 0, 1, 3)] == [(1, 1), (5, 1), (5, 2), (0, 2)]


def test_what_a_method_cannot_do_without_is_asked_for_whatever_the_requirement_says():
    site = site_of()
    EquipmentRequirement.objects.update(minimum=0)
    assert EquipmentKind.CAMERA.label in ready_at(site).missing
    assert EquipmentKind.TRANSLATOR.label not in ready_at(site).missing


def test_readiness_of_six_counters_takes_two_queries():
    sites = list(Site.objects.counters())
    equip(sites[0])

    def queries(asked):
        with CaptureQueriesContext(connection) as captured:
            readiness(asked, MONDAY)
        return len(captured)

    assert queries(sites[:1]) == 2
    for site in sites[1:]:
        equip(site)
    assert queries(sites) == 2


# --- the rules of the database


def refused(**fields: object) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make_equipment(site_of(), **fields)
    return error.value.__cause__.diag.constraint_name


def test_a_serial_number_is_one_device_of_its_kind_that_is_taken_away_every_day():
    make_equipment(site_of(), "camera", serial="A1")
    assert refused(kind="camera", serial="A1") == "equipmentitem_serial_is_unique_in_kind"
    assert refused(kind="camera", serial="A2", quantity=2) == "equipmentitem_serial_means_a_single_one"
    assert refused(kind="camera", serial="A2", removed_daily=False) == "equipmentitem_serial_means_removed_daily"
    assert refused(kind="furniture", quantity=0) == "equipmentitem_quantity_is_at_least_one"
    make_equipment(site_of("station"), "printer", serial="A1")
    make_equipment(site_of(), "furniture", quantity=4)
    make_equipment(site_of(), "furniture", quantity=4)


def test_the_last_check_has_a_day_and_a_person():
    assert refused(last_checked_on=MONDAY) == "equipmentitem_last_checked_on_with_by"
    make_equipment(site_of(), last_checked_on=MONDAY, last_checked_by=make_user())


def test_a_requirement_is_given_once_for_a_day():
    for site in (None, site_of()):
        given = {"kind": "camera", "site": site, "minimum": 2, "valid_from": MONDAY}
        EquipmentRequirement.objects.create(**given)
        with pytest.raises(IntegrityError, match="equipmentrequirement_one_per_kind"), transaction.atomic():
            EquipmentRequirement.objects.create(**given)


# --- the register


@pytest.fixture
def leader(client_of):
    client = client_of(Role.SITE_LEADER)
    assign(client.user, site_of())
    return client


def form_of(**fields: object) -> dict[str, object]:
    return {
        "kind": "camera",
        "name": "デジタルカメラ",
        "serial": "",
        "quantity": 1,
        "source": "lease",
        "status": "usable",
        "network_note": "",
        "note": "",
        "submission_key": uuid.uuid4(),
    } | fields


def test_leader_adds_a_device_that_is_then_taken_away_every_day(leader):
    response = leader.post(address("equipment_create"), form_of(serial=" ＡＢ－１２ "))
    assert (response.status_code, response["Location"]) == (303, address("equipment_list"))
    item = EquipmentItem.objects.get()
    assert (item.site, item.serial, item.removed_daily) == (site_of(), "AB-12", True)
    page = leader.get(address("equipment_list")).content.decode()
    assert "AB-12" in page
    assert "毎日持ち帰り・施錠" in page


def test_the_same_form_sent_twice_is_one_row(leader):
    form = form_of(serial="AB-12")
    assert [leader.post(address("equipment_create"), form).status_code for _ in range(2)] == [303, 303]
    assert EquipmentItem.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"serial": "TAKEN"}, "この品目のこの製造番号は、すでに登録されています。"),
        ({"serial": "N-1", "quantity": 3}, "1台ずつ登録してください"),
        ({"quantity": 0}, "数量は1以上"),
        ({"note": "番号 123456789018"}, "マイナンバー"),
        ({"network_note": "番号 123456789018"}, "マイナンバー"),
    ],
)
def test_a_refused_form_comes_back_filled_with_the_reason(leader, fields, sentence):
    make_equipment(site_of("station"), serial="TAKEN")
    response = leader.post(address("equipment_create"), form_of(**fields))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="デジタルカメラ"' in page
    assert EquipmentItem.objects.count() == 1


def test_leader_changes_a_row_and_moves_it_to_another_of_their_counters(leader):
    item = make_equipment(site_of(), serial="A1")
    form = form_of(serial="A1", status="broken", site=site_of("station").pk)
    assert leader.post(address("equipment_edit", item.pk), form).status_code == 422
    assign(leader.user, site_of("station"))
    assert leader.post(address("equipment_edit", item.pk), form).status_code == 303
    item.refresh_from_db()
    assert (item.site, item.status, item.name) == (site_of("station"), "broken", "デジタルカメラ")


def test_one_click_notes_that_it_was_seen(leader):
    item = make_equipment(site_of())
    response = leader.post(address("equipment_check", item.pk))
    assert response["Location"] == address("equipment_list") + f"#equipment-{item.pk}"
    item.refresh_from_db()
    assert (item.last_checked_on, item.last_checked_by) == (MONDAY, leader.user)


def test_the_wrong_counter_is_refused_to_who_may_only_read_it(leader, client_of):
    item = make_equipment(site_of("station"))
    pages = [("equipment_create", ()), ("equipment_edit", (item.pk,)), ("equipment_check", (item.pk,))]
    for name, rest in [*pages, ("attest_create", ())]:
        assert leader.post(address(name, *rest, code="station"), form_of()).status_code == 403
    assert leader.get(address("equipment_list", code="station")).status_code == 200
    assert leader.post(address("equipment_check", item.pk)).status_code == 404
    clerk = client_of(Role.COUNTER_STAFF)
    assign(clerk.user, site_of())
    assert clerk.get(address("equipment_list")).status_code == 200
    assert clerk.get(address("equipment_list", code="station")).status_code == 404
    assert address("equipment_create") not in clerk.get(address("equipment_list")).content.decode()
    assert client_of(Role.CITY_STAFF).get(address("equipment_list")).status_code == 200
    assert client_of(Role.GENERAL_MANAGER).post(address("equipment_check", item.pk, code="station")).status_code == 303


def test_overview_names_what_each_counter_lacks(leader):
    equip(site_of())
    equip(site_of("station"), without={EquipmentKind.TRANSLATOR})
    page = leader.get(reverse("counters:equipment_overview")).content.decode()
    rows = {
        code: page.split(address("equipment_list", code=code))[1].split("</tr>")[0] for code in ("honcho", "station")
    }
    assert "そろっています" in rows["honcho"]
    assert "不足" in rows["station"]
    assert "コ 翻訳機" in rows["station"]


@pytest.mark.parametrize("name", ["equipment_list", "equipment_overview"])
def test_pages_take_as_many_queries_for_many_rows_as_for_one(leader, name):
    where = reverse("counters:equipment_overview") if name == "equipment_overview" else address(name)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert leader.get(where).status_code == 200
        return len(captured)

    make_equipment(site_of(), last_checked_on=MONDAY, last_checked_by=make_user())
    queries()
    few = queries()
    for site in Site.objects.counters():
        equip(site)
    EquipmentItem.objects.update(last_checked_on=MONDAY, last_checked_by=make_user())
    for month in range(1, 13):
        NetworkAttest.objects.create(
            site=site_of(), month=date(2024, month, 1), statement="確認", attested_at=NOW, attested_by=make_user()
        )
    assert queries() == few


# --- the monthly word


def test_leader_vouches_once_a_month_for_lines_and_devices(leader):
    form = {"statement": STATEMENT}
    assert [leader.post(address("attest_create"), form).status_code for _ in range(2)] == [303, 303]
    attest = NetworkAttest.objects.get()
    assert (attest.site, attest.month, attest.attested_by) == (site_of(), date(2025, 6, 1), leader.user)
    page = leader.get(address("equipment_list")).content.decode()
    assert STATEMENT in page
    assert address("attest_create") not in page


def test_a_second_word_of_somebody_else_is_refused_with_the_first_one_s_name():
    first, second = make_user(), make_user()
    attest_network(site=site_of(), statement=STATEMENT, by=first, at=NOW, today=MONDAY)
    with pytest.raises(NotPossible, match=str(first)):
        attest_network(site=site_of(), statement=STATEMENT, by=second, at=NOW, today=MONDAY)
    attest_network(site=site_of(), statement=STATEMENT, by=second, at=NOW, today=date(2025, 7, 1))
    assert NetworkAttest.objects.count() == 2


def test_an_empty_word_comes_back(leader):
    response = leader.post(address("attest_create"), {"statement": ""})
    assert response.status_code == 422
    assert "確認した内容" in response.content.decode()
    assert not NetworkAttest.objects.exists()


def test_a_month_is_its_first_day_and_vouched_for_once():
    given = {"site": site_of(), "statement": "確認", "attested_at": NOW, "attested_by": make_user()}
    with pytest.raises(IntegrityError, match="networkattest_month_is_its_first_day"), transaction.atomic():
        NetworkAttest.objects.create(month=MONDAY, **given)
    NetworkAttest.objects.create(month=date(2025, 6, 1), **given)
    with pytest.raises(IntegrityError, match="networkattest_one_per_site_and_month"), transaction.atomic():
        NetworkAttest.objects.create(month=date(2025, 6, 1), **given)
