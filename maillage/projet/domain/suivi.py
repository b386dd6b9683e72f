"""What really took place for an action: the événements of the agenda that it names, told in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from maillage.socle.domain.texte import contient_les_mots
from maillage.socle.domain.typographie import FINE, ecrire_compte, ecrire_duree, ecrire_jour

REALISE, PLANIFIE = "REALISE", "PLANIFIE"


@dataclass(frozen=True)
class EvenementVecu:
    """An événement of a young person as the project looks at it. `absent`: they were not there; `metiers`: of the professionals listed."""

    identifiant: str
    activite: str
    titre: str
    debut: dt.datetime
    minutes: int
    categorie: str
    lieu_type: str
    statut: str
    absent: bool = False
    metiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class LienAgenda:
    """What an action names in the agenda: kinds of activity, in words, or a whole category. Empty: it is not followed there."""

    activites: tuple[str, ...] = ()
    categorie: str = ""

    @property
    def vide(self) -> bool:
        return not self.activites and not self.categorie

    def retient(self, evenement: EvenementVecu) -> bool:
        """Tell whether the événement is one of this action; with both, an activity of that category."""
        if self.vide or (self.categorie and evenement.categorie != self.categorie):
            return False
        return not self.activites or any(nomme(activite, evenement) for activite in self.activites)


@dataclass(frozen=True)
class SuiviAction:
    """What took place (`faits`), what was missed, both in order, and what comes next. `suivie`: something of the agenda is named."""

    faits: tuple[EvenementVecu, ...] = ()
    manques: tuple[EvenementVecu, ...] = ()
    prochain: dt.datetime | None = None
    suivie: bool = False

    @property
    def minutes(self) -> int:
        return sum(un.minutes for un in self.faits)

    @property
    def dernier(self) -> dt.datetime | None:
        return self.faits[-1].debut if self.faits else None

    def en_mots(self) -> str:
        """« 12 fois, 9 h en tout, 2 fois absent ; la dernière lundi 3 mars, la prochaine lundi 10 mars. »."""
        if not self.suivie:
            return "Cette action n'est pas liée à l'agenda."
        mots = "Rien dans l'agenda pour l'instant"
        if self.faits:
            mots = f"{ecrire_compte(len(self.faits), 'fois', 'fois')}, {ecrire_duree(self.minutes)} en tout"
        if self.manques:
            mots += f", {ecrire_compte(len(self.manques), 'fois', 'fois')} absent"
        dates = [f"la dernière {ecrire_jour(self.dernier)}"] if self.dernier else []
        dates += [f"la prochaine {ecrire_jour(self.prochain)}"] if self.prochain else []
        return f"{mots}{FINE}; {', '.join(dates)}." if dates else f"{mots}."


def activite_du_titre(titre: str) -> str:
    """Return the kind of activity that a title names: what stands before its first comma (« Atelier cuisine, les Mésanges »)."""
    return titre.partition(",")[0].strip()


def nomme(activite: str, evenement: EvenementVecu) -> bool:
    """Tell whether words that name an activity are found in the kind or the title of an événement."""
    return _contient(f"{evenement.activite} {evenement.titre}", activite)


def suivre(lien: LienAgenda, evenements: Iterable[EvenementVecu], maintenant: dt.datetime) -> SuiviAction:
    """Sum up the événements of an action at a moment: done with the young person there, missed, and the next one planned."""
    retenus = [evenement for evenement in evenements if lien.retient(evenement)]
    return SuiviAction(
        faits=_ranger(un for un in retenus if un.statut == REALISE and not un.absent),
        manques=_ranger(un for un in retenus if un.statut == REALISE and un.absent),
        prochain=min((un.debut for un in retenus if un.statut == PLANIFIE and un.debut > maintenant), default=None),
        suivie=not lien.vide,
    )


def ensemble(suivis: Sequence[SuiviAction]) -> SuiviAction:
    """Sum up several actions as one; an événement that two actions name counts once."""
    return SuiviAction(
        faits=_ranger(un for suivi in suivis for un in suivi.faits),
        manques=_ranger(un for suivi in suivis for un in suivi.manques),
        prochain=min((suivi.prochain for suivi in suivis if suivi.prochain), default=None),
        suivie=any(suivi.suivie for suivi in suivis),
    )


def _ranger(evenements: Iterable[EvenementVecu]) -> tuple[EvenementVecu, ...]:
    """Each événement once, in order."""
    uniques = {evenement.identifiant: evenement for evenement in evenements}
    return tuple(sorted(uniques.values(), key=lambda un: (un.debut, un.identifiant)))


def activites_connues(evenements: Iterable[EvenementVecu], deja: Collection[str] = ()) -> list[tuple[str, int]]:
    """Return the kinds of activity met and how often, the most frequent first, then those already chosen that are not met."""
    comptes: dict[str, int] = dict.fromkeys(deja, 0)
    for evenement in evenements:
        if evenement.activite:
            comptes[evenement.activite] = comptes.get(evenement.activite, 0) + 1
    return sorted(comptes.items(), key=lambda ligne: (-ligne[1], ligne[0]))


@lru_cache(maxsize=4096)
def _contient(texte: str, mots: str) -> bool:
    return contient_les_mots(texte, mots)
