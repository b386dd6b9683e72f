"""The lists of this context as tables for spreadsheets, the model of the import, the drawing of the readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone

from maillage.bibliotheque import referentiels
from maillage.bibliotheque.domain.reprise import COLONNES
from maillage.bibliotheque.domain.vocabulaire import LIBELLES_ETAT
from maillage.bibliotheque.models import Fiche
from maillage.bibliotheque.selectors.atelier import FicheAEntretenir
from maillage.bibliotheque.selectors.detail import etiquettes_dites
from maillage.bibliotheque.selectors.faq import QuestionLue
from maillage.socle.domain.typographie import MOIS, ecrire_compte, ecrire_jour_annee
from maillage.socle.graphiques import Graphique, Serie
from maillage.socle.tableur import Feuille

TEXTE_MAX = 30_000
"""A cell of a spreadsheet holds 32 767 characters."""
AIDES = {
    "titre": "obligatoire, 160 caractères au plus",
    "resume": "une phrase",
    "dimension": "obligatoire, l'une des six",
    "themes": "parmi les quatorze, séparés par des points-virgules",
    "nature": "Fiche (par défaut), Fichier, Lien ou Podcast",
    "texte": "le texte de la fiche",
    "lien": "adresse en http:// ou https://",
    "transcription": "pour un podcast",
    "mots": "séparés par des points-virgules",
    "source": "d'où elle vient",
    "date_source": "2026-03-04 ou 04/03/2026",
    "revoir_le": "2026-03-04 ou 04/03/2026",
    "visibilite": "Tout le monde, Le réseau (par défaut) ou La mission d'appui",
}
COLONNES_IMPORT = tuple((libelle, AIDES[champ]) for champ, libelle in COLONNES.items())


def feuille_fiches(fiches: Iterable[Fiche], *, le: dt.date) -> Feuille:
    """The sheets of the list, with the labels and the text: the columns are those of the import, then what only the product knows."""
    return Feuille(
        "Bibliothèque",
        (*COLONNES.values(), "État", "Publiée le", "Ouvertures", "Adresse"),
        [_ligne(fiche, le) for fiche in fiches],
        (f"Fiches que vous pouvez ouvrir, le {ecrire_jour_annee(le)}.",),
    )


def _ligne(fiche: Fiche, le: dt.date) -> Sequence[str | int | dt.date | None]:
    dites = etiquettes_dites(fiche)
    version = fiche.version
    return (
        fiche.titre,
        fiche.resume,
        referentiels.libelle_dimension(fiche.dimension),
        " ; ".join(mots for _, mots in dites.themes),
        fiche.libelle_nature,
        version.texte[:TEXTE_MAX] if version else "",
        version.lien if version else "",
        version.transcription[:TEXTE_MAX] if version else "",
        " ; ".join(dites.mots),
        fiche.source,
        fiche.date_source,
        fiche.revoir_le,
        fiche.libelle_visibilite,
        LIBELLES_ETAT[fiche.etat_le(le)],
        timezone.localdate(fiche.publiee_le) if fiche.publiee_le else None,
        getattr(fiche, "lectures", 0),
        fiche.identifiant,
    )


def feuille_entretien(lignes: Iterable[FicheAEntretenir], *, le: dt.date) -> Feuille:
    """The sheets to look at again, and why."""
    return Feuille(
        "Fiches à entretenir",
        ("Fiche", "Lecteurs", "À revoir avant le", "Ouvertures en six mois", "Raisons"),
        [
            (
                ligne.fiche.titre,
                ligne.fiche.libelle_visibilite,
                ligne.fiche.revoir_le,
                ligne.lectures,
                " ; ".join(ligne.raisons),
            )
            for ligne in lignes
        ],
        (f"État du {ecrire_jour_annee(le)}.",),
    )


def feuille_questions(lignes: Iterable[QuestionLue]) -> Feuille:
    """The questions of the list and the answer in force."""
    return Feuille(
        "Questions fréquentes",
        ("Thème", "Question", "Réponse", "Ce qu'elle vaut", "Source", "Répondue le", "Exemple recompté"),
        [
            (
                ligne.theme,
                ligne.question.texte,
                ligne.reponse.texte,
                ligne.reponse.libelle_statut,
                ligne.reponse.source,
                ligne.reponse.le,
                "oui" if ligne.question.comptage else "non",
            )
            for ligne in lignes
        ],
        ("Reconstituée : barème reconstitué, à valider auprès de l'AIRe.",),
    )


def modele_d_import() -> Feuille:
    """An empty table with its headers and one line of example."""
    exemple = {
        "titre": "Préparer la rentrée d'un élève",
        "resume": "Cinq rendez-vous avant septembre, et qui les prend.",
        "dimension": "Coordination et coopération",
        "themes": "Coordination de parcours",
        "nature": "Fiche",
        "texte": "## Avant l'été\n- Rencontrer l'enseignant.",
        "mots": "école ; rentrée",
        "source": "Comité opérationnel de mars",
        "date_source": "2026-03-04",
        "visibilite": "Le réseau",
    }
    return Feuille("Fiches", tuple(COLONNES.values()), [[exemple.get(champ, "") for champ in COLONNES]])


def graphique_des_lectures(lectures: Sequence[tuple[dt.date, int]]) -> Graphique:
    """The readings of the last months: nobody is named, only months are counted."""
    total = sum(nombre for _, nombre in lectures)
    return Graphique(
        titre="Ouvertures de cette fiche",
        phrase=f"{ecrire_compte(total, 'ouverture')} en douze mois. Personne n'est nommé.",
        categories=tuple(f"{MOIS[mois.month - 1]} {mois.year}" for mois, _ in lectures),
        series=(Serie("Ouvertures", tuple(nombre for _, nombre in lectures)),),
        unite="ouvertures",
        source="Comptées par mois, une au plus par heure et par lecteur ; celles de ses auteurs ne comptent pas.",
    )
