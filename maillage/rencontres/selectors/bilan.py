"""The figures of meetings for the bilan of the mission."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import QuerySet

from maillage.rencontres.domain.demi_journees import heures_suivies
from maillage.rencontres.domain.etats import EtatInscription, NatureRencontre, StatutReponse
from maillage.rencontres.models import EmargementRencontre, Inscription, ReponseOfficielle
from maillage.rencontres.referentiels import regles_des_demi_journees
from maillage.socle.domain.bilan import ChiffreBilan

HORS_FORMATION = "Les formations se comptent à part."


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return the figures of a period, both ends included; trainings are left to their own room."""
    presences = EmargementRencontre.objects.filter(jour__le__range=(debut, fin)).exclude(
        inscription__seance__rencontre__nature=NatureRencontre.FORMATION
    )
    return [*_de_presence(presences), _sans_place(debut, fin), *_de_reponses(debut, fin)]


def _de_presence(presences: QuerySet[EmargementRencontre]) -> list[ChiffreBilan]:
    return [
        _chiffre(
            ("tenues", "Rencontres tenues"),
            _distincts(presences, "inscription__seance__rencontre"),
            "rencontres",
            f"Rencontres où au moins une personne a émargé dans la période. {HORS_FORMATION}",
        ),
        _chiffre(
            ("dates", "Dates tenues"),
            _distincts(presences, "jour"),
            "dates",
            f"Jours où au moins une personne a émargé, comptés une fois par site. {HORS_FORMATION}",
        ),
        _chiffre(
            ("participants", "Participants"),
            _distincts(presences, "inscription__personne"),
            "personnes",
            "Personnes différentes ayant émargé au moins une demi-journée ; deux homonymes comptent pour une, "
            "une personne dont le nom est effacé compte à chaque rencontre.",
        ),
        _chiffre(
            ("etablissements", "Établissements présents"),
            _distincts(presences, "inscription__cle_structure"),
            "établissements",
            "Dispositifs ou structures dont une personne au moins a émargé.",
        ),
        _chiffre(
            ("demi_journees", "Demi-journées suivies"),
            presences.count(),
            "demi-journées",
            "Somme des demi-journées émargées par chaque personne.",
        ),
    ]


def _sans_place(debut: dt.date, fin: dt.date) -> ChiffreBilan:
    restees = Inscription.objects.filter(
        etat=EtatInscription.EN_ATTENTE, seance__dernier_jour__range=(debut, fin)
    ).exclude(seance__rencontre__nature=NatureRencontre.FORMATION)
    definition = f"Inscriptions encore sur la liste d'attente d'une date de la période. {HORS_FORMATION}"
    return _chiffre(("attente", "Personnes restées sans place"), restees.count(), "personnes", definition)


def _de_reponses(debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    donnees = ReponseOfficielle.objects.filter(le__range=(debut, fin))
    return [
        _chiffre(
            ("reponses", "Questions répondues par l'autorité"),
            donnees.values("question").distinct().count(),
            "questions",
            "Questions ayant reçu au moins une réponse datée de la période, officielle, provisoire ou remplacée depuis.",
            url_name="rencontres:questions",
        ),
        _chiffre(
            ("reponses_officielles", "Dont réponses officielles"),
            donnees.filter(statut=StatutReponse.OFFICIELLE).count(),
            "questions",
            "Réponses officielles données dans la période et toujours en vigueur.",
            url_name="rencontres:questions",
        ),
    ]


def heures_par_inscription(inscriptions: list[Inscription]) -> dict[int, Decimal]:
    """Return the hours attended by each registration, by key; `emargements__jour` and `seance__jours` are read (prefetch them)."""
    return {
        une.pk: heures_suivies(
            [(jour.le, jour.debut, jour.fin) for jour in une.seance.jours.all()],
            [(presence.jour.le, presence.demi_journee) for presence in une.emargements.all()],
            regles_des_demi_journees,
        )
        for une in inscriptions
    }


def _chiffre(
    nom: tuple[str, str], valeur: int, unite: str, definition: str, *, url_name: str = "rencontres:liste"
) -> ChiffreBilan:
    """`nom`: code and label."""
    code, libelle = nom
    return ChiffreBilan(f"rencontres.{code}", libelle, valeur, unite, definition, url_name)


def _distincts(presences: QuerySet[EmargementRencontre], champ: str) -> int:
    return presences.values(champ).distinct().count()
