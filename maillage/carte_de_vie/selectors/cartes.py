"""The map as whoever looks may see it. Secret places are not filtered out: they are nowhere but in the box, which one look alone opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from pydantic import TypeAdapter

from maillage.carte_de_vie.coffre import Serrure, ouvrir_le_coffre
from maillage.carte_de_vie.domain.carte import Carte, Lieu, Partage, Ressenti, TrajetVecu
from maillage.carte_de_vie.domain.vocabulaire import GenreLieu, MoyenTrajet, OrigineLieu, Regard
from maillage.carte_de_vie.models import LieuDeVie, TrajetDeVie
from maillage.carte_de_vie.selectors.acces import Porte, est_soi

RESSENTIS = TypeAdapter(tuple[Ressenti, ...])
RESSENTI = TypeAdapter(Ressenti | None)


@dataclass(frozen=True)
class CarteVue:
    """A map and, among its journeys, those that only the young person sees."""

    carte: Carte
    trajets_secrets: frozenset[str] = frozenset()


def lieux_ouverts(porte: Porte) -> QuerySet[LieuDeVie]:
    """Return the rows that whoever looks may see."""
    lieux = LieuDeVie.objects.filter(jeune_id=porte.jeune.pk)
    if porte.regard is Regard.EQUIPE:
        return lieux.filter(dispositif_id=porte.du_dispositif, vu_equipe=True)
    return lieux.filter(vu_famille=True) if porte.regard is Regard.FAMILLE else lieux


def lire_carte(porte: Porte, *, avec_secrets: bool = True) -> CarteVue:
    """Return the map of whoever looks (3 queries, and the box for the young person alone)."""
    ouverte = _ouverte(lieux_ouverts(porte))
    if porte.regard is not Regard.JEUNE or not avec_secrets:
        return CarteVue(ouverte)
    secrete = lire_secrets(porte)
    carte = Carte((*ouverte.lieux, *secrete.lieux), ouverte.trajets)
    cles = {lieu.cle for lieu in carte.lieux}
    suivis = tuple(trajet for trajet in secrete.trajets if {trajet.de, trajet.vers} <= cles)
    return CarteVue(Carte(carte.lieux, (*ouverte.trajets, *suivis)), frozenset(trajet.cle for trajet in suivis))


def lire_secrets(porte: Porte) -> Carte:
    """Return what is in the box. Raises PermissionDenied unless the account is the young person's own, whatever the door says."""
    if porte.regard is not Regard.JEUNE or not est_soi(porte.acteur, porte.jeune.pk):
        raise PermissionDenied("Ces lieux sont secrets.")
    return ouvrir_le_coffre(Serrure(porte.jeune.pk, porte.acteur.identifiant))


def carte_du_partenaire(porte: Porte, partenaire_id: int) -> Carte:
    """Return what a named partner may receive: places shown to the team and to that partner."""
    return _ouverte(lieux_ouverts(porte).filter(vu_equipe=True, partenaires=partenaire_id))


def partenaires_par_lieu(porte: Porte) -> list[tuple[int, str, int]]:
    """Return (key, name, how many places) of each partner to whom something is shown (1 query)."""
    comptes: dict[tuple[int, str], int] = {}
    lignes = lieux_ouverts(porte).filter(vu_equipe=True, partenaires__isnull=False).order_by("partenaires__nom")
    for pk, nom in lignes.values_list("partenaires__pk", "partenaires__nom"):
        comptes[pk, nom] = comptes.get((pk, nom), 0) + 1
    return [(pk, nom, nombre) for (pk, nom), nombre in comptes.items()]


def _ouverte(lieux: QuerySet[LieuDeVie]) -> Carte:
    rangees = list(lieux.prefetch_related("partenaires"))
    cles = {rangee.pk: rangee.cle for rangee in rangees}
    trajets = TrajetDeVie.objects.filter(de__in=cles, vers__in=cles)
    return Carte(tuple(lieu_de(rangee) for rangee in rangees), _trajets(trajets, cles))


def _trajets(trajets: Iterable[TrajetDeVie], cles: dict[int, str]) -> tuple[TrajetVecu, ...]:
    return tuple(trajet_de(trajet, cles[trajet.de_id], cles[trajet.vers_id]) for trajet in trajets)


def trajet_de(rangee: TrajetDeVie, de: str, vers: str) -> TrajetVecu:
    """Return a journey as a value."""
    return TrajetVecu(
        cle=rangee.cle,
        de=de,
        vers=vers,
        debut=rangee.debut,
        moyen=MoyenTrajet(rangee.moyen),
        fin=rangee.fin,
        avec=tuple(rangee.avec),
        ressenti=RESSENTI.validate_python(rangee.ressenti),
    )


def lieu_de(rangee: LieuDeVie) -> Lieu:
    """Return a place as a value."""
    return Lieu(
        cle=rangee.cle,
        nom=rangee.nom,
        debut=rangee.debut,
        genre=GenreLieu(rangee.genre),
        fin=rangee.fin,
        x=rangee.x,
        y=rangee.y,
        lon=rangee.lon,
        lat=rangee.lat,
        avec=tuple(rangee.avec),
        note=rangee.note,
        dessin=rangee.dessin,
        objectif=rangee.objectif,
        element=rangee.element,
        ressentis=RESSENTIS.validate_python(rangee.ressentis),
        partage=Partage(rangee.vu_equipe, rangee.vu_famille, frozenset(un.pk for un in rangee.partenaires.all())),
        origine=OrigineLieu(rangee.origine),
        version=rangee.version,
    )
