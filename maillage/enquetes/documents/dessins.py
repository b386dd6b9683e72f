"""A result as a reader takes it: a sentence, a drawing, a table; the same on the page and in the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from maillage.enquetes.domain.depouillement import ResultatQuestion
from maillage.enquetes.domain.publication import CellulePubliee, RepartitionPubliee, arrondir
from maillage.enquetes.domain.questionnaire import QuestionEnquete, TypeQuestion
from maillage.enquetes.selectors.resultats import LigneComparee
from maillage.socle.domain.typographie import ABSENT, ecrire_compte, ecrire_nombre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie

REGROUPES = "Choix regroupés"
LIBELLES_LISIBLES = 4
"""Beyond so many choices, words would overlap under a drawing."""


@dataclass(frozen=True)
class ResultatDessine:
    """A result ready to read; `graphique` is None when nothing can be drawn; every row is as long as `entetes`."""

    resultat: ResultatQuestion
    phrase: str
    entetes: tuple[str, ...] = ()
    lignes: tuple[tuple[str, ...], ...] = ()
    graphique: Graphique | None = None

    @property
    def question(self) -> QuestionEnquete:
        return self.resultat.question


def dessiner(resultat: ResultatQuestion, *, en_toutes_lettres: bool = False) -> ResultatDessine:
    """Return the sentence, the drawing and the table of a result; `en_toutes_lettres` names every choice under the drawing, for a report."""
    if resultat.masque:
        return ResultatDessine(resultat, resultat.masque)
    phrase = _phrase(resultat)
    if resultat.question.type is TypeQuestion.TEXTE:
        return ResultatDessine(resultat, phrase)
    if resultat.question.type is TypeQuestion.MATRICE:
        return _tableau(resultat, phrase)
    [repartition] = resultat.repartitions
    if resultat.question.type is TypeQuestion.NOMBRE and len(repartition.cellules) == 1:
        return ResultatDessine(resultat, phrase)
    lettrees = list(zip(_lettres(len(repartition.cellules)), repartition.cellules, strict=True))
    lignes = tuple(
        (f"{lettre}. {cellule.libelle}", _nombre(cellule.nombre, cellule.mots), _part(repartition.part(cellule)))
        for lettre, cellule in lettrees
    )
    if repartition.groupe:
        part = arrondir(Decimal(100 * repartition.groupe) / repartition.repondants)
        lignes += ((f"Ensemble : {_regroupees(lettrees)}", ecrire_nombre(repartition.groupe), _part(part)),)
    courts = len(lettrees) > LIBELLES_LISIBLES and not en_toutes_lettres
    graphique = _barres(resultat.question.libelle, phrase, lettrees, repartition, courts=courts)
    lisible = any(cellule.nombre for cellule in repartition.cellules)
    return ResultatDessine(resultat, phrase, ("Réponse", "Nombre", "Part"), lignes, graphique if lisible else None)


def _barres(
    titre: str,
    phrase: str,
    lettrees: Sequence[tuple[str, CellulePubliee]],
    repartition: RepartitionPubliee,
    *,
    courts: bool,
) -> Graphique:
    """Draw what shows, the choices counted together as one bar; `courts`: choices are told by their letter alone, which the table spells out."""
    montrees = [(lettre, cellule) for lettre, cellule in lettrees if not cellule.groupee]
    categories = [lettre if courts else f"{lettre}. {cellule.libelle}" for lettre, cellule in montrees]
    valeurs: list[float | None] = [cellule.nombre for _, cellule in montrees]
    if repartition.groupe:
        categories.append(_regroupees(lettrees))
        valeurs.append(repartition.groupe)
    return Graphique(titre, phrase, tuple(categories), (Serie("Réponses", tuple(valeurs)),), unite="réponses")


def _regroupees(lettrees: Sequence[tuple[str, CellulePubliee]]) -> str:
    """« A + C »."""
    return " + ".join(lettre for lettre, cellule in lettrees if cellule.groupee)


def _tableau(resultat: ResultatQuestion, phrase: str) -> ResultatDessine:
    choix, lettres = resultat.question.choix, _lettres(len(resultat.repartitions))
    entetes = ("Ligne", *(c.libelle for c in choix), REGROUPES, "Réponses")
    lignes = tuple(
        (
            f"{lettre}. {r.titre}",
            *(_nombre(cellule.nombre, cellule.mots) for cellule in r.cellules),
            ecrire_nombre(r.groupe) if r.groupe else ABSENT,
            ecrire_nombre(r.repondants) if r.repondants else ABSENT,
        )
        for lettre, r in zip(lettres, resultat.repartitions, strict=False)
    )
    series = [
        Serie(c.libelle, tuple(r.cellules[rang].nombre for r in resultat.repartitions)) for rang, c in enumerate(choix)
    ]
    if any(r.groupe for r in resultat.repartitions):
        series.append(Serie(REGROUPES, tuple(r.groupe or None for r in resultat.repartitions)))
    graphique = Graphique(
        resultat.question.libelle,
        phrase,
        tuple(ligne[0] for ligne in lignes),
        tuple(series),
        unite="réponses",
        genre=GenreGraphique.EMPILEES,
    )
    lisible = any(cellule.nombre for r in resultat.repartitions for cellule in r.cellules)
    return ResultatDessine(resultat, phrase, entetes, lignes, graphique if lisible else None)


def _phrase(resultat: ResultatQuestion) -> str:
    phrases = [ecrire_compte(resultat.repondants, "réponse")]
    if resultat.sans_reponse:
        phrases.append(f"{ecrire_nombre(resultat.sans_reponse)} sans réponse")
    debut = ", ".join(phrases)
    suite = _ce_qui_ressort(resultat)
    if resultat.regroupe:
        suite += " Les choix trop peu donnés sont regroupés ou dits par un intervalle."
    return f"{debut}.{f' {suite}' if suite else ''}".strip()


def _ce_qui_ressort(resultat: ResultatQuestion) -> str:
    question = resultat.question
    if resultat.moyenne is not None:
        sur = f" sur {question.haut}" if question.type is TypeQuestion.ECHELLE else f" {question.unite}".rstrip()
        return f"En moyenne {ecrire_nombre(resultat.moyenne)}{sur}."
    if question.type not in {TypeQuestion.UNIQUE, TypeQuestion.MULTIPLE, TypeQuestion.ECHELLE}:
        return ""
    [repartition] = resultat.repartitions
    montrees = [cellule for cellule in repartition.cellules if cellule.nombre]
    if not montrees:
        return ""
    haut = max(cellule.nombre or 0 for cellule in montrees)
    premieres = [cellule for cellule in montrees if cellule.nombre == haut]
    if len(premieres) > 1 or repartition.groupe > haut or any(c.mots.startswith("plus") for c in repartition.cellules):
        return ""
    return f"Le plus souvent : « {premieres[0].libelle} » ({_part(repartition.part(premieres[0]))})."


def dessiner_comparaison(ligne: LigneComparee, noms: tuple[str, str]) -> Graphique | None:
    """Return both waves side by side in per cent, None when one of them shows nothing."""
    if ligne.motif or ligne.avant is None or ligne.apres is None or ligne.avant.masque or ligne.apres.masque:
        return None
    question = ligne.question
    if question.type in {TypeQuestion.MATRICE, TypeQuestion.NOMBRE}:
        return None
    avant, apres = ligne.avant.repartitions[0], ligne.apres.repartitions[0]
    categories = tuple(f"{lettre}. {c.libelle}" for lettre, c in zip(_lettres(40), question.modalites, strict=False))
    series = (Serie(noms[0], _parts(avant, question)), Serie(noms[1], _parts(apres, question)))
    phrase = f"{ecrire_compte(avant.repondants, 'réponse')} puis {ecrire_compte(apres.repondants, 'réponse')}. {_ecart(series, question)}"
    if any(valeur is None for serie in series for valeur in serie.valeurs):
        phrase += " Une barre manque quand son choix, trop peu donné, est regroupé avec d'autres."
    return Graphique(question.libelle, phrase.strip(), categories, series, unite="% des réponses")


def moyennes(ligne: LigneComparee) -> str:
    """« de 12,4 à 13,1 jeunes », or nothing when one of the means is not shown."""
    if ligne.motif or ligne.avant is None or ligne.apres is None:
        return ""
    if ligne.avant.moyenne is None or ligne.apres.moyenne is None:
        return ""
    mots = f"de {ecrire_nombre(ligne.avant.moyenne)} à {ecrire_nombre(ligne.apres.moyenne)}"
    return f"{mots} {ligne.question.unite}".strip()


def _ecart(series: tuple[Serie, Serie], question: QuestionEnquete) -> str:
    """Say the widest change that both waves show."""
    ecarts = [
        (b - a, choix.libelle)
        for a, b, choix in zip(series[0].valeurs, series[1].valeurs, question.modalites, strict=True)
        if a is not None and b is not None
    ]
    if not ecarts:
        return ""
    ecart, libelle = max(ecarts, key=lambda e: abs(e[0]))
    if round(ecart) == 0:
        return "Aucun choix ne bouge d'un point."
    sens = "gagne" if ecart > 0 else "perd"
    return f"« {libelle} » {sens} {ecrire_compte(abs(round(ecart)), 'point')}."


def _parts(repartition: RepartitionPubliee, question: QuestionEnquete) -> tuple[float | None, ...]:
    par_code = {cellule.code: cellule for cellule in repartition.cellules}
    parts = [repartition.part(par_code[choix.code]) if choix.code in par_code else None for choix in question.modalites]
    return tuple(None if part is None else float(part) for part in parts)


def _nombre(nombre: int | None, mots: str) -> str:
    return mots if nombre is None else ecrire_nombre(nombre)


def _part(part: Decimal | None) -> str:
    return ABSENT if part is None else f"{ecrire_nombre(part)} %"


def _lettres(combien: int) -> list[str]:
    """A, B… Z, then AA, AB…"""
    doubles = (a + b for a in ascii_uppercase for b in ascii_uppercase)
    return [*ascii_uppercase, *(next(doubles) for _ in range(max(0, combien - len(ascii_uppercase))))][:combien]
