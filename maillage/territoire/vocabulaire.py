"""Words that the rooms above share about places: where a position comes from, why it waits for an eye, what an import went through."""

from __future__ import annotations

import datetime as dt

from django.db import models

GARDE_IMPORT = dt.timedelta(days=2)
"""A file that nobody confirms is thrown away after it: it may hold telephones and addresses."""


class PositionSource(models.TextChoices):
    ADRESSE = "ADRESSE", "Adresse géocodée"
    COMMUNE = "COMMUNE", "Centre de la commune"
    MANUELLE = "MANUELLE", "Placée à la main"


class MotifRevue(models.TextChoices):
    """Why a position waits for a person's eye."""

    SCORE_FAIBLE = "SCORE_FAIBLE", "Adresse mal reconnue"
    SANS_POSITION = "SANS_POSITION", "Aucune position"
    COMMUNE_INCONNUE = "COMMUNE_INCONNUE", "Commune inconnue"
    LOIN_DE_LA_COMMUNE = "LOIN_DE_LA_COMMUNE", "Position loin de sa commune"


class EtatImport(models.TextChoices):
    LECTURE = "LECTURE", "Lecture en cours"
    APERCU = "APERCU", "À confirmer"
    ECRITURE = "ECRITURE", "Écriture en cours"
    APPLIQUE = "APPLIQUE", "Appliqué"
    ABANDONNE = "ABANDONNE", "Abandonné"
    ECHEC = "ECHEC", "Arrêté, rien n'est écrit"


class NatureReference(models.TextChoices):
    """What happened to a thing of a register, on a date."""

    CREATION = "CREATION", "Création"
    MODIFICATION = "MODIFICATION", "Modification"
    FERMETURE = "FERMETURE", "Fermeture"
    REOUVERTURE = "REOUVERTURE", "Réouverture"
