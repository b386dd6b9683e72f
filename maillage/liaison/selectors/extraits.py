"""What each recipient is to receive, now, from what changed and from the consents of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maillage.liaison.domain.changement import Nature
from maillage.liaison.domain.consentement import AccordDate, champs_consentis
from maillage.liaison.domain.destinataires import TOUS_LES_CHAMPS, Destinataire, destinataires_appeles
from maillage.liaison.domain.extrait import empreinte, extraire, octets_canoniques
from maillage.liaison.models import FicheLiaison
from maillage.liaison.referentiels import destinataires, modele
from maillage.liaison.selectors.consentements import accords_du_jeune


@dataclass(frozen=True)
class Apercu:
    """« Ce que l'école recevra »: the fields of the extract with their labels, those left out, and the hash of the bytes."""

    destinataire: Destinataire
    champs: list[tuple[str, str]]
    omis: list[str]
    empreinte: str


def appeles(fiche: FicheLiaison) -> tuple[Destinataire, ...]:
    """Return exactly the recipients that this change calls for."""
    return destinataires_appeles(destinataires(), Nature(fiche.nature), fiche.contenu)


def codes_appeles(fiche: FicheLiaison) -> frozenset[str]:
    return frozenset(destinataire.code for destinataire in appeles(fiche))


def octets_de_l_extrait(
    fiche: FicheLiaison, destinataire: Destinataire, *, au: datetime, accords: list[AccordDate] | None = None
) -> bytes:
    """Return the exact bytes to send to a recipient at a moment (2 queries, one more for the whole sheet); `accords` when already read."""
    donnees: dict[str, Any] = {
        "fiche": fiche.identifiant,
        "destinataire": destinataire.code,
        "nature": fiche.nature,
        "champs": extraire(contenu_complet(fiche), _permis(fiche, destinataire, au, accords)),
    }
    if TOUS_LES_CHAMPS in destinataire.de_droit:
        donnees["empreinte_signee"] = fiche.empreinte
        donnees["accords"] = [
            {"nom": s.nom, "qualite": s.qualite, "reponse": s.reponse, "le": s.le.isoformat() if s.le else ""}
            for s in fiche.signataires.all()
        ]
    return octets_canoniques(donnees)


def apercu(fiche: FicheLiaison, destinataire: Destinataire, *, au: datetime) -> Apercu:
    """Return what this recipient would receive at a moment, and what stays here."""
    formulaire, contenu = modele(fiche.modele), contenu_complet(fiche)
    permis = _permis(fiche, destinataire, au)
    remplis = [champ for champ in formulaire.champs if contenu.get(champ.code)]
    return Apercu(
        destinataire=destinataire,
        champs=[(champ.libelle, contenu[champ.code]) for champ in remplis if champ.code in permis],
        omis=[champ.libelle for champ in remplis if champ.code not in permis],
        empreinte=empreinte(octets_de_l_extrait(fiche, destinataire, au=au)),
    )


def contenu_complet(fiche: FicheLiaison) -> dict[str, str]:
    """The fields of the sheet, with the remarks made during the period."""
    dites = [f"{o.auteur}, {o.le:%d/%m/%Y} : {o.texte}" for o in fiche.observations.all()]
    return {**fiche.contenu, "observations": "\n".join(dites)}


def _permis(
    fiche: FicheLiaison, destinataire: Destinataire, au: datetime, accords: list[AccordDate] | None = None
) -> frozenset[str]:
    if accords is None:
        accords = accords_du_jeune(fiche.jeune_id, fiche.dispositif_id) if destinataire.sur_accord else []
    consentis = champs_consentis(accords, destinataire.code, au)
    return destinataire.champs_permis(modele(fiche.modele).codes(), consentis)
