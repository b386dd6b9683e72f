"""Who is called when a young person is away."""

from __future__ import annotations

from django.db import models


class ContactAppel(models.Model):
    """A person to call about a young person, in order (`rang`); kept with the agenda of one dispositif, for its absences alone."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    nom = models.CharField(max_length=80)
    qualite = models.CharField("qualité", max_length=60, blank=True)
    telephone = models.CharField("téléphone", max_length=20)
    rang = models.PositiveSmallIntegerField("ordre d'appel", default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "contact à appeler"
        verbose_name_plural = "contacts à appeler"
        ordering = ["rang", "nom", "pk"]
        indexes = [models.Index(fields=["dispositif", "jeune"])]

    def __str__(self) -> str:
        return self.nom
