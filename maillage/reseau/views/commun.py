"""What the pages share: trying an act, drawing a form, exports, where the person acts from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.comptes.droits import ROLES
from maillage.reseau.domain.erreurs import ErreurReseau
from maillage.reseau.permissions import ANIMATION, ANNUAIRE, BILAN, JOURNAL
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.formulaires import placer_refus
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.structures.selectors import dispositifs_visibles

T = TypeVar("T")
PAR_PAGE = 25
ONGLETS = (
    ("annuaire", "Annuaire", "reseau:annuaire", ANNUAIRE, Acces.LECTURE),
    ("questions", "Mes questions", "reseau:mes_questions", ANNUAIRE, Acces.ECRITURE),
    ("offres", "Mes offres", "reseau:mes_offres", ANNUAIRE, Acces.ECRITURE),
    ("journal", "Journal de la mission", "reseau:journal", JOURNAL, Acces.LECTURE),
    ("bilans", "Bilans", "reseau:bilans", BILAN, Acces.LECTURE),
    ("lettres", "Lettres", "reseau:lettres", ANIMATION, Acces.ECRITURE),
    ("site", "Site public", "reseau:site", ANIMATION, Acces.ECRITURE),
)


@dataclass(frozen=True)
class PageFormulaire:
    """The words of a page with one form; `retour`: where one leaves it without change; `fil`: (label, address) of the pages above."""

    titre: str
    phrase: str
    bouton: str
    retour: str
    fil: tuple[tuple[str, str], ...] = ()
    danger: bool = False


def onglets(request: Requete, courant: str) -> list[dict[str, Any]]:
    """Return the pages of the room that are open to the person."""
    return [
        {"libelle": libelle, "url": reverse(nom), "courant": code == courant}
        for code, libelle, nom, section, acces in ONGLETS
        if request.acteur.peut(section, acces)
    ]


def dessiner(request: Requete, form: forms.Form | None, page: PageFormulaire, **contexte: Any) -> HttpResponse:
    """Draw the page; 422 when something is to mend. `enregistre`: what is stored, beside what was typed."""
    statut = 422 if form is not None and form.errors else 200
    return render(request, "reseau/formulaire.html", {"form": form, "page": page, **contexte}, status=statut)


def tenter(form: forms.Form, acte: Callable[[], T]) -> T | None:
    """Do a business act; its refusal goes beside its field, or above the form."""
    try:
        return acte()
    except ErreurReseau as refus:
        placer_refus(form, refus)
        return None


def donnees(request: Requete) -> Any:
    """Return what was sent, None on a first display."""
    return request.POST if request.method == "POST" else None


def renvoyer_avec_version(form: forms.Form, champ: str, version: int) -> None:
    """After a conflict, let the next sending replace what is stored now: its reader has seen it."""
    form.data = {**_listes(form.data), champ: str(version)}


def _listes(data: Any) -> dict[str, Any]:
    """Keep every value of a field that has several."""
    return {nom: (lus if len(lus := data.getlist(nom)) > 1 else data[nom]) for nom in data}


def version_lue(form: forms.Form, champ: str = "version") -> int:
    """Return the version that the form was opened on, 0 when it says none."""
    return int(form.cleaned_data.get(champ) or 0)


def liens_export(request: Requete, nom: str) -> list[tuple[str, str]]:
    """Return (format, address) of the list as it is filtered."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [(extension.upper(), f"{reverse(nom, args=[extension])}{suite}") for extension in tableur.FORMATS]


def envoyer_feuille(request: Requete, feuille: tableur.Feuille, nom: str, extension: str) -> HttpResponse:
    """Send a list as a file and journal it; an unknown format is not found."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    details = {"lignes": len(feuille.lignes)}
    journaliser(request.acteur, f"reseau.exporter_{nom}", nature=NatureTrace.LECTURE, details=details)
    return tableur.reponse(feuille, f"reseau-{nom}", extension)


def mes_dispositifs(request: Requete, section: str = ANNUAIRE, acces: Acces = Acces.LECTURE) -> Sequence[Any]:
    """Return the dispositifs where the person has that section, by name."""
    return list(dispositifs_visibles(request.acteur, section, acces).order_by("nom", "pk"))


def lieu_de(request: Requete) -> str:
    """Say where the person writes from: their one dispositif, else their role."""
    siens = request.acteur.dispositifs(ANNUAIRE)
    if siens is not None and len(siens) == 1:
        return str(mes_dispositifs(request)[0].nom)
    return next((ROLES[role].libelle for role in request.acteur.roles if role in ROLES), "")
