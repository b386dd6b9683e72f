"""Files: the dossier, each deposit, its receipt, each order, the attachments."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.reconnaissance import documents, selectors
from maillage.reconnaissance.models import Depot
from maillage.socle.models import NatureTrace
from maillage.socle.pieces import ErreurPiece, lire_piece, reponse_piece
from maillage.socle.rapports import Rapport, reponse_rapport
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser


def document(request: Requete, dispositif: str, extension: str) -> HttpResponse:
    """Send the dossier as it is being written."""
    lu = selectors.lire_dossier(request.acteur, request.dispositif, le=timezone.localdate())
    if lu.dossier is None:
        raise Http404("Aucun dossier n'est ouvert pour ce dispositif.")
    rapport = documents.rapport_du_dossier(request.dispositif, lu, le=timezone.localdate())
    return _fichier(request, rapport, f"reconnaissance-{dispositif}", extension)


def depot(request: Requete, dispositif: str, tour: int, extension: str) -> HttpResponse:
    """Show a deposit as it was frozen, or send it."""
    rapport = documents.rapport_du_depot(_depot(request, tour))
    if extension == "html":
        contexte = {"rapport": rapport, "tour": tour, "onglet": "dossier"}
        return render(request, "reconnaissance/depot.html", contexte)
    return _fichier(request, rapport, f"reconnaissance-{dispositif}-depot-{tour}", extension)


def recepisse(request: Requete, dispositif: str, tour: int, extension: str) -> HttpResponse:
    """Send the receipt of a deposit."""
    rapport = documents.recepisse(_depot(request, tour))
    return _fichier(request, rapport, f"recepisse-{dispositif}-{tour}", extension)


def arrete(request: Requete, dispositif: str, arrete: int, extension: str) -> HttpResponse:
    """Send the order of one organisme."""
    signe = selectors.arrete_signe(request.acteur, request.dispositif.pk, arrete)
    if signe is None:
        raise Http404("Cet arrêté n'existe pas dans ce dispositif.")
    autres = signe.dossier.arretes.filter(tour=signe.tour).exclude(pk=signe.pk).select_related("organisme")
    rapport = documents.rapport_de_l_arrete(
        signe, [f"{autre.organisme.nom}, arrêté n° {autre.numero}" for autre in autres], _depot(request, signe.tour)
    )
    return _fichier(request, rapport, f"arrete-{dispositif}-{signe.pk}", extension)


def piece(request: Requete, dispositif: str, piece: str) -> HttpResponse:
    """Send an attachment."""
    jointe = selectors.piece_jointe(request.acteur, request.dispositif.pk, piece)
    if jointe is None:
        raise Http404("Cette pièce n'existe pas dans ce dossier.")
    try:
        octets = lire_piece(request.acteur, jointe.piece)
    except ErreurPiece as refus:
        raise Http404(refus.message) from refus
    return reponse_piece(jointe.piece, octets)


def _depot(request: Requete, tour: int) -> Depot:
    trouve = selectors.depot_du_tour(request.acteur, request.dispositif.pk, tour)
    if trouve is None:
        raise Http404("Ce dépôt n'existe pas.")
    return trouve


def _fichier(request: Requete, rapport: Rapport, nom: str, extension: str) -> HttpResponse:
    reponse = reponse_rapport(rapport, nom, extension)
    journaliser(
        request.acteur,
        "reconnaissance.lire_document",
        nature=NatureTrace.LECTURE,
        objet=nom[:120],
        dispositif_id=request.dispositif.pk,
        details={"format": extension},
    )
    return reponse
