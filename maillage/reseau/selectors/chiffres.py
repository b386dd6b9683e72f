"""The catalogue of figures of a period: asked of every room, never typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from maillage.activite.selectors import retours_transmis
from maillage.reseau.domain.bilan import ChiffreArrete, un_an_avant
from maillage.reseau.selectors.salles import fonctions
from maillage.socle.domain.bilan import ChiffreBilan

ACTIVITE = "activite"


def chiffres_par_famille(*, debut: dt.date, fin: dt.date) -> dict[str, tuple[str, ChiffreBilan]]:
    """Return (room, figure) by code, rooms in the order of the bilan; the first to take a code keeps it."""
    tous: dict[str, tuple[str, ChiffreBilan]] = {}
    for salle, chiffres in fonctions("bilan", "chiffres"):
        for chiffre in chiffres(debut=debut, fin=fin):
            tous.setdefault(chiffre.code, (salle, chiffre))
    for chiffre in chiffres_des_retours(debut=debut, fin=fin):
        tous.setdefault(chiffre.code, (ACTIVITE, chiffre))
    return tous


def relever(*, debut: dt.date, fin: dt.date) -> list[ChiffreArrete]:
    """Return every figure of a period beside the same a year before."""
    avant_debut, avant_fin = un_an_avant(debut, fin)
    avant = chiffres_par_famille(debut=avant_debut, fin=avant_fin)
    return [
        ChiffreArrete(
            code=code,
            famille=famille,
            libelle=chiffre.libelle,
            valeur=_decimal(chiffre.valeur),
            precedente=_decimal(avant[code][1].valeur) if code in avant else None,
            unite=chiffre.unite,
            definition=chiffre.definition,
            url_name=chiffre.url_name,
            url_kwargs=dict(chiffre.url_kwargs),
        )
        for code, (famille, chiffre) in chiffres_par_famille(debut=debut, fin=fin).items()
    ]


def _decimal(valeur: int | Decimal | None) -> Decimal | None:
    return None if valeur is None else Decimal(valeur).quantize(Decimal("0.0001")).normalize()


def chiffres_des_retours(*, debut: dt.date, fin: dt.date) -> list[ChiffreBilan]:
    """Return how many returns left in the period: the activity itself is read in the restitution, above this floor."""
    lignes = list(
        retours_transmis(None)
        .filter(transmis_le__date__range=(debut, fin))
        .order_by()
        .values_list("dispositif_id", "periode", "revision")
    )
    premiers = {(dispositif, periode) for dispositif, periode, _ in lignes}
    page = "pilotage:retours"
    return [
        ChiffreBilan(
            "activite.retours",
            "Retours trimestriels transmis",
            len(premiers),
            "retours",
            "Retours transmis à l'autorité pendant la période, un par dispositif et par trimestre ; les révisions ne sont pas recomptées.",
            page,
        ),
        ChiffreBilan(
            "activite.dispositifs",
            "Dispositifs ayant transmis un retour",
            len({dispositif for dispositif, _ in premiers}),
            "dispositifs",
            "Dispositifs dont au moins un retour a été transmis pendant la période.",
            page,
        ),
        ChiffreBilan(
            "activite.revisions",
            "Retours corrigés",
            sum(1 for _, _, revision in lignes if revision > 1),
            "révisions",
            "Révisions transmises pendant la période, après une première transmission.",
            page,
        ),
    ]
