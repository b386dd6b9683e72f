"""The dossier, what is written in it, what is attached, and each deposit, frozen."""

from __future__ import annotations

from django.db import models

from maillage.reconnaissance import referentiels
from maillage.reconnaissance.domain.etats import LIBELLES, REDACTION, EtatDossier
from maillage.socle.fields import nouvel_identifiant


class DossierReconnaissance(models.Model):
    """The dossier of a dispositif, one for its whole life, whatever the number of its deposits and of its organismes.

    `version` moves with each act: a decision taken on an older page is refused. `chiffres` are those of the day `chiffres_le`.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.OneToOneField("structures.Dispositif", models.PROTECT, related_name="+")
    etat = models.CharField(
        "état",
        max_length=16,
        choices=[(etat.value, libelle) for etat, libelle in LIBELLES.items()],
        default=EtatDossier.A_PREPARER,
    )
    version = models.PositiveIntegerField(default=1)
    ouvert_le = models.DateTimeField("ouvert le")
    ouvert_par = models.CharField("ouvert par", max_length=200)
    etat_depuis = models.DateField("dans cet état depuis")
    echeance = models.DateField("échéance", null=True, blank=True)
    depose_le = models.DateTimeField("déposé le", null=True, blank=True)
    reconnu_le = models.DateField("reconnu le", null=True, blank=True)
    suivi_par_id = models.BigIntegerField("compte qui suit", null=True, blank=True)
    suivi_par = models.CharField("suivi par", max_length=200, blank=True)
    chiffres = models.JSONField(default=list)
    chiffres_le = models.DateField("chiffres du", null=True, blank=True)
    motif_modification = models.TextField("ce qui change", blank=True)

    class Meta:
        verbose_name = "dossier de reconnaissance"
        verbose_name_plural = "dossiers de reconnaissance"
        ordering = ["dispositif__nom", "pk"]
        indexes = [models.Index(fields=["etat", "echeance"], name="dossier_reco_travail")]

    def __str__(self) -> str:
        return f"dossier {self.identifiant}"

    @property
    def en_redaction(self) -> bool:
        return self.etat in REDACTION


class RedactionSection(models.Model):
    """One writing of a section, never changed after: the highest number is the current text, the others its history."""

    dossier = models.ForeignKey(DossierReconnaissance, models.CASCADE, related_name="redactions")
    code = models.CharField(max_length=24)
    numero = models.PositiveIntegerField("numéro")
    texte = models.TextField(blank=True)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "rédaction d'une section"
        ordering = ["code", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code", "numero"], name="une_redaction_par_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.numero}"


class PieceDossier(models.Model):
    """A file attached; one that was deposited is set aside rather than erased."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dossier = models.ForeignKey(DossierReconnaissance, models.CASCADE, related_name="pieces")
    piece = models.OneToOneField("socle.Piece", models.PROTECT, related_name="+", verbose_name="pièce")
    genre = models.CharField(max_length=24)
    ajoutee_le = models.DateTimeField("ajoutée le")
    par = models.CharField(max_length=200)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "pièce du dossier"
        ordering = ["genre", "ajoutee_le", "pk"]

    def __str__(self) -> str:
        return self.libelle_genre

    @property
    def libelle_genre(self) -> str:
        genre = referentiels.genres_de_pieces().get(self.genre)
        return genre.libelle if genre else self.genre


class Depot(models.Model):
    """A deposit: figures, prerequisites, sections and attachments as they were, with the hash of the whole. Nothing of it changes after."""

    dossier = models.ForeignKey(DossierReconnaissance, models.CASCADE, related_name="depots")
    tour = models.PositiveIntegerField()
    depose_le = models.DateTimeField("déposé le")
    par = models.CharField(max_length=200)
    contenu = models.JSONField()
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "dépôt"
        ordering = ["-tour"]
        constraints = [models.UniqueConstraint(fields=["dossier", "tour"], name="un_depot_par_tour")]

    def __str__(self) -> str:
        return f"dépôt {self.tour}"
