"""The deadlines of a dossier for the one work list: what the present state waits for, the axes of the plan, the effects."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse

from maillage.reconnaissance.domain.attentes import ATTENTES
from maillage.reconnaissance.domain.etats import EtatDossier, Partie
from maillage.reconnaissance.models import AxeDeTravail, DossierReconnaissance, EffetReconnaissance
from maillage.reconnaissance.permissions import DOSSIER
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance

NATURE = "Reconnaissance"


def echeances(acteur: Acteur, dispositif: Any, *, le: date) -> list[Echeance]:
    """Return what must be done, the nearest first (3 queries at most, 1 without a dossier). `dispositif` has a key and a code."""
    if not acteur.peut(DOSSIER, dispositif_id=dispositif.pk):
        return []
    dossier = DossierReconnaissance.objects.filter(dispositif_id=dispositif.pk).first()
    if dossier is None:
        return []
    lignes = [*_axes(dossier, dispositif.code), *_etat(dossier, dispositif.code), *_effets(dossier, dispositif.code)]
    return sorted(lignes, key=lambda ligne: (ligne.dernier_jour, ligne.acte))


def _adresse(code: str, ancre: str = "") -> str:
    return reverse("reconnaissance:dossier", args=[code]) + ancre


def _etat(dossier: DossierReconnaissance, code: str) -> list[Echeance]:
    attente = ATTENTES.get(EtatDossier(dossier.etat))
    if attente is None or dossier.echeance is None:
        return []
    qui = "Délai indicatif, côté ARS." if attente.partie is Partie.INSTRUCTEURS else "Dernier jour du plan de travail."
    return [Echeance(NATURE, attente.acte, dossier.echeance, _adresse(code), precision=qui)]


def _axes(dossier: DossierReconnaissance, code: str) -> list[Echeance]:
    if dossier.etat != EtatDossier.AXES_DE_TRAVAIL:
        return []
    ouverts = AxeDeTravail.objects.filter(decision__dossier=dossier, fait_le__isnull=True)
    adresse = _adresse(code, "#axes")
    return [
        Echeance(NATURE, f"Mener l'axe : {axe.libelle}", axe.avant_le, adresse, precision=axe.qui) for axe in ouverts
    ]


def _effets(dossier: DossierReconnaissance, code: str) -> list[Echeance]:
    if dossier.reconnu_le is None:
        return []
    restants = EffetReconnaissance.objects.filter(dossier=dossier, fait_le__isnull=True)
    premier = restants.aggregate(jour=Min("avant_le"))["jour"]
    if premier is None:
        return []
    return [Echeance(NATURE, "Suivre les effets de la reconnaissance", premier, _adresse(code, "#effets"))]
