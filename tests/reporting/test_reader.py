"""Reports read through a role of the database that has no personal data; its grants are what the models declare."""

import time
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.db.utils import ProgrammingError
from django.test.utils import override_settings

from apps.accounts.enums import Role
from apps.accounts.models import Draft, User
from apps.callcenter.models import Callback, Inquiry
from apps.contracts.models import Site
from apps.core.personal import PersonalField, personal_data
from apps.reporting import content, reader
from apps.reporting.cells.keys import Key
from apps.reporting.cells.lines import LISTINGS
from apps.reporting.enums import ReportKind
from apps.reporting.models import Report
from apps.reporting.periods import parse_period
from apps.reservations.models import Applicant, Reservation
from apps.workforce.models import StaffMember
from tests.callcenter.case_factories import promise
from tests.callcenter.factories import make_inquiry

from .factories import PERIOD_TEXTS, make_counter_day

pytestmark = pytest.mark.django_db
DENIED = "permission denied"


@pytest.fixture
def operator(user_of):
    return user_of(Role.OPERATOR)


def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.usefixtures("masters")
def test_what_is_no_personal_data_is_read_as_ever(operator):
    make_inquiry(operator)
    with reader.without_personal_data():
        assert ask("SELECT current_user") == [(reader.role(),)]
        assert Inquiry.objects.get().summary
        assert Callback.objects.filter(inquiry__operator=operator).count() == 0
        assert User.objects.values_list("role", flat=True).get() == Role.OPERATOR


READINGS = {
    "applicant": lambda: list(Applicant.objects.all()),
    "name of an applicant": lambda: list(Applicant.objects.values_list("name", flat=True)),
    "search for an applicant": lambda: Applicant.objects.filter(phone_index="0").exists(),
    "applicant beside a reservation": lambda: list(Reservation.objects.select_related("applicant")),
    "column of a joined table": lambda: list(Reservation.objects.values_list("applicant__phone")),
    "call-back": lambda: Callback.objects.first(),
    "order of call-backs": lambda: list(Callback.objects.order_by("name").values_list("pk")),
    "name of staff": lambda: list(StaffMember.objects.values_list("name")),
    "name of a user": lambda: list(Inquiry.objects.annotate(who=F("operator__display_name"))),
    "password": lambda: list(User.objects.values_list("password")),
    "draft": lambda: list(Draft.objects.values_list("content")),
    "raw column": lambda: ask("SELECT a.kana FROM reservations_applicant a"),
    "raw row": lambda: ask("SELECT a FROM reservations_applicant a"),
    "raw join": lambda: ask("SELECT c.* FROM callcenter_inquiry i JOIN callcenter_callback c ON c.inquiry_id = i.id"),
    "sub-query": lambda: ask("SELECT (SELECT max(note) FROM callcenter_callback) FROM callcenter_inquiry"),
    "copy": lambda: ask("COPY callcenter_callback TO STDOUT"),
    "history of staff": lambda: ask("SELECT name FROM workforce_staffmemberevent"),
    "history's context": lambda: ask("SELECT metadata FROM pghistory_context"),
    "session": lambda: ask("SELECT session_data FROM django_session"),
}  # fmt: skip


@pytest.mark.parametrize("reading", READINGS)
def test_database_refuses_personal_data_inside(reading):
    with pytest.raises(ProgrammingError, match=DENIED), reader.without_personal_data():
        READINGS[reading]()
    if reading != "copy":
        READINGS[reading]()  # outside it is no fault


WRITINGS = {
    "insert": lambda: Report.objects.create(kind="counter_daily"),
    "update": lambda: Site.objects.update(name=""),
    "delete": lambda: ask("DELETE FROM callcenter_inquiry RETURNING id"),
    "truncate": lambda: ask("TRUNCATE callcenter_inquiry CASCADE"),
    "lock": lambda: list(Site.objects.select_for_update()),
    "table": lambda: ask("CREATE TABLE kept (note text)"),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.usefixtures("masters")
def test_nothing_can_be_written_inside(writing):
    with pytest.raises(ProgrammingError, match=DENIED), reader.without_personal_data():
        WRITINGS[writing]()


def test_role_is_left_again_also_after_a_fault(operator):
    me = ask("SELECT current_user")
    with reader.without_personal_data():
        with reader.without_personal_data():
            assert ask("SELECT current_user") == [(reader.role(),)]
        assert ask("SELECT current_user") == [(reader.role(),)]
    assert ask("SELECT current_user") == me
    with pytest.raises(ZeroDivisionError), reader.without_personal_data():
        raise ZeroDivisionError
    assert ask("SELECT current_user") == me
    with pytest.raises(ProgrammingError), reader.without_personal_data():
        Applicant.objects.first()
    assert ask("SELECT current_user") == me
    assert not Applicant.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_role_ends_with_its_transaction():
    me = ask("SELECT current_user")
    with pytest.raises(ProgrammingError), reader.without_personal_data():
        Applicant.objects.first()
    assert ask("SELECT current_user") == me
    with reader.without_personal_data():
        Site.objects.first()
    assert ask("SELECT current_user, current_setting('role')") == [(*me[0], "none")]


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.usefixtures("contract")
def test_every_report_is_collected_inside(kind, operator, monkeypatch):
    make_counter_day(operator, trouble="待ち時間が長い。")
    promise(operator)
    seen = []
    body = content.BODIES[kind]

    def look(*args):
        seen.extend(ask("SELECT current_user"))
        return body(*args)

    monkeypatch.setitem(content.BODIES, kind, look)
    period = parse_period(kind, PERIOD_TEXTS[kind.span])
    collected = content.collect(kind, period, made_on=date(2026, 4, 1))
    assert collected["kind"] == kind
    assert seen == [(reader.role(),)]


# --- the grants follow the declarations -----------------------------------------------------------------------------


def grants():
    with connection.cursor() as cursor:
        return reader.given(cursor, reader.role())


def test_grants_are_exactly_what_the_models_declare():
    wanted = reader.readable()
    assert grants() == {(*grant, "SELECT") for grant in wanted}
    assert len({table for table, _ in wanted}) > 200


def test_no_declared_column_is_readable():
    hidden = {
        (model._meta.db_table, model._meta.get_field(name).column)
        for model in apps.get_models()
        for name in personal_data(getattr(model, "pgh_tracked_model", model))
        if name in {field.name for field in model._meta.concrete_fields}
    }
    assert ("reservations_applicant", "phone") in hidden
    readable = reader.readable()
    for table, column in hidden:
        assert (table, column) not in readable
        assert (table, None) not in readable
        assert ask(f"SELECT has_column_privilege('{reader.role()}', '{table}', '{column}', 'SELECT')") == [(False,)]


def test_newly_declared_column_is_withheld_from_the_next_migrate_on(monkeypatch):
    monkeypatch.setattr(Site, "PERSONAL_DATA", {"name": PersonalField("試験", "試験")}, raising=False)
    assert grants() != {(*grant, "SELECT") for grant in reader.readable()}
    reader.renew_grants()
    assert grants() == {(*grant, "SELECT") for grant in reader.readable()}
    with pytest.raises(ProgrammingError, match=DENIED), reader.without_personal_data():
        Site.objects.values_list("name").first()
    with reader.without_personal_data():
        assert Site.objects.values_list("code").first() is None
    monkeypatch.undo()
    reader.renew_grants()
    assert ("contracts_site", None, "SELECT") in grants()


def test_foreign_grants_are_taken_back():
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT, DELETE ON reservations_applicant TO {reader.role()}")
        cursor.execute(f"GRANT SELECT (session_data) ON django_session TO {reader.role()}")
    reader.renew_grants()
    assert grants() == {(*grant, "SELECT") for grant in reader.readable()}


def test_grant_that_cannot_be_taken_back_stops_the_migrate():
    """Only who gave a grant takes it back: here a user who may pass on what he reads."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE giver_of_a_test NOLOGIN")
        cursor.execute("GRANT USAGE ON SCHEMA public TO giver_of_a_test")
        cursor.execute("GRANT SELECT ON reservations_applicant TO giver_of_a_test WITH GRANT OPTION")
        cursor.execute("SET LOCAL ROLE giver_of_a_test")
        cursor.execute(f"GRANT SELECT ON reservations_applicant TO {reader.role()}")
        cursor.execute("RESET ROLE")
    with pytest.raises(reader.GrantsDiffer, match=r"定めのとおりにできませんでした（reservations_applicant）"):
        reader.renew_grants()


def test_renewal_of_what_is_right_is_quick_and_changes_nothing(django_assert_max_num_queries):
    started = time.thread_time()
    with django_assert_max_num_queries(10):
        reader.renew_grants()
    assert time.thread_time() - started < 0.3


@override_settings(REPORT_READER_ROLE="report_reader_of_a_test")
def test_role_is_made_where_it_is_missing():
    reader.renew_grants()
    with reader.without_personal_data():
        assert ask("SELECT current_user") == [("report_reader_of_a_test",)]
    assert ask("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'report_reader_of_a_test'") == [
        (False, False)
    ]  # fmt: skip


@override_settings(REPORT_READER_ROLE="report_reader_of_a_test")
def test_user_who_may_not_make_roles_is_told_what_to_run():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_user_of_a_test NOLOGIN")
        cursor.execute("SET LOCAL ROLE plain_user_of_a_test")
        with pytest.raises(reader.RoleMissing, match='CREATE ROLE "report_reader_of_a_test" NOLOGIN;') as refusal:
            reader.renew_grants()
        cursor.execute("RESET ROLE")
        statements = str(refusal.value).splitlines()[1:]
        user = connection.settings_dict["USER"]
        assert statements[-1].endswith(f' TO "{user}" WITH SET TRUE, INHERIT FALSE;')
        for statement in statements:
            cursor.execute(statement)
    reader.renew_grants()
    with reader.without_personal_data():
        assert not Site.objects.exists()


@override_settings(REPORT_READER_ROLE="report_reader_of_a_test")
def test_administrator_is_told_only_to_grant_the_role_that_is_there():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE report_reader_of_a_test NOLOGIN")
        cursor.execute("CREATE ROLE plain_user_of_a_test NOLOGIN")
        cursor.execute("SET LOCAL ROLE plain_user_of_a_test")
        with pytest.raises(reader.RoleMissing) as refusal:
            reader.create_role(connection)
        cursor.execute("RESET ROLE")
        (granted,) = str(refusal.value).splitlines()[1:]
        assert granted.startswith('GRANT "report_reader_of_a_test" TO ')
        cursor.execute(granted)


@override_settings(REPORT_READER_ROLE="report_reader_of_a_test")
def test_user_who_may_make_roles_but_is_no_superuser_can_use_it():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE maker_of_a_test NOLOGIN CREATEROLE")
        cursor.execute("SET LOCAL ROLE maker_of_a_test")
        reader.create_role(connection)
        cursor.execute("SELECT pg_has_role('maker_of_a_test', %s, 'SET')", [reader.role()])
        assert cursor.fetchone() == (True,)
        cursor.execute("RESET ROLE")


def test_lists_of_records_are_read_inside():
    """What the next revision says of changed records is asked as the reports' role as well."""
    for source, listing in LISTINGS.items():
        with reader.without_personal_data():
            assert listing.of([0], Key(source, "", "")) == {}, source
