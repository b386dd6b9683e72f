"""The sentence under a figure."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.activite.domain.catalogue import Mesure, Nature
from maillage.activite.domain.explication import Contribution, Explication
from maillage.socle.domain.typographie import ecrire_compte


def en_francais(valeur: object) -> str:
    """Numbers with a decimal comma and a narrow space for thousands."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return "non calculable" if valeur is None else str(valeur)
    entier, _, decimales = f"{valeur:,}".partition(".")
    return entier.replace(",", "\u202f") + (f",{decimales}" if decimales.strip("0") else "")


def phrase_de(
    mesure: Mesure,
    chemin: str,
    valeur: object,
    lignes: Sequence[Contribution],
    termes: tuple[Explication | None, Explication | None],
) -> str:
    """What the figure is, then how many facts make it, or the two terms of the rate."""
    libelle = mesure.remplacer(mesure.libelle, chemin)
    chiffre = f"{en_francais(valeur)} {mesure.unite}".strip()
    return f"{libelle} : {chiffre}. {mesure.definition} {_detail(mesure, lignes, termes)}".strip()


def _detail(
    mesure: Mesure, lignes: Sequence[Contribution], termes: tuple[Explication | None, Explication | None]
) -> str:
    numerateur, denominateur = termes
    if numerateur is not None and denominateur is not None:
        haut, bas = (f"{en_francais(t.valeur)} {t.unite}".strip() for t in (numerateur, denominateur))
        return f"Soit {haut} sur {bas}." if denominateur.valeur else "Sans diviseur, il n'y a pas de taux."
    if mesure.nature is Nature.MEDIANE:
        return f"Médiane de {ecrire_compte(len(lignes), 'valeur')}." if lignes else "Aucune valeur à mesurer."
    if not lignes:
        return "Aucun fait n'y contribue."
    personnes = {ligne.jeune_id for ligne in lignes if ligne.jeune_id}
    suite = f", {ecrire_compte(len(personnes), 'jeune')}" if personnes else ""
    return f"Détail : {ecrire_compte(len(lignes), 'ligne')}{suite}."
