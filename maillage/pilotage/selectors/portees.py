"""The scopes open to the acting person."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import slugify

from maillage.pilotage.domain.portees import Membre, Niveau, Portee, portees_ouvertes
from maillage.pilotage.selectors.sources import LECTEUR, SANS_REGION
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures
from maillage.territoire.sources import noms_des_departements

SECTION = "retours_transmis"
ORGANISME, MISSION = "ORGANISME", "MISSION"


def portees_de(acteur: Acteur) -> list[Portee]:
    """Return the scopes open to the acting person, the smallest first (2 queries)."""
    noms = noms_des_departements()
    tous = structures.dispositifs_visibles(LECTEUR).prefetch_related("organismes")
    membres = [
        Membre(
            pk=dispositif.pk,
            code=dispositif.code,
            nom=dispositif.nom,
            type=dispositif.type,
            region=dispositif.region or SANS_REGION,
            departement=dispositif.departement,
            organismes=tuple((organisme.pk, organisme.nom) for organisme in dispositif.organismes.all()),
        )
        for dispositif in tous
    ]
    ouvertes = portees_ouvertes(
        membres,
        acteur.dispositifs(SECTION),
        departements=acteur.departements(SECTION) or (),
        slug=slugify,
    )
    return [_nommee(portee, noms) for portee in ouvertes]


def portee_par_defaut(acteur: Acteur, portees: Sequence[Portee]) -> Portee | None:
    """Return the scope that goes with what someone is here to do, the widest that is theirs."""
    ordre = [Niveau.DISPOSITIF]
    if acteur.dispositifs(SECTION) is None:
        ordre = [Niveau.RESEAU] if MISSION in acteur.roles else [Niveau.REGION]
    elif acteur.departements(SECTION) is not None:
        ordre = [Niveau.DEPARTEMENT, Niveau.DISPOSITIF]
    elif ORGANISME in acteur.roles:
        ordre = [Niveau.ORGANISME, Niveau.DISPOSITIF]
    preferees = [portee for niveau in ordre for portee in portees if portee.niveau is niveau]
    return next(iter([*preferees, *portees]), None)


def _nommee(portee: Portee, noms: dict[str, str]) -> Portee:
    if portee.niveau is not Niveau.DEPARTEMENT:
        return portee
    return Portee(portee.niveau, portee.code, noms.get(portee.code, portee.nom), portee.membres, portee.nombre)
