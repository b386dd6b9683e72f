"""Opening a file, correcting an identity."""

from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maillage.parcours.forms import CreerJeuneForm, IdentiteForm, initial_identite
from maillage.parcours.models import Jeune
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.services import creer_jeune, modifier_identite
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete


def creer(request: Requete, dispositif: str) -> HttpResponse:
    """Create a young person with their first phase."""
    form = CreerJeuneForm(donnees(request))

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return creer_jeune(
            request.acteur,
            dispositif_id=request.dispositif.pk,
            identite=form.identite(),
            type_phase=valeurs["type_phase"],
            debut=valeurs["debut"],
        )

    page = PageFormulaire(
        titre="Ouvrir le dossier d'un jeune",
        phrase="Dites qui est ce jeune et dans quelle phase il arrive.",
        bouton="Ouvrir le dossier",
        retour=reverse("parcours:jeunes", args=[dispositif]),
    )
    return conduire(
        request, form, page=page, executer=executer, fait="Le dossier est ouvert.", suite=lambda j: _url(dispositif, j)
    )


def modifier(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Correct an identity."""
    connu = get_object_or_404(jeunes_visibles(request.acteur, request.dispositif), identifiant=jeune)
    form = IdentiteForm(donnees(request), initial=initial_identite(connu))

    def executer(valeurs: dict[str, Any]) -> models.Model:
        return modifier_identite(
            request.acteur, jeune=connu, dispositif_id=request.dispositif.pk, identite=form.identite()
        )

    page = PageFormulaire(
        titre=f"Corriger l'identité {de_qui(str(connu))}",
        phrase="Ces informations suivent le jeune dans tous ses dispositifs.",
        bouton="Enregistrer",
        retour=_url(dispositif, connu),
    )
    return conduire(request, form, page=page, executer=executer, fait="L'identité est enregistrée.")


def _url(dispositif: str, jeune: models.Model) -> str:
    return reverse("parcours:jeune", args=[dispositif, cast(Jeune, jeune).identifiant])
