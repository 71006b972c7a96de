from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.workforce.models import StaffMember

from .posts import author


@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """What is on record about the user, to be read only; nobody else's record has this address."""
    staff = StaffMember.objects.select_related("pledge").filter(user=author(request)).first()
    if staff is None:
        return render(request, "workforce/my_record.html", {"staff": None})
    certificates = staff.certificates.select_related("decided_by").order_by("-submitted_on", "-pk")
    context = {
        "staff": staff,
        "qualifications": staff.qualifications.select_related("verified_by"),
        "certificates": certificates,
        "is_leader": bool(certificates),
        "pledge": getattr(staff, "pledge", None),
        "attendances": staff.attendances.select_related("session__trainer", "session__version__document").order_by(
            "-session__held_on", "-pk"
        ),
        "receipts": staff.read_receipts.select_related("version__document").order_by("-read_at"),
        "postings": staff.postings.select_related("site").order_by("-starts_on"),
        "appointments": staff.appointments.order_by("-starts_on"),
    }
    return render(request, "workforce/my_record.html", context)
