"""What can be done about a text that looks personal: mended where somebody still may, withheld where nobody does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q

from apps.accounts.models import User
from apps.callcenter.models import Inquiry, InquiryNote
from apps.callcenter.models.inquiries import OWN_EDIT_SPAN
from apps.core import textguard
from apps.counters.models import Trouble

from .attestation import Page, Place, texts
from .enums import RecordText, ReportKind
from .figures.calls import received
from .full_records import TEXTS
from .models import ReportRevision, WithheldText
from .withheld import Key, Withheld

OF_INQUIRIES = {text: column for column, text in TEXTS.items()}


@dataclass(frozen=True)
class Way:
    """What can be done about a place: the texts to be withheld; without one, it is mended or withheld already."""

    keys: tuple[Key, ...]
    is_withheld: bool


@dataclass(frozen=True)
class Withholding:
    """A text that is withheld from a report: where it stands there, and the page of its record."""

    row: WithheldText
    where: str
    page: Page


def ways(places: Sequence[Place], at: datetime) -> list[Way]:
    """For each place, in a fixed number of queries."""
    withheld = Withheld.now().keys
    final = final_texts({key for place in places for key in place.keys} - withheld, at)
    return [
        Way(tuple(key for key in place.keys if key in final), not withheld.isdisjoint(place.keys)) for place in places
    ]


def final_texts(keys: Iterable[Key], at: datetime) -> set[Key]:
    """Those that look personal and that nobody may change any more, in one query for each model."""
    asked: dict[type[Model], set[Key]] = defaultdict(set)
    for key in keys:
        asked[apps.get_model(key.text.rpartition(".")[0])].add(key)
    return {key for model, wanted in asked.items() for key in _final(model, wanted, at)}


def _final(model: type[Model], keys: set[Key], at: datetime) -> Iterator[Key]:
    fields = {key.text: key.text.rpartition(".")[2] for key in keys}
    rows = model._default_manager.filter(_is_closed(model, at), pk__in={key.record_id for key in keys})
    for row in rows.values("pk", *fields.values()):
        for text, field in fields.items():
            if (key := Key(text, row["pk"])) in keys and textguard.inspect(row[field]):
                yield key


def _is_closed(model: type[Model], at: datetime) -> Q:
    """An inquiry is its operator's for a day, a trouble its leaders' until the day is signed; the others are final."""
    if model is Inquiry:
        return Q(saved_at__lte=at - OWN_EDIT_SPAN)
    return Q(session__signed_at__isnull=False) if model is Trouble else Q()


def withhold(*, keys: Iterable[Key], by: User, at: datetime) -> None:
    """Keep these texts out of every report that is made from now on; what is withheld already stays so."""
    with transaction.atomic():
        for text, record_id in keys:
            WithheldText.objects.get_or_create(
                text=text, record_id=record_id, lifted_at=None, defaults={"withheld_at": at, "withheld_by": by}
            )


def lift(*, row: WithheldText, by: User, at: datetime) -> None:
    """Let the reports say the text again, from their next making on; raises `TransitionNotAllowed`."""
    with transaction.atomic():
        WithheldText.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk).lift(by=by, at=at)


def withheld_from(revision: ReportRevision) -> list[Withholding]:
    """The texts that are withheld now and that the report of this revision says, or would say."""
    rows = WithheldText.objects.filter(lifted_at__isnull=True).select_related("withheld_by")
    if revision.report.kind == ReportKind.RECORDS_MONTHLY:
        return [_of_inquiry(row, inquiry) for row, inquiry in _of_month(revision, rows)]
    said = {key: each for each in texts(revision.content) for key in each.keys}
    found = ((row, said.get(Key(row.text, row.record_id))) for row in rows)
    return [Withholding(row, each.where, each.page) for row, each in found if each]


def _of_month(revision: ReportRevision, rows: Iterable[WithheldText]) -> Iterator[tuple[WithheldText, int]]:
    """The texts of the month's inquiries, each with its inquiry."""
    asked = [row for row in rows if row.text in OF_INQUIRIES]
    month = received(revision.report.first_on, revision.report.last_on)
    inquiries = set(month.filter(pk__in=_ids(asked, is_note=False)).values_list("pk", flat=True))
    notes = dict(
        InquiryNote.objects.filter(pk__in=_ids(asked, is_note=True), inquiry__in=month).values_list("pk", "inquiry")
    )
    of_row: Mapping[bool, Mapping[int, int]] = {True: notes, False: {pk: pk for pk in inquiries}}
    for row in asked:
        inquiry = of_row[row.text == RecordText.INQUIRY_NOTE].get(row.record_id)
        if inquiry:
            yield row, inquiry


def _ids(rows: Iterable[WithheldText], *, is_note: bool) -> list[int]:
    return [row.record_id for row in rows if (row.text == RecordText.INQUIRY_NOTE) is is_note]


def _of_inquiry(row: WithheldText, inquiry: int) -> Withholding:
    where = f"Q{inquiry:06d} {OF_INQUIRIES[RecordText(row.text)]}"
    return Withholding(row, where, Page("callcenter:live_detail", (inquiry,)))
