"""The aggregated measures of a frozen return as a spreadsheet: nothing that names a young person."""

from __future__ import annotations

from maillage.activite.documents.retour_pdf import Nomme
from maillage.activite.lignes import groupes_de_mesures
from maillage.activite.models import RetourTrimestriel
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors import resultat_fige
from maillage.socle.domain.typographie import ecrire_date_annee
from maillage.socle.tableur import Feuille, ecrire_xlsx


def retour_en_xlsx(retour: RetourTrimestriel, dispositif: Nomme) -> bytes:
    """Return one sheet: group, measure, value, unit, path in the result."""
    jeu = charger_jeu(retour.regles)
    [compte] = (resultat_fige(retour) or {})["dispositifs"]
    return ecrire_xlsx(
        Feuille(
            titre=f"Retour {retour.periode} r{retour.revision}",
            colonnes=("Groupe", "Mesure", "Valeur", "Unité", "Chemin"),
            lignes=[
                (groupe.titre, ligne.libelle, _cellule(ligne.valeur), ligne.mesure.unite, ligne.chemin)
                for groupe in groupes_de_mesures(compte["mesures"])
                for ligne in groupe.lignes
            ],
            notes=(
                dispositif.nom,
                f"{jeu.libelle}, version {retour.regles_version}, {jeu.statut} : {jeu.note}.",
                f"Arrêté au {ecrire_date_annee(retour.arrete)}. Empreinte du résultat : {retour.empreinte_resultat}.",
            ),
        )
    )


def _cellule(valeur: object) -> str | int | float | None:
    if isinstance(valeur, list):
        return ", ".join(str(element) for element in valeur)
    return valeur if isinstance(valeur, str | int | float) else None
