"""The extract of a partner as a document it may keep."""

from __future__ import annotations

from django.utils import timezone

from maillage.liaison.documents.document import Document, Morceau, en_pdf
from maillage.liaison.selectors.partage import Partage
from maillage.socle.domain.typographie import ecrire_jour_annee


def extrait_en_pdf(partage: Partage) -> bytes:
    """Return the PDF of what a recipient received."""
    envoi, le = partage.recu.envoi, timezone.localdate(partage.recu.envoi.le)
    return en_pdf(
        Document(
            titre="Extrait de fiche de liaison",
            auteur=partage.dispositif,
            chapeau=f"{partage.dispositif}, le {ecrire_jour_annee(le)}. Destinataire : {partage.destinataire.libelle}.",
            morceaux=(
                Morceau("Ce qui vous est transmis", (), ("Donnée", "Valeur"), tuple(partage.recu.champs)),
                Morceau("Ce que ce document garantit", (f"Empreinte de l'extrait (SHA-256) : {envoi.empreinte}.",)),
            ),
            pied=f"Fiche {envoi.fiche.identifiant}. Informations protégées par le secret professionnel.",
            date=le,
        )
    )
