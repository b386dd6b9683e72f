"""What a sheet does to the path: opening and closing periods through `parcours.services`, giving them back on a withdrawal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from maillage.liaison.domain.changement import (
    LIEU_CHANGE,
    MODALITE_AJOUTEE,
    MODALITE_RETIREE,
    PARTS,
    SORTES,
    Nature,
    comparer,
)
from maillage.liaison.domain.erreurs import ErreurLiaison
from maillage.liaison.domain.etats import Acte, EtatFiche
from maillage.liaison.domain.horloge import jour_d_effet
from maillage.liaison.domain.texte import situation_de_json
from maillage.liaison.models import EffetPeriode, FicheLiaison
from maillage.liaison.services.ecriture import exiger, jour_de, passer, tracer, verrouiller
from maillage.parcours import selectors as parcours
from maillage.parcours import services as parcours_services
from maillage.socle.acteur import Acteur

UN_JOUR = timedelta(days=1)
ANTICIPABLES = frozenset({EtatFiche.EN_DELAI_RETRACTATION, EtatFiche.A_TRANSMETTRE, EtatFiche.TRANSMISE})
FERMENT, OUVRENT = frozenset({MODALITE_RETIREE, LIEU_CHANGE}), frozenset({MODALITE_AJOUTEE, LIEU_CHANGE})


@transaction.atomic
def appliquer_au_parcours(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Write the change in the path before the sheet is in force: only for a sheet that says why it cannot wait."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    if EtatFiche(fiche.etat) not in ANTICIPABLES or not fiche.motif_anticipation:
        raise ErreurLiaison("Cette fiche n'a pas de raison écrite pour changer avant la fin du délai.")
    _appliquer(acteur, fiche, jour_de(maintenant))
    tracer(acteur, "appliquer_au_parcours", fiche, effet=fiche.effet)
    return fiche


@transaction.atomic
def mettre_en_vigueur(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Put a transmitted sheet in force: the path follows it, and earlier sheets about the same things are replaced."""
    exiger(acteur, fiche.dispositif_id)
    fiche, le = verrouiller(fiche), jour_de(maintenant)
    passer(fiche, Acte.METTRE_EN_VIGUEUR, le)
    _appliquer(acteur, fiche, le)
    parts = PARTS[Nature(fiche.nature)]
    for ancienne in FicheLiaison.objects.filter(
        jeune_id=fiche.jeune_id, dispositif_id=fiche.dispositif_id, etat=EtatFiche.EN_VIGUEUR
    ).exclude(pk=fiche.pk):
        if PARTS[Nature(ancienne.nature)] <= parts:
            passer(ancienne, Acte.REMPLACER, le)
            ancienne.save()
            tracer(acteur, "remplacer_fiche", ancienne)
    tracer(acteur, "mettre_en_vigueur", fiche, effet=fiche.effet)
    return fiche


@transaction.atomic
def clore_fiche(acteur: Acteur, *, fiche: FicheLiaison, maintenant: datetime) -> FicheLiaison:
    """Close a sheet in force: what it said is over, and no other one replaces it."""
    exiger(acteur, fiche.dispositif_id)
    fiche = verrouiller(fiche)
    passer(fiche, Acte.CLORE, jour_de(maintenant))
    fiche.save()
    tracer(acteur, "clore_fiche", fiche)
    return fiche


def retablir_le_parcours(acteur: Acteur, fiche: FicheLiaison, le: date) -> None:
    """Give the former situation back from day `le`. A change not begun leaves no mark; days already lived under it stay true."""
    if fiche.appliquee_le is None or fiche.fin_delai is None:
        return
    debut = jour_d_effet(fiche.effet, fiche.fin_delai, fiche.motif_anticipation)
    effets = list(fiche.effets.select_related("periode__jeune"))
    for effet in sorted(effets, key=lambda effet: effet.sens == EffetPeriode.Sens.FERME):
        if not effet.creee and le <= debut:
            continue
        _retablir_periode(acteur, fiche, effet, le, exact=effet.creee and le <= debut)
    _retablir_scolarite(acteur, fiche, le, exact=le <= debut)


def _appliquer(acteur: Acteur, fiche: FicheLiaison, aujourd_hui: date) -> None:
    if fiche.appliquee_le is None:
        assert fiche.fin_delai is not None
        debut = jour_d_effet(fiche.effet, fiche.fin_delai, fiche.motif_anticipation)
        changements = comparer(situation_de_json(fiche.avant), situation_de_json(fiche.apres))
        _fermer(acteur, fiche, {c.modalite for c in changements if c.code in FERMENT}, debut)
        _ouvrir(acteur, fiche, {c.modalite for c in changements if c.code in OUVRENT}, debut)
        if any(SORTES[c.code] is Nature.SCOLARISATION for c in changements):
            _scolariser(acteur, fiche, debut)
        fiche.appliquee_le = aujourd_hui
    fiche.save()


def _fermer(acteur: Acteur, fiche: FicheLiaison, modalites: set[str], debut: date) -> None:
    for periode in parcours.periodes_le(fiche.jeune_id, fiche.dispositif_id, debut - UN_JOUR):
        if periode.modalite not in modalites:
            continue
        fin_avant, deja = periode.fin, periode.fin == debut - UN_JOUR
        if not deja:
            parcours_services.clore_modalite(acteur, periode=periode, fin=debut - UN_JOUR)
        _noter(fiche, periode, EffetPeriode.Sens.FERME, fin_avant=None if deja else fin_avant, creee=not deja)


def _ouvrir(acteur: Acteur, fiche: FicheLiaison, modalites: set[str], debut: date) -> None:
    voulues = situation_de_json(fiche.apres).modalites()
    deja = {p.modalite: p for p in parcours.periodes_le(fiche.jeune_id, fiche.dispositif_id, debut)}
    for modalite in sorted(modalites):
        periode = deja.get(modalite)
        if periode is None:
            nouvelle = parcours_services.ouvrir_modalite(
                acteur,
                jeune=fiche.jeune,
                dispositif_id=fiche.dispositif_id,
                modalite=modalite,
                debut=debut,
                lieu=voulues[modalite].lieu,
            )
            _noter(fiche, nouvelle, EffetPeriode.Sens.OUVRE, creee=True)
        elif periode.debut == debut:
            _noter(fiche, periode, EffetPeriode.Sens.OUVRE, creee=False)


def _scolariser(acteur: Acteur, fiche: FicheLiaison, debut: date) -> None:
    voulue = situation_de_json(fiche.apres).scolarisation
    actuelle = parcours.scolarite_le(fiche.jeune_id, debut)
    if voulue is None or (actuelle and (actuelle.code, actuelle.etablissement) == (voulue.code, voulue.etablissement)):
        return
    fiche.scolarite_ouverte = parcours_services.declarer_scolarite(
        acteur,
        jeune=fiche.jeune,
        dispositif_id=fiche.dispositif_id,
        code=voulue.code,
        debut=debut,
        etablissement=voulue.etablissement,
    )


def _noter(
    fiche: FicheLiaison, periode: Any, sens: EffetPeriode.Sens, *, creee: bool, fin_avant: date | None = None
) -> None:
    EffetPeriode.objects.create(fiche=fiche, periode=periode, sens=sens, fin_avant=fin_avant, creee=creee)


def _retablir_periode(acteur: Acteur, fiche: FicheLiaison, effet: EffetPeriode, le: date, *, exact: bool) -> None:
    periode: Any = effet.periode
    if effet.sens == EffetPeriode.Sens.OUVRE:
        if exact:
            parcours_services.retirer_modalite(acteur, periode=periode)
        elif periode.fin is None or periode.fin >= le:
            parcours_services.clore_modalite(acteur, periode=periode, fin=le - UN_JOUR)
    elif exact:
        parcours_services.retablir_modalite(acteur, periode=periode, fin=effet.fin_avant)
        effet.delete()
    elif effet.fin_avant is None or effet.fin_avant >= le:
        nouvelle = parcours_services.ouvrir_modalite(
            acteur,
            jeune=fiche.jeune,
            dispositif_id=fiche.dispositif_id,
            modalite=periode.modalite,
            debut=le,
            fin=effet.fin_avant,
            lieu=periode.lieu,
        )
        _noter(fiche, nouvelle, EffetPeriode.Sens.OUVRE, creee=True)


def _retablir_scolarite(acteur: Acteur, fiche: FicheLiaison, le: date, *, exact: bool) -> None:
    ouverte: Any = fiche.scolarite_ouverte
    if ouverte is None:
        return
    avant = situation_de_json(fiche.avant).scolarisation
    fiche.scolarite_ouverte = None
    fiche.save()
    if exact:
        parcours_services.retirer_scolarite(acteur, scolarite=ouverte, dispositif_id=fiche.dispositif_id)
    elif avant is not None:
        parcours_services.declarer_scolarite(
            acteur,
            jeune=fiche.jeune,
            dispositif_id=fiche.dispositif_id,
            code=avant.code,
            debut=le,
            etablissement=avant.etablissement,
        )
