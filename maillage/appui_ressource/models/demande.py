"""The request, its thread, its hand-overs and its evaluation."""

from __future__ import annotations

from django.db import models

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.etats import LIBELLES, EtatAppui
from maillage.appui_ressource.domain.routage import Proximite
from maillage.socle.fields import nouvel_identifiant


class DemandeAppui(models.Model):
    """A request of someone without account: one thread, held by one dispositif at a time.

    `echeance` is the day by which the present state waits for its next act, None when nothing is waited for. `nom_signale`: the form warned
    that a full name seemed written, and it was sent all the same. `rappelee_le`: the last reminder of a deadline missed. `effacee_le`: what was
    written and who to call are erased, the codes and the dates stay for the counts.
    """

    identifiant = models.CharField(max_length=64, unique=True, default=nouvel_identifiant)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    demandeur = models.CharField("qui demande", max_length=20)
    structure_nom = models.CharField("structure", max_length=200, blank=True)
    uai = models.CharField("UAI", max_length=8, blank=True)
    partenaire = models.ForeignKey(
        "structures.Partenaire", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="partenaire"
    )
    commune = models.ForeignKey("territoire.Commune", models.PROTECT, related_name="+")
    contact_nom = models.CharField("nom de la personne qui demande", max_length=120)
    courriel = models.EmailField(blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    public = models.CharField(max_length=20)
    situation = models.TextField()
    deja_tente = models.TextField("déjà essayé", blank=True)
    souhait = models.CharField("aide souhaitée", max_length=30)
    nom_signale = models.BooleanField("un nom complet semble écrit", default=False)
    etat = models.CharField(
        "état",
        max_length=10,
        choices=[(etat.value, libelle) for etat, libelle in LIBELLES.items()],
        default=EtatAppui.RECUE,
    )
    proximite = models.PositiveSmallIntegerField(
        "pourquoi ce dispositif", choices=[(p.value, p.name) for p in Proximite], default=Proximite.TERRITOIRE
    )
    deposee_le = models.DateTimeField("déposée le")
    premiere_reponse_le = models.DateTimeField("première réponse le", null=True, blank=True)
    repondue_le = models.DateField("répondue le", null=True, blank=True)
    echeance = models.DateField("échéance", null=True, blank=True)
    motif_refus = models.CharField("motif de refus", max_length=20, blank=True)
    etat_depuis = models.DateField("dans cet état depuis", null=True, blank=True)
    rappelee_le = models.DateField("rappelée le", null=True, blank=True)
    effacee_le = models.DateField("écrits effacés le", null=True, blank=True)

    class Meta:
        verbose_name = "demande d'appui"
        verbose_name_plural = "demandes d'appui"
        ordering = ["-deposee_le", "-pk"]
        indexes = [models.Index(fields=["dispositif", "etat", "echeance"], name="demande_appui_travail")]

    def __str__(self) -> str:
        return self.structure_nom or self.libelle_demandeur

    @property
    def libelle_demandeur(self) -> str:
        return dict(referentiels.demandeurs()).get(self.demandeur, self.demandeur)

    @property
    def libelle_public(self) -> str:
        return dict(referentiels.publics()).get(self.public, self.public)

    @property
    def libelle_souhait(self) -> str:
        return referentiels.libelles("souhaits").get(self.souhait, self.souhait)

    @property
    def libelle_motif_refus(self) -> str:
        return referentiels.libelles("motifs_refus").get(self.motif_refus, self.motif_refus)


class MessageAppui(models.Model):
    """A message of the thread; `dispositif` is empty when the requester wrote it."""

    demande = models.ForeignKey(DemandeAppui, models.CASCADE, related_name="messages")
    dispositif = models.ForeignKey(
        "structures.Dispositif", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dispositif"
    )
    auteur = models.CharField(max_length=200)
    texte = models.TextField()
    le = models.DateTimeField()

    class Meta:
        verbose_name = "message"
        ordering = ["le", "pk"]

    def __str__(self) -> str:
        return f"{self.auteur}, {self.le:%Y-%m-%d}"


class PieceAppui(models.Model):
    """A file of the thread; `message` is empty when it came with the request itself. Its bytes are in the encrypted store."""

    demande = models.ForeignKey(DemandeAppui, models.CASCADE, related_name="pieces")
    message = models.ForeignKey(MessageAppui, models.CASCADE, null=True, blank=True, related_name="pieces")
    piece = models.OneToOneField("socle.Piece", models.PROTECT, related_name="+", verbose_name="pièce")

    class Meta:
        verbose_name = "pièce d'une demande"
        verbose_name_plural = "pièces d'une demande"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.piece)


class TransmissionAppui(models.Model):
    """A hand-over: the thread goes on in another dispositif; the one that gives it keeps what was said before, to read."""

    demande = models.ForeignKey(DemandeAppui, models.CASCADE, related_name="transmissions")
    de = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+", verbose_name="de")
    vers = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+", verbose_name="vers")
    motif = models.CharField(max_length=300)
    par = models.CharField(max_length=200)
    le = models.DateTimeField()

    class Meta:
        verbose_name = "transmission"
        ordering = ["le", "pk"]
        indexes = [models.Index(fields=["de", "le"], name="transmission_appui_de")]

    def __str__(self) -> str:
        return f"{self.de_id} vers {self.vers_id}"


class EvaluationAppui(models.Model):
    """What the requester says six weeks after the answer: « que faites-vous de différent maintenant ? »."""

    demande = models.OneToOneField(DemandeAppui, models.CASCADE, related_name="evaluation")
    demandee_le = models.DateField("demandée le")
    relancee_le = models.DateField("relancée le", null=True, blank=True)
    rendue_le = models.DateField("rendue le", null=True, blank=True)
    changement = models.CharField(max_length=10, blank=True)
    texte = models.TextField("ce qui est fait autrement", blank=True)

    class Meta:
        verbose_name = "évaluation"

    def __str__(self) -> str:
        return f"évaluation de {self.demande_id}"

    @property
    def libelle_changement(self) -> str:
        return referentiels.libelles("changements").get(self.changement, self.changement)
