"""Cartes de vie: that of the young person with an account (two secret places, drawn alone), and a few drawn with the team, a year deep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.carte_de_vie import services
from maillage.carte_de_vie.domain.carte import Lieu, Partage
from maillage.carte_de_vie.selectors import Porte, porte_de_l_equipe, porte_de_l_espace
from maillage.carte_de_vie.selectors.liens import elements_a_lier, objectifs_a_lier
from maillage.carte_de_vie.selectors.partenaires import partenaires_a_choisir
from maillage.parcours import selectors as parcours
from maillage.portail.demonstration.familles import Famille
from maillage.portail.demonstration.offre import Offre
from maillage.portail.demonstration.personnes import LOIN, JeuneDemo
from maillage.portail.demonstration.reglages import Reglages
from maillage.socle.acteur import Acteur

CARTES, DEPUIS = 5, 25
EQUIPE, TOUS, SECRET = Partage(equipe=True), Partage(equipe=True, famille=True), Partage()
MIDI = time(12)


@dataclass(frozen=True)
class LieuDemo:
    """A place: where on the sheet (none: somewhere), with whom, and feelings counted in days before today: (days, word, picture)."""

    nom: str
    genre: str
    ressentis: tuple[tuple[int, str, str], ...]
    place: tuple[float, float] | None = None
    avec: str = ""
    partage: Partage = EQUIPE
    part: int = 0
    dessin: str = ""


MAISON = LieuDemo(
    "Ma maison",
    "MAISON",
    ((300, "soleil et nuages", "meteo-eclaircie"), (40, "grand soleil", "meteo-soleil")),
    (48, 42),
)
ENSEMBLE = (
    LieuDemo("Chez mamie", "FAMILLE", ((300, "j'aime beaucoup", "amour"),), (14, 20), "Mamie, le chat", TOUS),
    LieuDemo(
        "Le collège", "ECOLE", ((280, "orage", "meteo-orage"), (30, "nuages", "meteo-nuage")), (82, 24), "Mme Hortense"
    ),
    LieuDemo("Le dispositif", "ACCUEIL", ((260, "du calme", "calme"),), (82, 78), "Camille, Sacha", TOUS),
    LieuDemo("La piscine", "SPORT", ((200, "de la joie", "joie"),), (16, 80), "Camille", TOUS),
    LieuDemo("L'orthophoniste", "SOIN", ((250, "je m'ennuie", ""),), part=60),
    LieuDemo("Un endroit avec des arbres", "DEHORS", ((20, "vert", "couleur-vert"),)),
)
SEUL = (
    LieuDemo(
        "Le skatepark",
        "SPORT",
        ((90, "de la joie", "joie"),),
        (30, 60),
        "Nino",
        EQUIPE,
        dessin="M250 420L300 470L360 470L410 420oM440 330L455 300L480 288L505 300L520 330vM240 480L430 480rM325 440L325 415L340 405",
    ),
    LieuDemo("Ma cabane", "DEHORS", ((70, "je peux être moi", ""),), (64, 88), "", SECRET),
    LieuDemo("Le mur derrière le gymnase", "AMIS", ((35, "orage", "meteo-orage"),), None, "Nino", SECRET),
)
TRAJETS = (
    ("Ma maison", "Le collège", "BUS", "", "il y a trop de bruit"),
    ("Ma maison", "Le dispositif", "VOITURE", "le chauffeur", "du calme"),
    ("Le dispositif", "La piscine", "PIED", "Camille", "de la joie"),
)


def semer_cartes_de_vie(
    acteur: Acteur, offre: Offre, reglages: Reglages, jeunes: list[JeuneDemo], *, famille: Famille | None
) -> int:
    """Draw the maps of the first dispositif; return how many places were written."""
    presents = [j for j in jeunes if j.phase == "ACCOMPAGNEMENT" and j.fin == LOIN]
    choisis = sorted(presents, key=lambda j: famille is None or j.pk != famille.jeune.pk)[:CARTES]
    connus = parcours.connus_du_dispositif(offre.pk).in_bulk([jeune.pk for jeune in choisis])
    le, lignes = reglages.aujourd_hui, 0
    for rang, jeune in enumerate(choisis):
        porte = porte_de_l_equipe(acteur, connus[jeune.pk], offre.pk, le=le)
        lignes += _Main(porte, le).dessiner((MAISON, *ENSEMBLE[: len(ENSEMBLE) - rang]))
        if famille is not None and jeune.pk == famille.jeune.pk:
            sienne = porte_de_l_espace(famille.enfant, connus[jeune.pk], le=le)
            lignes += _Main(sienne, le).dessiner(SEUL)
    return lignes


class _Main:
    """Who holds the pen, on one map."""

    def __init__(self, porte: Porte, le: date) -> None:
        self.porte, self.le = porte, le
        self.maintenant = timezone.make_aware(datetime.combine(le, MIDI))

    def dessiner(self, lieux: tuple[LieuDemo, ...]) -> int:
        """Draw places, then the journeys between those that are there."""
        cles = {un.nom: self._lieu(rang, un).cle for rang, un in enumerate(lieux)}
        for de, vers, moyen, avec, mot in TRAJETS:
            if de in cles and vers in cles:
                saisie = services.SaisieTrajet(cles[de], cles[vers], moyen, avec, mot, depuis=self._jour(DEPUIS))
                services.ajouter_trajet(self.porte, saisie=saisie, maintenant=self.maintenant)
        return len(cles)

    def _lieu(self, rang: int, un: LieuDemo) -> Lieu:
        communs: dict[str, Any] = {"maintenant": self.maintenant}
        [(debut, mot, image), *suite] = un.ressentis
        x, y = un.place or (None, None)
        lieu = services.ajouter_lieu(
            self.porte,
            saisie=services.SaisieLieu(
                un.nom, un.genre, un.avec, x=x, y=y, depuis=self._jour(debut), **self._liens(rang)
            ),
            partage=self._partage(un.partage, rang),
            ressenti=(mot, image),
            **communs,
        )
        for jours, autre, dessinee in suite:
            services.dire_ressenti(self.porte, lieu.cle, mot=autre, image=dessinee, le=self._jour(jours), **communs)
        if un.dessin:
            services.dessiner_lieu(self.porte, lieu.cle, dessin=un.dessin, **communs)
        if un.part:
            services.quitter_lieu(self.porte, lieu.cle, le=self._jour(un.part), **communs)
        return lieu

    def _jour(self, il_y_a: int) -> date:
        return self.le - timedelta(days=il_y_a)

    def _liens(self, rang: int) -> dict[str, str]:
        """The first place is tied to the first objective and to the first of the eco-map, when there are some."""
        if rang:
            return {}
        objectif = next(iter(objectifs_a_lier(self.porte)), "")
        return {"objectif": objectif, "element": next(iter(elements_a_lier(self.porte)), "")}

    def _partage(self, partage: Partage, rang: int) -> Partage:
        """The first shared place is shown to a partner too."""
        partenaires = partenaires_a_choisir(self.porte) if rang == 1 and partage.famille else []
        return Partage(partage.equipe, partage.famille, frozenset(pk for pk, _ in partenaires[:1]))
