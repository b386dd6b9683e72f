"""Leaving and after: the exit with its coded destination, the consent to follow-up, the contacts, the milestones of age."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.suivi import fin_du_suivi
from maillage.parcours.models import AccordSuivi, ContactSuivi, JalonAge, Jeune, Phase, SortieParcours
from maillage.parcours.referentiels.entree import age_attendu, libelle, libelles, regles_echeances
from maillage.parcours.services.ecriture import exiger, noter
from maillage.parcours.services.phases import clore_phase, ouvrir_phase
from maillage.parcours.services.versions import prendre
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.vocabulaire import TypePhase


@transaction.atomic
def sortir(
    acteur: Acteur,
    *,
    phase: Phase,
    fin: date,
    motif: str = "",
    destination: str = "",
    precision: str = "",
    suivi: str = "",
) -> Phase:
    """End a phase. An accompaniment also says where the young person goes, and whether news may be asked for during three years.

    `motif` and `destination` are codes (referentiels/sorties.toml); the phase keeps their words, which the count reads. An accepted follow-up
    opens the phase « suivi » the day after.
    """
    exiger(acteur, phase.dispositif_id)
    _exiger_code("motifs", motif, "motif")
    _exiger_code("destinations", destination, "destination")
    clore_phase(
        acteur,
        phase=phase,
        fin=fin,
        motif=libelle("sorties", "motifs", motif) if motif else "",
        destination=libelle("sorties", "destinations", destination) if destination else "",
    )
    if phase.type == TypePhase.ACCOMPAGNEMENT:
        SortieParcours.objects.update_or_create(
            phase=phase, defaults={"destination": destination, "precision": precision.strip()}
        )
        if suivi:
            noter_accord_suivi(acteur, phase=phase, suivi=suivi, le=timezone.localdate())
    return phase


@transaction.atomic
def noter_accord_suivi(acteur: Acteur, *, phase: Phase, suivi: str, le: date) -> SortieParcours:
    """Write what was answered when follow-up was proposed. « Oui » opens the phase of follow-up; « non » stops the contacts to come."""
    exiger(acteur, phase.dispositif_id)
    phase = prendre(phase)
    if phase.fin is None or phase.type != TypePhase.ACCOMPAGNEMENT:
        raise ErreurParcours("Le suivi se propose à la sortie d'un accompagnement.")
    sortie, _ = SortieParcours.objects.update_or_create(
        phase=phase, defaults={"suivi": suivi, "suivi_le": le if suivi else None}
    )
    noter(acteur, "noter_accord_suivi", dispositif_id=phase.dispositif_id, jeune=phase.jeune, suivi=suivi, le=le)
    suivies = Phase.objects.filter(
        jeune=phase.jeune, dispositif_id=phase.dispositif_id, type=TypePhase.SUIVI_POST_SORTIE, debut__gt=phase.fin
    )
    if suivi == AccordSuivi.OUI and not suivies.exists():
        ouvrir_phase(
            acteur,
            jeune=phase.jeune,
            dispositif_id=phase.dispositif_id,
            type_phase=TypePhase.SUIVI_POST_SORTIE,
            debut=phase.fin + UN_JOUR,
        )
    return sortie


@transaction.atomic
def noter_contact(
    acteur: Acteur, *, phase: Phase, mois: int, le: date, issue: str, moyen: str = "", note: str = ""
) -> ContactSuivi:
    """Write a follow-up contact done, or tried. It is counted once its événement stands in the agenda (R20, R26).

    Refused without consent, before the exit, after the three years, and for a contact already done.
    """
    exiger(acteur, phase.dispositif_id)
    phase = prendre(phase)
    sortie = SortieParcours.objects.filter(phase=phase).first()
    if phase.fin is None or sortie is None or sortie.suivi != AccordSuivi.OUI:
        raise ErreurParcours("Le suivi n'est pas accepté : notez d'abord l'accord.")
    _verifier_jour_de_contact(phase.fin, le)
    if mois not in regles_echeances(le).suivi_contacts_mois:
        raise ErreurParcours("Choisissez un contact de la liste.", champ="mois")
    contact = ContactSuivi(phase=phase, mois=mois, le=le, issue=issue, moyen=moyen, note=note.strip())
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as refus:
        raise ErreurParcours("Ce contact est déjà noté comme réalisé.", champ="mois") from refus
    noter(acteur, "noter_contact", dispositif_id=phase.dispositif_id, jeune=phase.jeune, mois=mois, issue=issue, le=le)
    return contact


@transaction.atomic
def retirer_contact(acteur: Acteur, *, contact: ContactSuivi) -> Phase:
    """Take away a contact entered by mistake."""
    phase = contact.phase
    exiger(acteur, phase.dispositif_id)
    noter(acteur, "retirer_contact", dispositif_id=phase.dispositif_id, jeune=phase.jeune, mois=contact.mois)
    contact.delete()
    return phase


@transaction.atomic
def noter_jalon(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, code: str, fait_le: date) -> JalonAge:
    """Say that what an age calls for has been done; said twice, the last day stands."""
    exiger(acteur, dispositif_id)
    if age_attendu(code) is None:
        raise ErreurParcours("Ce jalon n'existe pas.")
    if fait_le > timezone.localdate():
        raise ErreurParcours("Cette date est dans l'avenir : notez le jalon une fois fait.", champ="fait_le")
    jalon, _ = JalonAge.objects.update_or_create(jeune=jeune, code=code, defaults={"fait_le": fait_le})
    noter(acteur, "noter_jalon", dispositif_id=dispositif_id, jeune=jeune, code=code, fait_le=fait_le)
    return jalon


@transaction.atomic
def retirer_jalon(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, code: str) -> Jeune:
    """Take back a milestone said done by mistake."""
    exiger(acteur, dispositif_id)
    JalonAge.objects.filter(jeune=jeune, code=code).delete()
    noter(acteur, "retirer_jalon", dispositif_id=dispositif_id, jeune=jeune, code=code)
    return jeune


def _verifier_jour_de_contact(sortie: date, le: date) -> None:
    fin = fin_du_suivi(sortie, mois=regles_echeances(le).suivi_mois)
    if le <= sortie:
        raise ErreurParcours(f"La sortie est du {ecrire_date_annee(sortie)} : le contact vient après.", champ="le")
    if le > timezone.localdate():
        raise ErreurParcours("Cette date est dans l'avenir : notez le contact une fois pris.", champ="le")
    if le > fin:
        raise ErreurParcours(f"Le suivi s'arrête le {ecrire_date_annee(fin)} : rien ne se garde après.", champ="le")


def _exiger_code(table: str, code: str, champ: str) -> None:
    if code and code not in libelles("sorties", table):
        raise ErreurParcours("Choisissez une ligne de la liste.", champ=champ)
