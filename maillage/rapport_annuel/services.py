"""Opening a report with the words of the year before, telling a heading, closing it with its figures, opening it again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.rapport_annuel import referentiels
from maillage.rapport_annuel.domain.trame import ConflitRapport, ErreurRapport
from maillage.rapport_annuel.models import RapportAnnuel, TexteRubrique
from maillage.rapport_annuel.permissions import exiger
from maillage.rapport_annuel.selectors import annees_proposees, chiffres_vivants
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

ARRETE = "Le rapport est arrêté : rouvrez-le pour l'écrire."


@transaction.atomic
def ouvrir_rapport(acteur: Acteur, dispositif_id: int, annee: int, *, le: dt.date) -> RapportAnnuel:
    """Open the report of a year; the texts of the year before come with it, marked as taken again. Twice gives the same report."""
    exiger(acteur, dispositif_id)
    if annee not in annees_proposees(le):
        raise ErreurRapport(f"On n'ouvre pas le rapport de {annee} : choisissez une des années proposées.")
    version = referentiels.trame().version
    defauts = {"trame": version, "ouvert_par": acteur.libelle}
    rapport, nouveau = RapportAnnuel.objects.get_or_create(dispositif_id=dispositif_id, annee=annee, defaults=defauts)
    if not nouveau:
        return rapport
    avant = TexteRubrique.objects.filter(rapport__dispositif_id=dispositif_id, rapport__annee=annee - 1)
    TexteRubrique.objects.bulk_create(
        TexteRubrique(
            rapport=rapport,
            rubrique=texte.rubrique,
            texte=texte.texte,
            repris=True,
            ecrit_par=texte.ecrit_par,
            ecrit_le=texte.ecrit_le,
        )
        for texte in avant
        if texte.texte
    )
    _tracer(acteur, "ouvrir", rapport)
    return rapport


@transaction.atomic
def ecrire_rubrique(
    acteur: Acteur, dispositif_id: int, annee: int, rubrique: str, *, texte: str, version: int
) -> TexteRubrique:
    """Write what is told under a heading; `version` 0 when nothing was. Raise ConflitRapport when someone wrote meanwhile."""
    exiger(acteur, dispositif_id)
    rapport = _verrouille(dispositif_id, annee)
    if rapport.arrete:
        raise ErreurRapport(ARRETE)
    connu = rapport.textes.filter(rubrique=rubrique).first()
    if (connu.version if connu else 0) != version:
        raise ConflitRapport(connu.ecrit_par if connu else "")
    ecrit = connu or TexteRubrique(rapport=rapport, rubrique=rubrique)
    ecrit.texte, ecrit.version, ecrit.repris = texte.strip(), version + 1, False
    ecrit.ecrit_par, ecrit.ecrit_le = acteur.libelle, timezone.now()
    try:
        with transaction.atomic():
            ecrit.save()
    except IntegrityError as double:
        raise ConflitRapport("") from double
    _tracer(acteur, "ecrire", rapport, rubrique=rubrique)
    return ecrit


@transaction.atomic
def arreter_rapport(acteur: Acteur, dispositif_id: int, annee: int) -> RapportAnnuel:
    """Freeze the figures of today with the texts; the same files come out from then on."""
    exiger(acteur, dispositif_id)
    rapport = _verrouille(dispositif_id, annee)
    if rapport.arrete:
        raise ErreurRapport("Ce rapport est déjà arrêté.")
    maintenant = timezone.now()
    figes = chiffres_vivants(dispositif_id, annee, le=timezone.localdate(maintenant)).figer()
    rapport.chiffres = figes
    rapport.empreinte = hashlib.sha256(json.dumps(figes, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    rapport.arrete_le, rapport.arrete_par = maintenant, acteur.libelle
    rapport.save(update_fields=["chiffres", "empreinte", "arrete_le", "arrete_par"])
    _tracer(acteur, "arreter", rapport, empreinte=rapport.empreinte)
    return rapport


@transaction.atomic
def rouvrir_rapport(acteur: Acteur, dispositif_id: int, annee: int) -> RapportAnnuel:
    """Open a closed report again: its figures are those of the day once more. The journal keeps the digest of what was closed."""
    exiger(acteur, dispositif_id)
    rapport = _verrouille(dispositif_id, annee)
    if not rapport.arrete:
        raise ErreurRapport("Ce rapport n'est pas arrêté.")
    _tracer(acteur, "rouvrir", rapport, empreinte=rapport.empreinte)
    rapport.chiffres, rapport.empreinte, rapport.arrete_le, rapport.arrete_par = None, "", None, ""
    rapport.save(update_fields=["chiffres", "empreinte", "arrete_le", "arrete_par"])
    return rapport


def _verrouille(dispositif_id: int, annee: int) -> RapportAnnuel:
    rapports = RapportAnnuel.objects.select_for_update().filter(dispositif_id=dispositif_id, annee=annee)
    rapport = rapports.first()
    if rapport is None:
        raise ErreurRapport("Ce rapport n'est pas ouvert.")
    return rapport


def _tracer(acteur: Acteur, acte: str, rapport: RapportAnnuel, **details: str) -> None:
    journaliser(
        acteur,
        f"rapport_annuel.{acte}",
        objet=f"rapport:{rapport.annee}",
        dispositif_id=rapport.dispositif_id,
        details=details,
    )
