"""The eco-map: the drawing and its list twin, two days compared, and what is drawn with the young person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.projet.domain.ecocarte import AIDES_ANNEAUX, comparer_cartes
from maillage.projet.forms import ecocarte as forms
from maillage.projet.models import ElementEcocarte
from maillage.projet.selectors import ecocarte as lire
from maillage.projet.selectors.projets import projets_du_jeune
from maillage.projet.services import ecocarte as services
from maillage.projet.views.commun import (
    element_de,
    fil_du_jeune,
    jeune_ouvert,
    peut_ecrire,
    tracer_lecture,
)
from maillage.projet.views.ecrits_commun import PageSaisie, acte, conduire, donnees, lien
from maillage.socle.acteur import Acces
from maillage.socle.domain.texte import de_qui
from maillage.socle.requete import Requete

GABARIT = "projet/saisie.html"


@require_safe
def ecocarte(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show the map of today, or of the day asked for."""
    return _page_de_la_carte(request, jeune)


@require_safe
def resume(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """The map in short, for the page of the young person; the whole page when asked as such."""
    if not request.htmx:
        return _page_de_la_carte(request, jeune)
    connu = jeune_ouvert(request, jeune)
    tracer_lecture(request, "lire_ecocarte_resume", connu.pk)
    toute = lien(request, "ecocarte", jeune)
    lue = lire.lire_ecocarte(connu, request.dispositif.pk, timezone.localdate(), page=toute)
    return render(
        request,
        "projet/ecocarte_resume.html",
        {"jeune": connu, "lue": lue, "peut_ecrire": peut_ecrire(request, connu.pk)},
    )


@require_safe
def comparer(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Show two days side by side, and say what changed; the dates of the projects are proposed."""
    connu = jeune_ouvert(request, jeune)
    tracer_lecture(request, "comparer_ecocartes", connu.pk)
    aujourd_hui = timezone.localdate()
    form = forms.DeuxJoursForm(request.GET or None)
    dits = form.cleaned_data if form.is_bound and form.is_valid() else {}
    jours = lire.jours_de_changement(connu.pk, request.dispositif.pk)
    apres = dits.get("apres") or aujourd_hui
    avant = dits.get("avant") or min([*jours, aujourd_hui])
    cartes = [lire.carte_du_jour(connu.pk, request.dispositif.pk, jour) for jour in (avant, apres)]
    contexte = {
        "jeune": connu,
        "form": form if form.is_bound else forms.DeuxJoursForm(initial={"avant": avant, "apres": apres}),
        "cotes": [
            (
                jour,
                lire.dessiner(carte, connu.prenom, page=f"{lien(request, 'ecocarte', jeune)}?au={jour.isoformat()}"),
                lire.resumer(carte, connu.prenom),
                mot,
            )
            for mot, jour, carte in zip(("avant", "apres"), (avant, apres), cartes, strict=True)
        ],
        "changements": comparer_cartes(*cartes, jeune=connu.prenom),
        "dates": _dates_des_projets(connu, request.dispositif.pk),
        "fil": (*fil_du_jeune(request, connu), ("Éco-carte", lien(request, "ecocarte", jeune))),
        "legende": lire.legende(),
    }
    return render(request, "projet/ecocarte_comparer.html", contexte)


def ajouter(request: Requete, dispositif: str, jeune: str) -> HttpResponse:
    """Put someone or something on the map."""
    connu = jeune_ouvert(request, jeune, droit=Acces.ECRITURE)
    form = forms.AjouterElementForm(donnees(request), de="Il ou elle", vers=connu.prenom)
    page = _page(
        request,
        connu,
        titre=f"Autour {de_qui(connu.prenom)}",
        phrase="Une personne, un lieu, un groupe, un service, ou autre chose qui compte.",
        bouton="Mettre sur la carte",
        fait="C'est sur la carte.",
    )

    def executer() -> None:
        services.ajouter_element(
            request.acteur,
            dispositif=request.dispositif,
            jeune=connu,
            saisie=form.saisie(),
            lien=form.saisie_lien(),
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def corriger(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Mend a name, a kind or a note."""
    connu, choisi = _element(request, jeune, element)
    valeurs = {nom: getattr(choisi, nom) for nom in ("version", "nom", "genre", "note")}
    form = forms.CorrigerElementForm(donnees(request), initial=valeurs)
    page = _page(request, connu, titre=f"Corriger : {choisi.nom}", phrase=ERREUR, fait="C'est corrigé.")

    def executer() -> None:
        dits = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        services.corriger_element(request.acteur, element=choisi, **dits, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def deplacer(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Move an element to another ring."""
    connu, choisi = _element(request, jeune, element)
    place = choisi.places.filter(fin=None).first()
    form = forms.DeplacerForm(donnees(request), initial={"anneau": place.anneau} if place else None)
    page = _page(request, connu, titre=f"Changer d'anneau : {choisi.nom}", phrase=DATE, fait="C'est déplacé.")

    def executer() -> None:
        services.deplacer_element(request.acteur, element=choisi, **form.cleaned_data, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


def faire_partir(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Someone is no longer there."""
    connu, choisi = _element(request, jeune, element)
    form = forms.DepuisForm(donnees(request))
    page = _page(
        request,
        connu,
        titre=f"N'est plus là : {choisi.nom}",
        phrase="La personne ou le lieu reste sur les cartes d'avant cette date. Vous pourrez le faire revenir.",
        fait=f"« {choisi.nom} » n'est plus sur la carte.",
        annuler=lien(request, "ecocarte_revenir", jeune, element),
    )

    def executer() -> None:
        services.faire_partir_element(request.acteur, element=choisi, **form.cleaned_data, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


@require_POST
def faire_revenir(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Undo a departure."""
    connu, choisi = _element(request, jeune, element)
    faire = partial(services.faire_revenir_element, request.acteur, element=choisi)
    return _faire(request, connu, faire, f"« {choisi.nom} » est de nouveau sur la carte.")


@require_POST
def effacer(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Take a slip of the pen off every map."""
    connu, choisi = _element(request, jeune, element)
    faire = partial(services.effacer_element, request.acteur, element=choisi)
    return _faire(
        request,
        connu,
        faire,
        f"« {choisi.nom} » est effacé de toutes les cartes.",
        annuler=lien(request, "ecocarte_remettre", jeune, element),
    )


@require_POST
def remettre(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Put back what was taken off."""
    connu, choisi = _element(request, jeune, element)
    faire = partial(services.remettre_element, request.acteur, element=choisi)
    return _faire(request, connu, faire, f"« {choisi.nom} » est remis sur la carte.")


def nouer(request: Requete, dispositif: str, jeune: str, element: str) -> HttpResponse:
    """Tie an element to the young person or to another one."""
    connu, choisi = _element(request, jeune, element)
    autres = {un.identifiant: un for un in _presents(connu.pk, request.dispositif.pk)}
    form = forms.NouerLienForm(donnees(request), element=choisi, prenom=connu.prenom, autres=autres.values())
    page = _page(request, connu, titre=f"Un lien avec {choisi.nom}", phrase=DATE, fait="Le lien est dessiné.")

    def executer() -> None:
        services.nouer_lien(
            request.acteur,
            element=choisi,
            autre=autres.get(form.cleaned_data["autre"]),
            saisie=form.saisie_lien(),
            depuis=form.cleaned_data["depuis"],
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def changer_lien(request: Requete, dispositif: str, jeune: str, lien_id: int) -> HttpResponse:
    """A tie is different since a day."""
    connu = jeune_ouvert(request, jeune, droit=Acces.ECRITURE)
    tie = lire.lien_visible(connu.pk, request.dispositif.pk, lien_id)
    if tie is None:
        raise Http404("Ce lien n'est pas sur cette carte.")
    vers = tie.autre.nom if tie.autre else connu.prenom
    actuel = {"force": tie.force, "nature": tie.nature, "sens": tie.sens, "version": tie.element.version}
    form = forms.ChangerLienForm(donnees(request), de=tie.element.nom, vers=vers, initial=actuel)
    page = _page(
        request, connu, titre=f"Le lien entre {tie.element.nom} et {vers}", phrase=DATE, fait="Le lien est changé."
    )

    def executer() -> None:
        services.changer_lien(
            request.acteur,
            lien=tie,
            saisie=form.saisie_lien(),
            le=form.cleaned_data["le"],
            version=form.cleaned_data["version"] or 0,
            maintenant=timezone.now(),
        )

    return conduire(request, form, page=page, executer=executer)


def finir_lien(request: Requete, dispositif: str, jeune: str, lien_id: int) -> HttpResponse:
    """There is no tie any more."""
    connu = jeune_ouvert(request, jeune, droit=Acces.ECRITURE)
    tie = lire.lien_visible(connu.pk, request.dispositif.pk, lien_id)
    if tie is None:
        raise Http404("Ce lien n'est pas sur cette carte.")
    vers = tie.autre.nom if tie.autre else connu.prenom
    form = forms.DepuisForm(donnees(request))
    page = _page(
        request,
        connu,
        titre=f"Plus de lien entre {tie.element.nom} et {vers}",
        phrase="Le trait reste sur les cartes d'avant cette date. Un lien coupé mais qui compte encore se dit plutôt « coupé ».",
        bouton="Finir le lien",
        fait="Le lien est fini.",
    )

    def executer() -> None:
        services.finir_lien(request.acteur, lien=tie, **form.cleaned_data, maintenant=timezone.now())

    return conduire(request, form, page=page, executer=executer)


ERREUR = "Pour une faute de frappe ou une précision. Ce qui a changé dans la vie du jeune se date autrement."
DATE = "Les cartes d'avant cette date ne changent pas : elles restent comparables."


def _faire(request: Requete, jeune: Any, faire: Callable[..., object], fait: str, annuler: str = "") -> HttpResponse:
    return acte(
        request,
        lambda: faire(maintenant=timezone.now()),
        retour=lien(request, "ecocarte", jeune.identifiant),
        fait=fait,
        annuler=annuler,
    )


def _page_de_la_carte(request: Requete, identifiant: str) -> HttpResponse:
    connu = jeune_ouvert(request, identifiant)
    tracer_lecture(request, "lire_ecocarte", connu.pk)
    form = forms.JourForm(request.GET or None)
    demande = form.cleaned_data.get("au") if form.is_bound and form.is_valid() else None
    aujourd_hui = timezone.localdate()
    contexte = {
        "jeune": connu,
        "lue": lire.lire_ecocarte(connu, request.dispositif.pk, demande or aujourd_hui),
        "aujourd_hui": aujourd_hui,
        "form": form if form.is_bound else forms.JourForm(initial={"au": aujourd_hui}),
        "peut_ecrire": peut_ecrire(request, connu.pk) and (demande or aujourd_hui) == aujourd_hui,
        "aides": AIDES_ANNEAUX,
        "legende": lire.legende(),
        "comparable": len(lire.jours_de_changement(connu.pk, request.dispositif.pk)) > 1,
        "fil": fil_du_jeune(request, connu),
    }
    return render(request, "projet/ecocarte.html", contexte)


def _presents(jeune_id: int, dispositif_id: int) -> Any:
    return lire.elements_du_jeune(jeune_id, dispositif_id).filter(places__fin=None).distinct()


def _element(request: Requete, jeune: str, element: str) -> tuple[Any, ElementEcocarte]:
    connu = jeune_ouvert(request, jeune, droit=Acces.ECRITURE)
    return connu, element_de(request, connu, element)


def _dates_des_projets(jeune: Any, dispositif_id: int) -> list[tuple[str, Any]]:
    """The days when a project was agreed: the map is often looked at then."""
    accordes = projets_du_jeune(jeune.pk, dispositif_id).filter(accorde_le__isnull=False)
    return [(str(projet), projet.accorde_le) for projet in accordes.order_by("accorde_le")]


def _page(request: Requete, jeune: Any, **mots: Any) -> PageSaisie:
    communs = {
        "bouton": "Enregistrer",
        "retour": lien(request, "ecocarte", jeune.identifiant),
        "fil": (*fil_du_jeune(request, jeune), ("Éco-carte", lien(request, "ecocarte", jeune.identifiant))),
        "gabarit": GABARIT,
    }
    return PageSaisie(**{**communs, **mots})
