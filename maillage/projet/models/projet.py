"""The personalised project: what the young person says, needs, objectives and actions, what was agreed, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from maillage.projet.domain.accords import LIBELLES_REPONSES
from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR, LIBELLES_ETATS, MODIFIABLES, EtatProjet
from maillage.projet.domain.objectifs import LIBELLES_STATUTS, LIBELLES_SUITES
from maillage.projet.domain.prestations import LIBELLES_CRITERES
from maillage.socle.fields import nouvel_identifiant
from maillage.socle.models import AjoutSeul
from maillage.socle.vocabulaire import Categorie, MoyenReponse

MOYENS: dict[str, str] = {code: str(libelle) for code, libelle in MoyenReponse.choices}


def _choix(libelles: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(code), libelle) for code, libelle in libelles.items()]


class ProjetPersonnalise(models.Model):
    """One project of a young person in a dispositif, from its draft to the one that replaces it.

    `parole` holds, by question of the questionnaire, `{"mots": …, "pictogrammes": […]}`. `version` is raised by each writing of the texts held here:
    a form read before another writing is refused and both texts are shown.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    jeune = models.ForeignKey("parcours.Jeune", models.PROTECT, related_name="+")
    numero = models.PositiveSmallIntegerField("numéro")
    etat = models.CharField("état", max_length=10, choices=_choix(LIBELLES_ETATS), default=EtatProjet.BROUILLON.value)
    parole = models.JSONField("parole du jeune", default=dict, blank=True)
    parole_le = models.DateField("parole recueillie le", null=True, blank=True)
    parole_mode = models.CharField("comment la parole a été recueillie", max_length=12, blank=True)
    famille = models.TextField("parole de la famille", blank=True)
    synthese = models.TextField("où nous en sommes", blank=True)
    ecrit_avec = models.TextField("écrit avec", blank=True)
    commence_le = models.DateField("commencé le")
    evaluation_prevue = models.DateField("évaluation prévue", null=True, blank=True)
    propose_le = models.DateField("proposé le", null=True, blank=True)
    accorde_le = models.DateField("accordé le", null=True, blank=True)
    suite_de = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="suites")
    version = models.PositiveIntegerField(default=1)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "projet personnalisé"
        verbose_name_plural = "projets personnalisés"
        ordering = ["-numero", "-pk"]
        indexes = [models.Index(fields=["dispositif", "etat"]), models.Index(fields=["jeune", "dispositif"])]
        constraints = [
            models.UniqueConstraint(fields=["dispositif", "jeune", "numero"], name="projet_numero_unique"),
            models.UniqueConstraint(
                fields=["dispositif", "jeune"],
                condition=Q(etat__in=sorted(EN_PREPARATION)),
                name="projet_un_seul_en_preparation",
            ),
            models.UniqueConstraint(
                fields=["dispositif", "jeune"],
                condition=Q(etat__in=sorted(EN_VIGUEUR)),
                name="projet_un_seul_en_vigueur",
            ),
            models.CheckConstraint(
                condition=Q(etat__in=sorted(EN_VIGUEUR), accorde_le__isnull=False) | ~Q(etat__in=sorted(EN_VIGUEUR)),
                name="projet_en_vigueur_date",
            ),
        ]

    def __str__(self) -> str:
        return f"Projet {self.numero}"

    @property
    def modifiable(self) -> bool:
        return EtatProjet(self.etat) in MODIFIABLES


class EtapeProjet(AjoutSeul):
    """A passage from one state to another, dated: nothing else tells the history of a project."""

    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="etapes")
    acte = models.CharField(max_length=12)
    etat = models.CharField("état", max_length=10, choices=_choix(LIBELLES_ETATS))
    le = models.DateField()
    par = models.CharField(max_length=200)
    commentaire = models.TextField(blank=True)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "étape du projet"
        ordering = ["enregistre_le", "pk"]

    def __str__(self) -> str:
        return f"{self.get_etat_display()}, {self.le}"


class BesoinRetenu(models.Model):
    """A need of SERAFIN-PH kept for this young person, and what it means for them."""

    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="besoins")
    code = models.CharField(max_length=10)
    mots = models.CharField("ce que cela veut dire pour lui ou elle", max_length=300, blank=True)

    class Meta:
        verbose_name = "besoin"
        constraints = [models.UniqueConstraint(fields=["projet", "code"], name="besoin_une_fois_par_projet")]

    def __str__(self) -> str:
        return self.code


class Objectif(models.Model):
    """What is aimed at, in words that everyone shares. `fil` follows the same objective from one project to the next."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    fil = models.CharField(max_length=64, default=nouvel_identifiant)
    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="objectifs")
    rang = models.PositiveSmallIntegerField(default=0)
    mots = models.CharField("l'objectif, dans les mots partagés", max_length=300)
    formulation = models.TextField("formulation professionnelle", blank=True)
    mots_simples = models.CharField("l'objectif, facile à lire", max_length=200, blank=True)
    pictogramme = models.CharField(max_length=20, blank=True)
    besoins = models.JSONField(default=list, blank=True)
    echeance = models.DateField("échéance", null=True, blank=True)
    statut = models.CharField(max_length=11, choices=_choix(LIBELLES_STATUTS), default="A_COMMENCER")
    statut_le = models.DateField("statut noté le", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "objectif"
        ordering = ["rang", "pk"]
        constraints = [models.UniqueConstraint(fields=["projet", "fil"], name="objectif_une_fois_par_projet")]

    def __str__(self) -> str:
        return self.mots


class ActionProjet(models.Model):
    """What is done for an objective, by whom, when. `activites` and `categorie` name what to look for in the agenda."""

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    fil = models.CharField(max_length=64, default=nouvel_identifiant)
    objectif = models.ForeignKey(Objectif, models.CASCADE, related_name="actions")
    rang = models.PositiveSmallIntegerField(default=0)
    quoi = models.CharField("ce qu'on fait", max_length=300)
    quoi_simple = models.CharField("ce qu'on fait, facile à lire", max_length=200, blank=True)
    qui = models.CharField("avec qui", max_length=200, blank=True)
    quand = models.CharField(max_length=200, blank=True)
    activites = models.JSONField("activités de l'agenda", default=list, blank=True)
    categorie = models.CharField("catégorie d'événement", max_length=16, choices=Categorie.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["rang", "pk"]

    def __str__(self) -> str:
        return self.quoi


class VersionProjet(AjoutSeul):
    """The text of a project as it was proposed: what people agreed to, or refused, word for word."""

    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="versions")
    rang = models.PositiveSmallIntegerField()
    contenu = models.JSONField()
    empreinte = models.CharField(max_length=64)
    figee_le = models.DateTimeField("figée le")
    figee_par = models.CharField("figée par", max_length=200)

    class Meta:
        verbose_name = "version du projet"
        ordering = ["rang"]
        constraints = [models.UniqueConstraint(fields=["projet", "rang"], name="version_projet_rang_unique")]

    def __str__(self) -> str:
        return f"Version {self.rang}"


class AccordProjet(models.Model):
    """Someone whose answer is awaited or given. The proof: who, how, when, and the hash of the text they read. An answer is given once."""

    version = models.ForeignKey(VersionProjet, models.CASCADE, related_name="accords")
    nom = models.CharField(max_length=120)
    qualite = models.CharField("qualité", max_length=20)
    requis = models.BooleanField(default=True)
    reponse = models.CharField("réponse", max_length=8, choices=_choix(LIBELLES_REPONSES), blank=True)
    le = models.DateField("répondu le", null=True, blank=True)
    moyen = models.CharField(max_length=10, choices=list(MOYENS.items()), blank=True)
    commentaire = models.TextField(blank=True)
    empreinte = models.CharField(max_length=64, blank=True)
    recueilli_par = models.CharField("recueilli par", max_length=200, blank=True)
    compte_id = models.BigIntegerField("compte de qui a répondu en ligne", null=True, blank=True)
    enregistre_le = models.DateTimeField("enregistré le", null=True, blank=True)

    class Meta:
        verbose_name = "accord"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reponse="") | Q(le__isnull=False, enregistre_le__isnull=False) & ~Q(empreinte=""),
                name="accord_projet_prouve",
            )
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and AccordProjet.objects.filter(pk=self.pk).exclude(reponse="").exists():
            raise TypeError("Une réponse donnée ne se modifie pas.")
        super().save(*args, **kwargs)


class CommentaireProjet(AjoutSeul):
    """What someone says of a project, beside the answers."""

    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="commentaires")
    auteur = models.CharField(max_length=120)
    texte = models.TextField()
    le = models.DateField()
    enregistre_par = models.CharField("enregistré par", max_length=200)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "commentaire"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.auteur}, {self.le}"


class EvaluationProjet(AjoutSeul):
    """What came of a project on a day: the words of the young person first, then each objective (`objectifs`: `{fil: {statut, mots}}`)."""

    projet = models.ForeignKey(ProjetPersonnalise, models.CASCADE, related_name="evaluations")
    le = models.DateField()
    prevue_le = models.DateField("prévue le", null=True)
    parole = models.TextField("parole du jeune", blank=True)
    pictogrammes = models.JSONField(default=list)
    avec = models.CharField(max_length=300, blank=True)
    bilan = models.TextField(blank=True)
    objectifs = models.JSONField(default=dict)
    suite = models.CharField(max_length=9, choices=_choix(LIBELLES_SUITES))
    enregistre_par = models.CharField("enregistré par", max_length=200)
    enregistre_le = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "évaluation"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"Évaluation du {self.le}"


class CorrespondancePrestation(models.Model):
    """A rule of the establishment: which service of SERAFIN-PH a kind of activity, a profession, a place or a category is. Empty: none."""

    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, related_name="+")
    critere = models.CharField("critère", max_length=9, choices=_choix(LIBELLES_CRITERES))
    valeur = models.CharField(max_length=120)
    prestation = models.CharField(max_length=10, blank=True)
    posee_le = models.DateTimeField("posée le")
    posee_par = models.CharField("posée par", max_length=200)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "correspondance de prestation"
        verbose_name_plural = "correspondances de prestation"
        ordering = ["critere", "valeur", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispositif", "critere", "valeur"],
                condition=Q(retiree_le__isnull=True),
                name="correspondance_prestation_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_critere_display()} : {self.valeur}"
