from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts.actions import record_access
from apps.accounts.enums import AccessKind, Role
from apps.accounts.matrix import may
from apps.accounts.models import User
from apps.accounts.requests import SignedInRequest
from apps.callcenter import faq as answers
from apps.callcenter.actions import note_search
from apps.callcenter.enums import FaqPhase
from apps.callcenter.faq_difference import difference
from apps.callcenter.faq_sheets import all_versions, to_csv, to_workbook
from apps.callcenter.forms import FaqFilterForm, FaqSearchForm, FaqSentenceForm
from apps.callcenter.models import FaqEntry, FaqVersion

PER_PAGE = 50
SEARCHING_ROLES = frozenset({Role.OPERATOR, Role.CC_LEADER})
COMPARED = ("question", "answer", "keywords", "source")
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def faq(request: SignedInRequest) -> HttpResponse:
    """The answers: operators see what is in force, the leaders and the city the newest version of each entry."""
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    sees_all = user.role != Role.OPERATOR
    form = (FaqFilterForm if sees_all else FaqSearchForm)(request.GET)
    rows = FaqVersion.objects.none()
    words: list[str] = []
    is_partial = False
    if form.is_valid():
        asked = form.cleaned_data
        words = answers.search_words(asked["q"])
        if phase := asked.get("phase"):
            rows = FaqVersion.objects.in_phase(phase, today)
        else:
            rows = FaqVersion.objects.newest() if sees_all else FaqVersion.objects.in_force(today)
        rows = answers.about(rows, asked["category"])
        is_partial = len(words) > 1 and not answers.matching(rows, words).exists()
        rows = answers.matching_some(rows, words) if is_partial else answers.matching(rows, words)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    versions = list(page.object_list)
    if words and user.role in SEARCHING_ROLES:
        note_search(by=user, at=now, text=form.cleaned_data["q"], found=bool(versions) and not is_partial)
    context = {
        "form": form,
        "page": page,
        "rows": [(version, version.phase(today)) for version in versions],
        "stale": answers.stale_entries({version.entry_id for version in versions}, today),
        "words": words,
        "is_partial": is_partial,
        "may_write": may(user.role, "callcenter:faq_create", "POST"),
        "may_propose": may(user.role, "callcenter:faq_propose", "POST"),
    }
    return render(request, "callcenter/faq.html", context)


@require_safe
def faq_hits(request: SignedInRequest) -> HttpResponse:
    """Answers beside the operator's form: for what is typed; where that finds none, those of the chosen category.

    What finds nothing is remembered, as the log of what the FAQ lacks; words that look personal are not.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    form = FaqSentenceForm(request.GET)
    hits: list[answers.FaqHit] = []
    words: list[str] = []
    if form.is_valid():
        text, category = form.cleaned_data["q"], form.cleaned_data["category"]
        words = answers.search_words(text)
        hits = answers.search(text, day=today, category=category)
        if words and request.user.role in SEARCHING_ROLES:
            note_search(by=request.user, at=now, text=text, found=bool(hits))
        if words and not hits:
            hits = answers.search("", day=today, category=category)
    context = {"hits": hits, "words": words, "is_refused": not form.is_valid()}
    return render(request, "callcenter/_faq_hits.html", context)


@require_safe
def faq_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """One answer; for the leaders and the city with all its versions and what changed between two of them."""
    user, today = request.user, timezone.localdate()
    entry = get_object_or_404(
        FaqEntry.objects.for_user(user, today)
        .with_source()
        .select_related("category__parent", "retired_by", "source_checked_by"),
        pk=pk,
    )
    versions = list(
        entry.versions.select_related("author", "submitted_by", "approved_by", "source_document").defer(
            "title_text", "search_text", "search_grams"
        )
    )
    current = next((version for version in versions if version.phase(today) == FaqPhase.IN_FORCE), None)
    if user.role == Role.OPERATOR:
        versions = [current] if current else []
    context = {
        "entry": entry,
        "current": current,
        "shown": current or versions[0],
        "versions": [(version, version.phase(today)) for version in versions],
        "open": next((version for version in versions if version.approved_on is None), None),
        "is_stale": bool(answers.stale_entries({entry.pk}, today)),
        "compared": _compared(request, versions),
        "proposals": entry.proposals.waiting().select_related("proposed_by") if user.role != Role.OPERATOR else [],
        "may": _steps(user),
    }
    return render(request, "callcenter/faq_entry.html", context)


def _steps(user: User) -> dict[str, bool]:
    """What this person may do on the page of an answer."""
    return {step: may(user.role, f"callcenter:faq_{step}", "POST") for step in STEPS}


STEPS = ("write", "submit", "decide", "retire", "source", "propose")


def _compared(request: HttpRequest, versions: list[FaqVersion]) -> dict[str, Any] | None:
    """The two versions asked for by number, or the last two, with what changed; None where there is but one."""
    if len(versions) < 2:
        return None
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(request.GET.get("new", ""), versions[0])
    older = [version for version in versions if version.number < new.number]
    old = by_number.get(request.GET.get("old", ""), older[0] if older else versions[-1])
    fields = [
        (FaqVersion._meta.get_field(name).verbose_name, difference(getattr(old, name), getattr(new, name)))  # type: ignore[union-attr]
        for name in COMPARED
        if getattr(old, name) != getattr(new, name)
    ]
    return {"old": old, "new": new, "fields": fields, "choices": versions}


@require_safe
def faq_export(request: HttpRequest) -> HttpResponse:
    """Every version of every answer as a workbook or CSV; who took it, and how many rows, is recorded."""
    form = request.GET.get("format", "xlsx")
    if form not in ("csv", "xlsx"):
        raise Http404("この形式では書き出せません。")
    today = timezone.localdate()
    rows = all_versions(today)
    record_access(request, AccessKind.EXPORT, reason=f"FAQ {len(rows)}行 {form}")
    return HttpResponse(
        to_csv(rows) if form == "csv" else to_workbook(rows, today),
        content_type=CSV if form == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="faq-{today:%Y%m%d}-{len(rows)}rows.{form}"'},
    )
