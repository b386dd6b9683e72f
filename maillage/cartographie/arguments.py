"""Arguments shared by the territory commands: typed options, every problem told as `arguments:0:--option: motif`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from maillage.cartographie.lecture.tables import EntreeRefuseeError
from maillage.socle.arguments import FICHIER, Arguments, est_inscriptible, separer
from maillage.socle.tabulaire import DECIMAL, ENTIER, Probleme
from maillage.socle.tabulaire.types import TypeColonne, ValeurInvalide

TEMPS_MAX = Decimal(60)
"""Default seconds of a whole command."""
COMMUNES = ("--sortie", "--temps-max")


@dataclass(frozen=True)
class Usage:
    """What a command takes: its files in order, its own options, those it needs."""

    texte: str
    fichiers: tuple[str, ...]
    options: tuple[str, ...] = ()
    obligatoires: tuple[str, ...] = ()


@dataclass
class Options:
    """The arguments of one run; call `exiger` once everything is read."""

    lus: Arguments
    fichiers: tuple[Path, ...]

    def decimal(self, option: str, defaut: Decimal = Decimal(0), *, positif: bool = False) -> Decimal:
        """A decimal of the format; `positif` refuses 0."""
        valeur = self._lire(option, DECIMAL)
        if positif and valeur == 0:
            self.lus.refuser(option, "un nombre supérieur à 0 est attendu")
        return valeur if isinstance(valeur, Decimal) else defaut

    def entier(self, option: str) -> int:
        valeur = self._lire(option, ENTIER)
        return valeur if isinstance(valeur, int) else 0

    def choix(self, option: str, permis: Collection[str]) -> str:
        valeur = self.lus.valeurs.get(option, "")
        if option in self.lus.valeurs and valeur not in permis:
            self.lus.refuser(option, f"« {valeur} » n'est pas permis, attendu : {', '.join(permis)}")
        return valeur

    def decimaux(self, option: str) -> tuple[Decimal, ...] | None:
        """`a,b,c`; None when the option is not given or not readable."""
        texte = self.lus.valeurs.get(option)
        if texte is None:
            return None
        try:
            return tuple(Decimal(str(DECIMAL.lire(morceau.strip()))) for morceau in texte.split(","))
        except ValeurInvalide as erreur:
            self.lus.refuser(option, str(erreur))
            return None

    def texte(self, option: str) -> str | None:
        """A text that may not be empty; None when the option is not given."""
        valeur = self.lus.valeurs.get(option)
        if valeur == "":
            self.lus.refuser(option, "valeur vide")
        return valeur or None

    def sortie(self) -> Path:
        chemin = Path(self.lus.valeurs.get("--sortie", ""))
        if "--sortie" in self.lus.valeurs and not est_inscriptible(chemin):
            self.lus.refuser("--sortie", f"« {chemin} » ne peut pas être écrit")
        return chemin

    def donne(self, option: str) -> bool:
        return option in self.lus.valeurs or self.lus.est_refusee(option)

    def refuser(self, option: str, motif: str) -> None:
        if not self.lus.est_refusee(option):
            self.lus.refuser(option, motif)

    def exiger(self) -> None:
        """Raises EntreeRefuseeError if an argument is bad."""
        if self.lus.problemes:
            raise EntreeRefuseeError(self.lus.problemes)

    def _lire(self, option: str, type_: TypeColonne) -> object:
        texte = self.lus.valeurs.get(option)
        if texte is None:
            return None
        try:
            return type_.lire(texte)
        except ValeurInvalide as erreur:
            self.lus.refuser(option, str(erreur))
            return None


def lire_options(arguments: Sequence[str], usage: Usage) -> Options:
    """Separate files and options; a wrong number of files is a problem of the first one missing or in excess."""
    permises, obligatoires = (*usage.options, *COMMUNES), (*usage.obligatoires, "--sortie")
    lus = separer(arguments, permises=permises, obligatoires=obligatoires)
    donnes = len(lus.positions)
    if donnes != len(usage.fichiers):
        nom = usage.fichiers[donnes] if donnes < len(usage.fichiers) else lus.positions[len(usage.fichiers)]
        lus.refuser(nom, f"{len(usage.fichiers)} fichiers attendus, {donnes} donnés ; {usage.texte}")
    return Options(lus, tuple(Path(position) for position in lus.positions))


def refus(option: str, motif: str) -> EntreeRefuseeError:
    """A problem of an argument found once the files are read."""
    return EntreeRefuseeError([Probleme(FICHIER, 0, option, motif)])
