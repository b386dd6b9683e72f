"""The builder: one page that shows everything, buttons that move, copy and remove, a form for each section and question. No script is needed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillage.enquetes import services
from maillage.enquetes.domain import edition
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.questionnaire import LIBELLES_TYPE, Questionnaire, TypeQuestion
from maillage.enquetes.forms.construire import QuestionForm, QuestionnaireForm, SectionForm
from maillage.enquetes.models import Enquete
from maillage.enquetes.views.commun import donnees, montrer, trouver_enquete
from maillage.enquetes.views.enquetes import conditions_en_mots
from maillage.socle.requete import Requete

NOUVELLE = "nouvelle"
TITRE = "titre"
ANNULER = "annuler"
MOUVEMENTS: dict[tuple[str, str], Callable[[Questionnaire, str], Questionnaire]] = {
    ("question", "haut"): lambda q, code: edition.deplacer_question(q, code, edition.HAUT),
    ("question", "bas"): lambda q, code: edition.deplacer_question(q, code, edition.BAS),
    ("question", "copier"): edition.dupliquer_question,
    ("question", "retirer"): edition.retirer_question,
    ("section", "haut"): lambda q, code: edition.deplacer_section(q, code, edition.HAUT),
    ("section", "bas"): lambda q, code: edition.deplacer_section(q, code, edition.BAS),
    ("section", "retirer"): edition.retirer_section,
}
DITS = {
    "haut": "Monté d'un cran.",
    "bas": "Descendu d'un cran.",
    "copier": "Copié juste après.",
    "retirer": "Retiré du questionnaire.",
}


def construire(request: Requete, enquete: str) -> HttpResponse:
    """Show the whole questionnaire with its buttons."""
    trouvee = trouver_enquete(enquete)
    questionnaire = trouvee.questionnaire
    sections = [
        {
            "section": section,
            "questions": [
                (question, conditions_en_mots(questionnaire, question.code)) for question in section.questions
            ],
        }
        for section in questionnaire.sections
    ]
    contexte = {
        "enquete": trouvee,
        "questionnaire": questionnaire,
        "sections": sections,
        "types": [(type_.value, LIBELLES_TYPE[type_]) for type_ in TypeQuestion],
    }
    return render(request, "enquetes/construire.html", contexte)


@require_POST
def bouger(request: Requete, enquete: str) -> HttpResponse:
    """Move, copy or remove: « question:haut:q3 », or undo the last act, whatever it was."""
    trouvee = trouver_enquete(enquete)
    if request.POST.get("acte") == ANNULER:
        return _annuler(request, trouvee)
    quoi, _, reste = request.POST.get("acte", "").partition(":")
    sens, _, code = reste.partition(":")
    mouvement = MOUVEMENTS.get((quoi, sens))
    if mouvement is None:
        raise Http404("Ce geste n'existe pas.")
    try:
        services.ecrire_brouillon(
            request.acteur, trouvee, mouvement(trouvee.questionnaire, code), revision=_revision(request)
        )
    except ErreurEnquete as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, DITS[sens])
    ancre = f"#{code}" if sens != "retirer" else ""
    return redirect(f"{_page(trouvee)}{ancre}")


def _annuler(request: Requete, enquete: Enquete) -> HttpResponse:
    try:
        services.annuler_le_dernier_geste(request.acteur, enquete, revision=_revision(request))
    except ErreurEnquete as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "Le dernier geste est annulé.")
    return redirect(_page(enquete))


def _revision(request: Requete) -> int:
    lue = request.POST.get("revision", "")
    return int(lue) if lue.isdecimal() and len(lue) < 9 else 0


def editer_section(request: Requete, enquete: str, section: str) -> HttpResponse:
    """Write a section, or the title and the presentation of the whole."""
    trouvee = trouver_enquete(enquete)
    if section == TITRE:
        entete = QuestionnaireForm(donnees(request), acteur=request.acteur, cible=trouvee)
        return montrer(request, entete, retour=_page(trouvee), suite=lambda: _page(trouvee), enquete=trouvee)
    existante = trouvee.questionnaire.section(section)
    if existante is None and section != NOUVELLE:
        raise Http404("Cette section n'existe plus.")
    form = SectionForm(donnees(request), acteur=request.acteur, cible=trouvee, section=existante)
    return montrer(
        request,
        form,
        retour=_page(trouvee),
        suite=lambda: f"{_page(trouvee)}{f'#{section}' if existante else ''}",
        enquete=trouvee,
    )


def editer_question(request: Requete, enquete: str, section: str, question: str) -> HttpResponse:
    """Write a question; a new one takes its type from the address."""
    trouvee = trouver_enquete(enquete)
    existante = trouvee.questionnaire.question(question)
    type_ = request.GET.get("type", "")
    if trouvee.questionnaire.section(section) is None or (existante is None and question != NOUVELLE):
        raise Http404("Cette question n'existe plus.")
    if existante is None and type_ not in TypeQuestion.__members__:
        raise Http404("Ce type de question n'existe pas.")
    genre = existante.type if existante else TypeQuestion(type_)
    form = QuestionForm(
        donnees(request), acteur=request.acteur, cible=trouvee, section=section, type_=genre, question=existante
    )
    form.titre = f"{'Question' if existante else 'Nouvelle question'} : {LIBELLES_TYPE[genre].lower()}"
    return montrer(
        request,
        form,
        retour=_page(trouvee),
        suite=lambda: f"{_page(trouvee)}#{existante.code if existante else section}",
        enquete=trouvee,
    )


def _page(enquete: Enquete) -> str:
    return reverse("enquetes:construire", args=[enquete.identifiant])
