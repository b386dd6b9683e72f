"""Hard cases of the paths: rules R20, R21, R25 to R28, R33 and R35 to R38."""

from __future__ import annotations

from datetime import timedelta

from maillage.portail.demonstration.cas_agenda import H10, H11, H14, H15
from maillage.portail.demonstration.personnes import ecrire_demande
from maillage.portail.demonstration.terrain import Terrain
from maillage.socle.domain.calendrier import UN_JOUR, ajouter_annees

PREMIERE_VISITE = "Visite de découverte"
COMMUNE_LOINTAINE = "48095"
"""Mende: far from the seat of the first dispositif."""


def trois_phases(t: Terrain, nom: str) -> None:
    """A visit before admission, a short help and news after the exit: three people of the wide file active only."""
    famille = nom.split()[1]
    for rang, (type_phase, prenom) in enumerate(
        (("PRE_ADMISSION", nom.split()[0]), ("PONCTUEL", "Maya"), ("SUIVI_POST_SORTIE", "Côme"))
    ):
        jeune = t.identite(f"{prenom} {famille}")
        if type_phase == "SUIVI_POST_SORTIE":
            t.phase(jeune, "ACCOMPAGNEMENT", t.entree, t.trimestre.debut - UN_JOUR, destination="Milieu ordinaire")
        t.phase(jeune, type_phase, t.trimestre.debut)
        t.rdv(jeune, t.jour(0, rang), (H14, H15), titre=PREMIERE_VISITE)


def renouvellement_et_sortie(t: Terrain, nom: str) -> None:
    """Two contiguous phases are one stay; the other young person leaves during the quarter."""
    jeune = t.identite(nom)
    t.phase(jeune, "ACCOMPAGNEMENT", t.entree, t.jour(0, 1), motif="Renouvellement")
    t.phase(jeune, "ACCOMPAGNEMENT", t.jour(0, 2))
    t.periode(jeune, "PMO", t.entree)
    t.rdv(jeune, t.jour(0, 2), (H10, H11))
    sorti = t.identite(f"Romane {nom.split()[1]}")
    t.phase(
        sorti,
        "ACCOMPAGNEMENT",
        t.entree,
        t.jour(-1, 4),
        motif="Fin de l'accompagnement",
        destination="Milieu ordinaire",
    )
    t.periode(sorti, "PMO", t.entree, t.jour(-1, 4))
    t.rdv(sorti, t.jour(-1, 4), (H10, H11))


def pre_admission_longue(t: Terrain, nom: str) -> None:
    jeune = t.identite(nom)
    t.phase(jeune, "PRE_ADMISSION", t.trimestre.debut - timedelta(days=430))
    t.rdv(jeune, t.jour(0, 3), (H14, H15), titre=PREMIERE_VISITE)


def suivi_trop_tardif(t: Terrain, nom: str) -> None:
    """Left more than three years ago, still followed."""
    jeune, sortie = t.identite(nom), ajouter_annees(t.trimestre.debut, -3) - timedelta(days=90)
    t.phase(jeune, "ACCOMPAGNEMENT", sortie - timedelta(days=900), sortie, destination="Autre dispositif")
    t.phase(jeune, "SUIVI_POST_SORTIE", sortie + UN_JOUR)
    t.rdv(jeune, t.jour(0, 2), (H14, H15), titre="Suivi après la sortie")


def criteres_de_complexite(t: Terrain, nom: str) -> None:
    """Three criteria give the bonus, two do not."""
    for prenom, criteres in ((nom.split()[0], ("C1", "C3", "C5")), ("Elias", ("C2", "C4"))):
        jeune = t.jeune(f"{prenom} {nom.split()[1]}", "PMO")
        for critere in criteres:
            t.tables["parcours.Complexite"].ajouter(jeune, t.offre.pk, critere, t.entree.isoformat(), None)
        for rang in range(2):
            t.rdv(jeune, t.jour(0, rang), (H10, H11))


def changement_sans_fiche(t: Terrain, nom: str) -> None:
    jeune, jour = t.identite(nom), t.jour(1)
    t.phase(jeune, "ACCOMPAGNEMENT", t.entree)
    t.periode(jeune, "PMO", t.entree, jour - UN_JOUR)
    t.periode(jeune, "AJ", jour)
    t.rdv(jeune, t.jour(0, 1), (H10, H11))
    t.accueil(jeune, t.jour(1, 1))


def scolarites(t: Terrain, nom: str) -> None:
    """An externalised class, a nursery class for autism, and a schooling nobody wrote down."""
    famille = nom.split()[1]
    for prenom, code in ((nom.split()[0], "03"), ("Jade", "04"), ("Zoé", "")):
        jeune = t.jeune(f"{prenom} {famille}", "PMO", age=5 if code == "04" else 11, scolarite=code)
        t.rdv(jeune, t.jour(0, 2), (H10, H11))


def admission_avant_notification(t: Terrain, nom: str) -> None:
    jeune, admission = t.identite(nom), t.jour(0)
    t.phase(jeune, "ACCOMPAGNEMENT", admission)
    t.periode(jeune, "PMO", admission)
    dates = (admission + timedelta(days=40), admission - timedelta(days=60), admission)
    ecrire_demande(t.tables, t.offre, t.rng, jeune, dates)
    t.rdv(jeune, t.jour(0, 1), (H10, H11))


def creton(t: Terrain, nom: str) -> None:
    """One is kept at twenty-one; one has no birth date; one is seventeen."""
    for prenom, age in ((nom.split()[0], 21), ("Amine", None), ("Naomi", 17)):
        jeune = t.jeune(f"{prenom} {nom.split()[1]}", "AJ", age=age, creton=True)
        t.accueil(jeune, t.jour(0, 1))


def hors_du_territoire(t: Terrain, nom: str) -> None:
    """One lives far from the declared territory, one nowhere known."""
    for prenom, commune in ((nom.split()[0], COMMUNE_LOINTAINE), ("Basile", None)):
        jeune = t.identite(f"{prenom} {nom.split()[1]}", commune=commune)
        t.phase(jeune, "ACCOMPAGNEMENT", t.entree)
        t.periode(jeune, "PMO", t.entree)
        t.rdv(jeune, t.jour(0, 3), (H10, H11))
