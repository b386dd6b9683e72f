"""Dashboards: the scope that goes with each role, and each figure of it over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.activite.panneaux import regles_en_panneau
from maillage.activite.regles import charger_jeu
from maillage.pilotage.bord import cartes, graphiques
from maillage.pilotage.bord.adresses import du_bord
from maillage.pilotage.bord.cibles import graphique_des_cibles
from maillage.pilotage.bord.lecteurs import definition, libelle
from maillage.pilotage.bord.montage import Bord, monter
from maillage.pilotage.bord.semblables import comparer
from maillage.pilotage.domain.bord import INDICATEURS
from maillage.pilotage.domain.portees import Niveau, Portee
from maillage.pilotage.domain.publics import REGLES_PAR_DEFAUT
from maillage.pilotage.forms import BordForm
from maillage.pilotage.selectors.indicateurs import catalogue
from maillage.pilotage.selectors.lectures import lectures_des
from maillage.pilotage.selectors.portees import portee_par_defaut, portees_de
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.socle import tableur
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.graphiques import Graphique
from maillage.socle.listes import trouve
from maillage.socle.rapports import FICHIERS
from maillage.socle.requete import Requete

IMAGES = ("svg", "png")
FORMATS_DE_GRAPHIQUE = (*tableur.FORMATS, "pdf", *IMAGES)


@require_safe
def accueil(request: Requete) -> HttpResponse:
    """Open the scope that is asked, else the one that goes with the role."""
    portees = portees_de(request.acteur)
    demandee = request.GET.get("portee", "")
    voulue = next((portee for portee in portees if f"{portee.niveau}/{portee.code}" == demandee), None)
    portee = voulue or portee_par_defaut(request.acteur, portees)
    if portee is None:
        return render(request, "pilotage/bord_vide.html")
    mots = {"periode": request.GET.get("periode", ""), "type": request.GET.get("type", "")}
    return HttpResponseRedirect(du_bord(portee, **(mots if voulue else {})))


@require_safe
def tableau(request: Requete, niveau: str, code: str) -> HttpResponse:
    """Show a scope: figure cards, one chart by family, similar dispositifs, CPOM."""
    bord, contexte = lire(request, niveau, code)
    le = timezone.localdate()
    comparaison = comparer(bord, le=le)
    contexte |= {
        "familles": [
            (famille, _avec_fichiers(bord, famille.dessinee, "trimestres", _dessiner(bord, famille)))
            for famille in cartes.familles(bord)
            if famille.cartes
        ],
        "reserves": cartes.reserves(bord),
        "cpom": adresse_ouverte(request.acteur, "cpom:indicateurs"),
        "comparaison": comparaison,
        "comparables": [
            (ligne, du_bord(bord.portee, ligne.chemin, periode=bord.periode))
            for ligne in (comparaison.lignes if comparaison else ())
        ],
        "vises": [
            (vise, graphique_des_cibles(vise), _fichiers_de_cible(bord, vise.code)) for vise in bord.cibles.vises
        ],
        "liens": [
            (extension.upper(), adresse(bord, "exporter_bord", extension=extension))
            for extension in (*tableur.FORMATS, *FICHIERS)
        ],
        "liens_semblables": [
            (extension.upper(), adresse(bord, "exporter_semblables", extension=extension))
            for extension in tableur.FORMATS
        ],
    }
    return render(request, "pilotage/bord.html", contexte)


@require_safe
def indicateur(request: Requete, niveau: str, code: str, indicateur: str) -> HttpResponse:
    """Show one figure of a scope quarter after quarter, year after year, dispositif by dispositif."""
    connu(indicateur)
    bord, contexte = lire(request, niveau, code)
    carte = next((c for c in catalogue().values() if indicateur in c.chemins), None)
    dessins = [(nom, dessin) for nom, dessin in dessins_de(bord, indicateur).items() if dessin is not None]
    contexte |= {
        "indicateur": indicateur,
        "libelle": libelle(indicateur),
        "definition": definition(indicateur),
        "regles": regles_en_panneau(carte.regles) if carte else [],
        "fiche": reverse("pilotage:indicateur", args=[carte.code]) if carte else "",
        "dessins": [_avec_fichiers(bord, indicateur, nom, dessin) for nom, dessin in dessins],
        "lignes": [
            (periode, bord.lecteur.valeur(indicateur, periode), bord.lecteur.couverture(periode))
            for periode in reversed(bord.periodes)
        ],
        "dispositifs": _par_dispositif(request, bord, indicateur),
        "reserves": cartes.reserves(bord),
        "tableau": du_bord(bord.portee, periode=bord.periode, type=bord.type),
    }
    return render(request, "pilotage/bord_indicateur.html", contexte)


def connu(indicateur: str) -> None:
    """Refuse a figure that no dashboard has."""
    trouve(indicateur if indicateur in INDICATEURS else None, "Ce chiffre n'est pas au tableau de bord.")


def lire(request: Requete, niveau: str, code: str) -> tuple[Bord, dict[str, Any]]:
    """Return the dashboard asked and what its page says around; a scope that is not open is not found."""
    portees = portees_de(request.acteur)
    voulue = next((p for p in portees if p.niveau == niveau and p.code == code), None)
    portee = trouve(voulue, "Cette portée ne vous est pas ouverte.")
    periodes = [periode for periode in periodes_ouvertes() if "-T" in periode]
    bord = _monter(request, portee, periodes)
    periode = bord.periode
    form = BordForm({"periode": periode, "type": bord.type}, periodes=periodes, types=bord.types)
    contexte = {
        "bord": bord,
        "form": form,
        "couverture": bord.lecteur.couverture(periode),
        "retenus": bord.lecteur.retenus(periode),
        "courante": f"{portee.niveau}/{portee.code}",
        "choix_des_portees": _par_niveau(portees) if len(portees) > 1 else [],
        "jeu": charger_jeu(REGLES_PAR_DEFAUT),
    }
    return bord, contexte


def _monter(request: Requete, portee: Portee, periodes: Sequence[str]) -> Bord:
    """The quarter that is asked; else the last one that has a return, so that a first look finds figures."""
    le = timezone.localdate()
    periode = _periode(request, portee, periodes)
    type_ = request.GET.get("type", "") if portee.niveau.protege else ""
    bord = monter(request.acteur, portee, periode, type_=type_, le=le)
    return bord if not type_ or type_ in bord.types else monter(request.acteur, portee, periode, le=le)


def _periode(request: Requete, portee: Portee, periodes: Sequence[str]) -> str:
    demandee, _ = BordForm(request.GET, periodes=periodes).choix()
    if request.GET.get("periode"):
        return demandee
    lues = lectures_des([membre.pk for membre in portee.membres], periodes)
    connues = {periode for lectures in lues.values() for periode in lectures if periode <= demandee}
    return max(connues, default=demandee)


def dessins_de(bord: Bord, chemin: str) -> dict[str, Graphique | None]:
    """Return the charts of one figure, by the name of their file."""
    return {
        "trimestres": graphiques.par_trimestre(bord, chemin),
        "annees": graphiques.par_annee(bord, chemin),
        "dispositifs": graphiques.par_dispositif(bord, chemin),
    }


def adresse(bord: Bord, page: str, **parties: str) -> str:
    """Return the address of a file of a dashboard, with its choices."""
    chemin = reverse(
        f"pilotage:{page}", kwargs={"niveau": bord.portee.niveau.value, "code": bord.portee.code, **parties}
    )
    return f"{chemin}?periode={bord.periode}{f'&type={bord.type}' if bord.type else ''}"


def _dessiner(bord: Bord, famille: cartes.Famille) -> Graphique:
    return graphiques.par_trimestre(bord, famille.dessinee)


def _avec_fichiers(bord: Bord, chemin: str, nom: str, dessin: Graphique) -> tuple[Graphique, list[tuple[str, str]]]:
    return dessin, [
        (extension.upper(), adresse(bord, "bord_graphique", indicateur=chemin, nom=nom, extension=extension))
        for extension in FORMATS_DE_GRAPHIQUE
    ]


def _fichiers_de_cible(bord: Bord, vise: str) -> list[tuple[str, str]]:
    return [
        (extension.upper(), adresse(bord, "bord_cible", vise=vise, extension=extension))
        for extension in FORMATS_DE_GRAPHIQUE
    ]


def _par_niveau(portees: Sequence[Portee]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group the scopes for a list of choices, the widest first."""
    return [
        (niveau.en_mots, [(f"{p.niveau}/{p.code}", p.nom) for p in portees if p.niveau is niveau])
        for niveau in reversed(Niveau)
        if any(portee.niveau is niveau for portee in portees)
    ]


def _par_dispositif(request: Requete, bord: Bord, chemin: str) -> list[tuple[Any, Any, str]]:
    """The dispositifs of a scope that the person reads one by one: each opens its own figure."""
    if bord.portee.niveau is Niveau.DISPOSITIF:
        return []
    return [
        (
            membre,
            graphiques.valeur_de(request.acteur, membre, bord, chemin),
            du_bord(portee, chemin, periode=bord.periode),
        )
        for membre in bord.portee.membres
        for portee in [Portee(Niveau.DISPOSITIF, membre.code, membre.nom, (membre,), 1)]
    ]
