"""The published table and the producer's journal, written whole or not at all."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

from maillage.pilotage.domain.nombres import ecrire_nombre
from maillage.pilotage.domain.secret import Masques
from maillage.pilotage.domain.tableau import Cle, Tableau
from maillage.pilotage.lecture import MARQUE

ENTETE_TABLEAU = ("mesure", "region", "type", "attendus", "transmis", "couverture", "valeur")
ENTETE_JOURNAL = ("mesure", "region", "type", "masque")


def texte_du_tableau(tableau: Tableau, masques: Masques) -> str:
    """CSV of what may be published: one neutral mark, whatever the reason."""
    return _csv(ENTETE_TABLEAU, _lignes_du_tableau(tableau, masques))


def texte_du_journal(tableau: Tableau, masques: Masques) -> str:
    """CSV of the reasons, never to be published."""
    return _csv(ENTETE_JOURNAL, ((*_noms(cle), masques.get(cle, "")) for cle in _cles(tableau)))


def _cles(tableau: Tableau) -> Iterator[Cle]:
    return (Cle(mesure.code, croisement) for mesure in tableau.mesures() for croisement in tableau.croisements)


def _noms(cle: Cle) -> tuple[str, str, str]:
    return cle.mesure, cle.croisement.region, cle.croisement.type


def _lignes_du_tableau(tableau: Tableau, masques: Masques) -> Iterator[tuple[str | int, ...]]:
    for mesure in tableau.mesures():
        for croisement in tableau.croisements:
            cle = Cle(mesure.code, croisement)
            exact = tableau.exact(mesure, croisement)
            attendus, transmis = tableau.attendus[croisement], tableau.transmis(croisement)
            visible = "" if exact is None else ecrire_nombre(exact)
            couverture = ecrire_nombre(Fraction(transmis, attendus))
            yield *_noms(cle), attendus, transmis, couverture, MARQUE if cle in masques else visible


def _csv(entete: Iterable[str], lignes: Iterable[Iterable[str | int]]) -> str:
    flux = io.StringIO()
    ecrivain = csv.writer(flux, lineterminator="\n")
    ecrivain.writerow(entete)
    ecrivain.writerows(lignes)
    return flux.getvalue()


def ecrire_ensemble(textes: Mapping[Path, str]) -> None:
    """Write every file beside its place, then put them in place in order: no file is ever seen half written.

    Raises OSError; when the disk is full or forbidden, nothing has changed.
    """
    with ExitStack() as pile:
        prets = [(_deposer(chemin, texte, pile), chemin) for chemin, texte in textes.items()]
        for provisoire, chemin in prets:
            provisoire.replace(chemin)


def _deposer(chemin: Path, texte: str, pile: ExitStack) -> Path:
    provisoire = chemin.with_name(f".{chemin.name}.{os.getpid()}")
    pile.callback(provisoire.unlink, missing_ok=True)
    provisoire.write_text(texte, encoding="utf-8", newline="")
    return provisoire
