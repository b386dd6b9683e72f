"""The dispositif the person is working in: that of the address, else the last one chosen, else the first by name."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.socle.acteur import Acteur
from maillage.socle.requete import Requete
from maillage.structures import selectors as structures

SECTIONS_DE_TRAVAIL = ("agenda", "parcours", "activite", "retours")
CLE_SESSION = "dispositif_courant"
CLE_REQUETE = "_dispositifs_de_la_personne"


@dataclass
class DispositifCourant:
    """A dispositif as the shell names it."""

    pk: int
    code: str
    nom: str


def dispositifs_de(request: Requete) -> list[DispositifCourant]:
    """Return the dispositifs that the person works in, by name, read once per request; none for who only reads aggregates."""
    connus: list[DispositifCourant] | None = getattr(request, CLE_REQUETE, None)
    if connus is None:
        connus = _dispositifs_de_travail(request.acteur)
        setattr(request, CLE_REQUETE, connus)
    return connus


def _dispositifs_de_travail(acteur: Acteur) -> list[DispositifCourant]:
    ouverts = [acteur.dispositifs(section) for section in SECTIONS_DE_TRAVAIL if acteur.peut(section)]
    if not ouverts:
        return []
    lignes = structures.dispositifs_visibles(acteur)
    if None not in ouverts:
        lignes = lignes.filter(pk__in={pk for pks in ouverts if pks is not None for pk in pks})
    return [DispositifCourant(*ligne) for ligne in lignes.values_list("pk", "code", "nom")]


def dispositif_courant(request: Requete) -> DispositifCourant | None:
    """Return the current dispositif, and remember it when the address names one; the first by name if nothing was chosen yet."""
    possibles = {dispositif.code: dispositif for dispositif in dispositifs_de(request)}
    nomme = getattr(request, "dispositif", None)
    if nomme is not None and nomme.code in possibles:
        retenir(request, nomme.code)
        return possibles[nomme.code]
    return possibles.get(request.session.get(CLE_SESSION, "")) or next(iter(possibles.values()), None)


def retenir(request: Requete, code: str) -> None:
    """Remember the dispositif in the session."""
    if request.session.get(CLE_SESSION) != code:
        request.session[CLE_SESSION] = code
