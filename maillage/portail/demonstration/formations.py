"""Trainings: a catalogue, needs grouped and taken up, sessions held in groups across establishments, answers at three months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps

from maillage.portail.demonstration.en_lien import dispositifs_en_lien
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.rencontres import MISSION, VILLES, SemisRencontres
from maillage.socle.domain.calendrier import prochain_jour_ouvre

HEURES = (time(9), time(17))
FORMATEURS = (
    ("Camille Exemple", "", "Coordination, intermodalités", True),
    ("Dominique Exemple", "Organisme de formation inventé", "Pouvoir d'agir des familles", False),
    ("Sacha Exemple", "Université inventée", "Partenariats, écologie du développement humain", False),
)
CATALOGUE = (
    (
        "Coordonner les parcours",
        "COORDINATION",
        13,
        "Coordination, encadrement",
        "Situer la coordination et la référence\nTenir une réunion de parcours",
    ),
    (
        "Passer d'une modalité à l'autre",
        "INTERMODALITES",
        13,
        "Tous les métiers",
        "Préparer un changement de modalité\nDire qui prévient qui",
    ),
    (
        "L'ambulatoire, au plus près des lieux de vie",
        "AMBULATOIRE",
        6.5,
        "Éducation, soin",
        "Travailler hors les murs\nOrganiser ses déplacements",
    ),
    (
        "Co-construire avec les familles",
        "FAMILLES",
        13,
        "Tous les métiers",
        "Entendre avant de proposer\nÉcrire le projet ensemble",
    ),
    (
        "Faire durer un partenariat",
        "PARTENARIATS",
        6.5,
        "Encadrement, coordination",
        "Choisir ses partenaires\nTenir un accord dans le temps",
    ),
)
PROGRAMME = (
    "Matin : apports et situations de travail.\nAprès-midi : mise en pratique par groupes de plusieurs établissements."
)
SESSIONS = (
    (0, "Coordonner les parcours, premier groupe", (-250, -243), VILLES[2], 22, True),
    (3, "Co-construire avec les familles, automne", (-200, -193), VILLES[1], 18, True),
    (1, "Passer d'une modalité à l'autre", (-150, -143), VILLES[0], 20, True),
    (2, "L'ambulatoire, au plus près", (-60,), VILLES[2], 16, False),
    (4, "Faire durer un partenariat", (-24,), VILLES[1], 14, False),
)
"""Training, title, days from today, town, people registered, whether it was evaluated at three months."""
METIERS = ("EDUCATEUR", "COORDONNATEUR", "PSYCHOLOGUE", "CHEF_DE_SERVICE", "ENSEIGNANT")
MOTS = (
    "Nous avons refait notre réunion de parcours le mois suivant.",
    "J'ai gardé la grille ; il manque du temps pour l'utiliser avec chaque famille.",
    "Difficile seul : il faudrait que mes collègues la suivent aussi.",
)


@dataclass
class SemisFormations:
    """Rows of this context waiting to be written, beside those of the meetings they stand on."""

    reglages: Reglages
    rng: Random
    rencontres: SemisRencontres
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    def ajouter(self, nom: str, /, **champs: Any) -> Any:
        """Set a row aside."""
        modele = apps.get_model("formations", nom)
        if any(champ.name == "identifiant" for champ in modele._meta.fields):
            champs.setdefault("identifiant", identifiant(self.rng))
        ligne = modele(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write the meetings, then the rest, in the order in which the kinds of rows were first met."""
        nombre = self.rencontres.ecrire()
        for nom, lignes in self.lignes.items():
            apps.get_model("formations", nom)._default_manager.bulk_create(lignes)
        return nombre + sum(len(lignes) for lignes in self.lignes.values())

    def catalogue(self) -> list[Any]:
        """The trainers and the trainings."""
        for nom, organisme, domaines, mission in FORMATEURS:
            self.ajouter("Formateur", nom=nom, organisme=organisme, domaines=domaines, de_la_mission=mission)
        return [
            self.ajouter(
                "Formation",
                titre=titre,
                thematique=code,
                heures=heures,
                public=public,
                objectifs=objectifs,
                programme=PROGRAMME,
                methode="Apports courts, études de situations sans nom, échanges entre établissements.",
            )
            for titre, code, heures, public, objectifs in CATALOGUE
        ]

    def session(self, formation: Any, cas: tuple[int, str, tuple[int, ...], str, int, bool]) -> Any:
        """A session held: registered, signed in each day, and answered at three months when it was long ago."""
        _, titre, jours, ville, nombre, evaluee = cas
        rencontre = self.rencontres.rencontre(
            "FORMATION",
            titre,
            list(jours),
            theme=formation.libelle_thematique,
            etat="TENUE",
            presentation=formation.objectifs,
        )
        seance = self.rencontres.seance(rencontre, jours[0], ville=ville, places=24, heures=HEURES)
        inscrits = self.rencontres.inscrire(seance, nombre, arrivees=min(jours) - 30)
        venus = self.rencontres.emarger(seance, inscrits, part=0.93)
        for jour in jours[1:]:
            le = max(self.rencontres.jour(jour), prochain_jour_ouvre(seance.dernier_jour))
            seance.jour_demo = self.rencontres.ajouter(
                "JourSeance", seance=seance, le=le, debut=HEURES[0], fin=HEURES[1]
            )
            seance.dernier_jour = le
            self.rencontres.emarger(seance, venus, part=0.9)
        self.rencontres._evaluer(rencontre, venus)
        suite = self.rencontres.jour(max(jours) + 92) if evaluee else None
        session = self.ajouter("SessionFormation", formation=formation, rencontre=rencontre, suite_envoyee_le=suite)
        self._suites(session, [une for une in venus if une.courriel], seance.dernier_jour, evaluee=evaluee)
        return session

    def _suites(self, session: Any, venus: list[Any], le: date, *, evaluee: bool) -> None:
        """Who agreed to be asked, and what two in three of them answered."""
        for rang, une in enumerate(venus):
            repondu = evaluee and rang % 3 != 2
            self.ajouter("AccordSuite", session=session, inscription=une, note_par=MISSION, note_le=le, repondu=repondu)
            if repondu:
                texte = MOTS[rang % len(MOTS)] if rang % 4 == 0 else ""
                cle = UUID(int=self.rng.getrandbits(128))
                note = self.rng.choice((2, 3, 4, 4, 5))
                self.ajouter("EvaluationDistance", cle=cle, session=session, note=note, texte=texte)

    def a_venir(self, formation: Any) -> Any:
        """A session announced, in two groups, with places left."""
        rencontre = self.rencontres.rencontre(
            "FORMATION",
            f"{formation.titre}, printemps",
            [38, 52],
            theme=formation.libelle_thematique,
            presentation=formation.objectifs,
            inscriptions_jusqu_au=self.rencontres.jour(24),
        )
        for jour, ville in ((38, VILLES[2]), (52, VILLES[1])):
            seance = self.rencontres.seance(rencontre, jour, ville=ville, places=20, heures=HEURES)
            self.rencontres.inscrire(seance, 5, arrivees=-12)
        return self.ajouter("SessionFormation", formation=formation, rencontre=rencontre)

    def besoins(self, formations: list[Any], annoncee: Any) -> None:
        """Three needs a dispositif: one waits, one is taken up by the session to come, one was set aside for some."""
        aujourd_hui = self.reglages.aujourd_hui
        for rang, (cle, _nom) in enumerate(self.rencontres.dispositifs):
            for numero in range(3):
                formation = formations[(rang + numero) % len(formations)]
                reprise = numero == 1
                ecarte = numero == 2 and rang % 5 == 4
                formation = annoncee.formation if reprise else formation
                self.ajouter(
                    "BesoinFormation",
                    dispositif_id=cle,
                    thematique=formation.thematique,
                    formation=formation,
                    metier=METIERS[(rang + numero) % len(METIERS)],
                    nombre=1 + (rang * 3 + numero * 2) % 7,
                    priorite=str(1 + (rang + numero) % 3),
                    souhait="Plutôt un mardi ou un jeudi, pas plus d'une heure de route." if numero == 0 else "",
                    exprime_le=aujourd_hui - timedelta(days=20 + 9 * numero + rang),
                    par="Démonstration direction",
                    etat="ECARTE" if ecarte else "REPRIS" if reprise else "EXPRIME",
                    motif="Déjà proposé par votre organisme de formation." if ecarte else "",
                    session=annoncee if reprise else None,
                )


def semer_formations(reglages: Reglages) -> int:
    """Write the trainings; return the number of rows."""
    rng = Random(f"{reglages.graine}-formations")  # noqa: S311 (a reproducible demonstration, not a secret)
    dispositifs = [(un.pk, un.nom) for un in dispositifs_en_lien()]
    communes = apps.get_model("territoire", "Commune")._default_manager.in_bulk(VILLES)
    semis = SemisFormations(reglages, rng, SemisRencontres(reglages, rng, dispositifs, communes))
    formations = semis.catalogue()
    sessions = [semis.session(formations[cas[0]], cas) for cas in SESSIONS]
    annoncee = semis.a_venir(formations[0])
    semis.besoins(formations, annoncee)
    nombre = semis.ecrire()
    return nombre + _relier(semis, formations, [*sessions, annoncee])


def _relier(semis: SemisFormations, formations: list[Any], sessions: list[Any]) -> int:
    """Say who gives each training and each session."""
    formateurs = semis.lignes["Formateur"]
    liens = 0
    for objets, champ in ((formations, "formation"), (sessions, "session")):
        modele = type(objets[0]).formateurs.through
        nom = f"{'sessionformation' if champ == 'session' else 'formation'}_id"
        lignes = [
            modele(**{nom: objet.pk, "formateur_id": formateurs[rang % len(formateurs)].pk})
            for rang, objet in enumerate(objets)
        ]
        modele._default_manager.bulk_create(lignes)
        liens += len(lignes)
    return liens
