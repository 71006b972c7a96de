"""Takes files of facilities into the register: shown first, then taken; rows with faults are mended and tried again."""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.parameters import parameter
from apps.core import textguard
from apps.core.db import violated
from apps.core.marks import mark_of
from apps.outreach.enums import FacilitySource, ImportStage, RowOutcome
from apps.outreach.facility_file import Entry, RowFault, kept_cells, read_cells, read_file
from apps.outreach.models import Facility, FacilityImport, FacilityImportRow, NotPossible

HIDDEN: Final = "（表示しません）"
FROM_A_FILE: Final = (
    "name", "name_kana", "kind", "corporation", "capacity", "postal_code", "address", "phone", "fax",
)  # fmt: skip
"""What of a facility a file may say."""
TAKES_TURNS: Final = "outreach.facility_import"


class AlreadySettled(NotPossible):
    """Somebody else has dealt with the row or the file meanwhile."""


class RegisterChanged(NotPossible):
    """The register is no longer as it was when the differences were shown."""


class WouldChange(NotPossible):
    """The row's facility is in the register with other content; `differences` says which."""

    def __init__(self, differences: "list[Difference]") -> None:
        super().__init__("この事業所番号の施設は、別の内容で登録されています。")
        self.differences = differences


@dataclass(frozen=True)
class Difference:
    """One field in which a file and the register differ, in the words of the page."""

    label: str
    before: str
    after: str


@dataclass
class PlannedRow:
    """What taking a row would do: make a facility, or change one in these fields."""

    row: FacilityImportRow
    entry: Entry
    facility: Facility | None
    differences: list[Difference]

    @property
    def outcome(self) -> RowOutcome:
        if self.facility is None:
            return RowOutcome.NEW
        return RowOutcome.CHANGED if self.differences else RowOutcome.SAME

    @property
    def was_edited(self) -> bool:
        """Whether somebody typed what stands in the register since a file last said it."""
        facility = self.facility
        return facility is not None and (facility.source == FacilitySource.HAND or facility.edited_at is not None)


@dataclass
class ImportPlan:
    """What taking a file would do to the register as it is now."""

    new: list[PlannedRow] = field(default_factory=list)
    changed: list[PlannedRow] = field(default_factory=list)
    same: list[PlannedRow] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The same as long as the same would be done."""
        told = [
            (row.row.pk, row.outcome, [(each.label, each.before, each.after) for each in row.differences])
            for row in (*self.new, *self.changed, *self.same)
        ]
        return mark_of(told)


def read_facilities(
    *, content: bytes, file_name: str, source_on: date, by: User | None, at: datetime
) -> tuple[FacilityImport, bool]:
    """Keeps the rows of a file to be looked at, and tells whether it was read just now; nothing else is written.

    The same file, also when two people send it at once, is one import. Raises FileRefused with nothing written.
    """
    lines = read_file(content)
    city = _city(at)
    with transaction.atomic():
        run, is_new = FacilityImport.objects.get_or_create(
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={
                "file_name": _harmless_name(file_name),
                "encoding": lines.encoding,
                "source_on": source_on,
                "read_at": at,
                "read_by": by,
            },
        )
        if is_new:
            rows: list[FacilityImportRow] = []
            entries: list[tuple[FacilityImportRow, Entry]] = []
            first_line: dict[str, int] = {}
            for line in lines.lines:
                row = FacilityImportRow(facility_import=run, line=line.number, cells=line.cells)
                rows.append(row)
                try:
                    if line.fault:
                        raise RowFault(line.fault)
                    entry = read_cells(line.cells, city=city)
                    _fill(row, entry)
                    earlier = first_line.setdefault(entry.office_number, line.number)
                    if earlier != line.number:
                        raise RowFault(f"同じ事業所番号の行が、このファイルの{earlier}行目にあります。")
                except RowFault as fault:
                    row.outcome, row.reason = RowOutcome.REJECTED, str(fault)[:300]
                else:
                    row.outcome = RowOutcome.WAITING
                    entries.append((row, entry))
            _tell_shared_phones(entries)
            FacilityImportRow.objects.bulk_create(rows)
    return run, is_new


def plan_import(run: FacilityImport, *, at: datetime, locks: bool = False) -> ImportPlan:
    """What taking the file would do now; in a fixed number of queries."""
    city = _city(at)
    facilities = Facility.objects.select_for_update(of=("self",), no_key=True) if locks else Facility.objects.all()
    rows = list(run.rows.filter(outcome=RowOutcome.WAITING))
    known = {
        facility.office_number: facility
        for facility in facilities.filter(office_number__in=[row.office_number for row in rows])
    }
    plan = ImportPlan()
    lists = {RowOutcome.NEW: plan.new, RowOutcome.CHANGED: plan.changed, RowOutcome.SAME: plan.same}
    for row in rows:
        entry, facility = read_cells(row.cells, city=city), known.get(row.office_number)
        planned = PlannedRow(row, entry, facility, differences(facility, entry) if facility else [])
        lists[planned.outcome].append(planned)
    return plan


def differences(facility: Facility, entry: Entry) -> list[Difference]:
    """The fields that the file says otherwise; what it leaves empty is no difference."""
    said = Facility(**entry.values)
    return [
        Difference(str(Facility._meta.get_field(name).verbose_name), _shown(facility, name), _shown(said, name))  # type: ignore[union-attr]
        for name in FROM_A_FILE
        if name in entry.values and getattr(facility, name) != entry.values[name]
    ]


def take_import(
    *,
    run: FacilityImport,
    by: User | None,
    at: datetime,
    changes: Container[int] | None = None,
    version: str | None = None,
) -> FacilityImport:
    """Takes a file into the register, at once or not at all; taken already, it stays as it is.

    Of the rows that change a facility those in `changes` are taken (all where it is None), the others are left.
    Raises RegisterChanged where something else would be done than the `version` that was looked at.
    """
    try:
        with transaction.atomic():
            _take_turns()
            locked = FacilityImport.objects.locked().filter(pk=run.pk).first()
            if locked is None:
                raise AlreadySettled("このファイルの読み込みは、ほかの画面で取りやめられました。")
            if locked.stage == ImportStage.SHOWN:
                _take(locked, changes=changes, version=version, by=by, at=at)
    except IntegrityError as error:
        if violated(error) != "facility_office_number_is_unique":
            raise
        raise RegisterChanged("同じ施設がほかの画面で登録されました。内容をもう一度確かめてください。") from error
    return locked


def discard_import(*, run: FacilityImport) -> None:
    """Forgets a file that was looked at and not taken. Raises AlreadySettled."""
    with transaction.atomic():
        locked = FacilityImport.objects.locked().filter(pk=run.pk).first()
        if locked and locked.stage != ImportStage.SHOWN:
            raise AlreadySettled("このファイルは、すでに取り込まれています。")
        if locked:
            locked.delete()


def retry_row(
    *, row: FacilityImportRow, cells: dict[str, str], by: User, at: datetime, replaces: bool = False
) -> FacilityImportRow:
    """Takes a mended row into the register. Raises RowFault, AlreadySettled, and WouldChange unless it `replaces`."""
    with transaction.atomic():
        _take_turns()
        locked = _open_row(row)
        locked.cells = kept_cells(cells)
        entry = read_cells(locked.cells, city=_city(at))
        _fill(locked, entry)
        facility = Facility.objects.filter(office_number=entry.office_number).first()
        planned = PlannedRow(locked, entry, facility, differences(facility, entry) if facility else [])
        if planned.differences and not replaces:
            raise WouldChange(planned.differences)
        _write([planned], source_on=locked.facility_import.source_on)
        locked.settled_by, locked.settled_at = by, at
        locked.save()
    return locked


def dismiss_row(*, row: FacilityImportRow, note: str, by: User, at: datetime) -> FacilityImportRow:
    """Leaves a row out for a reason that stays with it. Raises AlreadySettled."""
    with transaction.atomic():
        locked = _open_row(row)
        locked.outcome, locked.note, locked.settled_by, locked.settled_at = RowOutcome.DISMISSED, note, by, at
        locked.save()
    return locked


def _take(
    run: FacilityImport, *, changes: Container[int] | None, version: str | None, by: User | None, at: datetime
) -> None:
    plan = plan_import(run, at=at, locks=True)
    if version is not None and version != plan.version:
        raise RegisterChanged("確認の後に、登録の内容が変わりました。内容をもう一度確かめてください。")
    taken = [row for row in plan.changed if changes is None or row.row.pk in changes]
    left = [row for row in plan.changed if not (changes is None or row.row.pk in changes)]
    _write([*plan.new, *taken, *plan.same], source_on=run.source_on)
    for planned in left:
        planned.row.outcome, planned.row.facility = RowOutcome.LEFT, planned.facility
    rows = [planned.row for planned in (*plan.new, *plan.changed, *plan.same)]
    FacilityImportRow.objects.bulk_update(rows, ["outcome", "facility"], batch_size=500)
    run.stage, run.taken_by, run.taken_at = ImportStage.TAKEN, by, at
    run.save(update_fields=["stage", "taken_by", "taken_at"])


def _write(rows: Iterable[PlannedRow], *, source_on: date) -> None:
    """Makes and changes the facilities of the rows; a row that says nothing new leaves its facility untouched."""
    new: list[Facility] = []
    changed: list[Facility] = []
    for planned in rows:
        planned.row.outcome, facility = planned.outcome, planned.facility
        if facility is None:
            facility = Facility(**planned.entry.values, source=FacilitySource.PUBLIC, source_on=source_on)
            new.append(facility)
        elif planned.differences:
            for name in FROM_A_FILE:
                setattr(facility, name, planned.entry.values.get(name, getattr(facility, name)))
            facility.source, facility.source_on, facility.edited_at = FacilitySource.PUBLIC, source_on, None
            changed.append(facility)
        planned.row.facility = facility
    Facility.objects.bulk_create(new, batch_size=500)
    Facility.objects.bulk_update(changed, [*FROM_A_FILE, "source", "source_on", "edited_at"], batch_size=200)


def _fill(row: FacilityImportRow, entry: Entry) -> None:
    row.office_number, row.cleaned, row.doubts = entry.office_number, entry.cleaned, entry.doubts


def _tell_shared_phones(entries: Iterable[tuple[FacilityImportRow, Entry]]) -> None:
    """Adds to each row the facilities that have its telephone number too; they stay facilities of their own."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    entries = [(row, entry) for row, entry in entries if entry.values.get("phone")]
    numbers = {entry.values["phone"] for _, entry in entries}
    for number, office, name in Facility.objects.filter(phone__in=numbers).values_list(
        "phone", "office_number", "name"
    ):
        names[number][office] = name
    for _, entry in entries:
        names[entry.values["phone"]][entry.office_number] = entry.values["name"]
    for row, entry in entries:
        others = [name for office, name in names[entry.values["phone"]].items() if office != entry.office_number]
        if others:
            row.doubts = [
                *row.doubts,
                f"電話番号が「{'」「'.join(others[:3])}」と同じです。事業所番号が違うため、別の施設とします。",
            ]


def _open_row(row: FacilityImportRow) -> FacilityImportRow:
    locked = (
        FacilityImportRow.objects.select_related("facility_import")
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=row.pk)
        .first()
    )
    if locked is None or locked.outcome != RowOutcome.REJECTED:
        state = f"「{locked.get_outcome_display()}」になりました" if locked else "取りやめられました"
        raise AlreadySettled(f"この行は、ほかの画面で{state}。")
    if locked.facility_import.stage != ImportStage.TAKEN:
        raise AlreadySettled("先に、このファイルを取り込んでください。")
    return locked


def _take_turns() -> None:
    """One file or row at a time, so that two cannot make the same facility; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [TAKES_TURNS])


def _shown(facility: Facility, name: str) -> str:
    value: Any = facility.get_kind_display() if name == "kind" else getattr(facility, name)
    return "" if value is None else str(value)


def _city(at: datetime) -> str:
    return str(parameter("contract.client", timezone.localdate(at)))


def _harmless_name(file_name: str) -> str:
    """The file's own name without its folder, unless it says something personal."""
    name = PurePath(file_name.replace("\\", "/")).name[:200]
    return HIDDEN if not name or not name.isprintable() or textguard.inspect(name) else name
