"""Measures of the indicators of the dispositif (R31 to R39)."""

from __future__ import annotations

from maillage.activite.domain.catalogue.mesures import Mesure, Nature

_ACTIONS = (("actions", "Actions", "actions"), ("minutes_pros", "Minutes de professionnels", "minutes"))
APPUI_RESSOURCE = (
    *(
        Mesure(
            f"appui_ressource.{nom}",
            f"{libelle} d'appui-ressource",
            unite,
            ("R31",),
            "Actions de la période.",
            "appui_ressource",
        )
        for nom, libelle, unite in _ACTIONS
    ),
    Mesure(
        "appui_ressource.heures",
        "Heures d'appui-ressource",
        "heures",
        ("R31",),
        "Minutes de professionnels divisées par soixante.",
        nature=Nature.TAUX,
        rapport=("appui_ressource.minutes_pros", "60"),
    ),
    *(
        Mesure(f"appui_ressource.{nom}", libelle, unite, ("R31",), definition, "appui_ressource")
        for nom, libelle, unite, definition in (
            ("participants", "Participants", "participants", "Participants déclarés aux actions."),
            ("structures", "Structures aidées", "structures", "Structures différentes."),
            ("communes", "Communes des actions", "communes", "Communes différentes."),
            ("sans_jeune", "Actions sans jeune nommé", "actions", "Actions qui ne nomment aucun jeune."),
        )
    ),
    *(
        Mesure(
            f"appui_ressource.{axe}.{{valeur}}.{nom}",
            f"{libelle} d'appui-ressource, {{valeur}}",
            unite,
            ("R31",),
            "Actions de la période, par " + ("type." if axe == "par_type" else "type de structure."),
            "appui_ressource",
        )
        for axe in ("par_type", "par_structure_type")
        for nom, libelle, unite in _ACTIONS
    ),
    Mesure(
        "appui_ressource.part_sans_jeune",
        "Part des actions sans jeune nommé",
        "",
        ("R31",),
        "Actions sans jeune nommé divisées par les actions.",
        nature=Nature.TAUX,
        rapport=("appui_ressource.sans_jeune", "appui_ressource.actions"),
    ),
)

MODALITES = (
    *(
        Mesure(
            f"multi_modalite.{nom}", libelle, "jeunes", ("R32",), definition, "file_active", ("paire_internat_multi",)
        )
        for nom, libelle, definition in (
            ("jeunes", "Jeunes multi-modalités", "Jeunes accompagnés dans plusieurs modalités."),
            ("cumul", "Cumul de modalités", "Plusieurs modalités dans une même semaine."),
            ("succession", "Succession de modalités", "Plusieurs modalités, l'une après l'autre."),
        )
    ),
    Mesure(
        "multi_modalite.taux",
        "Part des jeunes multi-modalités",
        "",
        ("R32", "R20"),
        "Jeunes multi-modalités divisés par la file active stricte.",
        nature=Nature.TAUX,
        rapport=("multi_modalite.jeunes", "file_active.stricte"),
    ),
    *(
        Mesure(f"changements.{nom}", libelle, "changements", ("R33",), definition, "dossiers", ("ecart_max_jours",))
        for nom, libelle, definition in (
            ("total", "Changements de modalité", "Changements datés de la période."),
            (
                "sans_retour_cdaph",
                "Changements sans retour vers la CDAPH",
                "La fiche dit qu'il n'y a pas eu de retour.",
            ),
            ("sans_fiche", "Changements sans fiche de liaison", "Aucune fiche n'est rattachée au changement."),
        )
    ),
    Mesure(
        "fiches.emises", "Fiches de liaison émises", "fiches", ("R34",), "Fiches émises dans la période.", "dossiers"
    ),
    Mesure(
        "fiches.par_nature.{nature}",
        "Fiches de nature {nature}",
        "fiches",
        ("R34",),
        "Fiches selon leur objet.",
        "dossiers",
    ),
    Mesure(
        "fiches.par_reponse.{reponse}",
        "Fiches, réponse {reponse}",
        "fiches",
        ("R34",),
        "Fiches selon la réponse.",
        "dossiers",
    ),
    Mesure(
        "fiches.delai_median_jours",
        "Délai médian de réponse",
        "jours",
        ("R34",),
        "De l'émission à la réponse, pour les fiches qui en ont une.",
        "dossiers",
        nature=Nature.MEDIANE,
    ),
)

SITUATION = (
    *(
        Mesure(f"scolarite.{nom}", libelle, "jeunes", ("R35",), definition, "flux", parametres)
        for nom, libelle, definition, parametres in (
            ("presents", "Présents le dernier jour", "Jeunes en séjour le dernier jour.", ()),
            ("renseignes", "Scolarité renseignée", "Jeunes dont le code est connu.", ()),
            ("non_renseigne", "Scolarité non renseignée", "Jeunes sans code ce jour-là.", ()),
            (
                "ordinaire",
                "Scolarité ordinaire",
                "Codes retenus comme milieu ordinaire.",
                ("codes_scolarite_ordinaire",),
            ),
            ("ue_externee", "Unité d'enseignement externalisée", "Code 03.", ()),
            ("uema", "UEMA", "Code 04.", ()),
        )
    ),
    Mesure("scolarite.par_code.{code}", "Scolarité, code {code}", "jeunes", ("R35",), "Codes trouvés.", "flux"),
    Mesure(
        "scolarite.taux_ordinaire",
        "Part de scolarité ordinaire",
        "",
        ("R35",),
        "Scolarités ordinaires divisées par les scolarités renseignées.",
        parametres=("codes_scolarite_ordinaire",),
        nature=Nature.TAUX,
        rapport=("scolarite.ordinaire", "scolarite.renseignes"),
    ),
    Mesure("demandes.admissions", "Admissions", "demandes", ("R36",), "Demandes admises dans la période.", "dossiers"),
    Mesure(
        "demandes.en_attente", "Demandes en attente", "demandes", ("R36",), "Reçues, ni admises ni closes.", "dossiers"
    ),
    Mesure(
        "demandes.delai_median_jours",
        "Délai médian d'admission",
        "jours",
        ("R36",),
        "De la notification à l'admission.",
        "dossiers",
        nature=Nature.MEDIANE,
    ),
    Mesure(
        "creton.jeunes",
        "Amendement Creton",
        "jeunes",
        ("R37",),
        "Maintenus à l'âge prévu ou après.",
        "flux",
        ("creton_age",),
    ),
    Mesure(
        "creton.presents",
        "Présents le dernier jour",
        "jeunes",
        ("R37", "R21"),
        "Jeunes en séjour le dernier jour.",
        "flux",
    ),
    Mesure(
        "creton.taux",
        "Part d'amendement Creton",
        "",
        ("R37",),
        "Jeunes en amendement Creton divisés par les présents.",
        nature=Nature.TAUX,
        rapport=("creton.jeunes", "creton.presents"),
    ),
    Mesure(
        "territoire.fa_par_commune.{commune}",
        "File active de la commune {commune}",
        "jeunes",
        ("R38", "R20"),
        "Jeunes de la file active élargie.",
        "file_active",
    ),
    *(
        Mesure(f"territoire.{nom}", libelle, "communes", ("R38",), definition, "dossiers")
        for nom, libelle, definition in (
            ("communes_couvertes", "Communes couvertes", "Communes touchées, du territoire déclaré s'il y en a un."),
            ("communes_hors_territoire", "Communes hors territoire", "Communes touchées hors du territoire déclaré."),
            ("communes_blanches", "Communes blanches", "Communes déclarées que rien ne touche."),
        )
    ),
)

QUALITE = (
    Mesure(
        "qualite.evenements_passes",
        "Événements passés",
        "événements",
        ("R4",),
        "Réalisés ou planifiés, jusqu'à l'arrêté.",
        "dossiers",
    ),
    Mesure(
        "qualite.a_confirmer",
        "Événements à confirmer",
        "événements",
        ("R4",),
        "Passés et restés planifiés.",
        "dossiers",
    ),
    Mesure(
        "qualite.part_a_confirmer",
        "Part à confirmer",
        "",
        ("R4", "R39"),
        "Événements à confirmer divisés par les événements passés.",
        parametres=("part_a_confirmer_max",),
        nature=Nature.TAUX,
        rapport=("qualite.a_confirmer", "qualite.evenements_passes"),
    ),
)

MESURES_DOSSIERS = (*APPUI_RESSOURCE, *MODALITES, *SITUATION, *QUALITE)
