from datetime import date

from django.urls import path, register_converter

from . import views


class DayConverter:
    """A day in the address, as 2025-06-02; anything else is no such page."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "counters"
urlpatterns = [
    path("", views.board, name="board"),
    path("assignments/", views.assignment_list, name="assignment_list"),
    path("assignments/<int:pk>/end/", views.end_assignment, name="end_assignment"),
    path("<slug:site>/<day:day>/", views.session, name="session"),
    path("<slug:site>/<day:day>/setup/", views.finish_setup, name="finish_setup"),
    path("<slug:site>/<day:day>/open/", views.open_session, name="open_session"),
    path("<slug:site>/<day:day>/close/", views.close_session, name="close_session"),
    path("<slug:site>/<day:day>/clear/", views.clear_session, name="clear_session"),
    path("<slug:site>/<day:day>/receptions/", views.record_reception, name="record_reception"),
    path("<slug:site>/<day:day>/receptions/<int:number>/undo/", views.undo_reception, name="undo_reception"),
    path("<slug:site>/<day:day>/troubles/", views.record_trouble, name="record_trouble"),
]
