"""What can be read at once, while the dispositif prepares its answer: public sheets of the library."""

from __future__ import annotations

from maillage.appui_ressource.models import DemandeAppui
from maillage.bibliotheque.selectors.premier_secours import FicheConseillee, fiches_pour

MAXIMUM = 3


def premier_secours(demande: DemandeAppui) -> list[FicheConseillee]:
    """Return the sheets that match a request, the closest to its words first; none once what was written is erased."""
    if demande.effacee_le is not None:
        return []
    return fiches_pour(
        public=demande.public,
        souhait=demande.souhait,
        mots=f"{demande.situation} {demande.deja_tente}",
        maximum=MAXIMUM,
    )
