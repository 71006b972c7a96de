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
    path("assignments/", views.assignment_list, name="assignment_list"),
    path("assignments/<int:pk>/end/", views.assignment_end, name="assignment_end"),
    path("<slug:site>/<day:day>/", views.session, name="session"),
    path("<slug:site>/<day:day>/setup/", views.session_setup, name="session_setup"),
    path("<slug:site>/<day:day>/open/", views.session_open, name="session_open"),
    path("<slug:site>/<day:day>/close/", views.session_close, name="session_close"),
    path("<slug:site>/<day:day>/clear/", views.session_clear, name="session_clear"),
    path("<slug:site>/<day:day>/receptions/", views.reception_record, name="reception_record"),
    path("<slug:site>/<day:day>/receptions/<int:number>/undo/", views.reception_undo, name="reception_undo"),
    path("<slug:site>/<day:day>/troubles/", views.trouble_record, name="trouble_record"),
]
