"""The broken glasses, in all the dispositifs of whoever reviews them."""

from django.urls import path

from maillage.parcours.views import bris

app_name = "bris"
urlpatterns = [
    path("", bris.liste, name="liste"),
    path("<int:bris>/", bris.relire, name="relire"),
]
