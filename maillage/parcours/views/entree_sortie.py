"""Coming in and leaving, for one young person: the page and its acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.parcours import services
from maillage.parcours.forms import suivi as forms
from maillage.parcours.models import Contrat, Jeune, MaintienCreton, MesureAse, NotificationMdph, Phase
from maillage.parcours.referentiels.entree import age_attendu
from maillage.parcours.selectors.echeances import echeances
from maillage.parcours.selectors.entree_sortie import PROTECTION, lire_entree_sortie
from maillage.parcours.selectors.sections import sections_ouvertes
from maillage.parcours.views.commun import trouver_jeune
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees, fichiers
from maillage.socle.acteur import Acces
from maillage.socle.pieces import ErreurPiece, lire_piece, reponse_piece
from maillage.socle.requete import Requete

JALON = "jalon-"


@dataclass(frozen=True)
class ActeDate:
    """An act: its form, its service, its words, where the page goes back. With a `modele` the service receives the object as `parametre`.

    `dispositif`: the service also asks in which dispositif one acts. `protection`: the section « social » must be open.
    """

    form: type[django_forms.Form]
    service: Callable[..., Any]
    titre: str
    phrase: str
    fait: str
    ancre: str
    modele: type[models.Model] | None = None
    parametre: str = ""
    dispositif: bool = False
    protection: bool = False
    bouton: str = "Enregistrer"


_NOTIFICATION: dict[str, Any] = {"ancre": "notification", "modele": NotificationMdph, "parametre": "notification"}
_CONTRAT: dict[str, Any] = {"ancre": "contrat", "modele": Contrat, "parametre": "contrat"}
_MAINTIEN: dict[str, Any] = {"ancre": "creton", "modele": MaintienCreton, "parametre": "maintien"}
_SORTIE: dict[str, Any] = {"ancre": "suivi", "modele": Phase, "parametre": "phase"}
_MESURE: dict[str, Any] = {"ancre": "protection", "modele": MesureAse, "parametre": "mesure"}
ACTES: dict[str, ActeDate] = {
    "notification": ActeDate(
        forms.NotificationForm,
        services.enregistrer_notification,
        "Enregistrer une notification MDPH",
        "Les notifications précédentes restent, comme un historique.",
        "La notification est enregistrée.",
        "notification",
    ),
    "contrat": ActeDate(
        forms.ContratForm,
        services.remettre_contrat,
        "Remettre un contrat de séjour ou un DIPC",
        "Contrat de séjour pour un accueil de plus de deux mois ; DIPC pour un accompagnement en milieu ordinaire, ou si le contrat est refusé.",
        "Le document est noté.",
        "contrat",
    ),
    "ess": ActeDate(
        forms.EssForm,
        services.noter_ess,
        "Noter une réunion de l'ESS",
        "L'équipe de suivi de la scolarisation se réunit au moins une fois par an.",
        "La réunion est notée.",
        "ess",
    ),
    "maintien": ActeDate(
        forms.MaintienForm,
        services.declarer_maintien,
        "Enregistrer un maintien Creton",
        "L'accompagnement se poursuit le jour dit, noté « Creton » : un seul séjour, compté comme tel.",
        "Le maintien est enregistré.",
        "creton",
    ),
    "mesure": ActeDate(
        forms.MesureForm,
        services.declarer_mesure,
        "Noter une mesure de protection",
        "Elle ne se montre qu'à qui la section « social » de ce dossier est ouverte.",
        "La mesure est notée.",
        "protection",
        protection=True,
    ),
}
ACTES_OBJET: dict[str, ActeDate] = {
    "modifier-notification": ActeDate(
        forms.NotificationForm,
        services.modifier_notification,
        "Corriger une notification MDPH",
        "Le journal garde la trace de la correction.",
        "La notification est corrigée.",
        dispositif=True,
        **_NOTIFICATION,
    ),
    "signer-contrat": ActeDate(
        forms.SignatureForm,
        services.signer_contrat,
        "Noter la signature",
        "Le jour où la famille ou le jeune majeur a signé.",
        "La signature est notée.",
        **_CONTRAT,
    ),
    "reviser-contrat": ActeDate(
        forms.RevisionForm,
        services.reviser_contrat,
        "Ajouter un avenant ou une mise à jour",
        "L'avenant précise les objectifs ; le document se met à jour chaque année.",
        "La révision est notée.",
        **_CONTRAT,
    ),
    "modifier-maintien": ActeDate(
        forms.ModifierMaintienForm,
        services.modifier_maintien,
        "Corriger le maintien Creton",
        "La décision, son terme, l'orientation et les listes d'attente.",
        "Le maintien est corrigé.",
        **_MAINTIEN,
    ),
    "finir-maintien": ActeDate(
        forms.FinMaintienForm,
        services.finir_maintien,
        "Dire la solution trouvée",
        "Terminez ensuite l'accompagnement, ou enregistrez la nouvelle décision.",
        "La solution est notée.",
        **_MAINTIEN,
    ),
    "accord-suivi": ActeDate(
        forms.AccordSuiviForm,
        services.noter_accord_suivi,
        "Noter la réponse au suivi proposé",
        "Un accord ouvre la phase de suivi ; un refus arrête les contacts.",
        "La réponse est notée.",
        **_SORTIE,
    ),
    "contact": ActeDate(
        forms.ContactForm,
        services.noter_contact,
        "Noter un contact de suivi",
        "Pour qu'il compte dans l'activité, il doit aussi avoir son événement dans l'agenda.",
        "Le contact est noté.",
        **_SORTIE,
    ),
    "modifier-mesure": ActeDate(
        forms.MesureForm,
        services.modifier_mesure,
        "Corriger la mesure de protection",
        "Donnez-lui une fin quand elle s'arrête.",
        "La mesure est corrigée.",
        dispositif=True,
        protection=True,
        **_MESURE,
    ),
}


@require_safe
def page(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show everything about coming in and leaving; the reading is journaled."""
    connu = trouver_jeune(request, jeune, section="parcours")
    aujourd_hui = timezone.localdate()
    lue = lire_entree_sortie(request.acteur, request.dispositif, connu.identifiant, le=aujourd_hui)
    peut_ecrire = request.acteur.peut("parcours", Acces.ECRITURE, request.dispositif.pk)
    contexte = {
        "lue": lue,
        "jeune": lue.jeune,
        "aujourd_hui": aujourd_hui,
        "peut_ecrire": peut_ecrire,
        "peut_proteger": peut_ecrire and protection_ouverte(request, connu, Acces.ECRITURE),
        "echeances": _echeances(request, connu),
    }
    return render(request, "parcours/entree_sortie.html", contexte)


def acte(request: Requete, dispositif: str, jeune: str, acte: str) -> HttpResponse:
    """Run an act that adds something."""
    connu = trouver_jeune(request, jeune, section="parcours")
    choisi = _jalon(acte) or ACTES.get(acte)
    if choisi is None:
        raise Http404("Cet acte n'existe pas.")
    cible = {"jeune": connu, "dispositif_id": request.dispositif.pk}
    return _conduire(request, choisi, connu, cible)


def acte_objet(request: Requete, dispositif: str, jeune: str, acte: str, objet: int) -> HttpResponse:
    """Run an act on one thing of the page."""
    connu = trouver_jeune(request, jeune, section="parcours")
    choisi = ACTES_OBJET.get(acte)
    if choisi is None or choisi.modele is None:
        raise Http404("Cet acte n'existe pas.")
    trouve = get_object_or_404(choisi.modele, pk=objet, **_d_ici(request, choisi.modele, connu))
    cible: dict[str, Any] = {choisi.parametre: trouve}
    if choisi.dispositif:
        cible["dispositif_id"] = request.dispositif.pk
    return _conduire(request, choisi, connu, cible, initial=_initial(request, choisi, trouve))


@require_safe
def piece(request: Requete, dispositif: str, jeune: str, notification: str) -> HttpResponse:
    """Send the copy of a notification; the reading is journaled."""
    connu = trouver_jeune(request, jeune, section="parcours")
    lues = NotificationMdph.objects.filter(jeune=connu, piece__isnull=False).select_related("piece")
    trouvee = get_object_or_404(lues, identifiant=notification)
    try:
        octets = lire_piece(request.acteur, trouvee.piece)  # type: ignore[arg-type]
    except ErreurPiece as refus:
        messages.error(request, refus.message)
        return redirect(retour_a(request, connu, "notification"))
    return reponse_piece(trouvee.piece, octets)  # type: ignore[arg-type]


def _d_ici(request: Requete, modele: type[models.Model], jeune: Jeune) -> dict[str, Any]:
    """What ties a thing to this young person, and to this dispositif when it has one."""
    champs = {champ.name for champ in modele._meta.fields}
    return {"jeune": jeune, **({"dispositif_id": request.dispositif.pk} if "dispositif" in champs else {})}


def _jalon(acte: str) -> ActeDate | None:
    """The act of a milestone of age, made from its line of the table."""
    code = acte.removeprefix(JALON).upper().replace("-", "_")
    age = age_attendu(code) if acte.startswith(JALON) else None
    if age is None:
        return None

    def noter(acteur: Any, **valeurs: Any) -> Any:
        return services.noter_jalon(acteur, code=code, **valeurs)

    titre = age.acte.replace(" pour {nom}", "")
    return ActeDate(
        forms.JalonForm,
        noter,
        titre,
        f"{age.precision[:1].upper()}{age.precision[1:]}.",
        "C'est noté.",
        "ages",
        bouton="C'est fait",
    )


def _initial(request: Requete, choisi: ActeDate, objet: models.Model) -> dict[str, Any]:
    """What the form shows first: what is written, and what the address asks for."""
    ecrit = forms.initial_de(choisi.form, objet)
    return {nom: valeur for nom, valeur in ecrit.items() if valeur is not None} | {
        nom: request.GET[nom] for nom in choisi.form.base_fields if nom in request.GET
    }


def _conduire(
    request: Requete, choisi: ActeDate, jeune: Jeune, cible: dict[str, Any], *, initial: dict[str, Any] | None = None
) -> HttpResponse:
    if choisi.protection and not protection_ouverte(request, jeune, Acces.ECRITURE):
        raise Http404("Cet acte n'existe pas.")
    mots = PageFormulaire(
        titre=f"{choisi.titre} : {jeune}",
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        retour=retour_a(request, jeune, choisi.ancre),
    )

    def executer(valeurs: dict[str, Any]) -> Any:
        connues = {nom: v for nom, v in valeurs.items() if nom != "version" or choisi.modele is not None}
        return choisi.service(request.acteur, **cible, **connues)

    form = choisi.form(donnees(request), fichiers(request), initial=initial)
    return conduire(request, form, page=mots, executer=executer, fait=choisi.fait)


def retour_a(request: Requete, jeune: Jeune, ancre: str) -> str:
    """Return the address of the page, at one of its parts."""
    return f"{reverse('parcours:entree_sortie', args=[request.dispositif.code, jeune.identifiant])}#{ancre}"


def protection_ouverte(request: Requete, jeune: Jeune, acces: Acces) -> bool:
    """Tell whether child protection is open to the person in this file."""
    sections = sections_ouvertes(request.acteur, jeune.pk, request.dispositif.pk, timezone.localdate(), acces=acces)
    return PROTECTION in sections


def _echeances(request: Requete, jeune: Jeune) -> list[dict[str, Any]]:
    aujourd_hui = timezone.localdate()
    lignes = echeances(request.acteur, request.dispositif, le=aujourd_hui, jeune_id=jeune.pk)
    return [{"ligne": ligne, "etat": ligne.etat(aujourd_hui)} for ligne in lignes]
