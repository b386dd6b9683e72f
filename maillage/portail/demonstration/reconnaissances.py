"""Recognition dossiers in every state: the first dispositif carries a work plan, the second, a partnership, is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.reconnaissance import referentiels, selectors, services
from maillage.reconnaissance.domain.attentes import echeance_de
from maillage.reconnaissance.domain.chiffres import empreinte
from maillage.reconnaissance.domain.etats import EtatDossier
from maillage.socle.acteur import Acteur
from maillage.socle.pieces import controler

ETATS = (
    "AXES_DE_TRAVAIL",
    "RECONNU",
    "DEPOSE",
    "INSTRUCTION",
    "ECHANGE_DDARS",
    "A_PREPARER",
    "PRET",
    "",
    "ARRETE",
    "RECONNU",
    "MODIFICATION",
    "DEPOSE",
)
"""By rank; an empty one has no dossier yet."""
DEPOSES = frozenset(ETATS) - {"", "A_PREPARER", "ECHANGE_DDARS"}
PRETS = frozenset({"PRET", "ARRETE", "RECONNU", "MODIFICATION"})
DIX_HEURES = time(10)
DIRECTION, ARS = "Direction (démonstration)", "Instruction (démonstration)"
EFFETS_FAITS = ("MDPH", "MDPH_PARTENAIRES", "CAF")
TEXTES = {
    "identite": "Deux services qui travaillaient côte à côte forment un seul dispositif : une équipe, un projet, plusieurs façons d'aider.",
    "public": "Enfants et jeunes de 6 à 18 ans du territoire déclaré.\n\nDeux cantons restent à plus de 45 minutes de toute place.",
    "modalites": "Chaque jeune combine jour, nuit et milieu ordinaire. Le passage se décide en équipe, avec la famille.",
    "organisation": "Une coordination de parcours par secteur ; un temps commun chaque mardi avec les enseignants.",
    "familles": "Le conseil de la vie sociale a travaillé le projet pendant deux séances. Deux parents siègent au comité de pilotage.",
    "scolarite": "Une unité d'enseignement externalisée au collège, des temps partagés dans cinq écoles.",
    "appui_ressource": "Un seul numéro pour les écoles du territoire, une réponse sous cinq jours ouvrés.",
    "partenaires": "Conventions avec deux services de l'enfance et un centre de soins.",
}
MOTIFS_AXES = "Le projet est clair et l'équipe est prête. L'accueil de nuit reste à préciser : les places ne répondent pas encore aux demandes."
AXES = (
    ("Préciser l'accueil de nuit avec le partenaire du secteur", "Le dispositif et la délégation", 35, False),
    ("Décrire qui répond aux écoles pendant les vacances", "Le dispositif", 20, False),
    ("Recueillir l'avis du conseil de la vie sociale", "Le dispositif", -4, True),
)


@dataclass
class SemisReconnaissance:
    """One dossier being written, `rang` gives its state; days count back from today."""

    acteur: Acteur
    reglages: Reglages
    dispositif: Any
    etat: str
    rng: Random

    def jour(self, avant: int) -> date:
        return self.reglages.aujourd_hui - timedelta(days=avant)

    def moment(self, avant: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.jour(avant), DIX_HEURES))

    def semer(self) -> int:
        """Write the dossier and everything that its state supposes; return the number of deposits."""
        dossier = services.ouvrir_dossier(self.acteur, self.dispositif)
        dossier.identifiant = f"D{identifiant(self.rng)[1:]}"
        self._joindre(dossier)
        self._rediger(dossier)
        depots = self._deposer(dossier) if self.etat in DEPOSES else 0
        self._echanger(dossier)
        self._decider(dossier, depots)
        self._suites(dossier, depots)
        self._etat(dossier)
        return depots

    def _joindre(self, dossier: Any) -> None:
        if self.dispositif.organismes.count() <= 1:
            return
        octets = b"Convention de partenariat (demonstration), entre deux associations inventees.\n"
        services.joindre_piece(
            self.acteur, self.dispositif.pk, genre="ACCORD", fichier=controler("convention-de-partenariat.txt", octets)
        )

    def _rediger(self, dossier: Any) -> None:
        codes = list(TEXTES) if self.etat != "A_PREPARER" else list(TEXTES)[:2]
        _modele("RedactionSection").bulk_create(
            _neuf(
                "RedactionSection",
                dossier=dossier,
                code=code,
                numero=1,
                texte=TEXTES[code],
                par=DIRECTION,
                le=self.moment(110),
            )
            for code in codes
        )

    def _deposer(self, dossier: Any) -> int:
        donnees = selectors.lire_donnees(self.dispositif, le=self.reglages.aujourd_hui)
        prerequis = selectors.prerequis_du_dispositif(self.dispositif, dossier, donnees, le=self.reglages.aujourd_hui)
        contenu = selectors.contenu_a_figer(dossier, self.dispositif, prerequis)
        jours = (70, 45) if self.etat == "RECONNU" else (9,) if self.etat == "DEPOSE" else (60,)
        for tour, avant in enumerate(jours, start=1):
            _modele("Depot").create(
                dossier=dossier,
                tour=tour,
                depose_le=self.moment(avant),
                par=DIRECTION,
                contenu=contenu,
                empreinte=empreinte(contenu),
            )
        dossier.depose_le = self.moment(jours[-1])
        return len(jours)

    def _echanger(self, dossier: Any) -> None:
        if self.etat == "A_PREPARER":
            return
        messages = (
            ("PORTEURS", DIRECTION, "Pouvons-nous parler de l'accueil de nuit avant de déposer ?", 95),
            ("INSTRUCTEURS", ARS, "Oui : mardi à 14 h. Venez avec le projet de convention, même inachevé.", 93),
        )
        for partie, auteur, texte, avant in messages:
            _modele("MessageDossier").create(
                dossier=dossier, partie=partie, auteur=auteur, texte=texte, le=self.moment(avant)
            )
        if self.etat in DEPOSES - {"DEPOSE"}:
            self._instruire(dossier)

    def _instruire(self, dossier: Any) -> None:
        dossier.suivi_par = ARS
        _modele("NoteInstruction").create(
            dossier=dossier,
            auteur=ARS,
            texte="À regarder avec le service du handicap : places de nuit.",
            le=self.moment(50),
        )
        rendu = self.etat in PRETS
        _modele("AvisExpert").create(
            dossier=dossier,
            expert="Service de l'école inclusive (démonstration)",
            question="Les unités d'enseignement décrites suffisent-elles ?",
            demande_le=self.moment(48),
            demande_par=ARS,
            attendu_le=self.jour(20),
            sens="FAVORABLE" if rendu else "",
            texte="Oui, sous réserve du calendrier." if rendu else "",
            rendu_le=self.jour(30) if rendu else None,
            note_par=ARS if rendu else "",
        )

    def _decider(self, dossier: Any, depots: int) -> None:
        if self.etat in {"AXES_DE_TRAVAIL", "RECONNU"}:
            decision = _modele("Decision").create(
                dossier=dossier,
                tour=1,
                sens="AXES",
                motifs=MOTIFS_AXES,
                par=ARS,
                le=self.moment(55 if depots > 1 else 25),
            )
            for libelle, qui, dans, fait in AXES:
                fini = fait or depots > 1
                _modele("AxeDeTravail").create(
                    decision=decision,
                    libelle=libelle,
                    qui=qui,
                    avant_le=self.jour(-dans),
                    fait_le=self.jour(46) if depots > 1 else self.jour(6) if fini else None,
                    fait_par=DIRECTION if fini else "",
                )
        if self.etat in PRETS:
            motifs = "Les trois modalités sont offertes, la coordination et le territoire sont décrits."
            _modele("Decision").create(
                dossier=dossier, tour=depots, sens="PRET", motifs=motifs, par=ARS, le=self.moment(30)
            )

    def _suites(self, dossier: Any, depots: int) -> None:
        if self.etat not in PRETS - {"PRET"}:
            return
        organismes = list(self.dispositif.organismes.order_by("nom", "pk"))
        for rang, organisme in enumerate(organismes, start=1):
            _modele("ArreteReconnaissance").create(
                dossier=dossier,
                organisme=organisme,
                tour=depots,
                numero=f"DEMO-{dossier.dispositif_id:03d}-{rang}",
                signe_le=self.jour(20),
                par=ARS,
            )
        if self.etat != "ARRETE":
            dossier.reconnu_le = self.jour(20)
            self._effets(dossier, depots, partenarial=len(organismes) > 1)

    def _effets(self, dossier: Any, depots: int, *, partenarial: bool) -> None:
        finess = [
            f"{e.finess}, {e.nom}" for e in selectors.lire_donnees(self.dispositif, le=self.jour(0)).etablissements
        ]
        for effet in referentiels.effets().values():
            if effet.partenarial and not partenarial:
                continue
            fait = effet.code in EFFETS_FAITS or self.etat == "MODIFICATION"
            for cible in finess if effet.par_etablissement else [""]:
                _modele("EffetReconnaissance").create(
                    dossier=dossier,
                    tour=depots,
                    code=effet.code,
                    cible=cible,
                    avant_le=self.jour(20 - effet.jours),
                    fait_le=self.jour(12) if fait else None,
                    fait_par=ARS if fait else "",
                )

    def _etat(self, dossier: Any) -> None:
        depuis = self.jour({"DEPOSE": 9, "AXES_DE_TRAVAIL": 25, "RECONNU": 20}.get(self.etat, 18))
        dossier.etat, dossier.etat_depuis = self.etat, depuis
        dossier.ouvert_le, dossier.ouvert_par = self.moment(120), DIRECTION
        dossier.echeance = echeance_de(EtatDossier(self.etat), depuis, referentiels.reglages(self.reglages.aujourd_hui))
        if self.etat == "AXES_DE_TRAVAIL":
            dossier.echeance = self.jour(-max(dans for _, _, dans, _ in AXES))
        if self.etat == "MODIFICATION":
            dossier.motif_modification = "Un accueil de nuit de plus, dans un second lieu."
        dossier.save()


def semer_reconnaissances(acteur: Acteur, reglages: Reglages) -> int:
    """Write one dossier by dispositif, in the state of its rank; return how many."""
    dispositifs = apps.get_model("structures.Dispositif")._default_manager.order_by("pk")
    nombre = 0
    for rang, dispositif in enumerate(dispositifs):
        etat = ETATS[rang % len(ETATS)]
        if etat:
            rng = Random(f"{reglages.graine}-{rang}-reconnaissance")  # noqa: S311 (a reproducible demonstration, not a secret)
            SemisReconnaissance(acteur, reglages, dispositif, etat, rng).semer()
            nombre += 1
    return nombre


def _modele(nom: str) -> Any:
    return apps.get_model("reconnaissance", nom)._default_manager


def _neuf(nom: str, **champs: Any) -> Any:
    return apps.get_model("reconnaissance", nom)(**champs)
