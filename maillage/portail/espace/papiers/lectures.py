"""« Qui a lu mon dossier », on paper: every reading, none left out."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from maillage.portail.espace.selectors import Espace, lecteurs, lectures_du_dossier
from maillage.portail.espace.selectors.lectures import dites
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_heure, ecrire_jour_annee
from maillage.socle.rapports import Paragraphe, Rapport, Section, Tableau, en_pdf

SOURCE = "Journal de Maillage. Chaque lecture du dossier y est écrite ; personne ne peut l'effacer avant la fin de sa durée de conservation."


def lectures_en_pdf(acteur: Acteur, espace: Espace, *, le: date) -> bytes:
    """Return the tagged PDF: who, then each reading (2 queries)."""
    lus = list(lectures_du_dossier(acteur, espace.jeune.pk))
    qui = tuple(
        (un.nom, un.fonction, ecrire_compte(un.nombre, "lecture"), _moment(un.derniere))
        for un in lecteurs(acteur, espace.jeune.pk)
    )
    detail = tuple((_moment(une.quand), une.nom, une.fonction, une.acte) for une in dites(acteur, lus))
    phrase = espace.dire("lectures.phrase") if lus else espace.dire("lectures.vide")
    rapport = Rapport(
        titre=f"{espace.dire('lectures.titre')} : {espace.jeune}",
        auteur=espace.maison or "Maillage",
        arrete_au=le,
        sous_titre=ecrire_compte(len(lus), "lecture"),
        sections=(
            Section("Les personnes", (Paragraphe(phrase), Tableau("Qui a lu", ENTETES_QUI, qui, SOURCE))),
            Section("Chaque lecture", (Tableau("Du plus récent au plus ancien", ENTETES_DETAIL, detail),)),
        ),
    )
    return en_pdf(rapport)


ENTETES_QUI = ("Qui", "Fonction", "Combien de fois", "La dernière fois")
ENTETES_DETAIL = ("Quand", "Qui", "Fonction", "Quoi")


def _moment(quand: datetime) -> str:
    local = timezone.localtime(quand)
    return f"{ecrire_jour_annee(local.date())}, {ecrire_heure(local.time())}"
