from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.callcenter import actions, phone
from apps.callcenter.forms import OperatorCodeEndForm, OperatorCodeForm, SourceForm, SourceRevokeForm
from apps.callcenter.models import OperatorCode, TelephoneEvent, TelephoneSource
from apps.core.clock import day_bounds
from apps.core.db import constraint_as_form_error

UNKNOWN_WITHIN = timedelta(days=7)
MOST_UNKNOWN = 20
CLOCK_MAY_BE_AHEAD = timedelta(seconds=5)


# --- the operator's desk -----------------------------------------------------------------------------------------


@require_safe
def desk_call(request: HttpRequest) -> HttpResponse:
    """The call on the operator's desk; asked again and again by the open page, 204 while nothing has changed."""
    user, now = cast(User, request.user), timezone.now()
    strip = phone.call_strip(user, now, wanted=request.GET.get("live_call", ""))
    if "HX-Request" in request.headers and request.GET.get("v") == strip.version:
        response = HttpResponse(status=204)
    else:
        response = render(request, "callcenter/_desk_call.html", {"call_strip": strip})
    patch_vary_headers(response, ["HX-Request"])
    return response


# --- telephone systems and their tokens --------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def phone_sources(request: HttpRequest) -> HttpResponse:
    """The telephone systems that announce their calls; a new one's token is shown on this answer and never again."""
    form = SourceForm(request.POST or None)
    token = ""
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, TelephoneSource):
            source, token = actions.create_source(**form.cleaned_data, by=cast(User, request.user), at=timezone.now())
        if form.is_valid():
            return _sources_page(request, form=SourceForm(), token=token, token_of=source)
    return _sources_page(request, form=form)


@require_POST
def phone_source_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new token for a system; the old one ends at once."""
    source = get_object_or_404(TelephoneSource, pk=pk)
    token = actions.renew_token(source=source, by=cast(User, request.user), at=timezone.now())
    return _sources_page(request, form=SourceForm(), token=token, token_of=source)


@require_http_methods(["GET", "HEAD", "POST"])
def phone_source_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, with the consequence in words, then takes nothing of this system any more."""
    source = get_object_or_404(TelephoneSource, pk=pk)
    form = SourceRevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_token(source=source, by=cast(User, request.user), at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{source.name} のトークンを失効させました。")
        return redirect("callcenter:phone_sources")
    context = {"source": source, "form": form}
    return render(request, "callcenter/phone_source_revoke.html", context, status=422 if form.errors else 200)


def _sources_page(
    request: HttpRequest, *, form: SourceForm, token: str = "", token_of: TelephoneSource | None = None
) -> HttpResponse:
    since = day_bounds(timezone.localdate())[0]
    of_source = TelephoneEvent.objects.filter(source=OuterRef("pk"), received_at__gte=since)
    newest = TelephoneEvent.objects.filter(source=OuterRef("pk")).order_by("-received_at", "-pk")
    context = {
        "form": form,
        "token": token,
        "token_of": token_of,
        "sources": TelephoneSource.objects.select_related("profile", "token_made_by", "revoked_by").annotate(
            last_received_at=Subquery(newest.values("received_at")[:1]),
            last_occurred_at=Subquery(newest.values("occurred_at")[:1]),
            clock_is_off=Q(last_occurred_at__gt=F("last_received_at") + CLOCK_MAY_BE_AHEAD),
            today_count=_count(of_source),
            today_unknown=_count(_unknown(of_source)),
        ),
        "address": request.build_absolute_uri(reverse("callcenter:phone_events")),
    }
    return render(request, "callcenter/phone_sources.html", context, status=422 if form.errors else 200)


def _count(of_source: QuerySet[TelephoneEvent]) -> Coalesce:
    return Coalesce(Subquery(of_source.order_by().values("source").values_list(Count("pk"))), 0)


# --- who stands behind a code ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def operator_codes(request: HttpRequest) -> HttpResponse:
    """Codes of the telephone systems and their people; below, codes that were announced and belong to nobody."""
    now = timezone.now()
    form = OperatorCodeForm(request.POST or None, initial={"starts_on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        with constraint_as_form_error(form, OperatorCode):
            form.save()
        if form.is_valid():
            messages.success(request, "登録しました。")
            return redirect("callcenter:operator_codes")
    unknown = (
        _unknown(TelephoneEvent.objects.filter(received_at__gte=now - UNKNOWN_WITHIN))
        .values("source__name", "extension")
        .annotate(count=Count("pk"))
        .order_by("-count", "extension")
    )
    context = {
        "form": form,
        "codes": OperatorCode.objects.select_related("profile", "user"),
        "unknown": unknown[:MOST_UNKNOWN],
        "today": timezone.localdate(now),
    }
    return render(request, "callcenter/operator_codes.html", context, status=422 if form.errors else 200)


def _unknown(events: QuerySet[TelephoneEvent]) -> QuerySet[TelephoneEvent]:
    """Events that name an extension which nobody held."""
    return events.filter(operator=None).exclude(extension="")


@require_POST
def operator_code_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a code on a day; calls until then stay with its person."""
    code = get_object_or_404(OperatorCode, pk=pk)
    form = OperatorCodeEndForm(request.POST)
    if form.is_valid():
        with constraint_as_form_error(form, OperatorCode):
            code.ends_on = form.cleaned_data["ends_on"]
            code.save()
    if form.errors:
        messages.error(request, " ".join(str(sentence) for errors in form.errors.values() for sentence in errors))
    else:
        messages.success(request, f"{code.code} の終了日を登録しました。")
    return redirect("callcenter:operator_codes")
