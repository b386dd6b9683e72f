"""The problem file: read whole, every problem of it told, then exact values."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from maillage.cartographie.lecture.tables import EntreeRefuseeError
from maillage.cartographie.tournees import valeurs
from maillage.cartographie.tournees.domain.modele import Fenetre, Jeune, ProblemeTournees, Temps, Vehicule
from maillage.cartographie.tournees.json_place import LectureJson, Objet, joindre

T = TypeVar("T")
Grille = tuple[tuple[Fraction | None, ...], ...]
ABSENTE = Fenetre(0, 0)
"""Stands for a value that has a problem: the file is then refused."""


def lire_probleme(chemin: Path) -> ProblemeTournees:
    """Raises EntreeRefuseeError with all the problems of the file."""
    lecture = LectureJson(chemin.name)
    return _construire(lecture, lecture.ouvrir(chemin))


def relire_probleme(objet: Mapping[str, object], nom: str) -> ProblemeTournees:
    """The problem that a page keeps, through the same checks as a file. Raises EntreeRefuseeError."""
    lecture = LectureJson(nom)
    return _construire(lecture, lecture.decoder(json.dumps(objet).encode()))


def _construire(lecture: LectureJson, objet: Objet | None) -> ProblemeTournees:
    probleme = _Probleme(lecture, objet).construire() if objet is not None else None
    if lecture.problemes or probleme is None:
        raise EntreeRefuseeError(lecture.problemes)
    return probleme


class _Probleme:
    def __init__(self, lecture: LectureJson, objet: Objet) -> None:
        self.lecture, self.objet = lecture, objet
        self.points: Collection[str] | None = None

    def construire(self) -> ProblemeTournees:
        """Every part is read, even when another one has a problem."""
        lecture, objet = self.lecture, self.objet
        temps = self._temps()
        self.points = set(temps.ids) if temps.ids else None
        sens = lecture.valeur(objet, "", "sens", valeurs.sens)
        etablissement = self._point(objet, "", "etablissement")
        bornes = lecture.liste(objet, "", "arrivee")
        self._verifier_points()
        return ProblemeTournees(
            sens=sens or valeurs.Sens.ALLER,
            etablissement=etablissement,
            arrivee=ABSENTE if bornes is None else self._fenetre(bornes, "arrivee"),
            temps=temps,
            vehicules=tuple(self._vehicule(lu, ici) for lu, ici in self._elements("vehicules")),
            jeunes=self._jeunes(),
        )

    def _elements(self, cle: str) -> Iterator[tuple[Objet, str]]:
        """The objects of a list, with their path; an id already seen is told."""
        vus: set[object] = set()
        for rang, valeur in enumerate(self.lecture.liste(self.objet, "", cle) or ()):
            chemin = f"{cle}[{rang}]"
            objet = self.lecture.objet(valeur, chemin)
            if objet is None:
                continue
            nom = self.lecture.valeur(objet, chemin, "id", valeurs.identifiant)
            if nom is not None and nom in vus:
                self.lecture.signaler(f"{chemin}.id", f"identifiant déjà vu « {nom} »")
            vus.add(nom)
            yield objet, chemin

    def _verifier_points(self) -> None:
        for objet, chemin in self._elements("points"):
            self.lecture.valeur(objet, chemin, "lon", valeurs.degres(180))
            self.lecture.valeur(objet, chemin, "lat", valeurs.degres(90))

    def _point(self, objet: Objet, chemin: str, cle: str) -> str:
        nom = self.lecture.valeur(objet, chemin, cle, valeurs.identifiant)
        if nom is not None and self.points is not None and nom not in self.points:
            self.lecture.signaler(joindre(chemin, cle), f"« {nom} » n'est pas dans temps.ids")
        return nom or ""

    def _fenetre(self, valeur: object, chemin: str) -> Fenetre:
        if not isinstance(valeur, list) or len(valeur) != 2:
            self.lecture.signaler(chemin, "deux heures [début, fin] sont attendues")
            return ABSENTE
        bornes = [self.lecture.lire(borne, f"{chemin}[{rang}]", valeurs.heure) for rang, borne in enumerate(valeur)]
        debut, fin = bornes
        if debut is None or fin is None:
            return ABSENTE
        if fin < debut:
            self.lecture.signaler(f"{chemin}[1]", "la fin précède le début")
        return Fenetre(debut, fin)

    def _vehicule(self, objet: Objet, chemin: str) -> Vehicule:
        def nombre(cle: str) -> Fraction:
            return self._ou(objet, chemin, cle, valeurs.nombre, defaut=Fraction())

        return Vehicule(
            id=str(objet.get("id")),
            depart=self._point(objet, chemin, "depart"),
            fin=self._point(objet, chemin, "fin"),
            places=self._ou(objet, chemin, "places", valeurs.entier, defaut=0),
            places_fauteuil=self._ou(objet, chemin, "places_fauteuil", valeurs.entier, defaut=0),
            cout_km=nombre("cout_km"),
            cout_heure=nombre("cout_heure"),
            cout_fixe=nombre("cout_fixe"),
        )

    def _ou(self, objet: Objet, chemin: str, cle: str, lire: Callable[[object], T], *, defaut: T) -> T:
        lu = self.lecture.valeur(objet, chemin, cle, lire)
        return defaut if lu is None else lu

    def _jeunes(self) -> tuple[Jeune, ...]:
        lus = list(self._elements("jeunes"))
        connus = {objet.get("id") for objet, _ in lus if isinstance(objet.get("id"), str)}
        return tuple(self._jeune(objet, chemin, connus) for objet, chemin in lus)

    def _jeune(self, objet: Objet, chemin: str, connus: Collection[object]) -> Jeune:
        fenetre = objet.get("fenetre")
        return Jeune(
            id=str(objet.get("id")),
            point=self._point(objet, chemin, "point"),
            fauteuil=self._ou(objet, chemin, "fauteuil", valeurs.booleen, defaut=False),
            accompagnateur=self._ou(objet, chemin, "accompagnateur", valeurs.booleen, defaut=False),
            duree_max=self._ou(objet, chemin, "duree_max", valeurs.nombre, defaut=Fraction()),
            embarquement=self._ou(objet, chemin, "embarquement", valeurs.nombre, defaut=Fraction()),
            fenetre=None if fenetre is None else self._fenetre(fenetre, f"{chemin}.fenetre"),
            pas_avec=self._pas_avec(objet, chemin, connus),
        )

    def _pas_avec(self, objet: Objet, chemin: str, connus: Collection[object]) -> frozenset[str]:
        """An id that no rider has is refused: a separation must not be lost by a slip of the pen."""
        if objet.get("pas_avec") is None:
            return frozenset()
        autres = set()
        for rang, valeur in enumerate(self.lecture.liste(objet, chemin, "pas_avec") or ()):
            ici = f"{chemin}.pas_avec[{rang}]"
            nom = self.lecture.lire(valeur, ici, valeurs.identifiant)
            if nom is not None and (nom not in connus or nom == objet.get("id")):
                self.lecture.signaler(ici, f"« {nom} » n'est pas un autre jeune du problème")
            autres.add(nom or "")
        return frozenset(autres)

    def _temps(self) -> Temps:
        objet = self.lecture.sous_objet(self.objet, "", "temps")
        if objet is None:
            return Temps((), (), ())
        ids: list[str] = []
        lus = self.lecture.liste(objet, "temps", "ids")
        for rang, valeur in enumerate(lus or ()):
            nom = self.lecture.lire(valeur, f"temps.ids[{rang}]", valeurs.identifiant)
            if nom is not None and nom in ids:
                self.lecture.signaler(f"temps.ids[{rang}]", f"identifiant déjà vu « {nom} »")
            ids.append(nom or "")
        taille = None if lus is None else len(ids)
        source = self.lecture.facultative(objet, "temps", "source", valeurs.texte)
        return Temps(
            ids=tuple(ids),
            minutes=self._grille(objet, "minutes", taille),
            km=self._grille(objet, "km", taille),
            source=self.lecture.fichier if source is None else source,
            date=self.lecture.facultative(objet, "temps", "date", valeurs.jour) or None,
            estimation=bool(self.lecture.facultative(objet, "temps", "estimation", valeurs.booleen)),
        )

    def _grille(self, objet: Objet, cle: str, taille: int | None) -> Grille:
        lignes = self.lecture.liste(objet, "temps", cle) or []
        if taille is not None and isinstance(objet.get(cle), list) and len(lignes) != taille:
            self.lecture.signaler(f"temps.{cle}", f"{len(lignes)} lignes pour {taille} identifiants")
        return tuple(self._ligne(ligne, f"temps.{cle}[{rang}]", taille) for rang, ligne in enumerate(lignes))

    def _ligne(self, valeur: object, chemin: str, taille: int | None) -> tuple[Fraction | None, ...]:
        if not isinstance(valeur, list) or (taille is not None and len(valeur) != taille):
            self.lecture.signaler(chemin, f"une liste de {taille} nombres est attendue")
            return ()
        return tuple(
            self.lecture.lire(case, f"{chemin}[{rang}]", valeurs.nombre_ou_rien) for rang, case in enumerate(valeur)
        )
