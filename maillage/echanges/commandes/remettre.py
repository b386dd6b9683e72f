"""`maillage remettre`: what waits, now; or one delivery asked for by the operator. Exit status 2 with placed lines when something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from maillage.echanges.domain.erreurs import ErreurEchange
from maillage.echanges.remises.envoi import remettre_en_attente, remettre_une
from maillage.echanges.services.remises import demander_remise
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.arguments import Arguments, avec_aide, separer
from maillage.structures.selectors import dispositif_par_code

USAGE = (
    "maillage remettre  (ce qui attend)\n"
    "maillage remettre --destination CODE --nature NATURE --dispositif CODE [--periode P]"
)
OPTIONS = ("--destination", "--nature", "--dispositif", "--periode")
CODE_ECHEC = 1


@avec_aide(USAGE)
def executer(arguments: Sequence[str]) -> int:
    """0 when everything left, 1 when a delivery waits for another try, 2 when nothing could be asked."""
    demandees = OPTIONS[:3] if arguments else ()
    lus = separer(arguments, permises=OPTIONS, obligatoires=demandees)
    if lus.positions:
        lus.refuser(lus.positions[0], "argument inattendu")
    parti = _jouer(lus, demandee=bool(arguments)) if not lus.problemes else False
    if lus.problemes:
        return lus.dire_refus()
    return 0 if parti else CODE_ECHEC


def _jouer(lus: Arguments, *, demandee: bool) -> bool:
    if not demandee:
        sys.stdout.write(f"{remettre_en_attente()} remises faites\n")
        return True
    dispositif = dispositif_par_code(lus.valeurs["--dispositif"])
    if dispositif is None:
        lus.refuser("--dispositif", "aucun dispositif à ce nom")
        return False
    try:
        remise = demander_remise(
            ActeurSysteme("maillage remettre"),
            dispositif,
            destination=lus.valeurs["--destination"],
            nature=lus.valeurs["--nature"],
            parametres={"periode": lus.valeurs.get("--periode", "")},
        )
    except ErreurEchange as refus:
        lus.refuser("--destination", refus.message)
        return False
    remettre_une(remise.pk)
    remise.refresh_from_db()
    sys.stdout.write(f"{remise.get_etat_display()} : {remise.preuve or remise.erreur or 'en attente'}\n")
    return remise.etat == "REMISE"
