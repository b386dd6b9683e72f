"""A meeting from its draft to its report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.selectors import adresses_des_roles
from maillage.rencontres.domain.erreurs import ErreurRencontre
from maillage.rencontres.domain.etats import VIVANTES, EtatRencontre, EtatSeanceRencontre
from maillage.rencontres.models import Inscription, Rencontre, SeanceRencontre
from maillage.rencontres.permissions import RENCONTRES, exiger
from maillage.rencontres.services.courriels import ecrire
from maillage.rencontres.services.ecriture import poser, tracer
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_lot

INVITES = ("DIRECTION", "COORDONNATEUR", "ORGANISME")


@transaction.atomic
def creer_rencontre(acteur: Acteur, champs: Mapping[str, Any]) -> Rencontre:
    """Open a draft; `champs`: nature, titre, and any other field of the meeting that a person writes."""
    exiger(acteur, RENCONTRES)
    rencontre = Rencontre()
    poser(rencontre, champs)
    tracer(acteur, "creer_rencontre", rencontre, nature=rencontre.nature)
    return rencontre


@transaction.atomic
def modifier_rencontre(
    acteur: Acteur, rencontre: Rencontre, champs: Mapping[str, Any], *, vue_le: str = ""
) -> Rencontre:
    """Change what a meeting says; `vue_le`, the moment of the page read, refuses to write over what a colleague wrote since."""
    exiger(acteur, RENCONTRES)
    actuelle = Rencontre.objects.select_for_update().get(pk=rencontre.pk)
    if vue_le and actuelle.modifiee_le.isoformat() != vue_le:
        raise ErreurRencontre(
            "Quelqu'un a modifié cette rencontre pendant que vous écriviez. Relisez-la dans un autre onglet, puis enregistrez de nouveau."
        )
    poser(actuelle, champs)
    tracer(acteur, "modifier_rencontre", actuelle)
    return actuelle


@transaction.atomic
def annoncer_rencontre(acteur: Acteur, rencontre: Rencontre, *, inviter: bool = False) -> int:
    """Open registrations; `inviter` writes once to the directions, coordinators and organismes. Return how many mails were written."""
    exiger(acteur, RENCONTRES)
    if rencontre.etat not in {EtatRencontre.BROUILLON, EtatRencontre.ANNONCEE}:
        raise ErreurRencontre("Une rencontre tenue ou annulée ne s'annonce plus.")
    if not rencontre.seances.filter(etat=EtatSeanceRencontre.PREVUE, premier_jour__gte=timezone.localdate()).exists():
        raise ErreurRencontre("Ajoutez d'abord au moins une date à venir.")
    if rencontre.annoncee_le is None:
        poser(rencontre, {"etat": EtatRencontre.ANNONCEE, "annoncee_le": timezone.now()})
    tracer(acteur, "annoncer_rencontre", rencontre, inviter=inviter)
    return _inviter(acteur, rencontre) if inviter else 0


def _inviter(acteur: Acteur, rencontre: Rencontre) -> int:
    adresses = adresses_des_roles(INVITES, le=timezone.localdate())
    mots = {
        "titre": rencontre.titre,
        "nature": rencontre.libelle_nature,
        "theme": rencontre.theme,
        "seances": [str(seance) for seance in rencontre.seances.select_related("commune")],
        "jusqu_au": rencontre.inscriptions_jusqu_au,
        "page": f"{settings.ADRESSE_PUBLIQUE}{reverse('rencontres:rencontre', args=[rencontre.identifiant])}",
    }
    lot = deposer_lot(
        cle=f"rencontres:annonce:{rencontre.pk}",
        libelle=f"Annonce : {rencontre.titre}"[:200],
        gabarit="rencontres/annonce",
        envois=[(adresse, mots) for adresse in adresses],
        nature="INVITATION",
        acteur=acteur,
    )
    return lot.courriels.count()


@transaction.atomic
def annuler_rencontre(acteur: Acteur, rencontre: Rencontre, *, mot: str) -> int:
    """Call off every date still planned, and tell each one registered once; return how many mails were written."""
    exiger(acteur, RENCONTRES)
    if rencontre.etat == EtatRencontre.TENUE:
        raise ErreurRencontre("Cette rencontre a eu lieu : elle ne s'annule plus.")
    if not mot.strip():
        raise ErreurRencontre("Dites en quelques mots pourquoi : les inscrits le liront.", champ="mot")
    prevus = rencontre.seances.filter(etat=EtatSeanceRencontre.PREVUE)
    cles = list(prevus.select_for_update().order_by("pk").values_list("pk", flat=True))
    SeanceRencontre.objects.filter(pk__in=cles).update(etat=EtatSeanceRencontre.ANNULEE, mot=mot.strip())
    poser(rencontre, {"etat": EtatRencontre.ANNULEE})
    tracer(acteur, "annuler_rencontre", rencontre)
    inscrits = Inscription.objects.filter(seance__in=cles, etat__in=VIVANTES)
    inscrits = inscrits.select_related("seance__rencontre", "seance__commune").prefetch_related("seance__jours")
    return sum(ecrire(une, "seance_annulee", suite="annulee", acteur=acteur, mot=mot.strip()) for une in inscrits)


@transaction.atomic
def cloturer_rencontre(acteur: Acteur, rencontre: Rencontre) -> None:
    """Note that a meeting was held: it waits for its report."""
    exiger(acteur, RENCONTRES)
    if rencontre.etat != EtatRencontre.ANNONCEE:
        raise ErreurRencontre("Seule une rencontre annoncée se note comme tenue.")
    if rencontre.premier_jour is None or rencontre.premier_jour > timezone.localdate():
        raise ErreurRencontre("Sa première date n'est pas encore passée.")
    poser(rencontre, {"etat": EtatRencontre.TENUE})
    tracer(acteur, "cloturer_rencontre", rencontre)


@transaction.atomic
def ecrire_compte_rendu(acteur: Acteur, rencontre: Rencontre, *, introduction: str, conclusion: str) -> None:
    """Write what opens and closes the report; the rest comes from the dates themselves."""
    exiger(acteur, RENCONTRES)
    poser(rencontre, {"introduction": introduction.strip(), "conclusion": conclusion.strip()})
    tracer(acteur, "ecrire_compte_rendu", rencontre)


def dater_rencontre(rencontre: Rencontre) -> None:
    """Set the first and last day of a meeting from its dates that still stand."""
    tenues = rencontre.seances.filter(etat=EtatSeanceRencontre.PREVUE)
    bornes = tenues.aggregate(premier=Min("premier_jour"), dernier=Max("dernier_jour"))
    if bornes["premier"] is None:
        bornes = rencontre.seances.aggregate(premier=Min("premier_jour"), dernier=Max("dernier_jour"))
    rencontre.premier_jour, rencontre.dernier_jour = bornes["premier"], bornes["dernier"]
    rencontre.save(update_fields=["premier_jour", "dernier_jour", "modifiee_le"])
