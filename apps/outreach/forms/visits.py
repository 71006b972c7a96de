from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.models import Agreement
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import VisitStatus
from apps.outreach.models import Facility, Visit


class VisitRequestForm(SubmissionForm, WarnedTextForm):
    """What a facility asks for, as the office takes it down."""

    facility = forms.ModelChoiceField(label="施設", queryset=Facility.objects.all(), empty_label="選んでください")
    head_count = forms.IntegerField(label="申請予定人数", min_value=1, max_value=999)
    requested_on = DayField(label="要請を受けた日")
    wish = GuardedCharField(
        label="施設の希望",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="希望の日時、会場の様子、配慮が必要なことなど。入所者の氏名などの個人情報は書かないでください。",
    )


class VisitScheduleForm(forms.Form):
    """A time for the visit and who goes: the contractor names its crew, the city its officer."""

    day = DayField(label="訪問日")
    starts = forms.TimeField(label="開始", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label="終了", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    leader = forms.ModelChoiceField(
        label="運営責任者", queryset=User.objects.none(), required=False, empty_label="未定"
    )
    crew = forms.ModelChoiceField(label="従事者", queryset=User.objects.none(), required=False, empty_label="未定")
    officer = forms.ModelChoiceField(
        label="同行する市職員", queryset=User.objects.none(), required=False, empty_label="未定"
    )

    def __init__(self, *args: Any, visit: Visit, user: User, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"leader": visit.leader_id, "crew": visit.crew_id, "officer": visit.officer_id}
        if visit.starts_at and visit.ends_at:
            starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
            initial |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(*args, **({"initial": initial} | kwargs))
        people = User.objects.filter(is_active=True).order_by("display_name")
        choices = {
            "leader": people.filter(role=Role.SITE_LEADER),
            "crew": people.filter(role__in=(Role.COUNTER_STAFF, Role.SITE_LEADER)),
            "officer": people.filter(role__in=CITY_ROLES),
        }
        self.people = ("officer",) if user.is_city else ("leader", "crew")
        for name, queryset in choices.items():
            if name in self.people:
                self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("starts") and given.get("ends") and given["starts"] >= given["ends"]:
            self.add_error("ends", "終了は開始より後の時刻にしてください。")
        if given.get("leader") and given.get("leader") == given.get("crew"):
            self.add_error("crew", "運営責任者と従事者は、別の人にしてください。")
        return given

    def people_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.people]

    def arrangement(self) -> dict[str, Any]:
        """The period and the people, by the names that `schedule_visit` knows."""
        given = self.cleaned_data
        return {
            "starts_at": _moment(given["day"], given["starts"]),
            "ends_at": _moment(given["day"], given["ends"]),
            "people": {name: given[name] for name in self.people},
        }


class VisitConfirmForm(WarnedTextForm):
    """What a confirmation needs besides the button: nothing as a rule."""

    timing_reason = GuardedCharField(label="平日の日中以外に訪問する理由", required=False, max_length=200)
    limit_agreement = forms.ModelChoiceField(
        label="回数を超える訪問の協議",
        queryset=Agreement.objects.filter(decided_on__isnull=False),
        required=False,
        empty_label="選んでください",
    )


class VisitCancelForm(WarnedTextForm):
    reason = GuardedCharField(label="中止の理由", max_length=200)


class VisitFilterForm(forms.Form):
    """The filter bar of the list."""

    status = forms.ChoiceField(label="状態", choices=[("", "すべて"), *VisitStatus.choices], required=False)
    facility = GuardedCharField(label="施設名", required=False, max_length=50)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
