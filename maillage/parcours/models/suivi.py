"""Leaving and after: the exit, the contacts of the three years that follow, the milestones of age, the Creton maintenance."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.parcours.models.faits import fin_apres_debut


class AccordSuivi(models.TextChoices):
    """What the young person, or the family, answered when follow-up was proposed at the exit."""

    A_DEMANDER = "", "À demander"
    OUI = "OUI", "Accepté"
    NON = "NON", "Refusé"


class SortieParcours(models.Model):
    """The end of an accompaniment: where the young person goes, and whether news may be asked for. `destination`: referentiels/sorties.toml."""

    phase = models.OneToOneField("parcours.Phase", models.CASCADE, related_name="sortie", primary_key=True)
    destination = models.CharField(max_length=20, blank=True)
    precision = models.CharField("précision", max_length=120, blank=True)
    suivi = models.CharField("suivi", max_length=3, choices=AccordSuivi.choices, blank=True)
    suivi_le = models.DateField("réponse du", null=True, blank=True)

    class Meta:
        verbose_name = "sortie"

    def __str__(self) -> str:
        return f"Sortie de la phase {self.phase_id}"


class IssueContact(models.TextChoices):
    """What came of a follow-up contact."""

    REALISE = "REALISE", "Réalisé"
    SANS_REPONSE = "SANS_REPONSE", "Sans réponse"


class ContactSuivi(models.Model):
    """A follow-up contact done, or tried: which of the planned ones (`mois` after the exit), when, how. The planned ones are computed."""

    phase = models.ForeignKey("parcours.Phase", models.CASCADE, related_name="contacts")
    mois = models.PositiveSmallIntegerField()
    le = models.DateField()
    issue = models.CharField(max_length=12, choices=IssueContact.choices)
    moyen = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "contact de suivi"
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "mois"], condition=Q(issue=IssueContact.REALISE), name="contact_suivi_realise_une_fois"
            )
        ]

    def __str__(self) -> str:
        return f"Contact à {self.mois} mois"


class JalonAge(models.Model):
    """What an age calls for has been done: the milestone is a code of referentiels/echeances.toml."""

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="jalons")
    code = models.CharField(max_length=12)
    fait_le = models.DateField()

    class Meta:
        verbose_name = "jalon d'âge"
        ordering = ["fait_le", "pk"]
        constraints = [models.UniqueConstraint(fields=["jeune", "code"], name="jalon_age_une_fois")]

    def __str__(self) -> str:
        return self.code


class MaintienCreton(models.Model):
    """A young adult kept in a child dispositif by a decision of the CDAPH, waiting for an adult place (CASF L. 242-4).

    `orientation` and `solution` are codes of referentiels/sorties.toml. The count reads the phase (R37), which the act opens.
    """

    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="maintiens")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    decision = models.DateField("décision de la CDAPH du")
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    orientation = models.CharField("orientation adulte", max_length=20)
    attente = models.CharField("listes d'attente", max_length=200, blank=True)
    sortie_le = models.DateField("solution trouvée le", null=True, blank=True)
    solution = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "maintien Creton"
        ordering = ["-debut", "-pk"]
        constraints = [fin_apres_debut("maintien_creton_fin_apres_debut")]
        indexes = [models.Index(fields=["dispositif", "jeune"])]

    def __str__(self) -> str:
        return f"Maintien décidé le {self.decision}"
