"""The page of a partner without account. Until a right code is given, it is the same page for every token: living, expired or invented."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from maillage.comptes.tentatives import adresse_d_origine
from maillage.liaison import services
from maillage.liaison.documents.extrait_pdf import extrait_en_pdf
from maillage.liaison.forms import CodeForm
from maillage.liaison.referentiels import partage as reglages
from maillage.liaison.selectors.partage import Partage, empreinte_du_jeton, lire_partage
from maillage.socle.frein import freiner
from maillage.socle.requete import Requete

CLE_SESSION = "liaison_partages"
CODE_DEMANDE = "Si ce lien est valable, un code vient de partir vers l'adresse qui a reçu le lien. Regardez aussi les indésirables."
NON_OUVERT = (
    "Ce lien ou ce code ne s'ouvre pas. Recopiez le code du dernier courriel, ou demandez-en un nouveau. "
    "Si rien ne change, demandez un nouveau lien au dispositif."
)
TROP = "Beaucoup d'essais viennent de partir d'ici. Attendez une heure, puis recommencez."


@never_cache
def lire(request: Requete, jeton: str) -> HttpResponse:
    """Show the extract to who gave a right code within the hour; else ask for the code."""
    if request.method == "POST":
        return _sans_index(_essayer(request, jeton))
    ouvert = _ouvert(request, jeton)
    if ouvert is not None:
        return _sans_index(render(request, "liaison/partage_extrait.html", {"partage": ouvert, "jeton": jeton}))
    return _sans_index(_demander(request, CodeForm()))


@never_cache
def pdf(request: Requete, jeton: str) -> HttpResponse:
    """Send the extract as an accessible PDF, to who has it open."""
    ouvert = _ouvert(request, jeton)
    if ouvert is None:
        raise Http404("Ce lien ne s'ouvre pas.")
    entetes = {"Content-Disposition": f'inline; filename="extrait-{ouvert.lien.envoi.fiche.identifiant}.pdf"'}
    return _sans_index(HttpResponse(extrait_en_pdf(ouvert), content_type="application/pdf", headers=entetes))


def _essayer(request: Requete, jeton: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if _ouvert(request, jeton) is not None:
        return HttpResponseRedirect(reverse("partage:lire", args=[jeton]))
    if _trop(request, jeton):
        return _demander(request, form, TROP, 429)
    if "demander" in request.POST:
        services.demander_code(jeton, maintenant=timezone.now())
        messages.info(request, CODE_DEMANDE)
        return HttpResponseRedirect(reverse("partage:lire", args=[jeton]))
    saisie = form.cleaned_data["code"] if form.is_valid() else ""
    maintenant = timezone.now()
    if services.lire_avec_code(jeton, saisie, maintenant=maintenant) is None:
        return _demander(request, form, NON_OUVERT, 422)
    fin = maintenant + reglages().lecture
    request.session[CLE_SESSION] = {
        **request.session.get(CLE_SESSION, {}),
        empreinte_du_jeton(jeton): fin.isoformat(),
    }
    return HttpResponseRedirect(reverse("partage:lire", args=[jeton]))


def _demander(request: Requete, form: CodeForm, erreur: str = "", status: int = 200) -> HttpResponse:
    return render(request, "liaison/partage.html", {"form": form, "erreur": erreur}, status=status)


def _ouvert(request: Requete, jeton: str) -> Partage | None:
    """What this browser has open: asked of the database only for a link that a code opened here."""
    fin = request.session.get(CLE_SESSION, {}).get(empreinte_du_jeton(jeton))
    maintenant = timezone.now()
    if fin is None or datetime.fromisoformat(fin) <= maintenant:
        return None
    return lire_partage(jeton, maintenant=maintenant)


def _trop(request: Requete, jeton: str) -> bool:
    """Count the try under its address of origin and under the link: both have a limit per hour."""
    limite = reglages().essais_par_heure
    d_ici = freiner(f"partage {adresse_d_origine(request)}", limite)
    return freiner(f"partage {empreinte_du_jeton(jeton)}", limite) or d_ici


def _sans_index(reponse: HttpResponse) -> HttpResponse:
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse
