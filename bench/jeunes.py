"""A dispositif of 300 young people with three years of history, made in the base of the bench, for the list and the page of one."""

from __future__ import annotations

import datetime as dt
from typing import Any

CODE, NOMBRE = "bench-jeunes", 300
MODALITES = (("AJ", "INTRA"), ("AN", "INTRA"), ("PMO", "DELOCALISE"))
PERIODES, MEMBRES, EVENEMENTS = 4, 6, 5


def peupler(email: str) -> str:
    """Make the dispositif once, open it to the account, and return its code."""
    from maillage.comptes.models import Habilitation, Utilisateur
    from maillage.structures.models import Dispositif

    dispositif, cree = Dispositif.objects.get_or_create(
        code=CODE, defaults={"nom": "Dispositif de mesure", "type": "DITEP"}
    )
    if cree:
        utilisateur = Utilisateur.objects.get(email=email)
        Habilitation.objects.create(
            utilisateur=utilisateur, role="DIRECTION", dispositif=dispositif, debut=dt.date(2024, 1, 1)
        )
        _ecrire(dispositif.pk)
    return CODE


def premier_jeune() -> str:
    """Return the public identifier of one of them."""
    from maillage.parcours.models import Phase

    return str(
        Phase.objects.filter(dispositif__code=CODE).order_by("pk").values_list("jeune__identifiant", flat=True)[0]
    )


def _ecrire(dispositif: int) -> None:
    from maillage.parcours.models import EvenementDeVie, Jeune, MembreEquipe, PeriodeModalite, Phase, Scolarite
    from maillage.structures.models import Affectation, Professionnel

    debut = dt.date.today() - dt.timedelta(days=3 * 365)
    pros = Professionnel.objects.bulk_create(
        [Professionnel(nom=f"Mesure{n}", prenom="Alex") for n in range(MEMBRES * 4)]
    )
    Affectation.objects.bulk_create([Affectation(professionnel=p, dispositif_id=dispositif, debut=debut) for p in pros])
    jeunes = Jeune.objects.bulk_create(
        [Jeune(nom=f"Mesure{n:03d}", prenom="Sacha", naissance=dt.date(2012, 1, 1 + n % 28)) for n in range(NOMBRE)]
    )
    Phase.objects.bulk_create(
        [Phase(jeune=j, dispositif_id=dispositif, type="ACCOMPAGNEMENT", debut=debut) for j in jeunes]
    )
    _par_jeune(PeriodeModalite, jeunes, lambda j: _periodes(j, dispositif, debut))
    _par_jeune(Scolarite, jeunes, lambda j: [Scolarite(jeune=j, code="07", debut=debut)])
    _par_jeune(MembreEquipe, jeunes, lambda j: _membres(j, dispositif, debut, pros))
    _par_jeune(
        EvenementDeVie,
        jeunes,
        lambda j: [
            EvenementDeVie(jeune=j, dispositif_id=dispositif, type="AUTRE", section="educatif", debut=debut)
            for _ in range(EVENEMENTS)
        ],
    )


def _par_jeune(modele: Any, jeunes: list[Any], lignes: Any) -> None:
    modele.objects.bulk_create([ligne for jeune in jeunes for ligne in lignes(jeune)], batch_size=500)


def _periodes(jeune: Any, dispositif: int, debut: dt.date) -> list[Any]:
    """Four periods of 250 days for each modality, the last one still open."""
    from maillage.parcours.models import PeriodeModalite

    bornes = [(debut + dt.timedelta(days=260 * n), debut + dt.timedelta(days=260 * n + 250)) for n in range(PERIODES)]
    return [
        PeriodeModalite(
            jeune=jeune,
            dispositif_id=dispositif,
            modalite=modalite,
            lieu=lieu,
            debut=premier,
            fin=None if rang == PERIODES - 1 else dernier,
        )
        for modalite, lieu in MODALITES
        for rang, (premier, dernier) in enumerate(bornes)
    ]


def _membres(jeune: Any, dispositif: int, debut: dt.date, pros: list[Any]) -> list[Any]:
    from maillage.parcours.models import MembreEquipe

    depart = jeune.pk % (len(pros) - MEMBRES)
    return [
        MembreEquipe(
            jeune=jeune,
            dispositif_id=dispositif,
            professionnel=pro,
            fonction="EDUCATIF",
            referent=rang == 0,
            debut=debut,
        )
        for rang, pro in enumerate(pros[depart : depart + MEMBRES])
    ]
