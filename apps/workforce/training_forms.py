"""A training as it is written down: what, by whom, after which paper, and who completed what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q

from apps.contracts.enums import DocumentKind
from apps.contracts.models import DocumentVersion
from apps.core.clock import long_date
from apps.core.forms import DayField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .enums import Employment, TrainingTopic
from .models import StaffMember, TrainingSession
from .people_forms import UpToTodayForm, choose, name_the_blank


class VersionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: DocumentVersion) -> str:
        return f"{obj}（{long_date(obj.in_force_from)}から）" if obj.in_force_from else str(obj)


@dataclass(frozen=True)
class AttendeeRow:
    """One line of the form: a person, whether ticked, and the topics that were not completed."""

    staff: StaffMember
    is_ticked: bool
    topics: list[tuple[str, str, bool]]


class TrainingForm(UpToTodayForm, SubmissionForm, WarnedTextForm, forms.ModelForm):
    """One training; who is ticked has completed its topics, but for those ticked as not completed."""

    past_days = ("held_on",)
    held_on = DayField(label="実施日")
    version = VersionChoice(
        label="カリキュラム・マニュアルの版",
        queryset=DocumentVersion.objects.none(),
        required=False,
        help_text="業務研修では実施日に適用されていた研修カリキュラム、再研修では改定されたマニュアルを選びます。",
    )
    topics = forms.MultipleChoiceField(
        label="扱った科目",
        choices=TrainingTopic.choices,
        initial=TrainingTopic.values,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="業務研修のときに選びます。3つの科目を修了した翌日から、勤務に入れます。",
    )
    attendees = forms.ModelMultipleChoiceField(
        label="受講者",
        queryset=StaffMember.objects.none(),
        error_messages={"required": "受講者を1人以上選んでください。"},
    )
    incomplete = forms.MultipleChoiceField(label="修了しなかった科目", required=False)

    class Meta:
        model = TrainingSession
        fields = ["kind", "held_on", "trainer", "version", "minutes", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "trainer": "業務研修と再研修の講師は、カード申請支援業務の管理者経験がある正社員に限ります。"
            "運営責任者研修の講師は、実施日の統括責任者に限ります。"
        }

    field_order = ["kind", "held_on", "trainer", "version", "minutes", "topics", "note"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self, "kind")
        choose(self, "trainer", StaffMember.objects.filter(employment=Employment.PERMANENT))
        of_training = Q(document__kind=DocumentKind.TRAINING_CURRICULUM) | Q(document__needs_training=True)
        accepted = DocumentVersion.objects.filter(of_training, in_force_from__isnull=False)
        newest_first = accepted.select_related("document").order_by("document__order", "-in_force_from")
        choose(self, "version", newest_first, empty="用いない")
        choose(self, "attendees", people)
        self.people = people
        pairs = ((f"{staff.pk}:{topic.value}", "") for staff in people for topic in TrainingTopic)
        self.fields["incomplete"].choices = list(pairs)  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Leaves the version to the action, which says beside the field what is wrong with it."""
        return super()._get_validation_exclusions() | {"version"}  # type: ignore[misc]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """All but the table of people."""
        return [field for field in self.visible_fields() if field.name not in ("attendees", "incomplete")]

    def attendee_rows(self) -> Iterator[AttendeeRow]:
        ticked = {str(value) for value in self["attendees"].value() or []}
        incomplete = set(self["incomplete"].value() or [])
        for staff in self.people:
            topics = [
                (value := f"{staff.pk}:{topic.value}", topic.label, value in incomplete) for topic in TrainingTopic
            ]
            yield AttendeeRow(staff, str(staff.pk) in ticked, topics)

    def attended(self) -> dict[StaffMember, list[str]]:
        """The topics that each person completed."""
        given = self.cleaned_data
        return {
            staff: [topic for topic in given["topics"] if f"{staff.pk}:{topic}" not in given["incomplete"]]
            for staff in given["attendees"]
        }
