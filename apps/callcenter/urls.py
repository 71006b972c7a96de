from django.urls import path

from . import views

app_name = "callcenter"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("booking/", views.desk_booking, name="desk_booking"),
    path("inquiries/checks/", views.inquiry_checks, name="inquiry_checks"),
    path("inquiries/<int:pk>/", views.inquiry, name="inquiry"),
    path("inquiries/<int:pk>/presence/", views.inquiry_presence, name="inquiry_presence"),
    path("inquiries/<int:pk>/note/", views.inquiry_note, name="inquiry_note"),
    # telephone events, reconciliation
    path("phone/", views.phone_sources, name="phone_sources"),
    path("phone/<int:pk>/renew/", views.phone_source_renew, name="phone_source_renew"),
    path("phone/<int:pk>/revoke/", views.phone_source_revoke, name="phone_source_revoke"),
    path("phone/codes/", views.operator_codes, name="operator_codes"),
    path("phone/codes/<int:pk>/end/", views.operator_code_end, name="operator_code_end"),
    path("phone/call/", views.desk_call, name="desk_call"),
    path("phone/events/", views.phone_events, name="phone_events"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
    path("reconciliation/month/", views.reconciliation_month, name="reconciliation_month"),
    path("reconciliation/calls/<int:pk>/explain/", views.call_explain, name="call_explain"),
    path("reconciliation/inquiries/<int:pk>/explain/", views.inquiry_explain, name="inquiry_explain"),
    # FAQ, directory
    # escalations, call-backs, misguidance, emergencies
    # the city's live history
    path("live/", views.live, name="live"),
    path("live/<int:pk>/", views.live_detail, name="live_detail"),
    path("live/seen/", views.live_seen, name="live_seen"),
    # telephone logs
    path("import/", views.import_list, name="import"),
    path("import/<int:pk>/", views.import_detail, name="import_detail"),
    # pace, seats, surge
    path("pace/", views.pace, name="pace"),
    path("pace/seats/", views.seats, name="seats"),
    path("pace/surges/", views.surges, name="surges"),
    path("pace/surges/now/", views.surge_banner, name="surge_banner"),
    path("pace/surges/<int:pk>/", views.surge, name="surge"),
]
