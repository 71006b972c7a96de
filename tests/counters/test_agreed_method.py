"""A fourth method of assisting exists from the day on which city and contractor agreed on one (第2-1-(2)-①)."""

import io
import uuid

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.accounts.enums import Role
from apps.contracts.calendar import Calendar
from apps.contracts.models import Parameter
from apps.counters.actions import ImpossibleReception, ServiceGiven
from apps.counters.enums import AssistMethod, ServiceKind
from apps.counters.models import Reception
from apps.reporting.content import collect
from apps.reporting.documents import counter_daily
from apps.reporting.enums import ReportKind
from apps.reporting.periods import Period

from .factories import ASSIST, MONDAY, NOW, assign, make_session, record, site_of

AGREED = ServiceGiven(ServiceKind.ASSIST, AssistMethod.AGREED)
NAME = "申請書の郵送依頼方式"


def agree_from(day):
    row = Parameter.objects.get(key="counters.agreed_method")
    row.valid_to = day.replace(day=day.day - 1)
    row.save()
    Parameter.objects.create(key=row.key, label=row.label, kind=row.kind, clause=row.clause, value=NAME, valid_from=day)


@pytest.fixture
def clerk(client_of):
    client = client_of(Role.COUNTER_STAFF)
    assign(client.user, site_of())
    return client


def press_fourth(client):
    form = {"service": "agreed", "people": 1, "submission_key": uuid.uuid4()}
    return client.post(reverse("counters:reception_record", args=["honcho", MONDAY]), form)


def test_without_an_agreement_there_is_no_fourth_method(clerk):
    session = make_session(by=clerk.user)
    page = clerk.get(reverse("counters:session", args=["honcho", MONDAY])).content.decode()
    assert 'value="agreed"' not in page
    assert press_fourth(clerk).status_code == 422
    with pytest.raises(ImpossibleReception, match="協議して認められた日から"):
        record(session, AGREED)
    assert not Reception.objects.exists()


def test_from_the_agreed_day_on_the_fourth_button_records_and_counts_apart(clerk):
    agree_from(MONDAY)
    session = make_session(by=clerk.user)
    page = clerk.get(reverse("counters:session", args=["honcho", MONDAY])).content.decode()
    assert f'value="agreed" data-key="8"><kbd class="kbd" aria-hidden="true">8</kbd>{NAME}' in page
    assert press_fourth(clerk).status_code == 303
    record(session, ASSIST)
    tally = session.receptions.counted().tally()
    counted = {name: tally[name] for name in ("assists", "assists_a", "assists_i", "assists_u", "assists_e")}
    assert counted == {"assists": 2, "assists_a": 1, "assists_i": 0, "assists_u": 0, "assists_e": 1}


def test_day_before_the_agreement_stays_without_it():
    agree_from(MONDAY.replace(day=3))
    with pytest.raises(ImpossibleReception):
        record(make_session(), AGREED)


@pytest.mark.parametrize("with_agreed", [False, True])
def test_daily_report_says_what_the_columns_do_not_show(with_agreed):
    agree_from(MONDAY)
    record(make_session(), AGREED if with_agreed else ASSIST)
    content = collect(ReportKind.COUNTER_DAILY, Period(MONDAY, MONDAY), made_on=MONDAY, calendar=Calendar.load())
    row = next(row for row in content["sites"] if row["site"] == "honcho")
    parts = ("assists_a", "assists_i", "assists_u", "assists_e")
    assert row["assists"] == sum(row[part] for part in parts) == 1
    sheet = load_workbook(io.BytesIO(counter_daily.xlsx(content, NOW))).active
    words = [str(cell.value) for cells in sheet for cell in cells if cell.value]
    assert any("協議による方式（エ）1件を含みます" in word for word in words) is with_agreed
