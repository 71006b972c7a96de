from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter.actions import ChangedMeanwhile, NotEditable, add_note, revise_inquiry, watch_inquiry
from apps.callcenter.forms import InquiryForm, NoteForm, RecordForms
from apps.callcenter.models import Escalation, Inquiry, InquiryNote, Section
from apps.contracts.parameters import parameter
from apps.core.clock import asked_month
from apps.core.db import constraint_as_form_error

ROWS_A_PAGE = 50
DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """One saved record: corrected by its operator within 24 hours, added to by notes at any time."""
    user, now = request.user, timezone.now()
    record = get_object_or_404(Inquiry.objects.for_user(user).with_names().with_call_end(), pk=pk)
    forms = None
    if record.can_be_edited(by=user, at=now):
        data = request.POST if request.method == "POST" else None
        forms = RecordForms(InquiryForm(data, instance=record, user=user, now=now), data=data, now=now)
    if request.method == "POST":
        if forms is None:
            messages.error(request, "この記録は訂正できません。追記してください。")
            return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
        if forms.is_valid():
            form = forms.inquiry
            try:
                with (
                    constraint_as_form_error(form, Inquiry),
                    constraint_as_form_error(forms.escalation or form, Escalation),
                ):
                    revise_inquiry(
                        inquiry=record,
                        by=user,
                        at=now,
                        values=forms.values,
                        version=form.cleaned_data["version"],
                        escalation=forms.escalation_values,
                    )
            except ChangedMeanwhile as error:
                form.add_error(None, str(error))
                form.renew(Inquiry.objects.get(pk=pk).version)
            except NotEditable as error:
                form.add_error(None, str(error))
            if not forms.is_wrong:
                messages.success(request, f"{record.number} を訂正しました。")
                return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
    return _inquiry_page(request, record, forms=forms, note_form=NoteForm(prefix="note"))


@require_POST
def inquiry_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """A remark is added to a saved record."""
    user, now = request.user, timezone.now()
    record = get_object_or_404(Inquiry.objects.for_user(user).with_names().with_call_end(), pk=pk)
    note_form = NoteForm(request.POST, prefix="note")
    if note_form.is_valid():
        with constraint_as_form_error(note_form, InquiryNote):
            add_note(
                inquiry=record,
                by=user,
                at=now,
                text=note_form.cleaned_data["text"],
                submission_key=note_form.cleaned_data["submission_key"],
            )
        if note_form.is_valid():
            messages.success(request, "追記しました。")
            return HttpResponseRedirect(reverse("callcenter:inquiry", args=[pk]), status=303)
    forms = None
    if record.can_be_edited(by=user, at=now):
        forms = RecordForms(InquiryForm(instance=record, user=user, now=now), now=now)
    return _inquiry_page(request, record, forms=forms, note_form=note_form)


@require_safe
def inquiry_presence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who else has the record open, asked again every few seconds by the open page."""
    record = get_object_or_404(Inquiry.objects.for_user(request.user), pk=pk)
    others = watch_inquiry(inquiry=record, by=request.user, now=timezone.now())
    return render(request, "callcenter/_inquiry_presence.html", {"inquiry": record, "others": others})


@require_safe
def inquiry_checks(request: SignedInRequest) -> HttpResponse:
    """What the leader looks after, of a month: records saved late after their call, and those handed over inside."""
    now = timezone.now()
    limit = _save_within(now)
    first, last = asked_month(request.GET.get("month"), timezone.localdate(now))
    records = Inquiry.objects.for_user(request.user).saved_between(first, last)
    wanted = request.GET.get("of")
    if wanted == "handed":
        rows = records.handed_to_leader().with_call_end().select_related("handed_to")
    else:
        rows = records.saved_late(limit)
    page = Paginator(rows.newest_first().with_names(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    opens = "callcenter:inquiry" if may(request.user.role, "callcenter:inquiry") else "callcenter:live_detail"
    context = {
        "page": page,
        "limit": limit // timedelta(minutes=1),
        "is_handed": wanted == "handed",
        "opens": opens,
        "first": first,
        "month_before": first - DAY,
        "month_after": last + DAY,
    }
    return render(request, "callcenter/inquiry_checks.html", context)


def _save_within(now: datetime) -> timedelta:
    """How long after the end of its call a record is still saved promptly (第2-2-(4)-セ)."""
    return timedelta(minutes=parameter("callcenter.record_delay_minutes", timezone.localdate(now)))


def _inquiry_page(
    request: SignedInRequest, record: Inquiry, *, forms: RecordForms | None, note_form: NoteForm
) -> HttpResponse:
    now = timezone.now()
    if forms and forms.is_wrong:
        record = get_object_or_404(Inquiry.objects.with_names().with_call_end(), pk=record.pk)
    context = {
        "inquiry": record,
        "forms": forms,
        "form": forms and forms.inquiry,
        "note_form": note_form,
        "notes": record.notes.select_related("by"),
        "versions": record.versions(),
        "faq_uses": record.faq_uses.select_related("faq_version__entry"),
        "escalation": Escalation.objects.filter(inquiry=record).first(),
        "callbacks": record.callbacks.order_by("pk"),
        "sections": Section.objects.active() if forms else [],
        "is_late": record.is_saved_late(_save_within(now)),
        "others": watch_inquiry(inquiry=record, by=request.user, now=now),
    }
    is_wrong = bool(note_form.errors) or (forms is not None and forms.is_wrong)
    return render(request, "callcenter/inquiry.html", context, status=422 if is_wrong else 200)
