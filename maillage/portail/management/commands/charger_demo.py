"""Load the demonstration region in the database of the settings."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from maillage.portail.demonstration.chargement import (
    ACTEUR,
    Contenu,
    charger,
    contenu_de_la_base,
    faire_les_retours,
)
from maillage.portail.demonstration.pilotage import faire_le_passe
from maillage.portail.demonstration.reglages import GRAINE, TAILLE_PAR_DEFAUT, Reglages, taille_connue
from maillage.socle.domain.typographie import ecrire_compte

LARGEUR = 60


class Command(BaseCommand):
    help = "Charge la région de démonstration, inventée et reproductible, dans une base vide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--taille", default=TAILLE_PAR_DEFAUT, help="petite, moyenne, region ou nombre de dispositifs"
        )
        parser.add_argument("--graine", type=int, default=GRAINE, help="même graine, mêmes données")
        parser.add_argument(
            "--remplacer", action="store_true", help="remplacer une autre démonstration (base embarquée)"
        )

        parser.add_argument(
            "--sans-retours", action="store_true", help="laisser les retours trimestriels à « retours_demo »"
        )

    def handle(self, *args: Any, taille: str, graine: int, remplacer: bool, sans_retours: bool, **options: Any) -> None:
        """Load, or say that the same demonstration is already there."""
        if not taille_connue(taille):
            raise CommandError(
                f"Taille inconnue : « {taille} ». Choisissez petite, moyenne, region ou un nombre de 1 à 99."
            )
        reglages = Reglages(aujourd_hui=timezone.localdate(), graine=graine, taille=taille)
        contenu = contenu_de_la_base(reglages)
        if contenu is Contenu.MEME_DEMONSTRATION:
            self.stdout.write("La démonstration est déjà chargée.")
            return
        if contenu is Contenu.AUTRE_DEMONSTRATION and remplacer:
            self.stdout.write("Une autre démonstration était là : elle est remplacée.")
            _repartir_de_rien()
        elif contenu is not Contenu.VIDE:
            raise CommandError("Cette base contient déjà des données : choisissez un autre dossier avec --donnees.")
        lignes = charger(reglages, self._dire)
        if not sans_retours:
            faire_les_retours(reglages, self._dire)
            faire_le_passe(ACTEUR, reglages, self._dire)
        self._dire(100, f"démonstration prête, {ecrire_compte(lignes, 'ligne')}")
        self.stdout.write("")

    def _dire(self, pour_cent: int, quoi: str) -> None:
        """Rewrite one line on a terminal, add lines in a file."""
        texte = f"{pour_cent:3d} % {quoi}"
        self.stdout.write(
            f"\r{texte:<{LARGEUR}}" if sys.stdout.isatty() else texte, ending="" if sys.stdout.isatty() else "\n"
        )
        self.stdout.flush()


def _repartir_de_rien() -> None:
    """Throw the embedded database away and make an empty one: the journal of a demonstration is not kept."""
    if connection.vendor != "sqlite":
        raise CommandError("Seule la base embarquée se remplace : videz vous-même l'autre base.")
    base = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    for suffixe in ("", "-wal", "-shm"):
        base.with_name(base.name + suffixe).unlink(missing_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
