"""Partners read in a file: what each line says, what is wrong with it, and which known partner it may already be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from maillage.socle.domain.texte import plier

LIGNES_MAX = 300
RESSEMBLE = 0.85
"""Share of letters in common, in order, from which two names are shown as perhaps the same (SequenceMatcher)."""
DEBUT = 4
ENTETES = {
    "nom": ("nom", "name", "partenaire", "structure"),
    "type": ("type", "nature", "categorie"),
    "uai": ("uai", "rne"),
    "commune": ("commune", "ville", "code commune", "code insee", "insee"),
    "adresse": ("adresse", "address"),
    "telephone": ("telephone", "tel", "phone"),
    "courriel": ("courriel", "email", "e-mail", "mail"),
    "etiquettes": ("etiquettes", "etiquette", "tags", "tag", "mots", "categories"),
    "lon": ("lon", "longitude", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
}
"""Headings recognised, folded, for each thing that a line may say."""


@dataclass(frozen=True)
class LignePartenaire:
    """A line of the file once read; `fautes` say what keeps it from being written."""

    numero: int
    nom: str
    type: str = "AUTRE"
    uai: str = ""
    commune: str = ""
    adresse: str = ""
    telephone: str = ""
    courriel: str = ""
    etiquettes: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    fautes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartenaireConnu:
    """What is compared of a partner already there."""

    pk: int
    nom: str
    type: str
    uai: str
    commune: str
    ici: bool = False


@dataclass(frozen=True)
class Rapprochement:
    """A line and the known partners it may be; `certain`: the first one surely is; `deja`: the earlier line that says the same."""

    ligne: LignePartenaire
    proches: tuple[PartenaireConnu, ...] = ()
    certain: bool = False
    deja: int = 0

    @property
    def propose(self) -> str:
        """What the page ticks first."""
        if self.deja or (self.certain and self.proches[0].ici):
            return "ignorer"
        return str(self.proches[0].pk) if self.proches else "creer"


@dataclass
class Rapprocheur:
    """Compares the lines of a file with what is known, and between themselves."""

    connus: Sequence[PartenaireConnu]
    _vus: dict[tuple[str, str], int] = field(default_factory=dict)

    def rapprocher(self, lignes: Iterable[LignePartenaire]) -> list[Rapprochement]:
        """Return each line with what it may be."""
        return [self._une(ligne) for ligne in lignes]

    def _une(self, ligne: LignePartenaire) -> Rapprochement:
        if ligne.fautes:
            return Rapprochement(ligne)
        cle = plier(ligne.nom), ligne.commune
        deja = self._vus.setdefault(cle, ligne.numero)
        notes = [(note, connu) for connu in self.connus if (note := ressemblance(ligne, connu)) >= RESSEMBLE]
        notes.sort(key=lambda paire: (-paire[0], not paire[1].ici, paire[1].nom))
        proches = tuple(connu for _, connu in notes[:3])
        return Rapprochement(ligne, proches, bool(notes) and notes[0][0] >= 1, deja if deja != ligne.numero else 0)


def ressemblance(ligne: LignePartenaire, connu: PartenaireConnu) -> float:
    """Return 1 for the same, less for a name that looks like it in the same commune (or in an unknown one), 0 for anything else."""
    if ligne.uai and connu.uai:
        return 1.0 if ligne.uai == connu.uai else 0.0
    if ligne.commune and connu.commune and ligne.commune != connu.commune:
        return 0.0
    nom, autre = plier(ligne.nom), plier(connu.nom)
    if nom == autre:
        return 1.0 if ligne.commune == connu.commune else 0.95
    if nom[:DEBUT] != autre[:DEBUT] and not (ligne.commune and connu.commune):
        return 0.0
    comparateur = SequenceMatcher(None, nom, autre, autojunk=False)
    if comparateur.real_quick_ratio() < RESSEMBLE or comparateur.quick_ratio() < RESSEMBLE:
        return 0.0
    return min(comparateur.ratio(), 0.99)


def colonnes_reconnues(entetes: Sequence[str]) -> dict[str, int]:
    """Return the rank of the column of each thing."""
    plies = [plier(entete) for entete in entetes]
    return {
        nom: next(rang for rang, plie in enumerate(plies) if plie in mots)
        for nom, mots in ENTETES.items()
        if any(plie in mots for plie in plies)
    }


def cellules_de_json(contenu: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the points of a GeoJSON, of a whole uMap, or of a GoGoCarto list as lines of cells. Raises ValueError for anything else."""
    if contenu.get("type") == "umap" and isinstance(contenu.get("layers"), list):
        return [ligne for couche in contenu["layers"] for ligne in _cellules_de_couche(couche)]
    if isinstance(contenu.get("data"), list):
        return [_cellules_de_gogocarto(element) for element in contenu["data"]]
    return cellules_de_geojson(contenu)


def _cellules_de_couche(couche: Mapping[str, Any]) -> list[dict[str, str]]:
    """A layer of uMap: its name becomes a word of its points."""
    reglages = couche.get("_umap_options") or couche.get("_storage") or {}
    nom = _mot(reglages.get("name"))
    return [
        {**ligne, "etiquettes": ", ".join(mot for mot in (ligne.get("etiquettes", ""), nom) if mot)}
        for ligne in cellules_de_geojson(couche)
    ]


def _cellules_de_gogocarto(element: Mapping[str, Any]) -> dict[str, str]:
    """An element of GoGoCarto: place and address are objects of their own, categories become words."""
    adresse, geo = element.get("address") or {}, element.get("geo") or {}
    if not isinstance(adresse, Mapping):
        adresse = {"streetAddress": adresse}
    return {
        "nom": _mot(element.get("name")),
        "commune": _mot(adresse.get("addressLocality")),
        "adresse": _mot(adresse.get("streetAddress")),
        "telephone": _mot(element.get("telephone")),
        "courriel": _mot(element.get("email")),
        "etiquettes": _mot(element.get("categories")),
        "lon": _mot(geo.get("longitude")),
        "lat": _mot(geo.get("latitude")),
    }


def cellules_de_geojson(contenu: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the points of a GeoJSON (uMap writes one) as lines of cells. Raises ValueError for anything else."""
    features = contenu.get("features")
    if contenu.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ValueError("Ce fichier n'est pas une collection GeoJSON.")
    lignes = []
    for feature in features:
        proprietes = feature.get("properties") or {}
        geometrie = feature.get("geometry") or {}
        rangs = colonnes_reconnues([str(nom) for nom in proprietes])
        valeurs = list(proprietes.values())
        ligne = {nom: _mot(valeurs[rang]) for nom, rang in rangs.items()}
        if geometrie.get("type") == "Point":
            lon, lat = geometrie["coordinates"][:2]
            ligne |= {"lon": str(lon), "lat": str(lat)}
        lignes.append(ligne)
    return lignes


def _mot(valeur: Any) -> str:
    if isinstance(valeur, list):
        return ", ".join(str(un) for un in valeur)
    return "" if valeur is None else str(valeur).strip()
