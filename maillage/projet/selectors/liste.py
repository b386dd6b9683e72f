"""The list of projects by young person: filters, sort, one row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.projet.domain.etats import LIBELLES_ETATS, EtatProjet
from maillage.projet.selectors.situations import SANS_PROJET, SituationDuJeune
from maillage.socle.domain.echeances import EtatEcheance
from maillage.socle.domain.texte import contient_les_mots, plier

ETATS_FILTRABLES = (
    EtatProjet.BROUILLON,
    EtatProjet.PROPOSE,
    EtatProjet.REFUSE,
    EtatProjet.ACCORDE,
    EtatProjet.EVALUE,
)
LIBELLES_FILTRES = {SANS_PROJET: "Aucun projet", **{etat.value: LIBELLES_ETATS[etat] for etat in ETATS_FILTRABLES}}
TRIS = ("nom", "-nom", "echeance", "-echeance")


@dataclass(frozen=True)
class FiltresProjets:
    """What the address asks for: a state (SANS for none), the state of what is due, words, a sort."""

    etat: str = ""
    echeance: str = ""
    recherche: str = ""
    tri: str = "nom"

    @property
    def actifs(self) -> bool:
        return bool(self.etat or self.echeance or self.recherche)


def filtrer(lues: Sequence[SituationDuJeune], filtres: FiltresProjets, *, le: date) -> list[SituationDuJeune]:
    """Return the rows that answer the filters, sorted; a row without anything due comes last in the sort by date."""
    retenues = [lue for lue in lues if _repond(lue, filtres, le)]
    a_rebours = filtres.tri.startswith("-")
    if filtres.tri.lstrip("-") == "echeance":
        datees = [lue for lue in retenues if lue.attendus]
        sans = [lue for lue in retenues if not lue.attendus]
        return [*sorted(datees, key=lambda lue: lue.attendus[0][1], reverse=a_rebours), *sans]
    return sorted(retenues, key=lambda lue: (plier(lue.jeune.nom), plier(lue.jeune.prenom)), reverse=a_rebours)


def compter_les_etats(lues: Sequence[SituationDuJeune]) -> list[tuple[str, str, int]]:
    """Return (code, label, how many) of each state; a young person may count in two, agreed and being prepared again."""
    comptes = Counter(code for lue in lues for code, _, _ in lue.etats)
    return [(code, libelle, comptes[code]) for code, libelle in LIBELLES_FILTRES.items()]


def _repond(lue: SituationDuJeune, filtres: FiltresProjets, le: date) -> bool:
    if filtres.etat and filtres.etat not in {code for code, _, _ in lue.etats}:
        return False
    if filtres.echeance:
        due = lue.echeance(le)
        if due is None or due[2] is not EtatEcheance[filtres.echeance]:
            return False
    return not filtres.recherche or contient_les_mots(f"{lue.jeune.prenom} {lue.jeune.nom}", filtres.recherche)
