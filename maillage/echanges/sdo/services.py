"""Orientations in: previewed by the same code that writes, rolled back; the same decision twice changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from maillage.agenda.domain.etat import DispositifVise
from maillage.echanges.domain.fhir.controle import Faute
from maillage.echanges.domain.sdo.lecture import DecisionLue, lire_orientations
from maillage.echanges.domain.sdo.positions import PositionSdo
from maillage.echanges.models import (
    EtatOrientation,
    EtatPosition,
    LotFhir,
    NatureLot,
    OrientationRecue,
    PositionOrientation,
    SourceOrientation,
)
from maillage.echanges.referentiels.sdo import nomenclature_sdo
from maillage.echanges.sdo.selectors import SECTION, finess_du_dispositif, jeunes_probables
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.texte import plier
from maillage.socle.services import journaliser

FAUTES_MONTREES = 200
NOUVELLE, COMPLETEE, IDENTIQUE = "nouvelle", "complétée", "déjà identique"
IDENTITE = ("nom", "prenom", "naissance", "sexe", "mdph")
RETOUR_NORMAL, RETOUR_MAXIMAL = timedelta(days=1), timedelta(days=30)
"""Polling rule of flow 5: back to the day before, thirty days at most (first connection)."""
SANS_DATE = ("dite_le",)


@dataclass(frozen=True)
class LigneSdo:
    """What became, or would become, of one decision. `ici`: the young person of the dispositif that it is tied to."""

    decision: str
    qui: str
    effet: str
    positions: int
    ici: str = ""


@dataclass(frozen=True)
class RapportSdo:
    """What an import did, or would do. With a blocking fault nothing was written."""

    fautes: list[Faute]
    lignes: list[LigneSdo] = field(default_factory=list)

    @property
    def refuse(self) -> bool:
        """Tell whether the file is refused."""
        return any(faute.bloquante for faute in self.fautes)

    def en_donnees(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"fautes": [asdict(faute) for faute in self.fautes], "lignes": [asdict(ligne) for ligne in self.lignes]}


def exiger(acteur: Acteur, dispositif: DispositifVise) -> None:
    """Raise PermissionDenied unless the person may write the orientations of the dispositif."""
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif.pk):
        raise PermissionDenied("Votre rôle n'ouvre pas les orientations de ce dispositif.")


def importer_sdo(
    acteur: Acteur,
    dispositif: DispositifVise,
    lot: Any,
    *,
    essai: bool,
    source: SourceOrientation = SourceOrientation.FICHIER,
) -> RapportSdo:
    """Take decisions and statuses into a dispositif, whole or not at all; `essai` does everything and rolls it back.

    From a server, a faulty resource is set aside and told: one of them must not stop all the others, now and at every reading after.
    """
    exiger(acteur, dispositif)
    lues, fautes = lire_orientations(lot, nomenclature_sdo(), aujourd_hui=timezone.localdate())
    if source == SourceOrientation.SERVEUR:
        fautes = [
            Faute(f.chemin, f"{f.message} : laissé de côté", bloquante=False) if f.bloquante else f for f in fautes
        ]
    ici = set(finess_du_dispositif(dispositif.pk))
    fautes = [*fautes, *_ailleurs(lues, ici)]
    if any(faute.bloquante for faute in fautes):
        return RapportSdo(fautes[:FAUTES_MONTREES])
    with transaction.atomic():
        refus = [refus for lue in lues if (refus := _autre_personne(dispositif, lue))]
        lignes = [] if refus else [_reprendre(acteur, dispositif, lue, source, ici) for lue in lues]
        if essai:
            transaction.set_rollback(True)
        elif any(ligne.effet != IDENTIQUE for ligne in lignes):
            nombres = {effet: sum(ligne.effet == effet for ligne in lignes) for effet in (NOUVELLE, COMPLETEE)}
            journaliser(acteur, "echanges.importer_sdo", dispositif_id=dispositif.pk, details=nombres)
    fautes = [*refus, *fautes]
    return RapportSdo(fautes[:FAUTES_MONTREES], lignes)


def _ailleurs(lues: Iterable[DecisionLue], ici: set[str]) -> list[Faute]:
    return [
        Faute("*", f"décision {lue.cle} : aucun établissement de ce dispositif n'y est nommé", bloquante=False)
        for lue in lues
        if lue.positions and not any(position.finess in ici for position in lue.positions)
    ]


def _autre_personne(dispositif: DispositifVise, lue: DecisionLue) -> Faute | None:
    """A number of the MDPH alone is unique within one MDPH only: the same one for someone else is refused, not mixed."""
    connue = None if lue.decision_nationale else _connue(dispositif, lue)
    dite = lue.document
    if connue is None or not (connue.naissance and dite.naissance):
        return None
    if connue.naissance == dite.naissance and plier(connue.nom) == plier(dite.nom):
        return None
    return Faute("*", f"décision {lue.cle} : ce numéro est déjà celui d'une autre personne ici")


def _reprendre(
    acteur: Acteur, dispositif: DispositifVise, lue: DecisionLue, source: SourceOrientation, ici: set[str]
) -> LigneSdo:
    orientation = _connue(dispositif, lue)
    nouvelle = orientation is None
    if orientation is None:
        orientation = OrientationRecue(dispositif_id=dispositif.pk, source=source, recue_le=timezone.now())
    changee = _remplir(orientation, lue)
    if orientation.jeune_id is None:
        probables = jeunes_probables(acteur, dispositif, orientation)
        if len(probables) == 1:
            orientation.jeune, changee = probables[0], True  # type: ignore[assignment]
    if nouvelle or changee:
        orientation.version += 0 if nouvelle else 1
        orientation.save()
    ajoutees = _ajouter(orientation, lue.positions)
    if ajoutees:
        recalculer_etat(orientation, ici)
    effet = NOUVELLE if nouvelle else COMPLETEE if changee or ajoutees else IDENTIQUE
    return LigneSdo(lue.cle, lue.qui, effet, ajoutees, str(orientation.jeune) if orientation.jeune_id else "")


def _connue(dispositif: DispositifVise, lue: DecisionLue) -> OrientationRecue | None:
    """The decision under its national number; under that of the MDPH when it was known before it had one."""
    ici = OrientationRecue.objects.select_for_update().filter(dispositif_id=dispositif.pk)
    connue = ici.filter(cle=lue.cle).first()
    if connue is None and lue.decision:
        connue = ici.filter(decision=lue.decision, decision_nationale="").first()
    if connue is None and not lue.decision_nationale:
        connue = ici.filter(decision=lue.decision).first()
    return connue


def _remplir(orientation: OrientationRecue, lue: DecisionLue) -> bool:
    """Put what the decision says; what it does not say stays. Tell whether something changed."""
    document = lue.document
    dits: dict[str, Any] = {champ: getattr(document, champ) for champ in IDENTITE}
    dits |= {"decision": lue.decision[:120], "decision_nationale": lue.decision_nationale[:120]}
    dits["textes"] = [list(section) for section in document.sections]
    dits["cle"] = (lue.decision_nationale or orientation.cle or lue.decision)[:120]
    changes = [champ for champ, dit in dits.items() if dit and getattr(orientation, champ) != dit]
    for champ in changes:
        setattr(orientation, champ, dits[champ])
    return bool(changes)


def _ajouter(orientation: OrientationRecue, positions: Iterable[PositionSdo]) -> int:
    """Add the positions not yet known; one of our answers that comes back is known."""
    connues = set(
        orientation.positions.filter(etat__in=(EtatPosition.RECUE, EtatPosition.PARTIE)).values_list(
            "empreinte", flat=True
        )
    )
    nouvelles = {}
    for position in positions:
        empreinte = empreinte_de(position)
        if empreinte not in connues:
            nouvelles[empreinte] = position
    for empreinte, position in nouvelles.items():
        PositionOrientation.objects.create(
            orientation=orientation, etat=EtatPosition.RECUE, empreinte=empreinte, **colonnes(position)
        )
    return len(nouvelles)


def empreinte_de(position: PositionSdo) -> str:
    """Return what tells a position from another one, whenever it was said."""
    dits = {champ: str(valeur) for champ, valeur in asdict(position).items() if champ not in SANS_DATE}
    return hashlib.sha256(json.dumps(dits, sort_keys=True).encode()).hexdigest()


def colonnes(position: PositionSdo) -> dict[str, Any]:
    """Return the columns of a position, each no longer than its field; the numbers of the decision are those of the orientation."""
    lues = {champ.name: getattr(position, champ.name) for champ in fields(position)}
    for champ in ("decision", "decision_nationale"):
        del lues[champ]
    return {nom: _a_la_taille(nom, valeur) for nom, valeur in lues.items()}


def _a_la_taille(nom: str, valeur: Any) -> Any:
    taille = getattr(PositionOrientation._meta.get_field(nom), "max_length", None)
    return valeur[:taille] if isinstance(valeur, str) and taille else valeur


def recalculer_etat(orientation: OrientationRecue, ici: set[str]) -> None:
    """Say what is awaited now: the latest thing said by, or to, an establishment of the dispositif decides."""
    dites = orientation.positions.exclude(etat=EtatPosition.RETIREE)
    nos = [
        lue for lue in dites if lue.etat != EtatPosition.PREPAREE and (lue.struct[1:] in ici or lue.statut == ANNULEE)
    ]
    derniere = max(nos, key=lambda lue: (lue.le or lue.unite_le or date.min, lue.cree_le, lue.pk), default=None)
    statut = nomenclature_sdo().statuts.get(derniere.statut or derniere.unite_statut) if derniere else None
    if any(lue.etat == EtatPosition.PREPAREE for lue in dites):
        etat = EtatOrientation.PREPAREE
    elif statut is not None and statut.clos:
        etat = EtatOrientation.CLOSE
    elif statut is not None and statut.emis:
        etat = EtatOrientation.REPONDUE
    else:
        etat = EtatOrientation.A_REPONDRE
    if etat != orientation.etat:
        orientation.etat = etat
        orientation.save(update_fields=["etat"])


ANNULEE = "37"
"""The decision itself is cancelled, whoever was told."""


def derniere_lecture(dispositif: DispositifVise) -> date:
    """Return since which day the server is to be read: the day before the last reading, thirty days at most."""
    lots = LotFhir.objects.filter(dispositif_id=dispositif.pk, nature=NatureLot.SDO, nom_fichier=SOURCE_SERVEUR)
    lu_le = lots.exclude(etat="REFUSE").order_by("-depose_le").values_list("depose_le", flat=True).first()
    plus_tot = timezone.localdate() - RETOUR_MAXIMAL
    return max(timezone.localdate(lu_le) - RETOUR_NORMAL, plus_tot) if lu_le else plus_tot


SOURCE_SERVEUR = "Serveur de suivi des orientations"
