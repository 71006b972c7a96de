from datetime import date

from django.urls import path, register_converter

from . import views


class DayConverter:
    """A day in the address, as 2025-06-02; anything else is no such page."""

    regex = "2[0-9]{3}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "counters"
urlpatterns = [
    path("", views.board, name="board"),
    path("hours/", views.hours, name="hours"),
    path("troubles/", views.trouble_queue, name="trouble_queue"),
    path("troubles/<int:pk>/take/", views.trouble_take, name="trouble_take"),
    path("troubles/<int:pk>/solve/", views.trouble_solve, name="trouble_solve"),
    path("equipment/", views.equipment_overview, name="equipment_overview"),
    path("equipment/<slug:site>/", views.equipment_list, name="equipment_list"),
    path("equipment/<slug:site>/new/", views.equipment_create, name="equipment_create"),
    path("equipment/<slug:site>/<int:pk>/", views.equipment_edit, name="equipment_edit"),
    path("equipment/<slug:site>/<int:pk>/check/", views.equipment_check, name="equipment_check"),
    path("equipment/<slug:site>/attest/", views.attest_create, name="attest_create"),
    path("venues/", views.venue_list, name="venue_list"),
    path("venues/new/", views.venue_create, name="venue_create"),
    path("venues/<int:pk>/reply/", views.venue_reply, name="venue_reply"),
    path("venues/<int:pk>/settle/", views.venue_settle, name="venue_settle"),
    path("venues/<int:pk>/reopen/", views.venue_reopen, name="venue_reopen"),
    path("<slug:site>/<day:day>/", views.session, name="session"),
    path("<slug:site>/<day:day>/people/", views.session_people, name="session_people"),
    path("<slug:site>/<day:day>/checklist/", views.checklist_tick, name="checklist_tick"),
    path("<slug:site>/<day:day>/checklist/<int:pk>/untick/", views.checklist_untick, name="checklist_untick"),
    path("<slug:site>/<day:day>/setup/", views.session_setup, name="session_setup"),
    path("<slug:site>/<day:day>/open/", views.session_open, name="session_open"),
    path("<slug:site>/<day:day>/close/", views.session_close, name="session_close"),
    path("<slug:site>/<day:day>/clear/", views.session_clear, name="session_clear"),
    path("<slug:site>/<day:day>/sign/", views.session_sign, name="session_sign"),
    path("<slug:site>/<day:day>/receptions/", views.reception_record, name="reception_record"),
    path("<slug:site>/<day:day>/receptions/<int:number>/undo/", views.reception_undo, name="reception_undo"),
    path("<slug:site>/<day:day>/receptions/list/", views.reception_list, name="reception_list"),
    path("<slug:site>/<day:day>/receptions/<int:number>/", views.reception_amend, name="reception_amend"),
    path("<slug:site>/<day:day>/receptions/<int:number>/postal/", views.postal_tick, name="postal_tick"),
    path("<slug:site>/<day:day>/voices/", views.voice_record, name="voice_record"),
    path("<slug:site>/<day:day>/voices/<int:pk>/undo/", views.voice_undo, name="voice_undo"),
    path("<slug:site>/<day:day>/troubles/", views.trouble_record, name="trouble_record"),
    path("<slug:site>/<day:day>/troubles/<int:pk>/", views.trouble_amend, name="trouble_amend"),
    path("<slug:site>/<day:day>/troubles/<int:pk>/hand-over/", views.trouble_hand_over, name="trouble_hand_over"),
]
