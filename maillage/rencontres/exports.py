"""The lists of this context as tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from maillage.rencontres.domain.lecture_rencontres import LIBELLES
from maillage.rencontres.models import Inscription, QuestionAutorite, Rencontre
from maillage.rencontres.selectors.questions import en_vigueur
from maillage.socle.tableur import Cellule, Feuille


def feuille_rencontres(rencontres: Iterable[Rencontre]) -> Feuille:
    """The meetings of the list."""
    return Feuille(
        "Rencontres",
        (
            "Identifiant",
            "Nature",
            "Titre",
            "Thème",
            "État",
            "Premier jour",
            "Dernier jour",
            "Dates",
            "Inscrits",
            "En attente",
        ),
        [
            (
                une.identifiant,
                une.libelle_nature,
                une.titre,
                une.theme,
                une.libelle_etat,
                une.premier_jour,
                une.dernier_jour,
                *(getattr(une, nom, 0) for nom in ("n_seances", "n_inscrits", "n_attente")),
            )
            for une in rencontres
        ],
    )


def modele_de_rencontres() -> Feuille:
    """The file to fill in: its headers, and one meeting of two dates as an example."""
    exemple = {
        "titre": "Rencontre des territoires",
        "nature": "Comité opérationnel (COMOP)",
        "theme": "Coopérer avec l'école",
        "jour": "02/04/2026",
        "debut": "9h30",
        "fin": "16h30",
        "places": "40",
        "public_site": "non",
        "etat": "en préparation",
    }
    sur_place = {**exemple, "commune": "Toulouse", "lieu": "Salle des rencontres"}
    a_distance = {**exemple, "jour": "09/04/2026", "fin": "12h", "lien_distance": "https://exemple.test/visio"}
    lignes = [[ligne.get(nom, "") for nom in LIBELLES] for ligne in (sur_place, a_distance)]
    return Feuille("Rencontres", tuple(LIBELLES.values()), lignes)


def feuille_inscriptions(inscriptions: Iterable[Inscription], retours: Mapping[int, str]) -> Feuille:
    """The registrations of the list, with what became of the last mail."""
    entetes = ("Date", "Prénom", "Nom", "Fonction", "Établissement", "Courriel", "État", "Arrivée le")
    return Feuille(
        "Inscriptions",
        (*entetes, "Demi-journées émargées", "Dernier courriel"),
        [
            (
                str(une.seance),
                une.prenom,
                une.nom,
                une.fonction,
                une.structure,
                une.courriel,
                une.libelle_etat,
                timezone.localtime(une.arrivee_le).replace(tzinfo=None).isoformat(" ", "minutes"),
                getattr(une, "n_presences", 0),
                f"non remis : {retours[une.pk]}" if une.pk in retours else "",
            )
            for une in inscriptions
        ],
        ("Données de professionnels et de partenaires : à n'utiliser que pour cette rencontre.",),
    )


def feuille_questions(questions: Iterable[QuestionAutorite]) -> Feuille:
    """The questions with the answer in force."""
    return Feuille(
        "Questions à l'autorité",
        (
            "Identifiant",
            "Posée le",
            "Thème",
            "Question",
            "Rencontre",
            "Statut",
            "Réponse",
            "Qui répond",
            "Donnée le",
            "Source",
        ),
        [_ligne(question) for question in questions],
    )


def _ligne(question: QuestionAutorite) -> tuple[Cellule, ...]:
    reponse = en_vigueur(question)
    tete = (
        question.identifiant,
        question.posee_le,
        question.theme,
        question.texte,
        question.rencontre.titre if question.rencontre else "",
    )
    if reponse is None:
        return (*tete, "Sans réponse", "", "", None, "")
    return (*tete, reponse.libelle_statut, reponse.texte, reponse.autorite, reponse.le, reponse.source)
