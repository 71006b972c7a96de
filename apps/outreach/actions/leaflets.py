"""The steps of a leaflet, from the agreed design to the erased list (第2-1-(4)).

Every step locks the campaign's row first, so that the city's check, a change of an address and the posting come one
after the other; the database refuses what a step would get wrong.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.contracts.models import ContractTerm
from apps.contracts.parameters import Parameters
from apps.core.submissions import submit_once
from apps.outreach.enums import LeafletStepKind
from apps.outreach.models import LeafletAddress, LeafletCampaign, LeafletStep, NotPossible

from .leaflet_links import CALLED_OFF, revoke_letters

TERM_OVER = "発送のないまま契約年度が終わったため"
CORRECTABLE = ("printed", "stuffed", "printing_yen", "postage_yen", "returned")


def create_campaign(
    *,
    term: ContractTerm,
    title: str,
    purpose: str,
    planned_count: int,
    by: User,
    at: datetime,
    submission_key: uuid.UUID,
) -> LeafletCampaign:
    """Begins the leaflet of a term."""

    def create() -> LeafletCampaign:
        campaign = LeafletCampaign.objects.create(
            term=term, title=title, purpose=purpose, planned_count=planned_count, submission_key=submission_key
        )
        note(campaign, LeafletStepKind.CREATED, by=by, at=at, number=planned_count)
        return campaign

    campaign, _ = submit_once(LeafletCampaign, submission_key, create)
    return campaign


def edit_campaign(
    *, campaign: LeafletCampaign, title: str, purpose: str, planned_count: int, by: User, at: datetime
) -> LeafletCampaign:
    """Puts right what the leaflet is called and for; the city checks its addresses for one purpose.

    Raises NotPossible.
    """
    given = {"title": title, "purpose": purpose, "planned_count": planned_count}
    with transaction.atomic():
        locked = lock_open(campaign)
        changed = [name for name, value in given.items() if getattr(locked, name) != value]
        if "purpose" in changed and locked.checked_at:
            raise NotPossible("市が宛先を確認した後は、目的を変更できません。", field="purpose")
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, given[name])
        locked.save(update_fields=changed)
        labels = {field.name: str(field.verbose_name) for field in LeafletCampaign._meta.fields}
        note(locked, LeafletStepKind.EDITED, by=by, at=at, reason="、".join(labels[name] for name in changed))
    return locked


def agree_design(
    *, campaign: LeafletCampaign, shows_tokimo: bool, shows_mainachan: bool, by: User, at: datetime
) -> LeafletCampaign:
    """The city accepts the design, which shows both characters (第2-1-(4)-①). Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        if locked.design_agreed_at:
            raise NotPossible("デザインは、すでに承認されています。")
        if not (shows_tokimo and shows_mainachan):
            raise NotPossible("デザインの承認には、ときも と マイナちゃん の両方が必要です。")
        locked.shows_tokimo, locked.shows_mainachan = shows_tokimo, shows_mainachan
        locked.design_agreed_at, locked.design_agreed_by = at, by
        locked.save()
        note(locked, LeafletStepKind.DESIGN_AGREED, by=by, at=at)
    return locked


def ask_check(*, campaign: LeafletCampaign, by: User, at: datetime) -> LeafletCampaign:
    """The contractor asks the city to check the addresses. Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        if locked.checked_at:
            raise NotPossible("宛先は、すでに市が確認しています。")
        if locked.check_asked_at:
            raise NotPossible("宛先の確認は、すでに依頼しています。")
        count = locked.addresses.count()
        if not count:
            raise NotPossible("宛先を先に登録してください。")
        locked.check_asked_at = at
        locked.save()
        note(locked, LeafletStepKind.CHECK_ASKED, by=by, at=at, number=count)
    return locked


def tick_lines(
    *,
    campaign: LeafletCampaign,
    ticked: Collection[int],
    remarks: Mapping[int, str],
    seen: Mapping[int, str],
    by: User,
    at: datetime,
) -> list[LeafletAddress]:
    """The city ticks lines of the list and writes what is wrong with others; `remarks` names every line shown.

    A line with a remark is not ticked. `seen` is the edition of each line that was on the page: a line that has
    changed since stays as it is and is given back; the others are saved. Raises NotPossible.
    """
    with transaction.atomic():
        locked = lock_open(campaign)
        if locked.checked_at:
            raise NotPossible("宛先は、すでに確認済みです。")
        if not locked.check_asked_at:
            raise NotPossible("受託者が確認を依頼してから、確認してください。")
        changed, moved = [], []
        for line in locked.addresses.filter(pk__in=remarks.keys()):
            remark = remarks[line.pk].strip()
            is_ticked = line.pk in ticked and not remark
            if line.remark == remark and bool(line.ticked_at) == is_ticked:
                continue
            if seen.get(line.pk) != line.edition:
                moved.append(line)
                continue
            line.remark = remark
            line.ticked_at, line.ticked_by = (at, by) if is_ticked else (None, None)
            changed.append(line)
        LeafletAddress.objects.bulk_update(changed, ["remark", "ticked_at", "ticked_by"])
    return moved


def check_addresses(*, campaign: LeafletCampaign, by: User, at: datetime) -> LeafletCampaign:
    """宛先の確認: the city confirms the whole list, each line of which it has ticked. Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        if locked.checked_at:
            raise NotPossible("宛先は、すでに確認済みです。")
        if not locked.check_asked_at:
            raise NotPossible("受託者が確認を依頼してから、確認してください。")
        if left := locked.addresses.unticked().count():
            raise NotPossible(f"確認していない宛先、または指摘のある宛先が{left:,}件あります。")
        locked.checked_at, locked.checked_by = at, by
        locked.save()
        note(locked, LeafletStepKind.CHECKED, by=by, at=at, number=locked.addresses.count())
    return locked


def record_printing(
    *, campaign: LeafletCampaign, printed: int, printed_on: date, by: User, at: datetime
) -> LeafletCampaign:
    """So many were printed. Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        _refuse_twice(locked.printed_on, LeafletStepKind.PRINTED)
        _refuse_future(printed_on, at, "printed_on")
        if not locked.design_agreed_at:
            raise NotPossible("印刷の前に、デザインの承認（ときも・マイナちゃん）が必要です。")
        _need_check(locked)
        if printed_on < timezone.localdate(locked.design_agreed_at):
            raise NotPossible("印刷日が、デザインを承認した日より前です。", field="printed_on")
        locked.printed, locked.printed_on = printed, printed_on
        locked.save()
        note(locked, LeafletStepKind.PRINTED, by=by, at=at, number=printed)
    return locked


def record_stuffing(
    *, campaign: LeafletCampaign, stuffed: int, stuffed_on: date, by: User, at: datetime
) -> LeafletCampaign:
    """So many were put into envelopes (封緘). Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        _refuse_twice(locked.stuffed_on, LeafletStepKind.STUFFED)
        _refuse_future(stuffed_on, at, "stuffed_on")
        if locked.printed is None or locked.printed_on is None:
            raise NotPossible("印刷を先に記録してください。")
        _need_check(locked)
        if stuffed > locked.printed:
            raise NotPossible(f"封入した数が、印刷した数（{locked.printed:,}）より多くなっています。", field="stuffed")
        if stuffed_on < locked.printed_on:
            raise NotPossible("封入日が印刷日より前です。", field="stuffed_on")
        locked.stuffed, locked.stuffed_on = stuffed, stuffed_on
        locked.save()
        note(locked, LeafletStepKind.STUFFED, by=by, at=at, number=stuffed)
    return locked


def record_posting(*, campaign: LeafletCampaign, posted_on: date, by: User, at: datetime) -> LeafletCampaign:
    """Every address that is not left out was posted to on this day. Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        _refuse_twice(locked.posted_on, LeafletStepKind.POSTED)
        _refuse_future(posted_on, at, "posted_on")
        if locked.stuffed is None or locked.stuffed_on is None:
            raise NotPossible("封入を先に記録してください。")
        checked_on = _need_check(locked)
        if posted_on < locked.stuffed_on:
            raise NotPossible("発送日が封入日より前です。", field="posted_on")
        if posted_on < checked_on:
            raise NotPossible("発送日が、市が宛先を確認した日より前です。", field="posted_on")
        count = locked.addresses.to_post().count()
        if not count:
            raise NotPossible("発送する宛先がありません。")
        if count > locked.stuffed:
            raise NotPossible(
                f"発送する宛先（{count:,}件）が、封入した数（{locked.stuffed:,}）より多くなっています。"
                "封入した数を直すか、発送しない宛先を記録してください。"
            )
        locked.posted, locked.posted_on = count, posted_on
        locked.save()
        locked.addresses.to_post().update(posted_on=posted_on)
        note(locked, LeafletStepKind.POSTED, by=by, at=at, number=count)
    return locked


def record_return(*, address: LeafletAddress, returned_on: date, by: User, at: datetime) -> LeafletAddress:
    """A leaflet came back from this address. Raises NotPossible."""
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=address.campaign_id)
        line = line_there(locked, address)
        _refuse_future(returned_on, at, "returned_on")
        if line.posted_on is None:
            raise NotPossible("発送していない宛先です。")
        if line.returned_on:
            raise NotPossible("この宛先の返戻は、すでに記録されています。")
        if returned_on < line.posted_on:
            raise NotPossible("返戻日が発送日より前です。", field="returned_on")
        line.returned_on = returned_on
        line.save(update_fields=["returned_on"])
        locked.returned += 1
        locked.save()
        note(locked, LeafletStepKind.RETURNED, by=by, at=at, number=locked.returned)
    return line


def undo_return(*, address: LeafletAddress, by: User, at: datetime) -> LeafletAddress:
    """Takes back a return that was recorded on the wrong line. Raises NotPossible."""
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=address.campaign_id)
        line = line_there(locked, address)
        if not line.returned_on:
            raise NotPossible("この宛先の返戻は、記録されていません。")
        line.returned_on = None
        line.save(update_fields=["returned_on"])
        locked.returned -= 1
        locked.save()
        note(locked, LeafletStepKind.RETURN_UNDONE, by=by, at=at, number=locked.returned)
    return line


def correct_figures(
    *, campaign: LeafletCampaign, figures: Mapping[str, int | None], reason: str, by: User, at: datetime
) -> LeafletCampaign:
    """Writes what was paid and puts counts right; `returned` only once the list is erased. Raises NotPossible."""
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=campaign.pk)
        if locked.cancelled_at:
            raise NotPossible("中止したチラシの数と費用は、直せません。")
        if locked.printed is None:
            raise NotPossible("印刷を先に記録してください。")
        if locked.completed_at and any(
            name != "returned" and figures[name] != getattr(locked, name) for name in figures
        ):
            raise NotPossible("完了した後に記録できるのは、返戻の数だけです。")
        if "returned" in figures and not locked.erased_at:
            raise NotPossible("返戻は、宛先ごとに記録してください。")
        for name, value in figures.items():
            if name not in CORRECTABLE:
                raise ValueError(name)
            setattr(locked, name, value)
        locked.save()
        note(locked, LeafletStepKind.CORRECTED, by=by, at=at, reason=reason)
    return locked


def complete_campaign(*, campaign: LeafletCampaign, by: User, at: datetime) -> LeafletCampaign:
    """Posted and paid: nothing is left to record but what still comes back. Raises NotPossible."""
    with transaction.atomic():
        locked = lock_open(campaign)
        if not locked.posted_on:
            raise NotPossible("発送を先に記録してください。")
        if locked.cost_yen is None:
            raise NotPossible("作成の費用と郵送料を先に記録してください。")
        locked.completed_at = at
        locked.save()
        note(locked, LeafletStepKind.COMPLETED, by=by, at=at, number=locked.posted)
    return locked


def cancel_campaign(*, campaign: LeafletCampaign, reason: str, by: User | None, at: datetime) -> LeafletCampaign:
    """Calls the leaflet off, revokes the links of its letters and erases its list: its purpose is gone.

    Raises NotPossible.
    """
    with transaction.atomic():
        locked = lock_open(campaign)
        if locked.posted_on:
            raise NotPossible("発送した後は、中止にできません。")
        locked.cancelled_at, locked.cancel_reason = at, reason
        note(locked, LeafletStepKind.CANCELLED, by=by, at=at, reason=reason)
        revoke_letters(locked, by=by, at=at, reason=CALLED_OFF)
        _erase(locked, by=by, at=at)
    return locked


def erase_addresses(*, campaign: LeafletCampaign, by: User | None, at: datetime) -> int:
    """Erases the list after posting; the counts stay. Gives the number of lines erased. Raises NotPossible."""
    with transaction.atomic():
        locked = LeafletCampaign.objects.locked().get(pk=campaign.pk)
        if locked.erased_at:
            raise NotPossible("宛先の一覧は、すでに消去されています。")
        if not locked.posted_on:
            raise NotPossible("宛先の一覧を消去できるのは、発送の後です。")
        return _erase(locked, by=by, at=at)


def erase_due(*, now: datetime) -> int:
    """The night's erasure: lists whose days are over, and those of a term that went by unposted.

    Gives the number of lists erased; run twice, the second run finds nothing.
    """
    today = timezone.localdate(now)
    last = today - timedelta(days=Parameters.load().value("leaflet.keep_days", today))
    held = LeafletCampaign.objects.holding_a_list()
    erased = 0
    for campaign in held.posted_before(last):
        erased += _unless_done(erase_addresses, campaign=campaign, by=None, at=now)
    for campaign in held.abandoned(last):
        erased += _unless_done(cancel_campaign, campaign=campaign, reason=TERM_OVER, by=None, at=now)
    return erased


def lock_open(campaign: LeafletCampaign) -> LeafletCampaign:
    """The campaign, locked, with a step still to come. Raises NotPossible."""
    locked = LeafletCampaign.objects.locked().get(pk=campaign.pk)
    if not locked.is_open:
        raise NotPossible(f"このチラシは「{locked.status.label}」になっています。")
    return locked


def line_there(locked: LeafletCampaign, address: LeafletAddress) -> LeafletAddress:
    """The line as it stands now. Raises NotPossible where somebody has taken it out."""
    line = locked.addresses.filter(pk=address.pk).first()
    if line is None:
        raise NotPossible("この宛先は、すでに消されています。")
    return line


def note(
    campaign: LeafletCampaign,
    kind: LeafletStepKind,
    *,
    by: User | None,
    at: datetime,
    number: int | None = None,
    reason: str = "",
) -> LeafletStep:
    """Writes down what happened."""
    return LeafletStep.objects.create(
        campaign=campaign, kind=kind, taken_by=by, taken_at=at, number=number, reason=reason
    )


def _erase(locked: LeafletCampaign, *, by: User | None, at: datetime) -> int:
    locked.erased_at = at
    locked.save()  # first: only an erased campaign lets go of a checked list
    count, _ = locked.addresses.all().delete()
    locked.rejected_rows.all().delete()
    note(locked, LeafletStepKind.ERASED, by=by, at=at, number=count)
    return count


def _unless_done(step: Any, **given: Any) -> int:
    """1, or 0 where somebody was quicker."""
    try:
        step(**given)
    except NotPossible:
        return 0
    return 1


def _refuse_twice(done: date | None, kind: LeafletStepKind) -> None:
    if done:
        raise NotPossible(f"{kind.label}は、すでに記録されています。")


def _refuse_future(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise NotPossible("今日より後の日は記録できません。", field=field)


def _need_check(campaign: LeafletCampaign) -> date:
    """The day of the city's check."""
    if not campaign.checked_at:
        raise NotPossible("市が宛先を確認してから、記録してください。")
    return timezone.localdate(campaign.checked_at)
