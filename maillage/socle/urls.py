from django.urls import path

from maillage.socle import views

app_name = "socle"
urlpatterns = [
    path("composants/", views.composants, name="composants"),
    path("theme/", views.theme, name="theme"),
]
