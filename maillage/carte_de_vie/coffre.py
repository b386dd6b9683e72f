"""The only module that opens and closes the box of secret places. Two callers: the map of the young person's own account, and the writings.

The box is one encrypted text (socle.courriel.coffre: Fernet, key drawn from that of the server). The key of the server lost or changed, it cannot be
read again: nothing is then written over it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from maillage.carte_de_vie.domain.carte import Carte, Lieu, TrajetVecu
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.models import CoffreSecret
from maillage.socle.courriel import coffre as serrure

FORME = TypeAdapter(Carte)
CONTENU = "carte"
AUTRE_COMPTE = "Un autre compte garde déjà les lieux secrets. Ici, choisissez qui peut voir ce lieu."
ILLISIBLE = "La clé du serveur a changé : les lieux secrets ne peuvent pas être lus. Ils ne sont pas perdus, dites-le au dispositif."


@dataclass(frozen=True)
class Serrure:
    """Whose box, and for which account; `soi`: that account itself asks, and is refused the box of another."""

    jeune_id: int
    compte_id: int | None
    soi: bool = True


def ouvrir_le_coffre(serrure_: Serrure) -> Carte:
    """Return what is secret; the caller has checked that the account is the young person's own (1 query). The first that opens it keeps it."""
    boite = CoffreSecret.objects.filter(jeune_id=serrure_.jeune_id).first()
    if boite is not None and boite.compte is None:
        CoffreSecret.objects.filter(pk=boite.pk, compte=None).update(compte=serrure_.compte_id)
    return Carte() if boite is None or _a_un_autre(boite, serrure_) else _lire(boite)


def deposer_au_coffre(serrure_: Serrure, lieu: Lieu, trajets: tuple[TrajetVecu, ...] = ()) -> None:
    """Put a place in, in the stead of the one of that key, with journeys. The caller holds a transaction."""
    carte = _prendre(serrure_)
    lieux = (*(un for un in carte.lieux if un.cle != lieu.cle), lieu)
    _fermer(serrure_.jeune_id, Carte(lieux, (*carte.trajets, *trajets)))


def deposer_un_trajet(serrure_: Serrure, trajet: TrajetVecu) -> None:
    """Put a journey in, in the stead of the one of that key."""
    carte = _prendre(serrure_)
    trajets = (*(un for un in carte.trajets if un.cle != trajet.cle), trajet)
    _fermer(serrure_.jeune_id, Carte(carte.lieux, trajets))


def retirer_du_coffre(jeune_id: int, cle: str, *, trajets_aussi: bool = False) -> None:
    """Take a place, or a journey, out; `trajets_aussi`: its journeys with it. An empty box is destroyed."""
    carte = _prendre(Serrure(jeune_id, None, soi=False))
    restent = tuple(un for un in carte.trajets if un.cle != cle and not (trajets_aussi and cle in {un.de, un.vers}))
    _fermer(jeune_id, Carte(tuple(un for un in carte.lieux if un.cle != cle), restent))


def _prendre(serrure_: Serrure) -> Carte:
    """Hold the box, made empty first if need be: two writings at once follow one another, none is lost."""
    neuve = {"contenu": "", "compte": serrure_.compte_id}
    CoffreSecret.objects.get_or_create(jeune_id=serrure_.jeune_id, defaults=neuve)
    boite = CoffreSecret.objects.select_for_update().get(jeune_id=serrure_.jeune_id)
    if boite.compte is None and serrure_.compte_id is not None:
        CoffreSecret.objects.filter(pk=boite.pk).update(compte=serrure_.compte_id)
    elif serrure_.soi and _a_un_autre(boite, serrure_):
        raise ErreurCarte(AUTRE_COMPTE)
    return _lire(boite)


def _a_un_autre(boite: CoffreSecret, serrure_: Serrure) -> bool:
    return boite.compte is not None and boite.compte != serrure_.compte_id


def _lire(boite: CoffreSecret | None) -> Carte:
    if boite is None or not boite.contenu:
        return Carte()
    try:
        return FORME.validate_json(serrure.ouvrir(boite.contenu)[CONTENU])
    except (ValueError, KeyError) as refus:
        raise ErreurCarte(ILLISIBLE) from refus


def _fermer(jeune_id: int, carte: Carte) -> None:
    if carte == Carte():
        CoffreSecret.objects.filter(jeune_id=jeune_id).delete()
        return
    contenu = serrure.fermer({CONTENU: FORME.dump_json(carte).decode()})
    CoffreSecret.objects.filter(jeune_id=jeune_id).update(contenu=contenu)
