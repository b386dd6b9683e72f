"""Time to first answer: of a dispositif, and of each département, floored."""

from __future__ import annotations

import datetime as dt

from maillage.agenda.domain.heures import bornes, jour_local
from maillage.appui_ressource import referentiels
from maillage.appui_ressource.domain.delais import Attendue, DelaiTerritoire, delais_par_territoire
from maillage.appui_ressource.models import DemandeAppui
from maillage.socle.domain.calendrier import UN_JOUR

UN_AN = dt.timedelta(days=365)


def delais_des_departements(*, le: dt.date) -> list[DelaiTerritoire]:
    """Return the delays of the requests of the last twelve months by département of the commune (1 query)."""
    return _delais({}, par="commune__departement", le=le)


def delai_du_dispositif(dispositif_id: int, *, le: dt.date) -> DelaiTerritoire | None:
    """Return the delay of the requests of the last twelve months held by the dispositif; None without any request."""
    lignes = _delais({"dispositif_id": dispositif_id}, par="dispositif__code", le=le)
    return lignes[0] if lignes else None


def _delais(filtre: dict[str, int], *, par: str, le: dt.date) -> list[DelaiTerritoire]:
    commence, finit = bornes(le - UN_AN + UN_JOUR, le)
    demandes = DemandeAppui.objects.filter(deposee_le__gte=commence, deposee_le__lt=finit, **filtre)
    lues = demandes.order_by().values_list(par, "deposee_le", "premiere_reponse_le")
    return delais_par_territoire(
        [
            Attendue(territoire, jour_local(deposee), jour_local(repondue) if repondue else None)
            for territoire, deposee, repondue in lues
        ],
        seuil=referentiels.reglages(le).seuil_publication,
    )
