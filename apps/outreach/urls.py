from django.urls import path

from . import views

app_name = "outreach"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("visits/", views.visit_list, name="list"),
    path("visits/new/", views.visit_create, name="visit_create"),
    path("visits/<int:pk>/", views.visit_detail, name="visit_detail"),
    path("visits/<int:pk>/schedule/", views.visit_schedule, name="visit_schedule"),
    path("visits/<int:pk>/confirm/", views.visit_confirm, name="visit_confirm"),
    path("visits/<int:pk>/hold/", views.visit_hold, name="visit_hold"),
    path("visits/<int:pk>/complete/", views.visit_complete, name="visit_complete"),
    path("visits/<int:pk>/cancel/", views.visit_cancel, name="visit_cancel"),
    path("facilities/", views.facility_list, name="facility_list"),
    path("facilities/new/", views.facility_create, name="facility_create"),
]
