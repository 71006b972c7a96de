from django.urls import path

from .views import absences, attendance, coverage

app_name = "workforce"
urlpatterns = [
    # coverage, clock, absences
    path("my/", attendance.my, name="my"),
    path("my/clock/", attendance.my_clock, name="my_clock"),
    path("my/presences/<int:pk>/finish/", attendance.my_finish, name="my_finish"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/<slug:place>/", coverage.coverage_place, name="coverage_place"),
    path("coverage/<slug:place>/people/<int:staff>/presences/add/", attendance.presence_add, name="presence_add"),
    path("clock/", attendance.clock, name="clock"),
    path("presences/<int:pk>/", attendance.presence_correct, name="presence_correct"),
    path("presences/<int:pk>/remove/", attendance.presence_remove, name="presence_remove"),
    path("shifts/<int:pk>/absence/", absences.absence_report, name="absence_report"),
    path("absences/<int:pk>/", absences.absence, name="absence"),
    path("absences/<int:pk>/cancel/", absences.absence_cancel, name="absence_cancel"),
    path("vacancies/", coverage.vacancies, name="vacancies"),
]
