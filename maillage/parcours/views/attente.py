"""The waiting list, one request, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.parcours import services
from maillage.parcours.domain.admission import EtatDemande
from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.exports_entree import feuille_de_la_liste
from maillage.parcours.forms import entree as forms
from maillage.parcours.models import Demande, NotificationMdph
from maillage.parcours.referentiels.entree import libelle, reglages_admission
from maillage.parcours.selectors import attente
from maillage.parcours.selectors.attente import DemandeLue, FiltresAttente
from maillage.parcours.selectors.connus import jeunes_visibles
from maillage.parcours.selectors.delais import delais_du_dispositif
from maillage.parcours.views.formulaire import PageFormulaire, conduire, donnees
from maillage.socle import tableur
from maillage.socle.acteur import Acces
from maillage.socle.models import NatureTrace
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser

PAR_PAGE = 50


@dataclass(frozen=True)
class ActeDemande:
    """An act on a request: its form, its service, its words. `si_attente`: only while it waits."""

    form: type[django_forms.Form]
    service: Callable[..., Any]
    titre: str
    phrase: str
    bouton: str
    fait: str
    si_attente: bool = True
    annulable: bool = False


ACTES: dict[str, ActeDemande] = {
    "admettre": ActeDemande(
        forms.AdmissionForm,
        services.admettre_demande,
        "Admettre",
        "L'accompagnement s'ouvre le jour de l'admission. Les dispositifs qui partagent cette demande voient « admis ailleurs ».",
        "Admettre",
        "La demande est admise.",
    ),
    "refuser": ActeDemande(
        forms.RefusForm,
        services.clore_demande,
        "Refuser",
        "Le motif est codé : il dit pourquoi le dispositif ne peut pas accueillir.",
        "Refuser la demande",
        "La demande est refusée.",
        annulable=True,
    ),
    "clore": ActeDemande(
        forms.ClotureDemandeForm,
        services.clore_demande,
        "Clore sans suite",
        "La demande quitte la liste sans que le dispositif l'ait refusée.",
        "Clore la demande",
        "La demande est close.",
        annulable=True,
    ),
    "modifier": ActeDemande(
        forms.ModifierDemandeForm,
        services.modifier_demande,
        "Corriger la demande",
        "Les dates de réception et de notification entrent dans les délais du trimestre.",
        "Enregistrer",
        "La demande est corrigée.",
        si_attente=False,
    ),
    "etape": ActeDemande(
        forms.EtapeForm,
        services.noter_etape,
        "Dater une étape",
        "Dossier complet, visite, commission : faite ou prévue.",
        "Enregistrer l'étape",
        "L'étape est datée.",
        si_attente=False,
    ),
    "criteres": ActeDemande(
        forms.CriteresDemandeForm,
        services.choisir_criteres,
        "Critères de priorité",
        "Ils rangent la liste avant la commission ; ils ne décident pas.",
        "Enregistrer les critères",
        "Les critères sont enregistrés.",
        si_attente=False,
    ),
    "partager": ActeDemande(
        forms.PartageForm,
        services.partager_demande,
        "Partager sans nommer",
        "Les dispositifs du territoire où cette personne attend aussi verront qu'elle attend ici ; aucun n'apprend son nom par là.",
        "Partager",
        "La demande est partagée, sans nom.",
        si_attente=False,
    ),
}
BOUTONS: dict[str, tuple[Callable[..., Any], str]] = {
    "cesser-partage": (services.cesser_le_partage, "Le partage est arrêté : le pseudonyme est effacé."),
    "rouvrir": (services.rouvrir_demande, "La demande est de nouveau en attente."),
    "admis-ailleurs": (services.clore_admise_ailleurs, "La demande est close : admise dans un autre dispositif."),
}


@require_safe
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """Show who waits, since when, and how the list stands."""
    form, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    demandes = attente.lister_demandes(request.acteur, request.dispositif, filtres, le=aujourd_hui)
    page = Paginator(demandes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": attente.lignes_attente(request.acteur, request.dispositif, list(page.object_list), le=aujourd_hui),
        "delais": delais_du_dispositif(request.acteur, request.dispositif, le=aujourd_hui),
        "fenetre_mois": reglages_admission(aujourd_hui).fenetre_mois,
        "liens_export": _liens_export(request, dispositif),
        "peut_ecrire": _peut_ecrire(request),
    }
    return render(request, "parcours/liste_attente.html", contexte)


@require_safe
def exporter(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the filtered list as a file, without any pseudonym; the export is journaled."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    _, filtres = _filtres(request)
    aujourd_hui = timezone.localdate()
    demandes = list(attente.lister_demandes(request.acteur, request.dispositif, filtres, le=aujourd_hui))
    lignes = attente.lignes_attente(request.acteur, request.dispositif, demandes, le=aujourd_hui)
    journaliser(
        request.acteur,
        "parcours.exporter_liste_attente",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        details={"format": extension, "lignes": len(lignes)},
    )
    return tableur.reponse(
        feuille_de_la_liste(lignes), f"liste-attente-{dispositif}-{aujourd_hui.isoformat()}", extension
    )


def enregistrer(request: Requete, dispositif: str) -> HttpResponse:
    """Put a request on the list."""
    form = forms.DemandeForm(donnees(request))
    form.fields["jeune"].queryset = jeunes_visibles(request.acteur, request.dispositif)  # type: ignore[attr-defined]
    if not services.partage_possible():
        del form.fields["famille_informee_le"]

    def executer(_: dict[str, Any]) -> models.Model:
        return services.enregistrer_demande(request.acteur, dispositif_id=request.dispositif.pk, **form.valeurs())

    page = PageFormulaire(
        titre="Enregistrer une demande",
        phrase="La demande attend ici jusqu'à sa réponse. Un jeune pas encore connu n'a pas besoin de nom.",
        bouton="Enregistrer la demande",
        retour=reverse("parcours:liste_attente", args=[dispositif]),
    )
    return conduire(
        request,
        form,
        page=page,
        executer=executer,
        fait="La demande est sur la liste d'attente.",
        suite=lambda demande: _url(dispositif, demande),
    )


@require_safe
def lire(request: Requete, dispositif: str, demande: str) -> HttpResponse:
    """Show one request: who, steps, criteria, opinions, sharing, answer. Reading who it is about is journaled."""
    lue = _trouver(request, demande)
    objet = lue.ligne.demande
    journaliser(
        request.acteur,
        "parcours.lire_demande",
        nature=NatureTrace.LECTURE,
        dispositif_id=request.dispositif.pk,
        jeune_id=objet.jeune_id,
        objet=objet.identifiant,
    )
    contexte = {
        "lue": lue,
        "ligne": lue.ligne,
        "demande": objet,
        "attend": lue.ligne.etat is EtatDemande.EN_ATTENTE,
        "origine": libelle("admission", "origines", objet.origine) if objet.origine else "",
        "public": libelle("admission", "publics", objet.public) if objet.public else "",
        "avis": [(avis, attente.libelle_avis(avis.avis)) for avis in lue.avis],
        "partage_possible": services.partage_possible(),
        "peut_ecrire": _peut_ecrire(request),
        "aujourd_hui": timezone.localdate(),
    }
    return render(request, "parcours/demande.html", contexte)


def repondre(request: Requete, dispositif: str, demande: str, acte: str) -> HttpResponse:
    """Run an act on a request."""
    lue = _trouver(request, demande)
    choisi = ACTES.get(acte)
    if choisi is None:
        raise Http404("Cet acte n'existe pas.")
    objet = lue.ligne.demande
    form = _form(request, choisi, objet)
    page = PageFormulaire(
        titre=f"{choisi.titre} : {objet.jeune or objet}",
        phrase=choisi.phrase,
        bouton=choisi.bouton,
        retour=_url(dispositif, objet),
    )
    rouvrir = reverse("parcours:bouton_demande", args=[dispositif, demande, "rouvrir"])
    return conduire(
        request,
        form,
        page=page,
        executer=lambda valeurs: choisi.service(request.acteur, demande=objet, **valeurs),
        fait=choisi.fait,
        annuler=(lambda _: rouvrir) if choisi.annulable else None,
    )


@require_POST
def bouton(request: Requete, dispositif: str, demande: str, acte: str) -> HttpResponse:
    """Run an act of one button: stop sharing, reopen, close what was admitted elsewhere."""
    objet = _trouver(request, demande).ligne.demande
    if acte not in BOUTONS:
        raise Http404("Cet acte n'existe pas.")
    service, fait = BOUTONS[acte]
    autres = {"le": timezone.localdate()} if acte == "admis-ailleurs" else {}
    try:
        service(request.acteur, demande=objet, **autres)
    except ErreurParcours as refus:
        messages.error(request, refus.message)
    else:
        rouvrir = reverse("parcours:bouton_demande", args=[dispositif, demande, "rouvrir"])
        messages.success(request, fait, extra_tags=f"annuler:{rouvrir}" if acte == "admis-ailleurs" else "")
    return redirect(_url(dispositif, objet))


@require_POST
def retirer_etape(request: Requete, dispositif: str, demande: str, etape: int) -> HttpResponse:
    """Take away a step entered by mistake."""
    objet = _trouver(request, demande).ligne.demande
    services.retirer_etape(request.acteur, demande=objet, etape=etape)
    messages.success(request, "L'étape est retirée.")
    return redirect(_url(dispositif, objet))


def _trouver(request: Requete, identifiant: str) -> DemandeLue:
    try:
        return attente.lire_demande(request.acteur, request.dispositif, identifiant, le=timezone.localdate())
    except Demande.DoesNotExist as absente:
        raise Http404("Aucune demande de cet identifiant dans ce dispositif.") from absente


def _form(request: Requete, choisi: ActeDemande, demande: Demande) -> Any:
    """The form of an act, its choices limited to this dispositif and this young person."""
    initial: dict[str, Any] = {}
    if choisi.form is forms.ModifierDemandeForm:
        initial = forms.initial_demande(demande)
    if choisi.form is forms.CriteresDemandeForm:
        initial = {"criteres": demande.criteres.all()}
    form: Any = choisi.form(donnees(request), initial=initial)
    if "jeune" in form.fields:
        form.fields["jeune"].queryset = jeunes_visibles(request.acteur, request.dispositif)
        form.fields["notification_mdph"].queryset = NotificationMdph.objects.filter(
            jeune=demande.jeune_id, retiree_le__isnull=True
        )
    if "criteres" in form.fields:
        tous = attente.criteres_du_dispositif(request.dispositif.pk)
        form.fields["criteres"].queryset = tous.filter(retire_le__isnull=True) | tous.filter(demandes=demande)
    return form


def _filtres(request: Requete) -> tuple[forms.FiltresAttenteForm, FiltresAttente]:
    """A word that no filter knows is ignored: an old address still opens."""
    form = forms.FiltresAttenteForm(request.GET or None)
    form.fields["critere"].queryset = attente.criteres_du_dispositif(request.dispositif.pk)  # type: ignore[attr-defined]
    form.is_valid()
    lus = form.cleaned_data if form.is_bound else {}
    critere, tri = lus.get("critere"), request.GET.get("tri", "reception")
    return form, FiltresAttente(
        etat=lus.get("etat") or attente.EN_ATTENTE,
        critere=critere.pk if critere else None,
        tri=tri if tri in attente.TRIS else "reception",
        **{nom: lus.get(nom, "") for nom in ("origine", "public", "modalite", "partage", "recherche")},
    )


def _liens_export(request: Requete, dispositif: str) -> list[tuple[str, str]]:
    parametres = request.GET.copy()
    parametres.pop("page", None)
    suite = f"?{parametres.urlencode()}" if parametres else ""
    return [
        (extension.upper(), reverse("parcours:exporter_liste_attente", args=[dispositif, extension]) + suite)
        for extension in tableur.FORMATS
    ]


def _peut_ecrire(request: Requete) -> bool:
    return request.acteur.peut("parcours", Acces.ECRITURE, request.dispositif.pk)


def _url(dispositif: str, demande: models.Model) -> str:
    assert isinstance(demande, Demande)
    return reverse("parcours:demande", args=[dispositif, demande.identifiant])
