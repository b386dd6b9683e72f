"""The livret on paper: large letters, big margins, a picture before the sentences that have one. Words come in as data (Typst, PDF/UA-1)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files

import typst

from maillage.portail.espace.domain.texte import BlocTexte, LigneTexte
from maillage.portail.espace.selectors import Livret
from maillage.socle.domain.texte import de_qui
from maillage.socle.domain.typographie import ecrire_jour_annee
from maillage.socle.pictogrammes import dessins, pictogrammes


@lru_cache
def _modele() -> bytes:
    return (files(__package__) / "livret.typ").read_bytes()


def livret_en_pdf(livret: Livret, *, maison: str, contact: str, le: date) -> bytes:
    """Return the PDF: the same text on the same day gives the same bytes."""
    donnees = {
        "titre": f"Le livret {de_qui(maison)}",
        "contact": contact,
        "version": f"Version {livret.numero}" if livret.numero else "Livret fourni avec Maillage",
        "jour": f"Imprimé le {ecrire_jour_annee(le)}",
        "blocs": [_bloc(bloc) for bloc in livret.blocs],
        "images": {nom: dessins()[nom] for nom in _images(livret)},
        "mots": {nom: pictogrammes()[nom] for nom in _images(livret)},
    }
    instant = int(datetime.combine(le, time(), UTC).timestamp())
    return bytes(
        typst.compile(
            _modele(),
            format="pdf",
            sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=instant,
        )
    )


def _bloc(bloc: BlocTexte) -> dict[str, object]:
    return {"niveau": bloc.niveau, "lignes": [_ligne(ligne) for ligne in bloc.lignes]}


def _ligne(ligne: LigneTexte) -> dict[str, object]:
    image = ligne.image if ligne.image in dessins() else ""
    morceaux = [{"texte": m.texte, "gras": m.gras, "lien": m.lien} for m in ligne.morceaux]
    return {"image": image, "morceaux": morceaux}


def _images(livret: Livret) -> set[str]:
    return {ligne.image for bloc in livret.blocs for ligne in bloc.lignes if ligne.image in dessins()}
