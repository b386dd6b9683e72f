"""Results of closed waves: read, crossed, compared, exported; a text that names someone taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify

from maillage.enquetes import exports, selectors, services
from maillage.enquetes.documents.dessins import dessiner, dessiner_comparaison, moyennes
from maillage.enquetes.documents.rapport import rapport_de_vague
from maillage.enquetes.domain.depouillement import empreinte_de_texte
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.ventilation import REFUS_VARIABLE
from maillage.enquetes.forms.filtres import RechercheForm
from maillage.enquetes.models import VagueEnquete, VersionQuestionnaire
from maillage.enquetes.permissions import SECTION
from maillage.enquetes.selectors import resultats as lus
from maillage.enquetes.views.commun import en_pages, envoyer, liens, peut_ecrire, trouver_vague
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("enquete", "Enquête"), ("close", "Close le"), ("reponses", "Réponses"))
FORMATS = ("csv", "xlsx", "ods", "pdf", "docx")


def partagees(request: Requete) -> HttpResponse:
    """List the closed waves that the person may read."""
    form = RechercheForm(request.GET or None)
    contexte = {
        "form": form,
        "tri": form.tri("-close"),
        "page": en_pages(request, _lisibles(request, form)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "enquetes:exporter_partagees"),
        "suit": request.acteur.peut(SECTION),
    }
    return render(request, "enquetes/partagees.html", contexte)


def exporter_partagees(request: Requete, extension: str) -> HttpResponse:
    """Send the list as a file."""
    vagues = _lisibles(request, RechercheForm(request.GET or None))
    return envoyer(request, lambda: exports.feuille_vagues(vagues), "resultats-enquetes", extension)


def _lisibles(request: Requete, form: RechercheForm) -> QuerySet[VagueEnquete]:
    recherche = form.lus().get("recherche", "")
    return selectors.vagues_lisibles(request.acteur, recherche, tri=form.tri("-close"))


def resultats(request: Requete, vague: str) -> HttpResponse:
    """Show the results of a closed wave, in one version, as a whole or by the answers to a question."""
    trouvee = trouver_vague(request, vague)
    contexte: dict[str, Any] = {"vague": trouvee, "suit": request.acteur.peut(SECTION)}
    if trouvee.close_le is None:
        return render(request, "enquetes/encore_ouverte.html", contexte)
    version = _version(request, trouvee)
    depouillement = lus.resultats(trouvee, version)
    contexte |= {
        "version": version,
        "versions": selectors.versions_repondues(trouvee) if depouillement.total is not None else [],
        "participation": selectors.participation(trouvee),
        "depouillement": depouillement,
        "dessins": [dessiner(resultat) for resultat in depouillement.questions],
        "variables": lus.variables(version),
        "liens_export": liens(request, "enquetes:exporter_resultats", trouvee.identifiant, formats=FORMATS),
        "autres": _autres_vagues(request, trouvee),
        "peut_ecrire": peut_ecrire(request),
        **_ventilation(request, trouvee, version),
    }
    return render(request, "enquetes/resultats.html", contexte)


def _version(request: Requete, vague: VagueEnquete) -> VersionQuestionnaire:
    voulue = request.GET.get("version", "")
    return lus.version_lue(vague, int(voulue) if voulue.isdecimal() and len(voulue) < 6 else None)


def _ventilation(request: Requete, vague: VagueEnquete, version: VersionQuestionnaire) -> dict[str, Any]:
    code = request.GET.get("selon", "")
    variable = next((q for q in lus.variables(version) if q.code == code), None)
    if variable is None:
        return {}
    croisements = lus.croisements(vague, version, code)
    refus = "" if croisements is not None else REFUS_VARIABLE.format(plancher=vague.plancher)
    masquees = [croisement for croisement in croisements or () if croisement.masque]
    return {"variable": variable, "croisements": croisements, "masquees": masquees, "refus_variable": refus}


def _autres_vagues(request: Requete, vague: VagueEnquete) -> list[VagueEnquete]:
    memes = selectors.vagues_lisibles(request.acteur).filter(enquete=vague.enquete_id).exclude(pk=vague.pk)
    return list(memes)


def exporter_resultats(request: Requete, vague: str, extension: str) -> HttpResponse:
    """Send what the page shows, as a sheet or a report."""
    trouvee = trouver_vague(request, vague)
    if trouvee.close_le is None:
        return redirect("enquetes:resultats", trouvee.identifiant)
    version = _version(request, trouvee)
    depouillement = lus.resultats(trouvee, version)
    nom = f"resultats-{slugify(str(trouvee))[:60]}"
    return envoyer(
        request,
        lambda: exports.feuille_resultats(depouillement),
        nom,
        extension,
        lambda: rapport_de_vague(trouvee, version, depouillement, selectors.participation(trouvee)),
    )


def comparer(request: Requete, vague: str, autre: str) -> HttpResponse:
    """Show two closed waves of a survey side by side, the earlier first."""
    ensemble = sorted((trouver_vague(request, vague), trouver_vague(request, autre)), key=lambda v: (v.debut, v.pk))
    avant, apres = ensemble
    contexte: dict[str, Any] = {"avant": avant, "apres": apres, "vague": apres, "suit": request.acteur.peut(SECTION)}
    if avant.close_le is None or apres.close_le is None:
        return render(request, "enquetes/encore_ouverte.html", contexte)
    lignes, participations = lus.comparer(avant, apres)
    noms = (avant.titre, apres.titre)
    contexte |= {
        "participations": list(zip((avant, apres), participations, strict=True)),
        "lignes": [(ligne, dessiner_comparaison(ligne, noms), moyennes(ligne)) for ligne in lignes],
    }
    return render(request, "enquetes/comparer.html", contexte)


def retirer_texte(request: Requete, vague: str) -> HttpResponse:
    """Show the free texts of a question, each with its button; then put words in place of one. There is no way back: it is said first."""
    trouvee = trouver_vague(request, vague)
    if trouvee.close_le is None:
        return redirect("enquetes:resultats", trouvee.identifiant)
    retour = reverse("enquetes:resultats", args=[trouvee.identifiant])
    if request.method == "POST":
        return _retirer(request, trouvee, retour)
    version = _version(request, trouvee)
    resultat = lus.resultats(trouvee, version).question(request.GET.get("question", ""))
    if resultat is None or not resultat.textes:
        return redirect(retour)
    sel = f"{trouvee.identifiant}:{resultat.question.code}"
    textes = [(texte, empreinte_de_texte(texte, sel)) for texte in resultat.textes]
    contexte = {"vague": trouvee, "version": version, "question": resultat.question, "textes": textes, "retour": retour}
    return render(request, "enquetes/retirer_texte.html", contexte)


def _retirer(request: Requete, vague: VagueEnquete, retour: str) -> HttpResponse:
    try:
        retires = services.retirer_texte(
            request.acteur,
            vague,
            question=request.POST.get("question", ""),
            empreinte=request.POST.get("empreinte", ""),
        )
    except ErreurEnquete as refus:
        messages.error(request, refus.message)
    else:
        dit = "Le texte est retiré." if retires else "Ce texte n'est plus là."
        messages.success(request, dit)
    return redirect(retour)
