"""What the portal owns: the settings of a space, the versions of the livret, what families say is not right."""

from maillage.portail.models.espace import ReglageEspace, VersionLivret
from maillage.portail.models.rectification import Rectification, Rubrique

__all__ = ["Rectification", "ReglageEspace", "Rubrique", "VersionLivret"]
