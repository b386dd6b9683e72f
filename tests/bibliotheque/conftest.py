"""A dispositif, the people who write and read the library, and sheets of each visibility."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from maillage.bibliotheque import services
from maillage.bibliotheque.domain.saisie import ClassementFiche, SaisieFiche
from maillage.bibliotheque.models import Fiche
from maillage.comptes.selectors import acteur_de
from maillage.socle.acteur import Acteur, ActeurSysteme
from maillage.socle.pieces import FichierControle
from tests.fabriques import DispositifFactory, HabilitationFactory, UtilisateurFactory

JOUR = dt.date(2026, 3, 10)
MOMENT = dt.datetime(2026, 3, 10, 11, 0, tzinfo=dt.UTC)
SYSTEME = ActeurSysteme("essais")
MOTEUR = "allauth.account.auth_backends.AuthenticationBackend"


def saisie(titre: str = "Préparer une réunion", **champs: Any) -> SaisieFiche:
    """A complete sheet; `champs` of its place or of its text."""
    place = {nom: champs.pop(nom) for nom in list(champs) if nom in ClassementFiche.__dataclass_fields__}
    classement = ClassementFiche(
        **{
            "nature": "FICHE",
            "dimension": "COLLABORATIVE",
            "visibilite": "PUBLIC",
            "themes": ("COLLABORATION",),
            "source": "Un atelier",
            **place,
        }
    )
    return SaisieFiche(
        classement=classement, **{"titre": titre, "resume": "En une phrase.", "texte": "Un texte.", **champs}
    )


@dataclass
class Scene:
    """Two dispositifs; the people of the first one, and those who reach everywhere."""

    dispositif: Any
    voisin: Any
    comptes: dict[str, Any]

    def acteur(self, role: str) -> Acteur:
        return acteur_de(self.comptes[role], le=JOUR)

    def brouillon(self, titre: str = "Préparer une réunion", *, role: str = "COORDONNATEUR", **champs: Any) -> Fiche:
        fichier: FichierControle | None = champs.pop("fichier", None)
        return services.creer_fiche(self.acteur(role), saisie(titre, **champs), fichier=fichier)

    def publiee(self, titre: str = "Préparer une réunion", **champs: Any) -> Fiche:
        """Written, sent, read over by the command, published."""
        if champs.get("visibilite") == "DISPOSITIF":
            champs.setdefault("dispositif_id", self.dispositif.pk)
        role = "MISSION" if champs.get("visibilite") == "MISSION" else "COORDONNATEUR"
        fiche = self.brouillon(titre, role=role, **champs)
        services.envoyer_en_relecture(self.acteur(role), fiche)
        return services.publier(SYSTEME, fiche)

    def des_quatre(self) -> dict[str, Fiche]:
        """One published sheet of each visibility."""
        return {
            visibilite: self.publiee(
                f"Titre {visibilite.lower()}", visibilite=visibilite, mots=(f"mot {visibilite.lower()}", "commun")
            )
            for visibilite in ("PUBLIC", "RESEAU", "MISSION", "DISPOSITIF")
        }


ROLES = ("PROFESSIONNEL", "COORDONNATEUR", "DIRECTION", "ARS", "MISSION", "DPO")


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with time_machine.travel(MOMENT, tick=False):
        dispositif, voisin = DispositifFactory(code="ditep-a", nom="DITEP A"), DispositifFactory(code="ditep-b")
        comptes = {}
        for role in ROLES:
            comptes[role] = UtilisateurFactory(nom=f"Camille {role.title()}")
            lieu = {} if role in {"ARS", "MISSION", "DPO"} else {"dispositif": dispositif}
            HabilitationFactory(utilisateur=comptes[role], role=role, **lieu)
        yield Scene(dispositif, voisin, comptes)


@pytest.fixture
def connexion(client: Any, scene: Scene) -> Callable[[str], Any]:
    """Sign in with a role."""

    def connecter(role: str) -> Any:
        client.force_login(scene.comptes[role], backend=MOTEUR)
        return client

    return connecter
