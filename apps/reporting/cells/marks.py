"""What became, since the issue, of the records that a number of an issued report counted."""

from collections import defaultdict
from collections.abc import Sequence

from apps.contracts.calendar import Calendar
from apps.reporting.models import ReportRevision

from .changes import last_events
from .frozen import scope_of
from .keys import Cell, Key, measures_of
from .kinds import SUMS, count
from .lines import LISTINGS, moment
from .names import cell_name


def marks(revision: ReportRevision, key: Key, cell: Cell, ids: Sequence[int], calendar: Calendar) -> dict[int, str]:
    """For those of these records that are not as they were: gone, counted elsewhere or not at all, or only changed."""
    scope = scope_of(revision, calendar, records=ids)
    now: dict[int, dict[Key, int]] = defaultdict(dict)
    for place, live in count(revision.report.kind, scope, key.source):
        for pk, amount in live.amount_of().items():
            now[pk][place] = amount
    model = LISTINGS[key.source].model
    there = set(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True))
    events = last_events(model, ids, revision.issued_at, of_known=True)
    measures, then = set(measures_of(key, SUMS)), cell.amount_of()
    found = {}
    for pk in ids:
        inside = {place: n for place, n in now[pk].items() if place.measure in measures and key.covers(place.place)}
        when = f"（{moment(events[pk].at)}）" if pk in events else ""
        if pk not in there:
            found[pk] = f"削除{when}"
        elif not inside:
            others = "、".join(cell_name(place, revision.content) for place in now[pk])
            found[pk] = f"現在は {others} に数える{when}" if others else f"現在は数えない{when}"
        elif sum(inside.values()) != then[pk]:
            found[pk] = f"現在は {sum(inside.values()):,}{when}"
        elif when:
            found[pk] = f"変更あり、この数は同じ{when}"
    return found
