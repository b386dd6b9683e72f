"""The plan of a departure: which models leave, in which order, by which path."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.db.models import AutoField, Field, ForeignKey, Model, Q

DISPOSITIF, JEUNE = "structures.Dispositif", "parcours.Jeune"


@dataclass(frozen=True)
class ModelePartant:
    """A model whose rows leave: by `chemins`, or because named, when empty.

    One lookup leads to the dispositif, or to a young person known of it; two are those of a fact that holds here or, without dispositif, everywhere.
    """

    nom: str
    modele: type[Model]
    chemins: tuple[str, ...]
    cle: tuple[str, ...] = ()

    def condition(self, dispositif_id: int, jeunes: list[int]) -> Q:
        """Return what chooses its own rows; `jeunes` are the young people known of the dispositif."""
        if len(self.chemins) > 1:
            return Q(dispositif_id=dispositif_id) | Q(dispositif_id__isnull=True, jeune_id__in=jeunes)
        [chemin] = self.chemins
        return Q(**({chemin: dispositif_id} if chemin.split("__")[-1] != "jeune" else {f"{chemin}__in": jeunes}))

    def champs(self) -> list[Field[Any, Any]]:
        """Return its columns. A number that the base drew is left aside; a key that means something (the code of a commune) leaves."""
        return [champ for champ in self.modele._meta.concrete_fields if not isinstance(champ, AutoField)]


@cache
def referentiel() -> dict[str, Any]:
    """Return what depart.toml declares."""
    return tomllib.loads((files("maillage.echanges.referentiels") / "depart.toml").read_text("utf-8"))


def modeles_de_la_maison() -> list[type[Model]]:
    """Return every model of Maillage."""
    return [modele for modele in apps.get_models() if modele.__module__.startswith("maillage.")]


@cache
def plan() -> tuple[ModelePartant, ...]:
    """Return the models that leave, those that others name first. Raises LookupError for a model that nothing places."""
    restes, partages = referentiel()["restes"], referentiel()["partages"]
    partants: dict[str, ModelePartant] = {}
    for modele in modeles_de_la_maison():
        nom = modele._meta.label
        if nom in restes:
            continue
        chemins = () if nom in partages else chemins_de(modele)
        if not chemins and nom not in partages:
            raise LookupError(f"{nom} : dire dans depart.toml s'il part avec un dispositif, ou pourquoi il reste")
        partants[nom] = ModelePartant(nom, modele, chemins, tuple(partages.get(nom, ())))
    ordre = TopologicalSorter(
        {nom: _nommes(partant.modele) & partants.keys() - {nom} for nom, partant in partants.items()}
    )
    return tuple(partants[nom] for nom in ordre.static_order())


def chemins_de(modele: type[Model], vus: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the lookups from a model to the dispositif (or to a young person, for what is theirs everywhere)."""
    nom = modele._meta.label
    if nom == DISPOSITIF:
        return ("pk",)
    if nom in referentiel()["chemins"]:
        return (referentiel()["chemins"][nom],)
    if nom in referentiel()["numeros"] and "dispositif_id" in referentiel()["numeros"][nom]:
        return ("dispositif_id",)
    cles = [champ for champ in modele._meta.concrete_fields if isinstance(champ, ForeignKey)]
    directes = {champ.name: champ for champ in cles}
    vers_un_jeune = "jeune" in directes and directes["jeune"].related_model._meta.label == JEUNE
    if "dispositif" in directes and (not directes["dispositif"].null or vers_un_jeune):
        return ("dispositif", "jeune") if directes["dispositif"].null else ("dispositif",)
    for champ in cles:
        parent = champ.related_model
        if champ.null or parent._meta.label in vus | {nom} or parent._meta.label in referentiel()["partages"]:
            continue
        if chemins := chemins_de(parent, vus | {nom}):
            return tuple(f"{champ.name}__{chemin}" for chemin in chemins)
    return ("jeune",) if vers_un_jeune else ()


def _nommes(modele: type[Model]) -> set[str]:
    """Return the models that its rows name when they are written."""
    tardifs = referentiel()["apres"].get(modele._meta.label, ())
    champs = [c for c in (*modele._meta.concrete_fields, *modele._meta.many_to_many) if c.name not in tardifs]
    nommes = {champ.related_model._meta.label for champ in champs if champ.related_model is not None}
    return nommes | set(referentiel()["numeros"].get(modele._meta.label, {}).values())
