"""Writing a mail with the act that calls for it, putting it back in the queue, noting that it came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acces, Acteur
from maillage.socle.courriel import coffre
from maillage.socle.courriel.desinscription import est_desinscrit, lien_de_desinscription
from maillage.socle.courriel.gabarits import masquer, rediger
from maillage.socle.courriel.models import Courriel, EtatCourriel, LotCourriels, PieceCourriel
from maillage.socle.courriel.reglages import nature_connue, reglages
from maillage.socle.courriel.selectors import SECTION
from maillage.socle.courriel.taches import envoyer_en_fond
from maillage.socle.services import journaliser

ADRESSE_FAUSSE = "L'adresse n'est pas une adresse de courriel."
DESINSCRIT = "La personne ne veut plus recevoir ces messages."
PIECES_LOURDES = "Les pièces jointes sont trop lourdes pour un courriel."
FINIS = (EtatCourriel.ENVOYE, EtatCourriel.ABANDONNE)

PieceJointe = tuple[str, str, bytes]
"""Name, MIME type, bytes."""


def deposer_courriel(
    *,
    cle: str,
    destinataire: str,
    gabarit: str,
    contexte: Mapping[str, Any],
    nature: str,
    dispositif_id: int | None = None,
    acteur: Acteur | None = None,
    pieces: Sequence[PieceJointe] = (),
    **autres: Any,
) -> Courriel:
    """Write a mail in the transaction of the act; it leaves once that transaction is committed. The same `cle` twice gives the same mail.

    `gabarit`: `<contexte>/<nom>`. Further words: `secrets` (values of the template that only the recipient may read: kept encrypted, then erased),
    `objet_lie` (« liaison.FicheLiaison:… », never a name), `lot`. An address that cannot be one, a declined nature or too heavy files are no
    error of the act: the mail is kept, given up, and shown.
    """
    secrets: Mapping[str, str] = autres.pop("secrets", {})
    nature_connue(nature)
    if (existant := Courriel.objects.filter(cle=cle).first()) is not None:
        return existant
    adresse = destinataire.strip()
    objet, texte = _mots(gabarit, contexte, secrets, (adresse, nature))
    mots = {"objet": objet[:250], "texte": texte, "secrets": coffre.fermer(secrets)}
    envoi = {"nature": nature, "gabarit": gabarit, "destinataire": adresse, "dispositif_id": dispositif_id}
    trace = {"cree_le": timezone.now(), "par": acteur.libelle if acteur else ""}
    depart = _depart(adresse, nature, pieces)
    courriel, nouveau = Courriel.objects.get_or_create(cle=cle, defaults={**envoi, **mots, **trace, **depart, **autres})
    if nouveau:
        _joindre(courriel, pieces)
        _apres_l_acte(courriel)
    return courriel


@transaction.atomic
def deposer_lot(
    *,
    cle: str,
    libelle: str,
    gabarit: str,
    envois: Iterable[tuple[str, Mapping[str, Any]]],
    nature: str,
    dispositif_id: int | None = None,
    acteur: Acteur | None = None,
) -> LotCourriels:
    """Write one mail per (recipient, values), as one lot whose progress is shown; an address given twice gets one mail."""
    lot, _ = LotCourriels.objects.get_or_create(
        cle=cle,
        defaults={
            "libelle": libelle,
            "nature": nature,
            "dispositif_id": dispositif_id,
            "cree_le": timezone.now(),
            "par": getattr(acteur, "libelle", ""),
        },
    )
    for destinataire, contexte in envois:
        deposer_courriel(
            cle=f"{cle}:{destinataire.strip().lower()}"[:160],
            destinataire=destinataire,
            gabarit=gabarit,
            contexte=contexte,
            nature=nature,
            dispositif_id=dispositif_id,
            acteur=acteur,
            lot=lot,
        )
    return lot


@transaction.atomic
def relancer_courriel(acteur: Acteur, courriel: Courriel) -> Courriel:
    """Put a mail that did not leave back in the queue, with all its tries before it. Raises PermissionDenied, ValueError when it left or cannot."""
    if not _peut_ecrire(acteur, courriel):
        raise PermissionDenied("Votre rôle ne permet pas de relancer ce courriel.")
    courriel = Courriel.objects.select_for_update().get(pk=courriel.pk)
    if not courriel.relancable:
        raise ValueError("Ce courriel ne se relance pas.")
    courriel.etat, courriel.essais, courriel.prochain_essai = EtatCourriel.A_ENVOYER, 0, timezone.now()
    courriel.pris_le, courriel.envoye_le, courriel.erreur = None, None, ""
    courriel.save()
    journaliser(acteur, "socle.relancer_courriel", objet=courriel.cle[:120], dispositif_id=courriel.dispositif_id)
    _apres_l_acte(courriel)
    return courriel


@transaction.atomic
def noter_rejet(cle: str, motif: str, *, acteur: Acteur | None = None) -> Courriel | None:
    """A mail that had left came back (wrong address, full box): it is shown as given up, with the reason. None for an unknown key."""
    courriel = Courriel.objects.select_for_update().filter(cle=cle).first()
    if courriel is not None and acteur is not None:
        if not _peut_ecrire(acteur, courriel):
            raise PermissionDenied("Votre rôle ne permet pas de noter le retour de ce courriel.")
        journaliser(acteur, "socle.noter_rejet", objet=courriel.cle[:120], dispositif_id=courriel.dispositif_id)
    if courriel is not None:
        courriel.etat, courriel.prochain_essai = EtatCourriel.ABANDONNE, None
        courriel.erreur = f"Rejeté par le serveur du destinataire : {motif}"[:400]
        courriel.save(update_fields=["etat", "prochain_essai", "erreur"])
    return courriel


def oublier_anciens(*, maintenant: dt.datetime) -> int:
    """Erase the mails that are over since longer than they are kept; return how many."""
    _, detail = Courriel.objects.filter(etat__in=FINIS, cree_le__lt=maintenant - reglages().conservation).delete()
    return detail.get("socle.Courriel", 0)


def _mots(
    gabarit: str, contexte: Mapping[str, Any], secrets: Mapping[str, str], vers: tuple[str, str]
) -> tuple[str, str]:
    objet, texte = rediger(gabarit, {**contexte, **masquer(secrets)})
    adresse, nature = vers
    if nature_connue(nature).desinscription:
        texte += f"\nNe plus recevoir ces messages :\n{lien_de_desinscription(adresse, nature)}\n"
    return objet, texte


def _depart(adresse: str, nature: str, pieces: Sequence[PieceJointe]) -> dict[str, Any]:
    """State at first: waiting, or given up at once with the reason."""
    erreur = _empechement(adresse, nature, pieces)
    if erreur:
        return {"etat": EtatCourriel.ABANDONNE, "erreur": erreur, "secrets": ""}
    return {"etat": EtatCourriel.A_ENVOYER, "prochain_essai": timezone.now()}


def _empechement(adresse: str, nature: str, pieces: Sequence[PieceJointe]) -> str:
    try:
        validate_email(adresse)
    except ValidationError:
        return ADRESSE_FAUSSE
    if sum(len(contenu) for _, _, contenu in pieces) > reglages().pieces_octets_max:
        return PIECES_LOURDES
    if est_desinscrit(adresse, nature):
        return DESINSCRIT
    return ""


def _joindre(courriel: Courriel, pieces: Sequence[PieceJointe]) -> None:
    if courriel.erreur == PIECES_LOURDES:
        return
    PieceCourriel.objects.bulk_create(
        PieceCourriel(courriel=courriel, nom=nom, type_mime=type_mime, contenu=contenu)
        for nom, type_mime, contenu in pieces
    )


def _apres_l_acte(courriel: Courriel) -> None:
    if courriel.etat == EtatCourriel.A_ENVOYER:
        transaction.on_commit(partial(envoyer_en_fond, courriel.pk), robust=True)


def _peut_ecrire(acteur: Acteur, courriel: Courriel) -> bool:
    if courriel.dispositif_id is None:
        return acteur.dispositifs(SECTION, Acces.ECRITURE) is None
    return acteur.peut(SECTION, Acces.ECRITURE, courriel.dispositif_id)
