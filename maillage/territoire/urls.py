from django.urls import URLPattern

app_name = "territoire"
urlpatterns: list[URLPattern] = []
