"""The deadlines of a dossier for the one work list: what the present state waits for, the axes of the plan, the effects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from maillage.reconnaissance.domain.attentes import ATTENTES
from maillage.reconnaissance.domain.etats import EtatDossier, Partie
from maillage.reconnaissance.models import AxeDeTravail, DossierReconnaissance, EffetReconnaissance
from maillage.reconnaissance.permissions import DOSSIER
from maillage.socle.acteur import Acteur
from maillage.socle.adresses import AdresseEnSerie
from maillage.socle.domain.echeances import Echeance, EcheanceSituee
from maillage.structures.selectors import dispositifs_visibles

NATURE = "Reconnaissance"


def echeances(acteur: Acteur, dispositif: Any, *, le: date) -> list[Echeance]:
    """Return what must be done, the nearest first (3 queries at most, 1 without a dossier). `dispositif` has a key and a code."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif.pk):
        return []
    dossiers = DossierReconnaissance.objects.filter(dispositif_id=dispositif.pk)
    return [situee.echeance for situee in _situees(dossiers)]


def echeances_de_la_portee(acteur: Acteur, *, le: date) -> list[EcheanceSituee]:
    """Return the same for every dispositif of the scope (3 queries)."""
    visibles = dispositifs_visibles(acteur, DOSSIER)
    return _situees(DossierReconnaissance.objects.filter(dispositif__in=visibles))


@dataclass(frozen=True)
class _Dossier:
    """What the deadlines say of a dossier: a thousand dossiers are read without their models."""

    pk: int
    etat: str
    echeance: date | None
    reconnu_le: date | None
    code: str
    lieu: str
    departement: str


LUS = ("pk", "etat", "echeance", "reconnu_le", "dispositif__code", "dispositif__nom", "dispositif__departement")


def _situees(lus: QuerySet[DossierReconnaissance]) -> list[EcheanceSituee]:
    dossiers = [_Dossier(*ligne) for ligne in lus.values_list(*LUS)]
    if not dossiers:
        return []
    cles = [dossier.pk for dossier in dossiers]
    axes: dict[int, list[AxeDeTravail]] = defaultdict(list)
    for axe in AxeDeTravail.objects.filter(decision__dossier__in=cles, fait_le__isnull=True).select_related("decision"):
        axes[axe.decision.dossier_id].append(axe)
    restants = EffetReconnaissance.objects.filter(dossier__in=cles, fait_le__isnull=True).order_by()
    effets = dict(restants.values("dossier").annotate(jour=Min("avant_le")).values_list("dossier", "jour"))
    adresse_de, lignes = AdresseEnSerie("reconnaissance:dossier"), []
    for dossier in dossiers:
        adresse = adresse_de(dossier.code)
        siennes = [
            *_axes(dossier, axes[dossier.pk], adresse),
            *_etat(dossier, adresse),
            *_effets(dossier, effets.get(dossier.pk), adresse),
        ]
        lignes += [EcheanceSituee(dossier.lieu, dossier.departement, echeance) for echeance in siennes]
    return sorted(lignes, key=lambda ligne: (ligne.echeance.dernier_jour, ligne.echeance.acte))


def _etat(dossier: _Dossier, adresse: str) -> list[Echeance]:
    attente = ATTENTES.get(EtatDossier(dossier.etat))
    if attente is None or dossier.echeance is None:
        return []
    qui = "Délai indicatif, côté ARS." if attente.partie is Partie.INSTRUCTEURS else "Dernier jour du plan de travail."
    return [Echeance(NATURE, attente.acte, dossier.echeance, adresse, precision=qui)]


def _axes(dossier: _Dossier, ouverts: Iterable[AxeDeTravail], adresse: str) -> list[Echeance]:
    if dossier.etat != EtatDossier.AXES_DE_TRAVAIL:
        return []
    return [
        Echeance(NATURE, f"Mener l'axe : {axe.libelle}", axe.avant_le, f"{adresse}#axes", precision=axe.qui)
        for axe in ouverts
    ]


def _effets(dossier: _Dossier, premier: date | None, adresse: str) -> list[Echeance]:
    if dossier.reconnu_le is None or premier is None:
        return []
    return [Echeance(NATURE, "Suivre les effets de la reconnaissance", premier, f"{adresse}#effets")]
