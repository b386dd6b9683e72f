"""« Pourquoi ce chiffre ? » of the aggregates: rule, status, parameters, who contributes; never an occurrence, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.activite.domain.alertes import ALERTES
from maillage.activite.domain.catalogue import REGLES
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.panneaux import Panneau, panneau_de_la_regle, regles_en_panneau
from maillage.activite.regles import charger_jeu
from maillage.pilotage import selectors
from maillage.pilotage.bord.adresses import parametres
from maillage.pilotage.domain.explications import COUVERTURE, ORIGINES
from maillage.pilotage.domain.mesures import EFFECTIF_MIN
from maillage.pilotage.domain.retour_lisible import CHEMINS
from maillage.pilotage.domain.tableau import TOTAL, Cle, Croisement
from maillage.pilotage.forms import RestitutionForm
from maillage.pilotage.publie import ChiffrePublie, chiffre_publie
from maillage.pilotage.views.periodes import periodes_ouvertes
from maillage.pilotage.views.restitution import tableau_ou_rien
from maillage.pilotage.views.retours import chiffres_du_retour, qualite_du_retour
from maillage.socle.domain.typographie import ABSENT, ecrire_nombre, ecrire_taux
from maillage.socle.requete import Requete

MASQUE = "masqué"
RAISON_DU_MASQUE = (
    "Cette case est masquée pour protéger les personnes. La raison exacte n'est jamais dite : elle la ferait deviner."
)
SANS_OCCURRENCES = (
    "Les événements derrière ce chiffre ne s'ouvrent pas ici : ils nomment des jeunes, et un retour transmis ne contient que des mesures "
    "d'ensemble. Seul chaque dispositif ouvre les siens, depuis le même chiffre de son propre retour."
)
REGLES_DE_RESTITUTION = ("R41", "R42", "R43", "R44")
REGLES_DE_COUVERTURE = ("R40", "R41")


@require_safe
def de_retour(request: Requete, dispositif: str, periode: str, numero: int) -> HttpResponse:
    """Show the rule of one figure, or of one kind of alert, of a transmitted return."""
    transmis = selectors.retour_transmis(request.dispositif.pk, periode, numero)
    if transmis is None:
        raise Http404("Ce retour n'est pas transmis.")
    jeu = charger_jeu(transmis.revision.regles)
    code = request.GET.get("alerte", "")
    explication = _alerte(transmis, code) if code else _mesure_de_retour(transmis, jeu, request.GET.get("mesure", ""))
    contexte = {
        "dispositif": request.dispositif,
        "periode": periode,
        "transmis": transmis,
        "jeu": jeu,
        "explication": explication,
    }
    return render(request, "pilotage/chiffre_de_retour.html", contexte)


@require_safe
def de_restitution(request: Requete) -> HttpResponse:
    """Explain one figure of the restitution of now."""
    choix = RestitutionForm(request.GET, periodes=periodes_ouvertes()).choix()
    tableau = tableau_ou_rien(choix)
    if tableau is None:
        raise Http404("Aucun tableau sûr n'existe à ce seuil.")
    retour = f"{reverse('pilotage:restitution')}?{urlencode(parametres(choix))}"
    contexte = _explique(request, charger_jeu(choix.regles), bytes(tableau.contenu), tableau.retours, choix.periode)
    return render(request, "pilotage/chiffre.html", {**contexte, "retour": retour, "titre_retour": "Restitution"})


@require_safe
def de_publication(request: Requete, periode: str, numero: int) -> HttpResponse:
    """Explain one figure of a released table."""
    publication = selectors.publication_par_numero(periode, numero)
    if publication is None:
        raise Http404("Cette publication n'existe pas.")
    jeu, octets = charger_jeu(publication.regles), bytes(publication.tableau)
    contexte = _explique(request, jeu, octets, publication.retours, periode)
    retour = reverse("pilotage:publication", args=[periode, numero])
    titre = f"Publication n° {numero}"
    return render(request, "pilotage/chiffre.html", {**contexte, "retour": retour, "titre_retour": titre})


def _explique(
    request: Requete, jeu: JeuDeRegles, octets: bytes, revisions: Sequence[dict[str, Any]], periode: str
) -> dict[str, Any]:
    code, region, type_ = (request.GET.get(nom, "") for nom in ("mesure", "region", "type"))
    croisement = Croisement(region or TOTAL, type_ or TOTAL)
    chiffre = chiffre_publie(octets, Cle(code, croisement))
    if chiffre is None:
        raise Http404("Ce chiffre n'existe pas dans ce tableau.")
    chemin = ORIGINES[code].chemin if code in ORIGINES else ""
    return {
        "jeu": jeu,
        "periode": periode,
        "chiffre": chiffre,
        "croisement": croisement,
        "explication": _panneau(jeu, code, chiffre),
        "voit_tout": request.acteur.dispositifs("retours_transmis") is None,
        "contributeurs": [
            (contributeur, _adresse_chez(request, contributeur, periode, chemin, jeu))
            for contributeur in selectors.contributeurs(request.acteur, revisions, croisement)
        ]
        if _peut_nommer(request, chiffre)
        else [],
    }


def _peut_nommer(request: Requete, chiffre: ChiffrePublie) -> bool:
    """Whoever sees every return learns who is in a cell only where the cell itself is shown; anyone knows of their own."""
    if request.acteur.dispositifs("retours_transmis") is not None:
        return True
    return not chiffre.case.masquee and chiffre.couverture.transmis >= EFFECTIF_MIN


def _adresse_chez(
    request: Requete, contributeur: selectors.Contributeur, periode: str, chemin: str, jeu: JeuDeRegles
) -> str:
    """The same figure in the return of a contributor; the whole return for a figure that it does not show."""
    cle = [contributeur.code, periode, contributeur.revision]
    if chemin not in CHEMINS:
        return reverse("pilotage:retour", args=cle)
    return f"{reverse('pilotage:chiffre_de_retour', args=cle)}?{urlencode({'mesure': chemin})}"


def _panneau(jeu: JeuDeRegles, code: str, chiffre: ChiffrePublie) -> Panneau:
    valeur = _ecrire(chiffre)
    if code == COUVERTURE:
        return {
            "titre": chiffre.libelle.titre,
            "valeur": valeur,
            "phrase": chiffre.libelle.definition,
            "regles": regles_en_panneau(REGLES[regle] for regle in REGLES_DE_COUVERTURE),
            "note": SANS_OCCURRENCES,
        }
    panneau = panneau_de_la_regle(jeu, ORIGINES[code].chemin, valeur=valeur, note=SANS_OCCURRENCES)
    masque = f" {RAISON_DU_MASQUE}" if chiffre.case.masquee else ""
    return {
        **panneau,
        "titre": chiffre.libelle.titre,
        "phrase": f"{panneau['phrase']} {ORIGINES[code].reunion}{masque}",
        "regles": [*panneau["regles"], *regles_en_panneau(REGLES[regle] for regle in REGLES_DE_RESTITUTION)],
    }


def _ecrire(chiffre: ChiffrePublie) -> str:
    if chiffre.case.masquee:
        return MASQUE
    if not chiffre.case.valeur:
        return ABSENT
    nombre = float(chiffre.case.valeur)
    return ecrire_taux(nombre, 1) if chiffre.libelle.en_taux else ecrire_nombre(nombre)


def _mesure_de_retour(transmis: selectors.RetourTransmis, jeu: JeuDeRegles, chemin: str) -> Panneau:
    ecrits = {
        chiffre.chemin: chiffre.valeur for chiffre in (*chiffres_du_retour(transmis), *qualite_du_retour(transmis))
    }
    if chemin not in ecrits:
        raise Http404("Ce chiffre n'existe pas dans ce retour.")
    return panneau_de_la_regle(jeu, chemin, valeur=ecrits[chemin], note=SANS_OCCURRENCES)


def _alerte(transmis: selectors.RetourTransmis, code: str) -> Panneau:
    nombre = transmis.qualite["alertes_par_code"].get(code, 0)
    if not nombre or code not in ALERTES:
        raise Http404("Cette alerte n'est pas dans ce retour.")
    alerte = ALERTES[code]
    return {
        "titre": alerte.libelle,
        "valeur": ecrire_nombre(nombre),
        "phrase": alerte.geste,
        "regles": regles_en_panneau([REGLES[alerte.regle]]),
        "note": SANS_OCCURRENCES,
    }
