"""Looking for a professional, a dispositif or an establishment by name; accents do not count."""

from __future__ import annotations

from maillage.socle.acteur import Acteur
from maillage.socle.domain.texte import contient_les_mots, plier
from maillage.structures.models import Affectation, Dispositif, Etablissement
from maillage.structures.selectors.dispositifs import dispositifs_visibles


def chercher_dispositifs(acteur: Acteur, recherche: str, *, maximum: int) -> list[Dispositif]:
    """Return the visible dispositifs whose name fits."""
    return [dispositif for dispositif in dispositifs_visibles(acteur) if contient_les_mots(dispositif.nom, recherche)][
        :maximum
    ]


def chercher_professionnels(acteur: Acteur, recherche: str, *, maximum: int) -> list[Affectation]:
    """Return the assignments, in visible dispositifs, of the professionals whose name fits, with professional and dispositif."""
    affectations = Affectation.objects.filter(dispositif__in=dispositifs_visibles(acteur).order_by())
    ordre = ("professionnel__nom", "professionnel__prenom", "dispositif__nom", "-debut")
    trouvees = {
        (affectation.professionnel_id, affectation.dispositif_id): affectation
        for affectation in affectations.select_related("professionnel", "dispositif").order_by(*ordre)
        if contient_les_mots(str(affectation.professionnel), recherche)
    }
    return list(trouvees.values())[:maximum]


def chercher_etablissements(recherche: str, *, maximum: int) -> list[Etablissement]:
    """Return the open establishments whose name, FINESS or UAI number fits, with their commune: a public register."""
    mots = plier(recherche).split()
    noms = Etablissement.objects.filter(ferme_le=None).order_by("nom", "pk").values_list("pk", "nom", "finess", "uai")
    trouves = [
        pk
        for pk, nom, finess, uai in noms.iterator()
        if contient_les_mots(nom, recherche) or mots in ([finess or ""], [uai.lower()])
    ]
    lignes = Etablissement.objects.filter(pk__in=trouves[:maximum]).select_related("commune")
    return list(lignes.order_by("nom", "pk"))
