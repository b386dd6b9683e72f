from django.urls import URLPattern

app_name = "activite"
urlpatterns: list[URLPattern] = []
