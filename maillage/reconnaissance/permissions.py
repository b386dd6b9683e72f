"""Rights of the addresses of this context, and the checks that every writing makes before it starts.

Three sections: the states, that anyone of the region may read; the dossier, of those who carry the dispositif and of the authority; the instruction,
of the authority alone.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.reconnaissance.domain.etats import Partie
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.droits import Droit

ETATS = "reconnaissance_etats"
DOSSIER = "reconnaissance"
INSTRUCTION = "reconnaissance_instruction"
LIRE = Droit(DOSSIER)
PARTAGER = Droit(DOSSIER, acces_ecriture=Acces.LECTURE)
"""Both sides write there: the service tells which."""
ECRIRE = Droit(DOSSIER, acces=Acces.ECRITURE)
INSTRUIRE = Droit(INSTRUCTION, acces=Acces.ECRITURE)

DROITS_URLS: dict[str, Droit] = {
    "reconnaissance:dossiers": Droit(ETATS),
    "reconnaissance:exporter_dossiers": Droit(ETATS),
    **{
        f"reconnaissance:{nom}": LIRE
        for nom in ("dossier", "texte", "document", "piece", "depot", "recepisse", "arrete", "historique")
    },
    "reconnaissance:echanges": PARTAGER,
    "reconnaissance:cocher_axe": PARTAGER,
    **{
        f"reconnaissance:{nom}": ECRIRE
        for nom in ("ouvrir", "section", "joindre", "retirer_piece", "actualiser", "acte")
    },
    **{
        f"reconnaissance:{nom}": INSTRUIRE
        for nom in ("instruction", "noter", "demander_avis", "rendre_avis", "suivre", "decider", "cocher_effet")
    },
}


def partie_de(acteur: Acteur, dispositif_id: int) -> Partie | None:
    """Return on which side the acting person writes for that dispositif; None for who only reads, or sees nothing."""
    if acteur.peut(INSTRUCTION, Acces.ECRITURE, dispositif_id):
        return Partie.INSTRUCTEURS
    return Partie.PORTEURS if acteur.peut(DOSSIER, Acces.ECRITURE, dispositif_id) else None


def exiger(acteur: Acteur, dispositif_id: int, partie: Partie) -> None:
    """Raise PermissionDenied unless the acting person writes for that side in that dispositif."""
    section = INSTRUCTION if partie is Partie.INSTRUCTEURS else DOSSIER
    if not acteur.peut(section, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Votre rôle ne permet pas cet acte sur le dossier de reconnaissance.")
