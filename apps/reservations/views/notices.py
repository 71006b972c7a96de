from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.reservations import actions
from apps.reservations.forms import AttemptForm
from apps.reservations.models import CallNotice

from .pages import room_page

LATELY_SETTLED = 50


@require_GET
def notices(request: SignedInRequest) -> HttpResponse:
    """Who must be called about a stopped slot, by number; the phone stands on the reservation's page, for a reason."""
    rows = CallNotice.objects.select_related("slot__desk", "reservation__slot__desk", "settled_by").with_attempts()
    context = {
        "rows": rows.unsettled().order_by("slot__starts_at", "pk"),
        "settled": rows.filter(settled_at__isnull=False).order_by("-settled_at", "-pk")[:LATELY_SETTLED],
        "may_call": may(request.user.role, "reservations:notice_attempt", "POST"),
        "attempt_form": AttemptForm(),
        "limit": LATELY_SETTLED,
    }
    return room_page(request, "reservations/notices.html", context, tab="notices")


@require_POST
def notice_attempt(request: SignedInRequest, notice_id: int) -> HttpResponse:
    """Nobody answered."""
    notice = get_object_or_404(CallNotice, pk=notice_id)
    form = AttemptForm(request.POST)
    if form.is_valid():
        try:
            actions.record_attempt(
                about=notice, submission_key=form.cleaned_data["submission_key"], by=request.user, now=timezone.now()
            )
        except actions.ReservationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "不在を記録しました。")
    else:
        messages.error(request, "画面を読み込み直して、もう一度お試しください。")
    return redirect("reservations:notices")
