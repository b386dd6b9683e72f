"""Breaking the glass: opening the file of a young person one does not accompany, for a written reason, and having it reviewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.sections import sections_a_gagner
from maillage.parcours.models import AvisRevue, BrisDeGlace, Jeune
from maillage.parcours.referentiels import fonction_du_metier, reglage, sections_du_dossier
from maillage.parcours.selectors.connus import connus_du_dispositif
from maillage.parcours.selectors.sections import titres_par_jeune
from maillage.parcours.services.ecriture import exiger
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures


@transaction.atomic
def briser_la_glace(
    acteur: Acteur, *, jeune: Jeune, dispositif_id: int, motif: str, maintenant: datetime
) -> BrisDeGlace:
    """Open for a few hours what the person's function would open if they were of the team; nothing to open is a refusal.

    Source: CSP L. 1110-4, strict need; length of the access and of the reason are dated settings.
    """
    exiger(acteur, dispositif_id, acces=Acces.LECTURE)
    if acteur.identifiant is None or not connus_du_dispositif(dispositif_id).filter(pk=jeune.pk).exists():
        raise PermissionDenied("Ce dossier n'est pas de ce dispositif.")
    le = timezone.localdate(maintenant)
    if len(motif.strip()) < reglage("bris_motif_caracteres", le):
        raise ErreurParcours("Écrivez en une phrase pourquoi vous devez ouvrir ce dossier maintenant.", champ="motif")
    fonction = fonction_de(acteur)
    titres = titres_par_jeune(acteur, [jeune.pk], dispositif_id, le)[jeune.pk]
    if not sections_a_gagner(titres, fonction, sections_du_dossier().values()):
        raise ErreurParcours("Rien de plus ne s'ouvrirait : ce que votre fonction permet de lire vous est déjà ouvert.")
    bris = BrisDeGlace.objects.create(
        jeune=jeune,
        dispositif_id=dispositif_id,
        compte_id=acteur.identifiant,
        compte_libelle=acteur.libelle,
        fonction=fonction,
        motif=motif.strip(),
        ouvert_le=maintenant,
        expire_le=maintenant + timedelta(hours=reglage("bris_duree_heures", le)),
    )
    _tracer(acteur, "briser_la_glace", bris, expire_le=bris.expire_le.isoformat(timespec="minutes"))
    return bris


@transaction.atomic
def revoir_bris(acteur: Acteur, *, bris: BrisDeGlace, avis: str, observation: str, maintenant: datetime) -> BrisDeGlace:
    """Say whether a broken glass was justified. Nobody reviews their own; an access not justified ends at once."""
    if not acteur.peut("bris", Acces.ECRITURE, bris.dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas de relire un bris de glace.")
    bris = BrisDeGlace.objects.select_for_update().get(pk=bris.pk)
    if acteur.identifiant == bris.compte_id:
        raise ErreurParcours("On ne relit pas son propre bris de glace : quelqu'un d'autre doit le faire.")
    if bris.avis:
        raise ErreurParcours(f"{bris.revu_par} a déjà relu ce bris de glace : {bris.get_avis_display().lower()}.")
    if avis not in AvisRevue.values:
        raise ErreurParcours("Dites si cet accès était justifié.", champ="avis")
    if avis == AvisRevue.NON_JUSTIFIE and not observation.strip():
        raise ErreurParcours("Écrivez pourquoi cet accès n'était pas justifié.", champ="observation")
    bris.avis, bris.observation = avis, observation.strip()
    bris.revu_le, bris.revu_par = maintenant, acteur.libelle
    if avis == AvisRevue.NON_JUSTIFIE and bris.expire_le > maintenant:
        bris.expire_le = maintenant
    bris.save(update_fields=["avis", "observation", "revu_le", "revu_par", "expire_le"])
    _tracer(acteur, "revoir_bris", bris, avis=avis)
    return bris


def fonction_de(acteur: Acteur) -> str:
    """Return the function that the person's profession exercises, AUTRE without a professional record."""
    if acteur.professionnel_id is None:
        return "AUTRE"
    return fonction_du_metier(structures.metier_du_professionnel(acteur.professionnel_id))


def _tracer(acteur: Acteur, acte: str, bris: BrisDeGlace, **details: str) -> None:
    journaliser(
        acteur,
        f"parcours.{acte}",
        dispositif_id=bris.dispositif_id,
        jeune_id=bris.jeune_id,
        objet=f"bris de glace {bris.pk}",
        details=details,
    )
