"""A small region with transmitted returns in the database, for the services and the pages."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import Any

from maillage.activite.models import RetourTrimestriel
from maillage.comptes import selectors as comptes
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory
from tests.pilotage.fabrique import contenu_de_retour, valeurs_au_hasard

PERIODE = "2024-T1"
LE = dt.datetime(2024, 4, 12, 9, 0, tzinfo=dt.UTC)


def transmettre(
    dispositif: Any, *, etat: str = "TRANSMIS", revision: int = 1, regles: str = "aire-2024", **valeurs: Any
) -> RetourTrimestriel:
    """A return of the period in that state, with these aggregated values."""
    contenu = contenu_de_retour(dispositif.code, regles=regles, **valeurs) if etat != "BROUILLON" else b""
    return RetourTrimestriel.objects.create(
        dispositif=dispositif,
        periode=valeurs.get("periode", PERIODE),
        revision=revision,
        etat=etat,
        regles=regles,
        regles_version="2024.1",
        arrete=dt.date(2024, 4, 10),
        contenu=contenu or None,
        empreinte_resultat=hashlib.sha256(contenu).hexdigest() if contenu else "",
        valide_le=None if etat == "BROUILLON" else LE,
        transmis_le=LE if etat == "TRANSMIS" else None,
    )


def region_au_hasard(
    graine: int, *, types: tuple[str, ...] = ("DITEP", "DIME", "DAME"), effectif: int = 5
) -> list[Any]:
    """`effectif` dispositifs of each type, each with a transmitted return."""
    alea = random.Random(graine)
    dispositifs = [
        DispositifFactory(code=f"d-{type_}-{rang}".lower(), type=type_) for type_ in types for rang in range(effectif)
    ]
    for dispositif in dispositifs:
        transmettre(dispositif, **valeurs_au_hasard(alea))
    return dispositifs


def personne(role: str, **lieu: Any) -> Any:
    """A user who holds that role."""
    utilisateur = UtilisateurFactory()
    HabilitationFactory(utilisateur=utilisateur, role=role, **lieu)
    return utilisateur


def acteur(role: str, **lieu: Any) -> Any:
    return comptes.acteur_de(personne(role, **lieu), le=dt.date.today())
