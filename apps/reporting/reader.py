"""What the reports may read: a database role that has no personal data (ADR 0028).

Its grants follow from the declarations of `apps.core.personal`. The role cannot sign in; the product's own user steps
into it for as long as a report is collected, so that a figure that asks for more fails in the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.utils import IntegrityError, ProgrammingError
from psycopg import sql

from apps.core.personal import personal_data

OURS = "apps."
FOR_SIGNING_IN = {
    "accounts.User": {"username", "password", "last_login"},
    "outreach.CalendarFeed": {"token_hash"},
    "outreach.FacilityLink": {"token_hash"},
    "outreach.FacilityPass": {"secret_hash"},
    "callcenter.TelephoneSource": {"token_hash"},
}
"""Not declared as personal, and nothing for a report either."""

Grant = tuple[str, str | None]
"""A table, or one column of it, that the role may read."""


class RoleMissing(CommandError):
    """The database user may not make the role; the message holds the statements for an administrator."""


class GrantsDiffer(CommandError):
    """What the role may read could not be made what the models declare; the message is the user's sentence."""


def role() -> str:
    name: str = settings.REPORT_READER_ROLE
    return name


@contextmanager
def without_personal_data() -> Iterator[None]:
    """Everything asked of the database inside is asked as the reports' role: what is personal is refused there.

    Nothing can be written inside. Opens a transaction, or a savepoint of one; the innermost block counts.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        before = cursor.fetchone()[0]
        _step_into(cursor, role())
        yield
        _step_into(cursor, before)  # an exception takes the savepoint back, and the role with it


def _step_into(cursor: CursorWrapper, name: str) -> None:
    cursor.execute("SELECT set_config('role', %s, true)", [name])


def create_role(database: BaseDatabaseWrapper) -> None:
    """Make the role where it is missing, and let the connected user step into it; raises `RoleMissing`.

    Roles belong to the whole server: further databases on it find it there.
    """
    with database.cursor() as cursor:
        try:
            _create_role(database, cursor, role())
        except ProgrammingError as error:
            name = sql.Identifier(role()).as_string()
            made = "" if _is_there(cursor, role()) else f"CREATE ROLE {name} NOLOGIN;\n"
            user = sql.Identifier(database.settings_dict["USER"]).as_string()
            raise RoleMissing(
                "報告書が使うデータベースのロールを作る権限がありません。管理者として次の文を実行してから、"
                f"migrate をもう一度実行してください。\n{made}GRANT {name} TO {user} WITH SET TRUE, INHERIT FALSE;"
            ) from error


def _is_there(cursor: CursorWrapper, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    return cursor.fetchone() is not None


def _create_role(database: BaseDatabaseWrapper, cursor: CursorWrapper, name: str) -> None:
    if not _is_there(cursor, name):
        try:
            with transaction.atomic(using=database.alias):
                cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)))
        except IntegrityError:
            pass  # made for another database of the server at this very moment
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != "42710":  # duplicate_object
                raise
    cursor.execute("SELECT pg_has_role(current_user, %s, 'SET')", [name])
    if not cursor.fetchone()[0]:
        with transaction.atomic(using=database.alias):
            cursor.execute(
                sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE").format(sql.Identifier(name))
            )


# --- what the role may read -----------------------------------------------------------------------------------------


def readable() -> set[Grant]:
    """The tables of our own apps; of those with personal columns, the other columns.

    Tables that came with a library (sessions, second factors, the history's context) are not among them.
    """
    grants: set[Grant] = set()
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if not options.managed or options.proxy or not options.app_config.name.startswith(OURS):
            continue
        hidden = withheld(model)
        fields = options.local_concrete_fields
        if hidden:
            grants |= {(options.db_table, field.column) for field in fields if field.name not in hidden}
        else:
            grants.add((options.db_table, None))
    return grants


def withheld(model: type[models.Model]) -> set[str]:
    """The fields that the role may not read; a row of history holds what the row itself holds."""
    subject: type[models.Model] = getattr(model, "pgh_tracked_model", model)
    label = subject._meta.label
    names = set(personal_data(subject)) | FOR_SIGNING_IN.get(label, set())
    return names & {field.name for field in model._meta.local_concrete_fields}


def given(cursor: CursorWrapper, name: str) -> set[tuple[str, str | None, str]]:
    """What the database lets the role do now: table, column or None for the whole table, privilege."""
    cursor.execute(
        """
        SELECT c.relname, NULL, acl.privilege_type FROM pg_class c, aclexplode(c.relacl) acl
        WHERE c.relnamespace = 'public'::regnamespace AND acl.grantee = %(role)s::regrole
        UNION ALL
        SELECT c.relname, a.attname, acl.privilege_type
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) acl
        WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL AND acl.grantee = %(role)s::regrole
        """,
        {"role": name},
    )
    return set(cursor.fetchall())


def renew_grants(*, using: str = DEFAULT_DB_ALIAS, **signal: Any) -> None:
    """After each migrate: make the role's grants what the models declare. Does nothing where they are.

    Raises `RoleMissing`, or `GrantsDiffer` where another user's grant cannot be taken back.
    """
    with transaction.atomic(using=using):
        create_role(connections[using])
        with connections[using].cursor() as cursor:
            _renew(cursor, role(), readable() & _columns(cursor))


def _columns(cursor: CursorWrapper) -> set[Grant]:
    """What can be granted: the tables and columns that exist, which after a migrate to a former state are fewer."""
    cursor.execute(
        """
        SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
        """
    )
    columns = set(cursor.fetchall())
    return columns | {(table, None) for table, _ in columns}


def _renew(cursor: CursorWrapper, name: str, wanted: set[Grant]) -> None:
    now = given(cursor, name)
    right = {(table, column, "SELECT") for table, column in wanted}
    if now == right:
        return
    reader = sql.Identifier(name)
    excess = sorted({table for table, _, _ in now - right})
    if excess:
        cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(_listed(excess), reader))
    missing = {(table, column) for table, column, _ in right - given(cursor, name)}
    whole = sorted(table for table, column in missing if column is None)
    if whole:
        cursor.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(_listed(whole), reader))
    for table in sorted({table for table, column in missing if column}):
        columns = _listed(sorted(column for other, column in missing if other == table and column))
        cursor.execute(sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(columns, sql.Identifier(table), reader))
    if wrong := sorted({table for table, _, _ in given(cursor, name) ^ right}):
        raise GrantsDiffer(
            f"報告書が使うデータベースのロール {name} の権限を、定めのとおりにできませんでした（{'、'.join(wrong)}）。"
            "別の利用者が与えた権限を管理者として取り消し、表の所有者を確かめてから、"
            "migrate をもう一度実行してください。"
        )


def _listed(names: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
