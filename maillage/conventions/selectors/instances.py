"""Reads of instances: sessions, seats, decisions still open, what the next meeting must see again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from maillage.conventions import referentiels
from maillage.conventions.domain.instances import EtatDecision, SiegeInstance
from maillage.conventions.models import DecisionInstance, Emargement, Seance, Siege
from maillage.conventions.permissions import INSTANCES
from maillage.conventions.selectors.departements import limiter
from maillage.socle.acteur import Acteur

RETARD = "RETARD"
T = TypeVar("T", Seance, DecisionInstance)


@dataclass(frozen=True)
class FiltresInstances:
    """What the address of a list says; `etat`: of a session, or of a decision, RETARD for those due and not done."""

    departement: str = ""
    instance: str = ""
    etat: str = ""
    recherche: str = ""
    tri: str = ""


@dataclass(frozen=True)
class SiegePourvu:
    """A seat and who fills it; `present` None until the session is signed in."""

    siege: SiegeInstance
    titulaire: str
    courriel: str
    nom: str = ""
    present: bool | None = None


TRIS_SEANCES = {"le": ("le", "pk"), "departement": ("departement", "-le"), "instance": ("instance", "-le")}
TRIS_DECISIONS = {
    "echeance": ("echeance", "pk"),
    "porteur": ("porteur", "echeance"),
    "departement": ("seance__departement", "echeance"),
}


def lister_seances(acteur: Acteur, filtres: FiltresInstances) -> QuerySet[Seance]:
    """Return the sessions of the scope that fit, the latest first, with `n_decisions`, `n_ouvertes` and `n_presents`."""
    seances = limiter(Seance.objects.all(), acteur, INSTANCES).annotate(
        n_decisions=Count("decisions", distinct=True),
        n_ouvertes=Count("decisions", filter=Q(decisions__etat=EtatDecision.A_FAIRE), distinct=True),
        n_presents=Count("emargements", filter=Q(emargements__present=True), distinct=True),
    )
    voulus = {"departement": filtres.departement, "instance": filtres.instance, "etat": filtres.etat}
    seances = seances.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.recherche:
        mots = filtres.recherche
        seances = seances.filter(
            Q(ordre_du_jour__icontains=mots) | Q(compte_rendu__icontains=mots) | Q(lieu__icontains=mots)
        )
    return _ordonner(seances, filtres.tri or "-le", TRIS_SEANCES, "-le")


def seance_par_identifiant(acteur: Acteur, identifiant: str) -> Seance | None:
    return limiter(Seance.objects.all(), acteur, INSTANCES).filter(identifiant=identifiant).first()


def sieges(departement: str, instance: str, seance: Seance | None = None) -> list[SiegePourvu]:
    """Return the seats of an instance in their order, with who sat when a session is given (2 queries at most)."""
    type_ = referentiels.instances()[instance]
    poses = {siege.code: siege for siege in Siege.objects.filter(departement=departement, instance=instance)}
    vus = {e.code: e for e in Emargement.objects.filter(seance=seance)} if seance is not None else {}
    return [_siege(siege, poses.get(siege.code), vus.get(siege.code)) for siege in type_.sieges]


def _siege(siege: SiegeInstance, pose: Siege | None, vu: Emargement | None) -> SiegePourvu:
    titulaire = pose.titulaire if pose else ""
    return SiegePourvu(
        siege,
        titulaire,
        pose.courriel if pose else "",
        vu.nom if vu else titulaire,
        vu.present if vu else None,
    )


def decisions() -> QuerySet[DecisionInstance]:
    return DecisionInstance.objects.select_related("seance")


def decisions_visibles(acteur: Acteur) -> QuerySet[DecisionInstance]:
    """Return the decisions of the départements where the section is open to the person."""
    return limiter(decisions(), acteur, INSTANCES, champ="seance__departement")


def lister_decisions(acteur: Acteur, filtres: FiltresInstances, *, le: dt.date) -> QuerySet[DecisionInstance]:
    """Return the decisions of the scope that fit, the first due first, with `n_suites`."""
    lues = decisions_visibles(acteur).annotate(n_suites=Count("suites"))
    voulus = {"seance__departement": filtres.departement, "seance__instance": filtres.instance}
    lues = lues.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.etat == RETARD:
        lues = lues.filter(etat=EtatDecision.A_FAIRE, echeance__lt=le)
    elif filtres.etat:
        lues = lues.filter(etat=filtres.etat)
    if filtres.recherche:
        lues = lues.filter(Q(texte__icontains=filtres.recherche) | Q(porteur__icontains=filtres.recherche))
    return _ordonner(lues, filtres.tri, TRIS_DECISIONS, "echeance")


def decision_par_identifiant(acteur: Acteur, identifiant: str) -> DecisionInstance | None:
    return decisions_visibles(acteur).prefetch_related("suites__seance").filter(identifiant=identifiant).first()


def a_revoir(seance: Seance) -> list[DecisionInstance]:
    """Return the decisions of earlier sessions of the same instance that were still open, or were closed at this one (1 query)."""
    anterieures = decisions().filter(
        seance__departement=seance.departement, seance__instance=seance.instance, seance__le__lt=seance.le
    )
    ouvertes = Q(etat=EtatDecision.A_FAIRE) | Q(close_le__gte=seance.le)
    return list(anterieures.filter(ouvertes).order_by("echeance", "pk"))


def seances_du_departement(departement: str) -> Iterable[Seance]:
    """Return the sessions of a département, the latest first."""
    return Seance.objects.filter(departement=departement)


def _ordonner(lignes: QuerySet[T], tri: str, connus: Mapping[str, tuple[str, ...]], defaut: str) -> QuerySet[T]:
    voulu = tri if tri.lstrip("-") in connus else defaut
    ordonnees = lignes.order_by(*connus[voulu.lstrip("-")])
    return ordonnees.reverse() if voulu.startswith("-") else ordonnees
