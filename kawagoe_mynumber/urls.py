from django.urls import include, path

from apps.core.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("apps.accounts.urls")),
    path("contract/", include("apps.contracts.urls")),
    path("staff/", include("apps.workforce.urls")),
    path("counters/", include("apps.counters.urls")),
    path("outreach/", include("apps.outreach.urls")),
    path("f/", include("apps.outreach.facility_urls")),
    path("reservations/", include("apps.reservations.urls")),
    path("calls/", include("apps.callcenter.urls")),
    path("reports/", include("apps.reporting.urls")),
]
