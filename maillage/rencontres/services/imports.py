"""Participants of a file: looked at first, then registered together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from maillage.agenda.imports.readers import ICS, FichierIllisible, deviner_format, lire_tableau
from maillage.agenda.imports.readers.tableau import Tableau
from maillage.rencontres.domain.doublons import cle_de_personne
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES
from maillage.rencontres.domain.inscription import SaisieInscription
from maillage.rencontres.domain.lecture import (
    LigneParticipant,
    lire_participant,
    reconnaitre_colonnes,
    refus_du_fichier,
)
from maillage.rencontres.models import Inscription, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.ecriture import tracer
from maillage.rencontres.services.inscriptions import IMPORT, DejaInscrit, inscrire
from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import plier
from maillage.structures.selectors import dispositifs_visibles


@dataclass(frozen=True)
class ApercuImport:
    """What a file would do: lines to register, lines already there, lines in error, and the columns recognised."""

    bonnes: tuple[LigneParticipant, ...]
    deja: tuple[LigneParticipant, ...]
    fausses: tuple[LigneParticipant, ...]
    colonnes: tuple[tuple[str, str], ...]


def lire_fichier(contenu: bytes, nom: str, *, maximum: int) -> Tableau:
    """Return the table of a file, whatever its encoding and separator; raise ErreurRencontre when it is none, or too long."""
    try:
        genre = deviner_format(contenu, nom)
        if genre == ICS:
            raise FichierIllisible("Ce fichier est un agenda : il faut un tableau, CSV, XLSX ou ODS.")
        tableau = lire_tableau(contenu, genre)
    except FichierIllisible as refus:
        raise ErreurRencontre(str(refus), champ="fichier") from refus
    if len(tableau.lignes) > maximum:
        raise ErreurRencontre(f"Ce fichier a plus de {maximum} lignes : découpez-le.", champ="fichier")
    return tableau


def apercevoir(acteur: Acteur, seance: SeanceRencontre, contenu: bytes, nom: str, *, maximum: int) -> ApercuImport:
    """Read a CSV, XLSX or ODS file without writing anything; raise ErreurRencontre when the whole file cannot be used."""
    exiger(acteur, RENCONTRES)
    tableau = lire_fichier(contenu, nom, maximum=maximum)
    colonnes = reconnaitre_colonnes(tableau.entetes)
    if refus_entier := refus_du_fichier(colonnes, [ligne.cellules for ligne in tableau.lignes]):
        raise ErreurRencontre(refus_entier, champ="fichier")
    lues = [
        LigneParticipant(ligne.numero, SaisieInscription("", ""), (ligne.motif,))
        if ligne.motif
        else lire_participant(ligne.numero, ligne.cellules, colonnes)
        for ligne in tableau.lignes
    ]
    return _ranger(seance, lues, tuple(colonnes.items()))


def _ranger(
    seance: SeanceRencontre, lues: Sequence[LigneParticipant], colonnes: tuple[tuple[str, str], ...]
) -> ApercuImport:
    presentes = Inscription.objects.filter(seance__rencontre_id=seance.rencontre_id, etat__in=VIVANTES)
    vues = set(presentes.values_list("personne", flat=True))
    bonnes, deja, fausses = [], [], []
    for ligne in lues:
        personne = cle_de_personne(ligne.saisie.prenom, ligne.saisie.nom)
        if ligne.defauts:
            fausses.append(ligne)
        elif personne in vues:
            deja.append(ligne)
        else:
            vues.add(personne)
            bonnes.append(ligne)
    return ApercuImport(tuple(bonnes), tuple(deja), tuple(fausses), colonnes)


@transaction.atomic
def importer(acteur: Acteur, seance: SeanceRencontre, saisies: Sequence[SaisieInscription]) -> tuple[int, int]:
    """Register all of them in one transaction, in the order of the file; someone registered meanwhile is left out. Return (written, left out)."""
    exiger(acteur, RENCONTRES)
    connus = {plier(nom): pk for pk, nom in dispositifs_visibles(acteur, RENCONTRES).values_list("pk", "nom")}
    ecrites = 0
    for saisie in saisies:
        try:
            inscrire(acteur, seance, saisie, dispositif_id=connus.get(plier(saisie.structure)), origine=IMPORT)
            ecrites += 1
        except DejaInscrit:
            continue
    tracer(acteur, "importer", seance, ecrites=ecrites, laissees=len(saisies) - ecrites)
    return ecrites, len(saisies) - ecrites
