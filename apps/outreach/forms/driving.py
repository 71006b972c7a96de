"""Forms of the driving records, short enough for a phone."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.core.forms import GuardedCharField, MomentField, WarnedTextForm
from apps.core.submissions import SubmissionForm
from apps.outreach.enums import CheckMethod, CheckPhase, VisitStatus
from apps.outreach.models import AlcoholCheck, Trip, Vehicle, Visit
from apps.outreach.models.driving import FARTHEST
from apps.workforce.models import StaffMember

WRITTEN_UP_WITHIN = timedelta(days=7)
"""How long after a visit its drive may still be written up from the list of visits."""


def odometer(label: str) -> forms.IntegerField:
    """Kilometres as the car shows them."""
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=FARTHEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "wide"}),
    )


def riders_of(trip: Trip) -> list[User]:
    """Who may ride along on the drive to a visit: everybody of the visit, from both parties, except the driver."""
    visit = trip.visit
    if visit is None:
        return []
    people = [visit.leader, visit.crew, visit.officer, *(member.person for member in visit.people_besides())]
    return [person for person in people if person and person.pk != trip.driver.user_id]


class VehicleForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """A car of the contractor."""

    class Meta:
        model = Vehicle
        fields = ["name", "plate", "is_active"]


class TripForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """Who is to drive which car where; `asked` is the visit from whose page the record was begun."""

    class Meta:
        model = Trip
        fields = ["vehicle", "driver", "visit", "purpose"]

    def __init__(self, *args: Any, user: User, asked: Visit | None, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate(now)
        lately = Visit.objects.starting_between(today - WRITTEN_UP_WITHIN, today)
        driven_to = Visit.objects.for_user(user).filter(status__in=(VisitStatus.CONFIRMED, VisitStatus.HELD))
        choices = {
            "vehicle": Vehicle.objects.filter(is_active=True),
            "driver": StaffMember.objects.employed(today),
            "visit": driven_to.filter(Q(pk__in=lately.values("pk")) | Q(pk=asked.pk if asked else None))
            .order_by("-starts_at", "pk")
            .select_related("facility"),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset, field.empty_label = rows, "選んでください" if field.required else "なし"

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class CheckForm(SubmissionForm, WarnedTextForm, forms.ModelForm):
    """The eight items of a check; driver, vehicle and phase are the trip's. `checker` is never the driver."""

    checked_at = MomentField(label="確認の日時")

    class Meta:
        model = AlcoholCheck
        fields = [
            "checker", "checked_at", "method", "method_detail", "detector_used", "reading", "is_intoxicated",
            "licence_carried", "instruction", "note",
        ]  # fmt: skip
        widgets = {"reading": forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"})}

    def __init__(self, *args: Any, trip: Trip, phase: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase = phase
        checker = self.fields["checker"]
        assert isinstance(checker, forms.ModelChoiceField)
        checker.queryset = StaffMember.objects.employed(timezone.localdate(now)).exclude(pk=trip.driver_id)
        checker.empty_label = "選んでください"
        self.initial = {"checked_at": now, "method": CheckMethod.FACE_TO_FACE, **self.initial}
        if phase == CheckPhase.AFTER:
            del self.fields["licence_carried"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        positive = bool(data.get("is_intoxicated"))
        if data.get("method") not in (None, CheckMethod.FACE_TO_FACE) and data.get("method_detail") == "":
            self.add_error("method_detail", "対面でない場合は、具体的な方法を入力してください。")
        if "detector_used" in data and not data["detector_used"]:
            self.add_error("detector_used", "アルコール検知器を使って確認してください。")
        if data.get("reading") and not positive:
            self.add_error(
                "is_intoxicated", "検知器の値が0より大きいときは「酒気を帯びている」にチェックしてください。"
            )
        if positive and "instruction" in data and not data["instruction"]:
            self.add_error("instruction", "指示事項（運転の中止など）を入力してください。")
        if self.phase == CheckPhase.BEFORE and not positive and not data.get("licence_carried"):
            self.add_error("licence_carried", "出発の前に、運転免許証の携帯を確かめてください。")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}


class DepartureForm(WarnedTextForm):
    """When the car leaves, and what its odometer shows."""

    departed_at = MomentField(label="出発")
    departure_km = odometer("走行距離計（km）")
    gap_reason = GuardedCharField(
        label="走行距離計が前回と続かない理由", max_length=200, required=False, help_text="続くときは空欄にします。"
    )
    passengers = forms.ModelMultipleChoiceField(
        label="同乗者（任意）",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="乗る人を選びます。市の職員が乗るときも選べます。",
    )

    def __init__(self, *args: Any, trip: Trip, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        riders = riders_of(trip)
        if riders:
            field = self.fields["passengers"]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = User.objects.filter(pk__in=[rider.pk for rider in riders])
        else:
            del self.fields["passengers"]


class ReturnForm(forms.Form):
    """When the car is back, and what its odometer shows."""

    returned_at = MomentField(label="帰着")
    return_km = odometer("走行距離計（km）")


class CorrectionForm(WarnedTextForm):
    """What the odometer showed at the return, and why another value was written down."""

    return_km = odometer("正しい走行距離計（km）")
    reason = GuardedCharField(label="直す理由", max_length=200)


class StopForm(WarnedTextForm):
    """Why a drive does not take place."""

    reason = GuardedCharField(label="取りやめの理由", max_length=200)
