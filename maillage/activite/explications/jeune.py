"""One young person's week, in minutes then in units; one day, in slots."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from maillage.activite.domain.catalogue import REGLES, Nature
from maillage.activite.domain.explication import Contribution, Explication, ParametreUtilise
from maillage.activite.domain.jeu import JeuDeRegles
from maillage.activite.explications.phrases import en_francais
from maillage.activite.lecture.connexion import texte_sql
from maillage.activite.moteur import Comptage
from maillage.socle.domain.typographie import ecrire_compte

PAQUET = "maillage.activite.explications"
REGLES_SEMAINE = ("R22", "R23", "R24", "R28", "R29", "R11")
REGLES_JOUR = ("R9", "R11", "R12")
PARAMETRES_SEMAINE = (
    "poids_indirect",
    "poids_transport",
    "credit_nuit",
    "seuils",
    "moins_une_heure",
    "complexite_k",
    "bonus_complexite",
    "bonus_ar",
)
PARAMETRES_JOUR = ("creneau_matin", "creneau_apres_midi", "minutes_min_demi_journee", "heure_nuit", "unite_internat")
LIBELLES_CLASSE = {
    "direct": "Avec le jeune",
    "entourage": "Avec l'entourage",
    "indirect": "Travail indirect",
    "transport": "Transport",
    "nuit": "Nuit",
}
TERMES = """
WITH terme_semaine AS ({})
SELECT classe, source, id, jour, minutes
FROM terme_semaine JOIN jeune USING (j) JOIN dispositif USING (d)
WHERE dispositif_id = $dispositif AND jeune_id = $jeune AND semaine = $semaine
ORDER BY jour, classe, id
"""
CRENEAUX = """
WITH contribution AS ({})
SELECT source, id, minutes, libelle
FROM contribution JOIN jeune USING (j) JOIN dispositif USING (d)
WHERE dispositif_id = $dispositif AND jeune_id = $jeune AND jour = $jour AND chemin IN ('demi_journees', 'nuitees')
ORDER BY chemin, libelle DESC
"""


def expliquer_semaine(comptage: Comptage, dispositif_id: str, jeune_id: str, semaine: str | date) -> Explication:
    """`valeur`: minutes of the week, sum of the lines; `objet`: the week of the result, with its units."""
    objet = _chercher(comptage, dispositif_id, jeune_id, ("semaines", "semaine", str(semaine)))
    requete = TERMES.format(texte_sql(PAQUET, "semaine"))
    faits = comptage.lire(requete, dispositif=dispositif_id, jeune=jeune_id, semaine=str(semaine))
    poids = poids_des_classes(comptage.jeu)
    lignes = [
        Contribution(
            source,
            fait,
            jeune_id,
            jour,
            minutes,
            poids[classe] * (minutes or 1 if classe == "nuit" else minutes),
            LIBELLES_CLASSE[classe],
        )
        for classe, source, fait, jour, minutes in faits
        if poids[classe]
    ]
    minutes = int(str(objet["minutes"]))
    ecart = minutes - sum((ligne.apport for ligne in lignes), Fraction(0))
    if ecart:
        lignes.append(Contribution("semaine", str(semaine), jeune_id, None, None, ecart, "Arrondi à la minute"))
    return Explication(
        mesure="semaine",
        libelle=f"Semaine {int(str(semaine)[-2:])} de {str(semaine)[:4]}, {jeune_id}",
        valeur=minutes,
        unite="minutes",
        nature=Nature.SOMME,
        regles=tuple(REGLES[regle] for regle in REGLES_SEMAINE),
        phrase=_phrase_semaine(objet, comptage.jeu.parametres.seuils),
        parametres=_parametres(comptage.jeu, PARAMETRES_SEMAINE),
        lignes=tuple(lignes),
        objet=objet,
    )


def poids_des_classes(jeu: JeuDeRegles) -> dict[str, Fraction]:
    """What a minute of each class is worth; a night is worth its credit, once."""
    p = jeu.parametres
    return {
        "direct": Fraction(1),
        "entourage": Fraction(1),
        "indirect": Fraction(p.poids_indirect),
        "transport": Fraction(p.poids_transport),
        "nuit": Fraction(p.credit_nuit),
    }


def _phrase_semaine(objet: dict[str, object], seuils: tuple[int, ...]) -> str:
    minutes = int(str(objet["minutes"]))
    atteints = sum(seuil <= minutes for seuil in seuils)
    if atteints:
        echelle = ", ".join(map(str, seuils))
        accord = "s atteints" if atteints > 1 else " atteint"
        base = f"{atteints} seuil{accord} sur {echelle} minutes, soit une base de {objet['base']}."
    else:
        base = f"Moins de {seuils[0]} minutes : base de {objet['base']} selon la règle des petites semaines."
    surcotes = f"Complexité : {objet['surcote_complexite']}, appui-ressource : {objet['surcote_ar']}."
    return f"{en_francais(minutes)} minutes dans la semaine. {base} {surcotes} Total : {objet['total']}."


def expliquer_jour(comptage: Comptage, dispositif_id: str, jeune_id: str, jour: str | date) -> Explication:
    """`valeur`: slots realised (morning, afternoon, night), one line each; `objet`: the day of the result."""
    objet = _chercher(comptage, dispositif_id, jeune_id, ("jours", "date", str(jour)))
    requete = CRENEAUX.format(texte_sql(PAQUET, "journees"))
    date_du_jour = jour if isinstance(jour, date) else date.fromisoformat(jour)
    faits = comptage.lire(requete, dispositif=dispositif_id, jeune=jeune_id, jour=date_du_jour)
    lignes = tuple(
        Contribution(source, fait, jeune_id, date_du_jour, minutes, Fraction(1), libelle)
        for source, fait, minutes, libelle in faits
    )
    return Explication(
        mesure="jour",
        libelle=f"Journée du {date_du_jour:%d/%m/%Y}, {jeune_id}",
        valeur=sum(bool(objet[nom]) for nom in ("matin", "apres_midi", "nuitee")),
        unite="créneaux réalisés",
        nature=Nature.SOMME,
        regles=tuple(REGLES[regle] for regle in REGLES_JOUR),
        phrase=f"{ecrire_compte(len(lignes), 'créneau réalisé', 'créneaux réalisés')}. Internat : {en_francais(objet['internat'])}, "
        f"semi-internat : {en_francais(objet['semi_internat'])}.",
        parametres=_parametres(comptage.jeu, PARAMETRES_JOUR),
        lignes=lignes,
        objet=objet,
    )


def _parametres(jeu: JeuDeRegles, noms: tuple[str, ...]) -> tuple[ParametreUtilise, ...]:
    return tuple(ParametreUtilise(nom, getattr(jeu.parametres, nom), *jeu.source(nom)) for nom in noms)


def _chercher(comptage: Comptage, dispositif_id: str, jeune_id: str, ou: tuple[str, str, str]) -> dict[str, object]:
    liste, nom, valeur = ou
    fiche = comptage.jeune(dispositif_id, jeune_id)
    elements = fiche[liste]
    if isinstance(elements, list):
        for element in elements:
            if element[nom] == valeur:
                return dict(element)
    raise KeyError((jeune_id, valeur))
