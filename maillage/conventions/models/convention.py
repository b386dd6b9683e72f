"""The convention cadre of a département, who signed it, what it says, what amended it; the bilateral agreements of a dispositif."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.conventions import referentiels
from maillage.conventions.domain.etats import DatesConvention, Prolongation
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.vocabulaire import Modalite


class ConventionCadre(models.Model):
    """Dated facts alone: its state on a day is computed (domain.etats), never stored."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    departement = models.CharField("département", max_length=3, db_index=True)
    titre = models.CharField(max_length=200)
    preparee_le = models.DateField("préparée depuis le")
    signee_le = models.DateField("signée le", null=True, blank=True)
    debut = models.DateField("début")
    fin = models.DateField()
    reconduction_mois = models.PositiveSmallIntegerField("reconduction tacite, en mois", default=0)
    preavis_mois = models.PositiveSmallIntegerField("préavis, en mois", default=6)
    denonciation_effet = models.DateField("dénoncée à compter du", null=True, blank=True)
    denonciation_motif = models.CharField("motif de dénonciation", max_length=300, blank=True)

    class Meta:
        verbose_name = "convention cadre"
        verbose_name_plural = "conventions cadres"
        ordering = ["departement", "-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="convention_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(signee_le__isnull=True) | Q(signee_le__lte=F("fin")), name="convention_signee_avant_sa_fin"
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def dates(self) -> DatesConvention:
        """What decides of its state; reads `avenants` (prefetch it in a list)."""
        return DatesConvention(
            preparee_le=self.preparee_le,
            debut=self.debut,
            fin=self.fin,
            signee_le=self.signee_le,
            reconduction_mois=self.reconduction_mois,
            denonciation_effet=self.denonciation_effet,
            prolongations=tuple(
                Prolongation(avenant.signe_le, avenant.nouvelle_fin)
                for avenant in self.avenants.all()
                if avenant.nouvelle_fin is not None
            ),
        )


class Signataire(models.Model):
    """A body that signs, from its signature to its withdrawal; `modalites`: codes that it brings to the territory."""

    convention = models.ForeignKey(ConventionCadre, models.CASCADE, related_name="signataires")
    acteur = models.CharField("qui", max_length=10)
    nom = models.CharField("nom", max_length=200)
    organisme = models.ForeignKey(
        "structures.OrganismeGestionnaire", models.PROTECT, null=True, blank=True, related_name="+"
    )
    modalites = models.JSONField("modalités", default=list, blank=True)
    signe_le = models.DateField("a signé le", null=True, blank=True)
    retire_le = models.DateField("retiré le", null=True, blank=True)
    motif_retrait = models.CharField("motif du retrait", max_length=300, blank=True)

    class Meta:
        verbose_name = "signataire"
        ordering = ["convention", "acteur", "nom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "acteur", "nom"], name="signataire_unique"),
            models.CheckConstraint(
                condition=Q(retire_le__isnull=True) | Q(signe_le__isnull=False, retire_le__gte=F("signe_le")),
                name="signataire_retire_apres_signature",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def libelle_acteur(self) -> str:
        return referentiels.acteurs().get(self.acteur, self.acteur)

    @property
    def modalites_en_mots(self) -> str:
        return ", ".join(Modalite(code).label for code in self.modalites if code in Modalite.values)


class Clause(models.Model):
    """What the convention says under one of its headings."""

    convention = models.ForeignKey(ConventionCadre, models.CASCADE, related_name="clauses")
    rubrique = models.CharField(max_length=12)
    texte = models.TextField()

    class Meta:
        verbose_name = "clause"
        constraints = [models.UniqueConstraint(fields=["convention", "rubrique"], name="clause_unique")]

    def __str__(self) -> str:
        return self.rubrique


class Avenant(models.Model):
    """What was changed afterwards; `nouvelle_fin` when it moves the end."""

    convention = models.ForeignKey(ConventionCadre, models.CASCADE, related_name="avenants")
    numero = models.PositiveSmallIntegerField("numéro")
    objet = models.CharField(max_length=500)
    signe_le = models.DateField("signé le")
    nouvelle_fin = models.DateField("nouvelle fin", null=True, blank=True)

    class Meta:
        verbose_name = "avenant"
        ordering = ["convention", "numero"]
        constraints = [models.UniqueConstraint(fields=["convention", "numero"], name="avenant_unique")]

    def __str__(self) -> str:
        return f"Avenant {self.numero}"


class AccordBilateral(models.Model):
    """A dispositif and one partner agree on how they work together (CASF D. 312-10-18); `modalites`: what the partner brings."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    titre = models.CharField(max_length=200)
    partenaire = models.CharField("partenaire", max_length=200)
    acteur = models.CharField("qui est-ce", max_length=10)
    objet = models.TextField("ce que chacun fait", blank=True)
    modalites = models.JSONField("modalités", default=list, blank=True)
    preparee_le = models.DateField("préparé depuis le")
    signee_le = models.DateField("signé le", null=True, blank=True)
    debut = models.DateField("début")
    fin = models.DateField()
    reconduction_mois = models.PositiveSmallIntegerField("reconduction tacite, en mois", default=0)
    denonciation_effet = models.DateField("dénoncé à compter du", null=True, blank=True)

    class Meta:
        verbose_name = "accord bilatéral"
        verbose_name_plural = "accords bilatéraux"
        ordering = ["-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fin__gte=F("debut")), name="accord_fin_apres_debut"),
            models.CheckConstraint(
                condition=Q(signee_le__isnull=True) | Q(signee_le__lte=F("fin")), name="accord_signe_avant_sa_fin"
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def dates(self) -> DatesConvention:
        return DatesConvention(
            self.preparee_le, self.debut, self.fin, self.signee_le, self.reconduction_mois, self.denonciation_effet
        )

    @property
    def libelle_acteur(self) -> str:
        return referentiels.acteurs().get(self.acteur, self.acteur)

    @property
    def modalites_en_mots(self) -> str:
        return ", ".join(Modalite(code).label for code in self.modalites if code in Modalite.values)
