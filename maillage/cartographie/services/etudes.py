"""Studies of zones blanches: asked by a person, computed now or in the background, kept with their date."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from maillage.cartographie.calculs.zones import ResultatZones, etudier
from maillage.cartographie.fournisseurs import FournisseurIndisponibleError
from maillage.cartographie.models import BaseEtude, EtatEtude, EtudeZones
from maillage.cartographie.permissions import CARTES, exiger
from maillage.cartographie.selectors.probleme import ProblemeLu, lire_probleme
from maillage.cartographie.services.temps import fournisseur, fournisseurs_offerts
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

SECONDES = 600.0
"""How long an engine may take for one study."""
SANS_LIGNE = {
    BaseEtude.COMMUNE: "Aucune commune de ce département n'est chargée ici.",
    BaseEtude.ECOLE: "Aucune école de ce département n'est connue ici : importez l'annuaire, ou étudiez les communes.",
}


@dataclass(frozen=True)
class DemandeEtude:
    """What a person asks; the fields of EtudeZones."""

    public: str
    seuil: int
    fournisseur: str
    offre_le: dt.date
    modalite: str = ""
    departement: str = ""
    base: str = BaseEtude.COMMUNE
    age_min: int | None = None
    age_max: int | None = None


@transaction.atomic
def demander_etude(acteur: Acteur, demande: DemandeEtude) -> EtudeZones:
    """Keep the question; nothing is computed yet."""
    exiger(acteur, CARTES)
    if demande.fournisseur not in fournisseurs_offerts():
        raise ValidationError({"fournisseur": "Ces temps de trajet ne sont pas réglés dans cette installation."})
    etude = EtudeZones(**asdict(demande), demandee_le=timezone.now(), demandee_par=acteur.libelle[:200])
    etude.full_clean(exclude=["lignes", "constats"])
    etude.save()
    journaliser(acteur, "cartographie.demander_etude", objet=str(etude.pk), details={"public": demande.public})
    return etude


@transaction.atomic
def relancer_etude(acteur: Acteur, etude: EtudeZones, *, avec: str = "") -> EtudeZones:
    """Ask the same question again, with other times when the person chose so; the former one stays as it was."""
    champs = ("public", "seuil", "offre_le", "modalite", "departement", "base", "age_min", "age_max")
    valeurs = {champ: getattr(etude, champ) for champ in champs}
    return demander_etude(acteur, DemandeEtude(**valeurs, fournisseur=avec or etude.fournisseur))


def calculer_etude(etude: EtudeZones) -> EtudeZones:
    """Compute and keep the lines. An engine that does not answer stops the study, and says so; nothing replaces it."""

    def dire(avancement: int) -> None:
        EtudeZones.objects.filter(pk=etude.pk).update(avancement=avancement, etat=EtatEtude.EN_COURS)

    dire(1)
    lu = lire_probleme(etude)
    if lu is None:
        return _arreter(etude, SANS_LIGNE[BaseEtude(etude.base)])
    try:
        resultat = etudier(lu.probleme, fournisseur(etude.fournisseur, secondes=SECONDES), dire)
    except FournisseurIndisponibleError as erreur:
        return _arreter(etude, f"Les temps de trajet n'ont pas pu être obtenus : {erreur}.")
    return _garder(etude, lu, resultat)


def _arreter(etude: EtudeZones, message: str) -> EtudeZones:
    etude.etat, etude.message, etude.finie_le = EtatEtude.ECHEC, message[:300], timezone.now()
    etude.save(update_fields=["etat", "message", "finie_le"])
    return etude


def _garder(etude: EtudeZones, lu: ProblemeLu, resultat: ResultatZones) -> EtudeZones:
    etude.lignes = [zone.objet() for zone in resultat.zones]
    etude.constats = {
        "ecartes": lu.ecartes,
        "inconnues": lu.inconnues,
        "depuis_departs": lu.depuis_departs,
        "depuis_murs": lu.depuis_murs,
        "minimum": resultat.minimum,
        "places": lu.places,
        "population": lu.population,
        "partagees": resultat.partagees,
        "distribuees": round(resultat.distribuees, 3),
        "par_age": lu.par_age,
        "annees": lu.annees,
    }
    etude.temps_source, etude.temps_date = resultat.provenance.source, resultat.provenance.date
    etude.temps_estimation = resultat.provenance.estimation
    etude.etat, etude.avancement, etude.finie_le = EtatEtude.FINIE, 100, timezone.now()
    etude.save()
    return etude
