"""The office's side of the facilities' links, and everybody's own calendar address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.addresses import address_of
from apps.accounts.matrix import may
from apps.accounts.models import AllowedNetwork
from apps.contracts.parameters import parameter
from apps.core import qr
from apps.outreach import actions, ical, links, passes
from apps.outreach.forms import LinkIssueForm, LinkRevokeForm
from apps.outreach.models import CalendarFeed, Facility, FacilityLink, NotPossible
from apps.outreach.tokens import token_hash

from .people import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def link_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Issues a link; the answer is the only place where its address ever stands, ready to be printed."""
    facility = get_object_or_404(Facility, pk=pk)
    now = timezone.now()
    today = timezone.localdate(now)
    initial = {"days": parameter("outreach.link_days", on=today)}
    form = LinkIssueForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            link, token = actions.issue_link(facility=facility, by=user_of(request), at=now, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            address = links.address(token, request)
            context = {
                "facility": facility,
                "link": link,
                "address": address,
                "code": qr.svg_data_uri(address),
                "desk": links.desk(today),
            }
            return render(request, "outreach/link_print.html", context)
    context = {"facility": facility, "form": form}
    return render(request, "outreach/link_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def link_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a link at once, with a reason."""
    link = get_object_or_404(FacilityLink.objects.select_related("facility", "made_by"), pk=pk)
    form = LinkRevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_link(link=link, by=user_of(request), at=timezone.now(), reason=form.cleaned_data["reason"])
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "リンクを取り消しました。開いていた画面も使えなくなります。")
            return HttpResponseRedirect(reverse("outreach:facility", args=[link.facility_id]), status=303)
    return render(
        request, "outreach/link_revoke.html", {"link": link, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """Makes, renews or ends the secret address by which one's own calendar program reads the visits."""
    user, now, address = user_of(request), timezone.now(), ""
    if request.method == "POST":
        if request.POST.get("action") == "revoke":
            if actions.revoke_feed(user=user, at=now):
                messages.success(request, "取り込み用のアドレスを取り消しました。")
            return HttpResponseRedirect(reverse("outreach:feed"), status=303)
        _, token = actions.make_feed(user=user, at=now)
        address = request.build_absolute_uri(reverse("outreach:feed_file", args=[token]))
    living = CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).first()
    return render(request, "outreach/feed.html", {"feed": living, "address": address})


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The visits of the person whose address this is, for a calendar program: to addresses of their role only."""
    found = CalendarFeed.objects.filter(
        token_hash=token_hash(token), revoked_at__isnull=True, user__is_active=True
    ).select_related("user")
    living = found.first()
    if living is None or not _is_allowed(request, living):
        if not passes.within_rate(request, "unknown_feed"):
            return HttpResponse(
                "時間をおいて、もう一度お試しください。", status=429, content_type="text/plain; charset=utf-8"
            )
        raise Http404
    now = timezone.now()
    response = HttpResponse(ical.feed_file(living.user, now), content_type=ical.CONTENT_TYPE)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _is_allowed(request: HttpRequest, living: CalendarFeed) -> bool:
    """Whether the person may have such an address in today's role, and is asked for from where that role works."""
    role = living.user.role
    return may(role, "outreach:feed") and bool(AllowedNetwork.objects.filter(role=role).containing(address_of(request)))
