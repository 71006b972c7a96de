from django.urls import path

from . import views

app_name = "callcenter"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("inquiries/<int:pk>/", views.inquiry, name="inquiry"),
    path("inquiries/<int:pk>/note/", views.inquiry_note, name="inquiry_note"),
    # telephone events, reconciliation
    # FAQ, directory
    # escalations, call-backs, misguidance, emergencies
    # the city's live history
    path("live/", views.live, name="live"),
    path("live/<int:pk>/", views.live_detail, name="live_detail"),
    # telephone logs
    path("import/", views.import_list, name="import"),
    path("import/<int:pk>/", views.import_detail, name="import_detail"),
    # pace, seats, surge
]
