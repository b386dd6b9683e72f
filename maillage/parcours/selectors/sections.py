"""Which sections of a young person's file the acting person may open: asked by every context above before it shows or writes anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.parcours.domain.sections import Titres, sections_ouvertes_a
from maillage.parcours.models import BrisDeGlace, MembreEquipe, Remplacement
from maillage.parcours.referentiels import sections_du_dossier
from maillage.socle.acteur import Acces, Acteur

DROIT_DOSSIERS = "dossiers"
"""Section of the table of rights: the files of all the young people of a dispositif, without being of their team."""


def sections_ouvertes(
    acteur: Acteur, jeune_id: int, dispositif_id: int, le: date, *, acces: Acces = Acces.LECTURE
) -> frozenset[str]:
    """Return the codes of the sections of this file open to the person that day (2 queries at most).

    Codes: identite, parcours, educatif, scolarite, soin, psychologue, social, appui (referentiels/sections.toml).
    """
    return sections_par_jeune(acteur, [jeune_id], dispositif_id, le, acces=acces)[jeune_id]


def sections_par_jeune(
    acteur: Acteur, jeune_ids: Collection[int], dispositif_id: int, le: date, *, acces: Acces = Acces.LECTURE
) -> dict[int, frozenset[str]]:
    """Same for several young people, in the same two queries; every key asked for is in the answer."""
    if not acteur.peut("parcours", Acces.LECTURE, dispositif_id):
        return dict.fromkeys(jeune_ids, frozenset())
    sections = sections_du_dossier().values()
    if acteur.identifiant is None:
        return dict.fromkeys(jeune_ids, frozenset(section.code for section in sections))
    titres = titres_par_jeune(acteur, jeune_ids, dispositif_id, le, acces=acces)
    ecriture = acces is Acces.ECRITURE
    return {jeune_id: sections_ouvertes_a(titres[jeune_id], sections, ecriture=ecriture) for jeune_id in jeune_ids}


@dataclass(frozen=True)
class AccesDossier:
    """What a person may open of one file, and in what name."""

    lecture: frozenset[str]
    ecriture: frozenset[str]
    titres: Titres


def acces_au_dossier(acteur: Acteur, jeune_id: int, dispositif_id: int, le: date) -> AccesDossier:
    """Return the sections open for reading and for writing, with the reasons (2 queries at most)."""
    if not acteur.peut("parcours", Acces.LECTURE, dispositif_id):
        return AccesDossier(frozenset(), frozenset(), Titres())
    sections = sections_du_dossier().values()
    if acteur.identifiant is None:
        tout = frozenset(section.code for section in sections)
        return AccesDossier(tout, tout, Titres(tous_les_dossiers=True))
    titres = titres_par_jeune(acteur, [jeune_id], dispositif_id, le)[jeune_id]
    ecrits = replace(titres, tous_les_dossiers=acteur.peut(DROIT_DOSSIERS, Acces.ECRITURE, dispositif_id))
    return AccesDossier(
        sections_ouvertes_a(titres, sections), sections_ouvertes_a(ecrits, sections, ecriture=True), titres
    )


def exiger_section(
    acteur: Acteur,
    jeune_id: int,
    section: str,
    *,
    dispositif_id: int,
    le: date,
    acces: Acces = Acces.LECTURE,
) -> None:
    """Raise PermissionDenied when that section of the file is closed to the person that day."""
    if section not in sections_ouvertes(acteur, jeune_id, dispositif_id, le, acces=acces):
        libelle = sections_du_dossier()[section].libelle
        raise PermissionDenied(f"La section « {libelle} » de ce dossier ne vous est pas ouverte.")


def jeunes_de_mes_equipes(acteur: Acteur, dispositif_id: int, le: date) -> frozenset[int]:
    """Return the young people whose team the person belongs to that day, or stands in for someone who does (1 query)."""
    if acteur.professionnel_id is None:
        return frozenset()
    membres = _membres(acteur.professionnel_id, dispositif_id, le)
    return frozenset(membres.order_by().values_list("jeune_id", flat=True))


def titres_par_jeune(
    acteur: Acteur, jeune_ids: Collection[int], dispositif_id: int, le: date, *, acces: Acces = Acces.LECTURE
) -> dict[int, Titres]:
    """Return in what name the person stands before each file."""
    equipe: dict[int, set[str]] = defaultdict(set)
    bris: dict[int, set[str]] = defaultdict(set)
    if acteur.professionnel_id is not None:
        membres = _membres(acteur.professionnel_id, dispositif_id, le).filter(jeune_id__in=jeune_ids)
        for jeune_id, fonction in membres.order_by().values_list("jeune_id", "fonction"):
            equipe[jeune_id].add(fonction)
    if acteur.identifiant is not None:
        brises = bris_en_cours().filter(
            compte_id=acteur.identifiant, dispositif_id=dispositif_id, jeune_id__in=jeune_ids
        )
        for jeune_id, fonction in brises.order_by().values_list("jeune_id", "fonction"):
            bris[jeune_id].add(fonction)
    tous = acteur.peut(DROIT_DOSSIERS, acces, dispositif_id)
    return {jeune_id: Titres(frozenset(equipe[jeune_id]), frozenset(bris[jeune_id]), tous) for jeune_id in jeune_ids}


def bris_en_cours() -> QuerySet[BrisDeGlace]:
    """Glasses broken and not expired yet: an access of now, whatever the day looked at."""
    maintenant = timezone.now()
    return BrisDeGlace.objects.filter(ouvert_le__lte=maintenant, expire_le__gt=maintenant)


def _membres(professionnel_id: int, dispositif_id: int, le: date) -> QuerySet[MembreEquipe]:
    remplace = Remplacement.objects.filter(
        membre=OuterRef("pk"), remplacant_id=professionnel_id, debut__lte=le, fin__gte=le
    )
    return MembreEquipe.objects.filter(
        Q(fin__isnull=True) | Q(fin__gte=le),
        Q(professionnel_id=professionnel_id) | Exists(remplace),
        debut__lte=le,
        dispositif_id=dispositif_id,
    )
