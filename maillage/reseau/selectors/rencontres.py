"""Meetings as this room needs them: what is announced to all, and who a letter may follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from maillage.rencontres.selectors.inscriptions import a_emarger
from maillage.rencontres.selectors.public import rencontres_publiques_a_venir
from maillage.rencontres.selectors.rencontres import rencontre_par_identifiant, rencontres_visibles, seances_de
from maillage.reseau.domain.site import RencontreAnnoncee
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.adresses import adresse_si_existe

TOUS = ActeurSysteme("lettres du réseau")
CHOISIES_MAX = 40


def rencontres_a_venir(*, le: dt.date) -> list[RencontreAnnoncee]:
    """Return each day of the coming meetings open to all, the next first; a date called off is left out."""
    jours = [
        _annoncee(rencontre, seance, jour)
        for rencontre in rencontres_publiques_a_venir(le=le)
        for seance in rencontre.seances.all()
        if not seance.annulee
        for jour in seance.jours.all()
        if jour.le >= le
    ]
    return sorted(jours, key=lambda r: (r.debut, r.titre, r.identifiant))


def _annoncee(rencontre: Any, seance: Any, jour: Any) -> RencontreAnnoncee:
    return RencontreAnnoncee(
        identifiant=f"{seance.identifiant}-{jour.le.isoformat()}",
        titre=rencontre.titre,
        debut=timezone.make_aware(dt.datetime.combine(jour.le, jour.debut)),
        fin=timezone.make_aware(dt.datetime.combine(jour.le, jour.fin)),
        lieu=", ".join(mot for mot in dict.fromkeys((seance.lieu, seance.nom_du_lieu)) if mot),
        resume=rencontre.theme or rencontre.presentation,
        url=adresse_si_existe("rencontres:publique", rencontre.identifiant),
    )


def rencontres_choisies() -> list[tuple[str, str]]:
    """Return (identifier, words) of the meetings a letter may follow, the latest first (1 query)."""
    lues = rencontres_visibles(TOUS).order_by("-premier_jour", "-pk")[:CHOISIES_MAX]
    return [(rencontre.identifiant, f"{rencontre.titre}, {rencontre.periode}") for rencontre in lues]


def inscrits(identifiant: str) -> Iterator[tuple[str, str, str]]:
    """Yield (address, name, place) of who holds a place in a meeting and gave an address."""
    rencontre = rencontre_par_identifiant(TOUS, identifiant)
    for seance in seances_de(rencontre) if rencontre else []:
        for inscription in a_emarger(seance):
            if inscription.courriel:
                lieu = inscription.dispositif.nom if inscription.dispositif else inscription.structure
                yield inscription.courriel, inscription.nom_entier, lieu
