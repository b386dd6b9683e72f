"""Requests for support and actions of one dispositif: in every state, most of them answered; drawn apart, so that the rest stays the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.echeances import apres_jours_ouvres, echeance_de
from maillage.appui_ressource.domain.routage import Proximite
from maillage.portail.demonstration import noms
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo, identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.portail.demonstration.temps import instant

NEUF_HEURES, QUATORZE_HEURES, QUINZE_HEURES = 9 * 60, 14 * 60, 15 * 60
ETATS_RECENTS = ("RECUE", "QUALIFIEE", "EN_COURS", "RECUE", "REPONDUE")
"""Of the last requests; those before are answered, closed or refused."""
ANCIENNETE_MIN, ANCIENNETE_MAX = 30, 380
ACTIONS_PAR_AN, PART_NOMMEE = 16, 0.3
DUREES = (30, 45, 60, 90, 120, 180)
SITUATIONS = (
    ("COMPORTEMENT", "Un élève de CE1 quitte la classe plusieurs fois par jour et inquiète les autres enfants."),
    ("COMPORTEMENT", "Au centre de loisirs, un enfant de 8 ans se bat dès que le groupe dépasse dix."),
    ("APPRENTISSAGE", "Une élève de sixième ne suit plus les consignes écrites malgré l'aide de l'accompagnante."),
    ("AUTISME", "Un enfant de trois ans ne supporte pas le bruit du repas à la crèche."),
    ("MOTEUR", "Le club de judo aimerait accueillir un jeune en fauteuil et ne sait pas comment s'y prendre."),
    ("NE_SAIT_PAS", "L'équipe se sent démunie devant plusieurs situations et voudrait un regard extérieur."),
)
REPONSE = "Merci de votre demande. Nous avons essayé ensemble un coin calme et des consignes en images : tenez-nous au courant."
CONTENUS = {
    "INFO_SENSIBILISATION": {"theme": "Les troubles de l'attention", "public_vise": "Équipe enseignante et animateurs"},
    "COOPERATION_APPRENANTE": {
        "partenaires": "École, périscolaire, SESSAD",
        "pratique": "Repérer et anticiper les crises",
    },
    "APPUI_CONSEIL": {
        "question": "Comment apaiser les transitions ?",
        "conseils": "Emploi du temps en images, coin calme",
    },
    "OBSERVATION_EVALUATION": {"cadre": "En classe, une matinée", "objet": "Comprendre les refus de travail"},
}
DEMANDEURS = {"ECOLE": "ECOLE", "COLLEGE": "COLLEGE", "LOISIRS": "CLUB", "SANTE": "SOIN", "ASE": "ASE"}


@dataclass
class SemisAppui:
    """What the requests and actions of a dispositif are written with; `partenaires`: key, type, name, commune."""

    tables: Tables
    offre: Offre
    reglages: Reglages
    rng: Random
    jeunes: list[JeuneDemo]
    partenaires: list[tuple[int, str, str, str]]

    def partenaire(self) -> tuple[int, str, str, str]:
        """A partner that was in contact: never the first of the list, a school, so that someone never was."""
        return self.rng.choice(self.partenaires[1:])

    def semer_demandes(self) -> None:
        """Recent requests in every state, older ones finished."""
        aujourd_hui = self.reglages.aujourd_hui
        for rang, etat in enumerate(ETATS_RECENTS):
            self._demande(aujourd_hui - timedelta(days=1 + 4 * rang), etat)
        for _ in range(6 + self.rng.randint(0, 5)):
            jour = aujourd_hui - timedelta(days=self.rng.randint(ANCIENNETE_MIN, ANCIENNETE_MAX))
            self._demande(jour, self.rng.choice(("CLOSE", "CLOSE", "CLOSE", "REFUSEE")))

    def _demande(self, jour: date, etat: str) -> None:
        public, situation = self.rng.choice(SITUATIONS)
        cle, type_, nom, commune = self.partenaire()
        reponse = apres_jours_ouvres(jour, self.rng.randint(1, 6)) if etat in {"REPONDUE", "CLOSE", "REFUSEE"} else None
        reponse = min(reponse, self.reglages.aujourd_hui) if reponse else None
        echeance = echeance_de(etat, reponse or jour, referentiels.reglages(self.reglages.aujourd_hui))
        prenom, famille = noms.prenom_de_professionnel(self.rng), noms.nom_de_famille(self.rng)
        demande = self.tables["appui_ressource.DemandeAppui"].ajouter(
            f"A{identifiant(self.rng)[1:]}",
            self.offre.pk,
            DEMANDEURS[type_],
            nom,
            cle,
            commune,
            f"{prenom} {famille}",
            "demandeur@exemple.test",
            public,
            situation,
            self.rng.choice(tuple(CONTENUS)),
            etat,
            int(Proximite.TERRITOIRE),
            instant(jour, NEUF_HEURES),
            instant(reponse, QUATORZE_HEURES) if reponse else None,
            reponse.isoformat() if reponse and etat != "REFUSEE" else None,
            echeance.isoformat() if echeance else None,
            "AUTRE_SERVICE" if etat == "REFUSEE" else "",
            (reponse or jour).isoformat(),
        )
        if reponse:
            self._suite(demande, reponse, etat)
        if etat == "EN_COURS":
            self._visite_prevue(demande, (cle, type_, nom, commune))

    def _visite_prevue(self, demande: int, partenaire: tuple[int, str, str, str]) -> None:
        """A visit to come, in the agenda, for a request at work."""
        jour = apres_jours_ouvres(self.reglages.aujourd_hui, self.rng.randint(4, 8))
        cle, structure, nom, commune = partenaire
        nature, duree = "APPUI_CONSEIL", 60
        evenement = self._evenement(jour, duree, nature, nom, statut="PLANIFIE")
        self.tables["appui_ressource.ActionAppui"].ajouter(
            f"R{identifiant(self.rng)[1:]}",
            self.offre.pk,
            demande,
            evenement,
            nature,
            jour.isoformat(),
            duree,
            1,
            None,
            structure,
            nom,
            cle,
            commune,
            None,
            "",
            None,
            "",
            json.dumps({"question": CONTENUS[nature]["question"]}, ensure_ascii=False),
        )

    def _suite(self, demande: int, reponse: date, etat: str) -> None:
        auteur = "Équipe d'appui-ressource (démonstration)"
        self.tables["appui_ressource.MessageAppui"].ajouter(
            demande, self.offre.pk, auteur, REPONSE, instant(reponse, QUATORZE_HEURES)
        )
        attente = timedelta(days=referentiels.reglages(reponse).evaluation_jours)
        if etat == "CLOSE" and reponse + attente <= self.reglages.aujourd_hui:
            rendue = self.rng.random() < 0.7
            self.tables["appui_ressource.EvaluationAppui"].ajouter(
                demande,
                (reponse + attente).isoformat(),
                (reponse + attente).isoformat() if rendue else None,
                self.rng.choice(("OUI", "OUI", "UN_PEU", "NON")) if rendue else "",
                "Le coin calme sert à toute la classe." if rendue else "",
            )

    def semer_actions(self) -> None:
        """Actions over the days of school of the agendas: most entered alone, some borne by the agenda of the head of service."""
        passes = sorted(jour for jour in self.offre.calendrier.scolaires if jour < self.reglages.aujourd_hui)
        nombre = min(len(passes), ACTIONS_PAR_AN + self.rng.randint(0, 6))
        for rang, jour in enumerate(sorted(self.rng.sample(passes, nombre))):
            self._action(jour, dans_l_agenda=rang % 3 == 0)

    def _action(self, jour: date, *, dans_l_agenda: bool) -> None:
        type_ = self.rng.choice(tuple(CONTENUS))
        cle, structure, nom, commune = self.partenaire()
        duree = self.rng.choice(DUREES)
        suivis = [j for j in self.jeunes if j.debut <= jour.toordinal() <= j.fin]
        individuel = type_ == "OBSERVATION_EVALUATION"
        nomme: Any = self.rng.choice(suivis) if suivis and (individuel or self.rng.random() < PART_NOMMEE) else None
        accord = nomme is not None or individuel
        self.tables["appui_ressource.ActionAppui"].ajouter(
            f"R{identifiant(self.rng)[1:]}",
            self.offre.pk,
            None,
            self._evenement(jour, duree, type_, nom) if dans_l_agenda else None,
            type_,
            jour.isoformat(),
            duree,
            1 if dans_l_agenda else self.rng.randint(1, 3),
            self.rng.randint(1, 3) if individuel else self.rng.randint(2, 24),
            structure,
            nom,
            cle,
            commune,
            nomme.pk if nomme else None,
            "PARENTS" if accord else "",
            (jour - timedelta(days=7)).isoformat() if accord else None,
            "ECRIT" if accord else "",
            json.dumps(CONTENUS[type_], ensure_ascii=False),
        )

    def _evenement(self, jour: date, duree: int, type_: str, lieu: str, *, statut: str = "REALISE") -> int:
        evenement = self.tables["agenda.Evenement"].ajouter(
            f"R{identifiant(self.rng)}",
            self.offre.pk,
            self.offre.etablissements[-1],
            None,
            f"Appui-ressource : {referentiels.types_action()[type_].libelle.lower()}",
            instant(jour, QUINZE_HEURES),
            instant(jour, QUINZE_HEURES + duree),
            "INDIRECT",
            "",
            "PARTENAIRE",
            lieu,
            statut,
            instant(jour, QUINZE_HEURES + duree) if statut == "REALISE" else None,
            "",
            "",
        )
        self.tables["agenda.ParticipationPro"].ajouter(evenement, self.offre.equipe["CHEF_DE_SERVICE"][0])
        return evenement


def semer_appui(tables: Tables, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """Write the requests and actions of a dispositif; depends on the seed and the rank alone, draws nothing from the other parts."""
    rng = Random(f"{reglages.graine}-{offre.rang}-appui")  # noqa: S311 (a reproducible demonstration, not a secret)
    semis = SemisAppui(tables, offre, reglages, rng, jeunes, offre.partenaires)
    semis.semer_demandes()
    semis.semer_actions()
