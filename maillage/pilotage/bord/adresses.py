"""Where the figures of a dashboard open, and how choices are written in an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.pilotage.domain.portees import Portee
from maillage.pilotage.domain.tableau import Cle
from maillage.pilotage.selectors import Choix
from maillage.socle.acteur import Acteur


def parametres(choix: Choix) -> dict[str, str | int]:
    """The choices of a restitution as words of an address."""
    return {"periode": choix.periode, "regles": choix.regles, "public": choix.public.value, "seuil": choix.seuil}


def du_chiffre_protege(choix: Choix, cle: Cle) -> str:
    """Return where a figure of the protected table of now is explained."""
    mots = {"mesure": cle.mesure, "region": cle.croisement.region, "type": cle.croisement.type}
    return f"{reverse('pilotage:chiffre')}?{urlencode({**parametres(choix), **mots})}"


def du_bord(portee: Portee, indicateur: str = "", **mots: str) -> str:
    """Return the dashboard of a scope, or the page of one of its figures; an empty word is left out."""
    nom = "pilotage:bord_indicateur" if indicateur else "pilotage:bord"
    arguments = [portee.niveau.value, portee.code, *([indicateur] if indicateur else [])]
    suite = urlencode({cle: mot for cle, mot in mots.items() if mot})
    return reverse(nom, args=arguments) + (f"?{suite}" if suite else "")


class AdressesDuRetour:
    """Where each figure of a return opens: its events for who may see them, its rule for the others."""

    def __init__(self, acteur: Acteur, dispositif: Any, periode: str, *, numero: int, regles: str) -> None:
        self.code, self.periode = dispositif.code, periode
        self.numero, self.regles = numero, regles
        self.vers_les_evenements = acteur.peut("activite", dispositif_id=dispositif.pk)

    def du_chiffre(self, chemin: str) -> str:
        if self.vers_les_evenements:
            return self._activite("explication", retour=f"{self.periode}/{self.numero}", mesure=chemin)
        return self._ici(mesure=chemin)

    def de_l_alerte(self, code: str) -> str:
        return self._activite("qualite", code=code) if self.vers_les_evenements else self._ici(alerte=code)

    def _activite(self, page: str, **requete: str) -> str:
        requete = {"periode": self.periode, "regles": self.regles, **requete}
        return f"{reverse(f'activite:{page}', args=[self.code])}?{urlencode(requete)}"

    def _ici(self, **requete: str) -> str:
        cle = [self.code, self.periode, self.numero]
        return f"{reverse('pilotage:chiffre_de_retour', args=cle)}?{urlencode(requete)}"
