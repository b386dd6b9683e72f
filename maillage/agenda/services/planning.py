"""Acts on a stretch of the agenda: a closed day, a copied week, a duplicate merged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Model, QuerySet

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise
from maillage.agenda.domain.heures import bornes, vers_local, vers_utc
from maillage.agenda.domain.presences import presence_reunie
from maillage.agenda.models import Evenement, ParticipationJeune, ParticipationPro, Reservation
from maillage.agenda.selectors.agendas import Groupe
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import (
    COPIES,
    Resultat,
    enregistrer,
    enregistrer_ensemble,
    exiger_ecriture,
    prendre,
    tracer,
)
from maillage.socle.acteur import Acteur
from maillage.socle.domain.calendrier import semaine_de
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour

MOTIFS_FERMETURE: dict[str, str] = {
    "FERIE": "Jour férié",
    "PONT": "Pont ou congés de l'établissement",
    "FORMATION": "Formation de l'équipe",
    "GREVE": "Grève",
    "INTEMPERIES": "Intempéries",
    "SANITAIRE": "Raison sanitaire",
    "AUTRE": "Autre raison",
}
INSCRIPTIONS: tuple[tuple[type[Model], str], ...] = (
    (ParticipationJeune, "jeune_id"),
    (ParticipationPro, "professionnel_id"),
    (Reservation, "ressource_id"),
)
"""What an événement lists: the model, and the column of who or what it lists."""


@transaction.atomic
def fermer_journee(
    acteur: Acteur, dispositif: DispositifVise, *, jour: dt.date, motif: str, groupe: Groupe | None = None
) -> Resultat[list[Evenement]]:
    """Cancel every planned événement of a local day, for a group or the whole dispositif."""
    exiger_ecriture(acteur, dispositif)
    if motif not in MOTIFS_FERMETURE:
        raise ErreurAgenda("Choisissez une raison de fermeture.", champ="motif")
    touches = list(_evenements_de(dispositif, groupe, jour, jour).filter(statut=statuts.PLANIFIE))
    registre = Registre(acteur, dispositif, "fermer_journee")
    registre.retenir(*touches)
    for evenement in touches:
        evenement.statut = statuts.ANNULE
    enregistrer_ensemble(touches, ["statut"])
    tracer(acteur, registre.acte, touches, motif=motif)
    annules = ecrire_compte(len(touches), "événement annulé", "événements annulés")
    phrase = f"{ecrire_jour(jour).capitalize()} fermé : {annules}."
    return Resultat(touches, phrase, registre.clore() if touches else "")


@transaction.atomic
def dupliquer_semaine(
    acteur: Acteur, dispositif: DispositifVise, *, source: dt.date, cible: dt.date, groupe: Groupe | None = None
) -> Resultat[list[Evenement]]:
    """Copy the événements of the week of `source`, but the cancelled ones, to the week of `cible`, planned, with their people.

    What is already there (same title, category, times, place and people) is not copied twice.
    """
    exiger_ecriture(acteur, dispositif)
    depart, arrivee = semaine_de(source), semaine_de(cible)
    if depart == arrivee:
        raise ErreurAgenda("Choisissez une autre semaine que celle à copier.", champ="cible")
    deja = list(_evenements_de(dispositif, groupe, arrivee.lundi, arrivee.dimanche))
    modeles = list(_evenements_de(dispositif, groupe, depart.lundi, depart.dimanche).exclude(statut=statuts.ANNULE))
    gens = _personnes([*deja, *modeles])
    ecart, signatures = arrivee.lundi - depart.lundi, {_signature(e, gens[e.pk]) for e in deja}
    paires = [(modele, _copie(modele, ecart)) for modele in modeles]
    paires = [(modele, copie) for modele, copie in paires if _signature(copie, gens[modele.pk]) not in signatures]
    copies = Evenement.objects.bulk_create([copie for _, copie in paires], batch_size=500)
    _copier_personnes({modele.pk: copie.pk for (modele, _), copie in zip(paires, copies, strict=True)})
    registre = Registre(acteur, dispositif, "dupliquer_semaine")
    registre.creer(*copies)
    tracer(acteur, registre.acte, copies)
    phrase = f"{ecrire_compte(len(copies), 'événement copié', 'événements copiés')} dans la semaine du {ecrire_jour(arrivee.lundi)}."
    return Resultat(copies, phrase, registre.clore() if copies else "")


@transaction.atomic
def regrouper(acteur: Acteur, dispositif: DispositifVise, *, garde: str, doublon: str) -> Resultat[Evenement]:
    """Merge two écritures of one événement (settles R5): `garde` keeps its times and receives the people of `doublon`, which is cancelled.

    A presence that one of them does not say is taken from the other; PRESENT wins over ABSENT.
    """
    exiger_ecriture(acteur, dispositif)
    if garde == doublon:
        raise ErreurAgenda("Un événement ne se regroupe pas avec lui-même.")
    conserve, efface = prendre(dispositif, garde), prendre(dispositif, doublon)
    statuts.exiger_transition(efface.statut, statuts.ANNULE)
    if conserve.statut == statuts.ANNULE:
        raise ErreurAgenda("L'événement à garder est annulé : rétablissez-le d'abord.")
    registre = Registre(acteur, dispositif, "regrouper")
    registre.retenir(conserve, efface)
    _reunir_personnes(conserve, efface)
    for champ in ("modalite", "lieu_type", "lieu", "titre"):
        setattr(conserve, champ, getattr(conserve, champ) or getattr(efface, champ))
    enregistrer(conserve, ["modalite", "lieu_type", "lieu", "titre"])
    efface.statut = statuts.ANNULE
    enregistrer(efface, ["statut"])
    tracer(acteur, registre.acte, [conserve, efface], garde=garde)
    return Resultat(conserve, f"Les deux saisies de « {conserve} » n'en font plus qu'une.", registre.clore())


def _evenements_de(
    dispositif: DispositifVise, groupe: Groupe | None, debut: dt.date, fin: dt.date
) -> QuerySet[Evenement]:
    commence, finit = bornes(debut, fin)
    evenements = Evenement.objects.filter(dispositif_id=dispositif.pk, debut__gte=commence, debut__lt=finit)
    if groupe is not None:
        evenements = evenements.filter(groupe.condition())
    return evenements.order_by("debut", "pk")


def _copie(modele: Evenement, ecart: dt.timedelta) -> Evenement:
    valeurs = {champ: getattr(modele, champ) for champ in COPIES}
    debut, fin = vers_utc(vers_local(modele.debut) + ecart), vers_utc(vers_local(modele.fin) + ecart)
    return Evenement(dispositif_id=modele.dispositif_id, debut=debut, fin=fin, **valeurs)


def _personnes(evenements: list[Evenement]) -> dict[int, frozenset[tuple[str, int]]]:
    """Return who and what each événement lists (3 queries)."""
    cles = [evenement.pk for evenement in evenements]
    gens: dict[int, set[tuple[str, int]]] = {cle: set() for cle in cles}
    for model, colonne in INSCRIPTIONS:
        for cle, inscrit in model._default_manager.filter(evenement_id__in=cles).values_list("evenement_id", colonne):
            gens[cle].add((colonne, inscrit))
    return {cle: frozenset(siens) for cle, siens in gens.items()}


def _signature(evenement: Evenement, gens: frozenset[tuple[str, int]]) -> tuple[object, ...]:
    return (evenement.debut, evenement.fin, gens, *(getattr(evenement, champ) for champ in COPIES))


def _copier_personnes(copies: dict[int, int]) -> None:
    """`copies`: key of the model → key of its copy."""
    for model, colonne in INSCRIPTIONS:
        lignes = model._default_manager.filter(evenement_id__in=copies).order_by("pk")
        model._default_manager.bulk_create(
            model(**{"evenement_id": copies[modele], colonne: inscrit})
            for modele, inscrit in lignes.values_list("evenement_id", colonne)
        )


def _reunir_personnes(conserve: Evenement, efface: Evenement) -> None:
    par_jeune: dict[int, list[ParticipationJeune]] = defaultdict(list)
    lignes = ParticipationJeune.objects.filter(evenement__in=[conserve, efface])
    for ligne in lignes.order_by("pk"):
        par_jeune[ligne.jeune_id].append(ligne)
    for jeune_id, siennes in par_jeune.items():
        preavis = next((ligne.preavis_h for ligne in siennes if ligne.preavis_h is not None), None)
        ParticipationJeune.objects.update_or_create(
            evenement=conserve,
            jeune_id=jeune_id,
            defaults={"presence": presence_reunie(ligne.presence for ligne in siennes), "preavis_h": preavis},
        )
    for ligne_pro in ParticipationPro.objects.filter(evenement=efface):
        ParticipationPro.objects.get_or_create(evenement=conserve, professionnel_id=ligne_pro.professionnel_id)
    for reservation in Reservation.objects.filter(evenement=efface):
        Reservation.objects.get_or_create(evenement=conserve, ressource_id=reservation.ressource_id)
