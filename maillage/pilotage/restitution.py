"""One restitution: from files to files (R40-R44), or from returns to a protected table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from maillage.pilotage.domain.connaissances import connaissances
from maillage.pilotage.domain.mesures import TAUX
from maillage.pilotage.domain.passes import masques_des_passes
from maillage.pilotage.domain.registre import Precedent
from maillage.pilotage.domain.retours import (
    Attendu,
    Exclusion,
    PeriodesMultiplesError,
    Retour,
    Selection,
    retenir,
)
from maillage.pilotage.domain.secret import Masque, Masques, Secret, masquer_ratios, masquer_sommes
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


@dataclass(frozen=True)
class Restitution:
    """A protected table: what may be published, and the producer's journal."""

    tableau: Tableau
    masques: Masques

    def texte(self) -> str:
        return texte_du_tableau(self.tableau, self.masques)

    def journal(self) -> str:
        return texte_du_journal(self.tableau, self.masques)


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
    etablie = etablir(dossier.attendus, selection, secret)
    journal = {demande.journal: etablie.journal()} if demande.journal is not None else {}
    try:
        ecrire_ensemble({**journal, demande.sortie: etablie.texte()})
    except OSError as erreur:
        raise _refus("--sortie", f"écriture impossible ({erreur.strerror})") from erreur
    return selection.exclus


def etablir(attendus: Iterable[Attendu], selection: Selection, secret: Secret) -> Restitution:
    """Spread the kept returns and protect the table. Raises ProtectionImpossibleError."""
    tableau = dresser(attendus, selection.retenus)
    return Restitution(tableau, masquer(tableau, secret))


def secret_du_registre(
    seuil: int,
    precedents: Iterable[Precedent],
    *,
    attendus: Collection[Attendu],
    selection: Selection,
    derniers: Collection[Retour],
) -> Secret:
    """What a new table must hide after earlier ones: their hidden cells, and those that subtracting them would open.

    `derniers`: the last transmitted revision of each dispositif, kept or not.
    """
    tus: set[Cle] = set()
    for precedent in precedents:
        tus |= precedent.caches
        tus |= masques_de_la_difference(dresser(attendus, precedent.changements(selection, derniers)), seuil)
    return Secret(seuil, frozenset(tus))


def masques_de_la_difference(difference: Tableau, seuil: int) -> set[Cle]:
    """Cells that may not be shown twice: the returns that came between would make a small count of persons there.

    `difference` holds those returns alone; it is protected as a table of its own, persons only.
    """
    masques = {
        cle
        for somme in difference.sommes
        if somme.personnes
        for croisement in difference.croisements
        for cle in [Cle(somme.code, croisement)]
        if 0 < difference.pas[cle] < seuil * somme.pas
    }
    if not masques:
        return masques
    masques |= masques_des_passes(difference, masques)
    codes = [*(taux.code for taux in TAUX), *(distribution.code for distribution in difference.distributions)]
    tus = {Cle(code, croisement) for code in codes for croisement in difference.croisements}
    return masques | proteger(connaissances(difference, seuil=seuil, caches=tus), masques)


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
