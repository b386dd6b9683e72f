"""Ten thousand random lives of a sheet: nothing leaves before its time, nobody too many, nobody too few, and nothing that was not allowed.

Each life draws a change (modalities, school), who signs, a clock that jumps by minutes or weeks in Paris time, answers, corrections of the draft,
withdrawals, agreements given and taken back, sendings to anyone at any time; after a refusal or a withdrawal it may start again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maillage.liaison.domain.changement import Accompagnement, Nature, Scolarisation, Situation, comparer, nature_de
from maillage.liaison.domain.consentement import AccordDate, champs_consentis
from maillage.liaison.domain.destinataires import destinataires_appeles
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche, franchir
from maillage.liaison.domain.extrait import extraire
from maillage.liaison.domain.gardes import (
    Dossier,
    tout_est_parti,
    verifier_envoi,
    verifier_reponse,
    verifier_retractation,
)
from maillage.liaison.domain.horloge import fin_du_delai
from maillage.liaison.domain.signataires import ACCORD, DESACCORD, Avis, date_de_signature, est_refusee
from maillage.liaison.referentiels import destinataire, destinataires, modele_courant, reglages

pytestmark = pytest.mark.sans_base
CHRONOLOGIES = 10_000
PARIS = ZoneInfo("Europe/Paris")
TOUS = [un.code for un in destinataires()]
CHAMPS = modele_courant(date(2025, 1, 1)).codes()
CONTENU = dict.fromkeys(CHAMPS, "dit")
BASE = {
    Nature.ACCOMPAGNEMENT: {"MDPH", "CAF_MSA", "DEPARTEMENT"},
    Nature.SCOLARISATION: {"MDPH", "DSDEN", "ERSEH", "ECOLE"},
}
ATTENDUS = {**BASE, Nature.LES_DEUX: BASE[Nature.ACCOMPAGNEMENT] | BASE[Nature.SCOLARISATION]}
AVANT = Situation((Accompagnement("AJ", quantite=8),), Scolarisation("12", "Collège inventé"))
BROUILLON = Dossier(EtatFiche.BROUILLON)
SANS_ACCORD = {EtatFiche.REFUSEE, EtatFiche.RETRACTEE}
SAUTS = (timedelta(), timedelta(minutes=1), timedelta(hours=7), *(timedelta(days=n) for n in (1, 1, 2, 7, 20)))


@dataclass(frozen=True)
class Depart:
    """Something that left: to whom, when, with which fields, and what the agreements allowed at that moment."""

    destinataire: str
    le: datetime
    champs: frozenset[str]
    permis: frozenset[str]


@dataclass
class Vie:
    """One sheet played at random."""

    alea: random.Random
    moment: datetime
    nature: Nature = Nature.ACCOMPAGNEMENT
    agricole: bool = False
    avis: list[Avis] = field(default_factory=list)
    accords: list[AccordDate] = field(default_factory=list)
    departs: list[Depart] = field(default_factory=list)
    dossier: Dossier = BROUILLON

    @property
    def jour(self) -> date:
        return self.moment.astimezone(PARIS).date()

    def jouer(self) -> None:
        actes: tuple[Callable[[], None], ...] = (
            self.attendre,
            self.attendre,
            self.attendre,
            self.repondre,
            self.repondre,
            self.envoyer,
            self.envoyer,
            self.envoyer,
            self.retracter,
            self.consentir,
            self.proposer,
            self.recommencer,
        )
        try:
            self.alea.choice(actes)()
        except ErreurLiaison:
            return

    def attendre(self) -> None:
        self.moment += self.alea.choice(SAUTS)
        if self.alea.random() < 0.2:
            heure = self.alea.choice((time(0, 0), time(23, 59), time(12)))
            self.moment = max(self.moment, datetime.combine(self.jour, heure, PARIS))

    def changer(self) -> None:
        """Draw what is proposed: modalities, school, or both; the recipients follow from it."""
        modalites = self.alea.sample(("AJ", "AN", "PMO"), self.alea.randint(1, 3))
        ecole = Scolarisation("08", "Autre collège") if self.alea.random() < 0.5 else None
        apres = Situation(tuple(Accompagnement(code, quantite=8) for code in modalites), ecole)
        nature = nature_de(comparer(AVANT, apres))
        if nature is None:
            return
        self.nature, self.agricole = nature, self.alea.random() < 0.2
        contenu = {"enseignement_agricole": "oui" if self.agricole else "non"}
        appeles = frozenset(un.code for un in destinataires_appeles(destinataires(), nature, contenu))
        self.avis = [Avis(self.alea.random() < 0.85) for _ in range(self.alea.randint(1, 3))]
        self.dossier = Dossier(EtatFiche.BROUILLON, appeles=appeles)

    def proposer(self) -> None:
        if self.alea.random() < 0.3 and self.dossier.etat is EtatFiche.BROUILLON:
            self.changer()
        etat = franchir(franchir(self.dossier.etat, Acte.EVALUER), Acte.PROPOSER)
        if any(avis.requis for avis in self.avis):
            self.dossier = replace(self.dossier, etat=etat, emission=self.jour)

    def recommencer(self) -> None:
        franchir(self.dossier.etat, Acte.REPROPOSER)
        if not self.departs:
            self.changer()

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

    def consentir(self) -> None:
        qui = destinataire(self.alea.choice(TOUS))
        if qui is not None and qui.sur_accord:
            champ = self.alea.choice(qui.sur_accord)
            self.accords.append(AccordDate(qui.code, champ, self.alea.random() < 0.6, self.moment))

    def envoyer(self) -> None:
        code = self.alea.choice(TOUS)
        verifier_envoi(self.dossier, code, aujourd_hui=self.jour)
        qui = destinataire(code)
        assert qui is not None
        ouverts = {champ for champ in qui.sur_accord if self._dernier_accord(code, champ)}
        permis = qui.champs_permis(CHAMPS, champs_consentis(self.accords, code, self.moment))
        champs = frozenset(extraire(CONTENU, permis))
        self.departs.append(Depart(code, self.moment, champs, qui.champs_de_droit(CHAMPS) | ouverts))
        servis = self.dossier.servis | {code}
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

    def _dernier_accord(self, code: str, champ: str) -> bool:
        """The plain reading of the list: the last word said wins."""
        dits = [un.accorde for un in self.accords if (un.destinataire, un.champ) == (code, champ)]
        return bool(dits and dits[-1])


def _vie(graine: int) -> Vie:
    alea = random.Random(graine)
    jour = date(2024, 9, 2) + timedelta(days=alea.randrange(800))
    vie = Vie(alea, datetime.combine(jour, time(alea.randrange(24), alea.randrange(60)), PARIS))
    while not vie.avis:
        vie.changer()
    for _ in range(alea.randint(10, 70)):
        vie.jouer()
    return vie


def _faute(vie: Vie) -> str:
    if not vie.departs:
        return ""
    jours = 15 if vie.nature is Nature.ACCOMPAGNEMENT else 30
    requis = [avis for avis in vie.avis if avis.requis]
    if not requis or any(avis.reponse != ACCORD for avis in requis):
        return "un envoi sans toutes les signatures"
    derniere = max(avis.le for avis in requis if avis.le is not None)
    au_plus_tot = datetime.combine(derniere + timedelta(days=jours + 2), time(), PARIS)
    if any(depart.le < au_plus_tot for depart in vie.departs):
        return "un envoi avant la fin du délai"
    partis = [depart.destinataire for depart in vie.departs]
    attendus = ATTENDUS[vie.nature] | ({"DRAAF"} if vie.agricole and vie.nature is not Nature.ACCOMPAGNEMENT else set())
    if len(partis) != len(set(partis)) or not set(partis) <= attendus:
        return "un destinataire de trop"
    if vie.dossier.etat is EtatFiche.TRANSMISE and set(partis) != attendus:
        return "un destinataire manque"
    if vie.dossier.etat in SANS_ACCORD:
        return "un envoi sans accord"
    return "une donnée de trop" if any(depart.champs != depart.permis for depart in vie.departs) else ""


def test_dix_mille_chronologies_sans_envoi_fautif() -> None:
    vies = [_vie(graine) for graine in range(CHRONOLOGIES)]
    assert {faute: graine for graine, vie in enumerate(vies) if (faute := _faute(vie))} == {}
    etats = {vie.dossier.etat for vie in vies}
    assert {EtatFiche.REFUSEE, EtatFiche.RETRACTEE, EtatFiche.TRANSMISE, EtatFiche.EN_DELAI_RETRACTATION} <= etats
    assert {vie.nature for vie in vies if vie.dossier.etat is EtatFiche.TRANSMISE} == set(Nature)
    assert any(depart.champs - destinataire("ECOLE").champs_de_droit(CHAMPS) for vie in vies for depart in vie.departs)  # type: ignore[union-attr]
    aux_bornes = {depart.le.astimezone(PARIS).time() for vie in vies for depart in vie.departs}
    assert {time(0, 0), time(23, 59)} <= aux_bornes, "les envois à minuit et à 23 h 59 ont été joués"
