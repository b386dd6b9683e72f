"""What retention says of the transmissions of a dispositif: by young person and rule, never note by note."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, Max, QuerySet
from django.utils import timezone

from maillage.projet.domain.ecrits import RegleConservation
from maillage.projet.models import Transmission
from maillage.projet.referentiels_ecrits import regle_conservation, regle_des_transmissions
from maillage.projet.selectors.ecrits_documents import derniers_contacts
from maillage.socle.acteur import Acteur

SERVICE = "SERVICE"


@dataclass(frozen=True)
class LotTransmissions:
    """Transmissions that may be destroyed together: whose (empty: the life of the service), how many, under which rule, since when."""

    cle: str
    jeune: str
    nom: str
    nombre: int
    regle: RegleConservation
    depuis: date
    sections: tuple[str, ...]
    avant: date | None = None


@dataclass(frozen=True)
class LotDecide:
    """Transmissions whose destruction is decided and may still be taken back."""

    cle: str
    nom: str
    nombre: int
    detruire_le: date
    detruire_par: str


def transmissions_echues(acteur: Acteur, dispositif_id: int, *, le: date) -> list[LotTransmissions]:
    """Return what retention proposes to destroy on a day; nothing is destroyed by reading (3 queries)."""
    if not acteur.peut("conservation", dispositif_id=dispositif_id):
        return []
    gardees = Transmission.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=True)
    return [*_des_jeunes(gardees, dispositif_id, le), *_du_service(gardees, le)]


def transmissions_du_lot(dispositif_id: int, lot: LotTransmissions) -> QuerySet[Transmission]:
    """Return the rows of a lot."""
    gardees = Transmission.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=True)
    if lot.avant is not None:
        return gardees.filter(jeune__isnull=True, ecrite_le__date__lt=lot.avant)
    return gardees.filter(jeune__identifiant=lot.jeune, section__in=lot.sections)


def lots_decides(acteur: Acteur, dispositif_id: int) -> list[LotDecide]:
    """Return the lots whose destruction is decided (1 query)."""
    if not acteur.peut("conservation", dispositif_id=dispositif_id):
        return []
    decidees = Transmission.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=False).order_by()
    lus = decidees.values_list(
        "jeune__identifiant", "jeune__prenom", "jeune__nom", "detruire_le", "detruire_par"
    ).annotate(nombre=Count("pk"))
    return [
        LotDecide(jeune or SERVICE, f"{prenom} {nom}" if jeune else "vie du service", nombre, jour, par)
        for jeune, prenom, nom, jour, par, nombre in lus.order_by("detruire_le", "jeune__nom", "jeune__identifiant")
    ]


def _des_jeunes(gardees: QuerySet[Transmission], dispositif_id: int, le: date) -> list[LotTransmissions]:
    contacts = derniers_contacts(dispositif_id, le)
    lus = gardees.filter(jeune__in=list(contacts)).order_by().values("jeune", "section").annotate(n=Count("pk"))
    lignes = lus.annotate(
        cle=F("jeune__identifiant"), nom=F("jeune__nom"), prenom=F("jeune__prenom"), naissance=F("jeune__naissance")
    )
    lots: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for ligne in lignes:
        lots[ligne["jeune"], regle_des_transmissions(ligne["section"])].append(dict(ligne))
    return sorted(
        (
            lot
            for (jeune, code), siennes in lots.items()
            if (lot := _lot(siennes, regle_conservation(code, le), contacts[jeune], le))
        ),
        key=lambda lot: (lot.nom, lot.cle),
    )


def _lot(lignes: list[dict[str, Any]], regle: RegleConservation, contact: date, le: date) -> LotTransmissions | None:
    premiere = lignes[0]
    fin = regle.jusqu_au(contact, premiere["naissance"])
    if fin is None or fin >= le:
        return None
    jeune = str(premiere["cle"])
    return LotTransmissions(
        cle=f"{jeune}:{regle.code}",
        jeune=jeune,
        nom=f"{premiere['prenom']} {premiere['nom']}",
        nombre=sum(ligne["n"] for ligne in lignes),
        regle=regle,
        depuis=fin,
        sections=tuple(sorted(str(ligne["section"]) for ligne in lignes)),
    )


def _du_service(gardees: QuerySet[Transmission], le: date) -> list[LotTransmissions]:
    regle = regle_conservation(SERVICE, le)
    avant = le - relativedelta(months=regle.mois)
    lues = gardees.filter(jeune__isnull=True, ecrite_le__date__lt=avant).aggregate(n=Count("pk"), haut=Max("ecrite_le"))
    if not lues["n"]:
        return []
    depuis = timezone.localdate(lues["haut"]) + relativedelta(months=regle.mois)
    return [LotTransmissions(SERVICE, "", "vie du service", lues["n"], regle, depuis, (), avant)]
