"""Questions to the authority: list, one of them with all its answers, its acts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.bibliotheque.permissions import FAQ
from maillage.rencontres import exports
from maillage.rencontres.forms.contenu import GESTES_QUESTION, QuestionForm
from maillage.rencontres.forms.filtres import FiltresQuestionsForm
from maillage.rencontres.permissions import REPONSES, anime
from maillage.rencontres.selectors import questions as lectures
from maillage.rencontres.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("posee_le", "Posée le"), ("theme", "Thème"))


def questions(request: Requete) -> HttpResponse:
    """Show the questions with the answer in force, the latest first."""
    form = FiltresQuestionsForm(request.GET or None, themes=lectures.themes_des_questions(request.acteur))
    filtres = form.filtres()
    page = en_pages(request, lectures.lister_questions(request.acteur, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(question, lectures.en_vigueur(question)) for question in page],
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "rencontres:exporter_questions"),
        "anime": anime(request.acteur),
    }
    return render(request, "rencontres/questions.html", contexte)


def exporter_questions(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    form = FiltresQuestionsForm(request.GET or None, themes=lectures.themes_des_questions(request.acteur))
    lignes = lectures.lister_questions(request.acteur, form.filtres())
    return envoyer(request, lambda: exports.feuille_questions(lignes), "questions-a-l-autorite", extension)


def poser_question(request: Requete) -> HttpResponse:
    """Note a question asked outside of any meeting."""
    return jouer(request, QuestionForm, cible=None, retour=reverse("rencontres:questions"))


def question(request: Requete, question: str) -> HttpResponse:
    """Show one question and all its answers, the one in force first."""
    trouvee = trouve(lectures.question_par_identifiant(request.acteur, question), "Aucune question de cet identifiant.")
    contexte = {
        "question": trouvee,
        "reponses": list(trouvee.reponses.all()),
        "en_vigueur": lectures.en_vigueur(trouvee),
        "peut_repondre": request.acteur.peut(REPONSES, Acces.ECRITURE),
        "faq": request.acteur.peut(FAQ, Acces.ECRITURE),
    }
    return render(request, "rencontres/question.html", contexte)


def question_geste(request: Requete, question: str, geste: str) -> HttpResponse:
    """One act on a question."""
    trouvee = trouve(lectures.question_par_identifiant(request.acteur, question), "Aucune question de cet identifiant.")
    retour = reverse("rencontres:question", args=[question])
    return jouer(request, geste_connu(GESTES_QUESTION, geste), cible=trouvee, retour=retour, sujet=trouvee.texte)
