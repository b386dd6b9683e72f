"""What changing a word of the establishment would touch, said before it is done: never the past, never what is confirmed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from maillage.agenda.domain.erreurs import AVoir
from maillage.socle.domain.typographie import ecrire_compte


@dataclass(frozen=True)
class EffetReglage:
    """How many things would follow the change (`suivent`), how many keep what they say (`gardent`), and the codes that change, in words."""

    version: int
    suivent: int
    gardent: int
    change: tuple[str, ...] = ()
    quoi: tuple[str, str] = ("événement prévu", "événements prévus")

    @property
    def phrases(self) -> tuple[str, ...]:
        """What will happen, what will not."""
        lignes = [f"Ce qui change : {', '.join(self.change)}." if self.change else "Seul le libellé change."]
        if self.suivent:
            lignes.append(f"{ecrire_compte(self.suivent, *self.quoi)} à venir suivront ce changement.")
        else:
            lignes.append("Rien de ce qui est déjà prévu ne change.")
        if self.gardent:
            passes = ecrire_compte(
                self.gardent, "fait passé, confirmé ou réglé à part", "faits passés, confirmés ou réglés à part"
            )
            lignes.append(f"Sans changement : {passes}. Aucun compte déjà fait ne bouge.")
        return tuple(lignes)

    @property
    def empreinte(self) -> str:
        texte = f"{self.version}:{self.suivent}:{self.gardent}:{'|'.join(self.change)}"
        return hashlib.sha256(texte.encode()).hexdigest()[:16]


class EffetAVoir(AVoir):
    """Refuses a change of settings until its author has seen what it touches."""

    def __init__(self, effet: EffetReglage) -> None:
        super().__init__("Regardez l'effet de ce changement : rien n'est encore écrit.", effet.empreinte)
        self.effet = effet
