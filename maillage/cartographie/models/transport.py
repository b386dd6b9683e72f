"""Transport of the young people: what each one needs in a vehicle, what the establishment counts, the rounds planned for a day.

Nothing here says why: a ceiling, a place, a separation are facts of a seat, never words of health.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from maillage.cartographie.models.territoires import EtatEtude

MINUTES = [MinValueValidator(1), MaxValueValidator(240)]


class FicheTransport(models.Model):
    """How a young person travels with this dispositif; an empty field is the setting of the establishment, an empty point the commune of the home.

    `lon`, `lat`: where the vehicle stops, told to the engine of journeys alone: every page and file shows the centre of the commune.
    """

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    transporte = models.BooleanField("monte dans les véhicules de l'établissement", default=True)
    point = models.ForeignKey("territoire.Commune", models.PROTECT, null=True, blank=True, related_name="+")
    lon = models.FloatField("longitude de l'arrêt", null=True, blank=True)
    lat = models.FloatField("latitude de l'arrêt", null=True, blank=True)
    rendez_vous = models.CharField("où attendre le véhicule", max_length=80, blank=True)
    fauteuil = models.BooleanField("voyage en fauteuil roulant", default=False)
    accompagnateur = models.BooleanField("voyage avec un accompagnateur", default=False)
    duree_max = models.PositiveSmallIntegerField("minutes à bord au plus", null=True, blank=True, validators=MINUTES)
    embarquement = models.PositiveSmallIntegerField(
        "minutes pour monter ou descendre", null=True, blank=True, validators=[MaxValueValidator(30)]
    )
    pas_avant = models.TimeField("jamais pris avant", null=True, blank=True)
    pas_apres = models.TimeField("jamais pris après", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "fiche de transport"
        verbose_name_plural = "fiches de transport"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "jeune"], name="une_fiche_de_transport_par_jeune"),
            models.CheckConstraint(
                condition=Q(pas_avant__isnull=True) | Q(pas_apres__isnull=True) | Q(pas_apres__gte=F("pas_avant")),
                name="fiche_de_transport_heures_en_ordre",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="fiche_de_transport_arret_entier",
            ),
        ]

    def __str__(self) -> str:
        return f"transport de {self.jeune_id}"


class SeparationTransport(models.Model):
    """Two young people never in one vehicle; taken both ways, and never with a reason."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")
    autre = models.ForeignKey("parcours.Jeune", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "séparation dans les véhicules"
        verbose_name_plural = "séparations dans les véhicules"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "jeune", "autre"], name="separation_unique"),
            models.CheckConstraint(condition=Q(jeune__lt=F("autre")), name="separation_rangee"),
        ]

    def __str__(self) -> str:
        return f"{self.jeune_id} et {self.autre_id}"


class ReglageTransport(models.Model):
    """What an establishment pays and allows; an empty field is the dated convention of transport.toml."""

    dispositif = models.OneToOneField("structures.Dispositif", models.CASCADE, related_name="+")
    cout_km = models.DecimalField("euros par kilomètre", max_digits=6, decimal_places=3, null=True, blank=True)
    cout_heure = models.DecimalField("euros par heure", max_digits=6, decimal_places=2, null=True, blank=True)
    cout_fixe = models.DecimalField("euros par véhicule sorti", max_digits=7, decimal_places=2, null=True, blank=True)
    co2_g_km = models.PositiveSmallIntegerField("grammes de CO2 par kilomètre", null=True, blank=True)
    duree_max = models.PositiveSmallIntegerField("minutes à bord au plus", null=True, blank=True, validators=MINUTES)
    embarquement = models.PositiveSmallIntegerField(
        "minutes pour monter ou descendre", null=True, blank=True, validators=[MaxValueValidator(30)]
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "réglage du transport"
        verbose_name_plural = "réglages du transport"

    def __str__(self) -> str:
        return f"transport de {self.dispositif_id}"


class SensTournee(models.TextChoices):
    ALLER = "ALLER", "Aller, le matin"
    RETOUR = "RETOUR", "Retour, le soir"


class PlanTournees(models.Model):
    """The rounds of a day in one direction, kept as they were planned: the question (`probleme`, contract 5), the answer (`resultat`).

    Young people are named by identifier, homes by commune. `retires`: those removed by hand; `difference`: what changed since the plan replaced.
    `retenu_le`: the plan that is driven, one at most by day and direction. `familles_prevenues_le`: its hours were told to the families.
    `semaine_type`: what a usual week asks that weekday, not that very day.
    """

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    jour = models.DateField()
    sens = models.CharField(max_length=6, choices=SensTournee.choices)
    semaine_type = models.BooleanField("semaine type", default=False)
    fournisseur = models.CharField("temps de trajet", max_length=10)
    etat = models.CharField("état", max_length=8, choices=EtatEtude.choices, default=EtatEtude.ATTENTE)
    message = models.CharField(max_length=300, blank=True)
    retires = models.JSONField(default=list)
    demandee_le = models.DateTimeField("demandée le")
    demandee_par = models.CharField("demandée par", max_length=200)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    probleme = models.JSONField(default=dict)
    resultat = models.JSONField(default=dict)
    difference = models.JSONField("différence", default=dict)
    actuelles = models.JSONField("tournées d'aujourd'hui", default=dict)
    facture = models.DecimalField("montant facturé", max_digits=9, decimal_places=2, null=True, blank=True)
    retenu_le = models.DateTimeField("retenu le", null=True, blank=True)
    retenu_par = models.CharField("retenu par", max_length=200, blank=True)
    familles_prevenues_le = models.DateTimeField("familles prévenues le", null=True, blank=True)
    familles_prevenues_par = models.CharField("familles prévenues par", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "plan de tournées"
        verbose_name_plural = "plans de tournées"
        ordering = ["-jour", "sens", "-demandee_le", "-pk"]
        indexes = [models.Index(fields=["dispositif", "jour"], name="plan_du_jour")]
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "jour", "sens", "semaine_type"],
                condition=Q(retenu_le__isnull=False),
                name="un_plan_retenu_par_jour_et_sens",
            )
        ]

    def __str__(self) -> str:
        return f"Tournées du {self.jour} ({self.sens})"


class FactureTransport(models.Model):
    """What a carrier asks for some days, to be set beside the plans of these days. It names nobody who rides."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    transporteur = models.CharField(max_length=120)
    reference = models.CharField("numéro de la facture", max_length=60, blank=True)
    debut = models.DateField("du")
    fin = models.DateField("au")
    montant = models.DecimalField("montant facturé, en euros", max_digits=9, decimal_places=2)
    km = models.DecimalField("kilomètres facturés", max_digits=9, decimal_places=1, null=True, blank=True)
    saisie_le = models.DateTimeField("saisie le")
    saisie_par = models.CharField("saisie par", max_length=200)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "facture de transport"
        verbose_name_plural = "factures de transport"
        ordering = ["-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="facture_de_transport_jours_en_ordre"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="facture_de_transport_montant_positif"),
        ]

    def __str__(self) -> str:
        return f"{self.transporteur} {self.reference}".strip()
