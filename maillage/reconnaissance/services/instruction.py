"""The acts of those who examine: following a dossier, taking it, saying ready or work plan. Each is refused on a page that is no longer true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.reconnaissance.domain.erreurs import Conflit, ErreurReconnaissance
from maillage.reconnaissance.domain.etats import ActeDossier, Partie
from maillage.reconnaissance.domain.suites import AxeDemande
from maillage.reconnaissance.models import AxeDeTravail, Decision, DossierReconnaissance
from maillage.reconnaissance.models.suites import SensDecision
from maillage.reconnaissance.services.courriels import prevenir_les_porteurs
from maillage.reconnaissance.services.ecriture import DEJA_CHANGE, agir, exiger_texte, prendre, tracer
from maillage.socle.acteur import Acteur


@transaction.atomic
def suivre_dossier(acteur: Acteur, dispositif: Any) -> DossierReconnaissance:
    """Become the person who follows the dossier: mails of the dispositif come to them."""
    dossier = prendre(acteur, dispositif.pk, Partie.INSTRUCTEURS)
    dossier.suivi_par_id, dossier.suivi_par = acteur.identifiant, acteur.libelle
    dossier.save()
    tracer(acteur, "suivre_dossier", dossier)
    return dossier


@transaction.atomic
def prendre_en_instruction(acteur: Acteur, dispositif: Any, *, version: int) -> DossierReconnaissance:
    """Begin to examine a deposit; whoever begins follows it, unless someone already does."""
    dossier = agir(acteur, dispositif.pk, ActeDossier.INSTRUIRE, version=version)
    if dossier.suivi_par_id is None:
        dossier.suivi_par_id, dossier.suivi_par = acteur.identifiant, acteur.libelle
    dossier.save()
    tracer(acteur, "prendre_en_instruction", dossier)
    prevenir_les_porteurs(acteur, dossier, "instruction", cle=str(dossier.version))
    return dossier


@transaction.atomic
def demander_des_axes(
    acteur: Acteur, dispositif: Any, *, motifs: str, axes: Sequence[AxeDemande], version: int
) -> Decision:
    """Answer « not yet » with reasons and a work plan: what, who carries it, before when. Both sides read it."""
    texte = exiger_texte(motifs, "motifs", "Écrivez les motifs : le dispositif les lira.")
    if not axes:
        raise ErreurReconnaissance("Donnez au moins un axe de travail.", champ="axe_1")
    dossier = agir(acteur, dispositif.pk, ActeDossier.DEMANDER_DES_AXES, version=version)
    decision = _decider(acteur, dossier, SensDecision.AXES, texte)
    dossier.echeance = max(axe.avant_le for axe in axes)
    dossier.save()
    AxeDeTravail.objects.bulk_create(
        AxeDeTravail(decision=decision, libelle=axe.libelle, qui=axe.qui, avant_le=axe.avant_le) for axe in axes
    )
    tracer(acteur, "demander_des_axes", dossier, axes=len(axes))
    prevenir_les_porteurs(acteur, dossier, "axes", cle=str(dossier.version))
    return decision


@transaction.atomic
def declarer_pret(acteur: Acteur, dispositif: Any, *, motifs: str, version: int) -> Decision:
    """Answer « ready », with reasons: the order of each organisme is next."""
    texte = exiger_texte(motifs, "motifs", "Écrivez les motifs : le dispositif les lira.")
    dossier = agir(acteur, dispositif.pk, ActeDossier.DECLARER_PRET, version=version)
    decision = _decider(acteur, dossier, SensDecision.PRET, texte)
    dossier.save()
    tracer(acteur, "declarer_pret", dossier)
    prevenir_les_porteurs(acteur, dossier, "pret", cle=str(dossier.version))
    return decision


def _decider(acteur: Acteur, dossier: DossierReconnaissance, sens: SensDecision, motifs: str) -> Decision:
    """Round 0 is the exchange before any deposit; a deposit taken back leaves its round to the answer of the exchange that follows."""
    try:
        with transaction.atomic():
            return Decision.objects.create(
                dossier=dossier,
                tour=dossier.depots.count(),
                sens=sens,
                motifs=motifs,
                par=acteur.libelle,
                le=timezone.now(),
            )
    except IntegrityError as deja:
        raise Conflit(DEJA_CHANGE) from deja
