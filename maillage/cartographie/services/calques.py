"""Layers lent: written as a draft, filled from a file, lent, answered by each recipient, withdrawn; and read, each reading in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.cartographie.domain.calques import AccordCalque, CelluleLue, ErreurCalque, EtatCalque, NatureValeurs
from maillage.cartographie.models import Calque, CelluleCalque, DestinataireCalque
from maillage.cartographie.permissions import CALQUES, exiger
from maillage.cartographie.referentiels.calques import conventions_calques
from maillage.cartographie.selectors.calques import VueCalques, cellules_lisibles, vue_de
from maillage.cartographie.selectors.corps import tous_les_corps
from maillage.cartographie.services.courriels_calques import annoncer_pret, annoncer_retrait
from maillage.cartographie.services.protection_calques import proteger
from maillage.socle.acteur import Acteur
from maillage.socle.ecriture import poser_champs, tracer_objet, verrouiller_version
from maillage.socle.models import NatureTrace
from maillage.socle.services import journaliser

JOURS_PAR_MOIS = 31
LOT = 1000


@transaction.atomic
def creer_calque(acteur: Acteur, preteur: str, champs: Mapping[str, Any], destinataires: Collection[str]) -> Calque:
    """Open a draft for a body that the person speaks for."""
    exiger(acteur, CALQUES)
    siens = vue_de(acteur, timezone.localdate()).ecrites
    if preteur not in siens:
        raise PermissionDenied("Vous ne parlez pas pour ce prêteur.")
    calque = Calque(preteur=preteur, preteur_nom=siens[preteur])
    _ecrire(calque, champs, destinataires)
    tracer_objet("cartographie", acteur, "creer_calque", calque)
    return calque


@transaction.atomic
def modifier_calque(
    acteur: Acteur, calque: Calque, champs: Mapping[str, Any], destinataires: Collection[str], *, version: int
) -> Calque:
    """Change a draft. Cells read with other rules (level, nature, floor) are dropped: the file is to be given again."""
    verrou = _du_preteur(acteur, calque, version=version)
    _exiger_brouillon(verrou)
    lecture = verrou.niveau, verrou.nature, verrou.plancher
    verrou.version += 1
    _ecrire(verrou, champs, destinataires)
    if lecture != (verrou.niveau, verrou.nature, verrou.plancher):
        verrou.cellules.all().delete()
    tracer_objet("cartographie", acteur, "modifier_calque", verrou)
    return verrou


@transaction.atomic
def deposer_cellules(acteur: Acteur, calque: Calque, cellules: Sequence[CelluleLue], *, version: int) -> int:
    """Replace the cells of a draft by those of a file, all of them sound. Return how many are masked."""
    verrou = _du_preteur(acteur, calque, version=version)
    _exiger_brouillon(verrou)
    if not cellules or any(cellule.defauts for cellule in cellules):
        raise ErreurCalque("Ce fichier a des lignes à corriger : rien n'a été enregistré.", champ="fichier")
    verrou.cellules.all().delete()
    CelluleCalque.objects.bulk_create([_cellule(verrou, lue) for lue in cellules], LOT)
    verrou.version += 1
    verrou.save(update_fields=["version"])
    masquees = sum(lue.masquee for lue in cellules)
    tracer_objet("cartographie", acteur, "deposer_calque", verrou, cellules=len(cellules), masquees=masquees)
    return masquees


@transaction.atomic
def preter_calque(acteur: Acteur, calque: Calque) -> int:
    """Offer the layer to its recipients; from then on it no longer changes, it may only be withdrawn.

    Return how many cells were masked besides, lest the lender's other layers give back a masked one.
    """
    verrou = _du_preteur(acteur, calque)
    _exiger_brouillon(verrou)
    if not verrou.cellules.filter(masquee=False).exists():
        raise ErreurCalque("Ce calque ne montre rien encore : donnez son fichier, ou baissez le plancher.")
    if not verrou.destinataires.exists():
        raise ErreurCalque("Choisissez d'abord à qui ce calque est prêté.")
    if verrou.fin < timezone.localdate():
        raise ErreurCalque("Sa date de fin est passée : changez-la d'abord.")
    en_plus = proteger(verrou)
    verrou.etat, verrou.prete_le = EtatCalque.PRETE, timezone.now()
    verrou.version += 1
    verrou.save(update_fields=["etat", "prete_le", "version"])
    tracer_objet("cartographie", acteur, "preter_calque", verrou, fin=verrou.fin, masquees_en_plus=en_plus)
    annoncer_pret(acteur, verrou, le=timezone.localdate())
    return en_plus


@transaction.atomic
def repondre_au_pret(acteur: Acteur, calque: Calque, *, accepte: bool) -> int:
    """Accept, or refuse, for every recipient that the person speaks for. Return how many."""
    exiger(acteur, CALQUES)
    verrou = verrouiller_version(ErreurCalque, calque)
    le = timezone.localdate()
    siens = verrou.destinataires.filter(cle__in=vue_de(acteur, le).ecrites)
    if verrou.etat == EtatCalque.BROUILLON or not siens.exists():
        raise PermissionDenied("Ce calque ne vous est pas prêté.")
    if verrou.etat != EtatCalque.PRETE or verrou.fin < le:
        raise ErreurCalque("Ce prêt a pris fin : il n'y a plus rien à accepter.")
    accord = AccordCalque.ACCEPTE if accepte else AccordCalque.REFUSE
    nombre = siens.update(accord=accord, decide_le=timezone.now(), decide_par=acteur.libelle[:200])
    tracer_objet("cartographie", acteur, "accepter_calque" if accepte else "refuser_calque", verrou)
    return nombre


@transaction.atomic
def retirer_calque(acteur: Acteur, calque: Calque, *, motif: str = "") -> Calque:
    """Withdraw: from the next request nobody draws it any more; its card stays, its cells are erased."""
    verrou = _du_preteur(acteur, calque)
    if verrou.etat == EtatCalque.RETIRE:
        raise ErreurCalque("Ce calque est déjà retiré.")
    etait_prete = verrou.etat == EtatCalque.PRETE and verrou.fin >= timezone.localdate()
    verrou.cellules.all().delete()
    verrou.etat, verrou.retire_le, verrou.motif_retrait = EtatCalque.RETIRE, timezone.now(), motif[:300]
    verrou.version += 1
    verrou.save(update_fields=["etat", "retire_le", "motif_retrait", "version"])
    tracer_objet("cartographie", acteur, "retirer_calque", verrou)
    if etait_prete:
        annoncer_retrait(acteur, verrou, le=timezone.localdate())
    return verrou


def lire_calque(vue: VueCalques, calque: Calque, *, ou: str) -> list[CelluleCalque] | None:
    """Return the cells, with a line in the journal; None, without any, when the loan is over or was never accepted."""
    cellules = cellules_lisibles(vue, calque.pk)
    if cellules is not None:
        journaliser(
            vue.acteur,
            "cartographie.lire_calque",
            nature=NatureTrace.LECTURE,
            objet=f"calque:{calque.pk}",
            details={"ou": ou, "preteur": calque.preteur},
        )
    return cellules


def _ecrire(calque: Calque, champs: Mapping[str, Any], destinataires: Collection[str]) -> None:
    le = timezone.localdate()
    conventions = conventions_calques(le)
    if champs["nature"] != NatureValeurs.CHOSES and champs["plancher"] < conventions.plancher_min:
        raise ErreurCalque(f"Le plancher est de {conventions.plancher_min} personnes au moins.", champ="plancher")
    if champs["fin"] > champs["debut"] + dt.timedelta(days=conventions.mois_max * JOURS_PAR_MOIS):
        raise ErreurCalque(f"Un prêt dure {conventions.mois_max} mois au plus, puis se relit.", champ="fin")
    connus = {corps.cle: corps.nom for corps in tous_les_corps() if corps.cle != calque.preteur}
    if inconnus := set(destinataires) - connus.keys():
        raise ErreurCalque(f"Destinataire inconnu : {', '.join(sorted(inconnus))}.", champ="destinataires")
    poser_champs(ErreurCalque, calque, champs)
    calque.destinataires.exclude(cle__in=destinataires).delete()
    deja = set(calque.destinataires.values_list("cle", flat=True))
    neufs = [cle for cle in dict.fromkeys(destinataires) if cle not in deja]
    DestinataireCalque.objects.bulk_create(DestinataireCalque(calque=calque, cle=c, nom=connus[c]) for c in neufs)


def _du_preteur(acteur: Acteur, calque: Calque, *, version: int | None = None) -> Any:
    exiger(acteur, CALQUES)
    if calque.preteur not in vue_de(acteur, timezone.localdate()).ecrites:
        raise PermissionDenied("Seul le prêteur change ce calque.")
    return verrouiller_version(ErreurCalque, calque, version)


def _exiger_brouillon(calque: Calque) -> None:
    if calque.etat != EtatCalque.BROUILLON:
        raise ErreurCalque("Ce calque est prêté : il ne change plus. Retirez-le, puis prêtez-en un autre.")


def _cellule(calque: Calque, lue: CelluleLue) -> CelluleCalque:
    return CelluleCalque(
        calque=calque,
        code=lue.code,
        nom=lue.nom,
        valeur=lue.valeur,
        masquee=lue.masquee,
        lon=lue.lon,
        lat=lue.lat,
        geometrie=dict(lue.geometrie) if lue.geometrie else None,
    )
