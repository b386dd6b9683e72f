"""The blank form, to print and fill in by hand where there is no screen."""

from __future__ import annotations

from datetime import date

from maillage.liaison.documents.document import Document, Morceau, en_pdf
from maillage.liaison.domain.modele import ModeleFiche

A_REMPLIR = "………………………………………………"


def vierge_en_pdf(modele: ModeleFiche) -> bytes:
    """Return the PDF of a version without any value: same version, same bytes."""
    blocs = tuple(
        Morceau(
            titre,
            (),
            ("Donnée", "À remplir"),
            tuple((f"{champ.libelle}{' (nécessaire)' if champ.exige else ''}", A_REMPLIR) for champ in champs),
        )
        for titre, champs in modele.par_blocs()
        if champs
    )
    accord = Morceau(
        "Accord",
        ("Chaque signataire : nom, qualité, d'accord ou non, date et signature.",),
        ("Nom et qualité", "Réponse, date, signature"),
        ((A_REMPLIR, A_REMPLIR),) * 3,
    )
    return en_pdf(
        Document(
            titre="Fiche de liaison",
            auteur="Maillage",
            chapeau=f"{modele.libelle}. {modele.source}. {modele.note}",
            morceaux=(*blocs, accord),
            pied=f"Formulaire {modele.code}",
            date=modele.valable_du or date(2024, 7, 7),
        )
    )
