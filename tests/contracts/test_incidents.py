"""The register of incidents: reported with its minutes, closed only with report and prevention."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.enums import Role
from apps.contracts.enums import IncidentKind
from apps.contracts.models import Incident
from apps.core.clock import JST
from apps.core.db import violated

NOW = datetime(2025, 6, 2, 10, 0, tzinfo=JST)


@pytest.fixture(autouse=True)
def _morning(contract, time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def leader(client_of):
    return client_of(Role.CC_LEADER)


def make_incident(by, **fields) -> Incident:
    defaults = {"kind": IncidentKind.SYSTEM, "detected_at": NOW - timedelta(hours=1), "situation": "回線が不通になった"}
    return Incident.objects.create(recorded_by=by, recorded_at=NOW, **(defaults | fields))


def posted(**fields):
    return {
        "submission_key": str(uuid.uuid4()), "kind": "system", "detected_at": "2025-06-02T09:30",
        "situation": "回線が不通になった", "measure": "",
    } | fields  # fmt: skip


def test_incident_is_recorded_reported_and_closed(leader):
    response = leader.post("/contract/incidents/new/", posted())
    incident = Incident.objects.get()
    assert response["Location"] == f"/contract/incidents/{incident.pk}/"
    leader.post(response["Location"], {"measure": "予備回線へ切替", "reported_at": "2025-06-02T09:45"})
    incident.refresh_from_db()
    assert incident.minutes_to_report == 15
    leader.post(
        response["Location"],
        {"reported_at": "2025-06-02T09:45", "prevention": "回線を二重にする", "is_closed": "on"},
    )
    incident.refresh_from_db()
    assert (incident.closed_at, incident.closed_by) == (NOW, leader.user)
    again = leader.post(response["Location"], {"prevention": "書き換え"})
    assert again.status_code == 302
    incident.refresh_from_db()
    assert incident.prevention == "回線を二重にする"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"is_closed": "on"}, "reported_at"),
        ({"is_closed": "on", "reported_at": "2025-06-02T09:45"}, "prevention"),
        ({"reported_at": "2025-06-02T08:00"}, "reported_at"),
        ({"reported_at": "2025-06-02T11:00"}, "reported_at"),
        ({"measure": "連絡先は 090-1234-5678"}, "measure"),
    ],
)
def test_wrong_progress_comes_back_beside_its_field(leader, fields, field):
    incident = make_incident(leader.user)
    response = leader.post(f"/contract/incidents/{incident.pk}/", fields)
    assert response.status_code == 422
    assert response.context["form"].errors[field]


def test_database_closes_nothing_without_report_and_prevention(user_of):
    user = user_of(Role.CC_LEADER)
    incident = make_incident(user)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        incident.close(by=user, at=NOW)
    assert violated(error.value) == "incident_is_closed_with_report_and_prevention"


def test_twenty_sends_of_one_form_are_one_record(leader):
    form = posted()
    for _ in range(20):
        assert leader.post("/contract/incidents/new/", form).status_code == 302
    assert Incident.objects.count() == 1


def test_city_reads_and_does_not_write(client_of):
    city = client_of(Role.CITY_STAFF)
    incident = make_incident(city.user)
    assert "回線が不通" in city.get("/contract/incidents/").content.decode()
    assert "<button" not in city.get(f"/contract/incidents/{incident.pk}/").content.decode().split('id="main"')[1]
    assert city.post(f"/contract/incidents/{incident.pk}/", {}).status_code == 403
    assert client_of(Role.OPERATOR).get("/contract/incidents/").status_code == 403


def test_future_finding_is_refused(leader):
    response = leader.post("/contract/incidents/new/", posted(detected_at="2025-06-03T09:30"))
    assert response.status_code == 422
    assert not Incident.objects.exists()
