"""Layers lent by agreement: the list, one, its file, its acts."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.cartographie.domain.calques import AccordCalque, CelluleLue, ErreurCalque, EtatCalque, etat_du_jour
from maillage.cartographie.forms.calques import (
    DU_PRETEUR,
    GESTES,
    CalqueForm,
    FichierCalqueForm,
    FiltresCalquesForm,
    lecture_de,
)
from maillage.cartographie.models import Calque
from maillage.cartographie.presentation.calques import (
    carte_du_calque,
    etat_dit,
    feuille_des_calques,
    feuille_du_calque,
    preteur_dit,
    source_du_calque,
)
from maillage.cartographie.selectors import calques as selection
from maillage.cartographie.services import calques as services
from maillage.socle.actes import jouer_acte
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens, trouve
from maillage.socle.requete import Requete
from maillage.socle.tableur import FORMATS, reponse

SEL = "cartographie.calque"
UN_JOUR = 24 * 3600
FAUTES_MONTREES = 200
LIGNES_PAR_PAGE = 50


@require_safe
def liste(request: Requete) -> HttpResponse:
    """Show the layers lent to us, and by us."""
    form = FiltresCalquesForm(request.GET or None)
    filtres, vue = form.filtres(request.GET.get("tri", "nom")), _vue(request)
    page = en_pages(request, selection.calques(vue, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "lignes": [(un, preteur_dit(un), etat_dit(un, vue.le), _accord(un, vue)) for un in page],
        "a_accepter": selection.calques_a_accepter(vue),
        "peut_preter": bool(vue.ecrites),
        "liens_export": liens(request, "cartographie:calques_export"),
    }
    return render(request, "cartographie/calques.html", contexte)


@require_safe
def exporter_liste(request: Requete, extension: str) -> HttpResponse:
    """Send the agreements; never their cells."""
    vue = _vue(request)
    filtres = FiltresCalquesForm(request.GET or None).filtres(request.GET.get("tri", "nom"))
    return envoyer_liste(
        request,
        lambda: feuille_des_calques(selection.calques(vue, filtres), vue.le),
        f"calques-{vue.le.isoformat()}",
        extension,
        acte="cartographie.exporter_calques",
    )


@require_safe
def detail(request: Requete, pk: int) -> HttpResponse:
    """Show an agreement, and its map while it may be read."""
    vue = _vue(request)
    calque = _trouver(vue, pk)
    cellules = services.lire_calque(vue, calque, ou="page du calque")
    etat = etat_du_jour(calque.etat, calque.fin, vue.le)
    contexte: dict[str, Any] = {
        "calque": calque,
        "preteur": preteur_dit(calque),
        "source": source_du_calque(calque),
        "etat": etat_dit(calque, vue.le),
        "code_etat": etat,
        "destinataires": list(calque.destinataires.all()),
        "accord": _accord(calque, vue),
        "gestes": _gestes(calque, vue, etat),
        "modifiable": etat is EtatCalque.BROUILLON and calque.preteur in vue.ecrites,
        "lisible": cellules is not None,
    }
    if cellules:
        carte = carte_du_calque(calque, cellules, reverse("cartographie:calque_donnees", args=[pk]))
        contexte["page"] = en_pages(request, carte["lignes"])
        carte["lignes"] = list(contexte["page"])
        contexte |= {"carte": carte, "liens_export": liens(request, "cartographie:calque_export", pk)}
    return render(request, "cartographie/calque.html", contexte)


@require_safe
def donnees(request: Requete, pk: int) -> HttpResponse:
    """Send the cells as GeoJSON, while the loan stands."""
    calque, cellules = _lire(request, pk, "GeoJSON")
    return JsonResponse(carte_du_calque(calque, cellules, "")["geojson"], content_type="application/geo+json")


@require_safe
def exporter(request: Requete, pk: int, extension: str) -> HttpResponse:
    """Send the cells as a table, while the loan stands."""
    if extension not in FORMATS:
        raise Http404("Ce format d'export n'existe pas.")
    calque, cellules = _lire(request, pk, f"export {extension}")
    return reponse(feuille_du_calque(calque, cellules), f"calque-{pk}", extension)


def nouveau(request: Requete) -> HttpResponse:
    """Write an agreement."""
    if not _vue(request).ecrites:
        raise PermissionDenied("Aucun organisme ne vous est confié ici.")
    return _ecrire(request, None)


def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change a draft."""
    return _ecrire(request, _a_moi(request, pk))


def _ecrire(request: Requete, calque: Calque | None) -> HttpResponse:
    def apres(ecrit: Calque) -> str:
        suite = "calque" if ecrit.cellules.exists() else "calque_deposer"
        return reverse(f"cartographie:{suite}", args=[ecrit.pk])

    retour = reverse("cartographie:calque", args=[calque.pk]) if calque else reverse("cartographie:calques")
    return jouer_acte(
        request, CalqueForm, gabarit="cartographie/calque_ecrire.html", cible=calque, retour=retour, apres=apres
    )


def deposer(request: Requete, pk: int) -> HttpResponse:
    """Take a file and show what each line would do; the cells travel signed in the page, those under the floor already without their figure."""
    calque = _a_moi(request, pk)
    lecture = lecture_de(calque)
    form = FichierCalqueForm(request.POST or None, request.FILES or None, lecture=lecture)
    contexte: dict[str, Any] = {"calque": calque, "form": form, "lecture": lecture}
    if request.method == "POST" and form.is_valid():
        lues = form.cleaned_data["fichier"]
        fautives = [une for une in lues if une.defauts]
        contexte |= {
            "nombre": len(lues),
            "masquees": sum(une.masquee for une in lues),
            "fautives": fautives[:FAUTES_MONTREES],
            "fautes": len(fautives),
            "montrees": [une for une in lues if not une.defauts][:LIGNES_PAR_PAGE],
            "signees": "" if fautives else _signer(lues, calque),
        }
        return render(request, "cartographie/calque_apercu.html", contexte, status=422 if fautives else 200)
    return render(request, "cartographie/calque_deposer.html", contexte, status=422 if form.errors else 200)


@require_POST
def enregistrer(request: Requete, pk: int) -> HttpResponse:
    """Keep the cells that were shown."""
    calque = _a_moi(request, pk)
    try:
        lues = signing.loads(request.POST.get("cellules", ""), salt=SEL, max_age=UN_JOUR)
        if lues["calque"] != pk:
            raise signing.BadSignature("another layer")
        cellules = [_cellule(une) for une in lues["cellules"]]
        masquees = services.deposer_cellules(request.acteur, calque, cellules, version=lues["version"])
    except signing.BadSignature:
        messages.error(request, "Cet aperçu a plus d'un jour, ou n'est pas entier : donnez le fichier de nouveau.")
        return redirect("cartographie:calque_deposer", pk)
    except ErreurCalque as refus:
        messages.error(request, refus.message)
        return redirect("cartographie:calque_deposer", pk)
    messages.success(request, f"Lignes enregistrées : {len(cellules)}, dont masquées : {masquees}.")
    return redirect("cartographie:calque", pk)


def geste(request: Requete, pk: int, geste: str) -> HttpResponse:
    """Lend, accept, refuse, withdraw."""
    titre, genre = geste_connu(GESTES, geste)
    vue = _vue(request)
    calque = _trouver(vue, pk)
    if geste not in _gestes(calque, vue, etat_du_jour(calque.etat, calque.fin, vue.le)):
        raise Http404("Ce geste n'est pas possible sur ce calque.")
    retour = reverse("cartographie:calque", args=[pk])
    return jouer_acte(
        request,
        genre,
        gabarit="cartographie/calque_geste.html",
        cible=calque,
        retour=retour,
        titre=titre,
        source=source_du_calque(calque),
    )


def _vue(request: Requete) -> selection.VueCalques:
    return selection.vue_de(request.acteur, timezone.localdate())


def _trouver(vue: selection.VueCalques, pk: int) -> Calque:
    return trouve(selection.calque(vue, pk), "Ce calque n'existe pas, ou ne vous est pas prêté.")


def _a_moi(request: Requete, pk: int) -> Calque:
    vue = _vue(request)
    calque = _trouver(vue, pk)
    if calque.preteur not in vue.ecrites or calque.etat != EtatCalque.BROUILLON:
        raise Http404("Ce calque n'est pas un brouillon à vous.")
    return calque


def _lire(request: Requete, pk: int, ou: str) -> tuple[Calque, Any]:
    vue = _vue(request)
    calque = _trouver(vue, pk)
    return calque, trouve(services.lire_calque(vue, calque, ou=ou), "Ce calque n'est pas prêté aujourd'hui.")


def _accord(calque: Calque, vue: selection.VueCalques) -> str:
    """Return what our bodies answered, empty when it is not lent to us."""
    siens = {un.accord for un in calque.destinataires.all() if un.cle in vue.cles}
    return next((str(AccordCalque(un).value) for un in ("PROPOSE", "REFUSE", "ACCEPTE") if un in siens), "")


def _gestes(calque: Calque, vue: selection.VueCalques, etat: EtatCalque) -> list[str]:
    if calque.preteur in vue.ecrites:
        return list(DU_PRETEUR.get(etat, ()))
    siens = {un.accord for un in calque.destinataires.all() if un.cle in vue.ecrites}
    if etat is not EtatCalque.PRETE or not siens:
        return []
    gestes = ["accepter"] if siens != {AccordCalque.ACCEPTE} else []
    return gestes + (["refuser"] if siens != {AccordCalque.REFUSE} else [])


def _signer(lues: list[CelluleLue], calque: Calque) -> str:
    cellules = [{**asdict(une), "valeur": None if une.valeur is None else str(une.valeur)} for une in lues]
    return signing.dumps(
        {"calque": calque.pk, "version": calque.version, "cellules": cellules}, salt=SEL, compress=True
    )


def _cellule(une: dict[str, Any]) -> CelluleLue:
    valeur = None if une["valeur"] is None else Decimal(une["valeur"])
    return CelluleLue(**{**une, "valeur": valeur, "defauts": tuple(une["defauts"])})
