"""Action sheets and indicators of the CPOM found by the search box, within the dispositifs open to the person."""

from __future__ import annotations

from django.urls import reverse

from maillage.cpom.models import IndicateurCpom
from maillage.cpom.permissions import SECTION
from maillage.cpom.selectors.fiches import fiches_visibles
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau
from maillage.socle.domain.texte import contient_les_mots


def chercher(acteur: Acteur, q: str, maximum: int) -> list[ResultatReseau]:
    """Return the sheets, then the indicators, that hold every word (2 queries, none where the CPOM is closed to the person)."""
    if not q.strip() or not acteur.peut(SECTION):
        return []
    fiches = fiches_visibles(acteur).values_list(
        "dispositif__code", "identifiant", "titre", "objectif", "dispositif__nom", "cpom__organisme__nom"
    )
    trouvees = [
        ResultatReseau(titre, f"Fiche action, {nom}", reverse("cpom:fiche", args=[code, identifiant]))
        for code, identifiant, titre, objectif, nom, organisme in fiches
        if contient_les_mots(f"{titre} {objectif} {nom} {organisme}", q)
    ]
    indicateurs = IndicateurCpom.objects.filter(fiche__in=fiches_visibles(acteur).order_by().values("pk"))
    lus = indicateurs.values_list("fiche__dispositif__code", "identifiant", "libelle", "fiche__dispositif__nom")
    trouves = [
        ResultatReseau(libelle, f"Indicateur, {nom}", reverse("cpom:indicateur", args=[code, identifiant]))
        for code, identifiant, libelle, nom in lus
        if contient_les_mots(libelle, q)
    ]
    return [*trouvees, *trouves][:maximum]
