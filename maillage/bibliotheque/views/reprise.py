"""Existing sheets taken from a file: deposit, preview, import, undo, publication by someone else."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.bibliotheque import exports
from maillage.bibliotheque.forms.actes import FormulaireActe
from maillage.bibliotheque.forms.reprise import GESTES, DepotForm
from maillage.bibliotheque.models import LotFiches
from maillage.bibliotheque.selectors.lots import a_relire_du_lot, fiches_du_lot, lots_visibles
from maillage.bibliotheque.views.commun import en_pages, geste_connu, jouer, montrer, retour_avec, trouve
from maillage.socle import tableur
from maillage.socle.requete import Requete


def lots(request: Requete) -> HttpResponse:
    """Show the files deposited."""
    return montrer(request, "bibliotheque/lots.html", {"page": en_pages(request, lots_visibles(request.acteur))})


def importer(request: Requete) -> HttpResponse:
    """Deposit a file and go to its preview."""
    return jouer(
        request,
        DepotForm,
        cible=None,
        retour=reverse("bibliotheque:lots"),
        apres=_adresse,
        gabarit="bibliotheque/importer.html",
        formats=[(f.upper(), reverse("bibliotheque:modele_import", args=[f])) for f in tableur.FORMATS],
        colonnes=exports.COLONNES_IMPORT,
    )


def modele_import(request: Requete, extension: str) -> HttpResponse:
    """Send an empty table with its headers and one line of example."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format n'existe pas.")
    return tableur.reponse(exports.modele_d_import(), "modele-fiches", extension)


def lot(request: Requete, lot: str) -> HttpResponse:
    """Show what a file would write, line by line, or what it wrote."""
    trouve_ = _trouver(request, lot)
    bonnes = [ligne for ligne in trouve_.lignes if ligne["saisie"] and not ligne["deja"]]
    contexte = {
        "lot": trouve_,
        "sien": trouve_.depose_par_id == request.acteur.identifiant,
        "bonnes": bonnes,
        "fautives": [ligne for ligne in trouve_.lignes if ligne["defauts"]],
        "connues": [ligne for ligne in trouve_.lignes if ligne["deja"] and not ligne["defauts"]],
        "fiches": fiches_du_lot(request.acteur, trouve_),
        "a_relire": a_relire_du_lot(request.acteur, trouve_),
    }
    return montrer(request, "bibliotheque/lot.html", contexte)


@require_POST
def geste_lot(request: Requete, lot: str, geste: str) -> HttpResponse:
    """Import, undo, or publish."""
    trouve_ = _trouver(request, lot)
    adresse = reverse("bibliotheque:lot", args=[lot])
    form = geste_connu(GESTES, geste)(request.POST, acteur=request.acteur, cible=trouve_)
    fait = form.tenter()
    if not fait:
        return retour_avec(request, " ".join(str(erreur) for erreur in form.non_field_errors()), adresse)
    return _dit(request, fait, adresse)


def _dit(request: Requete, fait: str, adresse: str) -> HttpResponseRedirect:
    messages.success(request, fait)
    return HttpResponseRedirect(adresse)


def _trouver(request: Requete, identifiant: str) -> LotFiches:
    lots_lus = lots_visibles(request.acteur).filter(identifiant=identifiant)
    lot: LotFiches = trouve(lots_lus.first(), "Aucun fichier déposé par vous à cette adresse.")
    return lot


def _adresse(form: FormulaireActe) -> str:
    return reverse("bibliotheque:lot", args=[form.cible.identifiant])
