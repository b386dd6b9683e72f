"""The lists of the agenda as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.agenda.domain.heures import vers_local
from maillage.agenda.models import Appartenance, GroupeJeunes, Ressource
from maillage.agenda.models.reglage import ReglageLocal
from maillage.agenda.selectors import CarteEvenement, LigneAbsence
from maillage.socle.tableur import Cellule, Feuille
from maillage.socle.vocabulaire import Modalite

COLONNES = (
    "Identifiant",
    "Jour",
    "Début",
    "Fin",
    "Titre",
    "Catégorie",
    "Modalité",
    "Lieu",
    "Unité",
    "Statut",
    "Jeunes",
    "Absents",
    "Professionnels",
    "Salles et véhicules",
    "Groupe",
    "Type d'activité",
)
COLONNES_ABSENCES = (
    "Jeune",
    "Nom",
    "Début",
    "Fin",
    "Motif",
    "Motif de l'établissement",
    "Prévenu",
    "Justificatif",
    "Famille rappelée",
    "Traitée",
    "Événements touchés",
    "Dont transports",
    "Référent",
)
COLONNES_RESSOURCES = (
    "Identifiant",
    "Nature",
    "Nom",
    "Places",
    "Places pour fauteuil",
    "Unité",
    "Précisions",
    "Prise maintenant",
    "Retirée le",
)


def feuille_des_evenements(cartes: Iterable[CarteEvenement]) -> Feuille:
    """One row per événement, in the order shown."""
    return Feuille("Événements", COLONNES, [_cellules(carte) for carte in cartes])


def _cellules(carte: CarteEvenement) -> list[str]:
    return [
        carte.identifiant,
        carte.jour.isoformat(),
        carte.debut.strftime("%H:%M"),
        carte.fin.strftime("%H:%M" if carte.fin.date() == carte.jour else "%Y-%m-%d %H:%M"),
        carte.titre,
        carte.categorie,
        str(Modalite(carte.modalite).label) if carte.modalite else "",
        carte.lieu,
        carte.unite,
        carte.statut_libelle,
        ", ".join(inscrit.nom for inscrit in carte.inscrits),
        ", ".join(inscrit.nom for inscrit in carte.inscrits if inscrit.absent),
        carte.noms_pros,
        carte.noms_ressources,
        carte.groupe,
        carte.type_activite,
    ]


def feuille_des_ressources(ressources: Iterable[Ressource]) -> Feuille:
    """One row per room, vehicle or piece of equipment, annotated by `lister_ressources`."""
    lignes = [
        (
            r.identifiant,
            r.get_nature_display(),
            r.nom,
            r.capacite,
            r.places_fauteuil,
            str(r.unite or ""),
            r.precisions,
            bool(getattr(r, "prise", False)),
            r.retiree_le,
        )
        for r in ressources
    ]
    return Feuille("Salles et véhicules", COLONNES_RESSOURCES, lignes)


def feuille_des_membres(groupe: GroupeJeunes, sejours: Iterable[Appartenance]) -> Feuille:
    """One row per stay of a young person in a group."""
    lignes = [(groupe.nom, s.jeune.identifiant, s.jeune.nom, s.jeune.prenom, s.debut, s.fin) for s in sejours]
    return Feuille("Groupe", ("Groupe", "Identifiant", "Nom", "Prénom", "Entrée", "Dernier jour"), lignes)


def feuille_des_reglages(titre: str, mots: Iterable[tuple[ReglageLocal, str]]) -> Feuille:
    """One row per word of the establishment, with the national codes in words."""
    lignes = [(mot.identifiant, mot.libelle, clair, mot.retire_le) for mot, clair in mots]
    return Feuille(titre, ("Identifiant", "Libellé", "Ce qui compte", "Retiré le"), lignes)


def feuille_des_absences(lignes: Iterable[LigneAbsence]) -> Feuille:
    """One row per absence, in the order shown; times are local."""
    return Feuille("Absences", COLONNES_ABSENCES, [_cellules_absence(ligne) for ligne in lignes])


def _cellules_absence(ligne: LigneAbsence) -> list[Cellule]:
    absence = ligne.absence
    return [
        ligne.jeune,
        ligne.jeune_nom,
        vers_local(ligne.debut).strftime("%Y-%m-%d %H:%M"),
        vers_local(ligne.fin).strftime("%Y-%m-%d %H:%M") if ligne.fin else "",
        str(absence.get_motif_display()) if absence else "",
        str(absence.motif_local or "") if absence else "",
        bool(absence and absence.prevenu_le),
        str(absence.get_justificatif_display()) if absence else "",
        bool(absence and absence.rappel_le),
        bool(absence and absence.traitee_le),
        len(ligne.touches),
        len(ligne.tournees),
        ligne.referent,
    ]
