"""What travels of a dispositif: its establishments, professionals, young people, their stays, schooling, événements and absences.

Identifiers are those of Maillage. Days are dates, moments are aware datetimes; an empty end means « still open ».
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Esms:
    """An establishment or service of the dispositif, under its FINESS number."""

    finess: str
    nom: str


@dataclass(frozen=True)
class Intervenant:
    """A professional."""

    identifiant: str
    nom: str
    prenom: str
    metier: str


@dataclass(frozen=True)
class Usager:
    """A young person. `local` is the identifier as TDDUI writes it when it does not come from Maillage."""

    identifiant: str
    nom: str
    prenom: str
    naissance: dt.date | None
    sexe: str = ""


@dataclass(frozen=True)
class PeriodeSejour:
    """A modality open during a stay: what the standard cannot say, carried by the extension `periode-modalite`."""

    modalite: str
    lieu: str
    debut: dt.date
    fin: dt.date | None = None


@dataclass(frozen=True)
class CritereSejour:
    """A complexity criterion during a stay (extension `complexite`)."""

    critere: str
    debut: dt.date
    fin: dt.date | None = None


@dataclass(frozen=True)
class Sejour:
    """A phase of a young person in the dispositif."""

    identifiant: str
    usager: str
    type: str
    debut: dt.date
    fin: dt.date | None = None
    motif_sortie: str = ""
    destination: str = ""
    creton: bool = False
    periodes: tuple[PeriodeSejour, ...] = ()
    criteres: tuple[CritereSejour, ...] = ()


@dataclass(frozen=True)
class PeriodeScolaire:
    """How a young person goes to school."""

    usager: str
    code: str
    debut: dt.date
    fin: dt.date | None = None
    etablissement: str = ""
    uai: str = ""


@dataclass(frozen=True)
class Inscription:
    """A young person listed in an événement: what is said of their presence, and the notice in hours."""

    usager: str
    presence: str = ""
    preavis_h: str = ""


@dataclass(frozen=True)
class EvenementEchange:
    """An événement with all who are listed in it: as many Encounters as young people, one événement when it comes back."""

    identifiant: str
    debut: dt.datetime
    fin: dt.datetime
    statut: str
    categorie: str
    modalite: str = ""
    lieu_type: str = ""
    lieu: str = ""
    titre: str = ""
    finess: str = ""
    source: str = ""
    source_ref: str = ""
    confirme_le: dt.datetime | None = None
    inscriptions: tuple[Inscription, ...] = ()
    intervenants: tuple[str, ...] = ()


@dataclass(frozen=True)
class AbsenceEchange:
    """A young person is away between two moments."""

    usager: str
    debut: dt.datetime
    motif: str
    fin: dt.datetime | None = None
    prevenu_le: dt.datetime | None = None


@dataclass(frozen=True)
class ContactEchange:
    """Someone around a young person. `qualite`: in what capacity they represent them (empty for the others); `relation`: in words."""

    identifiant: str
    usager: str
    nom: str
    qualite: str = ""
    relation: str = ""
    debut: dt.date | None = None
    fin: dt.date | None = None


@dataclass(frozen=True)
class BesoinEchange:
    """A need (SERAFIN-PH) kept in a project, and what it means for the young person."""

    code: str
    mots: str


@dataclass(frozen=True)
class ActionEchange:
    """What is done for an objective."""

    identifiant: str
    quoi: str
    qui: str = ""


@dataclass(frozen=True)
class ObjectifEchange:
    """What a project aims at, in shared words."""

    identifiant: str
    mots: str
    statut: str
    formulation: str = ""
    echeance: dt.date | None = None
    besoins: tuple[str, ...] = ()
    actions: tuple[ActionEchange, ...] = ()


@dataclass(frozen=True)
class AccordEchange:
    """Who agreed to a project, and when. `structure`: for the dispositif itself."""

    qualite: str
    le: dt.date
    structure: bool = False


@dataclass(frozen=True)
class ProjetEchange:
    """A project that was agreed to: the standard has none without the agreement of the structure."""

    identifiant: str
    usager: str
    numero: int
    etat: str
    commence_le: dt.date
    synthese: str = ""
    besoins: tuple[BesoinEchange, ...] = ()
    objectifs: tuple[ObjectifEchange, ...] = ()
    accords: tuple[AccordEchange, ...] = ()


@dataclass(frozen=True)
class DossierEchange:
    """All that one bundle holds. `finess` is the member of the dispositif that carries the exchange."""

    finess: str
    esms: tuple[Esms, ...] = ()
    intervenants: tuple[Intervenant, ...] = ()
    usagers: tuple[Usager, ...] = ()
    sejours: tuple[Sejour, ...] = ()
    scolarites: tuple[PeriodeScolaire, ...] = ()
    evenements: tuple[EvenementEchange, ...] = ()
    absences: tuple[AbsenceEchange, ...] = ()
    projets: tuple[ProjetEchange, ...] = ()
    contacts: tuple[ContactEchange, ...] = ()
    laisses: tuple[str, ...] = field(default=())
    """What could not travel or was not understood, in words."""
