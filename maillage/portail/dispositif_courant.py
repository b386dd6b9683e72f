"""The dispositif the person is working in: that of the address, else the last one chosen, else the only one they have."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.socle.acteur import Acteur
from maillage.socle.requete import Requete
from maillage.structures import selectors as structures

CLE_SESSION = "dispositif_courant"
CLE_REQUETE = "_dispositifs_de_la_personne"


@dataclass(frozen=True)
class DispositifCourant:
    """A dispositif as the shell names it."""

    pk: int
    code: str
    nom: str


def dispositifs_de(request: Requete) -> list[DispositifCourant]:
    """Return the dispositifs of the person's scope, by name, read once per request."""
    connus: list[DispositifCourant] | None = getattr(request, CLE_REQUETE, None)
    if connus is None:
        acteur: Acteur = request.acteur
        lignes = structures.dispositifs_visibles(acteur).values_list("pk", "code", "nom")
        connus = [DispositifCourant(*ligne) for ligne in lignes]
        setattr(request, CLE_REQUETE, connus)
    return connus


def dispositif_courant(request: Requete) -> DispositifCourant | None:
    """Return the current dispositif and remember it when the address names one; None if the person must choose."""
    possibles = {dispositif.code: dispositif for dispositif in dispositifs_de(request)}
    nomme = getattr(request, "dispositif", None)
    if nomme is not None and nomme.code in possibles:
        retenir(request, nomme.code)
        return possibles[nomme.code]
    retenu = possibles.get(request.session.get(CLE_SESSION, ""))
    return retenu or (next(iter(possibles.values())) if len(possibles) == 1 else None)


def retenir(request: Requete, code: str) -> None:
    """Remember the dispositif in the session."""
    if request.session.get(CLE_SESSION) != code:
        request.session[CLE_SESSION] = code
