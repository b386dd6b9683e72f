"""Reference data as an operator would have brought it: schools and their nature, two closed, young people estimated, files in the history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration.reglages import Reglages

NATURES = ("École", "École", "École", "Collège", "École", "Lycée")
PART_DES_JEUNES = 0.22
"""Share of people under 20 used to invent a number; a small commune has an estimation, shown as such."""
COMPTEE_DES = 1_000
OPERATEUR = "Administration (démonstration)"
REVUES = 3


def semer_references(reglages: Reglages) -> int:
    """Write them in bulk; return the number of rows."""
    ecoles = list(apps.get_model("cartographie.Ecole")._default_manager.select_related("commune").order_by("uai"))
    for rang, ecole in enumerate(ecoles):
        ecole.nature, ecole.secteur = NATURES[rang % len(NATURES)], "Public" if rang % 5 else "Privé"
        ecole.adresse, ecole.position_source = f"{1 + rang % 30} rue de l'École", "ADRESSE"
        if rang < REVUES:
            ecole.position_source, ecole.revue_motif = "COMMUNE", "SANS_POSITION"
    fermees = ecoles[-2:]
    for ecole in fermees:
        ecole.ferme_le = reglages.dernier_trimestre.debut
    champs = ["nature", "secteur", "adresse", "position_source", "revue_motif", "ferme_le"]
    apps.get_model("cartographie.Ecole")._default_manager.bulk_update(ecoles, champs, batch_size=200)
    return len(ecoles) + _semer_population(reglages) + _semer_histoire(reglages, ecoles, fermees)


def _semer_population(reglages: Reglages) -> int:
    communes = apps.get_model("territoire.Commune")._default_manager.exclude(population=None)
    modele = apps.get_model("territoire.PopulationAge")
    lignes = [
        modele(
            commune_id=code,
            age_min=0,
            age_max=19,
            annee=reglages.debut.year,
            nombre=round(population * PART_DES_JEUNES),
            estimation=population < COMPTEE_DES,
        )
        for code, population in communes.values_list("pk", "population")
        if population is not None
    ]
    modele._default_manager.bulk_create(lignes, 1000)
    return len(lignes)


def _semer_histoire(reglages: Reglages, ecoles: list[Any], fermees: list[Any]) -> int:
    avant, apres = reglages.debut, reglages.dernier_trimestre.debut
    premier = _importe("ecoles", "annuaire-education-rentree.csv", avant, {"lus": len(ecoles), "crees": len(ecoles)})
    suite = {"lus": len(ecoles) - 1, "inchanges": len(ecoles) - len(fermees), "fermes": len(fermees), "rejetes": 1}
    refus = {
        "ligne": 14,
        "colonne": "lon",
        "valeur": "44.51",
        "message": "longitude et latitude semblent inversées (3.49)",
        "remede": "corrigez les deux cases, ou videz-les",
        "gravite": "REJET",
    }
    second = _importe("ecoles", "annuaire-education.csv", apres, suite, remarques=[refus], complet=True)
    communes = apps.get_model("territoire.Commune")._default_manager.count()
    _importe("population", "jeunes-par-commune-estimation.csv", avant, {"lus": communes, "crees": communes})
    modele = apps.get_model("territoire.ChangementReference")
    lignes = [
        modele(importe=premier, genre="ecoles", cle=un.uai, nom=un.nom, nature="CREATION", date=avant) for un in ecoles
    ]
    lignes += [
        modele(importe=second, genre="ecoles", cle=un.uai, nom=un.nom, nature="FERMETURE", date=apres) for un in fermees
    ]
    modele._default_manager.bulk_create(lignes, 500)
    return len(lignes) + 3


def _importe(genre: str, nom: str, le: dt.date, comptes: dict[str, int], **champs: Any) -> Any:
    moment = timezone.make_aware(dt.datetime.combine(le + dt.timedelta(days=4), dt.time(10)))
    return apps.get_model("territoire.ImportReference")._default_manager.create(
        genre=genre,
        nom_fichier=nom,
        situation_le=le,
        etat="APPLIQUE",
        avancement=100,
        comptes=comptes,
        depose_par=OPERATEUR,
        depose_le=moment,
        applique_par=OPERATEUR,
        applique_le=moment,
        **champs,
    )
