"""The directory of experience: offers whose consent holds, by theme and by distance; never a contact detail in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from maillage.bibliotheque.referentiels import libelle_theme
from maillage.reseau.models import ConsultationCoordonnees, OffreExperience, QuestionExperience
from maillage.reseau.permissions import ANNUAIRE
from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.selectors import dispositifs_visibles
from maillage.territoire.domain.positions import distance_km

LOIN = float("inf")
TOUS = ActeurSysteme("annuaire")


@dataclass(frozen=True)
class Lieu:
    """Where a dispositif is: the commune of its first establishment that has a position, else of its territory."""

    commune: str
    lon: float
    lat: float


@dataclass(frozen=True)
class FiltresAnnuaire:
    """What the address asks for; `depuis`: code of the dispositif distances start from; `km`: no further than that, 0 for anywhere."""

    q: str = ""
    theme: str = ""
    depuis: str = ""
    km: int = 0
    tri: str = "distance"


@dataclass(frozen=True)
class LigneAnnuaire:
    """An offer as a list shows it; `km` None when one of the two places is unknown."""

    offre: OffreExperience
    themes: tuple[str, ...]
    commune: str
    km: float | None


TRIS: dict[str, Callable[[LigneAnnuaire], tuple[Any, ...]]] = {
    "distance": lambda x: (LOIN if x.km is None else x.km, plier(x.offre.titre), x.offre.pk),
    "titre": lambda x: (plier(x.offre.titre), x.offre.pk),
    "dispositif": lambda x: (plier(x.offre.dispositif.nom), plier(x.offre.titre), x.offre.pk),
}


def offres_ouvertes(le: dt.date) -> QuerySet[OffreExperience]:
    """Return the offers whose consent holds on a day, with their dispositif."""
    return OffreExperience.objects.filter(
        retiree_le__isnull=True, consentie_le__lte=le, jusqu_au__gte=le, utilisateur__is_active=True
    ).select_related("dispositif")


def chercher_offres(acteur: Acteur, filtres: FiltresAnnuaire, *, le: dt.date) -> list[LigneAnnuaire]:
    """Return the offers that fit, the nearest first: one query for them, five for the places whatever their number."""
    if not acteur.peut(ANNUAIRE):
        return []
    lieux = lieux_des_dispositifs()
    depart = lieux.get(filtres.depuis)
    lignes = [_ligne(offre, lieux, depart) for offre in offres_ouvertes(le)]
    cle = TRIS.get(filtres.tri.removeprefix("-"), TRIS["distance"])
    gardees = (ligne for ligne in lignes if _repond(ligne, filtres))
    return sorted(gardees, key=cle, reverse=filtres.tri.startswith("-"))


def _ligne(offre: OffreExperience, lieux: dict[str, Lieu], depart: Lieu | None) -> LigneAnnuaire:
    lieu = lieux.get(offre.dispositif.code)
    km = distance_km(depart.lon, depart.lat, lieu.lon, lieu.lat) if depart and lieu else None
    themes = tuple(libelle_theme(code) for code in offre.themes)
    return LigneAnnuaire(offre, themes, lieu.commune if lieu else "", km)


def _repond(ligne: LigneAnnuaire, filtres: FiltresAnnuaire) -> bool:
    offre = ligne.offre
    mots = " ".join((offre.titre, offre.recit, offre.dispositif.nom, *ligne.themes))
    return (
        (not filtres.q or contient_les_mots(mots, filtres.q))
        and (not filtres.theme or filtres.theme in offre.themes)
        and (not filtres.km or (ligne.km is not None and ligne.km <= filtres.km))
    )


def lieux_des_dispositifs() -> dict[str, Lieu]:
    """Return the place of each dispositif that has one, by code (five queries)."""
    tous = dispositifs_visibles(TOUS).prefetch_related("rattachements__etablissement__commune", "communes")
    lieux = ((dispositif.code, _lieu(dispositif)) for dispositif in tous)
    return {code: lieu for code, lieu in lieux if lieu is not None}


def _lieu(dispositif: Any) -> Lieu | None:
    rattaches = sorted(dispositif.rattachements.all(), key=lambda r: (r.debut, r.pk))
    communes = [r.etablissement.commune for r in rattaches if r.fin is None and r.etablissement.commune]
    for commune in [*communes, *sorted(dispositif.communes.all(), key=lambda c: c.pk)]:
        if commune.lon is not None and commune.lat is not None:
            return Lieu(commune.nom, commune.lon, commune.lat)
    return None


def offre_ouverte(acteur: Acteur, identifiant: str, *, le: dt.date) -> OffreExperience | None:
    """Return an offer whose consent holds, None for any other."""
    if not acteur.peut(ANNUAIRE):
        return None
    return offres_ouvertes(le).filter(identifiant=identifiant).first()


def mes_offres(acteur: Acteur) -> QuerySet[OffreExperience]:
    """Return the person's own offers, withdrawn and over ones too, with how many looked at their contact details."""
    siennes = OffreExperience.objects.filter(utilisateur_id=acteur.identifiant or 0).select_related("dispositif")
    return siennes.annotate(n_vues=Count("consultations")).order_by("retiree_le", "-jusqu_au", "pk")


def mon_offre(acteur: Acteur, identifiant: str) -> OffreExperience | None:
    """Return one of the person's own offers, None for any other."""
    return mes_offres(acteur).filter(identifiant=identifiant).first()


def qui_a_regarde(acteur: Acteur) -> list[ConsultationCoordonnees]:
    """Return who looked at the person's contact details, latest first (1 query)."""
    return list(
        ConsultationCoordonnees.objects.filter(offre__utilisateur_id=acteur.identifiant or 0).select_related("offre")[
            :200
        ]
    )


def deja_vues(acteur: Acteur, offre: OffreExperience) -> bool:
    """Tell whether the person already asked to see these contact details."""
    return offre.consultations.filter(utilisateur_id=acteur.identifiant or 0).exists()


def questions_posees(acteur: Acteur) -> QuerySet[QuestionExperience]:
    """Return the questions the person asked."""
    return QuestionExperience.objects.filter(auteur_id=acteur.identifiant or 0).select_related("offre__dispositif")


def questions_recues(acteur: Acteur) -> QuerySet[QuestionExperience]:
    """Return the questions asked to the person."""
    siennes = QuestionExperience.objects.filter(offre__utilisateur_id=acteur.identifiant or 0)
    return siennes.select_related("offre__dispositif")


def question_du_lien(empreinte: str, *, maintenant: dt.datetime) -> QuestionExperience | None:
    """Return the question that a living answer link opens, None for an unknown, used or expired one (1 query)."""
    if not empreinte:
        return None
    ouvertes = QuestionExperience.objects.filter(empreinte_lien=empreinte, lien_expire_le__gt=maintenant)
    return ouvertes.select_related("offre__dispositif").first()
