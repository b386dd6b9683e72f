"""A protected table as words and drawings: a document to print, and slides to show. Nothing is computed: what is masked stays masked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from maillage.pilotage.domain.retour_lisible import MASQUE
from maillage.pilotage.domain.tableau import TOTAL
from maillage.pilotage.publie import Case, FamilleAffichee, LigneDeRegion, MesureAffichee, TableauAffiche
from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_nombre, ecrire_taux, ecrire_trimestre
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.rapports import Liste, Paragraphe, Rapport, Section, Tableau
from maillage.socle.tableur import Cellule, Feuille

ENSEMBLE = "Ensemble"
CENT = 100
CLE = (
    f"« {MASQUE} » : le nombre existe, il est masqué pour protéger les personnes ; la raison n'est jamais dite, car elle le ferait deviner.",
    "« – » : rien à rapporter, le taux n'a pas de dénominateur.",
    "Les nombres de jeunes ne sont pas dédoublonnés : un jeune suivi par deux dispositifs compte dans chacun.",
    "« Ensemble » ne porte que sur les retours transmis et retenus.",
)
COLONNES = ("Famille", "Mesure", "Région", "Type", "Valeur", "Définition")


@dataclass(frozen=True)
class Presentee:
    """A protected table and what says where it comes from. `etat`: of the day, or released under a number."""

    tableau: TableauAffiche
    periode: str
    public: str
    seuil: int
    etat: str
    regles: str
    arrete_au: dt.date

    @property
    def titre(self) -> str:
        return f"Restitution, {ecrire_trimestre(self.periode)}"

    @property
    def couverture(self) -> str:
        """Say how many returns are in it."""
        ensemble = self.tableau.ensemble
        if ensemble is None:
            return "Aucun retour retenu."
        mots = ecrire_compte(ensemble.transmis, "retour retenu", "retours retenus")
        taux = ecrire_taux(float(ensemble.taux))
        return f"{mots} sur {ecrire_compte(ensemble.attendus, 'attendu')} : la couverture est de {taux}."

    @property
    def reserves(self) -> tuple[str, ...]:
        """What must be read with every figure."""
        masquees = ecrire_compte(self.tableau.masquees, "case est masquée", "cases sont masquées")
        return (
            self.etat,
            f"{self.regles} Public {self.public}, seuil {self.seuil} : aucun nombre de jeunes de 1 à {self.seuil - 1} n'est montré.",
            f"{self.couverture} {masquees} sur {ecrire_nombre(self.tableau.total)}.",
        )


def rapport_de(presentee: Presentee) -> Rapport:
    """Return the pages to print: how to read, coverage, then each family with its drawings and its table."""
    tableau = presentee.tableau
    return Rapport(
        titre=presentee.titre,
        sous_titre="Ce que les retours transmis disent ensemble, sans laisser deviner un petit nombre.",
        auteur="Maillage",
        arrete_au=presentee.arrete_au,
        reserves=presentee.reserves,
        sections=(
            Section("Comment lire", (Liste(CLE),)),
            Section("Couverture", (_couverture(tableau),)),
            *(_section(famille, tableau) for famille in tableau.familles),
        ),
    )


def feuille_de(presentee: Presentee) -> Feuille:
    """Return every cell as a row of a spreadsheet; masked ones say so."""
    tableau = presentee.tableau
    return Feuille(
        titre=presentee.titre,
        colonnes=COLONNES,
        lignes=[
            [
                famille.titre,
                mesure.libelle.titre,
                _region(ligne),
                _type(case.type),
                _cellule(case),
                mesure.libelle.definition,
            ]
            for famille in tableau.familles
            for mesure in famille.mesures
            for ligne in mesure.lignes
            for case in ligne.cases
            if case.requete
        ],
        notes=(*presentee.reserves, *CLE),
    )


def _section(famille: FamilleAffichee, tableau: TableauAffiche) -> Section:
    """The drawings of the measures that have several shown values, then all the values."""
    dessins = [dessin for mesure in famille.mesures if (dessin := dessiner(mesure, tableau)) is not None]
    definitions = Liste(tuple(f"{mesure.libelle.titre} : {mesure.libelle.definition}" for mesure in famille.mesures))
    return Section(famille.titre, (Paragraphe(famille.phrase), *dessins, *_tableaux(famille, tableau), definitions))


def dessiner(mesure: MesureAffichee, tableau: TableauAffiche) -> Graphique | None:
    """Draw one measure by type of dispositif, one series by region; None when fewer than two values other than zero are shown."""
    types = [type_ for type_ in tableau.types if type_ != TOTAL]
    lignes = [ligne for ligne in mesure.lignes if ligne.region != TOTAL or not tableau.plusieurs_regions]
    series = tuple(
        Serie(_region(ligne), tuple(_nombre(mesure, case) for case in ligne.cases[: len(types)])) for ligne in lignes
    )
    if sum(bool(valeur) for serie in series for valeur in serie.valeurs) < 2:
        return None
    montres = [rang for rang in range(len(types)) if any(serie.valeurs[rang] is not None for serie in series)]
    return Graphique(
        titre=mesure.libelle.titre,
        phrase=f"{mesure.libelle.definition} {_dire(mesure, tableau)}",
        categories=tuple(types[rang] for rang in montres),
        series=tuple(Serie(serie.nom, tuple(serie.valeurs[rang] for rang in montres)) for serie in series),
        unite="%" if mesure.libelle.en_taux else "",
        source="Retours transmis et retenus. Un type dont aucun nombre ne se montre n'est pas dessiné.",
    )


def _dire(mesure: MesureAffichee, tableau: TableauAffiche) -> str:
    """Say the values of the whole: of each type, then of all."""
    ligne = mesure.lignes[-1]
    mots = [f"{_type(case.type)} : {ecrire_case(mesure, case)}" for case in ligne.cases if case.requete]
    return f"{'; '.join(mots).replace('; ', ' ; ')}."


def ecrire_case(mesure: MesureAffichee, case: Case) -> str:
    """Write a cell as the page does."""
    if case.masquee:
        return MASQUE
    if not case.valeur:
        return ABSENT
    nombre = float(case.valeur)
    return ecrire_taux(nombre, 1) if mesure.libelle.en_taux else ecrire_nombre(nombre)


def _tableaux(famille: FamilleAffichee, tableau: TableauAffiche) -> Iterator[Tableau]:
    """One table for a single region; else one by region, the whole last."""
    entetes = ("Mesure", *(_type(type_) for type_ in tableau.types))
    for rang, region in enumerate(tableau.regions):
        nom = f", {region if region != TOTAL else ENSEMBLE.lower()}" if tableau.plusieurs_regions else ""
        yield Tableau(
            f"{famille.titre}{nom}",
            entetes,
            tuple(
                (mesure.libelle.titre, *(ecrire_case(mesure, case) for case in mesure.lignes[rang].cases))
                for mesure in famille.mesures
            ),
        )


def _couverture(tableau: TableauAffiche) -> Tableau:
    return Tableau(
        "Retours retenus sur retours attendus",
        ("Région", *(_type(type_) for type_ in tableau.types)),
        tuple(
            (
                ENSEMBLE if region == TOTAL else region,
                *(f"{case.transmis} sur {case.attendus}" if case else ABSENT for case in cases),
            )
            for region, cases in tableau.couvertures
        ),
    )


def _region(ligne: LigneDeRegion) -> str:
    return ENSEMBLE if ligne.region == TOTAL else ligne.region


def _type(type_: str) -> str:
    return ENSEMBLE if type_ == TOTAL else type_


def _nombre(mesure: MesureAffichee, case: Case) -> float | None:
    if case.masquee or not case.valeur:
        return None
    return round(float(case.valeur) * CENT, 2) if mesure.libelle.en_taux else float(case.valeur)


def _cellule(case: Case) -> Cellule:
    if case.masquee or not case.valeur:
        return MASQUE if case.masquee else None
    nombre = float(case.valeur)
    return int(nombre) if nombre == int(nombre) else nombre
