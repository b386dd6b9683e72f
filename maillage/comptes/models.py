"""Users, their habilitations (a role, in a scope, between two dates), and who represents which young person."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maillage.comptes.domain.code import SANS_ADRESSE, est_utilisable


class UtilisateurManager(BaseUserManager["Utilisateur"]):
    """Creates users from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **champs: Any) -> Utilisateur:
        utilisateur = self.model(email=self.normalize_email(email).lower(), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur


class Utilisateur(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, with an e-mail address."""

    email = models.EmailField("adresse électronique", unique=True)
    nom = models.CharField(max_length=120)
    professionnel = models.OneToOneField(
        "structures.Professionnel", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField("actif", default=True)
    is_staff = models.BooleanField("administration technique", default=False)
    demonstration = models.BooleanField("compte de démonstration", default=False)
    cree_le = models.DateTimeField("créé le", default=timezone.now)

    objects: ClassVar[UtilisateurManager] = UtilisateurManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nom"]

    class Meta:
        verbose_name = "utilisateur"
        ordering = ["nom", "pk"]

    def __str__(self) -> str:
        return self.nom or self.email

    @property
    def sans_adresse(self) -> bool:
        """Tell whether this account has a name of sign-in in place of a mailbox."""
        return self.email.endswith(f"@{SANS_ADRESSE}")

    @property
    def nom_de_connexion(self) -> str:
        """Return what is typed to sign in."""
        return self.email.removesuffix(f"@{SANS_ADRESSE}")


class HabilitationQuerySet(models.QuerySet["Habilitation"]):
    """Habilitations by what they open on a date."""

    def actives(self, le: dt.date) -> HabilitationQuerySet:
        return self.filter(Q(fin__isnull=True) | Q(fin__gte=le), debut__lte=le, retiree_le__isnull=True)


class Habilitation(models.Model):
    """A role given to a user, in one dispositif, one organisme gestionnaire, some départements or everywhere, between two dates, unless withdrawn.

    `departements`: codes, empty unless the role is held by département.
    """

    utilisateur = models.ForeignKey(Utilisateur, models.CASCADE, related_name="habilitations")
    role = models.CharField("rôle", max_length=30)
    dispositif = models.ForeignKey("structures.Dispositif", models.CASCADE, null=True, blank=True, related_name="+")
    organisme = models.ForeignKey(
        "structures.OrganismeGestionnaire", models.CASCADE, null=True, blank=True, related_name="+"
    )
    departements = models.JSONField("départements", default=list, blank=True)
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    accordee_par = models.CharField("accordée par", max_length=200, blank=True)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = HabilitationQuerySet.as_manager()

    class Meta:
        verbose_name = "habilitation"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="habilitation_fin_apres_debut"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} de {self.utilisateur}"

    def etat(self, le: dt.date) -> str:
        """Return RETIREE, A_VENIR, PASSEE or EN_COURS on that date."""
        if self.retiree_le is not None:
            return "RETIREE"
        if self.debut > le:
            return "A_VENIR"
        return "PASSEE" if self.fin is not None and self.fin < le else "EN_COURS"


class RepresentationQuerySet(models.QuerySet["Representation"]):
    """Representations by what they open on a date."""

    def actives(self, le: dt.date) -> RepresentationQuerySet:
        return self.filter(Q(fin__isnull=True) | Q(fin__gte=le), debut__lte=le, retiree_le__isnull=True)


class Representation(models.Model):
    """An account that is, or speaks for, a young person between two dates, unless withdrawn.

    `qualite` is a code of liaison/referentiels/qualites.toml. `mesure` is the decision of a judge that keeps it after majority (Code civil,
    art. 459), empty for none. No foreign key to the young person, who lives on a floor above. `dispositif` is the one that opened it.
    """

    utilisateur = models.ForeignKey(Utilisateur, models.CASCADE, related_name="representations")
    jeune_id = models.PositiveBigIntegerField("jeune", db_index=True)
    qualite = models.CharField("qualité", max_length=20)
    mesure = models.CharField("mesure de protection", max_length=30, blank=True)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    debut = models.DateField("début")
    fin = models.DateField(null=True, blank=True)
    accordee_par = models.CharField("accordée par", max_length=200, blank=True)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        verbose_name = "représentation"
        ordering = ["debut", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="representation_fin_apres_debut"
            ),
            models.UniqueConstraint(
                fields=["utilisateur", "jeune_id"],
                condition=Q(retiree_le__isnull=True),
                name="representation_une_par_jeune",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur} ({self.qualite})"


class CodeEspace(models.Model):
    """A code given in person, good once, that opens the space of a young person.

    The code itself is never kept: `reference` is its first part, `empreinte` a keyed hash of the whole. `remplace` is the account without mailbox
    whose password it lets choose again, empty for a new account.
    """

    reference = models.CharField("référence", max_length=4, unique=True)
    empreinte = models.CharField(max_length=64)
    jeune_id = models.PositiveBigIntegerField("jeune", db_index=True)
    dispositif = models.ForeignKey("structures.Dispositif", models.PROTECT, related_name="+")
    qualite = models.CharField("qualité", max_length=20)
    mesure = models.CharField("mesure de protection", max_length=30, blank=True)
    nom = models.CharField("nom de la personne", max_length=120)
    remplace = models.ForeignKey(Utilisateur, models.CASCADE, null=True, blank=True, related_name="+")
    cree_par = models.CharField("créé par", max_length=200)
    cree_le = models.DateTimeField("créé le")
    expire_le = models.DateTimeField("expire le")
    essais = models.PositiveSmallIntegerField(default=0)
    utilise_le = models.DateTimeField("utilisé le", null=True, blank=True)
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)

    class Meta:
        verbose_name = "code d'espace"
        verbose_name_plural = "codes d'espace"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} ({self.nom})"

    def utilisable(self, maintenant: dt.datetime) -> bool:
        """Tell whether it still opens something."""
        return est_utilisable(
            maintenant=maintenant,
            expire_le=self.expire_le,
            essais=self.essais,
            utilise=self.utilise_le is not None,
            revoque=self.revoque_le is not None,
        )
