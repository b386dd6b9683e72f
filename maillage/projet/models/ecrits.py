"""Transmissions, documents of a young person and the templates they are made from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul


class Adressage(models.TextChoices):
    """To whom a transmission is said; whoever may read the section reads it anyway."""

    AUCUN = "", "Personne en particulier"
    EQUIPE = "EQUIPE", "L'équipe"
    FONCTION = "FONCTION", "Une fonction"
    PERSONNE = "PERSONNE", "Une personne"


class Transmission(models.Model):
    """A short note of a professional about a young person, or about the life of the service (`jeune` empty).

    `texte` is the present version, `texte_plie` the same without accents for the search; former versions are rows of VersionTransmission.
    """

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant, editable=False)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, null=True, blank=True, related_name="+")
    section = models.CharField(max_length=20, blank=True)
    texte = models.TextField()
    texte_plie = models.TextField(editable=False)
    adressage = models.CharField("pour", max_length=8, choices=Adressage.choices, blank=True)
    fonction = models.CharField(max_length=20, blank=True)
    destinataire = models.ForeignKey(
        "structures.Professionnel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    prioritaire = models.BooleanField("à lire en priorité", default=False)
    auteur_id = models.BigIntegerField("compte", null=True)
    auteur = models.CharField(max_length=200)
    ecrite_le = models.DateTimeField("écrite le")
    version = models.PositiveIntegerField(default=1)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    retiree_par = models.CharField("retirée par", max_length=200, blank=True)
    motif_retrait = models.CharField("motif", max_length=200, blank=True)
    detruire_le = models.DateField("à détruire le", null=True, blank=True)
    detruire_par = models.CharField("destruction décidée par", max_length=200, blank=True)

    class Meta:
        verbose_name = "transmission"
        ordering = ["-ecrite_le", "-pk"]
        indexes = [
            models.Index(fields=["dispositif", "-ecrite_le"], name="transmission_dispositif"),
            models.Index(fields=["jeune", "-ecrite_le"], name="transmission_jeune"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(adressage="PERSONNE", destinataire__isnull=False)
                | (~Q(adressage="PERSONNE") & Q(destinataire__isnull=True)),
                name="transmission_personne_nommee",
            ),
            models.CheckConstraint(
                condition=Q(adressage="FONCTION") & ~Q(fonction="") | ~Q(adressage="FONCTION") & Q(fonction=""),
                name="transmission_fonction_nommee",
            ),
            models.CheckConstraint(
                condition=Q(jeune__isnull=True, section="") | (Q(jeune__isnull=False) & ~Q(section="")),
                name="transmission_section_du_jeune",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ecrite_le:%Y-%m-%d %H:%M} {self.auteur}"


class VersionTransmission(AjoutSeul):
    """What a transmission said before a correction, and why it was corrected."""

    transmission = models.ForeignKey(Transmission, models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    texte = models.TextField()
    ecrite_le = models.DateTimeField("écrite le")
    remplacee_le = models.DateTimeField("remplacée le")
    motif = models.CharField("motif de la correction", max_length=200, blank=True)

    class Meta:
        verbose_name = "version d'une transmission"
        ordering = ["-numero"]
        constraints = [
            models.UniqueConstraint(fields=["transmission", "numero"], name="version_transmission_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.transmission} v{self.numero}"


class LectureTransmission(models.Model):
    """Somebody said having read it: an acknowledgement, not a trace of opening."""

    transmission = models.ForeignKey(Transmission, models.CASCADE, related_name="lectures")
    compte_id = models.BigIntegerField("compte")
    personne = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "accusé de lecture"
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transmission", "compte_id"], name="lecture_transmission_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.personne}, {self.le:%Y-%m-%d %H:%M}"


class PhraseModele(models.Model):
    """A sentence that the establishment offers to those who write; « {prenom} » becomes the first name."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    section = models.CharField(max_length=20)
    texte = models.CharField(max_length=300)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "phrase proposée"
        ordering = ["section", "pk"]

    def __str__(self) -> str:
        return self.texte


class ModeleDocument(models.Model):
    """A template that the establishment edits with its own word processor; its versions are kept."""

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant, editable=False)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    nom = models.CharField(max_length=120)
    categorie = models.CharField("catégorie", max_length=24)
    phrase = models.CharField("à quoi il sert", max_length=200, blank=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "modèle de document"
        verbose_name_plural = "modèles de document"
        ordering = ["nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "nom"], condition=Q(retire_le__isnull=True), name="modele_document_nom"
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class VersionModele(AjoutSeul):
    """One deposited file of a template, and the fields found in it."""

    modele = models.ForeignKey(ModeleDocument, models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    piece = models.ForeignKey("socle.Piece", models.PROTECT, related_name="+")
    champs = models.JSONField(default=list)
    note = models.CharField("ce qui change", max_length=200, blank=True)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "version d'un modèle"
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["modele", "numero"], name="version_modele_unique")]

    def __str__(self) -> str:
        return f"{self.modele} v{self.numero}"


class DocumentJeune(models.Model):
    """A document of a young person's file: what it is, where it is filed; its files are its versions.

    `detruire_le`: its destruction is decided for that day, and may be taken back until then.
    """

    identifiant = models.CharField(max_length=12, unique=True, default=nouvel_identifiant, editable=False)
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, related_name="+")
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    titre = models.CharField(max_length=160)
    categorie = models.CharField("catégorie", max_length=24)
    section = models.CharField(max_length=20)
    date = models.DateField("date du document")
    partage_famille = models.BooleanField("montré au jeune et à sa famille", default=False)
    modele = models.ForeignKey(VersionModele, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    ajoute_le = models.DateTimeField("ajouté le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)
    retire_par = models.CharField("retiré par", max_length=200, blank=True)
    motif_retrait = models.CharField("motif", max_length=200, blank=True)
    detruire_le = models.DateField("à détruire le", null=True, blank=True)
    detruire_par = models.CharField("destruction décidée par", max_length=200, blank=True)

    class Meta:
        verbose_name = "document"
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(fields=["dispositif", "jeune"], name="document_jeune_dossier"),
        ]

    def __str__(self) -> str:
        return self.titre


class VersionDocument(AjoutSeul):
    """One file of a document; the latest is the one that is read."""

    document = models.ForeignKey(DocumentJeune, models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField("numéro")
    piece = models.ForeignKey("socle.Piece", models.PROTECT, related_name="+")
    note = models.CharField("ce qui change", max_length=200, blank=True)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "version d'un document"
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["document", "numero"], name="version_document_unique")]

    def __str__(self) -> str:
        return f"{self.document} v{self.numero}"


class CertificatDestruction(AjoutSeul):
    """What remains of a destroyed document: its kind, its hashes, the rule and who decided; nothing of what it said. No key: it outlives the file."""

    dispositif_id = models.BigIntegerField(db_index=True)
    document = models.CharField("identifiant du document", max_length=12)
    jeune = models.CharField("identifiant du jeune", max_length=64)
    categorie = models.CharField("catégorie", max_length=24)
    empreintes = models.JSONField(default=list)
    motif = models.CharField(max_length=300)
    decide_par = models.CharField("décidée par", max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "certificat de destruction"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"{self.document}, {self.le:%Y-%m-%d}"
