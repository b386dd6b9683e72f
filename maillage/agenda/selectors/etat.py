"""An événement put into words: what the conflict page, the history and the confirmations compare."""

from __future__ import annotations

from maillage.agenda.domain.etat import EtatEvenement, SaisieEvenement
from maillage.agenda.domain.heures import vers_local
from maillage.agenda.models import Evenement
from maillage.agenda.selectors.personnes import jeunes_a_inscrire
from maillage.socle.vocabulaire import Categorie, LieuType, Modalite
from maillage.structures import selectors as structures


def etat_de(evenement: Evenement) -> EtatEvenement:
    """Return the stored state (2 queries for the people)."""
    jeunes = evenement.participations_jeunes.select_related("jeune").order_by("jeune__nom", "jeune__prenom", "jeune_id")
    pros = evenement.participations_pros.select_related("professionnel").order_by(
        "professionnel__nom", "professionnel__prenom", "professionnel_id"
    )
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
    )


def _lieu(lieu_type: str, lieu: str) -> str:
    type_de_lieu = str(LieuType(lieu_type).label) if lieu_type else ""
    return ", ".join(mot for mot in (type_de_lieu, lieu) if mot)
