"""Who sees which part of the audit, and how it is paged."""

from datetime import date

import pghistory
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts import audit
from apps.accounts.actions import change_account
from apps.accounts.enums import AccessKind, Role
from apps.accounts.models import AccessEvent, AllowedNetwork, User
from tests.reservations import factories as reservations

CHANGES = "/audit/"
ACCESS = "/audit/access/"


def row(kind=AccessKind.VIEW, **fields):
    return AccessEvent.objects.create(kind=kind, at=timezone.now(), **fields)


def test_change_is_shown_with_author_address_reason_before_and_after(client_of, user_of):
    admin = client_of(Role.SYSTEM_ADMIN, display_name="管理 一郎")
    user = user_of(Role.OPERATOR, display_name="高階 太郎")
    data = {"display_name": "高階 太郎", "role": Role.CC_LEADER, "is_active": "on", "reason": "昇任"}
    admin.post(f"/accounts/users/{user.pk}/", data)
    newest = admin.get(CHANGES).context["rows"][0]
    assert (newest.author, newest.address, newest.reason, newest.action) == ("管理 一郎", "127.0.0.1", "昇任", "変更")
    assert (newest.subject, newest.subject_id, newest.url) == ("利用者", str(user.pk), f"/accounts/users/{user.pk}/")
    assert newest.fields == [audit.FieldChange("役割", "オペレーター", "コールセンター運営責任者")]


def test_creation_and_deletion_show_their_values(user_of):
    network = AllowedNetwork.objects.create(role=Role.OPERATOR, cidr="192.0.2.0/24", note="市役所")
    network.delete()
    deleted, created = audit.changes(Role.GENERAL_MANAGER)[0]
    assert (created.action, deleted.action) == ("作成", "削除")
    assert audit.FieldChange("接続元の範囲", "", "192.0.2.0/24") in created.fields
    assert audit.FieldChange("接続元の範囲", "192.0.2.0/24", "") in deleted.fields


def test_bulk_change_is_in_the_history_too(user_of):
    user_of(Role.OPERATOR, display_name="一")
    user_of(Role.OPERATOR, display_name="二")
    User.objects.update(display_name="同じ")
    assert {entry.fields[0].after for entry in audit.changes(Role.SYSTEM_ADMIN)[0][:2]} == {"同じ"}


def test_password_hash_is_never_in_the_history(user_of):
    user = user_of(Role.OPERATOR)
    user.set_password("a-completely-new-one")
    user.save()
    values = [change.after for entry in audit.changes(Role.GENERAL_MANAGER)[0] for change in entry.fields]
    assert user.username in values
    assert user.password not in values


def test_pages_follow_each_other_without_gap_or_repetition(user_of):
    """Many rows in the same moment: one transaction gives them one time."""
    for _ in range(120):
        user_of(Role.OPERATOR)
    seen, below = [], None
    while True:
        rows, below = audit.changes(Role.SYSTEM_ADMIN, below=below)
        seen += [entry.subject_id for entry in rows]
        if below is None:
            break
        below = audit.Cursor.parse(str(below))
    assert sorted(seen) == sorted(str(pk) for pk in User.objects.values_list("pk", flat=True))
    assert len(seen) == 120


@pytest.mark.parametrize(
    "text", ["", "x", "~~", "2025-06-02~t~1", "2025-06-02T00:00:00+09:00~t~-1", "2025-99-99T00:00:00Z~t~1"]
)
def test_cursor_that_is_none_starts_at_the_top(text, client_of):
    assert audit.Cursor.parse(text) is None
    assert client_of(Role.SYSTEM_ADMIN).get(CHANGES, {"below": text}).status_code == 200


def test_changes_are_narrowed_by_author_and_day(user_of):
    author, other, subject = user_of(Role.SYSTEM_ADMIN), user_of(Role.SYSTEM_ADMIN), user_of(Role.OPERATOR)
    for by in (author, other):
        with pghistory.context(user=by.pk):
            change_account(
                user=subject, by=by, display_name=f"{by.pk}の変更", role=subject.role, is_active=True, reason="x"
            )
    assert [entry.author for entry in audit.changes(Role.SYSTEM_ADMIN, author=author)[0]] == [author.display_name]
    today = timezone.localdate()
    assert len(audit.changes(Role.SYSTEM_ADMIN, first=today, last=today)[0]) == 5
    assert audit.changes(Role.SYSTEM_ADMIN, last=date(2020, 1, 1))[0] == []


@pytest.mark.parametrize(
    ("role", "apps"),
    [
        (Role.SYSTEM_ADMIN, {"accounts"}),
        (Role.CC_LEADER, {"callcenter", "reservations"}),
        (Role.COUNTER_STAFF, set()),
        (Role.SITE_LEADER, set()),
        (Role.OPERATOR, set()),
    ],
)
def test_role_reads_only_its_own_history_tables(role, apps):
    assert {audit.tracked_by(table)._meta.app_label for table in audit.history_tables(role).values()} <= apps


@pytest.mark.parametrize("role", [Role.GENERAL_MANAGER, Role.CITY_STAFF, Role.CITY_APPROVER])
def test_manager_and_city_read_every_history_table(role):
    apps = {audit.tracked_by(table)._meta.app_label for table in audit.history_tables(role).values()}
    assert {"accounts", "callcenter", "reservations", "counters", "contracts"} <= apps


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.GENERAL_MANAGER, {"view", "unmask", "refused", "sign_in", "export"}),
        (Role.CITY_STAFF, {"view", "unmask", "refused", "sign_in", "export"}),
        (Role.CITY_APPROVER, {"view", "unmask", "refused", "sign_in", "export"}),
        (Role.SYSTEM_ADMIN, {"refused", "sign_in"}),
        (Role.CC_LEADER, {"view", "unmask"}),
        (Role.OPERATOR, set()),
    ],
)
def test_access_rows_are_seen_by_role(role, seen, user_of):
    other, viewer = user_of(Role.OPERATOR), user_of(role)
    row(AccessKind.VIEW, user=other, target_type="callcenter.inquiry", target_id="1")
    row(AccessKind.UNMASK, user=other, target_type="reservations.applicant", target_id="1")
    row(AccessKind.EXPORT, user=other, target_type="reporting.report", target_id="1")
    row(AccessKind.REFUSED, user=other)
    row(AccessKind.SIGN_IN, user=other)
    assert set(AccessEvent.objects.visible_to(viewer).values_list("kind", flat=True)) == seen


def test_own_sign_ins_hold_what_was_tried_with_the_own_login_id(client_of, user_of):
    client = client_of(Role.OPERATOR, username="operator-9")
    own = [
        row(AccessKind.SIGN_IN, user=client.user),
        row(AccessKind.SIGN_IN_FAILED, login_id="OPERATOR-9", address="127.0.0.9"),
    ]
    row(AccessKind.SIGN_IN, user=user_of(Role.OPERATOR))
    row(AccessKind.SIGN_IN_FAILED, login_id="operator-99")
    page = client.get("/accounts/sign-ins/")
    assert page.context["rows"] == own[::-1]
    assert "127.0.0.9" in page.content.decode()


def test_access_rows_are_narrowed_and_paged(client_of, user_of):
    client = client_of(Role.GENERAL_MANAGER)
    someone = user_of(Role.OPERATOR)
    with time_machine.travel("2025-06-02 23:59:59+09:00"):
        row(AccessKind.VIEW, user=someone)
    with time_machine.travel("2025-06-03 00:00:01+09:00"):
        row(AccessKind.UNMASK, user=someone)

    def kinds(**query):
        return [entry.kind for entry in client.get(ACCESS, query).context["rows"]]

    assert kinds(user=someone.pk) == ["unmask", "view"]
    assert kinds(first="2025-06-02", last="2025-06-02") == ["view"]
    assert kinds(kind="unmask") == ["unmask"]
    for _ in range(60):
        row(AccessKind.EXPORT, user=someone)
    first = client.get(ACCESS, {"kind": "export"})
    second = client.get(ACCESS, {"kind": "export", "below": first.context["older"]})
    assert "古い記録を見る" in first.content.decode()
    numbers = [entry.pk for entry in [*first.context["rows"], *second.context["rows"]]]
    assert len(set(numbers)) == 60
    assert second.context["older"] is None


@pytest.mark.parametrize(
    "query", [{"first": "9999-12-31"}, {"last": "0001-01-01"}, {"user": "x"}, {"kind": "all"}, {"below": "9" * 40}]
)
@pytest.mark.parametrize("path", [CHANGES, ACCESS])
def test_nonsense_in_the_filter_is_answered_with_a_page(path, query, client_of):
    assert client_of(Role.GENERAL_MANAGER).get(path, query).status_code == 200


@pytest.mark.parametrize(("path", "most"), [(CHANGES, 9), (ACCESS, 8)])
def test_audit_lists_take_the_same_queries_for_one_and_for_fifty(
    path, most, client_of, user_of, django_assert_num_queries
):
    client = client_of(Role.GENERAL_MANAGER)
    row(AccessKind.VIEW, user=client.user)
    with pghistory.context(user=client.user.pk):
        user_of(Role.OPERATOR)
    with django_assert_num_queries(most):
        client.get(path)
    for _ in range(50):
        row(AccessKind.VIEW, user=user_of(Role.OPERATOR), target_type="accounts.user")
    with django_assert_num_queries(most):
        client.get(path)


def spoken(subject: str) -> dict[str, str]:
    """Label and value of what the newest entry about `subject` says."""
    entry = next(entry for entry in audit.changes(Role.GENERAL_MANAGER)[0] if entry.subject == subject)
    return {change.label: change.after for change in entry.fields}


def test_relations_weekdays_and_times_are_spoken_as_the_office_writes_them(user_of):
    desk = reservations.make_office()
    reservations.make_plan(desk, weekdays=[1, 2, 5], created_by=user_of(Role.CITY_STAFF, display_name="市 花子"))
    plan = spoken("枠の型")
    assert (plan["窓口"], plan["曜日"], plan["登録者"]) == (desk.name, "月・火・金", "市 花子")
    assert (plan["最初の枠の開始"], plan["適用開始日"]) == ("09:00", "2025/06/01")


def test_applicant_stays_a_number_and_is_not_even_read(user_of):
    slot = reservations.make_slot(reservations.make_office())
    reservation = reservations.book(slot, user_of(Role.OPERATOR), now=reservations.NOW)
    with CaptureQueriesContext(connection) as queries:
        booking = spoken("受取予約")
    assert booking["予約者"] == f"番号 {reservation.applicant_id}"
    assert booking["枠"] == str(slot)
    assert "取消の理由" not in booking  # still empty
    assert not [query for query in queries if 'FROM "reservations_applicant"' in query["sql"]]


def test_page_takes_one_query_for_each_model_it_names_however_many_rows(user_of):
    operator, slot = user_of(Role.OPERATOR), reservations.make_slot(reservations.make_office(), capacity=40)

    def book_and_count_queries() -> int:
        reservations.book(slot, operator, now=reservations.NOW)
        with CaptureQueriesContext(connection) as queries:
            audit.changes(Role.CC_LEADER)
        return len(queries)

    assert len({book_and_count_queries() for _ in range(8)}) == 1
