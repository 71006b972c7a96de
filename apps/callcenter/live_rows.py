"""Rows of the live history as HTML, made once for all who watch the same list at the same moment.

What differs from reader to reader, the mark 新 or 更新, stands between the two halves of a row. A row is kept no longer
than the stamp it was made for, which changes with every record and every minute.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.callcenter.live_history import Place
from apps.callcenter.models import Inquiry

MOST_LISTS = 32
MARK_STANDS_HERE = "\ue000"


class Row(NamedTuple):
    """One record of the list, its HTML up to the reader's mark and from there on."""

    inquiry: Inquiry
    head: SafeString
    tail: SafeString


class Rows(NamedTuple):
    """One page of the list, and where the next begins."""

    rows: list[Row]
    next_before: Place | None


@dataclass
class _Shelf:
    lock: Lock = field(default_factory=Lock)
    rows: Rows | None = None


_shelves: OrderedDict[Hashable, _Shelf] = OrderedDict()
_lock = Lock()


def shared(key: Hashable, make: Callable[[], Rows]) -> Rows:
    """The rows kept under `key`; whoever comes first makes them while the others wait."""
    with _lock:
        shelf = _shelves.setdefault(key, _Shelf())
        _shelves.move_to_end(key)
        while len(_shelves) > MOST_LISTS:
            _shelves.popitem(last=False)
    with shelf.lock:
        if shelf.rows is None:
            shelf.rows = make()
        return shelf.rows


def row_of(inquiry: Inquiry) -> Row:
    html = render_to_string("callcenter/_live_row.html", {"inquiry": inquiry, "mark": MARK_STANDS_HERE})
    head, _, tail = html.partition(MARK_STANDS_HERE)
    return Row(inquiry, SafeString(head), SafeString(tail))
