"""Documents of a young person: what each person may read, the versions, what retention says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from maillage.parcours import selectors as parcours
from maillage.parcours.referentiels import sections_du_dossier
from maillage.parcours.selectors.durees import fins_de_phase
from maillage.projet.domain.ecrits import PhaseVue, RegleConservation, dernier_contact
from maillage.projet.models import CertificatDestruction, DocumentJeune, VersionDocument
from maillage.projet.referentiels_ecrits import (
    categories,
    libelle_categorie,
    reglages_conservation,
    regle_conservation,
)
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.pieces import NATURES, ecrire_taille
from maillage.socle.vocabulaire import TypePhase


@dataclass(frozen=True)
class FiltresDocuments:
    """What the address asks for; an empty value filters nothing."""

    recherche: str = ""
    categorie: str = ""
    section: str = ""
    retires: bool = False


TRIS = {
    "date": ("date", "pk"),
    "-date": ("-date", "-pk"),
    "titre": ("titre", "pk"),
    "-titre": ("-titre", "-pk"),
    "ajoute": ("ajoute_le", "pk"),
    "-ajoute": ("-ajoute_le", "-pk"),
}
TRI_PAR_DEFAUT = "-date"


@dataclass(frozen=True)
class LigneDocument:
    """A document as a page shows it: its latest version, its words."""

    document: DocumentJeune
    derniere: VersionDocument | None
    categorie: str
    section: str

    @property
    def nature(self) -> str:
        """« PDF, 120 Ko »."""
        if self.derniere is None:
            return ""
        piece = self.derniere.piece
        sorte = NATURES[piece.nature].extensions[0].upper() if piece.nature in NATURES else piece.nature
        return f"{sorte}, {ecrire_taille(piece.taille)}"

    @property
    def visible_en_ligne(self) -> bool:
        """Tell whether a browser may show its latest version."""
        return self.derniere is not None and NATURES[self.derniere.piece.nature].en_ligne


def documents_du_jeune(
    acteur: Acteur, dispositif_id: int, jeune_id: int, *, le: date, acces: Acces = Acces.LECTURE
) -> QuerySet[DocumentJeune]:
    """Documents of a file in the sections open to the person, withdrawn ones too; those whose destruction is decided are left out."""
    if not acteur.peut("ecrits", acces, dispositif_id):
        return DocumentJeune.objects.none()
    sections = parcours.sections_ouvertes(acteur, jeune_id, dispositif_id, le, acces=acces)
    documents = DocumentJeune.objects.filter(dispositif_id=dispositif_id, jeune_id=jeune_id, section__in=sections)
    return documents.filter(detruire_le__isnull=True)


def lister_documents(
    documents: QuerySet[DocumentJeune], filtres: FiltresDocuments, *, tri: str = TRI_PAR_DEFAUT
) -> QuerySet[DocumentJeune]:
    """Return those that answer the filters, ready for `lignes_documents` (2 queries)."""
    documents = documents.filter(retire_le__isnull=not filtres.retires)
    for mot in filtres.recherche.split():
        documents = documents.filter(titre__icontains=mot)
    if filtres.categorie:
        documents = documents.filter(categorie=filtres.categorie)
    if filtres.section:
        documents = documents.filter(section=filtres.section)
    return preparer(documents).order_by(*TRIS.get(tri, TRIS[TRI_PAR_DEFAUT]))


def preparer(documents: QuerySet[DocumentJeune]) -> QuerySet[DocumentJeune]:
    """Load with each document what its line shows."""
    versions = VersionDocument.objects.select_related("piece").order_by("-numero")
    return documents.select_related("jeune").prefetch_related(Prefetch("versions", versions))


def lignes_documents(documents: Iterable[DocumentJeune]) -> list[LigneDocument]:
    """Turn documents read by `preparer` into lines; no query but theirs."""
    return [ligne_document(document) for document in documents]


def ligne_document(document: DocumentJeune) -> LigneDocument:
    section = sections_du_dossier().get(document.section)
    return LigneDocument(
        document=document,
        derniere=next(iter(document.versions.all()), None),
        categorie=libelle_categorie(document.categorie),
        section=section.libelle if section else document.section,
    )


def document_visible(
    acteur: Acteur, dispositif_id: int, identifiant: str, *, le: date, acces: Acces = Acces.LECTURE
) -> DocumentJeune | None:
    """Return a document of an open section, its versions loaded, or None."""
    trouve = DocumentJeune.objects.filter(dispositif_id=dispositif_id, identifiant=identifiant).first()
    if trouve is None:
        return None
    visibles = documents_du_jeune(acteur, dispositif_id, trouve.jeune_id, le=le, acces=acces)
    return preparer(visibles).filter(pk=trouve.pk).first()


def documents_de_l_espace(acteur: Acteur, jeune_id: int) -> QuerySet[DocumentJeune]:
    """Documents that the team chose to show to the young person and the family, for whoever speaks for them (CASF, art. L. 311-3)."""
    if jeune_id not in acteur.jeunes_representes:
        return DocumentJeune.objects.none()
    montres = DocumentJeune.objects.filter(
        jeune_id=jeune_id, partage_famille=True, retire_le__isnull=True, detruire_le__isnull=True
    )
    return preparer(montres)


def categories_ou_deposer(acteur: Acteur, dispositif_id: int, jeune_id: int, *, le: date) -> list[tuple[str, str]]:
    """Return (code, label) of the categories whose section the person may write in."""
    if not acteur.peut("ecrits", Acces.ECRITURE, dispositif_id):
        return []
    ouvertes = parcours.sections_ouvertes(acteur, jeune_id, dispositif_id, le, acces=Acces.ECRITURE)
    return [(code, une.libelle) for code, une in categories().items() if une.section in ouvertes]


@dataclass(frozen=True)
class DocumentEchu:
    """A document that may be destroyed: why, since when, under which rule."""

    document: DocumentJeune
    categorie: str
    regle: RegleConservation | None
    depuis: date | None
    motif: str


def documents_echus(acteur: Acteur, dispositif_id: int, *, le: date) -> list[DocumentEchu]:
    """Return what retention proposes to destroy on a day: past its duration, or withdrawn; nothing is destroyed by reading (4 queries)."""
    if not acteur.peut("conservation", dispositif_id=dispositif_id):
        return []
    documents = DocumentJeune.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=True)
    contacts = derniers_contacts(dispositif_id, le)
    echus = [
        _echu(document, contacts, le)
        for document in documents.select_related("jeune").order_by("jeune__nom", "jeune__prenom", "pk")
    ]
    return [un for un in echus if un is not None]


def destructions_decidees(acteur: Acteur, dispositif_id: int) -> QuerySet[DocumentJeune]:
    """Return the documents whose destruction is decided and may still be taken back."""
    if not acteur.peut("conservation", dispositif_id=dispositif_id):
        return DocumentJeune.objects.none()
    decides = DocumentJeune.objects.filter(dispositif_id=dispositif_id, detruire_le__isnull=False)
    return decides.select_related("jeune").order_by("detruire_le", "pk")


def certificats(acteur: Acteur, dispositif_id: int) -> QuerySet[CertificatDestruction]:
    """Return what was destroyed, latest first."""
    if not acteur.peut("conservation", dispositif_id=dispositif_id):
        return CertificatDestruction.objects.none()
    return CertificatDestruction.objects.filter(dispositif_id=dispositif_id)


def conserve_jusqu_au(document: DocumentJeune, *, le: date) -> tuple[RegleConservation | None, date | None]:
    """Return the rule of a document and the last day it is kept, None while the support lasts or when the birth date is unknown."""
    regle = _regle(document.categorie, le)
    contact = derniers_contacts(document.dispositif_id, le, jeune_id=document.jeune_id).get(document.jeune_id)
    if regle is None or contact is None:
        return regle, None
    return regle, regle.jusqu_au(contact, document.jeune.naissance)


def _echu(document: DocumentJeune, contacts: dict[int, date], le: date) -> DocumentEchu | None:
    regle = _regle(document.categorie, le)
    contact = contacts.get(document.jeune_id)
    fin = regle.jusqu_au(contact, document.jeune.naissance) if regle and contact else None
    if fin is not None and fin < le:
        return DocumentEchu(document, libelle_categorie(document.categorie), regle, fin, "durée échue")
    if document.retire_le is not None:
        motif = f"retiré du dossier : {document.motif_retrait}"
        return DocumentEchu(document, libelle_categorie(document.categorie), regle, None, motif)
    return None


def _regle(categorie: str, le: date) -> RegleConservation | None:
    connue = categories().get(categorie)
    return regle_conservation(connue.conservation, le) if connue else None


def derniers_contacts(dispositif_id: int, le: date, *, jeune_id: int | None = None) -> dict[int, date]:
    """Last contact of each young person whose support is over in the dispositif (1 query)."""
    phases: dict[int, list[PhaseVue]] = defaultdict(list)
    for cle, genre, fin in fins_de_phase(dispositif_id, jeune_id=jeune_id):
        phases[cle].append(PhaseVue(fin, genre == TypePhase.SUIVI_POST_SORTIE))
    suivi = reglages_conservation(le).suivi_mois
    contacts = {cle: dernier_contact(liste, suivi_mois=suivi) for cle, liste in phases.items()}
    return {cle: contact for cle, contact in contacts.items() if contact is not None}
