"""One sheet as its page shows it: its text, its labels, how it is used, by whom, its neighbours, its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Sum

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.vocabulaire import AccordEmploi, GenreEtiquette
from maillage.bibliotheque.models import EmploiFiche, EtiquetteFiche, Fiche, VersionFiche
from maillage.bibliotheque.permissions import BIBLIOTHEQUE, INTERNE
from maillage.bibliotheque.selectors.lecture import fiches_lues
from maillage.socle.acteur import Acces, Acteur

MOIS_MONTRES, VOISINES = 12, 4


@dataclass(frozen=True)
class EtiquettesDites:
    """The labels of a sheet in words; `themes` and `mots` keep their code for the links."""

    themes: list[tuple[str, str]]
    publics: list[str]
    souhaits: list[str]
    mots: list[str]


@dataclass(frozen=True)
class EmploisDits:
    """Who uses a sheet, as each agreed to be shown: those named, and how many more are not."""

    nommes: list[EmploiFiche]
    autres: int

    @property
    def total(self) -> int:
        return len(self.nommes) + self.autres


def etiquettes_dites(fiche: Fiche) -> EtiquettesDites:
    codes: dict[str, list[str]] = {genre.value: [] for genre in GenreEtiquette}
    for etiquette in fiche.etiquettes.all():
        codes[etiquette.genre].append(etiquette.code)
    publics, souhaits = referentiels.publics(), referentiels.souhaits()
    return EtiquettesDites(
        themes=[(code, referentiels.libelle_theme(code)) for code in codes["THEME"]],
        publics=[publics.get(code, code) for code in codes["PUBLIC"]],
        souhaits=[souhaits.get(code, code) for code in codes["SOUHAIT"]],
        mots=codes["MOT"],
    )


def emplois_dits(acteur: Acteur, fiche: Fiche) -> EmploisDits:
    """Return who uses a sheet; a name is said only to those the dispositif agreed to."""
    siens = acteur.dispositifs(INTERNE) if acteur.peut(INTERNE) else frozenset()
    admis = {AccordEmploi.PUBLIC} | ({AccordEmploi.RESEAU} if acteur.peut(BIBLIOTHEQUE) else set())
    nommes, autres = [], 0
    for emploi in fiche.emplois.select_related("dispositif"):
        if emploi.accord in admis or (siens is not None and emploi.dispositif_id in siens):
            nommes.append(emploi)
        else:
            autres += 1
    return EmploisDits(nommes, autres)


def dispositifs_employeurs(acteur: Acteur) -> Sequence[int] | None:
    """Return the dispositifs for which the person may say that a sheet is used; None means all of them."""
    dispositifs = acteur.dispositifs(INTERNE, Acces.ECRITURE) if acteur.peut(INTERNE, Acces.ECRITURE) else frozenset()
    return None if dispositifs is None else sorted(dispositifs)


def lectures_par_mois(fiche: Fiche, *, le: dt.date) -> list[tuple[dt.date, int]]:
    """Return the readings of the last twelve months, the months without any too."""
    premier = le.replace(day=1) - relativedelta(months=MOIS_MONTRES - 1)
    comptes = dict(fiche.usages.filter(mois__gte=premier).values_list("mois", "consultations"))
    mois = [premier + relativedelta(months=rang) for rang in range(MOIS_MONTRES)]
    return [(jour, comptes.get(jour, 0)) for jour in mois]


def total_des_lectures(fiche: Fiche) -> dict[str, int]:
    """Return the readings and the downloads since the beginning."""
    return fiche.usages.aggregate(
        consultations=Sum("consultations", default=0), telechargements=Sum("telechargements", default=0)
    )


def fiches_voisines(acteur: Acteur, fiche: Fiche) -> list[Fiche]:
    """Return the sheets that share the most labels with this one, among those the person may open."""
    communes = EtiquetteFiche.objects.filter(
        genre__in=[GenreEtiquette.THEME, GenreEtiquette.MOT],
        code__in=[e.code for e in fiche.etiquettes.all() if e.genre in {GenreEtiquette.THEME, GenreEtiquette.MOT}],
        fiche__in=fiches_lues(acteur).exclude(pk=fiche.pk).order_by().values("pk"),
    )
    cles = [
        cle
        for cle, _ in communes.order_by()
        .values_list("fiche_id")
        .annotate(n=Count("pk"))
        .order_by("-n", "fiche_id")[:VOISINES]
    ]
    lues = Fiche.objects.in_bulk(cles)
    return [lues[cle] for cle in cles]


def versions_publiees(fiche: Fiche) -> list[VersionFiche]:
    """Return the versions that readers had, the latest first."""
    return list(fiche.versions.filter(publiee_le__isnull=False).order_by("-numero"))
