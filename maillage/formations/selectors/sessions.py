"""Reads of sessions: their meeting, their groups across establishments, who came and for how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from maillage.formations import referentiels
from maillage.formations.models import AccordSuite, BesoinFormation, EvaluationDistance, SessionFormation
from maillage.formations.selectors.tri import ordonner
from maillage.rencontres.selectors import (
    Remplissage,
    inscriptions_visibles,
    remplissages,
    rencontres_visibles,
    seances_de,
)
from maillage.rencontres.selectors.bilan import heures_par_inscription
from maillage.socle.acteur import Acteur

TRIS = {
    "jour": ("rencontre__premier_jour", "pk"),
    "titre": ("rencontre__titre", "pk"),
    "formation": ("formation__titre", "-rencontre__premier_jour"),
    "etat": ("rencontre__etat", "-rencontre__premier_jour"),
}


@dataclass(frozen=True)
class FiltresSessions:
    """What the address of the list says."""

    formation: str = ""
    thematique: str = ""
    etat: str = ""
    du: dt.date | None = None
    au: dt.date | None = None
    recherche: str = ""
    tri: str = ""


@dataclass(frozen=True)
class GroupeFormation:
    """One group of a session: its date and site, how full it is, people of how many establishments."""

    seance: Any
    remplissage: Remplissage


@dataclass(frozen=True)
class PresenceFormation:
    """Someone who came: hours and days attended, and whether they agreed to be asked three months later."""

    inscription: Any
    heures: Decimal
    jours: int
    accord: bool


@dataclass(frozen=True)
class ResultatDistance:
    """Answers at three months. `ouvert`: enough of them to show anything; `notes`: how many of each note, from 1 to 5."""

    accords: int
    reponses: int
    plancher: int
    moyenne: Decimal | None = None
    notes: tuple[int, ...] = ()
    textes: tuple[str, ...] = ()

    @property
    def ouvert(self) -> bool:
        return self.reponses >= self.plancher


def sessions_visibles(acteur: Acteur) -> QuerySet[SessionFormation]:
    """Return the sessions whose meeting the person may see: drafts for the mission alone."""
    lues = SessionFormation.objects.select_related("formation", "rencontre")
    return lues.filter(rencontre__in=rencontres_visibles(acteur))


def lister_sessions(acteur: Acteur, filtres: FiltresSessions) -> QuerySet[SessionFormation]:
    """Return the sessions that fit, the latest first, with `n_inscrits`, `n_groupes` and `n_etablissements`."""
    inscrits = Q(rencontre__seances__inscriptions__etat="INSCRIT")
    chemin = "rencontre__seances__inscriptions"
    lues = sessions_visibles(acteur).annotate(
        n_groupes=Count("rencontre__seances", distinct=True),
        n_inscrits=Count(chemin, filter=inscrits, distinct=True),
        n_etablissements=Count(f"{chemin}__cle_structure", filter=inscrits, distinct=True),
    )
    voulus = {
        "formation__identifiant": filtres.formation,
        "formation__thematique": filtres.thematique,
        "rencontre__etat": filtres.etat,
        "rencontre__dernier_jour__gte": filtres.du,
        "rencontre__premier_jour__lte": filtres.au,
    }
    lues = lues.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.recherche:
        lues = lues.filter(
            Q(rencontre__titre__icontains=filtres.recherche) | Q(formation__titre__icontains=filtres.recherche)
        )
    return ordonner(lues.prefetch_related("formateurs"), filtres.tri, TRIS, "-jour")


def session_par_identifiant(acteur: Acteur, identifiant: str) -> SessionFormation | None:
    return sessions_visibles(acteur).prefetch_related("formateurs").filter(identifiant=identifiant).first()


def groupes_de(session: SessionFormation) -> list[GroupeFormation]:
    """Return the groups of a session (3 queries)."""
    seances = seances_de(session.rencontre)
    pleins = remplissages(seances)
    return [GroupeFormation(seance, pleins[seance.pk]) for seance in seances]


def venues(acteur: Acteur, *, debut: dt.date | None = None, fin: dt.date | None = None) -> list[Any]:
    """Return the registrations of trainings that signed in at least once, in a period when told (5 queries), with what hours are made of."""
    lues = inscriptions_visibles(acteur).filter(seance__rencontre__nature="FORMATION", emargements__isnull=False)
    if debut is not None and fin is not None:
        lues = lues.filter(emargements__jour__le__range=(debut, fin))
    return list(lues.distinct().prefetch_related("seance__jours", "emargements__jour").order_by("nom", "prenom", "pk"))


def presences_de(acteur: Acteur, session: SessionFormation) -> list[PresenceFormation]:
    """Return who came to a session, among those that the person may see, with hours and days computed from the sign-ins."""
    lues = inscriptions_visibles(acteur).filter(seance__rencontre=session.rencontre, emargements__isnull=False)
    venus = list(lues.distinct().prefetch_related("seance__jours", "emargements__jour").order_by("nom", "prenom", "pk"))
    accords = set(session.accords.values_list("inscription_id", flat=True))
    heures = heures_par_inscription(venus)
    return [PresenceFormation(une, Decimal(str(heures[une.pk])), jours_suivis(une), une.pk in accords) for une in venus]


def jours_suivis(inscription: Any) -> int:
    """Return the number of days where someone signed at least one half-day."""
    return len({presence.jour.le for presence in inscription.emargements.all()})


def resultat_a_distance(session: SessionFormation, *, le: dt.date) -> ResultatDistance:
    """Return what was answered at three months (2 queries); free words come in the order of a random key."""
    plancher = referentiels.reglages(le).plancher
    accords = AccordSuite.objects.filter(session=session).count()
    return _resultat(list(EvaluationDistance.objects.filter(session=session)), accords, plancher)


def resultat_de_toutes(debut: dt.date, fin: dt.date, *, le: dt.date) -> ResultatDistance:
    """Return the same over every session that ended in a period (2 queries)."""
    finies = {"session__rencontre__dernier_jour__range": (debut, fin)}
    lues = list(EvaluationDistance.objects.filter(**finies))
    resultat = _resultat(lues, AccordSuite.objects.filter(**finies).count(), referentiels.reglages(le).plancher)
    return ResultatDistance(resultat.accords, resultat.reponses, resultat.plancher, resultat.moyenne, resultat.notes)


def _resultat(lues: list[EvaluationDistance], accords: int, plancher: int) -> ResultatDistance:
    if len(lues) < plancher:
        return ResultatDistance(accords, len(lues), plancher)
    notes = [une.note for une in lues]
    moyenne = (Decimal(sum(notes)) / len(notes)).quantize(Decimal("0.1"))
    comptes = tuple(notes.count(note) for note in range(1, 6))
    return ResultatDistance(
        accords, len(lues), plancher, moyenne, comptes, tuple(une.texte for une in lues if une.texte)
    )


def accord_du_lien(identifiant: str) -> AccordSuite | None:
    """Return the agreement whose private link this is (its signature is checked by the services)."""
    lus = AccordSuite.objects.select_related("session__formation", "session__rencontre")
    return lus.filter(identifiant=identifiant).first()


def personnes_attendues(sessions: Iterable[SessionFormation]) -> dict[int, int]:
    """Return how many people the needs taken up by each session announce, by key (1 query)."""
    comptes = BesoinFormation.objects.filter(session__in=[session.pk for session in sessions]).order_by()
    return dict(comptes.values("session_id").annotate(total=Sum("nombre")).values_list("session_id", "total"))
