"""Transmissions: what each person may read, what is said to them, one thread per young person, the search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.parcours import selectors as parcours
from maillage.parcours.referentiels import fonction_du_metier, fonctions, sections_du_dossier
from maillage.projet.models import (
    Adressage,
    LectureTransmission,
    PhraseModele,
    Transmission,
)
from maillage.projet.referentiels_ecrits import fonctions_des_roles, pour_moi_jours, section_de_depot
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import plier
from maillage.structures import selectors as structures

POUR_MOI, TOUTES = "pour-moi", "toutes"


@dataclass(frozen=True)
class FiltresTransmissions:
    """What the address asks for; an empty value filters nothing. Dates are civil days, both included."""

    fil: str = TOUTES
    recherche: str = ""
    jeune: str = ""
    section: str = ""
    debut: date | None = None
    fin: date | None = None
    lues: bool = False
    """« Pour moi » only: those already acknowledged too."""


@dataclass(frozen=True)
class LigneTransmission:
    """A transmission as a page shows it to someone."""

    transmission: Transmission
    section: str
    pour: str
    lue: bool
    a_lire: bool
    mienne: bool
    lecteurs: list[str]

    @property
    def jeune(self) -> Any:
        return self.transmission.jeune


def transmissions_visibles(acteur: Acteur, dispositif_id: int, *, le: date) -> QuerySet[Transmission]:
    """Transmissions of the dispositif that the person may read: life of the service, open sections of each file, their own (4 queries at most)."""
    if not acteur.peut("ecrits", dispositif_id=dispositif_id):
        return Transmission.objects.none()
    ici = Transmission.objects.filter(dispositif_id=dispositif_id)
    cles = set(ici.exclude(jeune=None).order_by().values_list("jeune_id", flat=True).distinct())
    ouvertes = parcours.sections_par_jeune(acteur, cles, dispositif_id, le)
    conditions = [Q(jeune__isnull=True), *_conditions(ouvertes)]
    if acteur.identifiant is not None:
        conditions.append(Q(auteur_id=acteur.identifiant))
    return ici.filter(reduce(or_, conditions))


def _conditions(ouvertes: dict[int, frozenset[str]]) -> Iterable[Q]:
    """One condition per set of open sections, not one per young person."""
    groupes: dict[frozenset[str], list[int]] = defaultdict(list)
    for jeune_id, sections in ouvertes.items():
        groupes[sections].append(jeune_id)
    return [Q(jeune_id__in=cles, section__in=sections) for sections, cles in groupes.items() if sections]


def transmissions_du_jeune(acteur: Acteur, dispositif_id: int, jeune_id: int, *, le: date) -> QuerySet[Transmission]:
    """The thread of one young person, limited to what the person may read (2 queries at most, then the list)."""
    if not acteur.peut("ecrits", dispositif_id=dispositif_id):
        return Transmission.objects.none()
    sections = parcours.sections_ouvertes(acteur, jeune_id, dispositif_id, le)
    lisibles = Q(section__in=sections)
    if acteur.identifiant is not None:
        lisibles |= Q(auteur_id=acteur.identifiant)
    return Transmission.objects.filter(lisibles, dispositif_id=dispositif_id, jeune_id=jeune_id)


def lister_transmissions(
    acteur: Acteur, dispositif_id: int, filtres: FiltresTransmissions, *, le: date, plus_anciennes: bool = False
) -> QuerySet[Transmission]:
    """Return the transmissions that answer the filters, latest first, ready for `lignes_transmissions`."""
    transmissions = transmissions_visibles(acteur, dispositif_id, le=le)
    if filtres.fil == POUR_MOI:
        transmissions = _adressees(transmissions, acteur, dispositif_id, le=le, lues=filtres.lues)
    return preparer(_filtrer(transmissions, filtres), plus_anciennes=plus_anciennes)


def preparer(transmissions: QuerySet[Transmission], *, plus_anciennes: bool = False) -> QuerySet[Transmission]:
    """Load with each transmission what its line shows."""
    ordre = ("ecrite_le", "pk") if plus_anciennes else ("-ecrite_le", "-pk")
    return (
        transmissions.select_related("jeune", "destinataire")
        .prefetch_related(Prefetch("lectures", LectureTransmission.objects.order_by("le", "pk")))
        .order_by(*ordre)
    )


def nombre_pour_moi(acteur: Acteur, dispositif_id: int, *, le: date) -> int:
    """Return how many transmissions addressed to the person wait for their acknowledgement (1 query when there is none, 5 at most)."""
    if not acteur.peut("ecrits", dispositif_id=dispositif_id):
        return 0
    ici = Transmission.objects.filter(dispositif_id=dispositif_id)
    adressees = _adressees(ici, acteur, dispositif_id, le=le, lues=False)
    lieux = list(adressees.order_by().values_list("jeune_id", "section"))
    jeunes = {jeune_id for jeune_id, _ in lieux if jeune_id is not None}
    ouvertes = parcours.sections_par_jeune(acteur, jeunes, dispositif_id, le) if jeunes else {}
    return sum(jeune_id is None or section in ouvertes[jeune_id] for jeune_id, section in lieux)


def mes_fonctions(acteur: Acteur) -> frozenset[str]:
    """Return the functions in which the person is spoken to: that of their profession, else that of their role."""
    if acteur.professionnel_id is not None:
        return frozenset({fonction_du_metier(structures.metier_du_professionnel(acteur.professionnel_id))})
    return frozenset(fonction for role, fonction in fonctions_des_roles().items() if role in acteur.roles)


def _adressees(
    transmissions: QuerySet[Transmission], acteur: Acteur, dispositif_id: int, *, le: date, lues: bool
) -> QuerySet[Transmission]:
    """Said to the person, to their function, to a team they belong to, not by them, in the last weeks."""
    equipes = parcours.jeunes_de_mes_equipes(acteur, dispositif_id, le)
    pour = Q(adressage=Adressage.EQUIPE) & (Q(jeune__isnull=True) | Q(jeune_id__in=equipes))
    pour |= Q(adressage=Adressage.FONCTION, fonction__in=mes_fonctions(acteur))
    if acteur.professionnel_id is not None:
        pour |= Q(adressage=Adressage.PERSONNE, destinataire_id=acteur.professionnel_id)
    depuis = timezone.now() - timedelta(days=pour_moi_jours())
    pour_moi = transmissions.filter(pour, retiree_le__isnull=True, ecrite_le__gte=depuis)
    if acteur.identifiant is not None:
        pour_moi = pour_moi.exclude(auteur_id=acteur.identifiant)
        accuses = LectureTransmission.objects.filter(transmission=OuterRef("pk"), compte_id=acteur.identifiant)
        pour_moi = pour_moi if lues else pour_moi.exclude(Exists(accuses))
    return pour_moi


def _filtrer(transmissions: QuerySet[Transmission], filtres: FiltresTransmissions) -> QuerySet[Transmission]:
    if filtres.recherche:
        transmissions = transmissions.filter(retiree_le__isnull=True)
    for mot in plier(filtres.recherche).split():
        transmissions = transmissions.filter(texte_plie__contains=mot)
    if filtres.jeune:
        transmissions = transmissions.filter(jeune__identifiant=filtres.jeune)
    if filtres.section:
        transmissions = transmissions.filter(section=filtres.section)
    if filtres.debut:
        transmissions = transmissions.filter(ecrite_le__date__gte=filtres.debut)
    if filtres.fin:
        transmissions = transmissions.filter(ecrite_le__date__lte=filtres.fin)
    return transmissions


def lignes_transmissions(acteur: Acteur, transmissions: Iterable[Transmission]) -> list[LigneTransmission]:
    """Turn transmissions read by `preparer` into lines; no query but theirs."""
    mes = mes_fonctions(acteur)
    return [_ligne(acteur, transmission, mes) for transmission in transmissions]


def _ligne(acteur: Acteur, transmission: Transmission, mes_fonctions: Collection[str]) -> LigneTransmission:
    mienne = acteur.identifiant is not None and transmission.auteur_id == acteur.identifiant
    lectures = list(transmission.lectures.all())
    lue = any(lecture.compte_id == acteur.identifiant for lecture in lectures)
    vises = {
        Adressage.EQUIPE: True,
        Adressage.FONCTION: transmission.fonction in mes_fonctions,
        Adressage.PERSONNE: transmission.destinataire_id == acteur.professionnel_id,
    }
    pour_moi = vises.get(Adressage(transmission.adressage), False)
    section = sections_du_dossier().get(transmission.section)
    return LigneTransmission(
        transmission=transmission,
        section=section.libelle if section else "",
        pour=dire_adressage(transmission),
        lue=lue,
        a_lire=pour_moi and not lue and not mienne and transmission.retiree_le is None,
        mienne=mienne,
        lecteurs=[lecture.personne for lecture in lectures],
    )


def dire_adressage(transmission: Transmission) -> str:
    """Say to whom it is addressed, nothing when to nobody in particular."""
    if transmission.adressage == Adressage.EQUIPE:
        return "l'équipe" if transmission.jeune_id else "tout le dispositif"
    if transmission.adressage == Adressage.FONCTION:
        return fonctions().get(transmission.fonction, transmission.fonction)
    return str(transmission.destinataire) if transmission.destinataire_id else ""


def sections_ou_ecrire(acteur: Acteur, dispositif_id: int, jeune_id: int, *, le: date) -> list[tuple[str, str]]:
    """Return (code, label) of the sections where the person may write about a young person; the section of deposit always is one."""
    if not acteur.peut("ecrits", Acces.ECRITURE, dispositif_id):
        return []
    ouvertes = parcours.sections_ouvertes(acteur, jeune_id, dispositif_id, le, acces=Acces.ECRITURE)
    possibles = ouvertes | {section_de_depot()}
    return [(code, section.libelle) for code, section in sections_du_dossier().items() if code in possibles]


def phrases_du_dispositif(dispositif_id: int) -> QuerySet[PhraseModele]:
    """Return the sentences that the establishment offers."""
    return PhraseModele.objects.filter(dispositif_id=dispositif_id, retiree_le__isnull=True)
