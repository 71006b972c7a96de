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
    path("vehicles/", views.vehicle_list, name="vehicles"),
    path("vehicles/<int:pk>/", views.vehicle, name="vehicle"),
    path("trips/", views.trip_list, name="trips"),
    path("trips/new/", views.trip_create, name="trip_create"),
    path("trips/<int:pk>/", views.trip, name="trip"),
    path("trips/<int:pk>/check/", views.trip_check, name="trip_check"),
    path("trips/<int:pk>/depart/", views.trip_depart, name="trip_depart"),
    path("trips/<int:pk>/return/", views.trip_return, name="trip_return"),
    path("trips/<int:pk>/stop/", views.trip_stop, name="trip_stop"),
]
