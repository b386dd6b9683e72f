"""One sheet, its contract and its actions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cpom import selectors, services
from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.forms import ActionForm, ContratForm, FicheForm, MessageForm
from maillage.cpom.models import FicheAction, IndicateurCpom
from maillage.cpom.presentation import ecrire
from maillage.cpom.services.fiches import CHAMPS_FICHE
from maillage.cpom.views.commun import (
    PageFormulaire,
    dessiner,
    donnees,
    droits_de,
    renvoyer_avec_version,
    tenter,
    trouver_fiche,
)
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete

LIBELLES = {"titre": "Titre", "objectif": "Objectif", "pilote": "Pilote", "moyens": "Moyens"}
LIBELLES |= {"territoire": "Territoire", "liens": "Liens"}


@require_safe
def lire(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Show a sheet: what is aimed at, actions, indicators of the year, dialogue."""
    lue, le = trouver_fiche(request, fiche), timezone.localdate()
    annee = min(max(le.year, lue.cpom.premiere_annee), lue.cpom.derniere_annee)
    indicateurs = selectors.indicateurs_visibles(request.acteur, request.dispositif.pk).filter(fiche=lue)
    comptes = selectors.comptes_transmis([request.dispositif.pk], [annee, annee - 1])
    contexte = {
        "fiche": lue,
        "le": le,
        "actions": lue.actions.all(),
        "annee": annee,
        "indicateurs": [_resume(indicateur, annee, comptes) for indicateur in indicateurs],
        "dialogues": lue.cpom.dialogues.all(),
        "messages_du_dialogue": lue.messages.all(),
        "form_message": MessageForm(auto_id="message_%s"),
        **droits_de(request),
    }
    return render(request, "cpom/fiche.html", contexte)


def nouveau_contrat(request: Requete, dispositif: str) -> HttpResponse:
    """Record a contract before its first sheet."""
    organismes = request.dispositif.organismes.all()
    annee = timezone.localdate().year
    initial = {"premiere_annee": annee, "derniere_annee": annee + 4}
    form = ContratForm(donnees(request), organismes=organismes, initial=initial)
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        contrat = tenter(
            form,
            lambda: services.ouvrir_contrat(
                request.acteur,
                request.dispositif,
                organisme_id=int(lus["organisme"]),
                annees=(lus["premiere_annee"], lus["derniere_annee"]),
                signe_le=lus["signe_le"],
            ),
        )
        if contrat is not None:
            messages.success(request, "Le CPOM est enregistré. Écrivez maintenant sa fiche action.")
            return redirect(f"{reverse('cpom:nouvelle_fiche', args=[dispositif])}?contrat={contrat.identifiant}")
    page = PageFormulaire(
        "Enregistrer un CPOM",
        "Le contrat entre l'organisme gestionnaire et l'agence : cinq ans, six avec une prolongation.",
        "Enregistrer le CPOM",
        reverse("cpom:fiches"),
    )
    return dessiner(request, form, page)


def nouvelle(request: Requete, dispositif: str) -> HttpResponse:
    """Write a new sheet; without any contract, record one first."""
    contrats = selectors.contrats_du_dispositif(request.dispositif.pk)
    if not contrats:
        return redirect("cpom:nouveau_contrat", dispositif)
    form = FicheForm(donnees(request), contrats=contrats, initial={"contrat": request.GET.get("contrat", "")})
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        fiche = tenter(
            form,
            lambda: services.ecrire_fiche(request.acteur, request.dispositif.pk, lus, contrat=lus["contrat"]),
        )
        if fiche is not None:
            messages.success(request, "La fiche est écrite. Ajoutez-lui des actions et des indicateurs.")
            return redirect("cpom:fiche", dispositif, fiche.identifiant)
    page = PageFormulaire(
        "Nouvelle fiche action",
        f"Ce que {request.dispositif.nom} vise avec son fonctionnement en dispositif.",
        "Enregistrer la fiche",
        reverse("cpom:fiches"),
    )
    autre = (reverse("cpom:nouveau_contrat", args=[dispositif]), "Enregistrer un autre CPOM")
    return dessiner(request, form, page, autre=autre)


def modifier(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Change a sheet; when someone wrote meanwhile, show both texts."""
    lue = trouver_fiche(request, fiche)
    initial = {nom: getattr(lue, nom) for nom in (*CHAMPS_FICHE, "version")}
    form = FicheForm(donnees(request), initial=initial)
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        try:
            services.ecrire_fiche(
                request.acteur, request.dispositif.pk, lus, identifiant=fiche, version=lus["version"] or 0
            )
        except ConflitCpom as conflit:
            form.add_error(None, conflit.message)
            renvoyer_avec_version(form, lue.version)
            enregistre = [(LIBELLES[nom], str(getattr(lue, nom))) for nom in CHAMPS_FICHE]
        except ErreurCpom as refus:
            placer_refus(form, refus)
        else:
            messages.success(request, "La fiche est à jour.")
            return redirect("cpom:fiche", dispositif, fiche)
    page = _page(
        lue, "Modifier la fiche", "Ses actions et ses indicateurs se modifient depuis la fiche.", "Enregistrer"
    )
    return dessiner(request, form, page, enregistre=enregistre)


def nouvelle_action(request: Requete, dispositif: str, fiche: str) -> HttpResponse:
    """Add an action to a sheet."""
    return _action(request, fiche, None)


def modifier_action(request: Requete, dispositif: str, fiche: str, action: int) -> HttpResponse:
    """Change an action, say it is done, or remove it (`retirer` in what is sent)."""
    if request.method == "POST" and "retirer" in request.POST:
        lue = trouver_fiche(request, fiche)
        services.retirer_action(request.acteur, request.dispositif.pk, lue.identifiant, action)
        messages.success(request, "L'action est retirée.")
        return redirect("cpom:fiche", dispositif, fiche)
    return _action(request, fiche, action)


def _action(request: Requete, identifiant: str, action_id: int | None) -> HttpResponse:
    fiche = trouver_fiche(request, identifiant)
    action = fiche.actions.filter(pk=action_id).first() if action_id else None
    if action_id and action is None:
        raise Http404("Aucune action de ce numéro dans cette fiche.")
    form = ActionForm(donnees(request), action=action)
    if form.is_bound and form.is_valid():
        faite = tenter(
            form,
            lambda: services.ecrire_action(
                request.acteur, request.dispositif.pk, identifiant, form.cleaned_data, action_id=action_id
            ),
        )
        if faite is not None:
            messages.success(request, "L'action est enregistrée.")
            return redirect("cpom:fiche", request.dispositif.code, identifiant)
    titre = "Modifier l'action" if action else "Nouvelle action"
    page = _page(
        fiche, titre, "Une échéance se retrouve dans la liste de travail du dispositif.", "Enregistrer l'action"
    )
    return dessiner(request, form, page, retirable=action is not None)


def _page(fiche: FicheAction, titre: str, phrase: str, bouton: str) -> PageFormulaire:
    retour = reverse("cpom:fiche", args=[fiche.dispositif.code, fiche.identifiant])
    return PageFormulaire(titre, phrase, bouton, retour, fil=((fiche.titre, retour),))


def _resume(indicateur: IndicateurCpom, annee: int, comptes: selectors.ComptesTransmis) -> dict[str, object]:
    """The current year of an indicator, else the year before when it has no value yet."""
    lue = selectors.annee_de(indicateur, annee, comptes)
    if lue.valeur.nombre is None and annee - 1 in indicateur.fiche.cpom.annees:
        avant = selectors.annee_de(indicateur, annee - 1, comptes)
        lue = avant if avant.valeur.nombre is not None else lue
    return {
        "indicateur": indicateur,
        "annee": lue,
        "valeur": ecrire(lue.valeur.nombre, lue.unite) if lue.valeur.nombre is not None else lue.valeur.motif,
        "cible": ecrire(lue.cible, lue.unite),
    }
