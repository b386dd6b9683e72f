"""One place: added, read, mended, felt, put somewhere, drawn, left, erased."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.carte_de_vie import forms, services
from maillage.carte_de_vie.domain.carte import CRAYONS, Carte, Lieu, traits_du_dessin
from maillage.carte_de_vie.domain.feuille import dessiner_feuille
from maillage.carte_de_vie.domain.vocabulaire import LIBELLES_GENRES
from maillage.carte_de_vie.selectors import Porte
from maillage.carte_de_vie.selectors.liens import elements_a_lier, objectifs_a_lier
from maillage.carte_de_vie.selectors.partenaires import partenaires_a_choisir, partenaires_proposes
from maillage.carte_de_vie.selectors.ressentis import jeux_proposes
from maillage.carte_de_vie.views.commun import (
    PageSaisie,
    acte,
    changeable,
    conduire,
    donnees,
    entrer,
    entrer_pour_dessiner,
    lien,
    lieu_a_changer,
    lieu_ou_404,
    montrer,
    tracer_lecture,
    vue_de,
)
from maillage.socle.requete import Requete


@require_safe
def lieu(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Show one place, its feelings day after day, and what may be done with it."""
    porte = entrer(request, jeune)
    tracer_lecture(porte, "lire_lieu")
    vue = vue_de(request, porte)
    trouve = lieu_ou_404(vue, cle)
    partenaires = dict(partenaires_a_choisir(porte)) if trouve.partage.partenaires else {}
    contexte = {
        "lieu": trouve,
        "genre": LIBELLES_GENRES[trouve.genre],
        "traits": traits_du_dessin(trouve.dessin),
        "changeable": changeable(porte, trouve),
        "objectif": objectifs_a_lier(porte).get(trouve.objectif, "") if trouve.objectif else "",
        "element": elements_a_lier(porte).get(trouve.element, "") if trouve.element else "",
        "partenaires": [partenaires[pk] for pk in trouve.partage.partenaires if pk in partenaires],
        "trajets": [
            (trajet, vue.carte.lieu(trajet.de), vue.carte.lieu(trajet.vers))
            for trajet in vue.carte.trajets
            if cle in {trajet.de, trajet.vers}
        ],
    }
    return montrer(request, porte, "carte_de_vie/lieu.html", contexte)


def ajouter(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Put a place on the map; the point touched on the sheet comes in the address."""
    porte = entrer_pour_dessiner(request, jeune)
    form = forms.AjouterForm(
        donnees(request),
        initial={nom: request.GET.get(nom) for nom in ("x", "y", "genre")},
        moi=porte.moi,
        jeux=jeux_proposes(porte.dispositif_id),
        partenaires=partenaires_proposes(partenaires_a_choisir(porte), ""),
        **_liens(porte),
    )
    page = PageSaisie(
        "lieu.ajouter",
        "Mettre sur la carte",
        lien(request, porte, "carte"),
        "C'est sur la carte.",
        gabarit="carte_de_vie/ajouter.html",
    )

    def executer() -> None:
        services.ajouter_lieu(
            porte,
            saisie=form.saisie(),
            partage=form.partage(),
            ressenti=form.ressenti_dit(),
            maintenant=timezone.now(),
        )

    return conduire(
        request,
        porte,
        form,
        page=page,
        executer=executer,
        dessiner=bool(request.GET.get("dessin") or form["dessin"].value()),
        **_crayons(request, porte, form["dessin"].value() or ""),
    )


def corriger(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Mend what is said of a place."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    valeurs = {nom: getattr(trouve, nom) for nom in ("nom", "note", "x", "y", "objectif", "element", "version")}
    valeurs |= {"genre": trouve.genre.value, "avec": "\n".join(trouve.avec)}
    form = forms.CorrigerForm(donnees(request), initial=valeurs, **_liens(porte))
    page = _page(
        request,
        porte,
        trouve,
        cle="lieu.corriger",
        bouton="Enregistrer",
        fait="C'est corrigé.",
        gabarit=FORMULAIRE_LIEU,
    )

    def executer() -> None:
        services.corriger_lieu(
            porte, cle, saisie=form.saisie(), version=form.cleaned_data["version"], maintenant=timezone.now()
        )

    return conduire(request, porte, form, page=page, executer=executer, lieu=trouve)


def ressenti(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Say how the place feels since a day."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    form = forms.RessentiForm(donnees(request), jeux=jeux_proposes(porte.dispositif_id))
    page = _page(request, porte, trouve, cle="lieu.ressenti", bouton="Enregistrer", fait="C'est dit.", gabarit=RESSENTI)

    def executer() -> None:
        mot, image = form.ressenti_dit()
        services.dire_ressenti(porte, cle, mot=mot, image=image, le=form.cleaned_data["le"], maintenant=timezone.now())

    return conduire(request, porte, form, page=page, executer=executer, lieu=trouve)


def dessiner(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Draw by hand about a place."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    form = forms.DessinForm(donnees(request), initial={"dessin": trouve.dessin})
    page = _page(
        request, porte, trouve, cle="lieu.dessin", bouton="Garder le dessin", fait="C'est gardé.", gabarit=DESSIN
    )

    def executer() -> None:
        services.dessiner_lieu(porte, cle, dessin=form.cleaned_data["dessin"], maintenant=timezone.now())

    crayons = _crayons(request, porte, form["dessin"].value() or "", sauf=cle)
    return conduire(request, porte, form, page=page, executer=executer, lieu=trouve, **crayons)


def quitter(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """The place is left since a day."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    form = forms.DepuisForm(donnees(request))
    page = PageSaisie(
        "lieu.quitter",
        "Enregistrer",
        lien(request, porte, "carte"),
        "Ce lieu n'est plus sur la carte d'aujourd'hui.",
        annuler=lien(request, porte, "retrouver", cle),
    )

    def executer() -> None:
        services.quitter_lieu(porte, cle, le=form.cleaned_data["le"], maintenant=timezone.now())

    return conduire(request, porte, form, page=page, executer=executer, lieu=trouve)


@require_POST
def retrouver(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """The place is there again."""
    porte = entrer_pour_dessiner(request, jeune)
    faire = partial(services.retrouver_lieu, porte, cle, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="Ce lieu est de nouveau sur la carte.")


def effacer(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Say what erasing does, then erase: nothing can bring it back, hence a question instead of an undo."""
    porte, trouve = lieu_a_changer(request, jeune, cle)
    if request.method != "POST":
        return montrer(request, porte, "carte_de_vie/confirmer.html", {"lieu": trouve, "cle": "lieu.effacer"})
    faire = partial(services.effacer_lieu, porte, cle, maintenant=timezone.now())
    return acte(request, faire, retour=lien(request, porte, "carte"), fait="Ce lieu est effacé pour toujours.")


@require_POST
def placer(request: Requete, jeune: str, cle: str, dispositif: str = "") -> HttpResponse:
    """Put a place elsewhere on the sheet, or nowhere; the undo says in its address where it was."""
    porte, avant = lieu_a_changer(request, jeune, cle)
    form = forms.PlaceForm(request.POST if "x" in request.POST else request.GET)
    if not form.is_valid():
        return redirect(lien(request, porte, "corriger", cle))
    dits: dict[str, Any] = form.cleaned_data
    faire = partial(services.placer_lieu, porte, cle, x=dits["x"], y=dits["y"], maintenant=timezone.now())
    la = f"?x={avant.x}&y={avant.y}" if avant.sur_la_feuille else ""
    annuler = f"{lien(request, porte, 'placer', cle)}{la}" if "x" in request.POST else ""
    return acte(
        request, faire, retour=lien(request, porte, "carte"), fait="Ce lieu a changé de place.", annuler=annuler
    )


FORMULAIRE_LIEU, RESSENTI, DESSIN = (f"carte_de_vie/{nom}.html" for nom in ("corriger", "ressenti", "dessin"))


def _page(request: Requete, porte: Porte, lieu: Lieu, **mots: Any) -> PageSaisie:
    return PageSaisie(retour=lien(request, porte, "lieu", lieu.cle), **mots)


def _liens(porte: Porte) -> dict[str, dict[str, str]]:
    return {"objectifs": objectifs_a_lier(porte), "elements": elements_a_lier(porte)}


def _crayons(request: Requete, porte: Porte, dessin: str, *, sauf: str = "") -> dict[str, Any]:
    """What the drawing zone shows: the pencils, what is drawn already, and, pale, the other places that stand on the sheet."""
    carte = vue_de(request, porte).carte.au(timezone.localdate())
    autour = tuple(un for un in carte.lieux if un.sur_la_feuille and un.cle != sauf)
    return {"crayons": CRAYONS, "traits": traits_du_dessin(dessin), "autour": dessiner_feuille(Carte(autour))}
