"""The directory: who accepts to tell what they have done; contact details come by a gesture, and the gesture is told."""

from __future__ import annotations

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.bibliotheque.referentiels import libelle_theme
from maillage.reseau import referentiels
from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.exports import feuille_annuaire
from maillage.reseau.forms.annuaire import FiltresAnnuaireForm, OffreForm, QuestionForm, ReponseForm
from maillage.reseau.models import OffreExperience, PreferenceContact
from maillage.reseau.permissions import ANNUAIRE
from maillage.reseau.selectors import annuaire as lire
from maillage.reseau.services import annuaire as services
from maillage.reseau.services import questions
from maillage.reseau.views.commun import (
    PAR_PAGE,
    PageFormulaire,
    dessiner,
    donnees,
    envoyer_feuille,
    liens_export,
    lieu_de,
    mes_dispositifs,
    onglets,
    renvoyer_avec_version,
    tenter,
    version_lue,
)
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete


@require_safe
def annuaire(request: Requete) -> HttpResponse:
    """Show the offers, the nearest first."""
    form, lignes = _lignes(request)
    contexte = {
        "onglets": onglets(request, "annuaire"),
        "form": form,
        "tri": request.GET.get("tri") or "distance",
        "page": Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page")),
        "filtree": bool(request.GET),
        "peut_ecrire": request.acteur.peut(ANNUAIRE, Acces.ECRITURE),
        "liens_export": liens_export(request, "reseau:exporter_annuaire"),
    }
    return render(request, "reseau/annuaire.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered offers, without names nor contact details."""
    _, lignes = _lignes(request)
    return envoyer_feuille(request, feuille_annuaire(lignes), "annuaire", extension)


def _lignes(request: Requete) -> tuple[FiltresAnnuaireForm, list[lire.LigneAnnuaire]]:
    lieux = [(d.code, d.nom) for d in mes_dispositifs(request)]
    form = FiltresAnnuaireForm(request.GET or None, lieux=lieux)
    filtres = form.filtres(depuis=lieux[0][0] if lieux else "")
    return form, lire.chercher_offres(request.acteur, filtres, le=timezone.localdate())


@require_safe
def offre(request: Requete, offre: str) -> HttpResponse:
    """Show an offer, without contact details until they are asked for."""
    return _montrer(request, _trouver(request, offre))


@require_POST
def coordonnees(request: Requete, offre: str) -> HttpResponse:
    """Show the contact details: the person is told."""
    try:
        montree = services.montrer_coordonnees(request.acteur, offre, depuis=lieu_de(request))
    except ErreurReseau as refus:
        messages.error(request, refus.message)
        return HttpResponseRedirect(reverse("reseau:annuaire"))
    return _montrer(request, montree, visibles=True)


def _montrer(request: Requete, offre: OffreExperience, *, visibles: bool = False) -> HttpResponse:
    contexte = {
        "onglets": onglets(request, "annuaire"),
        "offre": offre,
        "themes": [libelle_theme(code) for code in offre.themes],
        "visibles": visibles,
        "sienne": offre.utilisateur_id == request.acteur.identifiant,
        "peut_ecrire": request.acteur.peut(ANNUAIRE, Acces.ECRITURE),
        "preference": PreferenceContact(offre.preference).label,
    }
    reponse = render(request, "reseau/offre.html", contexte)
    reponse["Cache-Control"] = "no-store"
    return reponse


def _trouver(request: Requete, identifiant: str) -> OffreExperience:
    trouvee = lire.offre_ouverte(request.acteur, identifiant, le=timezone.localdate())
    if trouvee is None:
        raise Http404("Cette offre n'est plus proposée.")
    return trouvee


def demander(request: Requete, offre: str) -> HttpResponse:
    """Ask a question to the author of an offer."""
    trouvee = _trouver(request, offre)
    form = QuestionForm(donnees(request))
    if form.is_bound and form.is_valid():
        texte, depuis = form.cleaned_data["texte"], lieu_de(request)
        if tenter(form, lambda: questions.poser_question(request.acteur, offre, texte, depuis=depuis)):
            messages.success(
                request, f"Votre question est partie vers {trouvee.nom}. La réponse vous viendra par courriel."
            )
            return HttpResponseRedirect(reverse("reseau:mes_questions"))
    page = PageFormulaire(
        f"Demander à {trouvee.nom}",
        f"Sur « {trouvee.titre} ». Aucune adresse n'est montrée, ni la vôtre ni la sienne.",
        "Envoyer la question",
        reverse("reseau:offre", args=[offre]),
        (("Annuaire", reverse("reseau:annuaire")), (trouvee.titre, reverse("reseau:offre", args=[offre]))),
    )
    return dessiner(request, form, page, onglets=onglets(request, "annuaire"))


def repondre(request: Requete, question: str) -> HttpResponse:
    """Answer from one's own account a question that waits."""
    posee = lire.questions_recues(request.acteur).filter(identifiant=question, repondue_le__isnull=True).first()
    if posee is None:
        raise Http404("Aucune question de cet identifiant ne vous attend.")
    form = ReponseForm(donnees(request))
    del form.fields["site_web"]
    if form.is_bound and form.is_valid():
        texte = form.cleaned_data["texte"]
        if tenter(form, lambda: questions.repondre_en_personne(request.acteur, question, texte)):
            messages.success(request, f"Votre réponse est partie vers {posee.auteur_nom}.")
            return HttpResponseRedirect(reverse("reseau:mes_questions"))
    page = PageFormulaire(
        f"Répondre à {posee.auteur_nom}",
        f"Sur « {posee.offre.titre} » : {posee.texte}",
        "Envoyer ma réponse",
        reverse("reseau:mes_questions"),
        (("Mes questions", reverse("reseau:mes_questions")),),
    )
    return dessiner(request, form, page, onglets=onglets(request, "questions"))


@require_safe
def mes_questions(request: Requete) -> HttpResponse:
    """Show what one asked and what one was asked."""
    contexte = {
        "onglets": onglets(request, "questions"),
        "posees": Paginator(lire.questions_posees(request.acteur), PAR_PAGE).get_page(request.GET.get("page")),
        "recues": list(lire.questions_recues(request.acteur)[:PAR_PAGE]),
    }
    return render(request, "reseau/mes_questions.html", contexte)


@require_safe
def mes_offres(request: Requete) -> HttpResponse:
    """Show one's own offers, and who looked at the contact details."""
    contexte = {
        "onglets": onglets(request, "offres"),
        "offres": [(o, o.ouverte(timezone.localdate())) for o in lire.mes_offres(request.acteur)],
        "regards": lire.qui_a_regarde(request.acteur),
    }
    return render(request, "reseau/mes_offres.html", contexte)


def proposer(request: Requete) -> HttpResponse:
    """Offer what one has done."""
    siens = {d.code: d for d in mes_dispositifs(request, acces=Acces.ECRITURE)}
    fin = timezone.localdate() + relativedelta(months=referentiels.reglages().offre_mois_propose)
    depart = {"nom": request.acteur.libelle, "preference": PreferenceContact.MAILLAGE, "jusqu_au": fin}
    form = OffreForm(donnees(request), initial=depart, dispositifs=[(d.code, d.nom) for d in siens.values()])
    if form.is_bound and form.is_valid():
        dispositif_id = siens[form.cleaned_data["dispositif"]].pk
        if tenter(form, lambda: services.proposer_experience(request.acteur, dispositif_id, form.cleaned_data)):
            messages.success(request, "Votre expérience est dans l'annuaire. Vous la retirez quand vous voulez.")
            return HttpResponseRedirect(reverse("reseau:mes_offres"))
    page = PageFormulaire(
        "Partager mon expérience",
        "Ce que vous avez fait, et comment vous acceptez qu'on vous joigne.",
        "Mettre dans l'annuaire",
        reverse("reseau:annuaire"),
        (("Annuaire", reverse("reseau:annuaire")),),
    )
    return dessiner(request, form, page, onglets=onglets(request, "offres"))


def modifier(request: Requete, offre: str) -> HttpResponse:
    """Change one's own offer."""
    sienne = _sienne(request, offre)
    form = OffreForm(
        donnees(request),
        initial=_depart(sienne),
        dispositifs=[(sienne.dispositif.code, sienne.dispositif.nom)],
    )
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            services.modifier_experience(request.acteur, offre, form.cleaned_data, version=version_lue(form))
        except ConflitReseau as refus:
            form.add_error(None, refus.message)
            renvoyer_avec_version(form, "version", sienne.version)
            enregistre = [("Titre", sienne.titre), ("Récit", sienne.recit)]
        except ErreurReseau as refus:
            form.add_error(refus.champ or None, refus.message)
        else:
            messages.success(request, "Votre offre est enregistrée.")
            return HttpResponseRedirect(reverse("reseau:mes_offres"))
    page = PageFormulaire(
        "Changer mon offre",
        "Votre accord est redonné aujourd'hui.",
        "Enregistrer",
        reverse("reseau:mes_offres"),
        (("Mes offres", reverse("reseau:mes_offres")),),
    )
    return dessiner(request, form, page, onglets=onglets(request, "offres"), enregistre=enregistre)


def _depart(offre: OffreExperience) -> dict[str, Any]:
    champs = {nom: getattr(offre, nom) for nom in services.CHAMPS}
    return {**champs, "themes": offre.themes, "dispositif": offre.dispositif.code, "version": offre.version}


def _sienne(request: Requete, identifiant: str) -> OffreExperience:
    trouvee = lire.mon_offre(request.acteur, identifiant)
    if trouvee is None or trouvee.retiree_le is not None:
        raise Http404("Aucune offre à vous de cet identifiant.")
    return trouvee


def retirer(request: Requete, offre: str) -> HttpResponse:
    """Take one's own offer away, after saying what goes."""
    sienne = _sienne(request, offre)
    if request.method == "POST":
        services.retirer_experience(request.acteur, offre)
        messages.success(request, "Votre offre est retirée : le texte et les coordonnées sont effacés.")
        return HttpResponseRedirect(reverse("reseau:mes_offres"))
    contexte = {
        "titre": f"Retirer « {sienne.titre} » ?",
        "texte": "Elle disparaît aussitôt de l'annuaire ; récit et coordonnées sont effacés. Les réponses déjà données restent.",
        "libelle": "Retirer mon offre",
        "retour": reverse("reseau:mes_offres"),
        "fil": [("Mes offres", reverse("reseau:mes_offres"))],
        "onglets": onglets(request, "offres"),
    }
    return render(request, "reseau/confirmer.html", contexte)
