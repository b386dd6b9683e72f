"""Server time of the lists of cooperation with a thousand rows each: requests, dossiers, conventions, decisions, CPOM sheets, deadlines.

    python -m bench.cooperation --donnees FOLDER [--tours 5]

FOLDER holds a base made by `maillage demo --sans-servir --donnees FOLDER`; a thousand rows of each kind are added to it once. For each page:
median processor time of the server, and number of queries, with the list alone, filtered, and searched.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

MILLE = 1000
NOM = "Dispositif du banc"
PAGES = (
    ("ars@", "reconnaissance/", ("?departement=31&etat=INSTRUCTION", f"?recherche={NOM.replace(' ', '+')}+77")),
    ("ars@", "autorite/", ("?departement=31", "?q=banc+77")),
    ("ars@", "echeances/", ("?etat=toutes&departement=31", "?etat=toutes&q=banc+77")),
    ("ars@", "conventions/cadres/", ("?etat=EN_VIGUEUR", "?recherche=banc+77")),
    ("ars@", "conventions/decisions/", ("?etat=RETARD", "?recherche=banc+77")),
    ("ars@", "cpom/", ("?departement=31", "?q=banc+77")),
    ("ars@", "cpom/indicateurs/", ("?departement=31", "?q=banc+77")),
    ("direction@", "dispositifs/{code}/appui/", ("?etat=toutes", "?etat=toutes&recherche=banc+77")),
    ("ars@", "recherche/?q=banc+77", ()),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--donnees", type=Path, default=Path("bench/donnees/demonstration"))
    parser.add_argument("--tours", type=int, default=5)
    options = parser.parse_args()
    os.environ.update(MAILLAGE_DONNEES=str(options.donnees.resolve()), MAILLAGE_DEMONSTRATION="1")
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    _mesurer(_peupler(), options.tours)


def _mesurer(code: str, tours: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from maillage.comptes.models import Utilisateur

    for compte, chemin, suites in PAGES:
        client = Client(SERVER_NAME="localhost")
        client.force_login(Utilisateur.objects.get(email__startswith=compte))
        for suite in ("", *suites):
            adresse = f"/{chemin.format(code=code)}{suite}"

            def ouvrir(client: Any = client, adresse: str = adresse) -> Any:
                return client.get(adresse)

            ouvrir()
            with CaptureQueriesContext(connection) as requetes:
                reponse = ouvrir()
            nombre = len(requetes)
            duree = _mediane(ouvrir, tours)
            print(f"{adresse:<70} {duree * 1000:6.0f} ms  {nombre:3d} requêtes  statut {reponse.status_code}")


def _mediane(faire: Callable[[], Any], tours: int) -> float:
    """Median processor time: what the machine does besides is left out."""
    mesures = []
    for _ in range(tours):
        debut = time.process_time()
        faire()
        mesures.append(time.process_time() - debut)
    return statistics.median(mesures)


def _peupler() -> str:
    """Add a thousand rows of each kind, once; return the code of the dispositif of the direction."""
    from django.db import transaction

    from maillage.comptes.models import Habilitation
    from maillage.structures.models import Dispositif

    ici = Habilitation.objects.get(utilisateur__email__startswith="direction@").dispositif
    assert ici is not None
    if not Dispositif.objects.filter(nom__startswith=NOM).exists():
        with transaction.atomic():
            _dossiers_et_fiches()
            _conventions_et_decisions()
            _demandes(ici)
    return str(ici.code)


def _dossiers_et_fiches() -> None:
    from django.utils import timezone

    from maillage.cpom.models import ActionCpom, CibleCpom, Cpom, FicheAction, IndicateurCpom
    from maillage.reconnaissance.models import DossierReconnaissance
    from maillage.structures.models import Dispositif

    jour, modele = timezone.localdate(), IndicateurCpom.objects.order_by("pk").first()
    contrat = Cpom.objects.order_by("pk").first()
    assert modele is not None
    assert contrat is not None
    for rang in range(MILLE):
        departement = ("31", "81", "12", "09")[rang % 4]
        dispositif = Dispositif.objects.create(
            code=f"banc-{rang}", nom=f"{NOM} {rang}", type="DITEP", region="Occitanie", departement=departement
        )
        DossierReconnaissance.objects.create(
            dispositif=dispositif,
            etat="INSTRUCTION",
            ouvert_le=timezone.now(),
            ouvert_par="banc",
            etat_depuis=jour,
            echeance=jour + dt.timedelta(days=rang % 200 - 50),
        )
        fiche = FicheAction.objects.create(cpom=contrat, dispositif=dispositif, titre=f"Fiche {rang}", objectif="Banc")
        ActionCpom.objects.create(fiche=fiche, libelle=f"Action {rang}", echeance=jour + dt.timedelta(days=rang % 300))
        champs = {champ.name: getattr(modele, champ.name) for champ in modele._meta.fields}
        for nom in ("id", "identifiant", "fiche"):
            champs.pop(nom, None)
        indicateur = IndicateurCpom.objects.create(**champs, fiche=fiche)
        CibleCpom.objects.create(indicateur=indicateur, annee=jour.year - 1, valeur=10)


def _conventions_et_decisions() -> None:
    from django.utils import timezone

    from maillage.conventions.models import ConventionCadre, DecisionInstance, Seance

    jour = timezone.localdate()
    for rang in range(MILLE):
        ConventionCadre.objects.create(
            departement=("31", "81", "12", "09")[rang % 4],
            titre=f"Convention du banc {rang}",
            preparee_le=jour - dt.timedelta(days=900),
            signee_le=jour - dt.timedelta(days=800),
            debut=jour - dt.timedelta(days=800),
            fin=jour + dt.timedelta(days=rang - 300),
        )
    seance = Seance.objects.order_by("pk").first()
    DecisionInstance.objects.bulk_create(
        DecisionInstance(
            seance=seance,
            texte=f"Décision du banc {rang}",
            porteur="MDPH",
            echeance=jour + dt.timedelta(days=rang - 500),
        )
        for rang in range(MILLE)
    )


def _demandes(dispositif: Any) -> None:
    from django.utils import timezone

    from maillage.appui_ressource.models import DemandeAppui
    from maillage.territoire.models import Commune

    commune, jour = Commune.objects.order_by("pk").first(), timezone.localdate()
    DemandeAppui.objects.bulk_create(
        DemandeAppui(
            dispositif=dispositif,
            demandeur="ECOLE",
            structure_nom=f"École du banc {rang}",
            commune=commune,
            contact_nom="Banc",
            courriel="banc@exemple.test",
            public="COMPORTEMENT",
            situation="Une situation du banc",
            souhait="APPUI_CONSEIL",
            etat="RECUE",
            deposee_le=timezone.now() - dt.timedelta(days=rang % 90),
            echeance=jour + dt.timedelta(days=rang % 20 - 10),
            etat_depuis=jour,
        )
        for rang in range(MILLE)
    )


if __name__ == "__main__":
    main()
