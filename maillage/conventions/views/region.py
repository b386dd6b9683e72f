"""The region on a day, one département, the roll-out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import exports, referentiels, selectors
from maillage.conventions.carte import carte_de_la_region
from maillage.conventions.documents.region import comptes, date_courte, rapport_de_la_region, resume
from maillage.conventions.forms.feuilles import DeploiementForm
from maillage.conventions.forms.filtres import FiltresRegionForm
from maillage.conventions.permissions import ACCORDS, CONVENTIONS, FEUILLE, INSTANCES, ouvre_dans
from maillage.conventions.selectors.echeances import echeances_de_la_region
from maillage.conventions.selectors.feuilles import annees_de_feuille, reponses
from maillage.conventions.selectors.instances import FiltresInstances, lister_decisions, lister_seances
from maillage.conventions.views.commun import en_pages, envoyer, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.requete import Requete

FORMATS = ("pdf", "xlsx", "csv", "ods", "docx")
COLONNES_TRIABLES = (("departement", "Département"), ("etat", "État"), ("fin", "Fin"), ("reunion", "Dernière réunion"))
PREMIERES = 5
INCONNU = "Ce département n'est pas chargé ici."


def etat(request: Requete) -> HttpResponse:
    """Show the region on a day: map, table, what waits."""
    form = FiltresRegionForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    lignes = selectors.etat_de_la_region(request.acteur, filtres)
    aujourd_hui = timezone.localdate()
    attentes = echeances_de_la_region(request.acteur, le=aujourd_hui)
    proches = [e for e in attentes if e.etat(aujourd_hui) is not EtatEcheance.LOINTAINE]
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, lignes),
        "comptes": comptes(lignes),
        "resume": resume(lignes),
        "au": date_courte(filtres.le),
        "carte": carte_de_la_region(lignes, le=filtres.le),
        "colonnes_triables": COLONNES_TRIABLES,
        "acteurs": referentiels.acteurs(),
        "attentes": proches[:PREMIERES],
        "n_attentes": len(proches),
        "renouvellement_mois": referentiels.reglages(filtres.le).renouvellement_mois,
        "premier_janvier": dt.date(aujourd_hui.year, 1, 1),
        "passe": filtres.le != aujourd_hui,
        "liens_export": liens(request, "conventions:exporter_etat", formats=FORMATS),
        "peut_ecrire": request.acteur.peut(CONVENTIONS, Acces.ECRITURE),
        "aujourd_hui": aujourd_hui,
    }
    return render(request, "conventions/etat.html", contexte)


def exporter_etat(request: Requete, extension: str) -> HttpResponse:
    """Send the region on a day as a table or as a report."""
    filtres = FiltresRegionForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.etat_de_la_region(request.acteur, filtres)
    return envoyer(
        request,
        lambda: exports.feuille_region(lignes, le=filtres.le),
        f"conventions-{filtres.le.isoformat()}",
        extension,
        lambda: rapport_de_la_region(lignes, le=filtres.le),
    )


def carte_donnees(request: Requete) -> JsonResponse:
    """Send the outlines with their state, as GeoJSON."""
    filtres = FiltresRegionForm(request.GET or None, acteur=request.acteur).filtres()
    carte = carte_de_la_region(selectors.etat_de_la_region(request.acteur, filtres), le=filtres.le)
    return JsonResponse(carte["geojson"], content_type="application/geo+json")


def departement(request: Requete, departement: str) -> HttpResponse:
    """Show one département: its convention, what waits, sessions, decisions, plans."""
    aujourd_hui = timezone.localdate()
    ligne = trouve(selectors.ligne_du_departement(request.acteur, departement, aujourd_hui), INCONNU)
    ici = selectors.FiltresConventions(le=aujourd_hui, departement=departement)
    acteur = request.acteur
    contexte: dict[str, Any] = {
        "ligne": ligne,
        "attentes": echeances_de_la_region(acteur, le=aujourd_hui, departement=departement),
        "conventions": selectors.lister_conventions(request.acteur, ici),
        "acteurs": referentiels.acteurs(),
        "questions": referentiels.questions(),
        "annee": aujourd_hui.year,
        "aujourd_hui": aujourd_hui,
        "peut_ecrire": ouvre_dans(acteur, CONVENTIONS, departement, Acces.ECRITURE),
        "peut_reunir": ouvre_dans(acteur, INSTANCES, departement, Acces.ECRITURE),
        "instances": referentiels.instances().values(),
    }
    if acteur.peut(INSTANCES):
        la = FiltresInstances(departement=departement)
        contexte["seances"] = lister_seances(request.acteur, la)[:PREMIERES]
        ouvertes = FiltresInstances(departement=departement, etat="A_FAIRE")
        contexte["decisions"] = lister_decisions(request.acteur, ouvertes, le=aujourd_hui)[:PREMIERES]
    if acteur.peut(ACCORDS):
        contexte["accords"] = selectors.lister_accords(acteur, ici)[:PREMIERES]
    if acteur.peut(FEUILLE):
        contexte["reponses"] = reponses(departement)
        contexte["annees"] = annees_de_feuille(departement)
    return render(request, "conventions/departement.html", contexte)


def calendrier(request: Requete) -> HttpResponse:
    """Show when each département is to sign."""
    form = FiltresRegionForm(request.GET or None, acteur=request.acteur)
    lignes = selectors.etat_de_la_region(request.acteur, form.filtres())
    contexte = {
        "form": form,
        "page": en_pages(request, lignes),
        "liens_export": liens(request, "conventions:exporter_calendrier"),
        "peut_ecrire": request.acteur.peut(CONVENTIONS, Acces.ECRITURE),
        "aujourd_hui": timezone.localdate(),
    }
    return render(request, "conventions/calendrier.html", contexte)


def exporter_calendrier(request: Requete, extension: str) -> HttpResponse:
    """Send the roll-out as a file."""
    lignes = selectors.etat_de_la_region(
        request.acteur, FiltresRegionForm(request.GET or None, acteur=request.acteur).filtres()
    )
    return envoyer(request, lambda: exports.feuille_calendrier(lignes), "deploiement-des-conventions", extension)


def planifier(request: Requete, departement: str) -> HttpResponse:
    """Write when a département is to sign."""
    ligne = trouve(selectors.ligne_du_departement(request.acteur, departement, timezone.localdate()), INCONNU)
    retour = reverse("conventions:calendrier")
    return jouer(request, DeploiementForm, cible=(departement, ligne.deploiement), retour=retour, sujet=ligne.nom)
