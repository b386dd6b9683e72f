"""The feelings that a dispositif proposes, changed as a whole, with one step back. What was said before keeps its words."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.carte_de_vie.domain.erreurs import ConflitDeCarte, ErreurCarte
from maillage.carte_de_vie.domain.ressentis import JeuRessentis, verifier_jeux
from maillage.carte_de_vie.images import images_des_ressentis
from maillage.carte_de_vie.models import ReglageRessentis
from maillage.carte_de_vie.referentiels import jeux_de_depart
from maillage.carte_de_vie.selectors.ressentis import JEUX
from maillage.socle.acteur import Acces, Acteur
from maillage.socle.services import journaliser

SECTION = "ressentis"


@transaction.atomic
def proposer_ressentis(
    acteur: Acteur, *, dispositif_id: int, jeux: tuple[JeuRessentis, ...], version: int
) -> ReglageRessentis:
    """Set the feelings of a dispositif; `version` is what was read (0: never set). Raises ErreurCarte, ConflitDeCarte."""
    _exiger(acteur, dispositif_id)
    valables = verifier_jeux(jeux, images_des_ressentis())
    reglage = ReglageRessentis.objects.select_for_update().filter(dispositif_id=dispositif_id).first()
    if (reglage.version if reglage else 0) != version:
        raise ConflitDeCarte(actuel=_en_mots(reglage), version=reglage.version if reglage else 0)
    if reglage is None:
        reglage = ReglageRessentis(dispositif_id=dispositif_id, jeux=JEUX.dump_python(jeux_de_depart(), mode="json"))
        reglage.version = 0
    reglage.avant, reglage.jeux = reglage.jeux, JEUX.dump_python(valables, mode="json")
    return _enregistrer(acteur, reglage, "proposer_ressentis")


@transaction.atomic
def revenir_aux_ressentis(acteur: Acteur, *, dispositif_id: int) -> ReglageRessentis:
    """Take the step back: what was proposed before is proposed again, and the other way round."""
    _exiger(acteur, dispositif_id)
    reglage = ReglageRessentis.objects.select_for_update().filter(dispositif_id=dispositif_id).first()
    if reglage is None or reglage.avant is None:
        raise ErreurCarte("Il n'y a rien à annuler.")
    reglage.avant, reglage.jeux = reglage.jeux, reglage.avant
    return _enregistrer(acteur, reglage, "revenir_aux_ressentis")


def _enregistrer(acteur: Acteur, reglage: ReglageRessentis, acte: str) -> ReglageRessentis:
    reglage.version += 1
    reglage.save()
    journaliser(acteur, f"carte_de_vie.{acte}", dispositif_id=reglage.dispositif_id)
    return reglage


def _exiger(acteur: Acteur, dispositif_id: int) -> None:
    if not acteur.peut(SECTION, Acces.ECRITURE, dispositif_id):
        raise PermissionDenied("Vous ne réglez pas les ressentis de ce dispositif.")


def _en_mots(reglage: ReglageRessentis | None) -> dict[str, str]:
    jeux = JEUX.validate_python(reglage.jeux) if reglage else jeux_de_depart()
    return {jeu.libelle: ", ".join(un.mot for un in jeu.ressentis) for jeu in jeux}
