"""Reads of the bilans: those who write see drafts, others what is « arrêté », anyone what is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from maillage.reseau.domain.bilan import ChiffreArrete, empreinte
from maillage.reseau.domain.nombres import NombreEcrit, nombres_ecrits
from maillage.reseau.models import BilanReseau, EtatBilan, SectionBilan
from maillage.reseau.permissions import BILAN
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.domain.bilan import ChiffreBilan


@dataclass(frozen=True)
class BilanLu:
    """A bilan with its sections and its figures (two queries)."""

    bilan: BilanReseau
    sections: list[SectionBilan]
    chiffres: dict[str, ChiffreArrete]

    @property
    def ecrits_a_la_main(self) -> dict[int, list[NombreEcrit]]:
        """Return, by section, the numbers typed where a figure exists."""
        connus = [ChiffreBilan(c.code, c.libelle, c.valeur, c.unite, c.definition) for c in self.chiffres.values()]
        lus = {section.pk: nombres_ecrits(section.texte, connus) for section in self.sections}
        return {pk: nombres for pk, nombres in lus.items() if nombres}

    @property
    def sceau(self) -> str:
        """Return the hash of what the bilan says now; that of an « arrêté » one is compared with it."""
        entete = {
            "titre": self.bilan.titre,
            "debut": self.bilan.debut.isoformat(),
            "fin": self.bilan.fin.isoformat(),
            "chiffres_au": self.bilan.chiffres_au.astimezone(dt.UTC).isoformat(timespec="seconds"),
        }
        sections = [
            {"titre": section.titre, "texte": section.texte, "familles": list(section.familles)}
            for section in self.sections
        ]
        return empreinte(entete, sections, self.chiffres.values())

    @property
    def intact(self) -> bool:
        return self.bilan.brouillon or self.sceau == self.bilan.empreinte


def bilans_visibles(acteur: Acteur) -> QuerySet[BilanReseau]:
    """Return the bilans that the person may read, the latest period first."""
    if acteur.peut(BILAN, Acces.ECRITURE):
        return BilanReseau.objects.all()
    if acteur.peut(BILAN):
        return BilanReseau.objects.filter(etat=EtatBilan.ARRETE)
    return BilanReseau.objects.none()


def bilans_publies() -> QuerySet[BilanReseau]:
    """Return the bilans that anyone may read, the latest published first."""
    publies = BilanReseau.objects.filter(etat=EtatBilan.ARRETE, publie_le__isnull=False)
    return publies.order_by("-publie_le", "-pk")


def lire_bilan(bilan: BilanReseau) -> BilanLu:
    """Return a bilan with all it holds."""
    chiffres = {releve.code: releve.arrete for releve in bilan.chiffres.all()}
    return BilanLu(bilan, list(bilan.sections.all()), chiffres)
