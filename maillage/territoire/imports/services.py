"""Acts on an import of reference data: deposit, preview, apply once, abandon. A file is read whole, compared, then written in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acces, Acteur, ActeurSysteme
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.services import journaliser
from maillage.territoire.domain.comptes_rendus import CompteRendu
from maillage.territoire.imports.genres import Genre, Lot, genre_connu
from maillage.territoire.imports.lecture import FichierIllisible, lire_table
from maillage.territoire.models import ImportReference
from maillage.territoire.vocabulaire import GARDE_IMPORT, EtatImport, NatureReference

SECTION = "territoire"
APERCU_MAX = 200
BLOQUE = dt.timedelta(hours=1)
"""After that long, a writing that never said it ended is taken for dead: another may start."""
PART_DE_LECTURE = 80
PERDU = "Le fichier déposé n'est plus là : déposez-le de nouveau."
OCCUPE = "Un autre fichier de ce registre s'écrit en ce moment : attendez qu'il finisse."


class ImportRefuse(ValueError):  # noqa: N818 - named in French, as the field says it
    """What is asked of an import cannot be done; the message says why."""


@dataclass(frozen=True)
class Demande:
    """A file as it is deposited."""

    genre: Genre
    nom: str
    octets: bytes
    situation_le: dt.date | None = None
    complet: bool = False


def deposer(acteur: Acteur, demande: Demande) -> ImportReference:
    """Keep the file and open its import. Raises FichierIllisible, PermissionDenied."""
    exiger(acteur)
    lire_table(demande.octets).ranger(demande.genre.colonnes)
    _oublier_les_vieux()
    empreinte = hashlib.sha256(demande.octets).hexdigest()
    importe = ImportReference.objects.create(
        genre=demande.genre.code,
        nom_fichier=demande.nom[:200],
        empreinte=empreinte,
        situation_le=demande.situation_le or _situation_connue(demande.genre, empreinte) or timezone.localdate(),
        complet=demande.complet,
        depose_par=acteur.libelle[:200],
        depose_le=timezone.now(),
    )
    _stockage().save(str(importe.pk), ContentFile(demande.octets))
    details = {"import": importe.pk, "genre": importe.genre}
    journaliser(acteur, "territoire.deposer_import", objet=demande.nom[:120], details=details)
    return importe


def calculer_apercu(importe: ImportReference) -> None:
    """Compare the file with what is known, and keep what it would do; nothing else is written."""
    try:
        prepare = _genre(importe).preparer(_lot(importe))
    except (FichierIllisible, ImportRefuse) as erreur:
        _arreter(importe, str(erreur))
        return
    _noter(importe, prepare.rendu)
    importe.etat, importe.avancement, importe.message = EtatImport.APERCU, 100, ""
    importe.save()


def demander_ecriture(acteur: Acteur, importe: ImportReference) -> None:
    """Take an import that waits for a confirmation; a second person, or a second click, is told no."""
    exiger(acteur)
    limite = timezone.now() - BLOQUE
    with transaction.atomic():
        autres = ImportReference.objects.filter(genre=importe.genre, etat=EtatImport.ECRITURE, applique_le__gt=limite)
        if autres.exists():
            raise ImportRefuse(OCCUPE)
        attend = ImportReference.objects.filter(pk=importe.pk, etat=EtatImport.APERCU)
        pris = attend.update(
            etat=EtatImport.ECRITURE,
            avancement=0,
            applique_par=acteur.libelle[:200],
            applique_le=timezone.now(),
        )
        if not pris:
            raise ImportRefuse("Ce fichier n'attend plus de confirmation : il a déjà été appliqué, ou abandonné.")
        journaliser(
            acteur, "territoire.appliquer_import", objet=importe.nom_fichier[:120], details={"import": importe.pk}
        )
    importe.refresh_from_db()


def ecrire(importe: ImportReference) -> CompteRendu | None:
    """Compare again with what is known now, and write everything, or nothing (None). The report is that of this writing."""
    try:
        prepare = _genre(importe).preparer(_lot(importe))
    except (FichierIllisible, ImportRefuse) as erreur:
        _arreter(importe, str(erreur))
        return None
    with transaction.atomic():
        prepare.ecrire(importe)
        _noter(importe, prepare.rendu)
        importe.etat, importe.avancement, importe.message = EtatImport.APPLIQUE, 100, ""
        importe.applique_le = timezone.now()
        importe.save()
        auteur = ActeurSysteme(importe.applique_par)
        details = {"import": importe.pk, "comptes": importe.comptes}
        journaliser(auteur, "territoire.ecrire_import", objet=importe.nom_fichier[:120], details=details)
    _stockage().delete(str(importe.pk))
    return prepare.rendu


def abandonner(acteur: Acteur, importe: ImportReference) -> None:
    """Throw the file away; the line of the history stays."""
    exiger(acteur)
    attend = ImportReference.objects.filter(pk=importe.pk, etat=EtatImport.APERCU)
    if not attend.update(etat=EtatImport.ABANDONNE):
        raise ImportRefuse("Ce fichier n'attend plus de confirmation.")
    _stockage().delete(str(importe.pk))
    journaliser(acteur, "territoire.abandonner_import", objet=importe.nom_fichier[:120], details={"import": importe.pk})


def importer(acteur: Acteur, demande: Demande, *, essai: bool = False) -> tuple[CompteRendu, dt.date]:
    """Do it all at once, for a command. `essai`: compare, write nothing, not even a line of history. Raises FichierIllisible, ImportRefuse."""
    exiger(acteur)
    if essai:
        empreinte = hashlib.sha256(demande.octets).hexdigest()
        le = demande.situation_le or _situation_connue(demande.genre, empreinte) or timezone.localdate()
        return demande.genre.preparer(Lot(lire_table(demande.octets), le, demande.complet)).rendu, le
    importe = deposer(acteur, demande)
    ImportReference.objects.filter(pk=importe.pk).update(etat=EtatImport.APERCU)
    demander_ecriture(acteur, importe)
    rendu = ecrire(importe)
    if rendu is None:
        raise ImportRefuse(importe.message)
    return rendu, importe.situation_le or timezone.localdate()


def inscrire_import(
    acteur: Acteur,
    genre: str,
    *,
    nom: str,
    comptes: dict[str, int],
    portee: str = "",
    situation_le: dt.date | None = None,
) -> None:
    """Add to the history an import that another room made with its own page."""
    maintenant = timezone.now()
    ImportReference.objects.create(
        genre=genre,
        portee=portee[:80],
        nom_fichier=nom[:200],
        situation_le=situation_le,
        etat=EtatImport.APPLIQUE,
        avancement=100,
        comptes=comptes,
        depose_par=acteur.libelle[:200],
        depose_le=maintenant,
        applique_par=acteur.libelle[:200],
        applique_le=maintenant,
    )


def exiger(acteur: Acteur) -> None:
    """Raise PermissionDenied unless the acting person may write reference data."""
    if not acteur.peut(SECTION, Acces.ECRITURE):
        raise PermissionDenied("Votre rôle ne permet pas de changer les données de référence.")


def _genre(importe: ImportReference) -> Genre:
    genre = genre_connu(importe.genre)
    if genre is None:
        raise ImportRefuse("Ce genre de fichier n'est plus lu ici.")
    return genre


def _lot(importe: ImportReference) -> Lot:
    stockage = _stockage()
    if not stockage.exists(str(importe.pk)):
        raise ImportRefuse(PERDU)
    octets = Path(stockage.path(str(importe.pk))).read_bytes()
    situation = importe.situation_le or timezone.localdate()

    def avancer(fait: int, total: int) -> None:
        pour_cent = PART_DE_LECTURE * fait // max(1, total)
        if pour_cent != importe.avancement:
            importe.avancement = pour_cent
            ImportReference.objects.filter(pk=importe.pk).update(avancement=pour_cent)

    return Lot(lire_table(octets), situation, importe.complet, avancer)


def _noter(importe: ImportReference, rendu: CompteRendu) -> None:
    importe.comptes = dict(rendu.comptes)
    importe.remarques = rendu.remarques_en_json()
    importe.apercu = [
        {
            "ligne": un.ligne,
            "cle": un.cle,
            "nom": un.nom,
            "nature": NatureReference(un.nature).label.lower(),
            "date": ecrire_date_annee(un.date),
            "detail": un.detail,
        }
        for un in rendu.changements[:APERCU_MAX]
    ]


def _arreter(importe: ImportReference, message: str) -> None:
    importe.etat, importe.message, importe.avancement = EtatImport.ECHEC, message[:300], 0
    importe.save()


def _situation_connue(genre: Genre, empreinte: str) -> dt.date | None:
    """The same file speaks of the same day, whenever it is given again."""
    memes = ImportReference.objects.filter(genre=genre.code, empreinte=empreinte, etat=EtatImport.APPLIQUE)
    deja: dt.date | None = memes.values_list("situation_le", flat=True).first()
    return deja


def _oublier_les_vieux() -> None:
    """Files that nobody confirmed are thrown away."""
    vieux = ImportReference.objects.filter(
        etat__in=(EtatImport.LECTURE, EtatImport.APERCU), depose_le__lt=timezone.now() - GARDE_IMPORT
    )
    for pk in list(vieux.values_list("pk", flat=True)):
        _stockage().delete(str(pk))
    vieux.update(etat=EtatImport.ABANDONNE)


def _stockage() -> FileSystemStorage:
    return FileSystemStorage(location=Path(settings.DOSSIER_DONNEES) / "depots-references", allow_overwrite=True)
