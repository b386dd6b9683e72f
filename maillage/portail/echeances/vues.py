"""The page of deadlines and its export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours.selectors.fiche import jeune_visible
from maillage.parcours.selectors.sections import exiger_section
from maillage.portail.echeances.assemblage import (
    A_TRAITER,
    ETATS,
    MOTS_DES_ETATS,
    TRIS,
    FiltresEcheances,
    ListeEcheances,
    echeances_du_jeune,
    lister_echeances,
)
from maillage.socle import tableur
from maillage.socle.domain.echeances import Echeance, EtatEcheance
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import Feuille

PAR_PAGE = 50
MONTREES = 4
"""How many lines of each group stand in a part of another page."""
TITRES_DES_ETATS = {
    EtatEcheance.ECHUE: "En retard",
    EtatEcheance.PROCHE: "Dans les trois mois",
    EtatEcheance.LOINTAINE: "Plus tard",
}
COLONNES = ("État", "À faire avant le", "Nature", "À faire", "Jeune", "Référent", "Précision")
MOTS_PAR_ETAT = {etats[0]: mot for mot, etats in ETATS.items() if len(etats) == 1}


class FiltresEcheancesForm(forms.Form):
    """Filters as words in the address; the choices are what the list holds."""

    etat = forms.ChoiceField(label="État", choices=list(MOTS_DES_ETATS.items()), required=False)
    nature = forms.ChoiceField(label="Nature", required=False)
    jeune = forms.ChoiceField(label="Jeune", required=False)
    referent = forms.ChoiceField(label="Référent ou référente", required=False)

    def proposer(self, liste: ListeEcheances) -> None:
        """Give the choices that answer something."""
        choix = {
            "nature": [("", "Toutes"), *((nature, nature) for nature in liste.natures)],
            "jeune": [("", "Tous"), *liste.jeunes],
            "referent": [("", "Tous"), *((nom, nom) for nom in liste.referents)],
        }
        for nom, valeurs in choix.items():
            self.fields[nom].choices = valeurs  # type: ignore[attr-defined]


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show what must be done, the nearest first."""
    filtres = _filtres(request)
    lue = lister_echeances(request.acteur, request.dispositif, filtres, le=timezone.localdate())
    form = FiltresEcheancesForm(request.GET or None)
    form.proposer(lue)
    page = Paginator(lue.lignes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": page.object_list,
        "comptes": [(etat, MOTS_PAR_ETAT[etat], nombre) for etat, nombre in lue.comptes.items()],
        "liens_export": _liens_export(request, dispositif),
    }
    return render(request, "portail/echeances.html", contexte)


@require_safe
def du_jeune(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show what must be done for one young person, whatever the context: a part of their page for htmx, a page without scripts."""
    aujourd_hui, acteur, ici = timezone.localdate(), request.acteur, request.dispositif
    try:
        connu = jeune_visible(acteur, ici, jeune)
    except ObjectDoesNotExist as absent:
        raise Http404("Aucun jeune de cet identifiant dans ce dispositif.") from absent
    exiger_section(acteur, connu.pk, "parcours", dispositif_id=ici.pk, le=aujourd_hui)
    lues = echeances_du_jeune(acteur, ici, connu.pk, le=aujourd_hui)
    groupes = _groupes(lues, MONTREES if request.htmx else None)
    reste = len(lues) - sum(len(lignes) for _, lignes in groupes)
    contexte = {"jeune": connu, "groupes": groupes, "nombre": len(lues), "reste": reste}
    gabarit = "portail/_echeances_jeune.html" if request.htmx else "portail/echeances_jeune.html"
    return render(request, gabarit, contexte)


def _groupes(lues: list[tuple[Echeance, EtatEcheance]], montrees: int | None) -> list[tuple[str, list[dict[str, str]]]]:
    """The groups that hold something; a part of a page has the first lines of each only: it says how many more the page shows."""
    par_etat = {etat: [echeance for echeance, le_sien in lues if le_sien is etat] for etat in TITRES_DES_ETATS}
    return [(TITRES_DES_ETATS[etat], [_ligne(e) for e in lignes[:montrees]]) for etat, lignes in par_etat.items()]


def _ligne(echeance: Echeance) -> dict[str, str]:
    """As the component of deadlines says it."""
    return {
        "acte": echeance.acte,
        "url": echeance.url,
        "detail": f"{echeance.nature} : {echeance.precision}" if echeance.precision else echeance.nature,
        "date": f"avant le {ecrire_jour_annee(echeance.dernier_jour)}",
    }


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    aujourd_hui = timezone.localdate()
    lue = lister_echeances(request.acteur, request.dispositif, _filtres(request), le=aujourd_hui)
    journaliser(
        request.acteur,
        "portail.exporter_echeances",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lue.lignes)},
    )
    nom = f"echeances-{dispositif}-{aujourd_hui.isoformat()}"
    return tableur.reponse(_feuille(lue), nom, extension)


def _feuille(lue: ListeEcheances) -> Feuille:
    return Feuille(
        "Échéances",
        COLONNES,
        [
            [
                ligne.etat.value,
                ligne.echeance.dernier_jour.isoformat(),
                ligne.echeance.nature,
                ligne.echeance.acte,
                ligne.nom,
                ligne.referent,
                ligne.echeance.precision,
            ]
            for ligne in lue.lignes
        ],
    )


def _filtres(request: Requete) -> FiltresEcheances:
    """A word that no filter knows answers nothing of its own: an old address still opens."""
    lus: dict[str, Any] = {nom: request.GET.get(nom, "") for nom in ("nature", "jeune", "referent")}
    etat, tri = request.GET.get("etat", ""), request.GET.get("tri", "date")
    return FiltresEcheances(etat=etat if etat in ETATS else A_TRAITER, tri=tri if tri in TRIS else "date", **lus)


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("portail:exporter_echeances", args=[dispositif, extension]) + suite)
        for extension in tableur.FORMATS
    ]
