"""One meeting: its page, its acts, its documents, its calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maillage.rencontres import selectors, services
from maillage.rencontres.calendrier import ecrire_calendrier
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES, EtatRencontre
from maillage.rencontres.forms import contenu, rencontres, seances
from maillage.rencontres.forms.actes import FormulaireActe
from maillage.rencontres.models import Atelier, Intervenant, PointDeSeance, Rencontre, SupportRencontre
from maillage.rencontres.permissions import INSCRIPTIONS, anime
from maillage.rencontres.selectors.inscriptions import noms_par_seance
from maillage.rencontres.selectors.questions import en_vigueur, questions_de
from maillage.rencontres.views.commun import (
    adresse_de,
    geste_connu,
    jouer,
    trouve,
    trouver_rencontre,
    trouver_seance,
)
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.pieces import ErreurPiece, lire_piece, page_de_refus, reponse_piece
from maillage.socle.requete import Requete

GESTES: dict[str, type[FormulaireActe]] = {**rencontres.GESTES, **contenu.GESTES_RENCONTRE, "date": seances.SeanceForm}
LIGNES: dict[str, tuple[type[Any], str]] = {
    "intervenant": (Intervenant, "rencontre"),
    "support": (SupportRencontre, "rencontre"),
    "atelier": (Atelier, "seance__rencontre"),
    "echange": (PointDeSeance, "seance__rencontre"),
}
"""What may be taken away from a meeting, and how it is reached."""


def lire(request: Requete, rencontre: str) -> HttpResponse:
    """Show one meeting: its dates and how full they are, who comes, what it holds."""
    trouvee = trouver_rencontre(request, rencontre)
    dates = selectors.seances_de(trouvee)
    remplissages = selectors.remplissages(dates)
    siens = [] if anime(request.acteur) else _nos_inscrits(request, trouvee)
    par_date = noms_par_seance(siens)
    ouverte = trouvee.etat == EtatRencontre.ANNONCEE
    aujourd_hui = timezone.localdate()
    contexte = {
        "rencontre": trouvee,
        "dates": [
            (seance, remplissages[seance.pk], par_date.get(seance.pk, []), _inscriptible(seance, aujourd_hui))
            for seance in dates
        ],
        "intervenants": list(trouvee.intervenants.all()),
        "supports": list(trouvee.supports.select_related("piece")),
        "ateliers": list(Atelier.objects.filter(seance__rencontre=trouvee).select_related("seance__commune")),
        "questions": [(question, en_vigueur(question)) for question in questions_de(trouvee)],
        "anime": anime(request.acteur),
        "peut_inscrire": request.acteur.peut(INSCRIPTIONS, Acces.ECRITURE) and (ouverte or anime(request.acteur)),
        "ouverte": ouverte,
        "partage": trouvee.partage_jusqu_au is not None and trouvee.partage_jusqu_au >= aujourd_hui,
        "passee": trouvee.premier_jour is not None and trouvee.premier_jour <= aujourd_hui,
    }
    return render(request, "rencontres/rencontre.html", contexte)


def _inscriptible(seance: Any, aujourd_hui: Any) -> bool:
    return not seance.annulee and seance.dernier_jour is not None and seance.dernier_jour >= aujourd_hui


def _nos_inscrits(request: Requete, rencontre: Rencontre) -> list[Any]:
    lues = selectors.inscriptions_visibles(request.acteur).filter(seance__rencontre=rencontre, etat__in=VIVANTES)
    return list(lues.order_by("nom", "prenom"))


def geste(request: Requete, rencontre: str, geste: str) -> HttpResponse:
    """One act on a meeting."""
    trouvee = trouver_rencontre(request, rencontre)
    genre = geste_connu(GESTES, geste)
    retour = adresse_de(trouvee, "compte_rendu" if geste == "compte-rendu" else "rencontre")
    gabarit = "rencontres/seance_form.html" if geste == "date" else "rencontres/formulaire.html"
    return jouer(request, genre, cible=trouvee, retour=retour, gabarit=gabarit, sujet=trouvee.titre)


def seance_geste(request: Requete, seance: str, geste: str) -> HttpResponse:
    """One act on a date."""
    trouvee = trouver_seance(request, seance)
    genre = geste_connu(seances.GESTES, geste)
    gabarit = "rencontres/seance_form.html" if geste == "modifier" else "rencontres/formulaire.html"
    retour = adresse_de(trouvee.rencontre)
    sujet = f"{trouvee.rencontre.titre}, {trouvee}"
    return jouer(request, genre, cible=trouvee, retour=retour, gabarit=gabarit, sujet=sujet)


def retirer(request: Requete, rencontre: str, genre: str, cle: int) -> HttpResponse:
    """Ask, then take a line of a meeting away."""
    trouvee = trouver_rencontre(request, rencontre)
    if genre not in LIGNES:
        raise Http404("Rien de ce genre ne s'enlève.")
    modele, chemin = LIGNES[genre]
    ligne = trouve(modele.objects.filter(**{"pk": cle, chemin: trouvee}).first(), "Cette ligne n'est plus là.")
    refus = ""
    if request.method == "POST":
        try:
            services.retirer_ligne(request.acteur, ligne)
            return redirect(adresse_de(trouvee))
        except ErreurRencontre as erreur:
            refus = erreur.message
    contexte = {"rencontre": trouvee, "ligne": ligne, "refus": refus, "retour": adresse_de(trouvee)}
    return render(request, "rencontres/retirer.html", contexte, status=422 if refus else 200)


def support(request: Requete, support: str) -> HttpResponse:
    """Give a document of a meeting back."""
    lus = SupportRencontre.objects.filter(rencontre__in=selectors.rencontres_visibles(request.acteur))
    return rendre_support(request, request.acteur, lus.select_related("piece").filter(identifiant=support).first())


def rendre_support(request: HttpRequest, acteur: Acteur, support: SupportRencontre | None) -> HttpResponse:
    """Answer with the bytes, with the address, or with why they may not be given yet."""
    trouvee: SupportRencontre = trouve(support, "Aucun support de cet identifiant.")
    if trouvee.piece is None:
        return redirect(trouvee.adresse)
    try:
        return reponse_piece(trouvee.piece, lire_piece(acteur, trouvee.piece), en_ligne=True)
    except ErreurPiece as refus:
        return page_de_refus(request, refus)


def agenda(request: Requete, rencontre: str) -> HttpResponse:
    """Give the dates of a meeting as a calendar file."""
    trouvee = trouver_rencontre(request, rencontre)
    return reponse_ics(trouvee, f"{settings.ADRESSE_PUBLIQUE}{adresse_de(trouvee)}")


def reponse_ics(rencontre: Rencontre, adresse: str) -> HttpResponse:
    """Answer with the calendar of one meeting."""
    octets = ecrire_calendrier(selectors.seances_de(rencontre), nom=rencontre.titre, adresse_publique=adresse)
    entetes = {"Content-Disposition": f'attachment; filename="rencontre-{rencontre.identifiant}.ics"'}
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8", headers=entetes)
