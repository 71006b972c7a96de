"""Proposing a date, answering it, and choosing who goes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.outreach.diary import CREW_ROLES
from apps.outreach.enums import Half, Party, VisitDuty, VisitStatus
from apps.outreach.models import Vehicle, Visit

SLOT_MARKS = {"yes": True, "no": False, "none": None}
"""What a button of the half days asks for."""


class ProposalForm(forms.Form):
    """A day and hours for a visit."""

    day = DayField(label="訪問日")
    starts = forms.TimeField(label="開始", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label="終了", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("starts") and given.get("ends") and given["starts"] >= given["ends"]:
            self.add_error("ends", "終了は開始より後の時刻にしてください。")
        return given

    @property
    def period(self) -> dict[str, datetime]:
        """The hours, by the names that `propose_date` knows."""
        given = self.cleaned_data
        return {
            "starts_at": _moment(given["day"], given["starts"]),
            "ends_at": _moment(given["day"], given["ends"]),
        }


class AnswerForm(WarnedTextForm):
    """可 or 不可 to the date that was proposed, with a word about it."""

    proposal = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    party = forms.ChoiceField(choices=Party.choices, widget=forms.HiddenInput)
    answer = forms.ChoiceField(label="施設の回答", choices=[("yes", "可"), ("no", "不可")])
    note = GuardedCharField(label="連絡事項", required=False, max_length=200, help_text="施設の画面にも表示します。")

    @property
    def is_possible(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")


class PeopleForm(WarnedTextForm):
    """Who goes and in which vehicle: the contractor names its people and the vehicle, the city its officers.

    `state_of` tells of a person or a vehicle what stands beside the name: 可, 未回答, or why not.
    """

    leader = forms.ModelChoiceField(
        label="運営責任者", queryset=User.objects.none(), required=False, empty_label="未定"
    )
    crew = forms.ModelChoiceField(label="従事者", queryset=User.objects.none(), required=False, empty_label="未定")
    extra_crew = forms.ModelMultipleChoiceField(
        label="ほかに加わる人", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    vehicle = forms.ModelChoiceField(label="車両", queryset=Vehicle.objects.none(), required=False, empty_label="未定")
    officer = forms.ModelChoiceField(
        label="同行する市職員", queryset=User.objects.none(), required=False, empty_label="未定"
    )
    extra_officers = forms.ModelMultipleChoiceField(
        label="ほかに同行する市職員", queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    counter_reason = GuardedCharField(
        label="窓口に運営責任者が残らない理由",
        required=False,
        max_length=200,
        help_text="この時間に、窓口に残る運営責任者がいないときに入力してください。",
    )

    CONTRACTORS = ("leader", "crew", "vehicle", "extra_crew")
    CITYS = ("officer", "extra_officers")

    def __init__(
        self,
        *args: Any,
        visit: Visit,
        user: User,
        state_of: Callable[[User | Vehicle], str] = lambda row: "",
        **kwargs: Any,
    ) -> None:
        members = visit.people_besides()
        single = ("leader", "crew", "officer", "vehicle")
        initial: dict[str, Any] = {name: getattr(visit, f"{name}_id") for name in single}
        initial["extra_crew"] = [row.person_id for row in members if row.duty != VisitDuty.OFFICER]
        initial["extra_officers"] = [row.person_id for row in members if row.duty == VisitDuty.OFFICER]
        super().__init__(*args, **({"initial": initial} | kwargs))
        users = User.objects.filter(is_active=True).order_by("display_name")
        rows: Mapping[str, Any] = {
            "leader": users.filter(role=Role.SITE_LEADER),
            "crew": users.filter(role__in=CREW_ROLES),
            "extra_crew": users.filter(role__in=CREW_ROLES),
            "vehicle": Vehicle.objects.filter(is_active=True),
            "officer": users.filter(role__in=CITY_ROLES),
            "extra_officers": users.filter(role__in=CITY_ROLES),
        }
        self.shown = self.CITYS if user.is_city else self.CONTRACTORS
        if user.is_city or visit.status != VisitStatus.CONFIRMED:
            del self.fields["counter_reason"]
        for name, queryset in rows.items():
            if name not in self.shown:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.queryset = queryset
            field.label_from_instance = lambda row: f"{row.name if isinstance(row, Vehicle) else row}{state_of(row)}"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        main = [given.get(name) for name in ("leader", "crew", "officer")]
        if given.get("leader") and given.get("leader") == given.get("crew"):
            self.add_error("crew", "運営責任者と従事者は、別の人にしてください。")
        for name in ("extra_crew", "extra_officers"):
            if twice := [str(person) for person in given.get(name) or () if person in main]:
                self.add_error(name, f"{'、'.join(twice)}は、すでに選ばれています。")
        return given

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.shown if not name.startswith("extra_")]

    def extra_field(self) -> forms.BoundField:
        return next(self[name] for name in self.shown if name.startswith("extra_"))

    @property
    def people(self) -> dict[str, Any]:
        """Whom and what `assign` sets."""
        return {name: self.cleaned_data[name] for name in self.shown if not name.startswith("extra_")}

    @property
    def members(self) -> dict[VisitDuty, list[User]]:
        """Further people by what they do: a leader leads wherever one goes."""
        if "extra_officers" in self.shown:
            return {VisitDuty.OFFICER: list(self.cleaned_data["extra_officers"])}
        chosen = list(self.cleaned_data["extra_crew"])
        return {
            VisitDuty.LEADER: [person for person in chosen if person.role == Role.SITE_LEADER],
            VisitDuty.CREW: [person for person in chosen if person.role != Role.SITE_LEADER],
        }


class MarkForm(forms.Form):
    """One press on a half day: `2026-11-24/am/yes`."""

    slot = forms.RegexField(r"\A([0-9]{4}-[0-9]{2}-[0-9]{2})/(am|pm)/(yes|no|none)\Z", max_length=20)

    def clean_slot(self) -> tuple[date, Half, bool | None]:
        day, half, mark = self.cleaned_data["slot"].split("/")
        try:
            return date.fromisoformat(day), Half(half), SLOT_MARKS[mark]
        except ValueError:
            raise forms.ValidationError("日付が正しくありません。") from None


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
