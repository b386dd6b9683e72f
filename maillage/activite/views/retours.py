"""The quarterly returns: list, one revision, its acts, what changed since, its documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from maillage.activite import selectors, services
from maillage.activite.documents.retour_pdf import retour_en_pdf
from maillage.activite.documents.retour_xlsx import retour_en_xlsx
from maillage.activite.domain.periode import Periode, PeriodeInvalide
from maillage.activite.domain.retour import BROUILLON, TRANSMIS, TransitionRefusee
from maillage.activite.lignes import groupes_de_mesures, ligne_de_mesure, lignes_de_mesures
from maillage.activite.models import RetourTrimestriel
from maillage.activite.panneaux import panneau_de_la_regle
from maillage.activite.regles import charger_jeu
from maillage.activite.views.demande import contexte_commun, lire_demande
from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete

SANS_EVENEMENTS = (
    "Les événements qui composent ce chiffre nomment des jeunes : ils s'ouvrent aux seules personnes habilitées à l'activité de "
    "ce dispositif, d'abord sa direction."
)
Acte = Callable[..., RetourTrimestriel]
ACTES: dict[str, tuple[Acte, str]] = {
    "valider": (services.valider_retour, "Le retour est validé : ses chiffres sont figés."),
    "reprendre": (services.reprendre_retour, "Le retour est de nouveau en brouillon."),
    "transmettre": (services.transmettre_retour, "Le retour est transmis. Il ne changera plus."),
    "reviser": (services.reviser_retour, "Une nouvelle révision est ouverte ; la précédente reste telle quelle."),
}


@require_GET
def liste(request: Requete, dispositif: str) -> HttpResponse:
    """List the returns of the dispositif, period by period."""
    demande = lire_demande(request)
    return render(
        request,
        "activite/retours.html",
        {
            **contexte_commun(request, demande),
            "retours": selectors.retours_du_dispositif(demande.dispositif_id),
            "trimestres": [libelle for libelle in contexte_commun(request, demande)["periodes"] if "-T" in libelle],
            "peut_ecrire": _peut_ecrire(request),
        },
    )


@require_POST
def ouvrir(request: Requete, dispositif: str) -> HttpResponse:
    """Open the draft of a quarter, or go to the one that is there."""
    demande = lire_demande(request)
    try:
        periode = Periode.depuis_libelle(request.POST.get("trimestre", ""))
    except PeriodeInvalide as erreur:
        messages.error(request, f"Choisissez un trimestre : {erreur}.")
        return HttpResponseRedirect(reverse("activite:retours", args=[dispositif]))
    retour = services.ouvrir_retour(
        request.acteur,
        dispositif_id=demande.dispositif_id,
        periode=periode,
        jeu=demande.jeu,
    )
    return HttpResponseRedirect(_adresse(dispositif, retour))


@require_GET
def detail(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Show one revision: figures of now for a draft, frozen figures and their late changes otherwise."""
    retour = _charger(request, periode, revision)
    jeu, bornes = charger_jeu(retour.regles), selectors.periode_du_retour(retour)
    courant = services.resultat_a_jour(retour.dispositif_id, jeu, bornes)
    montre = selectors.resultat_fige(retour) or courant
    ecart = selectors.ecart_avec_les_faits(retour, courant) if retour.contenu else None
    [resultat] = montre["dispositifs"]
    return render(
        request,
        "activite/retour.html",
        {
            "retour": retour,
            "jeu": jeu,
            "periode": bornes,
            "qualite": resultat["qualite"],
            "groupes": groupes_de_mesures(resultat["mesures"]),
            "ecart": ecart,
            "est_brouillon": retour.etat == BROUILLON,
            "est_transmis": retour.etat == TRANSMIS,
            "derniere": _est_derniere(retour),
            "peut_ecrire": _peut_ecrire(request),
            "peut_voir_activite": _peut_voir_activite(request),
            "fini": bornes.fin < timezone.localdate(),
            "requete": f"periode={retour.periode}&regles={retour.regles}",
            "adresse": _adresse_des_chiffres(request, retour),
        },
    )


@require_GET
def regle(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Show the rule behind one figure of a return to who may not see its events."""
    retour = _charger(request, periode, revision)
    jeu, bornes = charger_jeu(retour.regles), selectors.periode_du_retour(retour)
    resultat = selectors.resultat_fige(retour) or services.resultat_a_jour(retour.dispositif_id, jeu, bornes)
    chemin = request.GET.get("mesure", "")
    ligne = next((x for x in lignes_de_mesures(resultat["dispositifs"][0]["mesures"]) if x.chemin == chemin), None)
    if ligne is None:
        raise Http404("Ce chiffre n'existe pas dans ce retour.")
    explication = panneau_de_la_regle(jeu, chemin, valeur=ligne.ecrite, note=SANS_EVENEMENTS)
    return render(request, "activite/regle.html", {"retour": retour, "jeu": jeu, "explication": explication})


@require_POST
def changer_etat(request: Requete, dispositif: str, periode: str, revision: int, acte: str) -> HttpResponse:
    """Validate, take back, transmit or revise."""
    retour = _charger(request, periode, revision)
    if acte not in ACTES:
        raise Http404("Cet acte n'existe pas.")
    service, phrase = ACTES[acte]
    try:
        retour = service(request.acteur, retour_id=retour.pk, dispositif_id=retour.dispositif_id)
    except TransitionRefusee as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, phrase)
    return HttpResponseRedirect(_adresse(dispositif, retour))


@require_POST
def commenter(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Write the comment of a draft."""
    retour = _charger(request, periode, revision)
    try:
        services.commenter_retour(
            request.acteur,
            retour_id=retour.pk,
            dispositif_id=retour.dispositif_id,
            commentaire=request.POST.get("commentaire", ""),
        )
    except TransitionRefusee as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, "Le commentaire est enregistré.")
    return HttpResponseRedirect(_adresse(dispositif, retour))


@require_GET
def differences(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Show what differs from the previous revision, or from the facts of now for the last one."""
    retour = _charger(request, periode, revision)
    precedente = selectors.retour_du_dispositif(retour.dispositif_id, periode, revision - 1)
    depuis = _ecart_depuis(retour)
    ici = _adresse_des_chiffres(request, retour)
    return render(
        request,
        "activite/differences.html",
        {
            "retour": retour,
            "precedente": precedente,
            "revision": _rapport(
                selectors.ecarts_entre(precedente, retour), _adresse_des_chiffres(request, precedente), ici
            )
            if precedente and retour.contenu
            else None,
            "depuis": _rapport(depuis, ici, _adresse_des_chiffres(request, retour, actuels=True)) if depuis else None,
        },
    )


@require_GET
def pdf(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Return the printable document, tagged for screen readers."""
    retour = _charger_fige(request, periode, revision)
    return _fichier(retour_en_pdf(retour, request.dispositif), "application/pdf", retour, "pdf")


@require_GET
def xlsx(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Return the aggregated measures as a spreadsheet."""
    retour = _charger_fige(request, periode, revision)
    contenu = retour_en_xlsx(retour, request.dispositif)
    return _fichier(contenu, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", retour, "xlsx")


@require_GET
def json_fige(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Return the frozen result, byte for byte."""
    retour = _charger_fige(request, periode, revision)
    return _fichier(bytes(retour.contenu or b""), "application/json", retour, "json")


@require_GET
def faits(request: Requete, dispositif: str, periode: str, revision: int) -> HttpResponse:
    """Return the frozen facts, as the folder of the contract: `maillage compter` gives the same figures."""
    retour = _charger_fige(request, periode, revision)
    return _fichier(bytes(retour.faits or b""), "application/zip", retour, "zip")


def _charger(request: Requete, periode: str, revision: int) -> RetourTrimestriel:
    retour = selectors.retour_du_dispositif(request.dispositif.pk, periode, revision)
    if retour is None:
        raise Http404("Ce retour n'existe pas.")
    return retour


def _charger_fige(request: Requete, periode: str, revision: int) -> RetourTrimestriel:
    retour = _charger(request, periode, revision)
    if not retour.contenu:
        raise PermissionDenied("Ce retour est un brouillon : validez-le pour en tirer un document.")
    return retour


def _peut_ecrire(request: Requete) -> bool:
    return bool(request.acteur.peut("retours", Acces.ECRITURE, request.dispositif.pk))


def _peut_voir_activite(request: Requete) -> bool:
    return bool(request.acteur.peut("activite", dispositif_id=request.dispositif.pk))


def _est_derniere(retour: RetourTrimestriel) -> bool:
    return selectors.retour_du_dispositif(retour.dispositif_id, retour.periode, retour.revision + 1) is None


def _ecart_depuis(retour: RetourTrimestriel) -> selectors.Ecart | None:
    if not retour.contenu or not _est_derniere(retour):
        return None
    periode = selectors.periode_du_retour(retour)
    courant = services.resultat_a_jour(retour.dispositif_id, charger_jeu(retour.regles), periode)
    return selectors.ecart_avec_les_faits(retour, courant)


def _rapport(ecart: selectors.Ecart, avant: str, apres: str) -> dict[str, Any]:
    """`avant`, `apres`: addresses where the figures of each side open."""
    couples = [(ligne_de_mesure(d.chemin, d.avant), ligne_de_mesure(d.chemin, d.apres)) for d in ecart.chiffres]
    return {
        "ecart": ecart,
        "chiffres": [(ancien, nouveau) for ancien, nouveau in couples if ancien and nouveau],
        "adresse_avant": avant,
        "adresse_apres": apres,
    }


def _adresse_des_chiffres(request: Requete, retour: RetourTrimestriel, *, actuels: bool = False) -> str:
    """Where a figure of a return opens, to end with `mesure=`: its events, or its rule alone; `actuels`, counted again today."""
    if not _peut_voir_activite(request):
        return f"{reverse('activite:regle', args=[request.dispositif.code, retour.periode, retour.revision])}?"
    requete = {"periode": retour.periode, "regles": retour.regles, "retour": f"{retour.periode}/{retour.revision}"}
    suite = urlencode(requete | ({"faits": "actuels"} if actuels else {}))
    return f"{reverse('activite:explication', args=[request.dispositif.code])}?{suite}&"


def _adresse(dispositif: str, retour: RetourTrimestriel) -> str:
    return reverse("activite:retour", args=[dispositif, retour.periode, retour.revision])


def _fichier(contenu: bytes, type_mime: str, retour: RetourTrimestriel, extension: str) -> HttpResponse:
    nom = f"retour-{retour.dispositif_id}-{retour.periode}-r{retour.revision}.{extension}"
    return HttpResponse(
        contenu, content_type=type_mime, headers={"Content-Disposition": f'attachment; filename="{nom}"'}
    )
