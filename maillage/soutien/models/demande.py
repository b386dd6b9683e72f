"""A request for technical support, who had it in charge and when, and its follow-up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.socle.fields import nouvel_identifiant
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import LIBELLES_CANAL, LIBELLES_DEMANDE, CanalDemande, EtatDemandeSoutien


class DemandeSoutien(models.Model):
    """What a dispositif asks of the mission.

    `genre` is one of the seven kinds, empty until qualified. `charge_compte` and `charge_nom` say who of the mission has it in charge today.
    `version` moves with each writing of the text: a change made on an older page is refused.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    etablissement = models.ForeignKey(
        "structures.Etablissement", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    objet = models.CharField(max_length=200)
    besoin = models.TextField(blank=True)
    demandeur = models.CharField(max_length=200)
    fonction = models.CharField(max_length=120, blank=True)
    courriel = models.EmailField(blank=True)
    canal = models.CharField(max_length=10, default=CanalDemande.PAGE)
    recue_le = models.DateField("reçue le")
    etat = models.CharField("état", max_length=10, default=EtatDemandeSoutien.RECUE)
    genre = models.CharField("action", max_length=15, blank=True)
    qualifiee_le = models.DateField("qualifiée le", null=True, blank=True)
    reponse = models.TextField("réponse proposée", blank=True)
    charge_compte = models.PositiveBigIntegerField("en charge", null=True, blank=True)
    charge_nom = models.CharField(max_length=200, blank=True)
    close_le = models.DateField("close le", null=True, blank=True)
    conclusion = models.TextField(blank=True)
    rappelee_le = models.DateField("rappelée le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "demande de soutien"
        ordering = ["-recue_le", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=list(EtatDemandeSoutien)), name="soutien_demande_etat_connu"),
            models.CheckConstraint(
                condition=Q(etat=EtatDemandeSoutien.CLOSE, close_le__isnull=False)
                | (~Q(etat=EtatDemandeSoutien.CLOSE) & Q(close_le__isnull=True)),
                name="soutien_demande_close_datee",
            ),
        ]

    def __str__(self) -> str:
        return self.objet

    @property
    def libelle_etat(self) -> str:
        return LIBELLES_DEMANDE[EtatDemandeSoutien(self.etat)]

    @property
    def libelle_genre(self) -> str:
        return referentiels.libelle_du_genre(self.genre)

    @property
    def libelle_canal(self) -> str:
        return LIBELLES_CANAL[CanalDemande(self.canal)]

    @property
    def ouverte(self) -> bool:
        return self.etat != EtatDemandeSoutien.CLOSE


class PriseEnCharge(models.Model):
    """Who of the mission had a request in charge, between which days; `fin` empty: today."""

    demande = models.ForeignKey(DemandeSoutien, models.CASCADE, related_name="prises_en_charge")
    compte = models.PositiveBigIntegerField(null=True, blank=True)
    nom = models.CharField(max_length=200)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "prise en charge"
        verbose_name_plural = "prises en charge"
        ordering = ["debut", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["demande"], condition=Q(fin__isnull=True), name="soutien_une_seule_charge")
        ]

    def __str__(self) -> str:
        return self.nom


class PointSuivi(models.Model):
    """What was noted of a request on a day, and when to come back to it; never changed, its reminder can be lifted."""

    demande = models.ForeignKey(DemandeSoutien, models.CASCADE, related_name="points")
    le = models.DateField("jour")
    texte = models.TextField()
    auteur = models.CharField(max_length=200)
    relancer_le = models.DateField("à relancer le", null=True, blank=True)
    relance_levee_le = models.DateField("relance levée le", null=True, blank=True)
    rappele_le = models.DateField("rappelé le", null=True, blank=True)

    class Meta:
        verbose_name = "point de suivi"
        verbose_name_plural = "points de suivi"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return self.texte[:80]
