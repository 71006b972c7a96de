from typing import BinaryIO, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.callcenter.actions import ImportBusy
from apps.callcenter.actions.log_import import lock_profile
from apps.callcenter.counts import CALL_CENTRE
from apps.callcenter.forms import CallProfileForm, initial_from_sample
from apps.callcenter.logs import FileRefused
from apps.callcenter.logs.look import Look, look_at, sample_of
from apps.callcenter.models import CallProfile
from apps.contracts.models import Site

COPY_OF = "{}（写し）"
BEING_READ = (
    "この形式の取り込みが進行中のため、まだ保存していません。取り込みが終わってから、もう一度保存してください。"
)


@require_safe
def call_profiles(request: HttpRequest) -> HttpResponse:
    """How the logs of the telephone systems are read, one form each."""
    profiles = CallProfile.objects.select_related("site").annotate(
        imports=Count("callimport"), last_import=Max("callimport__started_at")
    )
    return render(request, "callcenter/call_profiles.html", {"profiles": profiles})


@require_http_methods(["GET", "HEAD", "POST"])
def call_profile_create(request: HttpRequest) -> HttpResponse:
    """A new form for a table, or a copy of another form to begin with (`?copy=`)."""
    copied = request.GET.get("copy", "")
    profile = CallProfile(site=Site.objects.filter(code=CALL_CENTRE).first())
    if copied:
        number = int(copied) if copied.isascii() and copied.isdigit() and len(copied) < 10 else 0
        profile = get_object_or_404(CallProfile, pk=number)
        profile.name, profile.code = COPY_OF.format(profile.name)[:80], ""
        profile.pk, profile._state.adding = None, True
    return _edit(request, profile)


@require_http_methods(["GET", "HEAD", "POST"])
def call_profile_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a form; the files read so far stay as they were taken."""
    return _edit(request, get_object_or_404(CallProfile, pk=pk))


def _edit(request: HttpRequest, profile: CallProfile) -> HttpResponse:
    """`read` fills the form from a sample, `try` shows how the sample would be read, otherwise it is saved."""
    look: Look | None = None
    if request.method != "POST":
        form = CallProfileForm(profile)
    elif "read" in request.POST:
        form = _with_sample(request, profile)
    else:
        form = CallProfileForm(profile, request.POST, request.FILES)
        sample = request.FILES.get("sample")
        if form.is_valid() and "try" in request.POST and sample:
            look = look_at(cast(BinaryIO, sample.file), profile, at=timezone.now())
        elif "try" in request.POST and not sample:
            form.add_error("sample", "見本のファイルを選んでください。")
        elif form.is_valid() and _saved(form, profile):
            messages.success(request, f"形式「{profile.name}」を保存しました。")
            return redirect("callcenter:call_profiles")
    is_fragment = "HX-Request" in request.headers
    template = "callcenter/_call_profile_fields.html" if is_fragment else "callcenter/call_profile.html"
    context = {"form": form, "profile": profile, "look": look}
    return render(request, template, context, status=422 if form.is_bound and form.errors and not is_fragment else 200)


def _saved(form: CallProfileForm, profile: CallProfile) -> bool:
    """Whether the form went in; a code that somebody else took at the same moment is told beside it.

    While a log of the form is read, it stays as it is.
    """
    try:
        with transaction.atomic():
            if profile.pk:
                lock_profile(profile)
            profile.full_clean()
            profile.save()
    except ImportBusy:
        form.add_error(None, BEING_READ)
        return False
    except (ValidationError, IntegrityError):
        if "code" not in form.fields or not CallProfile.objects.filter(code=profile.code).exists():
            raise
        form.add_error("code", form.CODE_TAKEN)
        return False
    return True


def _with_sample(request: HttpRequest, profile: CallProfile) -> CallProfileForm:
    """The form with what the sample shows filled in; nothing of it is judged yet."""
    file = request.FILES.get("sample")
    try:
        if file is None:
            raise FileRefused("見本のファイルを選んでください。")
        return CallProfileForm(profile, initial=initial_from_sample(request.POST, sample_of(cast(BinaryIO, file.file))))
    except FileRefused as refusal:
        form = CallProfileForm(profile, request.POST, request.FILES)
        form.errors.clear()
        form.add_error("sample", str(refusal))
        return form
