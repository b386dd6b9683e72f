"""The catalogue of indicators: the list, its export, one card with its values over the quarters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.activite.domain.catalogue.mesures import CLE
from maillage.activite.lignes import GROUPES, ecrire_valeur, en_clair
from maillage.activite.panneaux import regles_en_panneau
from maillage.activite.regles import JEUX, charger_jeu
from maillage.pilotage.domain.indicateurs import DIVERS, Indicateur, filtrer
from maillage.pilotage.domain.retour_lisible import MASQUE
from maillage.pilotage.forms import FiltresIndicateursForm
from maillage.pilotage.permissions import RETOURS_TRANSMIS
from maillage.pilotage.selectors.indicateurs import catalogue, lectures, publications_de
from maillage.pilotage.selectors.lectures import LectureTrimestre
from maillage.socle import tableur
from maillage.socle.domain.typographie import ABSENT, ecrire_nombre, ecrire_taux, ecrire_trimestre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie
from maillage.socle.requete import Requete
from maillage.structures.selectors import dispositifs_visibles

COLONNES = ("Indicateur", "Famille", "Définition", "Unité", "Règles", "Source", "Statut", "Lu par l'autorité")


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the cards by family."""
    form = FiltresIndicateursForm(request.GET, familles=GROUPES)
    cartes = filtrer(catalogue().values(), **form.filtres())
    familles = [
        (
            titre,
            [(lue, _dire(lue.mesure.libelle), _dire(lue.mesure.definition)) for lue in cartes if lue.famille == titre],
        )
        for titre in (*GROUPES, DIVERS)
    ]
    contexte = {
        "form": form,
        "familles": [(titre, rangees) for titre, rangees in familles if rangees],
        "nombre": len(cartes),
        "liens": [
            (nom.upper(), f"{reverse('pilotage:exporter_indicateurs', args=[nom])}?{request.GET.urlencode()}")
            for nom in tableur.FORMATS
        ],
    }
    return render(request, "pilotage/indicateurs.html", contexte)


@require_safe
def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the same cards as a file."""
    if extension not in tableur.FORMATS:
        raise Http404("Ce format n'existe pas.")
    cartes = filtrer(catalogue().values(), **FiltresIndicateursForm(request.GET, familles=GROUPES).filtres())
    feuille = tableur.Feuille("Catalogue des indicateurs", COLONNES, [_rangee(carte) for carte in cartes])
    return tableur.reponse(feuille, "indicateurs", extension)


@require_safe
def carte(request: Requete, code: str) -> HttpResponse:
    """Show one card and, for a dispositif, its values quarter after quarter beside those released for the region."""
    lue = catalogue().get(code)
    if lue is None:
        raise Http404("Cet indicateur n'est pas au catalogue.")
    dispositifs = list(dispositifs_visibles(request.acteur, RETOURS_TRANSMIS.section))
    voulus = [dispositif for dispositif in dispositifs if dispositif.code == request.GET.get("dispositif")]
    choisi = next(iter([*voulus, *dispositifs]), None)
    contexte: dict[str, Any] = {
        "carte": lue,
        "libelle": _dire(lue.mesure.libelle),
        "definition": _dire(lue.mesure.definition),
        "regles": regles_en_panneau(lue.regles),
        "jeux": [charger_jeu(jeu) for jeu in JEUX],
        "dispositifs": dispositifs,
        "choisi": choisi,
    }
    if choisi is not None and lue.chemins:
        contexte |= _valeurs(lue, choisi)
    return render(request, "pilotage/indicateur.html", contexte)


def _valeurs(lue: Indicateur, dispositif: Any) -> dict[str, Any]:
    lus = lectures(dispositif.pk)
    publies = publications_de(lue, [lecture.periode for lecture in lus], dispositif.type)
    lignes = [
        {
            "periode": lecture.periode,
            "valeurs": [
                (
                    nom,
                    MASQUE if valeur == MASQUE else ecrire_valeur(valeur, lue.mesure),
                    _adresse(dispositif, lecture, chemin),
                )
                for chemin, nom in _noms(lue)
                for valeur in [lecture.valeurs.get(chemin)]
            ],
            "region": [(chiffre.libelle.titre, _publie(chiffre)) for chiffre in publies.get(lecture.periode, [])],
        }
        for lecture in lus
    ]
    return {"lignes": lignes, "graphique": _graphique(lue, dispositif, lus)}


def _noms(lue: Indicateur) -> list[tuple[str, str]]:
    return [(chemin, en_clair(lue.mesure.remplacer(lue.mesure.libelle, chemin))) for chemin in lue.chemins]


def _graphique(lue: Indicateur, dispositif: Any, lus: Sequence[LectureTrimestre]) -> Graphique | None:
    """One line by figure; nothing is drawn before two quarters are known."""
    mots = []
    for chemin, nom in _noms(lue):
        connues = [lecture for lecture in lus if lecture.nombre(chemin) is not None]
        if len(connues) > 1:
            bouts = [
                f"{ecrire_valeur(lecture.valeurs[chemin], lue.mesure)} ({ecrire_trimestre(lecture.periode)})"
                for lecture in (connues[0], connues[-1])
            ]
            mots.append(f"{nom} : de {bouts[0]} à {bouts[1]}")
    if not mots:
        return None
    return Graphique(
        titre=f"{_dire(lue.mesure.libelle)}, {dispositif.nom}",
        phrase=f"{' ; '.join(mots)}.",
        categories=tuple(lecture.periode for lecture in lus),
        series=tuple(Serie(nom, tuple(lecture.nombre(chemin) for lecture in lus)) for chemin, nom in _noms(lue)),
        unite=lue.mesure.unite,
        source="Retours trimestriels transmis ; petits effectifs masqués.",
        genre=GenreGraphique.LIGNES,
    )


def _adresse(dispositif: Any, lecture: LectureTrimestre, chemin: str) -> str:
    cible = reverse("pilotage:chiffre_de_retour", args=[dispositif.code, lecture.periode, lecture.revision])
    return f"{cible}?{urlencode({'mesure': chemin})}"


def _publie(chiffre: Any) -> str:
    if chiffre.case.masquee:
        return MASQUE
    if not chiffre.case.valeur:
        return ABSENT
    nombre = float(chiffre.case.valeur)
    return ecrire_taux(nombre, 1) if chiffre.libelle.en_taux else ecrire_nombre(nombre)


def _dire(texte: str) -> str:
    """A family of figures is named once: what changes from one to the next is left open."""
    return CLE.sub("…", en_clair(texte))


def _rangee(lue: Indicateur) -> tuple[str, ...]:
    return (
        _dire(lue.mesure.libelle),
        lue.famille,
        _dire(lue.mesure.definition),
        lue.mesure.unite,
        ", ".join(regle.id for regle in lue.regles),
        " ; ".join(lue.sources),
        " ; ".join(lue.statuts),
        "oui" if lue.chemins else "non",
    )
