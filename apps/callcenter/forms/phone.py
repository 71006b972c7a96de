import re
from ipaddress import ip_network
from typing import Any

from django import forms

from apps.accounts.enums import Role
from apps.accounts.fields import validate_network
from apps.accounts.models import User
from apps.callcenter.models import CallProfile, OperatorCode, TelephoneSource
from apps.core.forms import DayField, GuardedCharField

MOST_NETWORKS = 20


class SourceForm(forms.ModelForm):
    """A telephone system that shall announce its calls."""

    networks = GuardedCharField(
        label="接続元の範囲",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="1行に1つ（例 192.0.2.0/24）。空欄のときは接続元を問いません。",
        max_length=1000,
    )

    class Meta:
        model = TelephoneSource
        fields = ["name", "profile", "networks"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = self.fields["profile"]
        assert isinstance(profile, forms.ModelChoiceField)
        profile.queryset = CallProfile.objects.all()

    def clean_networks(self) -> list[str]:
        networks = re.split(r"[\s,、]+", self.cleaned_data["networks"].strip())
        if len(networks) > MOST_NETWORKS:
            raise forms.ValidationError(f"範囲は{MOST_NETWORKS}個までです。", code="many")
        found = [network for network in networks if network]
        for network in found:
            validate_network(network)
        return list(dict.fromkeys(str(ip_network(network)) for network in found))


class SourceRevokeForm(forms.Form):
    """Why a token is revoked."""

    reason = GuardedCharField(label="理由", max_length=100)


class OperatorCodeForm(forms.ModelForm):
    """Whose code this is, from which day."""

    starts_on = DayField(label="開始日")
    ends_on = DayField(label="終了日", required=False, help_text="決まっていなければ空欄にします。")

    class Meta:
        model = OperatorCode
        fields = ["profile", "code", "user", "starts_on", "ends_on"]
        help_texts = {"code": "電話システムの通知の extension、または通話記録のオペレーター欄と同じ文字。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.fields["user"]
        assert isinstance(user, forms.ModelChoiceField)
        user.queryset = User.objects.filter(role__in=[Role.OPERATOR, Role.CC_LEADER], is_active=True).order_by(
            "display_name", "pk"
        )


class OperatorCodeEndForm(forms.Form):
    """The last day of a code."""

    ends_on = DayField(label="終了日")
