"""Consents of a young person: the matrix, one recipient, and the replay."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.liaison import services
from maillage.liaison.domain.consentement import champs_consentis
from maillage.liaison.forms import ConsentirForm, RejeuForm, RejouerForm
from maillage.liaison.referentiels import canaux, modele_courant
from maillage.liaison.selectors import accords_du_jeune, matrice_du_jeune, rejouer
from maillage.liaison.views.commun import (
    PageFormulaire,
    conduire,
    donnees,
    exiger_destinataire,
    trouver_jeune,
)
from maillage.socle.acteur import Acces
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture


def matrice(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show who may receive what, at a moment; the reading is journaled."""
    connu = trouver_jeune(request, jeune)
    form = RejouerForm(request.GET or None)
    au = form.moment()
    _tracer_lecture(request, "lire_consentements", connu.pk)
    contexte = {
        "jeune": connu,
        "form": form,
        "au": au,
        "genres": modele_courant(timezone.localdate(au)).genres,
        "lignes": matrice_du_jeune(connu.pk, request.dispositif.pk, au=au),
        "peut_ecrire": request.acteur.peut("liaison", Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "liaison/consentements.html", contexte)


def consentir(request: Requete, dispositif: str, jeune: str, destinataire: str) -> HttpResponse:
    """Write which fields one recipient may receive: those ticked are allowed, the others taken back."""
    connu, qui = trouver_jeune(request, jeune), exiger_destinataire(destinataire)
    accordes = champs_consentis(accords_du_jeune(connu.pk, request.dispositif.pk), qui.code, timezone.now())
    ouvrables = [(c.code, c.libelle) for c in modele_courant(timezone.localdate()).champs if c.code in qui.sur_accord]
    form = ConsentirForm(donnees(request), choix=ouvrables, accordes=accordes)
    retour = reverse("liaison:consentements", args=[dispositif, connu.identifiant])

    def executer(form: Any) -> str:
        portee = (connu.pk, request.dispositif.pk, qui.code)
        services.consentir_pour_la_famille(
            request.acteur, portee, form.cleaned_data["champs"], par=form.cleaned_data["par"], maintenant=timezone.now()
        )
        return retour

    page = PageFormulaire(
        titre=f"Accord pour : {qui.libelle}",
        phrase=f"Ce que la famille {de_qui(str(connu))} accepte de transmettre, en plus de ce que le texte prévoit. "
        "Un accord se retire à tout moment.",
        bouton="Enregistrer",
        retour=retour,
        fait="L'accord est enregistré. Les prochains envois le suivent ; ce qui est déjà parti reste écrit tel quel.",
    )
    return conduire(request, form, page=page, executer=executer)


def rejeu(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Choose a recipient and a moment, then go to what it could see and had received."""
    connu = trouver_jeune(request, jeune)
    form = RejeuForm(request.GET or None)
    if form.is_bound and form.is_valid():
        retour = reverse("liaison:recu", args=[dispositif, connu.identifiant, form.cleaned_data["destinataire"]])
        return HttpResponseRedirect(f"{retour}?{urlencode({'au': request.GET.get('au', '')})}")
    _tracer_lecture(request, "rejouer_consentement", connu.pk)
    contexte = {"jeune": connu, "form": form}
    return render(request, "liaison/rejeu.html", contexte, status=422 if form.errors else 200)


def recu(request: Requete, dispositif: str, jeune: str, destinataire: str) -> HttpResponse:
    """« Voir ce que l'école a reçu »: what one recipient could see and had received at a moment; the reading is journaled."""
    connu, qui = trouver_jeune(request, jeune), exiger_destinataire(destinataire)
    form = RejouerForm(request.GET or None)
    _tracer_lecture(request, "rejouer_consentement", connu.pk)
    contexte = {
        "jeune": connu,
        "form": form,
        "replay": rejouer(connu.pk, request.dispositif.pk, qui, au=form.moment()),
        "canaux": canaux(),
    }
    return render(request, "liaison/recu.html", contexte)


def _tracer_lecture(request: Requete, acte: str, jeune_id: int) -> None:
    journaliser_lecture(request.acteur, f"liaison.{acte}", jeune_id=jeune_id, dispositif_id=request.dispositif.pk)
