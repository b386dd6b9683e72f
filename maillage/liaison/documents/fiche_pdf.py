"""The printable sheet: Typst, tagged for screen readers (PDF/UA-1); words of the user come in as data."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst
from django.utils import timezone

from maillage.liaison.domain.destinataires import Destinataire
from maillage.liaison.models import Envoi, Signataire
from maillage.liaison.referentiels import canaux, qualites
from maillage.liaison.selectors import FicheLue
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_jour_annee

SANS_SIGNATURE = (
    "Le délai de rétractation commence le jour de la dernière signature requise. "
    "Pendant ce délai, la famille peut changer d'avis et faire des observations."
)


@lru_cache
def _modele() -> bytes:
    return (files(__package__) / "fiche.typ").read_bytes()


def fiche_en_pdf(lue: FicheLue) -> bytes:
    """Return the PDF of a sheet: same sheet, same day, same bytes."""
    donnees = json.dumps(_donnees(lue), ensure_ascii=False)
    return bytes(
        typst.compile(
            _modele(), format="pdf", sys_inputs={"donnees": donnees}, pdf_standards="ua-1", timestamp=_instant(lue)
        )
    )


def _donnees(lue: FicheLue) -> dict[str, Any]:
    fiche = lue.fiche
    return {
        "titre": f"Fiche de liaison {de_qui(fiche.contenu.get('prenom', ''))} {fiche.contenu.get('nom', '')}",
        "dispositif": fiche.contenu.get("dispositif", ""),
        "etat": lue.libelle_etat,
        "change": lue.change.capitalize(),
        "suite": f"{lue.suite}." if lue.suite else "",
        "blocs": [{"titre": titre, "lignes": [list(ligne) for ligne in lignes]} for titre, lignes in lue.blocs],
        "signataires": [_signataire(signataire) for signataire in fiche.signataires.all()],
        "delai": _delai(lue),
        "droits": [
            {"titre": titre, "phrases": [f"{effet.texte} ({effet.source})" for effet in effets]}
            for titre, effets in lue.droits()
        ],
        "destinataires": [_destinataire(*ligne) for ligne in lue.destinataires],
        "modele": f"{lue.modele.libelle}. {lue.modele.source}",
        "empreinte": fiche.empreinte,
        "pied": f"Fiche {fiche.identifiant}",
    }


def _signataire(signataire: Signataire) -> list[str]:
    reponse = signataire.get_reponse_display() if signataire.reponse else "En attente"
    quand = ""
    if signataire.le:
        quand = f"{ecrire_jour_annee(signataire.le)}, {signataire.get_moyen_display().lower()}"
    return [signataire.nom, qualites()[signataire.qualite].libelle, reponse, quand]


def _delai(lue: FicheLue) -> str:
    if lue.fiche.fin_delai is None or lue.peut_partir_le is None:
        return SANS_SIGNATURE
    fin, depart = ecrire_jour_annee(lue.fiche.fin_delai), ecrire_jour_annee(lue.peut_partir_le)
    return f"La famille peut changer d'avis jusqu'au {fin} inclus. La fiche peut partir à partir du {depart}."


def _destinataire(destinataire: Destinataire, envoi: Envoi | None) -> list[str]:
    if envoi is None:
        return [destinataire.libelle, destinataire.recoit, "Pas encore envoyée"]
    quand = ecrire_jour_annee(timezone.localdate(envoi.le))
    return [destinataire.libelle, destinataire.recoit, f"{quand}, {canaux().get(envoi.canal, envoi.canal).lower()}"]


def _instant(lue: FicheLue) -> int:
    """The day of the writing, so that the same sheet gives the same document."""
    return int(datetime.combine(lue.fiche.redigee_le, time(), UTC).timestamp())
