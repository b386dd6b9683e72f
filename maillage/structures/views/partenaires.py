"""The directory of the partners of a dispositif: list, map, files out; a file in, reviewed line by line before anything is written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.acteur import Acces
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse
from maillage.structures.domain.partenaires import LignePartenaire, Rapprocheur
from maillage.structures.forms.partenaires import EtiquettesForm, FichierPartenairesForm, FiltresPartenairesForm
from maillage.structures.presentation_partenaires import (
    carte_des_partenaires,
    feuille_des_partenaires,
    geojson_public,
)
from maillage.structures.selectors.lignes import partenaire as partenaire_du_dispositif
from maillage.structures.selectors.partenaires import (
    FiltresPartenaires,
    LigneAnnuairePartenaire,
    annuaire_des_partenaires,
    etiquettes_du_dispositif,
    partenaires_connus,
)
from maillage.structures.services.partenaires import (
    defaire_import_partenaires,
    etiqueter_partenaire,
    importer_partenaires,
)
from maillage.territoire.domain.comptes_rendus import comptes_dits
from maillage.territoire.imports.selectors import imports_d_une_portee

PAR_PAGE = 50
SEL = "structures.partenaires"
UN_JOUR = 24 * 3600
GEOJSON = "geojson"


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
            for ext, libelle in (*((un, un.upper()) for un in FORMATS), (GEOJSON, "GeoJSON public (uMap)"))
        ],
    }
    return render(request, "structures/partenaires.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered directory as a file; the GeoJSON holds what is public alone."""
    if extension not in (*FORMATS, GEOJSON):
        raise Http404("Ce format d'export n'existe pas.")
    _, _, lignes = _lire(request)
    nom = f"partenaires-{dispositif}-{timezone.localdate().isoformat()}"
    if extension == GEOJSON:
        entetes = {"Content-Disposition": f'attachment; filename="{nom}.geojson"'}
        return JsonResponse(geojson_public(lignes), content_type="application/geo+json", headers=entetes)
    return reponse(feuille_des_partenaires(lignes), nom, extension)


def importer(request: Requete, dispositif: str) -> HttpResponse:
    """Take a file and show what each line would do; nothing is written. The lines travel signed in the page, kept nowhere."""
    form = FichierPartenairesForm(request.POST or None, request.FILES or None)
    contexte: dict[str, Any] = {"dispositif": request.dispositif, "form": form}
    if request.method == "POST" and form.is_valid():
        lignes = form.cleaned_data["fichier"]
        request.session["partenaires_fichier"] = form.nom
        contexte |= {
            "rapproches": Rapprocheur(partenaires_connus(request.dispositif)).rapprocher(lignes),
            "signees": signing.dumps([asdict(ligne) for ligne in lignes], salt=SEL, compress=True),
        }
        return render(request, "structures/partenaires_apercu.html", contexte)
    contexte["faits"] = [
        (fait, comptes_dits(fait.comptes)) for fait in imports_d_une_portee("partenaires", request.dispositif.code)
    ]
    return render(request, "structures/partenaires_importer.html", contexte, status=422 if form.errors else 200)


@require_POST
def appliquer(request: Requete, dispositif: str) -> HttpResponse:
    """Write what was decided."""
    try:
        lues = signing.loads(request.POST.get("lignes", ""), salt=SEL, max_age=UN_JOUR)
        lignes = [_ligne(une) for une in lues]
        decisions = {ligne.numero: request.POST.get(f"ligne-{ligne.numero}", "ignorer") for ligne in lignes}
        fichier = str(request.session.pop("partenaires_fichier", ""))
        bilan = importer_partenaires(
            request.acteur, request.dispositif, lignes=lignes, decisions=decisions, fichier=fichier
        )
    except signing.BadSignature:
        messages.error(request, "Cet aperçu a plus d'un jour, ou n'est pas entier : déposez le fichier de nouveau.")
        return redirect("structures:partenaires_importer", dispositif)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect("structures:partenaires_importer", dispositif)
    request.session["partenaires_importes"] = list(bilan.nouveaux)
    defaire_ = reverse("structures:partenaires_defaire", args=[dispositif])
    mots = f"Partenaires créés : {bilan.crees}. Déjà connus, ajoutés à votre annuaire : {bilan.lies}."
    messages.success(request, mots, extra_tags=f"annuler:{defaire_}" if bilan.nouveaux else "")
    return redirect("structures:partenaires", dispositif)


@require_POST
def defaire(request: Requete, dispositif: str) -> HttpResponse:
    """Undo the last import of this session."""
    pks = request.session.pop("partenaires_importes", [])
    nombre = defaire_import_partenaires(request.acteur, request.dispositif, pks)
    messages.success(request, f"L'import est annulé : {nombre} de moins dans votre annuaire.")
    return redirect("structures:partenaires", dispositif)


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


def _ligne(une: dict[str, Any]) -> LignePartenaire:
    return LignePartenaire(**{**une, "etiquettes": tuple(une["etiquettes"]), "fautes": tuple(une["fautes"])})


def _lire(
    request: Requete,
) -> tuple[FiltresPartenairesForm, FiltresPartenaires, list[LigneAnnuairePartenaire]]:
    form = FiltresPartenairesForm(request.GET or None, etiquettes=etiquettes_du_dispositif(request.dispositif.pk))
    filtres = form.filtres() if form.is_bound else FiltresPartenaires()
    return form, filtres, annuaire_des_partenaires(request.acteur, request.dispositif, filtres)
