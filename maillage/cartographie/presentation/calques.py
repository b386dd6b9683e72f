"""Layers lent, drawn: alone with their table, or as rings over another map; always with their lender, purpose, source and end date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

import shapely
from django.urls import reverse
from django.utils.text import capfirst

from maillage.cartographie.domain.calques import EtatCalque, NatureValeurs, NiveauCalque, etat_du_jour
from maillage.cartographie.models import Calque, CelluleCalque
from maillage.cartographie.models.calques import LIBELLES_ETATS, LIBELLES_NIVEAUX
from maillage.cartographie.presentation.commun import contours_des_communes
from maillage.socle.domain.typographie import ecrire_compte, ecrire_date_annee, ecrire_nombre
from maillage.socle.tableur import Cellule, Feuille
from maillage.territoire import selectors as territoire
from maillage.territoire.domain.classes import classer

COUCHE = "calque"
DEPARTEMENT = "DEPARTEMENT"
MASQUE = "masqué"
LIGNES_DITES = 50
TONS = {
    EtatCalque.BROUILLON: "neutre",
    EtatCalque.PRETE: "succes",
    EtatCalque.TERMINE: "attention",
    EtatCalque.RETIRE: "danger",
}


def etat_dit(calque: Calque, le: dt.date) -> tuple[str, str]:
    """Return the state of the day in words, and its tone."""
    etat = etat_du_jour(calque.etat, calque.fin, le)
    if etat is EtatCalque.PRETE and calque.debut > le:
        return f"Prêté à partir du {ecrire_date_annee(calque.debut)}", "info"
    return LIBELLES_ETATS[etat], TONS[etat]


def preteur_dit(calque: Calque) -> str:
    return f"{calque.au_nom_de}, par {calque.preteur_nom}" if calque.au_nom_de else calque.preteur_nom


def source_du_calque(calque: Calque) -> str:
    """What every drawing of a layer repeats."""
    chiffres = f", chiffres au {ecrire_date_annee(calque.valeurs_le)}" if calque.valeurs_le else ""
    return (
        f"calque « {calque.nom} » prêté par {preteur_dit(calque)} jusqu'au {ecrire_date_annee(calque.fin)}, "
        f"pour : {calque.finalite.rstrip('.')} ({calque.source}{chiffres})"
    )


def carte_du_calque(calque: Calque, cellules: Sequence[CelluleCalque], adresse: str) -> dict[str, Any]:
    """The layer alone: territories coloured, or points over the départements."""
    numeros, classes = _classes(cellules)
    poses = _positions(calque, cellules)
    traits = _aires(calque, cellules, numeros) or [
        _point(cellule, poses[cellule.pk], {**_dite(cellule, calque), "classe": numeros.get(cellule.pk, 0)})
        for cellule in cellules
        if cellule.pk in poses
    ]
    surfaces = any(trait["geometry"]["type"] != "Point" for trait in traits)
    fonds = [] if surfaces and calque.niveau != NiveauCalque.COMMUNE else _fonds(calque, cellules)
    return {
        "id": "calque",
        "titre": calque.nom,
        "resume": _resume(calque, cellules),
        "geojson": {"type": "FeatureCollection", "features": [*fonds, *traits]},
        "url_geojson": adresse,
        "legende": [*_legende(calque, classes), *_legende_masquees(calque, cellules, 0)],
        "colonnes": ("Territoire", capfirst(calque.unite)),
        "mots": True,
        "lignes": [
            {
                "libelle": un.nom or capfirst(MASQUE),
                "url": "",
                "valeurs": (MASQUE if un.valeur is None else chiffre(un.valeur),),
            }
            for un in cellules
        ],
        "nombre": len(cellules),
        "source": f"{source_du_calque(calque)} ; contours IGN, Licence Ouverte",
    }


def superposer(carte: dict[str, Any], calque: Calque, cellules: Sequence[CelluleCalque]) -> dict[str, Any]:
    """Return the map with the layer over it: rings, larger with the figure, so that no colour of the map is taken for another."""
    numeros, classes = _classes(cellules)
    poses = _positions(calque, cellules)
    anneaux = [
        _point(cellule, poses[cellule.pk], {
            **_dite(cellule, calque), "couche": COUCHE, "rayon": rayon(numeros[cellule.pk]),
        })
        for cellule in cellules
        if cellule.pk in poses and cellule.pk in numeros
    ]  # fmt: skip
    geojson = {**carte["geojson"], "features": [*carte["geojson"]["features"], *anneaux]}
    couche = {"code": COUCHE, "libelle": f"calque « {calque.nom} »", "compte": len(anneaux)}
    legende = [{**ligne, "rayon": rayon(ligne["classe"])} for ligne in _legende(calque, classes)]
    return {
        **carte,
        "geojson": geojson,
        "couches": [*(carte.get("couches") or []), couche],
        "legende": [*carte["legende"], *legende, *_legende_masquees(calque, cellules, None)],
        "source": f"{carte.get('source') or ''} ; {source_du_calque(calque)}".removeprefix(" ; "),
        "calque": {
            "titre": f"Calque prêté : {calque.nom}",
            "phrase": f"{capfirst(source_du_calque(calque))}.",
            "resume": _resume(calque, cellules),
            "url": reverse("cartographie:calque", args=[calque.pk]),
            "unite": capfirst(calque.unite),
            "lignes": [(un.nom, chiffre(un.valeur or 0)) for un in _plus_grandes(cellules)],
            "nombre": len(cellules),
        },
    }


def rayon(numero: int) -> int:
    """The size of a ring, by class."""
    return 2 + 2 * numero


def feuille_du_calque(calque: Calque, cellules: Iterable[CelluleCalque]) -> Feuille:
    """One row by cell, the agreement in the notes."""
    return Feuille(
        "Calque prêté",
        ("Code", "Territoire", capfirst(calque.unite), "Masqué", "Longitude", "Latitude"),
        [
            [un.code, un.nom, None if un.valeur is None else chiffre(un.valeur), un.masquee, un.lon, un.lat]
            for un in cellules
        ],
        [f"{capfirst(source_du_calque(calque))}.", _plancher_dit(calque)],
    )


def feuille_des_calques(calques: Iterable[Calque], le: dt.date) -> Feuille:
    """One row by agreement."""
    entetes = ("Calque", "Prêteur", "Finalité", "Niveau", "Plancher", "Du", "Au", "État", "Destinataires", "Source")
    lignes: list[list[Cellule]] = [
        [
            un.nom,
            preteur_dit(un),
            un.finalite,
            LIBELLES_NIVEAUX[NiveauCalque(un.niveau)],
            un.plancher,
            un.debut,
            un.fin,
            etat_dit(un, le)[0],
            ", ".join(f"{vers.nom} ({vers.get_accord_display().lower()})" for vers in un.destinataires.all()),
            un.source,
        ]
        for un in calques
    ]
    return Feuille("Calques prêtés", entetes, lignes, [f"Au {le.isoformat()}."])


def _classes(cellules: Sequence[CelluleCalque]) -> tuple[dict[int, int], list[Any]]:
    dites = [(un.pk, un.valeur) for un in cellules if un.valeur is not None]
    numeros, classes = classer(cast("list[int]", [valeur for _, valeur in dites]))
    return dict(zip((pk for pk, _ in dites), numeros, strict=True)), classes


def _legende(calque: Calque, classes: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"classe": c.numero, "libelle": f"{_bornes(c.bas, c.haut)} ({calque.unite})", "compte": c.compte}
        for c in classes
    ]


def _bornes(bas: Decimal, haut: Decimal) -> str:
    return _nombre(bas) if bas == haut else f"de {_nombre(bas)} à {_nombre(haut)}"


def _nombre(valeur: Decimal) -> str:
    return ecrire_nombre(chiffre(valeur))


def chiffre(valeur: Decimal | int) -> int | float:
    """Return the figure without the zeros of the column."""
    return int(valeur) if valeur == int(valeur) else float(valeur)


def _legende_masquees(calque: Calque, cellules: Sequence[CelluleCalque], classe: int | None) -> list[dict[str, Any]]:
    masquees = sum(un.masquee for un in cellules)
    if not masquees:
        return []
    return [{"classe": classe, "libelle": f"{MASQUE} : {_petits(calque)}", "compte": masquees}]


def _resume(calque: Calque, cellules: Sequence[CelluleCalque]) -> str:
    masquees = sum(un.masquee for un in cellules)
    dits = ecrire_compte(len(cellules) - masquees, "territoire montré", "territoires montrés")
    if not masquees:
        return f"{dits} ({calque.unite}). {_plancher_dit(calque)}"
    tus = ecrire_compte(masquees, "masqué", "masqués")
    return f"{dits} ({calque.unite}), {tus} : {_petits(calque)}. Aucun total n'est fait."


def _petits(calque: Calque) -> str:
    """Why a cell says nothing: under the floor, or what would tell a neighbour that is."""
    return f"moins de {calque.plancher} personnes, ou ce qui les laisserait retrouver"


def _plancher_dit(calque: Calque) -> str:
    if calque.nature == NatureValeurs.CHOSES:
        return "Ces chiffres ne comptent pas des personnes."
    return f"Sous {calque.plancher} personnes, un chiffre n'est ni montré ni gardé."


def _dite(cellule: CelluleCalque, calque: Calque) -> dict[str, Any]:
    mots = f"{MASQUE}, {_petits(calque)}"
    if cellule.valeur is not None:
        mots = f"{_nombre(cellule.valeur)} ({calque.unite})"
    return {"nom": cellule.nom, "texte": mots}


def _plus_grandes(cellules: Sequence[CelluleCalque]) -> list[CelluleCalque]:
    dites = [un for un in cellules if un.valeur is not None]
    return sorted(dites, key=lambda un: (-(un.valeur or 0), un.nom))[:LIGNES_DITES]


def _aires(calque: Calque, cellules: Sequence[CelluleCalque], numeros: Mapping[int, int]) -> list[dict[str, Any]]:
    """The cells as surfaces, when the house, or the file, has their outlines."""
    if calque.niveau == NiveauCalque.ZONES:
        contours = {un.code: un.geometrie for un in cellules if un.geometrie}
    elif calque.niveau == NiveauCalque.POINTS:
        return []
    else:
        contours = {code: trait["geometry"] for code, trait in _contours(calque, cellules).items()}
    return [
        {
            "type": "Feature",
            "id": un.code,
            "properties": {**_dite(un, calque), "classe": numeros.get(un.pk, 0)},
            "geometry": contours[un.code],
        }
        for un in cellules
        if un.code in contours
    ]


def _positions(calque: Calque, cellules: Sequence[CelluleCalque]) -> dict[int, tuple[float, float]]:
    """Return where the mark of each cell stands: its own point, that of the commune, or one inside the outline."""
    if calque.niveau == NiveauCalque.COMMUNE:
        points = territoire.centres([un.code for un in cellules])
    elif NiveauCalque(calque.niveau).officiel:
        traits = _contours(calque, cellules).items()
        dedans = [(code, shapely.geometry.shape(trait["geometry"]).representative_point()) for code, trait in traits]
        points = {code: (round(point.x, 5), round(point.y, 5)) for code, point in dedans}
    else:
        points = {un.code: (un.lon, un.lat) for un in cellules if un.lon is not None and un.lat is not None}
    return {un.pk: points[un.code] for un in cellules if un.code in points}


def _contours(calque: Calque, cellules: Sequence[CelluleCalque]) -> dict[str, dict[str, Any]]:
    codes = {un.code for un in cellules}
    if calque.niveau == NiveauCalque.COMMUNE:
        return contours_des_communes(codes)
    return {trait["id"]: trait for trait in territoire.contours(calque.niveau, codes)["features"]}


def _fonds(calque: Calque, cellules: Sequence[CelluleCalque]) -> list[dict[str, Any]]:
    """Outlines under points: the départements of the communes, or every one that is loaded."""
    codes = None
    if calque.niveau == NiveauCalque.COMMUNE:
        codes = {commune.departement for commune in territoire.communes_par_codes(un.code for un in cellules)}
    lus = territoire.contours(DEPARTEMENT, codes)["features"]
    return [{**fond, "properties": {**fond["properties"], "classe": 0, "fond": True}} for fond in lus]


def _point(cellule: CelluleCalque, point: tuple[float, float], proprietes: dict[str, Any]) -> dict[str, Any]:
    geometrie = {"type": "Point", "coordinates": list(point)}
    return {"type": "Feature", "id": f"c{cellule.code}", "properties": proprietes, "geometry": geometrie}
