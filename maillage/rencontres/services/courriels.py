"""Mails of meetings, written in the outbox with the act that calls for them; the key of each says that it leaves once."""

from __future__ import annotations

from typing import Any

from maillage.rencontres.models import Inscription
from maillage.rencontres.services.liens import lien_de
from maillage.socle.acteur import Acteur
from maillage.socle.courriel.services import deposer_courriel

NATURE = "RENCONTRE"


def ecrire(
    inscription: Inscription, modele: str, *, suite: str = "", acteur: Acteur | None = None, **mots: Any
) -> bool:
    """Write to who is registered, with their private link; `suite` makes the key of a mail that may leave again. False without address."""
    if not inscription.courriel or inscription.effacee_le is not None:
        return False
    seance = inscription.seance
    deposer_courriel(
        cle=f"rencontres:{modele}:{inscription.pk}:{suite}"[:160],
        destinataire=inscription.courriel,
        gabarit=f"rencontres/{modele}",
        contexte={
            "titre": seance.rencontre.titre,
            "quand": seance.quand,
            "heures": [str(jour) for jour in seance.jours.all()],
            "lieu": lieu_entier(inscription),
            "distance": seance.lien_distance,
            **mots,
        },
        nature=NATURE,
        acteur=acteur,
        objet_lie=f"rencontres.Inscription:{inscription.pk}",
        secrets={"lien": lien_de(inscription)},
    )
    return True


def lieu_entier(inscription: Inscription) -> str:
    """Return the place in one line, empty when the date is online only."""
    seance = inscription.seance
    commune = seance.commune.nom if seance.commune else ""
    return ", ".join(mot for mot in (seance.lieu, seance.adresse, commune) if mot)
