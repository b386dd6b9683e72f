"""What is due for the projects: lines for the one work list of the portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from maillage.projet.domain.echeances import ActeAttendu
from maillage.projet.referentiels import reglages
from maillage.projet.selectors.situations import SituationDuJeune, situations
from maillage.socle.acteur import Acteur
from maillage.socle.domain.echeances import Echeance
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_compte

NATURE = "Projet personnalisé"
ACTES = {
    ActeAttendu.ECRIRE: "Écrire le projet personnalisé {de_qui}",
    ActeAttendu.ACCORDER: "Recueillir les accords au projet {de_qui}",
    ActeAttendu.EVALUER: "Évaluer le projet {de_qui} avec lui ou elle",
    ActeAttendu.REVISER: "Réviser le projet {de_qui}",
}


def echeances(acteur: Acteur, dispositif: Any, *, le: date, jeune_id: int | None = None) -> list[Echeance]:
    """Return what is due for the projects of a dispositif, or of one young person, the nearest first (5 queries at most)."""
    precisions = _precisions(le)
    lues = situations(acteur, dispositif.pk, le=le, jeune_id=jeune_id)
    dues = [
        Echeance(
            nature=NATURE,
            acte=ACTES[acte].format(de_qui=de_qui(str(situation.jeune))),
            dernier_jour=jour,
            url=_adresse(dispositif.code, situation, acte),
            jeune_id=situation.jeune.pk,
            precision=precisions[acte],
        )
        for situation in lues
        for acte, jour in situation.attendus
    ]
    return sorted(dues, key=lambda due: (due.dernier_jour, due.acte))


def _precisions(le: date) -> dict[ActeAttendu, str]:
    regles = reglages(le)
    mois, annee = (
        ecrire_compte(regles.premier_projet_mois, "mois", "mois"),
        ecrire_compte(regles.revision_mois, "mois", "mois"),
    )
    return {
        ActeAttendu.ECRIRE: f"dans les {mois} qui suivent l'entrée (réglage à vérifier)",
        ActeAttendu.ACCORDER: f"rappel {ecrire_compte(regles.reponse_jours, 'jour')} après la proposition",
        ActeAttendu.EVALUER: "à la date écrite dans le projet",
        ActeAttendu.REVISER: f"{annee} après l'accord (réglage à vérifier)",
    }


def _adresse(code: str, situation: SituationDuJeune, acte: ActeAttendu) -> str:
    projet = situation.en_vigueur if acte in {ActeAttendu.EVALUER, ActeAttendu.REVISER} else situation.en_preparation
    if projet is None:
        return reverse("projet:jeune", args=[code, situation.jeune.identifiant])
    return reverse("projet:projet", args=[code, projet.identifiant])
