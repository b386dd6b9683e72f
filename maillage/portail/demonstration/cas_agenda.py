"""Hard cases of the agendas: rules R1 to R19, R22 to R24, R32 and R39."""

from __future__ import annotations

from datetime import date, timedelta

from maillage.portail.demonstration.terrain import Terrain
from maillage.socle.domain.calendrier import UN_JOUR, est_ouvre, jours_entre

H9, H10, H11, H12, H14, H15, H17, H20 = (heure * 60 for heure in (9, 10, 11, 12, 14, 15, 17, 20))
DEMAIN_8H = 32 * 60
RENCONTRE = "Rencontre avec la famille"


def bords_de_semaine(t: Terrain, nom: str) -> None:
    """The last open day of the quarter, and a night from Sunday to Monday: the whole event belongs to its first day."""
    jeune = t.jeune(nom, "AN", "PMO")
    t.rdv(jeune, max(j for j in t.offre.calendrier.ouverts if j <= t.trimestre.fin), (H10, H11))
    t.rdv(jeune, t.jour(1) - UN_JOUR, (H20, DEMAIN_8H), modalite="AN", lieu="INTERNAT", titre="Retour du dimanche")


def deux_finess(t: Terrain, nom: str) -> None:
    jeune = t.jeune(nom, "AJ", "PMO")
    t.rdv(jeune, t.jour(0), (H9, H12), modalite="AJ", lieu="ETABLISSEMENT")
    t.rdv(jeune, t.jour(0, 1), (H9, H10), service=True)


def pas_confirme(t: Terrain, nom: str) -> None:
    """One past événement still planned raises the alert; the other, whose only participant is absent, does not."""
    jeune = t.jeune(nom, "PMO")
    t.rdv([(jeune, "")], t.jour(0, 1), (H10, H11), statut="PLANIFIE")
    t.rdv([(jeune, "ABSENT")], t.jour(1, 1), (H10, H11), statut="PLANIFIE")


def presences_contraires(t: Terrain, nom: str) -> None:
    jeune = t.jeune(nom, "PMO")
    for presence in ("PRESENT", "ABSENT"):
        t.rdv([(jeune, presence)], t.jour(0, 2), (H10, H11), ref="RDV-R5-A")


def statuts_contraires(t: Terrain, nom: str) -> None:
    jeune = t.jeune(nom, "PMO")
    for statut in ("REALISE", "ANNULE"):
        t.rdv(jeune, t.jour(0, 3), (H10, H11), ref="RDV-R5-B", statut=statut)


def saisi_deux_fois(t: Terrain, nom: str) -> None:
    """Same day, same people, two thirds in common, no reference: one séance, entered twice."""
    jeune = t.jeune(nom, "PMO")
    t.rdv(jeune, t.jour(0, 1), (H14, H15))
    t.rdv(jeune, t.jour(0, 1), (H14 + 20, H15 + 20), modalite="")


def present_malgre_absence(t: Terrain, nom: str) -> None:
    jeune, jour = t.jeune(nom, "PMO"), t.jour(0, 3)
    t.rdv(jeune, jour, (H14, H15))
    t.absence(jeune, (jour, H9), (jour, H17), "MALADIE")


def parti_en_cours_de_journee(t: Terrain, nom: str) -> None:
    jeune, jour = t.jeune(nom, "AJ"), t.jour(0, 3)
    t.rdv([(jeune, "")], jour, (H9, H17), modalite="AJ", lieu="ETABLISSEMENT", titre="Accueil de jour")
    t.absence(jeune, (jour, H14), (jour, H17), "RENDEZ_VOUS", prevenu=True)


def sans_modalite(t: Terrain, nom: str) -> None:
    t.rdv(t.jeune(nom, "PMO"), t.jour(0, 1), (H10, H10 + 20), modalite="", lieu="TELEPHONE", titre="Appel au jeune")


def modalite_fermee(t: Terrain, nom: str) -> None:
    t.rdv(t.jeune(nom, "PMO"), t.jour(1, 1), (H9, H12), modalite="AJ", lieu="ETABLISSEMENT", titre="Essai en groupe")


def sejour_en_un_evenement(t: Terrain, nom: str) -> None:
    """Three days entered as one événement: every half-day and, with the night modality, every night inside."""
    jeune = t.jeune(nom, "AJ", "AN")
    for modalite, lieu in (("AJ", "ETABLISSEMENT"), ("AN", "INTERNAT")):
        heures = (H10, 2 * 1440 + H15)
        t.rdv(jeune, t.jour(0), heures, modalite=modalite, lieu=lieu, titre="Séjour à la montagne")


def nuit_apres_minuit(t: Terrain, nom: str) -> None:
    """Arrived at half past midnight: the night is dated the day before, and the next day is boarding."""
    jeune = t.jeune(nom, "AJ", "AN")
    t.rdv(jeune, t.jour(0, 2), (30, 8 * 60), modalite="AN", lieu="INTERNAT", titre="Accueil tardif")
    t.accueil(jeune, t.jour(0, 2))


def nuits_du_changement_d_heure(t: Terrain, nom: str) -> None:
    """Nights of 12 and 14 real hours are one night each."""
    jeune = t.jeune(nom, "AN")
    for jour in jours_entre(t.reglages.debut, t.reglages.aujourd_hui - timedelta(days=2)):
        if jour.weekday() == 5 and jour.month in {3, 10} and (jour + timedelta(days=8)).month != (jour + UN_JOUR).month:
            t.rdv(jeune, jour, (19 * 60, DEMAIN_8H), modalite="AN", lieu="INTERNAT", titre="Nuit du changement d'heure")


def absences_courte_longue_sans_fin(t: Terrain, nom: str) -> None:
    """Two days ill (neutralised under 72 hours), a week in hospital, then a running away without an end."""
    jeune = t.jeune(nom, "AJ")
    for semaine in range(3):
        for rang in range(5):
            t.accueil(jeune, t.jour(semaine, rang), "ABSENT" if (semaine, rang) >= (1, 0) or rang < 2 else "PRESENT")
    t.absence(jeune, (t.jour(0), 480), (t.jour(0, 1), H17), "MALADIE", prevenu=True)
    t.absence(jeune, (t.jour(1), 480), (t.jour(1, 4), H17), "HOSPITALISATION")
    t.absence(jeune, (t.jour(2), 480), None, "FUGUE")


def jour_ferme(t: Terrain, nom: str) -> None:
    """A closed Saturday raises the alert, the open Saturday of the families does not."""
    jeune = t.jeune(nom, "AJ")
    for samedi in (t.jour(0, 5), t.offre.samedi_ouvert):
        t.rdv(jeune, samedi, (H9, H12), modalite="AJ", lieu="ETABLISSEMENT", titre="Fête des familles")


def seances_et_actes(t: Terrain, nom: str) -> None:
    """A collective séance with three professionals, one without any, a family meeting for two young people, a transport, work about them."""
    jeune, autre = t.jeune(nom, "PMO"), t.jeune(f"Alma {nom.split()[1]}", "PMO")
    deux, jour = [(jeune, "PRESENT"), (autre, "PRESENT")], t.jour(1, 2)
    t.rdv(deux, jour, (H10, H12), pros=3, titre="Atelier à trois professionnels")
    t.rdv(jeune, t.jour(1, 3), (H10, H11), pros=0, titre="Séance sans professionnel inscrit")
    t.rdv(deux, t.jour(1, 3), (H17, H17 + 60), categorie="DIRECT_ENTOURAGE", modalite="", titre=RENCONTRE, pros=2)
    t.rdv(jeune, t.jour(1, 4), (H9, H9 + 40), categorie="TRANSPORT", modalite="", lieu="AUTRE", titre="Trajet")
    t.rdv(jeune, t.jour(1, 4), (H14, H15), categorie="INDIRECT", modalite="", titre="Écrit professionnel")


def moins_d_une_heure(t: Terrain, nom: str) -> None:
    """Twenty-five minutes a week: nothing alone, one unit when the counter reaches an hour."""
    jeune = t.jeune(nom, "PMO")
    for rang in range(len(t.lundis)):
        t.rdv(jeune, t.jour(rang, 1), (H10, H10 + 25))


def seuil_exact(t: Terrain, nom: str) -> None:
    """Exactly four hours in the week: the lower bound belongs to the upper level."""
    jeune = t.jeune(nom, "PMO")
    for rang in range(4):
        t.rdv(jeune, t.jour(0, rang), (H10, H11))


def cumul_et_succession(t: Terrain, nom: str) -> None:
    """One combines two modalities in a week; the other goes from one to the other; boarding alone is not several."""
    famille = nom.split()[1]
    cumul, succession, paire = (t.jeune(qui, "AJ", "AN", "PMO") for qui in (nom, f"Lila {famille}", f"Nino {famille}"))
    t.accueil(cumul, t.jour(0))
    t.rdv(cumul, t.jour(0, 2), (H10, H11))
    t.accueil(succession, t.jour(0))
    t.rdv(succession, t.jour(-1, 2), (H10, H11))
    t.accueil(paire, t.jour(0, 1))
    t.rdv(paire, t.jour(0, 1), (18 * 60 + 30, DEMAIN_8H), modalite="AN", lieu="INTERNAT", titre="Internat")


def duree_nulle(t: Terrain, nom: str) -> None:
    t.rdv(t.jeune(nom, "PMO"), t.jour(0, 1), (H10, H10), titre="Fin oubliée")


def jeune_sans_phase(t: Terrain, nom: str) -> None:
    """Known by a request that was closed, seen once, no phase at all."""
    jeune = t.identite(nom)
    recue = t.trimestre.debut - timedelta(days=30)
    t.tables["parcours.Demande"].ajouter(
        f"D-{nom.split()[1]}",
        t.offre.pk,
        jeune,
        "PMO",
        None,
        recue.isoformat(),
        None,
        _iso(t.trimestre.debut),
        "DEMENAGEMENT",
    )
    t.rdv(jeune, t.jour(0, 1), (H14, H15))


def phase_terminee(t: Terrain, nom: str) -> None:
    """Seen after the end of the only phase: the pair is left out."""
    jeune = t.identite(nom)
    t.phase(jeune, "ACCOMPAGNEMENT", t.entree, t.jour(0, 0) - timedelta(days=20), motif="Déménagement")
    t.rdv(jeune, t.jour(0, 1), (H10, H11))


def appels_toutes_les_semaines(t: Terrain, nom: str) -> None:
    """Punctual help every week of the quarter: more than twelve."""
    jeune = t.identite(nom)
    t.phase(jeune, "PONCTUEL", t.trimestre.debut - timedelta(days=10))
    for jeudi in t.jeudis():
        jour = jeudi if est_ouvre(jeudi) else jeudi - UN_JOUR
        t.rdv(
            jeune, jour, (H17, H17 + 20), categorie="DIRECT_ENTOURAGE", modalite="", lieu="TELEPHONE", titre=RENCONTRE
        )


def _iso(jour: date) -> str:
    return jour.isoformat()
