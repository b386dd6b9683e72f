"""Pages of reference data: sources and dates, history of the imports, deposit, preview, confirmation, report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.socle.acteur import Acces
from maillage.socle.adresses import adresse_si_existe
from maillage.socle.listes import en_pages, envoyer_liste, liens, trouve
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, Feuille, reponse
from maillage.territoire.domain.comptes_rendus import GRAVITES, comptes_dits
from maillage.territoire.geocodage import GeocodeurIndisponible, geocodeur_regle, passages
from maillage.territoire.imports import exports, services
from maillage.territoire.imports.forms import FichierReferenceForm, FiltresImportsForm
from maillage.territoire.imports.genres import Genre, genre_connu, genres, libelle_du_genre
from maillage.territoire.imports.selectors import LigneSource, deja_applique, import_par_numero, imports, sources
from maillage.territoire.imports.taches import est_long, lancer, lancer_passage
from maillage.territoire.models import ImportReference
from maillage.territoire.vocabulaire import EtatImport

LIGNES_MONTREES = 200
COLONNES_TRIABLES = (
    ("fichier", "Fichier"),
    ("genre", "Données"),
    ("situation", "Situation au"),
    ("depot", "Déposé le"),
)
EN_COURS = (EtatImport.LECTURE, EtatImport.ECRITURE)


@require_safe
def page_sources(request: Requete) -> HttpResponse:
    """Show, for each kind of reference data, its source, its date, what is held, and where to bring a newer file."""
    ecrit = request.acteur.peut(services.SECTION, Acces.ECRITURE)
    contexte = {
        "lignes": [_source(request, ligne, ecrit=ecrit) for ligne in sources()],
        "ecrit": ecrit,
        "adresses": [_adresses(registre) for registre in passages.registres()] if ecrit else [],
        "service_regle": geocodeur_regle(),
    }
    return render(request, "territoire/sources.html", contexte)


@require_POST
def chercher_adresses(request: Requete, registre: str) -> HttpResponse:
    """Ask the service of addresses for everything of a register that waits."""
    connu = trouve(passages.registre_connu(registre), "Ce registre n'est pas connu.")
    try:
        passage = passages.ouvrir_passage(request.acteur, connu)
    except GeocodeurIndisponible as erreur:
        messages.error(request, f"La recherche n'a pas commencé : {erreur}.")
        return redirect("territoire:sources")
    lancer_passage(passage, au_fond=connu.lister().count() > passages.TAILLE_LOT)
    return redirect("territoire:import", passage.pk)


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the history of the imports."""
    form = FiltresImportsForm(request.GET)
    filtres = form.filtres(request.GET.get("tri", "-depot"))
    page = en_pages(request, imports(filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [_resume(importe) for importe in page],
        "filtree": bool(filtres.recherche or filtres.genre or filtres.etat),
        "colonnes_triables": COLONNES_TRIABLES,
        "genres": genres(),
        "liens_export": liens(request, "territoire:imports_export"),
    }
    return render(request, "territoire/imports.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the history as a file."""
    filtres = FiltresImportsForm(request.GET).filtres(request.GET.get("tri", "-depot"))
    nom = f"imports-{timezone.localdate().isoformat()}"
    return envoyer_liste(
        request,
        lambda: exports.feuille_des_imports(imports(filtres)),
        nom,
        extension,
        acte="territoire.exporter_imports",
    )


def deposer(request: Requete, genre: str) -> HttpResponse:
    """Take a file and open its preview."""
    connu = trouve(genre_connu(genre), "Ce genre de fichier n'est pas lu ici.")
    form = FichierReferenceForm(request.POST or None, request.FILES or None, genre=connu)
    if request.method == "POST" and form.is_valid():
        nom, octets = form.cleaned_data["fichier"]
        complet = bool(form.cleaned_data.get("complet"))
        demande = services.Demande(connu, nom, octets, form.cleaned_data["situation_le"], complet)
        importe = services.deposer(request.acteur, demande)
        lancer(importe, au_fond=est_long(octets))
        return redirect("territoire:import", importe.pk)
    contexte = {
        "genre": connu,
        "form": form,
        "modeles": [(un.upper(), reverse("territoire:import_modele", args=[genre, un])) for un in FORMATS],
    }
    return render(request, "territoire/import_deposer.html", contexte, status=422 if form.errors else 200)


@require_safe
def modele(request: Requete, genre: str, extension: str) -> HttpResponse:
    """Send an empty table with the expected columns and one line of example."""
    connu = trouve(genre_connu(genre), "Ce genre de fichier n'est pas lu ici.")
    if extension not in FORMATS:
        raise Http404("Ce format n'existe pas.")
    noms = [colonne.nom for colonne in connu.colonnes]
    feuille = Feuille(connu.libelle, noms, [[colonne.exemple for colonne in connu.colonnes]])
    return reponse(feuille, f"modele-{genre}", extension)


@require_safe
def detail(request: Requete, pk: int) -> HttpResponse:
    """Show what a file would do, does, or did."""
    return render(request, "territoire/import.html", _contexte(_trouver(pk)))


@require_safe
def avancement(request: Requete, pk: int) -> HttpResponse:
    """Send the progress alone; once it is over, the browser is told to show the page again."""
    importe = _trouver(pk)
    rendu = render(request, "territoire/_import_avancement.html", _contexte(importe))
    if importe.etat not in EN_COURS:
        rendu["HX-Refresh"] = "true"
    return rendu


@require_POST
def appliquer(request: Requete, pk: int) -> HttpResponse:
    """Write what the preview showed."""
    importe = _trouver(pk)
    try:
        services.demander_ecriture(request.acteur, importe)
    except services.ImportRefuse as refus:
        messages.error(request, str(refus))
    else:
        lancer(importe, au_fond=int(importe.comptes.get("lus", 0)) > LIGNES_MONTREES * 10)
    return redirect("territoire:import", pk)


@require_POST
def abandonner(request: Requete, pk: int) -> HttpResponse:
    """Throw a deposited file away."""
    try:
        services.abandonner(request.acteur, _trouver(pk))
        messages.success(request, "Le fichier est abandonné : rien n'a changé.")
    except services.ImportRefuse as refus:
        messages.error(request, str(refus))
    return redirect("territoire:imports")


@require_safe
def rapport(request: Requete, pk: int, extension: str) -> HttpResponse:
    """Send every remark on the lines of a file."""
    importe = _trouver(pk)
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    return reponse(exports.feuille_des_remarques(importe), f"rapport-import-{pk}", extension)


def _trouver(pk: int) -> ImportReference:
    return trouve(import_par_numero(pk), "Cet import n'est pas connu.")


def _contexte(importe: ImportReference) -> dict[str, Any]:
    genre = genre_connu(importe.genre)
    return {
        **_resume(importe),
        "genre": genre,
        "en_cours": importe.etat in EN_COURS,
        "a_confirmer": importe.etat == EtatImport.APERCU,
        "ecrirait": any(importe.comptes.get(mot) for mot in ("crees", "modifies", "fermes", "rouverts")),
        "deja": deja_applique(importe) if importe.etat == EtatImport.APERCU else None,
        "changements": importe.apercu,
        "nombre_de_changements": sum(
            importe.comptes.get(mot, 0) for mot in ("crees", "modifies", "fermes", "rouverts")
        ),
        "remarques": [{**une, "effet": GRAVITES[une["gravite"]]} for une in importe.remarques[:LIGNES_MONTREES]],
        "nombre_de_remarques": len(importe.remarques),
        "liens_export": [(un.upper(), reverse("territoire:import_rapport", args=[importe.pk, un])) for un in FORMATS],
    }


def _resume(importe: ImportReference) -> dict[str, Any]:
    return {
        "importe": importe,
        "libelle": libelle_du_genre(importe.genre),
        "comptes": comptes_dits(importe.comptes),
    }


def _adresses(registre: passages.RegistrePlacable) -> dict[str, Any]:
    return {
        "registre": registre,
        "nombre": registre.lister().count(),
        "liste": adresse_si_existe(registre.liste) if registre.liste else "",
    }


def _source(request: Requete, ligne: LigneSource, *, ecrit: bool) -> dict[str, Any]:
    genre = ligne.genre
    if isinstance(genre, Genre):
        importer = reverse("territoire:importer", args=[genre.code]) if ecrit else ""
    else:
        importer = (
            adresse_si_existe(genre.page) if genre.page and request.acteur.peut(genre.section, Acces.ECRITURE) else ""
        )
    return {
        "ligne": ligne,
        "genre": genre,
        "importer": importer,
        "liste": adresse_si_existe(genre.liste) if genre.liste else "",
    }
