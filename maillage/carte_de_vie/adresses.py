"""The addresses of one map, the same at both doors."""

from __future__ import annotations

from django.urls import URLPattern, path

from maillage.carte_de_vie.views import carte, lieux, papiers, partage, situer, trajets


def adresses(debut: str) -> list[URLPattern]:
    """Return them under the beginning of a door, which names `jeune`."""
    un = f"{debut}lieux/<slug:cle>/"
    return [
        path(debut, carte.carte, name="carte"),
        path(f"{debut}pays/", carte.pays, name="pays"),
        path(f"{debut}comparer/", carte.comparer, name="comparer"),
        path(f"{debut}imprimer/", papiers.imprimer, name="imprimer"),
        path(f"{debut}carte.pdf", papiers.pdf, name="pdf"),
        path(f"{debut}ajouter/", lieux.ajouter, name="ajouter"),
        path(un, lieux.lieu, name="lieu"),
        path(f"{un}corriger/", lieux.corriger, name="corriger"),
        path(f"{un}ressenti/", lieux.ressenti, name="ressenti"),
        path(f"{un}dessin/", lieux.dessiner, name="dessiner"),
        path(f"{un}placer/", lieux.placer, name="placer"),
        path(f"{un}ou/", situer.ou, name="ou"),
        path(f"{un}situer/", situer.situer, name="situer"),
        path(f"{un}quitter/", lieux.quitter, name="quitter"),
        path(f"{un}retrouver/", lieux.retrouver, name="retrouver"),
        path(f"{un}effacer/", lieux.effacer, name="effacer"),
        path(f"{un}partage/", partage.partager, name="partager"),
        path(f"{un}secret/", partage.secret, name="secret"),
        path(f"{debut}partenaires/<int:partenaire>/", partage.extrait, name="extrait"),
        path(f"{debut}partenaires/<int:partenaire>/extrait.pdf", papiers.extrait_pdf, name="extrait_pdf"),
        path(f"{debut}trajets/ajouter/", trajets.ajouter, name="trajet_ajouter"),
        path(f"{debut}trajets/<slug:cle>/finir/", trajets.finir, name="trajet_finir"),
        path(f"{debut}trajets/<slug:cle>/reprendre/", trajets.reprendre, name="trajet_reprendre"),
        path(f"{debut}trajets/<slug:cle>/effacer/", trajets.effacer, name="trajet_effacer"),
    ]
