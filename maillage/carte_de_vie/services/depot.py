"""Where a place is kept: a row when somebody else sees it, the box when nobody does. It moves whole, and leaves nothing behind."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from maillage.carte_de_vie.coffre import Serrure, deposer_au_coffre, retirer_du_coffre
from maillage.carte_de_vie.domain.carte import Lieu, TrajetVecu
from maillage.carte_de_vie.domain.erreurs import ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import OrigineLieu, Regard
from maillage.carte_de_vie.models import LieuDeVie, TrajetDeVie
from maillage.carte_de_vie.selectors.acces import DU_JEUNE, Porte, exiger_ecriture
from maillage.carte_de_vie.selectors.cartes import RESSENTIS, lieu_de, lieux_ouverts, lire_secrets, trajet_de
from maillage.comptes.selectors import comptes_qui_voient
from maillage.socle.services import journaliser

SANS_DISPOSITIF = "Aucun dispositif n'est là aujourd'hui : ce lieu ne peut être montré à personne. Il reste secret."


class LieuInconnu(LookupError):  # noqa: N818
    """No such place for whoever looks: absent and closed are the same answer."""


def prendre(porte: Porte, cle: str, *, le: date) -> Lieu:
    """Return a place to be changed, held until the end of the transaction. Raises LieuInconnu, PermissionDenied."""
    exiger_ecriture(porte, le=le)
    rangee = lieux_ouverts(porte).select_for_update().filter(cle=cle).first()
    lieu = lieu_de(rangee) if rangee else None
    if lieu is None and porte.moi:
        lieu = lire_secrets(porte).lieu(cle)
    if lieu is None:
        raise LieuInconnu(cle)
    if porte.regard is Regard.EQUIPE and lieu.origine is OrigineLieu.SEUL:
        raise PermissionDenied("Ce lieu a été dessiné sans aide : seul son auteur le change.")
    return lieu


def ranger(porte: Porte, lieu: Lieu, *, avant: Lieu | None = None) -> None:
    """Keep a place where it belongs; `avant`: as it was, None for a new one."""
    etait_secret = avant is not None and avant.partage.secret
    if lieu.partage.secret:
        trajets = () if avant is None or etait_secret else _sortir(lieu.cle)
        deposer_au_coffre(serrure_de(porte), lieu, trajets)
        return
    if porte.dispositif_id is None:
        raise ErreurCarte(SANS_DISPOSITIF)
    _montrer(porte, lieu)
    if etait_secret:
        retirer_du_coffre(porte.jeune.pk, lieu.cle)


def serrure_de(porte: Porte) -> Serrure:
    """Return the lock of the box: of the account that draws or, for a professional, of the young person's first account, if there is one."""
    if porte.moi:
        return Serrure(porte.jeune.pk, porte.acteur.identifiant)
    comptes = comptes_qui_voient(porte.jeune.pk, le=timezone.localdate())
    siens = [compte for compte, _, qualite in comptes if qualite in DU_JEUNE]
    return Serrure(porte.jeune.pk, min(siens, default=None), soi=False)


def detruire(porte: Porte, lieu: Lieu) -> None:
    """Erase a place and its journeys from wherever they are: real, and for ever."""
    if not lieu.partage.secret:
        _sortir(lieu.cle)
    retirer_du_coffre(porte.jeune.pk, lieu.cle, trajets_aussi=True)


def tracer(porte: Porte, acte: str, lieu: Lieu | None = None) -> None:
    """Journal a writing: never a name; for what is secret not even which place, nor what was done."""
    secret = lieu is not None and lieu.partage.secret
    journaliser(
        porte.acteur,
        "carte_de_vie.ecrire_secret" if secret else f"carte_de_vie.{acte}",
        objet="" if secret or lieu is None else f"lieu {lieu.cle}",
        dispositif_id=porte.dispositif_id,
        jeune_id=porte.jeune.pk,
    )


def _sortir(cle: str) -> tuple[TrajetVecu, ...]:
    """Delete the row of a place and its journeys; return those."""
    rangee = LieuDeVie.objects.get(cle=cle)
    voisins = TrajetDeVie.objects.select_related("de", "vers")
    lies = [*voisins.filter(de=rangee), *voisins.filter(vers=rangee)]
    trajets = tuple(trajet_de(trajet, trajet.de.cle, trajet.vers.cle) for trajet in lies)
    rangee.delete()
    return trajets


def _montrer(porte: Porte, lieu: Lieu) -> None:
    valeurs = {
        **{nom: getattr(lieu, nom) for nom in TELS_QUELS},
        "genre": lieu.genre.value,
        "avec": list(lieu.avec),
        "ressentis": RESSENTIS.dump_python(lieu.ressentis, mode="json"),
        "vu_equipe": lieu.partage.equipe,
        "vu_famille": lieu.partage.famille,
        "origine": lieu.origine.value,
    }
    rangee, _ = LieuDeVie.objects.update_or_create(
        cle=lieu.cle,
        jeune_id=porte.jeune.pk,
        defaults=valeurs,
        create_defaults={**valeurs, "dispositif_id": porte.du_dispositif},
    )
    rangee.partenaires.set(lieu.partage.partenaires)


TELS_QUELS = ("nom", "debut", "fin", "x", "y", "lon", "lat", "note", "dessin", "objectif", "element", "version")
