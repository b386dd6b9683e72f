"""Places as people write them: commune, address, coordinates, lists of communes and schools; each problem says where it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from maillage.cartographie.domain.lieux import (
    LieuRefuseError,
    commune_d_une_adresse,
    lire_coordonnees,
    voie_d_une_adresse,
)
from maillage.cartographie.forms.offre import choix_des_publics
from maillage.cartographie.selectors.secteurs import Lieu, ecole_par_uai
from maillage.cartographie.services import fournisseurs_offerts
from maillage.socle.vocabulaire import Modalite
from maillage.structures.adresses import score_min
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.adresses import AdresseCherchee, AdresseTrouvee, reserve_sur
from maillage.territoire.domain.noms import nom_de_recherche
from maillage.territoire.geocodage import GeocodeurIndisponible, geocodeur, geocodeur_regle

PROPOSEES = 8
DEGRE = 0.5
"""Half a degree around a point is enough to find its commune."""


def commune_ecrite(texte: str) -> Any:
    """Return the commune of a code, a name or an address. Raises ValidationError with the choices when there are several."""
    if commune := territoire.commune_par_code(texte.strip().upper()):
        return commune
    departement, nom = commune_d_une_adresse(texte)
    proches = [c for c in territoire.rechercher_communes(nom, limite=50) if departement in {"", c.departement}]
    exactes = [commune for commune in proches if commune.nom_recherche == nom_de_recherche(nom)] or proches
    if len(exactes) == 1:
        return exactes[0]
    if not exactes:
        raise forms.ValidationError(
            f"Aucune commune ne répond à « {nom} ». Vérifiez l'écriture, ou donnez son code INSEE."
        )
    choix = ", ".join(f"{commune.pk} pour {commune}" for commune in exactes[:PROPOSEES])
    raise forms.ValidationError(f"Plusieurs communes répondent à « {nom} ». Écrivez le code : {choix}.")


def commune_proche(lon: float, lat: float) -> Any:
    """Return the commune whose point is nearest, None when none is loaded around."""
    autour = {"lon__range": (lon - DEGRE, lon + DEGRE), "lat__range": (lat - DEGRE, lat + DEGRE)}
    proches: list[Any] = list(territoire.communes(territoire.FiltresCommunes()).filter(**autour))
    return min(proches, key=lambda c: ((c.lon - lon) ** 2 + (c.lat - lat) ** 2, c.pk), default=None)


def lieu_ecrit(texte: str) -> Lieu:
    """Return the place of coordinates, of a street by the operator's own service, else of a commune. Raises ValidationError."""
    try:
        point = lire_coordonnees(texte)
    except LieuRefuseError as refus:
        raise forms.ValidationError(str(refus)) from None
    if point is not None:
        commune = commune_proche(point.lon, point.lat)
        if commune is None:
            raise forms.ValidationError("Aucune commune chargée ici n'est près de ce point.")
        return Lieu(commune, point.lon, point.lat, depuis="le point donné", approche=True)
    commune = commune_ecrite(texte)
    trouvee, faute = adresse_cherchee(texte, commune)
    if trouvee is not None:
        return Lieu(commune, trouvee.lon, trouvee.lat, depuis="l'adresse donnée")
    if commune.lon is None:
        raise forms.ValidationError("Cette commune n'a pas de position : donnez des coordonnées.")
    return Lieu(
        commune, commune.lon, commune.lat, depuis=f"le centre de la commune{faute and f', {faute}'}", au_centre=True
    )


def adresse_cherchee(texte: str, commune: Any) -> tuple[AdresseTrouvee | None, str]:
    """Return the point of a street by the service that the operator runs, or why there is none; neither without a street."""
    voie, code_postal = voie_d_une_adresse(texte)
    if not voie:
        return None, ""
    if not geocodeur_regle():
        return None, "aucun service d'adresses n'étant réglé ici"
    try:
        candidats = geocodeur().chercher(AdresseCherchee("", voie, code_postal, commune.pk))
    except GeocodeurIndisponible:
        return None, "le service d'adresses ne répondant pas"
    meilleur = candidats[0] if candidats else None
    if reserve_sur(meilleur, commune.pk, score_min=score_min(timezone.localdate())) is not None:
        return None, "l'adresse elle-même n'ayant pas été trouvée avec assez de certitude"
    return meilleur, ""


def point_ecrit(texte: str) -> tuple[float, float, Any]:
    """Return longitude, latitude and commune of coordinates or of a street. Raises ValidationError when the place is not sure."""
    lieu = lieu_ecrit(texte)
    if lieu.au_centre:
        raise forms.ValidationError(f"Nous ne savons placer que {lieu.depuis}. Écrivez les coordonnées du point.")
    return lieu.lon, lieu.lat, lieu.commune


class QuiRepondForm(forms.Form):
    """A place, a public, perhaps a school: who answers?"""

    lieu = forms.CharField(
        label="Commune, adresse ou coordonnées",
        max_length=200,
        required=False,
        help_text="Une commune, « 3 rue des Tilleuls 48000 Mende », ou « 44,5176 ; 3,5010 ». L'adresse n'est pas gardée.",
    )
    ecole = forms.CharField(label="École (UAI)", max_length=10, required=False)
    public = forms.ChoiceField(label="Public")
    modalite = forms.ChoiceField(
        label="Modalité",
        required=False,
        choices=[("", "Toutes"), *Modalite.choices],
        help_text="En milieu ordinaire, le trajet part d'où les professionnels commencent leur journée.",
    )
    fournisseur = forms.ChoiceField(label="Temps de trajet", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["public"].choices = choix_des_publics()  # type: ignore[attr-defined]
        self.fields["fournisseur"].choices = list(fournisseurs_offerts().items())  # type: ignore[attr-defined]

    def clean_ecole(self) -> Any:
        saisie = self.cleaned_data["ecole"]
        ecole = ecole_par_uai(saisie) if saisie else None
        if saisie and ecole is None:
            raise forms.ValidationError("Aucune école connue ne porte cet UAI. Laissez vide et écrivez la commune.")
        return ecole

    def clean(self) -> dict[str, Any]:
        valeurs = super().clean() or {}
        if "ecole" not in valeurs or "lieu" not in valeurs:
            return valeurs
        try:
            valeurs["ou"] = self._lieu(valeurs["lieu"], valeurs["ecole"])
        except forms.ValidationError as erreur:
            self.add_error("lieu", erreur)
        return valeurs

    def _lieu(self, texte: str, ecole: Any) -> Lieu:
        if ecole is not None:
            return Lieu(ecole.commune, ecole.lon, ecole.lat, ecole, "l'école")
        if not texte:
            raise forms.ValidationError("Écrivez une commune, une adresse ou des coordonnées, ou donnez une école.")
        return lieu_ecrit(texte)
