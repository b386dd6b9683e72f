"""Answering a question from its private link, without account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.comptes.tentatives import adresse_d_origine
from maillage.reseau import referentiels
from maillage.reseau.forms.annuaire import ReponseForm
from maillage.reseau.selectors.annuaire import question_du_lien
from maillage.reseau.services import questions
from maillage.reseau.views.commun import donnees, tenter
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete


@never_cache
def repondre(request: Requete, jeton: str) -> HttpResponse:
    """Show the question and take the answer; an unknown, used or expired link says the same thing."""
    if freiner(f"reseau:repondre:{adresse_d_origine(request) or ''}", referentiels.reglages().reponses_par_heure):
        return _sans_index(render(request, "reseau/public/lien_perdu.html", {"freine": True}, status=429))
    question = question_du_lien(questions.empreinte_du_jeton(jeton), maintenant=timezone.now())
    if question is None:
        return _sans_index(render(request, "reseau/public/lien_perdu.html", status=404))
    form = ReponseForm(donnees(request))
    if form.is_bound and form.is_valid():
        texte, robot = form.cleaned_data["texte"], form.cleaned_data["site_web"]
        if robot or tenter(form, lambda: questions.repondre(question.pk, texte)):
            return _sans_index(render(request, "reseau/public/merci.html", {"question": question}))
    contexte = {"question": question, "form": form}
    return _sans_index(render(request, "reseau/public/repondre.html", contexte, status=422 if form.errors else 200))


def _sans_index(reponse: HttpResponse) -> HttpResponse:
    reponse["X-Robots-Tag"] = "noindex"
    return reponse
