"""The figures of the library in the bilan of the network."""

from __future__ import annotations

import datetime as dt

from django.db.models import Sum

from maillage.bibliotheque.domain.vocabulaire import StatutReponse, Visibilite
from maillage.bibliotheque.models import EmploiFiche, Fiche, ReponseFaq, UsageFiche, VersionFiche
from maillage.socle.domain.bilan import ChiffreBilan

LISTE, QUESTIONS = "bibliotheque:liste", "bibliotheque:questions"
PARTAGEES = (Visibilite.PUBLIC, Visibilite.RESEAU)


def chiffres(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return what was published, opened, used and answered in a period, ends included; inner sheets are nobody else's business."""
    return [*_des_fiches(debut, fin), *_des_usages(debut, fin), _des_reponses(debut, fin)]


def _des_fiches(debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    publiees = Fiche.objects.filter(visibilite__in=PARTAGEES, publiee_le__date__range=(debut, fin))
    nouvelles = VersionFiche.objects.filter(
        fiche__visibilite__in=PARTAGEES, numero__gt=1, publiee_le__date__range=(debut, fin)
    )
    return [
        _chiffre(
            "fiches_publiees",
            "Fiches publiées",
            publiees.count(),
            "fiches",
            "Fiches du réseau ou de tous dont la première publication est dans la période ; archivées depuis comprises.",
        ),
        _chiffre(
            "fiches_mises_a_jour",
            "Fiches mises à jour",
            nouvelles.values("fiche").distinct().count(),
            "fiches",
            "Fiches dont une nouvelle version a été publiée dans la période ; la première version ne compte pas.",
        ),
    ]


def _des_usages(debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    usages = UsageFiche.objects.filter(fiche__visibilite__in=PARTAGEES, mois__range=(debut.replace(day=1), fin))
    emplois = EmploiFiche.objects.filter(fiche__visibilite__in=PARTAGEES, depuis__lte=fin)
    return [
        _chiffre(
            "consultations",
            "Consultations de fiches",
            usages.aggregate(n=Sum("consultations", default=0))["n"],
            "consultations",
            "Ouvertures de fiches, comptées par mois entiers, une au plus par heure et par origine ; personne n'est nommé.",
        ),
        _chiffre(
            "dispositifs_employeurs",
            "Dispositifs qui emploient une fiche",
            emplois.values("dispositif").distinct().count(),
            "dispositifs",
            "Dispositifs qui ont déclaré, au plus tard le dernier jour, employer une fiche, et ne l'ont pas retiré depuis.",
        ),
    ]


def _des_reponses(debut: dt.date, fin: dt.date) -> ChiffreBilan:
    reponses = ReponseFaq.objects.filter(le__range=(debut, fin), question__visible=True)
    officielles = reponses.filter(statut=StatutReponse.OFFICIELLE).count()
    return _chiffre(
        "reponses",
        "Réponses données dans la FAQ",
        reponses.count(),
        "réponses",
        f"Réponses datées de la période, dont {officielles} officielle{'s' if officielles > 1 else ''}.",
        QUESTIONS,
    )


def _chiffre(code: str, libelle: str, valeur: int, unite: str, definition: str, url_name: str = LISTE) -> ChiffreBilan:
    return ChiffreBilan(f"bibliotheque.{code}", libelle, valeur, unite, definition, url_name)
