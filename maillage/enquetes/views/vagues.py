"""Waves: one of them with its participation, its addresses, its acts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.enquetes import exports, selectors, services
from maillage.enquetes.domain.erreurs import ErreurEnquete
from maillage.enquetes.domain.etats import EtatVague
from maillage.enquetes.forms.filtres import FiltresInvitationsForm
from maillage.enquetes.forms.vagues import GESTES, AdressesForm, ContactsForm, NouvelleVagueForm
from maillage.enquetes.models import Enquete
from maillage.enquetes.selectors.invitations import invitation_visible, lister_invitations, suivi_des_envois
from maillage.enquetes.views.commun import (
    adresse_enquete,
    adresse_vague,
    donnees,
    en_pages,
    envoyer,
    geste_connu,
    liens,
    montrer,
    peut_ecrire,
    trouver_enquete,
    trouver_vague,
)
from maillage.socle.requete import Requete
from maillage.structures.selectors import dispositifs_par_departement

COLONNES_TRIABLES = (("adresse", "Adresse"), ("dispositif", "Dispositif"))


def nouvelle_vague(request: Requete, enquete: str) -> HttpResponse:
    """Prepare a wave."""
    trouvee = trouver_enquete(enquete)
    form = NouvelleVagueForm(donnees(request), acteur=request.acteur, cible=trouvee)
    return montrer(
        request, form, retour=adresse_enquete(trouvee), suite=lambda: adresse_vague(form.cible), enquete=trouvee
    )


def lire(request: Requete, vague: str) -> HttpResponse:
    """Show a wave: where it is, who was written to, how many answered."""
    trouvee = trouver_vague(request, vague)
    aujourd_hui = timezone.localdate()
    derniere = trouvee.enquete.versions.first()
    contexte = {
        "vague": trouvee,
        "etat": trouvee.etat(aujourd_hui),
        "libelle_etat": trouvee.libelle_etat(aujourd_hui),
        "ton": trouvee.ton(aujourd_hui),
        "ouverte": trouvee.etat(aujourd_hui) is EtatVague.OUVERTE,
        "commencee": aujourd_hui >= trouvee.debut,
        "participation": selectors.participation(trouvee),
        "suivi": suivi_des_envois(trouvee),
        "versions": selectors.versions_repondues(trouvee),
        "nouvelle_version": derniere if derniere is not None and derniere.pk != trouvee.version_id else None,
        "peut_ecrire": peut_ecrire(request),
    }
    return render(request, "enquetes/vague.html", contexte)


def invitations(request: Requete, vague: str) -> HttpResponse:
    """Show the addresses and their mails; the page comes back by itself while mails wait."""
    trouvee = trouver_vague(request, vague)
    form = FiltresInvitationsForm(request.GET or None)
    filtres = form.filtres()
    contexte = {
        "vague": trouvee,
        "suivi": suivi_des_envois(trouvee),
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, lister_invitations(trouvee, filtres)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "enquetes:exporter_invitations", trouvee.identifiant),
        "peut_ecrire": peut_ecrire(request) and trouvee.close_le is None,
    }
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == "avancement":
        return render(request, "enquetes/_avancement.html", contexte)
    return render(request, "enquetes/invitations.html", contexte)


def exporter_invitations(request: Requete, vague: str, extension: str) -> HttpResponse:
    """Send the filtered addresses as a file."""
    trouvee = trouver_vague(request, vague)
    lignes = lister_invitations(trouvee, FiltresInvitationsForm(request.GET or None).filtres())
    return envoyer(request, lambda: exports.feuille_invitations(lignes), "invitations", extension)


def inviter(request: Requete, vague: str) -> HttpResponse:
    """Paste addresses."""
    trouvee = trouver_vague(request, vague)
    form = AdressesForm(donnees(request), acteur=request.acteur, cible=trouvee)
    retour = reverse("enquetes:invitations", args=[trouvee.identifiant])
    return montrer(request, form, retour=retour, suite=lambda: retour, vague=trouvee)


def prendre_contacts(request: Requete, vague: str) -> HttpResponse:
    """Take the addresses of accounts of dispositifs."""
    trouvee = trouver_vague(request, vague)
    connus = sorted(dispositifs_par_departement(request.acteur))
    form = ContactsForm(donnees(request), acteur=request.acteur, cible=trouvee, departements=connus)
    retour = reverse("enquetes:invitations", args=[trouvee.identifiant])
    return montrer(request, form, retour=retour, suite=lambda: retour, vague=trouvee)


@require_POST
def retirer_invitation(request: Requete, vague: str, invitation: str) -> HttpResponse:
    """Take an address off the list."""
    trouvee = trouver_vague(request, vague)
    visee = invitation_visible(trouvee, invitation)
    if visee is None:
        raise Http404("Cette adresse n'est plus dans la liste.")
    try:
        services.retirer_invitation(request.acteur, visee)
    except ErreurEnquete as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, f"{visee.adresse} n'est plus dans la liste. Collez-la de nouveau pour la reprendre.")
    return redirect("enquetes:invitations", trouvee.identifiant)


def geste_vague(request: Requete, vague: str, geste: str) -> HttpResponse:
    """One act on a wave."""
    trouvee = trouver_vague(request, vague)
    form = geste_connu(GESTES, geste)(donnees(request), acteur=request.acteur, cible=trouvee)

    def suite() -> str:
        if isinstance(form.cible, Enquete):
            return adresse_enquete(form.cible)
        page = "resultats" if geste == "clore" else "vague"
        return reverse(f"enquetes:{page}", args=[trouvee.identifiant])

    return montrer(request, form, retour=adresse_vague(trouvee), suite=suite, vague=trouvee)
