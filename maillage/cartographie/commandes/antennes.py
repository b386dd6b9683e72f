"""`maillage cartographie antennes`: question 4 on the database of the site, as its page asks it; nothing is kept.

The choice alone, file to file, is `maillage cartographie implantation`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from maillage.cartographie.commandes.questions import repondre, valider
from maillage.cartographie.exports.antennes import feuille_scenario
from maillage.cartographie.forms.antennes import formulaire_scenario
from maillage.cartographie.models import ScenarioAntenne
from maillage.cartographie.services.antennes import ScenarioImpossibleError, resoudre_scenario
from maillage.socle.arguments import Arguments
from maillage.socle.tableur import Feuille
from maillage.structures.selectors import dispositif_par_code

OPTIONS = ("dispositif", "candidats", "quittes", "ouvertures", "objectif", "seuil", "territoire", "fournisseur")
USAGE = (
    "maillage cartographie antennes --dispositif CODE [--candidats COMMUNE;LOYER,COMMUNE] [--quittes SITE,SITE] [--ouvertures N] "
    "[--objectif moyenne|couverture|pire] [--seuil MIN] [--territoire declare|departement] [--fournisseur F] "
    "--sortie FICHIER.{csv|xlsx|ods}"
)


def antennes(arguments: Sequence[str]) -> int:
    """0 when the file is written; 2, and one line by problem, when nothing is."""
    return repondre(USAGE, arguments, OPTIONS, ("dispositif",), _feuille)


def _feuille(lus: Arguments) -> Feuille | None:
    valeurs = {option.removeprefix("--"): valeur for option, valeur in lus.valeurs.items()}
    dispositif, le = dispositif_par_code(valeurs["dispositif"]), timezone.localdate()
    if dispositif is None:
        lus.refuser("--dispositif", "aucun dispositif à ce nom")
        return None
    champs = formulaire_scenario(dispositif.pk).fields
    saisie = {nom: valeurs.get(nom, champ.initial) for nom, champ in champs.items()}
    saisie["nom"] = f"Commande du {le.isoformat()}"
    saisie["objectif"] = valeurs.get("objectif", "moyenne")
    saisie["candidats"] = "\n".join(valeurs.get("candidats", "").split(","))
    saisie["quittes"] = [site for site in valeurs.get("quittes", "").split(",") if site]
    form = formulaire_scenario(dispositif.pk, saisie)
    if not valider(lus, form):
        return None
    demande = form.demande()
    scenario = ScenarioAntenne(
        dispositif=dispositif,
        demandee_le=timezone.now(),
        demandee_par="maillage cartographie antennes",
        **vars(demande),
    )
    try:
        scenario.resultat = resoudre_scenario(scenario)
    except ScenarioImpossibleError as erreur:
        lus.refuser("--fournisseur" if "temps" in str(erreur) else "--candidats", str(erreur))
        return None
    return feuille_scenario(scenario)
