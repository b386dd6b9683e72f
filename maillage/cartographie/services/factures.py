"""Invoices of carriers: written, corrected, taken off the list and put back; nothing is erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import FactureTransport
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.selectors.factures import JOURS_MAX
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

CONFLIT = "Quelqu'un d'autre vient d'écrire sur cette facture : relisez-la, puis recommencez."


@transaction.atomic
def ecrire_facture(
    acteur: Acteur, dispositif: DispositifVise, facture: FactureTransport | None, valeurs: Mapping[str, Any]
) -> FactureTransport:
    """Write or correct one; `valeurs` holds its fields and the `version` that was read (0: there was none)."""
    exiger(acteur, TOURNEES, dispositif.pk)
    if (valeurs["fin"] - valeurs["debut"]).days >= JOURS_MAX:
        raise ValidationError(
            {"fin": f"Une facture couvre {JOURS_MAX} jours au plus : saisissez-la en plusieurs fois."}
        )
    lue = facture and FactureTransport.objects.select_for_update().get(pk=facture.pk)
    if (lue.version if lue else 0) != valeurs["version"]:
        raise ValidationError(CONFLIT)
    _refuser_le_double(dispositif, valeurs, lue)
    lue = lue or FactureTransport(dispositif_id=dispositif.pk, version=0)
    for nom in ("transporteur", "reference", "debut", "fin", "montant", "km"):
        setattr(lue, nom, valeurs[nom])
    lue.version += 1
    lue.saisie_le, lue.saisie_par = timezone.now(), acteur.libelle[:200]
    lue.full_clean(exclude=["dispositif"])
    lue.save()
    journaliser(acteur, "cartographie.ecrire_facture", objet=str(lue.pk), dispositif_id=dispositif.pk)
    return lue


def _refuser_le_double(dispositif: DispositifVise, valeurs: Mapping[str, Any], lue: FactureTransport | None) -> None:
    """The same number of the same carrier twice would be paid twice."""
    if not valeurs["reference"]:
        return
    memes = FactureTransport.objects.filter(
        dispositif_id=dispositif.pk,
        transporteur__iexact=valeurs["transporteur"],
        reference__iexact=valeurs["reference"],
        retiree_le__isnull=True,
    )
    if (memes.exclude(pk=lue.pk) if lue else memes).exists():
        raise ValidationError({"reference": "Cette facture de ce transporteur est déjà saisie."})


@transaction.atomic
def retirer_facture(acteur: Acteur, facture: FactureTransport, *, retiree: bool) -> None:
    """Take an invoice off the list, or put it back."""
    exiger(acteur, TOURNEES, facture.dispositif_id)
    facture.retiree_le = timezone.now() if retiree else None
    facture.save(update_fields=["retiree_le"])
    acte = "cartographie.retirer_facture" if retiree else "cartographie.reprendre_facture"
    journaliser(acteur, acte, objet=str(facture.pk), dispositif_id=facture.dispositif_id)
