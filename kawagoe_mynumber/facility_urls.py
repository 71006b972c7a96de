"""What the facilities' own host shows (settings.FACILITY_HOST); everything else is not found there."""

from django.urls import include, path

from apps.core.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("f/", include("apps.outreach.facility_urls")),
]
handler400 = "apps.outreach.views.facility_side.bad_request"
handler403 = "apps.outreach.views.facility_side.refused"
handler404 = "apps.outreach.views.facility_side.not_found"
