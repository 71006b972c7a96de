from django.urls import path

from . import views

app_name = "contracts"
urlpatterns = [
    path("", views.board, name="board"),
    path("calendar/", views.month_calendar, name="calendar"),
    path("calendar/closures/new/", views.closure_create, name="closure_create"),
    path("calendar/closures/<int:pk>/withdraw/", views.closure_withdraw, name="closure_withdraw"),
    path("calendar/openings/new/", views.extra_opening_create, name="extra_opening_create"),
    path("calendar/openings/<int:pk>/withdraw/", views.extra_opening_withdraw, name="extra_opening_withdraw"),
    path("sites/<slug:site_code>/year-end/", views.year_end, name="year_end"),
    path("sites/<slug:site_code>/contact/", views.site_contact, name="site_contact"),
    path("documents/", views.document_list, name="documents"),
    path("documents/<slug:code>/", views.document_detail, name="document"),
    path("documents/<slug:code>/versions/new/", views.version_create, name="version_create"),
    path("documents/<slug:code>/versions/<int:number>/submit/", views.version_submit, name="version_submit"),
    path("documents/<slug:code>/versions/<int:number>/decide/", views.version_decide, name="version_decide"),
    path("documents/<slug:code>/versions/<int:number>/withdraw/", views.version_withdraw, name="version_withdraw"),
    path("agreements/", views.agreement_list, name="agreements"),
    path("agreements/new/", views.agreement_create, name="agreement_create"),
    path("agreements/<slug:code>/", views.agreement_detail, name="agreement"),
    path("incidents/", views.incident_list, name="incidents"),
    path("incidents/new/", views.incident_create, name="incident_create"),
    path("incidents/<int:pk>/", views.incident_detail, name="incident"),
    path("parameters/", views.parameter_list, name="parameters"),
    path("parameters/<str:key>/", views.parameter_detail, name="parameter"),
]
