"""Reads of deliveries: those of the dispositifs where the section « remises » is open; destinations as the page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.remises import Destination
from maillage.echanges.models import EtatRemise, PauseRemise, Remise
from maillage.echanges.remises.natures import destinations, reglages
from maillage.socle.acteur import Acces, Acteur

SECTION = "remises"
TRIS = {
    "quand": ("cree_le", "pk"),
    "-quand": ("-cree_le", "-pk"),
    "destination": ("destination", "-cree_le", "-pk"),
    "-destination": ("-destination", "-cree_le", "-pk"),
    "etat": ("etat", "-cree_le", "-pk"),
    "-etat": ("-etat", "-cree_le", "-pk"),
}
TRI_PAR_DEFAUT = "-quand"


@dataclass(frozen=True)
class DestinationLue:
    """A destination with its pause and what became of what was for it, within the person's scope."""

    destination: Destination
    natures: tuple[str, ...]
    pause: PauseRemise | None
    remises: int
    attente: int
    abandonnees: int
    derniere: dt.datetime | None


@dataclass(frozen=True)
class FiltreRemises:
    """What is looked for; an empty value filters nothing."""

    etat: str = ""
    destination: str = ""
    nature: str = ""
    mots: str = ""

    def condition(self) -> Q:
        valeurs = {"etat": self.etat, "destination": self.destination, "nature": self.nature}
        condition = Q(**{champ: valeur for champ, valeur in valeurs.items() if valeur})
        for mot in self.mots.split():
            condition &= Q(dispositif__nom__icontains=mot) | Q(par__icontains=mot) | Q(identifiant__iexact=mot)
        return condition


def remises_visibles(acteur: Acteur) -> QuerySet[Remise]:
    """Return the deliveries of the person's dispositifs."""
    if not acteur.peut(SECTION):
        return Remise.objects.none()
    ouverts = acteur.dispositifs(SECTION)
    remises = Remise.objects.select_related("dispositif")
    return remises if ouverts is None else remises.filter(dispositif_id__in=ouverts)


def lister_remises(acteur: Acteur, filtre: FiltreRemises, *, tri: str = TRI_PAR_DEFAUT) -> QuerySet[Remise]:
    """Return the deliveries that answer the filter, to be paged."""
    return remises_visibles(acteur).filter(filtre.condition()).order_by(*TRIS.get(tri, TRIS[TRI_PAR_DEFAUT]))


def destinations_lues(acteur: Acteur) -> list[DestinationLue]:
    """Return every destination of the operator, the order of the settings kept (2 queries)."""
    pauses = {pause.destination: pause for pause in PauseRemise.objects.all()}
    comptes = remises_visibles(acteur).order_by().values("destination")
    lus: dict[str, dict[str, Any]] = {
        ligne["destination"]: dict(ligne)
        for ligne in comptes.annotate(
            remises=Count("pk", filter=Q(etat=EtatRemise.REMISE)),
            attente=Count("pk", filter=Q(etat__in=(EtatRemise.A_REMETTRE, EtatRemise.ECHEC))),
            abandonnees=Count("pk", filter=Q(etat=EtatRemise.ABANDONNEE)),
            derniere=Max("remise_le"),
        )
    }
    zero: dict[str, Any] = {"remises": 0, "attente": 0, "abandonnees": 0, "derniere": None}
    return [
        DestinationLue(
            destination,
            tuple(libelle_de(nature) for nature in sorted(destination.natures)),
            pauses.get(code),
            **{cle: lus.get(code, zero)[cle] for cle in zero},
        )
        for code, destination in destinations().items()
    ]


def libelle_de(nature: str) -> str:
    """Return a nature in words; the code of one that no longer exists."""
    connue = reglages().natures.get(nature)
    return connue.libelle if connue else nature


def choix_de(acteur: Acteur, dispositif: DispositifVise) -> dict[tuple[str, str], str]:
    """Return what the person may ask for here: (destination, nature) → words."""
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif.pk):
        return {}
    return {
        (destination.code, nature.code): f"{nature.libelle}, vers {destination.nom}"
        for destination in destinations().values()
        for nature in reglages().natures.values()
        if nature.demandable
        and destination.accepte(nature.code, dispositif.code)
        and acteur.peut(nature.section, Acces.LECTURE, dispositif.pk)
    }
