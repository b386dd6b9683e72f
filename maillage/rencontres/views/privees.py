"""The private page of who is registered: confirm, withdraw, sign in, expectation, documents, notes, certificate, evaluation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.rencontres import services
from maillage.rencontres.calendrier import ecrire_calendrier
from maillage.rencontres.domain.demi_journees import LIBELLES_DEMI_JOURNEE, DemiJournee
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES, EtatInscription
from maillage.rencontres.forms.contenu import NotesForm
from maillage.rencontres.forms.publics import AttenteForm, EvaluationForm
from maillage.rencontres.models import Atelier, Attente, Inscription
from maillage.rencontres.selectors.inscriptions import inscription_du_jeton, pourquoi_attendre
from maillage.rencontres.services.ecriture import PARTICIPANT
from maillage.rencontres.services.liens import jeton_valide
from maillage.rencontres.views.commun import sans_index
from maillage.rencontres.views.inscriptions import rendre_attestation
from maillage.rencontres.views.rencontres import rendre_support
from maillage.socle.requete import Requete


def _titulaire(jeton: str) -> Inscription | None:
    inscription = inscription_du_jeton(jeton)
    return inscription if inscription is not None and jeton_valide(inscription, jeton) else None


def _perdu(request: Requete) -> HttpResponse:
    return sans_index(render(request, "rencontres/lien_perdu.html", status=404))


@never_cache
def ma_place(request: Requete, jeton: str) -> HttpResponse:
    """Show one's own registration and what may be done of it today."""
    inscription = _titulaire(jeton)
    if inscription is None:
        return _perdu(request)
    seance, aujourd_hui = inscription.seance, timezone.localdate()
    attend = inscription.etat == EtatInscription.EN_ATTENTE
    attente = Attente.objects.filter(inscription=inscription).first()
    place = inscription.etat == EtatInscription.INSCRIT
    contexte = {
        "inscription": inscription,
        "seance": seance,
        "rencontre": seance.rencontre,
        "jeton": jeton,
        "rang": pourquoi_attendre(inscription, le=aujourd_hui) if attend else None,
        "attente": AttenteForm(initial={"attente": attente.texte if attente else ""}),
        "vivante": inscription.etat in VIVANTES,
        "place": place,
        "ouvert": services.jour_ouvert(seance, timezone.now()) if place else None,
        "presences": [
            (e.jour, LIBELLES_DEMI_JOURNEE[DemiJournee(e.demi_journee)]) for e in inscription.emargements.all()
        ],
        "finie": seance.dernier_jour is not None and seance.dernier_jour <= aujourd_hui,
        "supports": list(seance.rencontre.supports.all()) if place else [],
        "ateliers": list(Atelier.objects.filter(seance=seance)) if place else [],
    }
    return sans_index(render(request, "rencontres/ma_place.html", contexte))


@never_cache
def ma_place_geste(request: Requete, jeton: str, geste: str) -> HttpResponse:
    """One act of who is registered: only sent by a button, never by opening a mail."""
    inscription = _titulaire(jeton)
    if inscription is None:
        return _perdu(request)
    if request.method == "POST":
        try:
            messages.success(request, _faire(inscription, geste, request))
        except ErreurRencontre as refus:
            messages.error(request, refus.message)
    return HttpResponseRedirect(reverse("rencontres:ma_place", args=[jeton]))


def _faire(inscription: Inscription, geste: str, request: Requete) -> str:
    if geste == "confirmer":
        relue = services.confirmer(inscription)
        return f"Merci, c'est confirmé : {relue.libelle_etat.lower()}."
    if geste == "annuler":
        services.annuler_inscription(PARTICIPANT, inscription, par_lien=True)
        return "Votre inscription est annulée. Merci d'avoir prévenu."
    if geste == "emarger":
        moment = services.emarger_soi_meme(inscription)
        return f"Merci, votre présence est notée ({LIBELLES_DEMI_JOURNEE[moment]})."
    if geste == "attente":
        services.noter_attente(inscription, request.POST.get("attente", "")[:20_000])
        return "Votre attente est enregistrée."
    raise ErreurRencontre("Ce geste n'existe pas.")


@never_cache
def mon_agenda(request: Requete, jeton: str) -> HttpResponse:
    """Give one's date as a calendar file."""
    inscription = _titulaire(jeton)
    if inscription is None:
        return _perdu(request)
    nom = inscription.seance.rencontre.titre
    octets = ecrire_calendrier([inscription.seance], nom=nom, adresse_publique="")
    entetes = {"Content-Disposition": 'attachment; filename="rencontre.ics"'}
    return sans_index(HttpResponse(octets, content_type="text/calendar; charset=utf-8", headers=entetes))


@never_cache
def mon_attestation(request: Requete, jeton: str) -> HttpResponse:
    """Give one's certificate."""
    inscription = _titulaire(jeton)
    if inscription is None:
        return _perdu(request)
    retour = reverse("rencontres:ma_place", args=[jeton])
    return sans_index(rendre_attestation(request, inscription, retour=retour))


@never_cache
def mon_support(request: Requete, jeton: str, support: str) -> HttpResponse:
    """Give a document to who has a place."""
    inscription = _titulaire(jeton)
    if inscription is None or inscription.etat != EtatInscription.INSCRIT:
        return _perdu(request)
    supports = inscription.seance.rencontre.supports.select_related("piece")
    return sans_index(rendre_support(request, PARTICIPANT, supports.filter(identifiant=support).first()))


@never_cache
def mes_notes(request: Requete, jeton: str, atelier: str) -> HttpResponse:
    """Write the notes of a workshop of one's date, with the others."""
    inscription = _titulaire(jeton)
    ateliers = Atelier.objects.filter(identifiant=atelier).select_related("seance__rencontre", "seance__commune")
    place = inscription is not None and inscription.etat == EtatInscription.INSCRIT
    trouve_ = ateliers.filter(seance=inscription.seance).first() if inscription is not None and place else None
    if inscription is None or trouve_ is None:
        return _perdu(request)
    retour = reverse("rencontres:ma_place", args=[jeton])
    form = NotesForm(request.POST if request.method == "POST" else None, acteur=PARTICIPANT, cible=trouve_)
    form.participant = inscription.nom_entier
    if form.is_bound and (fait := form.tenter()):
        messages.success(request, fait)
        return HttpResponseRedirect(retour)
    contexte = {"form": form, "retour": retour, "sujet": trouve_.titre, "rencontre": trouve_.seance.rencontre}
    return sans_index(render(request, "rencontres/notes_publiques.html", contexte, status=422 if form.errors else 200))


@never_cache
def evaluer(request: Requete, jeton: str) -> HttpResponse:
    """Ask what someone who came thought; the answer is kept apart from their name."""
    inscription = _titulaire(jeton)
    if inscription is None:
        return _perdu(request)
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.evaluer(inscription, form.cleaned_data)
        except ErreurRencontre as refus:
            form.add_error(None, refus.message)
        else:
            messages.success(request, "Merci, votre réponse est enregistrée sans votre nom.")
            return HttpResponseRedirect(reverse("rencontres:ma_place", args=[jeton]))
    contexte = {
        "inscription": inscription,
        "rencontre": inscription.seance.rencontre,
        "form": form,
        "venue": inscription.emargements.exists(),
        "retour": reverse("rencontres:ma_place", args=[jeton]),
    }
    return sans_index(render(request, "rencontres/evaluer.html", contexte, status=422 if form.errors else 200))
