"""What must leave by mail, what left, what could not, and who no longer wants it."""

from __future__ import annotations

from django.db import models


class EtatCourriel(models.TextChoices):
    """Where a mail is: waiting, gone, missed but tried again later, given up."""

    A_ENVOYER = "A_ENVOYER", "À envoyer"
    ENVOYE = "ENVOYE", "Envoyé"
    ECHEC = "ECHEC", "Échec, nouvel essai prévu"
    ABANDONNE = "ABANDONNE", "Abandonné"


class LotCourriels(models.Model):
    """Mails written together (one per recipient), whose progress is shown."""

    cle = models.CharField("clé", max_length=120, unique=True)
    libelle = models.CharField("libellé", max_length=200)
    nature = models.CharField(max_length=24)
    dispositif_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    cree_le = models.DateTimeField("créé le")
    par = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "lot de courriels"
        verbose_name_plural = "lots de courriels"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.libelle


class Courriel(models.Model):
    """A mail. No foreign key to what it speaks of: it outlives it.

    `cle` makes it unique: the same act told twice writes one mail. `texte` is what is shown here; `secrets`, encrypted, holds what only the
    recipient may read (a private link) and is erased once the mail has left. `pris_le`: someone is sending it at this moment.
    """

    cle = models.CharField("clé", max_length=160, unique=True)
    nature = models.CharField(max_length=24)
    gabarit = models.CharField(max_length=120)
    destinataire = models.CharField(max_length=254)
    objet = models.CharField(max_length=250)
    texte = models.TextField()
    secrets = models.TextField(blank=True)
    objet_lie = models.CharField("à propos de", max_length=120, blank=True)
    dispositif_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    lot = models.ForeignKey(LotCourriels, models.CASCADE, null=True, blank=True, related_name="courriels")
    etat = models.CharField(
        "état", max_length=10, choices=EtatCourriel.choices, default=EtatCourriel.A_ENVOYER, db_index=True
    )
    essais = models.PositiveSmallIntegerField(default=0)
    prochain_essai = models.DateTimeField(null=True, blank=True)
    pris_le = models.DateTimeField("en cours d'envoi depuis", null=True, blank=True)
    cree_le = models.DateTimeField("écrit le", db_index=True)
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    erreur = models.CharField(max_length=400, blank=True)
    par = models.CharField("écrit par", max_length=200, blank=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["etat", "prochain_essai"], name="courriel_a_envoyer")]

    def __str__(self) -> str:
        return f"{self.objet} ({self.destinataire})"

    @property
    def relancable(self) -> bool:
        """Tell whether it may be put back in the queue: a private link that left is not kept, such a mail is written again by its own act."""
        rate = self.etat in {EtatCourriel.ECHEC, EtatCourriel.ABANDONNE}
        return rate and (MARQUE_RESERVE not in self.texte or bool(self.secrets))


class PieceCourriel(models.Model):
    """A file that leaves with a mail."""

    courriel = models.ForeignKey(Courriel, models.CASCADE, related_name="pieces")
    nom = models.CharField(max_length=200)
    type_mime = models.CharField(max_length=100)
    contenu = models.BinaryField()

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nom


class Desinscription(models.Model):
    """An address that no longer wants the mails of one nature."""

    adresse = models.CharField(max_length=254)
    nature = models.CharField(max_length=24)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "désinscription"
        constraints = [models.UniqueConstraint(fields=["adresse", "nature"], name="desinscription_unique")]

    def __str__(self) -> str:
        return f"{self.adresse} {self.nature}"


MARQUE_RESERVE = "[réservé au destinataire : "
"""How what only the recipient may read is shown in the text kept here."""
