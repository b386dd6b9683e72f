"""Schools crossed with dispositifs, as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from maillage.cartographie.calculs.interlocuteurs import InterlocuteursProposes
from maillage.cartographie.domain.interlocuteurs import ValeursSectorisation
from maillage.cartographie.domain.nombres import UNITE
from maillage.cartographie.presentation.commun import dire_les_temps
from maillage.cartographie.selectors.interlocuteurs import EcoleCroisee
from maillage.socle.domain.typographie import ecrire_nombre
from maillage.socle.tableur import Cellule, Feuille
from maillage.structures.referentiels import libelle_public

COLONNES = (
    "UAI", "École", "Commune", "Code commune", "Élèves", "Nombre de responsables", "Responsables", "Publics en conflit",
    "Publics sans responsable", "Interviennent sur le territoire", "Responsables hors de leur territoire",
    "Interviennent sans répondre",
)  # fmt: skip


def feuille_interlocuteurs(lignes: Iterable[EcoleCroisee], le: dt.date) -> Feuille:
    """One row by school."""
    corps: list[list[Cellule]] = [
        [
            ligne.ecole.uai,
            ligne.ecole.nom,
            ligne.ecole.commune.nom,
            ligne.ecole.commune_id,
            ligne.ecole.eleves,
            len(ligne.interlocuteurs),
            _noms(ligne.interlocuteurs),
            _publics(ligne.en_conflit),
            _publics(ligne.sans_reponse),
            _noms(ligne.interviennent),
            _noms(ligne.hors_territoire),
            _noms(ligne.sans_role),
        ]
        for ligne in lignes
    ]
    notes = [
        f"Secteurs en cours au {le.isoformat()}. Un secteur d'école l'emporte sur celui de sa commune, public par public.",
        "Territoire d'intervention : les communes que le dispositif déclare.",
    ]
    return Feuille("Interlocuteurs par école", COLONNES, corps, notes)


def _noms(dispositifs: Iterable[tuple[int, str]]) -> str:
    return " ; ".join(nom for _, nom in dispositifs)


def _publics(codes: Iterable[str]) -> str:
    return " ; ".join(libelle_public(code) for code in codes)


def valeurs_dites(propose: InterlocuteursProposes) -> list[tuple[str, str, str]]:
    """Label, today, proposal."""
    avant, apres = propose.avant, propose.apres
    return [
        (
            "Élèves attendus sans réponse (estimation)",
            ecrire_nombre(avant.sans_reponse / UNITE, 1),
            ecrire_nombre(apres.sans_reponse / UNITE, 1),
        ),
        ("Interlocuteurs, école par école", ecrire_nombre(avant.interlocuteurs), ecrire_nombre(apres.interlocuteurs)),
        ("Interlocuteurs par école", _par_ecole(avant, propose), _par_ecole(apres, propose)),
        (
            "Minutes, élève par élève (estimation)",
            ecrire_nombre(avant.demande_minutes / UNITE / UNITE, 0),
            ecrire_nombre(apres.demande_minutes / UNITE / UNITE, 0),
        ),
    ]


def _par_ecole(valeurs: ValeursSectorisation, propose: InterlocuteursProposes) -> str:
    return ecrire_nombre(valeurs.interlocuteurs / propose.ecoles if propose.ecoles else 0, 2)


def feuille_proposition(propose: InterlocuteursProposes) -> Feuille:
    """One row by school and public whose answer changes."""
    corps: list[list[Cellule]] = [
        [
            ligne.ecole.uai,
            ligne.ecole.nom,
            ligne.ecole.commune.nom,
            libelle_public(ligne.public),
            ligne.avant,
            ligne.dispositif[1] if ligne.dispositif else "",
            ligne.minutes,
            ligne.motif,
        ]
        for ligne in propose.lignes
    ]
    statut = "le plus petit nombre, prouvé" if propose.prouve else "le meilleur trouvé dans le temps donné, sans preuve"
    notes = [
        f"Proposition : {statut}. {dire_les_temps(propose.provenance)}",
        *(f"{libelle} : {avant} aujourd'hui, {apres} ensuite." for libelle, avant, apres in valeurs_dites(propose)),
        "Trajets en milieu ordinaire : d'où les professionnels commencent leur journée, de leurs murs sinon.",
        "Élèves attendus : les places autorisées du département, réparties comme les élèves de ses écoles (estimation).",
    ]
    colonnes = ("UAI", "École", "Commune", "Public", "Aujourd'hui", "Proposé", "Minutes", "Sans réponse parce que")
    return Feuille("Le moins d'interlocuteurs", colonnes, corps, notes)
