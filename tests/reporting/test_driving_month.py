"""The month's driving record as files."""

from datetime import date, timedelta
from io import BytesIO
from subprocess import run

import pytest
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.accounts.models import AccessEvent
from apps.outreach import actions
from apps.outreach.models import TripPassenger
from apps.reporting import attestation, reader
from apps.reporting.content import collect
from apps.reporting.documents.driving_monthly import FOR_CITY, paper
from apps.reporting.enums import ReportKind
from apps.reporting.figures.driving import driving_month
from apps.reporting.periods import Period
from tests.outreach.factories import NOW, make_user
from tests.outreach.test_driving import check, come_back, depart, make_trip
from tests.workforce.factories import MONDAY, make_staff

from .conftest import JUNE

pytestmark = pytest.mark.usefixtures("contract")
XLSX, PDF = (f"/reports/driving/2025-06/download.{form}" for form in ("xlsx", "pdf"))


@pytest.fixture(autouse=True)
def _on_the_morning(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def drives():
    finished, stopped = make_trip(), make_trip()
    check(finished)
    depart(finished)
    come_back(finished)
    check(
        stopped,
        checked_at=NOW - timedelta(minutes=5),
        reading="0.15",
        is_intoxicated=True,
        instruction="=運転を中止させた",
    )
    return finished, stopped


def sheet_of(client):
    return load_workbook(BytesIO(client.get(XLSX).content)).active


def test_workbook_has_a_line_for_each_drive_and_their_sum(client_of, drives):
    sheet = sheet_of(client_of(Role.GENERAL_MANAGER))
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=6)]
    finished, stopped = drives
    assert lines[0][2:4] == [finished.driver.name, finished.purpose]
    assert lines[0][9:13] == [1000, "09:59", 1012, 12]
    assert (lines[0][4], "対面" in lines[0][5]) == ("—", True)
    assert lines[1][6] == "有（0.15 mg/L）"
    assert sheet["M7"].value == 12
    assert sheet.print_title_rows == "$4:$4"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert stopped.driver.name in lines[1]


def test_citys_lines_have_staff_numbers_and_no_name_and_no_value(drives):
    """Asked of the database as the reports' role, which may not read a name at all."""
    passenger, officer = make_user(Role.SITE_LEADER), make_user(Role.CITY_STAFF)
    rider = make_staff(user=passenger)
    TripPassenger.objects.bulk_create(TripPassenger(trip=drives[0], rider=each) for each in (passenger, officer))
    with reader.without_personal_data():
        finished, stopped = driving_month(*JUNE, for_city=True)
    trip = drives[0]
    assert (finished.driver, finished.passengers) == (trip.driver.code, f"{rider.code}、{officer.get_role_display()}")
    assert finished.before.split()[1] == trip.before.checker.code
    assert [line.before_result for line in (finished, stopped)] == ["無", "有"]
    people = [trip.driver.name, trip.before.checker.name, str(passenger), str(officer)]
    assert not [name for name in people if name in str((finished, stopped))]


def test_citys_report_has_no_finding_of_the_guard_and_its_paper_says_why_there_are_no_names(drives):
    content = collect(ReportKind.DRIVING_MONTHLY, Period(*JUNE), made_on=date(2025, 7, 1))
    assert attestation.places(content) == []
    (section,) = paper(content).sections
    assert FOR_CITY in section.tables[0].notes


def test_month_names_who_rode_along(client_of, drives):
    riders = [make_user(Role.SITE_LEADER), make_user(Role.CITY_STAFF)]
    TripPassenger.objects.bulk_create(TripPassenger(trip=drives[0], rider=rider) for rider in riders)
    assert sheet_of(client_of(Role.GENERAL_MANAGER))["E5"].value == "、".join(str(rider) for rider in riders)


def test_empty_month_says_so(client_of):
    assert "ありません" in sheet_of(client_of(Role.GENERAL_MANAGER))["A5"].value


def test_pdf_names_the_checks(client_of, drives, tmp_path):
    file = tmp_path / "driving.pdf"
    file.write_bytes(client_of(Role.SITE_LEADER).get(PDF).content)
    text = run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "運転記録・酒気帯び確認記録" in text
    assert "走行の合計 12 km" in " ".join(text.split()).replace("　", " ")


def test_download_leaves_an_access_row_and_is_not_for_everybody(client_of, drives):
    client_of(Role.GENERAL_MANAGER).get(XLSX)
    assert AccessEvent.objects.filter(reason__contains="運転記録 2025-06 xlsx").exists()
    for role in (Role.OPERATOR, Role.CITY_STAFF, Role.CITY_APPROVER):
        assert client_of(role).get(XLSX).status_code == 403


@pytest.mark.parametrize("address", ["/reports/driving/2025-13/download.pdf", "/reports/driving/2025-06/download.doc"])
def test_no_such_file(client_of, address):
    assert client_of(Role.GENERAL_MANAGER).get(address).status_code == 404


@pytest.mark.parametrize("for_city", [False, True])
def test_lines_take_as_many_queries_for_many_as_for_one(django_assert_num_queries, drives, for_city):
    for _ in range(3):
        check(make_trip())
    with django_assert_num_queries(4 if for_city else 3):  # the city's record also asks which texts are withheld
        assert len(driving_month(MONDAY, MONDAY, for_city=for_city)) == 5


def test_drive_belongs_to_the_day_it_was_driven_on_whenever_it_was_written_down():
    """Monday 2 June: the drives of Saturday 31 May and of Sunday are written up."""
    days = {name: timedelta(days=ago) for name, ago in (("saturday", 2), ("sunday", 1))}
    for ago in days.values():
        row = make_trip()
        check(row, checked_at=NOW - ago - timedelta(minutes=20))
        actions.depart(trip=row, departed_at=NOW - ago, departure_km=1, gap_reason="", at=NOW)
    only_checked, only_opened = make_trip(), make_trip()
    check(only_checked, checked_at=NOW - days["saturday"])
    june = driving_month(date(2025, 6, 1), date(2025, 6, 30), for_city=False)
    assert [(line.day, line.driver) for line in june][1:] == [("6/2（月）", only_opened.driver.name)]
    assert june[0].day == "6/1（日）"
    may = driving_month(date(2025, 5, 1), date(2025, 5, 31), for_city=False)
    assert [line.day for line in may] == ["5/31（土）"] * 2
    assert only_checked.driver.name in [line.driver for line in may]
