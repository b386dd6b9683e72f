"""The team around a young person: who joins, leaves, is the referent, stands in for whom. Read access follows these dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from maillage.parcours.domain.erreurs import ErreurParcours
from maillage.parcours.domain.intervalles import Intervalle, premier_chevauchement, refus_de_chevauchement, veille
from maillage.parcours.models import Jeune, MembreEquipe, Remplacement
from maillage.parcours.referentiels import fonctions, motifs_depart, motifs_remplacement
from maillage.parcours.services.ecriture import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser
from maillage.structures import selectors as structures

MOTIF_FONCTION = "FONCTION"
"""Why a period of membership ends when the referent changes: the person stays, in another capacity."""


def intervalle_de_membre(membre: MembreEquipe) -> Intervalle:
    """« Camille Durand, accompagnement éducatif » between its dates."""
    fonction = fonctions().get(membre.fonction, membre.fonction).lower()
    return Intervalle(membre.debut, membre.fin, f"{membre.professionnel}, {fonction}")


@transaction.atomic
def ajouter_membre(
    acteur: Acteur,
    *,
    jeune: Jeune,
    dispositif_id: int,
    professionnel_id: int,
    fonction: str,
    debut: date,
    referent: bool = False,
) -> MembreEquipe:
    """Someone joins the team. A new referent takes over from the one in place, who stays in the team.

    Raises ErreurParcours (not assigned to the dispositif, already there), PermissionDenied.
    """
    exiger(acteur, dispositif_id)
    if fonction not in fonctions():
        raise ErreurParcours("Choisissez une fonction de la liste.", champ="fonction")
    if not structures.professionnels_du_dispositif(dispositif_id, debut).filter(pk=professionnel_id).exists():
        raise ErreurParcours("Cette personne ne travaille pas dans le dispositif ce jour-là.", champ="professionnel")
    if referent:
        _ceder_la_reference(jeune.pk, dispositif_id, debut)
    membre = MembreEquipe(
        jeune=jeune,
        dispositif_id=dispositif_id,
        professionnel_id=professionnel_id,
        fonction=fonction,
        referent=referent,
        debut=debut,
    )
    _enregistrer(membre)
    _tracer(acteur, "ajouter_membre", membre, fonction=fonction, debut=debut, referent=referent)
    return membre


@transaction.atomic
def terminer_membre(acteur: Acteur, *, membre: MembreEquipe, fin: date, motif: str) -> MembreEquipe:
    """Someone leaves the team on a last day, for a reason; stand-ins planned after that day are called off."""
    exiger(acteur, membre.dispositif_id)
    if motif not in motifs_depart():
        raise ErreurParcours("Dites pourquoi cette personne quitte l'équipe.", champ="motif")
    if fin < membre.debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    membre.fin, membre.motif_depart = fin, motif
    _enregistrer(membre)
    membre.remplacements.filter(debut__gt=fin).delete()
    membre.remplacements.filter(fin__gt=fin).update(fin=fin)
    _tracer(acteur, "terminer_membre", membre, fin=fin, motif=motif)
    return membre


@transaction.atomic
def designer_referent(acteur: Acteur, *, membre: MembreEquipe, le: date) -> MembreEquipe:
    """A member becomes the referent from a day on; the one in place stays in the team. Returns the period as referent."""
    exiger(acteur, membre.dispositif_id)
    if membre.referent:
        raise ErreurParcours("Cette personne est déjà la référente de ce jeune.")
    if le < membre.debut or (membre.fin is not None and membre.fin < le):
        raise ErreurParcours(
            "Cette personne n'est pas dans l'équipe ce jour-là. Choisissez une autre date.", champ="le"
        )
    _ceder_la_reference(membre.jeune_id, membre.dispositif_id, le)
    nouveau = _poursuivre(membre, le, referent=True)
    _tracer(acteur, "designer_referent", nouveau, debut=le)
    return nouveau


@transaction.atomic
def nommer_remplacant(
    acteur: Acteur, *, membre: MembreEquipe, remplacant_id: int, debut: date, fin: date, motif: str
) -> Remplacement:
    """Name who stands in for a member, for exact dates inside the membership; one stand-in at a time."""
    exiger(acteur, membre.dispositif_id)
    MembreEquipe.objects.select_for_update().get(pk=membre.pk)
    _verifier_remplacement(membre, remplacant_id, debut, fin, motif)
    nouveau = Intervalle(debut, fin, "Remplacement")
    existants = [
        Intervalle(autre.debut, autre.fin, f"Remplacement par {autre.remplacant}")
        for autre in membre.remplacements.select_related("remplacant")
    ]
    if autre := premier_chevauchement(nouveau, existants):
        raise ErreurParcours(refus_de_chevauchement(nouveau, autre), champ="debut")
    remplacement = Remplacement.objects.create(
        membre=membre, remplacant_id=remplacant_id, debut=debut, fin=fin, motif=motif
    )
    _tracer(acteur, "nommer_remplacant", membre, remplacant=remplacant_id, debut=debut, fin=fin)
    return remplacement


@transaction.atomic
def arreter_remplacement(acteur: Acteur, *, remplacement: Remplacement, le: date) -> None:
    """Stop a stand-in: called off if it has not begun, else its last day is `le`."""
    membre = remplacement.membre
    exiger(acteur, membre.dispositif_id)
    if le < remplacement.debut:
        remplacement.delete()
    elif le < remplacement.fin:
        remplacement.fin = le
        remplacement.save(update_fields=["fin"])
    _tracer(acteur, "arreter_remplacement", membre, le=le)


def _verifier_remplacement(membre: MembreEquipe, remplacant_id: int, debut: date, fin: date, motif: str) -> None:
    if fin < debut:
        raise ErreurParcours("Le dernier jour est avant le premier. Vérifiez la date.", champ="fin")
    if motif not in motifs_remplacement():
        raise ErreurParcours("Choisissez un motif de la liste.", champ="motif")
    if remplacant_id == membre.professionnel_id:
        raise ErreurParcours("Choisissez quelqu'un d'autre que la personne remplacée.", champ="remplacant")
    if debut < membre.debut or (membre.fin is not None and membre.fin < fin):
        dates = intervalle_de_membre(membre).en_mots()
        raise ErreurParcours(f"Ces dates sortent de la présence dans l'équipe : {dates}.", champ="debut")
    for jour, champ in ((debut, "debut"), (fin, "fin")):
        if not structures.professionnels_du_dispositif(membre.dispositif_id, jour).filter(pk=remplacant_id).exists():
            raise ErreurParcours("Cette personne ne travaille pas dans le dispositif ce jour-là.", champ=champ)


def _ceder_la_reference(jeune_id: int, dispositif_id: int, le: date) -> None:
    """Whoever is the referent that day stays in the team without being it from that day on."""
    ici = MembreEquipe.objects.select_for_update().filter(jeune_id=jeune_id, dispositif_id=dispositif_id, referent=True)
    for actuel in ici.select_related("professionnel"):
        if intervalle_de_membre(actuel).couvre(le):
            _poursuivre(actuel, le, referent=False)


def _poursuivre(membre: MembreEquipe, le: date, *, referent: bool) -> MembreEquipe:
    """Cut a membership in two on a day: what came before is kept as it was, the rest goes on in the other capacity."""
    if membre.debut == le:
        membre.referent = referent
        _enregistrer(membre)
        return membre
    fin, motif = membre.fin, membre.motif_depart
    membre.fin, membre.motif_depart = veille(le), MOTIF_FONCTION
    _enregistrer(membre)
    suite = MembreEquipe(
        jeune_id=membre.jeune_id,
        dispositif_id=membre.dispositif_id,
        professionnel_id=membre.professionnel_id,
        fonction=membre.fonction,
        referent=referent,
        debut=le,
        fin=fin,
        motif_depart=motif,
    )
    _enregistrer(suite)
    _reporter_les_remplacements(membre, suite, le)
    return suite


def _reporter_les_remplacements(avant: MembreEquipe, suite: MembreEquipe, le: date) -> None:
    avant.remplacements.filter(debut__gte=le).update(membre=suite)
    for a_cheval in avant.remplacements.filter(fin__gte=le):
        Remplacement.objects.create(
            membre=suite, remplacant_id=a_cheval.remplacant_id, debut=le, fin=a_cheval.fin, motif=a_cheval.motif
        )
        a_cheval.fin = veille(le)
        a_cheval.save(update_fields=["fin"])


def _enregistrer(membre: MembreEquipe) -> None:
    """Save, and say in French what the database refused."""
    try:
        with transaction.atomic():
            membre.save()
    except IntegrityError as refus:
        raise _en_francais(membre) from refus


def _en_francais(membre: MembreEquipe) -> ErreurParcours:
    ici = MembreEquipe.objects.filter(jeune_id=membre.jeune_id, dispositif_id=membre.dispositif_id)
    autres = ici.exclude(pk=membre.pk).select_related("professionnel")
    memes = [m for m in autres if (m.professionnel_id, m.fonction) == (membre.professionnel_id, membre.fonction)]
    referents = [m for m in autres if membre.referent and m.referent]
    nouveau = intervalle_de_membre(membre)
    if autre := premier_chevauchement(nouveau, [intervalle_de_membre(m) for m in memes + referents]):
        return ErreurParcours(refus_de_chevauchement(nouveau, autre), champ="debut")
    return ErreurParcours(
        "Cette présence dans l'équipe n'a pas pu être enregistrée. Vérifiez les dates.", champ="debut"
    )


def _tracer(acteur: Acteur, acte: str, membre: MembreEquipe, **details: Any) -> None:
    journaliser(
        acteur,
        f"parcours.{acte}",
        dispositif_id=membre.dispositif_id,
        jeune_id=membre.jeune_id,
        objet=f"professionnel {membre.professionnel_id}",
        details={cle: str(valeur) for cle, valeur in details.items()},
    )
