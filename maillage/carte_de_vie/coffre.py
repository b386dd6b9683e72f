"""The only module that opens and closes the box of secret places. Two callers: the map of the young person's own account, and the writings.

The box is one encrypted text (socle.courriel.coffre: Fernet, key drawn from that of the server). The key of the server lost or changed, it cannot be
read again: nothing is then written over it.
"""

from __future__ import annotations

from pydantic import TypeAdapter

from maillage.carte_de_vie.domain.carte import Carte, Lieu, TrajetVecu
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.models import CoffreSecret
from maillage.socle.courriel import coffre as serrure

FORME = TypeAdapter(Carte)
CONTENU = "carte"
ILLISIBLE = "La clé du serveur a changé : les lieux secrets ne peuvent pas être lus. Ils ne sont pas perdus, dites-le au dispositif."


def ouvrir_le_coffre(jeune_id: int) -> Carte:
    """Return what is secret; the caller has checked that the account is the young person's own (1 query)."""
    return _lire(CoffreSecret.objects.filter(jeune_id=jeune_id).first())


def deposer_au_coffre(jeune_id: int, lieu: Lieu, trajets: tuple[TrajetVecu, ...] = ()) -> None:
    """Put a place in, in the stead of the one of that key, with journeys. The caller holds a transaction."""
    carte = _prendre(jeune_id)
    _fermer(
        jeune_id,
        Carte((*(un for un in carte.lieux if un.cle != lieu.cle), lieu), (*carte.trajets, *trajets)),
    )


def deposer_un_trajet(jeune_id: int, trajet: TrajetVecu) -> None:
    """Put a journey in, in the stead of the one of that key."""
    carte = _prendre(jeune_id)
    _fermer(jeune_id, Carte(carte.lieux, (*(un for un in carte.trajets if un.cle != trajet.cle), trajet)))


def retirer_du_coffre(jeune_id: int, cle: str, *, trajets_aussi: bool = False) -> None:
    """Take a place, or a journey, out; `trajets_aussi`: its journeys with it. An empty box is destroyed."""
    carte = _prendre(jeune_id)
    restent = tuple(un for un in carte.trajets if un.cle != cle and not (trajets_aussi and cle in {un.de, un.vers}))
    _fermer(jeune_id, Carte(tuple(un for un in carte.lieux if un.cle != cle), restent))


def _prendre(jeune_id: int) -> Carte:
    """Hold the box, made empty first if need be: two writings at once follow one another, none is lost."""
    CoffreSecret.objects.get_or_create(jeune_id=jeune_id, defaults={"contenu": ""})
    return _lire(CoffreSecret.objects.select_for_update().get(jeune_id=jeune_id))


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
