"""The command `maillage geocoder etablissements|ecoles|partenaires`: the pass of the pages, with its report."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import CODE_REFUS, avec_aide, separer
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.territoire.domain.comptes_rendus import comptes_dits
from maillage.territoire.geocodage import GeocodeurIndisponible, passages
from maillage.territoire.vocabulaire import EtatImport

USAGE = "maillage geocoder {etablissements|ecoles|partenaires}"


@avec_aide(f"{USAGE}\n  cherche les adresses au service réglé par MAILLAGE_GEOCODEUR")
def executer(arguments: Sequence[str]) -> int:
    """Return 0, 1 when some addresses wait for an eye, 2 when the service did not answer to the end."""
    lus = separer(arguments, permises=(), obligatoires=())
    nom = lus.positions[0] if len(lus.positions) == 1 else ""
    registre = passages.registre_connu(nom)
    if registre is None and not lus.problemes:
        lus.refuser("REGISTRE", f"un registre attendu ; {USAGE}")
    if registre is None or lus.problemes:
        return lus.dire_refus()
    try:
        passage = passages.ouvrir_passage(ActeurSysteme(f"maillage geocoder {nom}"), registre)
    except GeocodeurIndisponible as erreur:
        lus.refuser("REGISTRE", str(erreur))
        return lus.dire_refus()
    rendu = passages.passer(passage)
    comptes = [f"  {ecrire_nombre(nombre)} {mot}" for nombre, mot in comptes_dits(dict(rendu.comptes))]
    remarques = [remarque.en_texte(registre.libelle) for remarque in rendu.remarques]
    sys.stdout.write("\n".join([registre.libelle, *comptes, *remarques, ""]))
    if passage.etat == EtatImport.ECHEC:
        sys.stderr.write(f"{passage.message}\n")
        return CODE_REFUS
    return 1 if rendu.comptes["a_revoir"] else 0
