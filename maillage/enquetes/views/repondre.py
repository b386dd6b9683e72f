"""The page of who answers, without account: one page after the other, then everything to read again, then sent.

Nothing is kept before the end: what was typed travels in the page itself, never in a session. A link used, unknown or too late gives one same page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from maillage.appui_ressource.domain.nommage import noms_reperes
from maillage.appui_ressource.referentiels import mots_connus
from maillage.comptes.tentatives import adresse_d_origine
from maillage.enquetes import referentiels, services
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.parcours import EtapeReponse, choisis, est_montree, etapes, suivante
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion
from maillage.enquetes.forms.repondre import EtapeForm, en_champs
from maillage.enquetes.models import VagueEnquete, VersionQuestionnaire
from maillage.enquetes.selectors import version_de
from maillage.enquetes.selectors.invitations import vague_du_jeton
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete

RELECTURE = "relecture"
PRECEDENT, ALLER, ENVOYER = "precedent", "aller", "envoyer"


@dataclass(frozen=True)
class Saisie:
    """Where someone is: the version shown, what is answered so far."""

    vague: VagueEnquete
    version: VersionQuestionnaire
    contenu: dict[str, Any]

    @property
    def questionnaire(self) -> Questionnaire:
        return self.version.questionnaire

    @property
    def pages(self) -> tuple[EtapeReponse, ...]:
        return etapes(self.questionnaire)


@never_cache
def repondre(request: Requete, jeton: str) -> HttpResponse:
    """Show a page of the questionnaire, take what was typed, go on."""
    if freiner(f"enquete {adresse_d_origine(request)}", referentiels.reglages().essais_par_heure):
        return _discret(render(request, "enquetes/sans_effet.html", {"trop": True}, status=429))
    vague = vague_du_jeton(jeton)
    saisie = _saisie(request, vague) if vague is not None else None
    if saisie is None:
        return _sans_effet(request)
    if request.method != "POST":
        return _page(request, saisie, suivante(saisie.pages, -1, {}))
    return _avancer(request, saisie, jeton)


@never_cache
def merci(request: Requete) -> HttpResponse:
    """Say thank you, to anyone."""
    return _discret(render(request, "enquetes/merci.html"))


def _saisie(request: Requete, vague: VagueEnquete) -> Saisie | None:
    """Return where the person is; a version published meanwhile does not change the one that is being answered."""
    if request.method != "POST":
        return Saisie(vague, vague.version, {})
    numero = request.POST.get("numero", "")
    version = version_de(vague.enquete, int(numero)) if numero.isdecimal() and len(numero) < 6 else None
    if version is None or version.numero > vague.version.numero:
        return None
    return Saisie(vague, version, _deja(request.POST.get("deja", "")))


def _deja(texte: str) -> dict[str, Any]:
    """Return what earlier pages carried; anything else is nothing."""
    if len(texte) > referentiels.reglages().contenu_octets_max:
        return {}
    try:
        lu = json.loads(texte)
    except (ValueError, RecursionError):
        return {}
    return {str(code)[:40]: _simple(valeur) for code, valeur in lu.items()} if isinstance(lu, dict) else {}


def _simple(valeur: Any) -> Any:
    """Return a text, a list of texts or a table of texts, whatever was sent; a half character is replaced."""
    if isinstance(valeur, dict):
        return {str(cle)[:40]: _simple(str(choix or "")) for cle, choix in valeur.items()}
    if isinstance(valeur, list):
        return [_simple(str(choix or "")) for choix in valeur]
    return str("" if valeur is None else valeur).encode("utf-8", "replace").decode()


def _avancer(request: Requete, saisie: Saisie, jeton: str) -> HttpResponse:
    acte, _, ou = request.POST.get("acte", "").partition(":")
    rang = request.POST.get("etape", "")
    if rang == RELECTURE:
        return _depuis_la_relecture(request, saisie, jeton, acte, ou)
    etape = _etape(saisie, rang)
    if etape is None:
        return _page(request, saisie, suivante(saisie.pages, -1, {}))
    form = EtapeForm(etape.visibles(saisie.contenu), donnees=request.POST)
    contenu = {**saisie.contenu, **form.saisi()}
    avancee = Saisie(saisie.vague, saisie.version, contenu)
    if acte == PRECEDENT:
        return _page(request, avancee, suivante(saisie.pages, etape.numero, contenu, pas=-1) or etape)
    if not form.is_valid():
        return _page(request, avancee, etape, form)
    apres = suivante(saisie.pages, etape.numero, contenu)
    return _page(request, avancee, apres) if apres else _relire(request, avancee)


def _depuis_la_relecture(request: Requete, saisie: Saisie, jeton: str, acte: str, ou: str) -> HttpResponse:
    if acte == ALLER and (etape := _etape(saisie, ou)) is not None:
        return _page(request, saisie, etape)
    if acte != ENVOYER:
        return _relire(request, saisie)
    try:
        services.deposer_reponse(jeton, numero=saisie.version.numero, contenu=saisie.contenu)
    except services.LienSansEffet:
        return _sans_effet(request)
    except services.ReponseAFinir as refus:
        return _a_corriger(request, saisie, refus.fautes)
    except ErreurEnquete as refus:
        return _relire(request, saisie, erreur=refus.message)
    return _discret(HttpResponseRedirect(reverse("enquetes:merci")))


def _a_corriger(request: Requete, saisie: Saisie, fautes: Mapping[str, str]) -> HttpResponse:
    """Go back to the first page that holds a fault, its errors shown."""
    etape = next(page for page in saisie.pages if any(q.code in fautes for q in page.visibles(saisie.contenu)))
    questions = etape.visibles(saisie.contenu)
    return _page(request, saisie, etape, EtapeForm(questions, donnees=en_champs(questions, saisie.contenu)))


def _etape(saisie: Saisie, rang: str) -> EtapeReponse | None:
    numero = int(rang) if rang.isdecimal() and len(rang) < 4 else -1
    return saisie.pages[numero] if 0 <= numero < len(saisie.pages) else None


def _page(request: Requete, saisie: Saisie, etape: EtapeReponse | None, form: EtapeForm | None = None) -> HttpResponse:
    if etape is None:
        return _relire(request, saisie)
    form = form or EtapeForm(etape.visibles(saisie.contenu), contenu=saisie.contenu)
    contexte = {
        **_commun(saisie),
        "etape": etape,
        "form": form,
        "premiere": suivante(saisie.pages, etape.numero, saisie.contenu, pas=-1) is None,
        "avancement": (etape.numero + 1, len(saisie.pages)),
    }
    return _discret(render(request, "enquetes/repondre.html", contexte, status=422 if form.errors else 200))


def _relire(request: Requete, saisie: Saisie, *, erreur: str = "") -> HttpResponse:
    """Show everything before it leaves, and the names that seem written."""
    questionnaire = saisie.questionnaire
    lignes = [
        (page, [(q, en_mots(q, saisie.contenu.get(q.code))) for q in page.visibles(saisie.contenu)])
        for page in saisie.pages
    ]
    noms = tuple(
        nom
        for question in questionnaire.questions()
        if question.type is TypeQuestion.TEXTE and est_montree(question, saisie.contenu)
        for nom in noms_reperes(str(saisie.contenu.get(question.code) or ""), mots_connus())
    )
    contexte = {**_commun(saisie), "lignes": [ligne for ligne in lignes if ligne[1]], "noms": noms, "erreur": erreur}
    return _discret(render(request, "enquetes/relire.html", contexte, status=422 if erreur else 200))


def en_mots(question: QuestionEnquete, valeur: Any) -> list[str]:
    """Return an answer as its author reads it again, a line each; empty when there is none."""
    if not valeur:
        return []
    if question.type is TypeQuestion.MATRICE:
        donnes = valeur if isinstance(valeur, Mapping) else {}
        return [
            f"{ligne.libelle} : {question.libelle_du_choix(str(donnes[ligne.code]))}"
            for ligne in question.lignes
            if ligne.code in donnes
        ]
    if question.type in {TypeQuestion.TEXTE, TypeQuestion.NOMBRE}:
        return [f"{valeur} {question.unite}".strip()]
    return [question.libelle_du_choix(str(code)) for code in choisis(valeur)]


def _commun(saisie: Saisie) -> dict[str, Any]:
    return {
        "vague": saisie.vague,
        "questionnaire": saisie.questionnaire,
        "numero": saisie.version.numero,
        "deja": json.dumps(saisie.contenu, ensure_ascii=False),
    }


def _sans_effet(request: Requete) -> HttpResponse:
    return _discret(render(request, "enquetes/sans_effet.html", status=404))


def _discret(reponse: HttpResponse) -> HttpResponse:
    """Keep the link out of search engines and of the addresses that a browser tells the next site."""
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "same-origin"
    return reponse
