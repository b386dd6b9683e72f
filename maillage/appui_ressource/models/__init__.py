"""Models of appui-ressource, by noun; private to this context."""

from maillage.appui_ressource.models.action import ActionAppui
from maillage.appui_ressource.models.demande import (
    DemandeAppui,
    EvaluationAppui,
    MessageAppui,
    PieceAppui,
    TransmissionAppui,
)
from maillage.appui_ressource.models.lien import DepotRecent, LienPrive

__all__ = [
    "ActionAppui",
    "DemandeAppui",
    "DepotRecent",
    "EvaluationAppui",
    "LienPrive",
    "MessageAppui",
    "PieceAppui",
    "TransmissionAppui",
]
