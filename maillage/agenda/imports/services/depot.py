"""Keeping a file and the settings of its source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.agenda.imports.domain.colonnes import deviner_colonnes
from maillage.agenda.imports.readers import ICS, FichierIllisible, deviner_format, lire_tableau
from maillage.agenda.imports.selectors import SECTION, correspondance_retenue, lot_en_attente
from maillage.agenda.models import Correspondance, EtatLot, LigneLot, LotImport
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser

TAILLE_MAX = 20 * 1024 * 1024
LONGUEUR_SOURCE = 64
LONGUEUR_NOM = 200
REGLABLES = (EtatLot.DEPOSE, EtatLot.ANALYSE, EtatLot.APERCU, EtatLot.ECHEC)
"""States in which nothing is written yet: settings may change, the preview may be made again."""


class ErreurImport(ValueError):  # noqa: N818
    """A refusal of the whole file or act, said in French; `champ` names the field to mend."""

    def __init__(self, message: str, *, champ: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


def exiger_imports(acteur: Acteur, dispositif_id: int) -> None:
    """Raise PermissionDenied unless the person may import agendas in the dispositif."""
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas d'importer des agendas dans ce dispositif.")


def deposer_fichier(acteur: Acteur, dispositif_id: int, *, source: str, nom: str, contenu: bytes) -> LotImport:
    """Keep a file and guess its columns; the same bytes already waiting for the same source are the same lot.

    Raise ErreurImport when the file cannot be read at all.
    """
    exiger_imports(acteur, dispositif_id)
    source = " ".join(source.split())
    if not source or len(source) > LONGUEUR_SOURCE:
        raise ErreurImport(f"Donnez un nom à la source, de {LONGUEUR_SOURCE} signes au plus.", champ="source")
    if len(contenu) > TAILLE_MAX:
        raise ErreurImport("Ce fichier dépasse 20 Mo : découpez-le en plusieurs fichiers.", champ="fichier")
    try:
        format_ = deviner_format(contenu, nom)
        reglages = _premiers_reglages(contenu, format_, correspondance_retenue(dispositif_id, source))
    except FichierIllisible as erreur:
        raise ErreurImport(str(erreur), champ="fichier") from None
    empreinte = hashlib.sha256(contenu).hexdigest()
    with transaction.atomic():
        if attente := lot_en_attente(dispositif_id, source, empreinte):
            return attente
        lot = LotImport.objects.create(
            dispositif_id=dispositif_id,
            source=source,
            nom_fichier=nom[-LONGUEUR_NOM:] or "fichier",
            format=format_,
            contenu=contenu,
            empreinte=empreinte,
            correspondance=reglages,
            cree_par_id=acteur.identifiant,
        )
        tracer(acteur, "agenda.deposer_import", lot, {"format": format_, "octets": len(contenu)})
    return lot


def _premiers_reglages(contenu: bytes, format_: str, retenus: Mapping[str, Any]) -> dict[str, Any]:
    """Remembered settings first; columns that the source never had are guessed."""
    if format_ == ICS:
        return dict(retenus)
    entetes = lire_tableau(contenu, format_).entetes
    memorisees = {c: entete for c, entete in retenus.get("colonnes", {}).items() if entete in entetes}
    libres = [entete for entete in entetes if entete not in memorisees.values()]
    ecartees = set(retenus.get("ecartees", ()))
    devinees = deviner_colonnes([entete for entete in libres if entete not in ecartees])
    return {**retenus, "colonnes": {**{c: e for c, e in devinees.items() if c not in memorisees}, **memorisees}}


def regler_lot(acteur: Acteur, lot: LotImport, reglages: Mapping[str, Any]) -> None:
    """Change the settings of a lot that is not applied, and remember them for its source."""
    exiger_imports(acteur, lot.dispositif_id)
    with transaction.atomic():
        verrouille = verrouiller(
            lot, REGLABLES, "Ce fichier est déjà appliqué : déposez-le à nouveau pour changer ses réglages."
        )
        verrouille.correspondance = dict(reglages)
        verrouille.etat = EtatLot.DEPOSE
        verrouille.avancement = 0
        verrouille.save(update_fields=["correspondance", "etat", "avancement"])
        LigneLot.objects.filter(lot=lot).delete()
        retenir_correspondance(lot.dispositif_id, lot.source, reglages)
        tracer(acteur, "agenda.regler_import", lot, {})
    lot.refresh_from_db(fields=["correspondance", "etat", "avancement"])


def retenir_correspondance(dispositif_id: int, source: str, reglages: Mapping[str, Any]) -> None:
    """Remember the settings of a source for its next file; whether a file is complete is said anew each time."""
    options = {nom: valeur for nom, valeur in reglages.items() if nom not in {"colonnes", "valeurs", "complet"}}
    Correspondance.objects.update_or_create(
        dispositif_id=dispositif_id,
        source=source,
        defaults={
            "colonnes": reglages.get("colonnes", {}),
            "valeurs": reglages.get("valeurs", {}),
            "options": options,
        },
    )


def verrouiller(lot: LotImport, etats: tuple[EtatLot, ...], refus: str) -> LotImport:
    """Lock the lot for this transaction and return it fresh; raise ErreurImport when it is in another state."""
    verrouille = LotImport.objects.select_for_update().get(pk=lot.pk)
    if verrouille.etat not in etats:
        raise ErreurImport(refus)
    return verrouille


def tracer(acteur: Acteur, acte: str, lot: LotImport, details: dict[str, Any]) -> None:
    journaliser(acteur, acte, objet=f"lot {lot.pk}", dispositif_id=lot.dispositif_id, details=details)
