from django.urls import path

from .views import facility_side, planning

app_name = "facility"
urlpatterns = [
    path("", facility_side.home, name="home"),
    path("open/", facility_side.open_link, name="open"),
    path("end/", facility_side.end, name="end"),
    path("live/", facility_side.live, name="live"),
    path("new/", facility_side.visit_request, name="request"),
    path("visits/<int:pk>/change/", facility_side.visit_change, name="change"),
    path("visits/<int:pk>/withdraw/", facility_side.visit_withdraw, name="withdraw"),
    path("visits/<int:pk>/calendar.ics", facility_side.visit_file, name="file"),
    # --- dates (views/planning.py) ---
    path("visits/<int:pk>/answer/", planning.facility_answer, name="answer"),
    path("visits/<int:pk>/propose/", planning.facility_propose, name="propose"),
    path("days/", planning.facility_mark, name="mark"),
    # --- the link itself: after every other address ---
    path("<slug:token>/", facility_side.enter, name="enter"),
]
