"""How many organismes a legal set-up needs (cahier des charges, annexe 2-12 of the CASF; decree of 5 July 2024)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegleMontage:
    """Bounds of the number of organismes gestionnaires; `maximum` None means no bound."""

    minimum: int
    maximum: int | None
    message: str

    def accepte(self, nombre: int) -> bool:
        return nombre >= self.minimum and (self.maximum is None or nombre <= self.maximum)


REGLES_MONTAGE = {
    "AUTORISATION_UNIQUE": RegleMontage(
        1, 1, "Une autorisation unique a exactement un organisme gestionnaire : gardez-en un seul."
    ),
    "ORGANISATION_PARTENARIALE": RegleMontage(
        2, None, "Une organisation partenariale réunit au moins deux organismes gestionnaires : ajoutez-en un."
    ),
}


def erreur_de_montage(montage: str, nombre_organismes: int) -> str | None:
    """Return what to mend when the number of organismes does not fit the set-up, else None."""
    regle = REGLES_MONTAGE[montage]
    return None if regle.accepte(nombre_organismes) else regle.message
