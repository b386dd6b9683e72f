"""The map on paper: for the wall of a room, for a meeting, for a named partner, or everything for oneself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.carte_de_vie.documents.papier import PAPIERS, carte_en_pdf, extrait_en_pdf
from maillage.carte_de_vie.referentiels import dire
from maillage.carte_de_vie.selectors import lire_carte
from maillage.carte_de_vie.selectors.cartes import carte_du_partenaire
from maillage.carte_de_vie.views.commun import entrer, montrer, tracer_lecture, vue_de
from maillage.carte_de_vie.views.partage import nom_du_partenaire
from maillage.socle.pieces import reponse_fichier
from maillage.socle.requete import Requete


@require_safe
def imprimer(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Let choose the size and, from one's own account alone, whether secret places are printed."""
    porte = entrer(request, jeune)
    mots = {nom: dire(f"papier.{nom}", porte.regard, porte.jeune.prenom) for nom in ("titre", "phrase")}
    secrets = porte.moi and any(lieu.partage.secret for lieu in vue_de(request, porte).carte.lieux)
    return montrer(request, porte, "carte_de_vie/imprimer.html", {**mots, "papiers": PAPIERS, "secrets": secrets})


@require_safe
def pdf(request: Requete, jeune: str, dispositif: str = "") -> HttpResponse:
    """Send the map of today; secret places only when asked (`secrets=oui`) from the young person's own account."""
    porte = entrer(request, jeune)
    papier = request.GET.get("papier", "a4")
    if papier not in PAPIERS:
        raise Http404("Ce format de papier n'existe pas.")
    secrets = request.GET.get("secrets") == "oui"
    if secrets and not porte.moi:
        raise PermissionDenied("Les lieux secrets ne s'impriment que depuis le compte du jeune.")
    tracer_lecture(porte, "imprimer_carte")
    vue = vue_de(request, porte) if secrets else lire_carte(porte, avec_secrets=False)
    octets = carte_en_pdf(porte, vue.carte.au(timezone.localdate()), papier=papier, le=timezone.localdate())
    return reponse_fichier("carte-de-vie.pdf", "PDF", octets, en_ligne=True)


@require_safe
def extrait_pdf(request: Requete, jeune: str, partenaire: int, dispositif: str = "") -> HttpResponse:
    """Send the extract of a named partner."""
    porte = entrer(request, jeune)
    nom = nom_du_partenaire(porte, partenaire)
    tracer_lecture(porte, "imprimer_extrait")
    carte = carte_du_partenaire(porte, partenaire).au(timezone.localdate())
    return reponse_fichier(
        "extrait-carte-de-vie.pdf", "PDF", extrait_en_pdf(porte, carte, nom, le=timezone.localdate()), en_ligne=True
    )
