"""Depositing a file of existing sheets, and the acts on it."""

from __future__ import annotations

from maillage.bibliotheque import services
from maillage.bibliotheque.forms.actes import FormulaireActe
from maillage.bibliotheque.models import LotFiches
from maillage.socle.domain.typographie import ecrire_compte
from maillage.socle.pieces import ChampPiece

TABLEAUX = frozenset({"TEXTE", "XLSX", "ODS"})


class DepotForm(FormulaireActe):
    """A table of sheets; nothing is written before the preview has been read."""

    nom_page = "Importer des fiches"
    bouton = "Voir l'aperçu"
    phrase = "Un fichier CSV, XLSX ou ODS, une ligne par fiche. Rien n'est écrit avant que vous ayez vu l'aperçu."
    cible: LotFiches | None
    fichier = ChampPiece("Fichier", natures=TABLEAUX)

    def accomplir(self) -> str:
        self.cible = services.deposer_lot(self.acteur, self.cleaned_data["fichier"])
        return "Voici ce que ce fichier écrirait : rien n'est encore enregistré."


class ImporterForm(FormulaireActe):
    nom_page = "Importer les lignes justes"
    bouton = "Importer"

    def accomplir(self) -> str:
        nombre = services.importer_lot(self.acteur, self.cible)
        return (
            f"{ecrire_compte(nombre, 'fiche')} dans votre atelier ; celles qui sont complètes attendent leur relecture."
        )


class AnnulerLotForm(FormulaireActe):
    nom_page = "Annuler l'import"
    bouton = "Annuler l'import"

    def accomplir(self) -> str:
        nombre = services.annuler_lot(self.acteur, self.cible)
        return f"Import annulé : {ecrire_compte(nombre, 'fiche effacée', 'fiches effacées')}."


class PublierLotForm(FormulaireActe):
    nom_page = "Publier ce qui attend"
    bouton = "Publier"

    def accomplir(self) -> str:
        nombre = services.publier_lot(self.acteur, self.cible)
        return f"{ecrire_compte(nombre, 'fiche publiée', 'fiches publiées')}."


GESTES: dict[str, type[FormulaireActe]] = {
    "importer": ImporterForm,
    "annuler": AnnulerLotForm,
    "publier": PublierLotForm,
}
