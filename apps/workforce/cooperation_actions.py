"""The record of a staffing talk: corrected by the contractor until the city has confirmed it."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User

from .models import StaffingTalk
from .refusals import NotPossible


@transaction.atomic
def correct_talk(*, talk: StaffingTalk, by: User, at: datetime) -> None:
    """Saves the changed record under the name of who changed it. Raises NotPossible once the city has confirmed."""
    if _locked(talk).confirmed_at:
        raise NotPossible("市が確認した記録は、変更できません。")
    talk.recorded_by, talk.recorded_at = by, at
    talk.save()


@transaction.atomic
def confirm_talk(*, talk: StaffingTalk, seen: str, by: User, at: datetime) -> None:
    """The city confirms what it has read; `seen` is the `recorded_at` of the page. Raises NotPossible."""
    current = _locked(talk)
    if current.recorded_at.isoformat() != seen:
        raise NotPossible("表示した後に内容が変わりました。もう一度確認してください。")
    current.confirm(by=by, at=at)
    current.save()


def _locked(talk: StaffingTalk) -> StaffingTalk:
    return StaffingTalk.objects.select_for_update(of=("self",), no_key=True).get(pk=talk.pk)
