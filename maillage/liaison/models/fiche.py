"""The fiche de liaison, who signs it, and what the family says during the period."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from maillage.liaison.domain.changement import LIBELLES_NATURES
from maillage.liaison.domain.etats import LIBELLES_ETATS, MODIFIABLES, EtatFiche
from maillage.liaison.domain.signataires import ACCORD, DESACCORD
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul
from maillage.socle.vocabulaire import MoyenReponse

MOYENS: dict[str, str] = {code: str(libelle) for code, libelle in MoyenReponse.choices}
REPONSES = {"SIGNEE": "Signée", "REFUSEE": "Refusée", "RETRACTEE": "Rétractée"}


class FicheLiaison(models.Model):
    """A proposal of change, from its draft to its end.

    `contenu` holds the fields of the form `modele` as text; `avant` and `apres` the situations compared (JSON of the domain). From `emission`
    on, the text is frozen and `empreinte` is its SHA-256. `fin_delai` is the last day of the period of withdrawal.
    """

    FIGES = (
        "dispositif_id",
        "jeune_id",
        "modele",
        "nature",
        "contenu",
        "avant",
        "apres",
        "effet",
        "emission",
        "empreinte",
    )

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, related_name="+")
    etat = models.CharField(
        "état",
        max_length=24,
        choices=[(e.value, libelle) for e, libelle in LIBELLES_ETATS.items()],
        default="BROUILLON",
    )
    nature = models.CharField(max_length=14, choices=[(n.value, libelle) for n, libelle in LIBELLES_NATURES.items()])
    modele = models.CharField("modèle", max_length=20)
    contenu = models.JSONField(default=dict)
    avant = models.JSONField(default=dict)
    apres = models.JSONField("après", default=dict)
    effet = models.DateField("date d'effet")
    fin_prevue = models.DateField("fin prévue", null=True, blank=True)
    motif_substantiel = models.CharField("raison de la tenir pour substantielle", max_length=300, blank=True)
    motif_anticipation = models.CharField("raison d'un effet avant la fin du délai", max_length=300, blank=True)
    redigee_le = models.DateField("rédigée le")
    emission = models.DateField("émission", null=True, blank=True)
    empreinte = models.CharField(max_length=64, blank=True)
    signature = models.DateField(null=True, blank=True)
    fin_delai = models.DateField("dernier jour du délai", null=True, blank=True)
    reponse = models.CharField("réponse", max_length=9, choices=list(REPONSES.items()), blank=True)
    date_reponse = models.DateField("date de réponse", null=True, blank=True)
    appliquee_le = models.DateField("appliquée au parcours le", null=True, blank=True)
    retour_cdaph = models.BooleanField("retour vers la CDAPH", default=False)
    scolarite_ouverte = models.ForeignKey("parcours.Scolarite", models.SET_NULL, null=True, related_name="+")
    suite_de = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="suites")

    class Meta:
        verbose_name = "fiche de liaison"
        verbose_name_plural = "fiches de liaison"
        ordering = ["-redigee_le", "-pk"]
        indexes = [models.Index(fields=["dispositif", "etat"]), models.Index(fields=["dispositif", "jeune"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(signature__isnull=True) | Q(emission__isnull=False, signature__gte=F("emission")),
                name="fiche_signee_apres_emission",
            ),
            models.CheckConstraint(
                condition=Q(signature__isnull=True) | Q(fin_delai__gt=F("signature")), name="fiche_signee_a_un_delai"
            ),
        ]

    def __str__(self) -> str:
        return f"Fiche {self.identifiant}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change the text once it is out: a correction is a new sheet, with new signatures and a new period."""
        if self.pk is not None and self._etat_civil_change():
            raise TypeError("Une fiche émise ne se modifie pas : préparez une nouvelle proposition.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.emission is not None:
            raise TypeError("Une fiche émise ne s'efface pas.")
        return super().delete(*args, **kwargs)

    def _etat_civil_change(self) -> bool:
        deja = FicheLiaison.objects.filter(pk=self.pk, emission__isnull=False).values(*self.FIGES).first()
        return deja is not None and any(getattr(self, nom) != valeur for nom, valeur in deja.items())

    @property
    def modifiable(self) -> bool:
        return EtatFiche(self.etat) in MODIFIABLES


class Signataire(models.Model):
    """Someone whose agreement is required, or whose opinion is asked. The proof: who, how, when, and the hash of the text they read."""

    fiche = models.ForeignKey(FicheLiaison, models.CASCADE, related_name="signataires")
    nom = models.CharField(max_length=120)
    qualite = models.CharField("qualité", max_length=20)
    requis = models.BooleanField(default=True)
    reponse = models.CharField(
        "réponse", max_length=9, choices=[(ACCORD, "D'accord"), (DESACCORD, "Pas d'accord")], blank=True
    )
    le = models.DateField("répondu le", null=True, blank=True)
    moyen = models.CharField(max_length=10, choices=list(MOYENS.items()), blank=True)
    commentaire = models.TextField(blank=True)
    empreinte = models.CharField(max_length=64, blank=True)
    recueilli_par = models.CharField("recueilli par", max_length=200, blank=True)
    enregistre_le = models.DateTimeField("enregistré le", null=True, blank=True)

    class Meta:
        verbose_name = "signataire"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reponse="") | Q(le__isnull=False, enregistre_le__isnull=False) & ~Q(empreinte=""),
                name="signataire_reponse_prouvee",
            )
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An answer is given once."""
        if self.pk is not None and Signataire.objects.filter(pk=self.pk).exclude(reponse="").exists():
            raise TypeError("Une réponse donnée ne se modifie pas.")
        super().save(*args, **kwargs)


class Observation(AjoutSeul):
    """A remark made during the period: it stays with the sheet that is sent."""

    fiche = models.ForeignKey(FicheLiaison, models.CASCADE, related_name="observations")
    auteur = models.CharField(max_length=120)
    texte = models.TextField()
    le = models.DateField()
    enregistre_par = models.CharField("enregistré par", max_length=200)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "observation"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.auteur}, {self.le}"


class Retractation(AjoutSeul):
    """The family changes its mind within the period, by any channel."""

    fiche = models.OneToOneField(FicheLiaison, models.CASCADE, related_name="retractation")
    par = models.CharField(max_length=120)
    moyen = models.CharField(max_length=10, choices=list(MOYENS.items()))
    motif = models.TextField(blank=True)
    le = models.DateField()
    enregistre_par = models.CharField("enregistré par", max_length=200)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "rétractation"

    def __str__(self) -> str:
        return f"{self.par}, {self.le}"
