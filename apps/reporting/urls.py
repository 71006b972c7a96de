from django.urls import path, register_converter

from . import views
from .driving_views import driving_download
from .enums import ReportKind


class KindConverter:
    """The kinds of report; anything else is no address."""

    regex = "|".join(ReportKind.values)

    def to_python(self, value: str) -> ReportKind:
        return ReportKind(value)

    def to_url(self, value: str) -> str:
        return ReportKind(value).value


class PeriodConverter:
    """A month `2025-06` or a day `2025-06-02`."""

    regex = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "report_kind")
register_converter(PeriodConverter, "report_period")

app_name = "reporting"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("driving/<report_period:period>/download.<str:form>", driving_download, name="driving_download"),
    path("<report_kind:kind>/<report_period:period>/", views.report_detail, name="detail"),
    path("<report_kind:kind>/<report_period:period>/state/", views.report_state, name="state"),
    path("<report_kind:kind>/<report_period:period>/make/", views.report_make, name="make"),
    path("<report_kind:kind>/<report_period:period>/confirm/", views.report_confirm, name="confirm"),
    path("<report_kind:kind>/<report_period:period>/send-back/", views.report_send_back, name="send_back"),
    path("<report_kind:kind>/<report_period:period>/issue/", views.report_issue, name="issue"),
    path("<report_kind:kind>/<report_period:period>/download.<str:form>", views.report_download, name="download"),
]
