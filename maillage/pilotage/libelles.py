"""The measures of a restitution in plain French."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.pilotage.domain.mesures import ACTIVITE, DISTRIBUTIONS, PERSONNES, TAUX


@dataclass(frozen=True)
class Libelle:
    """`en_taux`: written as a percentage; `des_unites`: made of a scale still to be validated when the rule-set is."""

    titre: str
    definition: str
    en_taux: bool = False
    des_unites: bool = False


SOMMES_EN_FRANCAIS = {
    "fa_stricte": Libelle("File active stricte", "Jeunes rencontrés au moins une fois en accompagnement."),
    "fa_elargie": Libelle("File active élargie", "Jeunes rencontrés dans toutes les phases, observations comprises."),
    "presents_fin": Libelle("Présents le dernier jour", "Jeunes accompagnés le dernier jour de la période."),
    "entrees": Libelle("Entrées", "Accompagnements commencés dans la période."),
    "sorties": Libelle("Sorties", "Accompagnements terminés dans la période."),
    "multi_modalite": Libelle("Plusieurs modalités", "Jeunes accompagnés dans plusieurs modalités."),
    "jeunes_complexes": Libelle(
        "Situations complexes", "Jeunes avec au moins une semaine majorée pour complexité.", des_unites=True
    ),
    "creton": Libelle("Amendement Creton", "Jeunes adultes maintenus faute de place chez les adultes."),
    "journees": Libelle("Journées", "Demi-journées d'accueil de jour divisées par deux."),
    "nuitees": Libelle("Nuitées", "Nuits d'accueil réalisées."),
    "seances": Libelle("Séances", "Rencontres d'un jeune, hors accueil de jour et de nuit selon le barème."),
    "actes": Libelle("Actes", "Séances comptées par professionnel selon le barème."),
    "unites_total": Libelle("Unités d'accompagnement", "Unités hebdomadaires, majorations comprises.", des_unites=True),
    "ar_heures": Libelle("Heures d'appui-ressource", "Heures de professionnels passées à aider d'autres structures."),
}
TAUX_EN_FRANCAIS = {
    "occupation_aj": Libelle("Occupation de l'accueil de jour", "Journées réalisées sur journées ouvertes.", True),
    "occupation_an": Libelle("Occupation de l'accueil de nuit", "Nuitées réalisées sur nuits ouvertes.", True),
    "taux_multi_modalite": Libelle("Part en plusieurs modalités", "Sur la file active stricte.", True),
    "taux_ordinaire": Libelle(
        "Part scolarisée en milieu ordinaire", "Sur les jeunes dont la scolarité est connue.", True
    ),
    "taux_creton": Libelle("Part sous amendement Creton", "Sur les présents le dernier jour.", True),
}
STATISTIQUES_EN_FRANCAIS = {
    "moyenne": ("moyenne", "Total divisé par le nombre de dispositifs."),
    "mediane": ("médiane", "La moitié des dispositifs est en dessous."),
    "q1": ("premier quart", "Un quart des dispositifs est en dessous."),
    "q3": ("troisième quart", "Trois quarts des dispositifs sont en dessous."),
}


def _distribution(code: str, somme: str) -> Libelle:
    source = SOMMES_EN_FRANCAIS[somme]
    mot, definition = STATISTIQUES_EN_FRANCAIS[code.removeprefix(f"{somme}_")]
    return Libelle(f"{source.titre}, {mot}", definition, des_unites=source.des_unites)


LIBELLE_COUVERTURE = Libelle("Couverture", "Retours retenus divisés par retours attendus, un par dispositif.", True)
LIBELLES: dict[str, Libelle] = {
    **SOMMES_EN_FRANCAIS,
    **TAUX_EN_FRANCAIS,
    **{distribution.code: _distribution(distribution.code, distribution.somme) for distribution in DISTRIBUTIONS},
}

NON_DEDOUBLONNE = (
    "Un jeune suivi par deux dispositifs compte dans chacun : les nombres de jeunes sont non dédoublonnés."
)
FAMILLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Jeunes", NON_DEDOUBLONNE, tuple(somme.code for somme in PERSONNES)),
    ("Activité", "Ce que les dispositifs ont réalisé pendant la période.", tuple(somme.code for somme in ACTIVITE)),
    ("Taux", "Chaque taux divise les sommes de tous les retours retenus.", tuple(taux.code for taux in TAUX)),
    (
        "Répartition entre dispositifs",
        "Comment les dispositifs se placent les uns par rapport aux autres, sans en nommer aucun.",
        tuple(distribution.code for distribution in DISTRIBUTIONS),
    ),
)
"""Title, sentence, measures in the order of the published table."""
