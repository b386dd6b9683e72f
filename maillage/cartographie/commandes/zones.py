"""`maillage cartographie zones`: the study of zones blanches of the page, by the same form and the same code; it is kept, and written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ValidationError

from maillage.cartographie.exports.territoire import feuille_zones
from maillage.cartographie.forms.zones import EtudeForm
from maillage.cartographie.models import BaseEtude, EtatEtude, EtudeZones
from maillage.cartographie.presentation.zones import origine_dite
from maillage.cartographie.referentiels import reglages
from maillage.cartographie.selectors.zones import ECOLE, NIVEAUX, territoires, zones_de
from maillage.cartographie.services import calculer_etude, demander_etude
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, est_inscriptible, separer
from maillage.socle.tableur import FORMATS, ecrire

SORTIE, NIVEAU = "--sortie", "--niveau"
CHAMPS = ("public", "modalite", "departement", "base", "ages", "seuil", "fournisseur", "offre_le")
OPTIONS = {f"--{champ.replace('_', '-')}": champ for champ in CHAMPS}
USAGE = (
    "maillage cartographie zones --public P [--departement D] [--modalite M] [--base COMMUNE|ECOLE] [--ages 0-19|…|tous] "
    "[--seuil MIN] [--fournisseur F] [--offre-le AAAA-MM-JJ] [--niveau epci|commune|ecole|departement] --sortie FICHIER.{csv|xlsx|ods}"
)


def executer(arguments: Sequence[str]) -> int:
    """0 when the study is kept and its file written; 2, and one line by problem, when nothing is."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(f"{USAGE}\n")
        return 0
    lus = separer(arguments, permises=(*OPTIONS, SORTIE, NIVEAU), obligatoires=("--public", SORTIE))
    sortie, niveau = Path(lus.valeurs.get(SORTIE, "")), lus.valeurs.get(NIVEAU, "epci")
    if SORTIE in lus.valeurs and (sortie.suffix[1:] not in FORMATS or not est_inscriptible(sortie)):
        lus.refuser(SORTIE, f"« {sortie} » ne peut pas être écrit : {', '.join(FORMATS)} attendu")
    if niveau not in NIVEAUX or (niveau == ECOLE and lus.valeurs.get("--base") != BaseEtude.ECOLE):
        lus.refuser(NIVEAU, f"{', '.join(NIVEAUX)} attendu ; {ECOLE} avec --base {BaseEtude.ECOLE} seulement")
    etude = None if lus.problemes else _etudier(lus)
    if etude is None:
        return lus.dire_refus()
    zones = zones_de(etude)
    lignes = territoires(zones, niveau)
    feuille = feuille_zones(lignes, etude, zones, proximite_km=reglages(etude.offre_le).proximite_km)
    sortie.write_bytes(ecrire(feuille, sortie.suffix[1:]))
    sys.stdout.write(f"Étude {etude.pk} gardée ; territoires écrits : {len(lignes)}. {origine_dite(etude, zones)}\n")
    return 0


def _etudier(lus: Arguments) -> EtudeZones | None:
    """The study, finished; None with the reason in `lus.problemes`. What is not said takes what the page proposes."""
    vide = EtudeForm()
    proposees = {champ: vide.fields[champ].initial for champ in ("base", "ages", "seuil", "fournisseur")}
    form = EtudeForm({**proposees, **{champ: lus.valeurs[o] for o, champ in OPTIONS.items() if o in lus.valeurs}})
    for champ, erreurs in form.errors.items():
        lus.refuser(f"--{champ.replace('_', '-')}", " ".join(str(erreur) for erreur in erreurs))
    if lus.problemes:
        return None
    try:
        etude = calculer_etude(demander_etude(ActeurSysteme("maillage cartographie zones"), form.demande()))
    except ValidationError as erreur:
        lus.refuser("--public", " ".join(erreur.messages))
        return None
    if etude.etat != EtatEtude.FINIE:
        lus.refuser("--departement", etude.message)
        return None
    return etude
