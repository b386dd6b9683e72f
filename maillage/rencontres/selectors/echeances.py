"""What a dispositif has to do before a day: register for a meeting still open."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.urls import reverse

from maillage.rencontres.domain.etats import VIVANTES, EtatRencontre
from maillage.rencontres.models import Inscription, Rencontre
from maillage.rencontres.permissions import INSCRIPTIONS
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.echeances import Echeance

NATURE = "Rencontre du réseau"


class DispositifNomme(Protocol):
    """The dispositif whose list is drawn."""

    @property
    def pk(self) -> int: ...


def echeances(acteur: Acteur, dispositif: DispositifNomme, *, le: dt.date) -> list[Echeance]:
    """Return the meetings whose registrations close soon and where nobody of the dispositif is registered (2 queries)."""
    if not acteur.peut(INSCRIPTIONS, Acces.ECRITURE, dispositif.pk):
        return []
    ouvertes = Rencontre.objects.filter(etat=EtatRencontre.ANNONCEE, inscriptions_jusqu_au__gte=le)
    inscrites = Inscription.objects.filter(dispositif_id=dispositif.pk, etat__in=VIVANTES)
    deja = set(inscrites.values_list("seance__rencontre_id", flat=True))
    return [
        Echeance(
            NATURE,
            f"Inscrire qui vient : {rencontre.titre}",
            rencontre.inscriptions_jusqu_au,
            reverse("rencontres:rencontre", args=[rencontre.identifiant]),
            precision=f"{rencontre.libelle_nature}, {rencontre.periode}",
        )
        for rencontre in ouvertes
        if rencontre.pk not in deja and rencontre.inscriptions_jusqu_au is not None
    ]
