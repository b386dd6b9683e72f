"""Which signatory an account is: tied by a coordinator, else of the same name and capacity."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from maillage.socle.domain.texte import plier


@dataclass(frozen=True)
class SignataireConnu:
    """A signatory as this rule sees it: `compte_id` is the account tied to it, if any."""

    cle: int
    nom: str
    qualite: str
    compte_id: int | None = None


def signataire_du_compte(
    connus: Iterable[SignataireConnu], *, compte_id: int | None, nom: str, qualites: Collection[str]
) -> SignataireConnu | None:
    """Return the signatory that an account is, None when nothing says so: two parents must never sign for one another.

    A tie written by a coordinator decides; failing that, one single signatory that nobody else is tied to, of a capacity that the account
    holds, whose name has the same words.
    """
    tous = tuple(connus)
    relie = next((un for un in tous if compte_id is not None and un.compte_id == compte_id), None)
    if relie is not None:
        return relie if relie.qualite in qualites else None
    homonymes = [un for un in tous if un.compte_id is None and un.qualite in qualites and mots(un.nom) == mots(nom)]
    return homonymes[0] if len(homonymes) == 1 else None


def mots(nom: str) -> frozenset[str]:
    """Return the words of a name, whatever their order, case, accents and hyphens."""
    return frozenset(plier(nom).replace("-", " ").split())
