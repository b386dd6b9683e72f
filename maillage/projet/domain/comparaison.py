"""Two texts side by side, word by word (difflib): what left, what came; and two projects, piece by piece."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maillage.projet.domain.contenu import BesoinDit, ContenuProjet, ObjectifDit

MOTS = re.compile(r"\s+|[^\s]+")


class Sorte(StrEnum):
    EGAL = "EGAL"
    RETIRE = "RETIRE"
    AJOUTE = "AJOUTE"


@dataclass(frozen=True)
class Segment:
    """A run of words of one kind."""

    sorte: Sorte
    texte: str


@dataclass(frozen=True)
class TexteCompare:
    """One piece of a project in two versions; `avant` holds no added words, `apres` no withdrawn ones."""

    titre: str
    avant: tuple[Segment, ...]
    apres: tuple[Segment, ...]

    @property
    def change(self) -> bool:
        return any(segment.sorte is not Sorte.EGAL for segment in (*self.avant, *self.apres))


def comparer_textes(avant: str, apres: str, titre: str = "") -> TexteCompare:
    """Return both texts cut where they differ; joining the segments gives each text back exactly."""
    mots_avant, mots_apres = MOTS.findall(avant), MOTS.findall(apres)
    gauche: list[Segment] = []
    droite: list[Segment] = []
    for egal, debut_a, fin_a, debut_b, fin_b in _blocs(mots_avant, mots_apres):
        _ajouter(gauche, Sorte.EGAL if egal else Sorte.RETIRE, mots_avant[debut_a:fin_a])
        _ajouter(droite, Sorte.EGAL if egal else Sorte.AJOUTE, mots_apres[debut_b:fin_b])
    return TexteCompare(titre, tuple(gauche), tuple(droite))


def _blocs(avant: list[str], apres: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """The runs that are equal or not; a space between two changes belongs to the change."""
    operations = difflib.SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes()
    for rang, (operation, debut_a, fin_a, debut_b, fin_b) in enumerate(operations):
        entre_deux = 0 < rang < len(operations) - 1 and "".join(avant[debut_a:fin_a]).isspace()
        yield operation == "equal" and not entre_deux, debut_a, fin_a, debut_b, fin_b


def _ajouter(segments: list[Segment], sorte: Sorte, mots: list[str]) -> None:
    """Add words, joined to the last segment when it is of the same kind."""
    if not mots:
        return
    if segments and segments[-1].sorte is sorte:
        segments[-1] = Segment(sorte, segments[-1].texte + "".join(mots))
    else:
        segments.append(Segment(sorte, "".join(mots)))


def comparer_champs(avant: Mapping[str, str], apres: Mapping[str, str]) -> list[TexteCompare]:
    """Compare two sets of fields by label, in the order of the first, fields that only the second has last."""
    noms = [*avant, *(nom for nom in apres if nom not in avant)]
    return [comparer_textes(avant.get(nom, ""), apres.get(nom, ""), nom) for nom in noms]


@dataclass(frozen=True)
class MotsDuTexte:
    """How codes of a frozen text are written: an ISO date, the name of a pictogram."""

    date: Callable[[str], str] = str
    pictogramme: Callable[[str], str] = str


def comparer_projets(avant: ContenuProjet, apres: ContenuProjet, mots: MotsDuTexte | None = None) -> list[TexteCompare]:
    """Compare two frozen projects; an objective is followed by its `fil`, whatever its place and its words."""
    ecriture = mots or MotsDuTexte()
    titres = titres_des_objectifs(avant, apres)
    return comparer_champs(dict(_pieces(avant, titres, ecriture)), dict(_pieces(apres, titres, ecriture)))


def titres_des_objectifs(avant: ContenuProjet, apres: ContenuProjet) -> dict[str, str]:
    """Return one title per objective met in either project, the same from both sides: « Objectif : … », in the latest words."""
    mots = {objectif.fil: objectif.mots for objectif in (*avant.objectifs, *apres.objectifs)}
    titres: dict[str, str] = {}
    for fil, texte in mots.items():
        titre = f"Objectif : {texte}"
        titres[fil] = titre if titre not in titres.values() else f"{titre} ({len(titres) + 1})"
    return titres


def _pieces(contenu: ContenuProjet, titres: Mapping[str, str], ecriture: MotsDuTexte) -> Iterator[tuple[str, str]]:
    for parole in contenu.parole:
        yield parole.question, _lignes((parole.mots, ", ".join(map(ecriture.pictogramme, parole.pictogrammes))))
    yield "La parole de la famille", contenu.famille
    yield "Où nous en sommes", contenu.synthese
    yield "Besoins", _lignes(_ecrire_besoin(besoin) for besoin in contenu.besoins)
    for objectif in contenu.objectifs:
        yield titres[objectif.fil], _ecrire_objectif(objectif, ecriture)
    yield "Évaluation prévue", ecriture.date(contenu.evaluation_prevue) if contenu.evaluation_prevue else ""
    yield "Écrit avec", contenu.ecrit_avec


def _ecrire_besoin(besoin: BesoinDit) -> str:
    return f"{besoin.code} {besoin.libelle}" + (f" : {besoin.mots}" if besoin.mots else "")


def _ecrire_objectif(objectif: ObjectifDit, ecriture: MotsDuTexte) -> str:
    actions = (", ".join(mot for mot in (une.quoi, une.qui, une.quand) if mot) for une in objectif.actions)
    pour = f"Pour {ecriture.date(objectif.echeance)}" if objectif.echeance else ""
    return _lignes((objectif.mots, objectif.formulation, pour, *actions))


def _lignes(lignes: Iterable[str]) -> str:
    return "\n".join(ligne for ligne in lignes if ligne.strip())
