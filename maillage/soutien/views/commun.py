"""What the pages share: one act in one form, exports and their line in the journal, pages of a list."""

from __future__ import annotations

from functools import partial

from maillage.socle.actes import jouer_acte
from maillage.socle.listes import en_pages, envoyer_liste, geste_connu, liens, trouve

envoyer = partial(envoyer_liste, acte="soutien.exporter")
"""Send a list as a file, journaled in the name of this room."""


jouer = partial(jouer_acte, gabarit="soutien/formulaire.html")
"""Show the form of an act of this room, then do it."""


__all__ = [
    "en_pages",
    "envoyer",
    "geste_connu",
    "jouer",
    "liens",
    "trouve",
]
