"""From the rows of a dispositif to the lines of an archive: numbered per model from 1, so that two equal installations write equal bytes."""

from __future__ import annotations

import base64
from collections import defaultdict
from typing import Any

from django.db.models import ForeignKey, Model

from maillage.echanges.depart.plan import DISPOSITIF, JEUNE, ModelePartant, plan, referentiel
from maillage.parcours.selectors import connus_du_dispositif
from maillage.structures.selectors import partenaires_du_dispositif

Ligne = dict[str, Any]
PARTENAIRE = "structures.Partenaire"


class Sortie:
    """Gathers what leaves. `numeros[model][pk]` is the number of a row in the archive."""

    def __init__(self, dispositif_id: int) -> None:
        self.dispositif_id = dispositif_id
        self.jeunes = sorted(connus_du_dispositif(dispositif_id).values_list("pk", flat=True))
        self.numeros: dict[str, dict[int, int]] = {}

    def lignes(self) -> dict[str, list[Ligne]]:
        """Return the lines of each model, in the order of the plan: one query a model, and one a relation of many to many."""
        lignes_lues = {partant.nom: self._choisir(partant) for partant in plan() if partant.chemins}
        nommes = self._nommes(lignes_lues)
        for partant in reversed(plan()):
            if not partant.chemins:
                lignes_lues[partant.nom] = self._lire(partant, nommes[partant.nom])
                self._ajouter_les_nommes(partant, lignes_lues[partant.nom], nommes)
        for partant in plan():
            lignes_lues[partant.nom] = les_nommes_d_abord(partant, lignes_lues[partant.nom])
            self._numeroter(partant, lignes_lues[partant.nom])
        return {partant.nom: [self._ecrire(partant, objet) for objet in lignes_lues[partant.nom]] for partant in plan()}

    def _choisir(self, partant: ModelePartant) -> list[Model]:
        condition = partant.condition(self.dispositif_id, self.jeunes)
        return list(partant.modele._base_manager.filter(condition).distinct().order_by("pk"))

    def _lire(self, partant: ModelePartant, cles: set[int]) -> list[Model]:
        """Shared rows in the order of their own key, which does not depend on the installation."""
        trouves = partant.modele._base_manager.filter(pk__in=cles).order_by("pk")
        return sorted(trouves, key=lambda objet: [str(getattr(objet, champ) or "") for champ in partant.cle])

    def _nommes(self, lignes: dict[str, list[Model]]) -> dict[str, set[int]]:
        nommes: dict[str, set[int]] = defaultdict(set)
        nommes[JEUNE] |= set(self.jeunes)
        nommes[PARTENAIRE] |= set(partenaires_du_dispositif(self.dispositif_id).values_list("pk", flat=True))
        for partant in plan():
            if partant.chemins:
                self._ajouter_les_nommes(partant, lignes[partant.nom], nommes)
        return nommes

    def _ajouter_les_nommes(self, partant: ModelePartant, objets: list[Model], nommes: dict[str, set[int]]) -> None:
        for champ in partant.champs():
            if isinstance(champ, ForeignKey):
                cible = champ.related_model._meta.label
                nommes[cible] |= {cle for objet in objets if (cle := getattr(objet, champ.attname)) is not None}
        for relation in partant.modele._meta.many_to_many:
            if relation.related_model._meta.label != DISPOSITIF:
                for objet in objets:
                    nommes[relation.related_model._meta.label] |= set(
                        getattr(objet, relation.name).values_list("pk", flat=True)
                    )

    def _numeroter(self, partant: ModelePartant, objets: list[Model]) -> None:
        self.numeros[partant.nom] = {objet.pk: rang for rang, objet in enumerate(objets, 1)}

    def _ecrire(self, partant: ModelePartant, objet: Model) -> Ligne:
        ligne: Ligne = {
            "numero": self.numeros[partant.nom][objet.pk]
        }  # for the reader; a column of that name takes its place
        numeros = referentiel()["numeros"].get(partant.nom, {})
        for champ in partant.champs():
            valeur = getattr(objet, champ.attname)
            if isinstance(champ, ForeignKey):
                ligne[champ.name] = self._numero(champ.related_model._meta.label, valeur)
            elif champ.name in numeros:
                ligne[champ.name] = self._numero(numeros[champ.name], valeur)
            elif est_un_compte(champ.name):
                ligne[champ.name] = None if champ.null else 0
            else:
                ligne[champ.name] = en_texte(champ, objet, valeur)
        for champ, (cle, modele) in referentiel()["dans_json"].get(partant.nom, {}).items():
            if cle in ligne[champ]:
                ligne[champ] = ligne[champ] | {cle: self._numero(modele, ligne[champ][cle])}
        for relation in partant.modele._meta.many_to_many:
            cles = getattr(objet, relation.name).order_by("pk").values_list("pk", flat=True)
            connus = self.numeros.get(relation.related_model._meta.label, {})
            ligne[relation.name] = sorted(connus[cle] for cle in cles if cle in connus)
        return ligne

    def _numero(self, nom: str, cle: int | None) -> int | None:
        """A row that stays (an import, a journal of elsewhere) is no longer named."""
        return self.numeros.get(nom, {}).get(cle) if cle is not None else None


def les_nommes_d_abord(partant: ModelePartant, objets: list[Model]) -> list[Model]:
    """Return rows with those that others of their own table name before them (a project, the one that replaces it); otherwise in their order."""
    tardifs = referentiel().get("apres", {}).get(partant.nom, ())
    cles = [
        champ.attname
        for champ in partant.champs()
        if isinstance(champ, ForeignKey) and champ.related_model is partant.modele and champ.name not in tardifs
    ]
    restants, places = objets, {objet.pk for objet in objets} if cles else set()
    ordre: list[Model] = []
    while restants:
        attendent: list[Model] = []
        for objet in restants:
            if any(getattr(objet, cle) in places - {objet.pk} for cle in cles):
                attendent.append(objet)
            else:
                ordre.append(objet)
                places.discard(objet.pk)
        if len(attendent) == len(restants):
            return ordre + attendent
        restants = attendent
    return ordre


def est_un_compte(nom: str) -> bool:
    """Tell whether a bare number names an account: accounts never leave, the words beside it (`par`, `auteur`) do."""
    return nom in ("acteur_id", "compte_id", "auteur_id", "recue_par_id", "cree_par_id")


def en_texte(champ: Any, objet: Model, valeur: Any) -> Any:
    """Return a value as JSON holds it: numbers, booleans, JSON as they are, bytes in base 64, the rest as Django writes it."""
    if valeur is None or isinstance(valeur, bool | int | float | dict | list):
        return valeur
    if isinstance(valeur, bytes | memoryview):
        return base64.b64encode(bytes(valeur)).decode()
    return champ.value_to_string(objet)
