"""Projects in every state for half of the young people of the first dispositif, and a few rich eco-maps."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from maillage.parcours import selectors as parcours
from maillage.portail.demonstration.familles import PARENTS
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import LOIN, JeuneDemo, identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.projet.domain.saisies import SaisieAction, SaisieCadre, SaisieEvaluation, SaisieObjectif, SaisieParole
from maillage.projet.domain.suivi import LienAgenda
from maillage.projet.services import ecocarte, projet_accords, projet_contenu, projet_etats, projet_evaluation
from maillage.projet.services.projet_etats import est_majeur
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

TEXTES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
ONZE_HEURES = time(11)
ANNEE = 365
UN_PROJET_SUR = 2
CARTES = 4
QUESTIONS = {"aime": "AIME", "difficile": "DIFFICILE", "veux": "VEUX", "aide": "AIDE", "avec": "AVEC"}


@dataclass(frozen=True)
class Semis:
    """Who writes, where, and with which draw."""

    acteur: Acteur
    dispositif: Any
    reglages: Reglages
    rng: Random

    def jour(self, il_y_a: int) -> date:
        return self.reglages.aujourd_hui - timedelta(days=il_y_a)

    def moment(self, il_y_a: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.jour(il_y_a), ONZE_HEURES))


@dataclass
class Projet:
    """A project being brought to its state."""

    semis: Semis
    jeune: Any
    texte: dict[str, Any]
    objet: Any = None

    def ecrire(self, il_y_a: int, *, entier: bool = True) -> Projet:
        """A draft begun that many days ago; not whole, it stops after the young person's words. A second one says other words."""
        if self.objet is not None:
            self.texte = {**self.texte, **{cle: f"{self.texte[cle]} {suite}" for cle, suite in ENSUITE.items()}}
        communs = {"maintenant": self.semis.moment(il_y_a)}
        self.objet = projet_etats.commencer_projet(
            self.semis.acteur,
            dispositif=self.semis.dispositif,
            jeune=self.jeune,
            identifiant=f"P{identifiant(self.semis.rng)[1:]}",
            **communs,
        )
        projet_contenu.ecrire_parole(
            self.semis.acteur, projet=self.objet, saisie=self._parole(il_y_a), version=1, **communs
        )
        if entier:
            self._completer(communs)
        return self

    def proposer(self, il_y_a: int) -> Projet:
        version = projet_etats.proposer_projet(
            self.semis.acteur, projet=self.objet, attendus=self._attendus(), maintenant=self.semis.moment(il_y_a)
        )
        self.accords = list(version.accords.all())
        return self

    def repondre(self, il_y_a: int, *reponses: str) -> Projet:
        """Answers in the order of the awaited people; an empty word: no answer yet."""
        for accord, reponse in zip(self.accords, reponses, strict=False):
            if reponse:
                projet_accords.donner_accord(
                    self.semis.acteur,
                    accord=accord,
                    reponse=reponse,
                    moyen="PAPIER",
                    commentaire=MOTS_DES_REPONSES.get(reponse, ""),
                    maintenant=self.semis.moment(il_y_a),
                )
        self.objet.refresh_from_db()
        return self

    def accorder(self, il_y_a: int) -> Projet:
        return self.ecrire(il_y_a + 25).proposer(il_y_a + 10).repondre(il_y_a, "ACCORD", "ACCORD", "ACCORD")

    def evaluer(self, il_y_a: int, suite: str) -> Projet:
        fils = list(self.objet.objectifs.values_list("fil", flat=True))
        saisie = SaisieEvaluation(
            le=self.semis.jour(il_y_a),
            parole="C'est mieux qu'avant. Je voudrais continuer avec les mêmes personnes.",
            pictogrammes=("joie", "pousse"),
            avec="le jeune, sa famille et l'équipe",
            bilan="Ce qui marche : préparer avant, dire ce qui vient après. Ce qui reste à faire : le garder partout.",
            suite=suite,
            prochaine=self.semis.jour(il_y_a - ANNEE) if suite == "CONTINUER" else None,
            statuts=dict(zip(fils, ("EN_PARTIE", "ATTEINT"), strict=False)),
            mots=dict.fromkeys(fils[:1], "Le plus souvent."),
        )
        projet_evaluation.evaluer_projet(
            self.semis.acteur, projet=self.objet, saisie=saisie, maintenant=self.semis.moment(il_y_a)
        )
        return self

    def _parole(self, il_y_a: int) -> SaisieParole:
        pictos = {code: tuple(noms) for code, noms in self.texte["pictos"].items()}
        return SaisieParole(
            mots={code: self.texte[cle] for cle, code in QUESTIONS.items()},
            pictogrammes=pictos,
            le=self.semis.jour(il_y_a),
            mode=self.texte.get("mode", "DIT"),
            famille=self.texte["famille"],
        )

    def _completer(self, communs: dict[str, Any]) -> None:
        acteur, projet = self.semis.acteur, self.objet
        cadre = SaisieCadre(self.texte["synthese"], f"{self.jeune.prenom}, sa famille, l'équipe", _prevue(projet))
        projet_contenu.ecrire_cadre(acteur, projet=projet, saisie=cadre, version=2, **communs)
        projet_contenu.retenir_besoins(acteur, projet=projet, besoins=self.texte["besoins"], version=3, **communs)
        if projet.objectifs.exists():
            return
        for vise in self.texte["objectif"]:
            saisie = SaisieObjectif(
                mots=vise["mots"],
                formulation=vise.get("formulation", ""),
                mots_simples=vise.get("simple", ""),
                pictogramme=vise["picto"],
                besoins=tuple(vise["besoins"]),
                echeance=_prevue(projet),
            )
            objectif = projet_contenu.ajouter_objectif(acteur, projet=projet, saisie=saisie, **communs)
            for faite in vise["action"]:
                action = SaisieAction(
                    faite["quoi"],
                    faite.get("simple", ""),
                    faite.get("qui", ""),
                    faite.get("quand", ""),
                    LienAgenda(tuple(faite.get("activites", ())), faite.get("categorie", "")),
                )
                projet_contenu.ajouter_action(acteur, objectif=objectif, saisie=action, **communs)

    def _attendus(self) -> list[tuple[str, str]]:
        if est_majeur(self.jeune, self.semis.reglages.aujourd_hui):
            return [(str(self.jeune), "JEUNE_MAJEUR")]
        parents = [(f"{prenom} {self.jeune.nom}", "PARENT") for prenom in PARENTS]
        return [*parents, (str(self.jeune), "JEUNE_MINEUR")]


ENSUITE = {
    "veux": "Et choisir moi-même le jour.",
    "aide": "Qu'on me demande mon avis avant.",
    "synthese": "Depuis le dernier projet, les matinées sont plus calmes et les absences plus rares.",
    "famille": "Nous voyons la différence à la maison.",
}
"""What is added to the words of a project when the next one is written."""
MOTS_DES_REPONSES = {
    "RESERVES": "D'accord, mais pas d'activité après 17 h : le retour est trop long.",
    "REFUS": "C'est trop tôt. Nous voulons d'abord en parler avec l'école.",
}
Etat = tuple[int, Callable[[Projet], object]]
BROUILLON: Etat = (20, lambda p: p.ecrire(15, entier=False))
ETATS: tuple[Etat, ...] = (
    (170, lambda p: p.accorder(140)),
    BROUILLON,
    (60, lambda p: p.ecrire(40).proposer(12).repondre(5, "ACCORD")),
    (400, lambda p: p.accorder(300)),
    (60, lambda p: p.ecrire(50).proposer(20).repondre(9, "REFUS")),
    (420, lambda p: p.accorder(390).evaluer(30, "CONTINUER")),
    (500, lambda p: p.accorder(470).evaluer(80, "REVISER").ecrire(30)),
    (560, lambda p: p.accorder(430).evaluer(80, "REVISER").ecrire(70).proposer(55).repondre(45, "RESERVES", "ACCORD")),
    (450, lambda p: p.accorder(380)),
    (90, lambda p: p.ecrire(30)),
)
"""How long someone must have been there for a state, and how to bring a project to it."""
DE_LA_FAMILLE: Etat = (460, lambda p: p.accorder(340).ecrire(25).proposer(4))
"""Agreed last year, and a new one that awaits the answers of the two accounts and of the young person."""


def semer_projets(
    acteur: Acteur, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo], *, famille: int | None
) -> int:
    """Write a project for one young person in two, that of the family with accounts included; return how many."""
    semis = Semis(acteur, structures.dispositif_par_code(offre.code), reglages, Random(f"{reglages.graine}-projets"))  # noqa: S311 (reproducible)
    connus = parcours.connus_du_dispositif(offre.pk).in_bulk([jeune.pk for jeune in jeunes])
    presents = [j for j in jeunes if j.phase == "ACCOMPAGNEMENT" and j.fin == LOIN]
    choisis = [j for rang, j in enumerate(presents) if rang % UN_PROJET_SUR == 0 or j.pk == famille]
    restants: list[Etat] = []
    for rang, jeune in enumerate(choisis):
        anciennete = reglages.aujourd_hui.toordinal() - jeune.debut
        restants = restants or list(ETATS)
        possibles = [etat for etat in restants if etat[0] <= anciennete]
        voulu = possibles[0] if possibles else BROUILLON
        if jeune.pk == famille and anciennete >= DE_LA_FAMILLE[0]:
            voulu = DE_LA_FAMILLE
        elif voulu in restants:
            restants.remove(voulu)
        connu = connus[jeune.pk]
        voulu[1](Projet(semis, connu, _texte_pour(connu, rang)))
    for rang, jeune in enumerate(sorted(choisis, key=lambda j: j.pk != famille)[:CARTES]):
        _dessiner(semis, connus[jeune.pk], TEXTES["carte"][rang % len(TEXTES["carte"])])
    return len(choisis)


def _texte_pour(jeune: Any, rang: int) -> dict[str, Any]:
    """The invented words agree in gender."""
    accordes = [texte for texte in TEXTES["projet"] if texte["genre"] == (jeune.sexe or "M")]
    texte: dict[str, Any] = accordes[rang % len(accordes)]
    return texte


def _prevue(projet: Any) -> date:
    prevue: date = projet.evaluation_prevue
    return prevue


def _dessiner(semis: Semis, jeune: Any, carte: dict[str, Any]) -> None:
    """A map a year ago, then someone leaves and a tie changes."""
    communs = {"maintenant": semis.moment(0)}
    debut, elements = semis.jour(ANNEE), {}
    for nom, genre, anneau, *lien in carte["elements"]:
        saisie = ecocarte.SaisieElement(nom, genre, anneau, depuis=debut)
        elements[nom] = ecocarte.ajouter_element(
            semis.acteur,
            dispositif=semis.dispositif,
            jeune=jeune,
            saisie=saisie,
            lien=ecocarte.SaisieLien(*lien),
            **communs,
        )
    for un, autre, *lien in carte["entre"]:
        ecocarte.nouer_lien(
            semis.acteur,
            element=elements[un],
            autre=elements[autre],
            saisie=ecocarte.SaisieLien(*lien),
            depuis=debut,
            **communs,
        )
    ecocarte.faire_partir_element(semis.acteur, element=elements[carte["part"]], le=semis.jour(120), **communs)
    nom, *lien = carte["change"]
    element = elements[nom]
    element.refresh_from_db()
    ecocarte.changer_lien(
        semis.acteur,
        lien=element.liens.get(autre=None, fin=None),
        saisie=ecocarte.SaisieLien(*lien),
        le=semis.jour(60),
        version=element.version,
        **communs,
    )
