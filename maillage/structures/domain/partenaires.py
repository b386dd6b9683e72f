"""Partners read in a file: what each line says, what is wrong with it, and which known partner it may already be. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import shapely

from maillage.socle.domain.texte import plier

LIGNES_MAX = 10_000
RESSEMBLE = 0.85
"""Share of letters in common, in order, from which two names are shown as perhaps the same (SequenceMatcher)."""
DEBUT = 4
PROCHES = 3
PAS = 100
"""Lines compared between two tellings of the progress."""
ENTETES = {
    "nom": ("nom", "name", "partenaire", "structure"),
    "type": ("type", "nature", "categorie"),
    "uai": ("uai", "rne"),
    "commune": ("code commune", "code insee", "insee", "commune insee", "commune", "ville", "commune nom", "city"),
    "adresse": ("adresse", "address"),
    "telephone": ("telephone", "tel", "phone"),
    "courriel": ("courriel", "email", "e-mail", "mail"),
    "etiquettes": ("etiquettes", "etiquette", "tags", "tag", "mots", "categories"),
    "lon": ("lon", "longitude", "lng", "x"),
    "lat": ("lat", "latitude", "y"),
}
"""Headings recognised, folded, for each thing that a line may say; the first of them wins."""


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
    """What is compared of a partner already there; one that absorbed another is known by both names."""

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
        """What the page ticks first, and what is done unless a person decides otherwise."""
        if self.deja or (self.certain and self.proches[0].ici):
            return "ignorer"
        return str(self.proches[0].pk) if self.proches else "creer"

    @property
    def sorte(self) -> str:
        """Where the review shows it: to mend in the file, to decide, already here, to link, new."""
        if self.ligne.fautes:
            return "fautes"
        if self.deja or (self.proches and not self.certain):
            return "decider"
        if not self.proches:
            return "nouveaux"
        return "connus" if self.proches[0].ici else "lies"


class Rapprocheur:
    """Compares the lines of a file with what is known, and between themselves; known partners are indexed, so that thousands of lines stay quick."""

    def __init__(self, connus: Iterable[PartenaireConnu]) -> None:
        self._par_uai: dict[str, list[_Comparable]] = defaultdict(list)
        self._par_commune: dict[str, list[_Comparable]] = defaultdict(list)
        self._par_debut: dict[str, list[_Comparable]] = defaultdict(list)
        self._sans_commune: dict[str, list[_Comparable]] = defaultdict(list)
        self._vus: dict[tuple[str, str], int] = {}
        for connu in connus:
            un = _Comparable(connu, plier(connu.nom))
            self._par_debut[un.nom[:DEBUT]].append(un)
            if connu.uai:
                self._par_uai[connu.uai].append(un)
            if connu.commune:
                self._par_commune[connu.commune].append(un)
            else:
                self._sans_commune[un.nom[:DEBUT]].append(un)

    def rapprocher(
        self, lignes: Sequence[LignePartenaire], avancer: Callable[[int, int], None] = lambda fait, total: None
    ) -> list[Rapprochement]:
        """Return each line with what it may be; `avancer` is told now and then what is done and what there is to do."""
        faits = []
        for rang, ligne in enumerate(lignes):
            if rang % PAS == 0:
                avancer(rang, len(lignes))
            faits.append(self._une(ligne))
        return faits

    def _une(self, ligne: LignePartenaire) -> Rapprochement:
        if ligne.fautes:
            return Rapprochement(ligne)
        nom = plier(ligne.nom)
        deja = self._vus.setdefault((nom, ligne.commune), ligne.numero)
        comparateur = SequenceMatcher(None, "", nom, autojunk=False)
        candidats = {(un.connu.pk, un.nom): un for un in self._candidats(ligne, nom)}.values()
        notes = [
            (note, un.connu) for un in candidats if (note := _ressemblance(ligne, nom, comparateur, un)) >= RESSEMBLE
        ]
        notes.sort(key=lambda paire: (-paire[0], not paire[1].ici, paire[1].nom))
        uns: dict[int, PartenaireConnu] = {}
        for _, connu in notes:
            uns.setdefault(connu.pk, connu)
        proches = tuple(uns.values())[:PROCHES]
        return Rapprochement(ligne, proches, bool(notes) and notes[0][0] >= 1, deja if deja != ligne.numero else 0)

    def _candidats(self, ligne: LignePartenaire, nom: str) -> Iterator[_Comparable]:
        """Who may be alike: the same school number, the same commune; the same beginning of the name when a commune is unknown."""
        yield from self._par_uai.get(ligne.uai, ())
        yield from self._par_commune.get(ligne.commune, ())
        yield from (self._sans_commune if ligne.commune else self._par_debut).get(nom[:DEBUT], ())


@dataclass(frozen=True)
class _Comparable:
    connu: PartenaireConnu
    nom: str


def _ressemblance(ligne: LignePartenaire, nom: str, comparateur: SequenceMatcher[str], un: _Comparable) -> float:
    """Return 1 for the same, less for a name that looks like it in the same commune (or in an unknown one), 0 for anything else."""
    connu = un.connu
    if ligne.uai and connu.uai:
        return 1.0 if ligne.uai == connu.uai else 0.0
    if ligne.commune and connu.commune and ligne.commune != connu.commune:
        return 0.0
    if nom == un.nom:
        return 1.0 if ligne.commune == connu.commune else 0.95
    comparateur.set_seq1(un.nom)
    if comparateur.real_quick_ratio() < RESSEMBLE or comparateur.quick_ratio() < RESSEMBLE:
        return 0.0
    return min(comparateur.ratio(), 0.99)


def doublons(connus: Iterable[PartenaireConnu]) -> list[tuple[PartenaireConnu, PartenaireConnu]]:
    """Return the pairs of one directory that may be the same body, each pair once."""
    rangs = sorted(connus, key=lambda un: un.pk)
    lignes = [LignePartenaire(un.pk, un.nom, uai=un.uai, commune=un.commune) for un in rangs]
    par_pk = {un.pk: un for un in rangs}
    return [
        (par_pk[un.ligne.numero], proche)
        for un in Rapprocheur(rangs).rapprocher(lignes)
        for proche in un.proches
        if proche.pk > un.ligne.numero
    ]


def colonnes_reconnues(entetes: Sequence[str]) -> dict[str, int]:
    """Return the rank of the column of each thing."""
    plies = [plier(entete.replace("_", " ")) for entete in entetes]
    return {
        nom: next(plies.index(mot) for mot in mots if mot in plies)
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
        lignes.append(ligne | _position(geometrie))
    return lignes


def _position(geometrie: Mapping[str, Any]) -> dict[str, str]:
    """The point of a shape, that of its middle for a line or a surface; what cannot be read is told with its line, not with the whole file."""
    if not geometrie:
        return {}
    try:
        if geometrie.get("type") == "Point":
            lon, lat = geometrie["coordinates"][:2]
        else:
            milieu = shapely.geometry.shape(geometrie).representative_point()
            lon, lat = round(milieu.x, 6), round(milieu.y, 6)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return {"lon": "?", "lat": "?"}
    return {"lon": str(lon), "lat": str(lat)}


def _mot(valeur: Any) -> str:
    if isinstance(valeur, list):
        return ", ".join(str(un) for un in valeur)
    return "" if valeur is None else str(valeur).strip()
