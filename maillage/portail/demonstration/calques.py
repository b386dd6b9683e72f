"""Layers lent in every state: accepted, waiting for an answer, ended, withdrawn, in draft. Invented figures over real communes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.apps import apps
from django.utils import timezone

from maillage.portail.demonstration.lieux import Lieu
from maillage.portail.demonstration.reglages import Reglages

PLANCHER = 5
COMMUNES_MAX = 600
POINTS = 14
ARS, MISSION = ("role:ARS", "Agence régionale de santé"), ("role:MISSION", "Mission d'appui")
Corps = tuple[str, str]


@dataclass(frozen=True)
class CasCalque:
    """A loan: what it says, from whom, to whom (body and answer), its days counted from today."""

    champs: dict[str, Any]
    preteur: Corps
    destinataires: tuple[tuple[Corps, str], ...]
    debut: int
    fin: int
    etat: str = "PRETE"


def semer_calques(communes: dict[str, list[Lieu]], reglages: Reglages) -> int:
    """Write the layers; return the number of rows."""
    rng = Random(f"{reglages.graine}-calques")  # noqa: S311 (a reproducible demonstration, not a secret)
    premier = apps.get_model("structures.Dispositif")._default_manager.order_by("pk").first()
    if premier is None:
        return 0
    ici = communes.get(premier.departement) or next(iter(communes.values()))
    organisme = premier.organismes.order_by("pk").first()
    dispositif = f"dispositif:{premier.pk}", premier.nom
    gestionnaire = (f"organisme:{organisme.pk}", organisme.nom) if organisme else dispositif
    nombre = 0
    for cas, semer in _cas(dispositif, gestionnaire, ici, rng):
        cellules = semer() if cas.etat != "RETIRE" else []
        nombre += _ecrire(cas, cellules, reglages.aujourd_hui)
    return nombre


ELEVES: dict[str, Any] = {
    "nom": "Élèves notifiés, par commune",
    "finalite": "Placer les interlocuteurs des écoles et les antennes, pour la rentrée prochaine.",
    "au_nom_de": "Conseil départemental (inventé)",
    "source": "Fichier inventé pour la démonstration",
    "niveau": "COMMUNE",
    "nature": "PERSONNES",
    "unite": "élèves",
    "plancher": PLANCHER,
}
REPIT: dict[str, Any] = {
    **ELEVES,
    "nom": "Places de répit, par intercommunalité",
    "finalite": "Dire aux familles où souffler, et voir ce qui manque.",
    "au_nom_de": "",
    "niveau": "EPCI",
    "nature": "CHOSES",
    "unite": "places",
    "plancher": 0,
}
ACCUEIL: dict[str, Any] = {
    **REPIT,
    "nom": "Centres sociaux qui ouvrent une salle",
    "finalite": "Trouver un lieu de rencontre près de chez le jeune.",
    "niveau": "POINTS",
    "unite": "salles",
}
SUIVIS: dict[str, Any] = {
    **ELEVES,
    "nom": "Enfants suivis en libéral, par commune",
    "au_nom_de": "",
    "unite": "enfants",
}


def _cas(
    dispositif: Corps, gestionnaire: Corps, lieux: list[Lieu], rng: Random
) -> list[tuple[CasCalque, Callable[[], list[dict[str, Any]]]]]:
    accepte, attend = "ACCEPTE", "PROPOSE"
    tous = tuple((corps, accepte) for corps in (ARS, gestionnaire, dispositif))
    return [
        (CasCalque(ELEVES, MISSION, tous, -40, 300), lambda: _par_commune(lieux, rng)),
        (CasCalque(REPIT, gestionnaire, ((ARS, accepte), (dispositif, accepte)), -20, 120), lambda: _par_epci(lieux, rng)),
        (CasCalque(ACCUEIL, ARS, ((gestionnaire, attend), (dispositif, attend)), -3, 200), lambda: _points(lieux, rng)),
        (CasCalque(SUIVIS, ARS, ((MISSION, accepte), (dispositif, accepte)), -400, -20), lambda: _par_commune(lieux, rng)),
        (CasCalque({**REPIT, "nom": "Assistants familiaux, par intercommunalité"}, MISSION, tous, -90, 60, "RETIRE"), list),
        (CasCalque({**REPIT, "nom": "Nuits possibles, par intercommunalité"}, gestionnaire, (), 0, 365, "BROUILLON"), list),
    ]  # fmt: skip


def _ecrire(cas: CasCalque, cellules: list[dict[str, Any]], aujourd_hui: date) -> int:
    def instant(jours: int) -> datetime:
        return timezone.make_aware(datetime.combine(aujourd_hui + timedelta(days=jours), time(10)))

    calque = apps.get_model("cartographie.Calque")._default_manager.create(
        **cas.champs,
        preteur=cas.preteur[0],
        preteur_nom=cas.preteur[1],
        valeurs_le=aujourd_hui + timedelta(days=cas.debut - 60),
        debut=aujourd_hui + timedelta(days=cas.debut),
        fin=aujourd_hui + timedelta(days=cas.fin),
        etat=cas.etat,
        prete_le=None if cas.etat == "BROUILLON" else instant(cas.debut),
        retire_le=instant(-8) if cas.etat == "RETIRE" else None,
        motif_retrait="Le fichier sera remplacé par un plus récent." if cas.etat == "RETIRE" else "",
    )
    apps.get_model("cartographie.CelluleCalque")._default_manager.bulk_create(
        apps.get_model("cartographie.CelluleCalque")(calque=calque, **cellule) for cellule in cellules
    )
    apps.get_model("cartographie.DestinataireCalque")._default_manager.bulk_create(
        apps.get_model("cartographie.DestinataireCalque")(
            calque=calque,
            cle=cle,
            nom=nom,
            accord=accord,
            decide_le=None if accord == "PROPOSE" else instant(min(cas.debut + 2, 0)),
            decide_par="" if accord == "PROPOSE" else nom,
        )
        for (cle, nom), accord in cas.destinataires
    )
    return 1 + len(cellules) + len(cas.destinataires)


def _par_commune(lieux: list[Lieu], rng: Random) -> list[dict[str, Any]]:
    """About one enfant notifié for two hundred inhabitants: small communes fall under the floor."""
    lignes = []
    for lieu in lieux[:COMMUNES_MAX]:
        nombre = max(0, lieu.population // 200 + rng.randrange(-2, 4))
        tu = nombre < PLANCHER
        lignes.append({"code": lieu.code, "nom": lieu.nom, "valeur": None if tu else Decimal(nombre), "masquee": tu})
    return lignes


def _par_epci(lieux: list[Lieu], rng: Random) -> list[dict[str, Any]]:
    codes = apps.get_model("territoire.Commune")._default_manager.filter(pk__in=[lieu.code for lieu in lieux])
    paires = sorted(set(codes.exclude(epci_code="").values_list("epci_code", "epci_nom")))
    return [{"code": code, "nom": nom, "valeur": Decimal(rng.randrange(0, 15))} for code, nom in paires]


def _points(lieux: list[Lieu], rng: Random) -> list[dict[str, Any]]:
    return [
        {
            "code": f"L{rang}",
            "nom": f"Centre social de {lieu.nom}",
            "valeur": Decimal(rng.randrange(1, 4)),
            "lon": lieu.lon,
            "lat": lieu.lat,
        }
        for rang, lieu in enumerate(lieux[:POINTS], start=1)
    ]
