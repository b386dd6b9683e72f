"""The directory of the partners of a dispositif: list, map, files out; a file in, reviewed line by line before anything is written."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.socle.acteur import Acces
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse
from maillage.structures.forms.partenaires import EtiquettesForm, FiltresPartenairesForm
from maillage.structures.presentation_partenaires import (
    carte_des_partenaires,
    feuille_des_partenaires,
    geojson_public,
    umap_public,
)
from maillage.structures.selectors.lignes import partenaire as partenaire_du_dispositif
from maillage.structures.selectors.partenaires import (
    FiltresPartenaires,
    LigneAnnuairePartenaire,
    annuaire_des_partenaires,
    etiquettes_du_dispositif,
)
from maillage.structures.services.partenaires import etiqueter_partenaire

PAR_PAGE = 50
PUBLICS = {"geojson": "GeoJSON public", "umap": "Carte uMap publique"}


@require_safe
def annuaire(request: Requete, dispositif: str) -> HttpResponse:
    """Show the directory as a map and as a list."""
    form, filtres, lignes = _lire(request)
    parametres = request.GET.urlencode()
    contexte = {
        "dispositif": request.dispositif,
        "form": form,
        "filtres": filtres,
        "page": Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "carte": carte_des_partenaires(lignes, request.dispositif.departement) if lignes else None,
        "peut_ecrire": request.acteur.peut("structures", Acces.ECRITURE, request.dispositif.pk),
        "partenariats": adresse_si_existe("portail:partenaires", dispositif=dispositif),
        "liens_export": [
            (libelle, f"{reverse('structures:partenaires_export', args=[dispositif, ext])}?{parametres}")
            for ext, libelle in (*((un, un.upper()) for un in FORMATS), *PUBLICS.items())
        ],
    }
    return render(request, "structures/partenaires.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered directory as a file; a GeoJSON or a uMap holds what is public alone."""
    if extension not in (*FORMATS, *PUBLICS):
        raise Http404("Ce format d'export n'existe pas.")
    _, _, lignes = _lire(request)
    nom = f"partenaires-{dispositif}-{timezone.localdate().isoformat()}"
    if extension in PUBLICS:
        entetes = {"Content-Disposition": f'attachment; filename="{nom}.{extension}"'}
        contenu = umap_public(lignes, request.dispositif.nom) if extension == "umap" else geojson_public(lignes)
        return JsonResponse(contenu, content_type="application/geo+json", headers=entetes)
    return reponse(feuille_des_partenaires(lignes), nom, extension)


def etiqueter(request: Requete, dispositif: str, pk: int) -> HttpResponse:
    """Put words on a partner."""
    trouve = partenaire_du_dispositif(request.dispositif.pk, pk)
    if trouve is None:
        raise Http404("Ce partenaire n'est pas dans cet annuaire.")
    siennes = trouve.etiquettes.filter(dispositif=request.dispositif).values_list("mot", flat=True)
    form = EtiquettesForm(request.POST or None, initial={"mots": ", ".join(siennes)})
    if request.method == "POST" and form.is_valid():
        etiqueter_partenaire(request.acteur, request.dispositif, trouve, mots=form.cleaned_data["mots"])
        messages.success(request, "Les étiquettes sont enregistrées.")
        return redirect("structures:partenaires", dispositif)
    contexte = {"dispositif": request.dispositif, "form": form, "partenaire": trouve}
    return render(request, "structures/partenaires_etiquettes.html", contexte, status=422 if form.errors else 200)


def _lire(
    request: Requete,
) -> tuple[FiltresPartenairesForm, FiltresPartenaires, list[LigneAnnuairePartenaire]]:
    form = FiltresPartenairesForm(request.GET or None, etiquettes=etiquettes_du_dispositif(request.dispositif.pk))
    filtres = form.filtres() if form.is_bound else FiltresPartenaires()
    return form, filtres, annuaire_des_partenaires(request.acteur, request.dispositif, filtres)
