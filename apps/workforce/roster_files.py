"""The roster as a file: who works when goes out, and comes in again from whoever planned it elsewhere."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import PurePath

from django.db import transaction

from apps.accounts.models import User
from apps.contracts.calendar import Calendar
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core import textguard

from .breaks import Span, misplaced_break
from .enums import Duty
from .models import RejectedShiftRow, RosterImport, Shift, StaffMember
from .roster_actions import CellEdit, lock_rosters, review_days, save_cells
from .roster_cells import DUTIES, MOST_BREAKS, MOST_SHIFTS, Patterns, ShiftPlan, breaks_of, half_width, parse_span
from .roster_sheets import FileRefused, SheetRow, read_rows, spoken_breaks

HIDDEN = "（表示しません）"
LONGEST_KEPT = 60
KEPT = ("社員番号", "場所", "役割", "日付", "開始", "終了", "休憩", "記号")
"""Columns of a rejected row that are kept: all but the person's name."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")


def exported_rows(sites: Iterable[Site], first: date, last: date) -> Iterator[list[str]]:
    """One row for each shift of the places in these days, drafts included, in the order of `roster_sheets.COLUMNS`."""
    shifts = Shift.objects.filter(site__in=list(sites), day__range=(first, last))
    for shift in (
        shifts.select_related("staff", "site", "pattern")
        .prefetch_related("breaks")
        .order_by("site__order", "day", "starts_at", "staff__name_kana", "pk")
    ):
        yield [
            shift.staff.code,
            shift.staff.name,
            shift.site.short_name if shift.site else "",
            shift.get_duty_display(),
            shift.day.isoformat(),
            f"{shift.starts_at:%H:%M}",
            f"{shift.ends_at:%H:%M}",
            spoken_breaks(breaks_of(shift)),
            shift.pattern.code if shift.pattern else "",
            "公開" if shift.published_at else "下書き",
        ]


def import_roster(
    *,
    content: bytes,
    file_name: str,
    people: Mapping[Site, Iterable[StaffMember]],
    by: User,
    at: datetime,
    calendar: Calendar,
    reason: str = "",
) -> RosterImport:
    """Makes each cell that the file names what its rows say; the same file again changes nothing.

    A cell is one person at one place on one day; cells that the file does not name stay. `people` are the places whose
    rosters may be written, and who may be given a shift there. Every row that cannot be
    taken is kept with its reason, those of a cell together. A file whose form is wrong leaves a `RosterImport` that
    says why. Raises `ReasonNeeded`, `RosterBusy`, with nothing taken.
    """
    run = RosterImport(
        file_name=_harmless_name(file_name), sha256=hashlib.sha256(content).hexdigest(), imported_at=at, imported_by=by
    )
    try:
        rows = read_rows(content)
    except FileRefused as refusal:
        run.refusal = str(refusal)
        run.save()
        return run
    taking = _Taking(people)
    with transaction.atomic():
        for row in rows:
            taking.take(row)
        lock_rosters(taking.cells)
        for site, cells in taking.cells.items():
            taking.settle(site, cells, by=by, at=at, calendar=calendar, reason=reason)
        review_days(taking.to_review, at, calendar)  # last, so that nobody who reviews waits for a roster
        run.read, run.rejected = len(rows), len(taking.rejected)
        run.new, run.changed, run.unchanged = taking.new, taking.changed, taking.unchanged
        run.save()
        RejectedShiftRow.objects.bulk_create(
            RejectedShiftRow(roster_import=run, line=row.line, reason=sentence[:300], cells=_kept(row))
            for row, sentence in taking.rejected
        )
    return run


class _RowFault(Exception):
    """Why this row cannot be taken."""


@dataclass
class _Cell:
    """One person at one place on one day, as the file wants it, and the rows that say so."""

    staff: StaffMember
    day: date
    rows: list[SheetRow] = field(default_factory=list)
    plans: list[ShiftPlan] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)


class _Taking:
    """Turns rows into cells, and counts rows by what became of their cell."""

    def __init__(self, people: Mapping[Site, Iterable[StaffMember]]) -> None:
        self.plannable = {site: {half_width(person.code): person for person in there} for site, there in people.items()}
        self.known = {code for there in self.plannable.values() for code in there}
        self.sites = {half_width(name): site for site in people for name in (site.code, site.name, site.short_name)}
        self.patterns = {site: Patterns.load(site.pk) for site in people}
        self.duties = {duty.label: duty for duty in Duty}
        self.cells: dict[Site, dict[tuple[int, date], _Cell]] = defaultdict(dict)
        self.rejected: list[tuple[SheetRow, str]] = []
        self.to_review: list[date] = []
        self.new = self.changed = self.unchanged = 0

    def take(self, row: SheetRow) -> None:
        try:
            staff, site, day = self._cell_of(row)
        except _RowFault as fault:
            self.rejected.append((row, str(fault)))
            return
        cell = self.cells[site].setdefault((staff.pk, day), _Cell(staff, day))
        cell.rows.append(row)
        try:
            cell.plans.append(self._plan(row, site))
        except _RowFault as fault:
            cell.faults[row.line] = str(fault)

    def settle(
        self,
        site: Site,
        cells: dict[tuple[int, date], _Cell],
        *,
        by: User,
        at: datetime,
        calendar: Calendar,
        reason: str,
    ) -> None:
        good = {}
        for key, cell in cells.items():
            if cell.faults or _contradiction(cell):
                self._reject(cell, _contradiction(cell) or "同じ日のほかの行に不備があります。")
            else:
                good[key] = cell
        edits = [CellEdit(cell.staff, cell.day, tuple(sorted(cell.plans, key=_start))) for cell in good.values()]
        saved = save_cells(
            site=site,
            edits=edits,
            by=by,
            at=at,
            calendar=calendar,
            reason=reason,
            skip_faulty=True,
            reviews=False,
        )
        self.to_review += saved.to_review
        for fault in saved.faults:
            self._reject(good.pop((fault.staff.pk, fault.day)), fault.sentence)
        for key, cell in good.items():
            kind = saved.kinds[key]
            setattr(self, kind, getattr(self, kind) + len(cell.rows))

    def _reject(self, cell: _Cell, sentence: str) -> None:
        self.rejected += [(row, cell.faults.get(row.line, sentence)) for row in cell.rows]

    def _cell_of(self, row: SheetRow) -> tuple[StaffMember, Site, date]:
        code = half_width(row["社員番号"])
        if code not in self.known:
            raise _RowFault("この社員番号の人はいません。")
        site = self.sites.get(half_width(row["場所"]))
        if site is None:
            raise _RowFault("この場所の勤務表は登録できません。場所の略称を入力してください。")
        staff = self.plannable[site].get(code)
        if staff is None:
            raise _RowFault("この社員番号の人は、この場所の勤務表には登録できません。")
        if row["氏名"] and half_width(row["氏名"]) != half_width(staff.name):
            raise _RowFault("社員番号と氏名が一致しません。")
        return staff, site, _day(row["日付"])

    def _plan(self, row: SheetRow, site: Site) -> ShiftPlan:
        duty = self.duties.get(row["役割"])
        if duty is None or duty not in DUTIES[SiteKind(site.kind)]:
            labels = "、".join(f"「{duty.label}」" for duty in DUTIES[SiteKind(site.kind)])
            raise _RowFault(f"役割は{labels}のどちらかにしてください。")
        hours = Span(_clock(row["開始"], "開始"), _clock(row["終了"], "終了"))
        if hours.starts_at >= hours.ends_at:
            raise _RowFault("終了は開始より後の時刻にしてください。")
        breaks = _breaks(row["休憩"])
        if fault := misplaced_break(hours, breaks):
            raise _RowFault(fault)
        plan = ShiftPlan(duty, hours, breaks)
        pattern = self.patterns[site].plan(half_width(row["記号"]), duty) if row["記号"] else None
        return pattern if pattern == plan else plan


def _contradiction(cell: _Cell) -> str:
    if len(cell.plans) > MOST_SHIFTS:
        return f"1日の勤務は{MOST_SHIFTS}つまでです。"
    ordered = sorted(cell.plans, key=_start)
    for earlier, later in pairwise(ordered):
        if later.hours.starts_at < earlier.hours.ends_at:
            return "このファイルの中に、同じ人の重なる勤務があります。"
    return ""


def _start(plan: ShiftPlan) -> Span:
    return plan.hours


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise _RowFault("日付が読めません。2025-06-02 の形で入力してください。") from None


def _clock(text: str, column: str) -> time:
    found = _CLOCK.fullmatch(text)
    try:
        if found:
            return time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise _RowFault(f"「{column}」が読めません。9:00 の形で入力してください。")


def _breaks(text: str) -> tuple[Span, ...]:
    parts = [part for part in re.split(r"[、,\s]+", text) if part]
    if len(parts) > MOST_BREAKS:
        raise _RowFault(f"休憩は{MOST_BREAKS}つまでです。")
    spans = [span for part in parts if (span := parse_span(part))]
    if len(spans) < len(parts):
        raise _RowFault("休憩が読めません。12:00-13:00 の形で入力してください。")
    return tuple(sorted(spans))


def _kept(row: SheetRow) -> dict[str, str]:
    """What is shown of a rejected row again: nothing that looks personal."""
    return {name: HIDDEN if textguard.inspect(row[name]) else row[name][:LONGEST_KEPT] for name in KEPT}


def _harmless_name(file_name: str) -> str:
    """The file's own name without its folder, unless it says something personal."""
    name = PurePath(file_name.replace("\\", "/")).name[:200]
    return HIDDEN if not name.isprintable() or textguard.inspect(name) else name
