from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.contracts.models import Site
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .actions import ServiceGiven
from .enums import Accommodation, AssistMethod, ServiceKind, SourceDocument, UsageKind
from .models import SiteAssignment

LARGEST_GROUP = 20
PEOPLE_WRONG = f"人数は1人から{LARGEST_GROUP}人までの数字で入力してください。"

BUTTONS = [
    (AssistMethod.DEVICE.value, "マイナアシスト"),
    (AssistMethod.POST.value, "郵便"),
    (AssistMethod.SMARTPHONE.value, "スマホ"),
    (ServiceKind.USAGE.value, "利活用"),
    (ServiceKind.EXPRESS_PHOTO.value, "特急写真"),
    (ServiceKind.GUIDANCE.value, "案内のみ"),
    (ServiceKind.OTHER.value, "その他"),
]


class ReceptionForm(SubmissionForm):
    """One press of a button of the desk; everything but the button has a usable default."""

    service = forms.ChoiceField(
        label="対応内容",
        choices=BUTTONS,
        error_messages={
            "required": "対応内容のボタンを押してください。",
            "invalid_choice": "対応内容のボタンを押してください。",
        },
    )
    people = forms.IntegerField(
        label="人数",
        min_value=1,
        max_value=LARGEST_GROUP,
        initial=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PEOPLE_WRONG),
    )
    photo = forms.BooleanField(label="写真", required=False)
    form_issued_at_window = forms.BooleanField(label="申請書を窓口で交付", required=False)
    interpreter = forms.BooleanField(label="通訳", required=False)
    with_usage = forms.BooleanField(label="利活用もあわせて支援", required=False)
    usage = forms.ChoiceField(
        label="利活用の内容", choices=UsageKind.choices, initial=UsageKind.HEALTH_INSURANCE, required=False
    )
    source_document = forms.ChoiceField(
        label="スマホの書類", choices=SourceDocument.choices, initial=SourceDocument.APPLICATION_FORM, required=False
    )
    accommodation = forms.ChoiceField(
        label="合理的配慮", choices=[("", "なし"), *Accommodation.choices], required=False
    )
    gave_up = forms.BooleanField(label="途中で取りやめ（支援なし）", required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not site.can_issue_form:
            del self.fields["form_issued_at_window"]

    def clean_usage(self) -> str:
        return self.cleaned_data["usage"] or UsageKind.HEALTH_INSURANCE

    def clean_source_document(self) -> str:
        return self.cleaned_data["source_document"] or SourceDocument.APPLICATION_FORM

    def services(self) -> list[ServiceGiven]:
        """What was done for each person, as the pressed button and the ticks say."""
        given = self.cleaned_data
        if given["gave_up"]:
            return []
        button = given["service"]
        usage = ServiceGiven(ServiceKind.USAGE, usage=given["usage"])
        services = []
        if button in AssistMethod.values:
            document = given["source_document"] if button == AssistMethod.SMARTPHONE else ""
            services.append(ServiceGiven(ServiceKind.ASSIST, method=button, source_document=document))
        elif button == ServiceKind.USAGE:
            services.append(usage)
        else:
            services.append(ServiceGiven(ServiceKind(button)))
        if given["photo"]:
            services.append(ServiceGiven(ServiceKind.PHOTO))
        if given["with_usage"] and usage not in services:
            services.append(usage)
        return services

    def details(self) -> dict[str, Any]:
        """The rest of the reception, by the names that `record_reception` knows."""
        names = ("people", "form_issued_at_window", "interpreter", "accommodation", "gave_up", "submission_key")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class TroubleForm(SubmissionForm, WarnedTextForm):
    """Words about a hard case; a second look is asked for where they seem to name somebody."""

    situation = GuardedCharField(label="状況", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    response = GuardedCharField(label="対応", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class OverrideForm(WarnedTextForm):
    """Why a counter is set up or opened on a day on which it is closed."""

    override_reason = GuardedCharField(
        label="休業日に開設する理由", max_length=400, help_text="市との協議の日付と内容を書いてください。"
    )


class ClosingTimeForm(forms.Form):
    """When a counter really closed whose closing was forgotten on the day."""

    closed_time = forms.TimeField(label="閉設した時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def moment(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["closed_time"]))


class SiteAssignmentForm(forms.ModelForm):
    """Puts somebody in charge of a counter from a day on."""

    class Meta:
        model = SiteAssignment
        fields = ["user", "site", "starts_on", "ends_on"]
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"ends_on": "決まっていないときは空欄にします。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(role__in=(Role.COUNTER_STAFF, Role.SITE_LEADER), is_active=True)
        self.fields["user"].queryset = staff.order_by("display_name")  # type: ignore[attr-defined]
        self.fields["site"].queryset = Site.objects.counters()  # type: ignore[attr-defined]
        for name in ("user", "site"):
            self.fields[name].empty_label = "選んでください"  # type: ignore[attr-defined]
