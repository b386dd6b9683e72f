"""Schools and partners never in contact: list, map, file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.appui_ressource.exports import feuille_contacts
from maillage.appui_ressource.forms.contacts import TOUS, FiltresContactsForm
from maillage.appui_ressource.selectors.ecoles import (
    TRIS,
    FiltresContacts,
    PartenaireEnContact,
    carte_des_contacts,
    filtrer_contacts,
    partenaires_en_contact,
)
from maillage.appui_ressource.views.listes import adresses_export, journaliser_export, lus
from maillage.socle import tableur
from maillage.socle.requete import Requete

PAR_PAGE = 50


def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who was never in contact first; schools alone unless every partner is asked for."""
    form, filtres, connues, lignes = _lignes(request)
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": page.object_list,
        "connues": len(connues),
        "jamais": sum(ligne.dernier_contact is None for ligne in connues),
        "carte": carte_des_contacts(connues),
        "liens_export": adresses_export(request, "appui:exporter_ecoles"),
    }
    return render(request, "appui_ressource/ecoles.html", contexte)


def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    feuille = feuille_contacts(_lignes(request)[-1])
    journaliser_export(request, "exporter_ecoles", len(feuille.lignes), extension)
    return tableur.reponse(feuille, f"contacts-appui-{dispositif}-{timezone.localdate().isoformat()}", extension)


def _lignes(
    request: Requete,
) -> tuple[FiltresContactsForm, FiltresContacts, list[PartenaireEnContact], list[PartenaireEnContact]]:
    """The form, its filters, every partner of the scope, and those that fit. A word that no filter knows is ignored."""
    form = FiltresContactsForm(request.GET or None)
    valeurs = lus(form)
    tri = request.GET.get("tri", "contact")
    filtres = FiltresContacts(
        recherche=valeurs.get("recherche", ""),
        contact=valeurs.get("contact", ""),
        tri=tri if tri.removeprefix("-") in TRIS else "contact",
    )
    connues = partenaires_en_contact(request.dispositif.pk, scolaires=valeurs.get("partenaires") != TOUS)
    return form, filtres, connues, filtrer_contacts(connues, filtres)
