"""`python manage.py entretenir_partage`: erase the pseudonyms that serve no more, remake those of an older key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage.parcours.services import entretenir_partage
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.typographie import ecrire_compte


class Command(BaseCommand):
    help = (
        "Efface les pseudonymes de la liste d'attente partagée qui ne servent plus et refait ceux d'une ancienne clé. "
        "À lancer chaque mois, et après un changement de clé."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were erased, and remade."""
        effaces, refaits = entretenir_partage(ActeurSysteme("entretenir_partage"), le=timezone.localdate())
        self.stdout.write(
            f"{ecrire_compte(effaces, 'pseudonyme effacé', 'pseudonymes effacés')}, {ecrire_compte(refaits, 'refait')}."
        )
