"""The diary: a contact noted for one or several dispositifs at once, taken back when noted by mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from maillage.reseau.domain.erreurs import ErreurReseau
from maillage.reseau.models import ContactMission
from maillage.reseau.permissions import JOURNAL, exiger
from maillage.reseau.services.ecriture import tracer
from maillage.socle.acteur import Acteur
from maillage.socle.fields import nouvel_identifiant


@transaction.atomic
def noter_contacts(
    acteur: Acteur, dispositifs: Collection[int], *, date: dt.date, nature: str, objet: str
) -> list[ContactMission]:
    """Note that the mission was in touch with these dispositifs on a day. Raise ErreurReseau for a day to come."""
    for dispositif_id in dispositifs:
        exiger(acteur, JOURNAL, dispositif_id)
    if not dispositifs:
        raise ErreurReseau("Choisissez au moins un dispositif.", champ="dispositifs")
    if date > timezone.localdate():
        raise ErreurReseau("Un contact se note une fois qu'il a eu lieu.", champ="date")
    geste, maintenant = nouvel_identifiant(), timezone.now()
    notes = ContactMission.objects.bulk_create(
        ContactMission(
            dispositif_id=dispositif_id,
            date=date,
            nature=nature,
            objet=objet.strip(),
            geste=geste,
            note_par=acteur.libelle,
            note_le=maintenant,
        )
        for dispositif_id in sorted(set(dispositifs))
    )
    tracer(acteur, "noter_contacts", f"geste:{geste}", nombre=len(notes), nature=nature)
    return notes


@transaction.atomic
def retirer_contact(acteur: Acteur, contact_id: int) -> int:
    """Take back a contact noted by mistake; return its dispositif."""
    contact = ContactMission.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise ErreurReseau("Ce contact n'est plus au journal.")
    exiger(acteur, JOURNAL, contact.dispositif_id)
    dispositif_id: int = contact.dispositif_id
    contact.delete()
    tracer(acteur, "retirer_contact", f"contact:{contact_id}", dispositif_id=dispositif_id)
    return dispositif_id
