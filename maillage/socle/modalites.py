"""How a modality is drawn everywhere: a letter, a label, and a CSS class that brings its colour and its pattern."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ModaliteDessinee:
    """`classe` names the colour and the pattern of `composants.css` (`modalite-jour` and so on)."""

    code: str
    lettre: str
    libelle: str
    classe: str


MODALITES = {
    modalite.code: modalite
    for modalite in (
        ModaliteDessinee("AJ", "J", "Accueil de jour", "modalite-jour"),
        ModaliteDessinee("AN", "N", "Accueil de nuit", "modalite-nuit"),
        ModaliteDessinee("PMO", "M", "Milieu ordinaire", "modalite-ordinaire"),
        ModaliteDessinee("AR", "A", "Appui-ressource", "modalite-appui"),
        ModaliteDessinee("SUIVI", "S", "Suivi après la sortie", "modalite-suivi"),
    )
}
