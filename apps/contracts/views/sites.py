import pghistory
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.contracts.forms import SiteContactForm
from apps.contracts.models import Site


@require_http_methods(["GET", "POST"])
def site_contact(request: HttpRequest, site_code: str) -> HttpResponse:
    """The numbers by which a place is reached at once (第2-1-(9)-①); the city's own is a condition of the contract."""
    site = get_object_or_404(Site.objects.run_by_contractor(), code=site_code)
    form = SiteContactForm(request.POST or None, instance=site)
    if request.method == "POST" and form.is_valid():
        with pghistory.context(reason="会場の連絡先の登録"):
            form.save()
        messages.success(request, f"{site.short_name}の連絡先を保存しました。")
        return redirect("contracts:board")
    return render(request, "contracts/site_contact.html", {"site": site, "form": form})
