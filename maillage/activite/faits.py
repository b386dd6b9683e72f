"""The facts of a dispositif for a period, as the tables of the activity contract (2.2): what the pages count, freeze and export."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from maillage.activite.domain.periode import Periode
from maillage.activite.domain.places import places_du_contrat
from maillage.activite.lecture.tables import DUREE_MAXIMALE_EVENEMENT
from maillage.agenda import selectors as agenda
from maillage.agenda.selectors.compte import premier_jour_en_cours
from maillage.appui_ressource import selectors as appui
from maillage.liaison import selectors as liaison
from maillage.parcours import selectors as parcours
from maillage.structures import selectors as structures

Lignes = list[tuple[Any, ...]]
Tables = dict[str, pa.Table]
DATE_DES_FICHIERS = (1980, 1, 1, 0, 0, 0)
"""Zip members carry no clock, so that the same facts give the same bytes."""


def tables_du_dispositif(dispositif_id: int, periode: Periode) -> Tables:
    """Return every fact able to matter for a period, in Arrow tables with native types: a fixed number of queries.

    They start as long before the period as an événement may last: what is frozen or exported does not depend on what is in it.
    """
    return _lire_depuis(periode.premier_jour_utile - DUREE_MAXIMALE_EVENEMENT, dispositif_id, periode)


def tables_a_compter(dispositif_id: int, periode: Periode) -> Tables:
    """Return the same facts, less the days before the period from which nothing lasts until it: for a count that is not kept."""
    premier = periode.premier_jour_utile
    return _lire_depuis(
        premier_jour_en_cours(dispositif_id, premier - DUREE_MAXIMALE_EVENEMENT, premier), dispositif_id, periode
    )


def _lire_depuis(debut: date, dispositif_id: int, periode: Periode) -> Tables:
    fin = periode.dernier_jour_utile
    participations = agenda.participations_jeunes_pour_le_compte(dispositif_id, debut, fin)
    actions = appui.actions_pour_le_compte(dispositif_id, debut, fin)
    absences = agenda.absences_pour_le_compte(dispositif_id, debut, fin)
    inscrits = {ligne[1] for ligne in participations}
    nommes = {ligne[-1] for ligne in actions if ligne[-1] is not None} | {ligne[0] for ligne in absences}
    offre = structures.dispositif_pour_le_compte(dispositif_id, debut, fin + timedelta(days=1))
    rattaches = {finess for ligne in offre for finess in ligne[2]}
    evenements = agenda.evenements_pour_le_compte(dispositif_id, debut, fin)
    return {
        "dispositif": _table(structures.COLONNES_DISPOSITIF, [_listes_en_texte(ligne) for ligne in offre]),
        **_tables_des_structures(dispositif_id, debut, fin + timedelta(days=1), rattaches),
        **_tables_du_parcours(dispositif_id, inscrits | nommes),
        "evenement": _table(agenda.COLONNES_EVENEMENT, [_rattache(ligne, rattaches) for ligne in evenements]),
        "evenement_jeune": _table(agenda.COLONNES_EVENEMENT_JEUNE, participations),
        "evenement_pro": _table(
            agenda.COLONNES_EVENEMENT_PRO, agenda.participations_pros_pour_le_compte(dispositif_id, debut, fin)
        ),
        "absence": _table(agenda.COLONNES_ABSENCE, absences),
        "action_ar": _table(appui.COLONNES_ACTION_AR, actions),
    }


def _rattache(evenement: tuple[Any, ...], rattaches: Collection[str]) -> tuple[Any, ...]:
    """The contract knows no other FINESS than those of the dispositif (R3 lists no other)."""
    rang = agenda.COLONNES_EVENEMENT.index("finess")
    finess = evenement[rang] if evenement[rang] in rattaches else None
    return (*evenement[:rang], finess, *evenement[rang + 1 :])


def _tables_des_structures(dispositif_id: int, debut: date, fin: date, rattaches: Collection[str]) -> Tables:
    places = structures.places_pour_le_compte(dispositif_id)
    return {
        "territoire": _table(structures.COLONNES_TERRITOIRE, structures.territoire_pour_le_compte(dispositif_id)),
        "places": _table(
            structures.COLONNES_PLACES, places_du_contrat(places, rattaches=rattaches, debut=debut, fin=fin)
        ),
        "ouverture": _table(
            structures.COLONNES_OUVERTURE, structures.ouvertures_pour_le_compte(dispositif_id, debut, fin)
        ),
    }


def _tables_du_parcours(dispositif_id: int, inscrits: set[str]) -> Tables:
    lignes = {
        "jeune": parcours.jeunes_pour_le_compte(dispositif_id, aussi=inscrits),
        "phase": parcours.phases_pour_le_compte(dispositif_id),
        "modalite_periode": _periodes_avec_leurs_fiches(dispositif_id),
        "scolarite": parcours.scolarites_pour_le_compte(dispositif_id),
        "complexite": parcours.complexites_pour_le_compte(dispositif_id),
        "demande": parcours.demandes_pour_le_compte(dispositif_id),
        "fiche_liaison": liaison.fiches_pour_le_compte(dispositif_id),
    }
    return {nom: pa.Table.from_pylist(rangs) for nom, rangs in lignes.items() if rangs}


def _periodes_avec_leurs_fiches(dispositif_id: int) -> list[dict[str, Any]]:
    """Table `modalite_periode` with the sheet that opened, and the one that closed, each period."""
    ouvertes, fermees = liaison.fiches_des_periodes(dispositif_id)
    return [
        {**ligne, "fiche_id": ouvertes.get(cle), "fiche_fin_id": fermees.get(cle)}
        for ligne in parcours.periodes_pour_le_compte(dispositif_id)
        for cle in [(ligne["jeune_id"], ligne["modalite"], ligne["debut"])]
    ]


def _table(colonnes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> pa.Table:
    rangs = list(lignes)
    valeurs = zip(*rangs, strict=True) if rangs else [()] * len(colonnes)
    return pa.table({nom: list(colonne) for nom, colonne in zip(colonnes, valeurs, strict=True)})


def _listes_en_texte(ligne: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(";".join(valeur) if isinstance(valeur, tuple) else valeur for valeur in ligne)


def dossier_compresse(tables: Mapping[str, pa.Table]) -> bytes:
    """Return the facts as a zip of the contract's CSV files, rows sorted: readable by `maillage compter`, same facts same bytes."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom in sorted(tables):
            membre = zipfile.ZipInfo(f"{nom}.csv", DATE_DES_FICHIERS)
            membre.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(membre, _csv(tables[nom]))
    return tampon.getvalue()


def lignes_du_dossier(archive: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the rows, as text, of a zip made by `dossier_compresse`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as fichiers:
        return {
            nom.removesuffix(".csv"): list(csv.DictReader(io.StringIO(fichiers.read(nom).decode("utf-8"))))
            for nom in fichiers.namelist()
        }


def tables_du_dossier(archive: bytes) -> Tables:
    """Return the tables, as text columns, of a zip made by `dossier_compresse`: frozen facts can be counted again."""
    return {nom: pa.Table.from_pylist(lignes) for nom, lignes in lignes_du_dossier(archive).items() if lignes}


def _csv(table: pa.Table) -> str:
    tampon = io.StringIO()
    ecriture = csv.writer(tampon, lineterminator="\n")
    ecriture.writerow(table.column_names)
    ecriture.writerows(sorted([_texte(valeur) for valeur in ligne.values()] for ligne in table.to_pylist()))
    return tampon.getvalue()


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return str(valeur).lower()
    if isinstance(valeur, datetime):
        return f"{valeur:%Y-%m-%dT%H:%M}"
    return " ".join(str(valeur).split())
