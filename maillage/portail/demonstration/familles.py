"""A young person and both their parents, each with an account, a change to sign, things said not to be right, and a house that sets its space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.comptes.services import ouvrir_compte, ouvrir_representation
from maillage.parcours import selectors as parcours
from maillage.parcours.domain.age import age_le
from maillage.portail.demonstration.comptes import DEPUIS, DOMAINE, MOT_DE_PASSE
from maillage.portail.demonstration.liaison import MAJORITE, Fiche, Semis, choisir, ouvertes
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.espace import services
from maillage.portail.espace.referentiels import livret_de_depart
from maillage.portail.espace.selectors import Espace, espace_du_compte
from maillage.portail.models import Rubrique
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

MINIMUM = 10
"""From this age a young person of the demonstration reads their own space."""
PARENTS = ("Claude", "Dominique")
"""Who signs the fiches of the demonstration."""
NOM_USAGE = "La maison des Genêts (inventée)"
CONTACT = "Accueil de la démonstration, 01 99 00 12 34"
"""A number of the block that ARCEP keeps for fiction."""
MOT_DE_LA_MAISON = (
    "## Le mot de la maison\n\n:jardin: Le jardin est ouvert à tous le mercredi.\n:manger: On mange ensemble à midi.\n"
)
DIX_HEURES = time(10)


@dataclass(frozen=True)
class Famille:
    """Who was opened an account."""

    jeune: Any
    enfant: Acteur
    parents: tuple[Acteur, ...]


def courriel_famille(nom: str) -> str:
    """« parent-1@demo.maillage.test »."""
    return f"{nom}@{DOMAINE}"


def semer_familles(acteur: Acteur, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> Famille | None:
    """Open the three accounts about one young person with a change to sign; None when nobody fits."""
    connus = parcours.connus_du_dispositif(offre.pk).in_bulk([jeune.pk for jeune in jeunes])
    choisi = _choisir(jeunes, connus, reglages)
    if choisi is None:
        return None
    jeune = connus[choisi.pk]
    semis = Semis(acteur, structures.dispositif_par_code(offre.code), reglages, Random(f"{reglages.graine}-familles"))  # noqa: S311 (reproducible)
    Fiche(semis, jeune, ouvertes(choisi)).proposer(3)
    famille = Famille(
        jeune,
        _ouvrir(acteur, offre, reglages, jeune, ("jeune", str(jeune), "JEUNE_MINEUR")),
        tuple(
            _ouvrir(acteur, offre, reglages, jeune, (f"parent-{rang}", f"{prenom} {jeune.nom}", "PARENT"))
            for rang, prenom in enumerate(PARENTS, start=1)
        ),
    )
    services.regler_espace(
        acteur, dispositif_id=offre.pk, version_lue=1, tutoiement=True, nom_usage=NOM_USAGE, contact=CONTACT
    )
    services.publier_livret(
        acteur,
        dispositif_id=offre.pk,
        texte=f"{livret_de_depart()}\n{MOT_DE_LA_MAISON}",
        note="Le mot de la maison",
        numero_lu=0,
        maintenant=_moment(reglages, 30),
    )
    _signaler(acteur, famille, reglages)
    return famille


def _choisir(jeunes: list[JeuneDemo], connus: dict[int, Any], reglages: Reglages) -> JeuneDemo | None:
    """The last minor old enough to read whose path has not moved for long: the first ones are for the other sheets."""
    stables, _ = choisir(jeunes, reglages)
    return next((jeune for jeune in reversed(stables) if _lit_et_ne_decide_pas(connus[jeune.pk], reglages)), None)


def _lit_et_ne_decide_pas(jeune: Any, reglages: Reglages) -> bool:
    naissance = jeune.naissance
    return naissance is not None and MINIMUM <= age_le(naissance, reglages.aujourd_hui) < MAJORITE


def _ouvrir(acteur: Acteur, offre: Offre, reglages: Reglages, jeune: Any, qui: tuple[str, str, str]) -> Acteur:
    adresse, nom, qualite = qui
    compte, _ = ouvrir_compte(
        acteur, email=courriel_famille(adresse), nom=nom, mot_de_passe=MOT_DE_PASSE, demonstration=True
    )
    ouvrir_representation(acteur, compte, jeune_id=jeune.pk, qualite=qualite, dispositif_id=offre.pk, debut=DEPUIS)
    return acteur_de(compte, le=reglages.aujourd_hui)


def _signaler(acteur: Acteur, famille: Famille, reglages: Reglages) -> None:
    """Two things said: one left to answer, one answered."""
    _dire(famille.enfant, famille, reglages, 6, "Mon atelier du jeudi commence à 14 h, pas à 13 h 30.")
    repondue = _dire(famille.parents[0], famille, reglages, 20, "Notre adresse a changé en septembre.")
    if repondue is not None:
        services.repondre_rectification(
            acteur,
            repondue,
            etat="CORRIGEE",
            reponse="Vous avez raison. La nouvelle adresse est écrite depuis ce matin.",
            version=repondue.version,
            maintenant=_moment(reglages, 12),
        )


def _dire(qui: Acteur, famille: Famille, reglages: Reglages, il_y_a: int, texte: str) -> Any:
    espace: Espace | None = espace_du_compte(qui, famille.jeune.identifiant, le=reglages.aujourd_hui)
    if espace is None or espace.dispositif_id is None:
        return None
    return services.signaler(
        qui, espace, rubrique=Rubrique.AUTRE, reference="", texte=texte, maintenant=_moment(reglages, il_y_a)
    )


def _moment(reglages: Reglages, il_y_a: int) -> datetime:
    return timezone.make_aware(datetime.combine(reglages.aujourd_hui - timedelta(days=il_y_a), DIX_HEURES))
