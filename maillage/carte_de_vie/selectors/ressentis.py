"""The feelings that a dispositif proposes."""

from __future__ import annotations

from pydantic import TypeAdapter

from maillage.carte_de_vie.domain.ressentis import JeuRessentis
from maillage.carte_de_vie.models import ReglageRessentis
from maillage.carte_de_vie.referentiels import jeux_de_depart

JEUX = TypeAdapter(tuple[JeuRessentis, ...])


def reglage_du_dispositif(dispositif_id: int) -> ReglageRessentis | None:
    """Return what the dispositif has set, None when it never did (1 query)."""
    return ReglageRessentis.objects.filter(dispositif_id=dispositif_id).first()


def jeux_du_dispositif(dispositif_id: int | None) -> tuple[JeuRessentis, ...]:
    """Return the sets, those not proposed too; those shipped with the product when nothing was set."""
    reglage = reglage_du_dispositif(dispositif_id) if dispositif_id is not None else None
    return JEUX.validate_python(reglage.jeux) if reglage else jeux_de_depart()


def jeux_proposes(dispositif_id: int | None) -> tuple[JeuRessentis, ...]:
    """Return what a young person chooses from."""
    return tuple(jeu for jeu in jeux_du_dispositif(dispositif_id) if jeu.propose and jeu.ressentis)
