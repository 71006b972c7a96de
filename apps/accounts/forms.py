from datetime import date
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from apps.core.forms import GuardedCharField, WarnedTextForm

from .enums import AccessKind
from .models import AllowedNetwork, User

SANE_DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 1, 1))]
OWN_FIXED = ("role", "is_active")
NOT_ONES_OWN = "自分の役割と状態は変更できません。"
REASON_HINT = "履歴に残ります。依頼の番号や担当課などを書いてください。個人情報は書かないでください。"


class SignInForm(LoginForm):
    """Login ID and password in the office's words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "ログインID"
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        without_placeholders(self)


class OwnPasswordForm(ChangePasswordForm):
    """Own change of password; says beforehand what is accepted."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "現在のパスワード"
        self.fields["password1"].label = "新しいパスワード"
        self.fields["password1"].help_text = "12文字以上です。単語を組み合わせた長い言葉でもかまいません。"
        self.fields["password2"].label = "新しいパスワード（もう一度）"
        without_placeholders(self)


def without_placeholders(form: forms.Form) -> None:
    """The label says it; grey text inside the box would say it twice."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class ReasonForm(WarnedTextForm):
    """Why an administrator does this; goes to the history."""

    reason = GuardedCharField(label="理由", max_length=200, help_text=REASON_HINT)


class UserCreateForm(ReasonForm, forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "display_name", "role"]
        field_classes = {"display_name": forms.CharField}  # a name is what belongs there: not warned about
        help_texts = {
            "username": (
                "半角の英小文字・数字・「.」「_」「-」で、3文字以上40文字以内です。"
                "英小文字を1文字以上含めてください。あとから変更できません。"
            )
        }
        widgets = {
            "username": forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
        }


class UserEditForm(ReasonForm, forms.ModelForm):
    """On one's own account role and state cannot be changed; the action refuses it as well."""

    class Meta:
        model = User
        fields = ["display_name", "role", "is_active"]
        field_classes = {"display_name": forms.CharField}
        labels = {"is_active": "この利用者のログインを認める"}

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if self.instance.pk == by.pk:
            for name in OWN_FIXED:
                self.fields[name].disabled = True
                self.fields[name].help_text = NOT_ONES_OWN

    def clean(self) -> dict[str, Any]:
        """A page from before, or a forged one, may still send what is fixed here: said, not passed over."""
        data = super().clean() or self.cleaned_data
        for name in OWN_FIXED:
            field, sent = self.fields[name], self.add_prefix(name)
            if field.disabled and sent in self.data:
                given = field.widget.value_from_datadict(self.data, self.files, sent)
                if given != self.get_initial_for_field(field, name):
                    self.add_error(name, NOT_ONES_OWN)
        return data


class NetworkForm(ReasonForm, forms.ModelForm):
    class Meta:
        model = AllowedNetwork
        fields = ["role", "cidr", "note"]
        help_texts = {
            "cidr": "例：192.0.2.0/24（1台だけなら 192.0.2.10/32）",
            "note": "例：市役所 LGWAN 回線、コールセンター 固定回線",
        }


class AuditFilterForm(forms.Form):
    """What the audit lists are narrowed by; every field may stay empty."""

    user = forms.ModelChoiceField(
        label="利用者", queryset=User.objects.order_by("username"), required=False, empty_label="すべて"
    )
    first = forms.DateField(
        label="この日から", required=False, validators=SANE_DAYS, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label="この日まで", required=False, validators=SANE_DAYS, widget=forms.DateInput(attrs={"type": "date"})
    )


class AccessFilterForm(AuditFilterForm):
    kind = forms.ChoiceField(label="種類", choices=[("", "すべて"), *AccessKind.choices], required=False)
