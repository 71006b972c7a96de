"""The audit page's two lists: changes from every history table, newest first, and the access rows someone may see."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from pghistory.models import Event

from apps.core.clock import day_bounds
from apps.core.personal import personal_data

from .enums import Role
from .models import User

PAGE_SIZE = 50
LONGEST_VALUE = 80
EMPTY = (None, "")
UNSPOKEN = {"id", "created_at", "submission_key"}
ACTIONS = {"insert": "作成", "update": "変更", "delete": "削除"}
ALL_APPS = None
Names = dict[type[models.Model], dict[str, str]]
APPS_OF = {
    Role.GENERAL_MANAGER: ALL_APPS,
    Role.CITY_STAFF: ALL_APPS,
    Role.CITY_APPROVER: ALL_APPS,
    Role.CC_LEADER: {"callcenter", "reservations"},
    Role.SYSTEM_ADMIN: {"accounts"},
}


@dataclass(frozen=True)
class FieldChange:
    """One field's value before and after, as the office reads it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row of a history table: who changed what, from where, why."""

    at: datetime
    author: str
    address: str
    url: str
    subject: str
    subject_id: str
    action: str
    reason: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class Cursor:
    """Where the next page begins: below this row in (moment, table, number)."""

    at: datetime
    table: str
    number: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.table}~{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """None for anything that is no cursor: the list then starts at its top."""
        at, _, rest = text.partition("~")
        table, _, number = rest.partition("~")
        try:
            moment = parse_datetime(at)
        except ValueError:
            return None
        if (
            moment is None
            or timezone.is_naive(moment)
            or not (number.isascii() and number.isdigit() and len(number) < 16)
        ):
            return None
        return cls(moment, table, int(number))


def history_tables(role: str) -> dict[str, type[Event]]:
    """History tables that a role may read, by name."""
    allowed = APPS_OF.get(Role(role), set())
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if issubclass(model, Event) and (allowed is ALL_APPS or tracked_by(model)._meta.app_label in allowed)
    }


def tracked_by(history: type[Event]) -> type[models.Model]:
    """The model whose rows a history table follows."""
    model: type[models.Model] = history.pgh_tracked_model  # type: ignore[assignment]
    return model


def changes(
    role: str,
    *,
    author: User | None = None,
    first: date | None = None,
    last: date | None = None,
    below: Cursor | None = None,
) -> tuple[list[Change], Cursor | None]:
    """One page of what people of `role` may see, newest first, and the cursor of the next page.

    One query, and one for each model that the page names.
    """
    tables = history_tables(role)
    if not tables:
        return [], None
    rows = _rows(tables, author, first, last, below)
    page = rows[:PAGE_SIZE]
    names = _names_in(page, tables)
    following = None
    if len(rows) > PAGE_SIZE:
        final = page[-1]
        following = Cursor(final["at"], final["table"], final["number"])
    return [_as_change(row, tracked_by(tables[row["table"]]), names) for row in page], following


def _rows(
    tables: Iterable[str], author: User | None, first: date | None, last: date | None, below: Cursor | None
) -> list[dict[str, Any]]:
    """The newest PAGE_SIZE + 1 rows over all tables, each with the object's state before it."""
    branches: list[str] = []
    parameters: list[Any] = []
    for table in tables:
        conditions, values = ["TRUE"], []
        if below:
            conditions.append('(pgh_created_at, %s::text COLLATE "C", pgh_id) < (%s, %s::text COLLATE "C", %s)')
            values += [table, below.at, below.table, below.number]
        if first:
            conditions.append("pgh_created_at >= %s")
            values.append(day_bounds(first)[0])
        if last:
            conditions.append("pgh_created_at < %s")
            values.append(day_bounds(last)[1])
        if author:
            conditions.append("pgh_context_id IN (SELECT id FROM pghistory_context WHERE metadata->>'user' = %s)")
            values.append(str(author.pk))
        name = connection.ops.quote_name(table)
        branches.append(
            f"""(SELECT %s::text COLLATE "C" AS "table", e.pgh_id AS number, e.pgh_created_at AS at,
                 e.pgh_label AS label, e.pgh_obj_id::text AS object, c.metadata::text AS context,
                 to_jsonb(e)::text AS now,
                 (SELECT to_jsonb(p)::text FROM {name} p WHERE p.pgh_obj_id = e.pgh_obj_id AND p.pgh_id < e.pgh_id
                  ORDER BY p.pgh_id DESC LIMIT 1) AS before
               FROM (SELECT * FROM {name} WHERE {" AND ".join(conditions)}
                     ORDER BY pgh_created_at DESC, pgh_id DESC LIMIT {PAGE_SIZE + 1}) e
               LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id)"""  # noqa: S608 - names come from the models
        )
        parameters += [table, *values]
    sql = " UNION ALL ".join(branches) + f' ORDER BY at DESC, "table" DESC, number DESC LIMIT {PAGE_SIZE + 1}'
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        return [_decoded(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: json.loads(row[name]) if row[name] else {} for name in ("context", "now", "before")}


def _names_in(rows: list[dict[str, Any]], tables: dict[str, type[Event]]) -> Names:
    """Names of all that the rows speak of: one query for each model, none for those that hold citizens' data."""
    keys: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    for row in rows:
        keys[User].add(str(row["context"].get("user")))
        for f in _relations(tracked_by(tables[row["table"]])):
            keys[f.related_model] |= {str(row[state].get(f.column)) for state in ("now", "before")}
    return {model: _names_of(model, {key for key in found if key.isdigit()}) for model, found in keys.items()}


def _relations(model: type[models.Model]) -> list["models.ForeignKey[Any, Any]"]:
    return [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]


def _names_of(model: type[models.Model], keys: set[str]) -> dict[str, str]:
    if model is not User and personal_data(model):
        return {}
    found = model._base_manager.filter(pk__in=keys)
    if model is not User:
        found = found.select_related()  # a name may hold its place's or its day's
    return {str(row.pk): str(row) for row in found}


def _as_change(row: dict[str, Any], model: type[models.Model], names: Names) -> Change:
    context = row["context"]
    author = context.get("user")
    return Change(
        at=row["at"],
        author=names[User].get(str(author), f"番号 {author}") if author else context.get("actor") or "システム",
        address=context.get("address") or "",
        url=context.get("url") or "",
        subject=str(model._meta.verbose_name),
        subject_id=row["object"] or "",
        action=ACTIONS.get(row["label"], row["label"]),
        reason=context.get("reason") or "",
        fields=_field_changes(row, model, names),
    )


def _field_changes(row: dict[str, Any], model: type[models.Model], names: Names) -> list[FieldChange]:
    before, after = row["before"], row["now"]
    if row["label"] == "insert":
        before = {}
    elif row["label"] == "delete":
        before, after = row["now"], {}
    found = []
    for f in model._meta.concrete_fields:
        old, new = before.get(f.column), after.get(f.column)
        if f.column not in row["now"] or f.column in UNSPOKEN or old == new or (old in EMPTY and new in EMPTY):
            continue
        found.append(FieldChange(str(f.verbose_name), _spoken(f, old, names), _spoken(f, new, names)))
    return found


def _spoken(f: "models.Field[Any, Any]", value: Any, names: Names) -> str:
    if value in EMPTY:
        return ""
    if isinstance(f, models.ForeignKey):
        return names[f.related_model].get(str(value), f"番号 {value}")
    if isinstance(f, ArrayField):
        return "・".join(_spoken(f.base_field, item, names) for item in value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if f.flatchoices:
        return str(dict(f.flatchoices).get(value, value))
    if isinstance(f, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return f"{timezone.localtime(moment):%Y/%m/%d %H:%M}"
    if isinstance(f, models.DateField):
        return str(value).replace("-", "/")
    if isinstance(f, models.TimeField):
        return str(value)[:5]
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
