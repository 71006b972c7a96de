"""What the city reads and answers: the leaders' 経歴証明書, and who has handed in the pledge."""

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.workforce.enums import Office, TrainingKind
from apps.workforce.models import Attendance, CareerCertificate
from apps.workforce.people_forms import CertificateReturnForm
from apps.workforce.people_scope import pledging_people, readable_certificates
from apps.workforce.refusals import NotPossible

from .posts import author, to


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """All 経歴証明書, those that wait for the city on top."""
    rows = readable_certificates(author(request)).select_related("staff", "decided_by")
    context = {"certificates": rows.order_by(F("decided_on").desc(nulls_first=True), "-submitted_on", "-pk")}
    return render(request, "workforce/certificates.html", context)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(readable_certificates(author(request)), pk=pk))


def _page(request: HttpRequest, row: CareerCertificate, form: CertificateReturnForm | None = None) -> HttpResponse:
    staff = row.staff
    context = {
        "certificate": row,
        "appointments": staff.appointments.filter(office=Office.SITE_LEADER).order_by("-starts_on"),
        "leader_trainings": staff.attendances.filter(session__kind=TrainingKind.LEADER).select_related(
            "session__trainer"
        ),
        "is_own": row.submitted_by_id == author(request).pk,
        "form": form or CertificateReturnForm(),
    }
    return render(request, "workforce/certificate.html", context, status=422 if form and form.errors else 200)


@require_POST
@transaction.atomic
def certificate_accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _locked(request, pk)
    try:
        row.accept(by=author(request), on=timezone.localdate())
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        row.save()
        messages.success(request, "経歴証明書を承諾しました。")
    return to("certificate", pk)


@require_POST
@transaction.atomic
def certificate_return(request: HttpRequest, pk: int) -> HttpResponse:
    row = _locked(request, pk)
    form = CertificateReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        row.send_back(by=author(request), on=timezone.localdate(), comment=form.cleaned_data["comment"])
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        row.save()
        messages.success(request, "理由を付けて差し戻しました。")
    return to("certificate", pk)


def _locked(request: HttpRequest, pk: int) -> CareerCertificate:
    """The certificate, held until it is answered: of two answers at one moment the first one stands."""
    held = readable_certificates(author(request)).select_for_update(of=("self",), no_key=True)
    return get_object_or_404(held, pk=pk)


@require_safe
def pledges(request: HttpRequest) -> HttpResponse:
    """Who was taught confidentiality and handed in the pledge, and who has not (第3-2-(4))."""
    today = timezone.localdate()
    people = pledging_people(author(request)).exclude(left_on__lt=today).select_related("pledge")
    trained: dict[int, object] = {}
    taught = Attendance.objects.filter(session__kind=TrainingKind.CONFIDENTIALITY).order_by("-session__held_on")
    for staff_id, held_on in taught.values_list("staff", "session__held_on"):
        trained[staff_id] = held_on
    rows = [(staff, trained.get(staff.pk), getattr(staff, "pledge", None)) for staff in people]
    missing = sum(1 for _, _, pledge in rows if pledge is None or pledge.submitted_on is None)
    return render(request, "workforce/pledges.html", {"rows": rows, "missing": missing})
