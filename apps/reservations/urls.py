from datetime import date

from django.urls import path, register_converter

from .views import availability, booking, city_lists, desk_panel, lists, notices, plans, reservation, upkeep, waiting


class ListDayConverter:
    """The day of a list in the address, as 2025-06-02; anything else is no such page."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(ListDayConverter, "list_day")

app_name = "reservations"
urlpatterns = [
    path("", availability.availability, name="availability"),
    path("hold/", availability.hold, name="hold"),
    path("hold/<int:slot_id>/release/", availability.release, name="release"),
    path("desk/", desk_panel.desk_panel, name="desk_panel"),
    path("book/<int:slot_id>/", booking.book, name="book"),
    path("search/", reservation.search, name="search"),
    path("plans/", plans.slot_plans, name="slot_plans"),
    path("plans/new/", plans.slot_plan_create, name="slot_plan_create"),
    path("plans/<int:plan_id>/generate/", plans.slot_plan_generate, name="slot_plan_generate"),
    path("slots/", plans.slot_list, name="slot_list"),
    path("slots/<int:slot_id>/state/", plans.slot_state, name="slot_state"),
    path("exceptions/", plans.exceptions, name="exceptions"),
    path("unfinished/", lists.unfinished, name="unfinished"),
    path("provisional/", lists.provisional, name="provisional"),
    path("day/", lists.day_list, name="day_list"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:notice_id>/attempt/", notices.notice_attempt, name="notice_attempt"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/new/", waiting.waiting_create, name="waiting_create"),
    path("waiting/<int:entry_id>/", waiting.waiting_detail, name="waiting_detail"),
    path("waiting/<int:entry_id>/unmask/", waiting.waiting_unmask, name="waiting_unmask"),
    path("waiting/<int:entry_id>/book/", waiting.waiting_book, name="waiting_book"),
    path("waiting/<int:entry_id>/decline/", waiting.waiting_decline, name="waiting_decline"),
    path("waiting/<int:entry_id>/attempt/", waiting.waiting_attempt, name="waiting_attempt"),
    path("city-lists/", city_lists.city_lists, name="city_lists"),
    path("city-lists/forms/", city_lists.city_list_profiles, name="city_list_profiles"),
    path("city-lists/forms/<int:profile_id>/", city_lists.city_list_profile_edit, name="city_list_profile_edit"),
    path("city-lists/<list_day:day>/", city_lists.city_list_day, name="city_list_day"),
    path("city-lists/<list_day:day>/compare/", city_lists.city_list_compare, name="city_list_compare"),
    path("differences/<int:difference_id>/resolve/", city_lists.difference_resolve, name="difference_resolve"),
    path("bring/", upkeep.bring_lists, name="bring_lists"),
    path("bring/new/", upkeep.bring_list_create, name="bring_list_create"),
    path("retention/", upkeep.retention, name="retention"),
    path("<int:number>/", reservation.detail, name="detail"),
    path("<int:number>/presence/", reservation.presence, name="presence"),
    path("<int:number>/unmask/", reservation.unmask, name="unmask"),
    path("<int:number>/read-back/", reservation.read_back, name="read_back"),
    path("<int:number>/city-number/", reservation.city_number, name="city_number"),
    path("<int:number>/change/", reservation.change, name="change"),
    path("<int:number>/cancel/", reservation.cancel, name="cancel"),
    path("<int:number>/outcome/", reservation.outcome, name="outcome"),
]
