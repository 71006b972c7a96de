import datetime
import re
import unicodedata
from typing import Any, cast

from django import forms
from django.core.validators import URLValidator

from apps.core.forms import DayField, GuardedCharField, MomentField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .enums import AgreementState, Decision, ValueKind
from .models import Agreement, Document, Incident, OpeningRule, Parameter, Site
from .models.agreements import EARLIEST_DAY
from .models.places import PHONE, PHONE_SENTENCE

EVERY_PLACE = "すべての窓口とコールセンター"
YES_OR_NO = [("yes", "はい"), ("no", "いいえ")]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def sentence(label: str, *, max_length: int) -> GuardedCharField:
    return GuardedCharField(label=label, max_length=max_length, widget=forms.Textarea(attrs={"rows": 2}))


class DecidedForm(WarnedTextForm):
    """What may be changed only with a decided agreement and a reason."""

    agreement = forms.ModelChoiceField(
        label="協議",
        queryset=Agreement.objects.none(),
        empty_label="選んでください",
        help_text="決定の記録がある協議だけを選べます。",
    )
    reason = sentence("理由", max_length=500)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.decided_agreements = Agreement.objects.decided(today)
        cast("forms.ModelChoiceField[Agreement]", self.fields["agreement"]).queryset = self.decided_agreements


class ParameterForm(DecidedForm):
    """The new value of one parameter and the day from which it holds."""

    value = forms.Field(label="新しい値")
    valid_from = forms.DateField(label="適用開始日", widget=day_input())
    field_order = ["value", "valid_from", "agreement", "reason"]

    def __init__(self, parameter: Parameter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = self._value_field(parameter)
        self.fields["value"].label = f"新しい値（{parameter.unit}）" if parameter.unit else "新しい値"
        self.order_fields(self.field_order)

    def _value_field(self, parameter: Parameter) -> forms.Field:
        bounds: dict[str, Any] = {
            "min_value": 0 if parameter.minimum is None else parameter.minimum,
            "max_value": parameter.maximum,
            "help_text": parameter.bounds_sentence,
        }
        if parameter.bounds_sentence:
            bounds["error_messages"] = dict.fromkeys(["min_value", "max_value"], parameter.bounds_sentence)
        match ValueKind(parameter.kind):
            case ValueKind.INTEGER:
                return forms.IntegerField(**bounds)
            case ValueKind.DECIMAL:
                return forms.DecimalField(max_digits=8, decimal_places=2, **bounds)
            case ValueKind.BOOLEAN:
                return forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect)
            case ValueKind.DATE:
                return forms.DateField(widget=day_input())
            case ValueKind.TIME:
                return forms.TimeField(widget=time_input())
            case ValueKind.MONTH_DAY:
                return forms.CharField(max_length=5, help_text="月と日を2桁ずつ「12-29」の形で入力してください。")
        return GuardedCharField(max_length=200)

    def json_value(self) -> Any:
        """The typed value as it is stored."""
        value = self.cleaned_data["value"]
        field = self.fields["value"]
        if isinstance(field, forms.ChoiceField):
            return value == "yes"
        if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
            return value
        if isinstance(field, forms.TimeField):
            return f"{value:%H:%M}"
        return str(value)


class YearEndForm(DecidedForm):
    """Whether one place closes over the year-end days, from a day on."""

    is_closed = forms.ChoiceField(
        label="年末年始", choices=[("yes", "休み"), ("no", "開設する")], widget=forms.RadioSelect
    )
    valid_from = forms.DateField(label="適用開始日", widget=day_input())
    field_order = ["is_closed", "valid_from", "agreement", "reason"]

    def __init__(self, rule: OpeningRule, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"initial": {"is_closed": "yes" if rule.closed_at_year_end else "no"}} | kwargs))


class DayExceptionForm(DecidedForm, SubmissionForm):
    site = forms.ModelChoiceField(
        label="実施場所",
        queryset=Site.objects.all(),
        required=False,
        empty_label=EVERY_PLACE,
    )
    day = forms.DateField(label="日付", widget=day_input())
    reason = sentence("理由", max_length=120)

    CONFIRMATION_OF_PAST = "confirmed_past"

    def clean(self) -> dict[str, Any]:
        """A day that is over is taken only once that is confirmed: what was counted for it changes."""
        data = super().clean()
        day = data.get("day")
        if day and day < self.today:
            box = forms.BooleanField(label="過ぎた日であることを確認しました", required=False)
            self.fields[self.CONFIRMATION_OF_PAST] = box
            if not box.widget.value_from_datadict(self.data, self.files, self.add_prefix(self.CONFIRMATION_OF_PAST)):
                self.add_error("day", "過ぎた日です。登録すると、この日の集計が変わります。")
        return data


class ClosureForm(DayExceptionForm):
    field_order = ["site", "day", "reason", "agreement"]


class ExtraOpeningForm(DayExceptionForm):
    opens_at = forms.TimeField(
        label="開設時刻", required=False, widget=time_input(), help_text="空欄のときは、ふだんの時間で開設します。"
    )
    closes_at = forms.TimeField(label="終了時刻", required=False, widget=time_input())
    field_order = ["site", "day", "opens_at", "closes_at", "reason", "agreement"]


class WithdrawForm(WarnedTextForm):
    reason = sentence("取り消す理由", max_length=500)


class AgreementForm(WarnedTextForm, SubmissionForm):
    """A new point to agree."""

    title = GuardedCharField(label="件名", max_length=120)
    place = GuardedCharField(label="仕様書の箇所", max_length=120, help_text="例：第2-1-(1)-①")
    question = sentence("確認したい事項", max_length=2000)
    default = GuardedCharField(
        label="回答があるまでの取扱い",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AgreementAnswerForm(WarnedTextForm, forms.ModelForm):
    """When the city was asked and what it answered, up to today."""

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    class Meta:
        model = Agreement
        fields = ["asked_on", "answered_on", "answer", "document", "link"]
        widgets = {
            "asked_on": day_input(),
            "answered_on": day_input(),
            "answer": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        """Days that have come, in order; said beside the field they are about."""
        data = super().clean() or self.cleaned_data
        asked, answered = data.get("asked_on"), data.get("answered_on")
        for name in {"asked_on", "answered_on", "decided_on"} & self.fields.keys():
            day = data.get(name)
            if day and not EARLIEST_DAY <= day <= self.today:
                label = self.fields[name].label
                self.add_error(name, f"{label}は、2000年1月1日から本日までの日にしてください。")
        if "asked_on" in self.errors or "answered_on" in self.errors:
            return data
        if answered and not asked:
            self.add_error("asked_on", "回答日を入力したときは、照会日も入力してください。")
        elif answered and answered < asked:
            self.add_error("answered_on", "回答日は、照会日と同じ日かそれより後の日にしてください。")
        return data


class AgreementDecisionForm(AgreementAnswerForm):
    """The same, and what was decided."""

    class Meta(AgreementAnswerForm.Meta):
        fields = ["asked_on", "answered_on", "answer", "decided_on", "decision", "document", "link"]
        widgets = AgreementAnswerForm.Meta.widgets | {
            "decided_on": day_input(),
            "decision": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "decided_on" in self.errors:
            return data
        decided, decision = data.get("decided_on"), data.get("decision")
        earlier = [day for day in (data.get("asked_on"), data.get("answered_on")) if day]
        if decided and not decision:
            self.add_error("decision", "決定日を入力したときは、決定内容も入力してください。")
        if decision and not decided:
            self.add_error("decided_on", "決定内容を入力したときは、決定日も入力してください。")
        if decided and earlier and decided < max(earlier):
            self.add_error("decided_on", "決定日は、照会日・回答日と同じ日かそれより後の日にしてください。")
        return data


class AgreementFilterForm(forms.Form):
    state = forms.ChoiceField(label="状態", choices=[("", "すべて"), *AgreementState.choices], required=False)


class PastDayForm(forms.Form):
    """A form that asks for a day of what has happened: from 2000 up to today."""

    day_name: str

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields[self.day_name].initial = today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day = data.get(self.day_name)
        if day and not EARLIEST_DAY <= day <= self.today:
            label = self.fields[self.day_name].label
            self.add_error(self.day_name, f"{label}は、2000年1月1日から本日までの日にしてください。")
        return data


class VersionForm(PastDayForm, WarnedTextForm, SubmissionForm):
    """The next version of a document."""

    day_name = "prepared_on"

    prepared_on = forms.DateField(label="作成日", widget=day_input())
    replaces_reason = sentence("差替理由", max_length=500)
    location = GuardedCharField(
        label="文書番号・保管場所", max_length=200, help_text="本システムには文書のファイルを保存しません。"
    )
    link = GuardedCharField(
        label="文書の所在（URL）",
        max_length=300,
        required=False,
        validators=[URLValidator(["https", "http"], message="「https://」で始まるURLを入力してください。")],
    )

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not document.versions.exists():
            del self.fields["replaces_reason"]

    def clean(self) -> dict[str, Any]:
        return {"replaces_reason": ""} | super().clean()


class VersionSubmissionForm(PastDayForm):
    day_name = "submitted_on"

    submitted_on = forms.DateField(label="提出日", widget=day_input())


class VersionDecisionForm(PastDayForm, WarnedTextForm):
    """What the city says to a submitted version."""

    day_name = "decided_on"

    decision = forms.ChoiceField(label="決定", choices=Decision.choices, widget=forms.RadioSelect)
    decided_on = forms.DateField(label="決定日", widget=day_input())
    in_force_from = DayField(label="適用開始日", required=False, help_text="承諾するとき、必ず入力してください。")
    comment = GuardedCharField(
        label="市の意見",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="差し戻すとき、必ず理由を入力してください。",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, decided = data.get("in_force_from"), data.get("decided_on")
        match data.get("decision"):
            case Decision.ACCEPTED if not begins and "in_force_from" not in self.errors:
                self.add_error("in_force_from", "承諾するときは、適用開始日を入力してください。")
            case Decision.ACCEPTED if begins and decided and begins < decided:
                self.add_error("in_force_from", "適用開始日は、決定日と同じ日かそれより後の日にしてください。")
            case Decision.RETURNED:
                if begins:
                    self.add_error("in_force_from", "差し戻すときは、空欄にしてください。")
                if not data.get("comment") and "comment" not in self.errors:
                    self.add_error("comment", "差し戻すときは、理由を入力してください。")
        return data


class SiteContactForm(forms.ModelForm):
    """How a place is reached by telephone."""

    class Meta:
        model = Site
        fields = ["phone", "mobile"]
        help_texts = dict.fromkeys(fields, "例：049-224-6178。番号がないときは空欄にしてください。")
        widgets = {name: forms.TextInput(attrs={"inputmode": "tel"}) for name in fields}

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean_mobile(self) -> str:
        return phone_number(self.cleaned_data["mobile"])


def phone_number(text: str) -> str:
    """The number in half-width digits, its groups joined by hyphens. Raises ValidationError for anything else."""
    number = re.sub(r"[\s()‐‑‒–—―−ー.・-]+", "-", unicodedata.normalize("NFKC", text)).strip("-")
    if number and not re.fullmatch(PHONE, number):
        raise forms.ValidationError(PHONE_SENTENCE)
    return number


def _not_after(moment: datetime.datetime | None, now: datetime.datetime) -> None:
    if moment and moment > now:
        raise forms.ValidationError("今より後の日時は入力できません。")


class IncidentForm(WarnedTextForm, SubmissionForm, forms.ModelForm):
    """What went wrong, as it is first written down."""

    detected_at = MomentField(label="発見の日時")

    class Meta:
        model = Incident
        fields = ["kind", "detected_at", "situation", "measure"]
        widgets = {"situation": forms.Textarea(attrs={"rows": 4}), "measure": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"situation": "氏名・電話番号などの個人情報は書かないでください。"}

    def __init__(self, *args: Any, now: datetime.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.initial.setdefault("detected_at", now)

    def clean_detected_at(self) -> datetime.datetime:
        _not_after(self.cleaned_data["detected_at"], self.now)
        return cast(datetime.datetime, self.cleaned_data["detected_at"])


class IncidentProgressForm(WarnedTextForm, forms.ModelForm):
    """What follows: the report to the city, the measure, the prevention, the end."""

    reported_at = MomentField(label="市に報告した日時", required=False)
    is_closed = forms.BooleanField(label="終結とする", required=False, help_text="市への報告と再発の防止策が必要です。")

    class Meta:
        model = Incident
        fields = ["measure", "reported_at", "prevention"]
        widgets = {"measure": forms.Textarea(attrs={"rows": 3}), "prevention": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, now: datetime.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_reported_at(self) -> datetime.datetime | None:
        reported_at: datetime.datetime | None = self.cleaned_data["reported_at"]
        _not_after(reported_at, self.now)
        if reported_at and reported_at < self.instance.detected_at.replace(second=0, microsecond=0):
            raise forms.ValidationError("発見の日時より前です。")
        return max(reported_at, self.instance.detected_at) if reported_at else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_closed"):
            if "reported_at" in data and not data["reported_at"]:
                self.add_error("reported_at", "終結とするには、市に報告した日時が必要です。")
            if "prevention" in data and not data["prevention"]:
                self.add_error("prevention", "終結とするには、再発の防止策が必要です。")
        return data
