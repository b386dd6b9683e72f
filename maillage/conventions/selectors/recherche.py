"""Conventions, agreements and decisions found by the search box, within the départements and dispositifs open to the person."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from maillage.conventions.models import Signataire
from maillage.conventions.permissions import ACCORDS, CONVENTIONS, INSTANCES
from maillage.conventions.selectors.cadres import accords_visibles, conventions_visibles, dater
from maillage.conventions.selectors.departements import nom_du_departement
from maillage.conventions.selectors.instances import decisions_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau
from maillage.socle.domain.texte import contient_les_mots


def chercher(acteur: Acteur, q: str, maximum: int) -> list[ResultatReseau]:
    """Return what holds every word: conventions first, then agreements, then decisions (5 queries at most)."""
    if not q.strip():
        return []
    le = timezone.localdate()
    trouves = [*_cadres(acteur, q, le, maximum), *_accords(acteur, q, le), *_decisions(acteur, q)]
    return trouves[:maximum]


def _cadres(acteur: Acteur, q: str, le: dt.date, maximum: int) -> list[ResultatReseau]:
    if not acteur.peut(CONVENTIONS):
        return []
    visibles = conventions_visibles(acteur)
    mots = {
        pk: [titre, nom_du_departement(departement)]
        for pk, titre, departement in visibles.values_list("pk", "titre", "departement")
    }
    for pk, nom in Signataire.objects.filter(convention__in=visibles.order_by()).values_list("convention", "nom"):
        mots[pk].append(nom)
    trouves = [pk for pk, siens in mots.items() if contient_les_mots(" ".join(siens), q)][:maximum]
    lues = visibles.filter(pk__in=trouves).prefetch_related("avenants")
    return [
        ResultatReseau(
            convention.titre,
            f"{nom_du_departement(convention.departement)}, {dater(convention, le).libelle_etat.lower()}",
            reverse("conventions:convention", args=[convention.identifiant]),
        )
        for convention in lues
    ]


def _accords(acteur: Acteur, q: str, le: dt.date) -> list[ResultatReseau]:
    if not acteur.peut(ACCORDS):
        return []
    return [
        ResultatReseau(
            accord.titre,
            f"{accord.dispositif.nom} et {accord.partenaire}, {dater(accord, le).libelle_etat.lower()}",
            reverse("conventions:accord", args=[accord.identifiant]),
        )
        for accord in accords_visibles(acteur)
        if contient_les_mots(f"{accord.titre} {accord.partenaire} {accord.dispositif.nom}", q)
    ]


def _decisions(acteur: Acteur, q: str) -> list[ResultatReseau]:
    if not acteur.peut(INSTANCES):
        return []
    return [
        ResultatReseau(
            decision.texte,
            f"{decision.seance.sigle}, {nom_du_departement(decision.seance.departement)}, {decision.porteur}",
            reverse("conventions:decision", args=[decision.identifiant]),
        )
        for decision in decisions_visibles(acteur)
        if contient_les_mots(f"{decision.texte} {decision.porteur}", q)
    ]
