"""The register of releases: list, one release, and releasing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.activite.regles import charger_jeu
from maillage.pilotage import selectors, services
from maillage.pilotage.bord.adresses import parametres
from maillage.pilotage.forms import RestitutionForm
from maillage.pilotage.models import Publication
from maillage.pilotage.protection import ProtectionImpossibleError
from maillage.pilotage.publie import afficher
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.pilotage.views.restitution import PRESENTATIONS, fichier
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

PAR_PAGE = 25
REFUS = (services.TableauPerimeError, services.DejaPublieError, services.PublicationVideError)


@require_safe
def liste(request: Requete) -> HttpResponse:
    """List the releases, latest first."""
    page = Paginator(selectors.publications(), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "jeux": [charger_jeu(regles) for regles in sorted({publication.regles for publication in page.object_list})],
        "peut_publier": request.acteur.peut("restitution", Acces.ECRITURE),
    }
    return render(request, "pilotage/publications.html", contexte)


@require_safe
def detail(request: Requete, periode: str, numero: int) -> HttpResponse:
    """Show a released table, read from its frozen bytes."""
    publication = _charger(periode, numero)
    contexte = {
        "publication": publication,
        "jeu": charger_jeu(publication.regles),
        "tableau": afficher(bytes(publication.tableau)),
        "adresse_chiffre": f"{reverse('pilotage:chiffre_publie', args=[periode, numero])}?",
        "liens": [
            ("CSV", reverse("pilotage:publication_csv", args=[periode, numero])),
            *(
                (mots, reverse("pilotage:publication_fichier", args=[periode, numero, nom, extension]))
                for mots, nom, extension in PRESENTATIONS
            ),
        ],
        "retours": publication.retours if request.acteur.dispositifs("retours_transmis") is None else [],
    }
    return render(request, "pilotage/publication.html", contexte)


@require_safe
def telecharger(request: Requete, periode: str, numero: int) -> HttpResponse:
    """Send the frozen bytes."""
    publication = _charger(periode, numero)
    nom = f"restitution-{periode}-publication-{numero}-{publication.regles}-{publication.public}"
    return fichier(bytes(publication.tableau), nom)


@require_POST
def publier(request: Requete) -> HttpResponse:
    """Release the table that the person has just read; if it has changed meanwhile, show it again instead."""
    form = RestitutionForm(request.POST, periodes=periodes_ouvertes())
    choix = form.choix()
    relire = f"{reverse('pilotage:restitution')}?{urlencode(parametres(choix))}"
    if not form.is_valid():
        messages.error(request, "Rien n'est publié : vérifiez la période, le public et le seuil.")
        return HttpResponseRedirect(relire)
    try:
        publication = services.publier_tableau(request.acteur, choix, vu=request.POST.get("vu", ""))
    except REFUS as refus:
        messages.error(request, str(refus))
        return HttpResponseRedirect(relire)
    except ProtectionImpossibleError:
        messages.error(request, "Rien n'est publié : aucun tableau sûr n'existe à ce seuil.")
        return HttpResponseRedirect(relire)
    messages.success(request, "Le tableau est publié et remis aux établissements. Il ne changera plus.")
    return HttpResponseRedirect(reverse("pilotage:publication", args=[publication.periode, publication.numero]))


def _charger(periode: str, numero: int) -> Publication:
    publication = selectors.publication_par_numero(periode, numero)
    if publication is None:
        raise Http404("Cette publication n'existe pas.")
    return publication
