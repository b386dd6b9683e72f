"""CPOM of every organisme: sheets with actions done, late and to come, indicators with signed years, reports waiting for a signature, dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.domain.calendrier import dernier_jour_ouvre

AVANT, APRES = 2, 2
"""The contract began two years ago and ends in two years."""
SANS_FICHE, UN_SUR = 7, 8
"""One dispositif in eight has written nothing yet."""
AGENCE, DIRECTION = "Démonstration agence régionale de santé", "Démonstration direction"


@dataclass(frozen=True)
class IndicateurDemo:
    """Label, formula (each version with the rank of its first year), sense, baseline, what a year adds to the target, what the report says."""

    libelle: str
    formules: tuple[tuple[str, str, int], ...]
    sens: str
    depart: int
    pas: int
    recit: str


@dataclass(frozen=True)
class FicheDemo:
    """A sheet and its indicators."""

    titre: str
    objectif: str
    pilote: str
    moyens: str
    indicateurs: tuple[IndicateurDemo, ...]
    actions: tuple[tuple[str, str, int, bool], ...]


FICHES = (
    FicheDemo(
        "Appui-ressource de proximité",
        "Aider les écoles, les clubs et les familles du territoire avant qu'une place soit demandée.",
        "Chef de service",
        "Un demi-poste d'éducateur et un quart de poste de psychologue.",
        (
            IndicateurDemo(
                "Heures d'appui-ressource",
                (("APPUI_HEURES", "", 0),),
                "HAUSSE",
                40,
                12,
                "Trois écoles de plus ont appelé. Le temps passé avec les périscolaires reste difficile à libérer.",
            ),
            IndicateurDemo(
                "Heures par action d'appui",
                (("APPUI_HEURES", "APPUI_ACTIONS", 0),),
                "HAUSSE",
                2,
                0,
                "Les actions sont plus longues : deux passages dans la classe plutôt qu'un.",
            ),
        ),
        (
            ("Présenter l'appui-ressource à chaque directeur d'école", "Chef de service", -200, True),
            ("Ouvrir une permanence par mois à l'antenne", "Coordination", -25, False),
            ("Former deux collègues à l'observation en classe", "Direction", 70, False),
        ),
    ),
    FicheDemo(
        "Des parcours plus souples",
        "Passer d'une modalité à l'autre quand le jeune en a besoin, sans rupture et sans nouvelle notification.",
        "Direction",
        "Temps de coordination ; fiche de liaison dans le logiciel.",
        (
            IndicateurDemo(
                "Changements de modalité préparés",
                (("FICHES_LIAISON", "", 0), ("CHANGEMENTS", "", AVANT)),
                "HAUSSE",
                8,
                3,
                "Chaque changement a été préparé avec la famille ; deux ont attendu la réponse du collège.",
            ),
            IndicateurDemo(
                "Part de scolarité en milieu ordinaire",
                (("SCOLARITE_ORDINAIRE", "", 0),),
                "HAUSSE",
                42,
                4,
                "Une classe externalisée a ouvert en septembre ; les transports du mercredi restent un frein.",
            ),
        ),
        (
            ("Relire la procédure de changement avec les équipes", "Coordination", -120, True),
            ("Réunir les familles deux fois dans l'année", "Direction", 40, False),
        ),
    ),
)
MESSAGES = (
    (True, AGENCE, "Merci pour ces bilans. Pouvez-vous dire combien de communes sont touchées ?"),
    (False, DIRECTION, "Onze communes cette année, dont deux nouvelles. Nous l'ajoutons au prochain bilan."),
)


def _table(nom: str) -> Any:
    return apps.get_model("cpom", nom)._default_manager


def semer_cpom(reglages: Reglages) -> int:
    """Write the contracts; depends on the seed and the order of the dispositifs alone; return the number of rows."""
    dispositifs = apps.get_model("structures.Dispositif")._default_manager.order_by("pk").prefetch_related("organismes")
    semis = SemisCpom(reglages, Random(f"{reglages.graine}-cpom"))  # noqa: S311 (a reproducible demonstration, not a secret)
    for rang, dispositif in enumerate(dispositifs):
        if rang % UN_SUR != SANS_FICHE:
            semis.semer(rang, dispositif)
    return semis.lignes


@dataclass
class SemisCpom:
    """What is being written, and how many rows so far."""

    reglages: Reglages
    rng: Random
    lignes: int = 0

    def __post_init__(self) -> None:
        self.annee = self.reglages.aujourd_hui.year
        self.contrats: dict[int, Any] = {}

    def semer(self, rang: int, dispositif: Any) -> None:
        """Both sheets of one dispositif, with its dialogue."""
        contrat = self._contrat(min(dispositif.organismes.all(), key=lambda organisme: organisme.pk), rang)
        for numero, demo in enumerate(FICHES):
            fiche = self._creer(
                "FicheAction",
                identifiant=f"C{identifiant(self.rng)[1:]}",
                cpom=contrat,
                dispositif=dispositif,
                titre=demo.titre,
                objectif=demo.objectif,
                pilote=demo.pilote,
                moyens=demo.moyens,
                territoire="Les communes du dispositif.",
                modifiee_par=DIRECTION,
            )
            self._actions(fiche, demo)
            for indicateur in demo.indicateurs:
                self._indicateur(fiche, indicateur, a_signer=rang % 3 == numero)
            if numero == 0:
                self._dialogue(fiche)

    def _contrat(self, organisme: Any, rang: int) -> Any:
        if organisme.pk not in self.contrats:
            premiere = self.annee - AVANT
            contrat = self._creer(
                "Cpom",
                identifiant=f"C{identifiant(self.rng)[1:]}",
                organisme=organisme,
                premiere_annee=premiere,
                derniere_annee=self.annee + APRES,
                signe_le=date(premiere, 1, 15),
            )
            self._rencontre(contrat, premiere, tenue=True)
            self._rencontre(contrat, self.annee - 1, tenue=rang % 2 == 1)
            self.contrats[organisme.pk] = contrat
        return self.contrats[organisme.pk]

    def _rencontre(self, contrat: Any, annee: int, *, tenue: bool) -> None:
        le = dernier_jour_ouvre(min(date(annee + 1, 6, 18), self.reglages.aujourd_hui - timedelta(days=20)))
        prevue = le if tenue else dernier_jour_ouvre(self.reglages.aujourd_hui + timedelta(days=18))
        conclusions = "Les cibles sont gardées ; l'antenne est à étudier avec les communes." if tenue else ""
        self._creer(
            "DialogueGestion",
            cpom=contrat,
            annee=annee,
            prevu_le=prevue,
            tenu_le=le if tenue else None,
            conclusions=conclusions,
        )

    def _actions(self, fiche: Any, demo: FicheDemo) -> None:
        for libelle, responsable, jours, faite in demo.actions:
            jour = self.reglages.aujourd_hui + timedelta(days=jours)
            self._creer(
                "ActionCpom",
                fiche=fiche,
                libelle=libelle,
                responsable=responsable,
                echeance=jour,
                faite_le=jour - timedelta(days=9) if faite else None,
            )

    def _indicateur(self, fiche: Any, demo: IndicateurDemo, *, a_signer: bool) -> None:
        premiere = self.annee - AVANT
        indicateur = self._creer(
            "IndicateurCpom",
            identifiant=f"C{identifiant(self.rng)[1:]}",
            fiche=fiche,
            libelle=demo.libelle,
            sens=demo.sens,
            depart=Decimal(demo.depart),
            modifie_par=DIRECTION,
        )
        formules = [self._formule(indicateur, rang, *version) for rang, version in enumerate(demo.formules)]
        cibles = {annee: Decimal(demo.depart + demo.pas * (annee - premiere + 1)) for annee in fiche.cpom.annees}
        for annee, valeur in cibles.items():
            self._creer("CibleCpom", indicateur=indicateur, annee=annee, valeur=valeur)
        for annee in range(premiere, self.annee):
            if annee == premiere or not a_signer or demo.pas:
                self._bilan(indicateur, annee, demo.recit)
            if annee == premiere or not a_signer:
                self._signee(indicateur, formules[0], annee, cibles[annee], demo.recit)

    def _formule(self, indicateur: Any, rang: int, haut: str, bas: str, decalage: int) -> Any:
        depuis = self.annee - AVANT + decalage
        return self._creer(
            "FormuleDatee",
            indicateur=indicateur,
            numero=rang + 1,
            depuis=depuis,
            numerateur=haut,
            denominateur=bas,
            motif="Compter les changements eux-mêmes." if rang else "",
            ecrite_par=DIRECTION,
            ecrite_le=_moment(date(depuis, 1, 15)),
        )

    def _bilan(self, indicateur: Any, annee: int, recit: str) -> None:
        le = _moment(date(annee + 1, 3, 12))
        self._creer(
            "BilanIndicateur", indicateur=indicateur, annee=annee, recit=recit, ecrit_par=DIRECTION, ecrit_le=le
        )

    def _signee(self, indicateur: Any, formule: Any, annee: int, cible: Decimal, recit: str) -> None:
        valeur = (cible * Decimal(self.rng.choice(("0.86", "0.95", "1.02", "1.1")))).quantize(Decimal("0.1"))
        self._creer(
            "ValeurSignee",
            indicateur=indicateur,
            annee=annee,
            formule=formule,
            valeur=valeur,
            cible=cible,
            recit=recit,
            signee_par=AGENCE,
            signee_le=_moment(date(annee + 1, 4, 2)),
        )

    def _dialogue(self, fiche: Any) -> None:
        debut = self.reglages.aujourd_hui - timedelta(days=30)
        for rang, (autorite, auteur, texte) in enumerate(MESSAGES):
            le = _moment(debut + timedelta(days=4 * rang))
            self._creer("MessageCpom", fiche=fiche, autorite=autorite, auteur=auteur, texte=texte, le=le)

    def _creer(self, nom: str, **champs: Any) -> Any:
        self.lignes += 1
        return _table(nom).create(**champs)


def _moment(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time(10)))
