"""The editorial path: sent, read over by someone else, published, confirmed, to look at again, archived."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.erreurs import ErreurBibliotheque
from maillage.bibliotheque.domain.etats import etat_avec_version, passage_permis
from maillage.bibliotheque.domain.saisie import SaisieFiche, classement_de, manques
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_ETAT, EtatEditorial, EtatVersion
from maillage.bibliotheque.models import Fiche, VersionFiche
from maillage.bibliotheque.permissions import REFUS, peut_relire
from maillage.bibliotheque.services.ecriture import exiger_tenue, poser, tracer, verrouiller
from maillage.bibliotheque.services.fiches import appliquer_classement
from maillage.bibliotheque.services.indexation import indexer_fiche
from maillage.socle.acteur import Acteur


@transaction.atomic
def envoyer_en_relecture(acteur: Acteur, fiche: Fiche) -> Fiche:
    """Ask someone else to read the version in course over; what it lacks is said first."""
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    travail = _travail(fiche, EtatVersion.BROUILLON)
    if absents := manques(saisie_de(travail), a_un_fichier=travail.piece_id is not None):
        raise ErreurBibliotheque(" ".join(manque.message for manque in absents), champ=absents[0].champ)
    poser(travail, {"etat": EtatVersion.RELECTURE, "remarque": ""})
    _suivre(fiche, EtatVersion.RELECTURE)
    tracer(acteur, "envoyer_en_relecture", fiche, version=travail.numero)
    return fiche


@transaction.atomic
def reprendre(acteur: Acteur, fiche: Fiche) -> Fiche:
    """Take a version back from its review, to write it again."""
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    travail = _travail(fiche, EtatVersion.RELECTURE)
    poser(travail, {"etat": EtatVersion.BROUILLON})
    _suivre(fiche, EtatVersion.BROUILLON)
    tracer(acteur, "reprendre", fiche, version=travail.numero)
    return fiche


@transaction.atomic
def rendre(acteur: Acteur, fiche: Fiche, *, remarque: str) -> Fiche:
    """Give a version back to its author, with what to mend."""
    fiche = verrouiller(fiche)
    travail = _travail(fiche, EtatVersion.RELECTURE)
    _exiger_relecteur(acteur, fiche, travail)
    poser(travail, {"etat": EtatVersion.BROUILLON, "remarque": remarque.strip()})
    _suivre(fiche, EtatVersion.BROUILLON)
    tracer(acteur, "rendre", fiche, version=travail.numero)
    return fiche


@transaction.atomic
def publier(acteur: Acteur, fiche: Fiche) -> Fiche:
    """Give the version in course to readers; its author cannot."""
    fiche = verrouiller(fiche)
    travail = _travail(fiche, EtatVersion.RELECTURE)
    _exiger_relecteur(acteur, fiche, travail)
    classement = classement_de(travail.classement)
    if not peut_relire(acteur, classement.visibilite, classement.dispositif_id):
        raise PermissionDenied(REFUS)
    maintenant, aujourd_hui = timezone.now(), timezone.localdate()
    relue = {"relecteur_id": acteur.identifiant, "relecteur": acteur.libelle, "publiee_le": maintenant, "remarque": ""}
    poser(travail, {"etat": EtatVersion.PUBLIEE, **relue})
    fiche.version, fiche.travail = travail, None
    fiche.etat, fiche.publiee_le = EtatEditorial.PUBLIEE, fiche.publiee_le or maintenant
    fiche.titre, fiche.resume = travail.titre, travail.resume
    fiche.motif_revision, fiche.revue_le = "", aujourd_hui
    fiche.lien_casse, fiche.lien_verifie_le = False, aujourd_hui if travail.lien else None
    appliquer_classement(fiche, classement)
    if fiche.revoir_le is None or fiche.revoir_le <= aujourd_hui:
        poser(fiche, {"revoir_le": prochaine_revue(aujourd_hui)})
    indexer_fiche(fiche)
    tracer(acteur, "publier", fiche, version=travail.numero, visibilite=fiche.visibilite)
    return fiche


@transaction.atomic
def confirmer(acteur: Acteur, fiche: Fiche, *, revoir_le: dt.date) -> Fiche:
    """Say that a published sheet is still right, until the next review."""
    fiche = _tenue(acteur, fiche, EtatEditorial.PUBLIEE)
    if revoir_le <= timezone.localdate():
        raise ErreurBibliotheque("La prochaine revue est à venir.", champ="revoir_le")
    poser(
        fiche,
        {
            "etat": EtatEditorial.PUBLIEE,
            "revoir_le": revoir_le,
            "motif_revision": "",
            "revue_le": timezone.localdate(),
        },
    )
    tracer(acteur, "confirmer", fiche, revoir_le=revoir_le)
    return fiche


@transaction.atomic
def signaler_a_revoir(acteur: Acteur, fiche: Fiche, *, motif: str) -> Fiche:
    """Say that a sheet must be looked at again; readers keep it, with the warning."""
    fiche = _tenue(acteur, fiche, EtatEditorial.A_REVOIR)
    poser(fiche, {"etat": EtatEditorial.A_REVOIR, "motif_revision": motif.strip()})
    tracer(acteur, "signaler_a_revoir", fiche)
    return fiche


@transaction.atomic
def archiver(acteur: Acteur, fiche: Fiche) -> Fiche:
    """Take a sheet away from readers; its keepers still have it, and may bring it back."""
    fiche = _tenue(acteur, fiche, EtatEditorial.ARCHIVEE)
    poser(fiche, {"etat": EtatEditorial.ARCHIVEE})
    tracer(acteur, "archiver", fiche)
    return fiche


@transaction.atomic
def desarchiver(acteur: Acteur, fiche: Fiche) -> Fiche:
    """Bring a sheet back to readers, to be looked at again."""
    fiche = _tenue(acteur, fiche, EtatEditorial.A_REVOIR)
    poser(fiche, {"etat": EtatEditorial.A_REVOIR, "motif_revision": "Sortie des archives : à relire."})
    tracer(acteur, "desarchiver", fiche)
    return fiche


@transaction.atomic
def verifier_lien(acteur: Acteur, fiche: Fiche, *, casse: bool) -> Fiche:
    """Say what a person found behind the link: the product itself follows no link."""
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    poser(fiche, {"lien_verifie_le": timezone.localdate(), "lien_casse": casse})
    tracer(acteur, "verifier_lien", fiche, casse=casse)
    return fiche


def prochaine_revue(depuis: dt.date) -> dt.date:
    """Return the day by which a sheet published then must be looked at again."""
    return depuis + relativedelta(months=referentiels.delais().revision_mois)


def saisie_de(version: VersionFiche) -> SaisieFiche:
    """Return a version as its form gives it."""
    return SaisieFiche(
        classement=classement_de(version.classement),
        titre=version.titre,
        resume=version.resume,
        texte=version.texte,
        transcription=version.transcription,
        lien=version.lien,
        quoi_de_neuf=version.quoi_de_neuf,
    )


def _travail(fiche: Fiche, etat: EtatVersion) -> VersionFiche:
    if fiche.travail is None or fiche.travail.etat != etat:
        attendu = "en relecture" if etat == EtatVersion.RELECTURE else "en cours d'écriture"
        raise ErreurBibliotheque(f"Aucune version de cette fiche n'est {attendu}.")
    return fiche.travail


def _suivre(fiche: Fiche, version: EtatVersion) -> None:
    poser(fiche, {"etat": etat_avec_version(fiche.etat, version)})


def _exiger_relecteur(acteur: Acteur, fiche: Fiche, travail: VersionFiche) -> None:
    if not peut_relire(acteur, fiche.visibilite, fiche.dispositif_id):
        raise PermissionDenied(REFUS)
    if acteur.identifiant is not None and travail.auteur_id == acteur.identifiant:
        raise ErreurBibliotheque("Vous avez écrit cette version : une autre personne la relit.")


def _tenue(acteur: Acteur, fiche: Fiche, vers: EtatEditorial) -> Fiche:
    fiche = verrouiller(fiche)
    exiger_tenue(acteur, fiche)
    if fiche.version_id is None or not passage_permis(fiche.etat, vers):
        raise ErreurBibliotheque(
            f"Une fiche « {LIBELLES_ETAT[EtatEditorial(fiche.etat)].lower()} » ne devient pas "
            f"« {LIBELLES_ETAT[vers].lower()} »."
        )
    return fiche
