"""From a file, or the answer of a server, to orientations: one for each decision, with every position that names it."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from maillage.echanges.domain.fhir.controle import Faute, valeurs
from maillage.echanges.domain.sdo.document import DocumentDecision, DocumentIllisible, lire_document
from maillage.echanges.domain.sdo.nomenclature import Nomenclature
from maillage.echanges.domain.sdo.positions import PositionSdo, lire_tache, remarques

TAILLE_NUMERO = 120
USUEL, OFFICIEL = "usual", "official"
LUS = ("Task", "DocumentReference")
TEXTES = ("text/xml", "application/xml", "text/cda+xml", "")


@dataclass
class DecisionLue:
    """A decision as received. `decision` is the number of the MDPH, `decision_nationale` that of the national follow-up."""

    decision: str
    decision_nationale: str = ""
    document: DocumentDecision = field(default_factory=DocumentDecision)
    positions: list[PositionSdo] = field(default_factory=list)

    @property
    def cle(self) -> str:
        """What tells this decision from every other one: its national number, else that of the MDPH."""
        return self.decision_nationale or self.decision

    @property
    def qui(self) -> str:
        """Whom it is about, as far as it says."""
        return f"{self.document.prenom} {self.document.nom}".strip() or "personne non nommée"


def lire_orientations(
    lot: Any, nomenclature: Nomenclature, *, aujourd_hui: dt.date
) -> tuple[list[DecisionLue], list[Faute]]:
    """Return the orientations of a Bundle (whatever its type) or of a lone resource, and what is faulty in it."""
    ressources = _ressources(lot)
    if ressources is None:
        mots = "ce fichier n'est ni un Bundle, ni un DocumentReference, ni un Task"
        return [], [Faute("*", mots)]
    if not ressources:
        return [], []
    trouvees: dict[str, DecisionLue] = {}
    fautes: list[Faute] = []
    for chemin, ressource in ressources:
        genre = ressource.get("resourceType")
        if genre == "DocumentReference":
            _lire_dossier(ressource, chemin, trouvees, fautes)
        elif genre == "Task":
            _lire_position(ressource, chemin, trouvees, fautes, nomenclature)
        elif genre != "OperationOutcome":
            fautes.append(Faute(chemin, f"{genre or 'ressource sans type'} : laissé de côté", bloquante=False))
    for lue in trouvees.values():
        if lue.document.naissance and lue.document.naissance > aujourd_hui:
            lue.document = replace(lue.document, naissance=None)
            mots = "la date de naissance est dans l'avenir, laissée de côté"
            fautes.append(Faute("*", f"décision {lue.cle} : {mots}", bloquante=False))
    return list(trouvees.values()), fautes


def _ressources(lot: Any) -> list[tuple[str, dict[str, Any]]] | None:
    if not isinstance(lot, dict):
        return None
    if lot.get("resourceType") in LUS:
        return [(str(lot["resourceType"]), lot)]
    if lot.get("resourceType") != "Bundle":
        return None
    entrees = lot.get("entry") or []
    if not isinstance(entrees, list):
        return None
    return [
        (f"Bundle.entry[{rang}].resource", entree["resource"])
        for rang, entree in enumerate(entrees)
        if isinstance(entree, dict) and isinstance(entree.get("resource"), dict)
    ]


def _orientation(trouvees: dict[str, DecisionLue], decision: str, nationale: str) -> DecisionLue:
    """The same decision under either of its numbers."""
    decision, nationale = decision[:TAILLE_NUMERO], nationale[:TAILLE_NUMERO]
    connue = trouvees.get(f"N{nationale}") if nationale else None
    connue = connue or trouvees.get(f"M{decision}")
    if connue is None or (nationale and connue.decision_nationale not in ("", nationale)):
        connue = DecisionLue(decision, nationale)
        trouvees[f"N{nationale}" if nationale else f"M{decision}"] = connue
    connue.decision_nationale = connue.decision_nationale or nationale
    return connue


def _lire_dossier(
    ressource: dict[str, Any], chemin: str, trouvees: dict[str, DecisionLue], fautes: list[Faute]
) -> None:
    siens = [lu for lu in valeurs(ressource, "identifier") if isinstance(lu, dict) and lu.get("value")]
    par_usage = {lu.get("use", ""): str(lu["value"]).strip() for lu in siens}
    if USUEL not in par_usage:
        fautes.append(Faute(f"{chemin}.identifier", "le numéro de la décision (idDecision, use « usual ») manque"))
        return
    orientation = _orientation(trouvees, par_usage[USUEL], par_usage.get(OFFICIEL, ""))
    piece = next((lu for lu in valeurs(ressource, "content.attachment") if isinstance(lu, dict)), {})
    if not piece.get("data"):
        fautes.append(Faute(f"{chemin}.content", "le dossier n'a pas de document joint", bloquante=False))
        return
    try:
        orientation.document = _document(piece)
    except DocumentIllisible as refus:
        fautes.append(
            Faute(f"{chemin}.content.attachment", f"{refus} : la décision est gardée sans lui", bloquante=False)
        )


def _document(piece: Mapping[str, Any]) -> DocumentDecision:
    try:
        octets = base64.b64decode(str(piece["data"]), validate=True)
    except (binascii.Error, ValueError) as erreur:
        raise DocumentIllisible("le document joint est abîmé (base64)") from erreur
    genre = str(piece.get("contentType", "")).split(";")[0].strip().lower()
    if genre in TEXTES:
        return lire_document(octets)
    if genre == "text/plain":
        titre = str(piece.get("title", "")) or "Document"
        return DocumentDecision(titre=titre[:200], sections=((titre[:120], octets.decode("utf-8", "replace")[:4000]),))
    raise DocumentIllisible(f"le document joint ({genre}) n'est pas un CDA")


def _lire_position(
    ressource: dict[str, Any],
    chemin: str,
    trouvees: dict[str, DecisionLue],
    fautes: list[Faute],
    nomenclature: Nomenclature,
) -> None:
    position = lire_tache(ressource, chemin, fautes)
    if position is None:
        return
    fautes.extend(remarques(position, chemin, nomenclature))
    _orientation(trouvees, position.decision, position.decision_nationale).positions.append(position)
