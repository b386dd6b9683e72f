from __future__ import annotations

from maillage.carte_de_vie.adresses import adresses

app_name = "ma_carte"
urlpatterns = adresses("espace/<slug:jeune>/carte-de-vie/")
