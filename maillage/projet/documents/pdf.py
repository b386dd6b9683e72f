"""The same words as a tagged PDF (PDF/UA-1 as Typst checks it), set from the blocks of the DOCX."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from maillage.projet.documents.lecture import Bloc, DocumentLu, Morceau, lire_docx
from maillage.projet.domain.erreurs import ErreurProjet

LISTES = {"puce": "puces", "numero": "numeros"}


@lru_cache
def _modele() -> bytes:
    return (files(__package__) / "ecrit.typ").read_bytes()


def docx_en_pdf(octets: bytes, *, auteur: str, le: date) -> bytes:
    """Return the PDF of a DOCX. Raises ErreurProjet when it cannot be set (a damaged picture)."""
    lu = lire_docx(octets)
    with tempfile.TemporaryDirectory() as dossier:
        principal = Path(dossier) / "principal.typ"
        principal.write_bytes(_modele())
        try:
            return bytes(
                typst.compile(
                    principal,
                    root=Path(dossier),
                    format="pdf",
                    sys_inputs={"donnees": json.dumps(_donnees(lu, auteur, Path(dossier)), ensure_ascii=False)},
                    pdf_standards="ua-1",
                    timestamp=int(datetime.combine(le, time(), UTC).timestamp()),
                )
            )
        except typst.TypstError as refus:
            raise ErreurProjet("Ce document ne se met pas en PDF : prenez le DOCX.", champ="format") from refus


def _donnees(lu: DocumentLu, auteur: str, dossier: Path) -> dict[str, Any]:
    parts = {
        nom: list(_grouper(blocs, dossier, nom))
        for nom, blocs in (("tete", lu.tete), ("corps", lu.corps), ("pied", lu.pied))
    }
    parts["pied"] = [bloc for bloc in parts["pied"] if bloc["genre"] == "paragraphe"]
    return {"titre": lu.titre, "auteur": auteur, **parts}


def _grouper(blocs: Iterable[Bloc], dossier: Path, part: str) -> Iterator[dict[str, Any]]:
    """Neighbouring items make one list; headings never skip a level, as PDF/UA asks."""
    niveau = 0
    for (genre, _), suite in groupby(enumerate(blocs), key=lambda paire: _cle(*paire)):
        groupe = [bloc for _, bloc in suite]
        if genre in LISTES:
            yield {"genre": LISTES[genre], "elements": [_morceaux(bloc.morceaux) for bloc in groupe]}
            continue
        (bloc,) = groupe
        if genre == "titre":
            niveau = min(bloc.niveau, niveau + 1)
            yield {"genre": genre, "niveau": niveau, "morceaux": _morceaux(bloc.morceaux)}
        else:
            yield _un(bloc, dossier, part)


def _cle(rang: int, bloc: Bloc) -> tuple[str, int]:
    return (bloc.genre, -1) if bloc.genre in LISTES else (bloc.genre, rang)


def _un(bloc: Bloc, dossier: Path, part: str) -> dict[str, Any]:
    if bloc.image is not None:
        nom = f"{part}-{id(bloc)}.{bloc.image.format}"
        (dossier / nom).write_bytes(bloc.image.octets)
        return {"genre": "image", "fichier": nom, "texte": bloc.image.texte, "largeur": bloc.image.largeur_mm}
    return {
        "genre": bloc.genre,
        "alignement": bloc.alignement,
        "morceaux": _morceaux(bloc.morceaux),
        "lignes": [[_morceaux(cellule) for cellule in ligne] for ligne in bloc.lignes],
    }


def _morceaux(morceaux: Iterable[Morceau]) -> list[dict[str, Any]]:
    return [vars(morceau) for morceau in morceaux]
