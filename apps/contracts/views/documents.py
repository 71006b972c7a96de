from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.contracts import actions
from apps.contracts.enums import Decision, DocumentState
from apps.contracts.forms import VersionDecisionForm, VersionForm, VersionSubmissionForm, WithdrawForm
from apps.contracts.models import Document, DocumentVersion
from apps.contracts.permissions import can_write_document

from .posts import author, refusal_beside


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    documents = Document.objects.with_version_in_force(today).with_newest_version()
    return render(request, "contracts/document_list.html", {"documents": documents, "today": today})


@require_GET
def document_detail(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    document = get_object_or_404(Document.objects.with_version_in_force(today).with_newest_version(), code=code)
    context = {
        "document": document,
        "versions": document.versions.select_related("submitted_by", "decided_by"),
        "steps": steps_of(author(request), document),
        "today": today,
    }
    return render(request, "contracts/document_detail.html", context)


def steps_of(user: User, document: Document) -> set[str]:
    """What this person may do next with the document's newest version: create, submit, withdraw, decide."""
    if document.state == DocumentState.SUBMITTED:
        return {"decide"} if may(user.role, "contracts:version_decide", "POST") else set()
    if not (may(user.role, "contracts:version_create", "POST") and can_write_document(user, document)):
        return set()
    return {"submit", "withdraw"} if document.state == DocumentState.PREPARED else {"create"}


@require_http_methods(["GET", "POST"])
def version_create(request: HttpRequest, code: str) -> HttpResponse:
    """第n版, with where the paper is kept; from the second on with the reason for the replacement."""
    document = document_to_write(request, code)
    form = VersionForm(document, request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("prepared_on", "replaces_reason", "location", "link")}
        with refusal_beside(form, "prepared_on"):
            version = actions.prepare_version(
                key=form.cleaned_data["submission_key"],
                document=document,
                by=author(request),
                **data,
            )
        if form.is_valid():
            messages.success(request, f"{version}を登録しました。")
            return redirect("contracts:document", code=code)
    return render(request, "contracts/version_create.html", {"document": document, "form": form})


@require_http_methods(["GET", "POST"])
def version_submit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    document_to_write(request, code)
    version = version_or_404(code, number)
    form = VersionSubmissionForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusal_beside(form, "submitted_on"):
            actions.submit_version(version, on=form.cleaned_data["submitted_on"], by=author(request))
        if form.is_valid():
            messages.success(request, f"{version}の提出を記録しました。市の決定を待っています。")
            return redirect("contracts:document", code=code)
    return render(request, "contracts/version_submit.html", {"version": version, "form": form})


@require_http_methods(["GET", "POST"])
def version_decide(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The city accepts a submitted version from a day on, or returns it with a comment."""
    version = version_or_404(code, number)
    form = VersionDecisionForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusal_beside(form, "decided_on"):
            if data["decision"] == Decision.ACCEPTED:
                actions.accept_version(
                    version,
                    on=data["decided_on"],
                    in_force_from=data["in_force_from"],
                    comment=data["comment"],
                    by=author(request),
                )
            else:
                actions.return_version(version, on=data["decided_on"], comment=data["comment"], by=author(request))
        if form.is_valid():
            messages.success(request, f"{version}の「{Decision(data['decision']).label}」を記録しました。")
            return redirect("contracts:document", code=code)
    return render(request, "contracts/version_decide.html", {"version": version, "form": form})


@require_http_methods(["GET", "POST"])
def version_withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    document_to_write(request, code)
    version = version_or_404(code, number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_beside(form, "reason"):
            actions.withdraw_version(version, reason=form.cleaned_data["reason"], by=author(request))
        if form.is_valid():
            messages.success(request, f"{version.document} {version.name}を取り消しました。")
            return redirect("contracts:document", code=code)
    return render(request, "contracts/version_withdraw.html", {"version": version, "form": form})


def document_to_write(request: HttpRequest, code: str) -> Document:
    document = get_object_or_404(Document, code=code)
    if not can_write_document(author(request), document):
        raise PermissionDenied
    return document


def version_or_404(code: str, number: int) -> DocumentVersion:
    return get_object_or_404(DocumentVersion.objects.select_related("document"), document__code=code, number=number)
