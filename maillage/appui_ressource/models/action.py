"""An action of appui-ressource: a line of table action_ar once it is done."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.appui_ressource import referentiels
from maillage.socle.fields import nouvel_identifiant


class ActionAppui(models.Model):
    """Entered alone with its own measures, or planned as an événement of the agenda: then day, length, professionals and state are those of
    the événement, and `jour`, `duree_min`, `n_pros` are not read by the count.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    demande = models.ForeignKey(
        "appui_ressource.DemandeAppui", models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    evenement = models.OneToOneField(
        "agenda.Evenement", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="événement"
    )
    type = models.CharField(max_length=24)
    jour = models.DateField()
    duree_min = models.PositiveIntegerField("durée en minutes", default=0)
    n_pros = models.PositiveIntegerField("professionnels", default=0)
    n_participants = models.PositiveIntegerField("participants", null=True, blank=True)
    structure_type = models.CharField("type de structure", max_length=20, blank=True)
    structure_nom = models.CharField("structure", max_length=200, blank=True)
    partenaire = models.ForeignKey(
        "structures.Partenaire", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="partenaire"
    )
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, null=True, blank=True, related_name="+")
    accord_par = models.CharField("accord donné par", max_length=20, blank=True)
    accord_le = models.DateField("accord donné le", null=True, blank=True)
    accord_moyen = models.CharField("moyen de l'accord", max_length=10, blank=True)
    preparation_min = models.PositiveIntegerField("préparation en minutes", null=True, blank=True)
    deplacement_min = models.PositiveIntegerField("déplacement en minutes", null=True, blank=True)
    precisions = models.JSONField("précisions", default=dict)
    compte_rendu = models.TextField(blank=True)
    suite = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "action d'appui-ressource"
        verbose_name_plural = "actions d'appui-ressource"
        ordering = ["-jour", "-pk"]
        indexes = [models.Index(fields=["dispositif", "jour"], name="action_appui_jour")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jeune__isnull=True, accord_le__isnull=True)
                | Q(accord_le__isnull=False, accord_le__lte=F("jour")) & ~Q(accord_par=""),
                name="action_appui_nommee_avec_accord",
            )
        ]

    def __str__(self) -> str:
        return self.libelle_type

    @property
    def libelle_type(self) -> str:
        connu = referentiels.types_action().get(self.type)
        return connu.libelle if connu else self.type

    @property
    def libelle_structure(self) -> str:
        return referentiels.libelles("structures").get(self.structure_type, "")

    @property
    def libelle_suite(self) -> str:
        return referentiels.libelles("suites").get(self.suite, "")

    @property
    def accord_en_mots(self) -> str:
        par = referentiels.libelles("donneurs_accord").get(self.accord_par, self.accord_par)
        return f"{par}, {referentiels.libelles('moyens_accord').get(self.accord_moyen, '').lower()}"

    @property
    def precisions_en_mots(self) -> list[tuple[str, str]]:
        """The fields of its kind that are filled, label and text."""
        connu = referentiels.types_action().get(self.type)
        champs = connu.precisions if connu else ()
        return [(champ.libelle, self.precisions[champ.code]) for champ in champs if champ.code in self.precisions]
