"""Writing many rows fast: whole tables by COPY, with keys taken from their sequences beforehand."""

import random
import uuid
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

from django.db import connection, models


def stream(seed: int, *parts: object) -> random.Random:
    """A source of chance of its own for each part, so that one part does not shift the others."""
    return random.Random(f"{seed}:{':'.join(map(str, parts))}")  # noqa: S311 - made-up data, no secret


def key(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def keys_from(model: type[models.Model]) -> "count[int]":
    """Numbers for new rows of the model; hand what was not used back with `settle`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return count(cursor.fetchone()[0])


def settle(model: type[models.Model]) -> None:
    """Let the sequence go on behind the highest key."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT coalesce(max(id), 1) FROM {table}))",  # noqa: S608
            [model._meta.db_table],
        )


def copy(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these fields by one COPY; the columns left out stay NULL.

    The planner learns of them at once: a trigger's plan made for the empty table would read the whole of it each time.
    """
    ready = list(rows)  # whoever makes the rows may read the database, which COPY keeps busy
    quote: Callable[[Any], str] = connection.ops.quote_name
    columns = ", ".join(quote(getattr(model._meta.get_field(name), "column", name)) for name in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
            for row in ready:
                into.write_row(row)
        cursor.execute(f"ANALYZE {table}")
