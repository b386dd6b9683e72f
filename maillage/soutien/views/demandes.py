"""Requests: the list, one request, its acts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.socle.acteur import Acces
from maillage.socle.requete import Requete
from maillage.soutien import exports, referentiels, selectors
from maillage.soutien.domain.vocabulaire import EtatDemandeSoutien, Porteur
from maillage.soutien.forms.demandes import GESTES, DemandeForm, NouvelleDemandeForm, SuivreActionForm
from maillage.soutien.forms.filtres import FiltresDemandesForm
from maillage.soutien.models import DemandeSoutien
from maillage.soutien.permissions import SOUTIEN, conduit
from maillage.soutien.selectors.echeances import echeances_de_la_portee
from maillage.soutien.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve

COLONNES = (
    ("recue_le", "Reçue le"),
    ("dispositif", "Dispositif"),
    ("genre", "Action"),
    ("etat", "État"),
    ("charge", "En charge"),
)
PREMIERES = 8
"""How many things due stand above the list of the mission; all of them are in its own order below."""


def demandes(request: Requete) -> HttpResponse:
    """Show the requests that the person may see, and to the mission what waits for it."""
    form = FiltresDemandesForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    aujourd_hui = timezone.localdate()
    attendues = echeances_de_la_portee(request.acteur, le=aujourd_hui)
    dues = [ligne for ligne in attendues if ligne.echeance.dernier_jour <= aujourd_hui]
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": en_pages(request, selectors.lister_demandes(request.acteur, filtres)),
        "colonnes_triables": COLONNES,
        "genres": referentiels.genres().values(),
        "source": referentiels.source_des_genres(),
        "attendues": dues[:PREMIERES],
        "nombre_attendues": len(dues),
        "liens_export": liens(request, "soutien:exporter_demandes"),
        "peut_demander": request.acteur.peut(SOUTIEN, Acces.ECRITURE),
        "conduit": conduit(request.acteur),
    }
    return render(request, "soutien/demandes.html", contexte)


def exporter(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresDemandesForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_demandes(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_demandes(lignes), "demandes-de-soutien", extension)


def nouvelle(request: Requete) -> HttpResponse:
    """Send, or note, a request."""
    return jouer(request, NouvelleDemandeForm, cible=None, retour=reverse("soutien:demandes"), apres=_adresse)


def lire(request: Requete, demande: str) -> HttpResponse:
    """Show one request: its words, its plan, its visits, its recommendations, its follow-up."""
    trouvee = _trouver(request, demande)
    acteur = request.acteur
    mene = conduit(acteur)
    ecrit = acteur.peut(SOUTIEN, Acces.ECRITURE, trouvee.dispositif_id)
    contexte = {
        "demande": trouvee,
        "plan": getattr(trouvee, "plan", None),
        "actions": list(trouvee.actions.all()),
        "visites": list(selectors.visites_visibles(acteur).filter(demande=trouvee)),
        "recommandations": list(trouvee.recommandations.all()),
        "situations": list(trouvee.situations.all()),
        "charges": list(trouvee.prises_en_charge.all()),
        "points": list(trouvee.points.all()) if mene else [],
        "genre": referentiels.genres().get(trouvee.genre),
        "conduit": mene,
        "recue": trouvee.etat == EtatDemandeSoutien.RECUE,
        "peut_modifier": ecrit and (trouvee.etat == EtatDemandeSoutien.RECUE or (mene and trouvee.ouverte)),
        "peut_repondre": ecrit,
        "cote_dispositif": Porteur.DISPOSITIF,
        "aujourd_hui": timezone.localdate(),
    }
    return render(request, "soutien/demande.html", contexte)


def modifier(request: Requete, demande: str) -> HttpResponse:
    """Change the words of a request."""
    trouvee = _trouver(request, demande)
    return jouer(request, DemandeForm, cible=trouvee, retour=_adresse(trouvee), sujet=str(trouvee))


def geste(request: Requete, demande: str, geste: str) -> HttpResponse:
    """One act of the mission on a request."""
    trouvee = _trouver(request, demande)
    return jouer(request, geste_connu(GESTES, geste), cible=trouvee, retour=_adresse(trouvee), sujet=str(trouvee))


def suivre_action(request: Requete, action: str) -> HttpResponse:
    """Say where an action of a plan stands."""
    lues = selectors.actions_visibles(request.acteur)
    trouvee = trouve(lues.filter(identifiant=action).first(), "Aucune action de cet identifiant.")
    return jouer(request, SuivreActionForm, cible=trouvee, retour=_adresse(trouvee.demande), sujet=trouvee.libelle)


def _trouver(request: Requete, identifiant: str) -> DemandeSoutien:
    demande: DemandeSoutien = trouve(
        selectors.demande_par_identifiant(request.acteur, identifiant), "Aucune demande de cet identifiant."
    )
    return demande


def _adresse(demande: Any) -> str:
    return reverse("soutien:demande", args=[demande.identifiant])
