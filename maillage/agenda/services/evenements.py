"""One événement: created, changed, cancelled, put back."""

from __future__ import annotations

from django.db import transaction

from maillage.agenda.domain import statuts
from maillage.agenda.domain.erreurs import ErreurAgenda
from maillage.agenda.domain.etat import DispositifVise, SaisieEvenement
from maillage.agenda.models import Evenement
from maillage.agenda.selectors.empechements import Demande
from maillage.agenda.services.annulation import Registre
from maillage.agenda.services.ecriture import (
    Resultat,
    appliquer,
    enregistrer,
    exiger_ecriture,
    inscrire,
    jour_corrige,
    prendre,
    refuser_realise_a_venir,
    tracer,
    verifier_saisie,
)
from maillage.agenda.services.garde import exiger_vus
from maillage.socle.acteur import Acteur
from maillage.socle.vocabulaire import Modalite


@transaction.atomic
def creer_evenement(
    acteur: Acteur, dispositif: DispositifVise, *, saisie: SaisieEvenement, accord: str | None = None
) -> Resultat[Evenement]:
    """Write one événement, planned; `accord`: see `exiger_vus`."""
    exiger_ecriture(acteur, dispositif)
    verifier_saisie(dispositif, saisie)
    evenement = Evenement(dispositif_id=dispositif.pk)
    appliquer(evenement, saisie)
    malgre = exiger_vus(acteur, dispositif, Demande(saisie, [(evenement.debut, evenement.fin)]), accord)
    evenement.save()
    inscrire([evenement], saisie)
    registre = Registre(acteur, dispositif, "creer_evenement")
    registre.creer(evenement)
    tracer(acteur, "creer_evenement", [evenement], malgre=malgre)
    return Resultat(evenement, f"« {evenement} » est dans l'agenda.", registre.clore())


@transaction.atomic
def modifier_evenement(
    acteur: Acteur,
    dispositif: DispositifVise,
    *,
    identifiant: str,
    saisie: SaisieEvenement,
    version: int,
    accord: str | None = None,
) -> Resultat[Evenement]:
    """Change one événement, this occurrence only if it belongs to a series. Raise ConflitDeVersion with both states; `accord`: see `exiger_vus`."""
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version, propose=saisie)
    verifier_saisie(dispositif, saisie)
    registre = Registre(acteur, dispositif, "modifier_evenement")
    registre.retenir(evenement)
    reference = jour_corrige(evenement, saisie)
    changes = appliquer(evenement, saisie)
    refuser_realise_a_venir(evenement)
    demande = Demande(saisie, [(evenement.debut, evenement.fin)], sauf=[evenement.pk], reference=reference)
    malgre = exiger_vus(acteur, dispositif, demande, accord)
    evenement.hors_serie = evenement.serie_id is not None
    enregistrer(evenement, [*changes, "hors_serie"])
    changes += inscrire([evenement], saisie, reference=reference)
    tracer(acteur, "modifier_evenement", [evenement], champs=changes, malgre=malgre)
    return Resultat(evenement, f"« {evenement} » est modifié.", registre.clore())


@transaction.atomic
def annuler_evenement(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, version: int | None = None
) -> Resultat[Evenement]:
    """Cancel one événement; it stays in the agenda, struck through. In a series it becomes an exception."""
    evenement, jeton = _changer_statut(acteur, dispositif, identifiant, version=version, statut=statuts.ANNULE)
    return Resultat(evenement, f"« {evenement} » est annulé.", jeton)


@transaction.atomic
def retablir_evenement(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, version: int | None = None
) -> Resultat[Evenement]:
    """Put a cancelled or confirmed événement back to planned."""
    evenement, jeton = _changer_statut(acteur, dispositif, identifiant, version=version, statut=statuts.PLANIFIE)
    return Resultat(evenement, f"« {evenement} » est de nouveau prévu.", jeton)


@transaction.atomic
def changer_modalite_evenement(
    acteur: Acteur, dispositif: DispositifVise, *, identifiant: str, modalite: str, version: int | None = None
) -> Resultat[Evenement]:
    """Set the modality alone (settles R8); an empty modality is left to the place (`lieux`)."""
    exiger_ecriture(acteur, dispositif)
    if modalite and modalite not in Modalite.values:
        raise ErreurAgenda("Cette modalité n'existe pas.", champ="modalite")
    evenement = prendre(dispositif, identifiant, version=version)
    registre = Registre(acteur, dispositif, "changer_modalite_evenement")
    registre.retenir(evenement)
    evenement.modalite = modalite
    enregistrer(evenement, ["modalite"])
    tracer(acteur, "changer_modalite_evenement", [evenement], modalite=modalite)
    libelle = evenement.get_modalite_display() or "sans modalité"
    return Resultat(evenement, f"« {evenement} » : {libelle}.", registre.clore())


def _changer_statut(
    acteur: Acteur, dispositif: DispositifVise, identifiant: str, *, version: int | None, statut: str
) -> tuple[Evenement, str]:
    exiger_ecriture(acteur, dispositif)
    evenement = prendre(dispositif, identifiant, version=version)
    statuts.exiger_transition(evenement.statut, statut)
    acte = {statuts.ANNULE: "annuler_evenement", statuts.PLANIFIE: "retablir_evenement"}[statut]
    registre = Registre(acteur, dispositif, acte)
    registre.retenir(evenement)
    evenement.statut = statut
    evenement.confirme_le = None
    evenement.hors_serie = evenement.serie_id is not None
    enregistrer(evenement, ["statut", "confirme_le", "hors_serie"])
    tracer(acteur, acte, [evenement])
    return evenement, registre.clore()
