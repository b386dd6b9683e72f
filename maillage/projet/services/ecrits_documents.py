"""Documents of a young person: filed, replaced by a new version, filed elsewhere, withdrawn, shown to the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.parcours import selectors as parcours
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import DocumentJeune, VersionDocument, VersionModele
from maillage.projet.referentiels_ecrits import categories, libelle_categorie
from maillage.projet.services.ecrits_transmissions import exiger
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.models import NatureTrace
from maillage.socle.pieces import FichierControle, lire_piece, recevoir_piece
from maillage.socle.services import journaliser

USAGE = "projet.document"


@dataclass(frozen=True)
class SaisieDocument:
    """What someone says of a document; its section is that of its category."""

    titre: str
    categorie: str
    date: date
    partage_famille: bool = False


@transaction.atomic
def deposer_document(
    acteur: Acteur,
    *,
    dispositif_id: int,
    jeune: Any,
    saisie: SaisieDocument,
    fichier: FichierControle,
    maintenant: datetime,
    modele: VersionModele | None = None,
) -> DocumentJeune:
    """File a document in the section of its category. `modele`: the template it was made from."""
    section = _verifier(acteur, dispositif_id, jeune.pk, saisie, maintenant)
    document = DocumentJeune.objects.create(
        jeune_id=jeune.pk,
        dispositif_id=dispositif_id,
        titre=saisie.titre.strip(),
        categorie=saisie.categorie,
        section=section,
        date=saisie.date,
        partage_famille=saisie.partage_famille,
        modele=modele,
        ajoute_le=maintenant,
    )
    _verser(acteur, document, fichier, numero=1, note="", maintenant=maintenant)
    tracer(acteur, "deposer_document", document)
    return document


@transaction.atomic
def ajouter_version(
    acteur: Acteur,
    *,
    document: DocumentJeune,
    fichier: FichierControle,
    note: str,
    version: int,
    maintenant: datetime,
) -> VersionDocument:
    """Add a file to a document: the former ones stay readable. Refuses a version that is no longer the stored one."""
    present = _prendre(acteur, document, maintenant)
    _refuser_conflit(present, version, propose="votre fichier")
    if present.versions.filter(numero=present.version, piece__empreinte=fichier.empreinte).exists():
        raise ErreurProjet("Ce fichier est déjà la dernière version, octet pour octet.", champ="fichier")
    present.version += 1
    present.save(update_fields=["version"])
    ajoutee = _verser(acteur, present, fichier, numero=present.version, note=note, maintenant=maintenant)
    tracer(acteur, "ajouter_version", present)
    return ajoutee


@transaction.atomic
def classer_document(
    acteur: Acteur, *, document: DocumentJeune, saisie: SaisieDocument, maintenant: datetime
) -> DocumentJeune:
    """Change the title, the date or the category; the person must hold both sections when it moves."""
    present = _prendre(acteur, document, maintenant)
    present.section = _verifier(acteur, present.dispositif_id, present.jeune_id, saisie, maintenant)
    present.titre, present.categorie, present.date = saisie.titre.strip(), saisie.categorie, saisie.date
    present.partage_famille = saisie.partage_famille
    present.save(update_fields=["section", "titre", "categorie", "date", "partage_famille"])
    tracer(acteur, "classer_document", present)
    return present


@transaction.atomic
def retirer_document(acteur: Acteur, *, document: DocumentJeune, motif: str, maintenant: datetime) -> None:
    """Take a document out of the file, with a reason; it can be put back until it is destroyed."""
    present = _prendre(acteur, document, maintenant)
    if not motif.strip():
        raise ErreurProjet("Dites pourquoi vous le retirez du dossier.", champ="motif")
    present.retire_le, present.retire_par, present.motif_retrait = maintenant, acteur.libelle, motif.strip()
    present.save(update_fields=["retire_le", "retire_par", "motif_retrait"])
    tracer(acteur, "retirer_document", present)


@transaction.atomic
def retablir_document(acteur: Acteur, *, document: DocumentJeune, maintenant: datetime) -> None:
    """Put a withdrawn document back."""
    present = _prendre(acteur, document, maintenant)
    present.retire_le, present.retire_par, present.motif_retrait = None, "", ""
    present.save(update_fields=["retire_le", "retire_par", "motif_retrait"])
    tracer(acteur, "retablir_document", present)


def telecharger_version(acteur: Acteur, *, version: VersionDocument) -> bytes:
    """Return the bytes of a version and journal the reading on the file of the young person; the selector that gave it held the right."""
    octets = lire_piece(acteur, version.piece)
    tracer(acteur, "telecharger_document", version.document, nature=NatureTrace.LECTURE, numero=version.numero)
    return octets


def tracer(
    acteur: Acteur,
    acte: str,
    document: DocumentJeune,
    *,
    nature: NatureTrace = NatureTrace.ECRITURE,
    **details: Any,
) -> None:
    """Journal an act on a document."""
    journaliser(
        acteur,
        f"projet.{acte}",
        nature=nature,
        objet=document.identifiant,
        dispositif_id=document.dispositif_id,
        jeune_id=document.jeune_id,
        details={"categorie": document.categorie, "section": document.section, **details},
    )


def _verser(
    acteur: Acteur,
    document: DocumentJeune,
    fichier: FichierControle,
    *,
    numero: int,
    note: str,
    maintenant: datetime,
) -> VersionDocument:
    piece = recevoir_piece(
        acteur, fichier, usage=USAGE, dispositif_id=document.dispositif_id, jeune_id=document.jeune_id
    )
    return VersionDocument.objects.create(
        document=document, numero=numero, piece=piece, note=note.strip(), par=acteur.libelle, le=maintenant
    )


def _verifier(acteur: Acteur, dispositif_id: int, jeune_id: int, saisie: SaisieDocument, maintenant: datetime) -> str:
    """Check what is said of a document; return the section of its category, which must be open for writing."""
    exiger(acteur, "ecrits", dispositif_id)
    if not saisie.titre.strip():
        raise ErreurProjet("Donnez un titre au document.", champ="titre")
    categorie = categories().get(saisie.categorie)
    if categorie is None:
        raise ErreurProjet("Choisissez une catégorie de la liste.", champ="categorie")
    _exiger_section(acteur, dispositif_id, jeune_id, categorie.section, maintenant)
    return categorie.section


def _exiger_section(acteur: Acteur, dispositif_id: int, jeune_id: int, section: str, maintenant: datetime) -> None:
    parcours.exiger_section(
        acteur,
        jeune_id,
        section,
        dispositif_id=dispositif_id,
        le=timezone.localdate(maintenant),
        acces=Acces.ECRITURE,
    )


def _prendre(acteur: Acteur, document: DocumentJeune, maintenant: datetime) -> DocumentJeune:
    """Return the document as it is now, locked, its section open for writing."""
    exiger(acteur, "ecrits", document.dispositif_id)
    present = DocumentJeune.objects.select_for_update(of=("self",)).get(identifiant=document.identifiant)
    _exiger_section(acteur, present.dispositif_id, present.jeune_id, present.section, maintenant)
    if present.detruire_le is not None:
        raise ErreurProjet("La destruction de ce document est décidée : annulez-la d'abord.")
    return present


def _refuser_conflit(document: DocumentJeune, version: int, *, propose: str) -> None:
    if document.version != version:
        derniere = document.versions.select_related("piece").first()
        dite = f"version {document.version}, {derniere.piece.nom}, par {derniere.par}" if derniere else ""
        raise ConflitDeTexte(
            actuel={libelle_categorie(document.categorie): dite},
            propose={libelle_categorie(document.categorie): propose},
            version=document.version,
        )
