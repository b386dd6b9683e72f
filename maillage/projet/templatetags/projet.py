"""Reading aids of the templates of the project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from maillage.projet.domain.accords import LIBELLES_REPONSES, TONS_REPONSES, ReponseProjet
from maillage.projet.domain.comparaison import TexteCompare, comparer_champs
from maillage.projet.domain.erreurs import ConflitDeTexte
from maillage.projet.domain.etats import LIBELLES_ETATS, TONS_ETATS, EtatProjet
from maillage.projet.domain.objectifs import LIBELLES_STATUTS, TONS_STATUTS, StatutObjectif
from maillage.projet.referentiels import libelles_serafin, qualites
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.pictogrammes import pictogrammes

register = template.Library()


@register.filter
def valeur(table: Mapping[Any, Any], cle: Any) -> Any:
    """Return what a table holds under a key, empty when it holds nothing."""
    return table.get(cle, "")


@register.filter
def differences(conflit: ConflitDeTexte) -> list[TexteCompare]:
    """Return the fields that differ between what is stored and what was about to be written."""
    return [texte for texte in comparer_champs(conflit.actuel, conflit.propose) if texte.change]


@register.filter
def mot_du_pictogramme(nom: str) -> str:
    """Return the word of a pictogram."""
    return pictogrammes().get(nom, "")


@register.filter
def jour_iso(texte: str) -> str:
    """Write an ISO date with its weekday and year; nothing for no date."""
    return ecrire_jour_annee(date.fromisoformat(texte)) if texte else ""


@register.filter
def libelle_serafin(code: str) -> str:
    """Return the label of a code of the nomenclature."""
    return libelles_serafin().get(code, "")


@register.filter
def qualite(code: str) -> str:
    """Return in what capacity someone answers, in words."""
    connue = qualites().get(code)
    return connue.libelle if connue else code


@register.filter
def reponse(code: str) -> dict[str, str]:
    """Return the words and the tone of an answer."""
    lue = ReponseProjet(code)
    return {"libelle": LIBELLES_REPONSES[lue], "ton": TONS_REPONSES[lue]}


@register.filter
def statut_objectif(code: str) -> dict[str, str]:
    """Return the words and the tone of the state of an objective."""
    lu = StatutObjectif(code)
    return {"libelle": LIBELLES_STATUTS[lu], "ton": TONS_STATUTS.get(lu, "neutre")}


@register.filter
def etat_projet(code: str) -> dict[str, str]:
    """Return the words and the tone of the state of a project."""
    lu = EtatProjet(code)
    return {"libelle": LIBELLES_ETATS[lu], "ton": TONS_ETATS.get(lu, "neutre")}
