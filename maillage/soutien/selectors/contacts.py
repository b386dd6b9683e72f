"""The days on which the mission and a dispositif were in touch through technical support."""

from __future__ import annotations

import datetime as dt

from maillage.socle.domain.bilan import ContactReseau
from maillage.soutien.domain.vocabulaire import EtatVisite
from maillage.soutien.models import DemandeSoutien, SituationAnalysee, VisiteSoutien


def contacts(*, debut: dt.date, fin: dt.date) -> list[ContactReseau]:
    """Return the requests received, the visits held and the situations analysed in a period (3 queries)."""
    demandes = DemandeSoutien.objects.filter(recue_le__range=(debut, fin)).values_list(
        "dispositif_id", "recue_le", "objet"
    )
    visites = VisiteSoutien.objects.filter(etat=EtatVisite.TENUE, le__range=(debut, fin))
    situations = SituationAnalysee.objects.filter(le__range=(debut, fin)).values_list("dispositif_id", "le", "titre")
    lignes = [ContactReseau(cle, le, "Demande de soutien", objet) for cle, le, objet in demandes]
    lignes += [ContactReseau(v.dispositif_id, v.le, "Visite de soutien", v.libelle_genre) for v in visites]
    lignes += [ContactReseau(cle, le, "Situation analysée", titre) for cle, le, titre in situations]
    return sorted(lignes, key=lambda contact: (contact.date, contact.dispositif_id))
