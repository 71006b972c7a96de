from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter import actions
from apps.callcenter.actions import ChangedMeanwhile
from apps.callcenter.enums import FaqState
from apps.callcenter.forms import (
    FaqDecisionForm,
    FaqProposalForm,
    FaqReasonForm,
    FaqSourceForm,
    FaqVersionForm,
)
from apps.callcenter.models import FaqEntry, FaqProposal, FaqStepNotAllowed, FaqVersion, Inquiry
from apps.core.db import constraint_as_form_error, sentence_for

M = TypeVar("M", bound=Model)
LATEST = 100
LONGEST_PK = 19
CHANGED = "changed"
COPIED = ("question", "answer", "keywords", "source", "source_url", "source_document", "source_on")


@require_http_methods(["GET", "HEAD", "POST"])
def faq_create(request: SignedInRequest) -> HttpResponse:
    """A new answer, as the first draft of its entry; mostly of an operator's proposal."""
    now = timezone.now()
    proposal = _proposal(request)
    initial = {"category": proposal.inquiry.category_id} if proposal and proposal.inquiry else {}
    form = FaqVersionForm(
        request.POST or None, initial=initial, today=timezone.localdate(now), is_first=True, is_new_entry=True
    )
    if request.method == "POST" and form.is_valid():
        with _refusals(form, FaqVersion):
            version, _ = actions.write_answer(
                by=request.user,
                at=now,
                submission_key=form.cleaned_data["submission_key"],
                values=form.values,
                category=form.cleaned_data["category"],
                proposal=proposal,
            )
        if form.is_valid():
            messages.success(request, f"{version.entry.number} を下書きとして保存しました。")
            return _to_entry(version.entry_id)
    context = {"form": form, "proposal": proposal}
    return render(request, "callcenter/faq_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next version of an answer, or its draft rewritten."""
    now = timezone.now()
    today = timezone.localdate(now)
    entry = get_object_or_404(FaqEntry.objects.select_related("category__parent"), pk=pk)
    last = entry.versions.order_by("-number").first()
    draft = last if last is not None and last.state == FaqState.DRAFT else None
    proposal = _proposal(request)
    is_first = draft.number == 1 if draft else last is None
    initial = {"version": draft.wording if draft else ""}
    if last is not None and draft is None:
        initial |= {name: getattr(last, name) for name in COPIED}
    form = FaqVersionForm(
        request.POST or None, instance=draft, initial=initial, today=today, is_first=is_first, is_new_entry=False
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with _refusals(form, FaqVersion):
            if draft is not None:
                actions.rewrite_draft(
                    version=draft, by=request.user, on=today, values=form.values, seen=given["version"]
                )
            else:
                actions.write_answer(
                    by=request.user,
                    at=now,
                    submission_key=given["submission_key"],
                    values=form.values,
                    entry=entry,
                    proposal=proposal,
                )
        if form.is_valid():
            messages.success(request, "下書きを保存しました。")
            return _to_entry(pk)
    context = {"entry": entry, "form": form, "draft": draft, "last": last, "proposal": proposal}
    if draft is not None and _was_changed(form):
        context["current"] = current = FaqVersion.objects.select_related("source_document").get(pk=draft.pk)
        form.renew(current.wording)
    return render(request, "callcenter/faq_write.html", context, status=422 if form.errors else 200)


@require_POST
def faq_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The leader hands the draft of an answer to the city."""
    version = get_object_or_404(FaqVersion.objects.open(), entry=pk)
    try:
        actions.submit_answer(version=version, by=request.user, on=timezone.localdate())
        messages.success(request, f"{version.name}を市に提出しました。承認を待っています。")
    except FaqStepNotAllowed as refusal:
        messages.error(request, str(refusal))
    except IntegrityError as error:
        sentence = sentence_for(FaqVersion, error)
        if sentence is None:
            raise
        messages.error(request, sentence)
    return _to_entry(pk)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """The city approves the submitted version from a day on, or gives it back with a reason."""
    today = timezone.localdate()
    entry = get_object_or_404(FaqEntry.objects.select_related("category__parent"), pk=pk)
    version = (
        entry.versions.select_related("author", "submitted_by", "source_document")
        .filter(state=FaqState.WAITING)
        .first()
    )
    if version is None:
        messages.error(request, "承認を待っている版はありません。")
        return _to_entry(pk)
    form = FaqDecisionForm(request.POST or None, initial={"version": version.wording}, today=today)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with _refusals(form, FaqVersion):
            if data["decision"] == form.APPROVE:
                actions.approve_answer(
                    version=version,
                    by=request.user,
                    on=today,
                    in_force_from=data["in_force_from"],
                    seen=data["version"],
                )
                done = f"{version.name}を承認しました。"
            else:
                actions.return_answer(version=version, by=request.user, reason=data["reason"], seen=data["version"])
                done = f"{version.name}を差し戻しました。"
        if form.is_valid():
            messages.success(request, done)
            return _to_entry(pk)
        if _was_changed(form):
            version.refresh_from_db()
            form.renew(version.wording)
    context = {"entry": entry, "version": version, "form": form}
    return render(request, "callcenter/faq_decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """The city ends an answer."""
    entry = get_object_or_404(FaqEntry.objects.select_related("category__parent"), pk=pk)
    form = FaqReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _refusals(form, FaqEntry):
            actions.retire_entry(
                entry=entry, by=request.user, on=timezone.localdate(), reason=form.cleaned_data["reason"]
            )
        if form.is_valid():
            messages.success(request, f"{entry.number} を廃止しました。")
            return _to_entry(pk)
    context = {"entry": entry, "form": form, "shown": entry.versions.order_by("-number").first()}
    return render(request, "callcenter/faq_retire.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_source(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody read the source again and says what came of it."""
    entry = get_object_or_404(FaqEntry.objects.select_related("category__parent", "source_checked_by"), pk=pk)
    form = FaqSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _refusals(form, FaqEntry):
            actions.check_source(
                entry=entry, by=request.user, on=timezone.localdate(), change=form.cleaned_data["change"]
            )
        if form.is_valid():
            messages.success(request, f"{entry.number} の出典を確かめたことを記録しました。")
            return _to_entry(pk)
    newest = entry.versions.select_related("source_document").order_by("-number").first()
    context = {"entry": entry, "form": form, "shown": newest}
    return render(request, "callcenter/faq_source.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_propose(request: SignedInRequest) -> HttpResponse:
    """An operator's wish, of one's own inquiry (`?inquiry=`) or about an answer (`?entry=`)."""
    user, now = request.user, timezone.now()
    inquiry = _named(request, "inquiry", Inquiry.objects.for_user(user).with_names())
    entry = _named(request, "entry", FaqEntry.objects.for_user(user, timezone.localdate(now)))
    form = FaqProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _refusals(form, FaqProposal):
            actions.propose_answer(
                by=user,
                at=now,
                submission_key=form.cleaned_data["submission_key"],
                values={"text": form.cleaned_data["text"], "inquiry": inquiry, "entry": entry},
            )
        if form.is_valid():
            messages.success(request, "FAQへの提案を送りました。")
            return HttpResponseRedirect(reverse("callcenter:faq_proposals"), status=303)
    context = {"form": form, "inquiry": inquiry, "entry": entry}
    return render(request, "callcenter/faq_propose.html", context, status=422 if form.errors else 200)


@require_safe
def faq_proposals(request: SignedInRequest) -> HttpResponse:
    """Operators see what became of their own proposals, the leaders and the city all, those not decided first."""
    rows = FaqProposal.objects.for_user(request.user).select_related(
        "inquiry__category__parent", "entry", "proposed_by", "decided_by", "version__entry"
    )
    context = {
        "waiting": rows.waiting(),
        "decided": rows.exclude(pk__in=rows.waiting().values("pk"))[:LATEST],
        "may_decide": may(request.user.role, "callcenter:faq_decline", "POST"),
        "may_see_inquiry": may(request.user.role, "callcenter:inquiry"),
    }
    return render(request, "callcenter/faq_proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The leader leaves the FAQ as it is and tells the proposer why."""
    proposal = get_object_or_404(FaqProposal.objects.select_related("proposed_by"), pk=pk)
    form = FaqReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _refusals(form, FaqProposal):
            actions.decline_proposal(
                proposal=proposal, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
            )
        if form.is_valid():
            messages.success(request, "提案を見送りました。")
            return HttpResponseRedirect(reverse("callcenter:faq_proposals"), status=303)
    context = {"proposal": proposal, "form": form}
    return render(request, "callcenter/faq_decline.html", context, status=422 if form.errors else 200)


def _proposal(request: HttpRequest) -> FaqProposal | None:
    return _named(request, "proposal", FaqProposal.objects.select_related("inquiry__category", "entry"))


def _named(request: HttpRequest, name: str, rows: "QuerySet[M]") -> M | None:
    """The row that the address names, from those the person may see; 404 for any other."""
    pk = request.GET.get(name)
    if not pk:
        return None
    if not (pk.isascii() and pk.isdigit() and len(pk) < LONGEST_PK):
        raise Http404
    return get_object_or_404(rows, pk=int(pk))


@contextmanager
def _refusals(form: BaseForm, model: type[FaqEntry | FaqProposal | FaqVersion]) -> Iterator[None]:
    """What an action or a constraint refuses becomes the form's error."""
    try:
        with constraint_as_form_error(form, model):
            yield
    except FaqStepNotAllowed as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhile as change:
        form.add_error(None, ValidationError(str(change), code=CHANGED))


def _was_changed(form: BaseForm) -> bool:
    """Refused because the words are no longer those that the person had on the page."""
    return form.has_error(NON_FIELD_ERRORS, CHANGED)


def _to_entry(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("callcenter:faq_entry", args=[pk]), status=303)
