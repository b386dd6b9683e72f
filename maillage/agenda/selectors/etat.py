"""An événement put into words: what the conflict page, the history and the confirmations compare."""

from __future__ import annotations

from django.db.models import Model

from maillage.agenda.domain.etat import EtatEvenement, SaisieEvenement
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.models import Evenement, GroupeJeunes, Ressource, TypeActivite
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite
from maillage.structures import selectors as structures


def etat_de(evenement: Evenement) -> EtatEvenement:
    """Return the stored state (3 queries for the people and what is booked)."""
    jeunes = evenement.participations_jeunes.select_related("jeune").order_by("jeune__nom", "jeune__prenom", "jeune_id")
    pros = evenement.participations_pros.select_related("professionnel").order_by(
        "professionnel__nom", "professionnel__prenom", "professionnel_id"
    )
    reservations = evenement.reservations.select_related("ressource").order_by("ressource__nature", "ressource__nom")
    return EtatEvenement(
        identifiant=evenement.identifiant,
        version=evenement.version,
        titre=str(evenement),
        debut=vers_local(evenement.debut),
        fin=vers_local(evenement.fin),
        categorie=evenement.get_categorie_display(),
        modalite=evenement.get_modalite_display(),
        lieu=_lieu(evenement.lieu_type, evenement.lieu),
        statut=evenement.get_statut_display(),
        unite=str(evenement.unite or ""),
        jeunes=tuple(str(participation.jeune) for participation in jeunes),
        pros=tuple(str(participation.professionnel) for participation in pros),
        ressources=tuple(str(reservation.ressource) for reservation in reservations),
        groupe=str(evenement.groupe or ""),
        type_activite=str(evenement.type_activite or ""),
    )


def etat_propose(evenement: Evenement, saisie: SaisieEvenement) -> EtatEvenement:
    """Return the state that the form asks for (3 queries for the names)."""
    jeunes = jeunes_a_inscrire(evenement.dispositif_id).filter(pk__in=saisie.jeunes)
    affectations = structures.affectations_du_dispositif(evenement.dispositif_id)
    pros = {a.professionnel_id: str(a.professionnel) for a in affectations if a.professionnel_id in saisie.pros}
    unites = structures.unites_du_dispositif(evenement.dispositif_id)
    unite = unites.filter(pk=saisie.unite_id).first() if saisie.unite_id else None
    categorie = Categorie(saisie.categorie).label
    return EtatEvenement(
        identifiant=evenement.identifiant,
        version=evenement.version,
        titre=saisie.titre or str(categorie),
        debut=saisie.debut,
        fin=saisie.fin,
        categorie=str(categorie),
        modalite=str(Modalite(saisie.modalite).label) if saisie.modalite else "",
        lieu=_lieu(saisie.lieu_type, saisie.lieu),
        statut=evenement.get_statut_display(),
        unite=str(unite or ""),
        jeunes=tuple(str(jeune) for jeune in jeunes),
        pros=tuple(pros.values()),
        ressources=tuple(str(ressource) for ressource in Ressource.objects.filter(pk__in=saisie.ressources)),
        groupe=_nom(GroupeJeunes, saisie.groupe_id),
        type_activite=_nom(TypeActivite, saisie.type_activite_id),
    )


def _nom(model: type[Model], cle: int | None) -> str:
    return "" if cle is None else str(model._default_manager.filter(pk=cle).first() or "")


def _lieu(lieu_type: str, lieu: str) -> str:
    type_de_lieu = str(LieuType(lieu_type).label) if lieu_type else ""
    return ", ".join(mot for mot in (type_de_lieu, lieu) if mot)
