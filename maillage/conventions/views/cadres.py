"""The conventions cadres: list, one of them, its acts, the departure of a signatory."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.conventions import exports, referentiels, selectors, services
from maillage.conventions.documents.region import modalites_en_mots
from maillage.conventions.domain.erreurs import ErreurConvention
from maillage.conventions.domain.etats import LIANTS
from maillage.conventions.domain.modalites import TOUTES, couvertes
from maillage.conventions.forms.cadres import GESTES, ClausesForm, DepartForm, NouvelleConventionForm
from maillage.conventions.forms.filtres import FiltresConventionsForm
from maillage.conventions.models import ConventionCadre, Signataire
from maillage.conventions.permissions import CONVENTIONS, ouvre_dans
from maillage.conventions.selectors.cadres import ecrit_le_texte
from maillage.conventions.selectors.en_vigueur import apports, presents
from maillage.conventions.selectors.feuilles import places_des_signataires
from maillage.conventions.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.acteur import Acces
from maillage.socle.pieces import ErreurPiece, ecrire_taille, lire_piece, reponse_piece
from maillage.socle.requete import Requete
from maillage.socle.vocabulaire import Modalite

COLONNES_TRIABLES = (("departement", "Département"), ("titre", "Convention"), ("debut", "Début"), ("fin", "Fin"))
INCONNUE = "Aucune convention de cet identifiant."


def liste(request: Requete) -> HttpResponse:
    """Show the conventions cadres, past ones included."""
    form = FiltresConventionsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_conventions(request.acteur, filtres)),
        "colonnes_triables": COLONNES_TRIABLES,
        "liens_export": liens(request, "conventions:exporter_liste"),
        "peut_ecrire": request.acteur.peut(CONVENTIONS, Acces.ECRITURE),
    }
    return render(request, "conventions/liste.html", contexte)


def exporter_liste(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    lignes = selectors.lister_conventions(
        request.acteur, FiltresConventionsForm(request.GET or None, acteur=request.acteur).filtres()
    )
    return envoyer(request, lambda: exports.feuille_conventions(lignes), "conventions-cadres", extension)


def nouvelle(request: Requete) -> HttpResponse:
    """Open a draft."""
    retour = reverse("conventions:liste")
    return jouer(request, NouvelleConventionForm, cible=None, retour=retour, apres=_adresse)


def lire(request: Requete, convention: str) -> HttpResponse:
    """Show one convention: state, signatories, text, amendments."""
    trouvee = _trouver(request, convention)
    aujourd_hui = timezone.localdate()
    datee = selectors.dater(trouvee, aujourd_hui)
    la = presents(trouvee, aujourd_hui)
    textes = {clause.rubrique: clause.texte for clause in trouvee.clauses.all()}
    signes = {signataire.acteur for signataire in trouvee.signataires.all() if signataire.retire_le is None}
    offertes = couvertes(apports(la or list(trouvee.signataires.all())))
    montre = next((texte for texte in trouvee.textes.all() if texte.remplace_le is None), None)
    contexte = {
        "convention": trouvee,
        "datee": datee,
        "lie": datee.etat in LIANTS,
        "nom_departement": selectors.nom_du_departement(trouvee.departement),
        "signataires": trouvee.signataires.all(),
        "attendus": [nom for c, nom in referentiels.acteurs().items() if _attendu(c, signes)],
        "rubriques": [(rubrique, textes.get(rubrique.code, "")) for rubrique in referentiels.rubriques()],
        "ecrites": len(textes),
        "renouvellement_mois": referentiels.reglages(aujourd_hui).renouvellement_mois,
        "texte_signe": montre,
        "taille_du_texte": ecrire_taille(montre.piece.taille) if montre else "",
        "textes_remplaces": [texte for texte in trouvee.textes.all() if texte.remplace_le is not None],
        "modalites": [(Modalite(code).label, code in offertes) for code in TOUTES],
        "peut_ecrire": ouvre_dans(request.acteur, CONVENTIONS, trouvee.departement, Acces.ECRITURE),
        "peut_ecrire_texte": _peut_ecrire_texte(request, trouvee),
    }
    return render(request, "conventions/convention.html", contexte)


def texte_signe(request: Requete, convention: str, texte: str) -> HttpResponse:
    """Give back the signed text, or one that it replaced."""
    joint = trouve(selectors.texte_signe(request.acteur, convention, texte), "Aucun texte signé de cet identifiant.")
    try:
        return reponse_piece(joint.piece, lire_piece(request.acteur, joint.piece))
    except ErreurPiece as refus:
        messages.error(request, str(refus))
        return redirect("conventions:convention", convention=convention)


def _attendu(code: str, signes: set[str]) -> bool:
    return code in referentiels.socle_des_signataires() and code not in signes


def geste(request: Requete, convention: str, geste: str) -> HttpResponse:
    """One act on a convention."""
    trouvee = _trouver(request, convention)
    return jouer(
        request,
        geste_connu(GESTES, geste),
        cible=trouvee,
        retour=_adresse(trouvee),
        apres=lambda cible: _adresse(cible) if cible else reverse("conventions:liste"),
        sujet=trouvee.titre,
    )


def clauses(request: Requete, convention: str) -> HttpResponse:
    """Write the text of a convention still in preparation."""
    trouvee = _trouver(request, convention)
    retour = _adresse(trouvee) if request.acteur.peut(CONVENTIONS) else reverse("portail:accueil")
    try:
        services.exiger_texte(request.acteur, trouvee)
    except ErreurConvention as refus:
        messages.error(request, refus.message)
        return redirect(retour)
    return jouer(request, ClausesForm, cible=trouvee, retour=retour, sujet=trouvee.titre)


def depart(request: Requete, convention: str, signataire: int) -> HttpResponse:
    """Show what the departure of a signatory changes for the three modalities."""
    trouvee = _trouver(request, convention)
    partant = _signataire(trouvee, signataire)
    aujourd_hui = timezone.localdate()
    effet = selectors.effet(partant, aujourd_hui)
    places = places_des_signataires(trouvee.departement, aujourd_hui).get(partant.pk, {})
    contexte = {
        "convention": trouvee,
        "signataire": partant,
        "effet": effet,
        "perdues": modalites_en_mots(effet.perdues),
        "fragiles": [(Modalite(code).label, nom) for code, nom in effet.fragiles],
        "gardees": modalites_en_mots(effet.gardees),
        "places": [(Modalite(code).label, nombre) for code, nombre in sorted(places.items()) if code in TOUTES],
        "peut_ecrire": ouvre_dans(request.acteur, CONVENTIONS, trouvee.departement, Acces.ECRITURE),
    }
    return render(request, "conventions/depart.html", contexte)


def signataire(request: Requete, convention: str, signataire: int, geste: str) -> HttpResponse:
    """Record a departure, or undo it."""
    trouvee = _trouver(request, convention)
    partant = _signataire(trouvee, signataire)
    if geste == "revenir" and request.method == "POST":
        services.annuler_depart(request.acteur, partant)
        messages.success(request, f"{partant.nom} est de nouveau signataire.")
        return redirect(_adresse(trouvee))
    genre = geste_connu({"partir": DepartForm}, geste)
    return jouer(
        request, genre, cible=partant, retour=_adresse(trouvee), apres=lambda _: _adresse(trouvee), sujet=partant.nom
    )


def _peut_ecrire_texte(request: Requete, convention: ConventionCadre) -> bool:
    return convention.signee_le is None and ecrit_le_texte(request.acteur, convention)


def _trouver(request: Requete, identifiant: str) -> ConventionCadre:
    convention: ConventionCadre = trouve(selectors.convention_par_identifiant(request.acteur, identifiant), INCONNUE)
    return convention


def _signataire(convention: ConventionCadre, pk: int) -> Signataire:
    trouves = (signataire for signataire in convention.signataires.all() if signataire.pk == pk)
    signataire: Signataire = trouve(next(trouves, None), "Ce signataire n'est pas dans cette convention.")
    return signataire


def _adresse(convention: Any) -> str:
    return reverse("conventions:convention", args=[convention.identifiant])
