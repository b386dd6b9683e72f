"""The printable return: Typst, tagged for screen readers (PDF/UA-1); words of the user come in as data."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

import typst
from django.utils import timezone

from maillage.activite.lignes import groupes_de_mesures
from maillage.activite.models import RetourTrimestriel
from maillage.activite.regles import charger_jeu
from maillage.activite.selectors import resultat_fige
from maillage.socle.domain.typographie import ecrire_date_annee, ecrire_jour


class Nomme(Protocol):
    """Anything with a name: the Dispositif of the request."""

    nom: str


@lru_cache
def _modele() -> bytes:
    return (files(__package__) / "retour.typ").read_bytes()


def retour_en_pdf(retour: RetourTrimestriel, dispositif: Nomme) -> bytes:
    """Return the PDF of a frozen return."""
    donnees = json.dumps(_donnees(retour, dispositif), ensure_ascii=False)
    return bytes(
        typst.compile(
            _modele(), format="pdf", sys_inputs={"donnees": donnees}, pdf_standards="ua-1", timestamp=_instant(retour)
        )
    )


def _donnees(retour: RetourTrimestriel, dispositif: Nomme) -> dict[str, Any]:
    jeu = charger_jeu(retour.regles)
    resultat = resultat_fige(retour) or {}
    [compte] = resultat["dispositifs"]
    return {
        "titre": f"Retour trimestriel {retour.periode}, révision {retour.revision}",
        "dispositif": dispositif.nom,
        "periode": f"du {resultat['periode']['debut']} au {resultat['periode']['fin']}",
        "etat": _etat(retour),
        "statut": jeu.statut.capitalize(),
        "note": f"{jeu.note}.",
        "commentaire": retour.commentaire,
        "groupes": [
            {
                "titre": groupe.titre,
                "lignes": [{"libelle": ligne.libelle, "valeur": ligne.ecrite} for ligne in groupe.lignes],
            }
            for groupe in groupes_de_mesures(compte["mesures"])
        ],
        "regles": f"{jeu.libelle}, version {retour.regles_version}",
        "arrete": ecrire_date_annee(retour.arrete),
        "empreinte_resultat": retour.empreinte_resultat,
        "empreinte_faits": retour.empreinte_faits,
        "pied": f"{dispositif.nom}, {retour.periode}, révision {retour.revision}",
    }


def _etat(retour: RetourTrimestriel) -> str:
    phrases = [
        f"{verbe} par {qui} le {ecrire_jour(timezone.localtime(quand).date())}."
        for verbe, qui, quand in (
            ("Validé", retour.valide_par, retour.valide_le),
            ("Transmis", retour.transmis_par, retour.transmis_le),
        )
        if quand
    ]
    return " ".join(phrases)


def _instant(retour: RetourTrimestriel) -> int | None:
    """The moment of the freezing, so that the same return gives the same document."""
    return int(retour.valide_le.timestamp()) if retour.valide_le else None
