from django.urls.resolvers import URLPattern

app_name = "workforce"
urlpatterns: list[URLPattern] = []
