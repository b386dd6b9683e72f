"""The page of partnerships and its files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.portail.partenaires.selectors import TRIS, LignePartenariat, Partenariats, partenariats
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, Cellule, Feuille, reponse

PAR_PAGE = 50
COLONNES = ("Partenaire", "Nature", "Étiquettes", "Accord", "État de l'accord", "Fin de l'accord", "Dernier contact")


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who is tied by an agreement, and since when there has been no contact."""
    lus = _lire(request)
    parametres = request.GET.urlencode()
    contexte = {
        "lus": lus,
        "page": Paginator(lus.lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "recherche": request.GET.get("q", ""),
        "tri": _tri(request),
        "liens_export": [
            (nom.upper(), f"{reverse('portail:exporter_partenaires', args=[dispositif, nom])}?{parametres}")
            for nom in FORMATS
        ],
    }
    return render(request, "portail/partenaires.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the list as a file."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    lignes = [_ligne(une) for une in _lire(request).lignes]
    nom = f"partenariats-{dispositif}-{timezone.localdate().isoformat()}"
    return reponse(Feuille("Partenariats", COLONNES, lignes), nom, extension)


def _lire(request: Requete) -> Partenariats:
    recherche = request.GET.get("q", "")[:80]
    return partenariats(
        request.acteur, request.dispositif, le=timezone.localdate(), recherche=recherche, tri=_tri(request)
    )


def _tri(request: Requete) -> str:
    voulu = request.GET.get("tri", "")
    return voulu if voulu in TRIS else "nom"


def _ligne(une: LignePartenariat) -> list[Cellule]:
    accord = une.accord
    return [
        une.partenaire.nom,
        une.partenaire.get_type_display(),
        ", ".join(une.etiquettes),
        accord.objet.titre if accord else "",
        accord.libelle_etat if accord else "",
        accord.fin if accord else None,
        une.contact,
    ]
