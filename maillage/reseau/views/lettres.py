"""Letters to the network: list, writing, preview with a real recipient, sending once, progress, what came back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.reseau.domain.erreurs import ConflitReseau, ErreurReseau
from maillage.reseau.forms.animation import FiltresLettresForm, LettreForm
from maillage.reseau.models import AudienceLettre, LettreReseau
from maillage.reseau.selectors import lettres as lire
from maillage.reseau.selectors.rencontres import rencontres_choisies
from maillage.reseau.services import lettres as services
from maillage.reseau.views.commun import (
    PAR_PAGE,
    PageFormulaire,
    dessiner,
    donnees,
    onglets,
    renvoyer_avec_version,
    tenter,
    version_lue,
)
from maillage.socle.requete import Requete

MONTRES = 12
"""Recipients shown by name before sending."""


@require_safe
def liste(request: Requete) -> HttpResponse:
    """List the letters of the mission."""
    form = FiltresLettresForm(request.GET or None)
    lus = form.lus()
    contexte = {
        "onglets": onglets(request, "lettres"),
        "form": form,
        "tri": lus["tri"],
        "filtree": bool(lus["q"] or lus["etat"]),
        "page": Paginator(lire.lister_lettres(request.acteur, **lus), PAR_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reseau/lettres.html", contexte)


@require_safe
def lettre(request: Requete, lettre: str) -> HttpResponse:
    """Show a letter: whom it would reach and how it reads, or how far its batch is."""
    trouvee = _trouver(request, lettre)
    contexte: dict[str, Any] = {"onglets": onglets(request, "lettres"), "lettre": trouvee}
    if trouvee.brouillon:
        vers = lire.destinataires(trouvee.audience, trouvee.criteres, le=timezone.localdate())
        rang = int(request.GET["rang"]) if request.GET.get("rang", "").isdigit() else 0
        choisi = vers[rang % len(vers)] if vers else lire.Destinataire("", "Camille Exemple", "Dispositif d'exemple")
        contexte |= {
            "nombre": len(vers),
            "montres": vers[:MONTRES],
            "choisi": choisi,
            "suivant": (rang + 1) % max(1, len(vers)),
            "apercu": services.apercu(trouvee, choisi),
        }
    else:
        contexte |= {"suivi": lire.suivi(trouvee)}
    if request.headers.get("HX-Request") and not trouvee.brouillon:
        return render(request, "reseau/_avancement.html", contexte)
    return render(request, "reseau/lettre.html", contexte)


def nouvelle(request: Requete) -> HttpResponse:
    """Write a letter."""
    form = _formulaire(request, {"audience": AudienceLettre.DISPOSITIFS, "roles": ["DIRECTION"]})
    if (
        form.is_bound
        and form.is_valid()
        and (ecrite := tenter(form, lambda: services.ecrire_lettre(request.acteur, form.champs())))
    ):
        return HttpResponseRedirect(reverse("reseau:lettre", args=[ecrite.identifiant]))
    return dessiner(
        request, form, _page("Nouvelle lettre", reverse("reseau:lettres")), onglets=onglets(request, "lettres")
    )


def modifier(request: Requete, lettre: str) -> HttpResponse:
    """Change a draft."""
    trouvee = _trouver(request, lettre)
    if not trouvee.brouillon:
        raise Http404("Une lettre partie ne change plus.")
    champs = {nom: getattr(trouvee, nom) for nom in ("objet", "texte", "audience", "version")}
    form = _formulaire(request, {**champs, **trouvee.criteres})
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        try:
            version = version_lue(form)
            services.ecrire_lettre(request.acteur, form.champs(), identifiant=lettre, version=version)
        except ConflitReseau as refus:
            form.add_error(None, refus.message)
            renvoyer_avec_version(form, "version", trouvee.version)
            enregistre = [("Objet", trouvee.objet), ("Texte", trouvee.texte)]
        except ErreurReseau as refus:
            form.add_error(refus.champ or None, refus.message)
        else:
            return HttpResponseRedirect(reverse("reseau:lettre", args=[lettre]))
    page = _page("Changer la lettre", reverse("reseau:lettre", args=[lettre]))
    return dessiner(request, form, page, onglets=onglets(request, "lettres"), enregistre=enregistre)


def _formulaire(request: Requete, depart: dict[str, Any]) -> LettreForm:
    return LettreForm(
        donnees(request),
        initial=depart,
        departements=lire.departements_connus(),
        rencontres=rencontres_choisies(),
    )


def _page(titre: str, retour: str) -> PageFormulaire:
    return PageFormulaire(
        titre,
        "Vous la relirez avec un vrai destinataire avant de l'envoyer.",
        "Relire",
        retour,
        (("Lettres", reverse("reseau:lettres")),),
    )


def _trouver(request: Requete, identifiant: str) -> LettreReseau:
    trouvee = lire.lettres_visibles(request.acteur).filter(identifiant=identifiant).first()
    if trouvee is None:
        raise Http404("Aucune lettre de cet identifiant.")
    return trouvee


@require_POST
def envoyer(request: Requete, lettre: str) -> HttpResponse:
    """Send a letter, once."""
    _trouver(request, lettre)
    version = request.POST.get("version", "")
    try:
        services.envoyer_lettre(request.acteur, lettre, version=int(version) if version.isdigit() else 0)
    except ConflitReseau:
        messages.error(request, "La lettre a changé depuis que vous l'avez relue : relisez-la avant de l'envoyer.")
    except ErreurReseau as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "La lettre part. Son avancement se lit ici.")
    return HttpResponseRedirect(reverse("reseau:lettre", args=[lettre]))


@require_POST
def noter_retour(request: Requete, lettre: str) -> HttpResponse:
    """Write that a mail of this letter came back."""
    trouvee = _trouver(request, lettre)
    try:
        adresse, motif = request.POST.get("adresse", ""), request.POST.get("motif", "")
        services.noter_retour(request.acteur, trouvee, adresse=adresse, motif=motif)
    except ErreurReseau as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "Le retour est noté.")
    return HttpResponseRedirect(reverse("reseau:lettre", args=[lettre]))


def supprimer(request: Requete, lettre: str) -> HttpResponse:
    """Throw a draft away, after saying what goes."""
    trouvee = _trouver(request, lettre)
    if not trouvee.brouillon:
        raise Http404("Une lettre partie ne se supprime pas.")
    if request.method == "POST":
        services.supprimer_lettre(request.acteur, lettre)
        messages.success(request, "Le brouillon est supprimé.")
        return HttpResponseRedirect(reverse("reseau:lettres"))
    contexte = {
        "titre": f"Supprimer « {trouvee.objet} » ?",
        "texte": "Personne ne l'a reçue : elle sera perdue.",
        "libelle": "Supprimer la lettre",
        "retour": reverse("reseau:lettre", args=[lettre]),
        "fil": [("Lettres", reverse("reseau:lettres"))],
        "onglets": onglets(request, "lettres"),
    }
    return render(request, "reseau/confirmer.html", contexte)
