"""The text of a draft as it stands: labelled words for a conflict, and the content that a proposal freezes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.projet.domain.contenu import ActionDite, BesoinDit, ContenuProjet, ObjectifDit, ParoleDite
from maillage.projet.domain.serafin import en_ordre
from maillage.projet.models import Objectif, ProjetPersonnalise
from maillage.projet.referentiels import libelles_serafin, modes_de_parole, questions
from maillage.socle.pictogrammes import pictogrammes

FAMILLE = "La parole de la famille"


def parole_en_mots(parole: Mapping[str, Any], famille: str) -> dict[str, str]:
    """Return the words of the young person and of the family by title; pictograms as their words."""
    mots = {dite.question: _avec_pictogrammes(dite) for dite in paroles_dites(parole)}
    return {**mots, FAMILLE: famille.strip()}


def paroles_dites(parole: Mapping[str, Any]) -> tuple[ParoleDite, ...]:
    """Return the answers to every question, in their order; an empty answer when there is none."""
    return tuple(
        ParoleDite(
            question.titre,
            str(parole.get(question.code, {}).get("mots", "")),
            tuple(parole.get(question.code, {}).get("pictogrammes", ())),
        )
        for question in questions()
    )


def contenu_du_projet(projet: ProjetPersonnalise) -> ContenuProjet:
    """Return what the project says now, as it would be proposed (3 queries unless prefetched)."""
    libelles = libelles_serafin()
    mots = {besoin.code: besoin.mots for besoin in projet.besoins.all()}
    return ContenuProjet(
        parole=tuple(dite for dite in paroles_dites(projet.parole) if dite.mots or dite.pictogrammes),
        parole_le=projet.parole_le.isoformat() if projet.parole_le else "",
        parole_mode=modes_de_parole().get(projet.parole_mode, ""),
        famille=projet.famille,
        synthese=projet.synthese,
        ecrit_avec=projet.ecrit_avec,
        besoins=tuple(BesoinDit(code, libelles.get(code, code), mots[code]) for code in en_ordre(mots)),
        objectifs=tuple(_objectif(objectif) for objectif in projet.objectifs.all() if objectif.retire_le is None),
        evaluation_prevue=projet.evaluation_prevue.isoformat() if projet.evaluation_prevue else "",
    )


def _objectif(objectif: Objectif) -> ObjectifDit:
    return ObjectifDit(
        fil=objectif.fil,
        mots=objectif.mots,
        formulation=objectif.formulation,
        mots_simples=objectif.mots_simples,
        pictogramme=objectif.pictogramme,
        besoins=tuple(objectif.besoins),
        echeance=objectif.echeance.isoformat() if objectif.echeance else "",
        actions=tuple(
            ActionDite(action.fil, action.quoi, action.qui, action.quand, action.quoi_simple)
            for action in objectif.actions.all()
            if action.retiree_le is None
        ),
    )


def _avec_pictogrammes(dite: ParoleDite) -> str:
    mots = pictogrammes()
    choisis = ", ".join(mots.get(nom, nom) for nom in dite.pictogrammes)
    return f"{dite.mots} [{choisis}]".strip() if choisis else dite.mots
