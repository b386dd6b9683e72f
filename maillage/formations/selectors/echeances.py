"""What a dispositif has to do for trainings: register the people it announced for a session that took up its need."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.urls import reverse

from maillage.formations.domain.vocabulaire import EtatBesoin
from maillage.formations.models import BesoinFormation
from maillage.formations.permissions import FORMATIONS
from maillage.rencontres.selectors import inscriptions_visibles
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.typographie import ecrire_compte

NATURE = "Formation"


class DispositifNomme(Protocol):
    """The dispositif whose list is drawn."""

    @property
    def pk(self) -> int: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: dt.date) -> list[Echeance]:
    """Return the sessions announced that wait for people of the dispositif (2 queries)."""
    if not acteur.peut(FORMATIONS, Acces.ECRITURE, dispositif.pk):
        return []
    repris = BesoinFormation.objects.filter(
        dispositif_id=dispositif.pk, etat=EtatBesoin.REPRIS, session__rencontre__etat="ANNONCEE"
    ).select_related("session__rencontre")
    a_venir = [b for b in repris if b.session and (jour := _limite(b.session)) is not None and jour >= le]
    deja = inscriptions_visibles(acteur).filter(dispositif_id=dispositif.pk).exclude(etat="ANNULE") if a_venir else None
    rencontres = set(deja.values_list("seance__rencontre_id", flat=True)) if deja is not None else set()
    return [
        Echeance(
            NATURE,
            f"Inscrire {ecrire_compte(besoin.nombre, 'personne')} : {besoin.session.rencontre.titre}",
            limite,
            reverse("rencontres:rencontre", args=[besoin.session.rencontre.identifiant]),
            precision=f"votre besoin « {besoin.libelle_thematique} » est repris par cette session",
        )
        for besoin in a_venir
        if besoin.session is not None
        and besoin.session.rencontre_id not in rencontres
        and (limite := _limite(besoin.session)) is not None
    ]


def _limite(session: object) -> dt.date | None:
    rencontre = session.rencontre  # type: ignore[attr-defined]
    limite: dt.date | None = rencontre.inscriptions_jusqu_au or rencontre.premier_jour
    return limite
