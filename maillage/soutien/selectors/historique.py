"""The history of one dispositif, in order of time, and the table of every dispositif that the person may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Sum

from maillage.socle.acteur import Acteur
from maillage.soutien.domain.vocabulaire import RECOMMANDATIONS_OUVERTES, EtatDemandeSoutien, EtatVisite
from maillage.soutien.models import DemandeSoutien, PointSuivi, Recommandation, SituationAnalysee, VisiteSoutien
from maillage.soutien.permissions import SOUTIEN, conduit
from maillage.structures.selectors import dispositifs_visibles


@dataclass(frozen=True)
class FaitSoutien:
    """One line of a history: a day, what kind of fact, which words, where it is read."""

    le: dt.date
    nature: str
    libelle: str
    nom_url: str = ""
    identifiant: str = ""


@dataclass
class LigneHistorique:
    """A dispositif and what was done with it, all years together."""

    code: str
    nom: str
    departement: str
    demandes: int = 0
    ouvertes: int = 0
    visites: int = 0
    km: Decimal = Decimal(0)
    recommandations: int = 0
    dernier: dt.date | None = None


@dataclass(frozen=True)
class FiltresHistoriques:
    """Département, and words of the name."""

    departement: str = ""
    recherche: str = ""
    tri: str = "nom"


@dataclass(frozen=True)
class Historique:
    """The facts of a dispositif, the latest first, and its figures."""

    dispositif: Any
    faits: list[FaitSoutien] = field(default_factory=list)
    demandes: int = 0
    ouvertes: int = 0
    visites: int = 0
    km: Decimal = Decimal(0)
    situations: int = 0
    depuis: dt.date | None = None


def dispositif_visible(acteur: Acteur, code: str) -> Any:
    """Return a dispositif where technical support is open to the person, or None."""
    return dispositifs_visibles(acteur, SOUTIEN).filter(code=code).first()


def historique(acteur: Acteur, dispositif: Any) -> Historique:
    """Return all that was done with a dispositif (6 queries); notes of follow-up are for the mission alone."""
    demandes = list(DemandeSoutien.objects.filter(dispositif=dispositif))
    visites = list(VisiteSoutien.objects.filter(dispositif=dispositif).exclude(etat=EtatVisite.ANNULEE))
    tenues = [visite for visite in visites if visite.etat == EtatVisite.TENUE]
    situations = list(SituationAnalysee.objects.filter(dispositif=dispositif))
    faits = [*_des_demandes(demandes), *_des_visites(visites), *_des_recommandations(dispositif)]
    faits += [FaitSoutien(s.le, "Situation analysée", s.titre, "soutien:situation", s.identifiant) for s in situations]
    if conduit(acteur):
        points = PointSuivi.objects.filter(demande__dispositif=dispositif).select_related("demande")
        faits += [FaitSoutien(p.le, "Suivi", p.texte, "soutien:demande", p.demande.identifiant) for p in points]
    return Historique(
        dispositif=dispositif,
        faits=sorted(faits, key=lambda fait: fait.le, reverse=True),
        demandes=len(demandes),
        ouvertes=sum(1 for demande in demandes if demande.ouverte),
        visites=len(tenues),
        km=sum((visite.km or Decimal(0) for visite in tenues), Decimal(0)),
        situations=len(situations),
        depuis=min((fait.le for fait in faits), default=None),
    )


def _des_demandes(demandes: list[DemandeSoutien]) -> list[FaitSoutien]:
    faits = []
    for demande in demandes:
        ou = ("soutien:demande", demande.identifiant)
        faits.append(FaitSoutien(demande.recue_le, "Demande reçue", demande.objet, *ou))
        if demande.qualifiee_le:
            faits.append(FaitSoutien(demande.qualifiee_le, "Demande qualifiée", demande.libelle_genre, *ou))
        if demande.close_le:
            faits.append(FaitSoutien(demande.close_le, "Demande close", demande.objet, *ou))
    return faits


def _des_visites(visites: list[VisiteSoutien]) -> list[FaitSoutien]:
    return [
        FaitSoutien(
            visite.le,
            f"Visite {visite.libelle_etat.lower()}",
            f"{visite.libelle_genre}{', à distance' if visite.a_distance else f', {visite.lieu}' if visite.lieu else ''}",
            "soutien:visite",
            visite.identifiant,
        )
        for visite in visites
    ]


def _des_recommandations(dispositif: Any) -> list[FaitSoutien]:
    recommandations = Recommandation.objects.filter(demande__dispositif=dispositif).prefetch_related("suites")
    return [
        FaitSoutien(
            suite.le,
            f"Recommandation {suite.libelle_etat.lower()}",
            recommandation.texte,
            "soutien:recommandation",
            recommandation.identifiant,
        )
        for recommandation in recommandations
        for suite in recommandation.suites.all()
    ]


def historiques(acteur: Acteur, filtres: FiltresHistoriques) -> list[LigneHistorique]:
    """Return one line for each dispositif that the person may see, those without support too (4 queries)."""
    visibles = dispositifs_visibles(acteur, SOUTIEN)
    if filtres.departement:
        visibles = visibles.filter(departement=filtres.departement)
    if filtres.recherche:
        visibles = visibles.filter(nom__icontains=filtres.recherche)
    lignes = {
        pk: LigneHistorique(code, nom, departement)
        for pk, code, nom, departement in visibles.values_list("pk", "code", "nom", "departement")
    }
    _compter(lignes)
    champ, inverse = filtres.tri.lstrip("-"), filtres.tri.startswith("-")
    cle = champ if champ in {"nom", "departement", "demandes", "visites", "km"} else "nom"
    return sorted(lignes.values(), key=lambda ligne: (getattr(ligne, cle), ligne.nom), reverse=inverse)


def _compter(lignes: dict[int, LigneHistorique]) -> None:
    ici = {"dispositif_id__in": list(lignes)}
    demandes = DemandeSoutien.objects.filter(**ici).order_by().values("dispositif_id", "etat")
    for compte in demandes.annotate(n=Count("pk"), dernier=Max("recue_le")):
        ligne = lignes[compte["dispositif_id"]]
        ligne.demandes += compte["n"]
        ligne.ouvertes += compte["n"] if compte["etat"] != EtatDemandeSoutien.CLOSE else 0
        ligne.dernier = max(filter(None, (ligne.dernier, compte["dernier"])))
    visites = VisiteSoutien.objects.filter(etat=EtatVisite.TENUE, **ici).order_by().values("dispositif_id")
    for tenues in visites.annotate(n=Count("pk"), total=Sum("km"), dernier=Max("le")):
        ligne = lignes[tenues["dispositif_id"]]
        ligne.visites, ligne.km = tenues["n"], tenues["total"] or Decimal(0)
        ligne.dernier = max(filter(None, (ligne.dernier, tenues["dernier"])))
    ouvertes = Recommandation.objects.filter(etat__in=RECOMMANDATIONS_OUVERTES, demande__dispositif_id__in=list(lignes))
    for attendues in ouvertes.order_by().values("demande__dispositif_id").annotate(n=Count("pk")):
        lignes[attendues["demande__dispositif_id"]].recommandations = attendues["n"]
