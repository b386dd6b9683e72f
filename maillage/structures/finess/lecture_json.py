"""Reader of the new flow « FINESS structures » v1.0.0: legal bodies (pmej) holding their establishments (ege)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maillage.structures.domain.normalisation import FicheBrute

CHEMINS_ETABLISSEMENT = {
    "finess": ("informationsGeneralesEGE", "numFinessEge"),
    "uai": ("informationsGeneralesEGE", "numeroEducationNationale"),
    "nom": ("informationsGeneralesEGE", "nomEgeCourt"),
    "siret": ("informationsGeneralesEGE", "siret"),
    "ouvert_le": ("informationsGeneralesEGE", "dateOuverture"),
    "ferme_le": ("informationsGeneralesEGE", "dateFermeture"),
    "categorie": ("categorieentiteGeographiqueExercice",),
}
CHEMINS_ORGANISME = {
    "organisme_finess": ("informationsGeneralesPMEJ", "numFinessPm"),
    "organisme_nom": ("informationsGeneralesPMEJ", "denominationLonguePmSmsse"),
    "siren": ("informationsGeneralesPMEJ", "siren"),
}
CHEMINS_ADRESSE = {
    "code_postal": ("codePostal",),
    "commune": ("cogCommune",),
    "score_ban": ("coordonneesGeographique", "scoreBAN"),
}
MORCEAUX_VOIE = ("numeroVoie", "complementVoie", "typeVoie", "libelleVoie")
POSITIONS = (("coordonneeX", "coordonneeY"), ("directionLongitude", "directionLatitude"))
"""Two pairs whose meaning (degrees or Lambert-93 metres) is swapped in some records: the reader of positions keeps the plausible one."""
USAGE_LOCALISATION = "03"
ETATS = {"A": True, "I": False}


def lire_pmej(pmej: Mapping[str, Any], chemin: str, *, situation_le: date) -> Iterator[FicheBrute]:
    """Yield the establishments of one legal body; `emplacement` is the JSON path of each."""
    organisme = _textes(pmej, CHEMINS_ORGANISME)
    for rang, ege in enumerate(_liste(pmej.get("ege"))):
        yield _fiche(ege, organisme, f"{chemin}.ege[{rang}]", situation_le)


def _fiche(ege: Any, organisme: dict[str, str], chemin: str, situation_le: date) -> FicheBrute:
    adresse = _adresse(ege)
    coordonnees = _suivre(adresse, ("coordonneesGeographique",))
    morceaux = [" ".join(_texte(adresse, (morceau,)).split()) for morceau in MORCEAUX_VOIE]
    contact: Any = next(iter(_liste(_suivre(ege, ("contact",)))), {})
    return FicheBrute(
        emplacement=chemin,
        valeurs={
            **organisme,
            **_textes(ege, CHEMINS_ETABLISSEMENT),
            **_textes(adresse, CHEMINS_ADRESSE),
            "adresse": " ".join(morceau for morceau in morceaux if morceau),
            "telephone": _texte(contact, ("telecom", "telephone")),
        },
        ouvert=ETATS.get(_texte(ege, ("etatObjet",))),
        positions=tuple((_texte(coordonnees, (x,)), _texte(coordonnees, (y,))) for x, y in POSITIONS),
        precision="ADRESSE",
        situation_le=situation_le,
    )


def _adresse(ege: Any) -> Any:
    adresses = _liste(_suivre(ege, ("adresse",)))
    localisations = [adresse for adresse in adresses if _texte(adresse, ("usageAdresse",)) == USAGE_LOCALISATION]
    return next(iter(localisations or adresses), {})


def _textes(objet: Any, chemins: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {champ: _texte(objet, chemin) for champ, chemin in chemins.items()}


def _texte(objet: Any, chemin: tuple[str, ...]) -> str:
    valeur = _suivre(objet, chemin)
    return "" if valeur is None or isinstance(valeur, dict | list) else str(valeur)


def _suivre(objet: Any, chemin: tuple[str, ...]) -> Any:
    for cle in chemin:
        objet = objet.get(cle) if isinstance(objet, dict) else None
    return objet


def _liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else []
