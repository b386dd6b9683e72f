"""Population by age from a file: one line per age (Insee, POP1B), one line per band, or one line per commune with columns « pop_0_19_estimee »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from maillage.socle.domain.texte import plier
from maillage.territoire.domain.comptes_rendus import CompteRendu
from maillage.territoire.imports.colonnes import Colonne, lire_entier
from maillage.territoire.imports.genres import EtatReference, Genre, Lot
from maillage.territoire.imports.lecture import Cellules
from maillage.territoire.models import ImportReference, PopulationAge
from maillage.territoire.selectors import communes_actuelles

TRANCHES = ((0, 2), (3, 5), (6, 10), (11, 14), (15, 17), (18, 19), (0, 19))
"""Bands made of single ages: those of schooling, and all of them (the same as the files of bands)."""
AGE_MAX = 120
LARGE = re.compile(r"pop_(\d{1,3})_(\d{1,3})(?:_(?P<suite>[a-z0-9]+))?")
ANNEE = re.compile(r"(19|20)\d\d")
ESTIMEES = ("estim", "interpol", "model")
COLONNES = (
    Colonne("code_insee", "code de la commune", ("code_commune", "codgeo", "com", "code", "insee"), True, "48095"),
    Colonne("age_min", "âge le plus jeune de la tranche, ou âge seul", ("age", "de"), exemple="0"),
    Colonne("age_max", "âge le plus vieux ; sans lui, un seul âge par ligne", ("a",), exemple="19"),
    Colonne("population", "nombre de personnes", ("nombre", "ensemble", "effectif"), exemple="2650"),
    Colonne("hommes", "avec « femmes », à la place de « population »"),
    Colonne("femmes", "avec « hommes »"),
    Colonne("annee", "sinon, celle du fichier", ("millesime",), exemple="2021"),
    Colonne(
        "estimation",
        "« oui », « estimée », « interpolée » : la valeur est montrée comme une estimation",
        ("statut",),
        exemple="oui",
    ),
)


class Tranche(NamedTuple):
    commune: str
    age_min: int
    age_max: int
    annee: int


class Valeur(NamedTuple):
    nombre: int
    estimation: bool
    ligne: int


@dataclass
class LotPopulation:
    """Values read, and those that differ from what is known."""

    lot: Lot
    rendu: CompteRendu = field(default_factory=CompteRendu)
    lues: dict[Tranche, Valeur] = field(default_factory=dict)
    ages: dict[tuple[str, int], dict[int, Valeur]] = field(default_factory=lambda: defaultdict(dict))
    a_ecrire: list[PopulationAge] = field(default_factory=list)
    actuelles: dict[str, str] = field(default_factory=dict)

    def preparer(self) -> LotPopulation:
        lignes = self.lot.table.ranger(COLONNES)
        self.rendu.comptes["lus"] = len(lignes)
        self.actuelles = communes_actuelles(ligne["code_insee"].upper() for ligne in lignes)
        larges = _colonnes_larges(self.lot.table.entetes)
        cellules = dict(self.lot.table.lignes) if larges else {}
        for rang, ligne in enumerate(lignes):
            if rang % 2000 == 0:
                self.lot.avancer(rang, len(lignes))
            commune = self.actuelles.get(ligne["code_insee"].upper())
            if commune is None:
                remede = "chargez d'abord cette commune, ou corrigez son code"
                self.rendu.refuser(ligne.numero, "code_insee", ligne["code_insee"], "commune inconnue ici", remede)
            elif larges:
                self._lire_large(ligne.numero, commune, cellules[ligne.numero], larges)
            else:
                self._lire_ligne(ligne, commune)
        self._reunir_les_ages()
        self._comparer()
        return self

    def _lire_large(
        self, numero: int, commune: str, cellules: list[str], larges: list[tuple[int, tuple[int, int], str]]
    ) -> None:
        for rang, bornes, suite in larges:
            texte = cellules[rang].strip() if rang < len(cellules) else ""
            if not texte:
                continue
            nombre = lire_entier(texte)
            if nombre is None:
                colonne = self.lot.table.entetes[rang]
                self.rendu.refuser(numero, colonne, texte, "nombre entier attendu", "corrigez la case, ou videz-la")
                continue
            annee = int(trouvee[0]) if (trouvee := ANNEE.search(suite)) else self.lot.situation_le.year
            self._garder(Tranche(commune, *bornes, annee), Valeur(nombre, _est_estimee(suite), numero))

    def _lire_ligne(self, ligne: Cellules, commune: str) -> None:
        age_min, age_max = lire_entier(ligne["age_min"]), lire_entier(ligne["age_max"] or ligne["age_min"])
        if age_min is None or age_max is None or not age_min <= age_max <= AGE_MAX:
            valeur = f"{ligne['age_min']} {ligne['age_max']}".strip()
            self.rendu.refuser(ligne.numero, "age_min", valeur, "âges illisibles", "écrivez deux âges de 0 à 120")
            return
        parties = [ligne["population"]] if ligne["population"] else [ligne["hommes"], ligne["femmes"]]
        nombres = [lire_entier(partie) for partie in parties]
        if None in nombres:
            valeur = " ".join(parties).strip()
            remede = "remplissez « population », ou « hommes » et « femmes »"
            self.rendu.refuser(ligne.numero, "population", valeur, "nombre entier attendu", remede)
            return
        annee = lire_entier(ligne["annee"]) or self.lot.situation_le.year
        valeur_lue = Valeur(sum(n for n in nombres if n is not None), _est_estimee(ligne["estimation"]), ligne.numero)
        if ligne["age_max"]:
            self._garder(Tranche(commune, age_min, age_max, annee), valeur_lue)
        else:
            self.ages[commune, annee][age_min] = valeur_lue

    def _garder(self, tranche: Tranche, valeur: Valeur) -> None:
        """Two former communes of one commune of today are added together; a real duplicate is told."""
        deja = self.lues.get(tranche)
        if deja is None or deja.ligne == valeur.ligne:
            self.lues[tranche] = valeur
            return
        somme = Valeur(deja.nombre + valeur.nombre, deja.estimation or valeur.estimation, deja.ligne)
        self.lues[tranche] = somme
        message = f"ces âges sont déjà dits ligne {deja.ligne} pour cette commune : les deux nombres sont additionnés"
        remede = "vérifiez qu'il s'agit bien de deux anciennes communes réunies"
        self.rendu.signaler(valeur.ligne, "code_insee", tranche.commune, message, remede, "REVOIR")

    def _reunir_les_ages(self) -> None:
        for (commune, annee), ages in self.ages.items():
            for debut, fin in TRANCHES:
                valeurs = [ages[age] for age in range(debut, fin + 1) if age in ages]
                if len(valeurs) == fin - debut + 1:
                    somme = sum(valeur.nombre for valeur in valeurs)
                    estimee = any(valeur.estimation for valeur in valeurs)
                    self.lues[Tranche(commune, debut, fin, annee)] = Valeur(somme, estimee, valeurs[0].ligne)

    def _comparer(self) -> None:
        connues = {
            Tranche(commune, debut, fin, annee): (nombre, estimation)
            for commune, debut, fin, annee, nombre, estimation in PopulationAge.objects.values_list(
                "commune_id", "age_min", "age_max", "annee", "nombre", "estimation"
            )
        }
        comptes = self.rendu.comptes
        for tranche, valeur in self.lues.items():
            connue = connues.get(tranche)
            if connue is not None and connue == (valeur.nombre, valeur.estimation):
                comptes["inchanges"] += 1
                continue
            if connue is not None and valeur.estimation and not connue[1]:
                comptes["laisses"] += 1
                continue
            comptes["crees" if connue is None else "modifies"] += 1
            self.a_ecrire.append(_ligne(tranche, valeur))

    def ecrire(self, importe: ImportReference) -> None:
        PopulationAge.objects.bulk_create(
            self.a_ecrire,
            1000,
            update_conflicts=True,
            unique_fields=["commune", "age_min", "age_max", "annee"],
            update_fields=["nombre", "estimation"],
        )


def _ligne(tranche: Tranche, valeur: Valeur) -> PopulationAge:
    return PopulationAge(
        commune_id=tranche.commune,
        age_min=tranche.age_min,
        age_max=tranche.age_max,
        annee=tranche.annee,
        nombre=valeur.nombre,
        estimation=valeur.estimation,
    )


def _colonnes_larges(entetes: tuple[str, ...]) -> list[tuple[int, tuple[int, int], str]]:
    return list(_lire_entetes(entetes))


def _lire_entetes(entetes: tuple[str, ...]) -> Iterator[tuple[int, tuple[int, int], str]]:
    for rang, entete in enumerate(entetes):
        trouve = LARGE.fullmatch(entete)
        if trouve and int(trouve[1]) <= int(trouve[2]) <= AGE_MAX:
            yield rang, (int(trouve[1]), int(trouve[2])), trouve["suite"] or ""


def _est_estimee(texte: str) -> bool:
    plie = plier(texte)
    return plie in {"oui", "vrai", "1", "true", "x"} or plie.startswith(ESTIMEES)


def preparer(lot: Lot) -> LotPopulation:
    """Compare a file of ages with what is known; nothing is written."""
    return LotPopulation(lot).preparer()


def etat() -> EtatReference:
    """Return how many communes have a population by age."""
    return EtatReference(PopulationAge.objects.values("commune").distinct().count())


GENRE = Genre(
    code="population",
    libelle="Population par âge",
    phrase="Enfants et jeunes de chaque commune, par tranche d'âge ; une estimation reste dite comme telle et ne remplace jamais un nombre compté.",
    source="Insee, recensement (tableau POP1B), ou estimation de l'exploitant",
    un="commune",
    plusieurs="communes",
    colonnes=COLONNES,
    preparer=preparer,
    etat=etat,
    liste="territoire:communes",
)
