"""To whom a word about a dossier is sent: accounts open today, with an address, by side."""

from __future__ import annotations

import datetime as dt

from maillage.comptes import selectors as comptes
from maillage.reconnaissance.models import DossierReconnaissance


def adresses_des_porteurs(dossier: DossierReconnaissance, *, le: dt.date) -> list[str]:
    """Return the addresses of the direction and of the organismes of the dispositif."""
    return comptes.adresses_des_roles(
        ("DIRECTION", "ORGANISME"),
        le=le,
        dispositif_id=dossier.dispositif_id,
        organismes=list(dossier.dispositif.organismes.values_list("pk", flat=True)),
    )


def adresses_des_instructeurs(dossier: DossierReconnaissance, *, le: dt.date) -> list[str]:
    """Return the address of whoever follows the dossier, else those of the departmental delegation, else those of the agency."""
    suivi = comptes.adresse_du_compte(dossier.suivi_par_id) if dossier.suivi_par_id else ""
    if suivi:
        return [suivi]
    delegation = comptes.adresses_du_departement("DDARS", dossier.dispositif.departement, le=le)
    return delegation or comptes.adresses_des_roles(("ARS",), le=le)
