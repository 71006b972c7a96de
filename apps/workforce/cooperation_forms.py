"""What is typed about improvements and staffing talks of the call centre."""

from typing import Any

from django import forms

from apps.core.forms import DayField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .models import Improvement, StaffingTalk
from .people_forms import UpToTodayForm, name_the_blank


class ImprovementForm(UpToTodayForm, SubmissionForm, WarnedTextForm, forms.ModelForm):
    """Something that shall go better."""

    past_days = ("noted_on",)
    noted_on = DayField(label="起票日")

    class Meta:
        model = Improvement
        fields = ["noted_on", "what"]
        widgets = {"what": forms.Textarea(attrs={"rows": 3})}


class ImprovementEffectForm(UpToTodayForm, WarnedTextForm, forms.ModelForm):
    """When it was done and what it brought."""

    past_days = ("done_on",)
    done_on = DayField(label="実施日", required=False, help_text="実施したときに入力します。")

    class Meta:
        model = Improvement
        fields = ["effect", "done_on"]
        widgets = {"effect": forms.Textarea(attrs={"rows": 3})}


class TalkForm(UpToTodayForm, WarnedTextForm, forms.ModelForm):
    """What was settled in a talk; that the month has no other record is for the database to say."""

    past_days = ("held_on",)
    month = DayField(
        label="対象の月",
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        help_text="例：2025-06",
    )
    held_on = DayField(label="協議した日")

    class Meta:
        model = StaffingTalk
        fields = ["month", "held_on", "calls_expected", "calls_actual", "seats", "result", "decision"]
        widgets = {"decision": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self, "result")

    def _get_validation_exclusions(self) -> set[str]:
        """The month is judged by the save: a form sent twice finds its own record, not a second one of the month."""
        return {"month", *super()._get_validation_exclusions()}  # type: ignore[misc]  # not in the stubs


class NewTalkForm(SubmissionForm, TalkForm):
    """The first record of a talk."""
