"""The settings of the agenda: the words of the establishment, changed here with their effect shown first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from maillage.agenda import selectors, services
from maillage.agenda.exports import feuille_des_reglages
from maillage.agenda.forms import FORMULAIRES
from maillage.agenda.views.base import (
    envoye,
    executer,
    executer_formulaire,
    exporter_feuille,
    lien,
    liens_d_export,
    peut_regler,
    statut_du_formulaire,
    version_lue,
)
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class Rubrique:
    """The words of a page of settings."""

    titre: str
    phrase: str
    nouveau: str
    vide: str


RUBRIQUES = {
    "types": Rubrique(
        "Types d'activité",
        "Vos ateliers, séances et réunions, dans vos mots ; chacun donne la catégorie qui compte.",
        "Nouveau type d'activité",
        "Nommez vos activités : choisir « Atelier cuisine » remplira la catégorie, la modalité et la durée.",
    ),
    "lieux": Rubrique(
        "Lieux",
        "Les écoles, clubs et partenaires où l'équipe va souvent ; chacun donne le type de lieu qui compte.",
        "Nouveau lieu",
        "Nommez les lieux où vous allez : ils se proposeront à la saisie, et un déplacement impossible se verra.",
    ),
    "motifs": Rubrique(
        "Motifs d'absence",
        "Vos motifs, chacun rattaché au motif national qui compte.",
        "Nouveau motif",
        "Les motifs nationaux suffisent ? Ne changez rien. Sinon, ajoutez les vôtres.",
    ),
}


@require_safe
def reglages(request: Requete, dispositif: str, nature: str = "types") -> HttpResponse:
    """Show the words of one kind."""
    rubrique = _rubrique(nature)
    mots = selectors.reglages_visibles(request.acteur, request.dispositif, nature)
    contexte = {
        "nature": nature,
        "rubrique": rubrique,
        "rubriques": RUBRIQUES,
        "mots": [(mot, _en_clair(nature, mot)) for mot in mots],
        "peut_regler": peut_regler(request),
        "liens_export": liens_d_export(request, "reglages_export", nature),
    }
    return render(request, "agenda/reglages.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, nature: str, extension: str) -> HttpResponse:
    """Send the words of one kind as a file."""
    rubrique = _rubrique(nature)
    mots = selectors.reglages_visibles(request.acteur, request.dispositif, nature)
    feuille = feuille_des_reglages(rubrique.titre, [(mot, _en_clair(nature, mot)) for mot in mots])
    return exporter_feuille(request, feuille, f"reglages-{nature}", extension)


def creer(request: Requete, dispositif: str, nature: str) -> HttpResponse:
    """Add a word."""
    rubrique = _rubrique(nature)
    form = FORMULAIRES[nature](envoye(request))
    retour = lien(request, "reglages_nature", nature)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.creer_reglage(request.acteur, request.dispositif, nature=nature, valeurs=form.valeurs()),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return _page(request, nature, form, rubrique.nouveau, retour)


def modifier(request: Requete, dispositif: str, nature: str, reglage: str) -> HttpResponse:
    """Change a word: its effect is shown, then it is written."""
    _rubrique(nature)
    lu = selectors.reglages_visibles(request.acteur, request.dispositif, nature).filter(identifiant=reglage).first()
    if lu is None:
        raise Http404("Ce réglage n'existe pas, ou plus, dans ce dispositif.")
    form = FORMULAIRES[nature](envoye(request), reglage=lu)
    retour = lien(request, "reglages_nature", nature)
    if request.method == "POST" and form.is_valid():
        reponse = executer_formulaire(
            request,
            form,
            lambda: services.modifier_reglage(
                request.acteur,
                request.dispositif,
                nature=nature,
                identifiant=reglage,
                valeurs=form.valeurs(),
                version=form.cleaned_data["version"] or 0,
                accord=form.accord_donne(),
            ),
            retour=retour,
        )
        if reponse is not None:
            return reponse
    return _page(request, nature, form, f"Modifier « {lu} »", retour, reglage=lu)


@require_POST
def retirer(request: Requete, dispositif: str, nature: str, reglage: str) -> HttpResponse:
    """Withdraw a word, or offer it again."""
    _rubrique(nature)
    return executer(
        request,
        lambda: services.retirer_reglage(
            request.acteur, request.dispositif, nature=nature, identifiant=reglage, version=version_lue(request)
        ),
        retour=lien(request, "reglages_nature", nature),
    )


def _rubrique(nature: str) -> Rubrique:
    if nature not in RUBRIQUES:
        raise Http404("Cette page de réglages n'existe pas.")
    return RUBRIQUES[nature]


def _page(request: Requete, nature: str, form: Any, titre: str, retour: str, reglage: Any = None) -> HttpResponse:
    contexte = {"nature": nature, "form": form, "titre": titre, "retour": retour, "reglage": reglage}
    return render(request, "agenda/reglage_form.html", contexte, status=statut_du_formulaire(form))


def _en_clair(nature: str, mot: Any) -> str:
    """The national codes of a word, in words."""
    libelles = [
        str(selectors.CODES[nature][champ][1].get(getattr(mot, champ), "")) for champ in selectors.CODES[nature]
    ]
    if nature == "lieux" and mot.commune_id:
        libelles.append(str(mot.commune))
    if nature == "types" and mot.duree_minutes:
        libelles.append(f"{mot.duree_minutes} min")
    return ", ".join(libelle for libelle in libelles if libelle)
