"""« Pourquoi ce chiffre ? »: any figure, on any page, down to the occurrences behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from maillage.activite import selectors
from maillage.activite.domain.explication import Contribution, Explication
from maillage.activite.explications import expliquer_comptage
from maillage.activite.faits import tables_du_dossier
from maillage.activite.forms import FormulaireHypotheses
from maillage.activite.lignes import en_clair, ligne_de_mesure
from maillage.activite.models import RetourTrimestriel
from maillage.activite.moteur import Comptage, compter
from maillage.activite.panneaux import parametres_en_panneau, regles_en_panneau
from maillage.activite.regles import charger_jeu
from maillage.activite.services import comptage_a_jour
from maillage.activite.services.memoire import comptage_garde
from maillage.activite.views.demande import Demande, contexte_commun, lire_demande
from maillage.agenda.selectors import ResumeEvenement, resumes_par_identifiant
from maillage.parcours.selectors import noms_par_identifiant
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.domain.typographie import ecrire_compte, ecrire_duree
from maillage.socle.requete import Requete
from maillage.socle.tableur import Feuille, reponse

PAR_PAGE = 200
EVENEMENT, SEMAINE, JOUR = "evenement", "semaine", "jour"
COLONNES = ("Fait", "Identifiant", "Jeune", "Date", "Minutes", "Compte pour")


@require_GET
def explication(request: Requete, dispositif: str) -> HttpResponse:
    """Explain one figure of the period, of a return (`retour=2026-T3/1`) or of a trial; `format=csv` gives every line."""
    demande, essai = _essayer(request, lire_demande(request))
    retour = _retour(request)
    with _comptage(request, demande, retour) as comptage:
        explique = _expliquer(request, comptage)
    noms = noms_par_identifiant(request.dispositif.pk)
    if request.GET.get("format") == "csv":
        return _exporter(explique, noms)
    page = Paginator(explique.lignes, PAR_PAGE).get_page(request.GET.get("page"))
    evenements = resumes_par_identifiant(
        request.dispositif.pk,
        [ligne.id for ligne in page if ligne.table == EVENEMENT],
    )
    return render(
        request,
        "activite/explication.html",
        {
            **contexte_commun(request, demande),
            "jeu": comptage.jeu,
            "periode": comptage.periode,
            "explication": _en_panneau(
                explique, [_ligne(ligne, evenements, noms, dispositif) for ligne in page], noms, demande
            ),
            "termes": [
                _en_panneau(terme, [], noms, demande) for terme in (explique.numerateur, explique.denominateur) if terme
            ],
            "page": page,
            "essai": essai,
            "gele": retour if retour and _est_gele(request, retour) else None,
            "jeune": noms.get(request.GET.get("jeune", ""), ""),
        },
    )


def _essayer(request: Requete, demande: Demande) -> tuple[Demande, list[tuple[str, str, str]]]:
    """The rule-set with the parameters tried on « Et si ? », and what they change."""
    if "essai" not in request.GET:
        return demande, []
    formulaire = FormulaireHypotheses(request.GET, jeu=demande.jeu)
    if not formulaire.is_valid():
        raise Http404("Ces réglages ne sont pas permis.")
    return replace(demande, jeu=formulaire.jeu_essaye()), formulaire.lire_changes()


def _retour(request: Requete) -> RetourTrimestriel | None:
    periode, _, revision = request.GET.get("retour", "").partition("/")
    if not periode:
        return None
    numero = int(revision) if revision.isdigit() else 0
    retour = selectors.retour_du_dispositif(request.dispositif.pk, periode, numero)
    if retour is None:
        raise Http404("Ce retour n'existe pas.")
    return retour


def _est_gele(request: Requete, retour: RetourTrimestriel) -> bool:
    """`faits=actuels` counts again what a return froze, with its own rules and date of arrêté."""
    return bool(retour.faits) and request.GET.get("faits") != "actuels"


@contextmanager
def _comptage(request: Requete, demande: Demande, retour: RetourTrimestriel | None) -> Iterator[Comptage]:
    """Yield the count of the facts of now, or of those that a return froze."""
    if retour is None:
        with comptage_a_jour(demande.dispositif_id, demande.jeu, demande.periode) as comptage:
            yield comptage
        return
    jeu, periode = charger_jeu(retour.regles), selectors.periode_du_retour(retour)
    if not _est_gele(request, retour):
        with comptage_a_jour(demande.dispositif_id, jeu, periode) as comptage:
            yield comptage
        return
    cle = ("retour", retour.pk, retour.empreinte_faits)
    with comptage_garde(cle, lambda: compter(tables_du_dossier(bytes(retour.faits or b"")), jeu, periode)) as comptage:
        yield comptage


def _expliquer(request: Requete, comptage: Comptage) -> Explication:
    mesure, jeune = request.GET.get("mesure", ""), request.GET.get("jeune") or None
    code = request.dispositif.code
    try:
        if mesure == SEMAINE:
            return expliquer_comptage(comptage, code, mesure, (jeune or "", request.GET.get("semaine", "")))
        if mesure == JOUR:
            jour = date.fromisoformat(request.GET.get("jour", ""))
            return expliquer_comptage(comptage, code, mesure, (jeune or "", jour))
        return _de_la_semaine(expliquer_comptage(comptage, code, mesure, jeune_id=jeune), request.GET.get("semaine"))
    except (KeyError, ValueError) as erreur:
        raise Http404("Ce chiffre n'existe pas dans cette période.") from erreur


def _de_la_semaine(explique: Explication, semaine: str | None) -> Explication:
    """Keep the lines of one ISO week, when one is asked: the figure is then their sum."""
    if not semaine:
        return explique
    lignes = tuple(ligne for ligne in explique.lignes if ligne.date and str(semaine_de(ligne.date)) == semaine)
    gardee = replace(explique, lignes=lignes, libelle=f"{explique.libelle}, semaine {semaine[-2:]}")
    return replace(gardee, valeur=float(gardee.total), phrase=f"{ecrire_compte(len(lignes), 'ligne')} cette semaine.")


def _en_panneau(
    explique: Explication, lignes: list[dict[str, Any]], noms: Mapping[str, str], demande: Demande
) -> dict[str, Any]:
    connue = ligne_de_mesure(explique.mesure, explique.valeur)
    return {
        "mesure": explique.mesure if connue else "",
        "titre": _titre(explique, noms),
        "valeur": connue.ecrite if connue else _valeur(explique, demande),
        "unite": "",
        "phrase": en_clair(explique.phrase),
        "regles": regles_en_panneau(explique.regles),
        "parametres": parametres_en_panneau(explique.parametres),
        "lignes": lignes,
        "total": float(explique.total) if explique.lignes else None,
        "note": "",
    }


def _titre(explique: Explication, noms: Mapping[str, str]) -> str:
    """The name of the figure, with the name of the young person in place of their identifier."""
    mots = (noms.get(mot, mot) for mot in en_clair(explique.libelle).split(" "))
    return " ".join(mots)


def _valeur(explique: Explication, demande: Demande) -> str:
    """A week reads as hours, and units when the rule-set has them; a day as what it counts."""
    if explique.mesure != SEMAINE:
        return f"{explique.valeur} {explique.unite}".strip()
    duree = ecrire_duree(int(str(explique.valeur)))
    if not demande.jeu.parametres.unites_actives:
        return duree
    return f"{ecrire_compte(int(str(explique.objet['total'])), 'unité')} ({duree})"


def _ligne(
    ligne: Contribution, evenements: Mapping[str, ResumeEvenement], noms: Mapping[str, str], dispositif: str
) -> dict[str, Any]:
    evenement = evenements.get(ligne.id) if ligne.table == EVENEMENT else None
    jeune = noms.get(ligne.jeune_id or "", "")
    return {
        "date": ligne.date,
        "libelle": evenement.titre if evenement else en_clair(ligne.libelle),
        "url": _adresse(ligne, evenement, dispositif),
        "minutes": ligne.minutes,
        "apport": float(ligne.apport),
        "note": ", ".join(mot for mot in (jeune, en_clair(ligne.libelle) if evenement else "") if mot),
    }


def _adresse(ligne: Contribution, evenement: ResumeEvenement | None, dispositif: str) -> str:
    if evenement:
        return reverse("agenda:evenement", args=[dispositif, evenement.identifiant])
    if ligne.jeune_id:
        return reverse("parcours:jeune", args=[dispositif, ligne.jeune_id])
    return ""


def _exporter(explique: Explication, noms: Mapping[str, str]) -> HttpResponse:
    feuille = Feuille(
        titre=explique.libelle,
        colonnes=COLONNES,
        lignes=[
            (
                en_clair(ligne.libelle),
                ligne.id,
                noms.get(ligne.jeune_id or "", ligne.jeune_id),
                ligne.date.isoformat() if ligne.date else "",
                ligne.minutes,
                float(ligne.apport),
            )
            for ligne in explique.lignes
        ],
        notes=(explique.phrase,),
    )
    return reponse(feuille, f"explication-{explique.mesure}", "csv")
