"""Registrations for who has an account: register, list, correct, withdraw, doubles, certificate."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.rencontres import exports, selectors, services
from maillage.rencontres.documents.attestation import certificat_de
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.forms.filtres import FiltresInscriptionsForm
from maillage.rencontres.forms.inscriptions import GESTES, InscrireForm
from maillage.rencontres.models import Inscription
from maillage.rencontres.permissions import anime
from maillage.rencontres.selectors.inscriptions import doublons_de, retours_de
from maillage.rencontres.views.commun import (
    adresse_de,
    en_pages,
    envoyer,
    geste_connu,
    jouer,
    liens,
    trouve,
    trouver_rencontre,
    trouver_seance,
)
from maillage.socle.attestations import attestation_pdf
from maillage.socle.pieces import reponse_fichier
from maillage.socle.requete import Requete

COLONNES_TRIABLES = (("nom", "Nom"), ("structure", "Établissement"), ("arrivee", "Arrivée"), ("etat", "État"))


def inscrire(request: Requete, seance: str) -> HttpResponse:
    """Register someone for a date."""
    trouvee = trouver_seance(request, seance)
    retour = adresse_de(trouvee.rencontre)
    encore = reverse("rencontres:inscrire", args=[seance])
    return jouer(
        request,
        InscrireForm,
        cible=trouvee,
        retour=retour,
        apres=lambda _: encore if "encore" in request.POST else retour,
        sujet=f"{trouvee.rencontre.titre}, {trouvee}",
        encore=True,
        remplissage=selectors.remplissages([trouvee])[trouvee.pk],
    )


def inscriptions(request: Requete, rencontre: str) -> HttpResponse:
    """Show who comes: everyone to who runs meetings, their own people to the others."""
    trouvee = trouver_rencontre(request, rencontre)
    form = FiltresInscriptionsForm(request.GET or None, rencontre=trouvee)
    filtres = form.filtres()
    tout = anime(request.acteur)
    contexte = {
        "rencontre": trouvee,
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_inscriptions(request.acteur, trouvee, filtres)),
        "colonnes_triables": COLONNES_TRIABLES,
        "retours": retours_de(trouvee),
        "liens_export": liens(request, "rencontres:exporter_inscriptions", trouvee.identifiant),
        "anime": tout,
        "doublons": len(doublons_de(trouvee)) if tout else 0,
    }
    return render(request, "rencontres/inscriptions.html", contexte)


def exporter_inscriptions(request: Requete, rencontre: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    trouvee = trouver_rencontre(request, rencontre)
    filtres = FiltresInscriptionsForm(request.GET or None, rencontre=trouvee).filtres()
    lignes = selectors.lister_inscriptions(request.acteur, trouvee, filtres)
    nom = f"inscriptions-{trouvee.identifiant}"
    return envoyer(request, lambda: exports.feuille_inscriptions(lignes, retours_de(trouvee)), nom, extension)


def inscription_geste(request: Requete, inscription: str, geste: str) -> HttpResponse:
    """One act on a registration."""
    trouvee = _trouver(request, inscription)
    rencontre = trouvee.seance.rencontre
    retour = adresse_de(rencontre, "inscriptions")
    sujet = f"{trouvee.nom_entier}, {rencontre.titre}"
    return jouer(request, geste_connu(GESTES, geste), cible=trouvee, retour=retour, sujet=sujet)


def attestation(request: Requete, inscription: str) -> HttpResponse:
    """Give the certificate of someone who came."""
    trouvee = _trouver(request, inscription)
    return rendre_attestation(request, trouvee, retour=adresse_de(trouvee.seance.rencontre, "inscriptions"))


def rendre_attestation(request: Requete, inscription: Inscription, *, retour: str) -> HttpResponse:
    """Answer with the PDF, or go back with why there is none."""
    try:
        faite = services.emettre_attestation(inscription)
    except ErreurRencontre as refus:
        messages.error(request, refus.message)
        return redirect(retour)
    certificat = certificat_de(faite, adresse_publique=settings.ADRESSE_PUBLIQUE)
    return reponse_fichier(f"attestation-{faite.code}.pdf", "PDF", attestation_pdf(certificat), en_ligne=True)


def doublons(request: Requete, rencontre: str) -> HttpResponse:
    """Show the pairs that look alike, and take what the hand says of one."""
    trouvee = trouver_rencontre(request, rencontre)
    paires = doublons_de(trouvee)
    if request.method == "POST":
        return _trancher(request, paires, adresse_de(trouvee, "doublons"))
    return render(
        request, "rencontres/doublons.html", {"rencontre": trouvee, "paires": paires, "le": timezone.localdate()}
    )


def _trancher(request: Requete, paires: list[tuple[Inscription, Inscription]], retour: str) -> HttpResponse:
    cles = (request.POST.get("une"), request.POST.get("autre"))
    une, autre = next((paire for paire in paires if (paire[0].identifiant, paire[1].identifiant) == cles), (None, None))
    if une is None or autre is None:
        messages.info(request, "Ces deux inscriptions ne se ressemblent plus : rien n'a changé.")
        return redirect(retour)
    geste = request.POST.get("geste")
    try:
        if geste == "deux":
            services.ecarter_doublon(request.acteur, une, autre)
            messages.success(request, "C'est noté : ce sont deux personnes.")
        else:
            garder, retirer = (une, autre) if geste == "une" else (autre, une)
            services.fusionner(request.acteur, garder, retirer)
            messages.success(request, f"Une seule inscription reste : {garder.nom_entier}.")
    except ErreurRencontre as refus:
        messages.error(request, refus.message)
    return redirect(retour)


def _trouver(request: Requete, identifiant: str) -> Inscription:
    lue = selectors.inscription_par_identifiant(request.acteur, identifiant)
    inscription: Inscription = trouve(lue, "Aucune inscription de cet identifiant ne vous est ouverte.")
    return inscription
