"""Meetings of the network: a COMOP held in three towns, a day filled beyond its places, online slots, a draft, one called off."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.en_lien import dispositifs_en_lien
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.rencontres.domain.doublons import cle_de_personne
from maillage.rencontres.domain.inscription import cle_d_etablissement
from maillage.socle.domain.calendrier import dernier_jour_ouvre

VILLES = ("11069", "34172", "31555")
"""Carcassonne, Montpellier, Toulouse: the three towns of the COMOP of November 2025."""
MATIN, SOIR = time(9, 30), time(16, 30)
MISSION, AGENCE = "Démonstration mission d'appui", "Agence régionale de santé"


@lru_cache
def _textes() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "rencontres.toml").read_text("utf-8"))


@dataclass
class SemisRencontres:
    """Rows waiting to be written, and what they are drawn from; `dispositifs`: (key, name)."""

    reglages: Reglages
    rng: Random
    dispositifs: list[tuple[int, str]]
    communes: dict[str, Any]
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    def jour(self, jours: int) -> date:
        """Return a working day so many days from today."""
        return dernier_jour_ouvre(self.reglages.aujourd_hui + timedelta(days=jours))

    def instant(self, jours: int, heure: int = 10, minute: int = 0) -> datetime:
        return timezone.make_aware(
            datetime.combine(self.reglages.aujourd_hui + timedelta(days=jours), time(heure, minute))
        )

    def ajouter(self, nom: str, /, **champs: Any) -> Any:
        """Set a row of this context aside."""
        modele = apps.get_model("rencontres", nom)
        for champ in ("identifiant", "code_presence", "sel"):
            if any(f.name == champ for f in modele._meta.fields):
                champs.setdefault(champ, identifiant(self.rng))
        ligne = modele(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write in the order in which the kinds of rows were first met; return how many."""
        for nom, lignes in self.lignes.items():
            apps.get_model("rencontres", nom)._default_manager.bulk_create(lignes)
        return sum(len(lignes) for lignes in self.lignes.values())

    def rencontre(self, nature: str, titre: str, jours: list[int], **champs: Any) -> Any:
        """A meeting whose dates run over these days."""
        etat = champs.setdefault("etat", "ANNONCEE")
        annoncee = None if etat == "BROUILLON" else self.instant(min(jours) - 45)
        return self.ajouter(
            "Rencontre",
            nature=nature,
            titre=titre,
            premier_jour=self.jour(min(jours)),
            dernier_jour=self.jour(max(jours)),
            annoncee_le=annoncee,
            **champs,
        )

    def seance(self, rencontre: Any, jours: int, *, ville: str = "", places: int | None = None, **champs: Any) -> Any:
        """A date of one day: `heures` gives its hours."""
        debut, fin = champs.pop("heures", (MATIN, SOIR))
        le = self.jour(jours)
        commune = self.communes.get(ville)
        champs.setdefault("lieu", "Maison des associations" if ville else "")
        seance = self.ajouter(
            "SeanceRencontre",
            rencontre=rencontre,
            commune=commune,
            places=places,
            premier_jour=le,
            dernier_jour=le,
            **champs,
        )
        seance.jour_demo = self.ajouter("JourSeance", seance=seance, le=le, debut=debut, fin=fin)
        return seance

    def plafond(self, souhaite: int, places: int) -> int:
        """Return a ceiling by establishment, high enough for a small region to fill the places."""
        return max(souhaite, -(-places // len(self.dispositifs)))

    def inscrire(self, seance: Any, nombre: int, *, arrivees: int) -> list[Any]:
        """People of dispositifs and partners, the first ones with a place; `arrivees`: days before today when they began to register."""
        textes, inscriptions, vus = _textes(), [], set()
        tenues: Counter[str] = Counter()
        for rang in range(nombre):
            prenom, nom = noms.prenom_de_professionnel(self.rng), noms.nom_de_famille(self.rng)
            partenaire = rang % 5 == 4
            cle: int | None
            cle, structure = self.dispositifs[rang % len(self.dispositifs)]
            if partenaire:
                cle, structure = None, textes["partenaires"][rang // 5 % len(textes["partenaires"])]
            personne = cle_de_personne(prenom, nom)
            if (personne, structure) in vus:
                continue
            vus.add((personne, structure))
            place = self._a_une_place(seance, tenues, structure)
            tenues[structure] += place
            quand = self.instant(arrivees + rang // 4, 9 + 2 * (rang % 4), 17 * rang % 60)
            inscriptions.append(
                self.ajouter(
                    "Inscription",
                    seance=seance,
                    prenom=prenom,
                    nom=nom,
                    personne=personne,
                    fonction=textes["fonctions"][rang % len(textes["fonctions"])],
                    courriel=f"p{rang}-{seance.identifiant[:5].lower()}@exemple.test" if rang % 11 else "",
                    dispositif_id=cle,
                    structure=structure,
                    cle_structure=cle_d_etablissement(cle, structure, personne),
                    etat="INSCRIT" if place else "EN_ATTENTE",
                    arrivee_le=quand,
                    place_le=quand if place else None,
                    origine="COMPTE",
                    par="Démonstration direction",
                )
            )
        return inscriptions

    def _a_une_place(self, seance: Any, tenues: Counter[str], structure: str) -> bool:
        plafond = seance.rencontre.plafond_structure
        libre = seance.places is None or tenues.total() < seance.places
        return libre and (plafond is None or tenues[structure] < plafond)

    def emarger(self, seance: Any, inscriptions: list[Any], *, part: float) -> list[Any]:
        """Sign in most of them; return who came."""
        jour, venus = seance.jour_demo, []
        for une in inscriptions:
            if une.etat != "INSCRIT" or self.rng.random() > part:
                continue
            venus.append(une)
            for moment in jour.demi_journees:
                if moment == "APRES_MIDI" and self.rng.random() > 0.92:
                    continue
                le = timezone.make_aware(datetime.combine(jour.le, time(9, 40) if moment == "MATIN" else time(13, 50)))
                moyen = self.rng.choice(("QR", "QR", "LISTE", "SOI"))
                self.ajouter(
                    "EmargementRencontre",
                    inscription=une,
                    jour=jour,
                    demi_journee=moment.value,
                    moyen=moyen,
                    le=le,
                    par=MISSION,
                )
        return venus

    def attentes(self, rencontre: Any, inscriptions: list[Any], *, rangees: bool) -> None:
        """What some of them hope for, grouped when the meeting is near."""
        textes = _textes()
        reponses = dict(textes["reponses_attentes"])
        themes: dict[str, Any] = {}
        for (libelle, texte), une in zip(textes["attentes"], inscriptions, strict=False):
            if libelle and rangees and libelle not in themes:
                themes[libelle] = self.ajouter(
                    "ThemeAttente", rencontre=rencontre, libelle=libelle, reponse=reponses.get(libelle, "")
                )
            self.ajouter("Attente", rencontre=rencontre, inscription=une, texte=texte, theme=themes.get(libelle))

    def comop(self) -> None:
        """The COMOP: announced, filled, held in three towns, signed, reported, evaluated."""
        jours = [-16, -15, -9]
        rencontre = self.rencontre(
            "COMOP",
            "Territoires et coopérations",
            jours,
            theme="Faire territoire",
            etat="TENUE",
            plafond_structure=self.plafond(6, 30),
            partage_jusqu_au=self.jour(-40),
            inscriptions_jusqu_au=self.jour(-20),
            presentation="La même journée dans trois villes, au plus près de chacun.\nMatin : échanges avec l'agence. Après-midi : ateliers.",
            introduction="Ce compte rendu rassemble ce que les trois journées ont dit : attentes, échanges, ateliers, questions.",
            conclusion="Continuer à se parler entre territoires ; se revoir au printemps avec les premières cartes.",
        )
        tous = []
        for rang, (ville, jour) in enumerate(zip(VILLES, jours, strict=True)):
            seance = self.seance(rencontre, jour, ville=ville, places=(18, 24, 30)[rang])
            inscrits = self.inscrire(seance, (22, 24, 34)[rang], arrivees=-60)
            tous += self.emarger(seance, inscrits, part=0.88)
            for titre, paroles in _textes()["points"]:
                self.ajouter("PointDeSeance", seance=seance, theme=titre, texte=paroles[rang])
            for titre, notes in _textes()["ateliers"]:
                atelier = self.ajouter(
                    "Atelier", seance=seance, titre=titre, animateur="Mission d'appui", notes=notes[rang], numero=1
                )
                self.ajouter(
                    "NoteAtelier", atelier=atelier, numero=1, texte=notes[rang], par=MISSION, le=self.instant(jour, 15)
                )
        self.attentes(rencontre, tous, rangees=True)
        self._ressources(rencontre)
        self.questions(rencontre)
        self._evaluer(rencontre, tous)

    def _ressources(self, rencontre: Any) -> None:
        for nom, fonction, sujet in (
            ("Camille Exemple", "Géographe", "Lire un territoire à partir des lieux de vie"),
            ("Dominique Exemple", "Chargée de déploiement à l'agence", "Ce que la reconnaissance change"),
        ):
            self.ajouter("Intervenant", rencontre=rencontre, nom=nom, fonction=fonction, sujet=sujet)
        adresse = "https://exemple.test/supports/territoires"
        self.ajouter("SupportRencontre", rencontre=rencontre, titre="Diaporama de la journée", adresse=adresse)

    def questions(self, rencontre: Any) -> None:
        """Questions to the authority: one answer replaced, some provisional, one still waiting."""
        for rang, (theme, texte, reponses) in enumerate(_textes()["questions"]):
            ancienne = len(reponses) > 1
            question = self.ajouter(
                "QuestionAutorite",
                rencontre=None if ancienne or rang == 4 else rencontre,
                theme=theme,
                texte=texte,
                posee_le=self.jour(-165 if ancienne else -45 + rang),
            )
            for numero, (statut, mots, jours) in enumerate(reponses, start=1):
                remplacee = numero < len(reponses)
                self.ajouter(
                    "ReponseOfficielle",
                    question=question,
                    numero=numero,
                    texte=mots,
                    statut="REMPLACEE" if remplacee else statut,
                    autorite=AGENCE,
                    source="Réponse inventée pour la démonstration",
                    le=self.jour(jours),
                    remplacee_le=self.jour(reponses[numero][2]) if remplacee else None,
                )

    def _evaluer(self, rencontre: Any, venus: list[Any]) -> None:
        """Two in three of who came answer; keys drawn from the seed, so that the demonstration is the same."""
        mots = _textes()["mots_libres"]
        for rang, une in enumerate(venus):
            if rang % 3 == 2:
                continue
            une.evaluee = True
            notes = {
                nom: self.rng.choice((3, 4, 4, 5, 5)) for nom in ("contenu", "animation", "organisation", "utilite")
            }
            texte = mots[rang % len(mots)] if rang % 4 == 0 else ""
            self.ajouter(
                "ReponseEvaluation", cle=UUID(int=self.rng.getrandbits(128)), rencontre=rencontre, texte=texte, **notes
            )

    def journee(self) -> None:
        """A day open to all, its first date beyond its places; the same person twice, a mail that came back."""
        rencontre = self.rencontre(
            "JOURNEE",
            "École et médico-social : travailler à côté l'un de l'autre",
            [34, 41],
            theme="École inclusive",
            public_site=True,
            plafond_structure=self.plafond(4, 16),
            partage_jusqu_au=self.jour(-3),
            inscriptions_jusqu_au=self.jour(27),
            presentation="Enseignants, familles et équipes : une journée pour se dire comment on travaille ensemble, sans jargon.",
        )
        seance = self.seance(rencontre, 34, ville=VILLES[2], places=16)
        self.seance(rencontre, 41, ville=VILLES[1], places=40)
        inscrits = self.inscrire(seance, 22, arrivees=-12)
        self.attentes(rencontre, inscrits, rangees=False)
        self._double(seance, inscrits[-1])
        self.ajouter(
            "Intervenant",
            rencontre=rencontre,
            nom="Sacha Exemple",
            fonction="Parent",
            sujet="Ce que nous attendons de vous deux",
        )

    def _double(self, seance: Any, une: Any) -> None:
        """The same person under another spelling."""
        nom = f"{une.nom}{une.nom[-1]}" if len(une.nom) > 4 else f"{une.nom}e"
        champs = {
            c: getattr(une, c)
            for c in ("prenom", "fonction", "courriel", "dispositif_id", "structure", "cle_structure")
        }
        self.ajouter(
            "Inscription",
            seance=seance,
            nom=nom,
            personne=cle_de_personne(une.prenom, nom),
            etat="EN_ATTENTE",
            arrivee_le=une.arrivee_le + timedelta(hours=2),
            origine="EQUIPE",
            par=MISSION,
            **champs,
        )

    def autres(self) -> None:
        """A committee to come and those before, online slots, a draft, a meeting called off."""
        distance = "https://exemple.test/visio"
        comite = self.rencontre(
            "REFERENTS", "Comité des référents de la mesure d'activité", [12], theme="Activité", plafond_structure=2
        )
        self.inscrire(
            self.seance(comite, 12, places=25, lien_distance=distance, heures=(time(14), time(16, 30))), 9, arrivees=-9
        )
        for jours in (-320, -190, -95):
            passe = self.rencontre(
                "REFERENTS", "Comité des référents de la mesure d'activité", [jours], theme="Activité", etat="TENUE"
            )
            seance = self.seance(passe, jours, lien_distance=distance, heures=(time(14), time(16, 30)))
            self.emarger(seance, self.inscrire(seance, 11, arrivees=jours - 20), part=0.8)
        permanence = self.rencontre(
            "PERMANENCE",
            "Permanence en ligne : vos questions sur Maillage",
            [5, 19, 33],
            public_site=True,
            theme="Aide",
        )
        for jours in (5, 19, 33):
            self.seance(permanence, jours, places=12, lien_distance=distance, heures=(time(12, 30), time(13, 30)))
        brouillon = self.rencontre(
            "COMOP", "Accueil de nuit et répit", [118, 125], etat="BROUILLON", theme="Nuits", plafond_structure=5
        )
        self.seance(brouillon, 118, ville=VILLES[0], places=40)
        self.seance(brouillon, 125, ville=VILLES[2], places=60)
        annulee = self.rencontre(
            "JOURNEE", "Sport et loisirs pour tous", [-50], etat="ANNULEE", theme="Partenaires", public_site=True
        )
        mot = "La salle a été fermée la veille par la commune."
        self.inscrire(self.seance(annulee, -50, ville=VILLES[1], places=50, etat="ANNULEE", mot=mot), 8, arrivees=-80)


def semer_rencontres(reglages: Reglages) -> int:
    """Write the meetings of the network; return the number of rows."""
    rng = Random(f"{reglages.graine}-rencontres")  # noqa: S311 (a reproducible demonstration, not a secret)
    dispositifs = [(un.pk, un.nom) for un in dispositifs_en_lien()]
    communes = apps.get_model("territoire", "Commune")._default_manager.in_bulk(VILLES)
    semis = SemisRencontres(reglages, rng, dispositifs, communes)
    semis.comop()
    semis.journee()
    semis.autres()
    return semis.ecrire() + _courriel_revenu(semis)


def _courriel_revenu(semis: SemisRencontres) -> int:
    """The mail of one registration came back: the list says so."""
    une = next((une for une in semis.lignes["Inscription"] if une.seance.rencontre.public_site and une.courriel), None)
    if une is None:
        return 0
    apps.get_model("socle", "Courriel")._default_manager.create(
        cle=f"rencontres:inscrit:{une.pk}:demonstration",
        nature="RENCONTRE",
        gabarit="rencontres/inscrit",
        destinataire=une.courriel,
        objet=f"Vous avez une place : {une.seance.rencontre.titre}",
        texte="Courriel inventé pour la démonstration.",
        objet_lie=f"rencontres.Inscription:{une.pk}",
        etat="ABANDONNE",
        cree_le=une.arrivee_le,
        erreur="Rejeté par le serveur du destinataire : boîte inconnue",
    )
    return 1
