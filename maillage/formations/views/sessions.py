"""Sessions, who came, the figures of a period."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.formations import exports, selectors
from maillage.formations.documents.chiffres import (
    graphique_distance,
    graphiques,
    rapport_chiffres,
    reserves,
)
from maillage.formations.domain.vocabulaire import NOTES
from maillage.formations.forms.filtres import FiltresSessionsForm, PeriodeForm
from maillage.formations.forms.sessions import GESTES_SESSION, NouvelleSessionForm
from maillage.formations.permissions import conduit
from maillage.formations.selectors.chiffres import compter
from maillage.formations.views.commun import en_pages, envoyer, geste_connu, jouer, liens, trouve
from maillage.socle.requete import Requete

COLONNES = (("titre", "Session"), ("jour", "Jours"), ("formation", "Formation"), ("etat", "État"))


def sessions(request: Requete) -> HttpResponse:
    """Show the sessions, the latest first."""
    form = FiltresSessionsForm(request.GET or None, acteur=request.acteur)
    filtres = form.filtres()
    page = en_pages(request, selectors.lister_sessions(request.acteur, filtres))
    contexte = {
        "form": form,
        "filtres": filtres,
        "page": page,
        "attendues": selectors.personnes_attendues(page.object_list),
        "colonnes_triables": COLONNES,
        "liens_export": liens(request, "formations:exporter_sessions"),
        "conduit": conduit(request.acteur),
    }
    return render(request, "formations/sessions.html", contexte)


def exporter_sessions(request: Requete, extension: str) -> HttpResponse:
    """Send the filtered list as a file."""
    filtres = FiltresSessionsForm(request.GET or None, acteur=request.acteur).filtres()
    lignes = selectors.lister_sessions(request.acteur, filtres)
    return envoyer(request, lambda: exports.feuille_sessions(lignes), "sessions-de-formation", extension)


def nouvelle_session(request: Requete) -> HttpResponse:
    """Open a session, perhaps of one training (`?formation=`)."""
    formation = selectors.formation_par_identifiant(request.GET.get("formation", ""))
    return jouer(request, NouvelleSessionForm, cible=formation, retour=reverse("formations:sessions"), apres=_adresse)


def session(request: Requete, session: str) -> HttpResponse:
    """Show one session: its groups, the needs it answers, who came, what was said three months later."""
    trouvee = _trouver(request, session)
    aujourd_hui = timezone.localdate()
    mene = conduit(request.acteur)
    resultat = selectors.resultat_a_distance(trouvee, le=aujourd_hui)
    contexte = {
        "session": trouvee,
        "groupes": selectors.groupes_de(trouvee),
        "besoins": list(trouvee.besoins.select_related("dispositif")) if mene else [],
        "presences": selectors.presences_de(request.acteur, trouvee),
        "resultat": resultat,
        "graphique": graphique_distance(resultat),
        "notes": NOTES,
        "finie": trouvee.rencontre.dernier_jour is not None and trouvee.rencontre.dernier_jour < aujourd_hui,
        "conduit": mene,
        "liens_export": liens(request, "formations:exporter_presences", trouvee.identifiant),
    }
    return render(request, "formations/session.html", contexte)


def geste_session(request: Requete, session: str, geste: str) -> HttpResponse:
    """One act on a session."""
    trouvee = _trouver(request, session)
    genre = geste_connu(GESTES_SESSION, geste)
    return jouer(request, genre, cible=trouvee, retour=_adresse(trouvee), sujet=str(trouvee))


def exporter_presences(request: Requete, session: str, extension: str) -> HttpResponse:
    """Send who came, with hours and days."""
    trouvee = _trouver(request, session)
    lignes = selectors.presences_de(request.acteur, trouvee)
    return envoyer(request, lambda: exports.feuille_presences(lignes), f"presences-{trouvee.identifiant}", extension)


def chiffres(request: Requete) -> HttpResponse:
    """Show the figures of a period, each with its definition, and nothing under the floor."""
    form = PeriodeForm(request.GET or None)
    lus = compter(*form.periode(), le=timezone.localdate())
    contexte = {
        "form": form,
        "chiffres": lus,
        "graphiques": graphiques(lus),
        "graphique_distance": graphique_distance(lus.distance),
        "reserves": reserves(lus),
        "liens_export": liens(request, "formations:exporter_chiffres", formats=("pdf", "docx", "csv", "xlsx", "ods")),
    }
    return render(request, "formations/chiffres.html", contexte)


def exporter_chiffres(request: Requete, extension: str) -> HttpResponse:
    """Send the figures as a sheet, or as a report."""
    aujourd_hui = timezone.localdate()
    lus = compter(*PeriodeForm(request.GET or None).periode(), le=aujourd_hui)
    rapport = rapport_chiffres(lus, le=aujourd_hui)
    return envoyer(
        request, lambda: exports.feuille_chiffres(lus), "chiffres-des-formations", extension, lambda: rapport
    )


def _trouver(request: Requete, identifiant: str) -> Any:
    return trouve(selectors.session_par_identifiant(request.acteur, identifiant), "Aucune session de cet identifiant.")


def _adresse(session: Any) -> str:
    return reverse("formations:session", args=[session.identifiant])
