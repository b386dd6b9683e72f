"""A few words on the partners of the first dispositif, so that its directory may be sorted."""

from __future__ import annotations

from maillage.portail.demonstration.offre import Offre
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures
from maillage.structures.services.partenaires import etiqueter_partenaire

MOTS = (("proche", "mercredi"), ("été",), (), ("référent connu",), ("mercredi",))


def semer_partenaires(acteur: Acteur, offre: Offre) -> None:
    """Put words on four partners in five."""
    dispositif = structures.dispositif_par_code(offre.code)
    if dispositif is None:
        return
    for rang, partenaire in enumerate(structures.partenaires_du_dispositif(offre.pk)):
        if mots := MOTS[rang % len(MOTS)]:
            etiqueter_partenaire(acteur, dispositif, partenaire, mots=mots)
