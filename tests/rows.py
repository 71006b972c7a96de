"""Rows that many tests begin with, written once and copied back; and the database emptied after tests that commit.

Both go around triggers and foreign keys, which takes the rights of a superuser; without them everything is done the
long way.
"""

from collections.abc import Callable

from django.db import connection, transaction

Rows = dict[str, bytes]

FILLED = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
      AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
"""


def may_go_around_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])


def snapshot(load: Callable[[], None]) -> Rows:
    """What `load` writes into an empty database, table by table; the database stays empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        load()
        connection.check_constraints()  # those that wait for the end of a transaction
        cursor.execute(FILLED)
        rows = {}
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                rows[table] = b"".join(map(bytes, copy))
        transaction.set_rollback(True)
    return {table: content for table, content in rows.items() if content}


def restore(rows: Rows) -> None:
    """Writes a snapshot again, keys and history included; sequences have passed its keys already."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(content)
        cursor.execute("SET LOCAL session_replication_role = origin")


def empty_the_database() -> None:
    """Deletes the rows of the tables that have any, instead of truncating all: a few files instead of a thousand."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(FILLED)
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET LOCAL session_replication_role = origin")
