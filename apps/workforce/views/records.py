"""The small forms of a person's record: qualification, certificate, pledge, posting; and the list of postings."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.submissions import submit_once
from apps.workforce.enums import QualificationKind
from apps.workforce.models import CareerCertificate, Pledge, Posting, Qualification
from apps.workforce.people_forms import CertificateForm, PledgeForm, PostingForm, QualificationForm
from apps.workforce.people_scope import readable_postings, writable_people

from .people import person_page
from .posts import author, refusal_in, to


@require_POST
def qualification_save(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry a kind: a second one of the same kind takes the first one's place, which the history keeps."""
    staff = get_object_or_404(writable_people(author(request)), pk=pk)
    kind = request.POST.get("qualification-kind", "")
    is_known = kind in QualificationKind.values
    entry = (staff.qualifications.filter(kind=kind).first() if is_known else None) or Qualification(staff=staff)
    form = QualificationForm(request.POST, instance=entry, today=timezone.localdate(), prefix="qualification")
    if form.is_valid():
        form.instance.verified_by = author(request)
        with refusal_in(form, Qualification):
            form.save()
        if form.is_valid():
            messages.success(request, f"「{form.instance.get_kind_display()}」を記録しました。")
            return to("person", staff.pk)
    return person_page(request, staff, qualification=form)


@require_POST
def certificate_submit(request: HttpRequest, pk: int) -> HttpResponse:
    staff = get_object_or_404(writable_people(author(request)), pk=pk)
    form = CertificateForm(request.POST, today=timezone.localdate(), prefix="certificate")
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        form.instance.staff, form.instance.submitted_by = staff, author(request)
        form.instance.submission_key = key
        with refusal_in(form, CareerCertificate):
            submit_once(CareerCertificate, key, form.save)
        if form.is_valid():
            messages.success(request, "経歴証明書の提出を記録しました。市の回答を待ちます。")
            return to("person", staff.pk)
    return person_page(request, staff, certificate=form)


@require_POST
@transaction.atomic
def pledge_save(request: HttpRequest, pk: int) -> HttpResponse:
    staff = get_object_or_404(
        writable_people(author(request)).select_for_update(of=("self",), no_key=True), pk=pk
    )  # held, as the form sent twice would make two pledges
    pledge = getattr(staff, "pledge", None) or Pledge(staff=staff)
    form = PledgeForm(request.POST, instance=pledge, today=timezone.localdate(), prefix="pledge")
    if form.is_valid():
        with refusal_in(form, Pledge):
            form.save()
        if form.is_valid():
            messages.success(request, "誓約書を記録しました。")
            return to("person", staff.pk)
    return person_page(request, staff, pledge=form)


@require_POST
def posting_create(request: HttpRequest, pk: int) -> HttpResponse:
    people = writable_people(author(request))
    staff = get_object_or_404(people, pk=pk)
    form = PostingForm(request.POST, people=people.filter(pk=pk), prefix="posting")
    if form.is_valid():
        with refusal_in(form, Posting):
            form.save()
        if form.is_valid():
            messages.success(request, "配属を登録しました。")
            return to("person", staff.pk)
    return person_page(request, staff, posting=form)


@require_http_methods(["GET", "HEAD", "POST"])
def postings(request: HttpRequest) -> HttpResponse:
    """Who normally works where; the general manager and the call centre's leader add to it."""
    today = timezone.localdate()
    people = writable_people(author(request)).exclude(left_on__lt=today)
    form = PostingForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form, Posting):
            form.save()
        if form.is_valid():
            messages.success(request, "配属を登録しました。")
            return to("postings")
    rows = readable_postings(author(request)).current_or_coming(today)  # type: ignore[attr-defined]
    writable = set(people.values_list("pk", flat=True))
    context = {
        "rows": [(posting, posting.staff_id in writable) for posting in rows.select_related("staff__user", "site")],
        "form": form,
        "today": today,
    }
    return render(request, "workforce/postings.html", context, status=422 if form.errors else 200)


@require_POST
def posting_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a posting with today; one that has not begun is removed, as nobody worked on it."""
    today = timezone.localdate()
    mine = Posting.objects.current_or_coming(today).filter(staff__in=writable_people(author(request)))
    posting = get_object_or_404(mine, pk=pk)
    posting.end(today)
    messages.success(request, f"{posting.site.short_name}への配属を終了しました。")
    return to("postings")
