"""Promises a call, sees to it that one person makes it, and forgets whom it was promised (第2-2-(4)-セ, 第3-2-(2))."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.callcenter.enums import AttemptResult, CallbackState
from apps.callcenter.models import Callback, CallbackAttempt, CallbackClaim, CallbackErasure, Inquiry
from apps.callcenter.models.callbacks import CallbackQuerySet
from apps.contracts.business_time import after_minutes
from apps.contracts.calendar import Calendar, NoBusinessDay
from apps.contracts.enums import SiteKind
from apps.contracts.models import term_of
from apps.contracts.parameters import parameter
from apps.core import clock
from apps.core.db import violated
from apps.core.encryption import KeyDestroyed, keyring
from apps.core.submissions import submit_once

_BATCH = 200
ERASURE = "保存期間の満了による消去"
DONE = "折り返しの完了による消去"


class CallbackNotPossible(Exception):
    """The call-back is over, somebody else is calling, or nothing personal may be kept any more."""


def promise_callback(
    *, inquiry: Inquiry, by: User, at: datetime, values: dict[str, Any], submission_key: uuid.UUID | None = None
) -> tuple[Callback, bool]:
    """Notes whom the centre will call back. The same `submission_key` again is the same call-back and False.

    `values` are those of `CallbackForm`. Raises `CallbackNotPossible`.
    """
    key = submission_key or uuid.uuid4()

    def create() -> Callback:
        Inquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.pk)
        if Callback.objects.waiting().filter(inquiry=inquiry).exists():
            raise CallbackNotPossible("この問い合わせの折り返しは、すでに登録されています。")
        given = values | {"due_at": values.get("due_at") or _usual_due(at)}
        return Callback.objects.create(
            inquiry=inquiry, key_id=_key_of(timezone.localdate(at)), promised_at=at, promised_by=by,
            submission_key=key, **given,
        )  # fmt: skip

    return submit_once(Callback, key, create)


def claim_callback(*, callback: Callback, by: User, now: datetime) -> CallbackClaim:
    """Takes the call-back for some minutes, so that nobody else calls the same citizen meanwhile.

    One call-back at a time: the one taken before is given back. Raises `CallbackNotPossible`, with the name of who
    is calling.
    """
    minutes = parameter("callcenter.callback_claim_minutes", timezone.localdate(now))
    try:
        with transaction.atomic():
            current = _locked(callback)
            if not current.is_waiting:
                raise CallbackNotPossible("この折り返しは終わっています。")
            CallbackClaim.objects.filter(user=by).delete()
            CallbackClaim.objects.filter(callback=current, until__lte=now).delete()
            other = CallbackClaim.objects.select_related("user").filter(callback=current).first()
            if other is not None:
                raise CallbackNotPossible(_somebody_calls(other))
            return CallbackClaim.objects.create(
                callback=current, user=by, since=now, until=now + timedelta(minutes=minutes)
            )
    except IntegrityError as error:
        if "callbackclaim" in (violated(error) or ""):
            raise CallbackNotPossible("ほかの画面と重なりました。もう一度押してください。") from error
        raise


def release_callback(*, callback: Callback, by: User) -> None:
    """Gives the call-back back uncalled; somebody else's claim stays."""
    CallbackClaim.objects.filter(callback=callback, user=by).delete()


def record_callback_attempt(
    *,
    callback: Callback,
    by: User,
    at: datetime,
    result: AttemptResult,
    due_at: datetime | None,
    submission_key: uuid.UUID,
) -> tuple[CallbackAttempt, bool]:
    """Writes what came of the call, and ends the claim. Reached: done, and erased at once where 0 days are kept.

    Raises `CallbackNotPossible` where the call-back is over or somebody else has it.
    """

    def create() -> CallbackAttempt:
        current = _locked(callback)
        if not current.is_waiting:
            raise CallbackNotPossible("この折り返しは終わっています。")
        other = CallbackClaim.objects.live(at).select_related("user").filter(callback=current).exclude(user=by).first()
        if other is not None:
            raise CallbackNotPossible(_somebody_calls(other))
        attempt = CallbackAttempt.objects.create(
            callback=current, result=result, at=at, by=by, submission_key=submission_key
        )
        CallbackClaim.objects.filter(callback=current).delete()
        if result == AttemptResult.REACHED:
            current.close(CallbackState.DONE, by=by, at=at)
            if parameter("callcenter.callback_done_days", timezone.localdate(at)) == 0:
                with pghistory.context(reason=DONE):
                    current.erase(at=at)
        elif due_at:
            current.due_at = due_at
            current.save(update_fields=["due_at"])
        return attempt

    return submit_once(CallbackAttempt, submission_key, create)


def end_callback(*, callback: Callback, state: CallbackState, by: User, at: datetime, reason: str) -> Callback:
    """No further call: not wanted any more, or not to be reached. The data go in a later night.

    Raises `CallbackNotPossible`.
    """
    with transaction.atomic():
        current = _locked(callback)
        if not current.is_waiting:
            raise CallbackNotPossible("この折り返しは終わっています。")
        other = CallbackClaim.objects.live(at).select_related("user").filter(callback=current).exclude(user=by).first()
        if other is not None:
            raise CallbackNotPossible(_somebody_calls(other))
        CallbackClaim.objects.filter(callback=current).delete()
        current.close(state, by=by, at=at, reason=reason)
    return current


def erase_callbacks(*, now: datetime) -> CallbackErasure:
    """Ends what was never reached, makes the data of all whose time is over unreadable, and writes how many there were.

    Run twice, the second run finds nothing. A row that somebody is working on is left for the next night.
    """
    today = timezone.localdate(now)
    done_days = parameter("callcenter.callback_done_days", today)
    abandoned_days = parameter("callcenter.callback_abandoned_days", today)
    readable = Callback.objects.filter(erased_at__isnull=True)
    ended = readable.exclude(state=CallbackState.WAITING)
    overdue = min(now, _until(today, abandoned_days))
    lapsed = sum(_lapse(readable.waiting().filter(due_at__lt=overdue), now))
    done = ended.filter(state=CallbackState.DONE, closed_at__lt=_until(today, done_days))
    gone = Q(closed_at__lt=_until(today, abandoned_days)) | Q(closed_by__isnull=True)
    abandoned = ended.exclude(state=CallbackState.DONE).filter(gone)
    counts = sum(_erase(done, now)), sum(_erase(abandoned, now))
    CallbackClaim.objects.filter(until__lte=now).delete()
    with transaction.atomic(), pghistory.context(reason=ERASURE):
        return CallbackErasure.objects.create(
            at=now,
            done_days=done_days,
            abandoned_days=abandoned_days,
            lapsed_count=lapsed,
            done_count=counts[0],
            abandoned_count=counts[1],
        )


def _until(today: date, days: int) -> datetime:
    """What ended before this moment ended so many days ago or earlier."""
    return clock.day_bounds(today - timedelta(days=days))[1]


def _lapse(due: CallbackQuerySet, now: datetime) -> Iterator[int]:
    for rows in _batches(due, ERASURE):
        for row in rows:
            row.close(CallbackState.ABANDONED, by=None, at=now, reason="期限を過ぎたため自動で終了")
        yield len(rows)


def _erase(due: CallbackQuerySet, now: datetime) -> Iterator[int]:
    for rows in _batches(due, ERASURE):
        for row in rows:
            row.erase(at=now)
        yield len(rows)


def _batches(due: CallbackQuerySet, reason: str) -> Iterator[list[Callback]]:
    """A few rows at a time, locked while the caller works on them; the condition is judged again under the lock."""
    last_pk = 0
    while True:
        with transaction.atomic(), pghistory.context(reason=reason):
            free = (
                due.filter(pk__gt=last_pk).order_by("pk").select_for_update(of=("self",), no_key=True, skip_locked=True)
            )
            rows = list(free[:_BATCH])
            if not rows:
                return
            yield rows
        last_pk = rows[-1].pk


def _usual_due(at: datetime) -> datetime:
    """So many minutes of the centre's own opening hours from now; plain minutes where it does not open again."""
    calendar = Calendar.load()
    minutes = calendar.parameters.value("callcenter.callback_due_minutes", timezone.localdate(at))
    centre = next((code for code, site in calendar.sites.items() if site.kind == SiteKind.CALLCENTER), "")
    try:
        return after_minutes(calendar, centre, at, minutes) if centre else at + timedelta(minutes=minutes)
    except NoBusinessDay:
        return at + timedelta(minutes=minutes)


def _key_of(day: date) -> str:
    """The name of the day's data key, made if need be."""
    term = term_of(day)
    if term is None:
        raise CallbackNotPossible("この日はどの契約期間にも入っていないため、折り返しを登録できません。")
    try:
        keyring.create(term.code)
    except KeyDestroyed as error:
        raise CallbackNotPossible(
            "この日の契約期間は個人情報の消去が済んでいるため、折り返しを登録できません。"
        ) from error
    return term.code


def _somebody_calls(claim: CallbackClaim) -> str:
    since = timezone.localtime(claim.since)
    return f"{claim.user.display_name}さんが {since:%H:%M} から架電しています。"


def _locked(callback: Callback) -> Callback:
    return Callback.objects.select_for_update(of=("self",), no_key=True).get(pk=callback.pk)
