"""The dispositifs: their list, the page of one, its creation and change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.vocabulaire import Modalite
from maillage.structures import selectors, services
from maillage.structures.domain.annee import annee_calendrier
from maillage.structures.forms.dispositif import DispositifForm, OrganismeForm
from maillage.structures.selectors.lignes import rattachements_du_dispositif
from maillage.structures.views.actes import adresse_dispositif

PAR_PAGE, PARTENAIRES_MONTRES = 50, 50
ANNEES = range(2000, 2100)


def accueil(request: Requete) -> HttpResponse:
    """Say where the pages of the offer are."""
    contexte = {"peut_importer": request.acteur.peut("finess", Acces.ECRITURE)}
    return render(request, "structures/accueil.html", contexte)


def liste(request: Requete) -> HttpResponse:
    """Show the dispositifs that the person may see."""
    recherche = request.GET.get("recherche", "").strip()
    visibles = selectors.dispositifs_resumes(request.acteur, recherche, le=timezone.localdate())
    page = Paginator(visibles, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "recherche": recherche,
        "peut_creer": request.acteur.dispositifs("structures", Acces.ECRITURE) is None
        and request.acteur.peut("structures", Acces.ECRITURE),
    }
    return render(request, "structures/dispositifs.html", contexte)


def detail(request: Requete, dispositif: str) -> HttpResponse:
    """Show one dispositif: establishments, units, places, opening of a year, team, partners."""
    objet = request.dispositif
    aujourd_hui = timezone.localdate()
    contexte = {
        "dispositif": objet,
        "organismes": objet.organismes.all(),
        "nombre_communes": objet.communes.count(),
        "aujourd_hui": aujourd_hui,
        "rattachements": rattachements_du_dispositif(objet.pk),
        "unites": selectors.unites_du_dispositif(objet.pk),
        "places": selectors.places_du_dispositif(objet.pk),
        "places_du_jour": selectors.places_du_jour(objet.pk, aujourd_hui),
        "affectations": selectors.affectations_du_dispositif(objet.pk),
        "partenaires": list(selectors.partenaires_du_dispositif(objet.pk)[: PARTENAIRES_MONTRES + 1]),
        "partenaires_montres": f":{PARTENAIRES_MONTRES}",
        "peut_ecrire": request.acteur.peut("structures", Acces.ECRITURE, objet.pk),
        **_ouverture(request, objet.pk, aujourd_hui),
    }
    return render(request, "structures/dispositif.html", contexte)


def _ouverture(request: Requete, dispositif_id: int, aujourd_hui: dt.date) -> dict[str, Any]:
    demandee = request.GET.get("annee", "")
    annee = int(demandee) if demandee.isdigit() and int(demandee) in ANNEES else aujourd_hui.year
    modalite = request.GET.get("modalite", "")
    modalite = modalite if modalite in Modalite.values else Modalite.AJ
    debut, fin = dt.date(annee, 1, 1), dt.date(annee, 12, 31)
    calendrier = selectors.calendrier_ouverture(dispositif_id, debut, fin)
    periodes = selectors.periodes_exceptionnelles(dispositif_id, debut, fin)
    concernees = [periode for periode in periodes if modalite in periode.modalites]
    return {
        "annee": annee,
        "modalite": modalite,
        "modalites": Modalite.choices,
        "mois": annee_calendrier(calendrier, modalite, annee, concernees),
        "periodes": periodes,
        "jours_ouverts": [(code, calendrier.jours_ouverts(code, debut, fin)) for code in Modalite.values],
    }


def creer(request: Requete) -> HttpResponse:
    """Create a dispositif; the administration alone may."""
    form = DispositifForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            dispositif = services.creer_dispositif(request.acteur, **form.cleaned_data)
        except ValidationError as erreur:
            form.add_error(None, erreur)
        else:
            messages.success(
                request, f"{dispositif.nom} est créé. Rattachez-lui ses établissements et ouvrez ses places."
            )
            return HttpResponseRedirect(adresse_dispositif(dispositif))
    return _formulaire(request, form, "Créer un dispositif", organisme=True)


def creer_organisme(request: Requete) -> HttpResponse:
    """Create an organisme gestionnaire, then go on with the dispositif."""
    form = OrganismeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            organisme = services.creer_organisme(request.acteur, **form.cleaned_data)
        except ValidationError as erreur:
            form.add_error(None, erreur)
        else:
            messages.success(request, f"{organisme.nom} est enregistré : choisissez-le dans la liste des organismes.")
            return HttpResponseRedirect(reverse("structures:nouveau_dispositif"))
    return _formulaire(request, form, "Ajouter un organisme gestionnaire")


def modifier(request: Requete, dispositif: str) -> HttpResponse:
    """Change what is said of a dispositif."""
    form = DispositifForm(request.POST if request.method == "POST" else None, instance=request.dispositif)
    if form.is_bound and form.is_valid():
        champs = dict(form.cleaned_data)
        organismes = champs.pop("organismes")
        try:
            services.modifier_dispositif(request.acteur, request.dispositif, champs=champs, organismes=organismes)
        except ValidationError as erreur:
            form.add_error(None, erreur)
        else:
            messages.success(request, "C'est enregistré.")
            return HttpResponseRedirect(adresse_dispositif(request.dispositif))
    return _formulaire(request, form, f"Modifier {request.dispositif.nom}")


def _formulaire(request: Requete, form: ModelForm, titre: str, *, organisme: bool = False) -> HttpResponse:
    contexte = {
        "form": form,
        "titre": titre,
        "dispositif": getattr(request, "dispositif", None),
        "peut_ajouter_organisme": organisme,
    }
    return render(request, "structures/formulaire.html", contexte, status=422 if form.errors else 200)
