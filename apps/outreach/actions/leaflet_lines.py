"""The lines of a leaflet's list: from the register, from a file, by hand. A change voids the city's check."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from apps.accounts.models import User
from apps.core.submissions import submit_once
from apps.outreach.enums import LeafletSource, LeafletStepKind
from apps.outreach.leaflet_file import Line, read_file, shown_of
from apps.outreach.models import Facility, LeafletAddress, LeafletCampaign, LeafletRejectedRow, NotPossible
from apps.outreach.models.leaflet_lines import MOST_ADDRESSES

from .leaflet_links import NOT_POSTED, revoke_letters
from .leaflets import line_there, lock_open, note

DUPLICATE = "同じ宛名と住所の宛先が、すでにあります"
FULL = f"宛先は{MOST_ADDRESSES:,}件までです。"


@dataclass(frozen=True)
class Taken:
    """What became of many lines at once, each counted in one of the three."""

    new: int
    already: int = 0
    rejected: int = 0


def add_line(
    *, campaign: LeafletCampaign, line: Line, source: LeafletSource, by: User, at: datetime, submission_key: uuid.UUID
) -> LeafletAddress:
    """One more line at the end. Raises NotPossible; IntegrityError for a line that is there already."""

    def create() -> LeafletAddress:
        locked = _open_list(campaign, by=by, at=at)
        _refuse_fault(line)
        if locked.addresses.count() >= MOST_ADDRESSES:
            raise NotPossible(FULL)
        return LeafletAddress.objects.create(
            campaign=locked,
            order=_last(locked) + 1,
            source=source,
            match_key=line.match_key,
            submission_key=submission_key,
            **asdict(line),
        )

    made, _ = submit_once(LeafletAddress, submission_key, create)
    return made


def change_line(*, address: LeafletAddress, line: Line, by: User, at: datetime) -> LeafletAddress:
    """Puts a line right; the city's tick and remark go. Raises NotPossible; IntegrityError for a duplicate.

    Under another name it may be another organisation: the line is none of the facility's any more, and the link of
    the letter that was made for the facility is revoked.
    """
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=address.campaign_id)
        current = line_there(locked, address)
        if line == line_of(current) and not current.remark:
            return current
        locked = _open_list(locked, by=by, at=at)
        _refuse_fault(line)
        if line.name != current.name:
            revoke_letters(locked, facilities=[current.facility_id], by=by, at=at, reason=NOT_POSTED)
            current.facility = None
        for name, value in asdict(line).items():
            setattr(current, name, value)
        current.match_key, current.remark = line.match_key, ""
        current.ticked_at = current.ticked_by = None
        current.save()
        return current


def remove_line(*, address: LeafletAddress, by: User, at: datetime) -> None:
    """Takes a line out of the list; taken out already is no fault. Raises NotPossible."""
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=address.campaign_id)
        current = locked.addresses.filter(pk=address.pk).first()
        if current is not None:
            _open_list(locked, by=by, at=at)
            revoke_letters(locked, facilities=[current.facility_id], by=by, at=at, reason=NOT_POSTED)
            current.delete()


def leave_out(*, address: LeafletAddress, reason: str, by: User, at: datetime) -> LeafletAddress:
    """Does not post to this line after all, so its letter's link is revoked; empty `reason` posts again.

    The city's check stays. Raises NotPossible.
    """
    with transaction.atomic():
        locked = lock_open(LeafletCampaign(pk=address.campaign_id))
        if not locked.list_is_open:
            raise NotPossible("発送した後は、変更できません。")
        current = line_there(locked, address)
        current.left_out_reason = reason
        current.save(update_fields=["left_out_reason"])
        if reason:
            revoke_letters(locked, facilities=[current.facility_id], by=by, at=at, reason=NOT_POSTED)
    return current


def add_register(*, campaign: LeafletCampaign, kinds: Collection[str], by: User, at: datetime) -> Taken:
    """The open facilities of these kinds that are not in the list yet; those that cannot be taken are kept as rejected.

    Raises NotPossible.
    """
    with transaction.atomic():
        locked = _locked_list(campaign)
        facilities = Facility.objects.filter(kind__in=kinds, is_active=True)
        there = set(locked.addresses.filter(facility__isnull=False).values_list("facility_id", flat=True))
        keys = set(locked.addresses.values_list("match_key", flat=True))
        kept = set(locked.rejected_rows.filter(line__isnull=True).values_list("name", "address"))
        lines: list[tuple[Line, int | None]] = []
        rejected: list[LeafletRejectedRow] = []
        already = refused = 0
        for facility in facilities:
            line = Line(name=facility.name, address=facility.address, postal_code=facility.postal_code).tidy()
            if facility.pk in there or line.match_key in keys:
                already += 1
            elif reason := line.fault():
                refused += 1
                if (line.name, line.address) not in kept:  # named: it is a facility that the register holds already
                    rejected.append(LeafletRejectedRow(campaign=locked, reason=reason[:300], **asdict(line)))
            else:
                keys.add(line.match_key)
                lines.append((line, facility.pk))
        _append(locked, lines, LeafletSource.REGISTER, by=by, at=at)
        LeafletRejectedRow.objects.bulk_create(rejected)
        return Taken(len(lines), already, refused)


def import_file(*, campaign: LeafletCampaign, content: bytes, by: User, at: datetime) -> Taken:
    """Takes the lines of a file; those that cannot be taken, doubles among them, are kept with the reason.

    Raises NotPossible, `FileRefused`.
    """
    rows = read_file(content)
    with transaction.atomic():
        locked = _locked_list(campaign)
        known = {key: f"{DUPLICATE}（一覧の{order}番）。" for key, order in _keys(locked)}
        lines: list[tuple[Line, int | None]] = []
        rejected = []
        already = 0
        for row in rows:
            double = known.get(row.line.match_key)
            reason = row.line.fault() or double or ""
            if double and reason == double:
                already += 1
            if reason:
                shown = shown_of(row.line)
                rejected.append(
                    LeafletRejectedRow(campaign=locked, line=row.number, reason=reason[:300], **asdict(shown))
                )
            else:
                known[row.line.match_key] = f"{DUPLICATE}（ファイルの{row.number}行目）。"
                lines.append((row.line, None))
        _append(locked, lines, LeafletSource.FILE, by=by, at=at)
        LeafletRejectedRow.objects.bulk_create(rejected)
        return Taken(len(lines), already, len(rejected) - already)


def mend_row(*, row: LeafletRejectedRow, line: Line, by: User, at: datetime) -> LeafletAddress:
    """A rejected row, put right, becomes a line. Raises NotPossible; IntegrityError for a double."""
    with transaction.atomic():
        locked = _locked_list(LeafletCampaign(pk=row.campaign_id))
        if not locked.rejected_rows.filter(pk=row.pk).exists():
            raise NotPossible("この行は、すでに処理されています。")
        source = LeafletSource.REGISTER if row.line is None else LeafletSource.FILE
        made = add_line(campaign=locked, line=line, source=source, by=by, at=at, submission_key=uuid.uuid4())
        locked.rejected_rows.filter(pk=row.pk).delete()
    return made


def drop_rows(*, campaign: LeafletCampaign, pks: Iterable[int] | None = None) -> int:
    """Gives up rejected rows, these or all. Gives their number."""
    with transaction.atomic():
        rows = LeafletCampaign.objects.locked().get(pk=campaign.pk).rejected_rows.all()
        count, _ = (rows if pks is None else rows.filter(pk__in=list(pks))).delete()
    return count


def line_of(row: LeafletAddress | LeafletRejectedRow) -> Line:
    return Line(name=row.name, address=row.address, postal_code=row.postal_code, addressee=row.addressee)


def _locked_list(campaign: LeafletCampaign) -> LeafletCampaign:
    locked = lock_open(campaign)
    if not locked.list_is_open:
        raise NotPossible("発送した後は、宛先を変更できません。")
    return locked


def _open_list(campaign: LeafletCampaign, *, by: User, at: datetime) -> LeafletCampaign:
    """The locked campaign whose list is about to change: the city's check is void from here on."""
    locked = _locked_list(campaign)
    if locked.checked_at:
        locked.checked_at = locked.checked_by = locked.check_asked_at = None
        locked.save()
        note(locked, LeafletStepKind.CHECK_VOIDED, by=by, at=at)
    return locked


def _append(
    locked: LeafletCampaign,
    lines: list[tuple[Line, int | None]],
    source: LeafletSource,
    *,
    by: User,
    at: datetime,
) -> None:
    if not lines:
        return
    if locked.addresses.count() + len(lines) > MOST_ADDRESSES:
        raise NotPossible(FULL)
    _open_list(locked, by=by, at=at)
    LeafletAddress.objects.bulk_create(
        LeafletAddress(
            campaign=locked,
            order=order,
            source=source,
            facility_id=facility,
            match_key=line.match_key,
            **asdict(line),
        )
        for order, (line, facility) in enumerate(lines, start=_last(locked) + 1)
    )


def _keys(locked: LeafletCampaign) -> list[tuple[str, int]]:
    return list(locked.addresses.values_list("match_key", "order"))


def _last(locked: LeafletCampaign) -> int:
    return locked.addresses.aggregate(last=Max("order"))["last"] or 0


def _refuse_fault(line: Line) -> None:
    if fault := line.fault():
        raise NotPossible(fault)
