"""Coming in: the request, its dated steps, the criteria of the dispositif, the admission commission, the keyed pseudonym shared with neighbours."""

from __future__ import annotations

from django.db import models

from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import Modalite


class CriterePriorite(models.Model):
    """A criterion that a dispositif looks at before its commission; `poids` only orders the list. A criterion withdrawn stays on old requests."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    libelle = models.CharField("libellé", max_length=120)
    poids = models.PositiveSmallIntegerField("compte pour", default=1)
    retire_le = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "critère de priorité"
        ordering = ["-poids", "libelle", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "libelle"], name="critere_priorite_unique"),
            models.CheckConstraint(condition=models.Q(poids__range=(1, 3)), name="critere_priorite_poids"),
        ]

    def __str__(self) -> str:
        return self.libelle


class Demande(models.Model):
    """A request on the waiting list of a dispositif. The young person may not be known yet.

    The count reads `notification`, `reception`, `admission` and `cloture` (R36). `origine`, `public` and `motif_cloture` are codes of
    referentiels/admission.toml.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.SET_NULL, null=True, blank=True, related_name="demandes")
    origine = models.CharField(max_length=20, blank=True)
    public = models.CharField(max_length=20, blank=True)
    modalite_souhaitee = models.CharField("modalité souhaitée", max_length=3, choices=Modalite.choices, blank=True)
    notification = models.DateField("notification MDPH", null=True, blank=True)
    notification_mdph = models.ForeignKey(
        "parcours.NotificationMdph", models.SET_NULL, null=True, blank=True, related_name="demandes"
    )
    reception = models.DateField("réception", null=True, blank=True)
    admission = models.DateField(null=True, blank=True)
    cloture = models.DateField("clôture", null=True, blank=True)
    motif_cloture = models.CharField("motif de clôture", max_length=80, blank=True)
    motif_precision = models.CharField("précision", max_length=200, blank=True)
    criteres = models.ManyToManyField(CriterePriorite, related_name="demandes", blank=True, verbose_name="critères")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "demande"
        ordering = ["reception", "pk"]
        indexes = [models.Index(fields=["dispositif", "reception"], name="demande_dispositif_reception")]

    def __str__(self) -> str:
        return f"Demande {self.identifiant}"


class NatureEtape(models.TextChoices):
    """The steps between reception and answer; reception and answer are dates of the request itself."""

    COMPLETUDE = "COMPLETUDE", "Dossier complet"
    VISITE = "VISITE", "Visite"
    COMMISSION = "COMMISSION", "Commission d'admission"


class EtapeDemande(models.Model):
    """A dated step of a request, done or planned."""

    demande = models.ForeignKey(Demande, models.CASCADE, related_name="etapes")
    nature = models.CharField(max_length=12, choices=NatureEtape.choices)
    le = models.DateField()

    class Meta:
        verbose_name = "étape d'une demande"
        ordering = ["le", "pk"]
        constraints = [models.UniqueConstraint(fields=["demande", "nature", "le"], name="etape_demande_unique")]

    def __str__(self) -> str:
        return f"{self.get_nature_display()}, {self.le}"


class PseudonymeDemande(models.Model):
    """What neighbours may compare of a request, once the family knows: keyed hashes, never an identity. No row, no sharing.

    Kept apart so that no read of a request carries it, and gone with the young person. `cle` is the print of the key: only hashes of one key
    are compared.
    """

    demande = models.OneToOneField(Demande, models.CASCADE, related_name="partage", primary_key=True)
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    traits = models.CharField(max_length=64, db_index=True)
    ins = models.CharField(max_length=64, blank=True, db_index=True)
    cle = models.CharField(max_length=8)
    famille_informee_le = models.DateField("famille informée le")

    class Meta:
        verbose_name = "pseudonyme d'une demande"

    def __str__(self) -> str:
        return f"Pseudonyme de la demande {self.demande_id}"


class CommissionAdmission(models.Model):
    """A meeting that gives its opinion on requests: its day, who sits there."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    le = models.DateField("date")
    lieu = models.CharField(max_length=120, blank=True)
    membres = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "commission d'admission"
        ordering = ["-le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["dispositif", "le"], name="une_commission_par_jour")]

    def __str__(self) -> str:
        return f"Commission du {self.le}"


class AvisCommission(models.Model):
    """A request on the agenda of a commission, and the opinion given; `avis` is a code of referentiels/admission.toml, empty before."""

    commission = models.ForeignKey(CommissionAdmission, models.CASCADE, related_name="avis")
    demande = models.ForeignKey(Demande, models.CASCADE, related_name="avis")
    avis = models.CharField(max_length=20, blank=True)
    motif = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "avis de commission"
        ordering = ["demande__reception", "pk"]
        constraints = [models.UniqueConstraint(fields=["commission", "demande"], name="avis_commission_unique")]

    def __str__(self) -> str:
        return f"Avis sur la demande {self.demande_id}"
