"""Ten thousand random lives of a sheet: nothing leaves before its time, nobody too many, nobody too few."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.destinataires import destinataires_appeles
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche, franchir
from maillage.liaison.domain.gardes import (
    Dossier,
    tout_est_parti,
    verifier_envoi,
    verifier_reponse,
    verifier_retractation,
)
from maillage.liaison.domain.horloge import fin_du_delai
from maillage.liaison.domain.signataires import ACCORD, DESACCORD, Avis, date_de_signature, est_refusee
from maillage.liaison.referentiels import destinataires, reglages

pytestmark = pytest.mark.sans_base
CHRONOLOGIES = 10_000
TOUS = [destinataire.code for destinataire in destinataires()]
ATTENDUS = {
    Nature.ACCOMPAGNEMENT: {"MDPH", "CAF_MSA", "DEPARTEMENT"},
    Nature.SCOLARISATION: {"MDPH", "DSDEN", "ERSEH", "ECOLE"},
    Nature.LES_DEUX: {"MDPH", "CAF_MSA", "DEPARTEMENT", "DSDEN", "ERSEH", "ECOLE"},
}

ATTENTE = Dossier(EtatFiche.EN_ATTENTE_SIGNATURE)


@dataclass
class Vie:
    """One sheet played at random, with what left and when."""

    alea: random.Random
    nature: Nature
    jour: date
    avis: list[Avis] = field(default_factory=list)
    envois: list[tuple[str, date]] = field(default_factory=list)
    dossier: Dossier = ATTENTE

    def jouer(self) -> None:
        acte = self.alea.choice(
            (self.repondre, self.attendre, self.attendre, self.envoyer, self.envoyer, self.retracter)
        )
        try:
            acte()
        except ErreurLiaison:
            return

    def attendre(self) -> None:
        self.jour += timedelta(days=self.alea.choice((0, 1, 1, 2, 7, 20)))

    def repondre(self) -> None:
        rang = self.alea.randrange(len(self.avis))
        le = self.jour + timedelta(days=self.alea.choice((-3, -1, 0, 0, 0, 1)))
        avis = self.avis[rang]
        verifier_reponse(self.dossier, requis=avis.requis, deja=avis.reponse, le=le, aujourd_hui=self.jour)
        reponse = DESACCORD if self.alea.random() < 0.1 else ACCORD
        self.avis[rang] = replace(avis, reponse=reponse, le=le)
        signature = date_de_signature(self.avis)
        if est_refusee(self.avis):
            self.dossier = replace(self.dossier, etat=franchir(self.dossier.etat, Acte.REFUSER))
        elif signature is not None:
            fin = fin_du_delai(signature, self.nature, reglages(signature))
            etat = franchir(self.dossier.etat, Acte.SIGNER)
            self.dossier = replace(self.dossier, etat=etat, signature=signature, fin_delai=fin)

    def envoyer(self) -> None:
        destinataire = self.alea.choice(TOUS)
        verifier_envoi(self.dossier, destinataire, aujourd_hui=self.jour)
        self.envois.append((destinataire, self.jour))
        servis = self.dossier.servis | {destinataire}
        etat = self.dossier.au(self.jour)
        if tout_est_parti(self.dossier.appeles, servis):
            etat = franchir(etat, Acte.TRANSMETTRE)
        self.dossier = replace(self.dossier, servis=servis, etat=etat)

    def retracter(self) -> None:
        if self.alea.random() < 0.7:
            return
        le = self.jour - timedelta(days=self.alea.choice((0, 0, 1, 5)))
        verifier_retractation(self.dossier, le=le, aujourd_hui=self.jour)
        self.dossier = replace(self.dossier, etat=franchir(self.dossier.au(self.jour), Acte.RETRACTER))


def _vie(graine: int) -> Vie:
    alea = random.Random(graine)
    nature = alea.choice(list(Nature))
    emission = date(2024, 9, 2) + timedelta(days=alea.randrange(800))
    appeles = frozenset(d.code for d in destinataires_appeles(destinataires(), nature, {}))
    vie = Vie(alea, nature, emission, [Avis(alea.random() < 0.85) for _ in range(alea.randint(1, 3))])
    vie.dossier = replace(vie.dossier, emission=emission, appeles=appeles)
    for _ in range(alea.randint(5, 60)):
        vie.jouer()
    return vie


def _faute(vie: Vie) -> str:
    jours = 15 if vie.nature is Nature.ACCOMPAGNEMENT else 30
    requis = [avis for avis in vie.avis if avis.requis]
    if vie.envois and not (requis and all(avis.reponse == ACCORD for avis in requis)):
        return "un envoi sans toutes les signatures"
    derniere = max((avis.le for avis in requis if avis.le), default=date.max)
    if any(le <= derniere + timedelta(days=jours + 1) for _, le in vie.envois):
        return "un envoi avant la fin du délai"
    partis = [code for code, _ in vie.envois]
    if len(partis) != len(set(partis)) or not set(partis) <= ATTENDUS[vie.nature]:
        return "un destinataire de trop"
    if vie.dossier.etat is EtatFiche.TRANSMISE and set(partis) != ATTENDUS[vie.nature]:
        return "un destinataire manque"
    if vie.dossier.etat in {EtatFiche.REFUSEE, EtatFiche.RETRACTEE} and partis:
        return "un envoi sans accord"
    return ""


def test_dix_mille_chronologies_sans_envoi_fautif() -> None:
    vies = [_vie(graine) for graine in range(CHRONOLOGIES)]
    assert {faute: graine for graine, vie in enumerate(vies) if (faute := _faute(vie))} == {}
    etats = {vie.dossier.etat for vie in vies}
    assert {EtatFiche.REFUSEE, EtatFiche.RETRACTEE, EtatFiche.TRANSMISE, EtatFiche.A_TRANSMETTRE} <= etats
