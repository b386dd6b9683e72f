"""The waiting list: requests received, admitted or closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.models import Demande, Jeune, PeriodeModalite, Phase
from maillage.parcours.services.ecriture import exiger, tracer
from maillage.parcours.services.modalites import ouvrir_modalite
from maillage.parcours.services.phases import ouvrir_phase
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import TypePhase


@transaction.atomic
def enregistrer_demande(
    acteur: Acteur,
    *,
    dispositif_id: int,
    reception: date,
    notification: date | None = None,
    jeune: Jeune | None = None,
    modalite_souhaitee: str = "",
) -> Demande:
    """Put a request on the waiting list; the young person may not be known yet."""
    exiger(acteur, dispositif_id)
    demande = Demande.objects.create(
        dispositif_id=dispositif_id,
        jeune=jeune,
        reception=reception,
        notification=notification,
        modalite_souhaitee=modalite_souhaitee,
    )
    tracer(acteur, "enregistrer_demande", dispositif_id=dispositif_id, jeune=jeune, demande=demande.identifiant)
    return demande


@transaction.atomic
def admettre_demande(acteur: Acteur, *, demande: Demande, admission: date) -> Demande:
    """Admit: the accompaniment and the wished modality open that day, unless they already cover it."""
    exiger(acteur, demande.dispositif_id)
    _exiger_en_attente(demande)
    demande.admission = admission
    demande.save(update_fields=["admission"])
    tracer(
        acteur,
        "admettre_demande",
        dispositif_id=demande.dispositif_id,
        jeune=demande.jeune,
        demande=demande.identifiant,
        admission=admission,
    )
    if demande.jeune is not None:
        _ouvrir_le_parcours(acteur, demande, demande.jeune, admission)
    return demande


@transaction.atomic
def clore_demande(acteur: Acteur, *, demande: Demande, cloture: date, motif: str) -> Demande:
    """Close a request without admission, with its reason."""
    exiger(acteur, demande.dispositif_id)
    _exiger_en_attente(demande)
    demande.cloture, demande.motif_cloture = cloture, motif
    demande.save(update_fields=["cloture", "motif_cloture"])
    tracer(
        acteur,
        "clore_demande",
        dispositif_id=demande.dispositif_id,
        jeune=demande.jeune,
        demande=demande.identifiant,
        cloture=cloture,
    )
    return demande


def _exiger_en_attente(demande: Demande) -> None:
    if demande.admission or demande.cloture:
        raise ErreurParcours("Cette demande a déjà reçu sa réponse.")


def _ouvrir_le_parcours(acteur: Acteur, demande: Demande, jeune: Jeune, jour: date) -> None:
    couvre = Q(fin__isnull=True) | Q(fin__gte=jour)
    ici = {"jeune": jeune, "dispositif_id": demande.dispositif_id, "debut__lte": jour}
    if not Phase.objects.filter(couvre, type=TypePhase.ACCOMPAGNEMENT, **ici).exists():
        ouvrir_phase(
            acteur,
            jeune=jeune,
            dispositif_id=demande.dispositif_id,
            type_phase=TypePhase.ACCOMPAGNEMENT,
            debut=jour,
        )
    souhait = demande.modalite_souhaitee
    if souhait and not PeriodeModalite.objects.filter(couvre, modalite=souhait, **ici).exists():
        ouvrir_modalite(acteur, jeune=jeune, dispositif_id=demande.dispositif_id, modalite=souhait, debut=jour)
