"""What every act on a project does: lock it, pass an arrow and write the step, journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from maillage.projet.domain.erreurs import ErreurProjet
from maillage.projet.domain.etats import ActeProjet, EtatProjet, franchir
from maillage.projet.models import EtapeProjet, ProjetPersonnalise
from maillage.projet.selectors.acces import exiger
from maillage.socle.acteur import Acteur
from maillage.socle.services import journaliser

DEJA_SORTI = (
    "Ce projet est proposé ou accordé : son texte ne se modifie plus. Reprenez-le, ou préparez le projet suivant."
)


def jour_de(maintenant: datetime) -> date:
    """The civil day of a moment, in the time zone of the product."""
    return timezone.localdate(maintenant)


def verrouiller(projet: ProjetPersonnalise) -> ProjetPersonnalise:
    """Return the project as it is now, locked until the end of the transaction."""
    return ProjetPersonnalise.objects.select_for_update(of=("self",)).select_related("jeune").get(pk=projet.pk)


def prendre(
    acteur: Acteur, projet: ProjetPersonnalise, maintenant: datetime, *, modifiable: bool = False
) -> ProjetPersonnalise:
    """Ask for the right to write, then return the project locked; refuse one that is out when it is to be written."""
    exiger(acteur, projet.jeune_id, projet.dispositif_id, le=jour_de(maintenant))
    projet = verrouiller(projet)
    if modifiable and not projet.modifiable:
        raise ErreurProjet(DEJA_SORTI)
    return projet


def passer(
    acteur: Acteur,
    projet: ProjetPersonnalise,
    acte: ActeProjet,
    *,
    le: date,
    maintenant: datetime,
    commentaire: str = "",
) -> None:
    """Set the state where the act leads and write the step. Raises ErreurProjet when no arrow fits. The caller saves the project."""
    projet.etat = franchir(EtatProjet(projet.etat), acte).value
    noter_etape(acteur, projet, acte.value, le=le, maintenant=maintenant, commentaire=commentaire)


def noter_etape(
    acteur: Acteur, projet: ProjetPersonnalise, acte: str, *, le: date, maintenant: datetime, commentaire: str = ""
) -> None:
    """Write a dated step in the present state."""
    EtapeProjet.objects.create(
        projet=projet,
        acte=acte,
        etat=projet.etat,
        le=le,
        par=acteur.libelle,
        commentaire=commentaire.strip(),
        enregistre_le=maintenant,
    )


def tracer(acteur: Acteur, acte: str, projet: ProjetPersonnalise, **details: Any) -> None:
    """Journal an act on a project; no word of the project goes to the journal."""
    journaliser(
        acteur,
        f"projet.{acte}",
        dispositif_id=projet.dispositif_id,
        jeune_id=projet.jeune_id,
        objet=projet.identifiant,
        details={cle: str(valeur) for cle, valeur in details.items()},
    )
