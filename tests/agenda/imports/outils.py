"""What the tests of imports share: a small dispositif, files made on the spot, the facts of the agenda without keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.agenda.imports.services import appliquer_lot, calculer_apercu, deposer_fichier, regler_lot
from maillage.agenda.models import Absence, Evenement, LotImport
from maillage.socle.acteur import ActeurSysteme
from tests.fabriques import AffectationFactory, DispositifFactory, JeuneFactory, PhaseFactory, ProfessionnelFactory

ENTETE = "reference;date;debut;fin;jeunes;professionnels;categorie;modalite;statut;presence;motif"
SYSTEME = ActeurSysteme("essais")


@dataclass
class Monde:
    """A dispositif with three young people (J1, J2, J3) and two professionals (P1, P2)."""

    dispositif: Any
    jeunes: list[Any]
    pros: list[Any]


def creer_monde() -> Monde:
    dispositif = DispositifFactory(code="essai")
    noms = (("Sacha", "Exemple"), ("Noé", "Inventé"), ("Lou", "Lénaïk-Dupré"))
    jeunes = [JeuneFactory(identifiant=f"J{n}", prenom=p, nom=nom) for n, (p, nom) in enumerate(noms, start=1)]
    for jeune in jeunes:
        PhaseFactory(jeune=jeune, dispositif=dispositif)
    pros = [
        ProfessionnelFactory(identifiant="P1", prenom="Camille", nom="Martin-Fictif"),
        ProfessionnelFactory(identifiant="P2", prenom="Dominique", nom="Bois"),
    ]
    for pro in pros:
        AffectationFactory(professionnel=pro, dispositif=dispositif)
    return Monde(dispositif, jeunes, pros)


def csv_de(*lignes: str, entete: str = ENTETE) -> bytes:
    return "\n".join((entete, *lignes, "")).encode()


def deposer(
    monde: Monde, contenu: bytes, *, source: str = "dui", nom: str = "semaine.csv", **reglages: Any
) -> LotImport:
    lot = deposer_fichier(SYSTEME, monde.dispositif.pk, source=source, nom=nom, contenu=contenu)
    if reglages:
        regler_lot(SYSTEME, lot, {**lot.correspondance, **reglages})
    return calculer_apercu(SYSTEME, lot)


def importer(monde: Monde, contenu: bytes, **options: Any) -> LotImport:
    return appliquer_lot(SYSTEME, deposer(monde, contenu, **options))


def comptes(lot: LotImport) -> tuple[int, int, int, int, int]:
    """(ajouts, modifications, annulations, inchangés, lignes en erreur)"""
    evenements = lot.compte_rendu["evenements"]
    ordre = ("AJOUT", "MODIFICATION", "ANNULATION", "INCHANGE")
    return (*(evenements[issue] for issue in ordre), lot.compte_rendu["lignes_en_erreur"])  # type: ignore[return-value]


def faits() -> list[tuple[Any, ...]]:
    """Everything the agenda holds, without keys nor versions, in a stable order."""
    evenements = Evenement.objects.prefetch_related(
        "participations_jeunes__jeune", "participations_pros__professionnel"
    )
    return sorted(_fait(evenement) for evenement in evenements)


def _fait(e: Evenement) -> tuple[Any, ...]:
    jeunes = sorted((p.jeune.identifiant, p.presence, str(p.preavis_h)) for p in e.participations_jeunes.all())
    pros = sorted(p.professionnel.identifiant for p in e.participations_pros.all())
    simples = (e.identifiant, e.titre, e.categorie, e.modalite, e.lieu_type, e.lieu, e.statut, e.source_ref)
    return (e.debut.isoformat(), e.fin.isoformat(), *simples, jeunes, pros)


def absences() -> list[tuple[Any, ...]]:
    lignes = Absence.objects.select_related("jeune")
    return sorted((a.jeune.identifiant, a.debut.isoformat(), str(a.fin), a.motif, a.source_ref) for a in lignes)
