"""Telling the hours of the plan that is driven to the families: a mail that names nobody, and a list of whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.cartographie.models import EtatEtude, PlanTournees
from maillage.cartographie.permissions import TOURNEES, exiger
from maillage.cartographie.selectors.familles import FamilleAPrevenir, familles_a_prevenir, plan_deja_dit
from maillage.cartographie.tournees.domain.modele import Sens
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_lot
from maillage.socle.domain.typographie import ecrire_heure, ecrire_jour_annee
from maillage.socle.services import journaliser

GABARIT, NATURE = "cartographie/horaire", "FAMILLE"


def empechement_a_prevenir(plan: PlanTournees) -> str:
    """Why the families of a plan cannot be told yet, or no longer; empty when they can."""
    if plan.etat != EtatEtude.FINIE or plan.semaine_type:
        return "Seul le plan fini d'un jour s'annonce aux familles."
    if plan.familles_prevenues_le:
        return "Les familles ont déjà été prévenues de ce plan."
    if plan.jour < timezone.localdate():
        return "Ce jour est passé : il n'y a plus personne à prévenir."
    return "" if plan.retenu_le else "Retenez d'abord ce plan : les familles ne sont prévenues que de celui qui roule."


@transaction.atomic
def prevenir_les_familles(acteur: Acteur, dispositif: DispositifVise, plan: PlanTournees) -> int:
    """Send the mails, note that the hours were told, return how many mails leave. Refused twice for one plan."""
    exiger(acteur, TOURNEES, dispositif.pk)
    frais = PlanTournees.objects.select_for_update().get(pk=plan.pk)
    if motif := empechement_a_prevenir(frais):
        raise ValidationError(motif)
    dit = plan_deja_dit(frais)
    familles = familles_a_prevenir(acteur, dispositif, frais, dit)
    envois = list(courriels(frais, familles, str(dispositif), change=dit is not None))
    if envois:
        deposer_lot(
            cle=f"cartographie:horaire:{frais.pk}",
            libelle=f"Transport : {_quand(frais)}",
            gabarit=GABARIT,
            envois=envois,
            nature=NATURE,
            dispositif_id=dispositif.pk,
            acteur=acteur,
        )
    frais.familles_prevenues_le, frais.familles_prevenues_par = timezone.now(), acteur.libelle[:200]
    frais.save(update_fields=["familles_prevenues_le", "familles_prevenues_par"])
    details = {"familles": len(familles), "courriels": len(envois)}
    acte = "cartographie.prevenir_les_familles"
    journaliser(acteur, acte, objet=str(frais.pk), dispositif_id=dispositif.pk, details=details)
    return len(envois)


def courriels(
    plan: PlanTournees, familles: Sequence[FamilleAPrevenir], dispositif: str, *, change: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """One mail by mailbox: someone who represents two young people reads both hours, told once when they are the same."""
    lignes: dict[str, list[str]] = {}
    for famille in familles:
        for adresse in famille.adresses:
            siennes, ligne = lignes.setdefault(adresse, []), _ligne(famille, Sens(plan.sens))
            if ligne not in siennes:
                siennes.append(ligne)
    for adresse, siennes in lignes.items():
        yield (
            adresse,
            {"quand": _quand(plan), "change": change, "lignes": siennes, "dispositif": dispositif},
        )


def _quand(plan: PlanTournees) -> str:
    return f"{ecrire_jour_annee(plan.jour)}, {'le matin' if plan.sens == Sens.ALLER else 'le soir'}"


def _ligne(famille: FamilleAPrevenir, sens: Sens) -> str:
    if famille.apres is None:
        return "aucun transport n'est prévu pour ce trajet."
    acte = "le véhicule passe" if sens is Sens.ALLER else "retour"
    avant = f", au lieu de {_heure(famille.avant)}" if famille.avant else ""
    return f"{acte} à {_heure(famille.apres)}{avant}."


def _heure(place: Mapping[str, str]) -> str:
    return ecrire_heure(dt.time.fromisoformat(place["heure"]))
