"""Public to every account of the territory: the delays of admission by département."""

from django.urls import path

from maillage.parcours.views import delais

app_name = "attente"
urlpatterns = [path("delais/", delais.delais, name="delais")]
