"""The page of the mailboxes: whom the reminders go to, and what became of each mail."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.enums import Role
from apps.accounts.requests import SignedInRequest
from apps.contracts.parameters import Parameters
from apps.core.forms import DayField, GuardedCharField

from . import mails, permissions
from .enums import MailState
from .models import ReminderAddress, ReminderMail, TransitionNotAllowed
from .models.reminders import ADDRESS
from .reminders import CITY_ROLES

MAILS_SHOWN = 50
SIGNS = {
    MailState.PLANNED: "off",
    MailState.SENDING: "off",
    MailState.SENT: "ok",
    MailState.FAILED: "warn",
    MailState.UNKNOWN: "error",
    MailState.DROPPED: "info",
}


class ReminderAddressForm(forms.Form):
    """A shared mailbox of one role of the reader's own party."""

    role = forms.ChoiceField(label="役割", widget=forms.RadioSelect)
    address = GuardedCharField(
        label="メールアドレス",
        max_length=200,
        help_text="係などの共用のアドレスを入力してください。個人のアドレスは登録しません。",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    since_on = DayField(label="送信を始める日")

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role, Role(role).label) for role in permissions.MAILBOX_ROLES if role in roles]
        self.fields["role"] = forms.ChoiceField(label="役割", choices=choices, widget=forms.RadioSelect)

    def clean_address(self) -> str:
        """Full-width and capital letters are the same mailbox."""
        address = unicodedata.normalize("NFKC", self.cleaned_data["address"]).strip().lower()
        if not ADDRESS.fullmatch(address):
            raise forms.ValidationError("メールアドレスは「kakari@example.jp」の形で入力してください。")
        return address


@require_http_methods(["GET", "POST"])
def reminders(request: SignedInRequest) -> HttpResponse:
    """The mailboxes of the reader's party with their mails, and the form for one more."""
    today = timezone.localdate()
    roles = permissions.mailbox_roles(request.user.role)
    form = ReminderAddressForm(request.POST or None, roles=roles, initial={"since_on": today})
    if request.method == "POST" and form.is_valid():
        if ReminderAddress.objects.register(**form.cleaned_data, by=request.user):
            messages.success(request, "通知先を登録しました。")
            return redirect("reporting:reminders")
        form.add_error("address", "この役割の通知先として、すでに登録されています。")
    parameters = Parameters.load()
    return render(
        request,
        "reporting/reminders.html",
        {
            "form": form,
            "addresses": ReminderAddress.objects.for_user(request.user).select_related("added_by"),
            "mails": [
                (mail, SIGNS[MailState(mail.state)])
                for mail in ReminderMail.objects.for_user(request.user)[:MAILS_SHOWN]
            ],
            "sends_mail": mails.sends_mail(),
            "is_city": request.user.role in CITY_ROLES,
            "hours": [parameters.value(f"reminders.{name}", today) for name in ("from", "until")],
            "days_before": parameters.value("reminders.days_before", today),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def reminder_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell a mailbox nothing more."""
    get_object_or_404(ReminderAddress.objects.for_user(request.user), pk=pk).end(on=timezone.localdate())
    messages.success(request, "この通知先への送信を終えました。")
    return redirect("reporting:reminders")


@require_POST
def reminder_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a mail of unknown fate sent once more, after somebody has looked whether it arrived."""
    return _settle(request, pk, mails.send_again, "もう一度送信します。送信の時間内に、順に送ります。")


@require_POST
def reminder_arrived(request: SignedInRequest, pk: int) -> HttpResponse:
    """A mail of unknown fate counts as sent, after somebody has found it in the mailbox."""
    return _settle(request, pk, mails.note_arrived, "届いていたことを記録しました。このメールは、もう送信しません。")


def _settle(request: SignedInRequest, pk: int, step: Callable[[ReminderMail], object], done: str) -> HttpResponse:
    try:
        step(get_object_or_404(ReminderMail.objects.for_user(request.user), pk=pk))
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("reporting:reminders")
