"""Teams around the young people, some events of their lives, an older period on their ribbon, and two broken glasses to review."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from maillage.comptes.selectors import acteur_de
from maillage.parcours.services import briser_la_glace, revoir_bris
from maillage.portail.demonstration.comptes import courriel
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import LOIN, JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.portail.demonstration.tables import Tables

PREMIERE_EMBAUCHE = date(2020, 9, 1)
SOINS = ("PSYCHOMOTRICIEN", "ORTHOPHONISTE", "ERGOTHERAPEUTE", "INFIRMIER")
EVENEMENTS = (
    ("DEMENAGEMENT", "identite", "dans la commune voisine", 0),
    ("STAGE", "scolarite", "menuiserie", 5),
    ("STAGE", "scolarite", "cuisine collective", 12),
    ("DIPLOME", "scolarite", "certificat de formation générale", 0),
    ("LOISIR", "educatif", "entrée au club de judo", 0),
    ("LOISIR", "educatif", "séjour à la montagne", 6),
    ("NAISSANCE", "social", "une petite sœur", 0),
    ("HOSPITALISATION", "soin", "", 3),
)
MOTIFS = (
    "Il est arrivé très agité à la cantine, son éducatrice est en congé : je dois savoir comment l'apaiser.",
    "Remplacement à l'improviste ce soir, je ne connais pas encore ce jeune.",
)
Membre = tuple[int, str, bool]
"""Professional, function, referent."""


def semer_equipes(tables: Tables, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """Give each young person a team; their educator is that of their group, so that nobody is in every team."""
    rng = Random(f"{reglages.graine}-{offre.rang}-equipes")  # noqa: S311 (a reproducible demonstration, not a secret)
    for jeune in jeunes:
        entree = max(date.fromordinal(jeune.debut), PREMIERE_EMBAUCHE)
        sortie = date.fromordinal(jeune.fin) if jeune.fin != LOIN else None
        cles = [_membre(tables, offre, jeune.pk, membre, entree, sortie) for membre in _equipe(offre, jeune, rng)]
        if sortie is None and rng.random() < 0.1:
            _remplacement(tables, offre, cles[1], reglages, rng)
        if rng.random() < 0.3:
            _depart(tables, offre, jeune, entree, sortie, reglages)
        _evenements(tables, offre, jeune, entree, reglages, rng)
        _periode_ancienne(tables, offre, jeune, reglages)
    _equipes_des_cas(tables, offre, {jeune.pk for jeune in jeunes})


def semer_bris(offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo]) -> None:
    """The demonstration professional opened two files out of their teams: one is reviewed, the other waits."""
    comptes = get_user_model().objects
    professionnel, direction = (
        acteur_de(comptes.get(email=courriel(role)), le=reglages.aujourd_hui) for role in ("PROFESSIONNEL", "DIRECTION")
    )
    ailleurs = [jeune for jeune in jeunes if jeune.groupe != 0][: len(MOTIFS)]
    connus = apps.get_model("parcours.Jeune")._default_manager.in_bulk([jeune.pk for jeune in ailleurs])
    for rang, (jeune, motif) in enumerate(zip(ailleurs, MOTIFS, strict=False)):
        moment = timezone.make_aware(datetime.combine(reglages.aujourd_hui, datetime.min.time())) - timedelta(
            days=9 - 7 * rang, hours=5
        )
        bris = briser_la_glace(
            professionnel, jeune=connus[jeune.pk], dispositif_id=offre.pk, motif=motif, maintenant=moment
        )
        if rang == 0:
            revoir_bris(direction, bris=bris, avis="JUSTIFIE", observation="", maintenant=moment + timedelta(days=2))


def _equipes_des_cas(tables: Tables, offre: Offre, pourvus: set[int]) -> None:
    """Whoever else is accompanied here, the hard cases among them, has the coordination and an educator as referent."""
    colonnes = tables["parcours.Phase"].colonnes
    accompagnes: dict[int, str] = {}
    for ligne in tables["parcours.Phase"].lignes:
        phase = dict(zip(colonnes, ligne[1:], strict=False))
        if phase["type"] == "ACCOMPAGNEMENT" and phase["fin"] is None and phase["jeune_id"] not in pourvus:
            accompagnes[phase["jeune_id"]] = max(phase["debut"], PREMIERE_EMBAUCHE.isoformat())
    educateurs = offre.equipe["EDUCATEUR"]
    for rang, (jeune, debut) in enumerate(accompagnes.items()):
        entree = date.fromisoformat(debut)
        for membre in (
            (offre.equipe["COORDONNATEUR"][0], "COORDINATION", False),
            (educateurs[rang % len(educateurs)], "EDUCATIF", True),
        ):
            _membre(tables, offre, jeune, membre, entree, None)


def _equipe(offre: Offre, jeune: JeuneDemo, rng: Random) -> list[Membre]:
    """Coordination, the educator of the group (referent), then what the profile calls for."""
    educateurs = offre.equipe["EDUCATEUR"]
    membres = [
        (offre.equipe["COORDONNATEUR"][0], "COORDINATION", False),
        (educateurs[jeune.groupe % len(educateurs)], "EDUCATIF", True),
        (rng.choice(offre.equipe["ENSEIGNANT"]), "ENSEIGNEMENT", False),
        (rng.choice(offre.equipe[rng.choice(SOINS)]), "SOIN", False),
    ]
    if rng.random() < 0.6:
        membres.append((rng.choice(offre.equipe["PSYCHOLOGUE"]), "PSYCHOLOGIE", False))
    if rng.random() < 0.5:
        membres.append((offre.equipe["ASSISTANT_SOCIAL"][0], "SOCIAL", False))
    if jeune.profil.nuits:
        membres.append((rng.choice(offre.equipe["SURVEILLANT_NUIT"]), "NUIT", False))
    return membres


def _membre(tables: Tables, offre: Offre, jeune: int, membre: Membre, debut: date, fin: date | None) -> int:
    professionnel, fonction, referent = membre
    return tables["parcours.MembreEquipe"].ajouter(
        jeune,
        offre.pk,
        professionnel,
        fonction,
        referent,
        debut.isoformat(),
        fin.isoformat() if fin else None,
        "ACCOMPAGNEMENT" if fin else "",
    )


def _depart(
    tables: Tables, offre: Offre, jeune: JeuneDemo, entree: date, sortie: date | None, reglages: Reglages
) -> None:
    """An educator of another group who left before today."""
    depart = min(reglages.aujourd_hui - timedelta(days=120), sortie or reglages.aujourd_hui)
    educateurs = offre.equipe["EDUCATEUR"]
    if entree < depart:
        tables["parcours.MembreEquipe"].ajouter(
            jeune.pk,
            offre.pk,
            educateurs[(jeune.groupe + 1) % len(educateurs)],
            "EDUCATIF",
            False,
            entree.isoformat(),
            depart.isoformat(),
            "POSTE",
        )


def _remplacement(tables: Tables, offre: Offre, membre: int, reglages: Reglages, rng: Random) -> None:
    educateurs = offre.equipe["EDUCATEUR"]
    debut = reglages.aujourd_hui - timedelta(days=rng.randint(0, 4))
    tables["parcours.Remplacement"].ajouter(
        membre, educateurs[-1], debut.isoformat(), (debut + timedelta(days=11)).isoformat(), "CONGE"
    )


def _evenements(tables: Tables, offre: Offre, jeune: JeuneDemo, entree: date, reglages: Reglages, rng: Random) -> None:
    jours = (reglages.aujourd_hui - entree).days
    for type_, section, libelle, duree in rng.sample(EVENEMENTS, rng.choice((0, 1, 2, 3))):
        debut = entree + timedelta(days=rng.randint(0, max(1, jours)))
        fin = debut + timedelta(days=duree) if duree else None
        tables["parcours.EvenementDeVie"].ajouter(
            jeune.pk, offre.pk, type_, section, libelle, debut.isoformat(), fin.isoformat() if fin else None
        )


def _periode_ancienne(tables: Tables, offre: Offre, jeune: JeuneDemo, reglages: Reglages) -> None:
    """Those who came long before the agendas had a year at school with the dispositif, away from the establishment."""
    entree = date.fromordinal(jeune.debut)
    fin = reglages.debut - timedelta(days=90)
    if "PMO" in jeune.modalites or "AJ" not in jeune.modalites or entree > fin - timedelta(days=200):
        return
    tables["parcours.PeriodeModalite"].ajouter(
        jeune.pk, offre.pk, "PMO", "DELOCALISE", entree.isoformat(), fin.isoformat()
    )
