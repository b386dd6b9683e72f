"""Make the quarterly returns of the demonstration region, while it is already served."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.portail.demonstration.chargement import ACTEUR, faire_les_retours
from maillage.portail.demonstration.pilotage import faire_le_passe
from maillage.portail.demonstration.reglages import GRAINE, TAILLE_PAR_DEFAUT, Reglages
from maillage.portail.demonstration.veille import finir_avec_le_serveur


class Command(BaseCommand):
    help = "Fait les retours du dernier trimestre achevé, sauf celui du premier dispositif, puis ceux des trimestres d'avant."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--taille", default=TAILLE_PAR_DEFAUT)
        parser.add_argument("--graine", type=int, default=GRAINE)
        parser.add_argument("--serveur", type=int, help="numéro du processus qui sert la démonstration")

    def handle(self, *args: Any, taille: str, graine: int, serveur: int | None, **options: Any) -> None:
        finir_avec_le_serveur(serveur)
        reglages = Reglages(aujourd_hui=timezone.localdate(), graine=graine, taille=taille)
        faire_les_retours(reglages, lambda pour_cent, quoi: None)
        faire_le_passe(ACTEUR, reglages, lambda pour_cent, quoi: None)
