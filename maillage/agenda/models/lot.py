"""Imported files: the raw file kept, its preview, what it changed (so that it can be undone), and what is remembered per source."""

from __future__ import annotations

from django.db import models


class EtatLot(models.TextChoices):
    """A file goes DEPOSE → ANALYSE → APERCU → ECRITURE → APPLIQUE → ANNULE; ECHEC when it cannot be read at all."""

    DEPOSE = "DEPOSE", "Déposé, colonnes à vérifier"
    ANALYSE = "ANALYSE", "Lecture en cours"
    APERCU = "APERCU", "Aperçu prêt, rien n'est encore écrit"
    ECRITURE = "ECRITURE", "Écriture en cours"
    APPLIQUE = "APPLIQUE", "Appliqué"
    ANNULE = "ANNULE", "Annulé"
    ECHEC = "ECHEC", "Illisible"


class IssueLigne(models.TextChoices):
    """What becomes of a line of a file."""

    AJOUT = "AJOUT", "Ajout"
    MODIFICATION = "MODIFICATION", "Modification"
    INCHANGE = "INCHANGE", "Inchangé"
    ANNULATION = "ANNULATION", "Annulation"
    ERREUR = "ERREUR", "Erreur"


class LotImport(models.Model):
    """One file brought into the agenda of a dispositif. The same bytes waiting for the same source are one lot (`empreinte`)."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    source = models.CharField(max_length=64)
    nom_fichier = models.CharField(max_length=200)
    format = models.CharField(max_length=8)
    contenu = models.BinaryField()
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    correspondance = models.JSONField("correspondance des colonnes", default=dict)
    etat = models.CharField("état", max_length=8, choices=EtatLot.choices, default=EtatLot.DEPOSE)
    compte_rendu = models.JSONField("compte rendu", default=dict)
    avancement = models.PositiveSmallIntegerField("avancement en pour cent", default=0)
    cree_par_id = models.BigIntegerField(null=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    applique_le = models.DateTimeField("appliqué le", null=True)
    annule_le = models.DateTimeField("annulé le", null=True)

    class Meta:
        verbose_name = "lot importé"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.nom_fichier


class LigneLot(models.Model):
    """A line of an imported file as it was read, and what becomes of it.

    `cellules` is a list of [header, text], `erreurs` a list of {colonne, motif}, `minutes` the duration understood, if any.
    """

    lot = models.ForeignKey(LotImport, models.CASCADE, related_name="lignes")
    numero = models.PositiveIntegerField("numéro de ligne")
    issue = models.CharField(max_length=12, choices=IssueLigne.choices)
    cellules = models.JSONField(default=list)
    erreurs = models.JSONField(default=list)
    reserve = models.CharField("réserve", max_length=200, blank=True)
    minutes = models.PositiveIntegerField("durée en minutes", null=True)

    class Meta:
        verbose_name = "ligne d'un lot"
        ordering = ["numero", "pk"]
        indexes = [models.Index(fields=["lot", "issue", "numero"])]

    def __str__(self) -> str:
        return f"ligne {self.numero}"


class EffetLot(models.Model):
    """What a lot did to one object: its state before (empty when created), to undo it exactly.

    `version_apres` is the version of the événement, or a checksum of the absence, as the lot left it: another value means someone wrote since.
    """

    lot = models.ForeignKey(LotImport, models.CASCADE, related_name="effets")
    objet = models.CharField(max_length=12)
    objet_id = models.BigIntegerField()
    avant = models.JSONField(null=True)
    version_apres = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "effet d'un lot"
        indexes = [models.Index(fields=["objet", "objet_id"])]

    def __str__(self) -> str:
        return f"{self.objet} {self.objet_id}"


class OccurrenceImportee(models.Model):
    """An événement that a source speaks of, under the key of R5, and what the source said last (`dit`).

    The next file is compared with what the source said, not with what the team wrote since: only what the source changed is brought in.
    """

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    source = models.CharField(max_length=64)
    reference = models.CharField("référence", max_length=200)
    jour = models.DateField()
    evenement = models.OneToOneField("agenda.Evenement", models.CASCADE, related_name="occurrence_importee")
    dit = models.JSONField("ce que disait la source", default=dict)

    class Meta:
        verbose_name = "occurrence importée"
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "source", "reference", "jour"], name="occurrence_importee_unique"
            )
        ]
        indexes = [models.Index(fields=["dispositif", "source", "jour"])]

    def __str__(self) -> str:
        return f"{self.reference} du {self.jour}"


class Correspondance(models.Model):
    """How a source maps to our columns, values, defaults and rules, remembered per dispositif and source."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    source = models.CharField(max_length=64)
    colonnes = models.JSONField(default=dict)
    valeurs = models.JSONField(default=dict)
    options = models.JSONField(default=dict)

    class Meta:
        verbose_name = "correspondance de colonnes"
        constraints = [models.UniqueConstraint(fields=["dispositif", "source"], name="correspondance_unique")]

    def __str__(self) -> str:
        return self.source
