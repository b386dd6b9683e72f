"""Which modalities a convention brings to a dispositif."""

from __future__ import annotations

import datetime as dt

from maillage.conventions.selectors import conventions_en_vigueur


def modalites_par_convention(dispositif_id: int, *, le: dt.date) -> frozenset[str]:
    """Return the codes of the modalities that a convention or an agreement in force brings (4 queries)."""
    return frozenset(code for ligne in conventions_en_vigueur(dispositif_id, le) for code in ligne.modalites)
