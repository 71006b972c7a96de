import unicodedata
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.contracts.models import Agreement, Site
from apps.core.forms import GuardedCharField, WarnedTextForm
from apps.core.submissions import SubmissionForm

from .actions import Circumstances, ServiceGiven
from .enums import (
    Accommodation,
    AssistMethod,
    Interpreting,
    Language,
    ServiceKind,
    SourceDocument,
    UsageKind,
    VenueNoteKind,
    VoiceKind,
)
from .models import POSTAL_TICKS, TAKERS, EquipmentItem, Reception

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
BUTTON_MISSING = "対応内容のボタンを押してください。"


def buttons_with(agreed_method: str) -> list[tuple[str, str]]:
    """The desk's buttons; after them the fourth method by its name, where there is one."""
    return [*BUTTONS, (AssistMethod.AGREED.value, agreed_method)] if agreed_method else BUTTONS


class ServicesForm(forms.Form):
    """What was done for a person and what is noted besides; everything but the service has a usable default."""

    service = forms.ChoiceField(
        label="対応内容", error_messages={"required": BUTTON_MISSING, "invalid_choice": BUTTON_MISSING}
    )
    photo = forms.BooleanField(label="写真", required=False, widget=forms.CheckboxInput(attrs={"data-key": "p"}))
    form_issued_at_window = forms.BooleanField(
        label="申請書を窓口で交付", required=False, widget=forms.CheckboxInput(attrs={"data-key": "f"})
    )
    pickup_explained = forms.BooleanField(
        label="受取の案内", required=False, widget=forms.CheckboxInput(attrs={"data-key": "u"})
    )
    gave_up = forms.BooleanField(label="途中で取りやめ（支援なし）", required=False)
    usage = forms.MultipleChoiceField(
        label="利活用（ほかの対応とあわせたとき）",
        choices=UsageKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source_document = forms.ChoiceField(
        label="スマホの書類", choices=SourceDocument.choices, initial=SourceDocument.APPLICATION_FORM, required=False
    )
    language = forms.ChoiceField(label="言語", choices=[("", "日本語"), *Language.choices], required=False)
    interpreting = forms.ChoiceField(label="通訳", choices=[("", "なし"), *Interpreting.choices], required=False)
    accommodation = forms.ChoiceField(
        label="合理的配慮", choices=[("", "なし"), *Accommodation.choices], required=False
    )

    def __init__(self, *args: Any, site: Site, agreed_method: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buttons = buttons_with(agreed_method)
        self.fields["service"].choices = self.buttons  # type: ignore[attr-defined]
        if not site.can_issue_form:
            del self.fields["form_issued_at_window"]

    def clean_source_document(self) -> str:
        return self.cleaned_data["source_document"] or SourceDocument.APPLICATION_FORM

    def services(self) -> list[ServiceGiven]:
        """What was done for each person, as the pressed button and the ticks say."""
        given = self.cleaned_data
        if given["gave_up"]:
            return []
        button = given["service"]
        usages = given["usage"]
        services = []
        if button in AssistMethod.values:
            document = given["source_document"] if button == AssistMethod.SMARTPHONE else ""
            services.append(ServiceGiven(ServiceKind.ASSIST, method=button, source_document=document))
        elif button == ServiceKind.USAGE:
            usages = usages or [UsageKind.HEALTH_INSURANCE.value]
        else:
            services.append(ServiceGiven(ServiceKind(button)))
        if given["photo"]:
            services.append(ServiceGiven(ServiceKind.PHOTO))
        return services + [ServiceGiven(ServiceKind.USAGE, usage=usage) for usage in usages]

    def circumstances(self) -> Circumstances:
        """The rest of what was ticked and chosen."""
        return Circumstances(
            **{name: self.cleaned_data[name] for name in Circumstances._fields if name in self.cleaned_data}
        )


class ReceptionForm(SubmissionForm, ServicesForm):
    """One press of a button of the desk."""

    people = forms.IntegerField(
        label="人数",
        min_value=1,
        max_value=LARGEST_GROUP,
        initial=1,
        widget=forms.NumberInput(attrs={"data-key": "n"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), PEOPLE_WRONG),
    )


class AmendForm(WarnedTextForm, ServicesForm):
    """A recorded reception, to be corrected."""

    reason = GuardedCharField(label="訂正する理由", max_length=200)

    def __init__(self, *args: Any, reception: Reception, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, site=reception.session.site, initial=_chosen_for(reception), **kwargs)
        self.fields["service"].required = False
        self.fields["service"].widget = forms.RadioSelect(choices=self.buttons)
        if not asks_reason:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("service") and not given.get("gave_up") and "service" not in self.errors:
            self.add_error("service", "対応内容を選んでください。")
        return given


def _chosen_for(reception: Reception) -> dict[str, Any]:
    """What the desk's form would have looked like for this reception."""
    services = list(reception.services.all())
    main = [each for each in services if each.kind not in (ServiceKind.PHOTO, ServiceKind.USAGE)]
    usages = [each.usage for each in services if each.kind == ServiceKind.USAGE]
    button = (main[0].method or main[0].kind) if main else (ServiceKind.USAGE.value if usages else "")
    return {
        "service": button,
        "photo": any(each.kind == ServiceKind.PHOTO for each in services),
        "usage": usages,
        "source_document": next((each.source_document for each in services if each.source_document), ""),
        **{name: getattr(reception, name) for name in Circumstances._fields},
    }


class PostalForm(forms.Form):
    """The pressed one of the buttons of an assist by post: one tick to set or to take back, or all to set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("all", *POSTAL_TICKS):
            self.fields[name] = forms.ChoiceField(choices=[("on", "on"), ("off", "off")], required=False)

    def ticks(self) -> dict[str, bool]:
        """The ticks that change, by their names."""
        pressed = {name: value == "on" for name, value in self.cleaned_data.items() if value}
        return dict.fromkeys(POSTAL_TICKS, True) if pressed.pop("all", False) else pressed


class VoiceForm(SubmissionForm):
    """One complaint or compliment."""

    kind = forms.ChoiceField(choices=VoiceKind.choices)


class TroubleTextForm(WarnedTextForm):
    """Words about a hard case; a second look is asked for where they seem to name somebody."""

    situation = GuardedCharField(label="状況", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    response = GuardedCharField(label="対応", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class TroubleForm(SubmissionForm, TroubleTextForm):
    """A hard case that is written down."""


class HandOverForm(forms.Form):
    """To which leader a trouble goes."""

    to = forms.ChoiceField(label="引継ぎ先", choices=TAKERS, widget=forms.RadioSelect)


class OutcomeForm(WarnedTextForm):
    """How a trouble ended."""

    outcome = GuardedCharField(label="結果", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class OverrideForm(WarnedTextForm):
    """Why a counter is set up, opened or cleared on a day on which it is closed, and the agreement behind it."""

    override_reason = GuardedCharField(label="休業日に行う理由", max_length=400)
    override_agreement = forms.ModelChoiceField(
        label="市との協議",
        queryset=Agreement.objects.none(),
        empty_label="選んでください",
        help_text="決定の記録がある協議だけを選べます。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["override_agreement"].queryset = Agreement.objects.decided(today)  # type: ignore[attr-defined]


class ClosingTimeForm(forms.Form):
    """When a counter really closed whose closing was forgotten on the day."""

    closed_time = forms.TimeField(label="閉設した時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def moment(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["closed_time"]))


class TickForm(forms.Form):
    """One line of a checklist, and how many are left where the line asks for it."""

    row = forms.SlugField(max_length=40)
    count = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "件数を数字で入力してください。"),
    )


class EquipmentForm(WarnedTextForm, forms.ModelForm):
    """What the register says of one device or of a quantity of things."""

    class Meta:
        model = EquipmentItem
        fields = [
            "kind",
            "name",
            "serial",
            "quantity",
            "source",
            "status",
            "removed_daily",
            "network_note",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "serial": "製造番号のある機器は、1台ずつ登録します。",
            "removed_daily": "パソコン・カメラ等の機器と貴重品です。製造番号のある機器は、必ず対象になります。",
            "network_note": "接続を許す端末だけを登録します。パスワードは書かないでください。",
        }

    def clean_serial(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["serial"]).strip()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("serial"):
            given["removed_daily"] = True
        return given


class EquipmentCreateForm(SubmissionForm, EquipmentForm):
    """Goods that are new at a counter."""

    def was_recorded(self) -> bool:
        """Whether this very submission has made its row already, which then refuses itself as a duplicate."""
        key = self.cleaned_data.get("submission_key")
        return key is not None and EquipmentItem.objects.filter(submission_key=key).exists()


class EquipmentEditForm(EquipmentForm):
    """The same, and to which counter it goes."""

    class Meta(EquipmentForm.Meta):
        fields = ["site", *EquipmentForm.Meta.fields]

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
        self.fields["site"].empty_label = None  # type: ignore[attr-defined]


class NetworkAttestForm(WarnedTextForm):
    """What a leader vouches for, in words that may be made more exact."""

    STATEMENT = (
        "使用する端末は、公衆Wi-Fiに接続していません。通信は暗号化された自社の回線だけで行い、"
        "登録した端末以外は接続できないように設定しています。"
    )

    statement = GuardedCharField(
        label="確認した内容", max_length=500, initial=STATEMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


class VenueNoteForm(SubmissionForm, WarnedTextForm):
    """A point about a venue."""

    site = forms.ModelChoiceField(label="窓口", queryset=Site.objects.none(), empty_label="選んでください")
    kind = forms.ChoiceField(
        label="種類", choices=VenueNoteKind.choices, initial=VenueNoteKind.COORDINATION, widget=forms.RadioSelect
    )
    text = GuardedCharField(
        label="内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="使う場所・配置・人の流れなど、場所ごとに書いてください。個人情報は書かないでください。",
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]


class VenueReplyForm(WarnedTextForm):
    """The city's answer to a point."""

    city_reply = GuardedCharField(label="市の回答", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class VenueFilterForm(forms.Form):
    """Which points are listed."""

    site = forms.ModelChoiceField(
        label="窓口", queryset=Site.objects.none(), required=False, empty_label="すべて", to_field_name="code"
    )
    open_only = forms.BooleanField(label="未決着だけ", required=False)

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
