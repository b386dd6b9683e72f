"""What a place may be tied to: the objectives of the project, the people and places of the eco-map."""

from __future__ import annotations

from maillage.carte_de_vie.domain.vocabulaire import Regard
from maillage.carte_de_vie.selectors.acces import Porte
from maillage.projet.domain.etats import EN_PREPARATION, EN_VIGUEUR
from maillage.projet.selectors.ecocarte import elements_du_jeune
from maillage.projet.selectors.projets import projets_du_jeune


def objectifs_a_lier(porte: Porte) -> dict[str, str]:
    """Return the objectives of the project in force, by identifier (2 queries); those being prepared too for the team, and none for a family."""
    if porte.dispositif_id is None or porte.regard is Regard.FAMILLE:
        return {}
    etats = EN_VIGUEUR | EN_PREPARATION if porte.regard is Regard.EQUIPE else EN_VIGUEUR
    projets = projets_du_jeune(porte.jeune.pk, porte.dispositif_id).filter(etat__in=sorted(etats))
    return {
        objectif.identifiant: objectif.mots_simples or objectif.mots
        for projet in projets.prefetch_related("objectifs")
        for objectif in projet.objectifs.all()
        if objectif.retire_le is None
    }


def elements_a_lier(porte: Porte) -> dict[str, str]:
    """Return who and what is on the eco-map, by identifier (1 query); the eco-map is drawn by the team, a young person's account does not open it."""
    if porte.dispositif_id is None or porte.regard is not Regard.EQUIPE:
        return {}
    return dict(elements_du_jeune(porte.jeune.pk, porte.dispositif_id).values_list("identifiant", "nom"))
