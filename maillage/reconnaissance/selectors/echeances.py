"""The deadlines of a dossier for the one work list: what the present state waits for, the axes of the plan, the effects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse

from maillage.reconnaissance.domain.attentes import ATTENTES
from maillage.reconnaissance.domain.etats import EtatDossier, Partie
from maillage.reconnaissance.models import AxeDeTravail, DossierReconnaissance, EffetReconnaissance
from maillage.reconnaissance.permissions import DOSSIER
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance, EcheanceSituee
from maillage.structures.selectors import dispositifs_visibles

NATURE = "Reconnaissance"


def echeances(acteur: Acteur, dispositif: Any, *, le: date) -> list[Echeance]:
    """Return what must be done, the nearest first (3 queries at most, 1 without a dossier). `dispositif` has a key and a code."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif.pk):
        return []
    dossiers = DossierReconnaissance.objects.filter(dispositif_id=dispositif.pk).select_related("dispositif")
    return [situee.echeance for situee in _situees(list(dossiers))]


def echeances_de_la_portee(acteur: Acteur, *, le: date) -> list[EcheanceSituee]:
    """Return the same for every dispositif of the scope (3 queries)."""
    visibles = dispositifs_visibles(acteur, DOSSIER)
    return _situees(list(DossierReconnaissance.objects.filter(dispositif__in=visibles).select_related("dispositif")))


def _situees(dossiers: Sequence[DossierReconnaissance]) -> list[EcheanceSituee]:
    if not dossiers:
        return []
    cles = [dossier.pk for dossier in dossiers]
    axes: dict[int, list[AxeDeTravail]] = defaultdict(list)
    for axe in AxeDeTravail.objects.filter(decision__dossier__in=cles, fait_le__isnull=True).select_related("decision"):
        axes[axe.decision.dossier_id].append(axe)
    restants = EffetReconnaissance.objects.filter(dossier__in=cles, fait_le__isnull=True).order_by()
    effets = dict(restants.values("dossier").annotate(jour=Min("avant_le")).values_list("dossier", "jour"))
    lignes = [
        EcheanceSituee(dossier.dispositif.nom, dossier.dispositif.departement, echeance)
        for dossier in dossiers
        for echeance in [*_axes(dossier, axes[dossier.pk]), *_etat(dossier), *_effets(dossier, effets.get(dossier.pk))]
    ]
    return sorted(lignes, key=lambda ligne: (ligne.echeance.dernier_jour, ligne.echeance.acte))


def _adresse(dossier: DossierReconnaissance, ancre: str = "") -> str:
    return reverse("reconnaissance:dossier", args=[dossier.dispositif.code]) + ancre


def _etat(dossier: DossierReconnaissance) -> list[Echeance]:
    attente = ATTENTES.get(EtatDossier(dossier.etat))
    if attente is None or dossier.echeance is None:
        return []
    qui = "Délai indicatif, côté ARS." if attente.partie is Partie.INSTRUCTEURS else "Dernier jour du plan de travail."
    return [Echeance(NATURE, attente.acte, dossier.echeance, _adresse(dossier), precision=qui)]


def _axes(dossier: DossierReconnaissance, ouverts: Iterable[AxeDeTravail]) -> list[Echeance]:
    if dossier.etat != EtatDossier.AXES_DE_TRAVAIL:
        return []
    adresse = _adresse(dossier, "#axes")
    return [
        Echeance(NATURE, f"Mener l'axe : {axe.libelle}", axe.avant_le, adresse, precision=axe.qui) for axe in ouverts
    ]


def _effets(dossier: DossierReconnaissance, premier: date | None) -> list[Echeance]:
    if dossier.reconnu_le is None or premier is None:
        return []
    return [Echeance(NATURE, "Suivre les effets de la reconnaissance", premier, _adresse(dossier, "#effets"))]
