"""Reads a file of partners (table, GeoJSON, uMap, GoGoCarto). Each line is checked; a wrong one is told with its number, never half written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from python_calamine import CalamineError, CalamineWorkbook

from maillage.socle.domain.texte import plier
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.structures.domain.partenaires import (
    LIGNES_MAX,
    PAS,
    LignePartenaire,
    cellules_de_json,
    colonnes_reconnues,
)
from maillage.structures.models.personnes import TypePartenaire
from maillage.territoire.domain.positions import DefautPosition, defaut_de
from maillage.territoire.selectors import rechercher_communes

Cellules = tuple[int, dict[str, str]]
"""The number of a line, and what each recognised column says."""
TYPES = {plier(mot): code for code, libelle in TypePartenaire.choices for mot in (code, libelle)}
SEPARATEURS = (";", ",", "\t")
ILLISIBLE = "Ce fichier ne se lit pas : enregistrez-le en CSV, XLSX, ODS, GeoJSON, uMap ou GoGoCarto (JSON)."
UAI = re.compile(r"\d{7}[A-Z]")


def lire_partenaires(octets: bytes, extension: str) -> list[LignePartenaire]:
    """Return the checked lines of a file. Raises ValidationError when the file itself cannot be read."""
    return verifier_cellules(lire_cellules(octets, extension))


def lire_cellules(octets: bytes, extension: str) -> list[Cellules]:
    """Return the lines of a file as they are written, each with its number: quick, nothing is checked yet. Raises ValidationError."""
    cellules = _geojson(octets) if extension in {"geojson", "json", "umap"} else _table(octets, extension)
    if not cellules:
        raise ValidationError("Ce fichier n'a aucune ligne.")
    if len(cellules) > LIGNES_MAX:
        raise ValidationError(
            f"Ce fichier a {ecrire_nombre(len(cellules))} lignes, {ecrire_nombre(LIGNES_MAX)} au plus : découpez-le."
        )
    return cellules


def verifier_cellules(
    cellules: Sequence[Cellules],
    *,
    echanger: bool = False,
    avancer: Callable[[int, int], None] = lambda fait, total: None,
) -> list[LignePartenaire]:
    """Return the lines once checked; `echanger`: positions that read as swapped are swapped back, because a person asked for it."""
    communes: dict[str, tuple[str, str]] = {}
    lignes = []
    for rang, (numero, ligne) in enumerate(cellules):
        if rang % PAS == 0:
            avancer(rang, len(cellules))
        lignes.append(_ligne(numero, _remettre(ligne) if echanger else ligne, communes))
    return lignes


def _remettre(cellules: dict[str, str]) -> dict[str, str]:
    lon, lat = _nombres(cellules.get(nom, "") for nom in ("lon", "lat"))
    if defaut_de(lon, lat) != DefautPosition.INVERSEE:
        return cellules
    return {**cellules, "lon": cellules["lat"], "lat": cellules["lon"]}


def _geojson(octets: bytes) -> list[Cellules]:
    try:
        return list(enumerate(cellules_de_json(json.loads(octets)), start=1))
    except (ValueError, TypeError, KeyError, AttributeError) as refus:
        raise ValidationError(ILLISIBLE) from refus


def _table(octets: bytes, extension: str) -> list[Cellules]:
    lues = _csv(octets) if extension in {"csv", "txt"} else _classeur(octets)
    if not lues:
        return []
    rangs = colonnes_reconnues(lues[0])
    if "nom" not in rangs:
        raise ValidationError("Il manque une colonne « Nom » : c'est la seule obligatoire.")
    return [
        (numero, {nom: ligne[rang].strip() for nom, rang in rangs.items() if rang < len(ligne)})
        for numero, ligne in enumerate(lues[1:], start=2)
        if any(cellule.strip() for cellule in ligne)
    ]


def _csv(octets: bytes) -> list[list[str]]:
    texte = _decoder(octets)
    premiere = texte.splitlines()[0] if texte.strip() else ""
    try:
        return list(csv.reader(io.StringIO(texte), delimiter=max(SEPARATEURS, key=premiere.count), strict=True))
    except csv.Error as refus:
        raise ValidationError(ILLISIBLE) from refus


def _decoder(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _classeur(octets: bytes) -> list[list[str]]:
    try:
        feuille = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_index(0)
        return [[_texte(cellule) for cellule in ligne] for ligne in feuille.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError, IndexError) as refus:
        raise ValidationError(ILLISIBLE) from refus


def _texte(cellule: object) -> str:
    return str(int(cellule)) if isinstance(cellule, float) and cellule.is_integer() else str(cellule)


def _ligne(numero: int, cellules: dict[str, str], communes: dict[str, tuple[str, str]]) -> LignePartenaire:
    fautes: list[str] = []
    nom = " ".join(cellules.get("nom", "").split())[:200]
    if not nom:
        fautes.append("il manque le nom")
    genre = TYPES.get(plier(cellules.get("type", "")) or plier("AUTRE"), "")
    if not genre:
        fautes.append(f"nature « {cellules['type']} » inconnue")
    uai = cellules.get("uai", "").upper()
    if uai and not UAI.fullmatch(uai):
        fautes.append(f"UAI « {uai} » : sept chiffres et une lettre")
    courriel = cellules.get("courriel", "")
    if courriel and not _courriel_valable(courriel):
        fautes.append(f"courriel « {courriel} » mal écrit")
    lieu, faute = _commune(cellules.get("commune", ""), communes)
    lon, lat, position = _position(cellules)
    fautes += [un for un in (faute, position) if un]
    return LignePartenaire(
        numero=numero,
        nom=nom,
        type=genre or "AUTRE",
        uai=uai,
        commune=lieu,
        adresse=cellules.get("adresse", "")[:250],
        telephone=cellules.get("telephone", "")[:20],
        courriel=courriel,
        etiquettes=etiquettes_ecrites(cellules.get("etiquettes", "")),
        lon=lon,
        lat=lat,
        fautes=tuple(fautes),
    )


def etiquettes_ecrites(texte: str) -> tuple[str, ...]:
    """Return the words written between commas, each once, in lower case."""
    mots = (" ".join(mot.split()).lower()[:40] for mot in re.split(r"[,;\n]+", texte))
    return tuple(dict.fromkeys(mot for mot in mots if mot))[:10]


def _courriel_valable(courriel: str) -> bool:
    try:
        validate_email(courriel)
    except ValidationError:
        return False
    return True


def _commune(texte: str, connues: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return (code, fault)."""
    if not texte:
        return "", ""
    if texte not in connues:
        connues[texte] = _chercher_commune(texte)
    return connues[texte]


def _chercher_commune(texte: str) -> tuple[str, str]:
    trouvees = rechercher_communes(texte, limite=6)
    exactes = [un for un in trouvees if texte.upper() == un.code or plier(un.nom) == plier(texte)]
    if len(exactes) == 1:
        return exactes[0].code, ""
    if exactes:
        return "", f"plusieurs communes « {texte} » : écrivez le code INSEE"
    return "", f"commune « {texte} » inconnue"


def _position(cellules: dict[str, str]) -> tuple[float | None, float | None, str]:
    lon, lat = _nombres(cellules.get(nom, "") for nom in ("lon", "lat"))
    if cellules.get("lon", "") == cellules.get("lat", "") == "":
        return None, None, ""
    if defaut := defaut_de(lon, lat):
        dite = f"« {cellules.get('lon', '')} ; {cellules.get('lat', '')} »"
        return None, None, f"{'position illisible' if defaut == DefautPosition.ABSENTE else defaut} {dite}"
    return lon, lat, ""


def _nombres(textes: Iterable[str]) -> list[float | None]:
    lus: list[float | None] = []
    for texte in textes:
        try:
            lus.append(float(texte.replace(",", ".")))
        except ValueError:
            lus.append(None)
    return lus
