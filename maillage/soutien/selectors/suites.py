"""Reads of what follows a request: actions, recommendations, visits, situations; each limited like the request itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from maillage.socle.acteur import Acteur
from maillage.soutien.domain.vocabulaire import RECOMMANDATIONS_OUVERTES
from maillage.soutien.models import ActionSoutien, Recommandation, SituationAnalysee, VisiteSoutien
from maillage.soutien.permissions import SOUTIEN
from maillage.soutien.selectors.tri import ordonner

OUVERTES = "OUVERTES"
TRIS_RECOMMANDATIONS = {
    "proposee_le": ("proposee_le", "pk"),
    "echeance": ("echeance", "pk"),
    "dispositif": ("demande__dispositif__nom", "-proposee_le"),
    "etat": ("etat", "-proposee_le"),
}
TRIS_VISITES = {
    "le": ("le", "pk"),
    "dispositif": ("dispositif__nom", "-le"),
    "genre": ("genre", "-le"),
    "km": ("km", "-le"),
}
TRIS_SITUATIONS = {"le": ("le", "pk"), "titre": ("titre", "pk"), "dispositif": ("dispositif__nom", "-le")}


@dataclass(frozen=True)
class FiltresSuites:
    """What the addresses of these lists say; `du` and `au` bound the day."""

    etat: str = ""
    genre: str = ""
    departement: str = ""
    dispositif: str = ""
    du: dt.date | None = None
    au: dt.date | None = None
    recherche: str = ""
    tri: str = ""


def _d_ici(acteur: Acteur, prefixe: str) -> Q:
    autorises = acteur.dispositifs(SOUTIEN)
    return Q() if autorises is None else Q(**{f"{prefixe}dispositif_id__in": autorises})


def _filtrer(lignes: QuerySet[Any], filtres: FiltresSuites, prefixe: str, jour: str) -> QuerySet[Any]:
    voulus = {
        f"{prefixe}dispositif__departement": filtres.departement,
        f"{prefixe}dispositif__code": filtres.dispositif,
        f"{jour}__gte": filtres.du,
        f"{jour}__lte": filtres.au,
    }
    return lignes.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})


def actions_visibles(acteur: Acteur) -> QuerySet[ActionSoutien]:
    lignes = ActionSoutien.objects.select_related("demande__dispositif")
    return lignes.filter(_d_ici(acteur, "demande__"))


def recommandations_visibles(acteur: Acteur) -> QuerySet[Recommandation]:
    lignes = Recommandation.objects.select_related("demande__dispositif")
    return lignes.filter(_d_ici(acteur, "demande__"))


def visites_visibles(acteur: Acteur) -> QuerySet[VisiteSoutien]:
    """Return the visits with their places and those who made them (2 queries when read)."""
    lignes = VisiteSoutien.objects.select_related("dispositif", "demande", "commune", "depart")
    return lignes.filter(_d_ici(acteur, "")).prefetch_related("intervenants")


def situations_visibles(acteur: Acteur) -> QuerySet[SituationAnalysee]:
    return SituationAnalysee.objects.select_related("dispositif", "demande").filter(_d_ici(acteur, ""))


def lister_recommandations(acteur: Acteur, filtres: FiltresSuites) -> QuerySet[Recommandation]:
    """Return the recommendations that fit, the latest first; `etat` OUVERTES for all still to be done."""
    lignes = _filtrer(recommandations_visibles(acteur), filtres, "demande__", "proposee_le")
    if filtres.etat == OUVERTES:
        lignes = lignes.filter(etat__in=RECOMMANDATIONS_OUVERTES)
    elif filtres.etat:
        lignes = lignes.filter(etat=filtres.etat)
    if filtres.recherche:
        lignes = lignes.filter(Q(texte__icontains=filtres.recherche) | Q(demande__objet__icontains=filtres.recherche))
    return ordonner(lignes, filtres.tri, TRIS_RECOMMANDATIONS, "-proposee_le")


def lister_visites(acteur: Acteur, filtres: FiltresSuites) -> QuerySet[VisiteSoutien]:
    """Return the visits that fit, the latest first."""
    lignes = _filtrer(visites_visibles(acteur), filtres, "", "le")
    exacts = {"etat": filtres.etat, "genre": filtres.genre}
    lignes = lignes.filter(**{champ: valeur for champ, valeur in exacts.items() if valeur})
    if filtres.recherche:
        mots = filtres.recherche
        lignes = lignes.filter(
            Q(lieu__icontains=mots) | Q(compte_rendu__icontains=mots) | Q(demande__objet__icontains=mots)
        )
    return ordonner(lignes, filtres.tri, TRIS_VISITES, "-le")


def lister_situations(acteur: Acteur, filtres: FiltresSuites) -> QuerySet[SituationAnalysee]:
    """Return the situations that fit, the latest first."""
    lignes = _filtrer(situations_visibles(acteur), filtres, "", "le")
    if filtres.recherche:
        mots = filtres.recherche
        lignes = lignes.filter(Q(titre__icontains=mots) | Q(contexte__icontains=mots) | Q(pistes__icontains=mots))
    return ordonner(lignes, filtres.tri, TRIS_SITUATIONS, "-le")
