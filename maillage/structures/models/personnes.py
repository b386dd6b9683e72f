"""Professionals and their assignments; partners of every kind."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.socle.fields import nouvel_identifiant
from maillage.territoire.vocabulaire import MotifRevue, PositionSource


class Metier(models.TextChoices):
    """Professions met in a dispositif intégré; a reading aid, never used by the count."""

    EDUCATEUR = "EDUCATEUR", "Éducation spécialisée"
    ENSEIGNANT = "ENSEIGNANT", "Enseignement spécialisé"
    PSYCHOLOGUE = "PSYCHOLOGUE", "Psychologie"
    PSYCHOMOTRICIEN = "PSYCHOMOTRICIEN", "Psychomotricité"
    ORTHOPHONISTE = "ORTHOPHONISTE", "Orthophonie"
    ERGOTHERAPEUTE = "ERGOTHERAPEUTE", "Ergothérapie"
    KINESITHERAPEUTE = "KINESITHERAPEUTE", "Kinésithérapie"
    INFIRMIER = "INFIRMIER", "Soins infirmiers"
    MEDECIN = "MEDECIN", "Médecine"
    ASSISTANT_SOCIAL = "ASSISTANT_SOCIAL", "Service social"
    COORDONNATEUR = "COORDONNATEUR", "Coordination de parcours"
    CHEF_DE_SERVICE = "CHEF_DE_SERVICE", "Encadrement"
    SURVEILLANT_NUIT = "SURVEILLANT_NUIT", "Surveillance de nuit"
    MONITEUR = "MONITEUR", "Éducation technique"
    CONDUCTEUR = "CONDUCTEUR", "Conduite"
    AUTRE = "AUTRE", "Autre métier"


class Professionnel(models.Model):
    """A person who works for one or several dispositifs. `identifiant` stands for them in files and counts."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    nom = models.CharField(max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    metier = models.CharField("métier", max_length=20, choices=Metier.choices, default=Metier.AUTRE)

    class Meta:
        verbose_name = "professionnel"
        ordering = ["nom", "prenom", "pk"]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"


class Affectation(models.Model):
    """A professional works in a dispositif, perhaps in one of its units, between two dates."""

    professionnel = models.ForeignKey(Professionnel, models.CASCADE, related_name="affectations")
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="affectations")
    unite = models.ForeignKey("structures.Unite", models.SET_NULL, null=True, blank=True, related_name="affectations")
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "affectation"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="affectation_fin_apres_debut"
            )
        ]

    def __str__(self) -> str:
        return f"{self.professionnel} à {self.dispositif}"


class TypePartenaire(models.TextChoices):
    ECOLE = "ECOLE", "École"
    COLLEGE = "COLLEGE", "Collège"
    LYCEE = "LYCEE", "Lycée"
    PETITE_ENFANCE = "PETITE_ENFANCE", "Petite enfance"
    ASE = "ASE", "Aide sociale à l'enfance"
    PJJ = "PJJ", "Protection judiciaire de la jeunesse"
    LOISIRS = "LOISIRS", "Loisirs, sport, culture"
    SANTE = "SANTE", "Santé"
    ESMS = "ESMS", "Établissement ou service médico-social"
    MDPH = "MDPH", "MDPH"
    AUTRE = "AUTRE", "Autre"


class Partenaire(models.Model):
    """Someone the dispositifs work with: school, club, hospital, authority."""

    nom = models.CharField(max_length=200)
    type = models.CharField(max_length=20, choices=TypePartenaire.choices, default=TypePartenaire.AUTRE)
    uai = models.CharField("UAI", max_length=8, blank=True, db_index=True)
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    adresse = models.CharField(max_length=250, blank=True)
    telephone = models.CharField("téléphone", max_length=20, blank=True)
    courriel = models.EmailField(blank=True)
    lon = models.FloatField("longitude", null=True, blank=True)
    lat = models.FloatField("latitude", null=True, blank=True)
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, blank=True)
    score_ban = models.FloatField("score BAN", null=True, blank=True)
    revue_motif = models.CharField("à revoir", max_length=20, choices=MotifRevue.choices, blank=True)
    position_revue_le = models.DateField("position revue le", null=True, blank=True)
    dispositifs = models.ManyToManyField("structures.Dispositif", related_name="partenaires", blank=True)

    class Meta:
        verbose_name = "partenaire"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom


class EtiquettePartenaire(models.Model):
    """A word that a dispositif puts on a partner: its own way of sorting its directory."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    partenaire = models.ForeignKey(Partenaire, models.CASCADE, related_name="etiquettes")
    mot = models.CharField(max_length=40)

    class Meta:
        verbose_name = "étiquette de partenaire"
        verbose_name_plural = "étiquettes de partenaires"
        ordering = ["mot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "partenaire", "mot"], name="etiquette_partenaire_unique")
        ]

    def __str__(self) -> str:
        return self.mot
