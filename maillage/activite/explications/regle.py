"""What is behind a figure, without any fact: rules and parameters, those of its two terms when it is a rate."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.activite.domain.catalogue import MESURES, REGLES, Mesure, Regle, mesure_de
from maillage.activite.domain.explication import ParametreUtilise
from maillage.activite.domain.jeu import JeuDeRegles


@dataclass(frozen=True)
class RegleExpliquee:
    """`termes`: dotted paths of the numerator and of the denominator of a rate; empty otherwise."""

    libelle: str
    definition: str
    regles: tuple[Regle, ...]
    parametres: tuple[ParametreUtilise, ...]
    termes: tuple[str, ...] = ()


def expliquer_regle(jeu: JeuDeRegles, chemin: str) -> RegleExpliquee:
    """Raises `KeyError` for a path that the catalogue does not know."""
    mesure = mesure_de(chemin, MESURES)
    termes = chemins_des_termes(jeu, mesure, chemin)
    expliques = [expliquer_regle(jeu, terme) for terme in termes if not terme.isdecimal()]
    regles = (*(REGLES[regle] for regle in mesure.regles), *(regle for terme in expliques for regle in terme.regles))
    parametres = (*parametres_utilises(jeu, mesure), *(p for terme in expliques for p in terme.parametres))
    return RegleExpliquee(
        libelle=mesure.remplacer(mesure.libelle, chemin),
        definition=mesure.definition,
        regles=tuple({regle.id: regle for regle in regles}.values()),
        parametres=tuple({parametre.nom: parametre for parametre in parametres}.values()),
        termes=termes,
    )


def chemins_des_termes(jeu: JeuDeRegles, mesure: Mesure, chemin: str) -> tuple[str, ...]:
    """The paths of numerator and denominator of a rate; a constant denominator is a number."""
    rotation = jeu.parametres.rotation.lower()
    return tuple(mesure.remplacer(terme, chemin).replace("{rotation}", rotation) for terme in mesure.rapport or ())


def parametres_utilises(jeu: JeuDeRegles, mesure: Mesure) -> tuple[ParametreUtilise, ...]:
    """The parameters of a measure, with their value in this rule-set and their source."""
    return tuple(ParametreUtilise(nom, getattr(jeu.parametres, nom), *jeu.source(nom)) for nom in mesure.parametres)
