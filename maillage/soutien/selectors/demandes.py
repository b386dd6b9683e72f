"""Reads of requests: always from what the person may see, one's own dispositif or, for the mission, every one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from maillage.comptes.selectors import comptes_des_roles
from maillage.socle.acteur import Acces, Acteur
from maillage.soutien import referentiels
from maillage.soutien.domain.vocabulaire import EtatActionSoutien, EtatDemandeSoutien
from maillage.soutien.models import DemandeSoutien
from maillage.soutien.permissions import SOUTIEN
from maillage.soutien.selectors.tri import ordonner
from maillage.structures.selectors import dispositifs_visibles

OUVERTES = "OUVERTES"
SANS_CHARGE = "AUCUN"
TRIS = {
    "recue_le": ("recue_le", "pk"),
    "dispositif": ("dispositif__nom", "-recue_le"),
    "etat": ("etat", "recue_le"),
    "genre": ("genre", "recue_le"),
    "charge": ("charge_nom", "recue_le"),
}


@dataclass(frozen=True)
class FiltresDemandes:
    """What the address of the list says; `etat` OUVERTES for all that is not closed, `charge` an account or AUCUN."""

    etat: str = ""
    genre: str = ""
    departement: str = ""
    dispositif: str = ""
    charge: str = ""
    recherche: str = ""
    tri: str = ""


def demandes_visibles(acteur: Acteur) -> QuerySet[DemandeSoutien]:
    """Return the requests of the dispositifs where technical support is open to the person."""
    autorises = acteur.dispositifs(SOUTIEN)
    demandes = DemandeSoutien.objects.select_related("dispositif", "etablissement")
    return demandes if autorises is None else demandes.filter(dispositif_id__in=autorises)


def lister_demandes(acteur: Acteur, filtres: FiltresDemandes) -> QuerySet[DemandeSoutien]:
    """Return the requests that fit, the latest first, with `n_visites` and `n_a_faire`."""
    demandes = demandes_visibles(acteur).annotate(
        n_visites=Count("visites", distinct=True),
        n_a_faire=Count("actions", filter=Q(actions__etat=EtatActionSoutien.A_FAIRE), distinct=True),
    )
    if filtres.etat == OUVERTES:
        demandes = demandes.exclude(etat=EtatDemandeSoutien.CLOSE)
    elif filtres.etat:
        demandes = demandes.filter(etat=filtres.etat)
    voulus = {
        "genre": filtres.genre,
        "dispositif__departement": filtres.departement,
        "dispositif__code": filtres.dispositif,
    }
    demandes = demandes.filter(**{champ: valeur for champ, valeur in voulus.items() if valeur})
    if filtres.charge == SANS_CHARGE:
        demandes = demandes.filter(charge_nom="")
    elif filtres.charge.isdigit():
        demandes = demandes.filter(charge_compte=int(filtres.charge))
    if mots := filtres.recherche:
        demandes = demandes.filter(
            Q(objet__icontains=mots)
            | Q(besoin__icontains=mots)
            | Q(dispositif__nom__icontains=mots)
            | Q(demandeur__icontains=mots)
        )
    return ordonner(demandes, filtres.tri, TRIS, "-recue_le")


def demande_par_identifiant(acteur: Acteur, identifiant: str) -> DemandeSoutien | None:
    """Return a visible request, or None."""
    return demandes_visibles(acteur).filter(identifiant=identifiant).first()


def choix_dispositifs(acteur: Acteur, acces: Acces = Acces.LECTURE) -> list[tuple[str, str]]:
    """Return (code, name) of the dispositifs where technical support is open (1 query)."""
    return list(dispositifs_visibles(acteur, SOUTIEN, acces).values_list("code", "nom"))


def departements_des_dispositifs(acteur: Acteur) -> list[str]:
    """Return the codes of the départements of these dispositifs, ascending (1 query)."""
    codes = dispositifs_visibles(acteur, SOUTIEN).exclude(departement="").order_by("departement")
    return list(codes.values_list("departement", flat=True).distinct())


def membres_de_la_mission(le: dt.date) -> list[tuple[int, str]]:
    """Return (account, name) of those who work for the mission that day (1 query)."""
    role = referentiels.reglages(le).role_mission
    return [(compte.pk, compte.nom or compte.email) for compte in comptes_des_roles([role], le=le)]
