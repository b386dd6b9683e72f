"""Fiches de liaison in every state for the first dispositif: changes of ordinary young people, to come or already in their path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from maillage.liaison import services
from maillage.liaison.domain.changement import Accompagnement, Scolarisation, Situation
from maillage.liaison.domain.proposition import Proposition
from maillage.liaison.selectors import appeles
from maillage.parcours import selectors as parcours
from maillage.parcours.domain.age import age_le
from maillage.portail.demonstration.comptes import DOMAINE
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo, identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel
from maillage.structures import selectors as structures

MAJORITE = 18
DIX_HEURES = time(10)
SANS_BOUGER = 100
ORDRE_D_AJOUT = ("PMO", "AN", "AJ")
APRES_LE_DELAI = timedelta(days=60)
CONTENU = {
    "contact": "Secrétariat du dispositif (démonstration)",
    "decision_cdaph": "Décision de démonstration, valable trois ans",
    "evaluation": "L'équipe, l'école et la famille ont observé la même chose : un cadre plus souple aide les apprentissages.",
    "souhaits_jeune": "« Rester avec ma classe et garder les ateliers. »",
    "souhaits_famille": "Un rythme plus régulier, sans perdre le lien avec l'équipe.",
    "organisation_semaine": "Mardi et jeudi, de 9 h à 16 h",
    "amenagements": "Consignes écrites, place près de l'enseignant",
    "avis_jeune": "D'accord pour essayer.",
}


@dataclass
class Fiche:
    """A sheet being brought to its state, written `ecrite` days before today."""

    semis: Semis
    jeune: Any
    ouvertes: dict[str, int]
    ecrite: int = 0
    objet: Any = None
    combinee: bool = False

    def jour(self, apres: int = 0) -> date:
        return self.semis.reglages.aujourd_hui - timedelta(days=self.ecrite - apres)

    def moment(self, apres: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.jour(apres), DIX_HEURES))

    def preparer(self, il_y_a: int, *, ecole: bool = False) -> Fiche:
        self.ecrite = il_y_a
        proposition = Proposition(
            effet=self.jour() + APRES_LE_DELAI,
            apres=self._apres(ecole=ecole),
            signataires=self._signataires(),
            contenu=CONTENU,
        )
        self.objet = services.preparer_fiche(
            self.semis.acteur,
            dispositif=self.semis.dispositif,
            jeune=self.jeune,
            proposition=proposition,
            maintenant=self.moment(),
            identifiant=f"L{identifiant(self.semis.rng)[1:]}",
        )
        return self

    def faire(self, acte: Callable[..., Any], apres: int = 0, **autres: Any) -> Fiche:
        acte(self.semis.acteur, fiche=self.objet, maintenant=self.moment(apres), **autres)
        self.objet.refresh_from_db()
        return self

    def proposer(self, il_y_a: int, *, ecole: bool = False) -> Fiche:
        self.preparer(il_y_a, ecole=ecole).faire(services.commencer_evaluation)
        return self.faire(services.proposer_fiche, 1)

    def repondre(self, apres: int, reponse: str = "ACCORD", *, combien: int = 9) -> Fiche:
        for signataire in list(self.objet.signataires.filter(requis=True)[:combien]):
            services.recueillir_reponse(
                self.semis.acteur,
                signataire=signataire,
                reponse=reponse,
                moyen="PAPIER",
                le=self.jour(apres),
                maintenant=self.moment(apres),
            )
        self.objet.refresh_from_db()
        return self

    def transmettre(self, apres: int) -> Fiche:
        adresses = {un.code: f"{un.code.lower().replace('_', '-')}@{DOMAINE}" for un in appeles(self.objet)}
        services.transmettre_a_tous(
            self.semis.acteur, fiche=self.objet, courriels=adresses, maintenant=self.moment(apres)
        )
        self.objet.refresh_from_db()
        return self

    def consentir(self, il_y_a: int) -> Fiche:
        """The family lets the school know a little more, then takes a part of it back."""
        qui = {"jeune": self.jeune, "dispositif_id": self.semis.dispositif.pk, "par": self._signataires()[0][0]}
        for destinataire in ("ECOLE", "ERSEH"):
            services.donner_consentement(
                self.semis.acteur,
                **qui,
                destinataire=destinataire,
                champs=("representants", "souhaits_jeune"),
                maintenant=self.moment(self.ecrite - il_y_a),
            )
        services.retirer_consentement(
            self.semis.acteur,
            **qui,
            destinataire="ERSEH",
            champs=("representants",),
            maintenant=self.moment(self.ecrite - 1),
        )
        return self

    def mettre_en_vigueur(self, effet: date) -> None:
        """The sheet that explains a change already in the path: written, signed, sent, in force, all before it."""
        self.combinee = True
        ecrite = effet - APRES_LE_DELAI
        self.preparer((self.semis.reglages.aujourd_hui - ecrite).days).faire(services.commencer_evaluation)
        self.faire(services.proposer_fiche, 1).repondre(4).transmettre(40).faire(services.mettre_en_vigueur, 45)

    def _apres(self, *, ecole: bool) -> Situation:
        if self.combinee:
            return Situation(tuple(Accompagnement(code) for code in self.ouvertes))
        voulue = next((code for code in ORDRE_D_AJOUT if code not in self.ouvertes), "")
        codes = [*self.ouvertes, voulue] if voulue else [code for code in self.ouvertes if code != "AN"]
        accompagnements = tuple(Accompagnement(code, quantite=1 if code == voulue else None) for code in codes)
        return Situation(accompagnements, Scolarisation("12", "Collège de démonstration") if ecole else None)

    def _signataires(self) -> tuple[tuple[str, str], ...]:
        if self.jeune.naissance and age_le(self.jeune.naissance, self.jour()) >= MAJORITE:
            return ((str(self.jeune), "JEUNE_MAJEUR"),)
        return tuple((f"{prenom} {self.jeune.nom}", "PARENT") for prenom in ("Claude", "Dominique"))


@dataclass
class Semis:
    """Who writes, where, and with which draw."""

    acteur: Acteur
    dispositif: Any
    reglages: Reglages
    rng: Random


ETATS: tuple[Callable[[Fiche], object], ...] = (
    lambda f: f.proposer(9, ecole=True).repondre(4).consentir(6),
    lambda f: f.proposer(30).repondre(3),
    lambda f: f.proposer(6).repondre(2, combien=1),
    lambda f: f.proposer(40).repondre(3).transmettre(30),
    lambda f: f.proposer(50).repondre(3).transmettre(40).faire(services.mettre_en_vigueur, 45),
    lambda f: f.preparer(2),
    lambda f: (
        f.proposer(20)
        .repondre(2)
        .faire(services.retracter, 9, par="Claude", moyen="COURRIER", le=f.jour(9), motif="Un temps de réflexion")
    ),
    lambda f: f.proposer(12).repondre(3, "DESACCORD", combien=1),
    lambda f: f.preparer(5).faire(services.commencer_evaluation, 1),
    lambda f: f.proposer(45).repondre(3, "DESACCORD", combien=1).faire(services.saisir_cdaph, 5, demandeur="FAMILLE"),
    lambda f: f.proposer(25).faire(services.annuler_fiche, 2),
)


def semer_fiches(acteur: Acteur, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> int:
    """Write one sheet per state, as many as there are young people who fit; return how many."""
    dispositif = structures.dispositif_par_code(offre.code)
    semis = Semis(acteur, dispositif, reglages, Random(f"{reglages.graine}-liaison"))  # noqa: S311 (reproducible, not a secret)
    connus = parcours.connus_du_dispositif(offre.pk).in_bulk([jeune.pk for jeune in jeunes])
    stables, combines = choisir(jeunes, reglages)
    for jeune, amener in zip(stables, ETATS, strict=False):
        amener(Fiche(semis, connus[jeune.pk], ouvertes(jeune)))
    for jeune in combines:
        Fiche(semis, connus[jeune.pk], ouvertes(jeune)).mettre_en_vigueur(_effet(jeune))
    _ecrire_a_une_adresse_fausse(acteur, offre)
    return min(len(stables), len(ETATS)) + len(combines)


def _ecrire_a_une_adresse_fausse(acteur: Acteur, offre: Offre) -> None:
    """One mail that cannot leave, kept and shown on the page « Courriels »."""
    deposer_courriel(
        cle=f"demonstration:adresse-fausse:{offre.pk}",
        destinataire="secretariat(arobase)college-demo",
        gabarit="socle/essai",
        contexte={"demandeur": acteur.libelle},
        nature="COMPTE",
        dispositif_id=offre.pk,
        acteur=acteur,
    )


def choisir(jeunes: list[JeuneDemo], reglages: Reglages) -> tuple[list[JeuneDemo], list[JeuneDemo]]:
    """Those whose modalities have not moved for long and are open, and those who combined a second one during the agendas."""
    jour = reglages.aujourd_hui.toordinal()
    ouverts = [jeune for jeune in jeunes if jeune.modalites and all(fin > jour for _, fin in jeune.modalites.values())]
    plusieurs = [jeune for jeune in ouverts if len(set(ouvertes(jeune).values())) > 1]
    combines = [jeune for jeune in plusieurs if reglages.debut < _effet(jeune) < reglages.aujourd_hui]
    stables = [
        jeune for jeune in ouverts if jeune not in combines and max(ouvertes(jeune).values()) < jour - SANS_BOUGER
    ]
    return stables, combines


def ouvertes(jeune: JeuneDemo) -> dict[str, int]:
    return {code: debut for code, (debut, _) in jeune.modalites.items()}


def _effet(jeune: JeuneDemo) -> date:
    return date.fromordinal(max(ouvertes(jeune).values()))
