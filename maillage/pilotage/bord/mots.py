"""Changes and numbers in words."""

from __future__ import annotations

from maillage.activite.lignes import ecrire_valeur
from maillage.pilotage.bord.lecteurs import mesure
from maillage.pilotage.bord.montage import Bord
from maillage.pilotage.domain.bord import EN_TAUX, sens
from maillage.socle.domain.typographie import FINE, ecrire_nombre

PAREIL = "pareil"


def ecrire_dessin(chemin: str, nombre: float) -> str:
    """Write a drawn number (rates are in per cent) with its unit."""
    if chemin in EN_TAUX:
        return f"{ecrire_nombre(nombre, 1)}{FINE}%"
    return ecrire_valeur(int(nombre) if nombre == int(nombre) else nombre, mesure(chemin))


def tendance(bord: Bord, chemin: str) -> str:
    """Say the change since the same quarter of the year before, else since the quarter before: summers are not like winters."""
    derniere = bord.periodes[-1]
    un_an_avant = f"{int(derniere[:4]) - 1}{derniere[4:]}"
    for avant, mots in ((un_an_avant, "un an plus tôt"), (bord.periodes[-2:][0], "au trimestre précédent")):
        dite = _changement(bord, chemin, avant, derniere) if avant in bord.periodes and avant != derniere else ""
        if dite:
            return f"comme {mots}" if dite == PAREIL else f"{dite} qu'{mots}"
    return ""


def _changement(bord: Bord, chemin: str, avant: str, apres: str) -> str:
    """Nothing when the two quarters are not made of the same number of returns, or when one of them is a floor."""
    if bord.lecteur.retenus(avant) != bord.lecteur.retenus(apres):
        return ""
    lues = [bord.lecteur.valeur(chemin, periode) for periode in (avant, apres)]
    change = sens(*(valeur.nombre for valeur in lues))
    if change is None or any(valeur.ecrite.startswith("au moins") for valeur in lues):
        return ""
    if not change:
        return PAREIL
    ecart = abs((lues[1].nombre or 0) - (lues[0].nombre or 0))
    mot = "de plus" if change > 0 else "de moins"
    if chemin in EN_TAUX:
        return f"{ecrire_nombre(ecart, 1)} {'point' if ecart < 2 else 'points'} {mot}"
    return f"{ecrire_nombre(ecart)} {mot}"
