"""Writing a sheet: what its author types, kept as a version until someone else has read it over."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.erreurs import ConflitFiche, ErreurBibliotheque
from maillage.bibliotheque.domain.saisie import ClassementFiche, SaisieFiche, mots_propres
from maillage.bibliotheque.domain.vocabulaire import EtatEditorial, EtatVersion, GenreEtiquette
from maillage.bibliotheque.models import EtiquetteFiche, Fiche, LotFiches, VersionFiche
from maillage.bibliotheque.permissions import REFUS, peut_proposer
from maillage.bibliotheque.services.ecriture import adresse_neuve, exiger_tenue, poser, tracer, verrouiller
from maillage.bibliotheque.services.indexation import indexer_fiche
from maillage.socle.acteur import Acteur
from maillage.socle.models import Piece
from maillage.socle.pieces import FichierControle, recevoir_piece, supprimer_piece

USAGE = "bibliotheque.fiche"
CONFLIT = (
    "Quelqu'un a enregistré cette fiche pendant que vous écriviez. Votre texte est encore ici : relisez d'abord sa version, "
    "puis enregistrez si la vôtre doit la remplacer."
)


@transaction.atomic
def creer_fiche(
    acteur: Acteur, saisie: SaisieFiche, *, fichier: FichierControle | None = None, lot: LotFiches | None = None
) -> Fiche:
    """Open a draft; only its author sees it until it is sent for review."""
    _exiger_lecteurs(acteur, saisie.classement)
    fiche = Fiche(
        identifiant=adresse_neuve(saisie.titre),
        auteur_id=acteur.identifiant,
        auteur=acteur.libelle,
        creee_le=timezone.now(),
        lot=lot,
    )
    poser(fiche, {"titre": saisie.titre, "resume": saisie.resume, **_champs(saisie.classement)})
    version = VersionFiche(fiche=fiche, numero=1)
    _ecrire(acteur, version, saisie, fichier)
    fiche.travail = version
    fiche.save(update_fields=["travail"])
    poser_etiquettes(fiche, saisie.classement)
    indexer_fiche(fiche)
    tracer(acteur, "creer_fiche", fiche, nature=fiche.nature, visibilite=fiche.visibilite)
    return fiche


@transaction.atomic
def modifier_fiche(
    acteur: Acteur, fiche: Fiche, saisie: SaisieFiche, *, fichier: FichierControle | None = None, lue: str = ""
) -> Fiche:
    """Write the version in course, or open the next one; `lue` (see `marque`) refuses to erase what another person has just saved."""
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    _exiger_lecteurs(acteur, saisie.classement)
    if lue and lue != marque(fiche):
        raise ConflitFiche(CONFLIT)
    if fiche.etat == EtatEditorial.ARCHIVEE:
        raise ErreurBibliotheque("Cette fiche est archivée : sortez-la d'abord des archives.")
    travail = fiche.travail or _suivante(fiche)
    if travail.etat == EtatVersion.RELECTURE:
        raise ErreurBibliotheque("Cette version est en relecture : reprenez-la d'abord pour la modifier.")
    _ecrire(acteur, travail, saisie, fichier)
    fiche.travail = travail
    if fiche.version_id is None:
        poser(fiche, {"titre": saisie.titre, "resume": saisie.resume, **_champs(saisie.classement)})
        poser_etiquettes(fiche, saisie.classement)
    else:
        fiche.save(update_fields=["travail"])
    indexer_fiche(fiche)
    tracer(acteur, "modifier_fiche", fiche, version=travail.numero)
    return fiche


@transaction.atomic
def effacer_brouillon(acteur: Acteur, fiche: Fiche) -> bool:
    """Erase the version in course; the sheet goes with it when it was never published. Return whether the sheet is gone."""
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    travail = fiche.travail
    if travail is None:
        raise ErreurBibliotheque("Il n'y a pas de brouillon à effacer.")
    jamais_publiee = fiche.version_id is None
    tracer(acteur, "effacer_brouillon", fiche, version=travail.numero)
    piece = travail.piece
    (fiche if jamais_publiee else travail).delete()
    _lacher(acteur, piece)
    return jamais_publiee


def marque(fiche: Fiche) -> str:
    """Return what tells one writing of a sheet from the next."""
    version = fiche.travail or fiche.version
    return f"{version.pk}-{version.ecrite_le.isoformat()}" if version else ""


def appliquer_classement(fiche: Fiche, classement: ClassementFiche) -> None:
    """Give the sheet the place that its published version asks for."""
    poser(fiche, _champs(classement))
    poser_etiquettes(fiche, classement)


def poser_etiquettes(fiche: Fiche, classement: ClassementFiche) -> None:
    """Write the labels of a sheet again; a code that no list knows is left out."""
    fiche.etiquettes.all().delete()
    EtiquetteFiche.objects.bulk_create(
        EtiquetteFiche(fiche=fiche, genre=genre, code=code) for genre, code in etiquettes_de(classement)
    )


def etiquettes_de(classement: ClassementFiche) -> list[tuple[str, str]]:
    """Return the labels of a place, (kind, code)."""
    connues = (
        (GenreEtiquette.THEME, classement.themes, referentiels.themes()),
        (GenreEtiquette.PUBLIC, classement.publics, referentiels.publics()),
        (GenreEtiquette.SOUHAIT, classement.souhaits, referentiels.souhaits()),
    )
    lues = [(genre.value, code) for genre, codes, liste in connues for code in dict.fromkeys(codes) if code in liste]
    return lues + [(GenreEtiquette.MOT.value, mot) for mot in mots_propres(classement.mots)]


def _champs(classement: ClassementFiche) -> dict[str, Any]:
    return {
        "nature": classement.nature,
        "dimension": classement.dimension,
        "visibilite": classement.visibilite,
        "dispositif_id": classement.dispositif_id,
        "premier_secours": classement.premier_secours,
        "source": classement.source,
        "date_source": classement.date_source,
        "revoir_le": classement.revoir_le,
    }


def _exiger_lecteurs(acteur: Acteur, classement: ClassementFiche) -> None:
    if not peut_proposer(acteur, classement.visibilite, classement.dispositif_id):
        raise PermissionDenied(REFUS)
    if classement.dimension not in referentiels.dimensions():
        raise ErreurBibliotheque("Choisissez l'une des six dimensions.", champ="dimension")


def _suivante(fiche: Fiche) -> VersionFiche:
    """Return the next version, with the file of the one readers have."""
    dernier = fiche.versions.aggregate(dernier=Max("numero"))["dernier"] or 0
    return VersionFiche(fiche=fiche, numero=dernier + 1, piece=fiche.version.piece if fiche.version else None)


def _ecrire(acteur: Acteur, version: VersionFiche, saisie: SaisieFiche, fichier: FichierControle | None) -> None:
    remplacee = version.piece
    if fichier is not None:
        version.piece = recevoir_piece(acteur, fichier, usage=USAGE, dispositif_id=saisie.classement.dispositif_id)
    champs = {
        "titre": saisie.titre,
        "resume": saisie.resume,
        "texte": saisie.texte,
        "transcription": saisie.transcription,
        "lien": saisie.lien,
        "quoi_de_neuf": saisie.quoi_de_neuf,
        "classement": saisie.classement.en_donnees(),
        "auteur_id": acteur.identifiant,
        "auteur": acteur.libelle,
        "ecrite_le": timezone.now(),
        "relecteur_id": None,
        "relecteur": "",
    }
    poser(version, champs)
    if fichier is not None:
        _lacher(acteur, remplacee)


def _lacher(acteur: Acteur, piece: Piece | None) -> None:
    """Remove a file that no version keeps any more."""
    if piece is not None and not VersionFiche.objects.filter(piece=piece).exists():
        supprimer_piece(acteur, piece)
