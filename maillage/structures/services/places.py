"""Acts on places: a change of number ends one row and begins another, so that a past count never moves."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.structures.models import Dispositif, Etablissement, Places
from maillage.structures.permissions import exiger
from maillage.structures.services.dispositifs import veille, verifier_dates


@transaction.atomic
def ouvrir_places(
    acteur: Acteur,
    dispositif: Dispositif,
    *,
    modalite: str,
    nombre: int,
    debut: dt.date,
    fin: dt.date | None = None,
    etablissement: Etablissement | None = None,
) -> Places:
    """Add `nombre` places of a modality between two dates (inclusive); rows valid on one date add up."""
    exiger(acteur, "structures", dispositif.pk)
    verifier_dates(debut, fin)
    places = Places(
        dispositif=dispositif, etablissement=etablissement, modalite=modalite, nombre=nombre, debut=debut, fin=fin
    )
    places.full_clean()
    places.save()
    _tracer(acteur, "structures.ouvrir_places", places)
    return places


@transaction.atomic
def modifier_places(acteur: Acteur, places: Places, *, nombre: int, a_partir_du: dt.date) -> Places:
    """Change the number from a date on: return the row valid from that day, the former one ends the day before."""
    exiger(acteur, "structures", places.dispositif_id)
    if places.fin is not None and a_partir_du > places.fin:
        raise ValidationError(
            {"a_partir_du": f"Ces places se terminent le {places.fin:%d/%m/%Y} : ouvrez de nouvelles places."}
        )
    if a_partir_du <= places.debut:
        raise ValidationError(
            {
                "a_partir_du": f"Ces places commencent le {places.debut:%d/%m/%Y} : choisissez un jour suivant, ou supprimez cette ligne."
            }
        )
    suivantes = Places(
        dispositif_id=places.dispositif_id,
        etablissement_id=places.etablissement_id,
        modalite=places.modalite,
        nombre=nombre,
        debut=a_partir_du,
        fin=places.fin,
    )
    suivantes.full_clean()
    places.fin = veille(a_partir_du)
    places.save()
    suivantes.save()
    _tracer(acteur, "structures.modifier_places", suivantes)
    return suivantes


@transaction.atomic
def fermer_places(acteur: Acteur, places: Places, *, le: dt.date) -> Places:
    """End places; `le` is their last day."""
    exiger(acteur, "structures", places.dispositif_id)
    verifier_dates(places.debut, le, champ="le")
    places.fin = le
    places.save()
    _tracer(acteur, "structures.fermer_places", places)
    return places


@transaction.atomic
def supprimer_places(acteur: Acteur, places: Places) -> None:
    """Erase a row typed by mistake; the journal keeps what it said."""
    exiger(acteur, "structures", places.dispositif_id)
    _tracer(acteur, "structures.supprimer_places", places)
    places.delete()


def _tracer(acteur: Acteur, acte: str, places: Places) -> None:
    marquer_faits_modifies([places.dispositif_id])
    journaliser(
        acteur,
        acte,
        objet=places.modalite,
        dispositif_id=places.dispositif_id,
        details={
            "nombre": places.nombre,
            "debut": places.debut.isoformat(),
            "fin": places.fin.isoformat() if places.fin else None,
        },
    )
