"""How values are said: in words, as a chart, with the addresses that explain them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from maillage.cpom.domain.catalogue import POURCENT, Grandeur
from maillage.cpom.models import IndicateurCpom
from maillage.cpom.selectors import AnneeIndicateur, ValeurDePeriode
from maillage.socle.adresses import adresse_ouverte
from maillage.socle.domain.typographie import FINE, ecrire_nombre
from maillage.socle.graphiques import GenreGraphique, Graphique, Serie
from maillage.socle.requete import Requete

DEPART = "Départ"
SOURCE = "Valeurs signées, sinon retours transmis. Les effectifs de une à quatre personnes sont masqués."


@dataclass(frozen=True)
class LigneDePeriode:
    """A period as the page shows it; `liens`: (label, address) of what explains its figures."""

    periode: str
    texte: str
    liens: tuple[tuple[str, str], ...]


def ecrire(nombre: Decimal | None, unite: str) -> str:
    """Write « 85 % », « 12,5 heures », « 3 actions pour 1 jeune », or « – »."""
    if nombre is None:
        return "–"
    if unite == POURCENT:
        return f"{ecrire_nombre(nombre)}{FINE}%"
    nom, *reste = unite.split(" pour ")
    mots = [nom.removesuffix("s") if abs(nombre) < 2 else nom, *reste]
    return f"{ecrire_nombre(nombre)} {' pour '.join(mots)}"


def graphique_de(
    indicateur: IndicateurCpom, annees: Sequence[AnneeIndicateur], direct: ValeurDePeriode | None = None
) -> Graphique:
    """Draw the values year by year with the line of targets; `direct`: the current year as counted now, for the establishment."""
    depart = [float(indicateur.depart)] if indicateur.depart is not None else []
    tete = [DEPART] if depart else []
    return Graphique(
        titre=f"{indicateur.libelle} : la valeur et sa cible",
        phrase=phrase_de(annees),
        categories=(*tete, *(str(annee.annee) for annee in annees)),
        series=(
            Serie("Valeur", (*depart, *(_complete(annee) for annee in annees))),
            Serie("Cible", (*([None] if depart else []), *(_reel(annee.cible) for annee in annees))),
            *([_serie_incomplete(annees, bool(depart))] if any(annee.valeur.partielle for annee in annees) else []),
            *([_serie_directe(annees, direct, bool(depart))] if direct and direct.valeur.nombre is not None else []),
        ),
        unite=next((annee.unite for annee in annees if annee.unite), ""),
        source=SOURCE,
        genre=GenreGraphique.LIGNES,
    )


def phrase_de(annees: Sequence[AnneeIndicateur]) -> str:
    """Say the last year that has a value."""
    connues = [annee for annee in annees if annee.valeur.nombre is not None]
    if not connues:
        return "Aucune valeur n'est encore connue : elle viendra des retours transmis."
    derniere = connues[-1]
    valeur = ecrire(derniere.valeur.nombre, derniere.unite)
    debut = f"En {derniere.annee}, {valeur}"
    if derniere.valeur.partielle:
        debut += f" sur {derniere.valeur.trimestres} trimestre{'s' if derniere.valeur.trimestres > 1 else ''}"
    if derniere.cible is None:
        return f"{debut} ; aucune cible cette année-là."
    return f"{debut} pour une cible de {ecrire(derniere.cible, derniere.unite)} : {derniere.atteinte.en_mots.lower()}."


def _complete(annee: AnneeIndicateur) -> float | None:
    return None if annee.valeur.partielle else _reel(annee.valeur.nombre)


def _serie_incomplete(annees: Sequence[AnneeIndicateur], decalee: bool) -> Serie:
    """Years that miss a quarter stand apart: their line would seem to fall."""
    valeurs = [_reel(annee.valeur.nombre) if annee.valeur.partielle else None for annee in annees]
    return Serie("Année incomplète", (*([None] if decalee else []), *valeurs))


def _serie_directe(annees: Sequence[AnneeIndicateur], direct: ValeurDePeriode, decalee: bool) -> Serie:
    valeurs = [_reel(direct.valeur.nombre) if str(annee.annee) == direct.periode else None for annee in annees]
    return Serie("En direct", (*([None] if decalee else []), *valeurs))


def phrase_directe(annees: Sequence[AnneeIndicateur], direct: ValeurDePeriode | None) -> str:
    """Say what is counted now beside the target of the current year."""
    annee = next((annee for annee in annees if direct and str(annee.annee) == direct.periode), None)
    if direct is None or annee is None or direct.valeur.nombre is None:
        return ""
    cible = f" pour une cible de {ecrire(annee.cible, annee.unite)}" if annee.cible is not None else ""
    return f"Depuis le début de {annee.annee} : {ecrire(direct.valeur.nombre, annee.unite)}{cible}."


def ligne_transmise(request: Requete, ligne: ValeurDePeriode, unite: str) -> LigneDePeriode:
    """A quarter of a transmitted return: its figures open their events for who may see them, else the return itself."""
    liens = [(g.libelle, _vers_le_retour(request, ligne, g)) for g in ligne.grandeurs if ligne.revision]
    texte = ecrire(ligne.valeur.nombre, unite) if ligne.valeur.nombre is not None else ligne.valeur.motif
    return LigneDePeriode(ligne.periode, texte, tuple((mot, url) for mot, url in liens if url))


def ligne_vivante(request: Requete, ligne: ValeurDePeriode, unite: str) -> LigneDePeriode:
    """A period counted now: its figures open their events for who may see them."""
    pk, code = request.dispositif.pk, request.dispositif.code
    liens = []
    for grandeur in ligne.grandeurs:
        url = adresse_ouverte(request.acteur, "activite:explication", code, dispositif_id=pk)
        requete = urlencode({"periode": ligne.periode, "regles": ligne.regles, "mesure": grandeur.chemin})
        liens.append((grandeur.libelle, f"{url}?{requete}" if url else ""))
    texte = ecrire(ligne.valeur.nombre, unite) if ligne.valeur.nombre is not None else ligne.valeur.motif
    return LigneDePeriode(ligne.periode, texte, tuple((mot, url) for mot, url in liens if url))


def _vers_le_retour(request: Requete, ligne: ValeurDePeriode, grandeur: Grandeur) -> str:
    pk, code = request.dispositif.pk, request.dispositif.code
    url = adresse_ouverte(request.acteur, "activite:explication", code, dispositif_id=pk)
    if url:
        retour = f"{ligne.periode}/{ligne.revision}"
        requete = {"periode": ligne.periode, "regles": ligne.regles, "retour": retour, "mesure": grandeur.chemin}
        return f"{url}?{urlencode(requete)}"
    cle = (code, ligne.periode, str(ligne.revision))
    if grandeur.au_retour:
        url = adresse_ouverte(request.acteur, "pilotage:chiffre_de_retour", *cle, dispositif_id=pk)
        return f"{url}?{urlencode({'mesure': grandeur.chemin})}" if url else ""
    return adresse_ouverte(request.acteur, "pilotage:retour", *cle, dispositif_id=pk)


def _reel(nombre: Decimal | None) -> float | None:
    return None if nombre is None else float(nombre)
