"""The data shipped with the product: dated settings, recipients, capacities, effects on rights, versions of the form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from maillage.liaison.domain.changement import DefinitionSubstantiel, Nature
from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.domain.effets import EffetSurDroits
from maillage.liaison.domain.horloge import Reglages, reglages_du_jour
from maillage.liaison.domain.modele import ChampFiche, GenreDeDonnee, ModeleFiche, en_service
from maillage.liaison.domain.partage import ReglagesPartage
from maillage.liaison.domain.signataires import Qualite

MODELE_COURANT = "2024-1"
"""The version in force at this release; `modele_courant` asks for that of a day."""
PREFIXE_EXTRAIT = "@"


def _lire(nom: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / nom).read_text("utf-8"))


@lru_cache
def _tous_les_reglages() -> tuple[Reglages, ...]:
    return tuple(_reglages(ligne) for ligne in _lire("reglages.toml")["reglages"])


def reglages(le: date) -> Reglages:
    """Return the settings in force on a day."""
    return reglages_du_jour(_tous_les_reglages(), le)


@lru_cache
def sources_des_reglages() -> dict[str, str]:
    """Return where each value of the latest settings comes from."""
    derniere: dict[str, str] = _lire("reglages.toml")["reglages"][-1]["sources"]
    return derniere


@dataclass(frozen=True)
class ReglagesDomicile:
    """How the yearly statement of days at home is made, and what it says of itself."""

    heure_nuit: time
    source: str
    definition: str
    reserve: str


@lru_cache
def domicile() -> ReglagesDomicile:
    """Return the settings of the yearly statement of days at home."""
    lus = _lire("reglages.toml")["domicile"]
    return ReglagesDomicile(**{**lus, "heure_nuit": time.fromisoformat(lus["heure_nuit"])})


@dataclass(frozen=True)
class ReglagesSuivi:
    """How long the team gives itself to decide after a disagreement, how many months a consent stands before it is asked again.

    `effet_apres_envoi`: between the first day a sheet may leave and the date of effect that is proposed.
    """

    decision: timedelta
    consentement_mois: int
    effet_apres_envoi: timedelta


@lru_cache
def suivi() -> ReglagesSuivi:
    """Return the delays that the team gives itself."""
    lus = _lire("reglages.toml")["suivi"]
    return ReglagesSuivi(
        timedelta(days=lus["decision_jours"]),
        lus["consentement_mois"],
        timedelta(days=lus["effet_apres_envoi_jours"]),
    )


@lru_cache
def partage() -> ReglagesPartage:
    """Return the settings of the private link of a partner."""
    lus = _lire("reglages.toml")["partage"]
    return ReglagesPartage(
        lien=timedelta(days=lus["lien_jours"]),
        code=timedelta(minutes=lus["code_minutes"]),
        code_essais=lus["code_essais"],
        code_chiffres=lus["code_chiffres"],
        lecture=timedelta(minutes=lus["lecture_minutes"]),
        essais_par_heure=lus["essais_par_heure"],
    )


@lru_cache
def destinataires() -> tuple[Destinataire, ...]:
    """Return every recipient, in the order of the table."""
    contenu = _lire("destinataires.toml")
    return tuple(_destinataire(ligne, contenu["extraits"]) for ligne in contenu["destinataire"])


def destinataire(code: str) -> Destinataire | None:
    return next((un for un in destinataires() if un.code == code), None)


@lru_cache
def canaux() -> dict[str, str]:
    """Return the labels of the channels by code."""
    return dict(_lire("destinataires.toml")["canaux"])


@lru_cache
def qualites() -> dict[str, Qualite]:
    """Return the capacities in which someone signs, by code."""
    lignes = _lire("qualites.toml")["qualite"]
    return {ligne["code"]: Qualite(**{"majeur": None, **ligne}) for ligne in lignes}


@lru_cache
def effets() -> tuple[EffetSurDroits, ...]:
    """Return the sentences on rights, in the order of the table."""
    return tuple(
        EffetSurDroits(**{**ligne, "changements": tuple(ligne["changements"])})
        for ligne in _lire("effets.toml")["effet"]
    )


@lru_cache
def droits_concernes() -> dict[str, str]:
    """Return the labels of the rights by code."""
    return dict(_lire("effets.toml")["droits"])


@lru_cache
def modele(code: str) -> ModeleFiche:
    """Return a version of the form; raises FileNotFoundError for an unknown one."""
    contenu = _lire(f"versions/{code}.toml")
    return ModeleFiche(
        code=code,
        **contenu["modele"],
        genres=tuple(GenreDeDonnee(genre, libelle) for genre, libelle in contenu["genres"].items()),
        blocs=contenu["blocs"],
        champs=tuple(ChampFiche(**champ) for champ in contenu["champ"]),
    )


@lru_cache
def modeles() -> tuple[ModeleFiche, ...]:
    """Return every version of the form, the latest in force first, then those being prepared."""
    codes = sorted(f.name.removesuffix(".toml") for f in (files(__package__) / "versions").iterdir())
    connus = [modele(code) for code in codes]
    return tuple(sorted(connus, key=lambda un: (un.valable_du is None, -(un.valable_du or date.min).toordinal())))


def modele_courant(le: date) -> ModeleFiche:
    """Return the version in force on a day."""
    return en_service(modeles(), le)


def _reglages(ligne: dict[str, Any]) -> Reglages:
    court, long = ligne["delai_accompagnement_jours"], ligne["delai_scolarisation_jours"]
    return Reglages(
        valable_du=ligne["valable_du"],
        delais={Nature.ACCOMPAGNEMENT: court, Nature.SCOLARISATION: long, Nature.LES_DEUX: long},
        report_jour_ouvrable=ligne["report_jour_ouvrable"],
        envoi_jours_ouvres=ligne["envoi_jours_ouvres"],
        majorite=ligne["majorite"],
        substantiel=DefinitionSubstantiel(
            codes=frozenset(ligne["substantiels"]), seuils=ligne["seuils"], essai_max_jours=ligne["essai_max_jours"]
        ),
    )


def _destinataire(ligne: dict[str, Any], extraits: dict[str, list[str]]) -> Destinataire:
    return Destinataire(
        **{
            **ligne,
            "quand": frozenset(Nature(part) for part in ligne["quand"]),
            "de_droit": _champs(ligne["de_droit"], extraits),
            "sur_accord": _champs(ligne.get("sur_accord", []), extraits),
            "canaux": tuple(ligne["canaux"]),
        }
    )


def _champs(codes: list[str], extraits: dict[str, list[str]]) -> tuple[str, ...]:
    """Names of fields, those of a named extract in place of `@name`."""
    return tuple(
        champ
        for code in codes
        for champ in (extraits[code.removeprefix(PREFIXE_EXTRAIT)] if code.startswith(PREFIXE_EXTRAIT) else [code])
    )
