"""The diary of the mission: every contact of every room, the rhythm of each dispositif, those without news first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from maillage.reseau.domain.rythme import EtatRythme, Rythme, rythme
from maillage.reseau.models import ContactMission
from maillage.reseau.permissions import JOURNAL
from maillage.reseau.selectors.salles import fonctions
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ContactReseau
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.selectors import dispositifs_visibles

MEMOIRE = relativedelta(years=5)
"""How far back the last contact of someone silent is looked for."""
ETATS = {"sans-nouvelles": EtatRythme.SANS_NOUVELLES, "espace": EtatRythme.ESPACE, "en-lien": EtatRythme.EN_LIEN}
ORDRE_DES_ETATS = tuple(EtatRythme)
JAMAIS = dt.date.min


@dataclass(frozen=True)
class FiltresJournal:
    """What the address asks for; `etat` is a word of ETATS, `tri` a word of TRIS."""

    q: str = ""
    departement: str = ""
    etat: str = ""
    tri: str = "etat"


@dataclass(frozen=True)
class LigneJournal:
    """A dispositif and the rhythm of its contacts."""

    dispositif: Any
    rythme: Rythme


TRIS: dict[str, Callable[[LigneJournal], tuple[Any, ...]]] = {
    "etat": lambda x: (ORDRE_DES_ETATS.index(x.rythme.etat), x.rythme.dernier or JAMAIS, plier(x.dispositif.nom)),
    "dispositif": lambda x: (plier(x.dispositif.nom),),
    "departement": lambda x: (x.dispositif.departement, plier(x.dispositif.nom)),
    "dernier": lambda x: (x.rythme.dernier or JAMAIS, plier(x.dispositif.nom)),
    "nombre": lambda x: (x.rythme.sur_douze_mois, plier(x.dispositif.nom)),
}


def contacts_du_reseau(*, debut: dt.date, fin: dt.date) -> list[ContactReseau]:
    """Return every contact of a period, each day, nature and dispositif once: a constant number of queries by room."""
    lus = {contact for _, contacts in fonctions("contacts", "contacts") for contact in contacts(debut=debut, fin=fin)}
    return sorted(lus, key=lambda c: (c.date, c.nature, c.libelle, c.dispositif_id), reverse=True)


def lister_rythmes(acteur: Acteur, filtres: FiltresJournal, *, le: dt.date) -> list[LigneJournal]:
    """Return the dispositifs where the diary is open to the person, with their rhythm."""
    dates: dict[int, list[dt.date]] = defaultdict(list)
    for contact in contacts_du_reseau(debut=le - MEMOIRE, fin=le):
        dates[contact.dispositif_id].append(contact.date)
    lignes = [
        LigneJournal(dispositif, rythme(dates[dispositif.pk], le=le))
        for dispositif in dispositifs_visibles(acteur, JOURNAL)
    ]
    cle = TRIS.get(filtres.tri.removeprefix("-"), TRIS["etat"])
    gardees = (ligne for ligne in lignes if _repond(ligne, filtres))
    return sorted(gardees, key=cle, reverse=filtres.tri.startswith("-"))


def _repond(ligne: LigneJournal, filtres: FiltresJournal) -> bool:
    etat = ETATS.get(filtres.etat)
    return (
        (not filtres.q or contient_les_mots(ligne.dispositif.nom, filtres.q))
        and filtres.departement in {"", ligne.dispositif.departement}
        and (etat is None or ligne.rythme.etat is etat)
    )


def departements_du_journal(acteur: Acteur) -> list[str]:
    """Return the départements that the filter may propose."""
    visibles = dispositifs_visibles(acteur, JOURNAL).exclude(departement="").order_by("departement")
    return list(visibles.values_list("departement", flat=True).distinct())


def contacts_du_dispositif(dispositif_id: int, *, le: dt.date) -> list[ContactReseau]:
    """Return the contacts of one dispositif, latest first."""
    tous = contacts_du_reseau(debut=le - MEMOIRE, fin=le)
    return [contact for contact in tous if contact.dispositif_id == dispositif_id]


def rythme_du_dispositif(contacts: Iterable[ContactReseau], *, le: dt.date) -> Rythme:
    """Return the rhythm of contacts already read."""
    return rythme((contact.date for contact in contacts), le=le)


def contacts_notes(acteur: Acteur, dispositif_id: int) -> list[ContactMission]:
    """Return the typed contacts of a dispositif of the person's scope, latest first."""
    if not acteur.peut(JOURNAL, dispositif_id=dispositif_id):
        return []
    return list(ContactMission.objects.filter(dispositif_id=dispositif_id))


def contact_note(acteur: Acteur, contact_id: int) -> ContactMission | None:
    """Return a typed contact of the person's scope, None for any other."""
    contact = ContactMission.objects.filter(pk=contact_id).select_related("dispositif").first()
    visible = contact is not None and acteur.peut(JOURNAL, dispositif_id=contact.dispositif_id)
    return contact if visible else None
