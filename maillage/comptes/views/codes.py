"""The way in with a code given in person: type the code, make the account, and it is done."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.comptes import selectors, services
from maillage.comptes.formulaires_codes import CodeRecuForm, CompteForm, PhraseForm
from maillage.comptes.models import CodeEspace, Utilisateur
from maillage.comptes.recepteurs import inscrire
from maillage.comptes.tentatives import adresse_d_origine
from maillage.comptes.views.connexion import BACKEND
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete

CLE_SESSION = "code_espace"
ESSAIS_PAR_HEURE = 20
CODE_REFUSE = (
    "Ce code n'ouvre rien. Vérifiez chaque lettre, ou demandez un autre code à la personne qui vous l'a donné."
)
TROP = "Beaucoup d'essais viennent d'être faits ici. Attendez une heure, puis recommencez."


@never_cache
def code(request: Requete) -> HttpResponse:
    """Ask for the code; a wrong, used, expired or revoked one gets the same answer. A printed square fills the field, never sends it."""
    saisie = request.POST if request.method == "POST" else None
    form = CodeRecuForm(saisie, initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        if freiner(f"code {adresse_d_origine(request)}", ESSAIS_PAR_HEURE):
            form.add_error("code", TROP)
        else:
            trouve = services.essayer_code(form.cleaned_data["code"], maintenant=timezone.now())
            if trouve is not None:
                request.session[CLE_SESSION] = trouve.pk
                return redirect("comptes:code_compte")
            form.add_error("code", CODE_REFUSE)
    return render(request, "comptes/code.html", {"form": form})


@never_cache
def code_compte(request: Requete) -> HttpResponse:
    """Make the account that the code opens, or choose its password again; someone signed in is asked to join the code to their account."""
    trouve = selectors.code_en_cours(request.session.get(CLE_SESSION), maintenant=timezone.now())
    if trouve is None:
        return redirect("comptes:code")
    if request.user.is_authenticated:
        contexte = {"code": trouve, "possible": _famille(request) and trouve.remplace is None}
        return render(request, "comptes/code_rattacher.html", contexte)
    form = (PhraseForm if trouve.remplace else CompteForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            compte = services.entrer_avec_code(trouve.pk, form.voulu(), maintenant=timezone.now())
        except services.ErreurRepresentation as erreur:
            form.add_error("email" if "email" in form.fields else None, str(erreur))
        else:
            return _entrer(request, trouve, compte)
    return render(request, "comptes/code_compte.html", {"form": form, "code": trouve})


@require_POST
def code_rattacher(request: Requete) -> HttpResponse:
    """Join the code to the account of who is signed in."""
    trouve = selectors.code_en_cours(request.session.get(CLE_SESSION), maintenant=timezone.now())
    compte = request.user
    if trouve is None or not isinstance(compte, Utilisateur) or not _famille(request):
        return redirect("comptes:code")
    try:
        services.rattacher_avec_code(trouve.pk, compte, maintenant=timezone.now())
    except services.ErreurRepresentation as erreur:
        contexte = {"code": trouve, "possible": False, "erreur": str(erreur)}
        return render(request, "comptes/code_rattacher.html", contexte)
    del request.session[CLE_SESSION]
    return redirect("portail:accueil")


def code_fini(request: Requete) -> HttpResponse:
    """Say how to come back, and offer a second factor."""
    return render(request, "comptes/code_fini.html", {"compte": request.user})


def _entrer(request: Requete, trouve: CodeEspace, compte: Utilisateur) -> HttpResponse:
    request.session.pop(CLE_SESSION, None)
    login(request, compte, backend=BACKEND)
    inscrire(compte, "comptes.se_connecter")
    return redirect("comptes:code_fini")


def _famille(request: Requete) -> bool:
    """Tell whether the account may become one more time that of a family: it is nobody's at work."""
    compte = request.user
    if not isinstance(compte, Utilisateur) or compte.demonstration:
        return False
    return not selectors.habilitations_de(compte.pk, le=timezone.localdate())
