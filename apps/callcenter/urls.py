from django.urls import path

app_name = "callcenter"
urlpatterns: list[path] = []
