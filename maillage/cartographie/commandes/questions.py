"""`maillage cartographie offre`, `qui-repond`, `ecoles`, `secteurs` and `distances`: the questions of the pages, by the same code.

Options are those of the forms: what a page refuses is refused here, with the same words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from django import forms
from django.utils import timezone

from maillage.cartographie.calculs.reponse import chercher_reponse
from maillage.cartographie.exports.territoire import (
    feuille_changements,
    feuille_offre,
    feuille_reponse,
    feuille_secteurs,
)
from maillage.cartographie.forms.distances import DistancesForm
from maillage.cartographie.forms.interlocuteurs import FiltresInterlocuteursForm
from maillage.cartographie.forms.lieux import QuiRepondForm
from maillage.cartographie.forms.offre import FiltresOffreForm
from maillage.cartographie.forms.secteurs import FiltresSecteursForm
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.presentation.distances import feuille_distances
from maillage.cartographie.presentation.interlocuteurs import feuille_interlocuteurs
from maillage.cartographie.selectors.distances import distances_vecues
from maillage.cartographie.selectors.interlocuteurs import croiser, filtrer
from maillage.cartographie.selectors.offre import changements
from maillage.cartographie.selectors.offre import offre as lire_offre
from maillage.cartographie.services import fournisseur
from maillage.socle.acteur import Acces, ActeurSysteme
from maillage.socle.arguments import Arguments, est_inscriptible, separer
from maillage.socle.tableur import FORMATS, Feuille, ecrire
from maillage.structures.selectors import dispositif_par_code

SECONDES = 300.0
SORTIE = "--sortie"
USAGES = {
    "offre": "maillage cartographie offre [--public P] [--departement D] [--modalite M] [--categorie C] [--di oui|non] "
    "[--recherche MOTS] [--le J] [--compare J] --sortie FICHIER.{csv|xlsx|ods}",
    "qui-repond": "maillage cartographie qui-repond --public P (--lieu LIEU | --ecole UAI) [--modalite M] [--fournisseur F] "
    "--sortie FICHIER.{csv|xlsx|ods}",
    "ecoles": "maillage cartographie ecoles --departement D [--public P] [--etat aucun|plusieurs|conflit|hors|sans-role] "
    "[--recherche MOTS] --sortie FICHIER.{csv|xlsx|ods}",
    "secteurs": "maillage cartographie secteurs [--departement D] [--public P] [--etat conflits|trous] [--recherche MOTS] "
    "--sortie FICHIER.{csv|xlsx|ods}",
    "distances": "maillage cartographie distances --dispositif CODE [--mois AAAA-MM] [--fournisseur F] --sortie FICHIER.{csv|xlsx|ods}",
}


def offre(arguments: Sequence[str]) -> int:
    """Question 1: which supply, for which public."""
    options = ("public", "departement", "modalite", "categorie", "di", "recherche", "le", "compare")
    return _repondre("offre", arguments, options, (), _feuille_offre)


def qui_repond(arguments: Sequence[str]) -> int:
    """Question 3: who answers here for this public."""
    options = ("public", "lieu", "ecole", "modalite", "fournisseur")
    return _repondre("qui-repond", arguments, options, ("public",), _feuille_reponse)


def ecoles(arguments: Sequence[str]) -> int:
    """Question 3, school by school: who answers, who intervenes, where both disagree."""
    options = ("departement", "public", "etat", "recherche")
    return _repondre("ecoles", arguments, options, ("departement",), _feuille_ecoles)


def secteurs(arguments: Sequence[str]) -> int:
    """Question 3, place by place: who answers, the conflicts, and with a département and a public the holes."""
    return _repondre("secteurs", arguments, ("departement", "public", "etat", "recherche"), (), _feuille_secteurs)


def distances(arguments: Sequence[str]) -> int:
    """Question 6: the distances of a dispositif, gathered."""
    return _repondre("distances", arguments, ("dispositif", "mois", "fournisseur"), ("dispositif",), _feuille_distances)


def _repondre(
    nom: str,
    arguments: Sequence[str],
    options: Collection[str],
    obligatoires: Collection[str],
    lire: Callable[[Arguments], Feuille | None],
) -> int:
    return repondre(USAGES[nom], arguments, options, obligatoires, lire)


def repondre(
    usage: str,
    arguments: Sequence[str],
    options: Collection[str],
    obligatoires: Collection[str],
    lire: Callable[[Arguments], Feuille | None],
) -> int:
    """0 when the file is written; 2, and one line by problem, when nothing is."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{usage}\n")
        return 0
    permises = [f"--{option}" for option in options]
    lus = separer(arguments, permises=(*permises, SORTIE), obligatoires=(*(f"--{o}" for o in obligatoires), SORTIE))
    sortie = Path(lus.valeurs.get(SORTIE, ""))
    if SORTIE in lus.valeurs and (sortie.suffix[1:] not in FORMATS or not est_inscriptible(sortie)):
        lus.refuser(SORTIE, f"« {sortie} » ne peut pas être écrit : {', '.join(FORMATS)} attendu")
    feuille = None if lus.problemes else lire(lus)
    if feuille is None:
        return lus.dire_refus()
    sortie.write_bytes(ecrire(feuille, sortie.suffix[1:]))
    return 0


def valider(lus: Arguments, form: forms.Form) -> bool:
    """Every refusal of the form, beside its option."""
    for champ, erreurs in form.errors.items():
        lus.refuser(f"--{champ}" if champ in form.fields else SORTIE, " ".join(str(erreur) for erreur in erreurs))
    return not lus.problemes


def _champs(lus: Arguments) -> dict[str, str]:
    return {option.removeprefix("--"): valeur for option, valeur in lus.valeurs.items() if option != SORTIE}


def _feuille_offre(lus: Arguments) -> Feuille | None:
    form = FiltresOffreForm(_champs(lus))
    if not valider(lus, form):
        return None
    filtres = form.filtres("departement")
    if filtres.compare:
        return feuille_changements(changements(filtres), filtres)
    return feuille_offre(lire_offre(filtres), filtres)


def _feuille_reponse(lus: Arguments) -> Feuille | None:
    form = QuiRepondForm(_champs(lus))
    if not valider(lus, form):
        return None
    lue = chercher_reponse(form.cleaned_data, timezone.localdate(), secondes=SECONDES)
    if lue.panne:
        lus.refuser("--fournisseur", lue.panne)
        return None
    return feuille_reponse(lue)


def _feuille_secteurs(lus: Arguments) -> Feuille | None:
    form = FiltresSecteursForm(_champs(lus))
    return feuille_secteurs(form.filtres("lieu"), timezone.localdate()) if valider(lus, form) else None


def _feuille_ecoles(lus: Arguments) -> Feuille | None:
    form = FiltresInterlocuteursForm(_champs(lus))
    if not valider(lus, form):
        return None
    filtres, le = form.filtres("-nombre"), timezone.localdate()
    return feuille_interlocuteurs(filtrer(croiser(filtres.departement, filtres.public, le), filtres), le)


def _feuille_distances(lus: Arguments) -> Feuille | None:
    """Small numbers are silent here too: a file travels."""
    valeurs = _champs(lus)
    dispositif, form = dispositif_par_code(valeurs.pop("dispositif")), DistancesForm(valeurs)
    if dispositif is None:
        lus.refuser("--dispositif", "aucun dispositif à ce nom")
    if not valider(lus, form) or dispositif is None:
        return None
    mois, nom = form.choisi()
    try:
        lues = distances_vecues(LecteurDAgregats(), dispositif, mois, fournisseur(nom, secondes=SECONDES))
    except FournisseurIndisponibleError as erreur:
        lus.refuser("--fournisseur", str(erreur))
        return None
    return feuille_distances(lues)


class LecteurDAgregats(ActeurSysteme):
    """A command that reads what is gathered, and no file."""

    def __init__(self) -> None:
        super().__init__("maillage cartographie distances")

    def peut(self, section: str, acces: Acces = Acces.LECTURE, dispositif_id: int | None = None) -> bool:
        return section == "distances"
