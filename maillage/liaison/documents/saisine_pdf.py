"""The application to the CDAPH as a document: people sign it and send it themselves."""

from __future__ import annotations

from maillage.liaison.documents.document import Document, Morceau, en_pdf
from maillage.liaison.models import FicheLiaison
from maillage.liaison.selectors.fiche import FicheLue
from maillage.liaison.services.suites import DEMANDEURS
from maillage.socle.domain.typographie import ecrire_jour_annee

PIECES = (
    "La fiche de liaison et les réponses des signataires",
    "La dernière décision de la CDAPH",
    "Tout document que la famille veut joindre",
)


def saisine_en_pdf(lue: FicheLue) -> bytes:
    """Return the PDF of the application drafted after this sheet."""
    fiche = lue.fiche
    saisine = fiche.saisine
    objet, *paragraphes = [morceau.strip() for morceau in saisine.texte.split("\n\n") if morceau.strip()]
    return en_pdf(
        Document(
            titre="Saisine de la CDAPH",
            auteur=fiche.contenu.get("dispositif", ""),
            chapeau=f"{objet}. Rédigée le {ecrire_jour_annee(saisine.redigee_le)}, au nom de : {DEMANDEURS[saisine.demandeur].lower()}.",
            morceaux=(
                Morceau("Demande", tuple(paragraphes)),
                Morceau("Réponses données", (), ("Personne", "Réponse", "Date"), _reponses(fiche)),
                Morceau("Pièces à joindre", PIECES),
                Morceau("Signature", ("Nom, date et signature de la personne qui saisit la commission :",)),
            ),
            pied=f"Fiche {fiche.identifiant}. Projet : rien n'est envoyé par le logiciel.",
            date=saisine.redigee_le,
        )
    )


def _reponses(fiche: FicheLiaison) -> tuple[tuple[str, ...], ...]:
    donnees = [un for un in fiche.signataires.all() if un.reponse]
    return tuple((un.nom, un.get_reponse_display(), ecrire_jour_annee(un.le) if un.le else "") for un in donnees)
