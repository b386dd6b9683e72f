"""The list of young people and the file of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from maillage.parcours.exports import feuille_des_jeunes
from maillage.parcours.forms import FiltresForm
from maillage.parcours.models import Jeune
from maillage.parcours.selectors.fiche import lire_fiche
from maillage.parcours.selectors.liste import TRIS, FiltresJeunes, lignes_jeunes, lister_jeunes
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50
COLONNES_TRIABLES = (("nom", "Nom"), ("age", "Âge"), ("entree", "Entrée"))


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show the young people of the dispositif, by pages of 50."""
    form, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    jeunes = lister_jeunes(request.acteur, request.dispositif, filtres, le=aujourd_hui)
    page = Paginator(jeunes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": lignes_jeunes(page.object_list, le=aujourd_hui),
        "filtree": bool(filtres.recherche or filtres.phase or filtres.modalite),
        "liens_export": _liens_export(request, dispositif),
        "peut_creer": request.acteur.peut("identite", Acces.ECRITURE, request.dispositif.pk),
        "colonnes_triables": COLONNES_TRIABLES,
    }
    return render(request, "parcours/jeunes.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file; the export is journaled."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    lignes = lignes_jeunes(lister_jeunes(request.acteur, request.dispositif, filtres, le=aujourd_hui), le=aujourd_hui)
    journaliser(
        request.acteur,
        "parcours.exporter_jeunes",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    nom = f"jeunes-{dispositif}-{aujourd_hui.isoformat()}"
    return reponse(feuille_des_jeunes(lignes), nom, extension)


def fiche(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show one young person; the reading is journaled."""
    try:
        lue = lire_fiche(request.acteur, request.dispositif, jeune, le=timezone.localdate())
    except Jeune.DoesNotExist as absent:
        raise Http404("Aucun jeune de cet identifiant dans ce dispositif.") from absent
    contexte = {
        "fiche": lue,
        "peut_ecrire": request.acteur.peut("parcours", Acces.ECRITURE, request.dispositif.pk),
        "peut_corriger": request.acteur.peut("identite", Acces.ECRITURE, request.dispositif.pk),
        "url_semaine": _url_semaine(dispositif, jeune) if request.acteur.peut("agenda") else "",
    }
    return render(request, "parcours/jeune.html", contexte)


def _filtres(request: Requete) -> tuple[FiltresForm, FiltresJeunes]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = FiltresForm(request.GET or None)
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    tri = request.GET.get("tri", "nom")
    return form, FiltresJeunes(
        recherche=lus.get("recherche", ""),
        phase=lus.get("phase", ""),
        modalite=lus.get("modalite", ""),
        tri=tri if tri in TRIS else "nom",
    )


def _parametres(request: Requete, *sans: str) -> str:
    parametres = request.GET.copy()
    for nom in sans:
        parametres.pop(nom, None)
    return parametres.urlencode()


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    suite = _parametres(request, "page")
    return [
        (extension.upper(), reverse("parcours:exporter", args=[dispositif, extension]) + (f"?{suite}" if suite else ""))
        for extension in FORMATS
    ]


def _url_semaine(dispositif: str, jeune: str) -> str:
    try:
        return reverse("agenda:semaine_jeune", args=[dispositif, jeune])
    except NoReverseMatch:
        return ""
