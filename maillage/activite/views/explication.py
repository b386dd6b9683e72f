"""« Pourquoi ce chiffre ? »: any figure, on any page, down to the occurrences behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from maillage.activite import selectors
from maillage.activite.domain.explication import Contribution, Explication
from maillage.activite.domain.hypotheses import LIBELLES, ecrire_valeur
from maillage.activite.explications import expliquer_comptage
from maillage.activite.faits import tables_du_dossier
from maillage.activite.lignes import en_clair, ligne_de_mesure
from maillage.activite.moteur import Comptage, compter
from maillage.activite.regles import charger_jeu
from maillage.activite.services import comptage_a_jour
from maillage.activite.views.demande import Demande, contexte_commun, lire_demande
from maillage.agenda.selectors import ResumeEvenement, resumes_par_identifiant
from maillage.parcours.selectors import noms_par_identifiant
from maillage.socle.requete import Requete
from maillage.socle.tableur import Feuille, reponse

PAR_PAGE = 200
EVENEMENT, SEMAINE, JOUR = "evenement", "semaine", "jour"
COLONNES = ("Fait", "Identifiant", "Jeune", "Date", "Minutes", "Compte pour")


@require_GET
def explication(request: Requete, dispositif: str) -> HttpResponse:
    """Explain one figure of the period, or of a frozen return; `format=csv` gives every line."""
    demande = lire_demande(request)
    with _comptage(request, demande) as comptage:
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
            "explication": _en_panneau(explique, [_ligne(ligne, evenements, noms, dispositif) for ligne in page]),
            "termes": [_en_panneau(terme, []) for terme in (explique.numerateur, explique.denominateur) if terme],
            "page": page,
            "gele": request.GET.get("retour", ""),
            "jeune": noms.get(request.GET.get("jeune", ""), ""),
        },
    )


@contextmanager
def _comptage(request: Requete, demande: Demande) -> Iterator[Comptage]:
    """Yield the count of the facts of now, or of those that a return froze (`retour=2026-T3/1`)."""
    periode, _, revision = request.GET.get("retour", "").partition("/")
    if not periode:
        with comptage_a_jour(demande.dispositif_id, demande.jeu, demande.periode) as comptage:
            yield comptage
        return
    numero = int(revision) if revision.isdigit() else 0
    retour = selectors.retour_du_dispositif(demande.dispositif_id, periode, numero)
    if retour is None or not retour.faits:
        raise Http404("Ce retour n'existe pas, ou n'est pas figé.")
    tables = tables_du_dossier(bytes(retour.faits))
    yield compter(tables, charger_jeu(retour.regles), selectors.periode_du_retour(retour))


def _expliquer(request: Requete, comptage: Comptage) -> Explication:
    mesure, jeune = request.GET.get("mesure", ""), request.GET.get("jeune") or None
    code = request.dispositif.code
    try:
        if mesure == SEMAINE:
            return expliquer_comptage(comptage, code, mesure, (jeune or "", request.GET.get("semaine", "")))
        if mesure == JOUR:
            jour = date.fromisoformat(request.GET.get("jour", ""))
            return expliquer_comptage(comptage, code, mesure, (jeune or "", jour))
        return expliquer_comptage(comptage, code, mesure, jeune_id=jeune)
    except (KeyError, ValueError) as erreur:
        raise Http404("Ce chiffre n'existe pas dans cette période.") from erreur


def _en_panneau(explique: Explication, lignes: list[dict[str, Any]]) -> dict[str, Any]:
    connue = ligne_de_mesure(explique.mesure, explique.valeur)
    return {
        "mesure": explique.mesure if connue else "",
        "titre": en_clair(explique.libelle),
        "valeur": connue.ecrite if connue else explique.valeur,
        "unite": "" if connue else explique.unite,
        "phrase": en_clair(explique.phrase),
        "regles": [
            {"code": regle.id, "texte": regle.texte, "source": regle.source, "statut": regle.statut}
            for regle in explique.regles
        ],
        "parametres": [
            {
                "libelle": LIBELLES.get(parametre.nom, parametre.nom),
                "valeur": ecrire_valeur(parametre.valeur),
                "source": parametre.note,
            }
            for parametre in explique.parametres
        ],
        "lignes": lignes,
        "total": float(explique.total) if explique.lignes else None,
        "note": "",
    }


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
