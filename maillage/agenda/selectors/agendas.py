"""Whose agenda is looked at: everyone's, a professional's, a young person's, a unit's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from maillage.agenda.domain.erreurs import Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.models import ParticipationJeune, ParticipationPro
from maillage.agenda.selectors.personnes import jeunes_a_inscrire, pros_a_inscrire
from maillage.socle.acteur import Acteur
from maillage.structures import selectors as structures

TOUS = "tous"


@dataclass(frozen=True)
class Groupe:
    """Whose événements an act or a page reaches, by primary key; every field empty means the whole dispositif."""

    professionnel_id: int | None = None
    jeune_id: int | None = None
    unite_id: int | None = None

    def condition(self) -> Q:
        """Return the group as a condition on événements."""
        condition = Q() if self.unite_id is None else Q(unite_id=self.unite_id)
        if self.professionnel_id is not None:
            siens = ParticipationPro.objects.filter(evenement=OuterRef("pk"), professionnel_id=self.professionnel_id)
            condition &= Q(Exists(siens))
        if self.jeune_id is not None:
            siennes = ParticipationJeune.objects.filter(evenement=OuterRef("pk"), jeune_id=self.jeune_id)
            condition &= Q(Exists(siennes))
        return condition


@dataclass(frozen=True)
class Agenda:
    """A group with its name in addresses: `mot` is « tous », « pro-… », « jeune-… » or « unite-… »."""

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
    lire = {"pro": _du_pro, "jeune": _du_jeune, "unite": _de_l_unite}.get(nature)
    agenda = lire(dispositif, cle, le) if lire else None
    if agenda is None:
        raise Introuvable("Cet agenda n'existe pas dans ce dispositif.")
    return agenda


def agendas_proposes(dispositif: DispositifVise, *, le: dt.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every agenda that can be chosen, by group: (title, [(name, label)]) (3 queries)."""
    unites = [(f"unite-{unite.pk}", str(unite)) for unite in structures.unites_du_dispositif(dispositif.pk)]
    pros = [(f"pro-{pro.identifiant}", str(pro)) for pro in pros_a_inscrire(dispositif.pk, le)]
    jeunes = [(f"jeune-{jeune.identifiant}", str(jeune)) for jeune in jeunes_a_inscrire(dispositif.pk)]
    groupes = [("Ensemble", [(TOUS, "Tout le dispositif")]), ("Unités", unites)]
    groupes += [("Professionnels", pros), ("Jeunes", jeunes)]
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
