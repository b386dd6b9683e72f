"""Invented returns: in memory for the rules, as files for the command, at random for the attacks."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from maillage.pilotage.domain.mesures import SOMMES, TAUX, Chemin
from maillage.pilotage.domain.retours import Attendu, Retour
from maillage.pilotage.domain.tableau import Cle, Croisement, Tableau, dresser

QUALITE = {
    "bloquantes": 0,
    "avertissements": 0,
    "a_confirmer": 0,
    "evenements_passes": 40,
    "part_a_confirmer": 0.0,
    "alertes_par_code": {},
}
TYPES = ("DITEP", "DIME", "DAME", "AUTRE")
CHEMINS = {somme.code: somme.chemin for somme in SOMMES} | {
    f"{taux.code}_{nom}": chemin
    for taux in TAUX
    for nom, chemin in (("num", taux.numerateur), ("den", taux.denominateur))
}


def retour(attendu: Attendu, **valeurs: float) -> Retour:
    """A kept return; `valeurs` by code of sum (in the unit of its source) or `<rate>_num`, `<rate>_den`."""
    feuilles = _feuilles(valeurs)
    return Retour(
        attendu=attendu,
        revision=1,
        regles="aire-2024",
        version="2024.1",
        periode="2024-T1",
        sommes={somme.code: int(feuilles[somme.chemin] * somme.par_source) for somme in SOMMES},
        termes={chemin: Fraction(feuilles[chemin]) for taux in TAUX for chemin in (taux.numerateur, taux.denominateur)},
    )


def _feuilles(valeurs: Mapping[str, float]) -> dict[Chemin, float]:
    inconnues = set(valeurs) - set(CHEMINS)
    assert not inconnues, inconnues
    feuilles: dict[Chemin, float] = dict.fromkeys(CHEMINS.values(), 0)
    feuilles.update({CHEMINS[code]: valeur for code, valeur in valeurs.items()})
    return feuilles


def tableau(cellules: Mapping[tuple[str, str], Iterable[Mapping[str, float] | None]]) -> Tableau:
    """(region, type) -> one mapping of values per dispositif, None for one that transmitted nothing."""
    attendus, retours = [], []
    for (region, type_), dispositifs in cellules.items():
        for rang, valeurs in enumerate(dispositifs):
            attendu = Attendu(f"{region}-{type_}-{rang}", region, type_)
            attendus.append(attendu)
            if valeurs is not None:
                retours.append(retour(attendu, **valeurs))
    return dresser(attendus, retours)


def cle(mesure: str, region: str, type_: str) -> Cle:
    return Cle(mesure, Croisement(region, type_))


def ecrire_retour(dossier: Path, nom: str, **options: object) -> None:
    """A result file `nom` (`D1.r1`); options of `contenu_de_retour`."""
    contenu = contenu_de_retour(nom.rpartition(".r")[0], **options)
    (dossier / f"{nom}.json").write_bytes(contenu)


def contenu_de_retour(
    dispositif_id: str, *, regles: str = "aire-2024", version: str = "2024.1", **options: object
) -> bytes:
    """Bytes of a result with what a restitution reads; `periode` and values among the options."""
    periode = options.pop("periode", "2024-T1")
    mesures: dict[str, object] = {}
    for chemin, valeur in _feuilles(options).items():  # type: ignore[arg-type]
        noeud = mesures
        for cle_ in chemin[:-1]:
            noeud = noeud.setdefault(cle_, {})  # type: ignore[assignment]
        noeud[chemin[-1]] = valeur
    contenu = {
        "regles": {"id": regles, "version": version},
        "periode": {"libelle": periode},
        "dispositifs": [{"dispositif_id": dispositif_id, "mesures": mesures, "qualite": QUALITE}],
    }
    return json.dumps(contenu).encode()


def ecrire_index(dossier: Path, *lignes: str) -> None:
    entete = "dispositif_id,region,departement,type,revision,etat"
    (dossier / "index.csv").write_text("\n".join((entete, *lignes)) + "\n", encoding="utf-8")


def tableau_au_hasard(graine: int, *, regions: int, types: int, effectif: int) -> Tableau:
    """Plausible counts that respect every known bound, with many small ones."""
    alea = random.Random(graine)
    return tableau(
        {
            (f"R{region:02}", type_): list(_dispositifs_au_hasard(alea, effectif))
            for region in range(regions)
            for type_ in TYPES[:types]
        }
    )


def _dispositifs_au_hasard(alea: random.Random, effectif: int) -> Iterator[dict[str, float] | None]:
    for _ in range(alea.randint(0, effectif)):
        yield None if alea.random() < 0.15 else valeurs_au_hasard(alea)


def valeurs_au_hasard(alea: random.Random) -> dict[str, float]:
    elargie = alea.choice([0, alea.randint(0, 6), alea.randint(5, 60), alea.randint(5, 60)])
    stricte = alea.randint(0, elargie)
    presents = alea.randint(0, stricte)
    renseignes = alea.randint(presents // 2, presents)
    multi, creton = alea.randint(0, min(stricte, 9)), alea.randint(0, min(presents, 2))
    return {
        "fa_elargie": elargie,
        "fa_stricte": stricte,
        "presents_fin": presents,
        "entrees": alea.randint(0, min(presents, 6)),
        "sorties": alea.randint(0, 5),
        "multi_modalite": multi,
        "taux_multi_modalite_den": stricte,
        "jeunes_complexes": alea.randint(0, min(elargie, 5)),
        "creton": creton,
        "taux_creton_den": presents,
        "taux_ordinaire_num": alea.randint(0, renseignes),
        "taux_ordinaire_den": renseignes,
        "journees": alea.randint(0, stricte * 120) / 2,
        "nuitees": alea.randint(0, stricte * 20),
        "seances": alea.randint(0, stricte * 3),
        "actes": alea.randint(0, stricte * 20),
        "unites_total": alea.randint(0, stricte * 20),
        "ar_heures": alea.choice([0, alea.randint(0, 6000)]),
    }
