"""The figures of trainings over a period: hours and days given, people, by département, profession and establishment, with a floor.

Hours and days are computed from the sign-ins, never typed. Source of what is counted: bilan of the mission, 2021-2024 (days of training,
hours of training given, professionals trained).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.formations import referentiels
from maillage.formations.domain.metiers import metier_de
from maillage.formations.domain.plancher import masquer
from maillage.formations.models import SessionFormation
from maillage.formations.selectors.sessions import ResultatDistance, resultat_de_toutes, venues
from maillage.rencontres.domain.demi_journees import duree, heures_suivies
from maillage.rencontres.referentiels import regles_des_demi_journees
from maillage.socle.acteur import ActeurSysteme
from maillage.territoire.sources import noms_des_departements

SANS_DEPARTEMENT, HORS_DISPOSITIF = "Hors dispositif", "Autres structures"
LECTEUR = ActeurSysteme("chiffres des formations")
"""Counts are made over everyone who came; only totals over the floor are shown."""


@dataclass(frozen=True)
class LigneChiffre:
    """One line of a table: how many people (None under the floor), hours they attended (None likewise)."""

    cle: str
    libelle: str
    personnes: int | None
    heures: Decimal | None


@dataclass(frozen=True)
class ChiffresFormations:
    """All that is counted of a period, both days included."""

    debut: dt.date
    fin: dt.date
    plancher: int
    sessions: int
    groupes: int
    jours: int
    heures: Decimal
    personnes: int
    heures_suivies: Decimal
    etablissements: int
    departements: tuple[LigneChiffre, ...]
    metiers: tuple[LigneChiffre, ...]
    structures: tuple[LigneChiffre, ...]
    formations: tuple[LigneChiffre, ...]
    distance: ResultatDistance


def compter(debut: dt.date, fin: dt.date, *, le: dt.date) -> ChiffresFormations:
    """Return the figures (8 queries): a day, and a half-day, count when someone signed in during the period."""
    plancher = referentiels.reglages(le).plancher
    lues = venues(LECTEUR, debut=debut, fin=fin)
    heures = {une.pk: _heures_de(une, debut, fin) for une in lues}
    donnees = _journees(lues, debut, fin)
    titres = _formations_par_rencontre()
    return ChiffresFormations(
        debut,
        fin,
        plancher,
        sessions=len({une.seance.rencontre_id for une in lues}),
        groupes=len({une.seance_id for une in lues}),
        jours=len(donnees),
        heures=sum((donnee for donnee in donnees.values()), Decimal(0)),
        personnes=len({une.personne for une in lues}),
        heures_suivies=sum(heures.values(), Decimal(0)),
        etablissements=len({une.cle_structure for une in lues}),
        departements=_lignes(lues, heures, _departement, plancher),
        metiers=_lignes(lues, heures, _metier, plancher, referentiels.libelles_des_metiers()),
        structures=_lignes(lues, heures, _structure, plancher),
        formations=_lignes(lues, heures, lambda une: titres.get(une.seance.rencontre_id, "Hors catalogue"), plancher),
        distance=resultat_de_toutes(debut, fin, le=le),
    )


def _formations_par_rencontre() -> dict[int, str]:
    return dict(SessionFormation.objects.values_list("rencontre_id", "formation__titre"))


def _departement(inscription: Any) -> str:
    code = inscription.dispositif.departement if inscription.dispositif else ""
    return f"{code} {noms_des_departements().get(code, '')}".strip() or SANS_DEPARTEMENT


def _structure(inscription: Any) -> str:
    return str(inscription.dispositif.nom if inscription.dispositif else inscription.structure or HORS_DISPOSITIF)


def _metier(inscription: Any) -> str:
    return metier_de(inscription.fonction, referentiels.mots_des_metiers())


def _heures_de(inscription: Any, debut: dt.date, fin: dt.date) -> Decimal:
    plages = [(jour.le, jour.debut, jour.fin) for jour in inscription.seance.jours.all() if debut <= jour.le <= fin]
    return heures_suivies(
        plages, [(p.jour.le, p.demi_journee) for p in inscription.emargements.all()], regles_des_demi_journees
    )


def _journees(inscriptions: Iterable[Any], debut: dt.date, fin: dt.date) -> dict[tuple[int, dt.date], Decimal]:
    """Return the hours given on each day of each group where someone signed in."""
    donnees: dict[tuple[int, dt.date], Decimal] = {}
    for une in inscriptions:
        signes = {presence.jour.le for presence in une.emargements.all()}
        for jour in une.seance.jours.all():
            if jour.le in signes and debut <= jour.le <= fin:
                secondes = duree(jour.debut, jour.fin, regles_des_demi_journees(jour.le)).total_seconds()
                donnees[(une.seance_id, jour.le)] = (Decimal(secondes) / 3600).quantize(Decimal("0.1"))
    return donnees


def _lignes(
    inscriptions: Iterable[Any],
    heures: Mapping[int, Decimal],
    cle: Callable[[Any], str],
    plancher: int,
    libelles: Mapping[str, str] | None = None,
) -> tuple[LigneChiffre, ...]:
    personnes: dict[str, set[str]] = defaultdict(set)
    sommes: dict[str, Decimal] = defaultdict(Decimal)
    for une in inscriptions:
        personnes[cle(une)].add(une.personne)
        sommes[cle(une)] += heures[une.pk]
    comptes = masquer({code: len(siennes) for code, siennes in personnes.items()}, plancher)
    lues = [
        LigneChiffre(code, (libelles or {}).get(code, code), nombre, sommes[code] if nombre is not None else None)
        for code, nombre in comptes.items()
    ]
    return tuple(sorted(lues, key=lambda ligne: (-(ligne.personnes or 0), ligne.libelle)))
