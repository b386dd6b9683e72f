"""Who may read, write and answer: the only place where it is decided for projects and eco-maps.

A professional needs the right to the section « projet » and the section « educatif » of this young person's file, opened by their team. A family
account speaks in a capacity (parent, representative, young person) and for nobody else.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied

from maillage.parcours.selectors.sections import sections_ouvertes, sections_par_jeune
from maillage.projet.models import AccordProjet
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import plier

SECTION, SECTION_DU_DOSSIER = "projet", "educatif"
REFUS = "Ce projet ne vous est pas ouvert : il faut être de l'équipe du jeune, ou avoir accès à tous les dossiers."


def peut(acteur: Acteur, jeune_id: int, dispositif_id: int, *, le: date, acces: Acces = Acces.LECTURE) -> bool:
    """Tell whether a professional may read, or write, the project and the eco-map of a young person that day (2 queries at most)."""
    if not acteur.peut(SECTION, acces, dispositif_id):
        return False
    return SECTION_DU_DOSSIER in sections_ouvertes(acteur, jeune_id, dispositif_id, le, acces=acces)


def exiger(acteur: Acteur, jeune_id: int, dispositif_id: int, *, le: date, acces: Acces = Acces.ECRITURE) -> None:
    """Raise PermissionDenied unless `peut`."""
    if not peut(acteur, jeune_id, dispositif_id, le=le, acces=acces):
        raise PermissionDenied(REFUS)


def jeunes_ouverts(acteur: Acteur, jeune_ids: Collection[int], dispositif_id: int, *, le: date) -> frozenset[int]:
    """Return those whose project may be read that day (2 queries)."""
    if not acteur.peut(SECTION, Acces.LECTURE, dispositif_id):
        return frozenset()
    sections = sections_par_jeune(acteur, jeune_ids, dispositif_id, le)
    return frozenset(jeune_id for jeune_id, ouvertes in sections.items() if SECTION_DU_DOSSIER in ouvertes)


def parle_pour(acteur: Acteur, jeune_id: int) -> bool:
    """Tell whether the account is the young person's, or someone's who speaks for them."""
    return bool(acteur.qualites_pour(jeune_id))


def exiger_reponse(acteur: Acteur, accord: AccordProjet, *, jeune_id: int, dispositif_id: int, le: date) -> bool:
    """Let someone answer a project; return whether they answer for themselves, online.

    A family account answers in its own capacity, once per version, on the line that bears its name if there is one. Anyone else needs the right to
    write and notes what someone said.
    """
    if not parle_pour(acteur, jeune_id):
        exiger(acteur, jeune_id, dispositif_id, le=le)
        return False
    if accord.qualite not in acteur.qualites_pour(jeune_id):
        raise PermissionDenied("Cette réponse est attendue de quelqu'un d'autre.")
    lignes = [un for un in accord.version.accords.all() if un.qualite == accord.qualite]
    if any(un.compte_id == acteur.identifiant for un in lignes):
        raise PermissionDenied("Vous avez déjà répondu à cette version du projet.")
    a_son_nom = [un.pk for un in lignes if plier(un.nom) == plier(acteur.libelle)]
    if a_son_nom and accord.pk not in a_son_nom:
        raise PermissionDenied("Cette réponse est attendue de quelqu'un d'autre.")
    return True


def exiger_parole(acteur: Acteur, *, jeune_id: int, dispositif_id: int, le: date) -> bool:
    """Let someone comment a project; return whether they speak for themselves."""
    if parle_pour(acteur, jeune_id):
        return True
    exiger(acteur, jeune_id, dispositif_id, le=le)
    return False
