"""The pages of anyone: meetings open to all, registration without account, calendars, check of a certificate, the code of the room."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.comptes.tentatives import adresse_d_origine
from maillage.rencontres import referentiels, selectors, services
from maillage.rencontres.calendrier import ecrire_calendrier
from maillage.rencontres.documents.attestation import ecrire_heures, jours_suivis
from maillage.rencontres.domain.demi_journees import LIBELLES_DEMI_JOURNEE
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import EtatRencontre
from maillage.rencontres.forms.publics import InscriptionPubliqueForm, PresenceForm, VerifierForm
from maillage.rencontres.models import SeanceRencontre
from maillage.rencontres.selectors import public as lectures
from maillage.rencontres.services.flux import acteur_du_flux
from maillage.rencontres.views.commun import sans_index, trouve
from maillage.rencontres.views.rencontres import reponse_ics
from maillage.socle.attestations import lire_code
from maillage.socle.formulaires import placer_refus
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete

TROP = "Beaucoup d'envois viennent de partir d'ici. Attendez une heure, puis recommencez."
INCONNU = "Aucune attestation ne porte ce code. Vérifiez chaque signe ; une attestation refaite change de code."
INTROUVABLE = "Nous ne retrouvons pas cette adresse parmi les inscrits de cette date. Signez la liste à l'accueil."


def publiques(request: Requete) -> HttpResponse:
    """Show the meetings open to all, to come."""
    return render(
        request,
        "rencontres/publiques.html",
        {"rencontres": lectures.rencontres_publiques_a_venir(le=timezone.localdate())},
    )


def publique(request: Requete, rencontre: str) -> HttpResponse:
    """Show one meeting open to all."""
    trouvee = trouve(lectures.rencontre_publique(rencontre), "Aucune rencontre publique de cet identifiant.")
    dates = selectors.seances_de(trouvee)
    remplissages = selectors.remplissages(dates)
    aujourd_hui = timezone.localdate()
    limite = trouvee.inscriptions_jusqu_au
    ouverte = trouvee.etat == EtatRencontre.ANNONCEE and (limite is None or limite >= aujourd_hui)
    contexte = {
        "rencontre": trouvee,
        "dates": [(seance, remplissages[seance.pk], _a_venir(seance, aujourd_hui)) for seance in dates],
        "intervenants": list(trouvee.intervenants.all()),
        "ouverte": ouverte,
    }
    return render(request, "rencontres/publique.html", contexte)


def _a_venir(seance: SeanceRencontre, le: Any) -> bool:
    return not seance.annulee and seance.dernier_jour is not None and seance.dernier_jour >= le


@never_cache
def inscription_publique(request: Requete, seance: str) -> HttpResponse:
    """Register without account: the answer is the same whoever is already there."""
    trouvee = trouve(lectures.seance_publique(seance), "Aucune date publique de cet identifiant.")
    form = InscriptionPubliqueForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (form.robot or _demander(request, trouvee, form)):
        return HttpResponseRedirect(reverse("rencontres:merci"))
    contexte = {
        "seance": trouvee,
        "rencontre": trouvee.rencontre,
        "form": form,
        "remplissage": selectors.remplissages([trouvee])[trouvee.pk],
        "annees": referentiels.reglages(timezone.localdate()).conservation_jours // 365,
    }
    return sans_index(
        render(request, "rencontres/inscription_publique.html", contexte, status=422 if form.errors else 200)
    )


def _demander(request: Requete, seance: SeanceRencontre, form: InscriptionPubliqueForm) -> bool:
    reglages = referentiels.reglages(timezone.localdate())
    navigateur = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    limites = (
        (f"navigateur {navigateur}", reglages.inscriptions_par_navigateur),
        (f"adresse {adresse_d_origine(request)}", reglages.inscriptions_par_adresse),
        (f"courriel {form.saisie().courriel.lower()}", reglages.demandes_par_courriel),
    )
    if any(freiner(f"rencontres {origine}", limite) for origine, limite in limites):
        form.add_error(None, TROP)
        return False
    try:
        services.inscrire_sans_compte(seance, form.saisie())
    except ErreurRencontre as refus:
        placer_refus(form, refus)
        return False
    return True


def merci(request: Requete) -> HttpResponse:
    """Say what comes next; it knows nothing of who asked."""
    return sans_index(render(request, "rencontres/merci.html"))


def calendrier_public(request: Requete) -> HttpResponse:
    """Give every meeting open to all as a feed."""
    dates = _dates(lectures.rencontres_publiques())
    return _ics(ecrire_calendrier(dates, nom="Rencontres ouvertes à tous", adresse_publique=""))


def flux(request: Requete, jeton: str) -> HttpResponse:
    """Give the meetings that an account sees, as a feed for its calendar."""
    acteur = acteur_du_flux(jeton)
    if acteur is None:
        raise Http404("Ce calendrier n'existe pas ou n'est plus ouvert.")
    dates = _dates(selectors.rencontres_visibles(acteur).exclude(etat=EtatRencontre.BROUILLON))
    return sans_index(_ics(ecrire_calendrier(dates, nom="Rencontres du réseau", adresse_publique="")))


def agenda_public(request: Requete, rencontre: str) -> HttpResponse:
    """Give one meeting open to all as a calendar file."""
    trouvee = trouve(lectures.rencontre_publique(rencontre), "Aucune rencontre publique de cet identifiant.")
    page = reverse("rencontres:publique", args=[trouvee.identifiant])
    return reponse_ics(trouvee, f"{settings.ADRESSE_PUBLIQUE}{page}")


def _dates(rencontres: Any) -> list[SeanceRencontre]:
    seances = SeanceRencontre.objects.filter(rencontre__in=rencontres).select_related("rencontre", "commune")
    return list(seances.prefetch_related("jours").order_by("premier_jour", "pk"))


def _ics(octets: bytes) -> HttpResponse:
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8")


@never_cache
def verifier(request: Requete) -> HttpResponse:
    """Check the code of a certificate; a wrong one is told nothing else."""
    donnees = request.POST if request.method == "POST" else (request.GET if "code" in request.GET else None)
    form = VerifierForm(donnees)
    attestation = None
    if form.is_bound and form.is_valid():
        limite = referentiels.reglages(timezone.localdate()).verifications_par_adresse
        if freiner(f"rencontres verifier {adresse_d_origine(request)}", limite):
            form.add_error(None, TROP)
        else:
            code = lire_code(form.cleaned_data["code"])
            attestation = lectures.attestation_du_code(code) if code else None
            if attestation is None:
                form.add_error("code", INCONNU)
    contexte = {
        "form": form,
        "attestation": attestation,
        "heures": ecrire_heures(attestation) if attestation else "",
        "jours": jours_suivis(attestation) if attestation else (),
    }
    return sans_index(render(request, "rencontres/verifier.html", contexte, status=422 if form.errors else 200))


@never_cache
def presence(request: Requete, code: str) -> HttpResponse:
    """Sign in with the code of the room: the mail of the registration, nothing more."""
    seance = trouve(lectures.seance_de_la_salle(code), "Ce code n'est celui d'aucune salle.")
    form = PresenceForm(request.POST if request.method == "POST" else None)
    fait = _signer(request, seance, form) if form.is_bound and form.is_valid() else ""
    contexte = {
        "seance": seance,
        "rencontre": seance.rencontre,
        "form": form,
        "fait": fait,
        "ouvert": services.jour_ouvert(seance, timezone.now()),
    }
    return sans_index(render(request, "rencontres/presence.html", contexte, status=422 if form.errors else 200))


def _signer(request: Requete, seance: SeanceRencontre, form: PresenceForm) -> str:
    """Return the half-day signed in words, empty with the error set; only tries that find nobody count against the origin."""
    try:
        moment = services.emarger_par_la_salle(seance, **form.cleaned_data)
    except ErreurRencontre as refus:
        placer_refus(form, refus)
        return ""
    if moment is not None:
        return LIBELLES_DEMI_JOURNEE[moment]
    limite = referentiels.reglages(timezone.localdate()).presences_refusees_par_adresse
    freine = freiner(f"rencontres presence {adresse_d_origine(request)}", limite)
    form.add_error(None if freine else "courriel", TROP if freine else INTROUVABLE)
    return ""
