"""The records of today in the shape and under the names of an issued report, so that only what was counted differs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

NAMED_BY = (
    ("site_name", "site"),
    ("place", "site"),
    ("place", "place_key"),
    ("category", "category_id"),
    ("facility", "visit"),
    ("facility_kind", "visit"),
    ("vehicle", "vehicle_ids"),
    ("driver", "driver_id"),
    ("passengers", "passenger_ids"),
    ("before", "before_id"),
    ("after", "after_id"),
)
"""A name, and the key of what bears it: as long as the key is the same, another name is no other thing."""

OWN_KEYS = ("trip", "visit", "category_id", "order_id")
ROW_KEYS = ("site", "place_key", "vehicle_ids", "date", "hour", "month", "item", "subject", "form")
"""What tells the rows of a list apart, whatever they are called: one of the first alone, the others together."""

GOES_ON = frozenset({"state", "status", "why", "signed_at"})
"""Where a report, a visit or a counter's day stands on its way: that was right on the day of the report."""

Row = Mapping[str, Any]


def like_for_like(then: Any, now: Any) -> tuple[Any, Any]:
    """Both with the parts that both have, and of `now` each thing under the name that it has in `then`."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return _parts(then, now)
    if isinstance(then, Sequence) and isinstance(now, Sequence) and not isinstance(then, str):
        return _lists(then, now)
    return then, now


def _parts(then: Row, now: Row) -> tuple[Row, Row]:
    shared = {name: like_for_like(then[name], now[name]) for name in then if name in now and name not in GOES_ON}
    before, after = ({name: both[side] for name, both in shared.items()} for side in (0, 1))
    for name, key in NAMED_BY:
        if name in after and key in after and before[key] == after[key]:
            after[name] = before[name]
    return before, after


def _lists(then: Sequence[Any], now: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Rows of the same key beside each other; one that stands on one side only stays as it is."""
    rows = [*then, *now]
    own, others = (
        [key for key in keys if all(isinstance(row, Mapping) and key in row for row in rows)]
        for keys in (OWN_KEYS, ROW_KEYS)
    )
    keys = own[:1] or others
    before, after = _by_key(then, keys), _by_key(now, keys)
    for key in before.keys() & after.keys():
        before[key], after[key] = like_for_like(before[key], after[key])
    return list(before.values()), list(after.values())


def _by_key(rows: Sequence[Any], keys: Sequence[str]) -> dict[tuple[str, ...], Any]:
    """In the order of the rows; those that share a key are counted."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for row in rows:
        key = tuple(str(row[name]) for name in keys)
        seen[key] += 1
        found[(*key, str(seen[key]))] = row
    return found
