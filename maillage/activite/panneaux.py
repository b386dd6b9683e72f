"""What the panel « Pourquoi ce chiffre ? » shows, as data for its component: for these pages and for those above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.activite.domain.catalogue import Regle
from maillage.activite.domain.explication import ParametreUtilise
from maillage.activite.domain.hypotheses import LIBELLES
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.parametres_en_mots import dire_source, dire_valeur
from maillage.activite.explications import expliquer_regle
from maillage.activite.lignes import en_clair

Panneau = dict[str, Any]


def panneau_de_la_regle(jeu: JeuDeRegles, chemin: str, *, valeur: str, note: str) -> Panneau:
    """A figure with its rule and its parameters, and no fact; `note` says why. Raises `KeyError` for an unknown figure."""
    regle = expliquer_regle(jeu, chemin)
    return {
        "titre": en_clair(regle.libelle),
        "valeur": valeur,
        "phrase": " ".join((en_clair(regle.definition), _division(jeu, regle.termes))).strip(),
        "regles": regles_en_panneau(regle.regles),
        "parametres": parametres_en_panneau(regle.parametres),
        "note": note,
    }


def _division(jeu: JeuDeRegles, termes: tuple[str, ...]) -> str:
    if not termes:
        return ""
    haut, bas = (terme if terme.isdecimal() else expliquer_regle(jeu, terme).libelle for terme in termes)
    return f"On divise « {en_clair(haut)} » par « {en_clair(bas)} »."


def regles_en_panneau(regles: Iterable[Regle]) -> list[dict[str, str]]:
    """Rules in French, each with its source and status."""
    return [
        {"code": regle.id, "texte": regle.texte, "source": regle.source, "statut": regle.statut} for regle in regles
    ]


def parametres_en_panneau(parametres: Iterable[ParametreUtilise]) -> list[dict[str, str]]:
    """Parameters with their value and where it comes from."""
    return [
        {
            "libelle": LIBELLES.get(parametre.nom, parametre.nom),
            "valeur": dire_valeur(parametre.nom, parametre.valeur),
            "source": dire_source(parametre.nom, parametre.note),
        }
        for parametre in parametres
    ]
