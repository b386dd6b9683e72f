"""The restitution of now: what the transmitted returns allow to say together."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.activite.regles import charger_jeu
from maillage.pilotage import selectors, services
from maillage.pilotage.bord.adresses import parametres
from maillage.pilotage.forms import RestitutionForm
from maillage.pilotage.models import TableauCalcule
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.publie import afficher
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

CONFLIT = 409
PRESENTATIONS = (
    ("Diaporama PDF", "diaporama", "pdf"),
    ("Document PDF", "document", "pdf"),
    ("Document DOCX", "document", "docx"),
    ("Tableau XLSX", "tableau", "xlsx"),
    ("Tableau ODS", "tableau", "ods"),
)
"""Words, name and extension of each file of a protected table."""


@require_safe
def restitution(request: Requete) -> HttpResponse:
    """Show the protected table, and let those who may release it."""
    form = RestitutionForm(request.GET, periodes=periodes_ouvertes())
    choix = form.choix()
    tableau = tableau_ou_rien(choix)
    contexte = {
        "form": form,
        "choix": choix,
        "jeu": charger_jeu(choix.regles),
        "calcule": tableau,
        "tableau": afficher(bytes(tableau.contenu)) if tableau and tableau.retours else None,
        "noms": _noms_des_exclus(request, tableau),
        "anterieures": selectors.publications(choix.periode) if request.acteur.peut("restitution") else [],
        "peut_publier": request.acteur.peut("restitution", Acces.ECRITURE),
        "adresse_chiffre": f"{reverse('pilotage:chiffre')}?{urlencode(parametres(choix))}&",
        "liens": [("CSV", f"{reverse('pilotage:restitution_csv')}?{urlencode(parametres(choix))}"), *_fichiers(choix)],
    }
    return render(request, "pilotage/restitution.html", contexte)


@require_safe
def telecharger(request: Requete) -> HttpResponse:
    """Send the table byte for byte as `maillage restituer` writes it."""
    choix = RestitutionForm(request.GET, periodes=periodes_ouvertes()).choix()
    tableau = tableau_ou_rien(choix)
    if tableau is None:
        return HttpResponse("Aucun tableau sûr n'existe à ce seuil.", status=CONFLIT, content_type="text/plain")
    return fichier(bytes(tableau.contenu), f"restitution-{choix.periode}-{choix.regles}-{choix.public}")


def fichier(octets: bytes, nom: str) -> HttpResponse:
    """Return a published table as a download."""
    return HttpResponse(
        octets,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nom}.csv"'},
    )


def tableau_ou_rien(choix: selectors.Choix) -> TableauCalcule | None:
    """Return the table of now, None when no safe one exists at this threshold."""
    try:
        return services.tableau_a_jour(choix)
    except ProtectionImpossibleError:
        return None


def _fichiers(choix: selectors.Choix) -> list[tuple[str, str]]:
    """The same table as slides, pages and spreadsheets."""
    return [
        (mots, f"{reverse('pilotage:restitution_fichier', args=[nom, extension])}?{urlencode(parametres(choix))}")
        for mots, nom, extension in PRESENTATIONS
    ]


def _noms_des_exclus(request: Requete, tableau: TableauCalcule | None) -> list[tuple[str, Any]]:
    """Only whoever sees every return may know which one is left out."""
    if tableau is None or request.acteur.dispositifs("retours_transmis") is not None:
        return []
    return [(code, motif) for code, motif in tableau.exclus]
