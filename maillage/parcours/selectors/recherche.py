"""Looking for a young person by name, in all the dispositifs at once."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.parcours.selectors.connus import FAITS_QUI_RATTACHENT
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots


@dataclass(frozen=True)
class JeuneTrouve:
    """A young person, and the dispositif where their page opens."""

    identifiant: str
    nom: str
    dispositif_id: int


def chercher_jeunes(acteur: Acteur, recherche: str, *, maximum: int) -> list[JeuneTrouve]:
    """Return the young people whose name fits, where the sections « identite » and « parcours » are open; accents do not count.

    One query, whatever the number of dispositifs; names are compared here because the databases do not ignore accents alike.
    """
    noms = [model.objects.order_by().exclude(jeune=None) for model in FAITS_QUI_RATTACHENT]
    for section in ("identite", "parcours"):
        autorises = acteur.dispositifs(section)
        if autorises is not None:
            noms = [lignes.filter(dispositif_id__in=autorises) for lignes in noms]
    colonnes = ("jeune__identifiant", "jeune__prenom", "jeune__nom", "dispositif_id")
    premier, *autres = (lignes.values_list(*colonnes) for lignes in noms)
    trouves = (
        JeuneTrouve(identifiant, f"{prenom} {nom}", dispositif_id)
        for identifiant, prenom, nom, dispositif_id in premier.union(*autres)
        if contient_les_mots(f"{prenom} {nom}", recherche)
    )
    return sorted(trouves, key=lambda trouve: (trouve.nom, trouve.dispositif_id))[:maximum]
