"""Orientations received by every dispositif: young people followed here, on the waiting list, not known yet; answered, prepared, cancelled, odd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.personnes import identifiant
from maillage.portail.demonstration.reglages import Reglages

SUIVIS, ATTENDUS, INCONNUS = 2, 2, 3
ECRITE_PAR = "Démonstration direction"
ENVOYEE, LUE, CONTACT, ANNULEE, ENTRE, ETRANGER = "39", "40", "41", "37", "47", "400"
TEXTE = "La commission oriente vers un dispositif intégré, pour trois ans. Elle souhaite un accueil progressif, en lien avec l'école."


@dataclass
class Semis:
    """What is written for one dispositif."""

    dispositif: Any
    finess: str
    esms: str
    aujourd_hui: date
    rng: Random
    lignes: int = 0

    def decision(self, *, jours: int, **champs: Any) -> Any:
        """Write a decision received so many days ago, with the notification that came with it."""
        numero = f"{self.rng.randrange(10**6):06d}"
        le = self.aujourd_hui - timedelta(days=jours)
        orientation = self._creer(
            "OrientationRecue",
            identifiant=identifiant(self.rng),
            dispositif=self.dispositif,
            cle=f"DN-{numero}",
            decision=f"{le.year}-{numero}",
            decision_nationale=f"DN-{numero}",
            mdph="MDPH de démonstration",
            textes=[["Orientation", TEXTE]],
            source="FICHIER",
            recue_le=_moment(le),
            **champs,
        )
        self.position(orientation, statut=ENVOYEE, le=le)
        return orientation

    def position(self, orientation: Any, *, statut: str, le: date, etat: str = "RECUE", **champs: Any) -> None:
        """Write a position: received, prepared or sent."""
        reponse = {} if etat == "RECUE" else {"ecrite_par": ECRITE_PAR}
        if etat == "PARTIE":
            reponse |= {"partie_le": _moment(le), "partie_par": "FICHIER"}  # type: ignore[dict-item]
        self._creer(
            "PositionOrientation",
            identifiant=identifiant(self.rng),
            orientation=orientation,
            etat=etat,
            struct=f"1{self.finess}",
            esms=self.esms,
            statut=statut,
            le=le,
            empreinte=identifiant(self.rng),
            **reponse,
            **champs,
        )

    def _creer(self, modele: str, /, **champs: Any) -> Any:
        self.lignes += 1
        return apps.get_model("echanges", modele)._default_manager.create(**champs)


def semer_orientations(reglages: Reglages) -> int:
    """Write the orientations of every dispositif that has an establishment with a FINESS number; return how many rows."""
    liens = apps.get_model("structures.Rattachement")._default_manager.select_related("dispositif", "etablissement")
    vus: set[int] = set()
    lignes = 0
    for lien in liens.exclude(etablissement__finess="").order_by("dispositif_id", "pk"):
        if lien.dispositif_id in vus:
            continue
        vus.add(lien.dispositif_id)
        rng = Random(f"{reglages.graine}-orientations-{lien.dispositif.code}")  # noqa: S311 (a reproducible demonstration)
        semis = Semis(
            lien.dispositif, str(lien.etablissement.finess), lien.etablissement.nom, reglages.aujourd_hui, rng
        )
        _suivis(semis)
        _attendus(semis)
        _inconnus(semis)
        lignes += semis.lignes
    return lignes


def _identite(jeune: Any) -> dict[str, Any]:
    return {champ: getattr(jeune, champ) for champ in ("nom", "prenom", "naissance", "sexe")}


def _suivis(semis: Semis) -> None:
    """Young people whose entry was answered."""
    phases = apps.get_model("parcours.Phase")._default_manager.filter(
        dispositif=semis.dispositif, type="ACCOMPAGNEMENT", fin__isnull=True
    )
    for phase in phases.select_related("jeune").order_by("-debut", "pk")[:SUIVIS]:
        jours = (semis.aujourd_hui - phase.debut).days + 60
        orientation = semis.decision(jours=jours, jeune=phase.jeune, etat="REPONDUE", **_identite(phase.jeune))
        semis.position(orientation, statut=ENTRE, le=phase.debut, etat="PARTIE")


def _attendus(semis: Semis) -> None:
    """Young people on the waiting list: the first waits for an answer, the second for its sending."""
    demandes = apps.get_model("parcours.Demande")._default_manager.filter(
        dispositif=semis.dispositif, jeune__isnull=False, admission__isnull=True, cloture__isnull=True
    )
    for rang, demande in enumerate(demandes.select_related("jeune").order_by("-reception", "pk")[:ATTENDUS]):
        le = demande.reception or semis.aujourd_hui - timedelta(days=40)
        orientation = semis.decision(
            jours=max(1, (semis.aujourd_hui - le).days + 12),
            jeune=demande.jeune,
            demande=demande,
            etat="PREPAREE" if rang else "A_REPONDRE",
            **_identite(demande.jeune),
        )
        if rang:
            semis.position(orientation, statut=CONTACT, motif="151", le=semis.aujourd_hui, etat="PREPAREE")


def _inconnus(semis: Semis) -> None:
    """People not known yet: one to answer, one whose decision is cancelled, one whose status is no code of the list."""
    for rang in range(INCONNUS):
        sexe = "F" if semis.rng.random() < 0.4 else "M"
        qui = {
            "nom": noms.nom_de_famille(semis.rng),
            "prenom": noms.prenom(semis.rng, sexe),
            "sexe": sexe,
            "naissance": semis.aujourd_hui - timedelta(days=365 * semis.rng.randint(6, 14) + semis.rng.randrange(360)),
        }
        orientation = semis.decision(jours=4 + 9 * rang, etat="CLOSE" if rang == 1 else "A_REPONDRE", **qui)
        if rang == 1:
            semis.position(orientation, statut=ANNULEE, motif="173", le=semis.aujourd_hui - timedelta(days=2))
        if rang == INCONNUS - 1:
            semis.position(orientation, statut=ETRANGER, le=semis.aujourd_hui - timedelta(days=1))


def _moment(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time(10)))
