"""Series: recurring événements, changed one by one, from a date on, or all together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum

from django.db import transaction

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda, Introuvable
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.domain.heures import bornes, jour_local, vers_local, vers_utc
from maillage.agenda.domain.recurrence import decaler_regle, occurrences
from maillage.agenda.models import Evenement, Serie
from maillage.agenda.selectors.empechements import Demande
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import (
    Resultat,
    appliquer,
    enregistrer_ensemble,
    exiger_ecriture,
    inscrire,
    jour_corrige,
    prendre,
    refuser_realise_a_venir,
    saisie_de,
    tracer,
    verifier_saisie,
)
from maillage.agenda.services.evenements import annuler_evenement, modifier_evenement
from maillage.agenda.services.garde import exiger_vus
from maillage.socle.acteur import Acteur
from maillage.socle.domain.typographie import ecrire_compte, ecrire_jour_annee

CHAMPS = (
    "titre",
    "debut",
    "fin",
    "categorie",
    "modalite",
    "lieu_type",
    "lieu",
    "unite_id",
    "etablissement_id",
    "serie_id",
    "hors_serie",
    "groupe_id",
    "type_activite_id",
)


class PorteeSerie(StrEnum):
    """How far a change of an occurrence reaches."""

    CETTE = "CETTE"
    SUIVANTES = "SUIVANTES"
    TOUTES = "TOUTES"


@transaction.atomic
def creer_serie(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    saisie: SaisieEvenement,
    regle: str,
    jusqu_au: dt.date,
    exclues: Collection[dt.date] = (),
    accord: str | None = None,
) -> Resultat[Serie]:
    """Write a series and all its occurrences, planned. `regle` is an RRULE without end; `exclues` are dates without occurrence; `accord`: see
    `exiger_vus`."""
    exiger_ecriture(acteur, dispositif)
    verifier_saisie(dispositif, saisie)
    saisie.instants()
    dates = occurrences(regle, premiere=saisie.debut, jusqu_au=jusqu_au, exclues=exclues)
    serie = _nouvelle_serie(dispositif, saisie, regle, premiere=dates[0], jusqu_au=jusqu_au)
    evenements = [_occurrence(serie, saisie, debut) for debut in dates]
    malgre = exiger_vus(acteur, dispositif, Demande(saisie, _moments(evenements)), accord)
    Evenement.objects.bulk_create(evenements, batch_size=500)
    inscrire(evenements, saisie)
    registre = Registre(acteur, dispositif, "creer_serie")
    registre.creer(serie, *evenements)
    tracer(acteur, registre.acte, evenements, serie=serie.identifiant, malgre=malgre)
    phrase = f"« {evenements[0]} » : {ecrire_compte(len(dates), 'date')} jusqu'au {ecrire_jour_annee(dates[-1])}."
    return Resultat(serie, phrase, registre.clore())


@transaction.atomic
def modifier_serie(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    saisie: SaisieEvenement,
    version: int,
    portee: PorteeSerie,
    accord: str | None = None,
) -> Resultat[Evenement]:
    """Change the occurrence `identifiant` and, as `portee` says, those after it or all of its series; `accord`: see `exiger_vus`.

    Occurrences confirmed, cancelled or changed on their own keep what they are. A new day of the week or hour moves each by as much.
    """
    if portee is PorteeSerie.CETTE:
        return modifier_evenement(
            acteur, dispositif, identifiant=identifiant, saisie=saisie, version=version, accord=accord
        )
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version, propose=saisie)
    verifier_saisie(dispositif, saisie)
    saisie.instants()
    if evenement.serie_id is None:
        raise ErreurAgenda("Cet événement ne fait pas partie d'une série.")
    cibles = _cibles(evenement, portee)
    registre = Registre(acteur, dispositif, "modifier_serie")
    serie = evenement.serie
    assert serie is not None
    registre.retenir(serie, *cibles)
    decalage = (saisie.debut.date() - jour_local(evenement.debut)).days
    reference = jour_corrige(evenement, saisie)
    serie = _serie_apres(serie, saisie, cibles, decalage=decalage, portee=portee, registre=registre)
    _deplacer_ensemble(cibles, saisie, decalage, serie)
    demande = Demande(saisie, _moments(cibles), sauf=[cible.pk for cible in cibles], reference=reference)
    malgre = exiger_vus(acteur, dispositif, demande, accord)
    enregistrer_ensemble(cibles, CHAMPS)
    inscrire(cibles, saisie, reference=reference)
    tracer(acteur, registre.acte, cibles, malgre=malgre, serie=serie.identifiant, portee=portee.value)
    phrase = f"{ecrire_compte(len(cibles), 'date modifiée', 'dates modifiées')} dans la série « {cibles[0]} »."
    return Resultat(cibles[0], phrase, registre.clore())


@transaction.atomic
def exception_de_serie(acteur: Acteur, dispositif: DispositifVise, *, serie: str, jour: dt.date) -> Resultat[Evenement]:
    """Cancel the occurrence of a series on a local date: the rest of the series goes on."""
    debut, fin = bornes(jour, jour)
    du_jour = Evenement.objects.filter(serie__identifiant=serie, dispositif_id=dispositif.pk)
    evenement = du_jour.filter(debut__gte=debut, debut__lt=fin).exclude(statut=statuts.ANNULE).first()
    if evenement is None:
        raise Introuvable(f"Cette série n'a rien de prévu le {ecrire_jour_annee(jour)}.", champ="jour")
    return annuler_evenement(acteur, dispositif, identifiant=evenement.identifiant)


@transaction.atomic
def annuler_serie(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, portee: PorteeSerie, version: int | None = None
) -> Resultat[Evenement]:
    """Cancel the occurrence `identifiant` and, as `portee` says, the planned ones after it or all of its series; what is confirmed stays."""
    if portee is PorteeSerie.CETTE:
        return annuler_evenement(acteur, dispositif, identifiant=identifiant, version=version)
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version)
    if evenement.serie_id is None:
        raise ErreurAgenda("Cet événement ne fait pas partie d'une série.")
    prevus = Evenement.objects.select_for_update().filter(serie=evenement.serie_id, statut=statuts.PLANIFIE)
    if portee is PorteeSerie.SUIVANTES:
        prevus = prevus.filter(debut__gte=evenement.debut)
    cibles = list(prevus.order_by("debut", "pk"))
    if not cibles:
        raise ErreurAgenda("Rien de prévu ne reste à annuler dans cette série.")
    registre = Registre(acteur, dispositif, "annuler_serie")
    registre.retenir(*cibles)
    for cible in cibles:
        cible.statut = statuts.ANNULE
    enregistrer_ensemble(cibles, ["statut"])
    tracer(acteur, registre.acte, cibles, portee=portee.value)
    annulees = ecrire_compte(len(cibles), "date annulée", "dates annulées")
    return Resultat(evenement, f"« {evenement} » : {annulees} dans la série.", registre.clore())


@transaction.atomic
def prolonger_serie(
    acteur: Acteur, dispositif: DispositifVise, *, serie: str, jusqu_au: dt.date, accord: str | None = None
) -> Resultat[Serie]:
    """Write the occurrences after the last one, to a later day, with the people and resources of the last one; `accord`: see `exiger_vus`."""
    exiger_ecriture(acteur, dispositif)
    longue = Serie.objects.select_for_update().filter(dispositif_id=dispositif.pk, identifiant=serie).first()
    if longue is None:
        raise Introuvable("Cette série n'existe pas, ou plus, dans ce dispositif.")
    derniere = Evenement.objects.filter(serie=longue).exclude(statut=statuts.ANNULE).order_by("debut", "pk").last()
    if derniere is None or jusqu_au <= (longue.jusqu_au or jour_local(derniere.debut)):
        raise ErreurAgenda("Choisissez un jour après la fin actuelle de la série.", champ="jusqu_au")
    fin_actuelle = longue.jusqu_au or jour_local(derniere.debut)
    saisie = saisie_de(derniere)
    toutes = occurrences(longue.regle, premiere=vers_local(longue.premiere), jusqu_au=jusqu_au)
    nouvelles = [_occurrence(longue, saisie, debut) for debut in toutes if debut.date() > fin_actuelle]
    malgre = exiger_vus(acteur, dispositif, Demande(saisie, _moments(nouvelles)), accord)
    registre = Registre(acteur, dispositif, "prolonger_serie")
    registre.retenir(longue)
    Evenement.objects.bulk_create(nouvelles, batch_size=500)
    inscrire(nouvelles, saisie)
    registre.creer(*nouvelles)
    longue.jusqu_au, longue.version = jusqu_au, longue.version + 1
    longue.save(update_fields=["jusqu_au", "version"])
    tracer(acteur, registre.acte, nouvelles, malgre=malgre, serie=longue.identifiant)
    ajoutees = ecrire_compte(len(nouvelles), "date ajoutée", "dates ajoutées")
    return Resultat(longue, f"La série continue jusqu'au {ecrire_jour_annee(jusqu_au)} : {ajoutees}.", registre.clore())


@transaction.atomic
def cloturer_serie(acteur: Acteur, dispositif: DispositifVise, *, serie: str, dernier_jour: dt.date) -> Resultat[Serie]:
    """End a series: planned occurrences after `dernier_jour` are removed, everything before or confirmed stays."""
    exiger_ecriture(acteur, dispositif)
    close = Serie.objects.select_for_update().filter(dispositif_id=dispositif.pk, identifiant=serie).first()
    if close is None:
        raise Introuvable("Cette série n'existe pas, ou plus, dans ce dispositif.")
    _, lendemain = bornes(dernier_jour, dernier_jour)
    apres = list(Evenement.objects.filter(serie=close, debut__gte=lendemain, statut=statuts.PLANIFIE))
    registre = Registre(acteur, dispositif, "cloturer_serie")
    registre.retenir(close, *apres)
    tracer(acteur, registre.acte, apres, serie=close.identifiant)
    Evenement.objects.filter(pk__in=[evenement.pk for evenement in apres]).delete()
    close.jusqu_au, close.version = dernier_jour, close.version + 1
    close.save(update_fields=["jusqu_au", "version"])
    enlevees = ecrire_compte(len(apres), "date retirée", "dates retirées")
    return Resultat(close, f"La série s'arrête le {ecrire_jour_annee(dernier_jour)} : {enlevees}.", registre.clore())


def _nouvelle_serie(
    dispositif: DispositifVise, saisie: SaisieEvenement, regle: str, *, premiere: dt.datetime, jusqu_au: dt.date | None
) -> Serie:
    return Serie.objects.create(
        dispositif_id=dispositif.pk,
        regle=regle,
        premiere=vers_utc(premiere),
        duree_minutes=int((saisie.fin - saisie.debut).total_seconds() // 60),
        jusqu_au=jusqu_au,
    )


def _occurrence(serie: Serie, saisie: SaisieEvenement, debut: dt.datetime) -> Evenement:
    evenement = Evenement(dispositif_id=serie.dispositif_id, serie=serie)
    appliquer(evenement, replace(saisie, debut=debut, fin=debut + (saisie.fin - saisie.debut)))
    return evenement


def _cibles(evenement: Evenement, portee: PorteeSerie) -> list[Evenement]:
    prevues = Evenement.objects.select_for_update().filter(
        serie=evenement.serie_id, statut=statuts.PLANIFIE, hors_serie=False
    )
    if portee is PorteeSerie.SUIVANTES:
        prevues = prevues.filter(debut__gte=evenement.debut)
    autres = [cible for cible in prevues.order_by("debut", "pk") if cible.pk != evenement.pk]
    return sorted([evenement, *autres], key=lambda cible: cible.debut)


def _serie_apres(
    serie: Serie,
    saisie: SaisieEvenement,
    cibles: list[Evenement],
    *,
    decalage: int,
    portee: PorteeSerie,
    registre: Registre,
) -> Serie:
    """Return the series of the changed occurrences: the same one, or a new one that starts here and leaves the past to the old."""
    regle = decaler_regle(serie.regle, decalage)
    if portee is PorteeSerie.TOUTES:
        serie.regle, serie.version = regle, serie.version + 1
        serie.duree_minutes = int((saisie.fin - saisie.debut).total_seconds() // 60)
        serie.premiere = vers_utc(_nouveau_debut(serie.premiere, saisie, decalage))
        serie.save()
        return serie
    suite = _nouvelle_serie(
        registre.dispositif,
        saisie,
        regle,
        premiere=_nouveau_debut(cibles[0].debut, saisie, decalage),
        jusqu_au=serie.jusqu_au,
    )
    registre.creer(suite)
    serie.jusqu_au, serie.version = jour_local(cibles[0].debut) - dt.timedelta(days=1), serie.version + 1
    serie.save(update_fields=["jusqu_au", "version"])
    return suite


def _moments(evenements: Collection[Evenement]) -> list[tuple[dt.datetime, dt.datetime]]:
    return [(evenement.debut, evenement.fin) for evenement in evenements]


def _nouveau_debut(instant: dt.datetime, saisie: SaisieEvenement, decalage: int) -> dt.datetime:
    jour = vers_local(instant).date() + dt.timedelta(days=decalage)
    return dt.datetime.combine(jour, saisie.debut.time())


def _deplacer_ensemble(cibles: list[Evenement], saisie: SaisieEvenement, decalage: int, serie: Serie) -> None:
    for cible in cibles:
        _deplacer(cible, saisie, decalage)
        refuser_realise_a_venir(cible)
        cible.serie, cible.hors_serie = serie, False


def _deplacer(cible: Evenement, saisie: SaisieEvenement, decalage: int) -> None:
    debut = _nouveau_debut(cible.debut, saisie, decalage)
    appliquer(cible, replace(saisie, debut=debut, fin=debut + (saisie.fin - saisie.debut)))
