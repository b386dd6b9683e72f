"""Addresses of a partner without account."""

from django.urls import path

from maillage.liaison.views import partage

app_name = "partage"
urlpatterns = [
    path("<str:jeton>/", partage.lire, name="lire"),
    path("<str:jeton>/extrait.pdf", partage.pdf, name="pdf"),
]
