"""Acts of the journal said in words: `agenda.confirmer_journee` gives « Agenda : confirmer journée »."""

from __future__ import annotations

from django.apps import apps

ACCENTS = {
    "acces": "accès",
    "activite": "activité",
    "complexite": "complexité",
    "evenement": "événement",
    "evenements": "événements",
    "etablissement": "établissement",
    "journee": "journée",
    "modalite": "modalité",
    "periode": "période",
    "presence": "présence",
    "presences": "présences",
    "reactiver": "réactiver",
    "desactiver": "désactiver",
    "retablir": "rétablir",
    "scolarite": "scolarité",
    "serie": "série",
    "unite": "unité",
}


def libelle_acte(acte: str) -> str:
    """Return the act as words, the context first."""
    contexte, _, verbe = acte.partition(".")
    config = apps.app_configs.get(contexte)
    mots = " ".join(ACCENTS.get(mot, mot) for mot in verbe.split("_"))
    return f"{config.verbose_name if config else contexte} : {mots}"
