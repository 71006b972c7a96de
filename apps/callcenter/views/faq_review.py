from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.matrix import may
from apps.accounts.requests import SignedInRequest
from apps.callcenter import actions, faq
from apps.callcenter.forms import FaqDisclosureForm
from apps.callcenter.models import FaqDisclosure, FaqVersion
from apps.contracts.parameters import parameter
from apps.core.clock import asked_month
from apps.core.db import constraint_as_form_error

MOST_WORDS = 50


@require_safe
def faq_review(request: SignedInRequest) -> HttpResponse:
    """Answers in use whose source is undated, was last read too long ago or changed since, and whole files to take."""
    today = timezone.localdate()
    entries = list(faq.to_review(today).select_related("category__parent"))
    wording = {
        version.entry_id: version
        for version in FaqVersion.objects.in_force(today)
        .filter(entry__in=entries)
        .defer("title_text", "search_text", "search_grams")
    }
    context = {
        "rows": [(entry, wording[entry.pk]) for entry in entries],
        "days": parameter("callcenter.faq_source_days", today),
        "version_count": FaqVersion.objects.count(),
        "may_check": may(request.user.role, "callcenter:faq_source", "POST"),
    }
    return render(request, "callcenter/faq_review.html", context)


@require_safe
def faq_topics(request: HttpRequest) -> HttpResponse:
    """What callers asked in a month without an answer of the FAQ, what was searched in vain, what was renewed."""
    today = timezone.localdate()
    first, last = asked_month(request.GET.get("month"), today)
    until = min(last, today) if first <= today else last
    words = faq.words_not_found(first, last)
    context = {
        "first": first,
        "month": f"{first:%Y-%m}",
        "topics": faq.topics_without_answer(first, until),
        "words": words[:MOST_WORDS],
        "word_count": len(words),
        "updates": faq.updates_in(first, last),
    }
    return render(request, "callcenter/faq_topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def faq_disclosures(request: SignedInRequest) -> HttpResponse:
    """Each time the manual was given to a third party, with the city's consent (第2-2-(4)-サ)."""
    now = timezone.now()
    may_record = may(request.user.role, "callcenter:faq_disclosures", "POST")
    form = FaqDisclosureForm(request.POST or None, today=timezone.localdate(now)) if may_record else None
    if request.method == "POST" and form is not None and form.is_valid():
        with constraint_as_form_error(form, FaqDisclosure):
            actions.record_disclosure(
                by=request.user,
                at=now,
                submission_key=form.cleaned_data["submission_key"],
                values=form.values,
            )
        if form.is_valid():
            messages.success(request, "第三者への提供を記録しました。")
            return HttpResponseRedirect(reverse("callcenter:faq_disclosures"), status=303)
    rows = FaqDisclosure.objects.select_related("agreement", "recorded_by")
    context = {"form": form, "rows": rows}
    return render(request, "callcenter/faq_disclosures.html", context, status=422 if form and form.errors else 200)
