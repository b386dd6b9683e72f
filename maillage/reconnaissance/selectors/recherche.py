"""Recognition dossiers found by the search box: by dispositif, organisme or number of an order; what is written in them is never looked at."""

from __future__ import annotations

from django.urls import reverse

from maillage.reconnaissance.domain.etats import LIBELLES, EtatDossier
from maillage.reconnaissance.models import DossierReconnaissance
from maillage.reconnaissance.permissions import DOSSIER
from maillage.socle.acteur import Acteur
from maillage.socle.domain.bilan import ResultatReseau
from maillage.socle.domain.texte import contient_les_mots
from maillage.structures.selectors import dispositifs_visibles

TITRE = "Dossier de reconnaissance"


def chercher(acteur: Acteur, q: str, maximum: int) -> list[ResultatReseau]:
    """Return the dossiers of the scope that hold every word (4 queries, none where the dossier is closed to the person)."""
    if not q.strip() or not acteur.peut(DOSSIER):
        return []
    visibles = dispositifs_visibles(acteur, DOSSIER).order_by()
    lus = DossierReconnaissance.objects.filter(dispositif__in=visibles)
    mots: dict[int, list[str]] = {pk: [TITRE, nom] for pk, nom in lus.values_list("pk", "dispositif__nom")}
    for champ in ("dispositif__organismes__nom", "arretes__numero"):
        for pk, mot in lus.order_by().values_list("pk", champ).distinct():
            mots[pk].append(mot or "")
    trouves = [pk for pk, siens in mots.items() if contient_les_mots(" ".join(siens), q)][:maximum]
    return [
        ResultatReseau(
            f"{TITRE}, {dossier.dispositif.nom}",
            LIBELLES[EtatDossier(dossier.etat)],
            reverse("reconnaissance:dossier", args=[dossier.dispositif.code]),
        )
        for dossier in lus.filter(pk__in=trouves).select_related("dispositif")
    ]
