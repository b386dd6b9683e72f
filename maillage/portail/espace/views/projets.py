"""The project of the young person: the one in force, and the one that waits for an answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from maillage.comptes.views.commun import dire
from maillage.portail.espace.forms import AccordProjetForm
from maillage.portail.espace.selectors.projets import accords_a_donner
from maillage.portail.espace.views.commun import espace_ou_404, montrer, tracer
from maillage.projet.domain.contenu import contenu_de_json
from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.selectors.lecture import ecrire_facile, lire_pour_la_famille, reponses_possibles
from maillage.projet.services.projet_accords import donner_accord
from maillage.socle.requete import Requete


def projet(request: Requete, jeune: str) -> HttpResponse:
    """Show the project in force, easy to read; the context of projects journals the reading."""
    espace = espace_ou_404(request, jeune)
    lue = lire_pour_la_famille(request.acteur, espace.jeune.pk)
    contexte = {
        "lue": lue,
        "etapes": lue.facile() if lue else [],
        "attendus": accords_a_donner(request.acteur, espace.jeune.pk),
    }
    return montrer(request, espace, "projet", contexte, lecture=lue is None)


def accord_projet(request: Requete, jeune: str, accord: int) -> HttpResponse:
    """Show the project that is proposed, and take the answer."""
    espace = espace_ou_404(request, jeune)
    attendu = next((un for un in accords_a_donner(request.acteur, espace.jeune.pk) if un.pk == accord), None)
    if attendu is None:
        raise Http404("Aucune réponse n'est attendue ici.")
    form = AccordProjetForm(request.POST or None, choix=reponses_possibles())
    if request.method == "POST" and form.is_valid():
        lus = form.cleaned_data
        try:
            donner_accord(
                request.acteur,
                accord=attendu,
                reponse=lus["reponse"],
                commentaire=lus["commentaire"],
                maintenant=timezone.now(),
            )
        except (ErreurProjet, PermissionDenied) as erreur:
            form.add_error(None, str(erreur))
        else:
            dire(request, espace.dire("projet.note"))
            return redirect("espace:projet", espace.identifiant)
    tracer(request, espace, "projet")
    etapes = ecrire_facile(contenu_de_json(attendu.version.contenu), {})
    return montrer(request, espace, "accord_projet", {"form": form, "etapes": etapes, "accord": attendu}, lecture=False)
