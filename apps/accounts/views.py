from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from apps.core.db import constraint_as_form_error

from . import actions, drafts
from . import audit as audit_lists
from .addresses import address_of
from .enums import AccessKind
from .forms import AccessFilterForm, AuditFilterForm, NetworkForm, ReasonForm, UserCreateForm, UserEditForm
from .models import AccessEvent, AllowedNetwork, User
from .navigation import desk_of
from .requests import SignedInRequest

USERS_ON_A_PAGE = 100
STALE_PAGE = "画面の有効な印がない送信です。"


def home(request: SignedInRequest) -> HttpResponse:
    """The role's own desk."""
    return redirect(desk_of(request.user.role))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token, from an old page or from a foreign one; Django's English reason is not shown."""
    actions.record_access(request, AccessKind.REFUSED, reason=STALE_PAGE)
    return render(request, "403_csrf.html", status=403)


# --- accounts ----------------------------------------------------------------------------------------------------


def user_list(request: SignedInRequest) -> HttpResponse:
    page = Paginator(User.objects.with_second_factor().order_by("role", "username"), USERS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "accounts/user_list.html", {"page": page})


def user_create(request: SignedInRequest) -> HttpResponse:
    form = UserCreateForm(request.POST or None)
    if form.is_valid():
        with constraint_as_form_error(form, User):
            user, password = actions.issue_account(**form.cleaned_data)
        if form.is_valid():
            return show_password(request, user, password)
    return render(request, "accounts/user_create.html", {"form": form})


def user_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User.objects.with_second_factor(), pk=pk)
    form = UserEditForm(request.POST or None, instance=user, by=request.user)
    if form.is_valid():
        actions.change_account(user=user, by=request.user, **form.cleaned_data)
        messages.success(request, f"{user.display_name}さんの登録を変更しました。")
        return redirect("accounts:user_list")
    return edit_page(request, user, form=form)


def user_password(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User.objects.with_second_factor(), pk=pk)
    form = ReasonForm(request.POST, prefix="password")
    if not form.is_valid():
        return edit_page(request, user, password_form=form)
    return show_password(request, user, actions.issue_temporary_password(user=user, **form.cleaned_data))


def user_unlock(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    actions.unlock_account(request, user=user)
    messages.success(request, "ログイン失敗の回数を消しました。すぐにログインできます。")
    return redirect("accounts:user_edit", pk=pk)


def user_second_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User.objects.with_second_factor(), pk=pk)
    form = ReasonForm(request.POST, prefix="factor")
    if not form.is_valid():
        return edit_page(request, user, factor_form=form)
    if actions.reset_second_factor(request, user=user, **form.cleaned_data):
        messages.success(request, "二段階認証を解除しました。次のログインで設定し直せます。")
    else:
        messages.info(request, "この利用者は二段階認証を設定していません。")
    return redirect("accounts:user_edit", pk=pk)


def edit_page(
    request: SignedInRequest,
    user: User,
    *,
    form: UserEditForm | None = None,
    password_form: ReasonForm | None = None,
    factor_form: ReasonForm | None = None,
) -> HttpResponse:
    """Everything about one account; the form that was sent comes back as it was filled in."""
    context = {
        "form": form or UserEditForm(instance=user, by=request.user),
        "account": user,
        "password_form": password_form or ReasonForm(prefix="password"),
        "factor_form": factor_form or ReasonForm(prefix="factor"),
    }
    return render(request, "accounts/user_edit.html", context)


def show_password(request: SignedInRequest, user: User, password: str) -> HttpResponse:
    """The one page that shows a temporary password; it is kept nowhere, so the page cannot be opened again."""
    return render(request, "accounts/password_issued.html", {"account": user, "password": password})


# --- networks ----------------------------------------------------------------------------------------------------


def network_list(request: SignedInRequest) -> HttpResponse:
    form = NetworkForm(request.POST or None)
    if form.is_valid():
        with constraint_as_form_error(form, AllowedNetwork):
            actions.allow_network(**form.cleaned_data)
        if form.is_valid():
            messages.success(request, "接続元の範囲を登録しました。")
            return redirect("accounts:network_list")
    networks = AllowedNetwork.objects.all()
    return render(
        request, "accounts/network_list.html", {"form": form, "networks": networks, "here": address_of(request)}
    )


def network_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    network = get_object_or_404(AllowedNetwork, pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw_network(network, by=request.user, address=address_of(request), **form.cleaned_data)
        except actions.LastWayIn:
            form.add_error(
                None, "この範囲を削除すると、今の場所から操作できなくなります。先に別の範囲を登録してください。"
            )
        else:
            messages.success(request, "接続元の範囲を削除しました。")
            return redirect("accounts:network_list")
    return render(request, "accounts/network_delete.html", {"form": form, "network": network})


# --- drafts ------------------------------------------------------------------------------------------------------


def draft(request: SignedInRequest, form_key: str) -> JsonResponse:
    """Keep what somebody has typed so far; their own draft only, whatever form it is of."""
    now = timezone.now()
    try:
        drafts.keep(
            user=request.user,
            form_key=form_key,
            posted=dict(request.POST.lists()),
            at=now,
            edition=request.GET.get("edition", ""),
        )
    except ValidationError as refusal:
        return JsonResponse({"message": f"下書きを保存していません。{refusal.messages[0]}"}, status=422)
    except drafts.PageIsOver:
        sentence = "この画面を開いた後に、同じ入力が保存または破棄されたため、下書きを保存していません。"
        return JsonResponse(
            {"message": f"{sentence}入力した内容を控えてから、画面を読み込み直してください。"}, status=409
        )
    except drafts.DraftTooLarge:
        return JsonResponse({"message": "文字数が多すぎるため、下書きを保存していません。"}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(now).isoformat(timespec="seconds")})


def draft_discard(request: SignedInRequest, form_key: str) -> HttpResponse:
    """Erase one's own draft and go back to the page it was offered on."""
    drafts.discard(request.user, form_key)
    back = request.GET.get("back", "")
    is_own_page = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_own_page else "/", status=303)


# --- audit -------------------------------------------------------------------------------------------------------


def audit(request: SignedInRequest) -> HttpResponse:
    """Changes: who, when, from where, what, before and after, why."""
    form = AuditFilterForm(request.GET)
    wishes = form.cleaned_data if form.is_valid() else {}
    rows, older = audit_lists.changes(
        request.user.role,
        author=wishes.get("user"),
        first=wishes.get("first"),
        last=wishes.get("last"),
        below=audit_lists.Cursor.parse(request.GET.get("below", "")),
    )
    return render(request, "accounts/audit.html", {"form": form, "rows": rows, "older": older})


def audit_access(request: SignedInRequest) -> HttpResponse:
    """Sign-ins, refusals and looks at protected data."""
    form = AccessFilterForm(request.GET)
    wishes = form.cleaned_data if form.is_valid() else {}
    rows, older = (
        AccessEvent.objects.visible_to(request.user).narrowed(**wishes).page_below(request.GET.get("below", ""))
    )
    return render(request, "accounts/audit_access.html", {"form": form, "rows": rows, "older": older})


def sign_in_list(request: SignedInRequest) -> HttpResponse:
    """One's own sign-ins, so that a stranger's would be noticed."""
    rows, older = AccessEvent.objects.sign_ins_of(request.user).page_below(request.GET.get("below", ""))
    return render(request, "accounts/sign_in_list.html", {"rows": rows, "older": older})
