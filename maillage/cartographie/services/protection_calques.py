"""Before a layer of people is lent: what it would give back beside those that the same lender lends already is masked, or it is refused."""

from __future__ import annotations

from django.utils import timezone

from maillage.cartographie.domain.calques import ErreurCalque, EtatCalque, NatureValeurs, NiveauCalque, etat_du_jour
from maillage.cartographie.domain.recoupement import CoucheComparee, masquer_en_plus
from maillage.cartographie.models import Calque, CelluleCalque
from maillage.socle.domain.texte import plier
from maillage.territoire import selectors as territoire


def proteger(calque: Calque) -> int:
    """Mask besides, in a draft about to be lent, what its lender's other layers would betray. Return how many cells. Raise ErreurCalque."""
    voisins = _du_meme_sujet(calque)
    if not voisins:
        return 0
    codes = masquer_en_plus(_comparer(calque), [_comparer(voisin) for voisin in voisins])
    if codes is None:
        noms = ", ".join(f"« {voisin.nom} »" for voisin in voisins)
        raise ErreurCalque(
            f"À côté de {noms}, que vous prêtez déjà, ce calque laisserait retrouver des chiffres masqués : retirez d'abord l'autre."
        )
    masquees = calque.cellules.filter(code__in=codes).update(valeur=None, masquee=True)
    if not calque.cellules.filter(masquee=False).exists():
        raise ErreurCalque("À côté des calques que vous prêtez déjà, plus aucun chiffre de celui-ci ne se montrerait.")
    return masquees


def _du_meme_sujet(calque: Calque) -> list[Calque]:
    """The layers that a reader may add or subtract: same lender, same kind of figures, same unit or same source, territories of the official code.

    Drafts are locked too: two layers lent at the same moment are compared one after the other.
    """
    if calque.nature == NatureValeurs.CHOSES or not NiveauCalque(calque.niveau).officiel:
        return []
    siens = Calque.objects.select_for_update().filter(preteur=calque.preteur, nature=calque.nature)
    return [
        un
        for un in siens.exclude(pk=calque.pk).order_by("pk")
        if etat_du_jour(un.etat, un.fin, timezone.localdate()) is EtatCalque.PRETE
        and NiveauCalque(un.niveau).officiel
        and (plier(un.unite) == plier(calque.unite) or plier(un.source) == plier(calque.source))
    ]


def _comparer(calque: Calque) -> CoucheComparee:
    valeurs = dict(CelluleCalque.objects.filter(calque=calque).values_list("code", "valeur"))
    communes = territoire.communes_des_territoires(calque.niveau, valeurs.keys())
    return CoucheComparee(valeurs, communes, calque.plancher, calque.nature == NatureValeurs.PERSONNES)
