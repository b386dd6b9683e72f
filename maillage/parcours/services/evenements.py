"""Events of a life: written, corrected, taken away and brought back by whoever may write in their section of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.versions import EcartVersion, ModifieEntreTemps
from maillage.parcours.models import EvenementDeVie, Jeune
from maillage.parcours.referentiels import sections_du_dossier, types_evenement
from maillage.parcours.selectors.sections import exiger_section
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.services import journaliser

CHAMPS = {
    "type": "Type",
    "section": "Section",
    "debut": "Date",
    "fin": "Dernier jour",
    "libelle": "En quelques mots",
}


@dataclass(frozen=True)
class SaisieEvenement:
    """What the form says of an event."""

    type: str
    section: str
    debut: date
    fin: date | None = None
    libelle: str = ""


@transaction.atomic
def ajouter_evenement(acteur: Acteur, *, jeune: Jeune, dispositif_id: int, saisie: SaisieEvenement) -> EvenementDeVie:
    """Note an event. Raises ErreurParcours (dates, type) and PermissionDenied (section closed to the person)."""
    _verifier(acteur, jeune.pk, dispositif_id, saisie)
    evenement = EvenementDeVie.objects.create(jeune=jeune, dispositif_id=dispositif_id, **_colonnes(saisie))
    _tracer(acteur, "ajouter_evenement", evenement)
    return evenement


@transaction.atomic
def modifier_evenement(
    acteur: Acteur, *, evenement: EvenementDeVie, saisie: SaisieEvenement, version: int
) -> EvenementDeVie:
    """Correct an event; someone else's correction in between is a refusal that shows it, never an overwriting."""
    actuel = EvenementDeVie.objects.select_for_update().get(pk=evenement.pk)
    _exiger_ecriture(acteur, actuel)
    _verifier(acteur, actuel.jeune_id, actuel.dispositif_id, saisie)
    if actuel.version != version:
        raise ModifieEntreTemps(_ecarts(actuel, saisie), version=actuel.version)
    for nom, valeur in _colonnes(saisie).items():
        setattr(actuel, nom, valeur)
    actuel.version += 1
    actuel.save()
    _tracer(acteur, "modifier_evenement", actuel)
    return actuel


@transaction.atomic
def retirer_evenement(acteur: Acteur, *, evenement: EvenementDeVie, maintenant: datetime) -> EvenementDeVie:
    """Take an event away from the file; it can come back."""
    _exiger_ecriture(acteur, evenement)
    evenement.retire_le = maintenant
    evenement.save(update_fields=["retire_le"])
    _tracer(acteur, "retirer_evenement", evenement)
    return evenement


@transaction.atomic
def retablir_evenement(acteur: Acteur, *, evenement: EvenementDeVie) -> EvenementDeVie:
    """Bring back an event taken away."""
    _exiger_ecriture(acteur, evenement)
    evenement.retire_le = None
    evenement.save(update_fields=["retire_le"])
    _tracer(acteur, "retablir_evenement", evenement)
    return evenement


def _ecarts(actuel: EvenementDeVie, saisie: SaisieEvenement) -> list[EcartVersion]:
    """What the stored event and the one sent say differently."""
    proposees = _colonnes(saisie)
    return [
        EcartVersion(libelle, _en_mots(nom, getattr(actuel, nom)), _en_mots(nom, proposees[nom]))
        for nom, libelle in CHAMPS.items()
        if getattr(actuel, nom) != proposees[nom]
    ]


def _en_mots(nom: str, valeur: object) -> str:
    if isinstance(valeur, date):
        return ecrire_date_annee(valeur)
    if nom == "type" and valeur in types_evenement():
        return types_evenement()[str(valeur)].libelle
    if nom == "section" and valeur in sections_du_dossier():
        return sections_du_dossier()[str(valeur)].libelle
    return str(valeur or "")


def _verifier(acteur: Acteur, jeune_id: int, dispositif_id: int, saisie: SaisieEvenement) -> None:
    if saisie.type not in types_evenement():
        raise ErreurParcours("Choisissez un type de la liste.", champ="type")
    if saisie.fin is not None and saisie.fin < saisie.debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    exiger_section(
        acteur,
        jeune_id,
        saisie.section,
        dispositif_id=dispositif_id,
        le=timezone.localdate(),
        acces=Acces.ECRITURE,
    )


def _exiger_ecriture(acteur: Acteur, evenement: EvenementDeVie) -> None:
    exiger_section(
        acteur,
        evenement.jeune_id,
        evenement.section,
        dispositif_id=evenement.dispositif_id,
        le=timezone.localdate(),
        acces=Acces.ECRITURE,
    )


def _colonnes(saisie: SaisieEvenement) -> dict[str, object]:
    return {
        "type": saisie.type,
        "section": saisie.section,
        "debut": saisie.debut,
        "fin": saisie.fin,
        "libelle": saisie.libelle.strip(),
    }


def _tracer(acteur: Acteur, acte: str, evenement: EvenementDeVie) -> None:
    journaliser(
        acteur,
        f"parcours.{acte}",
        dispositif_id=evenement.dispositif_id,
        jeune_id=evenement.jeune_id,
        objet=f"événement {evenement.pk}",
        details={"type": evenement.type, "section": evenement.section},
    )
