from django.urls import path

from .views import availability, booking, plans, reservation

app_name = "reservations"
urlpatterns = [
    path("", availability.availability, name="availability"),
    path("hold/", availability.hold, name="hold"),
    path("hold/<int:slot_id>/release/", availability.release, name="release"),
    path("book/<int:slot_id>/", booking.book, name="book"),
    path("search/", reservation.search, name="search"),
    path("plans/", plans.slot_plans, name="slot_plans"),
    path("plans/new/", plans.slot_plan_create, name="slot_plan_create"),
    path("plans/<int:plan_id>/generate/", plans.slot_plan_generate, name="slot_plan_generate"),
    path("slots/", plans.slot_list, name="slot_list"),
    path("slots/<int:slot_id>/state/", plans.slot_state, name="slot_state"),
    path("<int:number>/", reservation.detail, name="detail"),
    path("<int:number>/unmask/", reservation.unmask, name="unmask"),
    path("<int:number>/read-back/", reservation.read_back, name="read_back"),
    path("<int:number>/change/", reservation.change, name="change"),
    path("<int:number>/cancel/", reservation.cancel, name="cancel"),
    path("<int:number>/outcome/", reservation.outcome, name="outcome"),
]
