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
    # links of facilities, own calendar address
    path("facilities/<int:pk>/link/", views.link_print, name="link_print"),
    path("facilities/links/<int:pk>/revoke/", views.link_revoke, name="link_revoke"),
    path("feed/", views.feed, name="feed"),
    path("feeds/<slug:token>.ics", views.feed_file, name="feed_file"),
    # the day of a visit
    path("visits/<int:pk>/day/", views.visit_day, name="visit_day"),
    path("visits/<int:pk>/day/packing/", views.visit_packing, name="visit_packing"),
    path("visits/<int:pk>/day/line/", views.visit_line, name="visit_line"),
    path("visits/<int:pk>/day/count/", views.visit_count, name="visit_count"),
    path("visits/<int:pk>/day/identity/", views.visit_identity, name="visit_identity"),
    path("visits/<int:pk>/day/hand-over/", views.visit_hand_over, name="visit_hand_over"),
    path("visits/<int:pk>/day/take-over/", views.visit_take_over, name="visit_take_over"),
    path("visits/<int:pk>/day/report/", views.visit_report, name="visit_report"),
    path("visits/<int:pk>/hold/", views.visit_hold, name="visit_hold"),
    path("visits/<int:pk>/complete/", views.visit_complete, name="visit_complete"),
    # the yearly leaflet
    path("leaflets/", views.leaflets, name="leaflets"),
    path("leaflets/new/", views.leaflet_create, name="leaflet_create"),
    path("leaflets/<int:pk>/", views.leaflet, name="leaflet"),
    path("leaflets/<int:pk>/edit/", views.leaflet_edit, name="leaflet_edit"),
    *(
        path(f"leaflets/<int:pk>/{step}/", views.leaflet_step, {"step": step}, name=f"leaflet_{step}")
        for step in views.LEAFLET_STEPS
    ),
    path("leaflets/<int:pk>/addresses/", views.leaflet_addresses, name="leaflet_addresses"),
    path("leaflets/<int:pk>/addresses/tick/", views.leaflet_tick, name="leaflet_tick"),
    path("leaflets/<int:pk>/addresses/add/", views.leaflet_add, name="leaflet_add"),
    path("leaflets/<int:pk>/addresses/add/register/", views.leaflet_register, name="leaflet_register"),
    path("leaflets/<int:pk>/addresses/add/file/", views.leaflet_file, name="leaflet_file"),
    path("leaflets/<int:pk>/addresses/add/hand/", views.leaflet_hand, name="leaflet_hand"),
    path("leaflets/<int:pk>/addresses/rejected/drop/", views.leaflet_drop, name="leaflet_drop"),
    path("leaflets/<int:pk>/addresses/rejected/<int:row>/", views.leaflet_rejected, name="leaflet_rejected"),
    path("leaflets/<int:pk>/addresses/<int:line>/", views.leaflet_address, name="leaflet_address"),
    path("leaflets/<int:pk>/addresses/<int:line>/remove/", views.leaflet_address_remove, name="leaflet_address_remove"),
    path("leaflets/<int:pk>/addresses/<int:line>/leave/", views.leaflet_address_leave, name="leaflet_address_leave"),
    path("leaflets/<int:pk>/addresses/<int:line>/return/", views.leaflet_address_return, name="leaflet_address_return"),
]
