"""Signing in by the list, the sheet to print, the code of the room."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from maillage.rencontres import services
from maillage.rencontres.documents.feuille import rapport_de_feuille
from maillage.rencontres.domain.demi_journees import LIBELLES_DEMI_JOURNEE, DemiJournee
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.models import JourSeance, SeanceRencontre
from maillage.rencontres.selectors.inscriptions import a_emarger
from maillage.rencontres.views.commun import trouver_seance
from maillage.socle.attestations import dessiner_qr
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.rapports import reponse_rapport
from maillage.socle.requete import Requete


def emargement(request: Requete, seance: str) -> HttpResponse:
    """Show the list of a day to tick, and write it."""
    trouvee = trouver_seance(request, seance)
    jours = list(trouvee.jours.all())
    jour = _jour(request, jours)
    if request.method == "POST" and jour is not None:
        return _emarger(request, trouvee, jour)
    inscrits = a_emarger(trouvee)
    moments = jour.demi_journees if jour else ()
    presents = {
        (e.inscription_id, e.demi_journee)
        for une in inscrits
        for e in une.emargements.all()
        if jour and e.jour_id == jour.pk
    }
    contexte = {
        "seance": trouvee,
        "rencontre": trouvee.rencontre,
        "jours": jours,
        "jour": jour,
        "moments": [(moment.value, LIBELLES_DEMI_JOURNEE[moment]) for moment in moments],
        "lignes": [
            (une, [(m.value, LIBELLES_DEMI_JOURNEE[m], (une.pk, m.value) in presents) for m in moments])
            for une in inscrits
        ],
        "presents": len({cle for cle, _ in presents}),
        "trop_tot": jour is not None and jour.le > timezone.localdate(),
    }
    return render(request, "rencontres/emargement.html", contexte)


def _jour(request: Requete, jours: list[JourSeance]) -> JourSeance | None:
    """Return the day asked for, else today, else the last one past, else the first."""
    voulu = request.POST.get("jour") or request.GET.get("jour") or timezone.localdate().isoformat()
    passes = [jour for jour in jours if jour.le.isoformat() <= voulu]
    return passes[-1] if passes else next(iter(jours), None)


def _emarger(request: Requete, seance: SeanceRencontre, jour: JourSeance) -> HttpResponse:
    coches = []
    for mot in request.POST.getlist("present"):
        cle, _, moment = mot.partition("-")
        if cle.isdigit() and moment in list(DemiJournee):
            coches.append((int(cle), DemiJournee(moment)))
    try:
        nombre = services.emarger_la_liste(request.acteur, jour, coches)
        messages.success(request, f"L'émargement est enregistré : {ecrire_compte(nombre, 'demi-journée')}.")
    except ErreurRencontre as refus:
        messages.error(request, refus.message)
    adresse = reverse("rencontres:emargement", args=[seance.identifiant])
    return redirect(f"{adresse}?jour={jour.le.isoformat()}")


def feuille(request: Requete, seance: str, extension: str) -> HttpResponse:
    """Send the sign-in sheet, to print."""
    trouvee = trouver_seance(request, seance)
    rapport = rapport_de_feuille(trouvee, a_emarger(trouvee), le=timezone.localdate())
    return reponse_rapport(rapport, f"emargement-{trouvee.identifiant}", extension)


def affiche(request: Requete, seance: str) -> HttpResponse:
    """Show the code of the room, to project or to print."""
    trouvee = trouver_seance(request, seance)
    adresse = f"{settings.ADRESSE_PUBLIQUE}{reverse('rencontres:presence', args=[trouvee.code_presence])}"
    contexte = {
        "seance": trouvee,
        "rencontre": trouvee.rencontre,
        "adresse": adresse,
        "qr": mark_safe(dessiner_qr(adresse, taille=8)),  # noqa: S308 (drawn here from our own address)
    }
    return render(request, "rencontres/affiche.html", contexte)
