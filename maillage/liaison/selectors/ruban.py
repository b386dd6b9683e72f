"""The sheets of a young person as one lane of the ribbon of their path."""

from __future__ import annotations

from datetime import date

from maillage.liaison.domain.etats import LIBELLES_ETATS, EtatFiche, etat_du_jour
from maillage.liaison.domain.horloge import jour_d_effet
from maillage.liaison.models import FicheLiaison
from maillage.liaison.selectors.liste import changements_de
from maillage.socle.domain.ruban import FaitRuban, Fenetre, Voie, VoieDessinee, dessiner_voie
from maillage.socle.domain.typographie import ecrire_jour_annee

HORS_RUBAN = (EtatFiche.BROUILLON, EtatFiche.EVALUATION_EN_COURS, EtatFiche.ANNULEE)


def voie_des_fiches(jeune_id: int, dispositif_id: int, fenetre: Fenetre, *, le: date) -> VoieDessinee:
    """Draw each issued sheet from its proposal to its effect, or to the day it ended (1 query); the caller holds the right."""
    fiches = FicheLiaison.objects.filter(jeune_id=jeune_id, dispositif_id=dispositif_id, emission__isnull=False)
    faits = tuple(_fait(fiche, le) for fiche in fiches.exclude(etat__in=HORS_RUBAN))
    return dessiner_voie(Voie("liaison", "Fiches de liaison", faits), fenetre)


def _fait(fiche: FicheLiaison, le: date) -> FaitRuban:
    assert fiche.emission is not None
    etat = LIBELLES_ETATS[etat_du_jour(EtatFiche(fiche.etat), fiche.fin_delai, le)].lower()
    texte = f"Fiche de liaison, {changements_de(fiche)} : {etat}, proposée le {ecrire_jour_annee(fiche.emission)}."
    fin = max(_fin(fiche), fiche.emission)
    return FaitRuban(fiche.emission, fin, texte, etiquette=etat, cle=fiche.identifiant)


def _fin(fiche: FicheLiaison) -> date:
    if fiche.reponse in {"REFUSEE", "RETRACTEE"} and fiche.date_reponse:
        return fiche.date_reponse
    return jour_d_effet(fiche.effet, fiche.fin_delai, fiche.motif_anticipation) if fiche.fin_delai else fiche.effet
