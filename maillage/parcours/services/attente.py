"""The waiting list: requests received, followed step by step, admitted, refused or closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maillage.parcours.domain.admission import NatureReponse, verifier_reponse
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.identite import Identite
from maillage.parcours.domain.intervalles import veille
from maillage.parcours.models import CriterePriorite, Demande, EtapeDemande, Jeune, PeriodeModalite, Phase
from maillage.parcours.referentiels.entree import motifs_reponse
from maillage.parcours.selectors.partage import partages_vus
from maillage.parcours.services.ecriture import exiger, noter, tracer
from maillage.parcours.services.identite import creer_identite
from maillage.parcours.services.modalites import ouvrir_modalite
from maillage.parcours.services.partage import partager_demande, repartager_demande
from maillage.parcours.services.phases import clore_phase, ouvrir_phase
from maillage.parcours.services.versions import ecrire_valeurs, prendre
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import TypePhase

ADMIS_AILLEURS = "ADMIS_AILLEURS"


@transaction.atomic
def enregistrer_demande(
    acteur: Acteur,
    *,
    dispositif_id: int,
    reception: date,
    jeune: Jeune | None = None,
    identite: Identite | None = None,
    famille_informee_le: date | None = None,
    **precisions: Any,
) -> Demande:
    """Put a request on the waiting list. The young person is known (`jeune`), told by name (`identite`: their file opens), or not known yet.

    `precisions`: notification, notification_mdph, modalite_souhaitee, origine, public. With `famille_informee_le`, the neighbours see
    the pseudonym.
    """
    exiger(acteur, dispositif_id)
    if jeune is None and identite is not None:
        jeune = creer_identite(acteur, dispositif_id=dispositif_id, identite=identite)
    _verifier_notification(jeune, precisions)
    demande = Demande.objects.create(dispositif_id=dispositif_id, jeune=jeune, reception=reception, **precisions)
    tracer(acteur, "enregistrer_demande", dispositif_id=dispositif_id, jeune=jeune, demande=demande.identifiant)
    if famille_informee_le is not None:
        partager_demande(acteur, demande=demande, famille_informee_le=famille_informee_le)
    return demande


@transaction.atomic
def modifier_demande(acteur: Acteur, *, demande: Demande, version: int | None = None, **valeurs: Any) -> Demande:
    """Correct a request: who, origin, public, wish, dates of reception and notification. Raises ModifieEntreTemps."""
    exiger(acteur, demande.dispositif_id)
    demande = prendre(demande)
    _verifier_notification(valeurs.get("jeune", demande.jeune), valeurs)
    modifies = ecrire_valeurs(demande, valeurs, version=version)
    if "jeune" in modifies:
        repartager_demande(demande)
    if modifies:
        _tracer(acteur, "modifier_demande", demande, champs=",".join(modifies))
    return demande


@transaction.atomic
def admettre_demande(acteur: Acteur, *, demande: Demande, admission: date) -> Demande:
    """Admit: the accompaniment and the wished modality open that day, unless they already cover it; a pre-admission ends the day before.

    Neighbours who share the same pseudonym see « admis ailleurs » from then on: nothing is written in their dispositif.
    """
    exiger(acteur, demande.dispositif_id)
    demande = _prendre_en_attente(demande)
    verifier_reponse(demande.reception, admission, champ="admission")
    demande.admission = admission
    demande.version += 1
    demande.save(update_fields=["admission", "version"])
    _tracer(acteur, "admettre_demande", demande, admission=admission)
    if demande.jeune is not None:
        _ouvrir_le_parcours(acteur, demande, demande.jeune, admission)
    return demande


@transaction.atomic
def clore_demande(acteur: Acteur, *, demande: Demande, cloture: date, motif: str, precision: str = "") -> Demande:
    """Close a request without admission, or refuse it: its coded reason says which (referentiels/admission.toml)."""
    exiger(acteur, demande.dispositif_id)
    if motif not in motifs_reponse():
        raise ErreurParcours("Choisissez un motif de la liste.", champ="motif")
    demande = _prendre_en_attente(demande)
    verifier_reponse(demande.reception, cloture, champ="cloture")
    demande.cloture, demande.motif_cloture, demande.motif_precision = cloture, motif, precision.strip()
    demande.version += 1
    demande.save(update_fields=["cloture", "motif_cloture", "motif_precision", "version"])
    acte = "refuser_demande" if motifs_reponse()[motif].nature is NatureReponse.REFUS else "clore_demande"
    _tracer(acteur, acte, demande, cloture=cloture, motif=motif)
    return demande


@transaction.atomic
def clore_admise_ailleurs(acteur: Acteur, *, demande: Demande, le: date) -> Demande:
    """Close in one act a request whose person was admitted by a neighbour. Raises ErreurParcours when no neighbour said so."""
    exiger(acteur, demande.dispositif_id)
    vu = partages_vus(acteur, demande.dispositif, [demande.pk], le=le).get(demande.pk)
    if vu is None or vu.admis_ailleurs_le is None:
        raise ErreurParcours("Aucune admission dans un autre dispositif n'est connue pour cette demande.")
    return clore_demande(acteur, demande=demande, cloture=le, motif=ADMIS_AILLEURS)


@transaction.atomic
def rouvrir_demande(acteur: Acteur, *, demande: Demande) -> Demande:
    """Put a closed or refused request back on the list, as if it had not been answered."""
    exiger(acteur, demande.dispositif_id)
    demande = prendre(demande)
    if demande.cloture is None:
        raise ErreurParcours("Cette demande n'est pas close.")
    demande.cloture, demande.motif_cloture, demande.motif_precision = None, "", ""
    demande.version += 1
    demande.save(update_fields=["cloture", "motif_cloture", "motif_precision", "version"])
    _tracer(acteur, "rouvrir_demande", demande)
    return demande


@transaction.atomic
def noter_etape(acteur: Acteur, *, demande: Demande, nature: str, le: date) -> EtapeDemande:
    """Date a step, done or planned; the same one twice is one. The count does not read it."""
    exiger(acteur, demande.dispositif_id)
    verifier_reponse(demande.reception, le, champ="le")
    etape, creee = EtapeDemande.objects.get_or_create(demande=demande, nature=nature, le=le)
    if creee:
        _noter(acteur, "noter_etape", demande, nature=nature, le=le)
    return etape


@transaction.atomic
def retirer_etape(acteur: Acteur, *, demande: Demande, etape: int) -> Demande:
    """Take away a step entered by mistake; what is no longer there is no error."""
    exiger(acteur, demande.dispositif_id)
    for retiree in EtapeDemande.objects.filter(demande=demande, pk=etape):
        _noter(acteur, "retirer_etape", demande, nature=retiree.nature, le=retiree.le)
        retiree.delete()
    return demande


@transaction.atomic
def choisir_criteres(acteur: Acteur, *, demande: Demande, criteres: Iterable[CriterePriorite]) -> Demande:
    """Say which criteria of the dispositif a request meets."""
    exiger(acteur, demande.dispositif_id)
    retenus = [critere for critere in criteres if critere.dispositif_id == demande.dispositif_id]
    demande.criteres.set(retenus)
    _noter(acteur, "choisir_criteres", demande, nombre=len(retenus))
    return demande


def _verifier_notification(jeune: Jeune | None, valeurs: dict[str, Any]) -> None:
    """A notification belongs to the young person; its day of decision is what the count reads (R36)."""
    liee = valeurs.get("notification_mdph")
    if liee is not None:
        if jeune is None or liee.jeune_id != jeune.pk:
            raise ErreurParcours("Cette notification n'est pas celle de ce jeune.", champ="notification_mdph")
        valeurs["notification"] = liee.decision
    jour = valeurs.get("notification")
    if jour is not None and jour > timezone.localdate():
        raise ErreurParcours("La notification est dans l'avenir. Vérifiez la date.", champ="notification")


def _prendre_en_attente(demande: Demande) -> Demande:
    prise = prendre(demande)
    if prise.admission or prise.cloture:
        raise ErreurParcours("Cette demande a déjà reçu sa réponse.")
    return prise


def _ouvrir_le_parcours(acteur: Acteur, demande: Demande, jeune: Jeune, jour: date) -> None:
    couvre = Q(fin__isnull=True) | Q(fin__gte=jour)
    ici = {"jeune": jeune, "dispositif_id": demande.dispositif_id, "debut__lte": jour}
    for phase in Phase.objects.filter(type=TypePhase.PRE_ADMISSION, fin__isnull=True, **ici):
        clore_phase(acteur, phase=phase, fin=max(veille(jour), phase.debut))
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


def _tracer(acteur: Acteur, acte: str, demande: Demande, **details: Any) -> None:
    """Journal an act that the count reads."""
    tracer(
        acteur, acte, dispositif_id=demande.dispositif_id, jeune=demande.jeune, demande=demande.identifiant, **details
    )


def _noter(acteur: Acteur, acte: str, demande: Demande, **details: Any) -> None:
    noter(
        acteur, acte, dispositif_id=demande.dispositif_id, jeune=demande.jeune, demande=demande.identifiant, **details
    )
