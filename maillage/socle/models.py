"""The journal of readings and writings, append-only, the version of the facts of each dispositif, the files received."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from maillage.socle.brouillon.models import Brouillon
from maillage.socle.courriel.models import Courriel, Desinscription, LotCourriels, PieceCourriel
from maillage.socle.fields import nouvel_identifiant

__all__ = [
    "Brouillon",
    "Courriel",
    "Desinscription",
    "ExamenPiece",
    "LotCourriels",
    "NatureTrace",
    "Piece",
    "PieceCourriel",
    "PurgeJournal",
    "Trace",
    "VersionFaits",
]


class NatureTrace(models.TextChoices):
    LECTURE = "LECTURE", "Lecture"
    ECRITURE = "ECRITURE", "Écriture"
    REFUS = "REFUS", "Refus"


class Trace(models.Model):
    """One line of the journal: who read or wrote what, when, in which role. No foreign key: it outlives what it speaks of."""

    horodatage = models.DateTimeField("date et heure", db_index=True)
    acteur_id = models.BigIntegerField("compte", null=True)
    acteur_libelle = models.CharField("personne", max_length=200)
    roles = models.CharField("rôles", max_length=200, blank=True)
    nature = models.CharField(max_length=10, choices=NatureTrace.choices)
    acte = models.CharField(max_length=80)
    objet = models.CharField("objet", max_length=120, blank=True)
    dispositif_id = models.BigIntegerField(null=True, db_index=True)
    jeune_id = models.BigIntegerField(null=True, db_index=True)
    details = models.JSONField("détails", default=dict)

    class Meta:
        verbose_name = "trace"
        ordering = ["-horodatage", "-pk"]
        indexes = [models.Index(fields=["nature", "horodatage"], name="trace_nature_horodatage")]

    def __str__(self) -> str:
        return f"{self.horodatage:%Y-%m-%d %H:%M} {self.acteur_libelle} {self.acte}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Le journal ne se modifie pas : ajoutez une trace.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Le journal ne s'efface pas.")


class AjoutSeul(models.Model):
    """A row that is never changed nor erased: a new fact is a new row. Triggers of each context make the database refuse it too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Cette ligne ne se modifie pas : ajoutez-en une autre.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Cette ligne ne s'efface pas.")


class PurgeJournal(models.Model):
    """An erasure of lines past their retention: the only door the database leaves open in the journal, and its own record."""

    avant = models.DateTimeField("lignes antérieures au")
    ouverte_le = models.DateTimeField("ouverte le")
    achevee_le = models.DateTimeField("achevée le", null=True)
    acteur_libelle = models.CharField("personne", max_length=200)
    nombre = models.PositiveBigIntegerField("lignes effacées", default=0)

    class Meta:
        verbose_name = "purge du journal"
        ordering = ["-ouverte_le", "-pk"]

    def __str__(self) -> str:
        return f"avant le {self.avant:%Y-%m-%d} : {self.nombre}"


class VersionFaits(models.Model):
    """A counter per dispositif, raised by each writing that a count may depend on: a computed result is fresh if its number is still the same."""

    dispositif_id = models.BigIntegerField(primary_key=True)
    numero = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = "version des faits"

    def __str__(self) -> str:
        return f"{self.dispositif_id} v{self.numero}"


class ExamenPiece(models.TextChoices):
    SANS_ANTIVIRUS = "SANS_ANTIVIRUS", "Sans antivirus"
    SAIN = "SAIN", "Examinée, saine"
    EN_ATTENTE = "EN_ATTENTE", "Gardée à part"


class Piece(models.Model):
    """A file received, or made, and kept: what it is, where it comes from, its hash. Its bytes are in the encrypted store (socle.pieces)."""

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant, editable=False)
    nom = models.CharField("nom", max_length=150)
    nature = models.CharField("nature", max_length=8)
    taille = models.PositiveBigIntegerField("taille en octets")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    examen = models.CharField("antivirus", max_length=14, choices=ExamenPiece.choices)
    usage = models.CharField("usage", max_length=60)
    dispositif_id = models.BigIntegerField(null=True, db_index=True)
    jeune_id = models.BigIntegerField(null=True, db_index=True)
    recue_le = models.DateTimeField("reçue le")
    recue_par_id = models.BigIntegerField("compte", null=True)
    recue_par = models.CharField("reçue par", max_length=200)

    class Meta:
        verbose_name = "pièce"
        ordering = ["-recue_le", "-pk"]

    def __str__(self) -> str:
        return self.nom
