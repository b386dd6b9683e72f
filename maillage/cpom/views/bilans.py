"""The yearly report of an indicator, its evidence, and its signature."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.cpom import selectors, services
from maillage.cpom.domain.erreurs import ConflitCpom, ErreurCpom
from maillage.cpom.forms import BilanForm
from maillage.cpom.models import BilanIndicateur, IndicateurCpom, PreuveCpom
from maillage.cpom.presentation import ecrire as ecrire_valeur
from maillage.cpom.selectors import AnneeIndicateur
from maillage.cpom.views.commun import (
    PageFormulaire,
    dessiner,
    donnees,
    renvoyer_avec_version,
    trouver_indicateur,
)
from maillage.socle.pieces import ErreurPiece, lire_piece, reponse_piece
from maillage.socle.requete import Requete


def ecrire(request: Requete, dispositif: str, indicateur: str, annee: int) -> HttpResponse:
    """Write what a year gave; when someone wrote meanwhile, show both texts."""
    lu, ligne = _ligne(request, indicateur, annee)
    bilan = ligne.bilan
    form = BilanForm(donnees(request), request.FILES or None, initial=_initial(bilan))
    enregistre: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        lus = form.cleaned_data
        try:
            services.ecrire_bilan(request.acteur, request.dispositif.pk, indicateur, annee=annee, **lus)
        except ConflitCpom as conflit:
            form.add_error(None, conflit.message)
            renvoyer_avec_version(form, bilan.version if bilan else 0)
            enregistre = [("Récit", bilan.recit if bilan else "")]
        except ErreurCpom as refus:
            form.add_error(None, refus.message)
        else:
            messages.success(request, f"Le bilan {annee} est enregistré.")
            return redirect("cpom:indicateur", dispositif, indicateur)
    page = _page(lu, f"Bilan {annee}", f"{_dire(ligne)} Dites ce que ce chiffre ne montre pas.", "Enregistrer le bilan")
    return dessiner(request, form, page, enregistre=enregistre, preuves=bilan.preuves.all() if bilan else ())


def signer(request: Requete, dispositif: str, indicateur: str, annee: int) -> HttpResponse:
    """Show what will be frozen, then freeze it."""
    lu, ligne = _ligne(request, indicateur, annee)
    refuse = ""
    if request.method == "POST":
        try:
            services.signer_valeur(request.acteur, request.dispositif.pk, indicateur, annee=annee)
        except ErreurCpom as refus:
            refuse = refus.message
        else:
            messages.success(request, f"La valeur de {annee} est signée : elle ne change plus.")
            return redirect("cpom:indicateur", dispositif, indicateur)
    avertir = " Tous les trimestres ne sont pas transmis : la valeur est partielle." if ligne.valeur.partielle else ""
    phrase = f"{_dire(ligne)}{avertir} Une fois signée, elle ne change plus, même si une formule ou un retour change."
    page = _page(lu, f"Signer la valeur {annee}", phrase, "Signer la valeur")
    reponse = dessiner(
        request, None, page, refuse=refuse, recit=ligne.bilan.recit if ligne.bilan else "", signature=True
    )
    reponse.status_code = 422 if refuse else 200
    return reponse


@require_safe
def preuve(request: Requete, dispositif: str, indicateur: str, preuve: int) -> HttpResponse:
    """Give a file of evidence; the reading is journaled."""
    trouvee = _preuve(request, indicateur, preuve)
    try:
        return reponse_piece(trouvee.piece, lire_piece(request.acteur, trouvee.piece))
    except ErreurPiece as refus:
        messages.error(request, refus.message)
        return redirect("cpom:indicateur", dispositif, indicateur)


@require_POST
def retirer_preuve(request: Requete, dispositif: str, indicateur: str, preuve: int) -> HttpResponse:
    """Remove a file of evidence before the signature."""
    trouvee = _preuve(request, indicateur, preuve)
    annee = trouvee.bilan.annee
    try:
        services.retirer_preuve(request.acteur, request.dispositif.pk, indicateur, preuve)
    except ErreurCpom as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, "La preuve est retirée.")
    return redirect("cpom:bilan", dispositif, indicateur, annee)


def _preuve(request: Requete, indicateur: str, numero: int) -> PreuveCpom:
    lu = trouver_indicateur(request, indicateur)
    preuves = PreuveCpom.objects.filter(bilan__indicateur=lu, pk=numero).select_related("piece", "bilan")
    trouvee = preuves.first()
    if trouvee is None:
        raise Http404("Aucune preuve de ce numéro.")
    return trouvee


def _ligne(request: Requete, identifiant: str, annee: int) -> tuple[IndicateurCpom, AnneeIndicateur]:
    lu = trouver_indicateur(request, identifiant)
    if annee not in lu.fiche.cpom.annees:
        raise Http404("Cette année est hors du CPOM.")
    comptes = selectors.comptes_transmis([request.dispositif.pk], [annee])
    return lu, selectors.annee_de(lu, annee, comptes)


def _initial(bilan: BilanIndicateur | None) -> dict[str, object]:
    return {"recit": bilan.recit, "version": bilan.version} if bilan else {"version": 0}


def _dire(ligne: AnneeIndicateur) -> str:
    if ligne.valeur.nombre is None:
        return f"En {ligne.annee}, aucune valeur : {ligne.valeur.motif[:1].lower()}{ligne.valeur.motif[1:]}"
    cible = f" pour une cible de {ecrire_valeur(ligne.cible, ligne.unite)}" if ligne.cible is not None else ""
    return f"En {ligne.annee}, {ecrire_valeur(ligne.valeur.nombre, ligne.unite)}{cible}."


def _page(indicateur: IndicateurCpom, titre: str, phrase: str, bouton: str) -> PageFormulaire:
    fiche = indicateur.fiche
    code = fiche.dispositif.code
    retour = reverse("cpom:indicateur", args=[code, indicateur.identifiant])
    fil = ((fiche.titre, reverse("cpom:fiche", args=[code, fiche.identifiant])), (indicateur.libelle, retour))
    return PageFormulaire(titre, phrase, bouton, retour, fil=fil, fichier=True)
