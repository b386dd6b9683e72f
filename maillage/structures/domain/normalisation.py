"""From the raw texts of a file to a FicheFiness, or to the list of what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.structures.domain.adresses import adresse_en_clair
from maillage.structures.domain.finess import FicheFiness, position_plausible

FINESS = re.compile(r"^(\d{2}|2[AB])\d{7}$")
UAI = re.compile(r"^\d{7}[A-Z]$")
COMMUNE = re.compile(r"^(\d{2}|2[AB])\d{3}$")
LONGUEURS = {"nom": 250, "adresse": 200, "organisme_nom": 200, "reference": 64}
"""Characters at most; an address has room left for the words that its abbreviations stand for."""


@dataclass(frozen=True)
class FicheBrute:
    """The texts of one record, by canonical field of FicheFiness, and where they were read."""

    emplacement: str
    valeurs: Mapping[str, str]
    ouvert: bool | None = None
    positions: tuple[tuple[str, str], ...] = ()
    precision: str = "ADRESSE"
    situation_le: date | None = None


@dataclass(frozen=True)
class Anomalie:
    """One thing wrong or doubtful: field, value, what it is, what to do. `bloquante`: the record does not enter."""

    champ: str
    valeur: str
    message: str
    remede: str
    bloquante: bool = True


REMEDE_SOURCE = "corrigez la valeur dans le fichier, ou signalez-la à l'ARS qui tient FINESS"


def normaliser(brute: FicheBrute) -> tuple[FicheFiness | None, list[Anomalie]]:
    """Return the record (None if it cannot enter) and every anomaly found, not the first one only."""
    textes = {champ: " ".join(valeur.split()) for champ, valeur in brute.valeurs.items()}
    anomalies = [*_identifiants(textes), *_textes(textes)]
    ouvert_le, ferme_le = (_date(textes, champ, anomalies) for champ in ("ouvert_le", "ferme_le"))
    if ouvert_le and ferme_le and ferme_le < ouvert_le:
        anomalies.append(
            Anomalie("ferme_le", textes["ferme_le"], "la fermeture vient avant l'ouverture", REMEDE_SOURCE)
        )
    lon, lat = _position(brute, anomalies)
    score = _score(textes, anomalies)
    if any(anomalie.bloquante for anomalie in anomalies):
        return None, anomalies
    return _fiche(brute, textes, ouvert_le=ouvert_le, ferme_le=ferme_le, position=(lon, lat), score=score), anomalies


def _fiche(
    brute: FicheBrute,
    textes: Mapping[str, str],
    *,
    ouvert_le: date | None,
    ferme_le: date | None,
    position: tuple[float | None, float | None],
    score: float | None,
) -> FicheFiness:
    def lire(champ: str) -> str:
        return textes.get(champ, "")

    uai = lire("uai").upper()
    commune, organisme = lire("commune").upper(), lire("organisme_finess").upper()
    return FicheFiness(
        emplacement=brute.emplacement,
        finess=lire("finess").upper(),
        uai=uai if UAI.match(uai) else "",
        reference=lire("reference"),
        nom=lire("nom").replace('"', ""),
        categorie=lire("categorie").upper(),
        organisme_finess=organisme if FINESS.match(organisme) else "",
        organisme_nom=lire("organisme_nom"),
        siren=_chiffres(lire("siren"), 9),
        siret=_chiffres(lire("siret"), 14),
        adresse=adresse_en_clair(lire("adresse").upper()),
        code_postal=_chiffres(lire("code_postal"), 5),
        commune=commune if COMMUNE.match(commune) else "",
        telephone=_telephone(lire("telephone")),
        lon=position[0],
        lat=position[1],
        precision=brute.precision if position[0] is not None else "",
        score_ban=score,
        ouvert=brute.ouvert,
        ouvert_le=ouvert_le,
        ferme_le=ferme_le,
        situation_le=brute.situation_le,
    )


def _identifiants(textes: Mapping[str, str]) -> list[Anomalie]:
    finess, uai, reference = (textes.get(champ, "").upper() for champ in ("finess", "uai", "reference"))
    anomalies = []
    if finess and not FINESS.match(finess):
        anomalies.append(
            Anomalie("finess", finess, "un numéro FINESS a 9 chiffres (2A ou 2B en Corse)", "corrigez ce numéro")
        )
    if not finess and not UAI.match(uai) and not reference:
        anomalies.append(
            Anomalie("finess", "", "aucun numéro FINESS, ni UAI, ni identifiant de la source", "ajoutez un numéro")
        )
    organisme = textes.get("organisme_finess", "").upper()
    if organisme and not FINESS.match(organisme):
        message = "un numéro FINESS a 9 chiffres ; celui de l'organisme est laissé vide"
        anomalies.append(Anomalie("organisme_finess", organisme, message, REMEDE_SOURCE, False))
    if uai and not UAI.match(uai):
        anomalies.append(
            Anomalie("uai", uai, "un UAI a 7 chiffres et une lettre ; il est laissé vide", REMEDE_SOURCE, False)
        )
    return anomalies


def _textes(textes: Mapping[str, str]) -> list[Anomalie]:
    anomalies = []
    if not textes.get("nom"):
        anomalies.append(Anomalie("nom", "", "le nom manque", REMEDE_SOURCE))
    for champ, longueur in LONGUEURS.items():
        valeur = textes.get(champ, "")
        if len(valeur) > longueur:
            message = f"{len(valeur)} caractères, au plus {longueur} sont acceptés"
            anomalies.append(Anomalie(champ, f"{valeur[:40]}…", message, "raccourcissez ce texte"))
    commune = textes.get("commune", "").upper()
    if commune and not COMMUNE.match(commune):
        message = "un code de commune a 5 caractères ; il est laissé vide"
        anomalies.append(Anomalie("commune", commune, message, REMEDE_SOURCE, False))
    return anomalies


def _date(textes: Mapping[str, str], champ: str, anomalies: list[Anomalie]) -> date | None:
    valeur = textes.get(champ, "")
    if not valeur:
        return None
    try:
        return date.fromisoformat(valeur[:10])
    except ValueError:
        anomalies.append(
            Anomalie(champ, valeur, "cette date n'existe pas ou n'est pas écrite AAAA-MM-JJ", REMEDE_SOURCE)
        )
        return None


def _position(brute: FicheBrute, anomalies: list[Anomalie]) -> tuple[float | None, float | None]:
    """First pair of texts that is a plausible longitude and latitude: the new format swaps its two pairs in some records."""
    donnees = [(lon.strip(), lat.strip()) for lon, lat in brute.positions if lon.strip() or lat.strip()]
    for lon, lat in donnees:
        x, y = _nombre(lon), _nombre(lat)
        if position_plausible(x, y):
            return x, y
    if donnees:
        message = "cette position n'est pas une longitude et une latitude ; elle est laissée vide"
        anomalies.append(Anomalie("position", " ".join(donnees[0]), message, REMEDE_SOURCE, False))
    return None, None


def _score(textes: Mapping[str, str], anomalies: list[Anomalie]) -> float | None:
    valeur = textes.get("score_ban", "")
    score = _nombre(valeur)
    if valeur and (score is None or not 0 <= score <= 1):
        message = "un score d'adresse va de 0 à 1 ; il est laissé vide"
        anomalies.append(Anomalie("score_ban", valeur, message, REMEDE_SOURCE, False))
        return None
    return score


def _nombre(texte: str) -> float | None:
    try:
        return float(texte)
    except ValueError:
        return None


def _chiffres(texte: str, longueur: int) -> str:
    chiffres = texte.replace(" ", "")
    return chiffres if chiffres.isdigit() and len(chiffres) == longueur else ""


def _telephone(texte: str) -> str:
    """Ten digits by pairs; anything else as it is, unless it is too long to be a number."""
    chiffres = re.sub(r"[ .]", "", texte)
    if re.fullmatch(r"0\d{9}", chiffres):
        return " ".join(chiffres[rang : rang + 2] for rang in range(0, 10, 2))
    return texte if len(texte) <= 20 else ""
