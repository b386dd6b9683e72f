"""Surveys: one asked twice and compared, one open, one with eight answers that the floor withholds, one being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.utils import timezone

from maillage.enquetes import referentiels
from maillage.enquetes.domain.ecriture import en_table
from maillage.enquetes.domain.parcours import est_montree
from maillage.enquetes.domain.questionnaire import QuestionEnquete, Questionnaire, TypeQuestion
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages

TEXTES: Mapping[str, Sequence[str]] = {
    "manque": (
        "Des temps plus courts et plus près de chez nous.",
        "Un relais quand l'équipe de direction change.",
        "Plus d'exemples venus d'autres établissements que les nôtres.",
        "Du temps : les équipes ne peuvent pas toujours se libérer.",
        "Des outils prêts à l'emploi pour la coordination.",
        "Rencontrer plus souvent l'école avec nous.",
    ),
    "autre_levier": (
        "Le soutien écrit de l'organisme gestionnaire.",
        "Des locaux dans les écoles du secteur.",
        "Un référent par territoire.",
        "Des véhicules partagés.",
        "Le dossier informatisé, enfin rempli par tous.",
        "L'appui des familles élues au conseil de la vie sociale.",
    ),
    "mot": (
        "Garder le rythme des rencontres, même à distance.",
        "Stabiliser les équipes avant d'ouvrir de nouveaux chantiers.",
        "Que la convention territoriale donne un vrai cadre.",
        "Continuer d'apprendre les uns des autres.",
        "Des places d'accueil de nuit mieux réparties.",
        "Moins de tableaux, plus de temps auprès des jeunes.",
        "Que l'école nous connaisse mieux.",
        "Parler davantage de l'après : dix-huit ans et la suite.",
        "Un même vocabulaire dans toutes les équipes.",
    ),
    "projets": (
        "Faire de l'agenda la source de l'activité.",
        "Former deux référents par site.",
        "Généraliser la messagerie sécurisée.",
        "Mieux sortir nos propres chiffres.",
        "Reprendre le paramétrage avec l'éditeur.",
        "Relier les listes d'attente au répertoire des ressources.",
    ),
}
FREQUENCE_MOT = 0.6
DEPUIS = 9
"""Days since which the open wave is open."""
PROFIL = frozenset({"taille", "anciennete"})
"""Questions on who answers, by which results are read: every choice is as likely, and nobody skips them."""
REJET = "Rejeté par le serveur du destinataire : boîte inconnue"


@dataclass(frozen=True)
class VagueDemo:
    """A wave counted in months from today: first day, length in days, invited, answers, and whether it is closed and shared."""

    titre: str
    mois: int
    jours: int
    invites: int
    reponses: int
    elan: float
    close: bool = True
    partagee: bool = False


@dataclass
class SemisEnquetes:
    """Rows waiting to be written."""

    reglages: Reglages
    rng: Random
    dispositifs: list[int]
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    def jour(self, mois: int, jours: int = 0) -> date:
        return self.reglages.aujourd_hui + relativedelta(months=mois) + timedelta(days=jours)

    def ajouter(self, nom: str, /, **champs: Any) -> Any:
        modele = apps.get_model(nom)
        if any(champ.name == "identifiant" for champ in modele._meta.fields):
            champs.setdefault("identifiant", identifiant(self.rng))
        ligne = modele(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write in the order in which the kinds of rows were first met; return how many."""
        for nom, lignes in self.lignes.items():
            apps.get_model(nom)._default_manager.bulk_create(lignes)
        return sum(len(lignes) for lignes in self.lignes.values())

    def enquete(
        self, modele: str, titre: str, objet: str, vagues: Sequence[VagueDemo], *, publiee: bool = True
    ) -> None:
        """One survey from a model, with its waves."""
        questionnaire = replace(referentiels.modeles()[modele].questionnaire, titre=titre)
        debut = min((vague.mois for vague in vagues), default=0)
        cree = self.jour(debut, -20)
        enquete = self.ajouter(
            "enquetes.Enquete", titre=titre, objet=objet, brouillon=en_table(questionnaire), creee_le=cree
        )
        if not publiee:
            return
        version = self.ajouter(
            "enquetes.VersionQuestionnaire",
            enquete=enquete,
            numero=1,
            schema=en_table(questionnaire),
            publiee_le=cree + timedelta(days=10),
        )
        for vague in vagues:
            self.vague(enquete, version, questionnaire, vague)

    def vague(self, enquete: Any, version: Any, questionnaire: Questionnaire, demo: VagueDemo) -> None:
        debut = self.jour(demo.mois, 0 if demo.close else -DEPUIS)
        fin = debut + timedelta(days=demo.jours)
        rejetes = 2 if demo.close else 0
        vague = self.ajouter(
            "enquetes.VagueEnquete",
            enquete=enquete,
            version=version,
            titre=demo.titre or str(debut.year),
            debut=debut,
            fin=fin,
            plancher=referentiels.reglages().plancher,
            close_le=fin + timedelta(days=1) if demo.close else None,
            invites=demo.invites if demo.close else 0,
            rejetes=rejetes,
            repondus=demo.reponses if demo.close else 0,
            partagee=demo.partagee,
        )
        for rang in range(demo.invites):
            self.invitation(vague, rang, utilisee=None if demo.close else rang < demo.reponses)
        if not demo.close:
            self.retours(vague, debut)
        for _ in range(demo.reponses):
            contenu = repondre_au_hasard(questionnaire, self.rng, demo.elan)
            cle = self.rng.getrandbits(61) + 1
            self.ajouter("enquetes.ReponseEnquete", id=cle, vague=vague, version=version, contenu=contenu)

    def invitation(self, vague: Any, rang: int, *, utilisee: bool | None, envois: int = 1) -> Any:
        dispositif = self.dispositifs[rang % len(self.dispositifs)] if self.dispositifs else None
        return self.ajouter(
            "enquetes.InvitationEnquete",
            vague=vague,
            adresse=f"direction{rang + 1}@exemple.fr",
            dispositif_id=dispositif,
            envois=envois,
            utilisee=utilisee,
        )

    def retours(self, vague: Any, debut: date) -> None:
        """Two mails that came back, and three addresses not written yet."""
        le = timezone.make_aware(datetime.combine(debut, time(9, 30)))
        libelle = f"{vague.enquete.titre}, {vague.titre} : invitations"
        lot = self.ajouter(
            "socle.LotCourriels",
            cle=f"enquetes:{vague.identifiant}:0",
            libelle=libelle,
            nature="ENQUETE",
            cree_le=le,
            par="Mission d'appui",
        )
        for rang in range(100, 105):
            perdue = rang < 102
            invitation = self.invitation(vague, rang, utilisee=False, envois=1 if perdue else 0)
            if perdue:
                self.ajouter(
                    "socle.Courriel",
                    cle=f"enquetes:{invitation.identifiant}:0",
                    nature="ENQUETE",
                    gabarit="enquetes/invitation",
                    destinataire=invitation.adresse,
                    objet=f"{vague.enquete.titre} : votre avis",
                    texte="Courriel de la démonstration.",
                    lot=lot,
                    etat="ABANDONNE",
                    essais=1,
                    cree_le=le,
                    envoye_le=le,
                    erreur=REJET,
                    par="Mission d'appui",
                )


def repondre_au_hasard(questionnaire: Questionnaire, rng: Random, elan: float) -> dict[str, Any]:
    """Return an invented answer; `elan` (0 to 1) pulls choices towards the end of their list."""
    contenu: dict[str, Any] = {}
    for question in questionnaire.questions():
        if not est_montree(question, contenu):
            continue
        if not question.obligatoire and question.code not in PROFIL and rng.random() < 0.06:
            continue
        valeur = _valeur(question, rng, elan)
        if valeur:
            contenu[question.code] = valeur
    return contenu


def _valeur(question: QuestionEnquete, rng: Random, elan: float) -> Any:
    if question.type is TypeQuestion.TEXTE:
        phrases = rng.sample(TEXTES.get(question.code, TEXTES["mot"]), rng.choice((1, 2, 2)))
        return " ".join(phrases) if rng.random() < FREQUENCE_MOT else None
    if question.type is TypeQuestion.NOMBRE:
        haut = float(question.maximum or 100)
        return str(int(min(haut, max(1, rng.gauss(14 if haut > 100 else 100 * elan, 7 if haut > 100 else 15)))))
    if question.type is TypeQuestion.MULTIPLE:
        return [choix.code for choix in question.choix if rng.random() < 0.3 + 0.4 * elan]
    if question.type is TypeQuestion.MATRICE:
        return {ligne.code: _tirer(question, rng, elan) for ligne in question.lignes}
    if question.code in PROFIL:
        return rng.choice(question.modalites).code
    if question.code == "formes":
        return "oui" if rng.random() < 0.75 else "non"
    return _tirer(question, rng, elan)


def _tirer(question: QuestionEnquete, rng: Random, elan: float) -> str:
    modalites = question.modalites
    rang = round(rng.gauss(elan * (len(modalites) - 1), 0.8))
    return modalites[min(max(rang, 0), len(modalites) - 1)].code


def semer_enquetes(reglages: Reglages) -> int:
    """Write the surveys of the network; return the number of rows."""
    rng = Random(f"{reglages.graine}-enquetes")  # noqa: S311 (a reproducible demonstration, not a secret)
    dispositifs = apps.get_model("structures.Dispositif")._default_manager.order_by("pk")
    semis = SemisEnquetes(reglages, rng, list(dispositifs.values_list("pk", flat=True)))
    semis.enquete(
        "enquete-2024",
        "Enquête auprès des directions",
        "Ce que l'appui, les formations et les rencontres ont changé dans les dispositifs.",
        (
            VagueDemo("", -26, 30, invites=46, reponses=39, elan=0.55),
            VagueDemo("", -4, 28, invites=48, reponses=36, elan=0.7, partagee=True),
        ),
    )
    semis.enquete(
        "numerique",
        "Le numérique dans les dispositifs",
        "Équipement, usages, projets : préparer la journée sur le dossier informatisé.",
        (
            VagueDemo("Essai auprès de huit établissements", -9, 14, invites=12, reponses=8, elan=0.4),
            VagueDemo("Toute la région", 0, 21, invites=44, reponses=17, elan=0.6, close=False),
        ),
    )
    semis.enquete(
        "instances",
        "Votre avis sur nos instances",
        "Le comité de pilotage et le comité des référents ont-ils le bon rythme ?",
        (),
        publiee=False,
    )
    return semis.ecrire()
