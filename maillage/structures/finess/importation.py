"""Bringing the records of a file into establishments: by lots, known ones compared, changes dated, doubtful positions set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser, marquer_faits_modifies
from maillage.structures.domain.finess import (
    Changement,
    FicheFiness,
    changements,
    est_plus_ancienne,
    fusionner,
    initiale,
    motif_de_revue,
)
from maillage.structures.domain.normalisation import FicheBrute, normaliser
from maillage.structures.finess.capacites import importer_capacites
from maillage.structures.finess.compte_rendu import HORS_TERRITOIRE, CompteRendu, LigneChangement
from maillage.structures.finess.depot import Depot, Paire
from maillage.structures.finess.flux import empreinte
from maillage.structures.finess.formats import JSON_ACTIVITES, Reconnu, lire_fiches, reconnaitre
from maillage.structures.models import ChangementEtablissement, Etablissement, LotFiness, Rattachement
from maillage.structures.models.etablissement import NatureChangement
from maillage.structures.permissions import exiger
from maillage.structures.referentiels import categories, seuils
from maillage.territoire.imports.services import inscrire_import
from maillage.territoire.selectors import centres, communes_actuelles
from maillage.territoire.vocabulaire import MotifRevue

TAILLE_LOT = 500
COMPTES_COMMUNS = ("lus", "crees", "modifies", "inchanges", "fermes", "rouverts", "a_revoir", "plus_anciens", "rejetes")
COMPTE_PAR_NATURE = {
    "CREATION": "crees",
    "FERMETURE": "fermes",
    "REOUVERTURE": "rouverts",
    "DEMENAGEMENT": "demenages",
    "RENOMMAGE": "renommes",
}
REMEDE_TERRITOIRE = (
    "chargez cette région avec « python manage.py charger_territoire --region CODE », puis relisez le fichier"
)
REMEDE_REVUE = "ouvrez « Positions à revoir » et confirmez ou corrigez la position"


def importer_finess(
    acteur: Acteur,
    fichier: Path | BinaryIO,
    *,
    nom: str = "",
    essai: bool = False,
    situation_le: date | None = None,
) -> CompteRendu:
    """Read a FINESS file (old CSV, or new JSON v1.0.0, structures or activities, gzipped or not) and return what it changed.

    `essai`: everything is really executed, then undone. `situation_le`: date of what the file says, when the file does not (default: today).
    A record that cannot enter is reported and left out; the others enter. The same file twice changes nothing.
    Raises FormatInconnu, PermissionDenied.
    """
    exiger(acteur, "finess")
    if isinstance(fichier, Path):
        with fichier.open("rb") as binaire:
            return _importer(acteur, binaire, nom or fichier.name, essai=essai, situation_le=situation_le)
    return _importer(acteur, fichier, nom or "fichier déposé", essai=essai, situation_le=situation_le)


def _importer(acteur: Acteur, binaire: BinaryIO, nom: str, *, essai: bool, situation_le: date | None) -> CompteRendu:
    somme = empreinte(binaire)
    reconnu = reconnaitre(binaire)
    with transaction.atomic():
        lot, nouveau = LotFiness.objects.get_or_create(
            empreinte=somme, defaults={"nom_fichier": nom[:200], "format": reconnu.format}
        )
        lot.situation_le = reconnu.situation_le or situation_le or lot.situation_le or timezone.localdate()
        rendu = CompteRendu(nom, reconnu.format, somme, lot.situation_le, essai=essai, deja_lu=not nouveau)
        _lire(binaire, reconnu, rendu, lot)
        lot.compte_rendu = rendu.en_json()
        lot.save()
        journaliser(
            acteur, "structures.importer_finess", objet=nom[:120], details={"comptes": lot.compte_rendu["comptes"]}
        )
        inscrire_import(
            acteur,
            "finess",
            nom=nom,
            comptes={mot: rendu.comptes[mot] for mot in COMPTES_COMMUNS},
            situation_le=lot.situation_le,
        )
        transaction.set_rollback(essai)
    return rendu


def _lire(binaire: BinaryIO, reconnu: Reconnu, rendu: CompteRendu, lot: LotFiness) -> None:
    try:
        if reconnu.format == JSON_ACTIVITES:
            importer_capacites(binaire, rendu)
        else:
            _Importation(rendu, lot).lire(lire_fiches(binaire, reconnu, situation_le=rendu.situation_le))
    except ValueError as erreur:
        rendu.comptes["rejetes"] += 1
        rendu.noter(
            emplacement="fin du fichier",
            champ="contenu",
            valeur="",
            message=f"la lecture s'est arrêtée : {erreur}",
            remede="téléchargez de nouveau le fichier ; ce qui a été lu avant est gardé",
            gravite="REJET",
        )


def _par_lots(brutes: Iterator[FicheBrute]) -> Iterator[list[FicheBrute]]:
    """Yield records by lots; when the text breaks, what was read before is yielded first, then the ValueError goes on."""
    lot: list[FicheBrute] = []
    try:
        for brute in brutes:
            lot.append(brute)
            if len(lot) == TAILLE_LOT:
                yield lot
                lot = []
    except ValueError:
        yield lot
        raise
    yield lot


@dataclass
class _Importation:
    """State of one reading: where each record was seen, and the report."""

    rendu: CompteRendu
    lot: LotFiness
    vus: dict[tuple[str, str], str] = field(default_factory=dict)
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)

    def lire(self, brutes: Iterator[FicheBrute]) -> None:
        """Read every record, lot after lot."""
        for lot in _par_lots(brutes):
            self._traiter([fiche for brute in lot if (fiche := self._accepter(brute)) is not None])

    def _accepter(self, brute: FicheBrute) -> FicheFiness | None:
        """Normalise one record; None when it is out of scope, wrong, or met before in this file."""
        self.rendu.comptes["lus"] += 1
        if " ".join(brute.valeurs["categorie"].split()).upper() not in categories():
            self.rendu.comptes["hors_champ"] += 1
            return None
        fiche, anomalies = normaliser(brute)
        for anomalie in anomalies:
            self.rendu.noter(
                emplacement=brute.emplacement,
                champ=anomalie.champ,
                valeur=anomalie.valeur,
                message=anomalie.message,
                remede=anomalie.remede,
                gravite="REJET" if anomalie.bloquante else "INFO",
            )
        if fiche is None:
            self.rendu.comptes["rejetes"] += 1
            return None
        return self._sans_doublon(fiche)

    def _sans_doublon(self, fiche: FicheFiness) -> FicheFiness | None:
        cle = fiche.cles[0]
        premier = self.vus.setdefault(cle, fiche.emplacement)
        if premier == fiche.emplacement:
            return fiche
        message = f"cet établissement a déjà été lu ({premier})"
        self._rejeter(fiche, cle, message, "gardez une seule de ces deux lignes dans le fichier")
        return None

    def _rejeter(self, fiche: FicheFiness, cle: tuple[str, str], message: str, remede: str) -> None:
        self.rendu.comptes["rejetes"] += 1
        self.rendu.noter(
            emplacement=fiche.emplacement, champ=cle[0], valeur=cle[1], message=message, remede=remede, gravite="REJET"
        )

    def _traiter(self, fiches: list[FicheFiness]) -> None:
        """Compare one lot with what is known and write the differences: a constant number of queries by lot."""
        fiches = self._situer(fiches)
        depot = Depot.ouvrir(fiches)
        ecrites: list[Paire] = []
        for fiche in fiches:
            cle = depot.ambigue(fiche)
            if cle is not None:
                message = "plusieurs établissements portent cet UAI, on ne sait pas lequel est décrit"
                self._rejeter(fiche, cle, message, "ajoutez le numéro FINESS dans le fichier")
                continue
            paire = self._comparer(fiche, depot)
            if paire is not None:
                ecrites.append(paire)
        depot.ecrire(ecrites)
        self._historiser([(paire, changement) for paire in ecrites for changement in paire.changements])
        _prevenir_les_dispositifs(ecrites)

    def _situer(self, fiches: list[FicheFiness]) -> list[FicheFiness]:
        """Replace former commune codes by those of today, unknown ones by nothing."""
        demandees = {fiche.commune for fiche in fiches if fiche.commune}
        actuelles = communes_actuelles(demandees)
        self.centres = centres(set(actuelles.values()))
        for fiche in fiches:
            if fiche.commune and fiche.commune not in actuelles:
                self.rendu.noter(
                    emplacement=fiche.emplacement,
                    champ="commune",
                    valeur=fiche.commune,
                    message=HORS_TERRITOIRE,
                    remede=REMEDE_TERRITOIRE,
                    gravite="INFO",
                )
        return [replace(fiche, commune=actuelles.get(fiche.commune, "")) for fiche in fiches]

    def _comparer(self, fiche: FicheFiness, depot: Depot) -> Paire | None:
        etablissement = depot.trouver(fiche)
        connue = depot.fiche(etablissement) if etablissement else None
        if connue is not None and est_plus_ancienne(fiche, connue):
            self.rendu.comptes["plus_anciens"] += 1
            return None
        fusion = fusionner(connue, fiche) if connue else initiale(fiche)
        motif = motif_de_revue(fusion, self._centre(fusion, depot), seuils(self.rendu.situation_le))
        self._signaler(fusion, fiche, motif)
        le = fiche.situation_le or self.rendu.situation_le
        trouves = changements(connue, fiche if connue else fusion, le=le)
        self._compter(connue, fusion, trouves)
        paire = Paire(fiche.emplacement, etablissement or Etablissement(), connue, fusion, motif, trouves)
        return paire if connue != fusion or paire.etablissement.revue_motif != motif else None

    def _centre(self, fusion: FicheFiness, depot: Depot) -> tuple[float, float] | None:
        return self.centres.get(fusion.commune) or depot.centres.get(fusion.commune)

    def _signaler(self, fusion: FicheFiness, fiche: FicheFiness, motif: str) -> None:
        if not motif:
            return
        self.rendu.comptes["a_revoir"] += 1
        score = f" (score {fusion.score_ban:.2f})" if motif == MotifRevue.SCORE_FAIBLE and fusion.score_ban else ""
        self.rendu.noter(
            emplacement=fiche.emplacement,
            champ="position",
            valeur=fusion.finess or fusion.nom,
            message=f"{MotifRevue(motif).label.lower()}{score}",
            remede=REMEDE_REVUE,
            gravite="REVOIR",
        )

    def _compter(self, connue: FicheFiness | None, fusion: FicheFiness, trouves: list[Changement]) -> None:
        comptes: Counter[str] = self.rendu.comptes
        for changement in trouves:
            if changement.nature in COMPTE_PAR_NATURE:
                comptes[COMPTE_PAR_NATURE[changement.nature]] += 1
        if connue is not None:
            identique = connue == replace(fusion, situation_le=connue.situation_le)
            comptes["inchanges" if identique else "modifies"] += 1

    def _historiser(self, nouveaux: list[tuple[Paire, Changement]]) -> None:
        lignes = [
            ChangementEtablissement(
                etablissement=paire.etablissement,
                nature=changement.nature,
                date=changement.date,
                avant=changement.avant,
                apres=changement.apres,
                lot=self.lot,
            )
            for paire, changement in nouveaux
        ]
        ChangementEtablissement.objects.bulk_create(lignes, TAILLE_LOT)
        self.rendu.changements.extend(
            LigneChangement(
                emplacement=paire.emplacement,
                nature=NatureChangement(changement.nature).label,
                date=changement.date,
                finess=paire.fusion.finess,
                nom=paire.fusion.nom,
                detail=_detail(changement),
            )
            for paire, changement in nouveaux
        )


def _detail(changement: Changement) -> str:
    avant = ", ".join(valeur for valeur in changement.avant.values() if valeur)
    apres = ", ".join(valeur for valeur in changement.apres.values() if valeur)
    return f"{avant} → {apres}" if avant and apres else avant or apres


def _prevenir_les_dispositifs(paires: Iterable[Paire]) -> None:
    """A FINESS number is part of the facts of a count: tell the dispositifs of establishments whose number changed."""
    changes = [
        paire.etablissement.pk for paire in paires if paire.connue and paire.connue.finess != paire.fusion.finess
    ]
    if changes:
        liens = Rattachement.objects.filter(etablissement_id__in=changes)
        marquer_faits_modifies(liens.values_list("dispositif_id", flat=True))
