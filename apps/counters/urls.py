from django.urls import path

app_name = "counters"
urlpatterns: list[path] = []
