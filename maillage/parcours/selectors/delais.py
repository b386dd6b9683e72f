"""How long people wait: in each département (small counts hidden), and in one dispositif."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

from dateutil.relativedelta import relativedelta

from maillage.parcours.domain.delais_attente import FileDepartement, LigneDeFile, files_par_departement, jour_arrete
from maillage.parcours.models import Demande
from maillage.parcours.referentiels.entree import reglages_admission
from maillage.parcours.selectors.connus import AvecCle
from maillage.socle.acteur import Acteur


@dataclass(frozen=True)
class DelaisDuDispositif:
    """The own figures of a dispositif over the window, for those who hold its files: admissions, and median days to each."""

    admissions: int
    mediane_jours: float | None


def files_des_departements(*, le: date) -> list[FileDepartement]:
    """Return the file of each département at the end of last month (1 query)."""
    reglages = reglages_admission(le)
    demandes = Demande.objects.filter(reception__isnull=False).exclude(dispositif__departement="").order_by()
    lues = demandes.values_list("dispositif__departement", "reception", "admission", "cloture")
    return files_par_departement(
        [LigneDeFile(departement, reception, *reponses) for departement, reception, *reponses in lues if reception],
        arrete=jour_arrete(le),
        fenetre_mois=reglages.fenetre_mois,
        seuil=reglages.seuil_publication,
        classes=reglages.classes,
    )


def delais_du_dispositif(acteur: Acteur, dispositif: AvecCle, *, le: date) -> DelaisDuDispositif:
    """Return the median days from reception to admission over the window that ends today (1 query)."""
    if not acteur.peut("parcours", dispositif_id=dispositif.pk):
        return DelaisDuDispositif(0, None)
    depuis = le - relativedelta(months=reglages_admission(le).fenetre_mois)
    admises = Demande.objects.filter(
        dispositif_id=dispositif.pk, reception__isnull=False, admission__gt=depuis, admission__lte=le
    )
    jours = [
        (admission - reception).days
        for reception, admission in admises.order_by().values_list("reception", "admission")
        if reception is not None and admission is not None
    ]
    return DelaisDuDispositif(len(jours), float(median(jours)) if jours else None)
