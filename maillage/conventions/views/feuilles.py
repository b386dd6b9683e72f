"""The feuille de route and the five questions of a département."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import exports, referentiels, selectors, services
from maillage.conventions.forms.feuilles import ActionForm, ReponseForm
from maillage.conventions.forms.filtres import FiltresFeuilleForm
from maillage.conventions.models import ActionFeuille
from maillage.conventions.permissions import FEUILLE, ouvre_dans
from maillage.conventions.selectors import feuilles as lectures
from maillage.conventions.views.commun import en_pages, envoyer, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("axe", "Axe"), ("pilote", "Pilote"), ("echeance", "Pour le"))
INCONNU = "Ce département n'est pas chargé ici."
ANNEES = range(2016, 2051)


def feuille(request: Requete, departement: str, annee: int) -> HttpResponse:
    """Show the actions of a département and a year."""
    nom = _nom(request, departement, annee)
    form = FiltresFeuilleForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "departement": departement,
        "nom": nom,
        "annee": annee,
        "annees": sorted({*lectures.annees_de_feuille(departement), annee, timezone.localdate().year}, reverse=True),
        "page": en_pages(request, lectures.lister_actions(departement, annee, filtres)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "conventions:exporter_feuille", departement, annee),
        "aujourd_hui": timezone.localdate(),
        "peut_ecrire": ouvre_dans(request.acteur, FEUILLE, departement, Acces.ECRITURE),
    }
    return render(request, "conventions/feuille.html", contexte)


def exporter(request: Requete, departement: str, annee: int, extension: str) -> HttpResponse:
    """Send the actions as a file."""
    _nom(request, departement, annee)
    actions = lectures.lister_actions(
        departement, annee, FiltresFeuilleForm(request.GET or None, acteur=request.acteur).filtres()
    )
    return envoyer(
        request,
        lambda: exports.feuille_de_route(actions, departement=departement, annee=annee),
        f"feuille-de-route-{departement}-{annee}",
        extension,
    )


def nouvelle_action(request: Requete, departement: str, annee: int) -> HttpResponse:
    """Add an action."""
    nom = _nom(request, departement, annee)
    action = ActionFeuille(departement=departement, annee=annee)
    return jouer(request, ActionForm, cible=action, retour=_adresse(action), sujet=f"{nom}, {annee}")


def modifier_action(request: Requete, action: str) -> HttpResponse:
    """Change an action, or erase it."""
    trouvee = trouve(lectures.action_par_identifiant(request.acteur, action), "Aucune action de cet identifiant.")
    retour = _adresse(trouvee)
    if request.method == "POST" and "effacer" in request.POST:
        services.effacer_action(request.acteur, trouvee)
        messages.success(request, "L'action est effacée.")
        return redirect(retour)
    return jouer(request, ActionForm, cible=trouvee, retour=retour, sujet=trouvee.libelle, effacable=True)


def questions(request: Requete, departement: str) -> HttpResponse:
    """Show the five questions with what is known of the territory."""
    aujourd_hui = timezone.localdate()
    ligne = trouve(selectors.ligne_du_departement(request.acteur, departement, aujourd_hui), INCONNU)
    espaces = lectures.espace_des_questions(request.acteur, ligne, le=aujourd_hui)
    contexte = {
        "ligne": ligne,
        "espaces": espaces,
        "tranchees": sum(1 for espace in espaces if espace.reponse and espace.reponse.tranchee),
        "aujourd_hui": aujourd_hui,
        "peut_ecrire": ouvre_dans(request.acteur, FEUILLE, departement, Acces.ECRITURE),
    }
    return render(request, "conventions/questions.html", contexte)


def repondre(request: Requete, departement: str, numero: int) -> HttpResponse:
    """Answer one of the questions."""
    nom = trouve(selectors.departements_visibles(request.acteur, FEUILLE).get(departement), INCONNU)
    lues = {question.numero: question for question in referentiels.questions()}
    question = trouve(lues.get(numero), "Il n'y a que cinq questions.")
    cible = (departement, numero, lectures.reponses(departement).get(numero))
    retour = f"{reverse('conventions:questions', args=[departement])}#question-{numero}"
    return jouer(request, ReponseForm, cible=cible, retour=retour, sujet=f"{nom} : {question.titre}")


def _nom(request: Requete, departement: str, annee: int) -> str:
    trouve(annee if annee in ANNEES else None, "Cette année n'a pas de feuille de route.")
    nom: str = trouve(selectors.departements_visibles(request.acteur, FEUILLE).get(departement), INCONNU)
    return nom


def _adresse(action: ActionFeuille) -> str:
    return reverse("conventions:feuille", args=[action.departement, action.annee])
