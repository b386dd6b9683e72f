"""The FAQ: readable without account, each counting answer with its example and the figure that the engine gives."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from maillage.bibliotheque import exports
from maillage.bibliotheque.domain.exemples import ExempleComptage, semaine_de_l_exemple
from maillage.bibliotheque.domain.texte import blocs
from maillage.bibliotheque.forms.actes import FormulaireActe
from maillage.bibliotheque.forms.faq import ModifierQuestionForm, NouvelleQuestionForm, RepondreForm
from maillage.bibliotheque.forms.filtres import FiltresQuestionsForm
from maillage.bibliotheque.models import QuestionFaq
from maillage.bibliotheque.permissions import FAQ
from maillage.bibliotheque.referentiels import delais, regles_citees
from maillage.bibliotheque.referentiels.faq import exemples
from maillage.bibliotheque.selectors import faq as lectures
from maillage.bibliotheque.views.commun import (
    en_pages,
    envoyer,
    freine,
    jouer,
    liens,
    montrer,
    trop_de_demandes,
    trouve,
)
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.socle.vocabulaire import Categorie, Modalite, Statut

TONS = {"OFFICIELLE": "succes", "PROVISOIRE": "info", "RECONSTITUEE": "attention", "REMPLACEE": "neutre"}


def questions(request: Requete) -> HttpResponse:
    """Show the questions with the answer in force and what it is worth."""
    if request.GET.get("recherche") and freine(request, "recherche", delais().recherches_par_heure):
        return trop_de_demandes(request)
    form = FiltresQuestionsForm(request.GET or None)
    filtres = form.filtres()
    lues = lectures.lister_questions(request.acteur, filtres)
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, lues),
        "tons": TONS,
        "liens_export": liens(request, "bibliotheque:exporter_questions"),
        "peut_repondre": request.acteur.peut(FAQ, Acces.ECRITURE),
    }
    return montrer(request, "bibliotheque/questions.html", contexte)


def exporter_questions(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresQuestionsForm(request.GET or None).filtres()
    return envoyer(
        request,
        lambda: exports.feuille_questions(lectures.lister_questions(request.acteur, filtres)),
        "questions-frequentes",
        extension,
    )


def question(request: Requete, question: str) -> HttpResponse:
    """Show one question: answer in force, example and figures, answers of before."""
    lue = trouve(lectures.question_lue(request.acteur, question), "Aucune question montrée à cette adresse.")
    exemple = exemples().get(lue.question.exemple) if lue.question.comptage else None
    contexte = {
        "lue": lue,
        "blocs": blocs(lue.reponse.texte),
        "avant": [(reponse, blocs(reponse.texte)) for reponse in list(lue.question.reponses.all())[1:]],
        "ton": TONS.get(lue.reponse.statut, "neutre"),
        "peut_repondre": request.acteur.peut(FAQ, Acces.ECRITURE),
        **(_exemple(exemple) if exemple else {}),
    }
    return montrer(request, "bibliotheque/question.html", contexte)


def _exemple(exemple: ExempleComptage) -> dict[str, object]:
    """The week of an example, its figures, and the rules that explain them."""
    return {
        "exemple": exemple,
        "jours": semaine_de_l_exemple(exemple.evenements),
        "regles": [regles_citees()[code] for code in exemple.regles],
        "libelles": {
            "categorie": {str(code): str(mots) for code, mots in Categorie.choices},
            "modalite": {str(code): str(mots) for code, mots in Modalite.choices},
            "statut": {str(code): str(mots) for code, mots in Statut.choices},
        },
    }


def nouvelle_question(request: Requete) -> HttpResponse:
    """Publish a question and its first answer."""
    return jouer(
        request,
        NouvelleQuestionForm,
        cible=None,
        retour=reverse("bibliotheque:questions"),
        apres=_apres,
        faq=True,
    )


def repondre(request: Requete, question: str) -> HttpResponse:
    """Give a new answer."""
    posee = _trouver(request, question)
    return jouer(request, RepondreForm, cible=posee, retour=_adresse(posee), sujet=posee.texte, faq=True)


def modifier_question(request: Requete, question: str) -> HttpResponse:
    """Change the words of a question."""
    posee = _trouver(request, question)
    return jouer(request, ModifierQuestionForm, cible=posee, retour=_adresse(posee), sujet=posee.texte, faq=True)


def _trouver(request: Requete, identifiant: str) -> QuestionFaq:
    lue = trouve(lectures.question_lue(request.acteur, identifiant), "Aucune question à cette adresse.")
    posee: QuestionFaq = lue.question
    return posee


def _apres(form: FormulaireActe) -> str:
    return _adresse(form.cible)


def _adresse(question: QuestionFaq) -> str:
    return reverse("bibliotheque:question", args=[question.identifiant])
