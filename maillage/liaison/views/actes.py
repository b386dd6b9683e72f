"""The acts on a sheet: one table, one way to run them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from maillage.liaison import forms, services
from maillage.liaison.models import FicheLiaison
from maillage.liaison.selectors.comptes import comptes_connus
from maillage.liaison.views.commun import PageFormulaire, conduire, donnees, trouver_fiche
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete


@dataclass(frozen=True)
class ActeDePage:
    """An act: its form, its service, its words."""

    service: Callable[..., Any]
    titre: str
    phrase: str
    bouton: str
    fait: str
    form: type[django_forms.Form] = forms.ConfirmerForm
    danger: bool = False


ACTES: dict[str, ActeDePage] = {
    "evaluer": ActeDePage(
        services.commencer_evaluation,
        "Commencer l'évaluation",
        "Les besoins et les souhaits sont évalués avec la famille, l'équipe de l'école et les partenaires.",
        "Commencer l'évaluation",
        "L'évaluation est commencée.",
    ),
    "proposer": ActeDePage(
        services.proposer_fiche,
        "Proposer la fiche à la famille",
        "Le texte sera figé : chaque signataire signe exactement le même. Une correction sera une nouvelle fiche.",
        "Proposer la fiche",
        "La fiche est proposée. Son texte ne change plus.",
    ),
    "annuler": ActeDePage(
        services.annuler_fiche,
        "Annuler la fiche",
        "L'accompagnement actuel continue. La fiche reste lisible, marquée « annulée ».",
        "Annuler la fiche",
        "La fiche est annulée.",
        danger=True,
    ),
    "retracter": ActeDePage(
        services.retracter,
        "Noter une rétractation",
        "La famille peut changer d'avis jusqu'au dernier jour du délai, sans donner de raison. L'accompagnement d'avant revient.",
        "Noter la rétractation",
        "La rétractation est notée. L'accompagnement d'avant continue.",
        forms.RetracterForm,
        danger=True,
    ),
    "observer": ActeDePage(
        services.observer,
        "Noter une observation",
        "Une observation faite pendant le délai part avec la fiche.",
        "Noter l'observation",
        "L'observation est notée.",
        forms.ObserverForm,
    ),
    "appliquer": ActeDePage(
        services.appliquer_au_parcours,
        "Appliquer au parcours avant la fin du délai",
        "Les périodes changent à la date d'effet. Elles reviennent si la famille se rétracte.",
        "Appliquer au parcours",
        "Le parcours suit la fiche. Il reviendra en arrière en cas de rétractation.",
    ),
    "mettre-en-vigueur": ActeDePage(
        services.mettre_en_vigueur,
        "Mettre en vigueur",
        "Les périodes de modalité et la scolarité suivent la fiche à sa date d'effet.",
        "Mettre en vigueur",
        "La fiche est en vigueur et le parcours la suit.",
    ),
    "clore": ActeDePage(
        services.clore_fiche,
        "Clore la fiche",
        "Ce que disait la fiche est terminé et aucune autre ne la remplace.",
        "Clore la fiche",
        "La fiche est close.",
    ),
    "saisir-cdaph": ActeDePage(
        services.saisir_cdaph,
        "Préparer une saisine de la CDAPH",
        "Un texte est rédigé, rien n'est envoyé : relisez-le avec la famille.",
        "Rédiger la saisine",
        "Le texte de saisine est rédigé.",
        forms.SaisirForm,
    ),
    "deposer-saisine": ActeDePage(
        services.deposer_saisine,
        "Noter le dépôt de la saisine",
        "Donnez le jour où la demande a été déposée à la MDPH.",
        "Noter le dépôt",
        "Le dépôt est noté.",
        forms.DeposerForm,
    ),
    "classer": ActeDePage(
        services.classer_sans_suite,
        "Classer sans suite",
        "L'accompagnement actuel continue, sans nouvelle proposition.",
        "Classer sans suite",
        "La fiche est classée sans suite.",
    ),
}
SUR_LA_SAISINE = frozenset({"deposer-saisine"})


def conduire_acte(request: Requete, dispositif: str, fiche: str, acte: str) -> HttpResponse:
    """Run an act of the table on a sheet."""
    if acte not in ACTES:
        raise Http404("Cet acte n'existe pas.")
    choisi, trouvee = ACTES[acte], trouver_fiche(request, fiche)
    cible = _cible(trouvee, acte)

    def executer(form: Any) -> str:
        choisi.service(request.acteur, **cible, **form.cleaned_data, maintenant=timezone.now())
        return ""

    page = PageFormulaire(
        titre=f"{choisi.titre} : {trouvee.jeune}",
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        retour=_retour(dispositif, trouvee),
        fait=choisi.fait,
        danger=choisi.danger,
    )
    return conduire(request, choisi.form(donnees(request)), page=page, executer=executer, fiche=trouvee)


def repondre(request: Requete, dispositif: str, fiche: str, signataire: int) -> HttpResponse:
    """Write the answer of one signatory."""
    trouvee = trouver_fiche(request, fiche)
    qui = get_object_or_404(trouvee.signataires.all(), pk=signataire)

    def executer(form: Any) -> str:
        services.recueillir_reponse(request.acteur, signataire=qui, **form.cleaned_data, maintenant=timezone.now())
        return ""

    page = PageFormulaire(
        titre=f"Réponse {de_qui(qui.nom)}",
        phrase="La preuve gardée : qui, comment, quand, et l'empreinte du texte lu. Une réponse donnée ne se modifie pas.",
        bouton="Enregistrer la réponse",
        retour=_retour(dispositif, trouvee),
        fait="La réponse est enregistrée.",
    )
    return conduire(request, forms.RepondreForm(donnees(request)), page=page, executer=executer, fiche=trouvee)


def relier(request: Requete, dispositif: str, fiche: str, signataire: int) -> HttpResponse:
    """Say which account a signatory answers with."""
    trouvee = trouver_fiche(request, fiche)
    qui = get_object_or_404(trouvee.signataires.all(), pk=signataire)
    connus = comptes_connus(trouvee.jeune_id, le=timezone.localdate())
    choix = [(compte.pk, compte.nom) for compte in connus if compte.qualite == qui.qualite]
    depart = {"compte": qui.compte.compte_id if hasattr(qui, "compte") else None}

    def executer(form: Any) -> str:
        services.relier_compte(
            request.acteur, signataire=qui, compte_id=form.cleaned_data["compte"], maintenant=timezone.now()
        )
        return ""

    page = PageFormulaire(
        titre=f"Compte {de_qui(qui.nom)}",
        phrase="La personne signera en ligne avec ce compte, et avec lui seul. Les comptes se créent avec un code remis en main propre.",
        bouton="Enregistrer",
        retour=_retour(dispositif, trouvee),
        fait="Le compte est enregistré.",
    )
    form = forms.RelierForm(donnees(request), comptes=choix, initial=depart)
    return conduire(request, form, page=page, executer=executer, fiche=trouvee)


def _cible(fiche: FicheLiaison, acte: str) -> dict[str, Any]:
    if acte not in SUR_LA_SAISINE:
        return {"fiche": fiche}
    if not hasattr(fiche, "saisine"):
        raise Http404("Aucune saisine n'est rédigée pour cette fiche.")
    return {"saisine": fiche.saisine}


def _retour(dispositif: str, fiche: FicheLiaison) -> str:
    return reverse("liaison:fiche", args=[dispositif, fiche.identifiant])
