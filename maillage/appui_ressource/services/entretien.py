"""What time alone calls for, each safe to do again: evaluations, one reminder of each, deadlines missed, old requests erased."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import EN_RETARD
from maillage.appui_ressource.domain.etats import FINIS
from maillage.appui_ressource.models import DemandeAppui, EvaluationAppui
from maillage.appui_ressource.services.courriels import ecrire_au_demandeur
from maillage.appui_ressource.services.ecriture import tracer
from maillage.appui_ressource.services.evaluations import demander_evaluations
from maillage.appui_ressource.services.pieces import effacer_pieces
from maillage.comptes.selectors import comptes_du_dispositif
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.socle.domain.typographie import ecrire_compte

NATURE_RAPPEL = "RAPPEL"
INDESIRABLE = "INDESIRABLE"


@dataclass(frozen=True)
class Entretien:
    """How many requests each act reached."""

    demandees: int
    relancees: int
    rappelees: int
    effacees: int


def entretenir(acteur: Acteur, *, le: dt.date) -> Entretien:
    """Do everything that a day calls for."""
    return Entretien(
        demandees=demander_evaluations(acteur, le=le),
        relancees=relancer_evaluations(acteur, le=le),
        rappelees=rappeler_echeances(acteur, le=le),
        effacees=oublier_demandes(acteur, le=le),
    )


@transaction.atomic
def relancer_evaluations(acteur: Acteur, *, le: dt.date) -> int:
    """Remind once of each evaluation that was asked long enough ago, its link still alive, and never came; return how many."""
    reglages = referentiels.reglages(le)
    depuis = le - dt.timedelta(days=reglages.lien_evaluation_jours)
    jusqu_a = le - dt.timedelta(days=reglages.relance_evaluation_jours)
    attendues = EvaluationAppui.objects.filter(
        rendue_le__isnull=True, relancee_le__isnull=True, demandee_le__range=(depuis, jusqu_a)
    )
    relancees = list(attendues.filter(demande__effacee_le__isnull=True).select_related("demande__dispositif"))
    for evaluation in relancees:
        evaluation.relancee_le = le
        evaluation.save(update_fields=["relancee_le"])
        tracer(acteur, "relancer_evaluation", evaluation.demande)
        ecrire_au_demandeur(evaluation.demande, "relance")
    return len(relancees)


@transaction.atomic
def rappeler_echeances(acteur: Acteur, *, le: dt.date) -> int:
    """Tell by mail, once per deadline missed, who follows the appui-ressource of each dispositif; return how many requests are told."""
    jamais = Q(rappelee_le__isnull=True) | Q(rappelee_le__lte=F("echeance"))
    manquees = DemandeAppui.objects.filter(jamais, echeance__lt=le).select_related("dispositif")
    par_dispositif: dict[int, list[DemandeAppui]] = defaultdict(list)
    for demande in manquees.order_by("pk"):
        par_dispositif[demande.dispositif_id].append(demande)
    for demandes in par_dispositif.values():
        _prevenir(demandes, le)
        for demande in demandes:
            tracer(acteur, "rappeler_echeance", demande)
    nombre: int = DemandeAppui.objects.filter(
        pk__in=[demande.pk for demandes in par_dispositif.values() for demande in demandes]
    ).update(rappelee_le=le)
    return nombre


def _prevenir(demandes: list[DemandeAppui], le: dt.date) -> None:
    dispositif = demandes[0].dispositif
    page = f"{reverse('appui:demandes', args=[dispositif.code])}?{urlencode({'urgence': EN_RETARD})}"
    for compte in comptes_du_dispositif(dispositif.pk, referentiels.reglages(le).roles_rappeles, le=le):
        deposer_courriel(
            cle=f"appui:rappel:{dispositif.pk}:{compte.pk}:{le.isoformat()}",
            destinataire=compte.email,
            gabarit="appui_ressource/rappel",
            contexte={
                "dispositif": dispositif.nom,
                "nombre": ecrire_compte(len(demandes), "demande"),
                "page": f"{settings.ADRESSE_PUBLIQUE}{page}",
            },
            nature=NATURE_RAPPEL,
            dispositif_id=dispositif.pk,
        )


def oublier_demandes(acteur: Acteur, *, le: dt.date) -> int:
    """Erase what was written, the files and the contact of the requests over since longer than they are kept; return how many.

    Codes, places and dates stay: the counts and the map of contacts remain true. One transaction per request.
    """
    reglages = referentiels.reglages(le)
    echues = Q(etat_depuis__lte=le - dt.timedelta(days=reglages.conservation_jours)) | Q(
        motif_refus=INDESIRABLE, etat_depuis__lte=le - dt.timedelta(days=reglages.conservation_indesirable_jours)
    )
    finies = DemandeAppui.objects.filter(echues, etat__in=FINIS, effacee_le__isnull=True)
    return sum(_oublier(acteur, cle, le) for cle in list(finies.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _oublier(acteur: Acteur, cle: int, le: dt.date) -> bool:
    """Erase one request, unless someone put it back to work meanwhile."""
    demandes = DemandeAppui.objects.select_for_update()
    demande = demandes.filter(pk=cle, etat__in=FINIS, effacee_le__isnull=True).first()
    if demande is None:
        return False
    effacer_pieces(acteur, demande)
    demande.messages.all().delete()
    demande.liens.all().delete()
    demande.transmissions.update(motif="")
    EvaluationAppui.objects.filter(demande=demande).update(texte="")
    for champ in ("contact_nom", "courriel", "telephone", "situation", "deja_tente"):
        setattr(demande, champ, "")
    if demande.partenaire_id is None:
        demande.structure_nom = ""
    demande.effacee_le = le
    demande.save()
    tracer(acteur, "oublier_demande", demande)
    return True
