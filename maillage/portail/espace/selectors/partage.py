"""What each partner of the young person may receive: what the text gives it, what an agreement adds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maillage.liaison.domain.consentement import champs_consentis
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.referentiels import MODELE_COURANT, destinataires, modele
from maillage.liaison.selectors.consentements import accords_du_jeune
from maillage.portail.espace.selectors.espace import Espace
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class PartageDit:
    """One recipient: the labels of what it receives in any case, (code, label) of what may be allowed, the codes allowed today."""

    destinataire: Destinataire
    de_droit: list[str]
    choix: list[tuple[str, str]]
    permis: list[str]


def partages(acteur: Acteur, espace: Espace, *, au: datetime) -> list[PartageDit]:
    """Return every recipient at a moment (1 query); nothing for a stranger, nor where no dispositif accompanies the young person."""
    if espace.dispositif_id is None or not acteur.qualites_pour(espace.jeune.pk):
        return []
    accords = accords_du_jeune(espace.jeune.pk, espace.dispositif_id)
    champs = modele(MODELE_COURANT).champs
    return [
        PartageDit(
            destinataire=un,
            de_droit=[c.libelle for c in champs if c.code in un.champs_de_droit(c.code for c in champs)],
            choix=[(c.code, c.libelle) for c in champs if c.code in un.sur_accord],
            permis=sorted(champs_consentis(accords, un.code, au)),
        )
        for un in destinataires()
    ]
