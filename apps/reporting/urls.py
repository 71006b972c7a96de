from django.urls import path, register_converter

from . import invoice_views, order_views, reminder_views, views
from .data_views import report_data
from .decision_views import report_decide
from .driving_views import driving_download
from .enums import ReportKind
from .final_inspection_views import final_notify, final_record
from .leaflet_views import leaflet_flyer, leaflet_labels, leaflet_letters_make, leaflet_prints
from .payment_calculators import calculators
from .place_views import report_places, text_lift, text_withhold
from .rows_views import cell_rows


class KindConverter:
    """The kinds of report; anything else is no address."""

    regex = "|".join(ReportKind.values)

    def to_python(self, value: str) -> ReportKind:
        return ReportKind(value)

    def to_url(self, value: str) -> str:
        return ReportKind(value).value


class PeriodConverter:
    """A month `2025-06`, a day `2025-06-02`, or two days `2025-06-01--2026-03-31`."""

    regex = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:--[0-9]{4}-[0-9]{2}-[0-9]{2})?)?"

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
    path("leaflets/<int:pk>/", leaflet_prints, name="leaflet_prints"),
    path("leaflets/<int:pk>/labels.pdf", leaflet_labels, name="leaflet_labels"),
    path("leaflets/<int:pk>/flyer.pdf", leaflet_flyer, name="leaflet_flyer"),
    path("leaflets/<int:pk>/letters.pdf", leaflet_letters_make, name="leaflet_letters"),
    path("orders/", order_views.order_list, name="orders"),
    path("orders/new/", order_views.order_create, name="order_create"),
    path("orders/<int:pk>/", order_views.order_detail, name="order"),
    path("orders/<int:pk>/end/", order_views.order_end, name="order_end"),
    path("orders/<int:pk>/withdraw/", order_views.order_withdraw, name="order_withdraw"),
    path("orders/<int:pk>/<report_period:period>/", order_views.order_answer, name="order_answer"),
    path("reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/<int:pk>/end/", reminder_views.reminder_end, name="reminder_end"),
    path("reminders/mails/<int:pk>/again/", reminder_views.reminder_again, name="reminder_again"),
    path("reminders/mails/<int:pk>/arrived/", reminder_views.reminder_arrived, name="reminder_arrived"),
    path("invoices/", invoice_views.invoice_list, name="invoices"),
    path("invoices/calculators/", calculators, name="payment_calculators"),
    path("invoices/<slug:code>/schedule/", invoice_views.payment_schedule, name="payment_schedule"),
    path("invoices/<slug:code>/schedule/sum/", invoice_views.contract_sum, name="contract_sum"),
    path("invoices/<slug:code>/schedule/changes/", invoice_views.payment_change, name="payment_change"),
    path(
        "invoices/<slug:code>/schedule/changes/<int:pk>/withdraw/",
        invoice_views.payment_change_withdraw,
        name="payment_change_withdraw",
    ),
    path("invoices/<slug:code>/issuer/", invoice_views.invoice_issuer, name="invoice_issuer"),
    path("invoices/<slug:code>/<report_period:period>/", invoice_views.invoice_detail, name="invoice"),
    path("invoices/<slug:code>/<report_period:period>/draft/", invoice_views.invoice_draft, name="invoice_draft"),
    path("invoices/<slug:code>/<report_period:period>/send/", invoice_views.invoice_send, name="invoice_send"),
    path("invoices/<slug:code>/<report_period:period>/decide/", invoice_views.invoice_decide, name="invoice_decide"),
    path("invoices/<slug:code>/<report_period:period>/pay/", invoice_views.invoice_pay, name="invoice_pay"),
    path(
        "invoices/<slug:code>/<report_period:period>/notice/",
        invoice_views.inspection_notify,
        name="inspection_notify",
    ),
    path(
        "invoices/<slug:code>/<report_period:period>/inspection/",
        invoice_views.inspection_record,
        name="inspection_record",
    ),
    path(
        "invoices/<slug:code>/<report_period:period>/download.<str:form>",
        invoice_views.invoice_download,
        name="invoice_download",
    ),
    path("<report_kind:kind>/<report_period:period>/", views.report_detail, name="detail"),
    path("<report_kind:kind>/<report_period:period>/rows/", cell_rows, name="rows"),
    path("<report_kind:kind>/<report_period:period>/state/", views.report_state, name="state"),
    path("<report_kind:kind>/<report_period:period>/make/", views.report_make, name="make"),
    path("<report_kind:kind>/<report_period:period>/withdraw/", views.report_withdraw, name="withdraw"),
    path("<report_kind:kind>/<report_period:period>/confirm/", views.report_confirm, name="confirm"),
    path("<report_kind:kind>/<report_period:period>/send-back/", views.report_send_back, name="send_back"),
    path("<report_kind:kind>/<report_period:period>/issue/", views.report_issue, name="issue"),
    path("<report_kind:kind>/<report_period:period>/places/", report_places, name="places"),
    path("<report_kind:kind>/<report_period:period>/places/withhold/", text_withhold, name="withhold"),
    path("<report_kind:kind>/<report_period:period>/places/<int:pk>/lift/", text_lift, name="withheld_lift"),
    path("<report_kind:kind>/<report_period:period>/decide/", report_decide, name="decide"),
    path("<report_kind:kind>/<report_period:period>/notice/", final_notify, name="final_notify"),
    path("<report_kind:kind>/<report_period:period>/inspection/", final_record, name="final_record"),
    path("<report_kind:kind>/<report_period:period>/download.<str:form>", views.report_download, name="download"),
    path("<report_kind:kind>/<report_period:period>/<str:subject>.<str:form>", report_data, name="data_download"),
]
