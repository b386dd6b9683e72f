"""The lists of this context as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from maillage.formations.models import BesoinFormation, Formateur, Formation, SessionFormation
from maillage.formations.selectors.chiffres import ChiffresFormations, LigneChiffre
from maillage.formations.selectors.sessions import PresenceFormation
from maillage.socle.tableur import Feuille

MOINS = "moins de {plancher}"


def feuille_catalogue(lignes: Iterable[Formation]) -> Feuille:
    """The trainings of the list."""
    return Feuille(
        "Catalogue",
        ("Identifiant", "Titre", "Thématique", "Heures", "Public", "Objectifs", "Programme", "Prérequis", "Retirée le"),
        [
            (
                f.identifiant,
                f.titre,
                f.libelle_thematique,
                f.heures,
                f.public,
                f.objectifs,
                f.programme,
                f.prerequis,
                f.retiree_le,
            )
            for f in lignes
        ],
    )


def feuille_formateurs(lignes: Iterable[Formateur]) -> Feuille:
    """The trainers of the list."""
    return Feuille(
        "Formateurs",
        ("Nom", "Organisme", "Courriel", "Domaines", "De la mission"),
        [(f.nom, f.organisme, f.courriel, f.domaines, "oui" if f.de_la_mission else "non") for f in lignes],
    )


def feuille_besoins(lignes: Iterable[BesoinFormation]) -> Feuille:
    """The needs of the list."""
    colonnes = (
        "Identifiant",
        "Exprimé le",
        "Dispositif",
        "Département",
        "Thématique",
        "Formation",
        "Métier",
        "Personnes",
    )
    return Feuille(
        "Besoins",
        (*colonnes, "Priorité", "État", "Précisions", "Motif"),
        [
            (
                b.identifiant,
                b.exprime_le,
                b.dispositif.nom,
                b.dispositif.departement,
                b.libelle_thematique,
                b.formation.titre if b.formation else "",
                b.libelle_metier,
                b.nombre,
                b.libelle_priorite,
                b.libelle_etat,
                b.souhait,
                b.motif,
            )
            for b in lignes
        ],
    )


def feuille_sessions(lignes: Iterable[SessionFormation]) -> Feuille:
    """The sessions of the list, with the counts that the list computes."""
    return Feuille(
        "Sessions",
        (
            "Identifiant",
            "Session",
            "Formation",
            "Thématique",
            "Premier jour",
            "Dernier jour",
            "État",
            "Groupes",
            "Inscrits",
            "Établissements",
        ),
        [
            (
                s.identifiant,
                s.rencontre.titre,
                s.formation.titre,
                s.formation.libelle_thematique,
                s.rencontre.premier_jour,
                s.rencontre.dernier_jour,
                s.rencontre.libelle_etat,
                s.n_groupes,  # type: ignore[attr-defined]
                s.n_inscrits,  # type: ignore[attr-defined]
                s.n_etablissements,  # type: ignore[attr-defined]
            )
            for s in lignes
        ],
    )


def feuille_presences(lignes: Iterable[PresenceFormation]) -> Feuille:
    """Who came to a session, hours and days computed from the sign-ins."""
    return Feuille(
        "Présences",
        ("Nom", "Prénom", "Fonction", "Établissement", "Groupe", "Heures", "Jours"),
        [
            (
                p.inscription.nom,
                p.inscription.prenom,
                p.inscription.fonction,
                p.inscription.structure,
                str(p.inscription.seance),
                p.heures,
                p.jours,
            )
            for p in lignes
        ],
    )


def feuille_chiffres(chiffres: ChiffresFormations) -> Feuille:
    """Every table of the figures, one under the other."""
    tables = (
        ("Département", chiffres.departements),
        ("Métier", chiffres.metiers),
        ("Établissement", chiffres.structures),
        ("Formation", chiffres.formations),
    )
    return Feuille(
        "Chiffres",
        ("Par", "Ligne", "Personnes", "Heures suivies"),
        [(nom, *_ligne(ligne, chiffres.plancher)) for nom, lignes in tables for ligne in lignes],
        (f"Une ligne de moins de {chiffres.plancher} personnes n'est pas montrée, ni celle qui la ferait deviner.",),
    )


def _ligne(ligne: LigneChiffre, plancher: int) -> tuple[str | int | Decimal | None, ...]:
    return (
        ligne.libelle,
        MOINS.format(plancher=plancher) if ligne.personnes is None else ligne.personnes,
        ligne.heures,
    )
