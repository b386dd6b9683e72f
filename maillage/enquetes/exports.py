"""What the lists and the results give to spreadsheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from maillage.enquetes.documents.rapport import TROP_PEU, reserves
from maillage.enquetes.domain.depouillement import Depouillement, ResultatQuestion
from maillage.enquetes.models import Enquete, VagueEnquete
from maillage.enquetes.selectors.invitations import LigneInvitation
from maillage.socle.tableur import Cellule, Feuille

COLONNES = ("Section", "Question", "Ligne", "Réponse", "Nombre", "Part (%)", "Réponses", "Sans réponse", "Remarque")


def feuille_enquetes(enquetes: Iterable[Enquete]) -> Feuille:
    """The surveys of the list."""
    lignes = [(e.identifiant, e.titre, e.objet, e.creee_le, *_vagues(e), e.archivee_le) for e in enquetes]
    colonnes = (
        "Identifiant",
        "Enquête",
        "Objet",
        "Créée le",
        "Vagues",
        "Vagues ouvertes",
        "Dernière vague",
        "Archivée le",
    )
    return Feuille("Enquêtes", colonnes, lignes)


def _vagues(enquete: Enquete) -> tuple[Cellule, ...]:
    return tuple(getattr(enquete, nom, None) for nom in ("n_vagues", "n_ouvertes", "derniere"))


def feuille_invitations(lignes: Iterable[LigneInvitation]) -> Feuille:
    """The addresses of a wave and the state of their mails; never who answered."""
    return Feuille(
        "Invitations",
        ("Adresse", "Dispositif", "Courriel", "Raison"),
        [
            (
                ligne.invitation.adresse,
                ligne.invitation.dispositif.nom if ligne.invitation.dispositif else "",
                ligne.libelle,
                ligne.erreur,
            )
            for ligne in lignes
        ],
    )


def feuille_vagues(vagues: Iterable[VagueEnquete]) -> Feuille:
    """The closed waves of the list."""
    return Feuille(
        "Résultats d'enquêtes",
        ("Enquête", "Vague", "Premier jour", "Dernier jour", "Close le", "Adresses écrites", "Non remises", "Réponses"),
        [
            (v.enquete.titre, v.titre, v.debut, v.fin, _jour(v.close_le), v.invites, v.rejetes, v.repondus)
            for v in vagues
        ],
    )


def _jour(jour: dt.date | None) -> Cellule:
    return jour


def feuille_resultats(lus: Depouillement) -> Feuille:
    """The results as the page shows them: what is withheld there is withheld here."""
    notes = [*reserves(lus.plancher)]
    if lus.total is None:
        notes.append(TROP_PEU.format(plancher=lus.plancher))
    lignes = [ligne for resultat in lus.questions for ligne in _lignes(resultat)]
    return Feuille("Résultats", COLONNES, lignes, notes)


def _lignes(resultat: ResultatQuestion) -> list[tuple[Cellule, ...]]:
    debut = (resultat.section, resultat.question.libelle)
    if resultat.masque:
        return [(*debut, "", "", None, None, None, None, resultat.masque)]
    if resultat.textes:
        comptes = (resultat.repondants, resultat.sans_reponse)
        return [(*debut, "", texte, None, None, *comptes, "") for texte in resultat.textes]
    lignes: list[tuple[Cellule, ...]] = []
    for repartition in resultat.repartitions:
        tete = (*debut, repartition.titre)
        comptes = (repartition.repondants, resultat.concernees - repartition.repondants)
        for cellule in repartition.cellules:
            lignes.append((*tete, cellule.libelle, cellule.nombre, repartition.part(cellule), *comptes, cellule.mots))
        if repartition.groupe:
            ensemble = " + ".join(repartition.groupees)
            lignes.append((*tete, f"Ensemble : {ensemble}", repartition.groupe, None, *comptes, "choix regroupés"))
    if resultat.moyenne is not None:
        lignes.append(
            (*debut, "", "Moyenne", None, None, resultat.repondants, resultat.sans_reponse, str(resultat.moyenne))
        )
    return lignes
