"""What every page of the activity reads in its address: the period and the rule-set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.regles import JEUX, charger_jeu
from maillage.activite.selectors import periode_choisie, periodes_proposees
from maillage.activite.services import resultat_a_jour
from maillage.socle.requete import Requete

ONGLETS = (
    ("grille", "Grille", "activite"),
    ("chiffres", "Chiffres", "activite"),
    ("qualite", "Qualité", "activite"),
    ("comparaison", "Comparer", "activite"),
    ("retours", "Retours", "retours"),
)
"""Pages of the activity, and the section that opens each."""


@dataclass(frozen=True)
class Demande:
    """A dispositif, a period and a rule-set."""

    dispositif_id: int
    periode: Periode
    jeu: JeuDeRegles

    @property
    def requete(self) -> str:
        """The query string that names them, for links from page to page."""
        return urlencode({"periode": self.periode.libelle, "regles": self.jeu.id})

    def resultat(self) -> dict[str, Any]:
        """The whole result of the period (contract section 6)."""
        return resultat_a_jour(self.dispositif_id, self.jeu, self.periode)

    def dispositif(self) -> dict[str, Any]:
        """The part of the dispositif: mesures, qualite, jeunes, alertes."""
        [dispositif] = self.resultat()["dispositifs"]
        return dict(dispositif)


def lire_demande(request: Requete) -> Demande:
    """Read `periode` and `regles` from the query string; the current quarter and the first rule-set by default."""
    regles = request.GET.get("regles") or request.POST.get("regles") or JEUX[0]
    if regles not in JEUX:
        raise Http404("Ce jeu de règles n'existe pas.")
    libelle = request.GET.get("periode") or request.POST.get("periode")
    periode = periode_choisie(libelle, aujourd_hui=timezone.localdate())
    return Demande(request.dispositif.pk, periode, charger_jeu(regles))


def contexte_commun(request: Requete, demande: Demande) -> dict[str, Any]:
    """What every template of the activity needs: choices of period and rule-set, status of the scale, tabs."""
    return {
        "demande": demande,
        "periode": demande.periode,
        "jeu": demande.jeu,
        "periodes": periodes_proposees(aujourd_hui=timezone.localdate()),
        "jeux": [charger_jeu(identifiant) for identifiant in JEUX],
        "requete": demande.requete,
        "onglets": [
            (nom, libelle, reverse(f"activite:{nom}", args=[request.dispositif.code]))
            for nom, libelle, section in ONGLETS
            if request.acteur.peut(section, dispositif_id=demande.dispositif_id)
        ],
    }
