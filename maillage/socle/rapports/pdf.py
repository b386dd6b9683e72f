"""A report as a tagged PDF (PDF/UA-1 as Typst checks it); words come in as data."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.graphiques import Graphique, dessiner_graphique
from maillage.socle.rapports.contenu import Bloc, Rapport, Section


@lru_cache
def _modele(paquet: str, nom: str) -> bytes:
    return (files(paquet) / nom).read_bytes()


def en_pdf(rapport: Rapport) -> bytes:
    """Return the PDF of a report."""
    return composer(rapport, (__package__, "rapport.typ"), sections=[_section(section) for section in rapport.sections])


def composer(rapport: Rapport, modele: tuple[str, str], **contenu: Any) -> bytes:
    """Return the PDF of a report through a Typst file (its package, its name); the same words give the same bytes."""
    instant = dt.datetime.combine(rapport.arrete_au, dt.time(), dt.UTC)
    donnees = {
        "titre": rapport.titre,
        "sous_titre": rapport.sous_titre,
        "auteur": rapport.auteur,
        "arrete": f"Chiffres arrêtés au {ecrire_jour_annee(rapport.arrete_au)}.",
        "reserves": rapport.reserves,
        **contenu,
    }
    return bytes(
        typst.compile(
            _modele(*modele),
            format="pdf",
            sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=int(instant.timestamp()),
        )
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "titre": section.titre,
        "blocs": [_bloc(bloc) for bloc in section.blocs],
        "sections": [_section(fille) for fille in section.sections],
    }


def _bloc(bloc: Bloc) -> dict[str, Any]:
    if not isinstance(bloc, Graphique):
        return asdict(bloc)
    unite = f" ({bloc.unite})" if bloc.unite else ""
    return {
        "genre": "graphique",
        "titre": bloc.titre + unite,
        "phrase": bloc.phrase,
        "svg": "" if bloc.vide else dessiner_graphique(bloc, seul=True),
        "entetes": ["", *(serie.nom for serie in bloc.series)],
        "lignes": [[categorie, *valeurs] for categorie, valeurs in bloc.lignes()],
        "source": bloc.source,
    }
