"""Breaking the glass, and reviewing the glasses broken."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours import services
from maillage.parcours.forms.equipe import BrisForm, FiltreBrisForm, RevueForm
from maillage.parcours.models import BrisDeGlace
from maillage.parcours.referentiels import fonctions, reglage
from maillage.parcours.selectors.bris import A_RELIRE, TOUS, bris_visibles
from maillage.parcours.views.commun import trouver_jeune
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.acteur import Acces
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete

PAR_PAGE = 50


def briser(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Open a closed file for a written reason."""
    connu = trouver_jeune(request, jeune)
    heures = reglage("bris_duree_heures", timezone.localdate())
    page = PageFormulaire(
        titre=f"Ouvrir le dossier {de_qui(str(connu))}",
        phrase=f"Vous n'êtes pas de son équipe. Le dossier s'ouvre pour {heures} heures, en lecture ; "
        "votre motif et vos lectures sont inscrits au journal, puis relus.",
        bouton="Ouvrir le dossier",
        retour=reverse("parcours:jeune", args=[dispositif, connu.identifiant]),
    )

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return services.briser_la_glace(
            request.acteur, jeune=connu, dispositif_id=request.dispositif.pk, maintenant=timezone.now(), **valeurs
        )

    return conduire(
        request,
        BrisForm(donnees(request)),
        page=page,
        executer=executer,
        fait=f"Le dossier est ouvert pour {heures} heures.",
    )


@require_safe
def liste(request: Requete) -> HttpResponse:
    """List the glasses broken in the dispositifs of the person, those to review first."""
    etat = request.GET.get("etat", "") or A_RELIRE
    page = Paginator(bris_visibles(request.acteur, etat=etat), PAR_PAGE).get_page(request.GET.get("page"))
    connues = fonctions()
    contexte = {
        "form": FiltreBrisForm(request.GET or None),
        "page": page,
        "etat": etat,
        "lignes": [
            {
                "bris": bris,
                "qui": _nom(request, bris),
                "fonction": connues.get(bris.fonction, bris.fonction),
                "mien": bris.compte_id == request.acteur.identifiant,
                "peut_relire": request.acteur.peut("bris", Acces.ECRITURE, bris.dispositif_id),
            }
            for bris in page.object_list
        ],
        "jours": reglage("bris_revue_jours", timezone.localdate()),
    }
    return render(request, "parcours/bris.html", contexte)


def relire(request: Requete, bris: int) -> HttpResponse:
    """Say whether a broken glass was justified."""
    trouve = get_object_or_404(bris_visibles(request.acteur, etat=TOUS), pk=bris)
    page = PageFormulaire(
        titre=f"Relire l'accès {de_qui(trouve.compte_libelle)}",
        phrase=f"Dossier {de_qui(_nom(request, trouve))}, motif écrit : « {trouve.motif} »",
        bouton="Enregistrer la relecture",
        retour=reverse("bris:liste"),
    )
    return conduire(
        request,
        RevueForm(donnees(request)),
        page=page,
        executer=lambda valeurs: services.revoir_bris(
            request.acteur, bris=trouve, maintenant=timezone.now(), **valeurs
        ),
        fait="La relecture est enregistrée.",
    )


def _nom(request: Requete, bris: BrisDeGlace) -> str:
    """The name of the young person for whoever sees identities there, their public identifier for the others."""
    if request.acteur.peut("identite", dispositif_id=bris.dispositif_id):
        return str(bris.jeune)
    return f"jeune {bris.jeune.identifiant}"
