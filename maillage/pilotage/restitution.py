"""One restitution from files to files (R40-R44)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from maillage.pilotage.domain.connaissances import connaissances
from maillage.pilotage.domain.passes import masques_des_passes
from maillage.pilotage.domain.retours import Exclusion, PeriodesMultiplesError, retenir
from maillage.pilotage.domain.secret import Masque, Secret, masquer_ratios, masquer_sommes
from maillage.pilotage.domain.tableau import Cle, Tableau, dresser
from maillage.pilotage.ecriture import ecrire_ensemble, texte_du_journal, texte_du_tableau
from maillage.pilotage.lecture import lire_dossier, lire_precedent
from maillage.pilotage.protection import proteger
from maillage.socle.tabulaire import Probleme


@dataclass(frozen=True)
class Demande:
    """What the producer asks. `seuil`: smallest count of persons that may be shown; `periode` None: the only one."""

    dossier: Path
    sortie: Path
    seuil: int
    regles: str
    periode: str | None = None
    precedent: Path | None = None
    journal: Path | None = None


class DemandeRefuseeError(ValueError):
    """Bad input: nothing is written. `problemes` holds every problem of the first stage that has one."""

    def __init__(self, problemes: list[Probleme]) -> None:
        self.problemes = problemes
        super().__init__("\n".join(map(str, problemes)))


def restituer(demande: Demande) -> tuple[Exclusion, ...]:
    """Write the published table (and the journal); the transmitted returns left out. Raises DemandeRefuseeError."""
    secret = Secret(demande.seuil, _precedents(demande))
    dossier, problemes = lire_dossier(demande.dossier)
    if problemes:
        raise DemandeRefuseeError(problemes)
    try:
        selection = retenir(dossier.retours, regles=demande.regles, periode=demande.periode)
    except PeriodesMultiplesError as erreur:
        raise _refus("--periode", f"plusieurs périodes trouvées ({erreur}), choisissez-en une") from erreur
    tableau = dresser(dossier.attendus, selection.retenus)
    masques = masquer(tableau, secret)
    journal = {demande.journal: texte_du_journal(tableau, masques)} if demande.journal is not None else {}
    try:
        ecrire_ensemble({**journal, demande.sortie: texte_du_tableau(tableau, masques)})
    except OSError as erreur:
        raise _refus("--sortie", f"écriture impossible ({erreur.strerror})") from erreur
    return selection.exclus


def masquer(tableau: Tableau, secret: Secret) -> dict[Cle, Masque]:
    """Every mask of a table, with its reason: R42 and R44, then R43, then the rates and distributions they hide."""
    masques = masquer_sommes(tableau, secret)
    masques |= dict.fromkeys(masques_des_passes(tableau, masques), Masque.SECONDAIRE)
    savoir = connaissances(tableau, seuil=secret.seuil, caches=masquer_ratios(tableau, secret, masques))
    ajouts = dict.fromkeys(proteger(savoir, set(masques)), Masque.SECONDAIRE)
    masques |= ajouts
    return ajouts | masquer_ratios(tableau, secret, masques) | masques


def _precedents(demande: Demande) -> frozenset[Cle]:
    if demande.precedent is None:
        return frozenset()
    caches, problemes = lire_precedent(demande.precedent)
    if problemes:
        raise DemandeRefuseeError(problemes)
    return caches


def _refus(option: str, motif: str) -> DemandeRefuseeError:
    return DemandeRefuseeError([Probleme("arguments", 0, option, motif)])
