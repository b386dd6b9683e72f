"""The words of the establishment: types of activity, usual places, reasons of absence; and what changing one would touch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from maillage.agenda.domain import statuts
from maillage.agenda.domain.effets import EffetReglage
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import Absence, Evenement, LieuHabituel, MotifLocal, TypeActivite
from maillage.agenda.models.reglage import ReglageLocal
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, MotifAbsence

R = TypeVar("R", bound=ReglageLocal)
NATURES: dict[str, type[ReglageLocal]] = {"types": TypeActivite, "lieux": LieuHabituel, "motifs": MotifLocal}
CODES: dict[str, dict[str, tuple[str, dict[str, str]]]] = {
    "types": {
        "categorie": ("catégorie", dict(Categorie.choices)),
        "modalite": ("modalité", dict(Modalite.choices)),
        "lieu_type": ("type de lieu", dict(LieuType.choices)),
    },
    "lieux": {"lieu_type": ("type de lieu", dict(LieuType.choices))},
    "motifs": {"motif": ("motif national", dict(MotifAbsence.choices))},
}
"""The national codes of each kind of setting: their name, and the label of each value."""


@dataclass(frozen=True)
class TypeActiviteLu:
    """A type of activity as the contexts above know it: its keys, its words, the national codes that it stands for."""

    pk: int
    identifiant: str
    libelle: str
    categorie: str
    modalite: str
    lieu_type: str
    duree_minutes: int | None
    retire: bool


def types_activite(dispositif_id: int, *, retires: bool = True) -> list[TypeActiviteLu]:
    """Return the types of activity of a dispositif, by label (1 query); the withdrawn ones too unless told otherwise."""
    types = TypeActivite.objects.filter(dispositif_id=dispositif_id)
    if not retires:
        types = types.filter(retire_le__isnull=True)
    return [_type_lu(type_) for type_ in types.order_by("libelle", "pk")]


def reglages_a_choisir(model: type[R], dispositif_id: int, deja: int | None = None) -> QuerySet[R]:
    """Return the words that a form offers: those in use, and the one already chosen, by label."""
    en_usage = Q(retire_le__isnull=True)
    if deja is not None:
        en_usage |= Q(pk=deja)
    return model._default_manager.filter(en_usage, dispositif_id=dispositif_id).order_by("libelle", "pk")


def types_activite_par_cles(cles: Collection[int]) -> dict[int, TypeActiviteLu]:
    """Return these types of activity by primary key (1 query)."""
    return {type_.pk: _type_lu(type_) for type_ in TypeActivite.objects.filter(pk__in=cles)}


def _type_lu(type_: TypeActivite) -> TypeActiviteLu:
    return TypeActiviteLu(
        type_.pk,
        type_.identifiant,
        type_.libelle,
        type_.categorie,
        type_.modalite,
        type_.lieu_type,
        type_.duree_minutes,
        type_.retire_le is not None,
    )


def reglages_visibles(acteur: Acteur, dispositif: DispositifVise, nature: str) -> QuerySet[Any]:
    """Return the words of one kind, those in use first, by label; none if the section « agenda » is closed to the person there."""
    model = NATURES[nature]
    if not acteur.peut("agenda", dispositif_id=dispositif.pk):
        return model._default_manager.none()
    mots = model._default_manager.filter(dispositif_id=dispositif.pk)
    return mots.order_by(F("retire_le").asc(nulls_first=True), "libelle", "pk")


def effet_du_changement(nature: str, reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> EffetReglage:
    """Return what changing this word would touch, before it is done (2 queries)."""
    change = tuple(_changes(nature, reglage, valeurs))
    if nature == "motifs":
        suivent = absences_qui_suivent(reglage, valeurs).count()
        tous = Absence.objects.filter(motif_local_id=reglage.pk).count()
        return EffetReglage(reglage.version, suivent, tous - suivent, change, ("absence", "absences"))
    suivent = evenements_qui_suivent(nature, reglage, valeurs).count()
    tous = _evenements(nature, reglage).count()
    return EffetReglage(reglage.version, suivent, tous - suivent, change)


def evenements_qui_suivent(nature: str, reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> QuerySet[Evenement]:
    """Return what is planned from now on with this word and says exactly what it says: what was set apart keeps its own."""
    if not _touche_au_prevu(nature, reglage, valeurs):
        return Evenement.objects.none()
    conformes = {champ: getattr(reglage, champ) for champ in CODES[nature]}
    prevus = _evenements(nature, reglage).filter(statut=statuts.PLANIFIE, debut__gt=timezone.now())
    return prevus.filter(**conformes).order_by("pk")


def absences_qui_suivent(reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> QuerySet[Absence]:
    """Return the absences not begun yet that give this reason."""
    if valeurs["motif"] == getattr(reglage, "motif", ""):
        return Absence.objects.none()
    return Absence.objects.filter(motif_local_id=reglage.pk, debut__gt=timezone.now()).order_by("pk")


def _evenements(nature: str, reglage: ReglageLocal) -> QuerySet[Evenement]:
    """An événement names a place by its label, a type of activity by its key."""
    avec = {"lieu": reglage.libelle} if nature == "lieux" else {"type_activite_id": reglage.pk}
    return Evenement.objects.filter(dispositif_id=reglage.dispositif_id, **avec)


def _touche_au_prevu(nature: str, reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> bool:
    renomme = nature == "lieux" and valeurs["libelle"] != reglage.libelle
    return renomme or any(valeurs[champ] != getattr(reglage, champ) for champ in CODES[nature])


def _changes(nature: str, reglage: ReglageLocal, valeurs: Mapping[str, Any]) -> Iterator[str]:
    for champ, (nom, libelles) in CODES[nature].items():
        avant, apres = getattr(reglage, champ), valeurs[champ]
        if avant != apres:
            yield f"{nom}, de « {libelles.get(avant, 'non précisé')} » à « {libelles.get(apres, 'non précisé')} »"
