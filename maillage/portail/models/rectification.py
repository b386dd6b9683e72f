"""What a young person, or their family, says is not right, and the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.portail.espace.domain.rectification import LIBELLES_ETATS, EtatRectification
from maillage.socle.fields import nouvel_identifiant


class Rubrique(models.TextChoices):
    """Which page the line said to be wrong stands on."""

    SEMAINE = "SEMAINE", "Semaine"
    EQUIPE = "EQUIPE", "Équipe"
    PROJET = "PROJET", "Projet"
    FICHE = "FICHE", "Fiche de liaison"
    DOCUMENT = "DOCUMENT", "Document"
    LECTURE = "LECTURE", "Lecture du dossier"
    AUTRE = "AUTRE", "Autre chose"


class Rectification(models.Model):
    """A line said to be wrong (`objet`, as it was shown), in whose words, and what was answered before `echeance`.

    RGPD, art. 16 and 12 §3: one month, two more if it was said why within the first (`prolongation`).
    """

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant, editable=False)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, related_name="+")
    rubrique = models.CharField(max_length=10, choices=Rubrique.choices)
    reference = models.CharField("référence", max_length=64, blank=True)
    objet = models.CharField("ce qui était écrit", max_length=300)
    texte = models.TextField("ce qui n'est pas juste")
    compte_id = models.BigIntegerField("compte")
    auteur = models.CharField(max_length=200)
    qualite = models.CharField("qualité", max_length=20)
    recue_le = models.DateTimeField("reçue le")
    echeance = models.DateField("échéance")
    prolongation = models.CharField("pourquoi deux mois de plus", max_length=300, blank=True)
    etat = models.CharField(
        "état",
        max_length=10,
        choices=[(e.value, libelle) for e, libelle in LIBELLES_ETATS.items()],
        default=EtatRectification.RECUE.value,
    )
    reponse = models.TextField("réponse", blank=True)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    repondue_par = models.CharField("répondue par", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "rectification demandée"
        verbose_name_plural = "rectifications demandées"
        ordering = ["echeance", "pk"]
        indexes = [models.Index(fields=["dispositif", "etat", "echeance"], name="rectification_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="RECUE", repondue_le__isnull=True)
                | (~Q(etat="RECUE") & Q(repondue_le__isnull=False) & ~Q(reponse="")),
                name="rectification_reponse_motivee",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rubrique_display()} : {self.objet}"
