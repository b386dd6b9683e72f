"""Accounts: list, one person, open, invite, close."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.comptes import permissions, selectors, services
from maillage.comptes.forms import FiltrePersonnesForm, OuvrirCompteForm
from maillage.comptes.invitation import lien_d_invitation, peut_etre_invite
from maillage.comptes.models import Utilisateur
from maillage.comptes.views.commun import compte_ou_404, dire
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

PAR_PAGE = 50


def personnes(request: Requete) -> HttpResponse:
    """List the accounts of the scope, with search and filters in the address."""
    form = FiltrePersonnesForm(request.GET, acteur=request.acteur)
    page = Paginator(selectors.personnes(request.acteur, form.filtre()), PAR_PAGE).get_page(request.GET.get("page"))
    lignes = [(compte, _actives(compte)) for compte in page.object_list]
    contexte = {
        "form": form,
        "page": page,
        "lignes": lignes,
        "peut_ouvrir": request.acteur.peut("comptes", Acces.ECRITURE),
    }
    return render(request, "comptes/personnes.html", contexte)


def _actives(compte: Utilisateur) -> list[object]:
    return [h for h in compte.habilitations.all() if h.etat(timezone.localdate()) == "EN_COURS"]


def personne(request: Requete, pk: int) -> HttpResponse:
    """Show an account, its habilitations, and what the acting person may do about them."""
    compte = compte_ou_404(request, pk)
    acteur = request.acteur
    ecrit = acteur.peut("comptes", Acces.ECRITURE) and acteur.identifiant != pk
    lignes = [
        (
            h,
            h.etat(timezone.localdate()),
            ecrit and permissions.peut_accorder(acteur, role=h.role, dispositif_id=h.dispositif_id),
        )
        for h in compte.habilitations.all()
    ]
    gerable = ecrit and services.peut_gerer_compte(acteur, compte)
    contexte = {"compte": compte, "lignes": lignes, "ecrit": ecrit, "gerable": gerable}
    contexte["invitable"] = gerable and peut_etre_invite(compte)
    return render(request, "comptes/personne.html", contexte)


def ouvrir_compte(request: Requete) -> HttpResponse:
    """Open an account with its first habilitation, and go to the invitation."""
    form = OuvrirCompteForm(request.POST or None, acteur=request.acteur)
    if request.method == "POST" and form.is_valid():
        try:
            compte, nouveau = _ouvrir(request, form)
        except services.ErreurHabilitation as erreur:
            form.add_error(None, str(erreur))
        else:
            texte = "Compte ouvert." if nouveau else "Un compte existait à cette adresse : il a reçu l'habilitation."
            dire(request, texte)
            return redirect("comptes:inviter" if nouveau else "comptes:personne", pk=compte.pk)
    return render(request, "comptes/ouvrir.html", {"form": form})


@transaction.atomic
def _ouvrir(request: Requete, form: OuvrirCompteForm) -> tuple[Utilisateur, bool]:
    acteur = request.acteur
    compte, nouveau = services.ouvrir_compte(acteur, email=form.cleaned_data["email"], nom=form.cleaned_data["nom"])
    services.donner_habilitation(acteur, compte, **form.habilitation())
    return compte, nouveau


def inviter(request: Requete, pk: int) -> HttpResponse:
    """Send by mail, or show, the link by which a new account chooses its password."""
    compte = compte_ou_404(request, pk)
    if not (services.peut_gerer_compte(request.acteur, compte) and peut_etre_invite(compte)):
        return redirect("comptes:personne", pk=pk)
    if request.method != "POST":
        return render(request, "comptes/invitation.html", {"compte": compte})
    lien = request.build_absolute_uri(lien_d_invitation(compte))
    if request.POST.get("moyen") == "lien":
        services.journaliser_invitation(request.acteur, compte)
        return render(request, "comptes/invitation.html", {"compte": compte, "lien": lien})
    services.inviter_par_courriel(request.acteur, compte, lien=lien)
    dire(request, f"L'invitation part à {compte.email}.")
    return redirect("comptes:personne", pk=pk)


@require_POST
def desactiver(request: Requete, pk: int) -> HttpResponse:
    """Close an account to sign-in."""
    services.changer_activite(request.acteur, compte_ou_404(request, pk), actif=False)
    dire(
        request,
        "Compte fermé : la personne ne peut plus se connecter.",
        annuler=reverse("comptes:reactiver", args=[pk]),
    )
    return redirect("comptes:personne", pk=pk)


@require_POST
def reactiver(request: Requete, pk: int) -> HttpResponse:
    """Open a closed account again."""
    services.changer_activite(request.acteur, compte_ou_404(request, pk), actif=True)
    dire(request, "Compte rouvert.", annuler=reverse("comptes:desactiver", args=[pk]))
    return redirect("comptes:personne", pk=pk)
