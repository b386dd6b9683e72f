"""The settings of services: which one each kind of activity is, what that covers, what is left."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.projet.domain.prestations import CriterePrestation
from maillage.projet.forms.prestations import CHAMPS_DES_VALEURS, CorrespondanceForm
from maillage.projet.models import CorrespondancePrestation
from maillage.projet.referentiels import version_serafin
from maillage.projet.selectors import prestations as lire
from maillage.projet.services import prestations as services
from maillage.projet.views.ecrits_commun import PageSaisie, acte, conduire, donnees, lien
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete


@require_safe
def reglages(request: Requete, dispositif: str) -> HttpResponse:
    """Show every rule in the order it is tried, with what it covered over the last three months."""
    contexte = {
        "reglages": lire.reglages_des_prestations(request.acteur, request.dispositif.pk, le=timezone.localdate()),
        "version": version_serafin(),
        "peut_ecrire": request.acteur.peut("prestations", Acces.ECRITURE, request.dispositif.pk),
    }
    return render(request, "projet/prestations.html", contexte)


def poser(request: Requete, dispositif: str) -> HttpResponse:
    """Set a rule; `?critere=&valeur=` fills the form."""
    activites = lire.activites_du_dispositif(request.dispositif.pk, le=timezone.localdate())
    form = CorrespondanceForm(donnees(request), activites=activites, initial=_depart(request))
    page = PageSaisie(
        titre="Poser une prestation",
        phrase="La règle remplace celle livrée avec Maillage pour la même chose. Elle vaut aussi pour ce qui a déjà eu lieu.",
        bouton="Poser la règle",
        retour=lien(request, "prestations"),
        fait="La règle est posée.",
        fil=(("Prestations", lien(request, "prestations")),),
        gabarit="projet/prestation.html",
    )

    def executer() -> None:
        services.poser_correspondance(
            request.acteur, dispositif=request.dispositif, **form.regle(), maintenant=timezone.now()
        )

    return conduire(request, form, page=page, executer=executer)


@require_POST
def retirer(request: Requete, dispositif: str, correspondance: int) -> HttpResponse:
    """Withdraw a rule of the establishment."""
    trouvee = _trouver(request, correspondance)
    return acte(
        request,
        lambda: services.retirer_correspondance(request.acteur, correspondance=trouvee, maintenant=timezone.now()),
        retour=lien(request, "prestations"),
        fait=f"La règle « {trouvee.valeur} » est retirée : celle livrée avec Maillage s'applique de nouveau, s'il y en a une.",
        annuler=lien(request, "remettre_prestation", correspondance),
    )


@require_POST
def remettre(request: Requete, dispositif: str, correspondance: int) -> HttpResponse:
    """Put a withdrawn rule again."""
    trouvee = _trouver(request, correspondance)
    return acte(
        request,
        lambda: services.remettre_correspondance(request.acteur, correspondance=trouvee),
        retour=lien(request, "prestations"),
        fait=f"La règle « {trouvee.valeur} » est remise.",
    )


def _trouver(request: Requete, pk: int) -> CorrespondancePrestation:
    trouvee = lire.correspondance_visible(request.acteur, request.dispositif.pk, pk)
    if trouvee is None:
        raise Http404("Cette règle n'est pas de ce dispositif.")
    return trouvee


def _depart(request: Requete) -> dict[str, str]:
    """What the address fills: a kind of activity without a rule, or a rule to change."""
    critere, valeur = request.GET.get("critere", "ACTIVITE"), request.GET.get("valeur", "")
    if critere not in set(CriterePrestation):
        return {}
    champ = CHAMPS_DES_VALEURS[CriterePrestation(critere)]
    return {"critere": critere, champ: valeur, "prestation": request.GET.get("prestation", "")}
