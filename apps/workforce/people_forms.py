"""What is typed about one person: who it is, what proves it, where the person works."""

import unicodedata
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q

from apps.accounts.enums import CITY_ROLES, Role
from apps.accounts.models import User
from apps.contracts.enums import SiteKind
from apps.contracts.models import Site
from apps.core.forms import DayField, GuardedCharField, WarnedTextForm
from apps.core.spelling import is_kana, normalise_kana, normalise_name
from apps.core.submissions import SubmissionForm

from .enums import Duty, Employment
from .models import (
    CareerCertificate,
    ConductNote,
    Pledge,
    Posting,
    Qualification,
    ReplacementRequest,
    StaffMember,
)

CHOOSE = "選んでください"
OF_ANOTHER_COMPANY = (Employment.DISPATCHED, Employment.SUBCONTRACTED)
ACCOUNT_ROLES = set(Role) - CITY_ROLES - {Role.SYSTEM_ADMIN}
STATES = [("", "すべて"), ("ready", "勤務できる人"), ("blocked", "勤務できない人"), ("retraining", "要再研修の人")]


def choose(form: forms.BaseForm, name: str, rows: Any, *, empty: str = CHOOSE) -> None:
    """Limits a choice of rows to those that the user may choose from."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset, field.empty_label = rows, empty


def name_the_blank(form: forms.BaseForm, *names: str) -> None:
    """What stands in a list of words before anything is chosen."""
    for name in names:
        field = cast(forms.ChoiceField, form.fields[name])
        known = cast("list[tuple[str, str]]", field.choices)
        field.choices = [("", CHOOSE), *((value, label) for value, label in known if value)]


class UpToTodayForm(forms.Form):
    """A form whose `past_days` have come already."""

    past_days: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.past_days:
            if (day := data.get(name)) and day > self.today:
                self.add_error(name, f"{self.fields[name].label}は、本日までの日にしてください。")
        return data


class PeopleSearchForm(forms.Form):
    """Which people are listed; sent by POST, as names stay out of addresses."""

    words = GuardedCharField(label="氏名・フリガナ・社員番号", max_length=60, required=False)
    duty = forms.ChoiceField(label="主な役割", choices=[("", "すべて"), *Duty.choices], required=False)
    state = forms.ChoiceField(label="可否", choices=STATES, required=False)
    with_left = forms.BooleanField(label="従事を終えた人も表示する", required=False)

    def search(self, people: "Any", today: date) -> "Any":
        """Those of the people whom the form asks for, readiness aside."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if not given.get("with_left"):
            people = people.exclude(left_on__lt=today)
        if duty := given.get("duty"):
            people = people.filter(duty=duty)
        if words := given.get("words"):
            kana = normalise_kana(words)
            spellings = {words, normalise_name(words), unicodedata.normalize("NFKC", words)}
            found = Q(name_kana__icontains=kana) | Q(code__iexact=unicodedata.normalize("NFKC", words).strip())
            for spelling in spellings:
                found |= Q(name__icontains=spelling)
            people = people.filter(found)
        return people


class StaffForm(SubmissionForm, forms.ModelForm):
    """Somebody whom the contractor takes on, or a change of what is known about them."""

    name_kana = GuardedCharField(label="フリガナ", max_length=60, help_text="ひらがなでも入力できます。")
    joined_on = DayField(label="従事開始日")
    left_on = DayField(
        label="従事終了日",
        required=False,
        help_text="決まっていないときは空欄にします。入力すると、配属と選任もこの日で終わります。",
    )

    class Meta:
        model = StaffMember
        fields = [
            "code", "name", "name_kana", "employment", "employer", "duty", "joined_on", "left_on", "user", "note"
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"user": "本人がログインに使う利用者です。自分の勤務と確認する文書が、この利用者に表示されます。"}

    def __init__(self, *args: Any, duties: list[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["duty"]).choices = [(duty.value, duty.label) for duty in duties]
        name_the_blank(self, "employment", "duty")
        if self.instance.pk is None:  # an account is linked to somebody who is there
            del self.fields["user"]
            return
        free = Q(staff_member__isnull=True) | Q(staff_member=self.instance.pk)
        accounts = User.objects.filter(free, role__in=self._roles(duties), is_active=True).order_by("display_name")
        choose(self, "user", accounts, empty="結び付けない")

    def _get_validation_exclusions(self) -> set[str]:
        """Leaves a taken code to the database: a form that is sent twice would find its own first record in the way."""
        return super()._get_validation_exclusions() | {"code"}  # type: ignore[misc]

    @staticmethod
    def _roles(duties: list[Duty]) -> set[str]:
        """All roles of the contractor for who keeps everybody's record, else those of the same names as the duties."""
        return {role.value for role in ACCOUNT_ROLES} if len(duties) == len(Duty) else {duty.value for duty in duties}

    def clean_name(self) -> str:
        return normalise_name(self.cleaned_data["name"])

    def clean_name_kana(self) -> str:
        kana = normalise_kana(self.cleaned_data["name_kana"])
        if not is_kana(kana):
            raise forms.ValidationError("フリガナは、カタカナかひらがなで入力してください。")
        return kana

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("employment") in OF_ANOTHER_COMPANY and not data.get("employer"):
            self.add_error("employer", "派遣元・再委託先の名称を入力してください。")
        return data


class QualificationForm(UpToTodayForm, WarnedTextForm, forms.ModelForm):
    """What somebody brings along; of one kind there is one entry, a later one replaces it."""

    past_days = ("verified_on",)
    verified_on = DayField(label="確認日")

    class Meta:
        model = Qualification
        fields = ["kind", "years", "verified_on", "evidence"]
        help_texts = {"years": "年数が問われる経験のときに入力します。", "evidence": "例：履歴書（人事綴り3）"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self, "kind")


class CertificateForm(UpToTodayForm, SubmissionForm, WarnedTextForm, forms.ModelForm):
    """A 経歴証明書 that was handed to the city."""

    past_days = ("submitted_on",)
    submitted_on = DayField(label="提出日")

    class Meta:
        model = CareerCertificate
        fields = ["submitted_on", "document"]


class CertificateReturnForm(WarnedTextForm):
    comment = GuardedCharField(label="差戻しの理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PledgeForm(UpToTodayForm, forms.ModelForm):
    """When the pledge of confidentiality was signed, and when it was handed to the city."""

    past_days = ("signed_on", "submitted_on")
    signed_on = DayField(label="署名日")
    submitted_on = DayField(label="市への提出日", required=False)

    class Meta:
        model = Pledge
        fields = ["signed_on", "submitted_on"]


class PostingForm(forms.ModelForm):
    """Where somebody normally works, from a day on."""

    starts_on = DayField(label="開始日")
    ends_on = DayField(label="終了日", required=False, help_text="決まっていないときは空欄にします。")

    class Meta:
        model = Posting
        fields = ["staff", "site", "starts_on", "ends_on"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", people)
        choose(self, "site", Site.objects.exclude(kind=SiteKind.CITY))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        staff, starts_on = data.get("staff"), data.get("starts_on")
        if staff and staff.left_on and starts_on and (data.get("ends_on") or date.max) > staff.left_on:
            self.add_error("ends_on", "終了日は、従事終了日までの日にしてください。")
        return data


class ReplacementForm(UpToTodayForm, SubmissionForm, WarnedTextForm, forms.ModelForm):
    """The city's wish that somebody else takes a person's place."""

    past_days = ("received_on",)
    received_on = DayField(label="申出日")

    class Meta:
        model = ReplacementRequest
        fields = ["staff", "received_on", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", people)


class ReplacementActionForm(UpToTodayForm, WarnedTextForm, forms.ModelForm):
    past_days = ("done_on",)
    done_on = DayField(label="完了日", required=False, help_text="完了したときに入力します。")

    class Meta:
        model = ReplacementRequest
        fields = ["action", "done_on"]
        widgets = {"action": forms.Textarea(attrs={"rows": 3})}


class ConductForm(UpToTodayForm, SubmissionForm, WarnedTextForm, forms.ModelForm):
    """Conduct that has to be put right, and the guidance if it was given already."""

    past_days = ("found_on", "guided_on")
    found_on = DayField(label="把握した日")
    guided_on = DayField(label="指導した日", required=False)

    class Meta:
        model = ConductNote
        fields = ["staff", "found_on", "finding", "guided_on", "guidance"]
        widgets = {"finding": forms.Textarea(attrs={"rows": 3}), "guidance": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", people)


class GuidanceForm(UpToTodayForm, WarnedTextForm, forms.ModelForm):
    past_days = ("guided_on",)
    guided_on = DayField(label="指導した日")
    guidance = GuardedCharField(label="指導の内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = ConductNote
        fields = ["guided_on", "guidance"]
