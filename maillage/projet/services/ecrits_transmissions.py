"""Writing a transmission, correcting it in sight, taking it back, saying that it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.parcours import selectors as parcours
from maillage.parcours.referentiels import fonctions
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import (
    Adressage,
    LectureTransmission,
    Transmission,
    VersionTransmission,
)
from maillage.projet.referentiels_ecrits import section_de_depot
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

TEXTE_MAX = 5_000


@dataclass(frozen=True)
class SaisieTransmission:
    """What someone wrote; only `texte` is asked. `jeune` None: the life of the service."""

    texte: str
    jeune: Any = None
    section: str = ""
    adressage: str = Adressage.AUCUN
    fonction: str = ""
    destinataire_id: int | None = None
    prioritaire: bool = False


def exiger(acteur: Acteur, section: str, dispositif_id: int) -> None:
    """Refuse an act that the rights of the person do not open in that dispositif."""
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte dans ce dispositif.")


@transaction.atomic
def ecrire_transmission(
    acteur: Acteur, *, dispositif_id: int, saisie: SaisieTransmission, maintenant: datetime
) -> Transmission:
    """Write a transmission; anyone of the dispositif may leave a note for a team in the section of deposit."""
    exiger(acteur, "ecrits", dispositif_id)
    texte = _texte(saisie.texte)
    jeune_id = saisie.jeune.pk if saisie.jeune else None
    section = (saisie.section or section_de_depot()) if jeune_id else ""
    if jeune_id is not None and section != section_de_depot():
        parcours.exiger_section(
            acteur,
            jeune_id,
            section,
            dispositif_id=dispositif_id,
            le=timezone.localdate(maintenant),
            acces=Acces.ECRITURE,
        )
    adressage = _adressage(saisie, dispositif_id, maintenant)
    ecrite = Transmission.objects.create(
        dispositif_id=dispositif_id,
        jeune_id=jeune_id,
        section=section,
        texte=texte,
        texte_plie=plier(texte),
        prioritaire=saisie.prioritaire,
        auteur_id=acteur.identifiant,
        auteur=acteur.libelle,
        ecrite_le=maintenant,
        **adressage,
    )
    _tracer(acteur, "ecrire_transmission", ecrite)
    return ecrite


@transaction.atomic
def corriger_transmission(
    acteur: Acteur, *, transmission: Transmission, texte: str, motif: str, version: int, maintenant: datetime
) -> Transmission:
    """Replace the text of one's own transmission; the former version stays in sight, and its readers have to read again."""
    presente = _prendre(transmission)
    _exiger_auteur(acteur, presente)
    propre = _texte(texte)
    if presente.version != version:
        raise ConflitDeTexte(
            actuel={"Transmission": presente.texte}, propose={"Transmission": propre}, version=presente.version
        )
    if propre == presente.texte:
        return presente
    VersionTransmission.objects.create(
        transmission=presente,
        numero=presente.version,
        texte=presente.texte,
        ecrite_le=_ecrite_le(presente),
        remplacee_le=maintenant,
        motif=motif.strip(),
    )
    presente.texte, presente.texte_plie = propre, plier(propre)
    presente.version += 1
    presente.save(update_fields=["texte", "texte_plie", "version"])
    presente.lectures.all().delete()
    _tracer(acteur, "corriger_transmission", presente)
    return presente


@transaction.atomic
def retirer_transmission(acteur: Acteur, *, transmission: Transmission, motif: str, maintenant: datetime) -> None:
    """Take a transmission out of sight, with a reason; its line stays, and it can be put back."""
    presente = _prendre(transmission)
    _exiger_auteur(acteur, presente)
    if not motif.strip():
        raise ErreurProjet("Dites pourquoi vous la retirez : la ligne restera, avec ce motif.", champ="motif")
    presente.retiree_le, presente.retiree_par, presente.motif_retrait = maintenant, acteur.libelle, motif.strip()
    presente.save(update_fields=["retiree_le", "retiree_par", "motif_retrait"])
    _tracer(acteur, "retirer_transmission", presente)


@transaction.atomic
def retablir_transmission(acteur: Acteur, *, transmission: Transmission) -> None:
    """Put a withdrawn transmission back."""
    presente = _prendre(transmission)
    _exiger_auteur(acteur, presente)
    presente.retiree_le, presente.retiree_par, presente.motif_retrait = None, "", ""
    presente.save(update_fields=["retiree_le", "retiree_par", "motif_retrait"])
    _tracer(acteur, "retablir_transmission", presente)


@transaction.atomic
def accuser_lecture(
    acteur: Acteur, *, transmissions: Iterable[Transmission], dispositif_id: int, maintenant: datetime
) -> int:
    """Say that these were read; twice is once. Return how many are newly said."""
    if acteur.identifiant is None:
        raise PermissionDenied("Un accusé de lecture est celui d'une personne.")
    cles = [transmission.pk for transmission in transmissions]
    deja = LectureTransmission.objects.filter(compte_id=acteur.identifiant, transmission_id__in=cles)
    nouvelles = set(cles) - set(deja.values_list("transmission_id", flat=True))
    LectureTransmission.objects.bulk_create(
        [
            LectureTransmission(
                transmission_id=cle, compte_id=acteur.identifiant, personne=acteur.libelle, le=maintenant
            )
            for cle in sorted(nouvelles)
        ],
        ignore_conflicts=True,
    )
    if nouvelles:
        journaliser(
            acteur, "projet.accuser_lecture", dispositif_id=dispositif_id, details={"transmissions": len(nouvelles)}
        )
    return len(nouvelles)


@transaction.atomic
def reprendre_accuse(acteur: Acteur, *, transmission: Transmission) -> None:
    """Take back one's acknowledgement: the transmission waits again."""
    if acteur.identifiant is not None:
        LectureTransmission.objects.filter(transmission=transmission, compte_id=acteur.identifiant).delete()
    _tracer(acteur, "reprendre_accuse", transmission)


def _texte(texte: str) -> str:
    propre = texte.strip().replace("\r\n", "\n")
    if not propre:
        raise ErreurProjet("Écrivez quelque chose : une phrase suffit.", champ="texte")
    if len(propre) > TEXTE_MAX:
        raise ErreurProjet(
            "Une transmission est courte : au-delà de 5 000 caractères, déposez plutôt un document.", champ="texte"
        )
    return propre


def _adressage(saisie: SaisieTransmission, dispositif_id: int, maintenant: datetime) -> dict[str, Any]:
    if saisie.adressage == Adressage.FONCTION and saisie.fonction not in fonctions():
        raise ErreurProjet("Choisissez une fonction de la liste.", champ="pour")
    if saisie.adressage == Adressage.PERSONNE:
        equipe = structures.professionnels_du_dispositif(dispositif_id, timezone.localdate(maintenant))
        if not equipe.filter(pk=saisie.destinataire_id or 0).exists():
            raise ErreurProjet("Cette personne ne travaille pas dans ce dispositif aujourd'hui.", champ="pour")
    return {
        "adressage": saisie.adressage,
        "fonction": saisie.fonction if saisie.adressage == Adressage.FONCTION else "",
        "destinataire_id": saisie.destinataire_id if saisie.adressage == Adressage.PERSONNE else None,
    }


def _prendre(transmission: Transmission) -> Transmission:
    return Transmission.objects.select_for_update(of=("self",)).get(identifiant=transmission.identifiant)


def _exiger_auteur(acteur: Acteur, transmission: Transmission) -> None:
    """One corrects and takes back only what one wrote."""
    exiger(acteur, "ecrits", transmission.dispositif_id)
    if acteur.identifiant is not None and transmission.auteur_id != acteur.identifiant:
        raise PermissionDenied("Une transmission se corrige par la personne qui l'a écrite.")


def _ecrite_le(transmission: Transmission) -> datetime:
    """When the present version was written: the end of the former one, else the transmission itself."""
    derniere = transmission.versions.values_list("remplacee_le", flat=True).first()
    return derniere or transmission.ecrite_le


def _tracer(acteur: Acteur, acte: str, transmission: Transmission) -> None:
    journaliser(
        acteur,
        f"projet.{acte}",
        objet=transmission.identifiant,
        dispositif_id=transmission.dispositif_id,
        jeune_id=transmission.jeune_id,
        details={"section": transmission.section, "version": transmission.version},
    )
