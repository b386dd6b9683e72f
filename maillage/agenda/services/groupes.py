"""Rosters: groups made, changed, ended; young people who enter and leave, in the group and in what is planned for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.groupes import Membre
from maillage.agenda.domain.heures import bornes
from maillage.agenda.models import Appartenance, Evenement, GroupeJeunes, ParticipationJeune
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import Resultat, enregistrer_ensemble, exiger_ecriture, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

PERIME = "Ce groupe a été modifié entre-temps par une autre personne. Rien n'a été enregistré : relisez-le."
UN_JOUR = dt.timedelta(days=1)


@dataclass(frozen=True)
class SaisieGroupe:
    """A form about a group."""

    nom: str
    debut: dt.date
    fin: dt.date | None = None
    unite_id: int | None = None


@transaction.atomic
def creer_groupe(
    acteur: Acteur, dispositif: DispositifVise, *, saisie: SaisieGroupe, jeunes: Collection[int] = ()
) -> Resultat[GroupeJeunes]:
    """Make a group, with its first members from its first day."""
    exiger_ecriture(acteur, dispositif)
    groupe = GroupeJeunes(dispositif_id=dispositif.pk)
    _appliquer(groupe, dispositif, saisie)
    _exiger_connus(dispositif, jeunes)
    groupe.save()
    entrees = [Appartenance(groupe=groupe, jeune_id=jeune, debut=groupe.debut) for jeune in sorted(jeunes)]
    Appartenance.objects.bulk_create(entrees)
    registre = Registre(acteur, dispositif, "creer_groupe")
    registre.creer(groupe, *entrees)
    _tracer(acteur, groupe, registre.acte)
    phrase = f"Groupe « {groupe} » : {ecrire_compte(len(entrees), 'jeune')}."
    return Resultat(groupe, phrase, registre.clore())


@transaction.atomic
def modifier_groupe(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, saisie: SaisieGroupe, version: int
) -> Resultat[GroupeJeunes]:
    """Change the name, the unit or the dates of a group; its members and what is planned for it stay."""
    exiger_ecriture(acteur, dispositif)
    groupe = _prendre(dispositif, identifiant, version)
    registre = Registre(acteur, dispositif, "modifier_groupe")
    registre.retenir(groupe)
    _appliquer(groupe, dispositif, saisie)
    groupe.version += 1
    groupe.save()
    _tracer(acteur, groupe, registre.acte)
    return Resultat(groupe, f"Groupe « {groupe} » modifié.", registre.clore())


@transaction.atomic
def faire_entrer(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, jeunes: Collection[int], le: dt.date
) -> Resultat[list[Evenement]]:
    """Bring young people in the group from a day on, and in what is planned for it from then on."""
    exiger_ecriture(acteur, dispositif)
    groupe = _prendre(dispositif, identifiant, None)
    _exiger_connus(dispositif, jeunes)
    _exiger_dans_le_groupe(groupe, le)
    deja = _sejours(groupe, jeunes)
    if any(membre.touche(le, None) for membre in deja):
        raise ErreurAgenda(
            "Un des jeunes choisis est déjà dans ce groupe ce jour-là, ou y entre après.", champ="jeunes"
        )
    registre = Registre(acteur, dispositif, "faire_entrer")
    entrees = [Appartenance.objects.create(groupe=groupe, jeune_id=jeune, debut=le) for jeune in sorted(jeunes)]
    prevus = _prevus(groupe, le)
    registre.retenir(*prevus)
    registre.creer(*entrees)
    _inscrire(prevus, jeunes)
    _noter(acteur, registre.acte, groupe, prevus, jeunes)
    qui = ecrire_compte(len(entrees), "jeune entre", "jeunes entrent")
    phrase = f"{qui} dans « {groupe} » le {ecrire_jour_annee(le)}{_suite(prevus, 'inscription à')}."
    return Resultat(prevus, phrase, registre.clore())


@transaction.atomic
def faire_sortir(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, appartenance_id: int, dernier_jour: dt.date
) -> Resultat[list[Evenement]]:
    """Make a young person leave the group after a day, and what is planned for it after that day."""
    exiger_ecriture(acteur, dispositif)
    groupe = _prendre(dispositif, identifiant, None)
    sejour = Appartenance.objects.select_for_update().filter(groupe=groupe, pk=appartenance_id).first()
    if sejour is None:
        raise Introuvable("Ce jeune n'est pas, ou plus, dans ce groupe.")
    if dernier_jour < sejour.debut - UN_JOUR:
        raise ErreurAgenda("Le dernier jour ne peut pas venir avant l'entrée.", champ="dernier_jour")
    registre = Registre(acteur, dispositif, "faire_sortir")
    prevus = _prevus(groupe, dernier_jour + UN_JOUR)
    registre.retenir(sejour, *prevus)
    if dernier_jour < sejour.debut:
        sejour.delete()
    else:
        sejour.fin, sejour.version = dernier_jour, sejour.version + 1
        sejour.save(update_fields=["fin", "version"])
    ParticipationJeune.objects.filter(evenement__in=prevus, jeune_id=sejour.jeune_id, presence="").delete()
    _noter(acteur, registre.acte, groupe, prevus, [sejour.jeune_id])
    phrase = f"Sortie de « {groupe} » notée, dernier jour le {ecrire_jour_annee(dernier_jour)}{_suite(prevus, 'retrait de')}."
    return Resultat(prevus, phrase, registre.clore())


def _prendre(dispositif: DispositifVise, identifiant: str, version: int | None) -> GroupeJeunes:
    pris = GroupeJeunes.objects.select_for_update().filter(dispositif_id=dispositif.pk, identifiant=identifiant)
    groupe = pris.first()
    if groupe is None:
        raise Introuvable("Ce groupe n'existe pas, ou plus, dans ce dispositif.")
    if version is not None and groupe.version != version:
        raise ErreurAgenda(PERIME)
    return groupe


def _appliquer(groupe: GroupeJeunes, dispositif: DispositifVise, saisie: SaisieGroupe) -> None:
    nom = saisie.nom.strip()
    if not nom:
        raise ErreurAgenda("Donnez un nom au groupe.", champ="nom")
    if GroupeJeunes.objects.filter(dispositif_id=dispositif.pk, nom=nom).exclude(pk=groupe.pk).exists():
        raise ErreurAgenda("Un groupe porte déjà ce nom.", champ="nom")
    if saisie.fin is not None and saisie.fin < saisie.debut:
        raise ErreurAgenda("Le dernier jour vient avant le premier.", champ="fin")
    unites = structures.unites_du_dispositif(dispositif.pk)
    if saisie.unite_id is not None and not unites.filter(pk=saisie.unite_id).exists():
        raise ErreurAgenda("Cette unité n'est pas de ce dispositif.", champ="unite")
    groupe.nom, groupe.debut, groupe.fin, groupe.unite_id = nom, saisie.debut, saisie.fin, saisie.unite_id


def _exiger_connus(dispositif: DispositifVise, jeunes: Collection[int]) -> None:
    if jeunes_a_inscrire(dispositif.pk).filter(pk__in=jeunes).count() != len(set(jeunes)):
        raise ErreurAgenda("Un des jeunes choisis n'est pas connu de ce dispositif.", champ="jeunes")


def _exiger_dans_le_groupe(groupe: GroupeJeunes, le: dt.date) -> None:
    if le < groupe.debut or (groupe.fin is not None and le > groupe.fin):
        raise ErreurAgenda("Ce jour est hors des dates du groupe.", champ="le")


def _sejours(groupe: GroupeJeunes, jeunes: Collection[int]) -> list[Membre]:
    lignes = Appartenance.objects.filter(groupe=groupe, jeune_id__in=jeunes).values_list("jeune_id", "debut", "fin")
    return [Membre(*ligne) for ligne in lignes]


def _prevus(groupe: GroupeJeunes, depuis: dt.date) -> list[Evenement]:
    """What is planned for the group from a day on: never what was confirmed or cancelled."""
    debut, _ = bornes(depuis, depuis)
    prevus = Evenement.objects.select_for_update().filter(Q(groupe=groupe), debut__gte=debut, statut=statuts.PLANIFIE)
    return list(prevus.order_by("debut", "pk"))


def _inscrire(evenements: list[Evenement], jeunes: Iterable[int]) -> None:
    voulus = {(evenement.pk, jeune) for evenement in evenements for jeune in jeunes}
    deja = ParticipationJeune.objects.filter(evenement__in=evenements, jeune_id__in=jeunes)
    absents = voulus - set(deja.values_list("evenement_id", "jeune_id"))
    ParticipationJeune.objects.bulk_create(
        [ParticipationJeune(evenement_id=evenement, jeune_id=jeune) for evenement, jeune in sorted(absents)],
        batch_size=500,
    )


def _noter(acteur: Acteur, acte: str, groupe: GroupeJeunes, prevus: list[Evenement], jeunes: Iterable[int]) -> None:
    """Journal the act on the group and on each événement, whose versions rise."""
    enregistrer_ensemble(prevus, [])
    for jeune in jeunes:
        _tracer(acteur, groupe, acte, jeune)
    tracer(acteur, acte, prevus, groupe=groupe.identifiant)


def _suite(prevus: list[Evenement], geste: str) -> str:
    """What else the act did, in words; nothing when nothing is planned for the group."""
    return f", {geste} {ecrire_compte(len(prevus), 'événement prévu', 'événements prévus')}" if prevus else ""


def _tracer(acteur: Acteur, groupe: GroupeJeunes, acte: str, jeune_id: int | None = None) -> None:
    journaliser(
        acteur,
        f"agenda.{acte}",
        objet=f"groupe:{groupe.identifiant}",
        dispositif_id=groupe.dispositif_id,
        jeune_id=jeune_id,
    )
