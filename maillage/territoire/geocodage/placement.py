"""What the pages that place something by hand share: the form, the candidates of the service of addresses, the little map."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.socle.requete import Requete
from maillage.territoire.domain.adresses import AdresseCherchee
from maillage.territoire.domain.positions import DefautPosition, defaut_de
from maillage.territoire.geocodage.ban import GeocodeurIndisponible, geocodeur, geocodeur_regle
from maillage.territoire.geocodage.communes import GeocodeurCommunes
from maillage.territoire.models import NiveauContour
from maillage.territoire.selectors import contours

REMEDES = {
    DefautPosition.INVERSEE: "Longitude et latitude semblent inversées : échangez les deux nombres.",
    DefautPosition.HORS_DU_PAYS: "Cette position est hors de France : vérifiez les deux nombres, en degrés décimaux.",
}


class PositionForm(forms.Form):
    """A position set by hand; left empty, the present one is confirmed."""

    lat = forms.FloatField(
        label="Latitude", required=False, localize=True, help_text="Degrés décimaux, par exemple 43,6044."
    )
    lon = forms.FloatField(
        label="Longitude", required=False, localize=True, help_text="Degrés décimaux, par exemple 1,4437."
    )

    def clean(self) -> dict[str, Any]:
        valeurs = super().clean() or {}
        lon, lat = valeurs.get("lon"), valeurs.get("lat")
        for champ, un, autre in (("lon", lon, lat), ("lat", lat, lon)):
            if un is None and autre is not None and champ not in self.errors:
                self.add_error(champ, "Donnez les deux nombres, ou aucun pour confirmer la position actuelle.")
        if lon is not None and lat is not None and (defaut := defaut_de(lon, lat)):
            self.add_error("lon", REMEDES[defaut])
        return valeurs


def contexte_de_placement(request: Requete, lieu: Any) -> dict[str, Any]:
    """Return what template `_placer.html` draws. The service is asked only when the person asks (`?chercher=1`)."""
    demande = request.GET.get("chercher") == "1"
    adresse = AdresseCherchee(
        str(lieu.pk),
        request.GET.get("adresse") or lieu.adresse,
        getattr(lieu, "code_postal", ""),
        lieu.commune_id or "",
    )
    contexte: dict[str, Any] = {
        "lieu": lieu,
        "adresse_cherchee": adresse.adresse,
        "service_regle": geocodeur_regle(),
        "cherche": demande,
        "carte": _carte(lieu),
        "au_centre": next(iter(GeocodeurCommunes().chercher(adresse)), None),
    }
    if demande:
        try:
            contexte["candidats"] = geocodeur().chercher(adresse)
        except GeocodeurIndisponible as erreur:
            contexte["panne"] = str(erreur)
    return contexte


def _carte(lieu: Any) -> dict[str, Any]:
    """The outlines around, and the point as it is known."""
    commune = lieu.commune
    traits = []
    if commune is not None:
        traits += contours(NiveauContour.DEPARTEMENT, {commune.departement})["features"]
        traits += contours(NiveauContour.COMMUNE, {commune.code})["features"]
    return {
        "contours": {"type": "FeatureCollection", "features": traits},
        "centre": [commune.lon, commune.lat] if commune is not None and commune.lon is not None else None,
        "position": [lieu.lon, lieu.lat] if lieu.lon is not None else None,
    }
