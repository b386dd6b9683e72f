"""A register (communes, schools) confronted with the lines of a file, then written at once: the same walk for every register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.territoire.domain.comptes_rendus import CompteRendu
from maillage.territoire.domain.rapprochement import Ecart, FicheReference, comparer, compter
from maillage.territoire.models import ChangementReference, ImportReference

TAILLE_LOT = 500
ETAPES = 20


@dataclass
class Registre:
    """`modele` has `situation_le`, `ferme_le`, the unique field `cle`, and the `champs` that a file may fill (as their column names)."""

    genre: str
    modele: Any
    cle: str
    champs: tuple[str, ...]
    situation_le: dt.date
    rendu: CompteRendu = field(default_factory=CompteRendu)
    ecarts: list[tuple[Any, Ecart]] = field(default_factory=list)
    vues: list[str] = field(default_factory=list)

    def connus(self, cles: Iterable[str]) -> dict[str, Any]:
        """Return the rows of these keys (one query for five hundred)."""
        demandees = sorted(set(cles))
        return {
            str(getattr(un, self.cle)): un
            for debut in range(0, len(demandees), TAILLE_LOT)
            for un in self.modele._default_manager.filter(**{f"{self.cle}__in": demandees[debut : debut + TAILLE_LOT]})
        }

    def confronter(
        self, fiches: Sequence[FicheReference], connus: Mapping[str, Any], avancer: Callable[[int, int], None]
    ) -> None:
        """Compare every line with its row; nothing is written."""
        pas = max(1, len(fiches) // ETAPES)
        for rang, fiche in enumerate(fiches):
            if rang % pas == 0:
                avancer(rang, len(fiches))
            connu = connus.get(fiche.cle)
            self._comparer(connu, fiche)

    def fermer_les_absents(self, presents: Iterable[Any], vus: frozenset[str]) -> None:
        """A complete file closes, on its date, what it no longer holds."""
        for un in presents:
            cle = str(getattr(un, self.cle))
            if cle not in vus and un.ferme_le is None:
                self._comparer(un, FicheReference(0, cle, str(un.nom), {}, ouverte=False))

    def _comparer(self, connu: Any, fiche: FicheReference) -> None:
        connue = None if connu is None else self._valeurs(connu)
        ecart = comparer(connue, fiche, le=self.situation_le)
        compter(self.rendu, connue, ecart)
        if ecart is None:
            return
        if connu is None or ecart.valeurs:
            self.ecarts.append((connu, ecart))
        elif connue is not None and connue["situation_le"] != self.situation_le:
            self.vues.append(fiche.cle)

    def _valeurs(self, connu: Any) -> dict[str, Any]:
        return {champ: getattr(connu, champ) for champ in (*self.champs, "ferme_le", "situation_le")}

    def ecrire(self, importe: ImportReference) -> None:
        """Write rows in bulk, then their history. The caller holds the transaction."""
        ecrits = [self._ligne(connu, ecart) for connu, ecart in self.ecarts]
        champs = [champ.removesuffix("_id") for champ in (*self.champs, "ferme_le", "situation_le")]
        self.modele._default_manager.bulk_create(
            ecrits, TAILLE_LOT, update_conflicts=True, unique_fields=[self.cle], update_fields=champs
        )
        for debut in range(0, len(self.vues), TAILLE_LOT):
            vues = {f"{self.cle}__in": self.vues[debut : debut + TAILLE_LOT]}
            self.modele._default_manager.filter(**vues).update(situation_le=self.situation_le)
        ChangementReference.objects.bulk_create(
            (
                ChangementReference(
                    importe=importe,
                    genre=self.genre,
                    cle=un.cle,
                    nom=un.nom[:200],
                    nature=un.nature,
                    date=un.date,
                    avant=un.avant,
                    apres=un.apres,
                )
                for un in self.rendu.changements
            ),
            TAILLE_LOT,
        )

    def _ligne(self, connu: Any, ecart: Ecart) -> Any:
        """A row without its number: what conflicts on the key is brought up to date."""
        gardees = {} if connu is None else self._valeurs(connu)
        valeurs = {**gardees, **ecart.valeurs, self.cle: ecart.fiche.cle, "situation_le": self.situation_le}
        return self.modele(**valeurs)
