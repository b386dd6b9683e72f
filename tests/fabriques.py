"""Factories of every model, with invented people and establishments."""

from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from maillage.agenda.models import Absence, Evenement, ParticipationJeune, ParticipationPro
from maillage.comptes.models import Habilitation, Representation, Utilisateur
from maillage.parcours.models import (
    Complexite,
    Demande,
    Jeune,
    MembreEquipe,
    PeriodeModalite,
    Phase,
    Scolarite,
)
from maillage.socle.vocabulaire import Categorie, Modalite, MotifAbsence, Statut, TypeDispositif, TypePhase
from maillage.structures.models import (
    Affectation,
    Dispositif,
    Etablissement,
    OrganismeGestionnaire,
    Partenaire,
    Places,
    Professionnel,
    Unite,
)
from maillage.territoire.models import Commune

PARIS_HIVER = dt.timezone(dt.timedelta(hours=1))


class CommuneFactory(DjangoModelFactory):
    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"99{n % 1000:03d}")
    """Five characters, however many tests came before."""
    nom = factory.Sequence(lambda n: f"Commune-{n}")
    departement = "99"
    region = "99"
    lon = 1.4
    lat = 43.6


class OrganismeFactory(DjangoModelFactory):
    class Meta:
        model = OrganismeGestionnaire

    nom = factory.Sequence(lambda n: f"Association inventée {n}")


class EtablissementFactory(DjangoModelFactory):
    class Meta:
        model = Etablissement

    finess = factory.Sequence(lambda n: f"99{n:07d}")
    nom = factory.Sequence(lambda n: f"Établissement inventé {n}")
    organisme = factory.SubFactory(OrganismeFactory)


class DispositifFactory(DjangoModelFactory):
    class Meta:
        model = Dispositif

    code = factory.Sequence(lambda n: f"dispositif-{n}")
    nom = factory.Sequence(lambda n: f"Dispositif inventé {n}")
    type = TypeDispositif.DITEP
    region = "Occitanie"
    departement = "31"


class UniteFactory(DjangoModelFactory):
    class Meta:
        model = Unite

    dispositif = factory.SubFactory(DispositifFactory)
    nom = factory.Sequence(lambda n: f"Unité {n}")


class PlacesFactory(DjangoModelFactory):
    class Meta:
        model = Places

    dispositif = factory.SubFactory(DispositifFactory)
    modalite = Modalite.AJ
    nombre = 10
    debut = dt.date(2024, 1, 1)


class ProfessionnelFactory(DjangoModelFactory):
    class Meta:
        model = Professionnel

    nom = factory.Sequence(lambda n: f"Nominventé{n}")
    prenom = "Camille"


class AffectationFactory(DjangoModelFactory):
    class Meta:
        model = Affectation

    professionnel = factory.SubFactory(ProfessionnelFactory)
    dispositif = factory.SubFactory(DispositifFactory)
    debut = dt.date(2020, 1, 1)


class PartenaireFactory(DjangoModelFactory):
    class Meta:
        model = Partenaire

    nom = factory.Sequence(lambda n: f"Partenaire inventé {n}")


class JeuneFactory(DjangoModelFactory):
    class Meta:
        model = Jeune

    nom = factory.Sequence(lambda n: f"Familleinventée{n}")
    prenom = "Sacha"
    naissance = dt.date(2012, 5, 14)


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = Phase

    jeune = factory.SubFactory(JeuneFactory)
    dispositif = factory.SubFactory(DispositifFactory)
    type = TypePhase.ACCOMPAGNEMENT
    debut = dt.date(2023, 9, 1)


class PeriodeFactory(DjangoModelFactory):
    class Meta:
        model = PeriodeModalite

    jeune = factory.SubFactory(JeuneFactory)
    dispositif = factory.SubFactory(DispositifFactory)
    modalite = Modalite.AJ
    debut = dt.date(2023, 9, 1)


class ScolariteFactory(DjangoModelFactory):
    class Meta:
        model = Scolarite

    jeune = factory.SubFactory(JeuneFactory)
    code = "07"
    debut = dt.date(2023, 9, 1)


class ComplexiteFactory(DjangoModelFactory):
    class Meta:
        model = Complexite

    jeune = factory.SubFactory(JeuneFactory)
    dispositif = factory.SubFactory(DispositifFactory)
    critere = "C1"
    debut = dt.date(2023, 9, 1)


class MembreEquipeFactory(DjangoModelFactory):
    class Meta:
        model = MembreEquipe

    jeune = factory.SubFactory(JeuneFactory)
    dispositif = factory.SubFactory(DispositifFactory)
    professionnel = factory.SubFactory(ProfessionnelFactory)
    fonction = "EDUCATIF"
    debut = dt.date(2023, 9, 1)


class DemandeFactory(DjangoModelFactory):
    class Meta:
        model = Demande

    dispositif = factory.SubFactory(DispositifFactory)
    reception = dt.date(2024, 1, 8)


class EvenementFactory(DjangoModelFactory):
    """A realised morning of day care; pass `jeunes=[...]` and `pros=[...]` to list people."""

    class Meta:
        model = Evenement
        skip_postgeneration_save = True

    dispositif = factory.SubFactory(DispositifFactory)
    debut = dt.datetime(2024, 3, 4, 9, 0, tzinfo=PARIS_HIVER)
    fin = dt.datetime(2024, 3, 4, 12, 0, tzinfo=PARIS_HIVER)
    categorie = Categorie.DIRECT_JEUNE
    modalite = Modalite.AJ
    statut = Statut.REALISE

    @factory.post_generation
    def jeunes(self, create: bool, extracted: list[Jeune] | None) -> None:
        for jeune in extracted or []:
            ParticipationJeune.objects.create(evenement=self, jeune=jeune)

    @factory.post_generation
    def pros(self, create: bool, extracted: list[Professionnel] | None) -> None:
        for professionnel in extracted or []:
            ParticipationPro.objects.create(evenement=self, professionnel=professionnel)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    jeune = factory.SubFactory(JeuneFactory)
    debut = dt.datetime(2024, 3, 4, 8, 0, tzinfo=PARIS_HIVER)
    fin = dt.datetime(2024, 3, 4, 18, 0, tzinfo=PARIS_HIVER)
    motif = MotifAbsence.MALADIE


class UtilisateurFactory(DjangoModelFactory):
    class Meta:
        model = Utilisateur

    email = factory.Sequence(lambda n: f"personne{n}@exemple.test")
    nom = factory.Sequence(lambda n: f"Personne inventée {n}")


class HabilitationFactory(DjangoModelFactory):
    class Meta:
        model = Habilitation

    utilisateur = factory.SubFactory(UtilisateurFactory)
    role = "DIRECTION"
    debut = dt.date(2020, 1, 1)


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    utilisateur = factory.SubFactory(UtilisateurFactory)
    jeune_id = factory.LazyAttribute(lambda _: JeuneFactory().pk)
    qualite = "PARENT"
    dispositif = factory.SubFactory(DispositifFactory)
    debut = dt.date(2020, 1, 1)
