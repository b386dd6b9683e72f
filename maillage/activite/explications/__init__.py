"""Any figure of a result, down to the facts that make it.

expliquer(tables, jeu, periode, dispositif_id, "journees")              # counts, then explains
expliquer_comptage(comptage, dispositif_id, "occupation.AJ.taux")       # of a count already made
expliquer_comptage(comptage, dispositif_id, "semaine", (jeune_id, "2024-W10"))
expliquer_comptage(comptage, dispositif_id, "jour", (jeune_id, date(2024, 3, 4)))
expliquer_comptage(comptage, dispositif_id, "seances", jeune_id="J1")   # one young person's share
expliquer_regle(jeu, "journees")                                        # the rule alone, for who may not see the facts
"""

from maillage.activite.explications.explication import expliquer, expliquer_comptage
from maillage.activite.explications.regle import RegleExpliquee, expliquer_regle

__all__ = ["RegleExpliquee", "expliquer", "expliquer_comptage", "expliquer_regle"]
