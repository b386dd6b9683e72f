"""What the API reads and writes. Moments carry their zone; days are ISO dates; codes are those of the activity contract."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from maillage.socle.vocabulaire import Categorie, LieuType, Modalite, MotifAbsence, Presence

EXEMPLE_JEUNE, EXEMPLE_PRO = "7K3M9QXW2ABC", "P4T6R8V2JKLM"


class Message(Schema):
    """A refusal, said in French; `champ` names what to mend when there is one."""

    message: str
    champ: str = ""


class ConflitLu(Message):
    """The événement was changed since it was read: `version` is the one that now stands."""

    version: int


class DispositifLu(Schema):
    """A dispositif that the caller may read."""

    code: str
    nom: str
    type: str
    departement: str


class JeuneLu(Schema):
    """A young person of a dispositif, as open as their file is to the caller."""

    identifiant: str
    nom: str
    prenom: str
    naissance: dt.date | None = None
    modalites: list[str] = []
    phase: str | None = None


class EvenementLu(Schema):
    """An événement with who is listed in it. `version` must come back with a change."""

    identifiant: str
    version: int
    debut: dt.datetime
    fin: dt.datetime
    titre: str
    categorie: str
    modalite: str
    lieu_type: str
    lieu: str
    statut: str
    jeunes: list[str]
    professionnels: list[str]


class EvenementEcrit(Schema):
    """What is asked of an événement; people by their public identifiers."""

    debut: dt.datetime = Field(examples=["2026-03-02T09:00:00+01:00"])
    fin: dt.datetime = Field(examples=["2026-03-02T10:30:00+01:00"])
    categorie: Categorie = Field(examples=["DIRECT_JEUNE"])
    titre: str = Field("", max_length=120, examples=["Atelier cuisine"])
    modalite: Modalite | None = None
    lieu_type: LieuType | None = None
    lieu: str = Field("", max_length=120)
    jeunes: list[str] = Field(default=[], max_length=500, examples=[[EXEMPLE_JEUNE]])
    professionnels: list[str] = Field(default=[], max_length=100, examples=[[EXEMPLE_PRO]])


class EvenementModifie(EvenementEcrit):
    """A change: the whole événement, and the version that was read."""

    version: int = Field(ge=1)


class RetourLu(Schema):
    """A quarterly return of a dispositif."""

    periode: str
    revision: int
    etat: str
    regles: str
    transmis_le: dt.datetime | None = None


class ActiviteLue(Schema):
    """The measures of a dispositif for a period, as `maillage compter` writes them (activity contract, section 6)."""

    dispositif: str
    periode: str
    regles: str
    mesures: dict[str, Any]


class PageJeunes(Schema):
    """A page of young people; `suivante` is the number of the next page, null on the last."""

    total: int
    suivante: int | None
    jeunes: list[JeuneLu]


class PageEvenements(Schema):
    """A page of événements; `suivante` is the number of the next page, null on the last."""

    total: int
    suivante: int | None
    evenements: list[EvenementLu]


class PresenceLue(Schema):
    """A young person listed in an événement. `absent`: said so, or an absence covers it; `motif`: in words."""

    jeune: str
    presence: str | None
    absent: bool
    motif: str
    preavis_h: float | None


class PresencesLues(Schema):
    """The presences of an événement, and the version that must come back with a change."""

    evenement: str
    version: int
    statut: str
    presences: list[PresenceLue]


class PresenceEcrite(Schema):
    """What is said of one young person; `presence` null means « not said ». `preavis_h`: told how many hours before."""

    presence: Presence | None = Field(examples=["ABSENT"])
    motif: MotifAbsence | None = None
    preavis_h: Decimal | None = Field(None, ge=0, le=8760, max_digits=6, decimal_places=2, examples=["26"])


class PresenceDite(PresenceEcrite):
    """The same, with the version of the événement that was read."""

    version: int = Field(ge=1)


class ExceptionDite(PresenceEcrite):
    """The same, of a young person who is named."""

    jeune: str = Field(max_length=64, examples=[EXEMPLE_JEUNE])


class ConfirmationDite(Schema):
    """An événement took place; `exceptions`: who departs from « everyone was there »."""

    version: int = Field(ge=1)
    exceptions: list[ExceptionDite] = Field(default=[], max_length=500)


class AbsenceEcrite(Schema):
    """An absence; `fin` null while the return is not known; `partout`: in every dispositif."""

    jeune: str = Field(max_length=64, examples=[EXEMPLE_JEUNE])
    debut: dt.datetime = Field(examples=["2026-03-02T09:00:00+01:00"])
    fin: dt.datetime | None = Field(None, examples=["2026-03-03T17:00:00+01:00"])
    motif: MotifAbsence = Field(examples=["MALADIE"])
    prevenu_le: dt.datetime | None = None
    partout: bool = False


class AbsenceModifiee(AbsenceEcrite):
    """A change: the whole absence, and the version that was read."""

    version: int = Field(ge=1)


class AbsenceLue(Schema):
    """An absence declared. `numero` names it in addresses."""

    numero: int
    version: int
    jeune: str
    debut: dt.datetime
    fin: dt.datetime | None
    motif: str
    prevenu_le: dt.datetime | None
    partout: bool


class PageAbsences(Schema):
    """A page of absences; `suivante` is the number of the next page, null on the last."""

    total: int
    suivante: int | None
    absences: list[AbsenceLue]
