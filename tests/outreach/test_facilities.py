"""The register of facilities: searched, kept, closed, with contacts and visits; rules of its tables."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.enums import Role
from apps.contracts.models import ContractTerm
from apps.core.db import violated
from apps.outreach import actions
from apps.outreach.actors import Actor
from apps.outreach.enums import FacilityKind, FacilitySource, ImportStage, LinkPurpose, RowOutcome, VisitStatus
from apps.outreach.models import Facility, FacilityContact, FacilityImport, FacilityImportRow, NotPossible, Visit
from tests.threads import at_once

from .factories import NOW, TODAY, at, make_facility, make_user, make_visit, request, term
from .link_factories import facility_client, make_link

READERS = (Role.SITE_LEADER, Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER)
WRITERS = (Role.GENERAL_MANAGER, Role.CITY_STAFF)


def address(name: str, pk: int | None = None) -> str:
    return reverse(f"outreach:{name}", args=[] if pk is None else [pk])


@pytest.fixture
def city(client_of):
    return client_of(Role.CITY_STAFF)


def facility_form(**fields: object) -> dict[str, object]:
    return {
        "office_number": "１１７０４-０３３６２",
        "name": "特別養護老人ホーム　はつかりの里",
        "name_kana": "ﾄｸﾍﾞﾂﾖｳｺﾞﾛｳｼﾞﾝﾎｰﾑ　ハツカリノサト",
        "kind": "care_home",
        "corporation": "社会福祉法人見本会",
        "capacity": "80",
        "postal_code": "３５００００１",
        "address": "埼玉県川越市石原町2-68-5",
        "phone": "０４９（２２５）７０５５",
        "fax": "049-225-7056",
        "submission_key": uuid.uuid4(),
    } | fields


def contact_form(**fields: object) -> dict[str, object]:
    return {
        "duty": "生活相談員",
        "phone": "０４９-０００-１００１",
        "extension": "12",
        "submission_key": uuid.uuid4(),
    } | fields


def make_contact(facility: Facility, **fields: object) -> FacilityContact:
    return actions.save_contact(
        contact=FacilityContact(**({"facility": facility, "duty": "事務室", "phone": "049-000-1001"} | fields))
    )


def error_of(response, field: str) -> str:
    assert response.status_code == 422
    [sentence] = response.context["form"].errors[field]
    assert sentence in response.content.decode()
    return sentence


# --- entries


def test_facility_is_taken_in_any_width_and_kana(city):
    form = facility_form()
    answers = [city.post(address("facility_create"), form) for _ in range(2)]
    facility = Facility.objects.get()
    assert [answer["Location"] for answer in answers] == [address("facility", facility.pk)] * 2
    assert facility.office_number == "1170403362"
    assert facility.name_kana == "とくべつようごろうじんほーむ はつかりのさと"
    assert (facility.phone, facility.fax, facility.postal_code) == ("049-225-7055", "049-225-7056", "350-0001")
    assert (facility.capacity, facility.source, facility.source_on) == (80, FacilitySource.HAND, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"office_number": "117040336"}, "office_number"),
        ({"name_kana": "初雁"}, "name_kana"),
        ({"phone": "225-7055"}, "phone"),
        ({"phone": "049-225-7055 内線12"}, "phone"),
        ({"fax": "なにか"}, "fax"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "八十"}, "capacity"),
        ({"postal_code": "350"}, "postal_code"),
        ({"name": "番号123456789018"}, "name"),
    ],
)
def test_wrong_facility_is_refused_beside_the_field(city, fields, wrong):
    assert error_of(city.post(address("facility_create"), facility_form(**fields)), wrong)
    assert not Facility.objects.exists()


def test_office_number_that_is_taken_is_refused_beside_the_field(city):
    make_facility(office_number="1170403362")
    response = city.post(address("facility_create"), facility_form())
    assert "すでに登録されています" in error_of(response, "office_number")


def test_facility_is_edited_and_the_moment_is_kept(city):
    facility = make_facility(source=FacilitySource.PUBLIC, source_on=TODAY)
    page = city.get(address("facility_edit", facility.pk)).content.decode()
    assert "次にファイルを取り込むとき" in page
    assert city.post(address("facility_edit", facility.pk), facility_form(capacity="")).status_code == 303
    facility.refresh_from_db()
    assert (facility.office_number, facility.capacity, facility.edited_at) == ("1170403362", None, NOW)
    assert facility.source == FacilitySource.PUBLIC


def test_saving_without_a_change_is_no_edit(city):
    city.post(address("facility_create"), facility_form())
    facility = Facility.objects.get()
    same = facility_form(office_number="1170403362", name=facility.name, name_kana=facility.name_kana,
                         postal_code="350-0001", phone="049-225-7055")  # fmt: skip
    assert city.post(address("facility_edit", facility.pk), same).status_code == 303
    facility.refresh_from_db()
    assert facility.edited_at is None


def test_facility_is_closed_with_a_reason_and_reopened(city):
    facility = make_facility()
    assert error_of(city.post(address("facility_close", facility.pk), {"reason": ""}), "reason")
    assert city.post(address("facility_close", facility.pk), {"reason": "令和7年5月末で廃止"}).status_code == 303
    page = city.get(address("facility", facility.pk)).content.decode()
    assert "休廃止の施設です（令和7年5月末で廃止）" in page
    assert f"{address('visit_create')}?facility=" not in page
    assert "「要請を記録する」から登録します" not in page
    assert list(city.get(address("facility_list")).context["page"]) == []
    assert list(city.get(address("facility_list"), {"closed": "on"}).context["page"]) == [facility]
    assert city.post(address("facility_reopen", facility.pk)).status_code == 303
    facility.refresh_from_db()
    assert (facility.is_active, facility.closed_reason) == (True, "")


def close(facility) -> None:
    actions.close_facility(facility=facility, reason="廃止", by=make_user(Role.CITY_STAFF), at=NOW)


def test_a_closed_facility_is_offered_nowhere_and_asks_for_nothing(city):
    facility = make_facility()
    form = {"facility": facility.pk, "head_count": 4, "requested_on": TODAY, "submission_key": uuid.uuid4()}
    close(facility)
    page = city.get(address("visit_create"), {"facility": facility.pk})
    assert facility not in page.context["form"].fields["facility"].queryset
    assert error_of(city.post(address("visit_create"), form), "facility")
    with pytest.raises(actions.FacilityClosed, match="休廃止の施設です（廃止）"):
        request(facility=facility)
    assert not Visit.objects.exists()


def test_links_end_with_the_facility_and_none_is_issued_until_it_is_reopened(city):
    facility = make_facility()
    (client, link), (_, token) = facility_client(facility), make_link(facility)
    close(facility)
    link.refresh_from_db()
    assert (link.revoked_at, link.revoke_reason) == (NOW, "休廃止の施設としたため")
    assert client.get("/f/").status_code == 404
    assert Client().post("/f/open/", {"token": token}).status_code == 404
    assert "リンクを発行する" not in city.get(address("facility", facility.pk)).content.decode()
    given = {"days": 14, "purpose": LinkPurpose.REQUEST, "submission_key": uuid.uuid4()}
    refused = city.post(address("link_print", facility.pk), given)
    assert "休廃止の施設です（廃止）" in error_of(refused, "__all__")
    actions.reopen_facility(facility=facility)
    assert city.post(address("link_print", facility.pk), given).status_code == 200
    assert facility.links.living(NOW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_facility_that_asks_while_it_is_closed_does_one_of_the_two():
    for _ in range(5):
        facility = make_facility()
        link, _token = make_link(facility)
        by = make_user(Role.CITY_STAFF)
        at_once(
            [
                lambda facility=facility, by=by: actions.close_facility(
                    facility=facility, reason="廃止", by=by, at=NOW
                ),
                lambda facility=facility, link=link: actions.ask_for_visit(
                    facility=facility, wishes={"head_count": 4, "wish": ""}, by=Actor.by_link(link), at=NOW,
                    submission_key=uuid.uuid4(),
                ),
            ]
        )  # fmt: skip
        facility.refresh_from_db()
        assert facility.visits.exists() is facility.is_active


@pytest.mark.parametrize("status", VisitStatus)
def test_facility_is_closed_only_when_no_visit_is_under_way(status):
    facility = make_facility()
    make_visit(status, facility=facility)
    if status in (VisitStatus.REQUESTED, VisitStatus.COORDINATING, VisitStatus.CONFIRMED):
        with pytest.raises(NotPossible, match="先に訪問を終えるか"):
            close(facility)
    else:
        close(facility)
    assert Facility.objects.get().is_active is (status in ("requested", "coordinating", "confirmed"))


# --- the list


@pytest.mark.parametrize(
    "typed",
    [
        "はつかり", "ハツカリ", "ﾊﾂｶﾘ", "初雁", "特養 初雁", "1170403362", "１１７０４０３３６２", "石原町",
        "石原町2-68",
        "049-225-7055", "0492257055", "２２５７０５５", "225-7055", "はつかりのさと",
    ],
)  # fmt: skip
def test_facility_is_found_by_any_of_its_words_in_any_spelling(city, typed):
    wanted = make_facility(
        office_number="1170403362", name="特養 初雁の里", name_kana="とくよう はつかりのさと", phone="049-225-7055",
        address="埼玉県川越市石原町2-68-5",
    )  # fmt: skip
    make_facility(phone="049-000-0001")
    assert list(city.get(address("facility_list"), {"name": typed}).context["page"]) == [wanted]


def test_list_is_filtered_by_kind_and_by_the_visits_of_the_term(city):
    visited, asking, other, former = (make_facility(name_kana=reading) for reading in "あいうえ")
    make_visit(VisitStatus.COMPLETED, facility=visited)
    make_visit(VisitStatus.REQUESTED, facility=visited)
    make_visit(VisitStatus.REQUESTED, facility=asking)
    make_visit(VisitStatus.CANCELLED, facility=other)
    make_visit(VisitStatus.COMPLETED, facility=former, term=other_term())
    Facility.objects.filter(pk=other.pk).update(kind=FacilityKind.HOSPITAL)

    def found(**query: str) -> list[Facility]:
        return list(city.get(address("facility_list"), query).context["page"])

    assert found(state="visited") == [visited]
    assert found(state="asking") == [visited, asking]
    assert found(state="none") == [asking, other, former]
    assert found(kind="hospital") == [other]
    rows = city.get(address("facility_list")).context["rows"]
    assert [(row.facility, row.state, row.visits) for row in rows] == [
        (visited, "visited", 1), (asking, "asking", 0), (other, "none", 0), (former, "none", 1),
    ]  # fmt: skip
    assert found(kind="no_such_choice") == []


def other_term() -> ContractTerm:
    this = term()
    return ContractTerm.objects.create(
        code="R6", title="令和6年度", starts_on=this.starts_on - timedelta(days=400),
        ends_on=this.starts_on - timedelta(days=100),
    )  # fmt: skip


def test_list_is_ordered_as_asked(city):
    late, early, never = (make_facility(name_kana=reading) for reading in "うあい")
    Facility.objects.filter(pk=early.pk).update(capacity=50)
    Facility.objects.filter(pk=never.pk).update(capacity=90)
    make_visit(VisitStatus.COMPLETED, facility=early, starts_at=at(10), ends_at=at(11))
    make_visit(VisitStatus.COMPLETED, facility=late, starts_at=at(13), ends_at=at(14))
    make_visit(VisitStatus.CONFIRMED, facility=never, starts_at=at(15), ends_at=at(16))

    def found(order: str) -> list[Facility]:
        return list(city.get(address("facility_list"), {"order": order}).context["page"])

    assert found("") == [early, never, late]
    assert found("visited") == [late, early, never]
    assert found("waiting") == [never, early, late]
    assert found("capacity") == [never, early, late]
    assert found("number") == [late, early, never]


def count_queries(get) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert get().status_code == 200
    return len(queries)


@pytest.mark.parametrize("order", ["", "visited", "waiting", "capacity", "number"])
def test_list_takes_the_same_queries_for_1_and_50_rows(city, order):
    make_visit(VisitStatus.COMPLETED)
    few = count_queries(lambda: city.get(address("facility_list"), {"order": order}))
    for _ in range(49):
        make_visit()
    assert count_queries(lambda: city.get(address("facility_list"), {"order": order})) == few


# --- the page of a facility


def test_page_shows_facts_contacts_visits_and_links(city):
    facility = make_facility(capacity=80, corporation="社会福祉法人見本会", phone="049-000-1001")
    make_contact(facility, duty="生活相談員", extension="12", reachable="平日 9時〜12時")
    done = make_visit(VisitStatus.COMPLETED, facility=facility, head_count=14)
    make_visit(facility=facility)
    page = city.get(address("facility", facility.pk))
    text = page.content.decode()
    for part in (
        "80人",
        "社会福祉法人見本会",
        "生活相談員",
        "内線 12",
        "最初にかける",
        "14人",
        "施設のリンク",
        "手入力",
    ):
        assert part in text
    visits = list(page.context["page"])
    assert [visit.status for visit in visits] == [VisitStatus.REQUESTED, VisitStatus.COMPLETED]
    assert address("visit_detail", done.pk) in text
    assert city.get(address("facility", facility.pk + 1)).status_code == 404


def test_page_takes_the_same_queries_for_few_and_many_visits(city):
    facility = make_facility()
    make_visit(VisitStatus.COMPLETED, facility=facility), make_contact(facility)
    few = count_queries(lambda: city.get(address("facility", facility.pk)))
    for number in range(10):
        make_visit(facility=facility), make_contact(facility, duty=f"事務室{number}")
    assert count_queries(lambda: city.get(address("facility", facility.pk))) == few


# --- contacts


def test_contact_is_added_once_and_the_first_one_is_called_first(city):
    facility, form = make_facility(), contact_form()
    assert [city.post(address("contact_create", facility.pk), form).status_code for _ in range(2)] == [303, 303]
    contact = FacilityContact.objects.get()
    assert (contact.duty, contact.phone, contact.extension, contact.is_first) == (
        "生活相談員",
        "049-000-1001",
        "12",
        True,
    )
    city.post(address("contact_create", facility.pk), contact_form(duty="事務室"))
    assert [each.duty for each in facility.contacts.current()] == ["生活相談員", "事務室"]
    city.post(
        address("contact_edit", facility.contacts.get(duty="事務室").pk), contact_form(duty="事務室", is_first="on")
    )
    assert [each.duty for each in facility.contacts.current()] == ["事務室", "生活相談員"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"duty": ""}, "duty"),
        ({"duty": "担当：川越太郎様"}, "duty"),
        ({"duty": "090-1234-5678"}, "duty"),
        ({"phone": "000-1001"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"phone": "090-1234-5678"}, "phone"),
        ({"phone": "1234-5678-9018"}, "phone"),
        ({"extension": "内線"}, "extension"),
    ],
)
def test_contact_that_may_be_a_person_or_nothing_is_refused(city, fields, wrong):
    facility = make_facility()
    response = city.post(address("contact_create", facility.pk), contact_form(**fields))
    assert response.status_code == 422
    assert response.context["form"].errors[wrong]
    assert not FacilityContact.objects.exists()


def test_ended_contact_is_kept_and_the_next_one_is_called_first(city):
    facility = make_facility()
    first, second = make_contact(facility), make_contact(facility, duty="生活相談員")
    assert [city.post(address("contact_end", first.pk)).status_code for _ in range(2)] == [303, 303]
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.ended_at, first.is_first, second.is_first) == (NOW, False, True)
    assert first not in facility.contacts.current()
    assert city.get(address("contact_edit", first.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_contacts_made_first_at_once_leave_one_first():
    facility = make_facility()
    contacts = [FacilityContact(facility=facility, duty=duty, phone="049-000-1001", is_first=True) for duty in "甲乙丙"]
    found = at_once([lambda contact=contact: actions.save_contact(contact=contact) for contact in contacts])
    assert [type(each) for each in found] == [FacilityContact] * 3
    assert (facility.contacts.count(), facility.contacts.filter(is_first=True).count()) == (3, 1)


# --- the rules of the tables


def refused_by(save) -> str | None:
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        return violated(error)
    return None


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"capacity": None}, None),
        ({"capacity": 1}, None),
        ({"capacity": 0}, "facility_capacity_is_positive_or_unknown"),
        ({"is_active": False, "closed_reason": "廃止"}, None),
        ({"is_active": False}, "facility_is_closed_with_a_reason"),
        ({"closed_reason": "廃止"}, "facility_is_closed_with_a_reason"),
        ({"source": FacilitySource.PUBLIC, "source_on": TODAY}, None),
        ({"source": FacilitySource.PUBLIC}, "facility_from_a_file_has_its_date"),
        ({"source_on": TODAY}, "facility_from_a_file_has_its_date"),
    ],
)
def test_facility_keeps_its_rules(fields, rule):
    assert refused_by(lambda: make_facility(**fields)) == rule


def test_contact_keeps_its_rules():
    facility, other = make_facility(), make_facility()
    fields = {"duty": "事務室", "phone": "049-000-1001", "is_first": True}

    def made(**more: object) -> str | None:
        return refused_by(lambda: FacilityContact.objects.create(**(fields | more)))

    assert made(facility=facility) is None
    assert made(facility=other) is None
    assert made(facility=facility) == "facilitycontact_one_is_called_first"
    assert made(facility=facility, is_first=False) is None
    ended = {"facility": make_facility(), "ended_at": NOW}
    assert made(**ended) == "facilitycontact_ended_is_not_called_first"
    assert made(**ended, is_first=False) is None


def make_run(**fields: object) -> FacilityImport:
    given = {"sha256": uuid.uuid4().hex, "file_name": "a.csv", "encoding": "UTF-8", "source_on": TODAY, "read_at": NOW}
    return FacilityImport.objects.create(**(given | fields))


def test_import_and_its_rows_keep_their_rules():
    run, facility, somebody = make_run(sha256="a"), make_facility(), make_user(Role.CITY_STAFF)
    assert refused_by(lambda: make_run(sha256="a")) == "facilityimport_one_for_each_file"
    assert refused_by(lambda: make_run(stage=ImportStage.TAKEN)) == "facilityimport_taken_at_some_time"
    assert refused_by(lambda: make_run(taken_at=NOW)) == "facilityimport_taken_at_some_time"
    assert refused_by(lambda: make_run(stage=ImportStage.TAKEN, taken_at=NOW)) is None

    def made(line: int = 2, **fields: object) -> str | None:
        given = {"facility_import": run, "line": line, "outcome": RowOutcome.WAITING}
        return refused_by(lambda: FacilityImportRow.objects.create(**(given | fields)))

    assert made() is None
    assert made() == "facilityimportrow_one_for_each_line"
    assert made(3, outcome=RowOutcome.REJECTED) == "facilityimportrow_rejected_with_a_reason"
    assert made(3, outcome=RowOutcome.DISMISSED, reason="x") == "facilityimportrow_dismissed_with_a_reason"
    assert made(3, outcome=RowOutcome.NEW) == "facilityimportrow_taken_leads_to_its_facility"
    assert made(3, settled_at=NOW) == "facilityimportrow_settled_by_somebody_at_some_time"
    assert made(3, outcome=RowOutcome.NEW, facility=facility, settled_at=NOW, settled_by=somebody) is None


# --- rights


@pytest.mark.parametrize("role", Role)
def test_readers_read_and_writers_write(client_of, role):
    facility = make_facility()
    contact = make_contact(facility)
    client = client_of(role)
    reading = [client.get(address("facility_list")), client.get(address("facility", facility.pk))]
    assert [page.status_code for page in reading] == [200 if role in READERS else 403] * 2
    writing = [
        client.post(address("facility_create"), {}),
        client.post(address("facility_edit", facility.pk), {}),
        client.post(address("facility_close", facility.pk), {}),
        client.post(address("contact_create", facility.pk), {}),
        client.post(address("contact_edit", contact.pk), {}),
    ]
    assert [page.status_code for page in writing] == [422 if role in WRITERS else 403] * 5
    links = reading[1].content.decode()
    assert (address("facility_edit", facility.pk) in links) is (role in WRITERS)


def test_nobody_without_a_sign_in_sees_the_register(client):
    facility = make_facility()
    for url in (address("facility_list"), address("facility", facility.pk), address("facility_import")):
        assert client.get(url).status_code == 302
