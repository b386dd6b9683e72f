"""Surveys: list, one of them, models, versions, acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from maillage.enquetes import exports, referentiels, selectors
from maillage.enquetes.domain.comparaison import differences
from maillage.enquetes.domain.ecriture import en_json, en_toml
from maillage.enquetes.domain.questionnaire import Questionnaire
from maillage.enquetes.forms.enquetes import GESTES, ImporterForm, NouvelleEnqueteForm
from maillage.enquetes.forms.filtres import FiltresEnquetesForm
from maillage.enquetes.forms.repondre import EtapeForm
from maillage.enquetes.models import Enquete, VagueEnquete
from maillage.enquetes.views.commun import (
    adresse_enquete,
    donnees,
    en_pages,
    envoyer,
    geste_connu,
    liens,
    montrer,
    peut_ecrire,
    trouver_enquete,
)
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (
    ("titre", "Enquête"),
    ("creation", "Créée le"),
    ("derniere", "Dernière vague"),
    ("vagues", "Vagues"),
)
ECRITURES = {"json": ("application/json", en_json), "toml": ("application/toml", en_toml)}


def liste(request: Requete) -> HttpResponse:
    """Show the surveys."""
    form = FiltresEnquetesForm(request.GET or None)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_enquetes(filtres, le=timezone.localdate())),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "enquetes:exporter_liste"),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "enquetes/liste.html", contexte)


def exporter_liste(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresEnquetesForm(request.GET or None).filtres()
    lignes = selectors.lister_enquetes(filtres, le=timezone.localdate())
    return envoyer(request, lambda: exports.feuille_enquetes(lignes), "enquetes", extension)


def nouvelle(request: Requete) -> HttpResponse:
    """Open a survey, empty or from a model."""
    depart = {"modele": request.GET.get("modele", "")}
    form = NouvelleEnqueteForm(donnees(request), acteur=request.acteur, initial=depart)
    retour = reverse("enquetes:liste")
    return montrer(
        request, form, retour=retour, suite=lambda: reverse("enquetes:construire", args=[form.cible.identifiant])
    )


def modeles(request: Requete) -> HttpResponse:
    """Show the questionnaires ready to copy."""
    contexte = {"modeles": referentiels.modeles().values(), "peut_ecrire": peut_ecrire(request)}
    return render(request, "enquetes/modeles.html", contexte)


def modele(request: Requete, modele: str) -> HttpResponse:
    """Read a model through."""
    trouve = referentiels.modeles().get(modele)
    if trouve is None:
        raise Http404("Aucun modèle de ce nom.")
    contexte = {"modele": trouve, "pages": pages_lues(trouve.questionnaire), "peut_ecrire": peut_ecrire(request)}
    return render(request, "enquetes/modele.html", contexte)


def lire(request: Requete, enquete: str) -> HttpResponse:
    """Show a survey: where it is, its waves, its versions."""
    trouvee = trouver_enquete(enquete)
    aujourd_hui = timezone.localdate()
    versions, vagues = list(trouvee.versions.all()), list(trouvee.vagues.all())
    contexte = {
        "enquete": trouvee,
        "questionnaire": trouvee.questionnaire,
        "nombre": sum(1 for _ in trouvee.questionnaire.questions()),
        "versions": versions,
        "a_publier": not versions or versions[0].questionnaire != trouvee.questionnaire,
        "vagues": [_ligne_de_vague(vague, aujourd_hui) for vague in vagues],
        "closes": [vague for vague in vagues if vague.close_le],
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "enquetes/enquete.html", contexte)


def _ligne_de_vague(vague: VagueEnquete, le: dt.date) -> dict[str, Any]:
    return {"vague": vague, "etat": vague.libelle_etat(le), "ton": vague.ton(le), "numero": vague.version.numero}


def apercu(request: Requete, enquete: str) -> HttpResponse:
    """Show the questionnaire being written as people will read it."""
    trouvee = trouver_enquete(enquete)
    contexte = {
        "enquete": trouvee,
        "questionnaire": trouvee.questionnaire,
        "pages": pages_lues(trouvee.questionnaire),
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "enquetes/apercu.html", contexte)


def pages_lues(questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """Return each section with its questions drawn, and their conditions in words."""
    pages = []
    for section in questionnaire.sections:
        groupes = EtapeForm(section.questions).groupes()
        lues = [(question, champs, conditions_en_mots(questionnaire, question.code)) for question, champs in groupes]
        pages.append({"section": section, "questions": lues})
    return pages


def conditions_en_mots(questionnaire: Questionnaire, code: str) -> list[str]:
    """« Satisfait ? » : 1 ou 2."""
    question = questionnaire.question(code)
    mots = []
    for condition in question.si if question else ():
        source = questionnaire.question(condition.question)
        if source is not None:
            mots.append(f"« {source.libelle} » : {' ou '.join(source.libelle_du_choix(c) for c in condition.parmi)}")
    return mots


def version(request: Requete, enquete: str, numero: int) -> HttpResponse:
    """Show a version, and what it changed since another one (the one before, unless told)."""
    trouvee = trouver_enquete(enquete)
    lue = selectors.version_de(trouvee, numero)
    if lue is None:
        raise Http404("Aucune version de ce numéro.")
    voulue = request.GET.get("depuis", "")
    autre = selectors.version_de(trouvee, int(voulue) if voulue.isdecimal() and len(voulue) < 6 else numero - 1)
    contexte = {
        "enquete": trouvee,
        "version": lue,
        "autre": autre,
        "autres": [v for v in trouvee.versions.all() if v.numero != numero],
        "changements": differences(autre.questionnaire, lue.questionnaire) if autre else [],
        "pages": pages_lues(lue.questionnaire),
    }
    return render(request, "enquetes/version.html", contexte)


def exporter_questionnaire(request: Requete, enquete: str, extension: str) -> HttpResponse:
    """Send the questionnaire being written as JSON or TOML."""
    trouvee = trouver_enquete(enquete)
    if extension not in ECRITURES:
        raise Http404("Ce format d'export n'existe pas.")
    genre, ecrire = ECRITURES[extension]
    nom = slugify(trouvee.titre)[:60] or "questionnaire"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}.{extension}"'}
    return HttpResponse(ecrire(trouvee.questionnaire), content_type=f"{genre}; charset=utf-8", headers=entetes)


def importer(request: Requete, enquete: str) -> HttpResponse:
    """Replace the questionnaire being written by that of a file."""
    trouvee = trouver_enquete(enquete)
    recus = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImporterForm(*recus, acteur=request.acteur, cible=trouvee)
    retour = reverse("enquetes:construire", args=[trouvee.identifiant])
    return montrer(request, form, retour=retour, suite=lambda: retour, enquete=trouvee)


def geste(request: Requete, enquete: str, geste: str) -> HttpResponse:
    """One act on a survey."""
    trouvee = trouver_enquete(enquete)
    form = geste_connu(GESTES, geste)(donnees(request), acteur=request.acteur, cible=trouvee)
    return montrer(request, form, retour=adresse_enquete(trouvee), suite=lambda: _apres(form.cible), enquete=trouvee)


def _apres(enquete: Enquete | None) -> str:
    return adresse_enquete(enquete) if enquete is not None else reverse("enquetes:liste")
