"""Templates that the establishment edits itself, and the documents made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.projet.documents.departs import modele_de_depart
from maillage.projet.documents.gabarit import analyser, remplir
from maillage.projet.documents.pdf import docx_en_pdf
from maillage.projet.domain.erreurs import ConflitDeTexte, ErreurProjet
from maillage.projet.models import DocumentJeune, ModeleDocument, VersionModele
from maillage.projet.referentiels_ecrits import categories, modeles_de_depart
from maillage.projet.selectors.ecrits_champs import ChampsLus, valeurs_du_jeune, valeurs_fictives
from maillage.projet.services.ecrits_documents import SaisieDocument, deposer_document
from maillage.projet.services.ecrits_transmissions import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, controler, lire_piece, recevoir_piece
from maillage.socle.services import journaliser

USAGE = "projet.modele"
NATURE_MODELE = frozenset({"DOCX"})
TAILLE_MAX = 5 * 1024 * 1024
FORMATS = {"docx": "Word (DOCX), à compléter ensuite", "pdf": "PDF, à envoyer tel quel"}


@dataclass(frozen=True)
class SaisieModele:
    """What someone says of a template."""

    nom: str
    categorie: str
    phrase: str = ""


@dataclass(frozen=True)
class Rendu:
    """A filled template, and the labels of its fields that the file leaves empty."""

    docx: bytes
    vides: tuple[str, ...]


@transaction.atomic
def deposer_modele(
    acteur: Acteur,
    *,
    dispositif_id: int,
    saisie: SaisieModele,
    fichier: FichierControle,
    maintenant: datetime,
    note: str = "",
) -> ModeleDocument:
    """Keep a new template once its fields are checked. Raises ErreurProjet naming the field and the paragraph."""
    exiger(acteur, "modeles_ecrits", dispositif_id)
    _verifier(saisie)
    if _du_dispositif(dispositif_id).filter(nom=saisie.nom.strip()).exists():
        raise ErreurProjet("Un modèle de ce nom existe déjà : déposez-en une nouvelle version.", champ="nom")
    modele = ModeleDocument.objects.create(
        dispositif_id=dispositif_id, nom=saisie.nom.strip(), categorie=saisie.categorie, phrase=saisie.phrase.strip()
    )
    _verser(acteur, modele, fichier, numero=1, note=note, maintenant=maintenant)
    tracer(acteur, "deposer_modele", modele)
    return modele


@transaction.atomic
def ajouter_version_modele(
    acteur: Acteur,
    *,
    modele: ModeleDocument,
    fichier: FichierControle,
    note: str,
    version: int,
    maintenant: datetime,
) -> VersionModele:
    """Replace the file of a template; the former ones stay, and documents already made do not move."""
    present = _prendre(acteur, modele)
    derniere = present.versions.select_related("piece").first()
    numero = derniere.numero if derniere else 0
    if numero != version:
        raise ConflitDeTexte(
            actuel={"Modèle": f"version {numero}, par {derniere.par}" if derniere else ""},
            propose={"Modèle": fichier.nom},
            version=numero,
        )
    if derniere is not None and derniere.piece.empreinte == fichier.empreinte:
        raise ErreurProjet("Ce fichier est déjà la version en cours, octet pour octet.", champ="fichier")
    ajoutee = _verser(acteur, present, fichier, numero=numero + 1, note=note, maintenant=maintenant)
    tracer(acteur, "ajouter_version_modele", present, version=ajoutee.numero)
    return ajoutee


@transaction.atomic
def renommer_modele(acteur: Acteur, *, modele: ModeleDocument, saisie: SaisieModele) -> ModeleDocument:
    """Change the name, the category or the purpose of a template."""
    present = _prendre(acteur, modele)
    _verifier(saisie)
    if _du_dispositif(present.dispositif_id).filter(nom=saisie.nom.strip()).exclude(pk=present.pk).exists():
        raise ErreurProjet("Un autre modèle porte déjà ce nom.", champ="nom")
    present.nom, present.categorie, present.phrase = saisie.nom.strip(), saisie.categorie, saisie.phrase.strip()
    present.save(update_fields=["nom", "categorie", "phrase"])
    tracer(acteur, "renommer_modele", present)
    return present


@transaction.atomic
def retirer_modele(acteur: Acteur, *, modele: ModeleDocument, maintenant: datetime) -> None:
    """Offer a template no more; it can be put back, and its documents stay."""
    present = _prendre(acteur, modele)
    present.retire_le = maintenant
    present.save(update_fields=["retire_le"])
    tracer(acteur, "retirer_modele", present)


@transaction.atomic
def retablir_modele(acteur: Acteur, *, modele: ModeleDocument) -> None:
    """Offer a withdrawn template again, unless another one took its name."""
    present = _prendre(acteur, modele)
    if _du_dispositif(present.dispositif_id).filter(nom=present.nom).exclude(pk=present.pk).exists():
        raise ErreurProjet("Un autre modèle a pris ce nom : renommez-le d'abord.")
    present.retire_le = None
    present.save(update_fields=["retire_le"])
    tracer(acteur, "retablir_modele", present)


@transaction.atomic
def installer_modeles_de_depart(acteur: Acteur, *, dispositif_id: int, maintenant: datetime) -> int:
    """Add the templates shipped whose name is free; return how many."""
    exiger(acteur, "modeles_ecrits", dispositif_id)
    presents = set(_du_dispositif(dispositif_id).values_list("nom", flat=True))
    nouveaux = [ligne for ligne in modeles_de_depart().values() if ligne["nom"] not in presents]
    for ligne in nouveaux:
        deposer_modele(
            acteur,
            dispositif_id=dispositif_id,
            saisie=SaisieModele(ligne["nom"], ligne["categorie"], ligne["phrase"]),
            fichier=controler(f"{ligne['nom']}.docx", modele_de_depart(ligne["code"]), natures=NATURE_MODELE),
            maintenant=maintenant,
            note="Modèle de départ",
        )
    return len(nouveaux)


def rendre_exemple(acteur: Acteur, *, version: VersionModele) -> Rendu:
    """Fill a template with the invented young person: nobody's file is read."""
    octets = lire_piece(acteur, version.piece)
    saisies = {nom: f"[{dire_saisie(nom)}]" for nom in analyser(octets).saisies}
    return Rendu(remplir(octets, valeurs_fictives(saisies)), ())


def rendre(
    acteur: Acteur,
    *,
    version: VersionModele,
    dispositif: Any,
    jeune: Any,
    saisies: Mapping[str, str],
    maintenant: datetime,
) -> Rendu:
    """Fill a template with the file of a young person. Raises ErreurProjet when a field is in a section closed to the person."""
    exiger(acteur, "ecrits", dispositif.pk)
    octets = lire_piece(acteur, version.piece)
    analyse = analyser(octets)
    lus: ChampsLus = valeurs_du_jeune(
        acteur,
        dispositif=dispositif,
        jeune=jeune,
        champs=analyse.champs,
        saisies={nom: saisies.get(nom, "") for nom in analyse.saisies},
        le=timezone.localdate(maintenant),
    )
    demandes = tuple(dire_saisie(nom) for nom in analyse.saisies if not saisies.get(nom, "").strip())
    return Rendu(remplir(octets, lus.valeurs), lus.vides + demandes)


@transaction.atomic
def generer_document(
    acteur: Acteur,
    *,
    version: VersionModele,
    dispositif: Any,
    jeune: Any,
    saisies: Mapping[str, str],
    format: str,
    titre: str,
    maintenant: datetime,
) -> DocumentJeune:
    """Make a document from a template and file it in the documents of the young person."""
    if format not in FORMATS:
        raise ErreurProjet("Choisissez un format de la liste.", champ="format")
    rendu = rendre(acteur, version=version, dispositif=dispositif, jeune=jeune, saisies=saisies, maintenant=maintenant)
    le = timezone.localdate(maintenant)
    octets = rendu.docx if format == "docx" else docx_en_pdf(rendu.docx, auteur=acteur.libelle, le=le)
    document = deposer_document(
        acteur,
        dispositif_id=dispositif.pk,
        jeune=jeune,
        saisie=SaisieDocument(titre, version.modele.categorie, le),
        fichier=controler(f"{titre}.{format}", octets),
        maintenant=maintenant,
        modele=version,
    )
    tracer(acteur, "generer_document", version.modele, version=version.numero, document=document.identifiant)
    return document


def dire_saisie(nom: str) -> str:
    """Turn « texte_du_courrier » into « Texte du courrier »."""
    return nom.replace("_", " ").capitalize()


def tracer(acteur: Acteur, acte: str, modele: ModeleDocument, **details: Any) -> None:
    """Journal an act on a template."""
    journaliser(
        acteur,
        f"projet.{acte}",
        objet=modele.identifiant,
        dispositif_id=modele.dispositif_id,
        details={"categorie": modele.categorie, **details},
    )


def _verser(
    acteur: Acteur, modele: ModeleDocument, fichier: FichierControle, *, numero: int, note: str, maintenant: datetime
) -> VersionModele:
    analyse = analyser(fichier.octets)
    if analyse.erreurs:
        raise ErreurProjet(" ".join(analyse.erreurs), champ="fichier")
    remplir(fichier.octets, valeurs_fictives(dict.fromkeys(analyse.saisies, "essai")))
    piece = recevoir_piece(acteur, fichier, usage=USAGE, dispositif_id=modele.dispositif_id)
    return VersionModele.objects.create(
        modele=modele,
        numero=numero,
        piece=piece,
        champs=[*analyse.champs, *(f"saisie.{nom}" for nom in analyse.saisies)],
        note=note.strip(),
        par=acteur.libelle,
        le=maintenant,
    )


def _verifier(saisie: SaisieModele) -> None:
    if not saisie.nom.strip():
        raise ErreurProjet("Donnez un nom au modèle.", champ="nom")
    if saisie.categorie not in categories():
        raise ErreurProjet("Choisissez une catégorie de la liste.", champ="categorie")


def _du_dispositif(dispositif_id: int) -> Any:
    return ModeleDocument.objects.filter(dispositif_id=dispositif_id, retire_le__isnull=True)


def _prendre(acteur: Acteur, modele: ModeleDocument) -> ModeleDocument:
    exiger(acteur, "modeles_ecrits", modele.dispositif_id)
    return ModeleDocument.objects.select_for_update(of=("self",)).get(identifiant=modele.identifiant)
