"""The report of a meeting, as page, DOCX and PDF; its evaluation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.rencontres.documents.compte_rendu import rapport_de
from maillage.rencontres.permissions import anime
from maillage.rencontres.selectors.evaluations import ResultatEvaluation, resultats
from maillage.rencontres.views.commun import trouver_rencontre
from maillage.socle.domain.typographie import ecrire_compte, ecrire_nombre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie
from maillage.socle.rapports import FICHIERS, reponse_rapport
from maillage.socle.requete import Requete


def compte_rendu(request: Requete, rencontre: str) -> HttpResponse:
    """Show the report on the page."""
    trouvee = trouver_rencontre(request, rencontre)
    contexte = {
        "rencontre": trouvee,
        "rapport": rapport_de(trouvee, le=timezone.localdate()),
        "anime": anime(request.acteur),
        "fichiers": [
            (genre.upper(), reverse("rencontres:exporter_compte_rendu", args=[trouvee.identifiant, genre]))
            for genre in FICHIERS
        ],
    }
    return render(request, "rencontres/compte_rendu.html", contexte)


def exporter_compte_rendu(request: Requete, rencontre: str, extension: str) -> HttpResponse:
    """Send the report as a file."""
    trouvee = trouver_rencontre(request, rencontre)
    nom = f"compte-rendu-{trouvee.nature.lower()}-{trouvee.premier_jour or 'sans-date'}"
    return reponse_rapport(rapport_de(trouvee, le=timezone.localdate()), nom, extension)


def evaluations(request: Requete, rencontre: str) -> HttpResponse:
    """Show what those who came thought, when enough of them answered."""
    trouvee = trouver_rencontre(request, rencontre)
    resultat = resultats(trouvee, le=timezone.localdate())
    contexte = {
        "rencontre": trouvee,
        "resultat": resultat,
        "graphique": _dessin(resultat) if resultat.ouvert else None,
        "anime": anime(request.acteur),
    }
    return render(request, "rencontres/evaluations.html", contexte)


def _dessin(resultat: ResultatEvaluation) -> Graphique:
    haut = max(resultat.notes, key=lambda note: note[1])
    return Graphique(
        titre="Notes données, de 1 à 5",
        phrase=f"La note la plus haute va à « {haut[0]} » : {ecrire_nombre(haut[1])} sur 5.",
        categories=tuple(libelle.split(" pour ")[0] for libelle, _, _ in resultat.notes),
        series=tuple(
            Serie(f"note {note}", tuple(float(comptes[note - 1]) for _, _, comptes in resultat.notes))
            for note in range(1, 6)
        ),
        unite="réponses",
        source=f"{ecrire_compte(resultat.reponses, 'réponse')} sans nom sur {ecrire_compte(resultat.venus, 'personne')} venues.",
        genre=GenreGraphique.EMPILEES,
    )
