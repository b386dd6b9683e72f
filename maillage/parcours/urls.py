from django.urls import URLPattern

app_name = "parcours"
urlpatterns: list[URLPattern] = []
