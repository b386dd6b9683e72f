"""Conventions in every state, sessions with decisions kept or late, agreements, feuille de route: one département after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.utils import timezone

from maillage.conventions import referentiels
from maillage.conventions.services import joindre_texte
from maillage.portail.demonstration import noms
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import ActeurSysteme
from maillage.socle.domain.calendrier import dernier_jour_ouvre
from maillage.socle.pieces import controler
from maillage.socle.rapports import Paragraphe, Rapport, Section, en_pdf

AGENCE = "Démonstration agence régionale de santé"
SOURCE = "date inventée pour la démonstration"
TEXTES = {
    "OBJET": "Les signataires organisent ensemble le passage d'une modalité à l'autre, sans nouvelle notification.",
    "PILOTAGE": "Un COPIL par an, un COTECH par trimestre ; le CDSEI est informé une fois par an.",
    "PARENTS": "La famille et le jeune sont entendus avant chaque changement ; leur accord est écrit.",
    "MDPH": "La notification dit la modalité d'entrée ; un document explique le dispositif à la famille.",
    "SCOLAIRE": "Le service de l'école inclusive est prévenu de chaque changement de scolarité.",
    "DUREE": "Trois ans. Un départ se dit six mois avant ; ses effets sur les trois modalités sont étudiés ensemble.",
}
DECISIONS = (
    ("Écrire à chaque école le nom de son interlocuteur", "Direction académique", -20),
    ("Proposer un circuit unique pour les notifications", "MDPH", 35),
    ("Cartographier les communes sans accueil de nuit", "Organismes gestionnaires", 80),
    ("Vérifier avec la CAF les changements de modalité", "CAF", 120),
)
ACTIONS = (
    ("Offre", "Ouvrir des nuits le mercredi dans le secteur sud", "Organisme gestionnaire", 150, "A_FAIRE"),
    ("Offre", "Repérer les communes à plus de 45 minutes", "Agence régionale de santé", 60, "A_FAIRE"),
    ("École", "Présenter l'appui-ressource aux chefs d'établissement", "Direction académique", -40, "FAITE"),
    ("Parcours", "Écrire ensemble le document d'information des familles", "MDPH", 20, "A_FAIRE"),
    ("Partenaires", "Rencontrer les clubs de sport du département", "Mission d'appui", -15, "A_FAIRE"),
)
REPONSES = (
    (1, "Deux territoires pour les troubles du comportement, un seul pour les autres familles de handicap.", True),
    (2, "Un interlocuteur par collège et ses écoles ; trois communes restent à départager.", False),
    (3, "La MDPH notifie la modalité d'entrée ; la CAF reçoit un relevé chaque trimestre.", False),
)
CORPS = ("ARS", "DASEN", "DRAAF", "MDPH", "CAF", "MSA", "CPAM")


@dataclass(frozen=True)
class CasConvention:
    """A convention counted in months from today: signature, beginning, end (None: no such thing), and the last meeting."""

    signee: int | None
    debut: int
    fin: int
    reunion: int | None
    retires: int = 0
    denoncee: int | None = None
    corps: int = len(CORPS)


CAS = (
    CasConvention(signee=-19, debut=-18, fin=18, reunion=-2),
    CasConvention(signee=-33, debut=-32, fin=4, reunion=-14, corps=5),
    CasConvention(signee=None, debut=3, fin=39, reunion=None, corps=4),
    CasConvention(signee=-13, debut=-12, fin=24, reunion=-5, retires=1),
    CasConvention(signee=-40, debut=-40, fin=-4, reunion=-17),
    CasConvention(signee=-1, debut=1, fin=37, reunion=None),
    CasConvention(signee=-30, debut=-29, fin=7, reunion=-15, denoncee=-1),
)
"""Then every other département has none, with a date planned."""


@dataclass
class SemisConventions:
    """Rows waiting to be written, and what they are drawn from; `organismes`: by département, (key, name, modalities)."""

    reglages: Reglages
    rng: Random
    organismes: dict[str, list[tuple[int, str, list[str]]]]
    lignes: dict[str, list[Any]] = field(default_factory=dict)

    def jour(self, mois: int, jours: int = 0) -> date:
        return self.reglages.aujourd_hui + relativedelta(months=mois) + timedelta(days=jours)

    def ajouter(self, nom: str, /, **champs: Any) -> Any:
        """Set a row of this context aside."""
        modele = apps.get_model("conventions", nom)
        if any(champ.name == "identifiant" for champ in modele._meta.fields):
            champs.setdefault("identifiant", identifiant(self.rng))
        ligne = modele(**champs)
        self.lignes.setdefault(nom, []).append(ligne)
        return ligne

    def ecrire(self) -> int:
        """Write in the order in which the kinds of rows were first met; return how many."""
        for nom, lignes in self.lignes.items():
            apps.get_model("conventions", nom)._default_manager.bulk_create(lignes)
        return sum(len(lignes) for lignes in self.lignes.values())

    def convention(self, departement: str, cas: CasConvention) -> None:
        """One convention with its signatories, its text and, for the first ones, an amendment."""
        signee = self.jour(cas.signee) if cas.signee is not None else None
        convention = self.ajouter(
            "ConventionCadre",
            departement=departement,
            titre="Convention cadre départementale du dispositif intégré",
            preparee_le=signee - timedelta(days=200) if signee else self.jour(-3),
            signee_le=signee,
            debut=self.jour(cas.debut),
            fin=self.jour(cas.fin),
            denonciation_effet=self.jour(cas.denoncee) if cas.denoncee is not None else None,
            denonciation_motif="Texte à reprendre avec tous les organismes" if cas.denoncee is not None else "",
        )
        acteurs = referentiels.acteurs()
        for code in CORPS[: cas.corps]:
            self.ajouter("Signataire", convention=convention, acteur=code, nom=acteurs[code], signe_le=signee)
        for rang, (cle, nom, modalites) in enumerate(self.organismes.get(departement, [])):
            part = signee is not None and rang < cas.retires
            self.ajouter(
                "Signataire",
                convention=convention,
                acteur="OG",
                nom=nom,
                organisme_id=cle,
                modalites=modalites,
                signe_le=signee,
                retire_le=self.jour(-1) if part else None,
                motif_retrait="Transfert d'autorisation" if part else "",
            )
        for code, texte in list(TEXTES.items())[: None if signee else 3]:
            self.ajouter("Clause", convention=convention, rubrique=code, texte=texte)
        if signee and cas.reunion is not None and cas.denoncee is None:
            objet = "Précise qui prévient la CAF d'un changement de modalité."
            self.ajouter(
                "Avenant", convention=convention, numero=1, objet=objet, signe_le=min(self.jour(-9), self.jour(cas.fin))
            )

    def instances(self, departement: str, reunion: int) -> None:
        """A CDSEI held with its decisions, a COPIL before it, a COTECH to come when the follow-up is in time."""
        self._sieges(departement)
        copil = self._seance(departement, "COPIL", self.jour(reunion, -120), tenue=True)
        ancienne = self._decision(copil, DECISIONS[0], close=False)
        self.ajouter(
            "SuiteDecision",
            decision=ancienne,
            le=self.jour(reunion),
            constat="La liste est prête pour la moitié des écoles.",
            etat="A_FAIRE",
        )
        cdsei = self._seance(departement, "CDSEI", self.jour(reunion), tenue=True)
        for rang, decision in enumerate(DECISIONS[1:]):
            self._decision(cdsei, decision, close=rang == 2)
        if reunion > -12:
            self._seance(departement, "COPIL", self.jour(0, 25), tenue=False)

    def _seance(self, departement: str, instance: str, le: date, *, tenue: bool) -> Any:
        le = dernier_jour_ouvre(le)
        seance = self.ajouter(
            "Seance",
            departement=departement,
            instance=instance,
            le=le,
            heure=time(9, 30),
            lieu="Salle des associations",
            ordre_du_jour="État de la convention\nDécisions à revoir\nFeuille de route\nQuestions des familles",
            compte_rendu="Tour de table, état de la convention, puis les décisions ci-dessous." if tenue else "",
            etat="TENUE" if tenue else "PREVUE",
        )
        for rang, siege in enumerate(referentiels.instances()[instance].sieges if tenue else ()):
            pourvu = rang != len(referentiels.instances()[instance].sieges) - 1
            nom = self._personne() if pourvu else ""
            self.ajouter("Emargement", seance=seance, code=siege.code, nom=nom, present=pourvu and rang % 4 != 3)
        return seance

    def _personne(self) -> str:
        return f"{noms.prenom_de_professionnel(self.rng)} {noms.nom_de_famille(self.rng)}"

    def _decision(self, seance: Any, decision: tuple[str, str, int], *, close: bool) -> Any:
        texte, porteur, jours = decision
        echeance = max(self.jour(0, jours), seance.le)
        close_le = max(self.jour(0, -10), seance.le) if close else None
        champs = {"etat": "FAITE" if close else "A_FAIRE", "close_le": close_le, "echeance": echeance}
        return self.ajouter("DecisionInstance", seance=seance, texte=texte, porteur=porteur, **champs)

    def _sieges(self, departement: str) -> None:
        for code, type_ in referentiels.instances().items():
            for siege in type_.sieges[:-1]:
                self.ajouter(
                    "Siege",
                    departement=departement,
                    instance=code,
                    code=siege.code,
                    titulaire=self._personne(),
                    courriel=f"{siege.code.lower()}-{departement.lower()}@exemple.test",
                )

    def plans(self, departement: str) -> None:
        """The feuille de route of the year, and answers to three of the five questions."""
        for axe, libelle, pilote, jours, etat in ACTIONS:
            self.ajouter(
                "ActionFeuille",
                departement=departement,
                annee=self.reglages.aujourd_hui.year,
                axe=axe,
                libelle=libelle,
                pilote=pilote,
                partenaires="Dispositifs du département",
                echeance=self.jour(0, jours),
                etat=etat,
            )
        moment = timezone.make_aware(datetime.combine(self.jour(-1), time(15)))
        for numero, texte, tranchee in REPONSES:
            self.ajouter(
                "ReponseQuestion",
                departement=departement,
                numero=numero,
                texte=texte,
                tranchee=tranchee,
                par=AGENCE,
                le=moment,
            )

    def deploiement(self, departement: str, rang: int) -> None:
        """When the département is to sign."""
        debut = date(self.reglages.aujourd_hui.year + 1, 1, 1) + relativedelta(months=3 * (rang % 5))
        self.ajouter(
            "EtapeDeploiement", departement=departement, debut=debut, fin=debut + relativedelta(months=9), source=SOURCE
        )

    def accord(self, dispositif_id: int, rang: int) -> None:
        """One agreement: signed with a hospital, signed with a neighbour for its nights, or still in preparation."""
        titre, acteur, partenaire, modalites = (
            ("Consultations et temps de crise", "PSY", "Service de pédopsychiatrie inventé", []),
            ("Nuits d'accueil chez un voisin", "OG", "Association voisine inventée", ["AN"]),
            ("Salle et temps partagés au collège", "AUTRE", "Collège inventé", []),
        )[rang % 3]
        signee = None if rang % 3 == 2 else self.jour(-10)
        self.ajouter(
            "AccordBilateral",
            dispositif_id=dispositif_id,
            titre=titre,
            acteur=acteur,
            partenaire=partenaire,
            objet="Chacun nomme un interlocuteur ; un point est fait chaque trimestre.",
            modalites=modalites,
            preparee_le=self.jour(-12),
            signee_le=signee,
            debut=self.jour(-9) if signee else self.jour(1),
            fin=self.jour(3 + 12 * (rang % 2)),
        )


def semer_conventions(reglages: Reglages) -> int:
    """Write the conventions of the region, the départements that have a dispositif first; return the number of rows."""
    rng = Random(f"{reglages.graine}-conventions")  # noqa: S311 (a reproducible demonstration, not a secret)
    dispositifs = list(apps.get_model("structures", "Dispositif")._default_manager.order_by("pk"))
    semis = SemisConventions(reglages, rng, _organismes(dispositifs))
    for rang, departement in enumerate(_departements(dispositifs)):
        if rang < len(CAS):
            cas = CAS[rang]
            semis.convention(departement, cas)
            if cas.reunion is not None:
                semis.instances(departement, cas.reunion)
            if rang < 3:
                semis.plans(departement)
        if rang >= len(CAS) or CAS[rang].signee is None:
            semis.deploiement(departement, rang)
    for rang, dispositif in enumerate(dispositifs):
        semis.accord(dispositif.pk, rang)
        if rang == 0:
            semis.accord(dispositif.pk, 1)
    ecrites = semis.ecrire()
    _joindre_un_texte()
    return ecrites


def _joindre_un_texte() -> None:
    """Give one signed convention its document, as if it had been scanned."""
    signees = apps.get_model("conventions", "ConventionCadre")._default_manager.filter(signee_le__isnull=False)
    convention: Any = signees.order_by("pk").first()
    if convention is None:
        return
    libelles = {rubrique.code: rubrique.libelle for rubrique in referentiels.rubriques()}
    rapport = Rapport(
        titre=convention.titre,
        sous_titre=f"Département {convention.departement}, document inventé pour la démonstration",
        auteur="Maillage",
        arrete_au=convention.signee_le,
        sections=tuple(
            Section(libelles.get(clause.rubrique, clause.rubrique), (Paragraphe(clause.texte),))
            for clause in convention.clauses.order_by("pk")
        ),
    )
    joindre_texte(ActeurSysteme(AGENCE), convention, fichier=controler("convention-signee.pdf", en_pdf(rapport)))


def _departements(dispositifs: Sequence[Any]) -> list[str]:
    communes = apps.get_model("territoire", "Commune")._default_manager.order_by("departement")
    charges = communes.values_list("departement", flat=True).distinct()
    return list(dict.fromkeys([*(d.departement for d in dispositifs if d.departement), *charges]))


def _organismes(dispositifs: Sequence[Any]) -> dict[str, list[tuple[int, str, list[str]]]]:
    """Return the organismes of each département with the modalities of their places there."""
    modeles = apps.get_model("structures", "Dispositif")._default_manager.filter(pk__in=[d.pk for d in dispositifs])
    lus: dict[str, dict[tuple[int, str], set[str]]] = {}
    champs = ("departement", "organismes__pk", "organismes__nom", "places__modalite")
    for departement, cle, nom, modalite in modeles.order_by("pk").values_list(*champs).distinct():
        modalites = lus.setdefault(departement, {}).setdefault((cle, nom), set())
        modalites |= {modalite} if modalite else set()
    return {
        departement: [(cle, nom, sorted(modalites)) for (cle, nom), modalites in siens.items() if cle]
        for departement, siens in lus.items()
    }
