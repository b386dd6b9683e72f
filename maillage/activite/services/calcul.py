"""Counting a dispositif for its pages: the engine on its facts, the last result kept while those facts have not moved."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.domain.periode import Periode
from maillage.activite.faits import tables_a_compter
from maillage.activite.models import ResultatCalcule
from maillage.activite.moteur import Comptage, compter
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors.periodes import periode_choisie
from maillage.activite.services.memoire import comptage_garde
from maillage.socle.selectors import version_des_faits

Resultat = dict[str, Any]
RECOMPTES_AU_PLUS = 2
"""A page shows one period under one rule-set, a comparison two."""


def compter_dispositif(dispositif_id: int, jeu: JeuDeRegles, periode: Periode) -> Comptage:
    """Count the facts of the ledger as they are now; nothing is written."""
    return compter(tables_a_compter(dispositif_id, periode), jeu, periode)


@contextmanager
def comptage_a_jour(dispositif_id: int, jeu: JeuDeRegles, periode: Periode) -> Iterator[Comptage]:
    """Yield the count of the facts as they are now, kept in memory while they have not moved: for explanations."""
    cle = (dispositif_id, periode, empreinte_des_parametres(jeu), jeu.id, version_des_faits(dispositif_id))
    with comptage_garde(cle, lambda: compter_dispositif(dispositif_id, jeu, periode)) as comptage:
        yield comptage


def resultat_a_jour(dispositif_id: int, jeu: JeuDeRegles, periode: Periode) -> Resultat:
    """Return the whole result (contract section 6) of one dispositif, counted again only if its facts moved since the last time."""
    cle: dict[str, Any] = {
        "dispositif_id": dispositif_id,
        "periode": periode.libelle,
        "arrete": periode.arrete,
        "regles": jeu.id,
        "parametres": empreinte_des_parametres(jeu),
    }
    version = version_des_faits(dispositif_id)
    garde = ResultatCalcule.objects.filter(**cle).first()
    if garde is not None and garde.version_faits == version:
        return dict(garde.contenu)
    contenu = json.loads(compter_dispositif(dispositif_id, jeu, periode).json())
    ResultatCalcule.objects.update_or_create(**cle, defaults={"version_faits": version, "contenu": contenu})
    return dict(contenu)


def recompter_d_avance(dispositif_id: int, *, version: int, aujourd_hui: dt.date) -> int:
    """Count again what was kept for the pages of today, so that the next one opens at once; return how many counts were made.

    Nothing is done if the facts have moved again since `version`: the writing that moved them asks for it too.
    """
    gardes = ResultatCalcule.objects.filter(dispositif_id=dispositif_id, calcule_le__date=aujourd_hui)
    faits = 0
    for garde in gardes.exclude(version_faits=version).order_by("-calcule_le")[:RECOMPTES_AU_PLUS]:
        jeu, periode = charger_jeu(garde.regles), periode_choisie(garde.periode, aujourd_hui=aujourd_hui)
        a_jour = garde.arrete == periode.arrete and garde.parametres == empreinte_des_parametres(jeu)
        if a_jour and version_des_faits(dispositif_id) == version:
            resultat_a_jour(dispositif_id, jeu, periode)
            faits += 1
    return faits


def empreinte_des_parametres(jeu: JeuDeRegles) -> str:
    """Return a digest of the version and of every parameter of a rule-set."""
    texte = json.dumps([jeu.version, asdict(jeu.parametres)], sort_keys=True, default=_ordonner)
    return hashlib.sha256(texte.encode()).hexdigest()


def _ordonner(valeur: object) -> object:
    if isinstance(valeur, Mapping):
        return sorted(valeur.items())
    if isinstance(valeur, set | frozenset):
        return sorted(valeur)
    return str(valeur)
