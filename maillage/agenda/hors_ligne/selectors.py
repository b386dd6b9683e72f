"""The day of a professional as the device takes it along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from maillage.agenda import selectors
from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, vers_utc
from maillage.agenda.selectors import CarteEvenement, Inscrit
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte

FORMAT = 1
NOMMES = 3
SANS_AGENDA = "Votre compte n'est pas celui d'un professionnel de ce dispositif : il n'a pas de journée à emporter."


def jour_a_emporter(acteur: Acteur, dispositif: DispositifVise) -> dict[str, Any]:
    """Return today's événements of the person's own agenda, what the sheet needs to be marked, and when it must be erased (midnight in Paris).

    Raise ErreurAgenda for who has no agenda of their own there: nobody takes along that of everyone.
    """
    aujourd_hui = timezone.localdate()
    agenda = selectors.agenda_nomme(acteur, dispositif, "", le=aujourd_hui)
    if agenda.mot == selectors.TOUS:
        raise ErreurAgenda(SANS_AGENDA)
    cartes = selectors.lire_journee(acteur, dispositif, jour=aujourd_hui, agenda=agenda)
    _, minuit = bornes(aujourd_hui, aujourd_hui)
    return {
        "format": FORMAT,
        "titulaire": acteur.identifiant,
        "dispositif": dispositif.code,
        "agenda": agenda.libelle,
        "jour": aujourd_hui.isoformat(),
        "emporte_le": _millisecondes(timezone.now()),
        "expire_le": _millisecondes(minuit),
        "motifs": [list(motif) for motif in selectors.motifs_proposes(dispositif.pk)],
        "evenements": [en_json(carte, agenda.mot) for carte in cartes],
    }


def jeunes_du_jour(donnees: dict[str, Any]) -> set[str]:
    """Return the public identifiers of the young people that a sheet names."""
    return {jeune["id"] for evenement in donnees["evenements"] for jeune in evenement["jeunes"]}


def evenement_actuel(acteur: Acteur, dispositif: DispositifVise, identifiant: str) -> dict[str, Any] | None:
    """Return an événement as it is stored now, in the words of the sheet; None when it is not there any more."""
    visibles = selectors.evenements_visibles(acteur, dispositif).filter(identifiant=identifiant)
    lues = selectors.cartes(visibles)
    return en_json(lues[0]) if lues else None


def en_json(carte: CarteEvenement, sien: str = "") -> dict[str, Any]:
    """Return an événement in the words of the sheet: local times as text, instants in milliseconds; `sien`: the agenda it is read in."""
    return {
        "id": carte.identifiant,
        "version": carte.version,
        "titre": carte.titre,
        "debut": carte.debut.strftime("%H:%M"),
        "fin": carte.fin.strftime("%H:%M"),
        "commence_le": _millisecondes(vers_utc(carte.debut)),
        "lieu": ", ".join(mot for mot in (carte.noms_ressources, carte.lieu) if mot),
        "pros": _autres(carte, sien),
        "statut": carte.statut,
        "statut_libelle": "Confirmé" if carte.statut == statuts.REALISE else carte.statut_libelle,
        "jeunes": [_jeune(inscrit) for inscrit in carte.inscrits],
    }


def _autres(carte: CarteEvenement, sien: str) -> str:
    """Who else is there, the first three by name."""
    noms = [pro.nom for pro in carte.pros if f"pro-{pro.identifiant}" != sien]
    suite = f" et {ecrire_compte(len(noms) - NOMMES, 'autre')}" if len(noms) > NOMMES else ""
    return f"avec {', '.join(noms[:NOMMES])}{suite}" if noms else ""


def _jeune(inscrit: Inscrit) -> dict[str, Any]:
    return {
        "id": inscrit.identifiant,
        "nom": inscrit.nom,
        "presence": inscrit.presence,
        "absent": inscrit.absent,
        "etat": inscrit.etat,
    }


def _millisecondes(instant: dt.datetime) -> int:
    return int(instant.timestamp() * 1000)
