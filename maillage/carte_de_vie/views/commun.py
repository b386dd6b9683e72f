"""What the pages share: which door was taken, whose map, a form run, an act told with its undo. No draft is ever kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from maillage.carte_de_vie.domain.carte import Lieu
from maillage.carte_de_vie.domain.erreurs import ConflitDeCarte, ErreurCarte
from maillage.carte_de_vie.domain.vocabulaire import OrigineLieu, Regard
from maillage.carte_de_vie.referentiels import dire
from maillage.carte_de_vie.selectors import CarteVue, Porte, lire_carte, porte_de_l_equipe, porte_de_l_espace
from maillage.carte_de_vie.services import LieuInconnu
from maillage.parcours.selectors import jeunes_visibles
from maillage.parcours.selectors.famille import jeunes_du_compte
from maillage.socle.formulaires import placer_refus
from maillage.socle.requete import Requete
from maillage.socle.services import journaliser_lecture

EQUIPE, ESPACE = "carte_de_vie", "ma_carte"
BASES = {True: "carte_de_vie/espace.html", False: "carte_de_vie/equipe.html"}


@dataclass(frozen=True)
class PageSaisie:
    """Words of a form page (a page of the sentences), where it goes back, what is said once done, the address that undoes it."""

    cle: str
    bouton: str
    retour: str
    fait: str
    annuler: str = ""
    danger: bool = False
    gabarit: str = "carte_de_vie/saisie.html"


def entrer(request: Requete, jeune: str) -> Porte:
    """Return the look that the address opens: 404 for a young person unknown there, 403 when the file is closed."""
    le = timezone.localdate()
    if _espace(request):
        sien = jeunes_du_compte(request.acteur).filter(identifiant=jeune).first()
        if sien is None:
            raise Http404("Aucun espace à cette adresse.")
        return porte_de_l_espace(request.acteur, sien, le=le)
    connu = get_object_or_404(jeunes_visibles(request.acteur, request.dispositif), identifiant=jeune)
    return porte_de_l_equipe(request.acteur, connu, request.dispositif.pk, le=le)


def entrer_pour_dessiner(request: Requete, jeune: str) -> Porte:
    """Same, refused to whoever may only look."""
    porte = entrer(request, jeune)
    if not porte.ecrit:
        raise PermissionDenied("Vous pouvez regarder cette carte, pas la changer.")
    return porte


def lien(request: Requete, porte: Porte, nom: str, *arguments: Any) -> str:
    """Return an address of this map, by the same door."""
    if _espace(request):
        return reverse(f"{ESPACE}:{nom}", args=[porte.jeune.identifiant, *arguments])
    return reverse(f"{EQUIPE}:{nom}", args=[request.dispositif.code, porte.jeune.identifiant, *arguments])


def vue_de(request: Requete, porte: Porte) -> CarteVue:
    """Return the map; a box that cannot be opened is told, and the rest is shown."""
    try:
        return lire_carte(porte)
    except ErreurCarte as refus:
        messages.error(request, refus.message)
        return lire_carte(porte, avec_secrets=False)


def lieu_ou_404(vue: CarteVue, cle: str) -> Lieu:
    """Return a place of the map as it is seen: what is hidden does not exist."""
    lieu = vue.carte.lieu(cle)
    if lieu is None:
        raise Http404("Aucun lieu à cette adresse.")
    return lieu


def lieu_a_changer(request: Requete, jeune: str, cle: str) -> tuple[Porte, Lieu]:
    """Return a place that whoever looks may change."""
    porte = entrer_pour_dessiner(request, jeune)
    lieu = lieu_ou_404(vue_de(request, porte), cle)
    if not changeable(porte, lieu):
        raise PermissionDenied("Ce lieu a été dessiné sans aide : seul son auteur le change.")
    return porte, lieu


def changeable(porte: Porte, lieu: Lieu) -> bool:
    """Tell whether the page offers to change a place."""
    return porte.ecrit and (porte.moi or lieu.origine is OrigineLieu.AVEC)


def montrer(
    request: Requete, porte: Porte, gabarit: str, contexte: dict[str, Any], *, statut: int = 200
) -> HttpResponse:
    """Draw a page with the shell of its door; no browser keeps it: a device is often shared."""
    communs = {
        "base": BASES[_espace(request)],
        "porte": porte,
        "jeune": porte.jeune,
        "prenom": porte.jeune.prenom,
        "moi": porte.moi,
        "equipe": porte.regard is Regard.EQUIPE,
        "accueil": lien(request, porte, "carte"),
    }
    reponse = render(request, gabarit, {**communs, **contexte}, status=statut)
    reponse["Cache-Control"] = "private, no-store"
    return reponse


def tracer_lecture(porte: Porte, acte: str) -> None:
    """Journal a reading of the map."""
    journaliser_lecture(
        porte.acteur, f"carte_de_vie.{acte}", jeune_id=porte.jeune.pk, dispositif_id=porte.dispositif_id
    )


def donnees(request: Requete) -> Any:
    """The data sent, None for a first showing."""
    return request.POST if request.method == "POST" else None


def conduire(
    request: Requete,
    porte: Porte,
    form: forms.Form,
    *,
    page: PageSaisie,
    executer: Callable[[], str | None],
    **contexte: Any,
) -> HttpResponse:
    """Show the form; sent and valid, run `executer` and go where it says, else back. A refusal stands beside its field, with status 422."""
    if request.method == "POST" and form.is_valid():
        try:
            voulue = executer()
        except LieuInconnu as absent:
            raise Http404("Aucun lieu à cette adresse.") from absent
        except ConflitDeCarte as conflit:
            form.add_error(None, conflit.message)
            contexte["conflit"] = conflit
        except ErreurCarte as refus:
            placer_refus(form, refus)
        else:
            annoncer(request, page.fait, page.annuler)
            return redirect(voulue or page.retour)
    mots = {
        "titre": dire(f"{page.cle}_titre", porte.regard, porte.jeune.prenom),
        "phrase": dire(f"{page.cle}_phrase", porte.regard, porte.jeune.prenom),
    }
    contexte |= {"form": form, "page": page, **mots}
    return montrer(request, porte, page.gabarit, contexte, statut=422 if form.errors else 200)


def acte(request: Requete, faire: Callable[[], object], *, retour: str, fait: str, annuler: str = "") -> HttpResponse:
    """Run a one-button act and come back; a refusal is told there."""
    try:
        faire()
    except LieuInconnu as absent:
        raise Http404("Aucun lieu à cette adresse.") from absent
    except ErreurCarte as refus:
        messages.error(request, refus.message)
    else:
        annoncer(request, fait, annuler)
    return redirect(retour)


def annoncer(request: Requete, fait: str, annuler: str = "") -> None:
    """Tell what was done, with the button that undoes it; never with the name of a place."""
    messages.success(request, fait, extra_tags=f"annuler:{annuler}" if annuler else "")


def _espace(request: Requete) -> bool:
    return bool(request.resolver_match and request.resolver_match.namespace == ESPACE)
