"""`manage.py zones_blanches --public 437 --departement 48 --sortie Z.csv`: the study of the page, by the same code."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.cartographie.exports import feuille_zones
from maillage.cartographie.models import BaseEtude, EtatEtude
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.zones import NIVEAUX, territoires, zones_de
from maillage.cartographie.services import DemandeEtude, calculer_etude, demander_etude, fournisseurs_offerts
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.tableur import ecrire_csv
from maillage.socle.vocabulaire import Modalite


class Command(BaseCommand):
    help = "Fait une étude de zones blanches, la garde, et écrit ses territoires en CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--public", required=True, help="code FINESS, par exemple 437")
        parser.add_argument("--departement", default="")
        parser.add_argument("--modalite", default="", choices=["", *Modalite.values])
        parser.add_argument("--base", default=BaseEtude.COMMUNE, choices=BaseEtude.values)
        parser.add_argument("--niveau", default="epci", choices=list(NIVEAUX))
        parser.add_argument("--seuil", type=int, default=reglages(timezone.localdate()).seuil_min)
        parser.add_argument("--fournisseur", required=True, choices=list(fournisseurs_offerts()))
        parser.add_argument("--sortie", type=Path, required=True)

    def handle(self, *args: Any, niveau: str, sortie: Path, **options: Any) -> None:
        noms = ("public", "departement", "modalite", "base", "seuil", "fournisseur")
        demande = DemandeEtude(**{nom: options[nom] for nom in noms}, offre_le=timezone.localdate())
        try:
            etude = calculer_etude(demander_etude(ActeurSysteme("zones_blanches"), demande))
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from None
        if etude.etat != EtatEtude.FINIE:
            raise CommandError(etude.message)
        lignes = territoires(zones_de(etude), niveau)
        feuille = feuille_zones(lignes, etude, proximite_km=reglages(etude.offre_le).proximite_km)
        sortie.write_bytes(ecrire_csv(feuille))
        self.stdout.write(f"Étude {etude.pk} gardée ; territoires écrits : {len(lignes)}.")
