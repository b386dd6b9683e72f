"""What retention proposes, what was decided, what was done."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.projet.exports_ecrits import feuille_des_certificats
from maillage.projet.referentiels_ecrits import libelle_categorie, reglages_conservation, regle_conservation
from maillage.projet.selectors import ecrits_documents as lire
from maillage.projet.selectors.ecrits_conservation import lots_decides, transmissions_echues
from maillage.projet.services import ecrits_conservation as services
from maillage.projet.services.ecrits_conservation_transmissions import annuler_transmissions, decider_transmissions
from maillage.projet.views.ecrits_commun import annoncer, lien, peut_ecrire
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

PAR_PAGE = 50
REGLES = ("DOSSIER", "MEDICAL", "SERVICE")


def conservation(request: Requete, dispositif: str) -> HttpResponse:
    """List the documents that may be destroyed, those that will be, and the certificates."""
    le = timezone.localdate()
    echus = lire.documents_echus(request.acteur, request.dispositif.pk, le=le)
    certificats = lire.certificats(request.acteur, request.dispositif.pk)
    page = Paginator(echus, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "echus": page.object_list,
        "decides": lire.destructions_decidees(request.acteur, request.dispositif.pk),
        "lots": transmissions_echues(request.acteur, request.dispositif.pk, le=le),
        "lots_decides": lots_decides(request.acteur, request.dispositif.pk),
        "certificats": [(un, libelle_categorie(un.categorie)) for un in certificats[:PAR_PAGE]],
        "regles": [regle_conservation(code, le) for code in REGLES],
        "reglages": reglages_conservation(le),
        "modifiable": peut_ecrire(request, "conservation"),
        "liens_export": [(ext.upper(), lien(request, "exporter_certificats", ext)) for ext in FORMATS],
    }
    return render(request, "projet/ecrits/conservation.html", contexte)


@require_POST
def decider(request: Requete, dispositif: str) -> HttpResponse:
    """Decide to destroy the documents ticked; nothing goes before the delay."""
    choisis = request.POST.getlist("document")
    nombre = services.decider_destruction(
        request.acteur, dispositif_id=request.dispositif.pk, identifiants=choisis, le=timezone.localdate()
    )
    nombre_notes = decider_transmissions(
        request.acteur,
        dispositif_id=request.dispositif.pk,
        lots=request.POST.getlist("lot"),
        le=timezone.localdate(),
    )
    if nombre or nombre_notes:
        delai = reglages_conservation(timezone.localdate()).delai_destruction_jours
        dits = _dits(nombre, nombre_notes)
        annoncer(request, f"Destruction décidée pour {dits} : elle se fera dans {delai} jours, et s'annule d'ici là.")
    else:
        annoncer(request, "Rien n'est décidé : cochez d'abord ce qui est à détruire.")
    return redirect(lien(request, "conservation"))


@require_POST
def annuler(request: Requete, dispositif: str) -> HttpResponse:
    """Take a decision back."""
    nombre = services.annuler_destruction(
        request.acteur, dispositif_id=request.dispositif.pk, identifiants=request.POST.getlist("document")
    )
    notes = annuler_transmissions(request.acteur, dispositif_id=request.dispositif.pk, lots=request.POST.getlist("lot"))
    annoncer(request, f"Gardé : {_dits(nombre, notes)}.")
    return redirect(lien(request, "conservation"))


def _dits(documents: int, transmissions: int) -> str:
    comptes = ((documents, "document"), (transmissions, "transmission"))
    return " et ".join(ecrire_compte(nombre, mot) for nombre, mot in comptes if nombre) or "rien"


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the certificates as a file."""
    extension = extension if extension in FORMATS else FORMATS[0]
    feuille = feuille_des_certificats(lire.certificats(request.acteur, request.dispositif.pk))
    return reponse(feuille, f"certificats-destruction-{dispositif}", extension)
