"""Who is called when a young person is away: added, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import ContactAppel
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import Resultat, exiger_ecriture
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser


@dataclass(frozen=True)
class SaisieContact:
    """A form about someone to call."""

    nom: str
    telephone: str
    qualite: str = ""
    rang: int = 1


@transaction.atomic
def ajouter_contact(
    acteur: Acteur, dispositif: DispositifVise, *, jeune_id: int, saisie: SaisieContact
) -> Resultat[ContactAppel]:
    """Add someone to call about a young person."""
    exiger_ecriture(acteur, dispositif)
    if not jeunes_a_inscrire(dispositif.pk).filter(pk=jeune_id).exists():
        raise Introuvable("Ce jeune n'est pas connu de ce dispositif.")
    contact = ContactAppel.objects.create(dispositif_id=dispositif.pk, jeune_id=jeune_id, **saisie.__dict__)
    registre = Registre(acteur, dispositif, "ajouter_contact")
    registre.creer(contact)
    _tracer(acteur, contact, registre.acte)
    return Resultat(contact, "Contact ajouté.", registre.clore())


@transaction.atomic
def modifier_contact(
    acteur: Acteur, dispositif: DispositifVise, *, contact_id: int, saisie: SaisieContact, version: int
) -> Resultat[ContactAppel]:
    """Change who is called; refuse a version that is no longer the stored one."""
    contact = _prendre(acteur, dispositif, contact_id)
    if contact.version != version:
        raise ErreurAgenda("Ce contact a été modifié entre-temps par une autre personne : relisez-le.")
    registre = Registre(acteur, dispositif, "modifier_contact")
    registre.retenir(contact)
    for champ, valeur in saisie.__dict__.items():
        setattr(contact, champ, valeur)
    contact.version += 1
    contact.save()
    _tracer(acteur, contact, registre.acte)
    return Resultat(contact, "Contact modifié.", registre.clore())


@transaction.atomic
def retirer_contact(acteur: Acteur, dispositif: DispositifVise, *, contact_id: int) -> Resultat[None]:
    """Remove someone to call."""
    contact = _prendre(acteur, dispositif, contact_id)
    registre = Registre(acteur, dispositif, "retirer_contact")
    registre.retenir(contact)
    _tracer(acteur, contact, registre.acte)
    contact.delete()
    return Resultat(None, "Contact retiré.", registre.clore())


def _prendre(acteur: Acteur, dispositif: DispositifVise, contact_id: int) -> ContactAppel:
    exiger_ecriture(acteur, dispositif)
    contacts = ContactAppel.objects.select_for_update().filter(dispositif_id=dispositif.pk, pk=contact_id)
    contact = contacts.first()
    if contact is None:
        raise Introuvable("Ce contact n'existe pas, ou plus.")
    return contact


def _tracer(acteur: Acteur, contact: ContactAppel, acte: str) -> None:
    journaliser(
        acteur,
        f"agenda.{acte}",
        objet=f"contact:{contact.pk}",
        dispositif_id=contact.dispositif_id,
        jeune_id=contact.jeune_id,
    )
