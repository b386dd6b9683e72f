"""Models of appui-ressource, by noun; private to this context."""

from maillage.appui_ressource.models.action import ActionAppui
from maillage.appui_ressource.models.courriel import CourrielAppui, DepotRecent, LienPrive
from maillage.appui_ressource.models.demande import (
    DemandeAppui,
    EvaluationAppui,
    MessageAppui,
    TransmissionAppui,
)

__all__ = [
    "ActionAppui",
    "CourrielAppui",
    "DemandeAppui",
    "DepotRecent",
    "EvaluationAppui",
    "LienPrive",
    "MessageAppui",
    "TransmissionAppui",
]
