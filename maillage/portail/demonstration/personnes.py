"""Young people of one dispositif and their path: phases, modality periods, schooling, criteria, requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from maillage.portail.demonstration import noms
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.profils import PROFILS, REPARTITION, Profil
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables
from maillage.socle.domain.calendrier import UN_JOUR
from maillage.socle.fields import ALPHABET

SIEGE_DES_AGES = {"DITEP": (7, 16), "DIME": (6, 19), "DAME": (5, 18), "AUTRE": (6, 19)}
LOIN = date(2199, 12, 31).toordinal()
AVENIR = 30
DESTINATIONS = ("Milieu ordinaire", "Autre dispositif", "Formation ou emploi", "Retour en famille", "")
MOTIFS = ("Fin de l'accompagnement", "Réorientation", "Demande de la famille")


@dataclass
class JeuneDemo:
    """A young person as the agendas need them: profile, and the days (ordinals) when each modality is open."""

    pk: int
    nom: str
    profil: Profil
    phase: str
    debut: int
    fin: int = LOIN
    modalites: dict[str, tuple[int, int]] = field(default_factory=dict)
    groupe: int = 0
    rang: int = 0
    absences: list[tuple[int, int]] = field(default_factory=list)

    def suit(self, jour: int, modalite: str) -> bool:
        """Tell whether the modality is open that day (ordinal)."""
        premier, dernier = self.modalites.get(modalite, (LOIN, 0))
        return premier <= jour <= dernier


def identifiant(rng: Random) -> str:
    """A public identifier of a young person or request: twelve letters that say nothing."""
    return "".join(rng.choices(ALPHABET, k=12))


def creer_jeunes(tables: Tables, offre: Offre, reglages: Reglages, rng: Random) -> list[JeuneDemo]:
    """Write the ordinary young people of a dispositif with their path; return them."""
    codes, poids = zip(*REPARTITION[offre.type], strict=True)
    jeunes = []
    for rang in range(reglages.mesure.jeunes):
        profil = PROFILS[rng.choices(codes, weights=poids)[0]]
        jeune = _jeune(tables, offre, reglages, rng, profil)
        jeune.rang = rang
        jeune.groupe = rang % len(offre.groupes)
        jeunes.append(jeune)
    for _ in range(max(1, len(jeunes) // 8)):
        _demande_en_attente(tables, offre, reglages, rng)
    return jeunes


def ecrire_identite(
    tables: Tables,
    offre: Offre,
    rng: Random,
    *,
    naissance: date | None,
    nom: str = "",
    prenom: str = "",
    commune: str | None = "",
) -> tuple[int, str]:
    """Write a young person; return their key and full name. What is empty is drawn; `commune` may be None, unknown."""
    sexe = "M" if rng.random() < 0.66 else "F"
    prenom, nom = prenom or noms.prenom(rng, sexe), nom or noms.nom_de_famille(rng)
    pk = tables["parcours.Jeune"].ajouter(
        identifiant(rng),
        nom,
        prenom,
        naissance.isoformat() if naissance else None,
        sexe,
        rng.choice(offre.lieux).code if commune == "" else commune,
    )
    return pk, f"{prenom} {nom}"


def naissance_pour(age: int, reglages: Reglages, rng: Random) -> date:
    return reglages.aujourd_hui - timedelta(days=int(365.25 * age) + rng.randint(20, 340))


def _jeune(tables: Tables, offre: Offre, reglages: Reglages, rng: Random, profil: Profil) -> JeuneDemo:
    bas, haut = SIEGE_DES_AGES[offre.type]
    pk, nom = ecrire_identite(tables, offre, rng, naissance=naissance_pour(rng.randint(bas, haut), reglages, rng))
    entree = _entree(reglages, rng)
    jeune = JeuneDemo(pk, nom, profil, "ACCOMPAGNEMENT", entree.toordinal())
    tirage = rng.random()
    if tirage < 0.08:
        _sortir(tables, offre, reglages, rng, (jeune, entree))
    elif tirage < 0.12:
        _autre_phase(tables, offre, reglages, jeune, "PRE_ADMISSION", rng)
    elif tirage < 0.15:
        _autre_phase(tables, offre, reglages, jeune, "PONCTUEL", rng)
    else:
        ecrire_phase(tables, offre, rng, pk, "ACCOMPAGNEMENT", entree)
        _modalites(tables, offre, reglages, rng, jeune)
        _admission(tables, offre, rng, jeune, entree)
    _scolarite(tables, offre, rng, jeune, entree)
    _criteres(tables, offre, rng, jeune, entree)
    return jeune


def _entree(reglages: Reglages, rng: Random) -> date:
    """Most arrived before the agendas, some at one of the two back-to-school Septembers, few in between."""
    if rng.random() < 0.75:
        return reglages.debut - timedelta(days=rng.randint(40, 1500))
    return reglages.debut + timedelta(days=rng.randint(0, (reglages.aujourd_hui - reglages.debut).days - 20))


def ecrire_phase(
    tables: Tables,
    offre: Offre,
    rng: Random,
    jeune: int,
    type_phase: str,
    debut: date,
    fin: date | None = None,
    **fin_de_sejour: str | bool,
) -> int:
    """Write a phase; `fin_de_sejour` gives motif, destination, creton."""
    return tables["parcours.Phase"].ajouter(
        f"F{identifiant(rng)[1:]}",
        jeune,
        offre.pk,
        type_phase,
        debut.isoformat(),
        fin.isoformat() if fin else None,
        fin_de_sejour.get("motif", ""),
        fin_de_sejour.get("destination", ""),
        bool(fin_de_sejour.get("creton", False)),
    )


def ecrire_periode(
    tables: Tables, offre: Offre, jeune: int, modalite: str, debut: date, fin: date | None = None
) -> tuple[int, int]:
    """Write a modality period; return its days as ordinals."""
    tables["parcours.PeriodeModalite"].ajouter(
        jeune, offre.pk, modalite, "INTRA", debut.isoformat(), fin.isoformat() if fin else None
    )
    return debut.toordinal(), fin.toordinal() if fin else LOIN


def _modalites(tables: Tables, offre: Offre, reglages: Reglages, rng: Random, jeune: JeuneDemo) -> None:
    """Open the modalities of the profile; one person in ten arrives with day care alone and combines later."""
    entree = date.fromordinal(jeune.debut)
    fin = date.fromordinal(jeune.fin) if jeune.fin != LOIN else None
    decalage = timedelta(days=rng.randint(60, 200)) if rng.random() < 0.1 and fin is None else timedelta(0)
    for modalite in jeune.profil.modalites:
        debut = entree if modalite == jeune.profil.modalites[0] else entree + decalage
        if debut <= reglages.aujourd_hui:
            jeune.modalites[modalite] = ecrire_periode(tables, offre, jeune.pk, modalite, debut, fin)


def _sortir(tables: Tables, offre: Offre, reglages: Reglages, rng: Random, qui: tuple[JeuneDemo, date]) -> None:
    """A stay that ended during the agendas, followed for three years at most."""
    jeune, entree = qui
    entree = min(entree, reglages.debut - timedelta(days=200))
    sortie = reglages.debut + timedelta(days=rng.randint(60, (reglages.aujourd_hui - reglages.debut).days - 30))
    jeune.debut, jeune.fin = entree.toordinal(), sortie.toordinal()
    fin_de_sejour = {"motif": rng.choice(MOTIFS), "destination": rng.choice(DESTINATIONS)}
    ecrire_phase(tables, offre, rng, jeune.pk, "ACCOMPAGNEMENT", entree, sortie, **fin_de_sejour)
    ecrire_phase(tables, offre, rng, jeune.pk, "SUIVI_POST_SORTIE", sortie + UN_JOUR)
    _modalites(tables, offre, reglages, rng, jeune)


def _autre_phase(
    tables: Tables, offre: Offre, reglages: Reglages, jeune: JeuneDemo, type_phase: str, rng: Random
) -> None:
    debut = reglages.aujourd_hui - timedelta(days=rng.randint(20, 70))
    jeune.phase, jeune.debut = type_phase, debut.toordinal()
    ecrire_phase(tables, offre, rng, jeune.pk, type_phase, debut)


def _scolarite(tables: Tables, offre: Offre, rng: Random, jeune: JeuneDemo, entree: date) -> None:
    if rng.random() < 0.06:
        return
    code = rng.choice(jeune.profil.scolarites)
    ecole = rng.choice(offre.ecoles) if code not in {"01", "02"} else ""
    tables["parcours.Scolarite"].ajouter(jeune.pk, code, ecole, entree.isoformat(), None)


def _criteres(tables: Tables, offre: Offre, rng: Random, jeune: JeuneDemo, entree: date) -> None:
    nombre = rng.choices((0, 1, 2, 3, 4), weights=(60, 15, 11, 10, 4))[0]
    for critere in sorted(rng.sample(("C1", "C2", "C3", "C4", "C5"), nombre)):
        tables["parcours.Complexite"].ajouter(jeune.pk, offre.pk, critere, entree.isoformat(), None)


def _admission(tables: Tables, offre: Offre, rng: Random, jeune: JeuneDemo, entree: date) -> None:
    notification = entree - timedelta(days=rng.randint(30, 300))
    reception = notification + timedelta(days=rng.randint(3, 28))
    ecrire_demande(tables, offre, rng, jeune.pk, (notification, reception, entree))


def ecrire_demande(
    tables: Tables,
    offre: Offre,
    rng: Random,
    jeune: int | None,
    dates: tuple[date | None, date, date | None],
    cloture: tuple[date, str] | None = None,
) -> int:
    """Write a request: notification, reception, admission; `cloture` with its reason."""
    notification, reception, admission = dates
    return tables["parcours.Demande"].ajouter(
        f"D{identifiant(rng)[1:]}",
        offre.pk,
        jeune,
        rng.choice(("AJ", "AN", "PMO")),
        notification.isoformat() if notification else None,
        reception.isoformat(),
        admission.isoformat() if admission else None,
        cloture[0].isoformat() if cloture else None,
        cloture[1] if cloture else "",
    )


def _demande_en_attente(tables: Tables, offre: Offre, reglages: Reglages, rng: Random) -> None:
    reception = reglages.aujourd_hui - timedelta(days=rng.randint(5, 420))
    notification = reception - timedelta(days=rng.randint(3, 60))
    jeune = None
    if rng.random() < 0.7:
        jeune, _ = ecrire_identite(tables, offre, rng, naissance=naissance_pour(rng.randint(6, 15), reglages, rng))
    cloture = None
    if rng.random() < 0.25:
        cloture = (min(reception + timedelta(days=90), reglages.aujourd_hui), "HORS_PUBLIC")
    ecrire_demande(tables, offre, rng, jeune, (notification, reception, None), cloture)
