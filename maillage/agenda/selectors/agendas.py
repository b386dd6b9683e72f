"""Whose agenda is looked at: everyone's, a professional's, a young person's, a unit's, a group's, a room's or a vehicle's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from maillage.agenda.domain.erreurs import Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import (
    GroupeJeunes,
    NatureRessource,
    ParticipationJeune,
    ParticipationPro,
    Reservation,
    Ressource,
)
from maillage.agenda.selectors.groupes import groupes_a_choisir
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

TOUS = "tous"
NOM_D_UN_PRO = ("identifiant", "prenom", "nom")
NOM_D_UN_JEUNE = (*NOM_D_UN_PRO, "nom_usage")
TITRES_DES_NATURES = {
    NatureRessource.SALLE.value: "Salles",
    NatureRessource.VEHICULE.value: "Véhicules",
    NatureRessource.MATERIEL.value: "Matériel",
}


@dataclass(frozen=True)
class Groupe:
    """Whose événements an act or a page reaches, by primary key; every field empty means the whole dispositif."""

    professionnel_id: int | None = None
    jeune_id: int | None = None
    unite_id: int | None = None
    groupe_id: int | None = None
    ressource_id: int | None = None

    def condition(self) -> Q:
        """Return the group as a condition on événements."""
        condition = Q() if self.unite_id is None else Q(unite_id=self.unite_id)
        if self.professionnel_id is not None:
            siens = ParticipationPro.objects.filter(evenement=OuterRef("pk"), professionnel_id=self.professionnel_id)
            condition &= Q(Exists(siens))
        if self.jeune_id is not None:
            siennes = ParticipationJeune.objects.filter(evenement=OuterRef("pk"), jeune_id=self.jeune_id)
            condition &= Q(Exists(siennes))
        if self.groupe_id is not None:
            condition &= Q(groupe_id=self.groupe_id)
        if self.ressource_id is not None:
            reservee = Reservation.objects.filter(evenement=OuterRef("pk"), ressource_id=self.ressource_id)
            condition &= Q(Exists(reservee))
        return condition


@dataclass(frozen=True)
class Agenda:
    """A group with its name in addresses: `mot` is « tous », or « pro- », « jeune- », « unite- », « groupe- » or « ressource- » and a key."""

    mot: str
    libelle: str
    groupe: Groupe = Groupe()

    def condition(self) -> Q:
        return self.groupe.condition()


def agenda_nomme(acteur: Acteur, dispositif: DispositifVise, mot: str, *, le: dt.date) -> Agenda:
    """Return the agenda of that name; without a name, the person's own, or everyone's. Raise Introuvable for an unknown one."""
    if not mot:
        return _le_sien(acteur, dispositif, le)
    nature, _, cle = mot.partition("-")
    if mot == TOUS:
        return Agenda(TOUS, "Tout le dispositif")
    lire = LECTURES.get(nature)
    agenda = lire(dispositif, cle, le) if lire else None
    if agenda is None:
        raise Introuvable("Cet agenda n'existe pas dans ce dispositif.")
    return agenda


def agendas_proposes(dispositif: DispositifVise, *, le: dt.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every agenda that can be chosen, by group: (title, [(name, label)]) (5 queries)."""
    unites = [(f"unite-{unite.pk}", str(unite)) for unite in structures.unites_du_dispositif(dispositif.pk)]
    pros = [(f"pro-{pro.identifiant}", str(pro)) for pro in pros_a_inscrire(dispositif.pk, le).only(*NOM_D_UN_PRO)]
    jeunes = [
        (f"jeune-{jeune.identifiant}", str(jeune)) for jeune in jeunes_a_inscrire(dispositif.pk).only(*NOM_D_UN_JEUNE)
    ]
    groupes = [("Ensemble", [(TOUS, "Tout le dispositif")]), ("Unités", unites)]
    groupes += [("Groupes", _groupes(dispositif, le)), ("Professionnels", pros), ("Jeunes", jeunes)]
    groupes += _ressources(dispositif)
    return [(titre, choix) for titre, choix in groupes if choix]


def _le_sien(acteur: Acteur, dispositif: DispositifVise, le: dt.date) -> Agenda:
    sien = None
    if acteur.professionnel_id is not None:
        sien = pros_a_inscrire(dispositif.pk, le).filter(pk=acteur.professionnel_id).first()
    if sien is None:
        return Agenda(TOUS, "Tout le dispositif")
    return Agenda(f"pro-{sien.identifiant}", str(sien), Groupe(professionnel_id=sien.pk))


def _du_pro(dispositif: DispositifVise, cle: str, le: dt.date) -> Agenda | None:
    pro = pros_a_inscrire(dispositif.pk, le).filter(identifiant=cle).first()
    return Agenda(f"pro-{cle}", str(pro), Groupe(professionnel_id=pro.pk)) if pro else None


def _du_jeune(dispositif: DispositifVise, cle: str, le: dt.date) -> Agenda | None:
    jeune = jeunes_a_inscrire(dispositif.pk).filter(identifiant=cle).first()
    return Agenda(f"jeune-{cle}", str(jeune), Groupe(jeune_id=jeune.pk)) if jeune else None


def _de_l_unite(dispositif: DispositifVise, cle: str, le: dt.date) -> Agenda | None:
    unites = structures.unites_du_dispositif(dispositif.pk)
    unite = unites.filter(pk=cle).first() if cle.isdecimal() else None
    return Agenda(f"unite-{cle}", str(unite), Groupe(unite_id=unite.pk)) if unite else None


def _du_groupe(dispositif: DispositifVise, cle: str, le: dt.date) -> Agenda | None:
    groupe = GroupeJeunes.objects.filter(dispositif_id=dispositif.pk, identifiant=cle).first()
    return Agenda(f"groupe-{cle}", str(groupe), Groupe(groupe_id=groupe.pk)) if groupe else None


def _de_la_ressource(dispositif: DispositifVise, cle: str, le: dt.date) -> Agenda | None:
    ressource = Ressource.objects.filter(dispositif_id=dispositif.pk, identifiant=cle).first()
    return Agenda(f"ressource-{cle}", str(ressource), Groupe(ressource_id=ressource.pk)) if ressource else None


def _groupes(dispositif: DispositifVise, le: dt.date) -> list[tuple[str, str]]:
    return [(f"groupe-{g.identifiant}", str(g)) for g in groupes_a_choisir(dispositif.pk, le)]


def _ressources(dispositif: DispositifVise) -> list[tuple[str, list[tuple[str, str]]]]:
    par_nature: dict[str, list[tuple[str, str]]] = {nature: [] for nature in TITRES_DES_NATURES}
    for ressource in Ressource.objects.filter(dispositif_id=dispositif.pk, retiree_le__isnull=True):
        par_nature[ressource.nature].append((f"ressource-{ressource.identifiant}", str(ressource)))
    return [(TITRES_DES_NATURES[nature], choix) for nature, choix in par_nature.items()]


LECTURES: dict[str, Callable[[DispositifVise, str, dt.date], Agenda | None]] = {
    "pro": _du_pro,
    "jeune": _du_jeune,
    "unite": _de_l_unite,
    "groupe": _du_groupe,
    "ressource": _de_la_ressource,
}
