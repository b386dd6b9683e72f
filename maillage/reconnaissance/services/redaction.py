"""Writing a dossier: opening it, its sections by several authors, its figures, its attachments."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.chiffres import figer
from maillage.reconnaissance.domain.erreurs import ActeImpossible, Conflit, ErreurReconnaissance
from maillage.reconnaissance.domain.etats import LIBELLES, EtatDossier, Partie
from maillage.reconnaissance.models import Depot, DossierReconnaissance, PieceDossier, RedactionSection
from maillage.reconnaissance.permissions import exiger
from maillage.reconnaissance.selectors.chiffres import chiffres_du_dispositif
from maillage.reconnaissance.selectors.faits import lire_donnees
from maillage.reconnaissance.services.ecriture import prendre, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import FichierControle, recevoir_piece, supprimer_piece

USAGE = "reconnaissance.piece"


@transaction.atomic
def ouvrir_dossier(acteur: Acteur, dispositif: Any) -> DossierReconnaissance:
    """Open the dossier of a dispositif, prefilled with the figures of today; already open, it is given back as it is."""
    exiger(acteur, dispositif.pk, Partie.PORTEURS)
    dossier, nouveau = DossierReconnaissance.objects.get_or_create(
        dispositif_id=dispositif.pk,
        defaults={
            "ouvert_le": timezone.now(),
            "ouvert_par": acteur.libelle,
            "etat_depuis": timezone.localdate(),
        },
    )
    if nouveau:
        _prendre_les_chiffres(dossier, dispositif)
        dossier.save()
        tracer(acteur, "ouvrir_dossier", dossier)
    return dossier


@transaction.atomic
def actualiser_chiffres(acteur: Acteur, dispositif: Any) -> DossierReconnaissance:
    """Take the figures of today again."""
    dossier = _a_rediger(acteur, dispositif.pk)
    _prendre_les_chiffres(dossier, dispositif)
    dossier.save()
    tracer(acteur, "actualiser_chiffres", dossier)
    return dossier


def _prendre_les_chiffres(dossier: DossierReconnaissance, dispositif: Any) -> None:
    aujourd_hui = timezone.localdate()
    donnees = lire_donnees(dispositif, le=aujourd_hui)
    dossier.chiffres = figer(chiffres_du_dispositif(donnees, le=aujourd_hui))
    dossier.chiffres_le = aujourd_hui


def _a_rediger(acteur: Acteur, dispositif_id: int) -> DossierReconnaissance:
    dossier = prendre(acteur, dispositif_id, Partie.PORTEURS)
    if not dossier.en_redaction:
        etat = LIBELLES[EtatDossier(dossier.etat)].lower()
        raise ActeImpossible(f"Ce dossier est « {etat} » : il ne s'écrit plus.")
    return dossier


@transaction.atomic
def ecrire_section(acteur: Acteur, dispositif_id: int, code: str, *, texte: str, lue: int) -> RedactionSection:
    """Add a writing of a section. `lue`: number of the writing that the author had read (0 for none); Conflit when another came since."""
    dossier = _a_rediger(acteur, dispositif_id)
    if code not in referentiels.sections():
        raise ErreurReconnaissance("Cette section n'existe pas.")
    derniere = dossier.redactions.filter(code=code).order_by("-numero").first()
    actuel = derniere.numero if derniere else 0
    if actuel != lue:
        auteur = derniere.par if derniere else "Quelqu'un"
        raise Conflit(
            f"{auteur} a enregistré cette section pendant que vous écriviez : les deux textes sont gardés ci-dessous."
        )
    if derniere is not None and derniere.texte == texte.strip():
        return derniere
    try:
        with transaction.atomic():
            redaction = RedactionSection.objects.create(
                dossier=dossier,
                code=code,
                numero=actuel + 1,
                texte=texte.strip(),
                par=acteur.libelle,
                le=timezone.now(),
            )
    except IntegrityError as deja:
        raise Conflit("Quelqu'un d'autre vient d'enregistrer cette section.") from deja
    tracer(acteur, "ecrire_section", dossier, section=code, numero=redaction.numero)
    return redaction


@transaction.atomic
def joindre_piece(acteur: Acteur, dispositif_id: int, *, genre: str, fichier: FichierControle) -> PieceDossier:
    """Attach a checked file of a kind."""
    dossier = _a_rediger(acteur, dispositif_id)
    if genre not in referentiels.genres_de_pieces():
        raise ErreurReconnaissance("Choisissez un genre de pièce de la liste.", champ="genre")
    piece = recevoir_piece(acteur, fichier, usage=USAGE, dispositif_id=dispositif_id)
    jointe = PieceDossier.objects.create(
        dossier=dossier, piece=piece, genre=genre, ajoutee_le=timezone.now(), par=acteur.libelle
    )
    tracer(acteur, "joindre_piece", dossier, genre=genre)
    return jointe


@transaction.atomic
def retirer_piece(acteur: Acteur, dispositif_id: int, identifiant: str) -> None:
    """Take an attachment back: erased if no deposit names it, else set aside and still readable in that deposit."""
    dossier = _a_rediger(acteur, dispositif_id)
    jointe = dossier.pieces.select_related("piece").filter(identifiant=identifiant, retiree_le__isnull=True).first()
    if jointe is None:
        raise ErreurReconnaissance("Cette pièce n'est pas, ou plus, dans le dossier.")
    tracer(acteur, "retirer_piece", dossier, genre=jointe.genre)
    if identifiant in _deposees(dossier):
        jointe.retiree_le = timezone.now()
        jointe.save(update_fields=["retiree_le"])
        return
    piece = jointe.piece
    jointe.delete()
    supprimer_piece(acteur, piece)


def _deposees(dossier: DossierReconnaissance) -> set[str]:
    contenus = Depot.objects.filter(dossier=dossier).values_list("contenu", flat=True)
    return {piece["identifiant"] for contenu in contenus for piece in contenu["pieces"]}
